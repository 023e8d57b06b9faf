//! Where the events of a sentence took place: what its words say goes to `places`, which chooses; where they say nothing, the report's first
//! sentence or its dateline may.

use std::cell::OnceCell;

use super::dating::Dating;
use super::{Engine, Prepared};
use crate::codebook::{Codebook, Language};
use crate::event::{Cast, Reading, Spot};
use crate::model::{ActorCode, DateLink, Mention, NameKind, Parse, Part, Place, PlaceLink, Sense, Trigger, Who, flag, roles};
use crate::places::{self, Countries, Dateline, Ground, Told, cameo, iso};

/// What an article says of places as a whole.
#[derive(Default)]
pub(super) struct Setting {
    /// Countries it names, the most frequent first; read when they are first asked for.
    countries: OnceCell<Vec<Part>>,
    dateline: OnceCell<Option<Dateline>>,
    /// The place of its first sentence.
    pub(super) lead: Option<Place>,
}

/// The places of one sentence.
pub(super) struct Placing<'a> {
    ground: Ground<'a>,
    setting: &'a Setting,
    prepared: &'a Prepared,
    parse: &'a Parse<'a>,
    /// Countries the sentence names; read when they are first asked for.
    named: OnceCell<Vec<Part>>,
}

/// Roots of what is done with force: it has a place, and its target may be one.
const FORCE: [&str; 3] = ["18", "19", "20"];
/// Those who bear arms.
const ARMED: &[&str] = &["MIL", "REB", "UAF", "COP", "IMG", "SEP", "SPY", "CRM"];
/// Roots of what is done at some place, and not said.
const DONE: [&str; 8] = ["06", "07", "14", "15", "17", "18", "19", "20"];

impl<'a> Placing<'a> {
    pub(super) fn new(
        engine: &'a Engine,
        prepared: &'a Prepared,
        setting: &'a Setting,
        language: &'a Language,
        parse: &'a Parse<'a>,
    ) -> Self {
        let ground = Ground {
            gazetteer: &engine.gazetteer,
            codebook: &engine.codebook,
            language,
            text: &prepared.article.text,
            tokens: &prepared.tokens,
        };
        Placing { ground, setting, prepared, parse, named: OnceCell::new() }
    }

    /// The place that the sentence gives an event.
    pub(super) fn of(&self, dating: &Dating, trigger: Trigger, code: &str) -> Option<Place> {
        let layout = dating.layout();
        let root = code.get(..2).unwrap_or_default();
        let told = Told {
            parse: self.parse,
            trigger,
            clause: &|item| layout.clause(item),
            aims: FORCE.contains(&root),
            visits: code.starts_with("042"),
            sends: root == "07",
        };
        places::place_for(&self.ground, &told, &self.countries())
    }

    /// Towns that only the gazetteer knows stand for their country as what is shelled or taken, as the codebook's cities do: where a word says
    /// that they are towns, or (in a language with capitals) after a preposition; and only in a country that the text names.
    pub(super) fn towns(&self, cast: &mut Cast) {
        let has_case = self.ground.language.profile.has_case;
        for (n, np) in self.parse.nps.iter().enumerate() {
            let units = &self.parse.units[np.units.clone()];
            let free = units.iter().any(|unit| unit.senses.is_empty() && (!has_case || unit.flags & flag::CAPITAL != 0));
            if np.pronoun || !free || !cast.whole[n].is_empty() || !cast.inner[n].is_empty() {
                continue;
            }
            let named = places::names(&self.ground, units)
                .into_iter()
                .find(|named| !named.known && (named.said || has_case && np.preposition.is_some()));
            let Some(place) = named.and_then(|named| places::told_by_country(&named, &self.countries())) else { continue };
            let code = ActorCode { country: Some(cameo(&place.country).into()), ..ActorCode::default() };
            let units = (np.units.start, np.units.end);
            cast.whole[n].push(Who { code, name: None, units, weight: 0.6, person: false, media: false, place: true });
        }
    }

    /// "Militants attacked a hotel in Bamako", «قصفت طائرات روسية مستشفى في إدلب»: what is struck names nobody, and stands for the country of the
    /// place its clause names. The cast with that country for it; None where the verb is none of force or there is no such thing or place.
    pub(super) fn struck(&self, spot: &Spot, cast: &Cast) -> Option<Cast> {
        let Trigger::Verb(v) = spot.trigger else { return None };
        let force = |concept: &u32| self.ground.language.by_head[*concept as usize].iter().any(|&pattern| self.is_force(pattern));
        let predicate = &self.parse.predicates[v];
        if predicate.passive || predicate.gerund || predicate.infinitive || !spot.concepts.iter().any(force) {
            return None;
        }
        let object = self.parse.verb_arguments[v].objects.first().copied()?;
        let np = &self.parse.nps[object];
        if np.pronoun || !np.events.is_empty() || !cast.whole[object].is_empty() || !cast.inner[object].is_empty() {
            return None;
        }
        let told = Told { parse: self.parse, trigger: spot.trigger, clause: &|_| 0, aims: true, visits: false, sends: false };
        let place = places::place_for(&self.ground, &told, &self.countries())?;
        let code = ActorCode { country: Some(cameo(place.country.as_deref()?).into()), ..ActorCode::default() };
        let units = (np.units.start, np.units.end);
        let mut cast = cast.clone();
        cast.whole[object].push(Who { code, name: None, units, weight: 0.5, person: false, media: false, place: true });
        Some(cast)
    }

    /// Whether what is read with such a target is an act of force by forces or a state: the attacks of others may be words.
    pub(super) fn strikes(&self, reading: &Reading) -> bool {
        let armed = |who: &Who| {
            let roles = &who.code.roles;
            !who.person && !who.media && (roles.is_empty() && who.code.country.is_some() || roles::any_in(roles, ARMED))
        };
        self.is_force(reading.pattern) && !reading.source.whos.is_empty() && reading.source.whos.iter().all(armed)
    }

    /// Whether an action is one with weapons.
    fn is_force(&self, pattern: u32) -> bool {
        let action = self.ground.language.patterns[pattern as usize].action;
        let code = self.ground.codebook.actions[action as usize].cells.get("assert").and_then(|code| code.as_deref());
        code.is_some_and(|code| code.starts_with("19") || code.starts_with("20") || code.starts_with("183"))
    }

    /// The place of an event whose sentence gives none: where the report's first sentence or its dateline is in the country of one who takes
    /// part, and the event is news of something done.
    pub(super) fn elsewhere(&self, mention: &Mention) -> Option<Place> {
        let done = DONE.contains(&mention.code.get(..2)?) && mention.frame == "assert";
        // What the second sentence reports is the news of the first.
        if !done || mention.evidence.date_link == DateLink::Background && mention.sentence > 1 {
            return None;
        }
        let country = |actor: &Option<crate::model::ActorRef>| Some(Part::from(iso(actor.as_ref()?.code.country.as_deref()?)));
        let sides = [country(&mention.source), country(&mention.target)];
        // "The blast killed 17 American sailors": who did it has no country, and whom it hit may be anywhere.
        let force = FORCE.contains(&mention.code.get(..2)?);
        let fits = |place: &Place| {
            let at = place.country.as_deref();
            let [source, _] = &sides;
            sides.iter().any(|side| side.is_some() && side.as_deref() == at)
                || sides.iter().all(Option::is_none)
                || force && source.is_none() && place.link == PlaceLink::Lead
        };
        let lead = self.setting.lead.clone().filter(|_| mention.sentence > 0).map(|place| Place { link: PlaceLink::Lead, ..place });
        lead.or_else(|| self.written_in()).filter(fits)
    }

    /// What the first sentence says of where it was: for later ones that say nothing.
    pub(super) fn lead(&self) -> Option<Place> {
        places::anywhere(&self.ground, self.parse, &self.countries())
    }

    fn countries(&self) -> Countries<'_> {
        let article = self.setting.countries.get_or_init(|| self.count());
        Countries { sentence: self.named.get_or_init(|| self.named()), article }
    }

    fn named(&self) -> Vec<Part> {
        let mut named: Vec<Part> = Vec::new();
        for country in self.parse.units.iter().filter_map(|unit| country_of(unit.senses, self.ground.codebook)) {
            if !named.iter().any(|known| known == country) {
                named.push(country.into());
            }
        }
        named
    }

    /// The countries that the article names, and those of its dateline.
    fn count(&self) -> Vec<Part> {
        let tokens = self.ground.tokens;
        let mut counts: Vec<(Part, usize)> = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            let Some((length, senses)) = self.ground.language.lexicon.longest(&tokens[at..]) else {
                at += 1;
                continue;
            };
            at += length.max(1);
            let Some(country) = country_of(senses, self.ground.codebook) else { continue };
            match counts.iter_mut().find(|(known, _)| known == country) {
                Some((_, count)) => *count += 1,
                None => counts.push((country.into(), 1)),
            }
        }
        // A stable sort: of equals the one named first.
        counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let dateline = self.dateline().as_ref().map(|dateline| dateline.spot.country.clone());
        counts.into_iter().map(|(country, _)| country).chain(dateline).collect()
    }

    fn dateline(&self) -> &Option<Dateline> {
        self.setting.dateline.get_or_init(|| {
            let title = self.prepared.article.title_span.end;
            let body = self.ground.tokens.iter().position(|token| token.span.start >= title)?;
            places::dateline(&self.ground, body)
        })
    }

    fn written_in(&self) -> Option<Place> {
        let Dateline { spot, span } = self.dateline().as_ref()?;
        let mut place = spot.place(&self.ground, *span);
        place.link = PlaceLink::Dateline;
        Some(place)
    }
}

/// The country (ISO) that a name, an adjective or a person stands for; None for a capital, which may be another city of the name.
fn country_of<'a>(senses: &[Sense], codebook: &'a Codebook) -> Option<&'a str> {
    senses.iter().find_map(|sense| match *sense {
        Sense::Actor { actor, kind, .. } if !matches!(kind, NameKind::Capital | NameKind::Term) => {
            codebook.actors[actor as usize].spells.first()?.code.country.as_deref().map(iso)
        }
        _ => None,
    })
}
