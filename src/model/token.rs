use super::Span;

/// A normalised word as a number in the codebook's vocabulary; 0 is a word the codebook does not know.
pub type WordId = u32;

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters.
    Word,
    /// Digits; `Token::value` holds the number.
    Number,
    /// One punctuation mark or symbol; `Token::value` holds its code point.
    Mark,
}

/// Bits of `Token::flags`.
pub mod flag {
    /// First letter is upper case.
    pub const CAPITAL: u16 = 1;
    /// All letters are upper case, two at least.
    pub const UPPER: u16 = 1 << 1;
    /// Written with a hyphen to the token before: "Saudi-led", "2011-2014".
    pub const HYPHEN: u16 = 1 << 2;
    /// Written together with the token before (a split clitic, "'s", "18" + "%"): no space between.
    pub const GLUED: u16 = 1 << 3;
    /// A damma on the first letters was written: marks an Arabic passive.
    pub const DAMMA: u16 = 1 << 4;
    /// A number with an ordinal ending: "18th".
    pub const ORDINAL: u16 = 1 << 5;
    /// A number with a plural ending: "1990s".
    pub const PLURAL: u16 = 1 << 6;
    /// A number with a decimal point or a thousands separator: never a year or a day.
    pub const GROUPED: u16 = 1 << 7;
    /// A split-off Arabic clitic before the stem (و ف ب ل ك س).
    pub const PROCLITIC: u16 = 1 << 8;
    /// A split-off Arabic pronoun after the stem (ه ها هم …).
    pub const ENCLITIC: u16 = 1 << 9;
    /// First token of a line.
    pub const LINE_START: u16 = 1 << 10;
    /// The word begins with the Arabic article ال.
    pub const DEFINITE: u16 = 1 << 11;
    /// Of a unit: a pronoun stands inside it («مساعداتها المالية»).
    pub const OWNED: u16 = 1 << 12;
    /// Of a unit: what is before its hyphen owns or leads what follows: "U.S.-flagged", "Russian-led".
    pub const OWNING: u16 = 1 << 13;
}

/// One token of the text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Token {
    /// Where it stands: bytes of the article's text.
    pub span: Span,
    /// The normalised word; 0 where the codebook does not know it (and for numbers and marks).
    pub word: WordId,
    /// The number, or the mark's code point; 0 for words.
    pub value: u32,
    /// See [`flag`].
    pub flags: u16,
    /// Letters, digits or a mark.
    pub kind: TokenKind,
}

impl Token {
    /// Whether any of the bits is set.
    pub fn has(&self, bits: u16) -> bool {
        self.flags & bits != 0
    }

    /// Whether this is the mark `c`.
    pub fn is_mark(&self, c: char) -> bool {
        self.kind == TokenKind::Mark && self.value == c as u32
    }
}

/// A sentence: a range of the article's tokens and the bytes it covers.
#[derive(Clone, Debug, PartialEq)]
pub struct Sentence {
    /// Bytes of the article's text.
    pub span: Span,
    /// First token.
    pub first: usize,
    /// One past the last token.
    pub last: usize,
    /// Index of the paragraph (line) in the article, from 0.
    pub paragraph: u32,
    /// A headline: telegraphic grammar.
    pub headline: bool,
    /// No full stop ends it: it was cut where it became too long.
    pub cut: bool,
}
