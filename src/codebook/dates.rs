//! The words and phrases of dates, one file a language (`dates/en.yaml`): what an analyst writes ([`RawDates`]) and the tables
//! over word numbers that run ([`DateTables`]). The engine knows calendars; which words name them is in the file.

mod compile;
mod graph;
mod pattern;
mod tables;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;
use serde_saphyr::Spanned;

pub use compile::compile;
pub use tables::{Atom, DateTables, Field, From, Kind, Reading, Role, RuleInfo, Unit};
pub(crate) use tables::{COUNTED, RULES, RuleNode, cue};

/// A word or phrase with its place in the file. Brackets hold letters that may be left out: `Jan(uary)`, `(ال)سبت`.
pub type Words = Vec<Spanned<String>>;

/// One `dates/<language>.yaml`, as written.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawDates {
    /// BCP 47 tag.
    #[schemars(with = "String")]
    pub language: Spanned<String>,
    /// How 5/1/2022 is read: `day_month` or `month_day`.
    #[schemars(with = "String")]
    pub numeric_order: Spanned<String>,
    /// Names of days and months are written with a capital: a small letter is another word ("may", "march").
    #[serde(default)]
    pub capitalised: bool,
    /// Words by what they name.
    pub words: RawWords,
    /// Words around a date that say how to read it.
    #[serde(default)]
    pub cues: RawCues,
    /// Patterns with a name, to be used in rules as `<name>`.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, Vec<String>>")]
    pub phrases: BTreeMap<String, Vec<Spanned<String>>>,
    /// What opens and joins the two ends of a stretch: `from .. to`.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub ranges: Vec<Spanned<String>>,
    /// Patterns that are dates, or that look like dates and are none.
    pub rules: Vec<RawRule>,
}

/// Words by what they name; each key is the thing, each value the words for it.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct RawWords {
    /// monday … sunday
    #[schemars(with = "BTreeMap<String, Vec<String>>")]
    pub weekday: BTreeMap<String, Words>,
    /// january … december, all names in use side by side
    #[schemars(with = "BTreeMap<String, Vec<String>>")]
    pub month: BTreeMap<String, Words>,
    /// muharram … dhu_al_hijja
    #[schemars(with = "BTreeMap<String, Vec<String>>")]
    pub hijri_month: BTreeMap<String, Words>,
    /// spring, summer, autumn, winter
    #[schemars(with = "BTreeMap<String, Vec<String>>")]
    pub season: BTreeMap<String, Words>,
    /// minute, hour, day, weekend, week, month, quarter, half, year, decade, century
    #[schemars(with = "BTreeMap<String, Vec<String>>")]
    pub unit: BTreeMap<String, Words>,
    /// Two of a unit in one word, «يومين»
    #[schemars(with = "BTreeMap<String, Vec<String>>")]
    pub two: BTreeMap<String, Words>,
    /// 1, 2, … 20, 30, …
    #[schemars(with = "BTreeMap<String, Vec<String>>")]
    pub number: BTreeMap<String, Words>,
    /// 1, 2, … and -1 for the last
    #[schemars(with = "BTreeMap<String, Vec<String>>")]
    pub ordinal: BTreeMap<String, Words>,
    /// Years of a century said in one word: 80 for the eighties
    #[schemars(with = "BTreeMap<String, Vec<String>>")]
    pub decade: BTreeMap<String, Words>,
    /// Days from today: -1 yesterday
    #[schemars(with = "BTreeMap<String, Vec<String>>")]
    pub offset: BTreeMap<String, Words>,
    /// Fixed feasts: month-day
    #[schemars(with = "BTreeMap<String, Vec<String>>")]
    pub holiday: BTreeMap<String, Words>,
    /// start, middle, end
    #[schemars(with = "BTreeMap<String, Vec<String>>")]
    pub part: BTreeMap<String, Words>,
    /// Parts of a day
    #[schemars(with = "Vec<String>")]
    pub time: Words,
    /// "last", «الماضي»
    #[schemars(with = "Vec<String>")]
    pub past: Words,
    /// "next", «المقبل»
    #[schemars(with = "Vec<String>")]
    pub next: Words,
    /// "this", «الجاري»
    #[schemars(with = "Vec<String>")]
    pub this: Words,
    /// "before last", «قبل الماضي»
    #[schemars(with = "Vec<String>")]
    pub before_last: Words,
    /// "after next", «بعد المقبل»
    #[schemars(with = "Vec<String>")]
    pub after_next: Words,
    /// A number that is not said: "several"
    #[schemars(with = "Vec<String>")]
    pub some: Words,
}

/// Words around a date that say how to read it.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct RawCues {
    /// The clause is about the future: "will", «سوف».
    #[schemars(with = "Vec<String>")]
    pub future: Words,
    /// The clause is about the past: "said".
    #[schemars(with = "Vec<String>")]
    pub past: Words,
    /// The date is a beginning, not the time of what is told: "since", «منذ».
    #[schemars(with = "Vec<String>")]
    pub since: Words,
    /// The date is an end that is to come: "until".
    #[schemars(with = "Vec<String>")]
    pub until: Words,
    /// Words that open a clause ("that", "who"): the verb of a date right behind one comes after it.
    #[schemars(with = "Vec<String>")]
    pub clause: Words,
    /// After a number these say that it counts something: "people".
    #[schemars(with = "Vec<String>")]
    pub counted: Words,
    /// Before a number these say that it is a quantity: "about".
    #[schemars(with = "Vec<String>")]
    pub quantity: Words,
    /// Words that are often something else: a day or month only in company ("May 5", "in May").
    #[schemars(with = "Vec<String>")]
    pub weak: Words,
    /// The company that makes a weak word a date: "in", «شهر».
    #[schemars(with = "Vec<String>")]
    pub company: Words,
}

/// A pattern and what it means.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawRule {
    /// One pattern or several with the same meaning.
    #[serde(rename = "match")]
    #[schemars(with = "Vec<String>")]
    pub patterns: Vec<Spanned<String>>,
    /// date, ago, ahead, unit, span_back, span_ahead, range, list, nothing
    #[schemars(with = "String")]
    pub is: Spanned<String>,
    /// What it is counted from, where not from the day of publication: `text`, the date named before ("the next day"); `next`, the
    /// date named right after ("two days after 11 January"; without one there is no date); or `day`, the day named before in the line, else
    /// that of publication ("later in the day").
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub from: Option<Spanned<String>>,
    /// The whole unit is meant and not a day of it: "the following week", where "a week later" is a day.
    #[serde(default)]
    pub whole: bool,
    /// Tests: at least one a rule.
    pub examples: Vec<RawExample>,
}

/// A sentence and the dates that must be found in it.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawExample {
    /// The sentence.
    #[schemars(with = "String")]
    pub text: Spanned<String>,
    /// Day of publication; the file's own default is 2022-01-18, a Tuesday.
    #[serde(default)]
    pub published: Option<String>,
    /// Each `words = first` or `words = first..last`; `?` where no interval can be had.
    pub found: Vec<String>,
}

/// Something wrong in a dates file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{line}:{column}: {message}")]
pub struct DateProblem {
    /// From 1; 0 where the whole file is meant.
    pub line: u64,
    /// From 1.
    pub column: u64,
    /// What is wrong and how to mend it.
    pub message: String,
}

impl DateProblem {
    pub(crate) fn at<T>(place: &Spanned<T>, message: impl Into<String>) -> Self {
        DateProblem { line: place.defined.line(), column: place.defined.column(), message: message.into() }
    }
}

/// Reads one file's text.
pub fn parse(yaml: &str) -> Result<RawDates, DateProblem> {
    serde_saphyr::from_str(yaml).map_err(|e| DateProblem { line: 0, column: 0, message: e.to_string() })
}
