//! From a folder (or the codebook shipped in the program) to raw files, and from a codebook that extends another to one. The only part of the
//! codebook that touches files.

#![expect(clippy::disallowed_methods, reason = "reads the files of a codebook")]

use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};
use serde::de::DeserializeOwned;

use super::raw::{RawActorCodes, RawCodebook, RawCodes, RawFile, RawLanguage};
use super::text::{Text, in_file};
use crate::diagnostic::{At, Diagnostic, nearest};
use crate::model::Undated;

/// The codebooks the program ships.
static SHIPPED: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/codebooks");

/// A file of the shipped codebooks' folder, by its path below it; "" where there is none.
pub fn shipped(path: &str) -> &'static str {
    SHIPPED.get_file(path).and_then(|file| file.contents_utf8()).unwrap_or_default()
}

/// One file of a codebook.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// Where it is, for diagnostics: as the user named the folder, and the path below it.
    pub shown: String,
    /// Id of its codebook and the path below its folder: what `rule_file` says.
    pub rule_file: String,
    /// Its text.
    pub text: String,
}

/// Everything read, in order: the codebook that is extended first. Not yet checked for meaning.
#[derive(Clone, Debug, Default)]
pub struct Book {
    /// All files, numbered by `Text::file`.
    pub files: Vec<SourceFile>,
    /// The outermost `codebook.yaml`.
    pub header: RawCodebook,
    /// Languages every action needs, of the outermost codebook that says so.
    pub required: Vec<Text>,
    /// Quad-class scheme, of the outermost codebook that names one.
    pub quad_class: String,
    /// How what is only reported or referred to is dated, by the outermost codebook that says so.
    pub undated: Undated,
    /// Every section after overlay.
    pub body: RawFile,
    /// CAMEO codes.
    pub codes: RawCodes,
    /// Parts of actor codes.
    pub actor_codes: RawActorCodes,
    /// Languages.
    pub languages: Vec<RawLanguage>,
    /// Files of `dates/`: number of the file in `files`.
    pub dates: Vec<usize>,
    /// Files of furniture markers: number of the file in `files`.
    pub furniture: Vec<usize>,
    /// Ids switched off, with who did it.
    pub disabled: Vec<Text>,
}

/// Why a codebook can't even be read.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// No such folder, and no shipped codebook of that name.
    #[error("there is no codebook `{0}`: no such folder holds a codebook.yaml, and the shipped ones are: {1}")]
    Missing(String, String),
    /// The operating system said no.
    #[error("cannot read {0}: {1}")]
    Io(PathBuf, std::io::Error),
    /// A codebook that extends itself, at the end of the chain named.
    #[error("codebook `{0}` extends itself")]
    Cycle(String),
}

/// A codebook of a chain in which each extends the next.
struct Link {
    name: String,
    id: String,
    files: Vec<(String, String)>,
}

/// What of `codebook.yaml` says which files belong to it.
#[derive(Default, serde::Deserialize)]
struct Extends {
    id: Option<String>,
    extends: Option<String>,
}

/// The files of the codebook in a folder, or of the shipped one of that name, and of all it extends; the shipped or extended ones last,
/// each in the order of their paths.
///
/// # Errors
/// Where there is nothing to read, or the disk does not answer.
pub fn files(name: &str) -> Result<Vec<SourceFile>, LoadError> {
    let files = |link: Link| {
        let shown = link.name.trim_end_matches('/').to_string();
        link.files.into_iter().map(move |(path, text)| SourceFile {
            shown: format!("{shown}/{path}"),
            rule_file: format!("{}/{path}", link.id),
            text,
        })
    };
    Ok(chain(name)?.into_iter().flat_map(files).collect())
}

/// What codes and the parts of actor codes mean, after the files of a codebook and of those it extends as [`files`] gives them; without looking
/// at the rest. What can't be read is left out.
pub fn code_tables(files: &[SourceFile]) -> (RawCodes, RawActorCodes) {
    let (mut codes, mut actor_codes) = (RawCodes::default(), RawActorCodes::default());
    for file in files.iter().rev() {
        if file.rule_file.ends_with("/actor_codes.yaml") {
            actor_codes = serde_saphyr::from_str(&file.text).unwrap_or(actor_codes);
        } else if file.rule_file.ends_with("/codes.yaml") {
            super::overlay::codes(&mut codes, serde_saphyr::from_str(&file.text).unwrap_or_default());
        }
    }
    (codes, actor_codes)
}

/// Reads the codebook in a folder, or the shipped one of that name, with all it extends. Problems in the files go to `problems`, all of them.
///
/// # Errors
/// Where there is nothing to read, or the disk does not answer.
pub fn load(name: &str, problems: &mut Vec<Diagnostic>) -> Result<Book, LoadError> {
    let mut book = Book::default();
    load_into(&mut book, chain(name)?.into_iter(), problems);
    Ok(book)
}

/// The codebook and what it extends, the outermost first.
fn chain(name: &str) -> Result<Vec<Link>, LoadError> {
    let mut out: Vec<Link> = Vec::new();
    let (mut next, mut beside) = (Some(name.to_string()), None);
    while let Some(name) = next.take() {
        if out.iter().any(|seen| seen.name == name) || out.len() > 8 {
            return Err(LoadError::Cycle(name));
        }
        let (folder, files) = gather(&name, beside.as_deref())?;
        let Some((_, header)) = files.iter().find(|(path, _)| path == "codebook.yaml") else {
            return Err(missing(&name));
        };
        // What is wrong with the file is said when it is read in full.
        let header: Extends = serde_saphyr::from_str(header).unwrap_or_default();
        next = header.extends;
        let id = header.id.filter(|id| !id.is_empty()).unwrap_or_else(|| name.clone());
        out.push(Link { name, id, files });
        beside = folder;
    }
    Ok(out)
}

fn load_into(book: &mut Book, mut chain: std::vec::IntoIter<Link>, problems: &mut Vec<Diagnostic>) {
    let Some(Link { name, id, mut files }) = chain.next() else { return };
    let first = book.files.len();
    let source = |path: String, text: String| SourceFile {
        shown: format!("{}/{path}", name.trim_end_matches('/')),
        rule_file: format!("{id}/{path}"),
        text,
    };
    let Some(at) = files.iter().position(|(path, _)| path == "codebook.yaml") else { return };
    let (path, text) = files.remove(at);
    book.files.push(source(path, text));
    let header: RawCodebook = parse(book, first, problems).unwrap_or_default();
    load_into(book, chain, problems);
    for (path, text) in files {
        let number = book.files.len();
        book.files.push(source(path.clone(), text));
        read_file(book, number, &path, problems);
    }
    if let Some(scheme) = &header.quad_class {
        book.quad_class = scheme.value.clone();
    }
    if let Some(undated) = header.undated_background.as_ref().and_then(|name| Undated::from_name(&name.value)) {
        book.undated = undated;
    }
    if !header.languages.is_empty() {
        book.required = header.languages.clone();
    }
    book.disabled.extend(header.disable.iter().cloned());
    book.header = header;
}

fn read_file(book: &mut Book, number: usize, path: &str, problems: &mut Vec<Diagnostic>) {
    match path {
        "codes.yaml" => {
            let codes: RawCodes = parse(book, number, problems).unwrap_or_default();
            super::overlay::codes(&mut book.codes, codes);
        }
        "actor_codes.yaml" => book.actor_codes = parse(book, number, problems).unwrap_or_default(),
        "languages/furniture.yaml" => book.furniture.push(number),
        _ if path.starts_with("dates/") => book.dates.push(number),
        _ if path.starts_with("languages/") => {
            let language = parse::<RawLanguage>(book, number, problems);
            book.languages.extend(language);
        }
        _ => {
            if let Some(file) = parse::<RawFile>(book, number, problems) {
                let places = Placer { files: &book.files };
                super::overlay::overlay(&mut book.body, file, &places, problems);
            }
        }
    }
}

/// Turns a `Text` into a place for a diagnostic.
pub struct Placer<'a> {
    /// All files.
    pub files: &'a [SourceFile],
}

impl Placer<'_> {
    /// Where the text stands, all of it marked; the quotes around it are not.
    pub fn at(&self, text: &Text) -> At {
        At {
            file: self.files.get(text.file as usize).map(|f| f.shown.clone()).unwrap_or_default(),
            line: text.line,
            column: text.column + u32::from(matches!(self.first_char(text), Some('"' | '\''))),
            length: text.chars().count() as u32,
        }
    }

    /// The place in words, for a message that speaks of a second place: `cameo/actors/roles.yaml:12`.
    pub fn say(&self, text: &Text) -> String {
        format!("{}:{}", self.files.get(text.file as usize).map_or("", |f| f.shown.as_str()), text.line)
    }

    /// The character the text starts with in its file: a quote where it is quoted.
    pub fn first_char(&self, text: &Text) -> Option<char> {
        let line = self.files.get(text.file as usize)?.text.split('\n').nth(text.line.checked_sub(1)? as usize)?;
        line.chars().nth(text.column.checked_sub(1)? as usize)
    }

    /// Where a part of the text stands: `from` and `length` in characters.
    pub fn part(&self, text: &Text, from: usize, length: usize) -> At {
        let whole = self.at(text);
        At { column: whole.column + from as u32, length: length.max(1) as u32, ..whole }
    }
}

/// One file through serde; a problem becomes a diagnostic and None.
fn parse<T: DeserializeOwned>(book: &Book, number: usize, problems: &mut Vec<Diagnostic>) -> Option<T> {
    let file = &book.files[number];
    // The default budget refuses files of more than 250,000 nodes: a gazetteer has more.
    let options = serde_saphyr::options! {
        budget: serde_saphyr::budget! { max_nodes: 20_000_000, max_events: 60_000_000, max_total_scalar_bytes: 1 << 30 }
    };
    match in_file(number as u16, || serde_saphyr::from_str_with_options::<T>(&file.text, options)) {
        Ok(value) => Some(value),
        Err(error) => {
            let place = error.location();
            let at = At {
                file: file.shown.clone(),
                line: place.map_or(0, |l| l.line() as u32),
                column: place.map_or(0, |l| l.column() as u32),
                length: 1,
            };
            problems.push(bad_yaml(at, &error.without_snippet().to_string()));
            None
        }
    }
}

/// What the YAML reader said, without the place that is shown anyway, and what was meant by a name it does not know.
pub(super) fn bad_yaml(at: At, said: &str) -> Diagnostic {
    let message = said.lines().next().unwrap_or("the file can't be read");
    let message = message.rsplit_once(" at line ").map_or(message, |(message, _)| message);
    let meant = message.strip_prefix("unknown field `").and_then(|rest| rest.split_once("`, expected "));
    let meant = meant.and_then(|(word, known)| {
        let known = known.strip_prefix("one of ").unwrap_or(known);
        nearest(word, known.split(", ").map(|name| name.trim_matches('`')))
    });
    let rest = "the rest of this file is not looked at until this is mended";
    let length = message.split('`').nth(1).filter(|_| message.starts_with("unknown field")).map_or(1, |word| word.chars().count() as u32);
    Diagnostic::error("bad-yaml", At { length, ..at }, message).help(match meant {
        Some(near) => format!("did you mean `{near}`? {}", rest.replacen('t', "T", 1)),
        None => rest.to_string(),
    })
}

/// All YAML files below a folder or a shipped codebook, by path: (folder on disk, files).
#[expect(clippy::type_complexity)]
fn gather(name: &str, beside: Option<&Path>) -> Result<(Option<PathBuf>, Vec<(String, String)>), LoadError> {
    let mut candidates = vec![PathBuf::from(name)];
    candidates.extend(beside.and_then(Path::parent).map(|parent| parent.join(name)));
    if let Some(folder) = candidates.into_iter().find(|folder| folder.join("codebook.yaml").is_file()) {
        let mut files = Vec::new();
        walk(&folder, &folder, &mut files)?;
        files.sort();
        return Ok((Some(folder), files));
    }
    let Some(dir) = SHIPPED.get_dir(name) else { return Err(missing(name)) };
    let mut files = Vec::new();
    walk_shipped(dir, name, &mut files);
    files.sort();
    Ok((None, files))
}

fn missing(name: &str) -> LoadError {
    let shipped: Vec<String> =
        SHIPPED.dirs().filter(|d| d.get_file(d.path().join("codebook.yaml")).is_some()).map(|d| d.path().display().to_string()).collect();
    LoadError::Missing(name.to_string(), shipped.join(", "))
}

fn walk_shipped(dir: &Dir, root: &str, out: &mut Vec<(String, String)>) {
    for file in dir.files().filter(|f| f.path().extension().is_some_and(|e| e == "yaml")) {
        let path = file.path().strip_prefix(root).unwrap_or(file.path());
        if let Some(text) = file.contents_utf8() {
            out.push((path.to_string_lossy().replace('\\', "/"), text.to_string()));
        }
    }
    dir.dirs().for_each(|dir| walk_shipped(dir, root, out));
}

fn walk(root: &Path, folder: &Path, out: &mut Vec<(String, String)>) -> Result<(), LoadError> {
    let io = |path: &Path| {
        let path = path.to_path_buf();
        move |error| LoadError::Io(path, error)
    };
    for entry in std::fs::read_dir(folder).map_err(io(folder))? {
        let path = entry.map_err(io(folder))?.path();
        if path.is_dir() {
            walk(root, &path, out)?;
        } else if path.extension().is_some_and(|e| e == "yaml" || e == "yml") {
            let text = std::fs::read_to_string(&path).map_err(io(&path))?;
            let below = path.strip_prefix(root).unwrap_or(&path);
            out.push((below.to_string_lossy().replace('\\', "/"), text));
        }
    }
    Ok(())
}
