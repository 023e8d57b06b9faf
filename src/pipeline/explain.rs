//! A page coded with everything kept that led to its events, and to those that nearly were.

use super::{Engine, MOST_MENTIONS, Prepared, Telling, Trace};
use crate::annotate;
use crate::codebook::Language;
use crate::model::{Mention, Page, Parse};

/// An article and what became of each of its sentences.
pub struct Explained<'e> {
    /// The article with its tokens, sentences and dates.
    pub prepared: Prepared,
    /// One for each of `prepared.sentences`; none for a language that is not coded.
    pub told: Vec<Told<'e>>,
}

/// What became of a sentence.
pub struct Told<'e> {
    /// Units, phrases, clauses: also of a sentence that was passed over.
    pub parse: Parse<'e>,
    /// Why it was not read, where it was not.
    pub passed: Option<Passed>,
    /// Its triggers, and who its phrases name; empty where it was passed over.
    pub trace: Trace,
    /// The mentions found in it.
    pub mentions: Vec<Mention>,
}

/// Why a sentence was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Passed {
    /// No word of it can be an action, or none an actor.
    NothingToCode,
    /// The article had as many mentions as an article may have.
    TooMany,
}

impl Engine {
    /// Codes a page as [`Engine::code_page`] does and keeps each step.
    pub fn explain_page(&self, page: &Page) -> Vec<Explained<'_>> {
        self.prepare(page).into_iter().map(|prepared| self.explain_article(prepared)).collect()
    }

    fn explain_article(&self, prepared: Prepared) -> Explained<'_> {
        let mut told = Vec::new();
        if let Some(lang) = prepared.lang {
            let language = self.codebook.language(lang);
            let mut context = Telling::new(&prepared);
            let mut found = 0;
            for index in 0..prepared.sentences.len() {
                let passed = (found >= MOST_MENTIONS).then_some(Passed::TooMany);
                let one = self.explain_sentence(&prepared, language, index, &mut context, passed);
                found += one.mentions.len();
                told.push(one);
            }
        }
        Explained { prepared, told }
    }

    fn explain_sentence<'e>(
        &'e self,
        prepared: &Prepared,
        language: &'e Language,
        index: usize,
        context: &mut Telling<'_, 'e>,
        passed: Option<Passed>,
    ) -> Told<'e> {
        let sentence = &prepared.sentences[index];
        let worth = annotate::worth_parsing(&prepared.tokens[sentence.first..sentence.last], language);
        let passed = passed.or((!worth).then_some(Passed::NothingToCode));
        let parse = self.parse_sentence(prepared, language, sentence, &context.aliases);
        let mut trace = Trace::default();
        let mentions = if passed.is_some() { Vec::new() } else { context.tell(self, language, index, sentence, &parse, Some(&mut trace)) };
        Told { parse, passed, trace, mentions }
    }
}
