//! Who is meant where the words alone do not say: pronouns, "his country", "the two countries", "its troops", roles whose country is said
//! elsewhere; and what the next sentences may refer back to.

use smallvec::SmallVec;

use super::telling::Telling;
use crate::actors;
use crate::codebook::{ActorKind, Codebook, Language};
use crate::event::Cast;
use crate::model::{Class, Item, NameKind, Parse, Part, Sense, Who, Whos, flag, roles};

impl<'e> Telling<'_, 'e> {
    /// Pronouns, "his country", and roles whose country is said elsewhere.
    pub(super) fn refer(&self, codebook: &Codebook, language: &Language, parse: &Parse, cast: &mut Cast, speaker: Option<usize>) {
        let locative = |p: u16| language.lists.locatives.contains(&p);
        let place = parse
            .nps
            .iter()
            .enumerate()
            // «في غارة أمريكية»: whose raid it was is not where.
            .filter(|(_, np)| np.preposition.is_some_and(locative) && np.events.is_empty())
            .find_map(|(n, _)| actors::country_of(parse, n, codebook));
        let of = |p: u16| language.of.contains(&p);
        let only = only_country(parse, cast, &|p| locative(p) || of(p));
        let anyone = only_country(parse, cast, &|_| true);
        for n in 0..parse.nps.len() {
            let np = &parse.nps[n];
            let before = || (0..n).rev().filter(|&m| parse.nps[m].preposition.is_none()).find_map(|m| cast.whole[m].first().cloned());
            let person_before = || {
                let bare = (0..n).rev().filter(|&m| parse.nps[m].preposition.is_none());
                bare.filter_map(|m| cast.whole[m].first()).find(|w| w.person && w.name.is_some()).cloned()
            };
            // "X said that Y … his country": Y's.
            let in_clause = |n: usize| {
                let that = parse.items[..parse.nps[n].item].iter().rposition(|i| matches!(i, Item::Other(_, Class::That)))?;
                let inside = |&m: &usize| parse.nps[m].item > that && parse.nps[m].preposition.is_none();
                (0..n).rev().filter(inside).find_map(|m| cast.whole[m].first().filter(|w| w.person).cloned())
            };
            let told = || speaker.filter(|&s| s < n).and_then(|s| cast.whole[s].first().cloned());
            let referent = match parse.units[np.units.start].class {
                Class::HisCountry => in_clause(n).or_else(told).or_else(before).or_else(|| self.person.clone()).map(|mut who| {
                    who.code.roles.clear();
                    who.code.group = None;
                    who.name = None;
                    who
                }),
                Class::BothSides => {
                    let mut two = self.two_sides(cast, n);
                    if two.len() == 2 {
                        two.iter_mut().for_each(|who| who.units = (np.units.start, np.units.end));
                        cast.whole[n] = two;
                        continue;
                    }
                    None
                }
                Class::Pronoun if np.pronoun => {
                    let word = self.prepared.tokens[parse.units[np.units.start].first].word;
                    if language.lists.first_person.contains(&word) {
                        told()
                    } else if language.lists.third_person.contains(&word) {
                        told().filter(|w| w.person).or_else(person_before).or_else(|| self.person.clone())
                    } else if language.lists.third_thing.contains(&word) {
                        // "Hungary said it would …".
                        told().filter(|w| !w.person)
                    } else {
                        None
                    }
                }
                _ => None,
            };
            if let Some(mut who) = referent {
                who.weight *= 0.75;
                who.units = (np.units.start, np.units.end);
                cast.whole[n] = Whos::from_iter([who]);
                continue;
            }
            if let Some(group) = self.group.as_ref().filter(|_| self.means_group(language, parse, cast, n)) {
                cast.whole[n] =
                    Whos::from_iter([Who { weight: group.weight * 0.8, units: (np.units.start, np.units.end), ..group.clone() }]);
                continue;
            }
            // "an explosion in Ankara": after a preposition of place a capital is a place, not a government.
            let placed = |p: u16| locative(p) && !language.lists.leading.contains(&p);
            if np.preposition.is_some_and(placed) && names_capital(parse, n) {
                for who in &mut cast.whole[n] {
                    who.code.roles.clear();
                    who.place = true;
                }
                continue;
            }
            // «السلطات في بوركينا فاسو والنيجر», "officials in Mali and Niger": one for each country named right after.
            if let Some(countries) = located(parse, n, codebook, &locative)
                && let [who] = &cast.whole[n][..]
                && bare(who)
            {
                let who = who.clone();
                cast.whole[n] = countries
                    .into_iter()
                    .map(|country| {
                        let mut who = who.clone();
                        who.code.country = Some(country);
                        who
                    })
                    .collect();
                continue;
            }
            // "its troops", «قواته»: of whoever was named last.
            let possessed =
                parse.units[np.units.clone()].iter().any(|u| u.class == Class::Possessive || u.flags & (flag::ENCLITIC | flag::OWNED) != 0);
            let owner = if possessed { before().and_then(|who| who.code.country) } else { None };
            // "his visit to", «هجومها على»: whose event it is.
            if possessed && !np.events.is_empty() && cast.inner[n].is_empty() {
                let owner = in_clause(n).or_else(before).or_else(told).or_else(|| self.sides.last().cloned());
                cast.inner[n] =
                    owner.map(|who| Who { weight: who.weight * 0.55, units: (np.units.start, np.units.end), ..who }).into_iter().collect();
            }
            for who in cast.whole[n].iter_mut().chain(cast.inner[n].iter_mut()) {
                if bare(who)
                    && let Some(country) = &owner
                {
                    who.code.country = Some(country.clone());
                    who.weight *= 0.85;
                    continue;
                }
                // Whose gunmen they were is not told by where they shot.
                if bare(who) && !roles::all_in(&who.code.roles, roles::UNNAMED_GUNMEN) {
                    if let Some(country) = &place {
                        who.code.country = Some(country.clone());
                        who.weight *= 0.9;
                    } else {
                        // "Iranian authorities pressed workers": the institutions of a country stay at home. But "the Senate condemned
                        // Turkey": whose country is named only after it, is rather of the country the article is about.
                        let domestic = roles::any_in(&who.code.roles, roles::DOMESTIC);
                        let ours = roles::any_in(&who.code.roles, roles::AT_HOME);
                        // A court tries its own country's officials, whatever the preposition before them.
                        let judges = roles::all_in(&who.code.roles, &["JUD"]);
                        let named = if judges { anyone.as_ref().or(only.as_ref()) } else { only.as_ref().filter(|_| domestic) };
                        let first = named.filter(|(_, at)| *at < n).map(|(country, _)| (country, 0.85));
                        let about = self.focus.as_ref().filter(|_| ours).map(|country| (country, 0.75));
                        if let Some((country, weight)) = first.or(about).or(named.map(|(country, _)| (country, 0.85))) {
                            who.code.country = Some(country.clone());
                            who.weight *= weight;
                        }
                    }
                }
            }
        }
        // "The Asia-Pacific Economic Cooperation (APEC) forum": what follows the short form is the same body.
        let bracket = |item: Option<usize>, mark: char| {
            let item = item.and_then(|item| parse.items.get(item));
            matches!(item, Some(Item::Other(unit, _)) if self.prepared.tokens[parse.units[*unit].first].is_mark(mark))
        };
        for n in 0..parse.nps.len() {
            let at = parse.nps[n].item;
            let before = |steps: usize| at.checked_sub(steps);
            if let Some(Item::Np(long)) = before(4).map(|item| parse.items[item])
                && cast.whole[n].is_empty()
                && parse.nps[n].preposition.is_none()
                && parse.units[parse.nps[n].units.start].class == Class::Noun
                && bracket(before(1), ')')
                && bracket(before(3), '(')
            {
                cast.whole[n] = cast.whole[long].clone();
            }
        }
        // "the first batch of Bangladeshi peacekeepers": who they are, not how many.
        for n in 0..parse.nps.len() {
            let np = &parse.nps[n];
            let head = self.prepared.tokens[parse.units[np.head].first].word;
            if let Some(of) = np.of
                && cast.whole[n].is_empty()
                && head != 0
                && language.lists.collective.contains(&head)
            {
                cast.whole[n] = cast.whole[of].iter().map(|who| Who { weight: who.weight * 0.9, ..who.clone() }).collect();
            }
        }
    }

    /// "The group", «المتمردون»: a noun of many armed men with the article and nothing that says whose.
    fn means_group(&self, language: &Language, parse: &Parse, cast: &Cast, n: usize) -> bool {
        let np = &parse.nps[n];
        let first = |unit: usize| self.prepared.tokens[parse.units[unit].first].word;
        let said = language.lists.group.contains(&first(np.head)) && cast.inner[n].is_empty() && np.of.is_none();
        let short = np.units.len() <= 2 && (np.units.len() == 1 || language.lists.definite.contains(&first(np.units.start)));
        said && short && cast.whole[n].iter().all(bare) && (parse.units[np.head].flags & flag::DEFINITE != 0 || np.units.len() == 2)
    }

    /// "The two countries": the two named before in the sentence, else the last two subjects of the article.
    fn two_sides(&self, cast: &Cast, n: usize) -> Whos {
        let mut out = Whos::new();
        let mut push = |who: &Who| {
            let known = who.code.country.is_some() && !who.place && !who.media && who.weight > 0.5;
            if known && out.len() < 3 && !out.iter().any(|w: &Who| w.code.country == who.code.country) {
                out.push(Who { weight: who.weight * 0.75, ..who.clone() });
            }
        };
        cast.whole[..n].iter().chain(&cast.inner[..n]).flatten().for_each(&mut push);
        if out.len() < 2 {
            out.clear();
            self.sides.iter().for_each(|who| out.push(Who { weight: who.weight * 0.7, ..who.clone() }));
        }
        out
    }

    pub(super) fn remember(&mut self, codebook: &Codebook, parse: &Parse<'e>, cast: &Cast) {
        for unit in parse.units.iter().filter(|unit| unit.last - unit.first > 1) {
            let person = |s: &Sense| matches!(s, Sense::Actor { actor, .. } if codebook.actors[*actor as usize].kind == ActorKind::Person);
            if unit.senses.iter().any(person) {
                let word = self.prepared.tokens[unit.last - 1].word;
                self.aliases.retain(|(known, _)| *known != word);
                self.aliases.push((word, unit.senses));
            }
        }
        // "He" is the subject of the sentence before rather than its object, and a stranger who was its subject hides those before.
        let person = |n: usize| cast.whole[n].first().filter(|w| w.person && w.weight > 0.8);
        let stranger = |n: usize| {
            let units = &parse.units[parse.nps[n].units.clone()];
            units.len() > 1 && units.iter().all(|u| u.senses.is_empty() && u.flags & flag::CAPITAL != 0)
        };
        let mut subjects = parse.verb_arguments.iter().filter_map(|arguments| arguments.subject);
        match subjects.find(|&n| person(n).is_some() || stranger(n)) {
            Some(n) => self.person = person(n).cloned(),
            None => {
                let named = (0..parse.nps.len()).rev().filter(|&n| parse.nps[n].preposition.is_none()).find_map(person);
                self.person = named.cloned().or(self.person.take());
            }
        }
        for (n, np) in parse.nps.iter().enumerate() {
            if np.preposition.is_none()
                && let Some(who) = cast.whole[n].first().filter(|w| w.weight > 0.8 && w.code.country.is_some() && !w.place && !w.media)
            {
                self.sides.retain(|known| known.code.country != who.code.country);
                self.sides.push(who.clone());
                if self.sides.len() > 2 {
                    self.sides.remove(0);
                }
            }
        }
        let armed = |w: &&Who| w.name.is_some() && !w.person && w.weight > 0.8 && roles::any_in(&w.code.roles, roles::ARMED_GROUPS);
        self.group = cast.whole.iter().rev().filter_map(|whos| whos.iter().find(armed)).next().cloned().or(self.group.take());
        if self.focus.is_none() {
            self.focus = cast.whole.iter().flatten().filter(|w| w.weight > 0.8).find_map(|w| w.code.country.clone());
        }
    }
}

/// The one country a sentence names as an actor, if it names only one, and the noun phrase that names it first.
///
/// Not the other side's: "parliament ratified the agreement with Cyprus".
fn only_country(parse: &Parse, cast: &Cast, own: &dyn Fn(u16) -> bool) -> Option<(Part, usize)> {
    let mut named = (0..parse.nps.len()).flat_map(|n| {
        let other_side = parse.nps[n].preposition.is_some_and(|p| !own(p)) && !parse.nps[n].agent;
        let whos = cast.whole[n].iter().chain(&cast.inner[n]).filter(|w| w.weight > 0.8);
        whos.filter_map(move |w| w.code.country.as_ref().map(|country| (country, n, other_side)))
    });
    let (first, at, mut other) = named.next()?;
    let one = named.all(|(country, _, aside)| {
        other &= aside;
        country == first
    });
    (one && !other).then(|| (first.clone(), at))
}

/// Whether a phrase is a capital and nothing more.
fn names_capital(parse: &Parse, n: usize) -> bool {
    let units = &parse.units[parse.nps[n].units.clone()];
    let capital = units.iter().any(|u| u.senses.iter().any(|s| matches!(s, Sense::Actor { kind: NameKind::Capital, .. })));
    capital && !units.iter().any(|u| u.senses.iter().any(|s| matches!(s, Sense::Role { .. })))
}

/// A role without a country.
fn bare(who: &Who) -> bool {
    let abroad = roles::any_in(&who.code.roles, roles::INTERNATIONAL);
    who.code.country.is_none() && who.code.group.is_none() && who.name.is_none() && !who.code.roles.is_empty() && !abroad
}

/// The countries that a preposition of place names right after a noun phrase, where there are several.
fn located(parse: &Parse, n: usize, codebook: &Codebook, locative: &dyn Fn(u16) -> bool) -> Option<SmallVec<[Part; 2]>> {
    let item = parse.nps[n].item;
    let Item::Np(m) = *parse.items.get(item + 2)? else { return None };
    if !parse.nps[m].preposition.is_some_and(locative) || parse.nps[m].list.is_empty() {
        return None;
    }
    let countries: SmallVec<[Part; 2]> =
        std::iter::once(m).chain(parse.nps[m].list.iter().copied()).filter_map(|m| actors::country_of(parse, m, codebook)).collect();
    (!countries.is_empty()).then_some(countries)
}
