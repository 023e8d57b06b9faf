//! Copies of one text. Wire stories are printed by dozens of outlets under other headlines; fifty prints of one report are not fifty
//! events. A text is compared by its runs of three words, headline and furniture apart: a MinHash signature by one permutation (Li,
//! Owen and Zhang 2012) with empty bins filled from others (Shrivastava 2017), looked up by bands of it (LSH).
//!
//! Own code, not a crate: the index must be the same in every run, be kept in the dataset between runs, and forget the oldest texts.
use rustc_hash::FxHashMap;

use super::key::{Known, event_id};
use crate::language::Letters;
use crate::model::{Article, Mention};

/// Bins of a signature.
pub const BINS: usize = 64;
/// Bands that are looked up, of four bins each: a text seven tenths of whose runs are shared is met with probability 0.96, one of
/// four tenths with 0.27, to be turned down by the comparison of all bins.
const BANDS: usize = 12;
const ROWS: usize = 4;
/// Share of bins that must agree. With 64 bins the error of the estimate is about 0.06.
const ALIKE: f32 = 0.7;
/// Days between the publications of a report and of its copies at most: a bulletin of the same form comes every week.
const NEAR: i32 = 7;
/// Runs of words below which a text is only like itself.
const LEAST_RUNS: usize = 16;
/// Originals remembered: past this, the older half is forgotten. Copies come within days.
const MOST: usize = 250_000;

/// What a text's words come to; texts that share most of their words have most bytes in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signature(pub [u8; BINS]);

impl Signature {
    /// That of an article's text without its title and what was dropped (of its title where there is nothing else). None without a word.
    pub fn of(article: &Article) -> Option<Self> {
        let skip = |at: usize| {
            // Drops stand in the order of the text and do not overlap.
            let next = article.dropped.partition_point(|drop| drop.span.end as usize <= at);
            let spans = article.dropped.get(next).map(|drop| drop.span).into_iter().chain([article.title_span]);
            spans.filter(|span| (span.start as usize..span.end as usize).contains(&at)).map(|span| span.end as usize).max()
        };
        let mut words = Vec::with_capacity(article.text.len() / 6);
        words_of(&article.text, skip, &mut words);
        if words.is_empty() {
            words_of(article.title_span.of(&article.text), |_| None, &mut words);
        }
        let last = *words.last()?;
        if words.len() < LEAST_RUNS + 2 {
            let whole = words.iter().fold(0, |sum, word| mix(sum ^ word));
            return Some(signature([mix(whole ^ last)].into_iter()));
        }
        Some(signature(words.windows(3).map(|run| mix(run[0].rotate_left(1) ^ mix(run[1]) ^ run[2].rotate_left(43)))))
    }

    /// The estimated share of common runs, 0 to 1. Two unlike bytes are equal one time in 256.
    fn likeness(&self, other: &Signature) -> f32 {
        let same = self.0.iter().zip(&other.0).filter(|(a, b)| a == b).count() as f32 / BINS as f32;
        (same - 1.0 / 256.0) / (1.0 - 1.0 / 256.0)
    }

    fn bands(&self) -> impl Iterator<Item = u32> + '_ {
        self.0.chunks_exact(ROWS).take(BANDS).enumerate().map(|(band, rows)| {
            let rows = rows.iter().fold(band as u64, |sum, byte| sum << 8 | u64::from(*byte));
            (mix(rows) >> 32) as u32
        })
    }
}

/// A number for each word: letters and digits in lower case. `skip` gives the end of a stretch to leave out that holds a byte.
fn words_of(text: &str, skip: impl Fn(usize) -> Option<usize>, words: &mut Vec<u64>) {
    let letters = Letters::default();
    let (mut word, mut line_end, mut skip_to) = (0u64, true, 0);
    for (at, c) in text.char_indices() {
        // Titles and drops are whole lines.
        if line_end {
            skip_to = skip(at).unwrap_or(skip_to).max(skip_to);
        }
        line_end = c == '\n' || (line_end && c.is_whitespace());
        if at >= skip_to && (if c.is_ascii() { c.is_ascii_alphanumeric() } else { letters.is_alphanumeric(c) }) {
            let lower = if c.is_ascii() { c.to_ascii_lowercase() } else { c.to_lowercase().next().unwrap_or(c) };
            word = (word ^ u64::from(lower)).wrapping_mul(0x0100_0000_01b3).wrapping_add(0x9e37_79b9);
        } else if word != 0 {
            words.push(mix(word));
            word = 0;
        }
    }
    if word != 0 {
        words.push(mix(word));
    }
}

/// The smallest number of each bin.
fn signature(runs: impl Iterator<Item = u64>) -> Signature {
    let mut least = [u64::MAX; BINS];
    for run in runs {
        let bin = &mut least[(run >> 58) as usize];
        *bin = (*bin).min(run << 6);
    }
    let mut bytes = [0; BINS];
    for (bin, byte) in bytes.iter_mut().enumerate() {
        // An empty bin takes the number of another, always looked for in the same order. There is one: a text has a run.
        let (mut from, mut tries) = (bin, 0u64);
        while least[from] == u64::MAX && tries < 4096 {
            tries += 1;
            from = (mix((bin as u64) << 32 | tries) >> 58) as usize;
        }
        // With the bin's own number: two numbers that agree by chance in one bin do not in the next.
        *byte = (mix(least[from] ^ (bin as u64).rotate_left(24)) >> 56) as u8;
    }
    Signature(bytes)
}

/// Spreads a number's bits (the finaliser of SplitMix64).
fn mix(number: u64) -> u64 {
    let mut z = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// An article that is no copy.
#[derive(Clone, Debug, PartialEq)]
pub struct Original {
    /// Its id.
    pub id: Box<str>,
    /// First day on which it may have been published, days since 1970; None where nothing is known.
    pub published: Option<i32>,
    /// See [`Signature::of`].
    pub signature: Signature,
    /// The events it tells, in the order of the text.
    pub events: Box<[Known]>,
}

/// The originals seen so far, oldest first: about 300 bytes each, 250,000 at most.
#[derive(Default)]
pub struct Copies {
    originals: Vec<Original>,
    /// Band of a signature to the latest original that has it.
    bands: FxHashMap<u32, u32>,
}

impl Copies {
    /// The original of which an article with this signature is a copy; the earliest read, where several are.
    pub fn original(&self, signature: &Signature, published: Option<i32>) -> Option<&Original> {
        let mut near: Vec<u32> = signature.bands().filter_map(|band| self.bands.get(&band).copied()).collect();
        near.sort_unstable();
        near.dedup();
        near.into_iter().filter_map(|at| self.originals.get(at as usize)).find(|original| {
            let days = published.zip(original.published).map(|(a, b)| (a - b).abs());
            original.signature.likeness(signature) >= ALIKE && days.is_none_or(|days| days <= NEAR)
        })
    }

    /// Remembers an article that is no copy.
    pub fn add(&mut self, original: Original) {
        if self.push(original) {
            self.index_all();
        } else {
            self.index(self.originals.len() - 1);
        }
    }

    /// Remembers an article of an earlier run as [`Copies::add`] would, to be found after [`Copies::index_all`]. Whether the older half was
    /// forgotten to make room.
    pub fn push(&mut self, original: Original) -> bool {
        let full = self.originals.len() >= MOST;
        if full {
            self.originals.drain(..MOST / 2);
        }
        self.originals.push(original);
        full
    }

    /// Makes all that is remembered be found.
    pub fn index_all(&mut self) {
        self.bands.clear();
        (0..self.originals.len()).for_each(|at| self.index(at));
    }

    fn index(&mut self, at: usize) {
        for band in self.originals[at].signature.bands() {
            self.bands.insert(band, at as u32);
        }
    }
}

impl Original {
    /// Which of the original's events a mention in its copy tells: the one with the same id; else one of the same actors, family and
    /// frame (a copy printed a day later dates "today" anew); else, for a headline, one between the same two countries. None: a new one.
    pub fn event_of(&self, mention: &Mention) -> Option<Known> {
        let id = event_id(mention);
        let story = Known::of(mention, id);
        let same = |fits: &dyn Fn(&Known) -> bool| self.events.iter().find(|known| fits(known)).copied();
        let headline = mention.sentence == 0 && mention.evidence.sentence.start == 0 && mention.in_lead;
        same(&|known| known.event == id)
            .or_else(|| same(&|known| known.story == story.story))
            .or_else(|| same(&|known| headline && story.pair != 0 && known.pair == story.pair))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{DateValue, Drop, DropReason, PublishedBasis, Span};

    const BODY: &str = "The government of the northern province said on Tuesday that it had sent two hundred soldiers to the border after \
        gunmen attacked a convoy of traders near the village. The soldiers arrived in the evening and closed the road. A spokesman \
        said that talks with elders would begin within a week, and that the road would stay closed until then. Traders complained that \
        prices of grain had doubled in the markets of the capital since the attack.";

    fn of(text: &str, title: usize, dropped: Option<Span>) -> Signature {
        let article = Article {
            id: "a".into(),
            page_id: "a".into(),
            segment: 0,
            url: None,
            publisher: None,
            title: None,
            language: "en".into(),
            published: None,
            published_when: DateValue::UNKNOWN,
            published_basis: PublishedBasis::Unknown,
            text: text.into(),
            title_span: Span::new(0, title),
            dropped: dropped.map(|span| Drop { span, reason: DropReason::ReadAlso }).into_iter().collect(),
            input: "-".into(),
            record: 1,
        };
        Signature::of(&article).expect("words")
    }

    #[test]
    fn headlines_furniture_case_and_punctuation_make_no_difference() {
        let plain = of(BODY, 0, None);
        assert_eq!(plain, of(&BODY.to_uppercase().replace(", ", " — "), 0, None));
        assert_eq!(plain, of(&format!("Troops sent north\n{BODY}"), 17, None));
        let pointer = format!("{BODY}\nRead also: grain prices double in the capital");
        assert_eq!(plain, of(&pointer, 0, Some(Span::new(BODY.len() + 1, pointer.len()))));
    }

    #[test]
    fn a_copy_with_a_changed_sentence_is_found_and_another_story_is_not() {
        let (shorter, _) = BODY.rsplit_once(" Traders").expect("a last sentence");
        assert!(of(BODY, 0, None).likeness(&of(shorter, 0, None)) > 0.6);
        let (same, _) = BODY.split_once(" A spokesman").expect("a third sentence");
        let later = format!(
            "{same} On Thursday the road was opened again and the first lorries passed the village under escort, three days after \
            the attack. The provincial council thanked the army and asked the capital for food, tents and medicine for the families who fled."
        );
        let likeness = of(BODY, 0, None).likeness(&of(&later, 0, None));
        assert!(likeness < 0.6, "{likeness}");
    }

    #[test]
    fn short_texts_are_like_themselves_alone() {
        let (a, b) = (of("Troops leave the town of Kaya on Monday.", 0, None), of("Troops leave the town of Kaya on Tuesday.", 0, None));
        assert_eq!(a, of("Troops leave the town of KAYA on Monday", 0, None));
        assert!(a.likeness(&b) < 0.2);
    }

    #[test]
    fn the_first_read_is_the_original_and_a_month_later_it_is_news_again() {
        let mut copies = Copies::default();
        let original =
            |id: &str, day| Original { id: id.into(), published: Some(day), signature: of(BODY, 0, None), events: Box::default() };
        copies.add(original("a", 100));
        let found = |day| copies.original(&of(BODY, 0, None), day).map(|original| original.id.to_string());
        assert_eq!(found(Some(101)).as_deref(), Some("a"));
        assert_eq!(found(None).as_deref(), Some("a"));
        assert_eq!(found(Some(130)), None);
    }
}
