use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::ops::Range;

/// The languages whose text is cut into words and dated; those with an inflector can be coded too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Lang {
    /// English.
    En,
    /// Arabic.
    Ar,
    /// Spanish.
    Es,
    /// French.
    Fr,
    /// Russian.
    Ru,
}

impl Lang {
    /// All, in the order of their numbers.
    pub const ALL: [Lang; 5] = [Lang::En, Lang::Ar, Lang::Es, Lang::Fr, Lang::Ru];

    /// Those with an inflector: their articles are coded, the others' are dated only.
    pub const CODED: [Lang; 2] = [Lang::En, Lang::Ar];

    /// One of [`Lang::CODED`], by its tag.
    pub fn coded(tag: &str) -> Option<Lang> {
        Lang::from_tag(tag).filter(|lang| Lang::CODED.contains(lang))
    }

    /// BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Lang::En => "en",
            Lang::Ar => "ar",
            Lang::Es => "es",
            Lang::Fr => "fr",
            Lang::Ru => "ru",
        }
    }

    /// The language of a BCP 47 tag ("en-GB", "ar_EG"), if it is one of ours.
    pub fn from_tag(tag: &str) -> Option<Lang> {
        let primary = tag.split(['-', '_']).next().unwrap_or(tag);
        Lang::ALL.into_iter().find(|lang| lang.tag().eq_ignore_ascii_case(primary))
    }

    /// A small number, for tables indexed by language.
    pub fn index(self) -> usize {
        self as usize
    }
}

/// Where the subject stands by default.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Subject, verb, object.
    SubjectFirst,
    /// Verb, subject, object; or the subject first where it agrees.
    VerbFirst,
}

/// The grammar switches of a language. Its words are in the lexicon; this is what the engine does with them.
#[derive(Clone, Debug)]
pub struct Profile {
    /// Which language.
    pub lang: Lang,
    /// Default order.
    pub order: Order,
    /// Clitics that are written together with the next word and may be split off, in the order they may stack; the ranges
    /// are the layers of the stack.
    pub proclitics: Vec<&'static str>,
    /// Layers of `proclitics`: at most one of each layer, in this order.
    pub layers: Vec<Range<usize>>,
    /// Pronouns written together with the word before, longest first.
    pub enclitics: Vec<&'static str>,
    /// The article written together with its noun.
    pub article: Option<&'static str>,
    /// Prepositions of possession and of origin, in this order.
    pub of: &'static [&'static str],
    /// Whether words carry case (capital letters tell names).
    pub has_case: bool,
    /// Words that tell the language in a short text, folded: common, and no words of the other languages here.
    pub common: &'static [&'static str],
    /// Endings that make digits an ordinal ("18th", "1er", «18-го»), folded, as they follow the digits; longest first.
    pub ordinals: &'static [&'static str],
    /// Endings that make digits a plural: "1990s", «1990-х».
    pub plurals: &'static [&'static str],
    /// A comma between digits is a decimal point: "1,5".
    pub decimal_comma: bool,
    /// A short word that loses its vowel before another keeps the apostrophe and stands apart ("l'an"); elsewhere it is inside the word.
    pub elides: bool,
}

// The switches stand in the program: only the language's name is written.
impl Serialize for Profile {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.lang.serialize(to)
    }
}

impl<'de> Deserialize<'de> for Profile {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Lang::deserialize(from).map(Profile::of)
    }
}

impl Profile {
    /// A European language with its subject first and nothing written together.
    fn spoken(lang: Lang) -> Profile {
        Profile {
            lang,
            order: Order::SubjectFirst,
            proclitics: vec![],
            layers: vec![],
            enclitics: vec![],
            article: None,
            of: &["", ""],
            has_case: true,
            common: &[],
            ordinals: &[],
            plurals: &[],
            decimal_comma: false,
            elides: false,
        }
    }

    /// The switches of one language.
    pub fn of(lang: Lang) -> Profile {
        match lang {
            Lang::En => Profile {
                of: &["of", "of"],
                common: &[
                    "the", "of", "and", "are", "is", "was", "were", "to", "with", "his", "her", "has", "have", "that", "this", "will",
                    "for", "by", "from", "said",
                ],
                ordinals: &["st", "nd", "rd", "th"],
                plurals: &["s"],
                ..Profile::spoken(lang)
            },
            Lang::Ar => Profile {
                lang,
                order: Order::VerbFirst,
                // (و|ف)? (س|ل|ب|ك)? ; the article follows and stays with its noun.
                proclitics: vec!["و", "ف", "س", "ل", "ب", "ك"],
                layers: vec![0..2, 2..6],
                enclitics: vec!["هما", "كما", "ها", "هم", "هن", "نا", "كم", "ني", "ه"],
                article: Some("ال"),
                of: &["ل", "من"],
                has_case: false,
                common: &[],
                // English endings: figures are sometimes set as they were in the wire.
                ordinals: &["st", "nd", "rd", "th"],
                plurals: &["s"],
                decimal_comma: false,
                elides: false,
            },
            Lang::Es => Profile {
                of: &["de", "de"],
                common: &["el", "los", "las", "del", "una", "y", "por", "con", "su", "sus", "fue", "ha", "han", "hoy", "son", "lo"],
                // "1.º" is written with and without the dot; the sign folds to its letter.
                ordinals: &["er", "ro", "do", "to", "mo", "vo", "no", "ª", "º", "°", "o", "a"],
                plurals: &["s"],
                decimal_comma: true,
                ..Profile::spoken(lang)
            },
            Lang::Fr => Profile {
                of: &["de", "de"],
                common: &["le", "les", "du", "des", "et", "dans", "une", "ont", "est", "au", "aux", "pour", "sur", "avec", "par", "qui"],
                ordinals: &["iemes", "ieme", "emes", "eme", "ere", "nde", "er", "nd", "re", "es", "e"],
                plurals: &[],
                elides: true,
                decimal_comma: true,
                ..Profile::spoken(lang)
            },
            Lang::Ru => Profile {
                of: &["", "из"],
                // Folded: й is и.
                ordinals: &[
                    "-ого", "-его", "-го", "-ому", "-ему", "-му", "-ым", "-им", "-ом", "-ем", "-ыи", "-ии", "-ои", "-еи", "-ая", "-ья",
                    "-ое", "-ее", "-ье", "-ую", "-ью", "-и", "-я", "-е", "-ю", "-м", "го",
                ],
                plurals: &["-ые", "-ых", "-х", "-е", "-ти", "-ми", "-мя"],
                decimal_comma: true,
                ..Profile::spoken(lang)
            },
        }
    }
}
