//! Rows of `articles`.
use std::borrow::Cow;

use arrow_array::RecordBatch;

use super::TableError;
use super::offsets::Offsets;
use super::rows::Rows;
use super::schema::Table;
use crate::model::{Article, Drop, Span};

/// What coding found out about an article.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Coded<'a> {
    /// Sentences coded.
    pub sentences: usize,
    /// Distinct events it mentions.
    pub events: usize,
    /// Id of the first article with the same text.
    pub duplicate_of: Option<&'a str>,
    /// What should be known of how it was coded.
    pub flags: &'a [Cow<'static, str>],
}

/// Gathers rows of `articles`.
pub struct Articles {
    rows: Rows,
    keep_text: bool,
}

impl Articles {
    /// `keep_text`: whether the column `text` is filled.
    pub fn new(keep_text: bool) -> Self {
        Articles { rows: Rows::new(Table::Articles), keep_text }
    }

    /// Adds a row; `offsets` are those of the article's text.
    pub fn push(&mut self, article: &Article, coded: Coded<'_>, offsets: &Offsets<'_>) {
        let out = &mut self.rows;
        out.text(Some(&article.id));
        out.text(Some(&article.page_id));
        out.int(Some(article.segment.into()));
        out.text(article.url.as_deref());
        out.text(article.publisher.as_deref());
        out.text(article.title.as_deref());
        out.text(known_language(&article.language));
        out.instant(article.published);
        out.text(Some(article.published_basis.as_str()));
        out.int(Some(offsets.count().into()));
        out.int(i64::try_from(coded.sentences).ok());
        out.int(i64::try_from(coded.events).ok());
        out.text(coded.duplicate_of);
        out.text(Some(&article.input));
        out.int(i64::try_from(article.record).ok());
        out.text(self.keep_text.then_some(&article.text));
        out.list(Some(coded.flags.iter().map(AsRef::as_ref)));
        out.int(Some(dropped(article, offsets)));
        out.date(article.published_when.first);
        out.date(article.published_when.last);
        out.list(Some(stretches(article, offsets).iter().map(String::as_str)));
        out.end_row();
    }

    /// Rows not yet taken.
    pub fn len(&self) -> usize {
        self.rows.count()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The rows so far as one batch, leaving none behind.
    ///
    /// # Errors
    /// [`TableError::Row`] where a row does not fit the schema.
    pub fn take(&mut self) -> Result<RecordBatch, TableError> {
        self.rows.take()
    }
}

/// The language, or None for "und": missing is null in every table.
pub(super) fn known_language(language: &str) -> Option<&str> {
    Some(language).filter(|language| *language != "und")
}

/// What was left out of coding and why: `reason:start:end` in code points, adjoining lines of one reason joined.
fn stretches(article: &Article, offsets: &Offsets<'_>) -> Vec<String> {
    let mut joined: Vec<Drop> = Vec::new();
    for drop in &article.dropped {
        match joined.last_mut() {
            Some(last) if last.reason == drop.reason && apart(last.span, drop.span).of(&article.text).trim().is_empty() => {
                last.span = last.span.join(drop.span);
            }
            _ => joined.push(drop.clone()),
        }
    }
    let told = |drop: &Drop| offsets.slice(drop.span).map(|(_, start, end)| format!("{}:{start}:{end}", drop.reason.as_str()));
    joined.iter().filter_map(told).collect()
}

/// What lies between two spans in order.
fn apart(before: Span, after: Span) -> Span {
    Span { start: before.end, end: after.start.max(before.end) }
}

/// Code points left out of coding.
fn dropped(article: &Article, offsets: &Offsets<'_>) -> i64 {
    article.dropped.iter().filter_map(|drop| offsets.slice(drop.span)).map(|(_, start, end)| i64::from(end - start)).sum()
}
