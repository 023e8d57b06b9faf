//! Rows of `events`.
use std::collections::BTreeSet;

use arrow_array::RecordBatch;
use chrono::{DateTime, NaiveDate, Utc};

use super::TableError;
use super::dates::{acled_time_precision, days_lag, edtf, ucdp_date_prec};
use super::rows::Rows;
use super::schema::Table;
use crate::model::{ActorRef, DateFlags, DateValue, Mention, Part, Place};

/// What the codebook says of an action code.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CodeInfo {
    /// Label for people.
    pub label: String,
    /// Three-digit base.
    pub base: String,
    /// Two-digit root.
    pub root: String,
    /// -10 to 10.
    pub goldstein: Option<f32>,
    /// 1 to 4.
    pub quad_class: Option<i8>,
    /// PLOVER event type.
    pub plover_event: Option<String>,
    /// PLOVER mode.
    pub plover_mode: Option<String>,
    /// PLOVER context.
    pub plover_context: Option<String>,
}

/// One distinct event as the table needs it.
#[derive(Clone, Debug, PartialEq)]
pub struct EventRow<'a> {
    /// Stable id.
    pub id: i64,
    /// First and last day.
    pub days: (Option<NaiveDate>, Option<NaiveDate>),
    /// The first report: actors, date and place are taken from it. None where only copies of an article were met, whose original has
    /// a row already: such a row adds its figures to that one.
    pub first: Option<&'a Mention>,
    /// Code of the action.
    pub code: &'a str,
    /// 0 to 1.
    pub confidence: f32,
    /// Mentions of it.
    pub mentions: u32,
    /// Distinct articles.
    pub articles: u32,
    /// Known publishers, in alphabetical order.
    pub publishers: &'a BTreeSet<String>,
    /// Publication of the first report.
    pub first_published: Option<DateTime<Utc>>,
    /// Address of the first report.
    pub source_url: Option<&'a str>,
}

/// Gathers rows of `events`.
pub struct Events(Rows);

impl Default for Events {
    fn default() -> Self {
        Events(Rows::new(Table::Events))
    }
}

impl Events {
    /// Adds a row. `info` is what the codebook says of the event's code; without it base and root are cut from the code.
    pub fn push(&mut self, row: &EventRow<'_>, info: Option<&CodeInfo>) {
        let first = row.first;
        let date = first.map_or(DateValue::UNKNOWN, |mention| mention.date);
        let out = &mut self.0;
        out.int(Some(row.id));
        out.date(row.days.0);
        out.date(row.days.1);
        out.text(Some(date.precision.as_str()));
        out.text(Some(date.basis.as_str()));
        actors(out, first.and_then(|mention| mention.source.as_ref()), first.and_then(|mention| mention.target.as_ref()));
        action(out, row.code, first.map_or("", |mention| &mention.frame), info);
        place(out, first.and_then(|mention| mention.place.as_ref()));
        out.number(Some(row.confidence.into()));
        out.number(None); // tone: not measured yet
        out.int(Some(row.mentions.into()));
        out.int(Some(row.articles.into()));
        out.int(i64::try_from(row.publishers.len()).ok());
        out.instant(row.first_published);
        out.text(row.source_url);
        out.list(Some(date_flags(date.flags)));
        out.flag(first.is_some_and(|mention| mention.reciprocal));
        out.text(edtf(&date).as_deref());
        out.int(acled_time_precision(&date));
        out.int(ucdp_date_prec(&date));
        out.int(first.and_then(|mention| days_lag(&mention.date, mention.published)));
        out.list(Some(row.publishers.iter().map(String::as_str)));
        out.text(first.map(|mention| mention.article_id.as_str()));
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

/// The fourteen actor columns: each part for the source, then for the target.
fn actors(out: &mut Rows, source: Option<&ActorRef>, target: Option<&ActorRef>) {
    let both = [source, target];
    both.iter().for_each(|actor| out.text(actor.map(|actor| actor.code.code()).as_deref()));
    both.iter().for_each(|actor| out.text(actor.and_then(|actor| actor.name.as_deref())));
    both.iter().for_each(|actor| out.text(actor.and_then(|actor| actor.code.country.as_deref())));
    both.iter().for_each(|actor| out.text(actor.and_then(|actor| actor.code.group.as_deref())));
    both.iter().for_each(|actor| out.list(actor.map(|actor| actor.code.roles.iter().map(Part::as_str))));
    both.iter().for_each(|actor| out.text(actor.and_then(|actor| actor.code.ethnic.as_deref())));
    both.iter().for_each(|actor| out.text(actor.and_then(|actor| actor.code.religion.as_deref())));
}

fn action(out: &mut Rows, code: &str, frame: &str, info: Option<&CodeInfo>) {
    out.text(Some(code));
    out.text(Some(info.map_or_else(|| code.get(..3).unwrap_or(code), |info| &info.base)));
    out.text(Some(info.map_or_else(|| code.get(..2).unwrap_or(code), |info| &info.root)));
    out.text(info.map(|info| info.label.as_str()));
    out.required_text(frame);
    out.int(info.and_then(|info| info.quad_class).map(i64::from));
    out.number(info.and_then(|info| info.goldstein).map(f64::from));
    out.text(info.and_then(|info| info.plover_event.as_deref()));
    out.text(info.and_then(|info| info.plover_mode.as_deref()));
    out.text(info.and_then(|info| info.plover_context.as_deref()));
}

fn place(out: &mut Rows, place: Option<&Place>) {
    out.text(place.map(|place| place.name.as_str()));
    out.text(place.map(|place| place.kind.as_str()));
    out.text(place.and_then(|place| place.country.as_deref()));
    out.text(place.and_then(|place| place.admin1.as_deref()));
    out.number(place.and_then(|place| place.latitude));
    out.number(place.and_then(|place| place.longitude));
    out.int(place.and_then(|place| place.geonames_id));
}

fn date_flags(flags: DateFlags) -> impl Iterator<Item = &'static str> {
    [
        (flags.weekday_conflict, "weekday_conflict"),
        (flags.year_inferred, "year_inferred"),
        (flags.day_month_ambiguous, "day_month_ambiguous"),
        (flags.hijri, "hijri"),
        (flags.tense_inferred, "tense_inferred"),
        (flags.dates_differ, "dates_differ"),
    ]
    .into_iter()
    .filter_map(|(set, word)| set.then_some(word))
}
