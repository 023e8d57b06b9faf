//! What `dyads stats` counts, as its JSON has it.

use chrono::NaiveDate;
use serde::Serialize;

/// All counts.
#[derive(Debug, Default, PartialEq, Serialize)]
pub struct Stats {
    /// The codebook it was coded with, id and version.
    pub codebook: String,
    /// Articles read: the denominator.
    pub articles: u64,
    /// Articles with an event at least.
    pub coded_articles: u64,
    /// Articles whose text an earlier one had.
    pub duplicates: u64,
    /// Distinct events.
    pub events: u64,
    /// Mentions of them.
    pub mentions: u64,
    /// Events to a thousand articles.
    pub events_per_1000_articles: Option<f64>,
    /// By language of the article.
    pub languages: Vec<OfLanguage>,
    /// By day of publication; of an event the day of its first report.
    pub days: Vec<OfDay>,
    /// Articles and events whose day of publication is not known.
    pub undated: Undated,
    /// Pairs of countries, most frequent first; the share is of the events that have both.
    pub country_pairs: Vec<Pair>,
    /// By root of the action's code.
    pub root_codes: Vec<Count>,
    /// By quad class, in the scheme of the codebook.
    pub quad_classes: Vec<Count>,
    /// By precision of the event's date.
    pub date_precision: Vec<Count>,
    /// By what the date is taken from.
    pub date_basis: Vec<Count>,
    /// By kind of the place; "none" where the text gives none.
    pub place_types: Vec<Count>,
    /// Articles by what their date of publication is taken from.
    pub published_basis: Vec<Count>,
    /// Articles that are as a whole on a subject that codes nothing, by that subject.
    pub topics: Vec<Count>,
    /// Records that could not be read.
    pub rejects: u64,
    /// Their reasons; figures in them are written as #.
    pub reject_reasons: Vec<Reason>,
}

/// One language.
#[derive(Debug, Default, PartialEq, Serialize)]
pub struct OfLanguage {
    /// BCP 47; und where it could not be told.
    pub language: String,
    /// Articles read.
    pub articles: u64,
    /// Articles with an event.
    pub coded_articles: u64,
    /// Articles whose text an earlier one had.
    pub duplicates: u64,
    /// Events that an article in it tells; one that two languages tell counts in both.
    pub events: u64,
    /// Mentions.
    pub mentions: u64,
    /// Events to a thousand articles.
    pub events_per_1000_articles: Option<f64>,
}

/// One day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct OfDay {
    /// The day.
    pub day: NaiveDate,
    /// Articles published on it.
    pub articles: u64,
    /// Events first reported on it.
    pub events: u64,
}

/// What has no day.
#[derive(Debug, Default, PartialEq, Serialize)]
pub struct Undated {
    /// Articles whose publication is not known to the day.
    pub articles: u64,
    /// Events none of whose articles is dated.
    pub events: u64,
}

/// Source and target.
#[derive(Debug, Default, PartialEq, Serialize)]
pub struct Pair {
    /// Three-letter code of the source's country.
    pub source: String,
    /// Of the target's.
    pub target: String,
    /// In words.
    pub names: [String; 2],
    /// Events.
    pub events: u64,
    /// Of the events with both countries.
    pub share: f64,
}

/// How often a value occurs.
#[derive(Debug, Default, PartialEq, Serialize)]
pub struct Count {
    /// The value.
    pub value: String,
    /// What it means, where that is not plain.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// How often.
    pub count: u64,
    /// Of all.
    pub share: f64,
}

/// Why records could not be read.
#[derive(Debug, Default, PartialEq, Serialize)]
pub struct Reason {
    /// In words, figures as #.
    pub reason: String,
    /// How many records.
    pub count: u64,
    /// The first of them.
    pub first: String,
}
