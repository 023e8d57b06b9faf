//! A verb phrase that ends in a preposition does not hide the verb it begins with: where "meet with" is listed, `<meet> with TARGET` still
//! fits "met with the minister", though the longest phrase wins.

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::Compiler;
use crate::codebook::compiled::{Language, Pattern};
use crate::language::form;
use crate::model::{Sense, WordId};

/// A verb phrase as it was inserted, in one form.
pub(super) struct Led {
    words: Vec<WordId>,
    preposition: u16,
}

impl Compiler<'_> {
    /// Keeps a verb phrase that ends in a preposition, for [`Compiler::led_patterns`].
    pub(super) fn keep_led(&mut self, words: &[WordId], preposition: u16) {
        self.led.push(Led { words: words.to_vec(), preposition });
    }

    /// For each verb that a kept phrase begins with: its patterns with that preposition, the part the preposition leads now an object, on a
    /// concept of their own that the phrase is a word of. They come after all others: the phrase's own patterns are preferred.
    pub(super) fn led_patterns(&mut self, language: &mut Language) {
        let mut made: FxHashMap<(u32, u16), Option<u32>> = FxHashMap::default();
        for Led { words, preposition } in std::mem::take(&mut self.led) {
            let verb = |sense: &Sense| match *sense {
                Sense::Concept { concept, form } if form & form::VERB != 0 => Some((concept, form)),
                _ => None,
            };
            let own: SmallVec<[u32; 4]> = language.lexicon.so_far(&words).iter().filter_map(verb).map(|(concept, _)| concept).collect();
            let hidden: SmallVec<[(u32, u16); 4]> = language.lexicon.so_far(&words[..words.len() - 1]).iter().filter_map(verb).collect();
            for (concept, form) in hidden.into_iter().filter(|(concept, _)| !own.contains(concept)) {
                let led = *made.entry((concept, preposition)).or_insert_with(|| self.led_concept(concept, preposition, language));
                if let Some(led) = led {
                    language.lexicon.insert(&words, Sense::Concept { concept: led, form: form & !form::NOUN });
                }
            }
        }
    }

    /// The concept of a verb with its preposition; None where no pattern of the verb takes it.
    fn led_concept(&mut self, concept: u32, preposition: u16, language: &mut Language) -> Option<u32> {
        let id = (self.concept_ids.len() + self.led_concepts.len()) as u32;
        let patterns: Vec<Pattern> = language.by_head[concept as usize]
            .iter()
            .filter_map(|&number| {
                let pattern = &language.patterns[number as usize];
                let at = pattern.obliques.iter().position(|place| place.prepositions.contains(&preposition))?;
                let mut led = pattern.clone();
                led.head = id;
                let mut place = led.obliques.remove(at);
                place.prepositions.clear();
                led.passive = true;
                led.objects.push(place);
                (led.verbal && pattern.objects.is_empty()).then_some(led)
            })
            .collect();
        if patterns.is_empty() {
            return None;
        }
        let (verb, _) = &self.book.body.concepts.0[concept as usize];
        self.led_concepts.push(format!("{} {}", verb.value, language.prepositions[preposition as usize]));
        language.by_head.resize(id as usize + 1, Vec::new());
        language.sourced.resize(id as usize + 1, false);
        language.sourced[id as usize] = language.sourced[concept as usize];
        for pattern in patterns {
            language.by_head[id as usize].push(language.patterns.len() as u32);
            language.patterns.push(pattern);
        }
        Some(id)
    }
}
