//! Dates: phrase to interval ([`Tagger`]); when an undated article was published ([`infer_published`]); which date belongs to which
//! event ([`date_for`]). The words and rules of a language are data (`codebook::dates`); this folder knows calendars only.

mod address;
mod calendar;
mod choose;
mod context;
mod hijri;
mod layout;
mod owner;
mod published;
mod tag;
mod take;
mod when;

use std::ops::Range;

use chrono::NaiveDate;

use crate::model::{Basis, DateValue, Precision, Span};

pub use address::date_in_address;
pub use choose::{DateChoice, Told, date_for};
pub use layout::{Ground, Layout};
pub use published::{Bounds, dateline, infer_published, newest_stated};
pub use tag::Tagger;
pub use when::When;

/// The publication day of a dates file's examples that name none: a Tuesday.
pub const EXAMPLE_DAY: &str = "2022-01-18";

/// Past or future, as the words around an expression or the verb of its clause tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Before the day of publication, or on it.
    Past,
    /// After the day of publication, or on it.
    Future,
}

/// The day a text speaks on: what "yesterday" is counted from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Anchor {
    /// First day on which it may have been published.
    pub first: Option<NaiveDate>,
    /// Last day on which it may have been published.
    pub last: Option<NaiveDate>,
    /// That day is itself inferred from the text: dates counted from it have `Basis::Page`.
    pub inferred: bool,
    /// Tense of the clause, where the caller knows it; words near the expression weigh more.
    pub tense: Option<Direction>,
}

impl Anchor {
    /// Published on this day.
    pub fn day(day: NaiveDate) -> Self {
        Anchor { first: Some(day), last: Some(day), ..Anchor::default() }
    }

    /// Nothing is known: relative expressions are found but get no interval.
    pub fn unknown() -> Self {
        Anchor::default()
    }

    /// Published within this interval. It counts as inferred where its basis is `Page`. Where a side is open nothing can be counted from it.
    pub fn within(value: &DateValue) -> Self {
        let inferred = value.basis == Basis::Page;
        Anchor { first: value.first, last: value.last, inferred, tense: None }
    }
}

/// An expression of time in the text.
#[derive(Clone, Debug, PartialEq)]
pub struct DateMention {
    /// Its tokens, indices into the slice given to [`Tagger::tag`].
    pub tokens: Range<usize>,
    /// Bytes of the article's text.
    pub span: Span,
    /// What it means, seen from the anchor; without interval where it can't be told (see [`DateMention::resolve`]).
    pub value: DateValue,
    /// What was said, before it was counted from anything.
    pub when: When,
    /// The expression or the words near it say past or future.
    pub direction: Option<Direction>,
    /// It says since when ("since", «منذ»): not the time of what is told.
    pub since: bool,
    /// It says until when.
    pub until: bool,
    /// The stretch it opens or closes ("from 3 to 5 May"); both ends carry it.
    pub range: Option<DateValue>,
    /// Index in the output of the mention it stands beside and names the same time as: "a week ago, on 11 January".
    pub linked: Option<usize>,
    /// The date in the text it is counted from, for "the next day".
    pub base: Option<NaiveDate>,
    /// Number of the rule, an index into `DateTables::rules`.
    pub rule: u16,
}

impl DateMention {
    /// The same expression seen from another anchor: for articles whose publication day is found later.
    pub fn resolve(&self, anchor: &Anchor) -> DateValue {
        self.seen(anchor, self.direction)
    }

    /// The same expression read as of the past or of the future.
    pub(crate) fn seen(&self, anchor: &Anchor, direction: Option<Direction>) -> DateValue {
        calendar::resolve(&self.when, anchor, self.base, direction)
    }

    /// The interval to use for an event: the stretch, where the expression is one end of it.
    pub fn interval(&self) -> DateValue {
        self.range.unwrap_or(self.value)
    }

    /// Whether it names a time without help of the publication day.
    pub fn is_absolute(&self) -> bool {
        self.value.basis == Basis::Stated && self.value.precision != Precision::Unknown
    }
}
