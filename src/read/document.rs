//! One input: unpack it, look at its first bytes, and hand it to the reader of its format.

use super::compression::{self, Unpacked, peek, unpack};
use super::encoding::{Transcoder, decode, encoding_of};
use super::feed::Entries;
use super::hash::{InputHash, Shared};
use super::jsonl::{self, JsonDocument, JsonLines};
use super::sources::{self, Source};
use super::{Format, Notes, blocks, feed, html, reject, text, warc, xml};
use crate::model::{Record, Reject};

use std::io::{BufReader, Read};

use encoding_rs::{UTF_16BE, UTF_16LE};

/// How much of an input is looked at before its format is known.
const START: usize = 8 << 10;

/// An input that is being read.
pub(super) struct Document {
    input: String,
    raw: Shared,
    format: Box<dyn Format>,
}

impl Document {
    /// Opens an input and finds out its format.
    pub(super) fn open(source: Source, limit: usize) -> Result<Self, Reject> {
        let input = source.name.clone();
        let refuse = |reason: String| Reject { input: input.clone(), record: 0, reason };
        let reader = source.open().map_err(|error| refuse(sources::explain(&error)))?;
        let raw = Shared::new(reader);
        let format = match unpack(raw.clone()).and_then(|unpacked| peek(unpacked, START)) {
            Err(error) => Refused::new(compression::explain(&error)),
            Ok((start, reader)) => match foreign(start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&start)) {
                Some(reason) => Refused::new(reason),
                None => read_as_utf8(start, Box::new(reader), limit),
            },
        };
        Ok(Document { input, raw, format })
    }

    /// The next record; None at the end.
    pub(super) fn next(&mut self, notes: &mut Notes) -> Option<Record> {
        self.format.next(&self.input, notes)
    }

    /// Reads what is left and gives the input's hash.
    pub(super) fn finish(self) -> Option<InputHash> {
        let Document { input, raw, format } = self;
        drop(format);
        raw.finish(&input)
    }
}

/// The reader for a document that may be UTF-16, whose letters are no bytes, so that it is made UTF-8 before its format is looked for.
/// Other encodings are the formats' own affair.
fn read_as_utf8(start: Vec<u8>, reader: Box<dyn Read + Send>, limit: usize) -> Box<dyn Format> {
    let encoding = encoding_of(&start, None, None);
    let (start, reader): (_, Box<dyn Read + Send>) = if encoding == UTF_16LE || encoding == UTF_16BE {
        (decode(&start, None).text.into_bytes(), Box::new(Transcoder::new(reader, encoding)))
    } else {
        (start, reader)
    };
    let start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&start);
    if start.contains(&0) && !warc::is_warc(start) {
        return Refused::new("this is not text: it holds zero bytes; name files of one of the formats that are read".into());
    }
    format_of(start, BufReader::with_capacity(64 << 10, reader), limit)
}

/// The reader for a document that starts so.
fn format_of(start: &[u8], reader: Unpacked, limit: usize) -> Box<dyn Format> {
    if warc::is_warc(start) {
        return Box::new(warc::Warc::new(reader, limit));
    }
    if html::is_html(start) {
        return Box::new(html::Html::new(reader, limit));
    }
    if xml::is_xml(start) {
        return xml::open(start, reader, limit).unwrap_or_else(|reason| Refused::new(format!("this is {reason}")));
    }
    if let Some(records) = blocks::open(start) {
        return records(reader, limit);
    }
    if feed::is_json_feed(start) {
        return match Entries::open(reader, limit) {
            Ok(entries) => Box::new(entries),
            Err(reason) => Refused::new(reason),
        };
    }
    if jsonl::is_json_lines(start) {
        return Box::new(JsonLines::new(reader, limit));
    }
    if jsonl::is_document(start) {
        return match jsonl::whole(reader, limit) {
            Ok(values) => Box::new(JsonDocument::new(values)),
            Err(reason) => Refused::new(reason),
        };
    }
    Box::new(text::Text::new(reader, limit))
}

/// An input that can't be read: nothing but a reason.
struct Refused(Option<String>);

impl Refused {
    fn new(reason: String) -> Box<dyn Format> {
        Box::new(Refused(Some(reason)))
    }
}

impl Format for Refused {
    fn next(&mut self, input: &str, _: &mut Notes) -> Option<Record> {
        Some(reject(input, 0, self.0.take()?))
    }
}

/// Formats that are not read, by their first bytes: better a word on what to do than a page of noise.
fn foreign(start: &[u8]) -> Option<String> {
    let what = match start {
        _ if start.starts_with(b"PAR1") => "a Parquet file: export it as JSON Lines with the fields text, title, url, published",
        _ if start.starts_with(b"PK\x03\x04") => "a zip archive (or an office document): unpack it and name the files in it",
        _ if start.starts_with(b"{\\rtf") => "rich text (RTF): save it as plain text (Factiva and Nexis offer that, too)",
        _ if start.starts_with(b"%PDF") => "a PDF: extract its text first (for instance with pdftotext)",
        _ if start.starts_with(b"BZh") => "packed with bzip2: unpack it, or use gzip or zstd",
        _ if start.starts_with(b"\xfd7zXZ") => "packed with xz: unpack it, or use gzip or zstd",
        _ => return None,
    };
    Some(format!("this is {what}"))
}
