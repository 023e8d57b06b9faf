//! HTML: one page, one file (or one record of an archive). The page is parsed once; its text, title, day, address, outlet and language come
//! from the same tree.

mod body;
mod date;
mod facts;
mod lines;
mod linked;
mod nesting;
mod strip;

use std::io::Read;

use dom_query::Document;

use super::compression::{self, Unpacked};
use super::encoding::{self, decode_from};
use super::fields::{self, host};
use super::text::size;
use super::{Format, Notes, content_id, reject};
use crate::language;
use crate::model::{Page, PublishedBasis, Record};

pub(super) use body::fragment_lines;
pub use date::published_in_html;

use facts::Facts;
use lines::Line;

/// Letters from which on a text's language is told surely enough to doubt what the page says.
const TOLD_SURELY: usize = 200;

/// Whether a document that starts so is HTML.
pub(super) fn is_html(start: &[u8]) -> bool {
    let mut rest = start.trim_ascii_start();
    // Declarations and comments may come first.
    loop {
        let end: &[u8] = match () {
            () if rest.starts_with(b"<!--") => b"-->",
            () if rest.starts_with(b"<?xml") => b"?>",
            () => break,
        };
        match rest.windows(end.len()).position(|window| window == end) {
            Some(at) => rest = rest[at + end.len()..].trim_ascii_start(),
            None => return false,
        }
    }
    let lower: Vec<u8> = rest.iter().take(15).map(u8::to_ascii_lowercase).collect();
    let tags = ["<html", "<head", "<body", "<meta ", "<title", "<article", "<div", "<p>", "<table", "<script", "<link ", "<h1"];
    lower.starts_with(b"<!doctype html") || tags.iter().any(|tag| lower.starts_with(tag.as_bytes()))
}

/// An HTML file, until its one page has been read.
pub(super) struct Html {
    reader: Option<Unpacked>,
    limit: usize,
}

impl Html {
    pub(super) fn new(reader: Unpacked, limit: usize) -> Self {
        Html { reader: Some(reader), limit }
    }
}

impl Format for Html {
    fn next(&mut self, input: &str, _: &mut Notes) -> Option<Record> {
        let reader = self.reader.take()?;
        let mut bytes = Vec::new();
        if let Err(error) = reader.take(self.limit as u64 + 1).read_to_end(&mut bytes) {
            return Some(reject(input, 1, compression::explain(&error)));
        }
        if bytes.len() > self.limit {
            return Some(reject(input, 1, format!("the page is longer than {}; it is no article", size(self.limit))));
        }
        let page = Page { input: input.to_string(), record: 1, ..Page::default() };
        Some(match read(&bytes, None, page) {
            Ok(page) => Record::Page(Box::new(page)),
            Err(reason) => reject(input, 1, reason),
        })
    }
}

/// Reads a page's bytes into what `page` lacks; `charset` is what a header says. What `page` has already (from an archive's record) stays.
pub(super) fn read(bytes: &[u8], charset: Option<&str>, page: Page) -> Result<Page, String> {
    let declared = encoding::declared_in(bytes);
    let from = page.url.as_deref().and_then(host);
    let decoded = decode_from(bytes, charset.or(declared.as_deref()), from.as_deref());
    if let Some(reason) = decoded.no_text() {
        return Err(reason);
    }
    fill(&decoded.text, page)
}

/// The same from mark-up that is decoded already: fills in whatever `page` lacks, text, title, address, outlet, language and day.
pub(super) fn fill(html: &str, mut page: Page) -> Result<Page, String> {
    if nesting::is_too_deep(html) {
        return Err(format!("its elements stand in each other more than {} deep: the page is damaged", nesting::DEEPEST));
    }
    let document = Document::from(html);
    let facts = Facts::gather(&document);
    if page.published.is_none()
        && let Some(published) = date::published(&document, &facts)
    {
        page.published = Some(published.to_utc());
        page.published_day = Some(published.date_naive());
        page.published_in = PublishedBasis::Html;
    }
    page.url = page.url.or_else(|| facts.url()).or_else(|| saved_from(html));
    strip::strip(&document);
    let seen = document.body().map(|body| lines::lines(&body)).unwrap_or_default();
    page.title = page.title.or_else(|| facts.title(page.url.as_deref(), &seen));
    page.publisher = page.publisher.or_else(|| facts.publisher()).or_else(|| page.url.as_deref().and_then(host));
    if page.text.is_empty() {
        page.text = text(document, &facts, &seen, page.title.as_deref());
    }
    if page.text.is_empty() {
        return Err("the page holds no text: it may be built by scripts in the browser, or be all links".into());
    }
    page.language = page.language.or_else(|| facts.languages().find(|tag| fits(tag, &page.text)));
    if page.id.is_empty() {
        page.id = content_id(&page);
    }
    Ok(page)
}

/// The story's lines, without the headline that stands apart.
fn text(document: Document, facts: &Facts, seen: &[Line], title: Option<&str>) -> String {
    let mut lines = body::body(document, facts, seen);
    let start = lines.iter().take(3).position(|line| Some(line.as_str()) == title);
    if let Some(at) = start {
        lines.remove(at);
    }
    let mut text = lines.join("\n");
    if !text.is_empty() {
        text.push('\n');
    }
    text
}

/// Whether a text can be in the language that its page's template says. Templates are wrong often enough; a text long enough is not.
pub(super) fn fits(tag: &str, text: &str) -> bool {
    let primary = |tag: &str| tag.split('-').next().unwrap_or("").to_lowercase();
    let (told, detected) = (primary(tag), primary(language::detect(text)));
    told == detected
        || (detected == "und" || text.chars().filter(|c| c.is_alphabetic()).count() < TOLD_SURELY) && same_script(&told, &detected)
}

/// Whether two languages are written alike, as far as it matters here.
fn same_script(one: &str, other: &str) -> bool {
    let script = |tag: &str| match tag {
        "ar" | "fa" | "ur" | "ckb" | "ps" => 1,
        "ru" | "uk" | "be" | "bg" | "sr" | "mk" | "kk" => 2,
        "zh" | "ja" | "ko" | "hi" | "he" | "el" | "th" => 3,
        _ => 0,
    };
    other == "und" || script(one) == script(other)
}

/// Where a browser that saved a page says it had it from.
fn saved_from(html: &str) -> Option<String> {
    let at = html.find("saved from url=(").filter(|at| *at < 2000)?;
    let rest = html[at..].split_once(')')?.1;
    let url = rest.split_whitespace().next()?.trim_end_matches("-->");
    fields::is_url(url).then(|| url.to_string())
}
