//! Arabic writes conjunctions, prepositions and pronouns together with the word they stand beside. They are split off where what is
//! left is a word of the vocabulary, or where the article shows them.

use smallvec::SmallVec;

use super::tokens::{Scanner, Words};
use super::{Letters, Profile};
use crate::model::{Span, TokenKind, flag};

/// Most layers of a stack of proclitics.
const LAYERS: usize = 4;

/// Stacked proclitics: numbers in the profile's list.
#[derive(Clone, Copy, Default)]
struct Prefix {
    clitics: [u8; LAYERS],
    count: usize,
    /// Their length, normalised.
    bytes: usize,
}

impl Prefix {
    fn numbers(&self) -> impl Iterator<Item = usize> {
        self.clitics.into_iter().take(self.count).map(usize::from)
    }

    fn has(&self, clitic: &str, profile: &Profile) -> bool {
        self.numbers().any(|number| profile.proclitics[number] == clitic)
    }

    fn ends_in(&self, clitic: &str, profile: &Profile) -> bool {
        self.numbers().last().is_some_and(|number| profile.proclitics[number] == clitic)
    }
}

type Prefixes = SmallVec<[Prefix; 8]>;

/// How a word is cut.
struct Split {
    prefix: Prefix,
    /// Bytes of the enclitic (normalised; Arabic letters are two bytes each).
    suffix: usize,
    id: u32,
    definite: bool,
}

/// Letters of a text in UTF-8.
fn letters(text: &[u8]) -> usize {
    text.iter().filter(|&&byte| byte & 0xc0 != 0x80).count()
}

/// Whether a word begins with the article and is long enough for a noun behind it.
fn is_definite(word: &[u8], article: &str) -> bool {
    !article.is_empty() && word.starts_with(article.as_bytes()) && word.len() > article.len() + 2
}

impl<W: Words> Scanner<'_, W> {
    /// Splits Arabic clitics where the stem is a word of the vocabulary; the whole word wins if it is one itself.
    pub(super) fn split_clitics(&mut self, span: Span, flags: u16) {
        let word = std::mem::take(&mut self.word);
        let whole = self.words.id(&word);
        let split =
            if whole == 0 || !self.words.is_alone(whole) { self.find_split(&word, span.of(self.text).ends_with('ة')) } else { None };
        match split {
            // A blind cut knows less than a word of the vocabulary.
            Some(split) if whole == 0 || split.id != 0 => self.push_split(span, flags, &split),
            _ => {
                let definite = is_definite(&word, self.profile.article.unwrap_or(""));
                // «2011 و2014»: digits are written together with what stands before them as words are.
                let on_digits = || self.text[span.end as usize..].starts_with(|c| self.letters.of(c).is_digit());
                let proclitic = self.profile.proclitics.iter().any(|clitic| clitic.as_bytes() == word) && on_digits();
                let flag = |set: bool, flag: u16| if set { flag } else { 0 };
                self.push(span, TokenKind::Word, whole, 0, flags | flag(definite, flag::DEFINITE) | flag(proclitic, flag::PROCLITIC));
            }
        }
        self.word = word;
    }

    /// The stacks of proclitics that a word may begin with; the empty one first.
    fn prefixes(&self, word: &[u8]) -> Prefixes {
        let mut prefixes = Prefixes::new();
        prefixes.push(Prefix::default());
        for layer in self.profile.layers.iter().take(LAYERS) {
            for i in 0..prefixes.len() {
                let shorter = prefixes[i];
                for number in layer.clone() {
                    let clitic = self.profile.proclitics[number].as_bytes();
                    if word[shorter.bytes..].starts_with(clitic) {
                        let mut longer = shorter;
                        longer.clitics[shorter.count] = number as u8;
                        longer.count += 1;
                        longer.bytes += clitic.len();
                        prefixes.push(longer);
                    }
                }
            }
        }
        prefixes
    }

    /// `closed`: the word ends in ta marbuta, which takes no pronoun (folded, it looks like one).
    fn find_split(&mut self, word: &[u8], closed: bool) -> Option<Split> {
        let prefixes = self.prefixes(word);
        // Only pronouns that the word ends in are tried.
        let mut suffixes: SmallVec<[usize; 4]> = SmallVec::new();
        suffixes.push(0);
        if !closed {
            let ends = self.profile.enclitics.iter().filter(|enclitic| word.ends_with(enclitic.as_bytes()));
            suffixes.extend(ends.map(|enclitic| enclitic.len()));
        }
        // Fewest pieces first: a proclitic, then an enclitic, then both.
        let mut best: Option<(usize, Split)> = None;
        for prefix in &prefixes {
            for &suffix in &suffixes {
                let pieces = prefix.count + usize::from(suffix > 0) * 2;
                if pieces == 0 || prefix.bytes + suffix > word.len() || best.as_ref().is_some_and(|(cost, _)| *cost <= pieces) {
                    continue;
                }
                let stem = &word[prefix.bytes..word.len() - suffix];
                if letters(stem) < if suffix == 0 { 2 } else { 3 } {
                    continue;
                }
                if let Some((id, definite)) = self.stem(stem, prefix, suffix) {
                    best = Some((pieces, Split { prefix: *prefix, suffix, id, definite }));
                }
            }
        }
        best.map(|(_, split)| split).or_else(|| self.blind_split(&prefixes, word))
    }

    /// The stem as a word of the vocabulary: as it is; with the article restored after ل («للنيجر»); with its ta marbuta or
    /// final alef restored before a pronoun («حكومته»). With whether it is definite.
    fn stem(&mut self, stem: &[u8], prefix: &Prefix, suffix: usize) -> Option<(u32, bool)> {
        let id = self.words.id(stem);
        if id != 0 && self.words.is_alone(id) {
            return Some((id, is_definite(stem, self.profile.article.unwrap_or(""))));
        }
        let mut restored = |start: &str, middle: &[u8], end: &str| {
            self.other.clear();
            [start.as_bytes(), middle, end.as_bytes()].into_iter().for_each(|part| self.other.extend_from_slice(part));
            Some(self.words.id(&self.other)).filter(|&id| id != 0 && self.words.is_alone(id))
        };
        if prefix.ends_in("ل", self.profile)
            && let Some(rest) = stem.strip_prefix("ل".as_bytes())
            && let Some(id) = restored("ال", rest, "")
        {
            return Some((id, true));
        }
        if suffix > 0 {
            for (written, full) in [("ت", "ه"), ("ا", "ي")] {
                if let Some(base) = stem.strip_suffix(written.as_bytes())
                    && let Some(id) = restored("", base, full)
                {
                    return Some((id, false));
                }
            }
        }
        None
    }

    /// A word the vocabulary does not know still shows its clitics when the article follows them: «والمدينة», «بالمدينة», «للمدينة».
    fn blind_split(&self, prefixes: &Prefixes, word: &[u8]) -> Option<Split> {
        let article = self.profile.article.unwrap_or("").as_bytes();
        prefixes.iter().filter(|prefix| prefix.count > 0).find_map(|prefix| {
            let rest = &word[prefix.bytes..];
            let with_article = rest.starts_with(article) && letters(rest) >= 6;
            let doubled = prefix.ends_in("ل", self.profile) && rest.starts_with("ل".as_bytes()) && letters(rest) >= 5;
            let shown = (with_article || doubled) && !prefix.has("س", self.profile);
            shown.then_some(Split { prefix: *prefix, suffix: 0, id: 0, definite: true })
        })
    }

    /// Pushes the pieces. Clitics take as many original characters as they have letters (diacritics go with them).
    fn push_split(&mut self, span: Span, flags: u16, split: &Split) {
        let text = self.text;
        let (mut at, last) = (span.start as usize, span.end as usize);
        for number in split.prefix.numbers() {
            let clitic = self.profile.proclitics[number].as_bytes();
            let end = advance(self.letters, text, at, last, letters(clitic));
            let id = self.words.id(clitic);
            self.push(Span::new(at, end), TokenKind::Word, id, 0, flag::PROCLITIC);
            at = end;
        }
        let suffix_start = if split.suffix == 0 { last } else { retreat(self.letters, text, at, last, split.suffix / 2) };
        let definite = if split.definite { flag::DEFINITE } else { 0 };
        self.push(Span::new(at, suffix_start), TokenKind::Word, split.id, 0, flags | definite);
        if suffix_start < last {
            self.other.clear();
            text[suffix_start..last].chars().for_each(|c| self.letters.fold_into(c, &mut self.other));
            let id = self.words.id(&self.other);
            self.push(Span::new(suffix_start, last), TokenKind::Word, id, 0, flag::ENCLITIC);
        }
    }
}

/// The byte after `count` letters from `at`, with the marks that follow the last of them.
fn advance(table: Letters, text: &str, at: usize, end: usize, count: usize) -> usize {
    let mut letters = 0;
    for (offset, c) in text[at..end].char_indices() {
        if table.is_alphabetic(c) && c != '\u{0640}' {
            if letters == count {
                return at + offset;
            }
            letters += 1;
        }
    }
    end
}

/// The byte where the last `count` letters before `end` begin.
fn retreat(table: Letters, text: &str, at: usize, end: usize, count: usize) -> usize {
    let mut letters = 0;
    for (offset, c) in text[at..end].char_indices().rev() {
        if table.is_alphabetic(c) && c != '\u{0640}' {
            letters += 1;
            if letters == count {
                return at + offset;
            }
        }
    }
    end
}
