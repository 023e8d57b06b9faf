//! Feeds: RSS 0.9x, 1.0, 2.0, Atom, JSON Feed. An entry is a page; its text is what the feed holds of the story, which is often a teaser.

use std::collections::BTreeMap;
use std::io::Read;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, FixedOffset, Utc};
use feed_rs::model::{Entry, Feed, Link, Text};
use feed_rs::parser::{Builder, ParseErrorKind, ParseFeedError};

use super::compression::{self, Unpacked};
use super::encoding::{declared_in, decode};
use super::fields::{self, host};
use super::text::size;
use super::{Format, Notes, content_id, html, parse_zoned, reject};
use crate::model::{Page, PublishedBasis, Record};

/// Letters below which an entry is a teaser for a story that stands elsewhere.
const TEASER: usize = 400;

/// Whether a JSON document that starts so is a feed.
pub(super) fn is_json_feed(start: &[u8]) -> bool {
    const NAME: &[u8] = b"https://jsonfeed.org/version/";
    let start = start[..start.len().min(1000)].trim_ascii_start();
    start.starts_with(b"{") && start.windows(NAME.len()).any(|window| window == NAME)
}

/// Whether an XML document with this root is a feed.
pub(super) fn is_feed(root: &str) -> bool {
    matches!(root, "rss" | "feed" | "rdf:RDF" | "RDF" | "atom:feed" | "entry")
}

/// A feed's entries.
pub(super) struct Entries {
    entries: std::vec::IntoIter<Entry>,
    number: u64,
    publisher: Option<String>,
    language: Option<String>,
    zones: Zones,
}

/// The zones in which a feed writes its dates: the day of an entry is the day at its publisher.
type Zones = Arc<Mutex<BTreeMap<DateTime<Utc>, FixedOffset>>>;

impl Entries {
    /// Reads a feed as a whole: an entry may lean on what comes after it.
    pub(super) fn open(reader: Unpacked, limit: usize) -> Result<Self, String> {
        let mut bytes = Vec::new();
        reader.take(limit as u64 + 1).read_to_end(&mut bytes).map_err(|error| compression::explain(&error))?;
        if bytes.len() > limit {
            return Err(format!("the feed is longer than {}; split it", size(limit)));
        }
        let decoded = decode(&bytes, declared_in(&bytes).as_deref());
        if let Some(reason) = decoded.no_text() {
            return Err(reason);
        }
        let zones = Zones::default();
        let feed = parse(undeclared(&decoded.text), &zones)
            .map_err(|error| format!("the feed can't be read: {error}; it may be cut off, or not well-formed (xmllint names the place)"))?;
        Ok(Entries::of(feed, zones))
    }

    fn of(feed: Feed, zones: Zones) -> Self {
        let site = feed.links.iter().find(|link| link.rel.as_deref() != Some("self")).and_then(|link| host(&link.href));
        Entries {
            publisher: feed.title.as_ref().map(plain).filter(|title| !fields::is_missing(title)).or(site),
            language: feed.language.as_deref().and_then(fields::language),
            entries: feed.entries.into_iter(),
            number: 0,
            zones,
        }
    }

    fn page(&self, entry: Entry, input: &str, notes: &mut Notes) -> Result<Page, String> {
        let full = entry.content.and_then(|content| content.body).map(|body| lines(&body)).filter(|text| !text.is_empty());
        let summary = entry.summary.map(|summary| lines(&summary.content)).filter(|text| !text.is_empty());
        // The longer one is the story, whatever it is called.
        let text = match (full, summary) {
            (Some(full), Some(summary)) if summary.len() > full.len() => summary,
            (full, summary) => full.or(summary).ok_or("the entry holds no text (no content, no description): it only names a page")?,
        };
        if text.chars().count() < TEASER {
            notes.teasers += 1;
        }
        let url = address(&entry.links).or_else(|| Some(entry.id.clone()).filter(|id| fields::is_url(id)));
        let published = entry.published.or(entry.updated);
        let zone = published.and_then(|at| self.zones.lock().unwrap_or_else(PoisonError::into_inner).get(&at).copied());
        let mut page = Page {
            id: entry.id,
            publisher: self.publisher.clone().or_else(|| url.as_deref().and_then(host)),
            url,
            title: entry.title.as_ref().map(plain).filter(|title| !fields::is_missing(title)),
            language: entry.language.as_deref().and_then(fields::language).or_else(|| self.language.clone()),
            published,
            published_day: published.map(|at| zone.map_or(at.date_naive(), |zone| at.with_timezone(&zone).date_naive())),
            published_in: PublishedBasis::Metadata,
            text: text + "\n",
            input: input.to_string(),
            record: self.number,
            ..Page::default()
        };
        page.language = page.language.filter(|tag| html::fits(tag, &page.text));
        if page.id.is_empty() {
            page.id = content_id(&page);
        }
        Ok(page)
    }
}

impl Format for Entries {
    fn next(&mut self, input: &str, notes: &mut Notes) -> Option<Record> {
        let entry = self.entries.next()?;
        self.number += 1;
        Some(match self.page(entry, input, notes) {
            Ok(page) => Record::Page(Box::new(page)),
            Err(reason) => reject(input, self.number, reason),
        })
    }
}

fn parse(text: &str, zones: &Zones) -> Result<Feed, ParseFeedError> {
    match parse_as_is(text, zones) {
        // Writers of feeds invent kinds of content ("CDATA"); what it is in truth is mark-up.
        Err(ParseFeedError::ParseError(ParseErrorKind::UnknownMimeType { mime, .. })) => {
            parse_as_is(&text.replace(&format!("type=\"{mime}\""), "type=\"html\""), zones)
        }
        other => other,
    }
}

/// A parser reads one feed: it keeps what it has seen.
fn parse_as_is(text: &str, zones: &Zones) -> Result<Feed, ParseFeedError> {
    let noted = Arc::clone(zones);
    let parser = Builder::new()
        // An entry without an id has that of its text, as every page.
        .id_generator(|_, _, _| String::new())
        .timestamp_parser(move |written| {
            let at = parse_zoned(written)?;
            noted.lock().unwrap_or_else(PoisonError::into_inner).insert(at.to_utc(), *at.offset());
            Some(at.to_utc())
        })
        .build();
    parser.parse(text.as_bytes())
}

/// The text without an XML declaration: it names the encoding the text had before it was decoded.
fn undeclared(text: &str) -> &str {
    let text = text.trim_start();
    match text.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>")) {
        Some((_, rest)) => rest,
        None => text,
    }
}

/// Where the story stands: the link that is not for the feed, for comments or for a picture.
fn address(links: &[Link]) -> Option<String> {
    let story = links.iter().find(|link| matches!(link.rel.as_deref(), None | Some("alternate")));
    story.or_else(|| links.first()).map(|link| link.href.clone()).filter(|url| fields::is_url(url))
}

fn plain(text: &Text) -> String {
    html::fragment_lines(&text.content).join(" ")
}

fn lines(markup: &str) -> String {
    html::fragment_lines(markup).join("\n")
}
