//! Web archives (WARC 1.0 and 1.1): pages fetched by a crawl, one record after the other. Read are responses that hold a page, resources, and
//! the plain text that conversions (WET files) hold; requests, redirects, errors, pictures are passed over.
//!
//! The day of the crawl is no day of publication: it goes to `Page.crawled`.

mod http;

use std::io::{self, BufRead, Read};

use super::compression::{self, Line, Unpacked, read_line};
use super::encoding::{charset, decode_from};
use super::text::size;
use super::{Format, Notes, clean, content_id, fields, html, parse_date, reject};
use crate::model::{Page, Record};

/// Most bytes of a header line.
const LINE: usize = 64 << 10;
/// Most lines of a header: more is no header.
const HEADERS: usize = 500;

/// Whether a document that starts so is a web archive.
pub(super) fn is_warc(start: &[u8]) -> bool {
    start.trim_ascii_start().starts_with(b"WARC/")
}

/// An archive's records.
pub(super) struct Warc {
    reader: Unpacked,
    line: Vec<u8>,
    number: u64,
    limit: usize,
    ended: bool,
    /// The first line of a record has been read already.
    begun: bool,
}

/// A record's header.
#[derive(Default)]
struct Header {
    fields: Vec<(String, String)>,
}

impl Header {
    fn get(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }
}

/// Why a record can't be read.
enum Bad {
    /// The archive can be read no further.
    Stream(io::Error),
    /// The record is damaged; the next may be whole.
    Record(String),
}

impl From<io::Error> for Bad {
    fn from(error: io::Error) -> Self {
        Bad::Stream(error)
    }
}

impl Warc {
    pub(super) fn new(reader: Unpacked, limit: usize) -> Self {
        Warc { reader, line: Vec::new(), number: 0, limit, ended: false, begun: false }
    }

    /// Goes to the next record; false at the end. What stands between two records is damage.
    fn seek(&mut self) -> Result<bool, Bad> {
        let mut stray = 0_u64;
        loop {
            if !std::mem::take(&mut self.begun) && matches!(read_line(&mut self.reader, &mut self.line, LINE)?, Line::End) {
                return if stray > 0 { Err(Bad::Record(lost(stray))) } else { Ok(false) };
            }
            if self.line.starts_with(b"WARC/") {
                if stray > 0 {
                    self.begun = true;
                    return Err(Bad::Record(lost(stray)));
                }
                return Ok(true);
            }
            stray += if self.line.trim_ascii().is_empty() { 0 } else { self.line.len() as u64 };
        }
    }

    fn header(&mut self) -> Result<Header, Bad> {
        let mut header = Header::default();
        for _ in 0..HEADERS {
            match read_line(&mut self.reader, &mut self.line, LINE)? {
                Line::End => return Err(Bad::Record("the archive ends within a record's header".into())),
                Line::TooLong => continue,
                Line::Whole => {}
            }
            let line = self.line.trim_ascii();
            if line.is_empty() {
                return Ok(header);
            }
            if line.starts_with(b"WARC/1.") {
                self.begun = true;
                return Err(Bad::Record("the record's header breaks off".into()));
            }
            let line = String::from_utf8_lossy(line);
            if let Some((name, value)) = line.split_once(':') {
                header.fields.push((name.trim().to_ascii_lowercase(), value.trim().to_string()));
            }
        }
        Err(Bad::Record(format!("the record's header has more than {HEADERS} lines")))
    }

    /// The next record's page; None where it is none of those that hold one.
    fn record(&mut self, input: &str) -> Result<Option<Record>, Bad> {
        let header = self.header()?;
        let Some(length) = header.get("content-length").and_then(|length| length.parse::<u64>().ok()) else {
            return Err(Bad::Record("the record does not say how long it is (Content-Length)".into()));
        };
        let kind = header.get("warc-type").unwrap_or("").to_ascii_lowercase();
        if !matches!(kind.as_str(), "response" | "resource" | "conversion") || is_elsewhere(&header, &kind) {
            self.skip(length)?;
            return Ok(None);
        }
        if length > self.limit as u64 {
            self.skip(length)?;
            return Err(Bad::Record(format!("the record is longer than {}; it is no article", size(self.limit))));
        }
        let mut block = Vec::new();
        self.reader.by_ref().take(length).read_to_end(&mut block)?;
        if (block.len() as u64) < length {
            return Err(Bad::Record("the archive ends within the record: it was cut off; fetch it again".into()));
        }
        let page = page(&header, input, self.number);
        let read = match kind.as_str() {
            "response" => http::response(&block, self.limit).transpose(),
            _ => Some(Ok(http::Payload { kind: header.get("content-type").unwrap_or("").to_string(), bytes: block })),
        };
        let payload = match read {
            None => return Ok(None),
            Some(payload) => payload.map_err(Bad::Record)?,
        };
        Ok(content(payload, page).transpose().map_err(Bad::Record)?.map(|page| Record::Page(Box::new(page))))
    }

    fn skip(&mut self, length: u64) -> io::Result<()> {
        let mut left = length;
        while left > 0 {
            let available = self.reader.fill_buf()?.len();
            if available == 0 {
                break;
            }
            let step = usize::try_from(left).unwrap_or(usize::MAX).min(available);
            self.reader.consume(step);
            left -= step as u64;
        }
        Ok(())
    }
}

impl Format for Warc {
    fn next(&mut self, input: &str, _: &mut Notes) -> Option<Record> {
        while !self.ended {
            let read = match self.seek() {
                Ok(false) => {
                    self.ended = true;
                    return None;
                }
                Ok(true) => {
                    self.number += 1;
                    self.record(input)
                }
                Err(bad) => Err(bad),
            };
            match read {
                Ok(None) => {}
                Ok(Some(record)) => return Some(record),
                Err(Bad::Record(reason)) => return Some(reject(input, self.number, reason)),
                Err(Bad::Stream(error)) => {
                    self.ended = true;
                    return Some(reject(input, self.number, compression::explain(&error)));
                }
            }
        }
        None
    }
}

fn lost(bytes: u64) -> String {
    format!("damaged: {bytes} bytes behind the record belong to none (is its Content-Length right?); reading goes on at the next record")
}

/// Whether the header says already that there is no page in the record: a picture, a DNS answer.
fn is_elsewhere(header: &Header, kind: &str) -> bool {
    let web = header.get("warc-target-uri").is_none_or(|url| !matches!(scheme(url), "dns" | "ftp" | "whois" | "metadata"));
    let payload = header.get("warc-identified-payload-type").or_else(|| header.get("content-type").filter(|_| kind != "response"));
    !web || payload.is_some_and(|kind| ["image/", "video/", "audio/", "font/"].iter().any(|start| kind.starts_with(start)))
}

fn scheme(url: &str) -> &str {
    url.trim_start_matches('<').split(':').next().unwrap_or("")
}

/// What the record's header says of its page.
fn page(header: &Header, input: &str, record: u64) -> Page {
    let bare = |value: &str| value.trim_matches(['<', '>']).to_string();
    let url = header.get("warc-target-uri").map(bare).filter(|url| fields::is_url(url));
    // Of several languages none can be said to be the page's.
    let language = header.get("warc-identified-content-language").filter(|tags| !tags.contains(','));
    Page {
        id: header.get("warc-record-id").map(bare).unwrap_or_default(),
        url,
        language: language.and_then(fields::language),
        crawled: header.get("warc-date").and_then(parse_date),
        input: input.to_string(),
        record,
        ..Page::default()
    }
}

/// The page in a payload; None where it holds something else.
fn content(payload: http::Payload, mut page: Page) -> Option<Result<Page, String>> {
    let kind = payload.kind.split(';').next().unwrap_or("").trim().to_ascii_lowercase();
    let told = charset(&payload.kind);
    match kind.as_str() {
        "text/html" | "application/xhtml+xml" => Some(html::read(&payload.bytes, told, page)),
        "text/plain" => {
            let host = page.url.as_deref().and_then(fields::host);
            let decoded = decode_from(&payload.bytes, told, host.as_deref());
            if let Some(reason) = decoded.no_text() {
                return Some(Err(reason));
            }
            page.text = clean(&decoded.text);
            if page.text.trim().is_empty() {
                return Some(Err("the record's text is empty".into()));
            }
            page.publisher = host;
            if page.id.is_empty() {
                page.id = content_id(&page);
            }
            Some(Ok(page))
        }
        // Servers that say nothing, or nothing that helps.
        "" | "application/octet-stream" | "unknown/unknown" if html::is_html(&payload.bytes[..payload.bytes.len().min(4096)]) => {
            Some(html::read(&payload.bytes, told, page))
        }
        _ => None,
    }
}
