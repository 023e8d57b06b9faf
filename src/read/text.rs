//! Plain text: one file, one page.

use std::io::Read;

use super::compression::{self, Unpacked};
use super::encoding::decode;
use super::{Format, Notes, clean, content_id, reject};
use crate::model::{Page, Record};

/// A text file, until its one page has been read.
pub(super) struct Text {
    reader: Option<Unpacked>,
    limit: usize,
}

impl Text {
    pub(super) fn new(reader: Unpacked, limit: usize) -> Self {
        Text { reader: Some(reader), limit }
    }
}

impl Format for Text {
    fn next(&mut self, input: &str, _: &mut Notes) -> Option<Record> {
        Some(read(input, self.reader.take()?, self.limit))
    }
}

/// Reads the whole stream as one page; record 1.
fn read(input: &str, reader: Unpacked, limit: usize) -> Record {
    let mut bytes = Vec::new();
    if let Err(error) = reader.take(limit as u64 + 1).read_to_end(&mut bytes) {
        return reject(input, 1, compression::explain(&error));
    }
    if bytes.len() > limit {
        return reject(input, 1, format!("the text is longer than {}; split it, or give one article a line as JSON Lines", size(limit)));
    }
    if bytes.is_empty() {
        return reject(input, 1, "the file is empty");
    }
    let decoded = decode(&bytes, None);
    if let Some(reason) = decoded.no_text() {
        return reject(input, 1, reason);
    }
    let text = clean(&decoded.text);
    if text.trim().is_empty() {
        return reject(input, 1, "the file holds only white space");
    }
    let mut page = Page { text, input: input.to_string(), record: 1, ..Page::default() };
    page.id = content_id(&page);
    Record::Page(Box::new(page))
}

/// A limit for people.
pub(super) fn size(bytes: usize) -> String {
    if bytes >= 1 << 20 { format!("{} MiB", bytes >> 20) } else { format!("{bytes} bytes") }
}

/// Says where a text stops being UTF-8 and how to mend it. `at` counts bytes from 0.
pub(super) fn not_utf8(bytes: &[u8], at: usize, of: &str) -> String {
    let found: Vec<String> = bytes.iter().skip(at).take(3).map(|byte| format!("{byte:02x}")).collect();
    format!(
        "not UTF-8: byte {at} {of} begins {}; convert it, for instance: iconv -f WINDOWS-1256 -t UTF-8 (Arabic) or -f WINDOWS-1252 (western)",
        found.join(" ")
    )
}
