//! Which place is the event's, and which of those that share its name.

use smallvec::SmallVec;

use super::name::{Ground, Named, Spot, country_said, is_direction, led_by_verb, names};
use crate::model::{Class, Item, Np, Parse, Part, Place, PlaceChoice, PlaceLink, PlaceType, Trigger};

/// What is asked: an event and how it is told.
pub struct Told<'a> {
    /// Its sentence.
    pub parse: &'a Parse<'a>,
    /// What tells it.
    pub trigger: Trigger,
    /// The clause each item of the sentence stands in.
    pub clause: &'a dyn Fn(usize) -> usize,
    /// Its target may be a place: it is shelled, taken or visited.
    pub aims: bool,
    /// So may a country be: it is visited.
    pub visits: bool,
    /// Something is sent: where it goes to is the place.
    pub sends: bool,
}

/// What the text around says of countries (ISO codes): those the sentence names, then all the article names, the most frequent first.
pub struct Countries<'a> {
    /// Of the sentence.
    pub sentence: &'a [Part],
    /// Of the article.
    pub article: &'a [Part],
}

/// From here on a name alone is enough, whatever countries the text names.
const WELL_KNOWN: u64 = 200_000;

/// A capital is meant rather than a namesake in a country named elsewhere if it is so many times as large; any other city, so many.
const CAPITAL: u64 = 10;
const CITY: u64 = 40;

/// The place of an event, as its sentence tells it.
///
/// 1. What a preposition of place puts into its clause, the nearest to the word that tells it; not what belongs to another event noun
///    ("after talks in Berlin").
/// 2. What is shelled, taken or visited, where that is a place.
/// 3. What a preposition of place puts into another clause of the sentence, where that tells no other event with a place of its own.
///
/// A capital that stands for a government is no place.
pub fn place_for(ground: &Ground, told: &Told, countries: &Countries) -> Option<Place> {
    let parse = told.parse;
    let item = match told.trigger {
        Trigger::Verb(v) => parse.predicates[v].item,
        Trigger::Noun(n) => parse.nps[n].item,
    };
    let clause = (told.clause)(item);
    let located = located(ground, parse, told.trigger);
    let nearest = |wanted: &dyn Fn(&Np) -> bool| {
        let mut near: SmallVec<[(usize, usize); 8]> = located
            .iter()
            .filter(|&&n| wanted(&parse.nps[n]))
            .map(|&n| (parse.nps[n].item.abs_diff(item) * 2 + usize::from(parse.nps[n].item < item), n))
            .collect();
        near.sort_unstable();
        near.into_iter().find_map(|(_, n)| of_phrase(ground, parse, n, countries))
    };
    let in_clause = |np: &Np| (told.clause)(np.item) == clause;
    let found = nearest(&in_clause);
    // "took Timbuktu in northern Mali", «جامعة غاريسا في كينيا»: what is taken says more than where that lies.
    if found.as_ref().is_none_or(|place| place.kind != PlaceType::City)
        && let Some(target) = aimed_at(ground, told, countries)
        && found.as_ref().is_none_or(|place| place.country == target.country && order(target.kind) < order(place.kind))
    {
        return Some(Place { link: PlaceLink::Target, ..target });
    }
    found.or_else(|| nearest(&|np| !in_clause(np)).map(|place| Place { link: PlaceLink::Sentence, ..place }))
}

/// Phrases that say where; not those of another event's.
fn located(ground: &Ground, parse: &Parse, trigger: Trigger) -> SmallVec<[usize; 8]> {
    (0..parse.nps.len()).filter(|&n| says_where(ground, parse, n) && !of_another(ground, parse, trigger, n)).collect()
}

/// Whether a preposition of place leads a phrase, or it lies in some direction of what follows.
fn says_where(ground: &Ground, parse: &Parse, n: usize) -> bool {
    let led = parse.nps[n].preposition.is_some_and(|p| ground.language.lists.locatives.contains(&p));
    led || is_direction(ground, parse, n) || led_by_verb(ground, parse, n)
}

/// Whether a phrase says where another event was, or where somebody said so: "after talks in Berlin", "a spokesman in Ouagadougou said".
fn of_another(ground: &Ground, parse: &Parse, trigger: Trigger, n: usize) -> bool {
    let before = parse.items[..parse.nps[n].item].iter().rev().find(|item| !matches!(item, Item::Other(_, Class::Preposition(_))));
    let Some(&Item::Np(m)) = before else { return false };
    let noun = &parse.nps[m];
    let locative = |p: u16| ground.language.lists.locatives.contains(&p);
    let event = !noun.events.is_empty() && trigger != Trigger::Noun(m) && noun.preposition.is_some_and(|p| !locative(p));
    let verbs = parse.predicates.iter().zip(&parse.verb_arguments).enumerate();
    let mut said = verbs.filter(|(_, (verb, arguments))| verb.saying && arguments.subject == Some(m));
    event || said.any(|(v, _)| trigger != Trigger::Verb(v))
}

/// What is shelled, taken or visited.
fn aimed_at(ground: &Ground, told: &Told, countries: &Countries) -> Option<Place> {
    if !told.aims && !told.visits && !told.sends {
        return None;
    }
    let arguments = match told.trigger {
        Trigger::Verb(v) => &told.parse.verb_arguments[v],
        Trigger::Noun(n) => &told.parse.noun_arguments[n],
    };
    let lists = &ground.language.lists;
    let goes = |p: &u16| if told.sends { lists.arriving.contains(p) } else { !lists.leaving.contains(p) };
    let objects = arguments.objects.iter().copied().filter(|_| !told.sends);
    let phrases = objects.chain(arguments.obliques.iter().filter(|(p, _)| goes(p)).map(|(_, n)| *n));
    let passive = arguments.subject.filter(|_| arguments.passive && !told.sends);
    phrases
        .chain(passive)
        .filter(|&n| !of_another(ground, told.parse, told.trigger, n))
        .filter_map(|n| of_phrase(ground, told.parse, n, countries))
        .find(|place| told.visits || told.sends || !matches!(place.kind, PlaceType::Country))
}

/// The most exact place that a phrase names, with the phrases after "of" and beside it.
fn of_phrase(ground: &Ground, parse: &Parse, n: usize, countries: &Countries) -> Option<Place> {
    let mut named = names(ground, &parse.units[parse.nps[n].units.clone()]);
    let mut at = n;
    for _ in 0..3 {
        let np = &parse.nps[at];
        let Some(next) = np.of.or(np.apposition).or(np.within) else { break };
        named.extend(names(ground, &parse.units[parse.nps[next].units.clone()]));
        at = next;
    }
    // "in the village of X in Diffa", "Tripoli, Lebanon": what follows right behind says where it is.
    let mut rest = parse.items[parse.nps[at].item + 1..].iter();
    let behind = rest.find_map(|item| match *item {
        Item::Np(m) => Some(Some(m)),
        Item::Other(_, Class::Comma | Class::Preposition(_)) => None,
        _ => Some(None),
    });
    let behind = behind.flatten().map(|m| names(ground, &parse.units[parse.nps[m].units.clone()])).unwrap_or_default();
    // "the village of Rawda in North Sinai" is none of that name elsewhere.
    let divisions: SmallVec<[(Part, &'static str); 2]> = named
        .iter()
        .chain(&behind)
        .filter(|one| one.spots.iter().all(|spot| spot.kind == PlaceType::Admin1))
        .flat_map(|one| one.spots.iter().map(|spot| (spot.country.clone(), spot.division)))
        .collect();
    let outside = |spot: &Spot| {
        let mut same = divisions.iter().filter(|(country, _)| *country == spot.country).peekable();
        spot.kind == PlaceType::City && same.peek().is_some() && same.all(|(_, division)| *division != spot.division)
    };
    named.iter_mut().for_each(|one| one.spots.retain(|spot| !outside(spot)));
    named.retain(|one| !one.spots.is_empty());
    let only = |named: &Named| (named.spots.len() == 1).then(|| named.spots[0].country.clone());
    let chosen = named.iter().enumerate().filter_map(|(i, one)| {
        let others = named.iter().enumerate().filter(|(j, _)| *j != i).map(|(_, other)| other);
        let around: SmallVec<[Part; 4]> = others.chain(&behind).filter_map(only).collect();
        choose(one, &around, countries).map(|(spot, how)| (spot, how, one.span))
    });
    let (spot, choice, span) = chosen.min_by_key(|(spot, ..)| order(spot.kind)).or_else(|| {
        let (spot, span) = country_said(ground, &parse.units[parse.nps[n].units.clone()])?;
        Some((spot, PlaceChoice::Only, span))
    })?;
    Some(Place { choice, ..spot.place(ground, span) })
}

/// The more exact first.
fn order(kind: PlaceType) -> u8 {
    match kind {
        PlaceType::City => 0,
        PlaceType::Admin1 => 1,
        PlaceType::Other => 2,
        PlaceType::Country => 3,
    }
}

/// The first place that a sentence says something happened in, or went to.
pub fn anywhere(ground: &Ground, parse: &Parse, countries: &Countries) -> Option<Place> {
    let goes = |p: u16| ground.language.lists.arriving.contains(&p);
    let into = |n: usize| parse.nps[n].preposition.is_some_and(goes);
    let first =
        |wanted: &dyn Fn(usize) -> bool| (0..parse.nps.len()).filter(|&n| wanted(n)).find_map(|n| of_phrase(ground, parse, n, countries));
    first(&|n| says_where(ground, parse, n)).or_else(|| first(&into).filter(|place| place.kind != PlaceType::Country))
}

/// The one of the places that share a name whose country the sentence or the article names; None where they name none of them.
pub fn told_by_country(named: &Named, countries: &Countries) -> Option<Spot> {
    choose(named, &[], countries)
        .filter(|(spot, _)| countries.sentence.iter().chain(countries.article).any(|known| *known == spot.country))
        .map(|(spot, _)| spot)
}

/// Which of the places that share a name is meant: the one in a country named right beside it, then in one the sentence names, then in one
/// the article names; else the most populous. A name that the codebook does not know, alone and of a place that the world knows little, counts
/// only where the text names its country or no country at all; and a namesake of a capital or of a far larger city only where its country
/// stands right beside it.
pub(super) fn choose(named: &Named, around: &[Part], countries: &Countries) -> Option<(Spot, PlaceChoice)> {
    // The Moscow of Idaho is meant where Idaho is named beside it, not because the sentence speaks of America.
    let most = named.spots.iter().map(|spot| spot.population).max().unwrap_or_default();
    let times = if named.capital { CAPITAL } else { CITY };
    let meant = |spot: &&Spot| spot.kind != PlaceType::City || spot.population.saturating_mul(times) >= most;
    let within = |all: &[Part], beside: bool| {
        // The countries in their order, of each a city before a division.
        let of = |country: &Part| {
            let of = named.spots.iter().filter(|spot| spot.country == *country);
            of.filter(|spot| beside || meant(spot)).min_by_key(|spot| order(spot.kind))
        };
        all.iter().find_map(of).cloned()
    };
    let several = named.spots.len() > 1;
    let said = |choice| if several { choice } else { PlaceChoice::Only };
    if let Some(spot) = within(around, true).or_else(|| within(countries.sentence, false)) {
        return Some((spot, said(PlaceChoice::Written)));
    }
    if let Some(spot) = within(countries.article, false) {
        return Some((spot, said(PlaceChoice::Context)));
    }
    let first = named.spots.iter().min_by_key(|spot| order(spot.kind))?;
    let nothing_said = countries.sentence.is_empty() && countries.article.is_empty();
    let sure = named.known || nothing_said || named.said && countries.sentence.is_empty() || first.population >= WELL_KNOWN;
    sure.then(|| (first.clone(), said(PlaceChoice::Population)))
}
