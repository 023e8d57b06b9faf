//! Words of a language that the engine asks for by what they mean.

use super::Compiler;
use crate::codebook::compiled::Language;
use crate::codebook::raw::RawLists;
use crate::diagnostic::{Diagnostic, nearest};

impl Compiler<'_> {
    /// Words asked for by their meaning, by number.
    pub(super) fn lists(&mut self, raw: &RawLists, language: &mut Language) {
        let mut out = std::mem::take(&mut language.lists);
        for (words, list) in [
            (&raw.locatives, &mut out.locatives),
            (&raw.leading, &mut out.leading),
            (&raw.belonging, &mut out.belonging),
            (&raw.between, &mut out.between),
            (&raw.obliging, &mut out.obliging),
            (&raw.announcing, &mut out.announcing),
            (&raw.reporting, &mut out.reporting),
            (&raw.attributing, &mut out.attributing),
            (&raw.blaming, &mut out.blaming),
            (&raw.leaving, &mut out.leaving),
            (&raw.arriving, &mut out.arriving),
            (&raw.company, &mut out.company),
        ] {
            for word in words {
                match language.prepositions.iter().position(|p| *p == word.value) {
                    Some(number) => list.push(number as u16),
                    None => {
                        let mut problem = Diagnostic::error(
                            "no-preposition",
                            self.places.at(word),
                            format!("`{}` is no preposition of this language", word.value),
                        );
                        problem = match nearest(word, language.prepositions.iter().map(String::as_str)) {
                            Some(near) => {
                                problem.help(format!("did you mean `{near}`? A new one goes under `preposition` of `words` first"))
                            }
                            None => problem.help("add it to `preposition`, `of` or `agent` under `words`"),
                        };
                        self.problems.push(problem);
                    }
                }
            }
        }
        for (words, list) in [
            (&raw.first_person, &mut out.first_person),
            (&raw.third_person, &mut out.third_person),
            (&raw.masculine, &mut out.masculine),
            (&raw.that_one, &mut out.that_one),
            (&raw.any, &mut out.any),
            (&raw.group, &mut out.group),
            (&raw.averting, &mut out.averting),
            (&raw.singling, &mut out.singling),
            (&raw.former, &mut out.former),
            (&raw.definite, &mut out.definite),
            (&raw.third_thing, &mut out.third_thing),
            (&raw.including, &mut out.including),
            (&raw.divisions, &mut out.divisions),
            (&raw.towns, &mut out.towns),
            (&raw.linking, &mut out.linking),
            (&raw.directions, &mut out.directions),
            (&raw.conditions, &mut out.conditions),
            (&raw.owning, &mut out.owning),
            (&raw.collective, &mut out.collective),
        ] {
            for word in words {
                list.extend(self.intern(word, &language.profile));
            }
        }
        language.lists = out;
    }
}
