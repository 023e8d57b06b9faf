use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{ActorCode, DateLink, DateValue, Part, Span};

/// An actor as coded from a noun phrase.
#[derive(Clone, Debug, PartialEq)]
pub struct ActorRef {
    /// Its code; empty where the text names someone without saying who.
    pub code: ActorCode,
    /// Canonical name from the codebook; None for a bare role.
    pub name: Option<Part>,
    /// The words that gave it: bytes of the article's text.
    pub span: Span,
}

/// What a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum PlaceType {
    /// A state or territory.
    Country,
    /// A first-level division.
    Admin1,
    /// A city, town or village.
    City,
    /// Anything else.
    Other,
}

impl PlaceType {
    /// The word used in the tables.
    pub fn as_str(self) -> &'static str {
        match self {
            PlaceType::Country => "country",
            PlaceType::Admin1 => "admin1",
            PlaceType::City => "city",
            PlaceType::Other => "other",
        }
    }
}

/// Why a place is an event's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PlaceLink {
    /// Its clause says so.
    #[default]
    Clause,
    /// It is what was shelled, taken or visited.
    Target,
    /// Another clause of its sentence says so.
    Sentence,
    /// The report was written there, of its own country.
    Dateline,
    /// The first sentence of the report says so, of the same country.
    Lead,
}

impl PlaceLink {
    /// The word used in the tables.
    pub fn as_str(self) -> &'static str {
        match self {
            PlaceLink::Clause => "clause",
            PlaceLink::Target => "target",
            PlaceLink::Sentence => "sentence",
            PlaceLink::Dateline => "dateline",
            PlaceLink::Lead => "lead",
        }
    }
}

/// How a place was told from others of its name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PlaceChoice {
    /// There is no other.
    #[default]
    Only,
    /// Its sentence names the country.
    Written,
    /// The article names the country.
    Context,
    /// Nothing is said: it has the most inhabitants.
    Population,
}

impl PlaceChoice {
    /// The word used in the tables.
    pub fn as_str(self) -> &'static str {
        match self {
            PlaceChoice::Only => "only",
            PlaceChoice::Written => "written",
            PlaceChoice::Context => "context",
            PlaceChoice::Population => "population",
        }
    }
}

/// The place of an action.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// Canonical name.
    pub name: String,
    /// What it is.
    pub kind: PlaceType,
    /// ISO alpha-3 of the country.
    pub country: Option<String>,
    /// First-level division.
    pub admin1: Option<String>,
    /// WGS 84 degrees; None for a country (never a centroid).
    pub latitude: Option<f64>,
    /// WGS 84 degrees.
    pub longitude: Option<f64>,
    /// GeoNames id.
    pub geonames_id: Option<i64>,
    /// The words that named it: bytes of the article's text.
    pub span: Span,
    /// Why it is the event's.
    pub link: PlaceLink,
    /// How it was told from others of its name.
    pub choice: PlaceChoice,
}

/// Which words made the mention: bytes of the article's text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Evidence {
    /// The sentence.
    pub sentence: Span,
    /// The words of the action.
    pub action: Span,
    /// The words of the date, where it was said.
    pub date: Option<Span>,
    /// Why that date.
    pub date_link: DateLink,
    /// File and line of the rule that read its words.
    pub date_rule: Option<String>,
}

/// One report of an event in one sentence of one article.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// Id of the article.
    pub article_id: String,
    /// Index of the sentence in the article, from 0.
    pub sentence: u32,
    /// Title or first paragraph.
    pub in_lead: bool,
    /// Who does it; None where the text names none.
    pub source: Option<ActorRef>,
    /// To whom.
    pub target: Option<ActorRef>,
    /// CAMEO code, as text.
    pub code: String,
    /// Family of the action: reports of one family may tell one event.
    pub family: Part,
    /// How it is presented: "assert", "intend", "threaten stop"…
    pub frame: String,
    /// When.
    pub date: DateValue,
    /// Where.
    pub place: Option<Place>,
    /// The words.
    pub evidence: Evidence,
    /// Id of the action pattern that fired: `aid.military/en/1` (action, language, number of the pattern from 1).
    pub rule: String,
    /// File of the pattern, as `codebook id/path`.
    pub rule_file: String,
    /// Line of the pattern, from 1.
    pub rule_line: u32,
    /// Actor code of who is quoted as saying so.
    pub attributed_to: Option<String>,
    /// 0 to 1.
    pub confidence: f32,
    /// Both sides do the same: the two directions are one event.
    pub reciprocal: bool,
    /// The day its article was published, where that is known to the day.
    pub published: Option<NaiveDate>,
}

/// Whether an action code says more than another: more digits, zeros at the end apart (194 more than 190), then the lower one, so that of
/// any number of codes the same one always wins.
pub fn is_more_specific(code: &str, than: &str) -> bool {
    let depth = |code: &str| code.trim_end_matches('0').len();
    (std::cmp::Reverse(depth(code)), code) < (std::cmp::Reverse(depth(than)), than)
}
