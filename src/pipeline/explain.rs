//! A page coded with everything kept that led to its events, and to those that nearly were.

use std::borrow::Cow;

use super::gate::{OffTopic, Subject, tokens};
use super::{Engine, Flags, Prepared, Telling, Trace};
use crate::annotate;
use crate::codebook::Language;
use crate::model::{Mention, Page, Parse, Span};

/// An article and what became of each of its sentences.
pub struct Explained<'e> {
    /// The article with its tokens, sentences and dates.
    pub prepared: Prepared,
    /// One for each of `prepared.sentences`; none for a language that is not coded.
    pub told: Vec<Told<'e>>,
    /// What should be known of how it was coded.
    pub flags: Vec<Cow<'static, str>>,
}

/// What became of a sentence.
pub struct Told<'e> {
    /// Units, phrases, clauses: also of a sentence that was passed over.
    pub parse: Parse<'e>,
    /// Why it was not read, where it was not.
    pub passed: Option<Passed>,
    /// Its triggers, none where it was passed over, and who its phrases name.
    pub trace: Trace,
    /// The mentions found in it.
    pub mentions: Vec<Mention>,
}

/// Why a sentence was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Passed {
    /// No word of it can be an action, or none an actor.
    NothingToCode,
    /// It is on a topic that is no politics.
    OffTopic(OffTopic),
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
        let mut flags = Flags::default();
        if let Some(lang) = prepared.lang {
            let language = self.codebook.language(lang);
            let subject = Subject::of(&prepared, language, &self.codebook);
            flags.of_article(&prepared, &subject, &self.codebook);
            let mut context = Telling::new(&prepared);
            let mut found = Vec::new();
            for (index, sentence) in prepared.sentences.iter().enumerate() {
                let passed = self.passed(&prepared, language, sentence, &subject, found.len());
                let one = self.explain_sentence(&prepared, language, index, &mut context, passed);
                found.extend_from_slice(&one.mentions);
                told.push(one);
            }
            flags.of_mentions(&mut found, &context);
        }
        Explained { prepared, told, flags: flags.0 }
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
        let parse = self.parse_sentence(prepared, language, sentence, &context.aliases);
        let mut trace = Trace::default();
        let mentions = if passed.is_some() {
            trace.cast = context.names(self, language, &parse);
            Vec::new()
        } else {
            context.tell(self, language, index, sentence, &parse, Some(&mut trace))
        };
        Told { parse, passed, trace, mentions }
    }

    /// What the topic gate says of a sentence, whether or not it could hold an event.
    pub fn off_topic(&self, prepared: &Prepared, sentence: usize) -> Option<OffTopic> {
        let language = self.codebook.language(prepared.lang?);
        Subject::of(prepared, language, &self.codebook).off_topic(prepared, prepared.sentences.get(sentence)?, language, &self.codebook)
    }

    /// The words of a sentence that are on a topic, in order.
    pub fn words_on(&self, prepared: &Prepared, sentence: usize, topic: usize) -> Vec<Span> {
        let (Some(lang), Some(sentence)) = (prepared.lang, prepared.sentences.get(sentence)) else { return Vec::new() };
        let tokens = tokens(prepared, sentence);
        let mut out = Vec::new();
        annotate::each_marked(tokens, self.codebook.language(lang), |at, length, mark| {
            if mark.topic.is_some_and(|t| usize::from(t) == topic) {
                out.push(tokens[at].span.join(tokens[at + length - 1].span));
            }
        });
        out
    }
}
