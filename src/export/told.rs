//! What is held while an export runs: a small row for each article, and one for each event on the report that told it first.

use arrow_array::RecordBatch;
use compact_str::CompactString;
use rustc_hash::FxHashMap;

use super::rows::{ArticleColumns, MentionColumns, WordColumns, day, int, text};
use super::{ExportError, rows};

/// An article.
#[derive(Clone, Debug)]
pub(super) struct Article {
    pub id: CompactString,
    pub url: Option<Box<str>>,
    pub publisher: Option<CompactString>,
    pub language: Option<CompactString>,
    /// Seconds since 1970; of an inferred date the last day on which it may have been published.
    pub published: Option<i64>,
    pub chars: Option<i64>,
}

/// Words that tell an event, as the first report has them.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    pub source: Option<Box<str>>,
    pub target: Option<Box<str>>,
    pub action: Option<Box<str>>,
    pub place: Option<Box<str>>,
}

/// The first report of an event: the earliest published, then that of the lowest article id.
#[derive(Clone, Debug)]
pub(super) struct Told {
    /// Number of the article, in the order of the table.
    pub article: u32,
    /// Its first sentence that tells the event.
    pub sentence: i64,
    /// Whether one of them is the title or in the first paragraph.
    pub in_lead: bool,
    /// The words of that sentence.
    pub words: Option<Box<Words>>,
    /// All reports, as article and sentence.
    pub reports: Vec<(u32, i32)>,
}

/// All of them.
#[derive(Default)]
pub(super) struct Memory {
    pub articles: Vec<Article>,
    numbers: FxHashMap<CompactString, u32>,
    pub told: FxHashMap<i64, Told>,
}

impl Memory {
    /// Takes note of articles.
    pub(super) fn articles(&mut self, batch: &RecordBatch) -> Result<(), ExportError> {
        let columns = ArticleColumns::of(batch)?;
        for row in 0..batch.num_rows() {
            let id = CompactString::from(text(columns.article_id, row).unwrap_or_default());
            let published = rows::instant(columns.published, row).map(|instant| instant.timestamp());
            let last = || day(columns.published_last, row).map(|day| day.and_time(chrono::NaiveTime::MIN).and_utc().timestamp());
            self.numbers.insert(id.clone(), self.articles.len() as u32);
            self.articles.push(Article {
                id,
                url: text(columns.url, row).map(Into::into),
                publisher: text(columns.publisher, row).map(Into::into),
                language: text(columns.language, row).map(Into::into),
                published: published.or_else(last),
                chars: int(columns.char_count, row),
            });
        }
        Ok(())
    }

    /// The article of an id.
    pub(super) fn article(&self, id: &str) -> Option<(u32, &Article)> {
        let number = *self.numbers.get(id)?;
        Some((number, self.articles.get(number as usize)?))
    }

    /// Takes note of who tells which event: after all articles. `words` and `reports` say what of it is kept.
    pub(super) fn mentions(&mut self, batch: &RecordBatch, words: bool, reports: bool) -> Result<(), ExportError> {
        let columns = MentionColumns::of(batch)?;
        let texts = if words { Some(WordColumns::of(batch)?) } else { None };
        for row in 0..batch.num_rows() {
            let Some(&article) = text(columns.article_id, row).and_then(|id| self.numbers.get(id)) else { continue };
            let sentence = columns.sentence.value(row);
            let words = || {
                texts.as_ref().map(|texts| {
                    let owned = |array| text(array, row).map(Into::into);
                    let (source, target) = (owned(texts.source_text), owned(texts.target_text));
                    Box::new(Words { source, target, action: owned(texts.action_text), place: owned(texts.place_text) })
                })
            };
            let event = columns.event_id.value(row);
            let earlier = self.told.get(&event).map(|told| (told.article != article).then(|| self.before(article, told.article)));
            let in_lead = columns.in_lead.value(row);
            let first = || Told { article, sentence: i64::from(sentence), in_lead, words: words(), reports: Vec::new() };
            match (self.told.get_mut(&event), earlier) {
                (Some(told), Some(None)) => {
                    // Another sentence of the same article.
                    told.in_lead |= in_lead;
                    if i64::from(sentence) < told.sentence {
                        told.sentence = i64::from(sentence);
                        told.words = words();
                    }
                }
                (Some(told), Some(Some(true))) => *told = Told { reports: std::mem::take(&mut told.reports), ..first() },
                (Some(_), _) => {}
                (None, _) => {
                    self.told.insert(event, first());
                }
            }
            if let Some(told) = self.told.get_mut(&event).filter(|_| reports) {
                told.reports.push((article, sentence));
            }
        }
        Ok(())
    }

    /// Whether one article is an earlier report than another.
    fn before(&self, one: u32, other: u32) -> bool {
        let key = |number: u32| {
            let article = self.articles.get(number as usize)?;
            Some((article.published.unwrap_or(i64::MAX), article.id.as_str()))
        };
        key(one) < key(other)
    }

    /// The first report of an event and its article.
    pub(super) fn first(&self, event: i64) -> Option<(&Told, &Article)> {
        let told = self.told.get(&event)?;
        Some((told, self.articles.get(told.article as usize)?))
    }
}
