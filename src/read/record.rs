//! A record of named fields -> a page. Every format that has fields (JSON, CSV, Parquet…) hands them over as a JSON object.

use serde_json::Value;

use super::fields::{self, Fields, scalar};
use super::{Notes, clean, content_id, parse_zoned, published_in_html, reject, shorten};
use crate::model::{Page, PublishedBasis, Record};

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
        crawled: None,
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
