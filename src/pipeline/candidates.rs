//! Which words of a sentence may tell an event, and which of the readings found are kept.

use smallvec::SmallVec;

use crate::codebook::Language;
use crate::event::{NearMiss, Pair, Reading, Roles, Spot};
use crate::frame::{self, Cell};
use crate::language::form;
use crate::model::{Framing, Item, LightKind, Mention, Parse, Sense, Token, Trigger, Who, how, roles};

/// A trigger on its way to becoming mentions.
pub(super) struct Candidate {
    pub(super) spot: Spot,
    pub(super) reading: Option<Reading>,
    pub(super) cell: Option<Cell>,
    pub(super) misses: Vec<NearMiss>,
    pub(super) outcome: Outcome,
}

/// What became of a trigger.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing yet: its pattern fits and its cell has a code.
    #[default]
    Open,
    /// No pattern fits.
    NoPattern,
    /// It frames another event.
    Frames,
    /// It is part of another event.
    Part,
    /// Its action codes nothing in this frame.
    CodesNothing,
    /// No pair of actors is left.
    NoPair,
    /// It tells an event; the mention may still be too unsure, or a repeat.
    Tells,
}

/// Every place where an event may be told: verbs first, then event nouns.
pub(super) fn spots(parse: &Parse, language: &Language, tokens: &[Token]) -> Vec<Spot> {
    let words = |unit: usize| tokens[parse.units[unit].first].word;
    let mut out = Vec::new();
    for (v, predicate) in parse.predicates.iter().enumerate() {
        let unit = &parse.units[predicate.unit];
        let mut concepts: Vec<u32> = Vec::new();
        for sense in unit.senses {
            let concept = match *sense {
                Sense::Concept { concept, form }
                    if form & form::VERB != 0 && (form & form::JUSSIVE == 0 || !predicate.frames.is_empty()) =>
                {
                    concept
                }
                Sense::Apart { apart, .. } => match language.lexicon.apart[apart as usize].sense {
                    Sense::Concept { concept, .. } if apart_found(parse, v, apart, language) => concept,
                    _ => continue,
                },
                _ => continue,
            };
            if !language.by_head[concept as usize].is_empty() && !concepts.contains(&concept) {
                concepts.push(concept);
            }
        }
        if !concepts.is_empty() && !discarded_apart(parse, v, language) {
            let framing = frame::framing(parse, Trigger::Verb(v), language, &words);
            out.push(Spot { trigger: Trigger::Verb(v), framing, concepts });
        }
    }
    for (n, np) in parse.nps.iter().enumerate() {
        if !np.events.is_empty() {
            let framing = frame::framing(parse, Trigger::Noun(n), language, &words);
            out.push(Spot { trigger: Trigger::Noun(n), framing, concepts: np.events.to_vec() });
        }
    }
    out
}

/// Whether the words of a phrase that stands apart were all found with this predicate.
fn apart_found(parse: &Parse, v: usize, apart: u32, language: &Language) -> bool {
    let predicate = &parse.predicates[v];
    let found = predicate.phrases.contains(&apart);
    let apart = &language.lexicon.apart[apart as usize];
    found && (apart.preposition.is_none() || parse.verb_arguments[v].obliques.iter().any(|(p, _)| Some(*p) == apart.preposition))
}

/// Whether the verb is the head of a phrase that is discarded, and the phrase's other words stand in its clause.
fn discarded_apart(parse: &Parse, v: usize, language: &Language) -> bool {
    let discarded = |&apart: &u32| matches!(language.lexicon.apart[apart as usize].sense, Sense::Discard { .. });
    parse.predicates[v].phrases.iter().any(|apart| discarded(apart) && apart_found(parse, v, *apart, language))
}

/// Triggers that are part of another's telling say nothing of their own: governors used as frames, nouns that fill a pattern's concept.
pub(super) fn settle(found: &mut [Candidate], parse: &Parse) {
    let coded = |c: &Candidate| c.reading.is_some() && c.cell.is_some();
    let mut verbs: SmallVec<[usize; 8]> = SmallVec::new();
    let mut nouns: SmallVec<[usize; 8]> = SmallVec::new();
    for candidate in found.iter().filter(|c| coded(c)) {
        if let Some(reading) = &candidate.reading {
            nouns.extend(reading.concepts.iter().copied());
        }
    }
    // A verb that names its noun in the pattern ("voiced <support>") is more exact than the noun it could carry as a light verb.
    // What codes nothing uses up only what takes an event back: "denied attacking"; "rejected a demand to sever" is still a rejection.
    let takes = |c: &Candidate| {
        let back = |frame: &str| frame.split(' ').any(|f| matches!(f, "deny" | "negate" | "suppose" | "stop"));
        c.cell.as_ref().is_some_and(|cell| cell.code.is_some() || back(&cell.frame))
    };
    for candidate in found.iter().filter(|c| coded(c) && takes(c) && !matches!(c.spot.trigger, Trigger::Noun(n) if nouns.contains(&n))) {
        verbs.extend(candidate.spot.framing.used.iter().copied());
    }
    // «لقي القيادي … مصرعه»: the noun is a word of the verb's phrase.
    let verbs_coded = found.iter().filter(|c| coded(c)).filter_map(|c| if let Trigger::Verb(v) = c.spot.trigger { Some(v) } else { None });
    let apart: SmallVec<[usize; 8]> = verbs_coded.flat_map(|v| parse.predicates[v].apart.iter().copied()).collect();
    for candidate in found.iter_mut() {
        candidate.outcome = match candidate.spot.trigger {
            _ if candidate.reading.is_none() => Outcome::NoPattern,
            Trigger::Noun(n) if apart.contains(&parse.nps[n].head) => Outcome::Part,
            Trigger::Verb(v) if verbs.contains(&v) => Outcome::Frames,
            Trigger::Noun(n) if nouns.contains(&n) => Outcome::Part,
            _ if matches!(candidate.cell, Some(Cell { code: None, .. })) => Outcome::CodesNothing,
            _ => Outcome::Open,
        };
    }
}

/// "Turkish shelling of Afrin killed 18 and …", «أسفر القصف التركي عن مقتل 18 مدنيا», "raids in which 20 people died": deaths that nobody is
/// named for, told beside an act of force that somebody is, are what came of it and no event of their own.
pub(super) fn results(found: &mut [Candidate], parse: &Parse, is_told: &dyn Fn(usize) -> bool) {
    let force = |c: &Candidate| {
        let code = c.cell.as_ref().and_then(|cell| cell.code.as_deref());
        matches!(code.and_then(|code| code.get(..2)), Some("18" | "19" | "20"))
    };
    let sourced = |c: &Candidate| c.reading.as_ref().is_some_and(|r| r.source.whos.iter().any(|who| !who.code.is_empty()));
    if !found.iter().any(|c| c.outcome == Outcome::Open && force(c) && sourced(c)) {
        return;
    }
    for candidate in found.iter_mut().filter(|c| c.outcome == Outcome::Open && force(c) && !sourced(c)) {
        let result = |v: usize| {
            parse.units[parse.predicates[v].unit].senses.iter().any(|s| matches!(s, Sense::Light { kind: LightKind::Result, .. }))
        };
        let came = match candidate.spot.trigger {
            Trigger::Noun(n) => parse.noun_arguments[n].governor.is_some_and(|(v, _)| result(v)) || !is_told(parse.nps[n].item),
            Trigger::Verb(v) => !is_told(parse.predicates[v].item),
        };
        if came {
            candidate.outcome = Outcome::Part;
        }
    }
}

/// "Marched to demand reforms of the government", «تظاهروا مطالبين الحكومة»: a protest that names no target is aimed at whom its demand is.
pub(super) fn aim(found: &mut [Candidate], parse: &Parse) {
    let protest = |c: &Candidate| c.cell.as_ref().and_then(|cell| cell.code.as_deref()).is_some_and(|code| code.starts_with("14"));
    let open = |c: &Candidate| c.reading.as_ref().is_some_and(|r| r.target.whos.is_empty() && !r.pair);
    for i in 0..found.len() {
        if !protest(&found[i]) || !open(&found[i]) {
            continue;
        }
        let (verb, doer) = match found[i].spot.trigger {
            Trigger::Verb(v) => (Some(v), parse.verb_arguments[v].subject),
            Trigger::Noun(n) => (parse.noun_arguments[n].governor.map(|(v, _)| v), None),
        };
        let under = |v: usize| {
            let (predicate, arguments) = (&parse.predicates[v], &parse.verb_arguments[v]);
            let governed = arguments.governor.is_some_and(|(w, _)| Some(w) == verb);
            (predicate.infinitive || predicate.gerund) && (governed || predicate.gerund && doer.is_some() && arguments.subject == doer)
        };
        let aimed = |c: &&Candidate| match c.spot.trigger {
            Trigger::Verb(v) if under(v) => true,
            _ => c.spot.framing.asker.is_some() && c.spot.framing.used.iter().any(|&w| under(w)),
        };
        // What is asked of somebody names him as the doer, or as the one concerned.
        let whom = |r: &Reading| [&r.source, &r.target].into_iter().find(|side| !side.whos.is_empty() && side.np != doer).cloned();
        let target = found.iter().filter(aimed).filter_map(|c| c.reading.as_ref().and_then(whom)).next();
        if let (Some(target), Some(reading)) = (target, &mut found[i].reading) {
            reading.target = Roles { how: "whom its demand is made of", ..target };
        }
    }
}

/// "Threatened to pull out if Chile deploys missiles": a threat that names no target is made to whom its condition names.
pub(super) fn warn(found: &mut [Candidate], parse: &Parse, cast: &crate::event::Cast, is_condition: &dyn Fn(usize) -> bool) {
    for candidate in found.iter_mut() {
        let threat = candidate.cell.as_ref().and_then(|cell| cell.code.as_deref()).is_some_and(|code| code.starts_with("13"));
        let Some(reading) = candidate.reading.as_mut().filter(|r| threat && r.target.whos.is_empty() && !r.pair) else { continue };
        let item = match candidate.spot.trigger {
            Trigger::Verb(v) => parse.predicates[v].item,
            Trigger::Noun(n) => parse.nps[n].item,
        };
        let condition = (item..parse.items.len()).find(|&i| matches!(parse.items[i], Item::Other(unit, _) if is_condition(unit)));
        let Some(condition) = condition else { continue };
        let verb = (0..parse.predicates.len()).find(|&v| parse.predicates[v].item > condition);
        let subject = verb.and_then(|v| parse.verb_arguments[v].subject).filter(|&n| parse.nps[n].item > condition);
        if let Some(n) = subject
            && Some(n) != reading.source.np
            && let [who, ..] = &cast.whole[n][..]
            && !reading.source.whos.iter().any(|source| source.same(who))
        {
            reading.target = Roles { np: Some(n), whos: cast.whole[n].clone(), how: "whom its condition names" };
        }
    }
}

/// «أعلن الجيش مقتل عشرة من المتمردين», "the coalition said 40 rebels had been killed": armed forces that tell the deaths of their enemies,
/// where nobody else is named for them, killed them.
pub(super) fn boast(found: &mut [Candidate], parse: &Parse, cast: &crate::event::Cast, speaker: Option<usize>) {
    let armed = |who: &Who| roles::any_in(&who.code.roles, &["MIL", "COP"]) && !who.media;
    let enemy = |who: &Who| roles::any_in(&who.code.roles, &["REB", "IMG", "UAF"]) && !armed(who);
    for candidate in found.iter_mut() {
        let announcer = candidate.spot.framing.announcer.or(speaker);
        let Some(reading) = candidate.reading.as_mut() else { continue };
        let code = candidate.cell.as_ref().and_then(|cell| cell.code.as_deref());
        let force = matches!(code.and_then(|code| code.get(..2)), Some("18" | "19" | "20"));
        let asserted = candidate.cell.as_ref().is_some_and(|cell| cell.frame == "assert");
        if let Some(n) = announcer.filter(|_| force && asserted && !reading.pair)
            && reading.source.whos.is_empty()
            && parse.nps[n].preposition.is_none()
            && !reading.target.whos.is_empty()
            && reading.target.whos.iter().all(enemy)
            && !cast.whole[n].is_empty()
            && cast.whole[n].iter().all(armed)
        {
            reading.source = Roles { np: Some(n), whos: cast.whole[n].clone(), how: "who tells the deaths of his enemies" };
        }
    }
}

/// Takes away targets that the code does not have.
pub(super) fn untarget(pairs: &mut [Pair], parse: &Parse, reading: &Reading, code: &str, company: &[u16]) {
    // "Condemned the attack on the peacekeepers": whom a deed hit is not blamed for it.
    let deed = reading.concepts.iter().any(|&np| !parse.nps[np].events.is_empty() && reading.target.np != Some(np));
    let led = reading.target.np.is_some_and(|np| parse.nps[np].preposition.is_some());
    let hit = code.starts_with("11") && deed && led && reading.target.how == how::TOUCHED;
    // "Seized the crossing with Chile", "bombed the town with Chilean jets": who is beside is not hit.
    let force = matches!(code.get(..2), Some("18" | "19" | "20"));
    let beside = reading.target.np.is_some_and(|np| parse.nps[np].preposition.is_some_and(|p| company.contains(&p)));
    let hit = hit || force && beside && reading.target.how == how::TOUCHED;
    // A place is shelled or visited, never arrested or killed.
    let placeless = matches!(code.get(..2), Some("17" | "18" | "11" | "05" | "01"));
    for pair in pairs {
        pair.target = pair.target.take().filter(|side| !(hit || placeless && side.who.place));
    }
}

/// Whether a pair is worth a mention: a noun that only refers to an event needs both sides.
pub(super) fn keeps(pair: &Pair, reading: &Reading, framing: &Framing, code: &str, leads: bool) -> bool {
    let known = |side: &Option<crate::event::Side>| side.as_ref().is_some_and(|s| !s.who.code.is_empty());
    let (source, target) = (known(&pair.source), known(&pair.target));
    if !source && !target {
        return false;
    }
    // Media report; what they are said to do to others is reporting, unless they are done to.
    if pair.source.as_ref().is_some_and(|s| s.who.media) && code.starts_with("01") {
        return false;
    }
    if reading.nominal && !framing.carried {
        return source && target || framing.frames.is_empty() && (!framing.referred && (reading.filled > 1 || leads) || framing.introduced);
    }
    true
}

/// A noun that a sentence or headline begins with tells its event: «مقتل خمسة جنود في كمين», "Five killed".
pub(super) fn leads(parse: &Parse, trigger: Trigger) -> bool {
    match trigger {
        Trigger::Noun(n) => parse.nps[n].item <= 1 && parse.nps[n].preposition.is_none(),
        Trigger::Verb(_) => false,
    }
}

/// The same source, root and target in one sentence is one mention: the surest, then the more exact code, then the first.
pub(super) fn without_repeats(mentions: Vec<Mention>) -> Vec<Mention> {
    let code = |actor: &Option<crate::model::ActorRef>| actor.as_ref().map(|a| a.code.clone());
    let mut out: Vec<Mention> = Vec::new();
    for mention in mentions {
        // "demanded a meeting of the Council to discuss …": the same again without the one it is done to.
        let lacks = |less: &Mention, more: &Mention| {
            let (source, target) = (code(&less.source), code(&less.target));
            less.code.get(..2) == more.code.get(..2)
                && source.is_some() == more.source.is_some()
                && source == code(&more.source)
                && source.is_some()
                && target.is_none()
                && more.target.is_some()
        };
        if out.iter().any(|known| lacks(&mention, known)) {
            continue;
        }
        out.retain(|known| !lacks(known, &mention));
        let same = out.iter().position(|known| {
            let straight = code(&known.source) == code(&mention.source) && code(&known.target) == code(&mention.target);
            let mirrored = known.reciprocal
                && mention.reciprocal
                && code(&known.source) == code(&mention.target)
                && code(&known.target) == code(&mention.source);
            known.code.get(..2) == mention.code.get(..2) && (straight || mirrored)
        });
        match same {
            Some(i)
                if (mention.code.len(), mention.confidence) > (out[i].code.len(), out[i].confidence)
                    && mention.confidence >= out[i].confidence * 0.9 =>
            {
                out[i] = mention
            }
            Some(_) => {}
            None => out.push(mention),
        }
    }
    out
}
