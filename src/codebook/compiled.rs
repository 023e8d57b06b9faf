//! What runs: every name resolved to a number, every form generated, one lexicon a language. Built once, then only read.

use std::borrow::Cow;

use chrono::NaiveDate;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use smallvec::SmallVec;

use super::dates::DateTables;
use super::lexicon::Lexicon;
use crate::language::{Lang, Profile, Vocabulary};
use crate::model::{ActorCode, Part, PlaceType, Undated, WordId};

/// A compiled codebook.
#[derive(Serialize, Deserialize)]
pub struct Codebook {
    /// Id of the outermost codebook.
    pub id: String,
    /// Its version.
    pub version: String,
    /// SHA-256 over all its files, hex.
    pub sha256: String,
    /// How what is only reported or referred to is dated.
    pub undated: Undated,
    /// All words.
    pub vocabulary: Vocabulary,
    /// One for each of [`Lang::ALL`], in that order.
    pub languages: Vec<Language>,
    /// Actors and people.
    pub actors: Vec<Actor>,
    /// Roles.
    pub roles: Vec<Role>,
    /// Cities.
    pub cities: Vec<City>,
    /// Ids of the concepts, then the names of those made of a verb and a preposition ("meet with").
    pub concepts: Vec<String>,
    /// How many concepts are the codebook's own.
    pub written_concepts: usize,
    /// Actions.
    pub actions: Vec<Action>,
    /// The action whose cells say what a frame means where no action does.
    pub default_action: Option<u32>,
    /// CAMEO codes.
    pub codes: FxHashMap<String, CodeRow>,
    /// Frame names; index is [`FrameId`].
    pub frames: Vec<String>,
    /// Ids of the phrases that are discarded.
    pub discards: Vec<String>,
    /// Topics whose sentences are discarded.
    pub topics: Vec<Topic>,
    /// From where on they are.
    pub gate: Gate,
    /// Role codes named after a colon ("Kremlin: GOV"); index 0 is none.
    pub suffixes: Vec<Part>,
}

/// Number of a frame in `Codebook::frames`.
pub type FrameId = u8;

/// Words that the engine asks for by what they mean; see `RawLists`.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Lists {
    /// Prepositions that put something somewhere.
    pub locatives: Vec<u16>,
    /// Those of `locatives` that also lead objects: after them a capital may still be a government («نددت بأنقرة»).
    pub leading: Vec<u16>,
    /// Prepositions between a role and where it belongs.
    pub belonging: Vec<u16>,
    /// Prepositions that name both sides of what happens.
    pub between: Vec<u16>,
    /// Prepositions before who must do what a clause says.
    pub obliging: Vec<u16>,
    /// Prepositions before what a verb of saying announces as the speaker's own: «أعلن الجيش عن مقتل».
    pub announcing: Vec<u16>,
    /// Prepositions before what a verb of saying reports of others: «أفاد المصدر بمقتل».
    pub reporting: Vec<u16>,
    /// Prepositions before who says so: "according to the ministry".
    pub attributing: Vec<u16>,
    /// Prepositions before what somebody is blamed for: "chided Chile for backing rebels".
    pub blaming: Vec<u16>,
    /// Pronouns of the speaker.
    pub first_person: Vec<crate::model::WordId>,
    /// Pronouns of one other person.
    pub third_person: Vec<crate::model::WordId>,
    /// Countries that are masculine, or both, in a language whose countries are feminine; normalised.
    pub masculine: Vec<crate::model::WordId>,
    /// Words of "that" with the pronoun of who acts in the clause: «قالت روسيا إنها أرسلت».
    pub that_one: Vec<crate::model::WordId>,
    /// Words before a noun that make it one that need not be: "any attack".
    pub any: Vec<crate::model::WordId>,
    /// Nouns that, with the article, mean the armed group named before: "the group", «التنظيم».
    pub group: Vec<crate::model::WordId>,
    /// Words before a verb that somebody is kept or warned from: "warned Chile against attacking".
    pub averting: Vec<crate::model::WordId>,
    /// Words that single out one of many, whose infinitive tells what he did: "the first president to visit".
    pub singling: Vec<crate::model::WordId>,
    /// Words that take the office from who held it: "the former Malian president".
    pub former: Vec<crate::model::WordId>,
    /// Words before a noun that make it one already spoken of: "the attack".
    pub definite: Vec<crate::model::WordId>,
    /// Pronouns of a thing or of several: a country, a government, a group.
    pub third_thing: Vec<crate::model::WordId>,
    /// Words that name the more telling part of a whole: "21 people, including 18 soldiers".
    pub including: Vec<crate::model::WordId>,
    /// Words beside a name that make it a first-level division: "province".
    pub divisions: Vec<crate::model::WordId>,
    /// Words beside a name that make it a town: "the town of".
    pub towns: Vec<crate::model::WordId>,
    /// Words that may stand between these and the name: "of".
    pub linking: Vec<crate::model::WordId>,
    /// Nouns that say where something lies from what follows: "north of".
    pub directions: Vec<crate::model::WordId>,
    /// Prepositions before where something comes from.
    pub leaving: Vec<u16>,
    /// Prepositions before where something goes to.
    pub arriving: Vec<u16>,
    /// Prepositions before who or what is beside: "with".
    pub company: Vec<u16>,
    /// Words that open a condition: "if".
    pub conditions: Vec<crate::model::WordId>,
    /// Participles after a hyphen that say whose something is: "U.S.-flagged".
    pub owning: Vec<crate::model::WordId>,
    /// Nouns of a number of people, who are named after "of".
    pub collective: Vec<crate::model::WordId>,
}

/// A language of the codebook.
#[derive(Serialize, Deserialize)]
pub struct Language {
    /// Grammar switches.
    pub profile: Profile,
    /// All its words.
    pub lexicon: Lexicon,
    /// Patterns whose head is this concept: indexes into `patterns`.
    pub by_head: Vec<Vec<u32>>,
    /// By concept: an action it heads knows its doer without its being said.
    pub sourced: Vec<bool>,
    /// How many patterns are the codebook's own; the others are theirs for a verb with its preposition.
    pub written: usize,
    /// Patterns.
    pub patterns: Vec<Pattern>,
    /// Frame operators.
    pub operators: Vec<Operator>,
    /// The frame `negate`, if the codebook has it.
    pub negate: Option<FrameId>,
    /// The frame `intend`, if the codebook has it.
    pub intend: Option<FrameId>,
    /// The frame `suppose`, if the codebook has it: of what is only a purpose, a condition or a question.
    pub suppose: Option<FrameId>,
    /// The word of "that"-clauses, as operators end in it.
    pub that: Option<crate::model::WordId>,
    /// Prepositions, by their number.
    pub prepositions: Vec<String>,
    /// Words asked for by their meaning.
    pub lists: Lists,
    /// Prepositions of possession ("of", ل) and origin («من»), by number.
    pub of: SmallVec<[u16; 2]>,
    /// How many words have marks: the number of the next.
    pub marked: u32,
    /// How dates are written; None where the codebook has no file for the language.
    pub dates: Option<DateTables>,
}

/// A subject that is no politics.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Topic {
    /// Id in the codebook.
    pub id: String,
    /// The flag of an article on it: "topic_" and the id.
    pub flag: String,
    /// Words of the codebook's `veto` keep a sentence on it.
    pub veto: bool,
}

/// Most topics a codebook may have.
pub const MOST_TOPICS: usize = 24;

/// The points of the topic gate; see `RawGate`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gate {
    /// Points from which a sentence is discarded.
    pub threshold: u16,
    /// Points of a strong word.
    pub strong: u16,
    /// Points of a weak word.
    pub weak: u16,
    /// Points for a title on the topic.
    pub title: u16,
    /// Points for an article on the topic.
    pub article: u16,
    /// Points in a hundred words of a text on the topic.
    pub density: u16,
    /// And points in all.
    pub least: u16,
}

impl Default for Gate {
    fn default() -> Self {
        Gate { threshold: 4, strong: 2, weak: 1, title: 1, article: 1, density: 4, least: 6 }
    }
}

/// An actor or person.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Actor {
    /// Id in the codebook.
    pub id: String,
    /// Canonical name.
    pub name: Part,
    /// What it is.
    pub kind: ActorKind,
    /// Codes with the days they hold, inclusive; at least one.
    pub spells: Vec<Spell>,
    /// Of a region: it lies in one country (Darfur), whose code it has; not a part of the world.
    pub in_country: bool,
}

impl Actor {
    /// The code on a day: the spell that holds it, else the nearest one; without a day the latest. Before their first office people are known by
    /// their country alone.
    pub fn code_on(&self, day: Option<NaiveDate>) -> Cow<'_, ActorCode> {
        let before = |day: NaiveDate| self.spells.iter().all(|spell| spell.from.is_some_and(|from| day < from));
        let code = self.nearest(day);
        if self.kind == ActorKind::Person && day.is_some_and(before) && code.country.is_some() {
            return Cow::Owned(ActorCode { country: code.country.clone(), ..ActorCode::default() });
        }
        Cow::Borrowed(code)
    }

    /// Whether a person holds an office on a day.
    pub fn in_office(&self, day: NaiveDate) -> bool {
        let holds = |spell: &Spell| spell.from.is_none_or(|from| from <= day) && spell.to.is_none_or(|to| day <= to);
        self.spells.iter().any(|spell| holds(spell) && !spell.code.roles.iter().any(|role| role == "ELI"))
    }

    fn nearest(&self, day: Option<NaiveDate>) -> &ActorCode {
        let distance = |spell: &Spell| match day {
            // The one that still holds, else the one that ended last.
            None => spell.to.map_or(0, |to| i64::from(i32::MAX) - i64::from(chrono::Datelike::num_days_from_ce(&to))),
            Some(day) => {
                let before = spell.from.map_or(0, |from| (from - day).num_days().max(0));
                let after = spell.to.map_or(0, |to| (day - to).num_days().max(0));
                before + after
            }
        };
        // Spells are in the codebook's order; of equals the later one holds.
        let best = self.spells.iter().rev().min_by_key(|spell| distance(spell));
        best.map_or(&self.spells[0].code, |spell| &spell.code)
    }
}

/// A code and when it holds.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Spell {
    /// The code.
    pub code: ActorCode,
    /// First day.
    pub from: Option<NaiveDate>,
    /// Last day.
    pub to: Option<NaiveDate>,
}

/// What an actor is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ActorKind {
    /// A state or territory.
    Country,
    /// A part of the world.
    Region,
    /// A person.
    Person,
    /// Media, quoted as sources.
    Media,
    /// An armed group.
    ArmedGroup,
    /// Ethnic or religious group.
    People,
    /// Any other organisation.
    Organisation,
}

/// A role.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Role {
    /// Id in the codebook.
    pub id: String,
    /// Role codes.
    pub codes: Vec<Part>,
    /// What kind of word it is.
    pub kind: RoleKind,
    /// Country where the text names none.
    pub home: Option<Part>,
}

/// What kind of word a role is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RoleKind {
    /// One person: "foreign minister".
    Office,
    /// People: "soldiers".
    Person,
    /// A force: "army".
    Force,
    /// A body: "parliament".
    Body,
    /// A thing that stands for who uses it: "warplane".
    Thing,
}

/// A city of the gazetteer.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct City {
    /// Canonical name.
    pub name: String,
    /// ISO alpha-3.
    pub country: Part,
    /// WGS 84 degrees.
    pub latitude: f64,
    /// WGS 84 degrees.
    pub longitude: f64,
    /// GeoNames id, for those of the gazetteer.
    pub geonames_id: Option<i64>,
    /// City, division or other.
    pub kind: PlaceType,
    /// Inhabitants.
    pub population: u64,
}

/// An action: frame to code.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Action {
    /// Id in the codebook.
    pub id: String,
    /// What its reports have in common with those of other actions that may tell the same event: an action's id.
    pub family: Part,
    /// Both sides do the same.
    pub reciprocal: bool,
    /// Role code of the source where the text names none.
    pub default_source: Option<Part>,
    /// Code of what it is between two politicians of one country.
    pub politicians: Option<String>,
    /// Cells after inheritance: frame name (may be two: "threaten stop") to code; None is "none".
    pub cells: FxHashMap<String, Option<String>>,
}

/// What a place of a pattern takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Slot {
    /// The source.
    Source,
    /// The target.
    Target,
    /// A phrase of this concept.
    Concept(u32),
}

/// A place of a pattern.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Place {
    /// What it takes.
    pub slot: Slot,
    /// May be missing.
    pub optional: bool,
    /// Prepositions that introduce it; empty: bare.
    pub prepositions: Vec<u16>,
}

/// A compiled pattern: a valency frame.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Pattern {
    /// Which action.
    pub action: u32,
    /// Head concept.
    pub head: u32,
    /// The head has verbs in this language and the pattern is verbal; else only its nouns are heads.
    pub verbal: bool,
    /// Subject.
    pub subject: Option<Place>,
    /// Objects, in order.
    pub objects: Vec<Place>,
    /// Prepositional parts.
    pub obliques: Vec<Place>,
    /// Its first object is the verb's own, not that of a part before it: the pattern has a passive.
    pub passive: bool,
    /// Concepts that its places take, as bits: a sentence without them is none of its.
    pub needs: u64,
    /// `action/language/number`.
    pub rule: String,
    /// `codebook/file`.
    pub file: String,
    /// Line, from 1.
    pub line: u32,
}

/// A frame operator: what governs an event and changes its code.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Operator {
    /// Which frame.
    pub frame: FrameId,
    /// How it governs.
    pub kind: OperatorKind,
    /// Its subject asks or accuses: the source of the event, whoever is to do it.
    pub asks: bool,
    /// The word between it and what it governs: "to", "of", ب.
    pub marker: Option<WordId>,
    /// It tells no event by itself.
    pub silent: bool,
    /// Preposition before X of an object control ("طلب من X").
    pub object_preposition: Option<u16>,
    /// What a mention that it tells by itself is named after: `frame/language/words`.
    pub rule: String,
    /// `codebook/file`.
    pub file: String,
    /// Line, from 1.
    pub line: u32,
}

/// How an operator governs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum OperatorKind {
    /// Right before the verb.
    Aux,
    /// Its subject is the inner subject.
    Subject,
    /// Its object is the inner subject.
    Object,
    /// A noun.
    Noun,
    /// Its object is the event noun.
    EventObject,
    /// A conjunction or adverb over its clause.
    Word,
}

/// What CAMEO says of a code.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CodeRow {
    /// Label.
    pub label: String,
    /// −10 to 10.
    pub goldstein: Option<f32>,
    /// By the codebook's scheme.
    pub quad_class: i8,
    /// PLOVER type.
    pub plover_event: Option<String>,
    /// PLOVER mode.
    pub plover_mode: Option<String>,
    /// PLOVER context.
    pub plover_context: Option<String>,
}

impl Language {
    /// The patterns as the codebook has them.
    pub fn written_patterns(&self) -> &[Pattern] {
        &self.patterns[..self.written]
    }
}

impl Codebook {
    /// A language's tables.
    pub fn language(&self, lang: Lang) -> &Language {
        &self.languages[lang.index()]
    }

    /// The number of a frame by name.
    pub fn frame(&self, name: &str) -> Option<FrameId> {
        self.frames.iter().position(|frame| frame == name).map(|i| i as FrameId)
    }
}
