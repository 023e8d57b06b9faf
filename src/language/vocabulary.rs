use rustc_hash::FxHashMap;

use crate::model::WordId;

/// Every normalised word the codebook mentions, numbered from 1. Frozen once the codebook is compiled: tokens of a text
/// carry these numbers, and 0 for words no rule could ever ask for.
#[derive(Debug, Default)]
pub struct Vocabulary {
    ids: FxHashMap<Box<str>, WordId>,
    words: Vec<Box<str>>,
}

impl Vocabulary {
    /// The number of a normalised word, given one if it has none yet.
    pub fn intern(&mut self, word: &str) -> WordId {
        if let Some(&id) = self.ids.get(word) {
            return id;
        }
        self.words.push(word.into());
        let id = self.words.len() as WordId;
        self.ids.insert(word.into(), id);
        id
    }

    /// The number of a normalised word; 0 where no rule names it.
    pub fn id(&self, word: &str) -> WordId {
        self.ids.get(word).copied().unwrap_or(0)
    }

    /// The word with this number; "" for 0.
    pub fn word(&self, id: WordId) -> &str {
        (id as usize).checked_sub(1).and_then(|i| self.words.get(i)).map_or("", |w| w)
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }
}
