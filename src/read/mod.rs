//! Input -> pages. Files, folders, patterns and standard input; plain text, JSON (lines and lists), CSV and Parquet, each as it is,
//! packed with gzip or zstd, or in a zip or tar archive. Formats are told by content, never by name alone. Columns are mapped by their
//! names ([`Mapping`] overrides). A record that can't be read becomes a [`Reject`] and the run goes on.
//!
//! Memory is bounded: one record at a time, and no record above [`RECORD_LIMIT`].

#![expect(clippy::disallowed_methods, reason = "reads the inputs")]

mod archive;
mod arrow_value;
mod blocks;
mod compression;
mod csv;
mod csv_layout;
mod dates;
mod document;
mod encoding;
mod factiva;
mod feed;
mod fields;
mod foreign;
mod hash;
mod html;
mod jsonl;
mod lexis;
mod list;
mod mapping;
mod months;
mod parquet;
mod record;
mod sources;
mod spool;
mod survey;
mod text;
mod values;
mod vote;
mod warc;
mod xml;

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::io::Read;
use std::sync::Arc;

use crate::model::{Page, Record, Reject};

pub use dates::{parse_date, parse_zoned};
pub use hash::{InputHash, hash_inputs};
pub use html::published_in_html;
pub use mapping::{Assignment, Mapping, Role};
pub use sources::{Problem, ReadError, Sources};
pub use survey::{Column, Survey, Surveyed};

use document::Document;

/// The most bytes a record may have (unpacked): a line of JSON Lines, a text file. More is a reject, never more memory.
pub const RECORD_LIMIT: usize = 64 << 20;

/// Finds what the inputs name: files, folders (all files below, hidden ones skipped, in the order of their paths' bytes), patterns
/// (`crawl/**/*.jsonl.gz`, in that order too), `-` for standard input. A file named twice is read once.
///
/// # Errors
/// All inputs that are missing or can't be listed, at once.
pub fn open(inputs: &[String]) -> Result<Sources, ReadError> {
    sources::find(inputs)
}

/// What was taken note of while reading: nothing that stops a record, all that a summary should say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notes {
    /// Pages kept without a date because the record's date could not be read.
    pub unread_dates: u64,
    /// The first such date: file, record and what was written.
    pub first_unread_date: Option<String>,
    /// Pages whose text is only a line or two about the article: `description`, where there is nothing better.
    pub teasers: u64,
    /// Columns that the mapping names and that no record had so far, each with what to say of it. Those of tables are not among them:
    /// a table without such a column is refused as a whole.
    pub absent: BTreeMap<String, String>,
    /// Those that some record had.
    found: BTreeSet<String>,
    /// What is found, for those who ask: see [`Records::survey`].
    survey: Option<Survey>,
}

impl Notes {
    fn survey_fields(&mut self, fields: &fields::Fields, used: &record::Used) {
        if let Some(survey) = &mut self.survey {
            survey.fields(fields, used);
        }
    }

    /// Whether a record has a column that the mapping names; `message` says what to do where it has not.
    fn mapped(&mut self, column: &str, has: bool, message: impl FnOnce() -> String) {
        if self.found.contains(column) {
        } else if has {
            self.absent.remove(column);
            self.found.insert(column.to_string());
        } else if !self.absent.contains_key(column) {
            self.absent.insert(column.to_string(), message());
        }
    }

    fn unread_date(&mut self, input: &str, record: u64, value: &str) {
        self.unread_dates += 1;
        if self.first_unread_date.is_none() {
            self.first_unread_date = Some(format!("{input}, record {record}: `{}`", shorten(value)));
        }
    }
}

/// The reader of one format: the records of one document, one after the other. `input` is the document's name.
trait Format: Send {
    /// The next record; None at the end. What can't be read is a reject, and the reader goes on behind it where it can.
    fn next(&mut self, input: &str, notes: &mut Notes) -> Option<Record>;
}

/// How to read, as every reader needs to know it.
#[derive(Clone, Debug)]
struct Context {
    /// The most bytes of a record.
    limit: usize,
    mapping: Arc<Mapping>,
}

impl Default for Context {
    fn default() -> Self {
        Context { limit: RECORD_LIMIT, mapping: Arc::default() }
    }
}

/// The records of all inputs, in order. Ask for [`Records::hashes`] and [`Records::notes`] when it has ended.
pub struct Records {
    sources: VecDeque<sources::Source>,
    current: Option<Document>,
    notes: Notes,
    hashes: Vec<InputHash>,
    context: Context,
}

impl Records {
    fn new(sources: VecDeque<sources::Source>, context: Context) -> Self {
        Records { sources, current: None, notes: Notes::default(), hashes: Vec::new(), context }
    }

    /// The records of one stream that is already open, under the name `input`.
    pub fn from_reader(input: &str, reader: impl Read + Send + 'static) -> Self {
        Records::new(VecDeque::from([sources::Source::stream(input, Box::new(reader))]), Context::default())
    }

    /// The same with another limit in place of [`RECORD_LIMIT`].
    pub fn limit(mut self, bytes: usize) -> Self {
        self.context.limit = bytes;
        self
    }

    /// The same with columns that are named for their roles.
    pub fn mapping(mut self, mapping: Mapping) -> Self {
        self.context.mapping = Arc::new(mapping);
        self
    }

    /// The same, taking note of formats and columns.
    pub fn survey(mut self) -> Self {
        self.notes.survey = Some(Survey::default());
        self
    }

    /// What was found of the documents that are done with since this was last asked, where [`Records::survey`] was called.
    pub fn surveyed(&mut self) -> Vec<Surveyed> {
        let Some(survey) = &mut self.notes.survey else { return Vec::new() };
        let done = survey.documents.len().saturating_sub(1);
        survey.documents.drain(..done).collect()
    }

    /// The same with the one that is being read.
    pub fn all_surveyed(&mut self) -> Vec<Surveyed> {
        self.notes.survey.as_mut().map(|survey| std::mem::take(&mut survey.documents)).unwrap_or_default()
    }

    /// What was noted so far.
    pub fn notes(&self) -> &Notes {
        &self.notes
    }

    /// SHA-256 and size of every input that has been read to its end, as its bytes came (still packed).
    pub fn hashes(&self) -> &[InputHash] {
        &self.hashes
    }
}

impl Iterator for Records {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        loop {
            if let Some(document) = &mut self.current {
                if let Some(record) = document.next(&mut self.notes) {
                    return Some(record);
                }
                if let Some(document) = self.current.take() {
                    self.hashes.extend(document.finish());
                }
            }
            let source = self.sources.pop_front()?;
            match Document::open(source, &self.context, &mut self.notes) {
                Ok(document) => self.current = Some(document),
                Err(reject) => return Some(Record::Reject(reject)),
            }
        }
    }
}

fn reject(input: &str, record: u64, reason: impl Into<String>) -> Record {
    Record::Reject(Reject { input: input.to_string(), record, reason: reason.into() })
}

/// A page's id where the record has none: 16 hexadecimal digits, the same for the same address and text anywhere.
fn content_id(page: &Page) -> String {
    let mut id = hash::sha256(&[page.url.as_deref().unwrap_or("").as_bytes(), b"\n", page.text.as_bytes()]);
    id.truncate(16);
    id
}

/// Line ends as `\n`, without a byte order mark: what every later stage may count on.
fn clean(text: &str) -> String {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text.to_string() }
}

/// The start of a value, for a message.
fn shorten(value: &str) -> String {
    let mut out: String = value.chars().take(40).collect();
    if out.len() < value.len() {
        out.push('…');
    }
    out
}
