//! Codebook files as written. Every value keeps its place; nothing is checked beyond the shape. The JSON Schemas for editors are made
//! from these types, and their doc comments are the editor's help.

use schemars::JsonSchema;
use serde::Deserialize;

use super::raw_discards::RawDiscards;
use super::raw_names::{ByName, RawActor, RawPerson, RawRole};
use super::text::{Entries, List, Text};

/// One value a language; a new language is a line here.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct ByLanguage<T> {
    /// English.
    pub en: Option<T>,
    /// Arabic.
    pub ar: Option<T>,
}

impl<T> Default for ByLanguage<T> {
    fn default() -> Self {
        ByLanguage { en: None, ar: None }
    }
}

impl<T> ByLanguage<T> {
    /// The languages that are written, with their tags.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &T)> {
        [("en", &self.en), ("ar", &self.ar)].into_iter().filter_map(|(tag, value)| value.as_ref().map(|value| (tag, value)))
    }
}

/// `codebook.yaml`: what the codebook is.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct RawCodebook {
    /// Short name, used in file names and in every row's `rule_file`.
    pub id: Text,
    /// Version, quoted.
    pub version: Text,
    /// One line for people.
    #[serde(default)]
    pub title: Option<Text>,
    /// The codebook this one changes: the id of a shipped one, or a folder beside this one.
    #[serde(default)]
    pub extends: Option<Text>,
    /// Languages its examples must cover.
    #[serde(default)]
    pub languages: Vec<Text>,
    /// Quad-class scheme of the `quad_class` column: conventional, gdelt or phoenix.
    #[serde(default)]
    pub quad_class: Option<Text>,
    /// How an event is dated that is only reported or referred to and has no date of its own: month (of publication; so where this is
    /// left out), day (of publication) or none.
    #[serde(default)]
    pub undated_background: Option<Text>,
    /// Ids of actions, actors, people, roles, or phrases and topics of `discards` that are switched off.
    #[serde(default)]
    pub disable: Vec<Text>,
}

/// Any other file: each may hold any of these sections.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, PartialEq)]
#[serde(default, deny_unknown_fields)]
pub struct RawFile {
    /// Word lists by meaning.
    pub concepts: Entries<RawConcept>,
    /// What is coded.
    pub actions: Entries<RawAction>,
    /// Countries, organisations, groups.
    pub actors: Entries<RawActor>,
    /// People with their offices.
    pub people: Entries<RawPerson>,
    /// Roles that compose with a country.
    pub roles: Entries<RawRole>,
    /// Planned, asked for, refused, denied…
    pub frames: Entries<ByLanguage<RawFrame>>,
    /// Verbs that carry an event noun.
    pub light: Option<ByLanguage<RawLight>>,
    /// Cities.
    pub places: Entries<RawPlace>,
    /// Phrases and topics that code nothing.
    pub discards: Option<RawDiscards>,
    /// Names that are known to mean several actors: `check` is silent on them. What decides is the text: what is named near by, and the date.
    pub ambiguous: ByName<Vec<Text>>,
}

/// Words of one meaning.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, PartialEq)]
#[serde(default, deny_unknown_fields)]
pub struct RawConcept {
    /// English words.
    pub en: Option<RawWords>,
    /// Arabic words.
    pub ar: Option<RawWords>,
}

impl RawConcept {
    /// The languages written.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &RawWords)> {
        [("en", &self.en), ("ar", &self.ar)].into_iter().filter_map(|(tag, words)| words.as_ref().map(|words| (tag, words)))
    }
}

/// The words of a concept in one language.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, PartialEq)]
#[serde(default, deny_unknown_fields)]
pub struct RawWords {
    /// Matched in all forms of a verb. Arabic: `past/present`, and `/passive` where it looks different.
    pub verb: List<Text>,
    /// Matched in all forms of a noun. `singular/plural` where the plural is not regular.
    pub noun: List<Text>,
    /// Matched as written.
    pub word: List<Text>,
}

/// An action: codes by frame, patterns and examples.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, PartialEq)]
#[serde(default, deny_unknown_fields)]
pub struct RawAction {
    /// For people.
    pub label: Option<Text>,
    /// Frame to CAMEO code, or none.
    pub codes: Entries<Text>,
    /// Both sides do the same.
    pub reciprocal: Option<bool>,
    /// Role code of who does it where the text names no one ("protests broke out": CVL).
    pub default_source: Option<Text>,
    /// CAMEO code of what it is between two politicians of one country: "attacked her opponent" is said, not done.
    pub politicians: Option<Text>,
    /// Which reports may be one event (same actors, frame, day and place): those of the whole family, which is the default, or those of the
    /// same action below this one.
    pub merge: Option<Merge>,
    /// Sentences to look for.
    pub patterns: RawPatterns,
    /// Texts with the events they hold: they run as tests.
    pub examples: RawExamples,
}

/// Which reports of an action and of those below it may be one event.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum Merge {
    /// Reports of this action and of all below it: an attack is an attack, whatever the weapon.
    Family,
    /// Reports of the same action only: releasing prisoners and lifting a curfew are two deeds, though both are concessions.
    Action,
}

/// Patterns by language.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, PartialEq)]
#[serde(default, deny_unknown_fields)]
pub struct RawPatterns {
    /// English patterns.
    pub en: List<Text>,
    /// Arabic patterns.
    pub ar: List<Text>,
}

impl RawPatterns {
    /// The languages, with their tags.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &List<Text>)> {
        [("en", &self.en), ("ar", &self.ar)].into_iter()
    }
}

/// Examples by language.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, PartialEq)]
#[serde(default, deny_unknown_fields)]
pub struct RawExamples {
    /// English examples.
    pub en: Vec<RawExample>,
    /// Arabic examples.
    pub ar: Vec<RawExample>,
}

impl RawExamples {
    /// The languages, with their tags.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &Vec<RawExample>)> {
        [("en", &self.en), ("ar", &self.ar)].into_iter()
    }
}

/// A text and all the events it holds.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct RawExample {
    /// The text.
    pub text: Text,
    /// Day of publication, YYYY-MM-DD.
    #[serde(default)]
    pub published: Option<Text>,
    /// `SOURCE -> CODE -> TARGET [on DATE]`, one a line; `---` for a missing actor; [] for no event.
    pub expect: Vec<Text>,
}

/// The operators of a frame in one language; see `frames.yaml`.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, PartialEq)]
#[serde(default, deny_unknown_fields)]
pub struct RawFrame {
    /// Words right before the verb.
    pub aux: List<Text>,
    /// Governing verb or adjective whose subject is the inner subject.
    pub subject_control: List<Text>,
    /// `ask X to`: the object X is the inner subject.
    pub object_control: List<Text>,
    /// Governing noun.
    pub noun: List<Text>,
    /// Governing verb whose object is the event noun.
    pub object: List<Text>,
    /// Conjunctions and adverbs that put their clause into the frame.
    pub word: List<Text>,
    /// Those of the lists above that only frame an event and tell none by themselves ("want to", "should").
    pub silent: List<Text>,
}

/// Verbs that carry an event noun, in one language.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, PartialEq)]
#[serde(default, deny_unknown_fields)]
pub struct RawLight {
    /// The verb's subject does the event: "launch an attack".
    pub r#do: List<Text>,
    /// The verb's subject suffers it: "come under attack".
    pub undergo: List<Text>,
    /// The event itself is the subject: "clashes erupted".
    pub occur: List<Text>,
    /// The event is the subject and has had a result, whatever frames the verb: "the attack did not cause".
    pub result: List<Text>,
    /// Nouns that only carry the event noun after them: «عقد اجتماع», «شن هجوم».
    pub noun: List<Text>,
}

/// A city.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct RawPlace {
    /// Canonical name.
    pub name: Text,
    /// ISO alpha-3.
    pub country: Text,
    /// city, admin1 or other.
    pub r#type: Text,
    /// WGS 84 degrees.
    pub lat: f64,
    /// WGS 84 degrees.
    pub lon: f64,
    /// Inhabitants.
    #[serde(default)]
    pub pop: u64,
    /// English names.
    #[serde(default)]
    pub en: Vec<Text>,
    /// Arabic names.
    #[serde(default)]
    pub ar: Vec<Text>,
}

/// `codes.yaml`.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct RawCodes {
    /// CAMEO code to what it means.
    pub codes: Entries<RawCode>,
}

/// One CAMEO code.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct RawCode {
    /// CAMEO's label.
    pub label: Text,
    /// −10 to 10; left out where none is published.
    #[serde(default)]
    pub goldstein: Option<f32>,
    /// Quad class in each scheme.
    pub quad: RawQuad,
    /// PLOVER crosswalk.
    #[serde(default)]
    pub plover: RawPlover,
    /// Why no pattern, frame or example is asked of this code, in any language.
    #[serde(default)]
    pub waived: Option<Text>,
}

/// Quad class by scheme.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct RawQuad {
    /// 01–05 = 1, 06–08 = 2, 09–13 = 3, 14–20 = 4.
    pub conventional: i8,
    /// As in GDELT's rows.
    pub gdelt: i8,
    /// As in Phoenix.
    pub phoenix: i8,
}

/// PLOVER type, mode and context.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, PartialEq)]
#[serde(default, deny_unknown_fields)]
pub struct RawPlover {
    /// Event type.
    pub event: Option<Text>,
    /// Mode.
    pub mode: Option<Text>,
    /// Context.
    pub context: Option<Text>,
}

/// `actor_codes.yaml`: what the three-letter parts of an actor code can be.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, PartialEq)]
#[serde(default, deny_unknown_fields)]
pub struct RawActorCodes {
    /// Countries and regions.
    pub countries: Entries<Text>,
    /// Roles and international prefixes.
    pub roles: Entries<Text>,
    /// Known groups.
    pub groups: Entries<Text>,
    /// Ethnic groups.
    pub ethnic: Entries<Text>,
    /// Religions.
    pub religion: Entries<Text>,
}

/// Words that the engine asks for by what they mean rather than by their class. Prepositions among them must be prepositions of `words`.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, PartialEq)]
#[serde(default, deny_unknown_fields)]
pub struct RawLists {
    /// Prepositions that put something somewhere.
    pub locatives: Vec<Text>,
    /// Those of `locatives` that also lead objects: after them a capital may still be a government («نددت بأنقرة»).
    pub leading: Vec<Text>,
    /// Prepositions between a role and where it belongs.
    pub belonging: Vec<Text>,
    /// Prepositions that name both sides of what happens.
    pub between: Vec<Text>,
    /// Prepositions before who must do what a clause says.
    pub obliging: Vec<Text>,
    /// Prepositions before what a verb of saying announces as the speaker's own: «أعلن الجيش عن مقتل».
    pub announcing: Vec<Text>,
    /// Prepositions before what a verb of saying reports of others: «أفاد المصدر بمقتل».
    pub reporting: Vec<Text>,
    /// Prepositions before who says so: "according to the ministry".
    pub attributing: Vec<Text>,
    /// Prepositions before what somebody is blamed for: "chided Chile for backing rebels".
    pub blaming: Vec<Text>,
    /// Pronouns of the speaker.
    pub first_person: Vec<Text>,
    /// Pronouns of one other person.
    pub third_person: Vec<Text>,
    /// Countries that are masculine, or both, in a language whose countries are feminine; normalised.
    pub masculine: Vec<Text>,
    /// Words of "that" with the pronoun of who acts in the clause: «قالت روسيا إنها أرسلت».
    pub that_one: Vec<Text>,
    /// Words before a noun that make it one that need not be: "any attack".
    pub any: Vec<Text>,
    /// Nouns that, with the article, mean the armed group named before: "the group", «التنظيم».
    pub group: Vec<Text>,
    /// Words before a verb that somebody is kept or warned from: "warned Chile against attacking".
    pub averting: Vec<Text>,
    /// Words that single out one of many, whose infinitive tells what he did: "the first president to visit".
    pub singling: Vec<Text>,
    /// Words that take the office from who held it: "the former Malian president".
    pub former: Vec<Text>,
    /// Words before a noun that make it one already spoken of: "the attack".
    pub definite: Vec<Text>,
    /// Pronouns of a thing or of several: a country, a government, a group.
    pub third_thing: Vec<Text>,
    /// Words that name the more telling part of a whole: "21 people, including 18 soldiers".
    pub including: Vec<Text>,
    /// Words beside a name that make it a first-level division: "province", «محافظة».
    pub divisions: Vec<Text>,
    /// Words beside a name that make it a town: "the town of".
    pub towns: Vec<Text>,
    /// Words that may stand between these and the name: "of".
    pub linking: Vec<Text>,
    /// Nouns that say where something lies from what follows: "north of".
    pub directions: Vec<Text>,
    /// Prepositions before where something comes from: "withdrew from".
    pub leaving: Vec<Text>,
    /// Prepositions before where something goes to: "sent to".
    pub arriving: Vec<Text>,
    /// Prepositions before who or what is beside: "with".
    pub company: Vec<Text>,
    /// Words that open a condition: "if".
    pub conditions: Vec<Text>,
    /// Participles after a hyphen that say whose something is: "U.S.-flagged".
    pub owning: Vec<Text>,
    /// Nouns of a number of people, who are named after "of": "a group of".
    pub collective: Vec<Text>,
}

/// `languages/xx.yaml`: the function words the engine's grammar switches read.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct RawLanguage {
    /// BCP 47 tag.
    pub language: Text,
    /// Word class to words.
    pub words: Entries<Vec<Text>>,
    /// Words the engine asks for by their meaning.
    #[serde(default)]
    pub lists: RawLists,
    /// Verbs that are no trigger but bound clauses, in all their forms (`past/present` in Arabic).
    #[serde(default)]
    pub verbs: Vec<Text>,
    /// Of those, verbs of saying: what follows is a clause.
    #[serde(default)]
    pub saying: Vec<Text>,
}
