//! Actors, people, roles and cities: their codes parsed, their names in all forms into the lexicon.

use chrono::NaiveDate;
use rustc_hash::FxHashSet;

use super::compile::parse_actor_code;
use super::compiled::{Actor, ActorKind, City, Role, RoleKind, Spell};
use super::lexicon::Lexicon;
use super::load::{Book, Placer};
use super::raw_names::{RawNames, RawSpell};
use super::text::{List, Name, Text};
use crate::diagnostic::{Diagnostic, nearest};
use crate::language::{Lang, Profile, Vocabulary, form, inflect_demonym, inflect_noun, intern_words};
use crate::model::{ActorCode, NameKind, Part, PlaceType, Sense};

/// A name waiting for its language's lexicon.
struct Waiting {
    lang: Lang,
    text: String,
    sense: Waits,
}

enum Waits {
    Name { actor: u32, kind: NameKind, suffix: u16 },
    Demonym { actor: u32, suffix: u16 },
    Role { role: u32 },
    City { city: u32 },
}

/// All names, collected before the lexicons are built.
#[derive(Default)]
pub(super) struct Names {
    waiting: Vec<Waiting>,
    /// Role codes after a colon; 0 is none.
    pub(super) suffixes: Vec<Part>,
}

fn items<T>(list: &List<T>) -> impl Iterator<Item = &T> {
    list.replace.iter().flatten()
}

/// The kinds an actor may have, as written.
const KINDS: &[(&str, ActorKind)] = &[
    ("country", ActorKind::Country),
    ("region", ActorKind::Region),
    ("igo", ActorKind::Organisation),
    ("ngo", ActorKind::Organisation),
    ("company", ActorKind::Organisation),
    ("party", ActorKind::Organisation),
    ("media", ActorKind::Media),
    ("armed_group", ActorKind::ArmedGroup),
    ("ethnic", ActorKind::People),
    ("religious", ActorKind::People),
];

const ROLE_KINDS: &[(&str, RoleKind)] = &[
    ("office", RoleKind::Office),
    ("person", RoleKind::Person),
    ("force", RoleKind::Force),
    ("body", RoleKind::Body),
    ("thing", RoleKind::Thing),
];

impl Names {
    /// Reads the three sections; names go to `waiting`.
    pub(super) fn collect(
        &mut self,
        book: &Book,
        places: &Placer,
        disabled: &[&str],
        problems: &mut Vec<Diagnostic>,
    ) -> (Vec<Actor>, Vec<Role>, Vec<City>) {
        self.suffixes.push(Part::default());
        let mut actors = Vec::new();
        for (id, raw) in book.body.actors.0.iter().filter(|(id, _)| !disabled.contains(&id.value.as_str())) {
            let kind = one_of(raw.kind.as_ref(), KINDS, "kind", places, problems).unwrap_or(ActorKind::Organisation);
            let group = raw.group.as_ref().map(|g| g.value.as_str()).filter(|g| !matches!(*g, "null" | "~" | ""));
            let spells = if raw.codes.is_empty() {
                let code = raw.code.as_ref().unwrap_or(id);
                parsed(book, code, group, places, problems).into_iter().map(|code| Spell { code, from: None, to: None }).collect()
            } else {
                spells(book, &raw.codes, group, places, problems)
            };
            if spells.is_empty() {
                continue;
            }
            let number = actors.len() as u32;
            let name = raw.name.as_ref().map_or_else(|| id.value.as_str().into(), |n| n.value.as_str().into());
            actors.push(Actor { id: id.value.clone(), name, kind, spells, in_country: false });
            for lang in Lang::CODED {
                if let Some(names) = raw.names(lang) {
                    self.actor_names(lang, number, names);
                }
            }
        }
        let countries: FxHashSet<String> =
            actors.iter().filter(|actor| actor.kind == ActorKind::Country).map(|actor| actor.id.clone()).collect();
        for region in actors.iter_mut().filter(|actor| actor.kind == ActorKind::Region) {
            let code = region.spells.first().and_then(|spell| spell.code.country.as_deref());
            region.in_country = code.is_some_and(|code| countries.contains(code));
        }
        for (id, raw) in book.body.people.0.iter().filter(|(id, _)| !disabled.contains(&id.value.as_str())) {
            let spells = spells(book, &raw.codes, None, places, problems);
            if spells.is_empty() {
                problems.push(
                    Diagnostic::error("person-without-code", places.at(id), format!("`{}` has no code", id.value))
                        .help("write `codes: [{ code: RUSGOV, from: 2004-03-09 }]`"),
                );
                continue;
            }
            let number = actors.len() as u32;
            let name = raw.name.as_ref().map_or_else(|| id.value.as_str().into(), |n| n.value.as_str().into());
            actors.push(Actor { id: id.value.clone(), name, kind: ActorKind::Person, spells, in_country: false });
            for lang in Lang::CODED {
                self.names(lang, number, items(raw.names(lang)), NameKind::Name);
                for name in raw.in_office.of(lang).into_iter().flatten() {
                    let sense = Waits::Name { actor: number, kind: NameKind::Term, suffix: 0 };
                    self.waiting.push(Waiting { lang, text: name.value.clone(), sense });
                }
            }
        }
        let mut roles = Vec::new();
        for (id, raw) in book.body.roles.0.iter().filter(|(id, _)| !disabled.contains(&id.value.as_str())) {
            let Some(code) = raw.code.as_ref() else {
                problems.push(
                    Diagnostic::error("role-without-code", places.at(id), format!("role `{}` has no code", id.value))
                        .help("write `code: GOV`"),
                );
                continue;
            };
            // "UN staff", «مدير الوكالة»: of whoever is named beside it, and nobody alone.
            let mut codes = Vec::new();
            if code.value != "none" {
                let Some(parsed) = parsed(book, code, None, places, problems) else { continue };
                codes.extend(parsed.roles);
                codes.extend(parsed.religion.into_iter().chain(parsed.ethnic));
            }
            let kind = one_of(raw.kind.as_ref(), ROLE_KINDS, "kind", places, problems).unwrap_or(RoleKind::Person);
            let number = roles.len() as u32;
            let home = raw.home.as_ref().and_then(|home| parsed(book, home, None, places, problems)).and_then(|code| code.country);
            roles.push(Role { id: id.value.clone(), codes, kind, home });
            for (lang, list) in [(Lang::En, &raw.en), (Lang::Ar, &raw.ar)] {
                for entry in items(list) {
                    self.waiting.push(Waiting { lang, text: entry.value.clone(), sense: Waits::Role { role: number } });
                }
            }
        }
        (actors, roles, self.cities(book, places, problems))
    }

    fn cities(&mut self, book: &Book, places: &Placer, problems: &mut Vec<Diagnostic>) -> Vec<City> {
        let mut cities = Vec::new();
        for (id, raw) in &book.body.places.0 {
            let kinds = &[("city", PlaceType::City), ("admin1", PlaceType::Admin1), ("other", PlaceType::Other)];
            let kind = one_of(Some(&raw.r#type), kinds, "type", places, problems).unwrap_or(PlaceType::Other);
            let city = cities.len() as u32;
            cities.push(City {
                name: raw.name.value.clone(),
                country: raw.country.value.as_str().into(),
                latitude: raw.lat,
                longitude: raw.lon,
                // A region written by hand has a word for an id.
                geonames_id: id.parse().ok(),
                kind,
                population: raw.pop,
            });
            for (lang, list) in [(Lang::En, &raw.en), (Lang::Ar, &raw.ar)] {
                for name in list {
                    self.waiting.push(Waiting { lang, text: name.value.clone(), sense: Waits::City { city } });
                }
            }
        }
        cities
    }

    fn actor_names(&mut self, lang: Lang, actor: u32, names: &RawNames) {
        self.names(lang, actor, items(&names.names), NameKind::Name);
        self.names(lang, actor, items(&names.capital), NameKind::Capital);
        for name in items(&names.demonyms) {
            let suffix = self.suffix(name.role.as_ref());
            self.waiting.push(Waiting { lang, text: name.text.value.clone(), sense: Waits::Demonym { actor, suffix } });
        }
    }

    fn names<'a>(&mut self, lang: Lang, actor: u32, list: impl Iterator<Item = &'a Name>, kind: NameKind) {
        for name in list {
            let suffix = self.suffix(name.role.as_ref());
            self.waiting.push(Waiting { lang, text: name.text.value.clone(), sense: Waits::Name { actor, kind, suffix } });
        }
    }

    fn suffix(&mut self, role: Option<&Text>) -> u16 {
        let Some(role) = role else { return 0 };
        if let Some(i) = self.suffixes.iter().position(|s| *s == role.value) {
            return i as u16;
        }
        self.suffixes.push(role.value.as_str().into());
        (self.suffixes.len() - 1) as u16
    }

    /// Puts the names of one language into its lexicon, demonyms and roles in all their forms.
    pub(super) fn insert(
        &mut self,
        lang: Lang,
        profile: &Profile,
        lexicon: &mut Lexicon,
        vocabulary: &mut Vocabulary,
        stems: Option<&Vocabulary>,
    ) {
        let put = |lexicon: &mut Lexicon, vocabulary: &mut Vocabulary, text: &str, sense: Sense| {
            let words = intern_words(text, profile, vocabulary, stems);
            lexicon.insert(&words, sense);
        };
        // Names first: a demonym's accusative that is spelled like a name («روسيا») gives way to it.
        let demonym = |w: &&Waiting| matches!(w.sense, Waits::Demonym { .. });
        let all = || self.waiting.iter().filter(|w| w.lang == lang);
        for waiting in all().filter(|w| !demonym(w)).chain(all().filter(demonym)) {
            match waiting.sense {
                Waits::Name { actor, kind, suffix } => {
                    put(lexicon, vocabulary, &waiting.text, Sense::Actor { actor, kind, suffix, form: form::NOUN });
                    // A definite sound plural's other case: «الحوثيون», «الحوثيين».
                    if let (Lang::Ar, Some(stem)) = (lang, waiting.text.strip_suffix("ون").filter(|s| s.chars().count() > 4)) {
                        put(lexicon, vocabulary, &format!("{stem}ين"), Sense::Actor { actor, kind, suffix, form: form::NOUN });
                    }
                }
                Waits::Demonym { actor, suffix } => {
                    for inflected in inflect_demonym(lang, &waiting.text) {
                        let accusative = lang == Lang::Ar && inflected.text.ends_with("يا");
                        if accusative
                            && intern_words(&inflected.text, profile, vocabulary, stems)
                                .first()
                                .is_some_and(|&w| !lexicon.so_far(&[w]).is_empty())
                        {
                            continue;
                        }
                        let kind = if inflected.form & form::NOUN != 0 { NameKind::People } else { NameKind::Demonym };
                        put(lexicon, vocabulary, &inflected.text, Sense::Actor { actor, kind, suffix, form: inflected.form });
                    }
                }
                Waits::Role { role } => {
                    for inflected in inflect_noun(lang, &waiting.text) {
                        put(lexicon, vocabulary, &inflected.text, Sense::Role { role, form: inflected.form });
                    }
                }
                Waits::City { city } => put(lexicon, vocabulary, &waiting.text, Sense::City { city }),
            }
        }
    }
}

fn one_of<T: Copy>(written: Option<&Text>, known: &[(&str, T)], what: &str, places: &Placer, problems: &mut Vec<Diagnostic>) -> Option<T> {
    let written = written?;
    if let Some((_, value)) = known.iter().find(|(name, _)| *name == written.value) {
        return Some(*value);
    }
    let all: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
    let mut help = format!("one of {}", all.join(", "));
    if let Some(near) = nearest(written, all.iter().copied()) {
        help = format!("did you mean `{near}`? It is {help}");
    }
    problems.push(Diagnostic::error("unknown-kind", places.at(written), format!("there is no {what} `{}`", written.value)).help(help));
    None
}

fn parsed(book: &Book, code: &Text, group: Option<&str>, places: &Placer, problems: &mut Vec<Diagnostic>) -> Option<ActorCode> {
    match parse_actor_code(book, code, group) {
        Ok(code) => Some(code),
        Err(part) => {
            problems.push(
                Diagnostic::error("unknown-actor-code", places.at(code), format!("no table knows the part `{part}` of `{}`", code.value))
                    .help("an actor code is a country, then roles or a group, three letters each: actor_codes.yaml lists them; where the id is no code, write `code:`"),
            );
            None
        }
    }
}

fn spells(book: &Book, raw: &[RawSpell], group: Option<&str>, places: &Placer, problems: &mut Vec<Diagnostic>) -> Vec<Spell> {
    let mut out = Vec::new();
    for spell in raw {
        let mut day = |text: Option<&Text>| {
            let text = text?;
            let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok();
            if day.is_none() {
                problems
                    .push(Diagnostic::error("bad-date", places.at(text), format!("`{}` is no date", text.value)).help("write YYYY-MM-DD"));
            }
            day
        };
        let (from, to) = (day(spell.from.as_ref()), day(spell.to.as_ref()));
        if let (Some(from), Some(to)) = (from, to)
            && from > to
        {
            problems.push(
                Diagnostic::error("bad-spell", places.at(&spell.code), "the last day is before the first")
                    .help("a spell is `from` its first day `to` its last, both inclusive"),
            );
        }
        if let Some(code) = parsed(book, &spell.code, group, places, problems) {
            out.push(Spell { code, from, to });
        }
    }
    out
}
