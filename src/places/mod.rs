//! Where an action took place: the place named in its own clause, else in its sentence. A capital is never assumed.

use crate::codebook::{ActorKind, City, Codebook, Language};
use crate::model::{NameKind, Parse, Place, PlaceType, Sense, Span, Token};

/// The place that a preposition of place puts nearest to item `at`, if any. Where a name is a city's and a country's capital it is the city.
pub fn place_for(parse: &Parse, at: usize, language: &Language, codebook: &Codebook, tokens: &[Token]) -> Option<Place> {
    let locative = |p: u16| language.lists.locatives.contains(&p);
    parse
        .nps
        .iter()
        .enumerate()
        .filter(|(_, np)| np.preposition.is_some_and(locative))
        .filter_map(|(n, np)| named(parse, n, codebook, tokens).map(|place| (np.item.abs_diff(at) * 2 + usize::from(np.item < at), place)))
        .min_by_key(|(distance, _)| *distance)
        .filter(|(distance, _)| *distance < 40)
        .map(|(_, place)| place)
}

/// The most exact place a noun phrase names.
fn named(parse: &Parse, n: usize, codebook: &Codebook, tokens: &[Token]) -> Option<Place> {
    let np = &parse.nps[n];
    let mut country = None;
    for unit in &parse.units[np.units.clone()] {
        let span = tokens[unit.first].span.join(tokens[unit.last - 1].span);
        let best = unit
            .senses
            .iter()
            .filter_map(|s| if let Sense::City { city } = *s { Some(&codebook.cities[city as usize]) } else { None })
            .max_by_key(|city| city.population);
        let owner = unit.senses.iter().find_map(|s| match *s {
            Sense::Actor { actor, kind, .. } if codebook.actors[actor as usize].kind == ActorKind::Country => Some((actor, kind)),
            _ => None,
        });
        match (best, owner) {
            (Some(city), None | Some((_, NameKind::Capital))) => return Some(of_city(city, span)),
            (_, Some((actor, NameKind::Name))) => country = country.or(Some((actor, span))),
            _ => {}
        }
    }
    let (actor, span) = country?;
    let actor = &codebook.actors[actor as usize];
    Some(Place {
        name: actor.name.to_string(),
        kind: PlaceType::Country,
        country: actor.spells.first().and_then(|s| s.code.country.as_ref()).map(ToString::to_string),
        admin1: None,
        latitude: None,
        longitude: None,
        geonames_id: None,
        span,
    })
}

fn of_city(city: &City, span: Span) -> Place {
    Place {
        name: city.name.clone(),
        kind: city.kind,
        country: Some(city.country.to_string()),
        admin1: None,
        latitude: Some(city.latitude),
        longitude: Some(city.longitude),
        geonames_id: city.geonames_id,
        span,
    }
}
