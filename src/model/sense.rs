//! What a word of the codebook can be. Numbers index the compiled codebook's tables.

use serde::{Deserialize, Serialize};

/// Which kind of name a word is for its actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum NameKind {
    /// A name.
    Name,
    /// An adjective of belonging.
    Demonym,
    /// A noun for its people.
    People,
    /// The capital: the government where it acts, else a place.
    Capital,
    /// A name that means a person only while he holds an office: "Brown".
    Term,
}

/// What carries an event noun.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum LightKind {
    /// "launch".
    Do,
    /// "come under".
    Undergo,
    /// "erupt".
    Occur,
    /// "lead to": as `Occur`, but what is said of the result is not said of the event.
    Result,
}

/// Classes of function words, as `languages/*.yaml` names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Func {
    /// the, a, five of the…
    Determiner,
    /// of.
    Of,
    /// by, على يد.
    Agent,
    /// 's.
    PossessiveMark,
    /// Any other preposition.
    Preposition,
    /// he, هو, ها.
    Pronoun,
    /// his.
    Possessive,
    /// his country, بلاده.
    HisCountry,
    /// the two countries, البلدين.
    BothSides,
    /// نظيره.
    Counterpart,
    /// and, و.
    And,
    /// or.
    Or,
    /// but, while: a new clause with its own subject.
    But,
    /// that, أن, إن.
    That,
    /// who, الذي.
    Relative,
    /// after, when, بعد أن.
    Subordinator,
    /// to before a verb.
    To,
    /// be.
    Be,
    /// have.
    Have,
    /// do.
    Do,
    /// can, must.
    Modal,
    /// تم, جرى before a verbal noun: a passive.
    Done,
    /// Skipped.
    Adverb,
}

impl Func {
    /// All with their names in the files.
    pub const NAMES: &[(&'static str, Func)] = &[
        ("determiner", Func::Determiner),
        ("of", Func::Of),
        ("agent", Func::Agent),
        ("possessive_mark", Func::PossessiveMark),
        ("preposition", Func::Preposition),
        ("pronoun", Func::Pronoun),
        ("possessive", Func::Possessive),
        ("his_country", Func::HisCountry),
        ("both_sides", Func::BothSides),
        ("counterpart", Func::Counterpart),
        ("and", Func::And),
        ("or", Func::Or),
        ("but", Func::But),
        ("that", Func::That),
        ("relative", Func::Relative),
        ("subordinator", Func::Subordinator),
        ("to", Func::To),
        ("be", Func::Be),
        ("have", Func::Have),
        ("do", Func::Do),
        ("modal", Func::Modal),
        ("done", Func::Done),
        ("adverb", Func::Adverb),
    ];
}

/// What a phrase of the lexicon can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Sense {
    /// A name, demonym or capital of an actor; `suffix` indexes `Codebook::suffixes` (0 is none).
    Actor {
        /// Index of the actor.
        actor: u32,
        /// Which kind.
        kind: NameKind,
        /// Index of the role it adds; 0 is none.
        suffix: u16,
        /// Bits of `language::form`.
        form: u16,
    },
    /// A role word.
    Role {
        /// Index of the role.
        role: u32,
        /// Bits of `language::form`.
        form: u16,
    },
    /// A city.
    City {
        /// Index of the city.
        city: u32,
    },
    /// A word of a concept; `form` says verb form, noun, or (0) a plain word.
    Concept {
        /// Index of the concept.
        concept: u32,
        /// Bits of `language::form`.
        form: u16,
    },
    /// A frame operator.
    Operator {
        /// Index of the operator.
        operator: u32,
        /// Bits of `language::form`.
        form: u16,
    },
    /// A light verb.
    Light {
        /// Which kind.
        kind: LightKind,
        /// Bits of `language::form`.
        form: u16,
    },
    /// Any other verb.
    Verb {
        /// Bits of `language::form`.
        form: u16,
        /// A verb of saying.
        saying: bool,
    },
    /// A function word; for prepositions `sub` is its number.
    Func {
        /// Its class.
        func: Func,
        /// The number of the preposition; 0 for others.
        sub: u16,
    },
    /// A phrase that swallows the words in it and is nothing itself: "heart attack".
    Discard {
        /// Index into `Codebook::discards`.
        phrase: u32,
        /// Bits of `language::form`.
        form: u16,
    },
    /// The head of a phrase whose other words may stand apart: see `Apart` of the codebook.
    Apart {
        /// Index into the phrases that stand apart.
        apart: u32,
        /// Bits of `language::form`.
        form: u16,
    },
}

impl Sense {
    /// Its bits of `language::form`; 0 for what does not inflect.
    pub fn form(&self) -> u16 {
        match *self {
            Sense::Concept { form, .. }
            | Sense::Operator { form, .. }
            | Sense::Light { form, .. }
            | Sense::Verb { form, .. }
            | Sense::Role { form, .. }
            | Sense::Discard { form, .. }
            | Sense::Apart { form, .. }
            | Sense::Actor { form, .. } => form,
            Sense::City { .. } | Sense::Func { .. } => 0,
        }
    }
}
