//! A list of JSON objects, one record an object: `[{…}, {…}]`, or inside the answer of a news service, as `{"articles": [{…}]}` and
//! `{"articles": {"results": [{…}]}}`. Objects are told apart by their braces as the bytes come, so that one is held at a time.

use std::io::{self, BufRead};

use serde_json::{Map, Value};

use super::compression::{self, Unpacked};
use super::fields::{self, bare};
use super::jsonl::what;
use super::text::{not_utf8, size};
use super::{Context, Format, Notes, record, reject};
use crate::model::Record;

/// Fields in which services put their list.
const WRAPPERS: &[&str] =
    &["articles", "results", "items", "data", "docs", "documents", "hits", "stories", "news", "posts", "records", "response"];
/// How deep the list may lie.
const DEEPEST: usize = 3;

/// Where in the first bytes of a document the list of records begins: the place behind its `[`. A list of records is all there is, or lies
/// in an object that has no text of its own.
pub(super) fn begins(start: &[u8]) -> Option<usize> {
    // The objects and lists that are open, an object with the field that is being read.
    let mut open: Vec<Option<String>> = Vec::new();
    let mut lists = 0;
    let mut string = None;
    let mut at = start.len() - start.trim_ascii_start().len();
    while let Some(&byte) = start.get(at) {
        at += 1;
        match byte {
            b'"' => {
                let end = string_end(&start[at..])?;
                string = Some(&start[at..at + end]);
                at += end + 1;
            }
            b':' if lists == 0 => {
                let name = String::from_utf8_lossy(string.take()?);
                let name = bare(&name);
                if open.len() == 1 && fields::TEXT.contains(&name.as_str()) {
                    return None;
                }
                *open.last_mut()? = Some(name.to_string());
            }
            b'{' => open.push(None),
            b'[' => {
                let wrapped = open.len() <= DEEPEST && open.iter().all(|name| name.as_deref().is_some_and(|name| WRAPPERS.contains(&name)));
                if lists == 0 && wrapped && matches!(start[at..].trim_ascii_start().first(), Some(b'{' | b']')) {
                    return Some(at);
                }
                open.push(None);
                lists += 1;
            }
            b'}' => drop(open.pop()?),
            b']' => {
                open.pop()?;
                lists = usize::checked_sub(lists, 1)?;
            }
            _ if open.is_empty() => return None,
            _ => {}
        }
        if open.is_empty() {
            return None;
        }
    }
    None
}

/// Where a string ends that has just begun.
fn string_end(bytes: &[u8]) -> Option<usize> {
    let mut from = 0;
    loop {
        let at = from + memchr::memchr2(b'"', b'\\', &bytes[from..])?;
        if bytes[at] == b'"' {
            return Some(at);
        }
        from = at + 2;
        bytes.get(from)?;
    }
}

/// Follows braces and strings.
#[derive(Clone, Copy, Debug, Default)]
struct Scan {
    depth: usize,
    string: bool,
    escape: bool,
}

impl Scan {
    fn step(&mut self, byte: u8) {
        if self.string {
            match byte {
                _ if self.escape => self.escape = false,
                b'\\' => self.escape = true,
                b'"' => self.string = false,
                _ => {}
            }
        } else {
            match byte {
                b'"' => self.string = true,
                b'{' | b'[' => self.depth += 1,
                b'}' | b']' => self.depth = self.depth.saturating_sub(1),
                _ => {}
            }
        }
    }

    /// How many of these bytes can be passed over at once: those of a string.
    fn plain(self, bytes: &[u8]) -> usize {
        if self.string && !self.escape { memchr::memchr2(b'"', b'\\', bytes).unwrap_or(bytes.len()) } else { 0 }
    }
}

/// What the reader met between two records.
enum Met {
    /// A record's bytes are in the buffer.
    Whole,
    /// One longer than the limit was passed over.
    TooLong,
    /// The list's end.
    Close,
    /// The end of the bytes: inside a record, or in the list.
    Cut,
}

/// The records of a list.
pub(super) struct JsonList {
    reader: Unpacked,
    context: Context,
    bytes: Vec<u8>,
    number: u64,
    ended: bool,
    /// Whether nothing may follow the list.
    bare: bool,
}

impl JsonList {
    /// Begins behind the list's `[`, at byte `at` of the stream.
    pub(super) fn new(mut reader: Unpacked, at: usize, context: Context) -> io::Result<Self> {
        io::copy(&mut io::Read::take(&mut reader, at as u64), &mut io::sink())?;
        Ok(JsonList { reader, context, bytes: Vec::new(), number: 0, ended: false, bare: at <= 4 })
    }

    /// Reads up to the end of the next element.
    fn element(&mut self) -> io::Result<Met> {
        self.bytes.clear();
        let (mut scan, mut too_long, mut begun) = (Scan::default(), false, false);
        loop {
            let available = match self.reader.fill_buf() {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                other => other?,
            };
            if available.is_empty() {
                return Ok(Met::Cut);
            }
            let (mut at, mut from, mut met) = (0, 0, None);
            while !begun && met.is_none() && at < available.len() {
                match available[at] {
                    b',' | b' ' | b'\t' | b'\r' | b'\n' => at += 1,
                    b']' => {
                        at += 1;
                        met = Some(Met::Close);
                    }
                    _ => begun = true,
                }
                from = at;
            }
            while met.is_none() && at < available.len() {
                at += scan.plain(&available[at..]);
                let Some(&byte) = available.get(at) else { break };
                // A value that is no object ends where the list goes on.
                if scan.depth == 0 && !scan.string && matches!(byte, b',' | b']') {
                    met = Some(Met::Whole);
                    break;
                }
                at += 1;
                let within = scan.depth;
                scan.step(byte);
                if within == 1 && scan.depth == 0 {
                    met = Some(Met::Whole);
                }
            }
            let piece = &available[from..at];
            too_long |= self.bytes.len() + piece.len() > self.context.limit;
            if !too_long {
                self.bytes.extend_from_slice(piece);
            }
            self.reader.consume(at);
            match met {
                Some(Met::Whole) if too_long => return Ok(Met::TooLong),
                Some(met) => return Ok(met),
                None => {}
            }
        }
    }

    fn parse(&self, input: &str, notes: &mut Notes) -> Record {
        let number = self.number;
        let text = match std::str::from_utf8(&self.bytes) {
            Ok(text) => text,
            Err(error) => {
                return reject(input, number, not_utf8(&self.bytes, error.valid_up_to(), &format!("of object {number} of the list")));
            }
        };
        match serde_json::from_str::<Value>(text) {
            Ok(value) => record::page(input, number, value, &self.context.mapping, notes),
            Err(error) => {
                let place = format!("line {}, column {} of it", error.line(), error.column());
                reject(input, number, format!("object {number} of the list is not valid JSON at {place}: {}", what(&error)))
            }
        }
    }

    /// What follows the list: the rest of the object it lies in, and perhaps a further answer with a list of its own.
    fn follow(&mut self) -> io::Result<bool> {
        loop {
            let available = self.reader.fill_buf()?;
            if available.is_empty() {
                return Ok(false);
            }
            if let Some(at) = begins_next(available) {
                self.reader.consume(at);
                return Ok(true);
            }
            let used = available.len();
            self.reader.consume(used);
        }
    }
}

/// Where a further answer begins its list: a line of its own that opens an object.
fn begins_next(bytes: &[u8]) -> Option<usize> {
    let line = bytes.windows(2).position(|pair| pair == b"\n{")? + 1;
    begins(&bytes[line..]).map(|at| line + at)
}

impl Format for JsonList {
    fn next(&mut self, input: &str, notes: &mut Notes) -> Option<Record> {
        while !self.ended {
            let failed = match self.element() {
                Ok(Met::Whole) => {
                    self.number += 1;
                    return Some(self.parse(input, notes));
                }
                Ok(Met::TooLong) => {
                    self.number += 1;
                    let reason = format!("object {} of the list is longer than {}; split it", self.number, size(self.context.limit));
                    return Some(reject(input, self.number, reason));
                }
                Ok(Met::Cut) => {
                    let whole = self.bytes.trim_ascii().is_empty();
                    let number = self.number + u64::from(!whole);
                    format!(
                        "the list is not closed: the file ends in object {number} of it, or before its `]`; it was cut off, fetch it again"
                    )
                }
                Ok(Met::Close) => match if self.bare { Ok(false) } else { self.follow() } {
                    Ok(true) => continue,
                    Ok(false) => break,
                    Err(error) => compression::explain(&error),
                },
                Err(error) => compression::explain(&error),
            };
            self.ended = true;
            return Some(reject(input, self.number + 1, failed));
        }
        self.ended = true;
        None
    }
}

/// The list in a value that is no record itself, for one that was read as a whole.
pub(super) fn inside(value: &mut Value) -> Option<Vec<Value>> {
    let Value::Object(object) = value else { return None };
    let at = |object: &Map<String, Value>| {
        let wraps = |name: &str, value: &Value| WRAPPERS.contains(&name) && (value.is_object() || of_objects(value));
        object.iter().find(|(name, value)| wraps(name, value)).map(|(name, _)| name.clone())
    };
    let mut name = at(object)?;
    if object.iter().any(|(name, value)| fields::TEXT.contains(&bare(name).as_str()) && value.is_string()) {
        return None;
    }
    let mut object = object;
    for _ in 0..DEEPEST {
        match object.get_mut(&name)? {
            Value::Array(list) => return Some(std::mem::take(list)),
            Value::Object(inner) => {
                name = at(inner)?;
                object = inner;
            }
            _ => return None,
        }
    }
    None
}

fn of_objects(value: &Value) -> bool {
    value.as_array().is_some_and(|list| !list.is_empty() && list.iter().all(Value::is_object))
}

#[cfg(test)]
mod tests {
    use super::begins;

    #[test]
    fn where_the_list_begins() {
        for (start, at) in [
            (r#" [{"text""#, Some(2)),
            (r#"[]"#, Some(1)),
            (r#"[Photo] Mali thanked"#, None),
            (r#"[1, 2]"#, None),
            (r#"{"status": "ok", "articles": [{"title""#, Some(30)),
            (r#"{"articles": {"page": 1, "results": [ {"#, Some(37)),
            (r#"{"tags": ["a[{"], "sources": [{"id": 1}], "articles": [{"#, Some(55)),
            (r#"{"text": "A", "articles": [{"#, None),
            (r#"{"body": "A", "concepts": [{"#, None),
            (r#"{"concepts": [{"label": 1}], "body": "A"}"#, None),
            (r#"{"a": ""articles": [{"#, None),
        ] {
            assert_eq!(begins(start.as_bytes()), at, "{start}");
        }
    }
}
