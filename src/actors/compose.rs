//! What the words name, put together: one code for each who is meant.

use chrono::NaiveDate;

use super::collect::Found;
use crate::codebook::{ActorKind, Codebook, RoleKind};
use crate::model::{ActorCode, Part, Parts, Who, Whos, roles as sets};

pub(super) fn compose(found: &Found, codebook: &Codebook, day: Option<NaiveDate>) -> Whos {
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
        let home = || found.roles.iter().find_map(|&role| codebook.roles[role as usize].home.clone());
        let country = country.or_else(home);
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
pub(super) fn push_roles(code: &mut ActorCode, roles: &[Part]) {
    for role in roles {
        if !code.roles.contains(role) {
            code.roles.push(role.clone());
        }
    }
}
