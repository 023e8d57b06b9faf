//! The topic gate: sentences on sport, markets, weather and the like code nothing. What the topics are, their words and the points they
//! give stand in the codebook.

use super::Prepared;
use crate::annotate::{self, Tally};
use crate::codebook::{Codebook, Language, Topic};
use crate::model::{Sentence, Token};

/// What an article is about.
pub(super) struct Subject {
    /// All its sentences.
    whole: Tally,
    /// Its headlines.
    title: Tally,
}

/// Why the topic gate keeps a sentence from being read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OffTopic {
    /// Index into `Codebook::topics`.
    pub topic: usize,
    /// Points of the sentence's own words, those against it taken off.
    pub own: u32,
    /// Points its title and the rest of its article add.
    pub context: u32,
}

impl Subject {
    /// Counts the words of an article.
    pub(super) fn of(prepared: &Prepared, language: &Language, codebook: &Codebook) -> Self {
        let mut subject = Subject { whole: Tally::default(), title: Tally::default() };
        if codebook.topics.is_empty() {
            return subject;
        }
        for sentence in &prepared.sentences {
            let tally = annotate::tally(tokens(prepared, sentence), language, &codebook.gate);
            subject.whole.add(&tally);
            if sentence.headline {
                subject.title.add(&tally);
            }
        }
        subject
    }

    /// The topic of the article as a whole: the one with most points, of equals the first.
    pub(super) fn topic<'c>(&self, codebook: &'c Codebook) -> Option<&'c Topic> {
        let best =
            (0..codebook.topics.len()).filter(|&t| on(&self.whole, t, codebook)).max_by_key(|&t| (self.whole.points[t], usize::MAX - t));
        best.map(|t| &codebook.topics[t])
    }

    /// Whether a sentence is to be passed over, and why.
    pub(super) fn off_topic(&self, prepared: &Prepared, sentence: &Sentence, language: &Language, codebook: &Codebook) -> Option<OffTopic> {
        let gate = &codebook.gate;
        if self.whole.points.iter().all(|&points| points == 0) {
            return None;
        }
        let tally = annotate::tally(tokens(prepared, sentence), language, gate);
        let rest = self.whole.without(&tally);
        let mut best: Option<OffTopic> = None;
        for (topic, about) in codebook.topics.iter().enumerate() {
            if tally.points[topic] == 0 || about.veto && tally.vetoes > 0 {
                continue;
            }
            let own = tally.points[topic].saturating_sub(if about.veto { tally.against } else { 0 });
            let titled = !sentence.headline && self.title.points[topic] >= u32::from(gate.strong) && !(about.veto && self.title.vetoes > 0);
            let among = on(&rest, topic, codebook);
            let context = if titled { u32::from(gate.title) } else { 0 } + if among { u32::from(gate.article) } else { 0 };
            let enough = own > 0 && own + context >= u32::from(gate.threshold);
            if enough && best.is_none_or(|known| own + context > known.own + known.context) {
                best = Some(OffTopic { topic, own, context });
            }
        }
        best
    }
}

/// Whether a text is on a topic: so many points among its words, and so many in all.
fn on(tally: &Tally, topic: usize, codebook: &Codebook) -> bool {
    let gate = &codebook.gate;
    let against = if codebook.topics[topic].veto { tally.vetoes * u32::from(gate.strong) + tally.against } else { 0 };
    let points = tally.points[topic].saturating_sub(against);
    points >= u32::from(gate.least).max(1) && u64::from(points) * 100 >= u64::from(gate.density) * u64::from(tally.words)
}

pub(super) fn tokens<'p>(prepared: &'p Prepared, sentence: &Sentence) -> &'p [Token] {
    &prepared.tokens[sentence.first..sentence.last]
}
