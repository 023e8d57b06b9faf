//! Mentions in, events out. Texts are not kept: memory is one mention per distinct event and a few numbers per mention.
use std::cmp::Reverse;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

use chrono::{DateTime, Utc};

use super::MergeError;
use super::figures::{Columns, UNKNOWN};
use super::key::{event_id, text_id};
use crate::model::{Article, Mention};

/// One distinct event.
#[derive(Clone, Debug, PartialEq)]
pub struct MergedEvent {
    /// See [`event_id`].
    pub id: i64,
    /// Its first report: the earliest published (unknown last), then the lowest article id, then the first in the text. Names,
    /// precision, basis, coordinates and direction are taken from it.
    pub first: Mention,
    /// Mentions of it.
    pub mentions: u32,
    /// Distinct articles.
    pub articles: u32,
    /// Distinct known publishers.
    pub publishers: u32,
    /// The highest confidence of a mention, 0 to 1.
    pub confidence: f32,
    /// Earliest known publication.
    pub first_published: Option<DateTime<Utc>>,
    /// Address of the article of the first report.
    pub source_url: Option<String>,
}

/// The first report so far.
struct First {
    published: i64,
    mention_id: i64,
    mention: Mention,
    url: Option<String>,
}

/// Gathers mentions until [`Merge::finish`]. The result is the same in whatever order they come.
#[derive(Default)]
pub struct Merge {
    columns: Columns,
    first: HashMap<i64, First>,
}

impl Merge {
    /// Adds a mention of `article` with its [`super::mention_id`]; gives its event's id.
    pub fn push(&mut self, mention: &Mention, own: i64, article: &Article) -> i64 {
        let event = event_id(mention);
        let published = article.published.map_or(UNKNOWN, |instant| instant.timestamp_micros());
        let publisher = article.publisher.as_deref().filter(|name| !name.is_empty());
        self.columns.event.push(event);
        self.columns.article.push(text_id(&article.id));
        self.columns.publisher.push(publisher.map_or(UNKNOWN, text_id));
        self.columns.published.push(published);
        self.columns.confidence.push(mention.confidence);

        let first = |mention: &Mention| First { published, mention_id: own, mention: mention.clone(), url: article.url.clone() };
        match self.first.entry(event) {
            Entry::Vacant(place) => {
                place.insert(first(mention));
            }
            Entry::Occupied(mut held) => {
                let rank = (published, mention.article_id.as_str(), mention.evidence.action.start, own);
                let other = held.get();
                let other_rank =
                    (other.published, other.mention.article_id.as_str(), other.mention.evidence.action.start, other.mention_id);
                if rank < other_rank {
                    held.insert(first(mention));
                }
            }
        }
        event
    }

    /// The distinct events by first day (unknown last), then last day, then id.
    ///
    /// # Errors
    /// [`MergeError`] where polars refuses the group-by: a fault of this program.
    pub fn finish(self) -> Result<Vec<MergedEvent>, MergeError> {
        let Merge { columns, mut first } = self;
        let mut events: Vec<MergedEvent> = columns
            .sum_up()?
            .into_iter()
            .filter_map(|figures| {
                let First { mention, url, .. } = first.remove(&figures.event)?;
                Some(MergedEvent {
                    id: figures.event,
                    first: mention,
                    mentions: figures.mentions,
                    articles: figures.articles,
                    publishers: figures.publishers,
                    confidence: figures.confidence,
                    first_published: Some(figures.first_published)
                        .filter(|micros| *micros != UNKNOWN)
                        .and_then(DateTime::from_timestamp_micros),
                    source_url: url,
                })
            })
            .collect();
        // Reversed twice: None sorts before Some, and an unknown day belongs at the end.
        let day = |day: Option<chrono::NaiveDate>| Reverse(day.map(Reverse));
        events.sort_by_cached_key(|event| (day(event.first.date.first), day(event.first.date.last), event.id));
        Ok(events)
    }
}
