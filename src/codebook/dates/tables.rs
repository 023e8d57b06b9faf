use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::model::WordId;

/// What a word can name; its value goes into the field of the same name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[allow(missing_docs)]
pub enum Field {
    Weekday,
    Month,
    HijriMonth,
    Season,
    Unit,
    Two,
    Number,
    Ordinal,
    DecadeWord,
    Offset,
    Holiday,
    Part,
    Time,
    Past,
    Next,
    This,
    Some,
    /// Day of a month: digits, a number word or an ordinal, 1 to 31.
    Day,
    /// Month in digits, 1 to 12.
    MonthNumber,
    /// Four digits, 1900 to 2099.
    Year,
    /// Four digits, 1000 to 2099: only where a word says that it is a year.
    AnyYear,
    /// Two digits.
    ShortYear,
    /// Digits, 1200 to 1500.
    HijriYear,
    /// "1980s"
    Decade,
    /// Four digits that end in 0, where a word says that a decade is meant: "les années 1980".
    TensYear,
    /// The one before the last: "the week before last".
    BeforeLast,
    /// The one after the next.
    AfterNext,
    /// Two digits that end in 0, likewise: "los años 80".
    Tens,
    /// Digits or number words.
    Count,
}

/// Units of time, in order of length.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[allow(missing_docs)]
pub enum Unit {
    Minute,
    Hour,
    Day,
    Weekend,
    Week,
    Month,
    Quarter,
    Half,
    Year,
    Decade,
    Century,
}

impl Unit {
    pub(crate) const NAMES: [(&'static str, Unit); 11] = [
        ("minute", Unit::Minute),
        ("hour", Unit::Hour),
        ("day", Unit::Day),
        ("weekend", Unit::Weekend),
        ("week", Unit::Week),
        ("month", Unit::Month),
        ("quarter", Unit::Quarter),
        ("half", Unit::Half),
        ("year", Unit::Year),
        ("decade", Unit::Decade),
        ("century", Unit::Century),
    ];

    /// The unit with this number.
    pub fn from_number(n: i32) -> Option<Unit> {
        Unit::NAMES.get(usize::try_from(n).ok()?).map(|&(_, u)| u)
    }
}

/// Which field a matched word fills, where it isn't its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[allow(missing_docs)]
pub enum Role {
    Own,
    /// "last", "next", "this" said of the year, month, week or century.
    Year,
    Month,
    Week,
    Century,
    /// The first end of a stretch or list: "3 to 9 May".
    From,
}

/// What a relative expression is counted from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum From {
    /// The day of publication.
    #[default]
    Publication,
    /// The date named before in the text: "the next day".
    Text,
    /// The date named right after: "two days after 11 January".
    Next,
    /// The day that was named before in the line, else that of publication: "later in the day", "at 14:00 GMT".
    Day,
}

/// What a rule means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Kind {
    /// Calendar fields: day, month, year, weekday…
    Date,
    /// So many units before the anchor.
    Ago,
    /// So many units after the anchor.
    Ahead,
    /// This, last or next unit.
    Unit,
    /// The last so many units, up to the anchor.
    SpanBack,
    /// The next so many units, from the anchor.
    SpanAhead,
    /// Two days of a month that open and close a stretch.
    Range,
    /// Two days of a month.
    List,
    /// Looks like a date and is none: a duration, a set, another sense of the word.
    Nothing,
}

impl Kind {
    pub(crate) const NAMES: [(&'static str, Kind); 9] = [
        ("date", Kind::Date),
        ("ago", Kind::Ago),
        ("ahead", Kind::Ahead),
        ("unit", Kind::Unit),
        ("span_back", Kind::SpanBack),
        ("span_ahead", Kind::SpanAhead),
        ("range", Kind::Range),
        ("list", Kind::List),
        ("nothing", Kind::Nothing),
    ];
}

/// One step of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Atom {
    /// This word.
    Word(WordId),
    /// This mark.
    Mark(char),
    /// The next token is joined by a hyphen; takes no token.
    Hyphen,
    /// A word of a class (with this value, where one is asked for), or a number.
    Field(Field, Option<i32>, Role),
}

/// What a word or phrase can name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// What.
    pub field: Field,
    /// Which: 1 for Monday or January, the number, the offset in days, month × 100 + day of a feast.
    pub value: i32,
    /// Often something else.
    pub weak: bool,
}

/// What is known of a rule besides its steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleInfo {
    /// What it means.
    pub kind: Kind,
    /// What it is counted from.
    pub from: From,
    /// The whole unit is meant.
    pub whole: bool,
    /// Line of the pattern in its file, from 1.
    pub line: u32,
}

/// Node at which rules begin.
pub(crate) const RULES: u32 = 0;
/// Node at which those begin that are counted from the date that follows them.
pub(crate) const COUNTED: u32 = 1;

/// A node of the tree of rules.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct RuleNode {
    pub(crate) edges: Vec<(Atom, u32)>,
    /// Rule that ends here.
    pub(crate) rule: Option<u16>,
}

/// What opens a stretch and what joins its ends, as word numbers.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct RangeWords {
    pub(crate) open: Vec<WordId>,
    pub(crate) join: Vec<WordId>,
}

/// Bits of `DateTables::cues`.
pub(crate) mod cue {
    pub(crate) const FUTURE: u16 = 1;
    pub(crate) const PAST: u16 = 1 << 1;
    pub(crate) const SINCE: u16 = 1 << 2;
    pub(crate) const UNTIL: u16 = 1 << 3;
    pub(crate) const COUNTED: u16 = 1 << 4;
    pub(crate) const QUANTITY: u16 = 1 << 5;
    pub(crate) const COMPANY: u16 = 1 << 6;
    /// A rule may begin with this word.
    pub(crate) const START: u16 = 1 << 7;
    /// A clause begins.
    pub(crate) const CLAUSE: u16 = 1 << 8;
}

/// A language's dates, compiled: everything is looked up by word number.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DateTables {
    /// Which language.
    pub language: String,
    /// The file it was compiled from, as `rule_file` names files; empty where it is not known.
    pub file: String,
    pub(crate) capitalised: bool,
    /// Node of the phrase tree that a word begins; 0 for none. Indexed by word number; longer numbers have none.
    pub(crate) first: Vec<u32>,
    pub(crate) next: FxHashMap<(u32, WordId), u32>,
    /// Readings of each node.
    pub(crate) readings: Vec<Vec<Reading>>,
    /// Bits of `cue` by word number.
    pub(crate) cues: Vec<u16>,
    /// Tree of rules; its roots are [`RULES`] and [`COUNTED`].
    pub(crate) nodes: Vec<RuleNode>,
    pub(crate) rules: Vec<RuleInfo>,
    pub(crate) ranges: Vec<RangeWords>,
    /// Words that join the parts of a number: "and", «و».
    pub(crate) and: Vec<WordId>,
}

impl DateTables {
    pub(crate) fn cues_of(&self, word: WordId) -> u16 {
        self.cues.get(word as usize).copied().unwrap_or(0)
    }

    pub(crate) fn starts_rule(&self, word: WordId) -> bool {
        self.cues_of(word) & cue::START != 0
    }

    /// Whether a word says since when.
    pub fn says_since(&self, word: WordId) -> bool {
        self.cues_of(word) & cue::SINCE != 0
    }

    /// Whether a word names a unit of time: "week", «يومين».
    pub fn names_unit(&self, word: WordId) -> bool {
        let node = self.first.get(word as usize).copied().unwrap_or(0);
        self.readings[node as usize].iter().any(|reading| matches!(reading.field, Field::Unit | Field::Two))
    }

    /// The rules, in the file's order.
    pub fn rules(&self) -> &[RuleInfo] {
        &self.rules
    }
}
