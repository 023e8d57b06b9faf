//! The whole program on one screen: a page → its articles → the mentions of events in them.

use std::borrow::Cow;
use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::annotate::Aliases;
use crate::codebook::{Codebook, Language};
use crate::dates::{Anchor, DateMention, Tagger};
use crate::language::{self, Lang};
use crate::model::{Article, Mention, Page, Parse, Sentence, Token, Unit};
use crate::places::Gazetteer;
use crate::segment::Markers;
use crate::{actors, annotate, clause, segment};

mod candidates;
mod dating;
pub mod examples;
mod explain;
mod frozen;
mod gate;
mod generic;
mod offices;
mod placing;
mod published;
mod refer;
mod telling;
mod unknown;

pub use candidates::Outcome;
pub use explain::{Explained, Passed, Told};
pub use gate::OffTopic;
use gate::Subject;
pub use telling::{Step, Telling, Trace, trigger_unit, unit_span};
pub use unknown::{Sighting, Stranger};

/// Everything a run needs, made once and shared by its threads.
pub struct Engine {
    /// The compiled codebook.
    pub codebook: Codebook,
    /// Date taggers by language.
    pub taggers: Vec<Option<Tagger>>,
    /// Furniture of pages.
    pub markers: Markers,
    /// Places of the world.
    pub gazetteer: Gazetteer,
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
    pub flags: Vec<Cow<'static, str>>,
    /// How many sentences that could hold an event were passed over, by the topic they are on.
    pub discarded: BTreeMap<String, u32>,
}

/// An article made ready: its tokens, sentences and dates.
pub struct Prepared {
    /// The article.
    pub article: Article,
    /// Its language, where it is one of ours.
    pub lang: Option<Lang>,
    /// Its tokens.
    pub tokens: Vec<Token>,
    /// Its sentences; none where its language is dated only.
    pub sentences: Vec<Sentence>,
    /// Its dates.
    pub dates: Vec<DateMention>,
    /// The day of its dateline, where that is shortly before the publication: the day of the news.
    pub dateline: Option<NaiveDate>,
}

/// Most mentions of one article: more is a list or a table, and the article is flagged.
const MOST_MENTIONS: usize = 400;

/// What should be known of how an article was coded; the words stand in the dictionary of the column.
#[derive(Default)]
struct Flags(Vec<Cow<'static, str>>);

impl Flags {
    /// What its text alone shows.
    fn of_article(&mut self, prepared: &Prepared, subject: &Subject, codebook: &Codebook) {
        self.0.extend(subject.topic(codebook).map(|topic| Cow::Owned(topic.flag.clone())));
        if prepared.sentences.iter().any(|sentence| sentence.cut) {
            self.0.push("long_sentence_cut".into());
        }
    }

    /// What the coding showed. An article has so many mentions and no more.
    fn of_mentions(&mut self, mentions: &mut Vec<Mention>, telling: &Telling) {
        if telling.crowded {
            self.0.push("too_many_actors".into());
        }
        if mentions.len() >= MOST_MENTIONS {
            mentions.truncate(MOST_MENTIONS);
            self.0.push("too_many_mentions".into());
        }
    }
}

impl Engine {
    /// Codes a page: cut into articles, each dated, each read sentence by sentence.
    pub fn code_page(&self, page: &Page) -> Vec<CodedArticle> {
        self.prepare(page).into_iter().map(|prepared| self.code_article(prepared)).collect()
    }

    /// The articles of a page with their tokens, sentences and dates; those without a publication date have it inferred from all of the page.
    pub fn prepare(&self, page: &Page) -> Vec<Prepared> {
        let cuts = segment::segment(page, &self.markers);
        let mut articles: Vec<Prepared> = segment::articles(page, &cuts).into_iter().map(|article| self.read(page, article)).collect();
        published::infer(&mut articles, page.crawled.map(|at| at.date_naive()), self);
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
            if Lang::CODED.contains(&lang) {
                sentences = language::split_sentences(&article.text, &tokens, article.title_span.end, profile);
                sentences.retain(|s| !article.dropped.iter().any(|drop| drop.span.overlaps(s.span)));
            }
        }
        Prepared { article, lang, tokens, sentences, dates: Vec::new(), dateline: None }
    }

    /// Tags the dates of an article as seen from `anchor`.
    pub fn tag_dates(&self, prepared: &mut Prepared, anchor: &Anchor) {
        prepared.dates.clear();
        if let Some(tagger) = prepared.lang.and_then(|lang| self.taggers[lang.index()].as_ref()) {
            tagger.tag(&prepared.article.text, &prepared.tokens, anchor, &mut prepared.dates);
        }
    }

    /// File and line of a rule of dates.
    fn date_rule(&self, lang: Lang, rule: u16) -> Option<String> {
        let tables = self.taggers[lang.index()].as_ref()?.tables();
        Some(format!("{}:{}", tables.file, tables.rules().get(usize::from(rule))?.line))
    }

    /// Codes a prepared article.
    pub fn code_article(&self, prepared: Prepared) -> CodedArticle {
        let mut mentions = Vec::new();
        let mut flags = Flags::default();
        let mut discarded = BTreeMap::new();
        if let Some(lang) = prepared.lang {
            let language = self.codebook.language(lang);
            let subject = Subject::of(&prepared, language, &self.codebook);
            flags.of_article(&prepared, &subject, &self.codebook);
            let mut context = Telling::new(&prepared);
            for (index, sentence) in prepared.sentences.iter().enumerate() {
                match self.passed(&prepared, language, sentence, &subject, mentions.len()) {
                    Some(Passed::TooMany) => break,
                    Some(Passed::NothingToCode) => continue,
                    Some(Passed::OffTopic(off)) => {
                        *discarded.entry(self.codebook.topics[off.topic].id.clone()).or_default() += 1;
                        continue;
                    }
                    None => {}
                }
                let units = self.units(&prepared, language, sentence, &context.aliases);
                if actors::names_nobody(&units) && !annotate::needs_no_names(&units, language) {
                    continue;
                }
                let parse = clause::parse(units, &prepared.tokens, language, &self.codebook, sentence.headline);
                mentions.extend(context.tell(self, language, index, sentence, &parse, None));
            }
            flags.of_mentions(&mut mentions, &context);
        }
        CodedArticle { sentences: prepared.sentences.len(), article: prepared.article, mentions, flags: flags.0, discarded }
    }

    /// Why a sentence is not read, if it is not. `found`: how many mentions the article has so far.
    fn passed(&self, prepared: &Prepared, language: &Language, sentence: &Sentence, subject: &Subject, found: usize) -> Option<Passed> {
        if found >= MOST_MENTIONS {
            return Some(Passed::TooMany);
        }
        if !annotate::worth_parsing(gate::tokens(prepared, sentence), language) {
            return Some(Passed::NothingToCode);
        }
        subject.off_topic(prepared, sentence, language, &self.codebook).map(Passed::OffTopic)
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
