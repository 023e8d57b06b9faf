//! Noun phrases that belong together: lists, appositions, and the part that says more than the whole.

use smallvec::SmallVec;

use crate::codebook::{Codebook, Language};
use crate::model::{Class, Item, Parse, Sense, Token};

/// Lists: "A, B and C", "A and B", «أ وب». Members after the first lose nothing but are reached through it; a list's preposition is the first's.
pub(super) fn lists(parse: &mut Parse, vso: bool) {
    let mut i = 0;
    while i < parse.items.len() {
        let Item::Np(first) = parse.items[i] else {
            i += 1;
            continue;
        };
        let mut members: SmallVec<[usize; 4]> = SmallVec::new();
        let (mut j, mut closed) = (after_of(parse, first), false);
        while let Some((next, and)) = link(parse, j) {
            let Item::Np(n) = parse.items[next] else { break };
            if parse.nps[n].pronoun || !(same_kind(parse, first, n) || and && is_rest(parse, first, n)) {
                break;
            }
            // "ministers of Mali and Niger": the second name goes with the first, not with the ministers.
            if parse.nps[first].of.is_some() && has_role(parse, first) && !has_role(parse, n) {
                break;
            }
            members.push(n);
            closed |= and;
            j = after_of(parse, n);
            // «روسيا وإيران وتركيا»: Arabic joins every member, English the last.
            if and && !vso || members.len() >= 500 {
                break;
            }
        }
        if closed || (parse.headline && members.len() == 1) {
            for &n in &members {
                parse.nps[n].in_list = true;
                if parse.nps[n].preposition.is_none() {
                    parse.nps[n].preposition = parse.nps[first].preposition;
                    parse.nps[n].agent = parse.nps[first].agent;
                }
            }
            parse.nps[first].list = members.into_iter().collect();
            i = j;
        }
        i += 1;
    }
}

fn has_role(parse: &Parse, n: usize) -> bool {
    parse.units[parse.nps[n].units.clone()].iter().any(|u| u.senses.iter().any(|s| matches!(s, Sense::Role { .. })))
}

/// The item after a noun phrase with what hangs on it by "of".
fn after_of(parse: &Parse, mut n: usize) -> usize {
    for _ in 0..4 {
        match parse.nps[n].of {
            Some(of) => n = of,
            None => break,
        }
    }
    parse.nps[n].item + 1
}

/// A comma or a conjunction at item `j` followed by a noun phrase: where that is, and whether it was a conjunction.
fn link(parse: &Parse, j: usize) -> Option<(usize, bool)> {
    let class = |k: usize| match parse.items.get(k) {
        Some(Item::Other(_, class)) => Some(*class),
        _ => None,
    };
    let np = |k: usize| matches!(parse.items.get(k), Some(Item::Np(_)));
    match class(j)? {
        Class::And if np(j + 1) => Some((j + 1, true)),
        Class::And if matches!(class(j + 1), Some(Class::Adverb)) && np(j + 2) => Some((j + 2, true)),
        Class::Comma if np(j + 1) => Some((j + 1, false)),
        Class::Comma if class(j + 1) == Some(Class::And) && np(j + 2) => Some((j + 2, true)),
        _ => None,
    }
}

/// Actors with actors, things with things: "weapons and Ukraine" is no list.
fn same_kind(parse: &Parse, a: usize, b: usize) -> bool {
    let actor = |n: usize| {
        parse.units[parse.nps[n].units.clone()]
            .iter()
            .any(|u| u.senses.iter().any(|s| matches!(s, Sense::Actor { .. } | Sense::Role { .. })))
    };
    let event = |n: usize| !parse.nps[n].events.is_empty();
    let starts_clause = match parse.items.get(parse.nps[b].item + 1) {
        Some(Item::Verb(v)) => !parse.predicates[*v].gerund && !parse.predicates[*v].infinitive,
        _ => false,
    };
    // "… Russia and Ukraine said": after an object the second phrase may begin a clause of its own.
    let after_verb = parse.nps[a].item > 0 && matches!(parse.items[parse.nps[a].item - 1], Item::Verb(_));
    // "… aid to Ukraine, and Republicans settled": nor after a prepositional part, which is no subject.
    let aside = after_verb || parse.nps[a].preposition.is_some();
    actor(a) == actor(b) && event(a) == event(b) && !(starts_clause && aside && !parse.headline)
}

/// "Britain, France and other countries imposed": what is left over at the end of a list of actors, before their verb.
fn is_rest(parse: &Parse, a: usize, b: usize) -> bool {
    let actor = |n: usize| {
        parse.units[parse.nps[n].units.clone()]
            .iter()
            .any(|u| u.senses.iter().any(|s| matches!(s, Sense::Actor { .. } | Sense::Role { .. })))
    };
    let verb = match parse.items.get(parse.nps[b].item + 1) {
        Some(Item::Verb(v)) => !parse.predicates[*v].gerund && !parse.predicates[*v].infinitive,
        _ => false,
    };
    let after_verb = parse.items[..parse.nps[a].item].last().is_some_and(|item| matches!(item, Item::Verb(_)));
    actor(a) && parse.nps[b].events.is_empty() && verb && !after_verb
}

/// "the foreign minister, Sergei Lavrov," and "Sergei Lavrov, the foreign minister,": the second phrase explains the first.
pub(super) fn appositions(parse: &mut Parse, codebook: &Codebook) {
    let person = |parse: &Parse, n: usize| {
        parse.units[parse.nps[n].units.clone()].iter().any(|u| {
            u.senses.iter().any(
                |s| matches!(s, Sense::Actor { actor, .. } if codebook.actors[*actor as usize].kind == crate::codebook::ActorKind::Person),
            )
        })
    };
    let role = |parse: &Parse, n: usize| {
        parse.units[parse.nps[n].units.clone()].iter().any(|u| u.senses.iter().any(|s| matches!(s, Sense::Role { .. })))
    };
    // "Janez Novak, Slovenia's foreign minister,": capitals that nobody knows.
    let stranger = |parse: &Parse, n: usize| {
        let units = &parse.units[parse.nps[n].units.clone()];
        units.len() >= 2 && units.iter().all(|u| u.senses.is_empty() && u.flags & crate::model::flag::CAPITAL != 0)
    };
    for n in 0..parse.nps.len() {
        if !parse.nps[n].list.is_empty() || parse.nps[n].in_list {
            continue;
        }
        let end = after_of(parse, n);
        if !matches!(parse.items.get(end), Some(Item::Other(_, Class::Comma))) {
            continue;
        }
        let Some(Item::Np(m)) = parse.items.get(end + 1).copied() else { continue };
        if parse.nps[m].preposition.is_none()
            && (person(parse, m) && role(parse, n) || role(parse, m) && (person(parse, n) || stranger(parse, n)))
        {
            parse.nps[n].apposition = Some(m);
        }
    }
}

/// "21 people, including 18 soldiers", «21 شخصا، بينهم 18 جنديا»: the first phrase learns its more telling part.
pub(super) fn including(parse: &mut Parse, tokens: &[Token], language: &Language) {
    let word = |unit: usize| tokens[parse.units[unit].first].word;
    let says = |item: &Item| match *item {
        Item::Other(u, Class::Preposition(_)) => language.lists.including.contains(&word(u)),
        Item::Np(n) => parse.nps[n].pronoun && language.lists.including.contains(&word(parse.nps[n].units.start)),
        _ => false,
    };
    let mut found = Vec::new();
    for n in 0..parse.nps.len() {
        let mut i = parse.nps[n].item + 1;
        while matches!(parse.items.get(i), Some(Item::Other(_, Class::Comma | Class::Adverb | Class::Preposition(_))))
            && !parse.items.get(i).is_some_and(says)
            && i < parse.nps[n].item + 3
        {
            i += 1;
        }
        if let (Some(marker), Some(Item::Np(m))) = (parse.items.get(i), parse.items.get(i + 1))
            && says(marker)
        {
            found.push((n, *m));
        }
    }
    for (n, m) in found {
        parse.nps[n].including = Some(m);
    }
}
