//! Rows of `mentions`.
use arrow_array::RecordBatch;

use super::TableError;
use super::articles::known_language;
use super::dates::days_lag;
use super::offsets::Offsets;
use super::rows::Rows;
use super::schema::Table;
use crate::model::{Mention, Span};

/// Gathers rows of `mentions`.
pub struct Mentions(Rows);

impl Default for Mentions {
    fn default() -> Self {
        Mentions(Rows::new(Table::Mentions))
    }
}

impl Mentions {
    /// Adds a row: `mention` of the article whose text `offsets` were made from. `language` is the article's.
    pub fn push(&mut self, mention_id: i64, event_id: i64, mention: &Mention, language: &str, offsets: &Offsets<'_>) {
        let out = &mut self.0;
        out.int(Some(mention_id));
        out.int(Some(event_id));
        out.text(Some(&mention.article_id));
        out.int(Some(mention.sentence.into()));
        out.flag(mention.in_lead);
        out.text(known_language(language));
        words(out, offsets, Some(mention.evidence.sentence));
        words(out, offsets, mention.source.as_ref().map(|actor| actor.span));
        words(out, offsets, mention.target.as_ref().map(|actor| actor.span));
        words(out, offsets, Some(mention.evidence.action));
        words(out, offsets, mention.evidence.date);
        words(out, offsets, mention.place.as_ref().map(|place| place.span));
        out.text(Some(&mention.rule));
        out.text(Some(&mention.rule_file));
        out.int((mention.rule_line > 0).then_some(mention.rule_line.into()));
        out.text(mention.attributed_to.as_deref());
        out.number(Some(mention.confidence.into()));
        out.text(Some(mention.evidence.date_link.as_str()));
        out.text(mention.place.as_ref().map(|place| place.link.as_str()));
        out.text(mention.place.as_ref().map(|place| place.choice.as_str()));
        out.text(mention.evidence.date_rule.as_deref());
        out.int(days_lag(&mention.date, mention.published));
        out.text(mention.source.as_ref().map(|actor| actor.code.code()).as_deref());
        out.text(mention.target.as_ref().map(|actor| actor.code.code()).as_deref());
        out.text(Some(&mention.code));
        out.text(Some(&mention.family));
        out.text(Some(&mention.frame));
        out.date(mention.date.first);
        out.date(mention.date.last);
        out.text(mention.place.as_ref().map(|place| place.name.as_str()));
        out.text(mention.place.as_ref().and_then(|place| place.country.as_deref()));
        out.end_row();
    }

    /// Rows not yet taken.
    pub fn len(&self) -> usize {
        self.0.count()
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
        self.0.take()
    }
}

/// Three cells: the words under a span, their first code point and one past their last.
fn words(out: &mut Rows, offsets: &Offsets<'_>, span: Option<Span>) {
    let found = span.and_then(|span| offsets.slice(span));
    out.text(found.map(|(words, ..)| words));
    out.int(found.map(|(_, start, _)| start.into()));
    out.int(found.map(|(.., end)| end.into()));
}
