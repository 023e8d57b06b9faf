//! From a codebook's name to an engine, with its problems printed.

use std::io::IsTerminal;

use super::cache;
use crate::codebook::{self, Book, SourceFile};
use crate::dates::Tagger;
use crate::diagnostic::{Diagnostic, Severity};
use crate::pipeline::Engine;
use crate::places::Gazetteer;
use crate::segment::Markers;

/// The codebook that is used where none is named.
pub const DEFAULT: &str = "cameo";

/// A codebook read and compiled, with what was found wrong.
pub struct Opened {
    /// As read.
    pub book: Book,
    /// What runs; not to be used with an error among the problems.
    pub engine: Engine,
    /// All problems, sorted by place.
    pub problems: Vec<Diagnostic>,
}

impl Opened {
    /// Whether there is an error, not only warnings.
    pub fn is_broken(&self) -> bool {
        self.problems.iter().any(|p| p.severity == Severity::Error)
    }
}

/// How much is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lints {
    /// Errors: what a run needs to know.
    Errors,
    /// Warnings too: what the codebook's author needs to know.
    All,
}

/// Reads, checks and compiles a codebook.
///
/// # Errors
/// Where there is none, or it can't be read.
pub fn open(name: &str, lints: Lints) -> anyhow::Result<Opened> {
    let mut problems = Vec::new();
    let book = codebook::load(name, &mut problems)?;
    codebook::check::errors(&book, &mut problems);
    if lints == Lints::All {
        codebook::check::warnings(&book, &mut problems);
    }
    let mut compiled = codebook::compile(&book, &mut problems);
    let taggers = compiled.languages.iter_mut().map(|language| language.dates.take().map(Tagger::new)).collect();
    let furniture: Vec<(&str, &str)> =
        book.furniture.iter().map(|&i| (book.files[i].shown.as_str(), book.files[i].text.as_str())).collect();
    let markers = match Markers::from_yaml(&furniture) {
        Ok(markers) => markers,
        Err(found) => {
            problems.extend(found);
            Markers::from_yaml(&[]).unwrap_or_default()
        }
    };
    problems.sort();
    problems.dedup();
    Ok(Opened { book, engine: Engine { codebook: compiled, taggers, markers, gazetteer: Gazetteer::new() }, problems })
}

/// A codebook ready to code with, and its files.
pub struct Ready {
    /// As read; the outermost codebook's first.
    pub files: Vec<SourceFile>,
    /// What runs.
    pub engine: Engine,
}

/// Opens a codebook to code with, as it was compiled at an earlier start where it has not changed since.
///
/// # Errors
/// As [`open_sound`].
pub fn ready(name: &str) -> anyhow::Result<Ready> {
    let files = codebook::files(name)?;
    let kept = cache::path(&files);
    if let Some(engine) = kept.as_deref().and_then(cache::read) {
        return Ok(Ready { files, engine });
    }
    let Opened { engine, .. } = open_sound(name)?;
    if let Some(path) = kept {
        cache::write(&path, &engine);
    }
    Ok(Ready { files, engine })
}

/// Opens a codebook to code with: a broken one is an error with every problem printed.
///
/// # Errors
/// As [`open`], and where the codebook has an error.
pub fn open_sound(name: &str) -> anyhow::Result<Opened> {
    let opened = open(name, Lints::Errors)?;
    if opened.is_broken() {
        print(&opened);
        anyhow::bail!("the codebook `{name}` has errors: nothing was coded (see above, and `dyads check`)");
    }
    Ok(opened)
}

/// All problems as text, a blank line after each.
pub fn render(opened: &Opened, colour: bool) -> String {
    let mut out = String::new();
    for problem in &opened.problems {
        let source = opened.book.files.iter().find(|f| f.shown == problem.at.file).map(|f| f.text.as_str());
        out.push_str(&problem.render(source, colour));
        out.push_str("\n\n");
    }
    out
}

/// Prints all problems to standard error.
pub fn print(opened: &Opened) {
    anstream::eprint!("{}", render(opened, std::io::stderr().is_terminal()));
}
