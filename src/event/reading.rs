//! A pattern fitted to a trigger, and the order of preference among several.

use smallvec::SmallVec;

use super::Roles;
use crate::codebook::{Action, Language, Slot};
use crate::model::Trigger;

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
/// A doer whom the action knows without its being said (`default_source`) counts as one: "protesters wrecked the embassy". So does a target
/// that the pattern names by a concept of its own, where a plainer pattern has it in TARGET: "expelled the UN peacekeepers".
pub fn best(readings: Vec<Reading>, language: &Language, actions: &[Action]) -> Option<Reading> {
    let reciprocal = |action: u32| actions[action as usize].reciprocal;
    let targets: SmallVec<[(usize, Roles); 2]> =
        readings.iter().filter_map(|r| r.target.np.filter(|_| !r.target.whos.is_empty()).map(|np| (np, r.target.clone()))).collect();
    let named = |r: &Reading| {
        let other = |target: &Roles| target.whos.iter().all(|t| r.source.whos.iter().all(|s| s.code != t.code));
        targets.iter().find(|(np, target)| r.target.whos.is_empty() && r.concepts.contains(np) && other(target))
    };
    let mut best = readings
        .iter()
        .filter(|r| !r.pair || reciprocal(language.patterns[r.pattern as usize].action))
        .max_by(|a, b| {
            let supplied = |r: &Reading| {
                actions[language.patterns[r.pattern as usize].action as usize].default_source.is_some() && !r.concepts.is_empty()
            };
            let actors = |r: &Reading| {
                usize::from(!r.source.whos.is_empty() || supplied(r))
                    + usize::from(!r.target.whos.is_empty() || r.pair || named(r).is_some())
            };
            let key = |r: &Reading| (actors(r), r.concepts.len(), r.pair, r.filled);
            key(a).cmp(&key(b)).then_with(|| b.pattern.cmp(&a.pattern))
        })?
        .clone();
    if let Some((_, target)) = named(&best) {
        best.target = target.clone();
    }
    Some(best)
}
