//! Mentions in, events out, a part of the run at a time. Texts are not kept: memory is one mention per distinct event of the part.
use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::collections::hash_map::Entry;

use chrono::{DateTime, NaiveDate, Utc};
use rustc_hash::FxHashMap;

use super::key::{Known, event_id, text_id};
use crate::model::{Article, Mention, is_more_specific};

/// One distinct event, as a part of a run tells it. Parts add up: see the columns of `events` for what is taken from where.
#[derive(Clone, Debug, PartialEq)]
pub struct MergedEvent {
    /// See [`event_id`].
    pub id: i64,
    /// First and last day.
    pub days: (Option<NaiveDate>, Option<NaiveDate>),
    /// Its first report in this part; None where only copies of an article tell it here, whose original came before.
    pub first: Option<Report>,
    /// The most specific code among its mentions.
    pub code: String,
    /// Mentions of it.
    pub mentions: u32,
    /// Distinct articles.
    pub articles: u32,
    /// Known publishers, in alphabetical order.
    pub publishers: BTreeSet<String>,
    /// The highest confidence of a mention, 0 to 1.
    pub confidence: f32,
}

/// The first report of an event: the earliest published (unknown last), then the lowest article id, then the first in the text. Names,
/// precision, basis, coordinates and direction are taken from it. Copies are none.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// What it says.
    pub mention: Mention,
    /// When its article was published.
    pub published: Option<DateTime<Utc>>,
    /// Where.
    pub url: Option<String>,
    mention_id: i64,
}

impl Report {
    fn rank(&self) -> (i64, &str, u32, i64) {
        rank(&self.mention, self.mention_id, self.published)
    }
}

/// Gathers mentions until [`Merge::take`]. The result is the same in whatever order the articles come.
#[derive(Default)]
pub struct Merge {
    /// With each event the last article that told it: an article's mentions come one after the other.
    events: FxHashMap<i64, (MergedEvent, i64)>,
}

impl Merge {
    /// Adds a mention of `article` with its [`super::mention_id`]; gives its event's id. `known` is the event where the article is a copy
    /// and its original tells it too.
    pub fn push(&mut self, mention: &Mention, own: i64, article: &Article, known: Option<Known>) -> i64 {
        let id = known.map_or_else(|| event_id(mention), |known| known.event);
        let days = known.map_or((mention.date.first, mention.date.last), |known| (known.first, known.last));
        let report = || {
            let (published, url) = (article.published, article.url.clone());
            known.is_none().then(|| Report { mention: mention.clone(), published, url, mention_id: own })
        };
        let told_by = text_id(&[&article.id]);
        let event = match self.events.entry(id) {
            Entry::Vacant(place) => {
                let (code, confidence) = (mention.code.clone(), mention.confidence);
                let (mentions, articles, publishers) = (1, 1, BTreeSet::new());
                &mut place.insert((MergedEvent { id, days, first: report(), code, mentions, articles, publishers, confidence }, told_by)).0
            }
            Entry::Occupied(held) => {
                let (event, last) = held.into_mut();
                event.mentions += 1;
                event.articles += u32::from(*last != told_by);
                *last = told_by;
                event.confidence = event.confidence.max(mention.confidence);
                if is_more_specific(&mention.code, &event.code) {
                    event.code.clone_from(&mention.code);
                }
                let earlier =
                    known.is_none() && event.first.as_ref().is_none_or(|first| rank(mention, own, article.published) < first.rank());
                if earlier {
                    event.first = report();
                }
                event
            }
        };
        if let Some(publisher) = article.publisher.as_deref().filter(|name| !name.is_empty())
            && !event.publishers.contains(publisher)
        {
            event.publishers.insert(publisher.to_owned());
        }
        id
    }

    /// How many distinct events there are.
    pub fn len(&self) -> usize {
        self.events.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.events.is_empty()
    }

    /// The distinct events so far by first day (unknown last), then last day, then id; none are left.
    pub fn take(&mut self) -> Vec<MergedEvent> {
        let mut events: Vec<MergedEvent> = std::mem::take(&mut self.events).into_values().map(|(event, _)| event).collect();
        // Reversed twice: None sorts before Some, and an unknown day belongs at the end.
        let day = |day: Option<NaiveDate>| Reverse(day.map(Reverse));
        events.sort_unstable_by_key(|event| (day(event.days.0), day(event.days.1), event.id));
        events
    }
}

fn rank(mention: &Mention, own: i64, published: Option<DateTime<Utc>>) -> (i64, &str, u32, i64) {
    let published = published.map_or(i64::MAX, |instant| instant.timestamp_micros());
    (published, &mention.article_id, mention.evidence.action.start, own)
}
