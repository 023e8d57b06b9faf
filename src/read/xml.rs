//! XML: feeds, and the forms in which articles are exported: trafilatura (its own and TEI), PETRARCH, Factiva, NITF, NewsML-G2. The root says
//! which. Records are read one after the other; each becomes fields, and those a page as any record's.

mod exports;
mod tree;

use std::io::{BufReader, Read};

use quick_xml::events::Event;
use quick_xml::reader::Reader;

use super::compression::Unpacked;
use super::encoding::{Transcoder, declared_in, encoding_of};
use super::feed::{self, Entries};
use super::{Format, Mapping, Notes, record, reject};
use crate::model::Record;

use exports::Kind;
use tree::{Node, Records};

/// Whether a document that starts so is XML.
pub(super) fn is_xml(start: &[u8]) -> bool {
    let start = start.trim_ascii_start();
    start.starts_with(b"<?xml") || root(start).is_some_and(|root| feed::is_feed(&root) || Kind::of(&root).is_some())
}

/// The reader for an XML document that starts so, or why there is none.
pub(super) fn open(start: &[u8], reader: Unpacked, limit: usize) -> Result<Box<dyn Format>, String> {
    let Some(root) = root(start) else {
        return Err("an XML file without a root element that can be read; it may be damaged at its start".into());
    };
    if feed::is_feed(&root) {
        return Ok(Box::new(Entries::open(reader, limit)?));
    }
    let Some(kind) = Kind::of(&root) else {
        return Err(format!(
            "an XML file whose root is <{root}>, which is none of those that are read (RSS, Atom, trafilatura, TEI, PETRARCH, Factiva, NITF, \
             NewsML-G2); write its articles as JSON Lines with the fields text, title, url, published"
        ));
    };
    let encoding = encoding_of(start, declared_in(start).as_deref(), None);
    let reader: Box<dyn Read + Send> = Box::new(Transcoder::new(reader, encoding));
    Ok(Box::new(Xml { records: Records::new(BufReader::new(reader), limit), kind, number: 0, ended: false }))
}

/// The name of the first element.
fn root(start: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(start);
    let mut reader = Reader::from_str(&text);
    loop {
        match reader.read_event() {
            Ok(Event::Start(element) | Event::Empty(element)) => return Some(element.name().as_ref().to_string()),
            Ok(Event::Eof) | Err(_) => return None,
            // Before the root there is nothing but declarations and comments.
            Ok(Event::Text(text)) if !text.trim().is_empty() => return None,
            Ok(_) => {}
        }
    }
}

/// An export's records.
struct Xml {
    records: Records,
    kind: Kind,
    number: u64,
    ended: bool,
}

impl Format for Xml {
    fn next(&mut self, input: &str, notes: &mut Notes) -> Option<Record> {
        if self.ended {
            return None;
        }
        let found = self.records.next(|name| self.kind.is_record(name));
        match found {
            Ok(None) => {
                self.ended = true;
                let reason = "the file holds no article of the kind that its root names";
                (self.number == 0).then(|| reject(input, 0, reason))
            }
            Ok(Some(node)) => {
                self.number += 1;
                Some(record::page(input, self.number, self.kind.fields(&node), &Mapping::default(), notes))
            }
            Err(tree::Bad::Large(reason)) => {
                self.number += 1;
                Some(reject(input, self.number, reason))
            }
            Err(tree::Bad::Broken(reason)) => {
                self.ended = true;
                Some(reject(input, self.number + 1, reason))
            }
        }
    }
}
