//! From patterns to the tree of rules: first a net with free steps, one path for every way a pattern may be read; then its sets
//! of places that are reached by the same steps, so that rules that begin alike are walked once.

use std::collections::{BTreeMap, BTreeSet};

use super::Atom;
use super::tables::{COUNTED, RULES, RuleNode};

/// More nodes than this are a mistake in the file, not a language.
const MOST_NODES: usize = 200_000;

/// The net. Rules begin at place [`RULES`] or [`COUNTED`]; the nodes they fold to have the same numbers.
#[derive(Default)]
pub(super) struct Net {
    free: Vec<Vec<u32>>,
    steps: Vec<Vec<(Atom, u32)>>,
    ends: Vec<Option<u16>>,
}

impl Net {
    pub(super) fn new() -> Self {
        let mut net = Net::default();
        net.place();
        net.place();
        net
    }

    /// A new place.
    pub(super) fn place(&mut self) -> u32 {
        self.free.push(Vec::new());
        self.steps.push(Vec::new());
        self.ends.push(None);
        self.ends.len() as u32 - 1
    }

    /// A step that takes nothing.
    pub(super) fn free(&mut self, from: u32, to: u32) {
        self.free[from as usize].push(to);
    }

    /// A step that takes an atom, to a new place.
    pub(super) fn step(&mut self, from: u32, atom: Atom) -> u32 {
        let to = self.place();
        self.steps[from as usize].push((atom, to));
        to
    }

    /// A rule ends here.
    pub(super) fn end(&mut self, at: u32, rule: u16) {
        self.ends[at as usize].get_or_insert(rule);
    }

    fn reach(&self, places: impl IntoIterator<Item = u32>) -> BTreeSet<u32> {
        let mut seen = BTreeSet::new();
        let mut open: Vec<u32> = places.into_iter().collect();
        while let Some(place) = open.pop() {
            if seen.insert(place) {
                open.extend(&self.free[place as usize]);
            }
        }
        seen
    }

    /// The tree of rules; None where it grows beyond reason. Where two rules end alike the one that stands first in the file wins.
    pub(super) fn fold(&self) -> Option<Vec<RuleNode>> {
        let starts = [RULES, COUNTED].map(|root| self.reach([root]));
        let mut numbers: BTreeMap<BTreeSet<u32>, u32> = BTreeMap::from([(starts[0].clone(), RULES), (starts[1].clone(), COUNTED)]);
        let [rules, counted] = starts;
        let (mut nodes, mut open) = (vec![RuleNode::default(); 2], vec![(counted, COUNTED), (rules, RULES)]);
        while let Some((places, number)) = open.pop() {
            let mut by_atom: Vec<(Atom, Vec<u32>)> = Vec::new();
            for &place in &places {
                for &(atom, to) in &self.steps[place as usize] {
                    match by_atom.iter_mut().find(|(known, _)| *known == atom) {
                        Some((_, targets)) => targets.push(to),
                        None => by_atom.push((atom, vec![to])),
                    }
                }
            }
            let mut edges = Vec::with_capacity(by_atom.len());
            for (atom, targets) in by_atom {
                let set = self.reach(targets);
                let next = numbers.len() as u32;
                let node = *numbers.entry(set.clone()).or_insert(next);
                if node == next {
                    nodes.push(RuleNode::default());
                    open.push((set, node));
                }
                edges.push((atom, node));
            }
            if nodes.len() > MOST_NODES {
                return None;
            }
            let rule = places.iter().filter_map(|&p| self.ends[p as usize]).min();
            nodes[number as usize] = RuleNode { edges, rule };
        }
        // A pattern all of whose parts are optional matches nothing.
        nodes[RULES as usize].rule = None;
        nodes[COUNTED as usize].rule = None;
        Some(nodes)
    }
}
