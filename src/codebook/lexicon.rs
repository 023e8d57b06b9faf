//! One lexicon a language: a trie over word numbers. Every form of every entry is in it; the longest match wins.

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use crate::language::Vocabulary;
use crate::model::{Sense, Token, WordId};

/// A verb phrase whose words after the verb may stand apart from it: «ألقت الشرطة القبض على».
#[derive(Clone, Debug, PartialEq)]
pub struct Apart {
    /// What the whole is (its form is the head's).
    pub sense: Sense,
    /// The other words, in order; a last preposition leads the object and is `preposition` instead.
    pub rest: SmallVec<[WordId; 3]>,
    /// Preposition that leads the object.
    pub preposition: Option<u16>,
}

/// Senses of one phrase.
pub type Senses = SmallVec<[Sense; 2]>;

/// What a word says of its text's subject. Marks stand beside senses: a phrase that only has marks swallows no other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Index into `Codebook::topics`; None for a word that speaks against all of them.
    pub topic: Option<u8>,
    /// Said of hardly anything else.
    pub strong: bool,
    /// The same for all forms of an entry.
    pub entry: u32,
}

/// A phrase with marks, found at some place.
#[derive(Clone, Copy, Debug)]
pub struct Marked<'a> {
    /// Words of the phrase.
    pub length: usize,
    /// What it says.
    pub marks: &'a [Mark],
}

/// The trie.
#[derive(Default)]
pub struct Lexicon {
    /// Node of a one-word prefix, by word; 0 is none.
    first: Vec<u32>,
    /// Longer prefixes.
    next: FxHashMap<(u32, WordId), u32>,
    /// Senses by node; node 0 is unused.
    senses: Vec<Senses>,
    /// Whether a node can be extended.
    open: Vec<bool>,
    /// Senses of a node and of one of each kind below it.
    gate: Vec<Senses>,
    /// Phrases that may stand apart.
    pub apart: Vec<Apart>,
    /// Index into `marks` by node; 0 is none.
    marked: Vec<u32>,
    /// Marks of phrases; the first entry is empty.
    marks: Vec<SmallVec<[Mark; 2]>>,
}

impl Lexicon {
    /// Adds a sense to a phrase. Verb and noun forms of the same entry spelled alike become one sense with both bits.
    pub fn insert(&mut self, words: &[WordId], sense: Sense) {
        let Some(node) = self.node(words) else { return };
        let senses = &mut self.senses[node as usize];
        for known in senses.iter_mut() {
            if let (Sense::Concept { concept: a, form }, Sense::Concept { concept: b, form: more }) = (&mut *known, sense)
                && *a == b
            {
                *form |= more;
                return;
            }
            if let (Sense::Verb { form, saying }, Sense::Verb { form: more, saying: says }) = (&mut *known, sense) {
                *form |= more;
                *saying |= says;
                return;
            }
            if let (Sense::Discard { phrase: a, form }, Sense::Discard { phrase: b, form: more }) = (&mut *known, sense)
                && *a == b
            {
                *form |= more;
                return;
            }
            if *known == sense {
                return;
            }
        }
        senses.push(sense);
    }

    /// Adds a mark to a phrase.
    pub fn mark(&mut self, words: &[WordId], mark: Mark) {
        let Some(node) = self.node(words) else { return };
        let node = node as usize;
        if self.marked.len() <= node {
            self.marked.resize(node + 1, 0);
        }
        if self.marks.is_empty() {
            self.marks.push(SmallVec::new());
        }
        if self.marked[node] == 0 {
            self.marked[node] = self.marks.len() as u32;
            self.marks.push(SmallVec::new());
        }
        let marks = &mut self.marks[self.marked[node] as usize];
        // Forms of two entries spelled alike count once.
        if !marks.iter().any(|known| known.topic == mark.topic && known.strong >= mark.strong) {
            marks.push(mark);
        }
    }

    /// The node of a phrase, made where there is none; None for a phrase without words.
    fn node(&mut self, words: &[WordId]) -> Option<u32> {
        if words.is_empty() || words.contains(&0) {
            return None;
        }
        if self.senses.is_empty() {
            self.senses.push(Senses::new());
            self.open.push(false);
        }
        let first = words[0] as usize;
        if self.first.len() <= first {
            self.first.resize(first + 1, 0);
        }
        if self.first[first] == 0 {
            self.first[first] = self.fresh();
        }
        let mut node = self.first[first];
        for &word in &words[1..] {
            self.open[node as usize] = true;
            node = match self.next.get(&(node, word)) {
                Some(&node) => node,
                None => {
                    let fresh = self.fresh();
                    self.next.insert((node, word), fresh);
                    fresh
                }
            };
        }
        Some(node)
    }

    fn fresh(&mut self) -> u32 {
        self.senses.push(Senses::new());
        self.open.push(false);
        (self.senses.len() - 1) as u32
    }

    /// The longest phrase that starts at `tokens[0]`, and its senses.
    pub fn longest(&self, tokens: &[Token]) -> Option<(usize, &[Sense])> {
        let mut node = *self.first.get(tokens.first()?.word as usize)?;
        if node == 0 {
            return None;
        }
        let (mut length, mut best) = (1, None);
        loop {
            if !self.senses[node as usize].is_empty() {
                best = Some((length, &self.senses[node as usize][..]));
            }
            if !self.open[node as usize] {
                return best;
            }
            match tokens.get(length).filter(|t| t.word != 0).and_then(|t| self.next.get(&(node, t.word))) {
                Some(&next) => node = next,
                None => return best,
            }
            length += 1;
        }
    }

    /// The longest phrase with marks that starts at `tokens[0]`.
    pub fn longest_marked(&self, tokens: &[Token]) -> Option<Marked<'_>> {
        let mut node = *self.first.get(tokens.first()?.word as usize)?;
        if node == 0 {
            return None;
        }
        let (mut length, mut best) = (1, None);
        loop {
            if let Some(&id) = self.marked.get(node as usize).filter(|&&id| id != 0) {
                best = Some(Marked { length, marks: &self.marks[id as usize] });
            }
            if !self.open[node as usize] {
                return best;
            }
            match tokens.get(length).filter(|t| t.word != 0).and_then(|t| self.next.get(&(node, t.word))) {
                Some(&next) => node = next,
                None => return best,
            }
            length += 1;
        }
    }

    /// The senses of exactly these words.
    pub fn exact(&self, tokens: &[Token]) -> Option<&[Sense]> {
        let (first, rest) = tokens.split_first()?;
        let mut node = *self.first.get(first.word as usize)?;
        for token in rest {
            node = *self.next.get(&(node, token.word))?;
        }
        Some(&self.senses[node as usize][..]).filter(|senses| node != 0 && !senses.is_empty())
    }

    /// The senses of the one word alone.
    pub fn single(&self, word: WordId) -> &[Sense] {
        match self.first.get(word as usize) {
            Some(&node) if node != 0 => &self.senses[node as usize],
            _ => &[],
        }
    }

    /// Senses any phrase that starts with this word may have: what the gate looks at. A phrase of several words counts by its first.
    pub fn single_or_prefix(&self, word: WordId) -> &[Sense] {
        match self.first.get(word as usize) {
            Some(&node) if node != 0 => {
                let node = node as usize;
                if self.open[node] { &self.gate[node] } else { &self.senses[node] }
            }
            _ => &[],
        }
    }

    /// Whether some of these words are a phrase that names or triggers.
    pub fn holds(&self, words: &[WordId]) -> bool {
        let tells = |sense: &Sense| !matches!(sense, Sense::Func { .. } | Sense::Verb { .. } | Sense::Discard { .. });
        (0..words.len()).any(|first| {
            let mut node = self.first.get(words[first] as usize).copied().unwrap_or(0);
            let mut at = first + 1;
            while node != 0 {
                if self.senses[node as usize].iter().any(tells) {
                    return true;
                }
                let next = words.get(at).and_then(|&word| self.next.get(&(node, word)));
                (node, at) = (next.copied().unwrap_or(0), at + 1);
            }
            false
        })
    }

    /// Whether a phrase starts with this word.
    pub fn starts(&self, word: WordId) -> bool {
        self.first.get(word as usize).is_some_and(|&node| node != 0)
    }

    /// Prepares `single_or_prefix`; called once, after the last insert. A phrase that is discarded is nothing else.
    pub fn freeze(&mut self) {
        for senses in self.senses.iter_mut().filter(|senses| senses.iter().any(|s| matches!(s, Sense::Discard { .. }))) {
            senses.retain(|sense| matches!(sense, Sense::Discard { .. }));
        }
        self.gate = self.senses.clone();
        let mut nodes: Vec<(u32, u32)> = self.next.iter().map(|(&(from, _), &to)| (from, to)).collect();
        // Children have higher numbers than their parents: from the highest down, senses rise to the first word.
        nodes.sort_unstable_by_key(|&(_, to)| std::cmp::Reverse(to));
        for (from, to) in nodes {
            let below = std::mem::take(&mut self.gate[to as usize]);
            for sense in &below {
                let same_kind = |known: &Sense| std::mem::discriminant(known) == std::mem::discriminant(sense);
                if !self.gate[from as usize].iter().any(same_kind) {
                    self.gate[from as usize].push(*sense);
                }
            }
            self.gate[to as usize] = below;
        }
    }

    /// Every phrase, its normalised words joined by single spaces, in the order of insertion.
    pub fn phrases<'a>(&'a self, vocabulary: &'a Vocabulary) -> impl Iterator<Item = String> + 'a {
        // From each node the one above it and the word that leads down.
        let mut above = vec![(0, 0); self.senses.len()];
        for (word, &node) in self.first.iter().enumerate() {
            above[node as usize] = (0, word as WordId);
        }
        for (&(from, word), &to) in &self.next {
            above[to as usize] = (from, word);
        }
        (1..self.senses.len()).filter(|&node| !self.senses[node].is_empty()).map(move |node| {
            let mut words = Vec::new();
            let mut at = node;
            while at != 0 {
                let (next, word) = above[at];
                words.push(vocabulary.word(word));
                at = next as usize;
            }
            words.reverse();
            words.join(" ")
        })
    }

    /// How many phrases there are.
    pub fn len(&self) -> usize {
        self.senses.iter().filter(|s| !s.is_empty()).count()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.senses.is_empty()
    }
}
