//! From the form written in the codebook to every form the news writes. Multiword entries inflect the word their language says.

use super::{Lang, ar, en};

/// Bits that say what a form can be. A form may be several things at once ("hit").
pub mod form {
    /// Infinitive or present plural: "attack".
    pub const BASE: u16 = 1;
    /// Third person singular present: "attacks".
    pub const S: u16 = 1 << 1;
    /// Past tense: "attacked"; Arabic perfect.
    pub const PAST: u16 = 1 << 2;
    /// Past participle: "taken".
    pub const PART: u16 = 1 << 3;
    /// Present participle, gerund: "attacking".
    pub const ING: u16 = 1 << 4;
    /// Arabic imperfect.
    pub const PRES: u16 = 1 << 5;
    /// Passive, and written so («أقيل»).
    pub const PASSIVE: u16 = 1 << 6;
    /// Feminine subject («أرسلت»); feminine noun or adjective.
    pub const FEM: u16 = 1 << 7;
    /// Plural or dual subject («أرسلوا»); plural noun.
    pub const PLURAL: u16 = 1 << 8;
    /// Written with the article.
    pub const DEFINITE: u16 = 1 << 9;
    /// A noun (event noun, verbal noun).
    pub const NOUN: u16 = 1 << 10;
    /// An adjective.
    pub const ADJ: u16 = 1 << 11;
    /// First or second person subject.
    pub const SPEAKER: u16 = 1 << 12;
    /// A shortened imperfect that stands only after لم: elsewhere the spelling is another word («يجب»).
    pub const JUSSIVE: u16 = 1 << 13;
    /// Any verb.
    pub const VERB: u16 = BASE | S | PAST | PART | ING | PRES;
}

/// One generated form: its words, joined by single spaces, and what it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Inflected {
    /// As written, not normalised.
    pub text: String,
    /// Bits of [`form`].
    pub form: u16,
}

impl Inflected {
    pub(super) fn new(text: impl Into<String>, form: u16) -> Self {
        Inflected { text: text.into(), form }
    }
}

/// Every form of a verb entry. English: the base form, its first word inflects. Arabic: `past/present[/passive past]`.
pub fn inflect_verb(lang: Lang, entry: &str) -> Vec<Inflected> {
    merged(match lang {
        Lang::En => en::verb(entry),
        Lang::Ar => ar::verb(entry),
        _ => vec![Inflected::new(entry, form::VERB)],
    })
}

/// Every form of a noun entry: `singular` or `singular/plural`.
pub fn inflect_noun(lang: Lang, entry: &str) -> Vec<Inflected> {
    merged(match lang {
        Lang::En => en::noun(entry),
        Lang::Ar => ar::noun(entry),
        _ => vec![Inflected::new(entry, form::NOUN)],
    })
}

/// Every form of a demonym. English: as written. Arabic: all forms of the nisba adjective.
pub fn inflect_demonym(lang: Lang, entry: &str) -> Vec<Inflected> {
    merged(match lang {
        Lang::En => en::demonym(entry),
        Lang::Ar => ar::demonym(entry),
        _ => vec![Inflected::new(entry, form::ADJ)],
    })
}

/// Forms spelled alike become one with the bits of all.
fn merged(mut forms: Vec<Inflected>) -> Vec<Inflected> {
    forms.sort();
    forms.dedup_by(|next, kept| {
        let same = next.text == kept.text;
        if same {
            kept.form |= next.form;
        }
        same
    });
    forms
}
