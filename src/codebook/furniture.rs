//! `languages/furniture.yaml` as written: the words by which a page's lines that are no news give themselves away.

use schemars::JsonSchema;
use serde::Deserialize;

use super::load::bad_yaml;
use super::text::{Entries, Text};
use crate::diagnostic::{At, Diagnostic};

/// The file.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, PartialEq)]
#[serde(default, deny_unknown_fields)]
pub struct RawFurnitureFile {
    /// Kinds of lines, each with its words by language.
    pub furniture: RawFurniture,
}

/// Kinds of lines. Below each kind stand languages by their tag; any language may be added.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, PartialEq)]
#[serde(default, deny_unknown_fields)]
pub struct RawFurniture {
    /// A pointer to one other story: "Read also".
    pub read_also: Entries<RawMarkers>,
    /// The heading of a list of other stories: "Most read".
    pub related: Entries<RawMarkers>,
    /// Key words of the story: "Tags".
    pub tags: Entries<RawMarkers>,
    /// Where the story was taken from: "Source".
    pub source: Entries<RawMarkers>,
    /// Who wrote it.
    pub byline: Entries<RawMarkers>,
    /// A picture's caption or credit.
    pub caption: Entries<RawMarkers>,
    /// What readers wrote below the story, and its heading.
    pub comment: Entries<RawMarkers>,
    /// When the story was printed or changed: "Updated 3 hours ago".
    pub date: Entries<RawMarkers>,
    /// Share buttons, cookies, subscriptions, navigation, copyright.
    pub page: Entries<RawMarkers>,
}

/// The words of one kind in one language. Case, diacritics, spelling variants of hamza and alef, brackets and bullets before the
/// words and marks after them make no difference.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, PartialEq)]
#[serde(default, deny_unknown_fields)]
pub struct RawMarkers {
    /// A heading: alone on its line, or before a colon, a dash or a bar.
    pub label: Vec<Text>,
    /// The whole line.
    pub is: Vec<Text>,
    /// The line begins so.
    pub starts: Vec<Text>,
    /// The line ends so.
    pub ends: Vec<Text>,
    /// The line has these words somewhere.
    pub has: Vec<Text>,
    /// Dates only: names of months and days, units of time, "ago". A line of nothing but such words and numbers is a date.
    pub word: Vec<Text>,
    /// Dates only: small words that may stand among those ("at", "on").
    pub beside: Vec<Text>,
    /// Captions only: who pictures are credited to, beside a slash at the line's end ("Jane Doe/Reuters").
    pub credit: Vec<Text>,
}

impl RawFurniture {
    /// The kinds by name, as written in the file.
    pub fn kinds(&self) -> [(&'static str, &Entries<RawMarkers>); 9] {
        [
            ("read_also", &self.read_also),
            ("related", &self.related),
            ("tags", &self.tags),
            ("source", &self.source),
            ("byline", &self.byline),
            ("caption", &self.caption),
            ("comment", &self.comment),
            ("date", &self.date),
            ("page", &self.page),
        ]
    }
}

/// Reads one file.
///
/// # Errors
/// The first thing that is not of the shape above, with its place.
pub fn read_furniture(file: &str, text: &str) -> Result<RawFurniture, Diagnostic> {
    serde_saphyr::from_str::<RawFurnitureFile>(text).map(|file| file.furniture).map_err(|error| {
        let (line, column) = error.location().map_or((0, 0), |place| (place.line() as u32, place.column() as u32));
        bad_yaml(At { file: file.to_string(), line, column, length: 1 }, &error.without_snippet().to_string())
    })
}
