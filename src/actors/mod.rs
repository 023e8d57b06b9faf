//! Noun phrase → who that is: the actor code of the people, roles, organisations and countries it names, on a date.

use chrono::NaiveDate;
use smallvec::SmallVec;

use crate::codebook::{ActorKind, Codebook, RoleKind};
use crate::language::form;
use crate::model::{ActorCode, Class, NameKind, Parse, Part, Parts, Sense, Unit, Who, Whos, flag, roles as sets};

/// What the phrase's words say, before they are put together.
#[derive(Default)]
struct Found {
    persons: SmallVec<[u32; 1]>,
    countries: SmallVec<[(u32, u16, bool); 2]>,
    organisations: SmallVec<[(u32, u16); 2]>,
    roles: SmallVec<[u32; 2]>,
    /// The head itself is a name, a role or a people.
    headed: bool,
    /// A city, where nothing else is named.
    city: Option<u32>,
    /// Something unknown is the head.
    foreign_head: bool,
    capital: bool,
    /// نظيره, "his counterpart": the same office in another country.
    counterpart: bool,
    /// The head is the people of a country: "the Albanians".
    people: bool,
    /// "The former …".
    former: bool,
    /// The code of the person that the rest of the sentence speaks for.
    beside: Option<ActorCode>,
    first: usize,
    last: usize,
}

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

/// What a phrase is read with.
#[derive(Clone, Copy)]
struct Ground<'a> {
    codebook: &'a Codebook,
    day: Option<NaiveDate>,
    vso: bool,
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

fn collect(units: &[Unit], first: usize, end: usize, head: usize, ground: Ground) -> Found {
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
        if units.get(i + 1).is_some_and(|u| u.flags & flag::HYPHEN != 0 && u.form & form::PART != 0) {
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

fn compose(found: &Found, codebook: &Codebook, day: Option<NaiveDate>) -> Whos {
    let units = (found.first, found.last);
    let mut out = Whos::new();
    let actor = |id: u32| &codebook.actors[id as usize];
    if let Some(&person) = found.persons.last() {
        let person = actor(person);
        let mut code = found.beside.clone().unwrap_or_else(|| person.code_on(day).into_owned());
        // In a text without a day "President Yeltsin" is in office: his title says so where the calendar cannot.
        let office = found.roles.iter().map(|&role| &codebook.roles[role as usize]).find(|role| role.kind == RoleKind::Office);
        // So it does where the calendar is a few days behind or ahead: "Somalia's new president", elected and not yet sworn in.
        let out_of_office = code.roles.iter().all(|role| role == "ELI") && !found.former;
        if out_of_office && let Some(office) = office.filter(|office| !office.codes.iter().any(|c| c == "ELI")) {
            code.roles = office.codes.iter().map(|c| Part::from(c.as_str())).collect();
        }
        out.push(Who { code, name: Some(person.name.clone()), units, weight: 1.0, person: true, media: false, place: false });
        return out;
    }
    let mut roles = Parts::new();
    let mut office = false;
    for &role in &found.roles {
        let role = &codebook.roles[role as usize];
        office |= role.kind == RoleKind::Office;
        for code in &role.codes {
            if !roles.contains(code) {
                roles.push(code.clone());
            }
        }
    }
    if found.counterpart && roles.is_empty() {
        roles.push("GOV".into());
    }
    // A role says more than the general ones beside it: "police official" is COP.
    if roles.len() > 1 {
        roles.retain(|r| !sets::GENERAL.contains(&r.as_str()) || roles_all_general(&found.roles, codebook));
        // "civilian government": two general words, the head counts.
        if roles.len() > 1 && sets::all_in(&roles, sets::GENERAL) {
            roles = Parts::from_iter(["GOV".into()]);
        }
        roles.truncate(2);
    }
    // Who has left an office is one of the elite.
    if found.former && office && sets::all_in(&roles, sets::OFFICES) {
        roles = Parts::from_iter(["ELI".into()]);
    }
    let suffix = |id: u16| codebook.suffixes.get(id as usize).filter(|s| !s.is_empty());
    if let Some(&(organisation, extra)) = found.organisations.first()
        && (found.headed || !found.roles.is_empty() || !found.foreign_head)
    {
        let organisation = actor(organisation);
        let mut code = organisation.code_on(day).into_owned();
        for role in roles.iter().chain(suffix(extra)).filter(|r| sets::OF_ORGANISATIONS.contains(&r.as_str())) {
            // Soldiers among peacekeepers.
            let of_them = role == "MIL" && code.roles.iter().any(|own| own == "PKO");
            if !of_them
                && !code.roles.contains(role)
                && organisation.kind == ActorKind::Organisation
                && code.roles.iter().any(|r| r == "IGO")
            {
                code.roles.push(role.clone());
            }
        }
        if organisation.kind == ActorKind::Region {
            push_roles(&mut code, &roles);
        }
        // "the Kurds in Syria", "Syrian Kurds": a people takes the country beside it.
        if organisation.kind == ActorKind::People
            && let Some(&(country, ..)) = found.countries.first()
        {
            code.country = actor(country).code_on(day).country.clone().or(code.country);
        }
        if organisation.kind == ActorKind::People {
            push_roles(&mut code, &roles);
        }
        let weight = if found.foreign_head && found.roles.is_empty() { 0.5 } else { 1.0 };
        out.push(Who {
            code,
            name: Some(organisation.name.clone()),
            units,
            weight,
            person: office,
            media: organisation.kind == ActorKind::Media,
            place: false,
        });
        return out;
    }
    // "Spain's Guardia Civil": the body, not the country too.
    let said = |&(country, extra, _): &(u32, u16, bool)| {
        extra != 0 || !found.countries.iter().any(|&(other, suffix, _)| other == country && suffix != 0)
    };
    for &(country, extra, demonym) in found.countries.iter().filter(|country| said(country)) {
        let country = actor(country);
        let mut code = country.code_on(day).into_owned();
        if country.kind == ActorKind::Person {
            code.roles.clear();
        }
        push_roles(&mut code, &roles);
        if roles.is_empty()
            && let Some(extra) = suffix(extra)
        {
            code.roles.push(extra.clone());
        }
        if roles.is_empty() && found.capital && !found.foreign_head && !code.roles.iter().any(|r| r == "GOV") {
            code.roles.push("GOV".into());
        }
        let weight = match () {
            () if !found.foreign_head || !found.roles.is_empty() || found.counterpart => 1.0,
            () if demonym => 0.6,
            () => 0.3,
        };
        let name = Some(country.name.clone());
        if !out.iter().any(|w: &Who| w.code == code) {
            out.push(Who { code, name, units, weight, person: office, media: false, place: false });
        }
    }
    if out.is_empty() && !roles.is_empty() {
        // "Minneapolis police": of the city's country.
        let country = found.city.map(|city| codebook.cities[city as usize].country.clone());
        let mut code = ActorCode { country, ..ActorCode::default() };
        push_roles(&mut code, &roles);
        // Peacekeepers of nobody named are some international body's.
        if code.country.is_none() && sets::all_in(&code.roles, &["PKO"]) {
            code.roles.insert(0, "IGO".into());
        }
        out.push(Who { code, name: None, units, weight: 0.8, person: office, media: false, place: false });
    }
    if out.is_empty()
        && let Some(city) = found.city
    {
        let code = ActorCode { country: Some(codebook.cities[city as usize].country.clone()), ..ActorCode::default() };
        out.push(Who { code, name: None, units, weight: 0.7, person: false, media: false, place: true });
    }
    out
}

fn roles_all_general(roles: &[u32], codebook: &Codebook) -> bool {
    roles.iter().all(|&r| sets::all_in(&codebook.roles[r as usize].codes, sets::GENERAL))
}

/// Roles into a code: religious and ethnic role words to their own parts.
fn push_roles(code: &mut ActorCode, roles: &[Part]) {
    for role in roles {
        if !code.roles.contains(role) {
            code.roles.push(role.clone());
        }
    }
}

/// The country a phrase places something in: a country's name, or a city's country.
pub fn country_of(parse: &Parse, n: usize, codebook: &Codebook) -> Option<Part> {
    parse.units[parse.nps[n].units.clone()].iter().find_map(|unit| {
        unit.senses.iter().find_map(|sense| match *sense {
            Sense::Actor { actor, .. } if codebook.actors[actor as usize].kind == ActorKind::Country => {
                codebook.actors[actor as usize].spells.first().and_then(|s| s.code.country.clone())
            }
            Sense::City { city } => Some(codebook.cities[city as usize].country.clone()),
            // Darfur and the like: parts of a country.
            Sense::Actor { actor, .. } if codebook.actors[actor as usize].kind == ActorKind::Region => {
                let code = codebook.actors[actor as usize].spells.first().and_then(|s| s.code.country.clone())?;
                codebook.actors.iter().any(|other| other.kind == ActorKind::Country && other.id == code).then_some(code)
            }
            _ => None,
        })
    })
}

/// Whether a unit is a word in a plural form.
pub fn is_plural(unit: &Unit) -> bool {
    unit.form & form::PLURAL != 0
}
