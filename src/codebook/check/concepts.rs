//! Words: concepts nobody names, phrases and operators written twice.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Checker, items};
use crate::codebook::raw::RawFrame;
use crate::codebook::text::{List, Text};
use crate::language::normalise;

/// The `<names>` in a phrase or pattern.
fn named(text: &str) -> impl Iterator<Item = &str> {
    text.split('<').skip(1).filter_map(|rest| rest.split_once('>')).map(|(name, _)| name)
}

/// How a phrase is compared: as the news is, spelling variants made one.
pub(super) fn key(text: &str) -> String {
    normalise(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Checker<'_> {
    pub(super) fn concepts(&mut self) {
        let book = self.book;
        let mut used: FxHashSet<&str> = FxHashSet::default();
        for (_, action) in &book.body.actions.0 {
            used.extend(action.patterns.iter().flat_map(|(_, list)| items(list)).flat_map(|line| named(line)));
        }
        for (id, concept) in &book.body.concepts.0 {
            let entries = concept.iter().flat_map(|(_, words)| words.lists()).flat_map(|(_, list)| items(list));
            // A concept that only names itself is not used by that.
            used.extend(entries.flat_map(|entry| named(entry)).filter(|name| *name != id.value));
        }
        if let Some(discards) = &book.body.discards {
            used.extend(discards.words().flat_map(|words| words.entries()).flat_map(|entry| named(entry)));
        }
        for (id, concept) in &book.body.concepts.0 {
            if !used.contains(id.value.as_str()) {
                self.warning(
                    "unused-concept",
                    id,
                    format!("nothing names the concept `{}`", id.value),
                    format!("name it in a pattern as `<{}>`, or remove it", id.value),
                );
            }
            for (_, words) in concept.iter() {
                for (kind, list) in words.lists() {
                    self.twice(items(list), "duplicate-phrase", &format!("the {kind} list of `{}`", id.value));
                }
            }
        }
    }

    /// Phrases that are the same once spelling variants are made one.
    pub(super) fn twice<'t>(&mut self, list: impl Iterator<Item = &'t Text>, name: &'static str, whose: &str) {
        let mut seen: FxHashMap<String, &Text> = FxHashMap::default();
        for entry in list {
            match seen.get(&key(entry)) {
                Some(first) if first.value == entry.value => {
                    self.warning(name, entry, format!("`{}` stands twice in {whose}", entry.value), "remove one of them");
                }
                Some(first) => {
                    let message = format!("`{}` and `{}` are one spelling, and both stand in {whose}", entry.value, first.value);
                    self.warning(
                        name,
                        entry,
                        message,
                        "case, diacritics and the spellings of alef, ya, ta marbuta and hamza make no difference: remove one of them",
                    );
                }
                None => {
                    seen.insert(key(entry), entry);
                }
            }
        }
    }

    /// Operators of frames: each stands once among those of its kind, or one reading of it is lost.
    pub(super) fn operators(&mut self) {
        let book = self.book;
        let mut seen: FxHashMap<(&str, &str, String), (&str, &Text)> = FxHashMap::default();
        for (frame, languages) in &book.body.frames.0 {
            for (tag, raw) in languages.iter() {
                for (kind, list) in kinds(raw) {
                    for entry in items(list) {
                        match seen.get(&(tag, kind, key(entry))) {
                            // An auxiliary may stand under two frames: the first is for what somebody says ("said it would"), the last for the rest.
                            Some((other, _)) if kind == "aux" && *other != frame.value => {}
                            Some((other, first)) => {
                                let help = format!("the other is at {}: keep one of them", self.places.say(first));
                                let message = format!("the {kind} operator `{}` of `{}` is one of `{other}` too", entry.value, frame.value);
                                self.warning("duplicate-operator", entry, message, help);
                            }
                            None => {
                                seen.insert((tag, kind, key(entry)), (frame.value.as_str(), entry));
                            }
                        }
                    }
                }
            }
        }
        let Some(light) = &book.body.light else { return };
        for (tag, raw) in light.iter() {
            for (kind, list) in [("noun", &raw.noun), ("do", &raw.r#do), ("undergo", &raw.undergo), ("occur", &raw.occur)] {
                self.twice(items(list), "duplicate-operator", &format!("the light verbs `{kind}` ({tag})"));
            }
        }
    }
}

fn kinds(raw: &RawFrame) -> [(&'static str, &List<Text>); 6] {
    [
        ("aux", &raw.aux),
        ("subject_control", &raw.subject_control),
        ("object_control", &raw.object_control),
        ("noun", &raw.noun),
        ("object", &raw.object),
        ("word", &raw.word),
    ]
}
