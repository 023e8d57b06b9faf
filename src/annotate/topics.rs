//! What a text is about: the points of each topic, from the marks of its words. One look at each token, nothing allocated.

use smallvec::SmallVec;

use crate::codebook::{Gate, Language, MOST_TOPICS, Mark};
use crate::model::Token;

/// Points of the topics in a sentence or a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// By topic.
    pub points: [u32; MOST_TOPICS],
    /// How many strong words speak against all topics.
    pub vetoes: u32,
    /// Points that weak words take from every topic.
    pub against: u32,
    /// Tokens.
    pub words: u32,
}

impl Tally {
    /// With the points of another text.
    pub fn add(&mut self, other: &Tally) {
        self.points.iter_mut().zip(&other.points).for_each(|(own, more)| *own += more);
        self.vetoes += other.vetoes;
        self.against += other.against;
        self.words += other.words;
    }

    /// Without the points of a part of it.
    pub fn without(&self, part: &Tally) -> Tally {
        let mut rest = *self;
        rest.points.iter_mut().zip(&part.points).for_each(|(own, less)| *own = own.saturating_sub(*less));
        rest.vetoes = rest.vetoes.saturating_sub(part.vetoes);
        rest.against = rest.against.saturating_sub(part.against);
        rest.words = rest.words.saturating_sub(part.words);
        rest
    }
}

/// The points of a sentence. A word counts once, however often it is said.
pub fn tally(tokens: &[Token], language: &Language, gate: &Gate) -> Tally {
    let mut out = Tally { words: tokens.len() as u32, ..Tally::default() };
    each(tokens, language, |_, _, mark| {
        let points = u32::from(if mark.strong { gate.strong } else { gate.weak });
        match mark.topic {
            Some(topic) => out.points[usize::from(topic)] += points,
            None if mark.strong => out.vetoes += 1,
            None => out.against += points,
        }
    });
    out
}

/// Every mark once, with the first token and the length of its phrase.
pub fn each(tokens: &[Token], language: &Language, mut see: impl FnMut(usize, usize, Mark)) {
    let mut seen: SmallVec<[u32; 32]> = SmallVec::new();
    let mut at = 0;
    while at < tokens.len() {
        let Some(marked) = language.lexicon.longest_marked(&tokens[at..]) else {
            at += 1;
            continue;
        };
        for mark in marked.marks {
            if !seen.contains(&mark.entry) {
                seen.push(mark.entry);
                see(at, marked.length, *mark);
            }
        }
        at += marked.length;
    }
}
