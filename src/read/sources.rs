//! Which files the inputs name.

use std::collections::{BTreeSet, VecDeque};
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::mapping::{ABSENT, Mapping};
use super::{Context, Records};
use crate::model::Record;

/// Inputs that can't be read, all of them at once.
#[derive(Debug, thiserror::Error)]
#[error("{}", .problems.iter().map(Problem::to_string).collect::<Vec<_>>().join("\n"))]
pub struct ReadError {
    /// One for each input, in the order they were given.
    pub problems: Vec<Problem>,
}

/// One input and what is the matter with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// As given.
    pub input: String,
    /// For a person.
    pub message: String,
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(f, "{}: {}", self.input, self.message)
    }
}

/// The inputs found, in the order they will be read.
pub struct Sources {
    sources: VecDeque<Source>,
}

/// One stream of bytes and its name.
pub(super) struct Source {
    pub(super) name: String,
    pub(super) from: From,
}

pub(super) enum From {
    File(PathBuf),
    Stdin,
    Stream(Box<dyn Read + Send>),
}

impl Source {
    pub(super) fn stream(name: &str, reader: Box<dyn Read + Send>) -> Self {
        Source { name: name.to_string(), from: From::Stream(reader) }
    }

    /// The file it is.
    pub(super) fn path(&self) -> Option<PathBuf> {
        match &self.from {
            From::File(path) => Some(path.clone()),
            _ => None,
        }
    }

    /// Opens it. Files are opened one after the other, so a folder of a million files needs one handle.
    pub(super) fn open(self) -> io::Result<Box<dyn Read + Send>> {
        Ok(match self.from {
            From::File(path) => Box::new(fs::File::open(path)?),
            From::Stdin => Box::new(io::stdin()),
            From::Stream(reader) => reader,
        })
    }
}

impl Sources {
    /// How many files there are.
    pub fn len(&self) -> usize {
        self.sources.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.sources.is_empty()
    }

    /// Their names, as they will stand in `Page.input`.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.sources.iter().map(|source| source.name.as_str())
    }

    /// Bytes of all files as stored, for a progress bar; None where standard input is among them.
    pub fn bytes(&self) -> Option<u64> {
        self.sources
            .iter()
            .map(|source| match &source.from {
                From::File(path) => Some(fs::metadata(path).map_or(0, |meta| meta.len())),
                _ => None,
            })
            .sum()
    }

    /// Whether the columns that a mapping names are there: in the first records of the first file. Standard input is not looked at.
    ///
    /// # Errors
    /// For a person: a column that none of those records has, with the one that is meant.
    pub fn check(&self, mapping: &Mapping) -> Result<(), String> {
        const RECORDS: usize = 100;
        let first = self.sources.front().and_then(Source::path).filter(|path| path.is_file());
        let Some(path) = first.filter(|_| !mapping.is_empty()) else { return Ok(()) };
        let source = Source { name: path.to_string_lossy().into_owned(), from: From::File(path) };
        let mut records = Records::new(VecDeque::from([source]), Context::default()).mapping(mapping.clone());
        let refused = |record: &Record| match record {
            // A table says so once for all of its rows.
            Record::Reject(reject) if reject.record == 0 && reject.reason.starts_with(ABSENT) => Some(reject.reason.clone()),
            _ => None,
        };
        let refused = records.by_ref().take(RECORDS).find_map(|record| refused(&record));
        let absent = refused.or_else(|| records.notes().absent.values().next().cloned());
        absent.map_or(Ok(()), |reason| Err(format!("{}: {reason}", self.names().next().unwrap_or_default())))
    }

    /// Starts reading.
    pub fn records(self) -> Records {
        Records::new(self.sources, Context::default())
    }
}

pub(super) fn find(inputs: &[String]) -> Result<Sources, ReadError> {
    let mut finder = Finder { found: VecDeque::new(), seen: BTreeSet::new() };
    let mut problems = Vec::new();
    for input in inputs {
        if let Err(message) = finder.input(input) {
            problems.push(Problem { input: input.clone(), message });
        }
    }
    if inputs.is_empty() {
        problems.push(Problem { input: "input".into(), message: "none is named: give files, folders, or - for standard input".into() });
    }
    if problems.is_empty() { Ok(Sources { sources: finder.found }) } else { Err(ReadError { problems }) }
}

struct Finder {
    found: VecDeque<Source>,
    /// Real paths already taken: a file given by name and again by its folder would be coded twice.
    seen: BTreeSet<PathBuf>,
}

impl Finder {
    fn input(&mut self, input: &str) -> Result<(), String> {
        if input == "-" {
            if self.seen.insert(PathBuf::from("-")) {
                self.found.push_back(Source { name: "-".into(), from: From::Stdin });
            }
            return Ok(());
        }
        let path = Path::new(input);
        match fs::metadata(path) {
            Ok(meta) => self.path(path, meta.is_dir()),
            // A file may have such a name; only where there is none is it a pattern.
            Err(_) if input.contains(['*', '?', '[']) => self.pattern(input),
            Err(error) => Err(explain(&error)),
        }
    }

    fn path(&mut self, path: &Path, folder: bool) -> Result<(), String> {
        if !folder {
            self.take(path.to_path_buf());
            return Ok(());
        }
        let mut files = Vec::new();
        walk(path, &mut Vec::new(), &mut files).map_err(|(at, error)| format!("{}: {}", at.display(), explain(&error)))?;
        if files.is_empty() {
            return Err("the folder holds no files (hidden ones are skipped)".into());
        }
        sort(&mut files);
        files.into_iter().for_each(|file| self.take(file));
        Ok(())
    }

    /// What a pattern matches that the shell left as it is; folders are read whole.
    fn pattern(&mut self, pattern: &str) -> Result<(), String> {
        let options = glob::MatchOptions { case_sensitive: true, require_literal_separator: true, require_literal_leading_dot: true };
        let matches =
            glob::glob_with(pattern, options).map_err(|error| format!("not a pattern: {} at character {}", error.msg, error.pos + 1))?;
        let mut found = Vec::new();
        for path in matches {
            found.push(path.map_err(|error| format!("{}: {}", error.path().display(), explain(error.error())))?);
        }
        if found.is_empty() {
            return Err("the pattern matches no file (hidden ones are skipped)".into());
        }
        let mut files = Vec::new();
        for path in found {
            if !path.is_dir() {
                files.push(path);
            // The files of a folder that `**` matches are matched themselves, or not wanted.
            } else if !pattern.contains("**") {
                walk(&path, &mut Vec::new(), &mut files).map_err(|(at, error)| format!("{}: {}", at.display(), explain(&error)))?;
            }
        }
        if files.is_empty() {
            return Err("the pattern matches folders without files (hidden ones are skipped)".into());
        }
        sort(&mut files);
        files.into_iter().for_each(|file| self.take(file));
        Ok(())
    }

    fn take(&mut self, path: PathBuf) {
        let real = fs::canonicalize(&path).unwrap_or_else(|_| path.clone());
        if self.seen.insert(real) {
            self.found.push_back(Source { name: path.to_string_lossy().into_owned(), from: From::File(path) });
        }
    }
}

/// In the order of their paths' bytes, the same on any machine.
fn sort(paths: &mut [PathBuf]) {
    paths.sort_by(|a, b| a.as_os_str().as_encoded_bytes().cmp(b.as_os_str().as_encoded_bytes()));
}

/// Collects the files below a folder. `above` holds the real paths of the folders on the way, so that a link that leads back up
/// does not go round for ever.
fn walk(folder: &Path, above: &mut Vec<PathBuf>, files: &mut Vec<PathBuf>) -> Result<(), (PathBuf, io::Error)> {
    let fail = |error| (folder.to_path_buf(), error);
    let real = fs::canonicalize(folder).map_err(fail)?;
    if above.contains(&real) {
        return Ok(());
    }
    above.push(real);
    for entry in fs::read_dir(folder).map_err(fail)? {
        let entry = entry.map_err(fail)?;
        if entry.file_name().as_encoded_bytes().starts_with(b".") {
            continue;
        }
        let path = entry.path();
        if path.is_dir() {
            walk(&path, above, files)?;
        } else {
            // A link that leads nowhere is taken too: reading it says so in a reject.
            files.push(path);
        }
    }
    above.pop();
    Ok(())
}

/// An input error in plain words.
pub(super) fn explain(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file or folder".into(),
        io::ErrorKind::PermissionDenied => "no permission to read it".into(),
        _ => error.to_string(),
    }
}
