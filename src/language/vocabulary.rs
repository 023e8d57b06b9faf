use crate::model::WordId;
use serde::{Deserialize, Serialize};

/// Every normalised word the codebook mentions, numbered from 1. Frozen once the codebook is compiled: tokens of a text
/// carry these numbers, and 0 for words no rule could ever ask for.
///
/// Every word of the news is looked up here, and what that costs is waiting for memory: so a place has a byte of the hash that tells
/// nearly all words that are not in it and stays in the processor's cache; the rest is looked at only where that byte agrees.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Vocabulary {
    /// A power of two of places, half of them empty at least; a word is in the first free place from its hash on. A byte of its hash;
    /// [`EMPTY`] for none.
    tags: Vec<u8>,
    /// The words in these places.
    places: Vec<Place>,
    /// The words one after the other, an [`END`] after each.
    text: Vec<u8>,
    /// Where the word with number `i + 1` ends.
    ends: Vec<u32>,
    /// Of each number, whether the word is only found inside phrases: there a clitic it begins or ends with is split off all the same.
    inner: Vec<bool>,
}

/// A word's number and where it begins in the text.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
struct Place {
    id: WordId,
    start: u32,
}

const EMPTY: u8 = 0;
/// No byte of UTF-8.
const END: u8 = 0xff;

/// Fewest places that are not none.
const FEWEST: usize = 1 << 10;

impl Vocabulary {
    /// The number of a normalised word, given one if it has none yet.
    pub fn intern(&mut self, word: &str) -> WordId {
        if self.places.len() < (self.ends.len() + 1) * 2 {
            self.grow();
        }
        let (tag, at) = hash(word.as_bytes());
        let (at, id) = self.find(tag, at, word.as_bytes());
        if id != 0 {
            return id;
        }
        let start = self.text.len() as u32;
        self.text.extend_from_slice(word.as_bytes());
        self.ends.push(self.text.len() as u32);
        self.text.push(END);
        let id = self.ends.len() as WordId;
        (self.tags[at], self.places[at]) = (tag, Place { id, start });
        id
    }

    /// The number of a normalised word; 0 where no rule names it.
    pub fn id(&self, word: &str) -> WordId {
        self.id_of(word.as_bytes())
    }

    /// The number of a normalised word in UTF-8; 0 where no rule names it.
    pub(super) fn id_of(&self, word: &[u8]) -> WordId {
        if self.places.is_empty() {
            return 0;
        }
        let (tag, at) = hash(word);
        self.find(tag, at, word).1
    }

    /// The place of a word, and its number; 0 where it has none and the place is the one it would take.
    fn find(&self, tag: u8, at: usize, word: &[u8]) -> (usize, WordId) {
        let mask = self.tags.len() - 1;
        let mut at = at & mask;
        loop {
            match self.tags[at] {
                EMPTY => return (at, 0),
                known if known == tag => {
                    let Place { id, start } = self.places[at];
                    let text = &self.text[start as usize..];
                    if text.get(word.len()) == Some(&END) && same(text, word) {
                        return (at, id);
                    }
                }
                _ => {}
            }
            at = (at + 1) & mask;
        }
    }

    fn grow(&mut self) {
        let size = (self.places.len() * 2).max(FEWEST);
        self.tags = vec![EMPTY; size];
        let old = std::mem::replace(&mut self.places, vec![Place::default(); size]);
        for place in old.into_iter().filter(|place| place.id != 0) {
            let (tag, at) = hash(self.word(place.id).as_bytes());
            let mut at = at & (size - 1);
            while self.tags[at] != EMPTY {
                at = (at + 1) & (size - 1);
            }
            (self.tags[at], self.places[at]) = (tag, place);
        }
    }

    /// Whether a word is an entry by itself, or the first of one; where nobody said, every word is.
    pub(super) fn is_alone(&self, id: WordId) -> bool {
        (id as usize).checked_sub(1).is_some_and(|i| !self.inner.get(i).copied().unwrap_or(false))
    }

    /// Says which words are no entries by themselves.
    pub fn set_inner(&mut self, inner: impl Fn(WordId, &str) -> bool) {
        self.inner = (1..=self.len() as WordId).map(|id| inner(id, self.word(id))).collect();
    }

    /// The word with this number; "" for 0.
    pub fn word(&self, id: WordId) -> &str {
        let Some(i) = (id as usize).checked_sub(1) else { return "" };
        let start = i.checked_sub(1).map_or(0, |before| self.ends.get(before).map_or(0, |end| end + 1));
        let end = self.ends.get(i).copied().unwrap_or(start);
        self.text.get(start as usize..end as usize).and_then(|word| std::str::from_utf8(word).ok()).unwrap_or("")
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }
}

/// Whether a text begins with a word: for a word or two of the processor's this is less work than a call to compare memory.
fn same(text: &[u8], word: &[u8]) -> bool {
    let (eights, rest) = word.as_chunks::<8>();
    let (theirs, _) = text.as_chunks::<8>();
    let from = eights.len() * 8;
    eights.iter().zip(theirs).all(|(a, b)| u64::from_ne_bytes(*a) == u64::from_ne_bytes(*b))
        && rest.iter().zip(&text[from..]).all(|(a, b)| a == b)
}

/// The tag of a word and the number that its place is counted from. Eight bytes at a time, mixed as FxHash does; words have one or two
/// times eight.
fn hash(word: &[u8]) -> (u8, usize) {
    const MIX: u64 = 0xf135_7aea_2e62_a9c5;
    let mix = |state: u64, part: u64| (state.rotate_left(26) ^ part).wrapping_mul(MIX);
    let (eights, rest) = word.as_chunks::<8>();
    let state = eights.iter().fold(word.len() as u64, |state, part| mix(state, u64::from_le_bytes(*part)));
    let last = rest.iter().fold(0, |number, &byte| number << 8 | u64::from(byte));
    let hash = mix(state, last);
    // The upper bits are the well mixed ones.
    (((hash >> 56) as u8).max(1), (hash >> 24) as u32 as usize)
}

#[cfg(test)]
mod tests {
    use super::Vocabulary;

    #[test]
    fn numbers_are_given_once_and_found_again() {
        let mut words = Vocabulary::default();
        assert_eq!((words.id("x"), words.word(0), words.word(7)), (0, "", ""));
        let all: Vec<String> = (0..5000).map(|n| format!("word {n}")).collect();
        for (i, word) in all.iter().enumerate() {
            assert_eq!(words.intern(word), i as u32 + 1);
        }
        for (i, word) in all.iter().enumerate() {
            assert_eq!((words.intern(word), words.id(word), words.word(i as u32 + 1)), (i as u32 + 1, i as u32 + 1, word.as_str()));
        }
        assert_eq!((words.len(), words.id("words"), words.id("")), (5000, 0, 0));
    }
}
