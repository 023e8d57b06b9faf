//! What the words of a phrase name, one by one: persons, countries, bodies, roles.

use chrono::NaiveDate;
use smallvec::SmallVec;

use crate::codebook::{ActorKind, Codebook};
use crate::language::form;
use crate::model::{ActorCode, Class, NameKind, Sense, Unit, flag};

/// What the phrase's words say, before they are put together.
#[derive(Default)]
pub(super) struct Found {
    pub(super) persons: SmallVec<[u32; 1]>,
    pub(super) countries: SmallVec<[(u32, u16, bool); 2]>,
    pub(super) organisations: SmallVec<[(u32, u16); 2]>,
    pub(super) roles: SmallVec<[u32; 2]>,
    /// The head itself is a name, a role or a people.
    pub(super) headed: bool,
    /// A city, where nothing else is named.
    pub(super) city: Option<u32>,
    /// Something unknown is the head.
    pub(super) foreign_head: bool,
    pub(super) capital: bool,
    /// نظيره, "his counterpart": the same office in another country.
    pub(super) counterpart: bool,
    /// The head is the people of a country: "the Albanians".
    pub(super) people: bool,
    /// "The former …".
    pub(super) former: bool,
    /// The code of the person that the rest of the sentence speaks for.
    pub(super) beside: Option<ActorCode>,
    pub(super) first: usize,
    pub(super) last: usize,
}

/// What a phrase is read with.
#[derive(Clone, Copy)]
pub(super) struct Ground<'a> {
    pub(super) codebook: &'a Codebook,
    pub(super) day: Option<NaiveDate>,
    pub(super) vso: bool,
}

/// Who a unit names, by the best kind of its names; of several who bear it the one whose country the sentence names besides, then who is in
/// office on the day, then the codebook's first.
fn meant(units: &[Unit], i: usize, codebook: &Codebook, day: Option<NaiveDate>, has_case: bool) -> Option<(u32, NameKind, u16)> {
    let holds = |id: u32| day.is_some_and(|day| codebook.actors[id as usize].in_office(day));
    let stranger = || strangers(units, i, 0);
    let named = |s: &Sense| match *s {
        Sense::Actor { actor, kind: NameKind::Term, suffix, .. } => {
            let titled = i > 0 && units[i - 1].senses.iter().any(|sense| matches!(sense, Sense::Role { .. }));
            (holds(actor) && (titled || !stranger())).then_some((actor, NameKind::Name, suffix))
        }
        Sense::Actor { actor, kind, suffix, .. } => Some((actor, kind, suffix)),
        _ => None,
    };
    // "rice": a name that is a word, too, is one with a capital only.
    let unit = &units[i];
    if has_case && unit.last == unit.first + 1 && unit.flags & flag::CAPITAL == 0 && unit.senses.iter().any(|s| named(s).is_none()) {
        return None;
    }
    let best = units[i].senses.iter().filter_map(named).map(|(_, kind, _)| kind).min()?;
    let mut all: SmallVec<[(u32, NameKind, u16); 2]> = units[i].senses.iter().filter_map(named).filter(|named| named.1 == best).collect();
    if all.len() > 1 {
        let country = |id: u32| codebook.actors[id as usize].spells.iter().find_map(|spell| spell.code.country.as_ref());
        let beside = |id: u32| {
            let place = |s: &Sense| matches!(*s, Sense::City { city } if Some(&codebook.cities[city as usize].country) == country(id));
            if units.iter().enumerate().any(|(j, unit)| j != i && !unit.senses.is_empty() && unit.senses.iter().all(place)) {
                return true;
            }
            let other = |(j, unit): (usize, &Unit)| {
                let one = unit.senses.iter().filter_map(named).map(|(other, ..)| country(other)).collect::<SmallVec<[_; 2]>>();
                j != i && !one.is_empty() && one.iter().all(|code| *code == country(id))
            };
            country(id).is_some() && units.iter().enumerate().any(other)
        };
        all.sort_by_key(|&(id, ..)| std::cmp::Reverse((beside(id), holds(id))));
    }
    all.first().copied()
}

/// "Michael Jordan", "Tommy Clinton": a stranger's first name before a name makes it another's.
fn strangers(units: &[Unit], i: usize, first: usize) -> bool {
    let Some(before) = i.checked_sub(1).filter(|&j| j >= first).map(|j| &units[j]) else { return false };
    before.senses.is_empty()
        && before.class == Class::Noun
        && before.flags & flag::CAPITAL != 0
        && before.flags & flag::UPPER == 0
        && before.last == units[i].first
}

pub(super) fn collect(units: &[Unit], first: usize, end: usize, head: usize, ground: Ground) -> Found {
    let Ground { codebook, day, vso } = ground;
    let mut found = Found { first, last: end, ..Found::default() };
    let mut after_possessor = false;
    for (i, unit) in units.iter().enumerate().take(end).skip(first) {
        if unit.class == Class::PossessiveMark {
            after_possessor = true;
            // "Putin's forces": the person is the owner, his country counts.
            let persons: SmallVec<[u32; 1]> = found.persons.drain(..).collect();
            found.countries.extend(persons.into_iter().map(|p| (p, 0, true)));
            continue;
        }
        if !matches!(unit.class, Class::Noun | Class::Adjective | Class::Counterpart) {
            continue;
        }
        let mut known = false;
        found.counterpart |= unit.class == Class::Counterpart;
        // One reading a unit: a person, then a country's name, an organisation, a role.
        let actor = meant(units, i, codebook, day, !vso);
        // "U.N.-backed government", "rebel-held town": whose side it is on, not whose it is.
        // But "U.S.-flagged tanker", "Russian-led forces": theirs.
        let sides = |u: &Unit| u.flags & (flag::HYPHEN | flag::OWNING) == flag::HYPHEN && u.form & form::PART != 0;
        let names = |u: &Unit| u.senses.iter().any(|sense| matches!(sense, Sense::Actor { .. }));
        if units.get(i + 1).is_some_and(|u| sides(u) || u.flags & flag::OWNING != 0 && !names(unit)) {
            continue;
        }
        // "anti-Assad forces", "pro-Moscow": against or for him, not his.
        let joined =
            i > first && unit.flags & flag::HYPHEN != 0 && units[i - 1].senses.is_empty() && units[i - 1].flags & flag::CAPITAL == 0;
        if actor.is_some() && joined {
            continue;
        }
        if let Some((actor, kind, suffix)) = actor {
            let state = codebook.actors[actor as usize].kind == ActorKind::Country && matches!(kind, NameKind::Name | NameKind::Capital);
            // The sentence's first word has a capital whatever it is.
            if state && !vso && i > 1 && strangers(units, i, first) {
                return Found { first, last: end, ..Found::default() };
            }
            known = true;
            match codebook.actors[actor as usize].kind {
                ActorKind::Person => found.persons.push(actor),
                ActorKind::Country => {
                    found.countries.push((actor, suffix, kind == NameKind::Demonym));
                    found.capital |= kind == NameKind::Capital;
                    found.people |= kind == NameKind::People && i == head;
                }
                _ => found.organisations.push((actor, suffix)),
            }
            if i == head {
                found.headed = true;
            }
        } else if let Some(role) = unit.senses.iter().find_map(|s| if let Sense::Role { role, .. } = *s { Some(role) } else { None }) {
            known = true;
            found.roles.push(role);
            found.headed |= i == head || !vso;
        } else if let Some(city) = unit.senses.iter().find_map(|s| if let Sense::City { city } = *s { Some(city) } else { None }) {
            known = i == head;
            found.city = found.city.or(Some(city));
        }
        let empty_head = i == head && !known;
        found.foreign_head |= empty_head;
        // "Washington Post", "Moscow State University": a capitalised stranger after a name makes another name.
        let stranger = !vso
            && !known
            && unit.senses.is_empty()
            && unit.flags & flag::CAPITAL != 0
            && i > first
            && found.roles.is_empty()
            && found.persons.is_empty();
        if stranger
            && !after_possessor
            && units[i - 1].senses.iter().any(|s| matches!(s, Sense::Actor { kind: NameKind::Name | NameKind::Capital, .. }))
        {
            return Found { first, last: end, ..Found::default() };
        }
    }
    found
}
