//! One lexicon a language: a trie over word numbers. Every form of every entry is in it; the longest match wins. It grows as maps; once
//! it is complete it is laid flat, so that a token of the news costs a look or two at memory.

use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};
use smallvec::SmallVec;

use crate::language::Vocabulary;
use crate::model::{Sense, Token, TokenKind, WordId};

/// A verb phrase whose words after the verb may stand apart from it: «ألقت الشرطة القبض على».
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Default, Serialize, Deserialize)]
pub struct Lexicon {
    #[serde(skip)]
    growing: Growing,
    /// By word: the one-word prefix.
    starts: Vec<Start>,
    /// Where a node's senses and steps begin; they end where the next node's begin.
    nodes: Vec<Node>,
    /// Longer prefixes: by node, then by word.
    steps: Vec<(WordId, u32)>,
    /// Senses of all nodes.
    senses: Vec<Sense>,
    /// Senses of the words that longer phrases begin with, and one of each kind of those phrases.
    gates: FxHashMap<WordId, Senses>,
    /// Phrases that may stand apart.
    pub apart: Vec<Apart>,
    /// Index into `marks` by node; 0 is none.
    marked: Vec<u32>,
    /// Marks of phrases; the first entry is empty.
    marks: Vec<SmallVec<[Mark; 2]>>,
}

/// What is filled while entries come in.
#[derive(Default)]
struct Growing {
    /// Node of a one-word prefix, by word; 0 is none.
    first: Vec<u32>,
    /// Longer prefixes.
    next: FxHashMap<(u32, WordId), u32>,
    /// Senses by node; node 0 is unused.
    senses: Vec<Senses>,
    /// Words that phrases with marks begin with.
    marked: FxHashSet<WordId>,
}

/// A word that begins phrases, with all that is asked of most words.
#[derive(Clone, Copy, Default, Serialize, Deserialize)]
struct Start {
    /// Its node (0 is none), and [`OPEN`], [`MARKED`], [`TRIGGER`] and [`ACTOR`].
    node: u32,
    /// Its own senses.
    senses: u32,
    count: u32,
}

#[derive(Clone, Copy, Default, Serialize, Deserialize)]
struct Node {
    senses: u32,
    steps: u32,
    /// Bit `word % 64` of each word that leads on: most words that do not are told by this.
    words: u64,
}

/// A phrase that begins with the word can be a trigger.
const TRIGGER: u32 = 1 << 31;
/// A phrase that begins with the word can name an actor, or needs none.
const ACTOR: u32 = 1 << 30;
/// Longer phrases begin with the word.
const OPEN: u32 = 1 << 29;
/// A phrase that begins with the word has marks.
const MARKED: u32 = 1 << 28;
const NODE: u32 = MARKED - 1;

/// A quotation mark, or the stroke between the words of a hashtag.
fn is_quote(token: &Token) -> bool {
    token.kind == TokenKind::Mark && matches!(char::from_u32(token.value), Some('"' | '“' | '”' | '«' | '»' | '‘' | '’' | '\'' | '_'))
}

fn bit(word: WordId) -> u64 {
    1 << (word % 64)
}

impl Lexicon {
    /// Adds a sense to a phrase. Verb and noun forms of the same entry spelled alike become one sense with both bits.
    pub fn insert(&mut self, words: &[WordId], sense: Sense) {
        let Some(node) = self.node(words) else { return };
        let senses = &mut self.growing.senses[node as usize];
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
        if !self.growing.marked.contains(&words[0]) {
            self.growing.marked.insert(words[0]);
        }
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
        let Growing { first, next, senses, .. } = &mut self.growing;
        if senses.is_empty() {
            senses.push(Senses::new());
        }
        let fresh = |senses: &mut Vec<Senses>| {
            senses.push(Senses::new());
            (senses.len() - 1) as u32
        };
        let start = words[0] as usize;
        if first.len() <= start {
            first.resize(start + 1, 0);
        }
        if first[start] == 0 {
            first[start] = fresh(senses);
        }
        let mut node = first[start];
        for &word in &words[1..] {
            node = *next.entry((node, word)).or_insert_with(|| fresh(senses));
        }
        Some(node)
    }

    /// While the lexicon grows: whether a word begins a phrase.
    pub(super) fn begins(&self, word: WordId) -> bool {
        self.growing.first.get(word as usize).is_some_and(|&node| node != 0)
    }

    /// While the lexicon grows: the senses that exactly these words have so far ([`Lexicon::exact`] is for the complete one).
    pub(super) fn so_far(&self, words: &[WordId]) -> &[Sense] {
        let Some((&start, rest)) = words.split_first() else { return &[] };
        let Growing { first, next, senses, .. } = &self.growing;
        let start = first.get(start as usize).copied().unwrap_or(0);
        let node = rest.iter().fold(start, |node, &word| next.get(&(node, word)).copied().unwrap_or(0));
        senses.get(node as usize).map_or(&[], |senses| &senses[..])
    }

    /// While the lexicon grows: whether some of these words are a phrase that names or triggers.
    pub(super) fn holds(&self, words: &[WordId]) -> bool {
        let Growing { first, next, senses, .. } = &self.growing;
        let tells = |sense: &Sense| !matches!(sense, Sense::Func { .. } | Sense::Verb { .. } | Sense::Discard { .. });
        (0..words.len()).any(|start| {
            let mut node = first.get(words[start] as usize).copied().unwrap_or(0);
            let mut at = start + 1;
            while node != 0 {
                if senses[node as usize].iter().any(tells) {
                    return true;
                }
                node = words.get(at).and_then(|&word| next.get(&(node, word))).copied().unwrap_or(0);
                at += 1;
            }
            false
        })
    }

    /// Lays the lexicon flat for reading; called once, after the last insert. A phrase that is discarded is nothing else.
    ///
    /// `sourced`: concepts whose events need no actor named.
    pub fn freeze(&mut self, sourced: &[bool]) {
        let Growing { first, next, mut senses, marked } = std::mem::take(&mut self.growing);
        for senses in senses.iter_mut().filter(|senses| senses.iter().any(|s| matches!(s, Sense::Discard { .. }))) {
            senses.retain(|sense| matches!(sense, Sense::Discard { .. }));
        }
        let mut steps: Vec<(u32, WordId, u32)> = next.into_iter().map(|((from, word), to)| (from, word, to)).collect();
        steps.sort_unstable();
        let mut at = 0;
        for (number, senses) in senses.iter().enumerate() {
            let mut node = Node { senses: self.senses.len() as u32, steps: at as u32, words: 0 };
            self.senses.extend_from_slice(senses);
            while let Some(&(_, word, to)) = steps.get(at).filter(|step| step.0 as usize == number) {
                node.words |= bit(word);
                self.steps.push((word, to));
                at += 1;
            }
            self.nodes.push(node);
        }
        self.nodes.push(Node { senses: self.senses.len() as u32, steps: at as u32, words: 0 });
        let gates = gates(&first, senses, &mut steps);
        let start = |(word, node): (usize, u32)| {
            if node == 0 {
                return Start::default();
            }
            let (from, to) = (self.nodes[node as usize].senses, self.nodes[node as usize + 1].senses);
            let gate = gates.get(&(word as WordId));
            let mut start = Start { node, senses: from, count: to - from };
            if gate.is_some() {
                start.node |= OPEN;
            }
            if marked.contains(&(word as WordId)) {
                start.node |= MARKED;
            }
            for sense in gate.map_or(&self.senses[from as usize..to as usize], |gate| &gate[..]) {
                start.node |= match sense {
                    Sense::Concept { concept, .. } if sourced.get(*concept as usize).is_some_and(|is| *is) => TRIGGER | ACTOR,
                    Sense::Concept { .. } | Sense::Apart { .. } => TRIGGER,
                    Sense::Operator { form, .. } if *form != 0 => TRIGGER,
                    Sense::Actor { .. } | Sense::Role { .. } | Sense::City { .. } => ACTOR,
                    _ => 0,
                };
            }
            start
        };
        self.starts = first.into_iter().enumerate().map(start).collect();
        self.gates = gates;
    }

    #[inline]
    fn start(&self, word: WordId) -> Start {
        self.starts.get(word as usize).copied().unwrap_or_default()
    }

    fn own(&self, start: Start) -> &[Sense] {
        &self.senses[start.senses as usize..(start.senses + start.count) as usize]
    }

    #[inline]
    fn senses_of(&self, node: u32) -> &[Sense] {
        match self.nodes.get(node as usize..node as usize + 2) {
            Some([this, next]) => &self.senses[this.senses as usize..next.senses as usize],
            _ => &[],
        }
    }

    /// The node that a word leads to from another; 0 for none.
    #[inline]
    fn step(&self, node: u32, word: WordId) -> u32 {
        let Some([this, next]) = self.nodes.get(node as usize..node as usize + 2) else { return 0 };
        if this.words & bit(word) == 0 {
            return 0;
        }
        let steps = &self.steps[this.steps as usize..next.steps as usize];
        steps.binary_search_by_key(&word, |step| step.0).map_or(0, |at| steps[at].1)
    }

    /// The longest phrase that starts at `tokens[0]`, and its senses.
    pub fn longest(&self, tokens: &[Token]) -> Option<(usize, &[Sense])> {
        let start = self.start(tokens.first()?.word);
        let mut best = (start.count > 0).then(|| (1, self.own(start)));
        if start.node & OPEN == 0 {
            return best;
        }
        let (mut node, mut length) = (start.node & NODE, 1);
        loop {
            // «تنظيم "الدولة الإسلامية"»: a quotation mark inside a phrase is no word of it.
            length += usize::from(tokens.get(length).is_some_and(is_quote));
            node = tokens.get(length).map_or(0, |token| self.step(node, token.word));
            if node == 0 {
                return best;
            }
            length += 1;
            let senses = self.senses_of(node);
            if !senses.is_empty() {
                best = Some((length, senses));
            }
        }
    }

    /// The longest phrase with marks that starts at `tokens[0]`.
    pub fn longest_marked(&self, tokens: &[Token]) -> Option<Marked<'_>> {
        let start = self.start(tokens.first()?.word);
        if start.node & MARKED == 0 {
            return None;
        }
        let (mut node, mut length, mut best) = (start.node & NODE, 1, None);
        while node != 0 {
            if let Some(&id) = self.marked.get(node as usize).filter(|&&id| id != 0) {
                best = Some(Marked { length, marks: &self.marks[id as usize] });
            }
            node = tokens.get(length).map_or(0, |token| self.step(node, token.word));
            length += 1;
        }
        best
    }

    /// The senses of exactly these words.
    pub fn exact(&self, tokens: &[Token]) -> Option<&[Sense]> {
        let (first, rest) = tokens.split_first()?;
        let start = self.start(first.word).node & NODE;
        let node = rest.iter().fold(start, |node, token| if node == 0 { 0 } else { self.step(node, token.word) });
        Some(self.senses_of(node)).filter(|senses| node != 0 && !senses.is_empty())
    }

    /// The senses of the one word alone.
    pub fn single(&self, word: WordId) -> &[Sense] {
        self.own(self.start(word))
    }

    /// Senses any phrase that starts with this word may have: those of the word alone, and one of each kind of longer phrases.
    pub fn single_or_prefix(&self, word: WordId) -> &[Sense] {
        self.gates.get(&word).map_or_else(|| self.single(word), |gate| &gate[..])
    }

    /// Whether a phrase that starts with this word can be a trigger, and whether one can name an actor: what the gate looks at.
    #[inline]
    pub fn can_be(&self, word: WordId) -> (bool, bool) {
        let start = self.start(word).node;
        (start & TRIGGER != 0, start & ACTOR != 0)
    }

    /// Every phrase, its normalised words joined by single spaces, in the order of insertion.
    pub fn phrases<'a>(&'a self, vocabulary: &'a Vocabulary) -> impl Iterator<Item = String> + 'a {
        // From each node the one above it and the word that leads down.
        let mut above = vec![(0, 0); self.nodes.len()];
        for (word, &start) in self.starts.iter().enumerate() {
            above[(start.node & NODE) as usize] = (0, word as WordId);
        }
        for (number, pair) in self.nodes.windows(2).enumerate() {
            for &(word, to) in &self.steps[pair[0].steps as usize..pair[1].steps as usize] {
                above[to as usize] = (number as u32, word);
            }
        }
        (1..self.nodes.len() as u32).filter(|&node| !self.senses_of(node).is_empty()).map(move |node| {
            let mut words = Vec::new();
            let mut at = node;
            while at != 0 {
                let (next, word) = above[at as usize];
                words.push(vocabulary.word(word));
                at = next;
            }
            words.reverse();
            words.join(" ")
        })
    }

    /// How many phrases there are.
    pub fn len(&self) -> usize {
        self.nodes.windows(2).filter(|pair| pair[0].senses < pair[1].senses).count()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.senses.is_empty()
    }
}

/// What [`Lexicon::single_or_prefix`] says of the words that longer phrases begin with.
fn gates(first: &[u32], mut senses: Vec<Senses>, steps: &mut [(u32, WordId, u32)]) -> FxHashMap<WordId, Senses> {
    // Children have higher numbers than their parents: from the highest down, senses rise to the first word.
    steps.sort_unstable_by_key(|&(_, _, to)| std::cmp::Reverse(to));
    let mut open = vec![false; senses.len()];
    for &(from, _, to) in steps.iter() {
        open[from as usize] = true;
        for sense in std::mem::take(&mut senses[to as usize]) {
            let same_kind = |known: &Sense| std::mem::discriminant(known) == std::mem::discriminant(&sense);
            if !senses[from as usize].iter().any(same_kind) {
                senses[from as usize].push(sense);
            }
        }
    }
    let starts = first.iter().enumerate().filter(|&(_, &node)| open.get(node as usize).is_some_and(|open| *open));
    starts.map(|(word, &node)| (word as WordId, std::mem::take(&mut senses[node as usize]))).collect()
}
