//! JSON Lines: one object a line, one page an object. An object written over several lines is read too, up to the limit of one record.
//! A line may also be a whole answer of a news service, with a list of articles in it.

use std::io::Read;

use serde_json::Value;

use super::compression::{self, Line, Unpacked, read_line};
use super::text::{not_utf8, size};
use super::{Context, Format, Notes, reject};
use super::{list, record};
use crate::model::Record;

/// Whether a file that starts so is JSON Lines: its first line opens an object and goes on.
pub(super) fn is_json_lines(start: &[u8]) -> bool {
    let line = start.trim_ascii_start().split(|&byte| byte == b'\n').next().unwrap_or(b"").trim_ascii_end();
    line.len() > 1 && line[0] == b'{'
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
        Ok(mut value) => Ok(list::inside(&mut value).unwrap_or_else(|| vec![value])),
        Err(error) => Err(format!("not valid JSON at line {}, column {}: {}", error.line(), error.column(), what(&error))),
    }
}

/// A stream of lines.
pub(super) struct JsonLines {
    reader: Unpacked,
    line: Vec<u8>,
    number: u64,
    context: Context,
    ended: bool,
    /// Articles of an answer that was on the line.
    listed: std::vec::IntoIter<Value>,
}

impl JsonLines {
    pub(super) fn new(reader: Unpacked, context: Context) -> Self {
        JsonLines { reader, line: Vec::new(), number: 0, context, ended: false, listed: Vec::new().into_iter() }
    }

    fn parse(&mut self, input: &str, notes: &mut Notes) -> Record {
        let mapping = &self.context.mapping;
        let (bytes, number) = (self.line.as_slice(), self.number);
        let line = match std::str::from_utf8(bytes) {
            Ok(line) => line.trim_start_matches('\u{feff}'),
            Err(error) => return reject(input, number, not_utf8(bytes, error.valid_up_to(), &format!("of line {number}"))),
        };
        match serde_json::from_str(line) {
            Ok(mut value) => {
                self.listed = list::inside(&mut value).unwrap_or_default().into_iter();
                record::page(input, number, self.listed.next().unwrap_or(value), mapping, notes)
            }
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

impl Format for JsonLines {
    /// The next line's page; blank lines are passed over. The record number is the line number.
    fn next(&mut self, input: &str, notes: &mut Notes) -> Option<Record> {
        if let Some(value) = self.listed.next() {
            return Some(record::page(input, self.number, value, &self.context.mapping, notes));
        }
        while !self.ended {
            self.number += 1;
            match read_line(&mut self.reader, &mut self.line, self.context.limit) {
                Err(error) => {
                    self.ended = true;
                    return Some(reject(input, self.number, compression::explain(&error)));
                }
                Ok(Line::End) => self.ended = true,
                Ok(Line::TooLong) => {
                    return Some(reject(
                        input,
                        self.number,
                        format!("line {} is longer than {}; split the record", self.number, size(self.context.limit)),
                    ));
                }
                Ok(Line::Whole) if self.line.trim_ascii().is_empty() => {}
                Ok(Line::Whole) => return Some(self.parse(input, notes)),
            }
        }
        None
    }
}

/// A JSON document of several records, read as a whole.
pub(super) struct JsonDocument {
    values: std::vec::IntoIter<Value>,
    number: u64,
    context: Context,
}

impl JsonDocument {
    pub(super) fn new(values: Vec<Value>, context: Context) -> Self {
        JsonDocument { values: values.into_iter(), number: 0, context }
    }
}

impl Format for JsonDocument {
    fn next(&mut self, input: &str, notes: &mut Notes) -> Option<Record> {
        let value = self.values.next()?;
        self.number += 1;
        Some(record::page(input, self.number, value, &self.context.mapping, notes))
    }
}

/// serde_json's message without the place, which is said in our own words.
pub(super) fn what(error: &serde_json::Error) -> String {
    let message = error.to_string();
    message.rsplit_once(" at line ").map_or(message.as_str(), |(what, _)| what).to_string()
}
