//! A pattern fitted to a trigger, and the order of preference among several.

use smallvec::SmallVec;

use super::{Roles, Trigger};
use crate::codebook::{Action, Language, Slot};

/// A pattern whose places are filled.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// Index of the pattern in its language.
    pub pattern: u32,
    /// The trigger.
    pub trigger: Trigger,
    /// Who does it.
    pub source: Roles,
    /// To whom.
    pub target: Roles,
    /// Noun phrases that gave the pattern's concepts.
    pub concepts: SmallVec<[usize; 2]>,
    /// Places filled.
    pub filled: usize,
    /// The sides are the members of the source's list.
    pub pair: bool,
    /// The trigger is a noun.
    pub nominal: bool,
    /// Required slots without an actor.
    pub(super) missing: SmallVec<[Slot; 2]>,
}

impl Default for Reading {
    fn default() -> Self {
        Reading {
            pattern: 0,
            trigger: Trigger::Verb(0),
            source: Roles::default(),
            target: Roles::default(),
            concepts: SmallVec::new(),
            filled: 0,
            pair: false,
            nominal: false,
            missing: SmallVec::new(),
        }
    }
}

/// The best reading of a trigger, in this order: more actors, more concepts named, more places filled, fewer places left open, then the order of the codebook.
///
/// A doer whom the action knows without its being said (`default_source`) counts as one: "protesters wrecked the embassy".
pub fn best(readings: Vec<Reading>, language: &Language, actions: &[Action]) -> Option<Reading> {
    let reciprocal = |action: u32| actions[action as usize].reciprocal;
    readings.into_iter().filter(|r| !r.pair || reciprocal(language.patterns[r.pattern as usize].action)).max_by(|a, b| {
        let supplied =
            |r: &Reading| actions[language.patterns[r.pattern as usize].action as usize].default_source.is_some() && !r.concepts.is_empty();
        let actors = |r: &Reading| usize::from(!r.source.whos.is_empty() || supplied(r)) + usize::from(!r.target.whos.is_empty() || r.pair);
        let key = |r: &Reading| (actors(r), r.concepts.len(), r.pair, r.filled);
        key(a).cmp(&key(b)).then_with(|| b.pattern.cmp(&a.pattern))
    })
}
