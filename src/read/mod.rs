//! Input -> pages. Files, folders and standard input; plain text and JSON Lines, each as it is or packed with gzip or zstd. Formats
//! are told by content, never by name. A record that can't be read becomes a [`Reject`] and the run goes on.
//!
//! Memory is bounded: one record at a time, and no record above [`RECORD_LIMIT`].

#![expect(clippy::disallowed_methods, reason = "reads the inputs")]

mod blocks;
mod compression;
mod dates;
mod document;
mod encoding;
mod factiva;
mod feed;
mod fields;
mod hash;
mod html;
mod jsonl;
mod lexis;
mod months;
mod record;
mod sources;
mod text;
mod warc;
mod xml;

use std::collections::VecDeque;
use std::io::Read;

use crate::model::{Page, Record, Reject};

pub use dates::{parse_date, parse_zoned};
pub use hash::{InputHash, hash_inputs};
pub use html::published_in_html;
pub use sources::{Problem, ReadError, Sources};

use document::Document;

/// The most bytes a record may have (unpacked): a line of JSON Lines, a text file. More is a reject, never more memory.
pub const RECORD_LIMIT: usize = 64 << 20;

/// Finds what the inputs name: files, folders (all files below, hidden ones skipped, in the order of their paths' bytes), `-` for
/// standard input. A file named twice is read once.
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
    /// Entries of feeds that hold no more than a teaser of their story.
    pub teasers: u64,
}

impl Notes {
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

/// The records of all inputs, in order. Ask for [`Records::hashes`] and [`Records::notes`] when it has ended.
pub struct Records {
    sources: VecDeque<sources::Source>,
    current: Option<Document>,
    notes: Notes,
    hashes: Vec<InputHash>,
    limit: usize,
}

impl Records {
    fn new(sources: VecDeque<sources::Source>, limit: usize) -> Self {
        Records { sources, current: None, notes: Notes::default(), hashes: Vec::new(), limit }
    }

    /// The records of one stream that is already open, under the name `input`.
    pub fn from_reader(input: &str, reader: impl Read + Send + 'static) -> Self {
        Records::new(VecDeque::from([sources::Source::stream(input, Box::new(reader))]), RECORD_LIMIT)
    }

    /// The same with another limit in place of [`RECORD_LIMIT`].
    pub fn limit(mut self, bytes: usize) -> Self {
        self.limit = bytes;
        self
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
            match Document::open(source, self.limit) {
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
