//! `dyads check`: every problem of a codebook at once.

use std::io::IsTerminal;

use serde::Serialize;

use super::{engine, exit, matrix};
use crate::diagnostic::Severity;
use crate::language::Lang;

/// Name every problem of a codebook, with its place and a way to mend it.
#[derive(Clone, Debug, clap::Args)]
pub struct CheckArgs {
    /// Codebook to check instead of the built-in one
    #[arg(long, value_name = "DIR")]
    pub codebook: Option<String>,
    /// Also print the tables of actions and frames with their codes, and of the codes no pattern or example shows
    #[arg(long, conflicts_with = "format")]
    pub matrix: bool,
    /// How problems are printed
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "text")]
    pub format: Format,
}

/// How problems are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For people: the line with the words marked, and help
    Text,
    /// For programs: a JSON object a line
    Json,
}

/// A problem as `--format json` prints it.
#[derive(Serialize)]
struct Line<'a> {
    severity: &'static str,
    name: &'static str,
    file: &'a str,
    line: u32,
    column: u32,
    length: u32,
    message: &'a str,
    help: &'a str,
}

/// Runs the command.
///
/// # Errors
/// Where there is no such codebook, or it can't be read.
pub fn command(args: &CheckArgs) -> anyhow::Result<u8> {
    let opened = engine::open(args.codebook.as_deref().unwrap_or(engine::DEFAULT), engine::Lints::All)?;
    match args.format {
        Format::Json => json(&opened)?,
        Format::Text => {
            anstream::print!("{}", engine::render(&opened, std::io::stdout().is_terminal()));
            if args.matrix {
                matrix::actions(&opened);
                matrix::codes(&opened);
            }
            summary(&opened);
        }
    }
    Ok(if opened.problems.is_empty() { exit::FINE } else { exit::PROBLEMS })
}

fn json(opened: &engine::Opened) -> anyhow::Result<()> {
    for problem in &opened.problems {
        let line = Line {
            severity: match problem.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
            },
            name: problem.name,
            file: &problem.at.file,
            line: problem.at.line,
            column: problem.at.column,
            length: problem.at.length,
            message: &problem.message,
            help: &problem.help,
        };
        anstream::println!("{}", serde_json::to_string(&line)?);
    }
    Ok(())
}

/// What the codebook holds, and how many problems there are.
fn summary(opened: &engine::Opened) {
    let errors = opened.problems.iter().filter(|p| p.severity == Severity::Error).count();
    let warnings = opened.problems.len() - errors;
    let book = &opened.engine.codebook;
    let coded = || book.languages.iter().filter(|language| Lang::CODED.contains(&language.profile.lang));
    let patterns: Vec<String> = coded().map(|l| format!("{} {}", l.written_patterns().len(), l.profile.lang.tag())).collect();
    let phrases: Vec<String> = coded().map(|l| format!("{} {}", l.lexicon.len(), l.profile.lang.tag())).collect();
    anstream::println!(
        "{} {}: {} codes, {} actions, {} concepts, {} actors, {} roles, {} places, patterns: {}, forms: {}",
        book.id,
        book.version,
        book.codes.len(),
        book.actions.len(),
        book.written_concepts,
        book.actors.len(),
        book.roles.len(),
        book.cities.len(),
        patterns.join(", "),
        phrases.join(", ")
    );
    anstream::println!("{errors} errors, {warnings} warnings");
}
