//! Text to tokens in one pass: words, numbers and marks with their place in the original text and their number in the
//! codebook's vocabulary. Clitics are split only where what is left is a word of the vocabulary.

use smallvec::SmallVec;

use super::normalise::fold_into;
use super::{Profile, Vocabulary};
use crate::model::{Span, Token, TokenKind, WordId, flag};

/// A marker before a normalised word that was written in capitals: "US" and "us" are two entries of the vocabulary.
pub(super) const UPPER_MARK: char = '^';

/// Appends the tokens of `text` to `out`. Spans are bytes of `text`.
pub fn tokenize(text: &str, profile: &Profile, vocabulary: &Vocabulary, out: &mut Vec<Token>) {
    Scanner { text, profile, words: vocabulary, out, word: String::new(), upper: String::new(), pending: flag::LINE_START }.run();
}

/// The words of a codebook's phrase, numbered: the same scanner as for news, so that both see the same words. Marks are left out.
///
/// `stems`: words known from an earlier pass. In a phrase of several words a proclitic is split off where the rest is one of them, as it will be in
/// the news: «بطائرة مسيرة» is ب + «طائرة مسيرة».
pub fn intern_words(phrase: &str, profile: &Profile, vocabulary: &mut Vocabulary, stems: Option<&Vocabulary>) -> Vec<WordId> {
    if let Some(stems) = stems.filter(|_| !profile.proclitics.is_empty() && phrase.contains(' ')) {
        let spaced = split_phrase(phrase, profile, stems);
        return intern_words(&spaced, profile, vocabulary, None);
    }
    let mut out = Vec::new();
    Scanner { text: phrase, profile, words: Interning(vocabulary), out: &mut out, word: String::new(), upper: String::new(), pending: 0 }
        .run();
    out.iter().filter(|token| token.kind != TokenKind::Mark).map(|token| token.word).collect()
}

/// A phrase with its proclitics set apart by spaces.
fn split_phrase(phrase: &str, profile: &Profile, stems: &Vocabulary) -> String {
    let words = phrase.split(' ').enumerate().map(|(i, word)| {
        // The first word may be a verb («وافق على»), so only a preposition before a longer word is split there; س stands before verbs only.
        let known = |rest: &str| rest.chars().count() >= if i == 0 { 4 } else { 3 } && stems.id(&super::normalise(rest)) != 0;
        // A word that is an entry as it stands is not split in the news either: «وجهات».
        let whole = stems.id(&super::normalise(word)) != 0;
        let may = |clitic: &str| !whole && clitic != "س" && (i > 0 || matches!(clitic, "ب" | "ل"));
        // «للرئيس» is ل + «الرئيس».
        if i > 0 && !whole && let Some(article) = profile.article && let Some(rest) = word.strip_prefix("لل") {
            let restored = format!("{article}{rest}");
            if known(&restored) {
                return format!("ل {restored}");
            }
        }
        let clitic = profile.proclitics.iter().find(|clitic| may(clitic) && word.strip_prefix(**clitic).is_some_and(known));
        match clitic.and_then(|clitic| word.strip_prefix(clitic).map(|rest| (clitic, rest))) {
            Some((clitic, rest)) => format!("{clitic} {rest}"),
            None => word.to_string(),
        }
    });
    words.collect::<Vec<_>>().join(" ")
}

/// Where the scanner gets a word's number.
trait Words {
    fn id(&mut self, word: &str) -> WordId;
}

impl Words for &Vocabulary {
    fn id(&mut self, word: &str) -> WordId {
        Vocabulary::id(self, word)
    }
}

/// Every word gets a number.
struct Interning<'a>(&'a mut Vocabulary);

impl Words for Interning<'_> {
    fn id(&mut self, word: &str) -> WordId {
        // A longer name in capitals ("UNICEF") is also written as a word ("Unicef"); "US" is not "us".
        if let Some(lower) = word.strip_prefix(UPPER_MARK).filter(|lower| lower.chars().count() >= 4) {
            return self.0.intern(lower);
        }
        self.0.intern(word)
    }
}

struct Scanner<'a, W> {
    text: &'a str,
    profile: &'a Profile,
    words: W,
    out: &'a mut Vec<Token>,
    /// The normalised word, reused.
    word: String,
    /// The same with the capitals' marker, reused.
    upper: String,
    /// Flags for the next token.
    pending: u16,
}

/// Letters, and the marks that belong to a word.
fn is_letter(c: char) -> bool {
    c.is_alphabetic()
        || matches!(c, '\u{0640}' | '\u{064b}'..='\u{065f}' | '\u{0670}' | '\u{200c}' | '\u{200d}' | '\u{ad}')
        || unicode_normalization::char::is_combining_mark(c)
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{02bc}')
}

fn digit_value(c: char) -> Option<u32> {
    match c {
        '0'..='9' => Some(c as u32 - '0' as u32),
        '\u{0660}'..='\u{0669}' => Some(c as u32 - 0x0660),
        '\u{06f0}'..='\u{06f9}' => Some(c as u32 - 0x06f0),
        _ => None,
    }
}

impl<W: Words> Scanner<'_, W> {
    fn run(mut self) {
        let mut at = 0;
        while let Some(c) = self.text[at..].chars().next() {
            at = if digit_value(c).is_some() {
                self.number(at)
            } else if is_letter(c) {
                self.word(at)
            } else if c.is_whitespace() {
                if c == '\n' {
                    self.pending |= flag::LINE_START;
                }
                at + c.len_utf8()
            } else {
                self.mark(at, c)
            };
        }
    }

    fn push(&mut self, span: Span, kind: TokenKind, word: u32, value: u32, flags: u16) {
        let glued = match self.out.last() {
            Some(last) if last.span.end == span.start && last.kind != TokenKind::Mark => flag::GLUED,
            _ => 0,
        };
        self.out.push(Token { span, word, value, flags: flags | self.pending | glued, kind });
        self.pending = 0;
    }

    /// A run of digits with separators and an ending: "21,000", "3.5", "18th", "1990s".
    fn number(&mut self, start: usize) -> usize {
        let (mut value, mut flags, mut end) = (0u32, 0u16, start);
        for (offset, c) in self.text[start..].char_indices() {
            if let Some(digit) = digit_value(c) {
                if flags & flag::GROUPED == 0 || value < 100_000_000 {
                    value = value.saturating_mul(10).saturating_add(digit);
                }
                end = start + offset + c.len_utf8();
                continue;
            }
            // A separator counts only between digits: a thousands comma before three of them, or a decimal point.
            let rest = &self.text[start + offset + c.len_utf8()..];
            let digits = rest.chars().take_while(|&c| digit_value(c).is_some()).count();
            let grouped = matches!(c, ',' | '\u{066c}') && digits == 3;
            let decimal = matches!(c, '.' | '\u{066b}') && digits > 0 && rest.chars().nth(digits).is_none_or(|c| c != '.');
            if !(grouped || decimal) {
                break;
            }
            flags |= flag::GROUPED;
        }
        let rest = &self.text[end..];
        let ending: String = rest.chars().take_while(|c| c.is_ascii_alphabetic()).take(3).collect::<String>().to_ascii_lowercase();
        let eaten = match ending.as_str() {
            "st" | "nd" | "rd" | "th" => {
                flags |= flag::ORDINAL;
                2
            }
            "s" => {
                flags |= flag::PLURAL;
                1
            }
            _ => 0,
        };
        // "G7", "March 23 Movement": a short number can be a word of a name.
        let word = if end - start <= 4 && flags == 0 {
            self.word.clear();
            self.text[start..end].chars().for_each(|c| fold_into(c, &mut self.word));
            self.words.id(&self.word)
        } else {
            0
        };
        self.push(Span::new(start, end + eaten), TokenKind::Number, word, value, flags);
        end + eaten
    }

    fn mark(&mut self, at: usize, c: char) -> usize {
        let end = at + c.len_utf8();
        let between = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let hyphen =
            matches!(c, '-' | '\u{2010}' | '\u{2011}') || (matches!(c, '\u{2013}') && between(self.text[..at].chars().next_back()));
        if hyphen && between(self.text[..at].chars().next_back()) && between(self.text[end..].chars().next()) {
            self.pending |= flag::HYPHEN;
            return end;
        }
        // Zero-width and bidi controls are no tokens.
        if matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}') {
            return end;
        }
        self.push(Span::new(at, end), TokenKind::Mark, 0, c as u32, 0);
        end
    }

    /// Letters; an apostrophe inside them; the dots of "U.S.".
    fn word(&mut self, start: usize) -> usize {
        self.word.clear();
        let mut end = start;
        let (mut letters, mut capitals, mut damma) = (0usize, 0usize, false);
        let first_capital = self.text[start..].chars().next().is_some_and(char::is_uppercase);
        let mut dots = 0;
        for (offset, c) in self.text[start..].char_indices() {
            let at = start + offset;
            if is_letter(c) || (letters > 0 && c.is_ascii_digit() && first_capital) {
                fold_into(c, &mut self.word);
                letters += usize::from(c.is_alphanumeric());
                capitals += usize::from(c.is_uppercase() || c.is_ascii_digit());
                damma |= c == '\u{064f}' && letters <= 2;
                end = at + c.len_utf8();
                continue;
            }
            let next = self.text[at + c.len_utf8()..].chars().next();
            // "U.S.", "D.C.": single letters between dots.
            if c == '.' && letters == dots + 1 && (next.is_some_and(char::is_alphabetic) || dots > 0) {
                let after = self.text[at + 1..].chars().nth(1);
                if dots > 0 && !(next.is_some_and(char::is_alphabetic) && after == Some('.')) {
                    end = at + 1;
                    break;
                }
                if next.is_some_and(char::is_alphabetic) && after == Some('.') {
                    self.word.push('.');
                    dots += 1;
                    continue;
                }
            }
            break;
        }
        let is_upper = letters >= 2 && capitals == letters;
        let mut flags = 0;
        if first_capital {
            flags |= flag::CAPITAL;
        }
        if is_upper {
            flags |= flag::UPPER;
        }
        if damma {
            flags |= flag::DAMMA;
        }
        let span = Span::new(start, end);
        if self.profile.proclitics.is_empty() {
            let word = self.look_up(is_upper);
            self.push(span, TokenKind::Word, word, 0, flags);
            self.possessive(end)
        } else {
            self.split_clitics(span, flags);
            end
        }
    }

    fn look_up(&mut self, is_upper: bool) -> u32 {
        if is_upper {
            self.upper.clear();
            self.upper.push(UPPER_MARK);
            self.upper.push_str(&self.word);
            let id = self.words.id(&self.upper);
            if id != 0 {
                return id;
            }
        }
        self.words.id(&self.word)
    }

    /// "'s", "'" after a plural, "n't": tokens of their own.
    fn possessive(&mut self, at: usize) -> usize {
        let mut rest = self.text[at..].chars();
        let Some(apostrophe) = rest.next().filter(|&c| is_apostrophe(c)) else { return at };
        let letters: String = rest.take_while(|c| c.is_alphabetic()).take(3).collect();
        let lower = letters.to_lowercase();
        if !matches!(lower.as_str(), "s" | "t" | "re" | "ve" | "ll" | "d" | "m") {
            return at;
        }
        let end = at + apostrophe.len_utf8() + letters.len();
        self.word.clear();
        self.word.push('\'');
        self.word.push_str(&lower);
        let id = self.words.id(&self.word);
        self.push(Span::new(at, end), TokenKind::Word, id, 0, 0);
        end
    }

    /// Splits Arabic clitics where the stem is a word of the vocabulary; the whole word wins if it is one itself.
    fn split_clitics(&mut self, span: Span, flags: u16) {
        let word = std::mem::take(&mut self.word);
        let whole = self.words.id(&word);
        if whole != 0 {
            let definite =
                if self.profile.article.is_some_and(|a| word.starts_with(a) && word.len() > a.len() + 2) { flag::DEFINITE } else { 0 };
            self.push(span, TokenKind::Word, whole, 0, flags | definite);
        } else if let Some(split) = self.find_split(&word, span.of(self.text).ends_with('ة')) {
            self.push_split(span, flags, &split);
        } else {
            let definite =
                if self.profile.article.is_some_and(|a| word.starts_with(a) && word.len() > a.len() + 2) { flag::DEFINITE } else { 0 };
            self.push(span, TokenKind::Word, 0, 0, flags | definite);
        }
        self.word = word;
    }

    /// `closed`: the word ends in ta marbuta, which takes no pronoun (folded, it looks like one).
    fn find_split(&mut self, word: &str, closed: bool) -> Option<Split> {
        let profile = self.profile;
        let article = profile.article.unwrap_or("");
        let mut prefixes: SmallVec<[Prefix; 8]> = SmallVec::new();
        prefixes.push((SmallVec::new(), 0));
        for layer in &profile.layers {
            for i in 0..prefixes.len() {
                let (stack, length) = prefixes[i].clone();
                for clitic in &profile.proclitics[layer.clone()] {
                    if word[length..].starts_with(clitic) {
                        let mut longer = stack.clone();
                        longer.push(*clitic);
                        prefixes.push((longer, length + clitic.len()));
                    }
                }
            }
        }
        // Fewest pieces first: a proclitic, then an enclitic, then both.
        let suffixes = || std::iter::once("").chain(profile.enclitics.iter().copied());
        let mut best: Option<(usize, Split)> = None;
        for (stack, length) in &prefixes {
            for suffix in suffixes() {
                let Some(stem) = word[*length..].strip_suffix(suffix) else { continue };
                let short = if suffix.is_empty() { 2 } else { 3 };
                if stem.chars().count() < short || (stack.is_empty() && suffix.is_empty()) || (closed && !suffix.is_empty()) {
                    continue;
                }
                let pieces = stack.len() + usize::from(!suffix.is_empty()) * 2;
                if best.as_ref().is_some_and(|(cost, _)| *cost <= pieces) {
                    continue;
                }
                if let Some(found) = self.stem(stem, stack, suffix, article) {
                    best = Some((pieces, found));
                }
            }
        }
        best.map(|(_, split)| split).or_else(|| self.blind_split(&prefixes, word, article))
    }

    /// The stem as a word of the vocabulary: as it is; with the article restored after ل («للنيجر»); with its ta marbuta or
    /// final alef restored before a pronoun («حكومته»).
    fn stem(&mut self, stem: &str, stack: &[&'static str], suffix: &str, article: &str) -> Option<Split> {
        let split = |id: u32, definite: bool| Split { stack: stack.into(), suffix: suffix.len(), id, definite };
        let id = self.words.id(stem);
        if id != 0 {
            return Some(split(id, stem.starts_with(article) && stem.len() > article.len() + 2));
        }
        if stack.last() == Some(&"ل") {
            let mut restored = String::with_capacity(stem.len() + 4);
            restored.push_str("ال");
            restored.push_str(stem.strip_prefix('ل').unwrap_or(stem));
            let id = self.words.id(&restored);
            if id != 0 && stem.starts_with('ل') {
                return Some(split(id, true));
            }
        }
        if !suffix.is_empty() {
            if let Some(base) = stem.strip_suffix('ت') {
                let mut restored = String::from(base);
                restored.push('ه');
                let id = self.words.id(&restored);
                if id != 0 {
                    return Some(split(id, false));
                }
            }
            if let Some(base) = stem.strip_suffix('ا') {
                let mut restored = String::from(base);
                restored.push('ي');
                let id = self.words.id(&restored);
                if id != 0 {
                    return Some(split(id, false));
                }
            }
        }
        None
    }

    /// A word the vocabulary does not know still shows its clitics when the article follows them: «والمدينة», «بالمدينة», «للمدينة».
    fn blind_split(&self, prefixes: &[Prefix], word: &str, article: &str) -> Option<Split> {
        prefixes.iter().filter(|(stack, _)| !stack.is_empty()).find_map(|(stack, length)| {
            let rest = &word[*length..];
            let with_article = rest.starts_with(article) && rest.chars().count() >= 6;
            let doubled = stack.last() == Some(&"ل") && rest.starts_with('ل') && rest.chars().count() >= 5;
            if stack.contains(&"س") || !(with_article || doubled) {
                return None;
            }
            Some(Split { stack: stack.clone(), suffix: 0, id: 0, definite: true })
        })
    }

    /// Pushes the pieces. Clitics take as many original characters as they have letters (diacritics go with them).
    fn push_split(&mut self, span: Span, flags: u16, split: &Split) {
        let text = self.text;
        let mut at = span.start as usize;
        for clitic in &split.stack {
            let end = advance(text, at, span.end as usize, clitic.chars().count());
            let id = self.words.id(clitic);
            self.push(Span::new(at, end), TokenKind::Word, id, 0, flag::PROCLITIC);
            at = end;
        }
        let suffix_start = if split.suffix == 0 { span.end as usize } else { retreat(text, at, span.end as usize, split.suffix / 2) };
        let definite = if split.definite { flag::DEFINITE } else { 0 };
        self.push(Span::new(at, suffix_start), TokenKind::Word, split.id, 0, flags | definite);
        if suffix_start < span.end as usize {
            let mut suffix = String::new();
            text[suffix_start..span.end as usize].chars().for_each(|c| fold_into(c, &mut suffix));
            let id = self.words.id(&suffix);
            self.push(Span::new(suffix_start, span.end as usize), TokenKind::Word, id, 0, flag::ENCLITIC);
        }
    }
}

/// Stacked proclitics and their length in bytes.
type Prefix = (SmallVec<[&'static str; 2]>, usize);

/// How a word is cut.
struct Split {
    stack: SmallVec<[&'static str; 2]>,
    /// Bytes of the enclitic (normalised; Arabic letters are two bytes each).
    suffix: usize,
    id: u32,
    definite: bool,
}

/// The byte after `count` letters from `at`, with the marks that follow the last of them.
fn advance(text: &str, at: usize, end: usize, count: usize) -> usize {
    let mut letters = 0;
    for (offset, c) in text[at..end].char_indices() {
        if c.is_alphabetic() && c != '\u{0640}' {
            if letters == count {
                return at + offset;
            }
            letters += 1;
        }
    }
    end
}

/// The byte where the last `count` letters before `end` begin.
fn retreat(text: &str, at: usize, end: usize, count: usize) -> usize {
    let mut letters = 0;
    for (offset, c) in text[at..end].char_indices().rev() {
        if c.is_alphabetic() && c != '\u{0640}' {
            letters += 1;
            if letters == count {
                return at + offset;
            }
        }
    }
    end
}
