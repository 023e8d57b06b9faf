//! A sentence as the stages see it: units (phrases of the lexicon or single words), noun phrases, predicates, items in order.

use std::ops::Range;

use smallvec::SmallVec;

use super::Sense;

/// What a unit is in its sentence, after ambiguity is decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// Anything a noun phrase is made of: names, roles, event nouns, unknown words.
    Noun,
    /// An adjective, or a participle used as one.
    Adjective,
    /// A number.
    Number,
    /// A verb.
    Verb,
    /// Words of a frame before a verb: will, not, لن.
    Aux,
    /// the, a, five of the…
    Determiner,
    /// his.
    Possessive,
    /// 's.
    PossessiveMark,
    /// A preposition, by number.
    Preposition(u16),
    /// of.
    Of(u16),
    /// by, على يد.
    Agent(u16),
    /// to before a verb.
    To,
    /// he, ه.
    Pronoun,
    /// his country.
    HisCountry,
    /// the two countries.
    BothSides,
    /// نظيره.
    Counterpart,
    /// and.
    And,
    /// or.
    Or,
    /// but.
    But,
    /// that.
    That,
    /// who.
    Relative,
    /// after, when, if.
    Subordinator,
    /// be.
    Be,
    /// have.
    Have,
    /// do.
    Do,
    /// can.
    Modal,
    /// تم.
    Done,
    /// Skipped.
    Adverb,
    /// A date expression.
    Date,
    /// A comma or bracket.
    Comma,
    /// A colon, semicolon, dash, full stop.
    Stop,
    /// A quotation mark.
    Quote,
}

/// A phrase of the lexicon, or a word it does not know.
#[derive(Clone, Copy, Debug)]
pub struct Unit<'a> {
    /// First token of the article.
    pub first: usize,
    /// One past the last token.
    pub last: usize,
    /// What it can be.
    pub senses: &'a [Sense],
    /// What it is.
    pub class: Class,
    /// Bits of `language::form` that hold here (all senses' verb bits for a verb).
    pub form: u16,
    /// Flags of the first token.
    pub flags: u16,
}

/// A noun phrase: units in a row.
#[derive(Clone, Debug, Default)]
pub struct Np {
    /// Its units.
    pub units: Range<usize>,
    /// The unit that names what it is: last in English, first in Arabic.
    pub head: usize,
    /// The preposition before it, by number.
    pub preposition: Option<u16>,
    /// Whether that preposition marks an agent (by, على يد).
    pub agent: bool,
    /// The noun phrase after "of".
    pub of: Option<usize>,
    /// Noun phrases coordinated with it, itself left out; only on the first of a list.
    pub list: SmallVec<[usize; 2]>,
    /// It is a later member of a list.
    pub in_list: bool,
    /// Stands bare right after an event noun: its genitive.
    pub genitive_of: Option<usize>,
    /// Its head ends in a preposition, which leads the next phrase: «المطالبة برحيل».
    pub leads: bool,
    /// The noun right before it that only carries it: «عقد اجتماع».
    pub carried_by: Option<usize>,
    /// The noun phrase of a decision, offer, threat… right before it, whose owner does it: «قرار الولايات المتحدة فرض عقوبات».
    pub decided_in: Option<usize>,
    /// Event concepts its head can be.
    pub events: SmallVec<[u32; 2]>,
    /// The noun phrase that says where it belongs («القيادي في حركة حماس»).
    pub within: Option<usize>,
    /// Surely feminine or surely masculine, where agreement needs it.
    pub feminine: Option<bool>,
    /// One singled out of many: "the first president".
    pub singled: bool,
    /// No longer in office: "the former Malian president".
    pub former: bool,
    /// A pronoun.
    pub pronoun: bool,
    /// Item number.
    pub item: usize,
    /// The more telling part of it ("21 people, including 18 soldiers").
    pub including: Option<usize>,
    /// An apposition to this noun phrase ("the foreign minister, Sergei Lavrov").
    pub apposition: Option<usize>,
}

/// A verb with what belongs to it.
#[derive(Clone, Debug, Default)]
pub struct Predicate {
    /// Unit of the verb.
    pub unit: usize,
    /// First unit of its group: auxiliaries, negation.
    pub group: usize,
    /// Bits of `language::form`.
    pub form: u16,
    /// Its subject is surely feminine, or surely masculine: what it can be has one gender only.
    pub feminine: Option<bool>,
    /// Passive voice.
    pub passive: bool,
    /// After "to", أن or in another non-finite form.
    pub infinitive: bool,
    /// -ing without "be".
    pub gerund: bool,
    /// The noun phrase of who must do it («على قطر أن تدفع»).
    pub obliged: Option<usize>,
    /// Frames of its auxiliaries, outermost first.
    pub frames: SmallVec<[u8; 2]>,
    /// After تم: the verbal noun follows as its subject.
    pub done: bool,
    /// Item number.
    pub item: usize,
    /// The pronoun of the clause it stands in does it: «قالت روسيا إنها أرسلت».
    pub pronoun: bool,
    /// A verb of saying.
    pub saying: bool,
    /// Preposition that leads its object, where the phrase stands apart.
    pub object_preposition: Option<u16>,
    /// Phrases whose words were all found apart from it: indexes into the lexicon's `apart`.
    pub phrases: SmallVec<[u32; 2]>,
    /// Units that are part of its phrase though they stand apart.
    pub apart: SmallVec<[usize; 2]>,
}

/// What stands in a sentence, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Item {
    /// A noun phrase, by number.
    Np(usize),
    /// A predicate, by number.
    Verb(usize),
    /// Anything else: the unit.
    Other(usize, Class),
}

/// A sentence parsed.
#[derive(Clone, Debug, Default)]
pub struct Parse<'a> {
    /// Units.
    pub units: Vec<Unit<'a>>,
    /// Noun phrases.
    pub nps: Vec<Np>,
    /// Predicates.
    pub predicates: Vec<Predicate>,
    /// Items.
    pub items: Vec<Item>,
    /// Slots of each predicate.
    pub verb_arguments: Vec<Arguments>,
    /// Slots of each noun phrase whose head is an event noun; empty ones for the others.
    pub noun_arguments: Vec<Arguments>,
    /// Telegraphic grammar.
    pub headline: bool,
    /// The concepts its units can be, as [`concept_bit`]s: what is not in here need not be looked for.
    pub concepts: u64,
}

/// The bit that stands for a concept; others share it.
pub fn concept_bit(concept: u32) -> u64 {
    1 << (concept % 64)
}

/// Ways of finding an actor that coding itself looks at; all others are for `explain` alone.
pub mod how {
    /// Nobody the pattern names: the owner of its object, or another actor of the clause.
    pub const TOUCHED: &str = "whom it touches";
    /// The subject of an earlier verb.
    pub const SHARED: &str = "shared with the verb before";
    /// The same, over a comma.
    pub const SHARED_OVER_COMMA: &str = "shared with the verb before the comma";
    /// What a relative clause is about.
    pub const RELATIVE: &str = "the phrase that who/which/that refers to";
    /// Inside the phrase of the event noun.
    pub const INSIDE: &str = "possessor or adjective";
}

/// What stands around a trigger.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Arguments {
    /// Noun phrase of the subject (the one who does it, in active voice).
    pub subject: Option<usize>,
    /// Objects in order.
    pub objects: SmallVec<[usize; 2]>,
    /// Prepositional parts: preposition, noun phrase.
    pub obliques: SmallVec<[(u16, usize); 4]>,
    /// Agent phrases: by X.
    pub agent: Option<usize>,
    /// The predicate that governs it, and how.
    pub governor: Option<(usize, Control)>,
    /// Another subject it may have where the phrase after it is its object: «رفضت إثيوبيا المقترح واتهمت القاهرة».
    pub shared: Option<usize>,
    /// What gave the subject, for `explain`.
    pub note: &'static str,
    /// Nothing but the noun's own neighbours were looked at.
    pub nominal: bool,
    /// In the passive voice.
    pub passive: bool,
    /// A participle without "be" and without an object: passive for a pattern that has an object ("troops killed in …").
    pub reduced: bool,
}

/// What tells an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trigger {
    /// A predicate, by number.
    Verb(usize),
    /// A noun phrase whose head is an event noun, by number.
    Noun(usize),
}

/// How a predicate governs a trigger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Control {
    /// The inner subject is the governor's subject: "plans to send", «تعتزم إرسال».
    Subject,
    /// The inner subject is the governor's object: "urged X to send".
    Object(usize),
    /// The governor asks for the clause after "that": "demanded that X withdraw". The inner subject is its own.
    That(usize),
    /// The event noun is the governor's object: "promised aid".
    EventObject,
    /// The event noun stands in a prepositional part of the governor: "came under attack", «دعا إلى وقف».
    EventOblique,
    /// The event noun is the governor's subject: "clashes erupted".
    EventSubject,
    /// A purpose or circumstance: "to fight", "by sending".
    Loose,
}

/// What governs a trigger.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Framing {
    /// Frames, outermost first.
    pub frames: SmallVec<[u8; 3]>,
    /// Who asks or accuses (a noun phrase): the source of the event instead of the inner subject.
    pub asker: Option<usize>,
    /// Somebody asks or accuses, and is not named: "was accused of". The inner subject is the target.
    pub unasked: bool,
    /// The inner subject, where the governor gives it.
    pub subject: Option<usize>,
    /// The noun of asking that it stands under ("rejected Malawi's request to"): whose it is, is the target where no other is named.
    pub requester: Option<usize>,
    /// Who announces it («أعلنت القوات تدمير»): the doer where the pattern needs one and no other is named.
    pub announcer: Option<usize>,
    /// The inner object, where an inverse light verb gives it («تعرض لهجوم»).
    pub object: Option<usize>,
    /// Predicates used up by the frame: they are no triggers of their own.
    pub used: SmallVec<[usize; 2]>,
    /// Carried by a light verb or told by an occurrence verb: asserted, not merely referred to.
    pub carried: bool,
    /// Governed by a verb that says nothing of it: "condemned the attack".
    pub referred: bool,
    /// New to the text and the subject of a verb: "protests spread", «انفجرت مظاهرات». Told, though no verb carries it.
    pub introduced: bool,
}
