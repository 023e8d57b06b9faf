//! One record of an XML document at a time, as a small tree. Namespaces are left out: names alone tell what is meant here.

use std::io::{BufReader, Read};

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::super::text::size;

/// Deepest nesting of elements: more is no article.
const DEEPEST: usize = 200;

/// An element.
#[derive(Debug, Default)]
pub(super) struct Node {
    /// Its name without a prefix.
    pub(super) name: String,
    attributes: Vec<(String, String)>,
    children: Vec<Child>,
}

#[derive(Debug)]
enum Child {
    Element(Node),
    Text(String),
}

impl Node {
    /// An attribute that says something.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(own, _)| own == name).map(|(_, value)| value.trim());
        found.filter(|value| !value.is_empty())
    }

    /// The elements below, this one first, in the order of the document.
    pub(super) fn all(&self) -> Vec<&Node> {
        let mut out = vec![self];
        for child in &self.children {
            if let Child::Element(node) = child {
                out.extend(node.all());
            }
        }
        out
    }

    /// The first element below with this name.
    pub(super) fn find(&self, name: &str) -> Option<&Node> {
        self.all().into_iter().skip(1).find(|node| node.name == name)
    }

    /// The elements right below.
    pub(super) fn elements(&self) -> impl Iterator<Item = &Node> {
        self.children.iter().filter_map(|child| match child {
            Child::Element(node) => Some(node),
            Child::Text(_) => None,
        })
    }

    /// All text below on one line; None where there is none.
    pub(super) fn text(&self) -> Option<String> {
        let mut text = String::new();
        self.write(&mut text, &|_| false);
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        (!text.is_empty()).then_some(text)
    }

    /// The text below, a line for each element that `is_line` names.
    pub(super) fn lines(&self, is_line: &dyn Fn(&str) -> bool) -> String {
        let mut text = String::new();
        self.write(&mut text, is_line);
        let lines = text.split('\u{0}').map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
        lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
    }

    /// Line ends are U+0000, which XML does not know.
    fn write(&self, out: &mut String, is_line: &dyn Fn(&str) -> bool) {
        let line = is_line(&self.name);
        if line {
            out.push('\0');
        }
        for child in &self.children {
            match child {
                Child::Element(node) => node.write(out, is_line),
                Child::Text(text) => out.push_str(text),
            }
        }
        if line {
            out.push('\0');
        }
    }
}

/// Why there is no record.
pub(super) enum Bad {
    /// It is too large, and skipped.
    Large(String),
    /// The document can be read no further.
    Broken(String),
}

/// The records of a document.
pub(super) struct Records {
    reader: Reader<BufReader<Box<dyn Read + Send>>>,
    buffer: Vec<u8>,
    limit: usize,
}

impl Records {
    pub(super) fn new(reader: BufReader<Box<dyn Read + Send>>, limit: usize) -> Self {
        let mut reader = Reader::from_reader(reader);
        let config = reader.config_mut();
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        config.expand_empty_elements = true;
        Records { reader, buffer: Vec::new(), limit }
    }

    /// The next element that `is_record` names, with all below it.
    pub(super) fn next(&mut self, is_record: impl Fn(&str) -> bool) -> Result<Option<Node>, Bad> {
        let mut open: Vec<Node> = Vec::new();
        let mut size_now = 0;
        // Elements opened beyond what is kept.
        let mut beyond = 0_usize;
        loop {
            self.buffer.clear();
            let at = self.reader.buffer_position();
            let event = self.reader.read_event_into(&mut self.buffer).map_err(|error| {
                Bad::Broken(format!("the XML is not well-formed near byte {at}: {error}; what stands behind it is not read"))
            })?;
            match event {
                Event::Start(element) => {
                    let name = element.local_name().as_ref().to_string();
                    if open.is_empty() && !is_record(&name) {
                        continue;
                    }
                    if beyond > 0 || open.len() >= DEEPEST || size_now > self.limit {
                        beyond += 1;
                        continue;
                    }
                    let attributes = attributes(&element);
                    size_now += name.len() + attributes.iter().map(|(name, value)| name.len() + value.len()).sum::<usize>() + 64;
                    open.push(Node { name, attributes, children: Vec::new() });
                }
                Event::End(_) if beyond > 0 => beyond -= 1,
                Event::End(_) => {
                    let Some(node) = open.pop() else { continue };
                    match open.last_mut() {
                        Some(parent) => parent.children.push(Child::Element(node)),
                        None if size_now > self.limit => {
                            return Err(Bad::Large(format!("the record is longer than {}; it is no article", size(self.limit))));
                        }
                        None => return Ok(Some(node)),
                    }
                }
                Event::Eof if open.is_empty() => return Ok(None),
                Event::Eof => return Err(Bad::Broken(format!("the XML ends within <{}>: it was cut off", open[0].name))),
                _ if open.is_empty() || beyond > 0 || size_now > self.limit => {}
                Event::Text(text) => add(&mut open, &mut size_now, &text),
                Event::CData(text) => add(&mut open, &mut size_now, &text),
                Event::GeneralRef(name) => add(&mut open, &mut size_now, &reference(&name)),
                _ => {}
            }
        }
    }
}

fn add(open: &mut [Node], size_now: &mut usize, text: &str) {
    *size_now += text.len();
    let Some(node) = open.last_mut() else { return };
    match node.children.last_mut() {
        Some(Child::Text(before)) => before.push_str(text),
        _ => node.children.push(Child::Text(text.to_string())),
    }
}

fn attributes(element: &BytesStart) -> Vec<(String, String)> {
    let mut read = element.attributes();
    let read = read.with_checks(false).flatten();
    read.map(|attribute| {
        let name = attribute.key.local_name().as_ref().to_string();
        let value = unescape(attribute.value.as_ref());
        (name, value)
    })
    .collect()
}

/// A text with its references resolved; those that mean nothing stay.
fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        match after.split_once(';').filter(|(name, _)| name.len() < 12) {
            Some((name, after)) => {
                out.push_str(&reference(name));
                rest = after;
            }
            None => {
                out.push('&');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

/// What `&name;` stands for: characters by number, those of XML, those of HTML that articles have.
fn reference(name: &str) -> String {
    let number = name.strip_prefix('#').and_then(|number| match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok(),
        None => number.parse().ok(),
    });
    let character = match name {
        "nbsp" => Some('\u{a0}'),
        "ndash" => Some('–'),
        "mdash" => Some('—'),
        "laquo" => Some('«'),
        "raquo" => Some('»'),
        "ldquo" => Some('“'),
        "rdquo" => Some('”'),
        "lsquo" => Some('‘'),
        "rsquo" => Some('’'),
        "hellip" => Some('…'),
        _ => number.and_then(char::from_u32).filter(|c| *c != '\0'),
    };
    match (character, quick_xml::escape::resolve_xml_entity(name)) {
        (Some(character), _) => character.to_string(),
        (None, Some(text)) => text.to_string(),
        (None, None) => format!("&{name};"),
    }
}
