//! Which place is the event's, and which of those that share its name.

use smallvec::SmallVec;

use super::name::{Ground, Named, Spot, is_direction, names};
use crate::model::{Item, Np, Parse, Part, Place, PlaceChoice, PlaceLink, PlaceType, Trigger};

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
    nearest(&in_clause)
        .map(|place| (place, PlaceLink::Clause))
        .or_else(|| aimed_at(ground, told, countries).map(|place| (place, PlaceLink::Target)))
        .or_else(|| nearest(&|np| !in_clause(np)).map(|place| (place, PlaceLink::Sentence)))
        .map(|(place, link)| Place { link, ..place })
}

/// Phrases that a preposition of place leads, or that lie in some direction of what follows; not those of another event's.
fn located(ground: &Ground, parse: &Parse, trigger: Trigger) -> SmallVec<[usize; 8]> {
    let locative = |p: u16| ground.language.lists.locatives.contains(&p);
    let of_another = |np: &Np| {
        let before = np.item.checked_sub(1).map(|item| parse.items[item]);
        let Some(Item::Np(m)) = before else { return false };
        let noun = &parse.nps[m];
        !noun.events.is_empty() && trigger != Trigger::Noun(m) && noun.preposition.is_some_and(|p| !locative(p))
    };
    (0..parse.nps.len())
        .filter(|&n| {
            let np = &parse.nps[n];
            (np.preposition.is_some_and(locative) || is_direction(ground, parse, n)) && !of_another(np)
        })
        .collect()
}

/// What is shelled, taken or visited.
fn aimed_at(ground: &Ground, told: &Told, countries: &Countries) -> Option<Place> {
    if !told.aims && !told.visits {
        return None;
    }
    let arguments = match told.trigger {
        Trigger::Verb(v) => &told.parse.verb_arguments[v],
        Trigger::Noun(n) => &told.parse.noun_arguments[n],
    };
    let leaves = |p: &u16| ground.language.lists.leaving.contains(p);
    let phrases = arguments.objects.iter().copied().chain(arguments.obliques.iter().filter(|(p, _)| !leaves(p)).map(|(_, n)| *n));
    let passive = arguments.subject.filter(|_| arguments.passive);
    phrases
        .chain(passive)
        .filter_map(|n| of_phrase(ground, told.parse, n, countries))
        .find(|place| told.visits || !matches!(place.kind, PlaceType::Country))
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
    let behind = parse.items.get(parse.nps[at].item + 1).and_then(|item| if let Item::Np(m) = item { Some(*m) } else { None });
    let mut around: SmallVec<[Part; 4]> = SmallVec::new();
    let mut note = |named: &[Named]| around.extend(named.iter().filter(|n| n.spots.len() == 1).map(|n| n.spots[0].country.clone()));
    note(&named);
    if let Some(m) = behind {
        note(&names(ground, &parse.units[parse.nps[m].units.clone()]));
    }
    let chosen = named.iter().filter_map(|named| choose(named, &around, countries).map(|(spot, how)| (spot, how, named.span)));
    let order = |kind: PlaceType| match kind {
        PlaceType::City => 0,
        PlaceType::Admin1 => 1,
        PlaceType::Other => 2,
        PlaceType::Country => 3,
    };
    let (spot, choice, span) = chosen.min_by_key(|(spot, ..)| order(spot.kind))?;
    Some(Place { choice, ..spot.place(ground, span) })
}

/// The first place of a sentence that a preposition of place leads to.
pub fn anywhere(ground: &Ground, parse: &Parse, countries: &Countries) -> Option<Place> {
    let locative = |np: &Np| np.preposition.is_some_and(|p| ground.language.lists.locatives.contains(&p));
    (0..parse.nps.len()).filter(|&n| locative(&parse.nps[n])).find_map(|n| of_phrase(ground, parse, n, countries))
}

/// Which of the places that share a name is meant: the one in a country named right beside it, then in one the sentence names, then in one
/// the article names; else the most populous. A name that the codebook does not know, alone and of a place that the world knows little, counts
/// only where the text names its country or no country at all.
pub(super) fn choose(named: &Named, around: &[Part], countries: &Countries) -> Option<(Spot, PlaceChoice)> {
    let within = |all: &[Part]| {
        // The countries in their order, of each its largest place.
        all.iter().find_map(|country| named.spots.iter().find(|spot| spot.country == *country)).cloned()
    };
    let several = named.spots.len() > 1;
    let said = |choice| if several { choice } else { PlaceChoice::Only };
    // A phrase of one name says nothing of itself.
    let beside: SmallVec<[Part; 4]> = match &named.spots[..] {
        [only] => around.iter().filter(|country| **country != only.country).cloned().collect(),
        _ => around.iter().cloned().collect(),
    };
    if let Some(spot) = within(&beside).or_else(|| within(countries.sentence)) {
        return Some((spot, said(PlaceChoice::Written)));
    }
    if let Some(spot) = within(countries.article) {
        return Some((spot, said(PlaceChoice::Context)));
    }
    let largest = named.spots.iter().max_by_key(|spot| spot.population)?;
    let nothing_said = countries.sentence.is_empty() && countries.article.is_empty();
    let sure = named.known || named.said || nothing_said || largest.population >= WELL_KNOWN;
    sure.then(|| (largest.clone(), said(PlaceChoice::Population)))
}
