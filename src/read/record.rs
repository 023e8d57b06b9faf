//! A record of named fields -> a page. Every format that has fields (JSON, CSV, Parquet…) hands them over in the same shape.

use compact_str::CompactString;
use serde_json::{Map, Value};

use super::dates::{DayOrder, parse_ordered};
use super::fields::{self, Field, Fields};
use super::mapping::{Mapping, Role, listed};
use super::values::{host, is_missing, is_url, language, scalar};
use super::{Notes, clean, content_id, html, published_in_html, reject, shorten};
use crate::model::{Page, PublishedBasis, Record};

/// Which comes first, day or month, by column.
pub(super) type DayOrders = Vec<(CompactString, DayOrder)>;

/// A page from a JSON object, or why there is none.
pub(super) fn page(input: &str, record: u64, value: Value, mapping: &Mapping, notes: &mut Notes) -> Record {
    match value {
        Value::Object(object) => from_object(input, record, object, mapping, notes),
        other => reject(input, record, format!("expected one JSON object {{…}}, found {}", kind(&other))),
    }
}

fn from_object(input: &str, record: u64, object: Map<String, Value>, mapping: &Mapping, notes: &mut Notes) -> Record {
    match Fields::new(object, mapping, notes) {
        Ok(fields) => from_fields(input, record, fields, &DayOrders::new(), notes),
        Err(reason) => reject(input, record, reason),
    }
}

/// A page from fields, or why there is none.
pub(super) fn from_fields(input: &str, record: u64, fields: Fields, orders: &DayOrders, notes: &mut Notes) -> Record {
    let mut used = Used::default();
    let text = match text(&fields, &mut used) {
        Ok(text) => text,
        // A record of a crawl may hold nothing but the page as it was fetched.
        Err(_) if fields.mapped(Role::Text).is_none() && fields.first(fields::HTML).is_some() => String::new(),
        Err(reason) => {
            notes.survey_fields(&fields, &used);
            return reject(input, record, reason);
        }
    };
    if used.teaser {
        notes.teasers += 1;
    }
    let url = value(&fields, Role::Url, &mut used, Fields::url);
    let publisher = value(&fields, Role::Publisher, &mut used, Fields::publisher);
    let title = value(&fields, Role::Title, &mut used, |fields| fields.first(fields::TITLE));
    let written = value(&fields, Role::Language, &mut used, |fields| fields.first(fields::LANGUAGE));
    let id = value(&fields, Role::Id, &mut used, |fields| fields.first(fields::ID));
    let mut page = Page {
        id: id.unwrap_or_default(),
        publisher: publisher.or_else(|| url.as_deref().and_then(host)),
        url,
        title: title.map(|title| title.split_whitespace().collect::<Vec<_>>().join(" ")),
        language: written.and_then(|value| language(&value)),
        text,
        input: input.to_string(),
        record,
        ..Page::default()
    };
    published(&mut page, &fields, orders, &mut used, notes);
    if page.text.is_empty()
        && let Some((field, mark_up)) = fields.first(fields::HTML)
    {
        used.field(Role::Text, field);
        page = match html::fill(&mark_up, page) {
            Ok(page) => page,
            Err(reason) => {
                notes.survey_fields(&fields, &used);
                return reject(input, record, reason);
            }
        };
    }
    notes.survey_fields(&fields, &used);
    if page.id.is_empty() {
        page.id = content_id(&page);
    }
    Record::Page(Box::new(page))
}

/// Which field filled which role, for those who ask.
#[derive(Default)]
pub(super) struct Used {
    pub(super) roles: Vec<(Role, CompactString)>,
    /// The text is no more than a line about it.
    pub(super) teaser: bool,
    /// Fields that look like a date of publication and were not taken as one, with the reason.
    pub(super) passed: Vec<(CompactString, &'static str)>,
}

impl Used {
    fn field(&mut self, role: Role, field: &Field) {
        self.roles.push((role, field.path.clone()));
    }
}

/// The value of a role: of the fields `--map` names, joined, or of the first candidate.
fn value(
    fields: &Fields,
    role: Role,
    used: &mut Used,
    candidates: impl for<'a> Fn(&'a Fields) -> Option<(&'a Field, String)>,
) -> Option<String> {
    let Some(mapped) = fields.mapped(role) else {
        let (field, value) = candidates(fields)?;
        used.field(role, field);
        return Some(value);
    };
    let values: Vec<String> = mapped.iter().filter_map(|field| scalar(&field.value)).collect();
    mapped.iter().for_each(|field| used.field(role, field));
    (!values.is_empty()).then(|| values.join(" "))
}

/// The first text field that holds text.
fn text(fields: &Fields, used: &mut Used) -> Result<String, String> {
    let mut empty = None;
    let mut read = |field: &Field| match words(&field.value) {
        Some(text) => Some(text),
        None => {
            empty.get_or_insert_with(|| match &field.value {
                Value::Array(parts) if parts.iter().all(|part| part.is_null() || part.is_string()) => is_empty(field),
                Value::String(_) | Value::Null => is_empty(field),
                other => format!("the text (field `{}`) must be a string or a list of paragraphs, found {}", field.path, kind(other)),
            });
            None
        }
    };
    if let Some(mapped) = fields.mapped(Role::Text) {
        let texts: Vec<String> = mapped.iter().filter_map(&mut read).collect();
        mapped.iter().for_each(|field| used.field(Role::Text, field));
        return match texts.is_empty() {
            false => Ok(texts.join("\n\n")),
            true => Err(empty.unwrap_or_else(|| {
                format!("it has none of the columns that --map names for the text; it has: {}", listed(fields.names()))
            })),
        };
    }
    for field in fields.all(fields::TEXT) {
        if let Some(text) = read(field) {
            used.field(Role::Text, field);
            return Ok(text);
        }
    }
    let parts: Vec<(&Field, String)> =
        fields.all(&fields::LEAD_AND_REST).filter_map(|field| read(field).map(|text| (field, text))).collect();
    if !parts.is_empty() {
        parts.iter().for_each(|(field, _)| used.field(Role::Text, field));
        return Ok(parts.into_iter().map(|(_, text)| text).collect::<Vec<_>>().join("\n\n"));
    }
    for field in fields.all(fields::TEASERS) {
        if let Some(text) = words(&field.value) {
            used.field(Role::Text, field);
            used.teaser = true;
            return Ok(text);
        }
    }
    Err(empty.unwrap_or_else(|| {
        let names = listed(fields.names());
        format!("no text: expected a field `text` (or body, content, maintext), or --map text=NAME; the record has: {names}")
    }))
}

fn is_empty(field: &Field) -> String {
    format!("the text (field `{}`) is empty", field.path)
}

/// The text of a field: a string, or a list of paragraphs.
fn words(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !is_missing(text) => Some(clean(text)),
        Value::Array(parts) => {
            let parts: Vec<&str> = parts.iter().map(|part| part.as_str().filter(|part| !is_missing(part))).collect::<Option<_>>()?;
            (!parts.is_empty()).then(|| clean(&parts.join("\n")))
        }
        _ => None,
    }
}

/// The publication date, from the first field that can be read, else the page's mark-up; and the day of the crawl. A record whose date
/// can't be read is kept, and noted.
fn published(page: &mut Page, fields: &Fields, orders: &DayOrders, used: &mut Used, notes: &mut Notes) {
    let order = |field: &Field| orders.iter().find(|(path, _)| *path == field.path).map(|(_, order)| *order);
    let crawl = fields.crawl_mark().is_some();
    let dates: Vec<&Field> = match fields.mapped(Role::Published) {
        Some(mapped) => mapped.iter().collect(),
        None => fields.all(fields::PUBLISHED).filter(|field| !(crawl && fields::EITHER.contains(&field.name))).collect(),
    };
    let mut unread = None;
    for field in dates {
        let Some(value) = scalar(&field.value) else { continue };
        if let Some(published) = parse_ordered(&value, order(field)) {
            page.published = Some(published.to_utc());
            page.published_day = Some(published.date_naive());
            used.field(Role::Published, field);
            break;
        }
        used.passed.push((field.path.clone(), "cannot be read as a date"));
        unread.get_or_insert(value);
    }
    if page.published.is_none()
        && let Some((field, html)) = fields.first(fields::HTML)
        && let Some(published) = published_in_html(&html)
    {
        page.published = Some(published.to_utc());
        page.published_day = Some(published.date_naive());
        page.published_in = PublishedBasis::Html;
        used.field(Role::Published, field);
    }
    if let (None, Some(value)) = (page.published, unread) {
        notes.unread_date(&page.input, page.record, &value);
    }
    let days: Vec<&Field> = match fields.mapped(Role::Crawled) {
        Some(mapped) => mapped.iter().collect(),
        None => fields.all(fields::CRAWLED).filter(|field| crawl || !fields::EITHER.contains(&field.name)).collect(),
    };
    let day = days.into_iter().find_map(|field| Some((field, parse_ordered(&scalar(&field.value)?, order(field))?)));
    if let Some((field, day)) = day {
        page.crawled = Some(day.to_utc());
        used.field(Role::Crawled, field);
    }
}

/// Why a field that could serve was not taken, for `inspect`.
pub(super) fn why_not(field: &Field, used: &Used) -> Option<String> {
    if let Some((_, why)) = used.passed.iter().find(|(path, _)| *path == field.path) {
        return Some((*why).to_string());
    }
    let value = scalar(&field.value);
    let value = value.filter(|_| used.roles.iter().all(|(_, path)| *path != field.path))?;
    if field.name == "source" {
        return Some(if is_url(&value) { "an address" } else { "names a corpus, or the outlet is known already" }.to_string());
    }
    let first = |role: Role| used.roles.iter().find(|(own, _)| *own == role).map(|(_, path)| format!("`{path}` comes first"));
    let of = [
        (fields::TEXT, Role::Text),
        (fields::TEASERS, Role::Text),
        (fields::TITLE, Role::Title),
        (fields::PUBLISHED, Role::Published),
        (fields::CRAWLED, Role::Crawled),
        (fields::URL, Role::Url),
        (fields::PUBLISHER, Role::Publisher),
        (fields::LANGUAGE, Role::Language),
        (fields::ID, Role::Id),
    ];
    of.into_iter().filter(|(names, _)| names.contains(&field.name)).find_map(|(_, role)| first(role))
}

/// What a value is, for a message.
pub(super) fn kind(value: &Value) -> String {
    match value {
        Value::Null => "null".into(),
        Value::Bool(value) => format!("{value}"),
        Value::Number(number) => format!("the number {number}"),
        Value::String(text) => format!("the string \"{}\"", shorten(text)),
        Value::Array(_) => "a list".into(),
        Value::Object(_) => "an object".into(),
    }
}
