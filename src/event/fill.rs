//! A pattern's places filled from what stands around a trigger.

mod touched;

use smallvec::SmallVec;

use super::reading::Reading;
use super::{Cast, Spot};
use crate::codebook::{Language, Pattern, Place, Slot};
use crate::language::Order;
use crate::model::{Arguments, Parse, Sense, Trigger, Whos, how};

/// Where a slot's actors were found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Roles {
    /// Noun phrase; None where the slot is empty.
    pub np: Option<usize>,
    /// The actors.
    pub whos: Whos,
    /// How: for `explain`.
    pub how: &'static str,
}

/// A pattern that was tried and did not fit: how far it got.
#[derive(Clone, Debug, PartialEq)]
pub struct NearMiss {
    /// Index of the pattern.
    pub pattern: u32,
    /// Places that were filled.
    pub filled: usize,
    /// The first place that was not: "SOURCE", "TARGET", a concept's name.
    pub missing: String,
}

/// A candidate for a place: a noun phrase, whole or only the words inside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Candidate {
    np: usize,
    inner: bool,
    how: &'static str,
}

type Candidates = SmallVec<[Candidate; 6]>;

/// Every pattern whose head the trigger is and whose places can be filled.
pub fn readings(
    parse: &Parse,
    spot: &Spot,
    cast: &Cast,
    language: &Language,
    concepts: &[String],
    mut misses: Option<&mut Vec<NearMiss>>,
) -> Vec<Reading> {
    let mut out = Vec::new();
    for &concept in &spot.concepts {
        for &number in &language.by_head[concept as usize] {
            let pattern = &language.patterns[number as usize];
            // Most patterns name a concept that the sentence does not.
            if misses.is_none() && pattern.needs & !parse.concepts != 0 {
                continue;
            }
            match fill(parse, spot, cast, language, pattern) {
                Ok(mut reading) => {
                    reading.pattern = number;
                    out.push(reading);
                }
                Err((filled, missing)) => {
                    if let Some(misses) = misses.as_deref_mut() {
                        let missing = match missing {
                            Slot::Source => "SOURCE".to_string(),
                            Slot::Target => "TARGET".to_string(),
                            Slot::Concept(c) => format!("<{}>", concepts[c as usize]),
                        };
                        misses.push(NearMiss { pattern: number, filled, missing });
                    }
                }
            }
        }
    }
    out
}

struct Filler<'a> {
    parse: &'a Parse<'a>,
    cast: &'a Cast,
    arguments: &'a Arguments,
    spot: &'a Spot,
    vso: bool,
    /// Prepositions that name both sides.
    between: &'a [u16],
    /// The pattern is read in the passive.
    passive: bool,
    of: &'a [u16],
    used: SmallVec<[(usize, bool); 4]>,
}

fn fill(parse: &Parse, spot: &Spot, cast: &Cast, language: &Language, pattern: &Pattern) -> Result<Reading, (usize, Slot)> {
    let vso = language.profile.order == Order::VerbFirst;
    let arguments = match spot.trigger {
        Trigger::Verb(v) => &parse.verb_arguments[v],
        Trigger::Noun(n) => &parse.noun_arguments[n],
    };
    let mut filler = Filler {
        parse,
        cast,
        arguments,
        spot,
        vso,
        between: &language.lists.between,
        passive: arguments.passive || arguments.reduced && arguments.shared.is_none() && pattern.passive,
        of: &language.of,
        used: SmallVec::new(),
    };
    let mut reading = Reading { trigger: spot.trigger, nominal: matches!(spot.trigger, Trigger::Noun(_)), ..Reading::default() };
    // Concepts first: they decide which phrases are left for the actors. Then prepositional places, then bare ones.
    let mut places: SmallVec<[(&Place, u8); 5]> = SmallVec::new();
    for concepts in [true, false] {
        let wanted = |p: &&Place| matches!(p.slot, Slot::Concept(_)) == concepts;
        places.extend(pattern.obliques.iter().filter(wanted).map(|p| (p, 2)));
        places.extend(pattern.objects.iter().filter(wanted).map(|p| (p, 1)));
        places.extend(pattern.subject.iter().filter(wanted).map(|p| (p, 0)));
    }
    let (mut filled, mut means) = (0, None);
    for (place, role) in places {
        let candidates = filler.candidates(place, role, pattern);
        match place.slot {
            Slot::Concept(concept) => match candidates.iter().find(|c| filler.has_concept(c.np, concept)) {
                Some(found) => {
                    filler.used.push((found.np, false));
                    reading.concepts.push(found.np);
                    if role == 0 {
                        means = Some(found.np);
                    }
                    filled += 1;
                }
                None if place.optional => {}
                None => return Err((filled, place.slot)),
            },
            slot => {
                // "Serbia's efforts" names Serbia less surely as a whole than by what stands inside it.
                let pick = |least: f32| {
                    candidates.iter().find_map(|c| {
                        let whos = filler.whos(*c);
                        let does = slot == Slot::Target || whos.iter().any(|w| !w.place);
                        let sure = whos.iter().any(|w| w.weight > least);
                        (sure && does).then(|| Roles { np: Some(c.np), whos: whos.clone(), how: c.how }).map(|r| (r, *c))
                    })
                };
                let found = pick(0.5).or_else(|| pick(0.0));
                match found {
                    Some((roles, candidate)) => {
                        filler.used.push((candidate.np, candidate.inner));
                        filled += 1;
                        if slot == Slot::Source { reading.source = roles } else { reading.target = roles }
                    }
                    None => {
                        // A phrase that names no actor still fills an optional place: someone unnamed.
                        let np = candidates.first().map(|c| c.np);
                        // "called for talks with Iran": who is to hold them need not be said, who calls is.
                        if !place.optional && filler.spot.framing.asker.is_none() {
                            reading.missing.push(slot);
                        }
                        let roles = Roles { np, ..Roles::default() };
                        if slot == Slot::Source { reading.source = roles } else { reading.target = roles }
                    }
                }
            }
        }
    }
    reading.filled = filled;
    // "Rejected Malawi's request to sign", "an appeal by Malawi for": who asked is turned down, whomever it was about.
    if let Some(np) = spot.framing.requester {
        let after = (np + 1..parse.nps.len().min(np + 2))
            .filter(|&by| parse.nps[by].preposition.is_some() || parse.nps[by].genitive_of == Some(np));
        let of = parse.nps[np].of.into_iter().chain(after).map(|of| (of, &cast.whole[of]));
        let found = std::iter::once((np, &cast.inner[np])).chain(of).find(|(_, whos)| !whos.is_empty());
        if let Some((np, whos)) = found {
            reading.target = Roles { np: Some(np), whos: whos.clone(), how: "who asked for it" };
            reading.missing.retain(|slot| *slot != Slot::Target);
        }
    }
    if reading.target.whos.is_empty() && !reading.missing.contains(&Slot::Target) && !reading.source.whos.is_empty() {
        filler.affected(&mut reading, language);
    }
    // "An Israeli drone struck": whose drone it was did it, where the pattern names the drone and no doer.
    let names_source = std::iter::once(pattern.subject.as_ref())
        .flatten()
        .chain(&pattern.objects)
        .chain(&pattern.obliques)
        .any(|p| p.slot == Slot::Source);
    // Of several things it is that which acts; «غارة للتحالف استهدفت مواقع الحوثيين».
    let things = || reading.concepts.iter().copied().filter(|np| means.is_none_or(|means| means == *np));
    let inside = || things().find(|&np| !cast.inner[np].is_empty()).map(|np| (np, &cast.inner[np]));
    let whole = || things().find(|&np| !cast.whole[np].is_empty()).map(|np| (np, &cast.whole[np]));
    let owner = || things().find_map(|np| filler.owner(np)).map(|np| (np, &cast.whole[np]));
    if !names_source && let Some((np, whos)) = inside().or_else(owner).or_else(whole) {
        let whos: Whos = whos.iter().filter(|w| !reading.target.whos.iter().any(|t| t.code == w.code)).cloned().collect();
        reading.source = Roles { np: Some(np), whos, how: "whose it is" };
    }
    // "Lavrov and Blinken met": a list on one side is both sides.
    if reading.missing.as_slice() == [Slot::Target] && reading.source.whos.len() >= 2 {
        reading.pair = true;
        reading.missing.clear();
    }
    if reading.missing.as_slice() == [Slot::Source] && reading.target.whos.len() >= 2 {
        reading.pair = true;
        reading.source = std::mem::take(&mut reading.target);
        reading.missing.clear();
    }
    match reading.missing.first() {
        Some(&slot) => Err((filled, slot)),
        None => Ok(reading),
    }
}

impl Filler<'_> {
    /// Whose an Arabic event noun is by ل right after it: «غارة للتحالف».
    fn owner(&self, np: usize) -> Option<usize> {
        let noun = &self.parse.nps[np];
        let next = self.parse.nps.get(np + 1).filter(|next| next.item == noun.item + 2 && next.preposition == self.of.first().copied())?;
        (self.vso && !noun.events.is_empty() && next.preposition.is_some()).then_some(np + 1)
    }

    /// "A meeting hosted by the ambassador of Chile": of the ambassador, not of the meeting.
    fn of_another(&self, np: usize, trigger: Trigger) -> bool {
        let names = |m: usize| trigger != Trigger::Noun(m) && self.parse.nps[m].of == Some(np) && !self.cast.whole[m].is_empty();
        (0..self.parse.nps.len()).any(names)
    }

    fn whos(&self, candidate: Candidate) -> &Whos {
        if candidate.inner { &self.cast.inner[candidate.np] } else { &self.cast.whole[candidate.np] }
    }

    fn has_concept(&self, np: usize, concept: u32) -> bool {
        // «إلغاء حالة الطوارئ»: the trigger's own phrase holds its object after it.
        let own = |np: usize, u: usize| self.spot.trigger == Trigger::Noun(np) && u <= self.parse.nps[np].head;
        let has = |np: usize| {
            self.parse.nps[np].units.clone().filter(|&u| !own(np, u)).map(|u| &self.parse.units[u])
                .any(|u| u.senses.iter().any(|s| matches!(s, Sense::Concept { concept: c, form } if *c == concept && (*form == 0 || *form & crate::language::form::NOUN != 0))))
        };
        has(np) || self.parse.nps[np].list.iter().any(|&m| has(m)) || self.parse.nps[np].of.is_some_and(has)
    }

    fn push(&self, out: &mut Candidates, np: usize, inner: bool, how: &'static str) {
        let candidate = Candidate { np, inner, how };
        if !out.iter().any(|c| c.np == np && c.inner == inner) && !self.used.contains(&(np, inner)) {
            out.push(candidate);
        }
    }

    /// Phrases that may fill a place, best first. `role`: 0 subject, 1 object, 2 prepositional.
    fn candidates(&self, place: &Place, role: u8, pattern: &Pattern) -> Candidates {
        let mut out = Candidates::new();
        match (role, self.spot.trigger) {
            (2, trigger) => self.obliques(&mut out, place, trigger),
            (0, Trigger::Verb(_)) => self.verb_subject(&mut out, place),
            (1, Trigger::Noun(n)) if self.vso && matches!(place.slot, Slot::Concept(_)) => {
                self.noun_objects(&mut out, n);
                self.push(&mut out, n, false, "in its own phrase");
            }
            (_, Trigger::Verb(_)) => self.verb_objects(&mut out, place),
            (0, Trigger::Noun(n)) => {
                self.noun_subject(&mut out, n, pattern);
                if !place.optional {
                    self.announcer(&mut out);
                }
            }
            (_, Trigger::Noun(n)) => self.noun_objects(&mut out, n),
        }
        out
    }

    fn obliques(&self, out: &mut Candidates, place: &Place, trigger: Trigger) {
        // After an Arabic event noun ل may as well give the doer: the other prepositions first.
        let weak = |p: &u16| self.vso && matches!(trigger, Trigger::Noun(_)) && self.of.contains(p);
        for last in [false, true] {
            for &(p, np) in self.arguments.obliques.iter().filter(|(p, _)| weak(p) == last) {
                let owns = self.arguments.subject.is_some_and(|subject| self.owner(subject) == Some(np));
                let of_another = !self.vso && self.of.contains(&p) && self.of_another(np, trigger);
                if place.prepositions.contains(&p) && !owns && !of_another {
                    self.push(out, np, false, "by its preposition");
                    self.holders(out, np, matches!(place.slot, Slot::Concept(_)));
                }
            }
        }
        // "of": tied to its noun.
        if place.prepositions.iter().any(|p| self.of.contains(p)) {
            let objects = self.arguments.objects.iter().copied();
            for np in objects {
                match trigger {
                    Trigger::Noun(_) if self.of_another(np, trigger) => {}
                    Trigger::Noun(_) => self.push(out, np, false, "of"),
                    Trigger::Verb(_) => {
                        if let Some(of) = self.parse.nps[np].of {
                            self.push(out, of, false, "of its object");
                        }
                    }
                }
            }
        }
        // What hangs on the object by a preposition is often read with the verb; and a concept's own phrase may hold the actor:
        // "sanctions on Russia" is one phrase after "imposed". Their obliques are the verb's obliques already.
        if let Trigger::Noun(_) = trigger
            && let Some((w, _)) = self.arguments.governor
            && self.spot.framing.carried
        {
            for &(p, np) in &self.parse.verb_arguments[w].obliques {
                if place.prepositions.contains(&p) {
                    self.push(out, np, false, "by its preposition, with the verb that carries the noun");
                }
            }
        }
    }

    fn verb_subject(&self, out: &mut Candidates, place: &Place) {
        if self.passive {
            if let Some(agent) = self.arguments.agent {
                self.push(out, agent, false, "by");
            }
            // «قتل خمسة في غارة إسرائيلية»: the doer is the adjective of the means.
            for &(_, np) in &self.arguments.obliques {
                if !self.parse.nps[np].events.is_empty() && !self.cast.inner[np].is_empty() {
                    self.push(out, np, true, "whose attack it was");
                }
            }
            return;
        }
        if let Some(np) = self.arguments.shared.filter(|_| self.goes_on()) {
            self.push(out, np, false, how::SHARED);
        }
        if let Some(np) = self.spot.framing.subject.or(self.arguments.subject) {
            self.push(out, np, false, self.arguments.note);
            if !self.cast.inner[np].is_empty() {
                self.push(out, np, true, "whose it is");
            }
        }
        if self.spot.framing.announcer.is_some() && !place.optional {
            self.announcer(out);
        }
    }

    /// «أعلنت القوات تدمير»: who announces did it, where nobody else is named and the pattern must have a doer.
    fn announcer(&self, out: &mut Candidates) {
        if let Some(np) = self.spot.framing.announcer {
            self.push(out, np, false, "who announces it");
        }
    }

    /// Whether the phrase after the verb has been taken as its object.
    fn goes_on(&self) -> bool {
        self.arguments.subject.is_some_and(|np| self.used.iter().any(|&(used, _)| used == np))
    }

    fn verb_objects(&self, out: &mut Candidates, place: &Place) {
        let concept = matches!(place.slot, Slot::Concept(_));
        // «… واتهمت القاهرة»: with one phrase after it, and a verb before that may share its subject.
        if let (Some(_), Some(np), false) = (self.arguments.shared, self.arguments.subject, self.passive) {
            self.push(out, np, false, "object, the subject goes on");
            self.holders(out, np, concept);
        }
        if self.passive
            && let Some(np) = self.arguments.subject
        {
            self.push(out, np, false, "subject of a passive");
            self.holders(out, np, concept);
        }
        let Trigger::Verb(v) = self.spot.trigger else { return };
        if let Some(p) = self.parse.predicates[v].object_preposition {
            for &(q, np) in &self.arguments.obliques {
                if p == q {
                    self.push(out, np, false, "object by the verb's preposition");
                    self.holders(out, np, concept);
                }
            }
        }
        for &np in &self.arguments.objects {
            self.push(out, np, false, "object");
            self.holders(out, np, concept);
        }
        // «تظاهروا للمطالبة باستقالة الرئيس»: what the verb's own part leads to.
        for &(_, np) in self.arguments.obliques.iter().filter(|(_, np)| self.parse.nps[*np].leads) {
            let mut at = np;
            while let Some(next) = (at + 1..self.parse.nps.len().min(at + 3)).find(|&m| self.parse.nps[m].genitive_of == Some(at)) {
                self.push(out, next, false, "what its part leads to");
                at = next;
            }
        }
    }

    /// Actors inside an object: "rejected China's claims", «استدعت السفير الإيراني».
    fn holders(&self, out: &mut Candidates, np: usize, concept: bool) {
        if concept {
            return;
        }
        if !self.cast.inner[np].is_empty() {
            self.push(out, np, true, "inside the object");
        }
        if let Some(of) = self.parse.nps[np].of {
            self.push(out, of, false, "of the object");
        }
        // «قبلت إريتريا وساطة قطر».
        if self.vso
            && let Some(owner) = (np + 1..self.parse.nps.len().min(np + 3)).find(|&m| self.parse.nps[m].genitive_of == Some(np))
        {
            self.push(out, owner, false, "genitive of the object");
        }
    }

    fn noun_subject(&self, out: &mut Candidates, n: usize, pattern: &Pattern) {
        let framing = &self.spot.framing;
        // «قرار الولايات المتحدة فرض عقوبات»: who decided it.
        if let Some(np) = self.parse.nps[n].decided_in.filter(|&np| !self.cast.inner[np].is_empty()) {
            self.push(out, np, true, "whose decision it is");
            return;
        }
        if framing.object.is_none()
            && let Some(np) = framing.subject
        {
            self.push(out, np, false, "subject of the verb that carries the noun");
        }
        if !self.cast.inner[n].is_empty() {
            self.push(out, n, true, how::INSIDE);
        }
        if let Some(agent) = self.arguments.agent {
            self.push(out, agent, false, "by");
        }
        for &(p, np) in &self.arguments.obliques {
            // «هجوم من الحوثيين»; but «تحرير المدينة من الحوثيين».
            if self.of.get(1).is_some_and(|&from| from == p) && self.vso && self.arguments.objects.is_empty() {
                self.push(out, np, false, "from");
            }
            // «قصف للقوات التركية على المدينة»: with the target in a part of its own, ل gives the doer.
            if self.vso && self.of.first() == Some(&p) && pattern.objects.is_empty() && self.arguments.objects.is_empty() {
                self.push(out, np, false, "belongs to");
            }
        }
        // The genitive does it where the target comes by a preposition, or a second genitive follows.
        // Where "of" may lead the target it does: "the slaughter of civilians in Aleppo".
        let led_by_of = |place: &Place| !self.vso && place.slot == Slot::Target && place.prepositions.iter().any(|p| self.of.contains(p));
        let target_by_preposition = pattern.objects.is_empty() && !pattern.obliques.iter().any(led_by_of);
        if (target_by_preposition || self.arguments.objects.len() > 1)
            && let Some(&np) = self.arguments.objects.first()
        {
            self.push(out, np, false, "genitive");
        }
        if framing.announcer.is_some() && pattern.subject.as_ref().is_some_and(|place| !place.optional) {
            self.announcer(out);
        }
        for &(p, np) in &self.arguments.obliques {
            // "talks between A and B".
            if self.between.contains(&p) && pattern.obliques.iter().all(|o| !o.prepositions.contains(&p)) && self.is_between(np) {
                self.push(out, np, false, "between");
            }
        }
        // "Clashes erupted between police and protesters": with the verb that carries the noun.
        if framing.carried
            && let Some((w, _)) = self.arguments.governor
        {
            for &(p, np) in &self.parse.verb_arguments[w].obliques {
                if self.between.contains(&p) && pattern.obliques.iter().all(|o| !o.prepositions.contains(&p)) && self.is_between(np) {
                    self.push(out, np, false, "between");
                }
            }
        }
    }

    /// Whether the phrase's list names both sides: after "between", بين.
    fn is_between(&self, np: usize) -> bool {
        !self.parse.nps[np].list.is_empty()
    }

    fn noun_objects(&self, out: &mut Candidates, n: usize) {
        if let Some(np) = self.spot.framing.object {
            self.push(out, np, false, "suffers it");
        }
        let objects = &self.arguments.objects;
        if objects.len() > 1 {
            self.push(out, objects[1], false, "second genitive");
        }
        for &(p, np) in &self.arguments.obliques {
            if self.of.contains(&p) && !(self.vso && self.of.get(1) == Some(&p)) {
                self.push(out, np, false, "of");
            }
        }
        if let Some(&np) = objects.first() {
            self.push(out, np, false, "genitive");
            self.holders(out, np, false);
        }
        // "the Gaza bombing": the name before the noun, once the doer is known from elsewhere.
        if !self.cast.inner[n].is_empty() && (self.spot.framing.subject.is_some() || self.arguments.agent.is_some()) {
            self.push(out, n, true, "name before the noun");
        }
    }
}
