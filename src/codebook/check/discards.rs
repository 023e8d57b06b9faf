//! What codes nothing: phrases, topics and the words against them. Each has words and shows by a text what it is for.

use rustc_hash::FxHashMap;

use super::Checker;
use super::concepts::key;
use crate::codebook::raw_discards::{RawGraded, RawTexts};
use crate::codebook::text::Text;

impl Checker<'_> {
    pub(super) fn discards(&mut self) {
        let book = self.book;
        let Some(discards) = &book.body.discards else { return };
        let disabled: Vec<&str> = book.disabled.iter().map(|id| id.value.as_str()).collect();
        let on = |id: &Text| !disabled.contains(&id.value.as_str());
        for (id, phrase) in discards.phrases.0.iter().filter(|(id, _)| on(id)) {
            let written: Vec<&str> = phrase.iter().map(|(tag, _)| tag).collect();
            self.shown(id, "phrase", &written, &phrase.examples);
            for (tag, words) in phrase.iter() {
                self.twice(words.entries(), "duplicate-phrase", &format!("the phrases `{}` ({tag})", id.value));
            }
        }
        for (id, topic) in discards.topics.0.iter().filter(|(id, _)| on(id)) {
            let written: Vec<&str> = topic.iter().map(|(tag, _)| tag).collect();
            self.shown(id, "topic", &written, &topic.examples);
            for (tag, graded) in topic.iter() {
                self.graded(graded, &format!("the words of the topic `{}` ({tag})", id.value));
            }
        }
        for (tag, graded) in discards.veto.iter() {
            self.graded(graded, &format!("the words of `veto` ({tag})"));
            self.both(tag, graded);
        }
    }

    /// An entry has words in some language, and an example in each of those.
    fn shown(&mut self, id: &Text, what: &str, written: &[&'static str], examples: &RawTexts) {
        if written.is_empty() {
            let help = "write words in a language: `en: { ... }`";
            self.warning("discard-without-words", id, format!("the {what} `{}` has no words: it discards nothing", id.value), help);
        }
        for &tag in written {
            if !examples.iter().any(|(known, texts)| known == tag && !texts.is_empty()) {
                let help = "write a text that it keeps from being coded: it runs as a test";
                self.warning("discard-without-examples", id, format!("the {what} `{}` has no examples in `{tag}`", id.value), help);
            }
        }
    }

    fn graded(&mut self, graded: &RawGraded, whose: &str) {
        self.twice(graded.entries(), "duplicate-phrase", whose);
    }

    /// A word of `veto` that is one of a topic too: it would keep what it is to discard.
    fn both(&mut self, tag: &str, veto: &RawGraded) {
        let book = self.book;
        let Some(discards) = &book.body.discards else { return };
        let mut known: FxHashMap<String, (&Text, &Text)> = FxHashMap::default();
        for (id, topic) in discards.topics.0.iter().filter(|(_, topic)| topic.veto != Some(false)) {
            for (_, graded) in topic.iter().filter(|(known, _)| *known == tag) {
                known.extend(graded.entries().map(|text| (key(text), (id, text))));
            }
        }
        for text in veto.entries() {
            if let Some((id, first)) = known.get(&key(text)) {
                let help = format!("the other is at {}: keep one of them", self.places.say(first));
                self.warning(
                    "word-against-itself",
                    text,
                    format!("`{}` is a word of the topic `{}` and of `veto`", text.value, id.value),
                    help,
                );
            }
        }
    }
}
