//! What a character is, looked up. The standard library searches its tables for every letter outside ASCII, and for Arabic text
//! that is nearly all of them; the characters that news are written in have a row each here, made once from those same tables.

use std::sync::LazyLock;

use unicode_normalization::char::is_combining_mark;

use super::normalise::{Folded, fold_char};

/// Characters below this have a row: Latin, Greek, Cyrillic, Hebrew, Arabic and their like, and general punctuation.
const ROWS: usize = 0x2070;

const ALPHABETIC: u16 = 1;
const NUMERIC: u16 = 1 << 1;
const UPPERCASE: u16 = 1 << 2;
const WHITESPACE: u16 = 1 << 3;
const LETTER: u16 = 1 << 4;
const DIGIT: u16 = 1 << 5;

/// The row's character is dropped when folded.
const NOTHING: u16 = 0;
/// The row's character is folded by the tables of Unicode.
const ASK: u16 = u16::MAX;

/// What is known of one character.
#[derive(Clone, Copy, Default)]
struct Row {
    /// The folded character, [`NOTHING`] or [`ASK`].
    folded: u16,
    bits: u16,
}

static TABLE: LazyLock<Box<[Row]>> = LazyLock::new(|| {
    (0..ROWS as u32).map(|n| char::from_u32(n).map_or(Row::default(), |c| Row { folded: folded_of(c), bits: bits_of(c) })).collect()
});

/// The rows; to be fetched once for many characters.
#[derive(Clone, Copy)]
pub struct Letters(&'static [Row]);

impl Default for Letters {
    fn default() -> Self {
        Letters(&TABLE)
    }
}

impl Letters {
    #[inline]
    fn bits(self, c: char) -> u16 {
        match self.0.get(c as usize) {
            Some(row) => row.bits,
            None => bits_of(c),
        }
    }

    /// As [`char::is_alphabetic`].
    #[inline]
    pub fn is_alphabetic(self, c: char) -> bool {
        self.bits(c) & ALPHABETIC != 0
    }

    /// As [`char::is_alphanumeric`].
    #[inline]
    pub fn is_alphanumeric(self, c: char) -> bool {
        self.bits(c) & (ALPHABETIC | NUMERIC) != 0
    }

    /// As [`char::is_whitespace`].
    #[inline]
    pub fn is_whitespace(self, c: char) -> bool {
        self.bits(c) & WHITESPACE != 0
    }

    /// Everything known of a character.
    #[inline]
    pub(super) fn of(self, c: char) -> Kind {
        Kind(self.bits(c))
    }

    /// Appends the folded form of `c`, as [`super::fold_into`] does, in UTF-8.
    #[inline]
    pub(super) fn fold_into(self, c: char, out: &mut Vec<u8>) {
        match self.0.get(c as usize).map_or(ASK, |row| row.folded) {
            NOTHING => {}
            ASK => {
                let mut folded = String::new();
                super::fold_into(c, &mut folded);
                out.extend_from_slice(folded.as_bytes());
            }
            one @ ..0x80 => out.push(one as u8),
            two => out.extend_from_slice(&[0xc0 | (two >> 6) as u8, 0x80 | (two & 0x3f) as u8]),
        }
    }
}

/// What a character is.
#[derive(Clone, Copy)]
pub(super) struct Kind(u16);

impl Kind {
    #[inline]
    pub(super) fn is_alphanumeric(self) -> bool {
        self.0 & (ALPHABETIC | NUMERIC) != 0
    }

    #[inline]
    pub(super) fn is_uppercase(self) -> bool {
        self.0 & UPPERCASE != 0
    }

    #[inline]
    pub(super) fn is_whitespace(self) -> bool {
        self.0 & WHITESPACE != 0
    }

    /// A letter, or a mark that belongs to a word.
    #[inline]
    pub(super) fn is_letter(self) -> bool {
        self.0 & LETTER != 0
    }

    /// A digit whose value is counted: ASCII, Arabic-Indic, Persian.
    #[inline]
    pub(super) fn is_digit(self) -> bool {
        self.0 & DIGIT != 0
    }
}

fn folded_of(c: char) -> u16 {
    match fold_char(c) {
        Folded::Nothing => NOTHING,
        // U+0000 folds to itself; it is rare enough to be asked for, as are characters of three bytes.
        Folded::One(c) => u16::try_from(c as u32).ok().filter(|n| (1..0x800).contains(n)).unwrap_or(ASK),
        Folded::Ask => ASK,
    }
}

fn bits_of(c: char) -> u16 {
    let letter = c.is_alphabetic()
        || matches!(c, '\u{0640}' | '\u{064b}'..='\u{065f}' | '\u{0670}' | '\u{200c}' | '\u{200d}' | '\u{ad}')
        || is_combining_mark(c);
    let bit = |is: bool, bit: u16| if is { bit } else { 0 };
    bit(c.is_alphabetic(), ALPHABETIC)
        | bit(c.is_numeric(), NUMERIC)
        | bit(c.is_uppercase(), UPPERCASE)
        | bit(c.is_whitespace(), WHITESPACE)
        | bit(letter, LETTER)
        | bit(digit_value(c).is_some(), DIGIT)
}

/// The value of a digit in the scripts that number news.
pub(super) fn digit_value(c: char) -> Option<u32> {
    match c {
        '0'..='9' => Some(c as u32 - '0' as u32),
        '\u{0660}'..='\u{0669}' => Some(c as u32 - 0x0660),
        '\u{06f0}'..='\u{06f9}' => Some(c as u32 - 0x06f0),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_say_what_the_tables_of_unicode_say() {
        let letters = Letters::default();
        let (mut asked, mut looked_up) = (String::new(), Vec::new());
        for c in (0..0x3000).filter_map(char::from_u32) {
            assert_eq!(letters.is_alphanumeric(c), c.is_alphanumeric(), "{c:?}");
            assert_eq!(letters.of(c).is_whitespace(), c.is_whitespace(), "{c:?}");
            super::super::fold_into(c, &mut asked);
            letters.fold_into(c, &mut looked_up);
        }
        assert_eq!(asked.as_bytes(), looked_up);
        for c in (0..0x3000).filter_map(char::from_u32) {
            assert_eq!(letters.is_alphabetic(c), c.is_alphabetic(), "{c:?}");
            assert_eq!(letters.of(c).is_uppercase(), c.is_uppercase(), "{c:?}");
        }
    }
}
