//! Slots + patterns → readings, the best one a trigger → mentions. Pairs for lists, both directions for reciprocal acts, how sure.

mod fill;
mod mention;
mod reading;

pub use fill::{NearMiss, Roles, readings};
pub use mention::{Pair, Scene, Side, pairs, plain_pairs};
pub use reading::{Reading, best};

use crate::model::{Framing, Trigger, Whos};

/// A place where an event may be told: its trigger, what governs it.
#[derive(Clone, Debug, PartialEq)]
pub struct Spot {
    /// A predicate, or a noun phrase with an event noun.
    pub trigger: Trigger,
    /// What governs it.
    pub framing: Framing,
    /// Concepts the trigger can be.
    pub concepts: Vec<u32>,
}

/// Who the noun phrases of a sentence name: the whole phrase, and the words before (English) or after (Arabic) its head.
#[derive(Clone, Debug, Default)]
pub struct Cast {
    /// By noun phrase.
    pub whole: Vec<Whos>,
    /// By noun phrase: possessor, adjective.
    pub inner: Vec<Whos>,
}
