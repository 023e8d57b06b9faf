//! The whole program on one screen: a page → its articles → the mentions of events in them.

use crate::annotate::Aliases;
use crate::codebook::{Codebook, Language};
use crate::dates::{Anchor, DateMention, Tagger};
use crate::language::{self, Lang};
use crate::model::{Article, Mention, Page, Parse, Sentence, Token, Unit};
use crate::segment::Markers;
use crate::{actors, annotate, clause, segment};

mod candidates;
pub mod examples;
mod explain;
mod generic;
mod published;
mod refer;
mod telling;

pub use explain::{Explained, Passed, Told};
pub use telling::{Step, Telling, Trace, trigger_unit, unit_span};

/// Everything a run needs, made once and shared by its threads.
pub struct Engine {
    /// The compiled codebook.
    pub codebook: Codebook,
    /// Date taggers by language.
    pub taggers: Vec<Option<Tagger>>,
    /// Furniture of pages.
    pub markers: Markers,
}

/// An article as coded.
#[derive(Clone, Debug, PartialEq)]
pub struct CodedArticle {
    /// The article.
    pub article: Article,
    /// How many sentences were looked at.
    pub sentences: usize,
    /// What was found, in the order of the text.
    pub mentions: Vec<Mention>,
    /// What should be known of how it was coded.
    pub flags: Vec<&'static str>,
}

/// An article made ready: its tokens, sentences and dates.
pub struct Prepared {
    /// The article.
    pub article: Article,
    /// Its language, where it is one of ours.
    pub lang: Option<Lang>,
    /// Its tokens.
    pub tokens: Vec<Token>,
    /// Its sentences.
    pub sentences: Vec<Sentence>,
    /// Its dates.
    pub dates: Vec<DateMention>,
}

/// Most mentions of one article: more is a list or a table, and the article is flagged.
const MOST_MENTIONS: usize = 400;

impl Engine {
    /// Codes a page: cut into articles, each dated, each read sentence by sentence.
    pub fn code_page(&self, page: &Page) -> Vec<CodedArticle> {
        self.prepare(page).into_iter().map(|prepared| self.code_article(prepared)).collect()
    }

    /// The articles of a page with their tokens, sentences and dates; those without a publication date have it inferred from all of the page.
    pub fn prepare(&self, page: &Page) -> Vec<Prepared> {
        let cuts = segment::segment(page, &self.markers);
        let mut articles: Vec<Prepared> = segment::articles(page, &cuts).into_iter().map(|article| self.read(page, article)).collect();
        published::infer(&mut articles, self);
        articles
    }

    fn read(&self, page: &Page, mut article: Article) -> Prepared {
        let tag = page.language.as_deref().filter(|tag| Lang::from_tag(tag).is_some()).unwrap_or_else(|| language::detect(&article.text));
        article.language = tag.to_string();
        let lang = Lang::from_tag(tag);
        let (mut tokens, mut sentences) = (Vec::new(), Vec::new());
        if let Some(lang) = lang {
            let profile = &self.codebook.language(lang).profile;
            language::tokenize(&article.text, profile, &self.codebook.vocabulary, &mut tokens);
            sentences = language::split_sentences(&article.text, &tokens, article.title_span.end, profile);
            sentences.retain(|s| !article.dropped.iter().any(|drop| drop.span.overlaps(s.span)));
        }
        Prepared { article, lang, tokens, sentences, dates: Vec::new() }
    }

    /// Tags the dates of an article as seen from `anchor`.
    pub fn tag_dates(&self, prepared: &mut Prepared, anchor: &Anchor) {
        prepared.dates.clear();
        if let Some(tagger) = prepared.lang.and_then(|lang| self.taggers[lang.index()].as_ref()) {
            tagger.tag(&prepared.article.text, &prepared.tokens, anchor, &mut prepared.dates);
        }
    }

    /// Codes a prepared article.
    pub fn code_article(&self, prepared: Prepared) -> CodedArticle {
        let mut mentions = Vec::new();
        let mut flags = Vec::new();
        if let Some(lang) = prepared.lang {
            let language = self.codebook.language(lang);
            let mut context = Telling::new(&prepared);
            for (index, sentence) in prepared.sentences.iter().enumerate() {
                if mentions.len() >= MOST_MENTIONS {
                    flags.push("too_many_mentions");
                    break;
                }
                self.code_sentence(&prepared, language, index, sentence, &mut context, &mut mentions);
            }
        }
        CodedArticle { sentences: prepared.sentences.len(), article: prepared.article, mentions, flags }
    }

    /// Codes one sentence: units, phrases and slots, who they name, what governs each trigger, the best pattern, the mentions.
    fn code_sentence<'e>(
        &'e self,
        prepared: &Prepared,
        language: &'e Language,
        index: usize,
        sentence: &Sentence,
        context: &mut Telling<'_, 'e>,
        out: &mut Vec<Mention>,
    ) {
        let tokens = &prepared.tokens[sentence.first..sentence.last];
        if !annotate::worth_parsing(tokens, language) {
            return;
        }
        let units = self.units(prepared, language, sentence, &context.aliases);
        if actors::names_nobody(&units) && !annotate::needs_no_names(&units, language) {
            return;
        }
        let parse = clause::parse(units, &prepared.tokens, language, &self.codebook, sentence.headline);
        out.extend(context.tell(self, language, index, sentence, &parse, None));
    }

    /// Units, noun phrases and clauses of one sentence.
    fn parse_sentence<'e>(&'e self, prepared: &Prepared, language: &'e Language, sentence: &Sentence, aliases: &Aliases<'e>) -> Parse<'e> {
        let units = self.units(prepared, language, sentence, aliases);
        clause::parse(units, &prepared.tokens, language, &self.codebook, sentence.headline)
    }

    fn units<'e>(&'e self, prepared: &Prepared, language: &'e Language, sentence: &Sentence, aliases: &Aliases<'e>) -> Vec<Unit<'e>> {
        let inside = |d: &&DateMention| (sentence.first..sentence.last).contains(&d.tokens.start);
        let dates: Vec<_> = prepared.dates.iter().filter(inside).map(|d| d.tokens.clone()).collect();
        annotate::annotate(&prepared.article.text, &prepared.tokens, sentence, language, &dates, aliases)
    }
}
