//! The section `discards` as written: what is said in the words of conflict and politics and is no event.

use schemars::JsonSchema;
use serde::Deserialize;

use super::raw::{ByLanguage, RawExamples, RawWords};
use super::text::{Entries, List, Text};

/// What codes nothing: fixed phrases, and sentences on subjects that are no politics.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, PartialEq)]
#[serde(default, deny_unknown_fields)]
pub struct RawDiscards {
    /// How many points the words of topics give, and from where on a sentence is discarded.
    pub gate: RawGate,
    /// Fixed phrases that swallow the words in them: "heart attack" is no attack.
    pub phrases: Entries<RawPhrase>,
    /// Subjects: a sentence with enough of a topic's words codes nothing.
    pub topics: Entries<RawTopic>,
    /// Words that keep a sentence, whatever its topic: a bombing at a stadium.
    pub veto: RawVeto,
}

/// The points of the topic gate. Each word counts once a sentence.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, PartialEq)]
#[serde(default, deny_unknown_fields)]
pub struct RawGate {
    /// Points from which a sentence is discarded.
    pub threshold: Option<u16>,
    /// Points of a strong word.
    pub strong: Option<u16>,
    /// Points of a weak word; a weak word of `veto` takes as many away.
    pub weak: Option<u16>,
    /// Points added where the title has a strong word of the topic, or two weak ones. They help a sentence that has a word of the topic itself.
    pub title: Option<u16>,
    /// Points added where the rest of the article is on the topic, likewise.
    pub article: Option<u16>,
    /// Points in a hundred words that make a text one on the topic.
    pub density: Option<u16>,
    /// And points in all.
    pub least: Option<u16>,
}

/// Phrases that swallow the words in them.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, PartialEq)]
#[serde(default, deny_unknown_fields)]
pub struct RawPhrase {
    /// English phrases.
    pub en: Option<RawWords>,
    /// Arabic phrases.
    pub ar: Option<RawWords>,
    /// Texts that hold such a phrase and code nothing: they run as tests.
    pub examples: RawTexts,
}

impl RawPhrase {
    /// The languages written.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &RawWords)> {
        [("en", &self.en), ("ar", &self.ar)].into_iter().filter_map(|(tag, words)| words.as_ref().map(|words| (tag, words)))
    }
}

/// A subject that is no politics.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, PartialEq)]
#[serde(default, deny_unknown_fields)]
pub struct RawTopic {
    /// For people.
    pub label: Option<Text>,
    /// Whether the words of `veto` keep a sentence on this topic. Left out: yes.
    pub veto: Option<bool>,
    /// English words.
    pub en: Option<RawGraded>,
    /// Arabic words.
    pub ar: Option<RawGraded>,
    /// Texts on the topic, which code nothing: they run as tests.
    pub examples: RawTexts,
}

impl RawTopic {
    /// The languages written.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &RawGraded)> {
        [("en", &self.en), ("ar", &self.ar)].into_iter().filter_map(|(tag, words)| words.as_ref().map(|words| (tag, words)))
    }
}

/// Words by how much they say.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, PartialEq)]
#[serde(default, deny_unknown_fields)]
pub struct RawGraded {
    /// Said of hardly anything else: one or two make the topic.
    pub strong: RawWords,
    /// Said of other things too: several make the topic, or one in an article on it.
    pub weak: RawWords,
}

impl RawGraded {
    /// Both lists, and whether it is the strong one.
    pub fn grades(&self) -> [(bool, &RawWords); 2] {
        [(true, &self.strong), (false, &self.weak)]
    }

    /// All entries of both.
    pub fn entries(&self) -> impl Iterator<Item = &Text> {
        self.strong.entries().chain(self.weak.entries())
    }
}

/// Words that keep a sentence: one strong one does, a weak one takes points from every topic.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, PartialEq)]
#[serde(default, deny_unknown_fields)]
pub struct RawVeto {
    /// English words.
    pub en: Option<RawGraded>,
    /// Arabic words.
    pub ar: Option<RawGraded>,
    /// Texts that are on a topic and hold events all the same: they run as tests.
    pub examples: RawExamples,
}

impl RawVeto {
    /// The languages written.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &RawGraded)> {
        [("en", &self.en), ("ar", &self.ar)].into_iter().filter_map(|(tag, words)| words.as_ref().map(|words| (tag, words)))
    }
}

/// Texts by language.
pub type RawTexts = ByLanguage<Vec<Text>>;

impl RawWords {
    /// The lists by name.
    pub fn lists(&self) -> [(&'static str, &List<Text>); 3] {
        [("verb", &self.verb), ("noun", &self.noun), ("word", &self.word)]
    }

    /// The entries of all lists.
    pub fn entries(&self) -> impl Iterator<Item = &Text> {
        self.lists().into_iter().flat_map(|(_, list)| list.replace.iter().flatten())
    }
}

impl RawDiscards {
    /// The words of all phrases, topics and veto.
    pub fn words(&self) -> impl Iterator<Item = &RawWords> {
        let phrases = self.phrases.0.iter().flat_map(|(_, phrase)| phrase.iter()).map(|(_, words)| words);
        let graded = self.topics.0.iter().flat_map(|(_, topic)| topic.iter()).chain(self.veto.iter());
        phrases.chain(graded.flat_map(|(_, graded)| graded.grades()).map(|(_, words)| words))
    }
}
