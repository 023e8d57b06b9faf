//! Exports of news databases as plain text: many articles in one file, each a block of lines. Factiva and LexisNexis; which of them is told by the
//! lines that only they write.

use std::io::{BufReader, Read};

use serde_json::{Map, Value};

use super::compression::{self, Line, Unpacked, read_line};
use super::encoding::{Transcoder, encoding_of};
use super::text::size;
use super::{Format, Mapping, Notes, factiva, lexis, record, reject};
use crate::model::Record;

/// Most bytes of one line.
const LINE: usize = 4 << 20;

/// How an export is cut into articles, and what an article's lines mean.
pub(super) struct Export {
    /// Whether an article ends with this line.
    pub(super) ends: fn(&str) -> bool,
    /// Whether an article begins with this line. The lines so far are those of the article that is open.
    pub(super) begins: fn(&str, &[String]) -> bool,
    /// The fields of an article; None where the lines are none.
    pub(super) fields: fn(&[String]) -> Option<Map<String, Value>>,
}

/// Makes the reader of a stream.
type Opened = Box<dyn FnOnce(Unpacked, usize) -> Box<dyn Format>>;

/// The reader for an export that starts so; None where it is none.
pub(super) fn open(start: &[u8]) -> Option<Opened> {
    let encoding = encoding_of(start, None, None);
    let text = encoding.decode(start).0;
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let export = factiva::export(&lines).or_else(|| lexis::export(&lines))?;
    Some(Box::new(move |reader: Unpacked, limit| {
        let reader: Box<dyn Read + Send> = Box::new(Transcoder::new(reader, encoding));
        Box::new(Blocks { reader: BufReader::new(reader), export, limit, number: 0, next: None, ended: false }) as Box<dyn Format>
    }))
}

/// An export's articles.
struct Blocks {
    reader: BufReader<Box<dyn Read + Send>>,
    export: Export,
    limit: usize,
    number: u64,
    /// The line that ended the article before and begins the next.
    next: Option<String>,
    ended: bool,
}

impl Blocks {
    /// The lines of the next article; an error where they are too many or can't be read.
    fn block(&mut self) -> Result<Vec<String>, String> {
        let mut lines: Vec<String> = self.next.take().into_iter().collect();
        let mut bytes = 0;
        let mut raw = Vec::new();
        loop {
            match read_line(&mut self.reader, &mut raw, LINE) {
                Err(error) => {
                    self.ended = true;
                    return Err(compression::explain(&error));
                }
                Ok(Line::End) => {
                    self.ended = true;
                    break;
                }
                Ok(Line::TooLong) => bytes = self.limit + 1,
                Ok(Line::Whole) => {
                    // Page feeds stand between articles.
                    let line = String::from_utf8_lossy(&raw).replace(['\u{c}', '\u{feff}'], "");
                    let line = line.trim_end().to_string();
                    if (self.export.begins)(&line, &lines) && lines.iter().any(|line| !line.is_empty()) {
                        self.next = Some(line);
                        break;
                    }
                    let last = (self.export.ends)(&line);
                    bytes += line.len() + 24;
                    if bytes <= self.limit {
                        lines.push(line);
                    }
                    if last {
                        break;
                    }
                }
            }
        }
        if bytes > self.limit { Err(format!("the article is longer than {}", size(self.limit))) } else { Ok(lines) }
    }
}

impl Format for Blocks {
    fn next(&mut self, input: &str, notes: &mut Notes) -> Option<Record> {
        while !self.ended || self.next.is_some() {
            match self.block() {
                Err(reason) => {
                    self.number += 1;
                    return Some(reject(input, self.number, reason));
                }
                // A table of contents, a cover: no article.
                Ok(lines) => {
                    if let Some(fields) = (self.export.fields)(&lines) {
                        self.number += 1;
                        return Some(record::page(input, self.number, Value::Object(fields), &Mapping::default(), notes));
                    }
                }
            }
        }
        None
    }
}

/// The fields of a record, those that say something.
pub(super) fn fields<const N: usize>(pairs: [(&str, Option<String>); N]) -> Map<String, Value> {
    let told = pairs.into_iter().filter_map(|(name, value)| Some((name.to_string(), Value::String(value?))));
    told.filter(|(_, value)| value.as_str().is_some_and(|value| !value.trim().is_empty())).collect()
}

/// Lines as paragraphs, one a line. Paragraphs stand between empty lines; lines of a paragraph that is wrapped are joined.
pub(super) fn paragraphs(lines: &[&str]) -> String {
    let mut out: Vec<String> = Vec::new();
    for group in lines.split(|line| line.trim().is_empty()).filter(|group| !group.is_empty()) {
        let group: Vec<String> = group.iter().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
        let widest = group.iter().map(|line| line.chars().count()).max().unwrap_or(0);
        let full = |line: &String| line.chars().count() * 3 > widest * 2;
        // Of a wrapped paragraph all lines but the last are about as wide, and narrower than a paragraph.
        let wrapped = group.len() > 1 && widest <= 120 && group[..group.len() - 1].iter().all(full);
        if wrapped { out.push(group.join(" ")) } else { out.extend(group) }
    }
    out.join("\n")
}
