//! The places a noun phrase names.

use smallvec::SmallVec;

use super::gazetteer::{Gazetteer, Row, Rows, iso};
use crate::codebook::{ActorKind, Codebook, Language};
use crate::language::normalise;
use crate::model::{Class, NameKind, Parse, Part, Place, PlaceChoice, PlaceLink, PlaceType, Sense, Span, Token, TokenKind, Unit, flag};

/// What names are looked up in.
#[derive(Clone, Copy)]
pub struct Ground<'a> {
    /// The gazetteer.
    pub gazetteer: &'a Gazetteer,
    /// Countries, regions and the cities it knows as words.
    pub codebook: &'a Codebook,
    /// The language of the text.
    pub language: &'a Language,
    /// The article's text.
    pub text: &'a str,
    /// Its tokens.
    pub tokens: &'a [Token],
}

/// A place that words may mean.
#[derive(Clone, Debug, PartialEq)]
pub struct Spot {
    /// Canonical name.
    pub name: Part,
    /// What it is.
    pub kind: PlaceType,
    /// ISO alpha-3 of its country.
    pub country: Part,
    /// GeoNames' code of its division.
    pub division: &'static str,
    /// WGS 84 degrees.
    pub at: Option<(f64, f64)>,
    /// GeoNames id.
    pub id: Option<i64>,
    /// Inhabitants.
    pub population: u64,
}

impl Spot {
    /// The place, as these words name it.
    pub fn place(&self, ground: &Ground, span: Span) -> Place {
        self.named(span, ground.gazetteer)
    }

    pub(super) fn named(&self, span: Span, gazetteer: &Gazetteer) -> Place {
        let division = gazetteer.division(&self.country, self.division).map(|row| row.name.to_string());
        Place {
            name: self.name.to_string(),
            kind: self.kind,
            country: Some(self.country.to_string()),
            admin1: if self.kind == PlaceType::Admin1 { Some(self.name.to_string()) } else { division },
            latitude: self.at.map(|at| at.0),
            longitude: self.at.map(|at| at.1),
            geonames_id: self.id,
            span,
            link: PlaceLink::default(),
            choice: PlaceChoice::default(),
        }
    }
}

/// A name with all it may mean.
#[derive(Clone, Debug)]
pub struct Named {
    /// All places that bear the name, the likeliest first; at least one.
    pub spots: SmallVec<[Spot; 2]>,
    /// The words.
    pub span: Span,
    /// The codebook knows the name as a place: no doubt that it is one.
    pub known: bool,
    /// A word beside it says what it is ("the town of"): no doubt either.
    pub said: bool,
    /// One of them is a country's capital.
    pub capital: bool,
}

impl From<Row> for Spot {
    fn from(row: Row) -> Self {
        let division = if row.kind == PlaceType::Country { "" } else { row.division };
        Spot {
            name: row.name.into(),
            kind: row.kind,
            country: row.country.into(),
            division,
            at: row.latitude.zip(row.longitude),
            id: Some(row.id),
            population: row.population,
        }
    }
}

/// Most words of a name.
const LONGEST: usize = 5;

/// The names of places in the units of a phrase, in their order.
pub fn names(ground: &Ground, units: &[Unit]) -> Vec<Named> {
    let mut out = Vec::new();
    let Some(end) = units.last().map(|unit| unit.last) else { return out };
    let mut after = 0;
    for unit in units {
        if unit.first < after {
            continue;
        }
        let ours = known(ground, unit);
        let length = unit.last - unit.first;
        // A longer name holds a shorter one: "Mexico City", "New York".
        let written = written(ground, unit, end).filter(|(long, _)| *long > length || ours.is_none());
        let Some((length, mut named)) = written.or_else(|| ours.map(|named| (length, named))) else { continue };
        let (divisions, towns) = (&ground.language.lists.divisions, &ground.language.lists.towns);
        let beside = beside(ground, unit.first, unit.first + length);
        let (is_division, is_town) = (beside.iter().any(|word| divisions.contains(word)), beside.iter().any(|word| towns.contains(word)));
        named.said = is_division || is_town;
        // "Niger State" is none of Niger's.
        if is_division && named.spots.iter().all(|spot| spot.kind == PlaceType::Country) {
            named.spots.extend(ground.gazetteer.named(named.span.of(ground.text)).into_iter().map(Spot::from));
        }
        let keep = |wanted: PlaceType, named: &mut Named| {
            if named.spots.iter().any(|spot| spot.kind == wanted) {
                named.spots.retain(|spot| spot.kind == wanted);
            }
        };
        if is_division {
            keep(PlaceType::Admin1, &mut named);
        } else if is_town {
            keep(PlaceType::City, &mut named);
        }
        if !named.said && !named.known && ground.gazetteer.is_word(named.span.of(ground.text)) {
            continue;
        }
        after = unit.first + length;
        out.push(named);
    }
    out
}

/// What the codebook knows a unit as: a country's name, a region in a country, its cities with all others of the name.
fn known(ground: &Ground, unit: &Unit) -> Option<Named> {
    let span = ground.tokens[unit.first].span.join(ground.tokens[unit.last - 1].span);
    let mut spots: SmallVec<[Spot; 2]> = SmallVec::new();
    let mut country = None;
    let mut capital = false;
    for sense in unit.senses {
        match *sense {
            Sense::City { city } => {
                let city = &ground.codebook.cities[city as usize];
                let row = city.geonames_id.and_then(|id| ground.gazetteer.by_id(id));
                spots.push(Spot {
                    name: city.name.as_str().into(),
                    kind: city.kind,
                    country: iso(&city.country).into(),
                    division: row.map_or("", |row| row.division),
                    at: Some((city.latitude, city.longitude)),
                    id: city.geonames_id,
                    population: city.population,
                });
            }
            Sense::Actor { actor, kind, suffix: 0, .. } => {
                let actor = &ground.codebook.actors[actor as usize];
                let code = actor.spells.first().and_then(|spell| spell.code.country.as_deref());
                match (actor.kind, kind) {
                    // Gaza and the West Bank are parts of what they are coded as: the gazetteer knows them.
                    (ActorKind::Country, NameKind::Name) if code.is_some_and(|code| code != actor.id) => {
                        spots.extend(ground.gazetteer.named(span.of(ground.text)).into_iter().map(Spot::from));
                    }
                    (ActorKind::Country, NameKind::Name) => {
                        let row = code.and_then(|code| ground.gazetteer.country(iso(code)));
                        country = Some(match row {
                            Some(row) => Spot { name: actor.name.clone(), ..Spot::from(row) },
                            None => region(actor.name.clone(), code?),
                        });
                    }
                    (ActorKind::Country, NameKind::Capital) => capital = true,
                    // Regions and provinces that the codebook counts as their country.
                    (ActorKind::Region, NameKind::Name) if code.is_some_and(|code| ground.gazetteer.country(iso(code)).is_some()) => {
                        let words = span.of(ground.text);
                        let rows = ground.gazetteer.named(plain(ground, unit).of(ground.text));
                        let inside = rows.into_iter().filter(|row| code.is_some_and(|code| row.country == iso(code)));
                        spots.extend(inside.map(Spot::from));
                        if spots.is_empty() {
                            country = Some(region(words.into(), code?));
                        }
                    }
                    _ => {}
                }
            }
            _ => {}
        }
    }
    if country.is_some() && !capital {
        return Some(Named { spots: country.into_iter().collect(), span, known: true, said: false, capital });
    }
    if spots.is_empty() {
        return None;
    }
    spots.sort_by_key(|spot| std::cmp::Reverse(spot.population));
    // Others of the name that the codebook does not know.
    for row in ground.gazetteer.named(span.of(ground.text)) {
        if !spots.iter().any(|spot| spot.id == Some(row.id)) {
            spots.push(row.into());
        }
    }
    Some(Named { spots, span, known: true, said: false, capital })
}

/// The words of a unit without those that say what it is: "Anbar province".
fn plain(ground: &Ground, unit: &Unit) -> Span {
    let lists = &ground.language.lists;
    let class = |at: usize| {
        let word = ground.tokens[at].word;
        word != 0 && (lists.divisions.contains(&word) || lists.towns.contains(&word))
    };
    let (mut first, mut last) = (unit.first, unit.last);
    while first + 1 < last && class(first) {
        first += 1;
    }
    while first + 1 < last && class(last - 1) {
        last -= 1;
    }
    ground.tokens[first].span.join(ground.tokens[last - 1].span)
}

fn region(name: Part, code: &str) -> Spot {
    Spot { name, kind: PlaceType::Other, country: iso(code).into(), division: "", at: None, id: None, population: 0 }
}

/// The longest name of the gazetteer that begins with a unit that the codebook knows nothing of: its length in tokens.
fn written(ground: &Ground, unit: &Unit, end: usize) -> Option<(usize, Named)> {
    let tokens = ground.tokens;
    let first = &tokens[unit.first];
    let has_case = ground.language.profile.has_case;
    if first.kind != TokenKind::Word || has_case && !first.has(flag::CAPITAL) || matches!(unit.class, Class::Verb | Class::Date) {
        return None;
    }
    let own = unit.last - unit.first;
    // A part of the world may share its name with a division: "Burkina Faso's Sahel region".
    let free = unit.senses.iter().all(|sense| match *sense {
        Sense::City { .. } | Sense::Actor { kind: NameKind::Capital, .. } => true,
        Sense::Actor { actor, .. } => ground.codebook.actors[actor as usize].kind == ActorKind::Region,
        _ => false,
    });
    // A second article or a name of one's own may stand inside, a comma may not.
    let longest = tokens[unit.first..end].iter().take(LONGEST).take_while(|t| t.kind == TokenKind::Word || t.is_mark('-')).count();
    (if free { 1 } else { own + 1 }..=longest).rev().find_map(|length| {
        let last = &tokens[unit.first + length - 1];
        if last.kind != TokenKind::Word || has_case && !last.has(flag::CAPITAL) || goes_on(tokens, unit.first, unit.first + length) {
            return None;
        }
        let span = first.span.join(last.span);
        let rows: Rows = ground.gazetteer.named(span.of(ground.text));
        let spots: SmallVec<[Spot; 2]> = rows.into_iter().map(Spot::from).collect();
        (!spots.is_empty()).then_some((length, Named { spots, span, known: false, said: false, capital: false }))
    })
}

/// Whether a name is part of a longer one: of a word with hyphens, or another word with a capital follows that is none of the codebook's.
fn goes_on(tokens: &[Token], first: usize, end: usize) -> bool {
    let next = |next: &Token| next.has(flag::HYPHEN) || next.has(flag::CAPITAL) && next.kind == TokenKind::Word && next.word == 0;
    tokens[first].has(flag::HYPHEN) || tokens.get(end).is_some_and(next)
}

/// The words around a name, without the article and "of": what may say what it is.
fn beside(ground: &Ground, first: usize, end: usize) -> SmallVec<[u32; 2]> {
    let tokens = ground.tokens;
    let word = |token: &&Token| token.kind == TokenKind::Word;
    let mut out = SmallVec::new();
    let mut before = tokens[..first].iter().rev().take_while(word);
    let mut last = before.next();
    if let Some(token) = last
        && ground.language.lists.linking.contains(&token.word)
        && token.word != 0
    {
        last = before.next();
    }
    out.extend(last.map(|token| token.word).filter(|word| *word != 0));
    // In a language with the head first what follows is another phrase.
    if ground.language.profile.has_case {
        out.extend(tokens.get(end).filter(word).map(|token| token.word).filter(|word| *word != 0));
    }
    out
}

/// The country of an adjective in a phrase that says what kind of place it is of: "the Philippine province of …". For where the name is in no
/// gazetteer.
pub(super) fn country_said(ground: &Ground, units: &[Unit]) -> Option<(Spot, Span)> {
    let lists = &ground.language.lists;
    let class = |unit: &&Unit| {
        let word = ground.tokens[unit.first].word;
        word != 0 && (lists.divisions.contains(&word) || lists.towns.contains(&word))
    };
    units.iter().find(class)?;
    units.iter().find_map(|unit| {
        let code = unit.senses.iter().find_map(|sense| match *sense {
            Sense::Actor { actor, kind: NameKind::Demonym, .. } if ground.codebook.actors[actor as usize].kind == ActorKind::Country => {
                ground.codebook.actors[actor as usize].spells.first()?.code.country.as_deref()
            }
            _ => None,
        });
        let row = ground.gazetteer.country(iso(code?))?;
        Some((Spot::from(row), ground.tokens[unit.first].span.join(ground.tokens[unit.last - 1].span)))
    })
}

/// Whether a phrase of a verb before a noun phrase ends in a preposition of place: "rallied in Minsk".
pub(super) fn led_by_verb(ground: &Ground, parse: &Parse, n: usize) -> bool {
    let before = parse.units[..parse.nps[n].units.start].iter().rev().find(|unit| unit.class != Class::Determiner);
    let Some(unit) = before.filter(|unit| unit.class == Class::Verb && unit.last > unit.first + 1) else { return false };
    let last = normalise(ground.tokens[unit.last - 1].span.of(ground.text));
    ground.language.lists.locatives.iter().any(|&p| ground.language.prepositions[usize::from(p)] == last)
}

/// Whether the head of a phrase says where it lies from what follows: "200 km north of Mosul".
pub fn is_direction(ground: &Ground, parse: &Parse, n: usize) -> bool {
    let unit = &parse.units[parse.nps[n].head];
    let word = ground.tokens[unit.first].word;
    unit.last == unit.first + 1 && word != 0 && ground.language.lists.directions.contains(&word)
}
