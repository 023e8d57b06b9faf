//! Patterns as written to valency frames.

use rustc_hash::FxHashMap;

use super::{Compiler, items};
use crate::codebook::compiled::{Action, Language, Pattern, Place, Slot};
use crate::codebook::expand::words_of;
use crate::codebook::pattern::{self, Element, PatternLine};
use crate::codebook::text::Text;
use crate::diagnostic::{Diagnostic, nearest};
use crate::language::Lang;
use crate::model::concept_bit;

impl Compiler<'_> {
    pub(super) fn patterns(&mut self, lang: Lang, language: &mut Language, actions: &[Action]) {
        let mut numbers: FxHashMap<u32, u32> = FxHashMap::default();
        for (number, (id, raw)) in self.book.body.actions.0.iter().enumerate() {
            if self.disabled.contains(&id.value.as_str()) {
                continue;
            }
            for (tag, list) in raw.patterns.iter().filter(|(tag, _)| Lang::from_tag(tag) == Some(lang)) {
                for line in items(list) {
                    let count = numbers.entry(number as u32).or_default();
                    *count += 1;
                    let rule = format!("{}/{tag}/{count}", actions[number].id);
                    match pattern::parse(line) {
                        Ok(parsed) => {
                            if let Some(mut compiled) = self.pattern(lang, line, &parsed, language) {
                                compiled.action = number as u32;
                                compiled.rule = rule;
                                language.sourced[compiled.head as usize] |= actions[number].default_source.is_some();
                                language.by_head[compiled.head as usize].push(language.patterns.len() as u32);
                                language.patterns.push(compiled);
                            }
                        }
                        Err(errors) => {
                            for error in errors {
                                let at = self.places.part(line, error.from, error.length);
                                self.problems.push(Diagnostic::error("bad-pattern", at, error.message).help(error.help));
                            }
                        }
                    }
                }
            }
        }
    }

    fn pattern(&mut self, lang: Lang, line: &Text, parsed: &PatternLine, language: &mut Language) -> Option<Pattern> {
        let mut concepts = Vec::new();
        for part in &parsed.parts {
            let Element::Concept { name, from } = &part.element else {
                concepts.push(None);
                continue;
            };
            let Some(&id) = self.concept_ids.get(name.as_str()) else {
                let at = self.places.part(line, *from, name.chars().count());
                let mut problem = Diagnostic::error("unknown-concept", at, format!("there is no concept `{name}`"));
                if let Some(near) = nearest(name, self.concept_ids.keys().copied()) {
                    problem = problem.help(format!("did you mean `{near}`?"));
                }
                self.problems.push(problem);
                return None;
            };
            let words = words_of(self.concepts[name.as_str()], lang);
            let verbs = words.is_some_and(|w| items(&w.verb).next().is_some());
            let nouns = words.is_some_and(|w| items(&w.noun).next().is_some());
            if words.is_none_or(|w| !verbs && !nouns && items(&w.word).next().is_none()) {
                let at = self.places.part(line, *from, name.chars().count());
                self.problems.push(
                    Diagnostic::error("empty-concept", at, format!("`{name}` has no words in {}", lang.tag()))
                        .help("add words in this language, or leave the pattern out"),
                );
                return None;
            }
            concepts.push(Some((id, verbs, nouns)));
        }
        let bare = |i: &usize| parsed.parts[*i].prepositions.is_empty();
        let indexes = || (0..parsed.parts.len()).filter(bare);
        let head = indexes()
            .find(|&i| concepts[i].is_some_and(|(_, verbs, _)| verbs))
            .or_else(|| indexes().find(|&i| concepts[i].is_some_and(|(_, _, nouns)| nouns)));
        let Some(head) = head else {
            let at = self.places.at(line);
            self.problems.push(
                Diagnostic::error("no-head", at, "no <concept> of the pattern has verbs or event nouns in this language")
                    .help("the head names the action"),
            );
            return None;
        };
        let (head_concept, verbal, _) = concepts[head]?;
        let mut out = Pattern {
            action: 0,
            head: head_concept,
            verbal,
            subject: None,
            objects: Vec::new(),
            obliques: Vec::new(),
            passive: false,
            needs: 0,
            rule: String::new(),
            file: self.book.files[line.file as usize].rule_file.clone(),
            line: line.line,
        };
        let verb_first = language.profile.order == crate::language::Order::VerbFirst;
        for (i, part) in parsed.parts.iter().enumerate().filter(|(i, _)| *i != head) {
            let prepositions: Vec<u16> = part.prepositions.iter().map(|word| self.preposition(word, language)).collect();
            let (slot, optional) = match &part.element {
                Element::Source { optional } => (Slot::Source, *optional),
                Element::Target { optional } => (Slot::Target, *optional),
                Element::Concept { .. } => (Slot::Concept(concepts[i]?.0), false),
            };
            let bare = prepositions.is_empty();
            let place = Place { slot, optional, prepositions };
            if let Slot::Concept(concept) = slot {
                out.needs |= concept_bit(concept);
            }
            if !bare {
                out.obliques.push(place);
            } else if out.subject.is_none() && out.objects.is_empty() && (i < head || verb_first) {
                out.subject = Some(place);
            } else {
                out.passive |= out.objects.is_empty() && out.obliques.is_empty();
                out.objects.push(place);
            }
        }
        if out.objects.len() > 2 {
            let at = self.places.at(line);
            self.problems
                .push(Diagnostic::error("too-many-objects", at, "a pattern has two objects at most").help("give the third a preposition"));
            return None;
        }
        Some(out)
    }
}
