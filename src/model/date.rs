use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// How exact a date is, as the text gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Precision {
    /// One calendar day.
    Day,
    /// Saturday and Sunday (or the language's weekend).
    Weekend,
    /// Monday to Sunday.
    Week,
    /// A calendar month.
    Month,
    /// A quarter of a year.
    Quarter,
    /// Half a year.
    Half,
    /// A season.
    Season,
    /// A calendar year.
    Year,
    /// Ten years.
    Decade,
    /// A hundred years.
    Century,
    /// A stretch of several days, months or years said as such ("from 3 to 5 May").
    Interval,
    /// Nothing is known.
    Unknown,
}

impl Precision {
    /// The word used in the tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Precision::Day => "day",
            Precision::Weekend => "weekend",
            Precision::Week => "week",
            Precision::Month => "month",
            Precision::Quarter => "quarter",
            Precision::Half => "half",
            Precision::Season => "season",
            Precision::Year => "year",
            Precision::Decade => "decade",
            Precision::Century => "century",
            Precision::Interval => "interval",
            Precision::Unknown => "unknown",
        }
    }
}

/// How a date was obtained.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Basis {
    /// Absolute in the text.
    Stated,
    /// Anchored to the publication date, or to another date in the text.
    Relative,
    /// Nothing said: the publication date.
    Publication,
    /// The publication date was itself inferred from the text.
    Page,
    /// No date could be had.
    Unknown,
}

impl Basis {
    /// The word used in the tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Basis::Stated => "stated",
            Basis::Relative => "relative",
            Basis::Publication => "publication",
            Basis::Page => "page",
            Basis::Unknown => "unknown",
        }
    }
}

/// What made a date less sure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct DateFlags {
    /// The weekday named is not the weekday of the date named.
    pub weekday_conflict: bool,
    /// The year was not written.
    pub year_inferred: bool,
    /// Day and month could be read the other way round.
    pub day_month_ambiguous: bool,
    /// Converted from the Islamic calendar.
    pub hijri: bool,
    /// Past or future was decided by the verb's tense.
    pub tense_inferred: bool,
    /// The text gives two dates for it that do not meet.
    pub dates_differ: bool,
}

/// An interval of days with how exact it is and where it comes from. `first <= last`, both inclusive; None is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct DateValue {
    /// First day, inclusive.
    pub first: Option<NaiveDate>,
    /// Last day, inclusive.
    pub last: Option<NaiveDate>,
    /// How exact.
    pub precision: Precision,
    /// Where from.
    pub basis: Basis,
    /// Doubts.
    pub flags: DateFlags,
}

impl DateValue {
    /// The last day, or the first of what is still open: the day whose offices count.
    pub fn latest(&self) -> Option<NaiveDate> {
        self.last.or(self.first)
    }

    /// A date nothing is known of.
    pub const UNKNOWN: DateValue = DateValue {
        first: None,
        last: None,
        precision: Precision::Unknown,
        basis: Basis::Unknown,
        flags: DateFlags {
            weekday_conflict: false,
            year_inferred: false,
            day_month_ambiguous: false,
            hijri: false,
            tense_inferred: false,
            dates_differ: false,
        },
    };

    /// A single day.
    pub fn day(day: NaiveDate, basis: Basis) -> Self {
        DateValue { first: Some(day), last: Some(day), precision: Precision::Day, basis, flags: DateFlags::default() }
    }
}

/// Why an event has the date it has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DateLink {
    /// The expression belongs to the word that tells the event.
    Own,
    /// It stands in the same clause.
    Clause,
    /// It dates the clause that this one hangs on, or the clause that hangs on this one.
    Sentence,
    /// Nothing said, and it is the news: the day of publication.
    #[default]
    News,
    /// Nothing said, and it is what somebody reports or refers to: see [`Undated`].
    Background,
}

impl DateLink {
    /// The word used in the tables.
    pub fn as_str(self) -> &'static str {
        match self {
            DateLink::Own => "own",
            DateLink::Clause => "clause",
            DateLink::Sentence => "sentence",
            DateLink::News => "news",
            DateLink::Background => "background",
        }
    }
}

/// How an event is dated that is only reported ("said that rebels had attacked") or referred to ("in retaliation for the attack") and has
/// no date of its own. That it was spoken of on a day does not say that it happened on that day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Undated {
    /// By the month of publication.
    #[default]
    Month,
    /// By the day of publication, as the news itself is.
    Day,
    /// Not at all.
    Never,
}

impl Undated {
    /// The names a codebook uses.
    pub const NAMES: [(&'static str, Undated); 3] = [("month", Undated::Month), ("day", Undated::Day), ("none", Undated::Never)];

    /// By its name.
    pub fn from_name(name: &str) -> Option<Undated> {
        Undated::NAMES.iter().find(|(known, _)| *known == name).map(|(_, undated)| *undated)
    }
}

/// How an article's publication date was obtained.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum PublishedBasis {
    /// The input record or the command line said so.
    #[default]
    Metadata,
    /// The page's mark-up.
    Html,
    /// The address.
    Url,
    /// The dateline.
    Dateline,
    /// Inferred from what the text says: an interval, not a day.
    Text,
    /// The day of the crawl: an upper bound.
    Crawl,
    /// Not known.
    Unknown,
}

impl PublishedBasis {
    /// The word used in the tables.
    pub fn as_str(self) -> &'static str {
        match self {
            PublishedBasis::Metadata => "metadata",
            PublishedBasis::Html => "html",
            PublishedBasis::Url => "url",
            PublishedBasis::Dateline => "dateline",
            PublishedBasis::Text => "text",
            PublishedBasis::Crawl => "crawl",
            PublishedBasis::Unknown => "unknown",
        }
    }
}
