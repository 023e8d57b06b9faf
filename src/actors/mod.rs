//! Noun phrase → who that is: the actor code of the people, roles, organisations and countries it names, on a date.

mod collect;
mod compose;

use chrono::NaiveDate;
use smallvec::SmallVec;

use self::collect::{Found, Ground, collect};
use self::compose::{compose, push_roles};
use crate::codebook::{ActorKind, Codebook};
use crate::language::form;
use crate::model::{ActorCode, Class, NameKind, Parse, Part, Parts, Sense, Unit, Who, Whos};

/// Who noun phrase `n` names, its list and apposition included. Empty where it names no actor.
pub fn resolve(parse: &Parse, n: usize, codebook: &Codebook, day: Option<NaiveDate>, vso: bool) -> Whos {
    let mut out = resolve_one(parse, n, codebook, day, vso);
    // "21 people, including 18 soldiers": who the people were.
    if let Some(m) = parse.nps[n].including
        && out.iter().all(|who| who.name.is_none() && who.code.roles.iter().all(|r| r == "CVL"))
    {
        let part = resolve_one(parse, m, codebook, day, vso);
        if !part.is_empty() {
            return part;
        }
    }
    // «رؤساء روسيا وإيران وتركيا»: one office each.
    let shared = match &out[..] {
        [who] if vso && who.code.country.is_some() && is_plural(&parse.units[parse.nps[n].head]) => who.code.roles.clone(),
        _ => Parts::new(),
    };
    for &m in parse.nps[n].list.iter().take(20) {
        for mut who in resolve_one(parse, m, codebook, day, vso) {
            if who.code.roles.is_empty() && who.code.country.is_some() {
                push_roles(&mut who.code, &shared);
            }
            if !out.iter().any(|known| known.code == who.code) {
                out.push(who);
            }
        }
    }
    out
}

fn resolve_one(parse: &Parse, n: usize, codebook: &Codebook, day: Option<NaiveDate>, vso: bool) -> Whos {
    let ground = Ground { codebook, day, vso };
    let np = &parse.nps[n];
    if np.pronoun || np.apposition.is_none() && names_nobody(&parse.units[np.units.clone()]) {
        return Whos::new();
    }
    // "Syria and Palestinian leader Yasser Arafat": a name by itself before the "and" is a side of its own.
    if let Some(and) = (np.units.start + 1..np.units.end.saturating_sub(1)).find(|&i| parse.units[i].class == Class::And)
        && !vso
        && names_alone(&parse.units[np.units.start..and])
    {
        let mut out = Whos::new();
        for (first, end) in [(np.units.start, and), (and + 1, np.units.end)] {
            let found = collect(&parse.units, first, end, end - 1, ground);
            out.extend(compose(&found, codebook, day));
        }
        if out.len() > 1 {
            return out;
        }
    }
    let mut found = collect(&parse.units, np.units.start, np.units.end, np.head, ground);
    found.former = np.former;
    // "president of Russia", «رئيس حكومة»: the country after "of".
    // So "the Albanians of southern Serbia".
    let people = |&(organisation, _): &(u32, u16)| codebook.actors[organisation as usize].kind == ActorKind::People;
    if let Some(of) = np.of
        && (!found.roles.is_empty() || found.organisations.iter().any(people))
        && found.countries.is_empty()
        && found.organisations.iter().all(people)
    {
        let mut members = vec![of];
        members.extend(parse.nps[of].list.iter().copied());
        for m in members {
            let inner = collect(&parse.units, parse.nps[m].units.start, parse.nps[m].units.end, parse.nps[m].head, ground);
            found.countries.extend(inner.countries.iter().copied());
            found.organisations.extend(inner.organisations.iter().copied());
            found.last = found.last.max(parse.nps[m].units.end);
        }
    }
    // "the Albanians of southern Serbia", "Palestinians in Lebanon": of where they live.
    if found.people
        && let Some(home) = np.of.or(np.within)
        && let Some(country) = country_of(parse, home, codebook)
        && let [(own, ..)] = found.countries[..]
        && codebook.actors[own as usize].spells.first().is_some_and(|spell| spell.code.country.as_ref() != Some(&country))
    {
        let code = ActorCode { country: Some(country), roles: Parts::from_iter(["CVL".into()]), ..ActorCode::default() };
        let units = (found.first, parse.nps[home].units.end);
        return Whos::from([Who { code, name: None, units, weight: 0.9, person: false, media: false, place: false }]);
    }
    // «القيادي في حركة حماس», «ضابط في الجيش السوري».
    if let Some(m) = np.within
        && !found.roles.is_empty()
        && found.countries.is_empty()
        && found.organisations.is_empty()
        && found.persons.is_empty()
    {
        let inner = collect(&parse.units, parse.nps[m].units.start, parse.nps[m].units.end, parse.nps[m].head, ground);
        found.organisations.extend(inner.organisations);
    }
    if let Some(m) = np.apposition {
        let inner = collect(&parse.units, parse.nps[m].units.start, parse.nps[m].units.end, parse.nps[m].head, ground);
        found.persons.extend(inner.persons);
        found.roles.extend(inner.roles);
        if found.countries.is_empty() {
            found.countries.extend(inner.countries);
        }
        found.headed |= inner.headed;
        found.foreign_head &= inner.foreign_head;
    }
    found.beside = beside(parse, &found, codebook, day);
    compose(&found, codebook, day)
}

/// In a text without a day: of a person's codes the one whose body or country the sentence names besides ("Kofi Annan, UN secretary-general").
fn beside(parse: &Parse, found: &Found, codebook: &Codebook, day: Option<NaiveDate>) -> Option<ActorCode> {
    let person = &codebook.actors[*found.persons.last()? as usize];
    if day.is_some() || person.spells.len() < 2 {
        return None;
    }
    let others = parse.units.iter().flat_map(|unit| unit.senses).filter_map(|sense| match *sense {
        Sense::Actor { actor, .. } if codebook.actors[actor as usize].kind != ActorKind::Person => {
            codebook.actors[actor as usize].spells.first()
        }
        _ => None,
    });
    let others: SmallVec<[&ActorCode; 8]> = others.map(|spell| &spell.code).collect();
    let same = |code: &ActorCode| match (&code.country, &code.group) {
        (None, None) => false,
        (None, group) => others.iter().any(|other| other.country.is_none() && other.group == *group),
        // A country alone tells its offices from those of bodies, not from one another.
        (country, _) => {
            person.spells.iter().any(|spell| spell.code.country != *country) && others.iter().any(|other| other.country == *country)
        }
    };
    person.spells.iter().rev().map(|spell| &spell.code).find(|code| same(code)).cloned()
}

/// Who the words before the head of an event noun's phrase name: "Israel's air strikes", "Russian attack", «قصف إسرائيلي».
pub fn resolve_modifiers(parse: &Parse, n: usize, codebook: &Codebook, day: Option<NaiveDate>, vso: bool) -> Whos {
    let ground = Ground { codebook, day, vso };
    let np = &parse.nps[n];
    let mut out = Whos::new();
    let units = &parse.units[np.units.clone()];
    // A possessor is a phrase of its own: "the Russian army's attack".
    if let Some(mark) = units.iter().position(|u| u.class == Class::PossessiveMark) {
        let end = np.units.start + mark;
        let head = end.saturating_sub(1).max(np.units.start);
        let found = collect(&parse.units, np.units.start, end, head, ground);
        out.extend(compose(&found, codebook, day));
        if !out.is_empty() {
            return out;
        }
    }
    let range = if vso { (np.head + 1).min(np.units.end)..np.units.end } else { np.units.start..np.head };
    if names_nobody(&parse.units[range.clone()]) {
        return out;
    }
    let mut found = collect(&parse.units, range.start, range.end, if vso { range.start } else { range.end - 1 }, ground);
    found.foreign_head = false;
    found.former = np.former;
    out.extend(compose(&found, codebook, day));
    out
}

/// Whether the words are a name of a country, a body or a person, and nothing else.
fn names_alone(units: &[Unit]) -> bool {
    let name = |unit: &Unit| unit.senses.iter().any(|s| matches!(s, Sense::Actor { kind: NameKind::Name | NameKind::Capital, .. }));
    let plain = |unit: &Unit| name(unit) || matches!(unit.class, Class::Determiner);
    units.last().is_some_and(name) && units.iter().all(plain)
}

/// Whether nothing in the words can name anyone: most noun phrases are of this kind.
pub fn names_nobody(units: &[Unit]) -> bool {
    let names = |sense: &Sense| matches!(sense, Sense::Actor { .. } | Sense::Role { .. } | Sense::City { .. });
    !units.iter().any(|unit| unit.class == Class::Counterpart || unit.senses.iter().any(names))
}

/// The country a phrase places something in: a country's name, or a city's country.
pub fn country_of(parse: &Parse, n: usize, codebook: &Codebook) -> Option<Part> {
    parse.units[parse.nps[n].units.clone()].iter().find_map(|unit| {
        unit.senses.iter().find_map(|sense| match *sense {
            Sense::Actor { actor, .. } => {
                let actor = &codebook.actors[actor as usize];
                // Darfur and the like: parts of a country.
                let names_country = actor.kind == ActorKind::Country || actor.in_country;
                actor.spells.first().filter(|_| names_country).and_then(|spell| spell.code.country.clone())
            }
            Sense::City { city } => Some(codebook.cities[city as usize].country.clone()),
            _ => None,
        })
    })
}

/// Whether a unit is a word in a plural form.
pub fn is_plural(unit: &Unit) -> bool {
    unit.form & form::PLURAL != 0
}
