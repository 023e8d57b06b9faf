//! Text to tokens in one pass: words, numbers and marks with their place in the original text and their number in the
//! codebook's vocabulary. Clitics are split only where what is left is a word of the vocabulary.

use super::letters::{Letters, digit_value};
use super::{Profile, Vocabulary};
use crate::model::{Span, Token, TokenKind, WordId, flag};

/// A marker before a normalised word that was written in capitals: "US" and "us" are two entries of the vocabulary.
const UPPER_MARK: u8 = b'^';

/// Appends the tokens of `text` to `out`. Spans are bytes of `text`.
pub fn tokenize(text: &str, profile: &Profile, vocabulary: &Vocabulary, out: &mut Vec<Token>) {
    Scanner::new(text, profile, vocabulary, out, flag::LINE_START).run();
}

/// The words of a codebook's phrase, numbered: the same scanner as for news, so that both see the same words. Marks are left out.
///
/// `stems`: the words known from an earlier pass to be entries by themselves. In a phrase of several words clitics are split off theirs as they
/// will be in the news: «بطائرة مسيرة» is ب + «طائرة مسيرة», «سحب قواته» ends in a pronoun.
pub fn intern_words(phrase: &str, profile: &Profile, vocabulary: &mut Vocabulary, stems: Option<&Vocabulary>) -> Vec<WordId> {
    let mut out = Vec::new();
    let Some(stems) = stems.filter(|_| !profile.proclitics.is_empty() && phrase.contains(' ')) else {
        Scanner::new(phrase, profile, Interning(vocabulary), &mut out, 0).run();
        return out.iter().filter(|token| token.kind != TokenKind::Mark).map(|token| token.word).collect();
    };
    Scanner::new(phrase, profile, stems, &mut out, 0).run();
    let words = out.iter().filter(|token| token.kind != TokenKind::Mark);
    words
        .map(|token| match stems.word(token.word) {
            "" => vocabulary.intern(&super::normalise(token.span.of(phrase))),
            known => vocabulary.intern(known),
        })
        .collect()
}

/// Where the scanner gets a word's number.
pub(super) trait Words {
    /// The number of a normalised word, in UTF-8.
    fn id(&mut self, word: &[u8]) -> WordId;

    /// Whether the word with this number is an entry by itself: clitics are split off before and after such words only.
    fn is_alone(&self, id: WordId) -> bool;
}

impl Words for &Vocabulary {
    fn id(&mut self, word: &[u8]) -> WordId {
        self.id_of(word)
    }

    fn is_alone(&self, id: WordId) -> bool {
        Vocabulary::is_alone(self, id)
    }
}

/// Every word gets a number.
struct Interning<'a>(&'a mut Vocabulary);

impl Words for Interning<'_> {
    fn id(&mut self, word: &[u8]) -> WordId {
        let Ok(word) = std::str::from_utf8(word) else { return 0 };
        // A longer name in capitals ("UNICEF") is also written as a word ("Unicef"); "US" is not "us".
        if let Some(lower) = word.strip_prefix(char::from(UPPER_MARK)).filter(|lower| lower.chars().count() >= 4) {
            return self.0.intern(lower);
        }
        self.0.intern(word)
    }

    fn is_alone(&self, _: WordId) -> bool {
        true
    }
}

pub(super) struct Scanner<'a, W> {
    pub(super) text: &'a str,
    pub(super) profile: &'a Profile,
    pub(super) letters: Letters,
    pub(super) words: W,
    out: &'a mut Vec<Token>,
    /// The normalised word in UTF-8, reused.
    pub(super) word: Vec<u8>,
    /// Another, made from it, reused.
    pub(super) other: Vec<u8>,
    /// Flags for the next token.
    pending: u16,
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{02bc}')
}

impl<'a, W: Words> Scanner<'a, W> {
    fn new(text: &'a str, profile: &'a Profile, words: W, out: &'a mut Vec<Token>, pending: u16) -> Self {
        let (word, other) = (Vec::with_capacity(64), Vec::with_capacity(64));
        Scanner { text, profile, letters: Letters::default(), words, out, word, other, pending }
    }

    fn run(mut self) {
        let mut at = 0;
        while let Some(c) = self.text[at..].chars().next() {
            let kind = self.letters.of(c);
            at = if kind.is_digit() {
                self.number(at)
            } else if kind.is_letter() {
                self.word(at)
            } else if kind.is_whitespace() {
                if c == '\n' {
                    self.pending |= flag::LINE_START;
                }
                at + c.len_utf8()
            } else {
                self.mark(at, c)
            };
        }
    }

    pub(super) fn push(&mut self, span: Span, kind: TokenKind, word: u32, value: u32, flags: u16) {
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
            if !matches!(c, ',' | '\u{066c}' | '.' | '\u{066b}') {
                break;
            }
            let rest = &self.text[start + offset + c.len_utf8()..];
            let digits = rest.chars().take_while(|&c| digit_value(c).is_some()).count();
            let grouped = matches!(c, ',' | '\u{066c}') && digits == 3;
            // Two dots among digits make a date or a version ("18.01.2025"); one at the end is the sentence's.
            let digit = |c: Option<char>| c.is_some_and(|c| digit_value(c).is_some());
            let mut beyond = rest.chars().skip(digits);
            let dotted = beyond.next() == Some('.') && digit(beyond.next())
                || self.text[..start].strip_suffix('.').is_some_and(|before| digit(before.chars().next_back()));
            let point = matches!(c, '.' | '\u{066b}') || c == ',' && self.profile.decimal_comma;
            let decimal = point && digits > 0 && !dotted;
            if !(grouped || decimal) {
                break;
            }
            flags |= flag::GROUPED;
        }
        // An ending may be both: «3-е», «1990-е».
        let ordinal = self.ending(end, self.profile.ordinals).inspect(|_| flags |= flag::ORDINAL);
        let plural = self.ending(end, self.profile.plurals).inspect(|_| flags |= flag::PLURAL);
        let eaten = ordinal.or(plural).unwrap_or(0);
        // "G7", "March 23 Movement": a short number can be a word of a name.
        let word = if end - start <= 4 && flags == 0 {
            self.word.clear();
            self.text[start..end].chars().for_each(|c| self.letters.fold_into(c, &mut self.word));
            self.words.id(&self.word)
        } else {
            0
        };
        self.push(Span::new(start, end + eaten), TokenKind::Number, word, value, flags);
        end + eaten
    }

    /// The length in bytes of the ending, one of `known`, that digits are followed by; no letter may follow it.
    fn ending(&mut self, at: usize, known: &[&str]) -> Option<usize> {
        if known.is_empty() {
            return None;
        }
        self.word.clear();
        let mut length = 0;
        for c in self.text[at..].chars().take(6) {
            match c {
                // Also the hyphen at which no line breaks.
                '-' | '\u{2011}' if length == 0 => self.word.push(b'-'),
                c if self.letters.of(c).is_letter() => self.letters.fold_into(c, &mut self.word),
                _ => break,
            }
            length += c.len_utf8();
        }
        known.iter().any(|ending| ending.as_bytes() == self.word.as_slice()).then_some(length)
    }

    fn mark(&mut self, at: usize, c: char) -> usize {
        let end = at + c.len_utf8();
        let between = |c: Option<char>| c.is_some_and(|c| self.letters.is_alphanumeric(c));
        let hyphen =
            matches!(c, '-' | '\u{2010}' | '\u{2011}') || (matches!(c, '\u{2013}') && between(self.text[..at].chars().next_back()));
        // "U.S.-led": the dot is the word's.
        let before = self.text[..at].strip_suffix('.').unwrap_or(&self.text[..at]);
        if hyphen && between(before.chars().next_back()) && between(self.text[end..].chars().next()) {
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
        // Nearly all words of English are nothing but ASCII letters: they need no look at the tables.
        let ascii = self.text.as_bytes()[start..].iter().take_while(|byte| byte.is_ascii_alphabetic());
        let mut upper = 0;
        for byte in ascii {
            upper += usize::from(byte.is_ascii_uppercase());
            self.word.push(byte.to_ascii_lowercase());
        }
        let mut end = start + self.word.len();
        let (mut letters, mut capitals, mut damma) = (self.word.len(), upper, false);
        let first_capital = self.text[start..].chars().next().is_some_and(|c| self.letters.of(c).is_uppercase());
        let mut dots = 0;
        let from = end;
        for (offset, c) in self.text[from..].char_indices() {
            let at = from + offset;
            let kind = self.letters.of(c);
            if kind.is_letter() || (letters > 0 && c.is_ascii_digit() && first_capital) {
                self.letters.fold_into(c, &mut self.word);
                letters += usize::from(kind.is_alphanumeric());
                capitals += usize::from(kind.is_uppercase() || c.is_ascii_digit());
                damma |= c == '\u{064f}' && letters <= 2;
                end = at + c.len_utf8();
                continue;
            }
            if self.profile.elides && is_apostrophe(c) && self.text[at + c.len_utf8()..].starts_with(|c| self.letters.of(c).is_letter()) {
                self.word.push(b'\'');
                end = at + c.len_utf8();
                // "l'an", "jusqu'en" are two words, "aujourd'hui" is one.
                if letters <= 1 || self.word.ends_with(b"qu'") {
                    break;
                }
                continue;
            }
            // "U.S.", "D.C.": single letters between dots.
            if c != '.' || letters != dots + 1 {
                break;
            }
            let next = self.text[at + 1..].chars().next().is_some_and(|c| self.letters.is_alphabetic(c));
            if next || dots > 0 {
                let dotted = next && self.text[at + 1..].chars().nth(1) == Some('.');
                if dots > 0 && !dotted {
                    end = at + 1;
                    break;
                }
                if dotted {
                    self.word.push(b'.');
                    dots += 1;
                    continue;
                }
            }
            break;
        }
        let is_upper = letters >= 2 && capitals == letters;
        let bit = |is: bool, bit: u16| if is { bit } else { 0 };
        let flags = bit(first_capital, flag::CAPITAL) | bit(is_upper, flag::UPPER) | bit(damma, flag::DAMMA);
        let span = Span::new(start, end);
        if self.profile.proclitics.is_empty() {
            let word = self.look_up(is_upper);
            self.push(span, TokenKind::Word, word, 0, flags);
            if self.profile.elides { end } else { self.possessive(end) }
        } else {
            self.split_clitics(span, flags);
            end
        }
    }

    fn look_up(&mut self, is_upper: bool) -> u32 {
        if is_upper {
            self.other.clear();
            self.other.push(UPPER_MARK);
            self.other.extend_from_slice(&self.word);
            let id = self.words.id(&self.other);
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
        let start = at + apostrophe.len_utf8();
        let length: usize = rest.take_while(|&c| self.letters.is_alphabetic(c)).take(3).map(char::len_utf8).sum();
        let letters = &self.text.as_bytes()[start..start + length];
        let Some(known) = ["s", "t", "re", "ve", "ll", "d", "m"].iter().find(|known| letters.eq_ignore_ascii_case(known.as_bytes())) else {
            return at;
        };
        self.word.clear();
        self.word.push(b'\'');
        self.word.extend_from_slice(known.as_bytes());
        let id = self.words.id(&self.word);
        self.push(Span::new(at, start + length), TokenKind::Word, id, 0, 0);
        start + length
    }
}
