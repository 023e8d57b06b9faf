//! What codes nothing: phrases into the lexicon as senses that swallow what is in them, words of topics as marks beside the senses.

use super::{Compiler, items};
use crate::codebook::compiled::{Gate, Language, MOST_TOPICS, Topic};
use crate::codebook::expand::{ExpandError, Part, expand};
use crate::codebook::lexicon::Mark;
use crate::codebook::raw::RawWords;
use crate::codebook::raw_discards::{RawDiscards, RawGraded, RawPhrase, RawTopic};
use crate::codebook::text::{List, Text};
use crate::diagnostic::Diagnostic;
use crate::language::{Inflected, Lang};
use crate::model::Sense;

impl<'a> Compiler<'a> {
    fn raw_discards(&self) -> Option<&'a RawDiscards> {
        self.book.body.discards.as_ref()
    }

    fn on(&self, id: &Text) -> bool {
        !self.disabled.contains(&id.value.as_str())
    }

    fn phrases(&self) -> Vec<(&'a Text, &'a RawPhrase)> {
        let all = self.raw_discards().into_iter().flat_map(|raw| &raw.phrases.0);
        all.filter(|(id, _)| self.on(id)).map(|(id, phrase)| (id, phrase)).collect()
    }

    fn topics(&self) -> Vec<(&'a Text, &'a RawTopic)> {
        let all = self.raw_discards().into_iter().flat_map(|raw| &raw.topics.0);
        all.filter(|(id, _)| self.on(id)).map(|(id, topic)| (id, topic)).collect()
    }

    /// Ids of phrases, topics, and the points of the gate.
    pub(super) fn discards(&mut self) -> (Vec<String>, Vec<Topic>, Gate) {
        let topics = self.topics();
        for (id, _) in topics.iter().skip(MOST_TOPICS) {
            let message = format!("`{}` is one topic too many: a codebook has {MOST_TOPICS} at most", id.value);
            self.problems
                .push(Diagnostic::error("too-many-topics", self.places.at(id), message).help("put its words under one of the others"));
        }
        let topic = |(id, raw): &(&Text, &RawTopic)| Topic {
            id: id.value.clone(),
            flag: format!("topic_{}", id.value),
            veto: raw.veto.unwrap_or(true),
        };
        let raw = self.raw_discards().map(|raw| raw.gate.clone()).unwrap_or_default();
        let known = Gate::default();
        let gate = Gate {
            threshold: raw.threshold.unwrap_or(known.threshold).max(1),
            strong: raw.strong.unwrap_or(known.strong),
            weak: raw.weak.unwrap_or(known.weak),
            title: raw.title.unwrap_or(known.title),
            article: raw.article.unwrap_or(known.article),
            density: raw.density.unwrap_or(known.density),
            least: raw.least.unwrap_or(known.least),
        };
        (self.phrases().iter().map(|(id, _)| id.value.clone()).collect(), topics.iter().take(MOST_TOPICS).map(topic).collect(), gate)
    }

    /// All words of one language.
    pub(super) fn discarded_words(&mut self, lang: Lang, language: &mut Language) {
        for (number, (_, phrase)) in self.phrases().into_iter().enumerate() {
            for (_, words) in phrase.iter().filter(|(tag, _)| Lang::from_tag(tag) == Some(lang)) {
                for (part, list) in parts(words) {
                    for entry in items(list) {
                        self.phrase(entry, part, number as u32, lang, language);
                    }
                }
            }
        }
        for (number, (_, topic)) in self.topics().into_iter().take(MOST_TOPICS).enumerate() {
            for (_, graded) in topic.iter().filter(|(tag, _)| Lang::from_tag(tag) == Some(lang)) {
                self.marks(lang, graded, Some(number as u8), language);
            }
        }
        let veto = self.raw_discards().into_iter().flat_map(|raw| raw.veto.iter());
        for (_, graded) in veto.filter(|(tag, _)| Lang::from_tag(tag) == Some(lang)) {
            self.marks(lang, graded, None, language);
        }
    }

    /// One phrase. Without a word in it that means something, there is nothing to swallow.
    fn phrase(&mut self, entry: &Text, part: Part, phrase: u32, lang: Lang, language: &mut Language) {
        let mut idle = true;
        let forms = self.forms(entry, part, lang);
        let known = !forms.is_empty();
        for inflected in forms {
            let words = self.intern(&inflected.text, &language.profile);
            idle &= !language.lexicon.holds(&words);
            let sense = Sense::Discard { phrase, form: inflected.form };
            self.insert_phrase(&inflected.text, part == Part::Verb, sense, inflected.form, language);
        }
        if idle && known {
            let message = format!("no word of `{}` means anything to the codebook: there is nothing to discard", entry.value);
            let help = "remove it, or put it under a topic";
            self.problems.push(Diagnostic::warning("idle-discard", self.places.at(entry), message).help(help));
        }
    }

    fn marks(&mut self, lang: Lang, graded: &RawGraded, topic: Option<u8>, language: &mut Language) {
        for (strong, words) in graded.grades() {
            for (part, list) in parts(words) {
                for entry in items(list) {
                    let number = language.marked;
                    language.marked += 1;
                    for inflected in self.forms(entry, part, lang) {
                        let words = self.intern(&inflected.text, &language.profile);
                        language.lexicon.mark(&words, Mark { topic, strong, entry: number });
                    }
                }
            }
        }
    }

    /// Every form of an entry.
    fn forms(&mut self, entry: &Text, part: Part, lang: Lang) -> Vec<Inflected> {
        match expand(entry, part, lang, &self.concepts) {
            Ok(forms) => forms,
            // What is wrong with a phrase inside this one is reported there.
            Err(ExpandError::Unknown(name) | ExpandError::Empty(name)) if !entry.contains(&format!("<{name}")) => Vec::new(),
            Err(error) => {
                self.expand_problem(entry, error);
                Vec::new()
            }
        }
    }
}

fn parts(words: &RawWords) -> [(Part, &List<Text>); 3] {
    [(Part::Verb, &words.verb), (Part::Noun, &words.noun), (Part::Word, &words.word)]
}
