//! JSON Lines: one object a line, one page an object. A whole JSON document (a list of objects, or one object written over several
//! lines) is read too, up to the limit of one record.

use std::io::Read;

use serde_json::Value;

use super::compression::{self, Line, Unpacked, read_line};
use super::fields::{self, Fields, scalar};
use super::text::{not_utf8, size};
use super::{Notes, clean, content_id, parse_zoned, published_in_html, reject, shorten};
use crate::model::{Page, PublishedBasis, Record};

/// Whether a file that starts so is JSON Lines: its first line opens an object and goes on.
pub(super) fn is_json_lines(start: &[u8]) -> bool {
    let line = start.trim_ascii_start().split(|&byte| byte == b'\n').next().unwrap_or(b"").trim_ascii_end();
    line.len() > 1 && line[0] == b'{'
}

/// Whether it is a JSON document over several lines: `{` alone on the first line, or a list of objects.
pub(super) fn is_document(start: &[u8]) -> bool {
    let start = start.trim_ascii_start();
    match start.first() {
        Some(b'{') => true,
        Some(b'[') => start[1..].trim_ascii_start().first() == Some(&b'{'),
        _ => false,
    }
}

/// Reads a JSON document as a whole.
pub(super) fn whole(reader: Unpacked, limit: usize) -> Result<Vec<Value>, String> {
    let mut bytes = Vec::new();
    reader.take(limit as u64 + 1).read_to_end(&mut bytes).map_err(|error| compression::explain(&error))?;
    if bytes.len() > limit {
        return Err(format!(
            "one JSON document of more than {}; write one object a line (JSON Lines), for instance: jq -c '.[]'",
            size(limit)
        ));
    }
    let text = std::str::from_utf8(&bytes).map_err(|error| not_utf8(&bytes, error.valid_up_to(), "of the file"))?;
    match serde_json::from_str(text.trim_start_matches('\u{feff}')) {
        Ok(Value::Array(values)) => Ok(values),
        Ok(value) => Ok(vec![value]),
        Err(error) => Err(format!("not valid JSON at line {}, column {}: {}", error.line(), error.column(), what(&error))),
    }
}

/// A stream of lines.
pub(super) struct JsonLines {
    reader: Unpacked,
    line: Vec<u8>,
    number: u64,
    limit: usize,
    ended: bool,
}

impl JsonLines {
    pub(super) fn new(reader: Unpacked, limit: usize) -> Self {
        JsonLines { reader, line: Vec::new(), number: 0, limit, ended: false }
    }

    /// The next line's page; blank lines are passed over. The record number is the line number.
    pub(super) fn next(&mut self, input: &str, notes: &mut Notes) -> Option<Record> {
        while !self.ended {
            self.number += 1;
            match read_line(&mut self.reader, &mut self.line, self.limit) {
                Err(error) => {
                    self.ended = true;
                    return Some(reject(input, self.number, compression::explain(&error)));
                }
                Ok(Line::End) => self.ended = true,
                Ok(Line::TooLong) => {
                    return Some(reject(
                        input,
                        self.number,
                        format!("line {} is longer than {}; split the record", self.number, size(self.limit)),
                    ));
                }
                Ok(Line::Whole) if self.line.trim_ascii().is_empty() => {}
                Ok(Line::Whole) => return Some(self.parse(input, notes)),
            }
        }
        None
    }

    fn parse(&self, input: &str, notes: &mut Notes) -> Record {
        let (bytes, number) = (self.line.as_slice(), self.number);
        let line = match std::str::from_utf8(bytes) {
            Ok(line) => line.trim_start_matches('\u{feff}'),
            Err(error) => return reject(input, number, not_utf8(bytes, error.valid_up_to(), &format!("of line {number}"))),
        };
        match serde_json::from_str(line) {
            Ok(value) => page(input, number, value, notes),
            Err(error) => {
                let mut reason = format!("line {number} is not valid JSON at column {}: {}", error.column(), what(&error));
                if line.contains(": NaN") || line.contains(":NaN") {
                    reason.push_str("; NaN is not JSON, write null");
                } else if line.trim_start_matches('{').trim_start().starts_with('\'') {
                    reason.push_str("; names and strings take double quotes");
                } else if error.is_eof() {
                    reason.push_str("; every line must hold one complete object");
                }
                reject(input, number, reason)
            }
        }
    }
}

/// serde_json's message without the place, which is said in our own words.
fn what(error: &serde_json::Error) -> String {
    let message = error.to_string();
    message.rsplit_once(" at line ").map_or(message.as_str(), |(what, _)| what).to_string()
}

/// A page from a record's fields, or why there is none.
pub(super) fn page(input: &str, record: u64, value: Value, notes: &mut Notes) -> Record {
    let object = match value {
        Value::Object(object) => object,
        other => return reject(input, record, format!("expected one JSON object {{…}}, found {}", kind(&other))),
    };
    let names: Vec<String> = object.keys().take(12).cloned().collect();
    let fields = Fields::new(object);
    let text = match text(&fields, &names) {
        Ok(text) => text,
        Err(reason) => return reject(input, record, reason),
    };
    let url = fields.url();
    let mut page = Page {
        id: fields.text(fields::ID).unwrap_or_default(),
        publisher: fields.publisher().or_else(|| url.as_deref().and_then(fields::host)),
        url,
        title: fields.text(fields::TITLE).map(|title| title.split_whitespace().collect::<Vec<_>>().join(" ")),
        language: fields.text(fields::LANGUAGE).and_then(|value| fields::language(&value)),
        published: None,
        published_day: None,
        published_in: PublishedBasis::Metadata,
        text,
        input: input.to_string(),
        record,
    };
    published(&mut page, &fields, notes);
    if page.id.is_empty() {
        page.id = content_id(&page);
    }
    Record::Page(Box::new(page))
}

/// The first text field that holds text.
fn text(fields: &Fields, names: &[String]) -> Result<String, String> {
    let mut empty = None;
    for name in fields::TEXT {
        match fields.get(name) {
            Some(Value::String(text)) if !fields::is_missing(text) => return Ok(clean(text)),
            Some(Value::String(_) | Value::Null) => {
                empty.get_or_insert(format!("the text (field `{name}`) is empty"));
            }
            Some(other) => {
                let paragraphs = if other.is_array() { "; join the paragraphs with line breaks" } else { "" };
                empty = Some(format!("the text (field `{name}`) must be a string, found {}{paragraphs}", kind(other)));
            }
            None => {}
        }
    }
    Err(empty.unwrap_or_else(|| {
        let found = if names.is_empty() { "none".into() } else { names.join(", ") };
        format!("no text: expected a field `text` (or body, content, maintext); the record has: {found}")
    }))
}

/// The publication date, from the first field that can be read; a record whose date can't be is kept, and noted.
fn published(page: &mut Page, fields: &Fields, notes: &mut Notes) {
    let crawl = fields.is_crawl();
    let mut unread = None;
    for name in fields::PUBLISHED {
        if crawl && fields::CRAWL_ONLY.contains(name) {
            continue;
        }
        let Some(value) = fields.get(name).and_then(scalar) else { continue };
        if let Some(published) = parse_zoned(&value) {
            page.published = Some(published.to_utc());
            page.published_day = Some(published.date_naive());
            return;
        }
        unread.get_or_insert(value);
    }
    if let Some(published) = fields.text(fields::HTML).and_then(|html| published_in_html(&html)) {
        page.published = Some(published.to_utc());
        page.published_day = Some(published.date_naive());
        page.published_in = PublishedBasis::Html;
        return;
    }
    if let Some(value) = unread {
        notes.unread_date(&page.input, page.record, &value);
    }
}

/// What a value is, for a message.
fn kind(value: &Value) -> String {
    match value {
        Value::Null => "null".into(),
        Value::Bool(value) => format!("{value}"),
        Value::Number(number) => format!("the number {number}"),
        Value::String(text) => format!("the string \"{}\"", shorten(text)),
        Value::Array(_) => "a list".into(),
        Value::Object(_) => "an object".into(),
    }
}
