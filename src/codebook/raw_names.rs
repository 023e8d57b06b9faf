//! Who the codebook names, as written: actors, people, roles, and their names in each language.

use schemars::JsonSchema;
use serde::Deserialize;

use super::text::{List, Name, Text};
use crate::language::Lang;

/// One value for each language whose names the codebook holds, coded or not.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct ByName<T> {
    /// English.
    pub en: Option<T>,
    /// Arabic.
    pub ar: Option<T>,
    /// Spanish.
    pub es: Option<T>,
    /// French.
    pub fr: Option<T>,
    /// Russian.
    pub ru: Option<T>,
}

impl<T> Default for ByName<T> {
    fn default() -> Self {
        ByName { en: None, ar: None, es: None, fr: None, ru: None }
    }
}

impl<T> ByName<T> {
    /// What is written for a language.
    pub fn of(&self, lang: Lang) -> Option<&T> {
        pick(lang, [&self.en, &self.ar, &self.es, &self.fr, &self.ru]).as_ref()
    }
}

/// The value of a language; they are given in the order of [`Lang::ALL`].
fn pick<T>(lang: Lang, all: [&T; Lang::ALL.len()]) -> &T {
    all[lang.index()]
}

/// An actor that is no single person.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, PartialEq)]
#[serde(default, deny_unknown_fields)]
pub struct RawActor {
    /// Canonical name.
    pub name: Option<Text>,
    /// country, region, igo, ngo, company, media, party, armed_group, ethnic, religious.
    pub kind: Option<Text>,
    /// CAMEO actor code; the id where it is left out.
    pub code: Option<Text>,
    /// CAMEO known-group code.
    pub group: Option<Text>,
    /// Codes that change with time.
    pub codes: Vec<RawSpell>,
    /// English names.
    pub en: Option<RawNames>,
    /// Arabic names.
    pub ar: Option<RawNames>,
    /// Spanish names, in every form.
    pub es: Option<RawNames>,
    /// French names, in every form.
    pub fr: Option<RawNames>,
    /// Russian names, in every case.
    pub ru: Option<RawNames>,
}

impl RawActor {
    /// The names in a language.
    pub fn names(&self, lang: Lang) -> Option<&RawNames> {
        pick(lang, [&self.en, &self.ar, &self.es, &self.fr, &self.ru]).as_ref()
    }
}

/// The names of an actor in one language.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, PartialEq)]
#[serde(default, deny_unknown_fields)]
pub struct RawNames {
    /// Names, a role after a colon where one adds it.
    pub names: List<Name>,
    /// Adjectives and nouns of belonging. Arabic: the masculine singular.
    pub demonyms: List<Name>,
    /// Stands for the government where it acts, else a place.
    pub capital: List<Name>,
}

/// A code and when it holds; both ends inclusive.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct RawSpell {
    /// CAMEO actor code.
    pub code: Text,
    /// First day, YYYY-MM-DD.
    #[serde(default)]
    pub from: Option<Text>,
    /// Last day, YYYY-MM-DD; left out: still so.
    #[serde(default)]
    pub to: Option<Text>,
}

/// A person.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, PartialEq)]
#[serde(default, deny_unknown_fields)]
pub struct RawPerson {
    /// Canonical name.
    pub name: Option<Text>,
    /// English spellings.
    pub en: List<Name>,
    /// Arabic spellings.
    pub ar: List<Name>,
    /// Spanish spellings, where they are not the English ones.
    pub es: List<Name>,
    /// French spellings, where they are not the English ones.
    pub fr: List<Name>,
    /// Russian spellings, in every case.
    pub ru: List<Name>,
    /// Names that others bear too, and that mean this person only on days on which he holds an office: "Brown".
    pub in_office: ByName<Vec<Text>>,
    /// Offices with their dates.
    pub codes: Vec<RawSpell>,
}

impl RawPerson {
    /// The spellings in a language.
    pub fn names(&self, lang: Lang) -> &List<Name> {
        pick(lang, [&self.en, &self.ar, &self.es, &self.fr, &self.ru])
    }
}

/// A role: a word that makes an actor of a country.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, PartialEq)]
#[serde(default, deny_unknown_fields)]
pub struct RawRole {
    /// Role code or codes: GOV, MIL, COP, REB…; none for people of whom only whose they are counts ("staff").
    pub code: Option<Text>,
    /// office, person, force, body, thing.
    pub kind: Option<Text>,
    /// Country (CAMEO code) where the text names none: settlers are Israel's.
    pub home: Option<Text>,
    /// English words.
    pub en: List<Text>,
    /// Arabic words.
    pub ar: List<Text>,
}
