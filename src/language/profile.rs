use std::ops::Range;

/// The languages with an inflector. A language without one is read as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Lang {
    /// English.
    En,
    /// Arabic.
    Ar,
}

impl Lang {
    /// All, in the order of their numbers.
    pub const ALL: [Lang; 2] = [Lang::En, Lang::Ar];

    /// BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Lang::En => "en",
            Lang::Ar => "ar",
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
}

impl Profile {
    /// The switches of one language.
    pub fn of(lang: Lang) -> Profile {
        match lang {
            Lang::En => Profile {
                lang,
                order: Order::SubjectFirst,
                proclitics: vec![],
                layers: vec![],
                enclitics: vec![],
                article: None,
                of: &["of", "of"],
                has_case: true,
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
            },
        }
    }
}
