//! A reading becomes mentions: pairs of actors, the code its frame gives, how sure.

use smallvec::SmallVec;

use super::{Cast, Reading, Roles};
use crate::codebook::{Action, Pattern};
use crate::model::{ActorCode, ActorRef, Framing, Parse, Parts, Span, Token, Trigger, Who, how};

/// Confidence of a side that nobody fills.
const NO_SOURCE: f32 = 0.8;
const NO_TARGET: f32 = 0.88;
/// Most pairs one trigger may make: a list of ten against a list of ten is a roll-call, not a hundred events.
const MOST_PAIRS: usize = 4;

/// One side of a pair.
#[derive(Clone, Debug, PartialEq)]
pub struct Side {
    /// Who.
    pub who: Who,
    /// The words: bytes of the text.
    pub span: Span,
}

/// A source, a target and how sure the pair is.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    /// Who does it.
    pub source: Option<Side>,
    /// To whom.
    pub target: Option<Side>,
    /// 0 to 1.
    pub confidence: f32,
}

impl Side {
    /// As the mention keeps it; None for a person or thing without any code.
    pub fn actor(&self) -> Option<ActorRef> {
        (!self.who.code.is_empty()).then(|| ActorRef { code: self.who.code.clone(), name: self.who.name.clone(), span: self.span })
    }
}

/// What of the sentence the pairs need.
pub struct Scene<'a> {
    /// The sentence.
    pub parse: &'a Parse<'a>,
    /// Tokens of the article.
    pub tokens: &'a [Token],
    /// Who its noun phrases name.
    pub cast: &'a Cast,
}

impl Scene<'_> {
    fn sides(&self, roles: &Roles) -> SmallVec<[Side; 2]> {
        roles.whos.iter().map(|who| Side { who: who.clone(), span: self.span(who) }).collect()
    }

    fn span(&self, who: &Who) -> Span {
        let units = &self.parse.units;
        let first = self.tokens[units[who.units.0].first].span;
        first.join(self.tokens[units[who.units.1.max(who.units.0 + 1) - 1].last - 1].span)
    }

    /// The actors of a noun phrase.
    fn whole(&self, np: Option<usize>) -> SmallVec<[Side; 2]> {
        np.map(|n| self.sides(&Roles { np: Some(n), whos: self.cast.whole[n].clone(), how: "" })).unwrap_or_default()
    }
}

/// The pairs of actors of a reading, at most four, and whether there are more. Where a frame has an asker he is the source, and who is asked the target.
pub fn pairs(scene: &Scene, reading: &Reading, framing: &Framing, action: &Action, pattern: &Pattern) -> (Vec<Pair>, bool) {
    let mut sources = scene.sides(&reading.source);
    let mut targets = scene.sides(&reading.target);
    let base = base_confidence(reading, framing, pattern);
    if framing.asker.is_some() {
        let inner = if sources.is_empty() { std::mem::take(&mut targets) } else { sources };
        let askers = scene.whole(framing.asker);
        // "Called for an end to the attacks on Gaza": the one asked is not named, the one concerned is.
        let same = |a: &Side, b: &Side| a.who.code == b.who.code;
        targets = inner.into_iter().filter(|side| !askers.iter().any(|asker| same(asker, side))).collect::<SmallVec<[Side; 2]>>();
        if targets.is_empty() {
            targets = scene.sides(&reading.target).into_iter().filter(|side| !askers.iter().any(|asker| same(asker, side))).collect();
        }
        sources = askers;
        if sources.is_empty() {
            return (Vec::new(), false);
        }
    } else if framing.unasked {
        targets = std::mem::take(&mut sources);
    } else if reading.pair {
        return list_pairs(&sources, base);
    }
    if sources.is_empty()
        && let (Some(role), None) = (&action.default_source, reading.source.np.filter(|_| !reading.nominal))
    {
        // "Protests broke out": who protests is known though not named.
        let who = Who {
            code: ActorCode { roles: Parts::from_iter([role.clone()]), ..ActorCode::default() },
            name: None,
            units: (0, 0),
            weight: 0.85,
            person: false,
            media: false,
            place: false,
        };
        let unit = match reading.trigger {
            Trigger::Verb(v) => scene.parse.predicates[v].unit,
            Trigger::Noun(n) => scene.parse.nps[n].head,
        };
        let span = scene.tokens[scene.parse.units[unit].first].span;
        sources.push(Side { who, span });
    }
    crossed(&sources, &targets, base)
}

/// The pairs of two sides as they stand, at most four, and whether there are more.
pub fn plain_pairs(scene: &Scene, source: &Roles, target: &Roles, base: f32) -> (Vec<Pair>, bool) {
    crossed(&scene.sides(source), &scene.sides(target), base)
}

fn crossed(sources: &[Side], targets: &[Side], base: f32) -> (Vec<Pair>, bool) {
    let mut out = Vec::new();
    // An event nobody is said to have done is oftener a misreading than one done to nobody.
    let one = |side: Option<&Side>, missing: f32| side.map_or(missing, |s| s.who.weight);
    if sources.is_empty() && targets.is_empty() {
        return (out, false);
    }
    // An empty side pairs the others with nobody.
    for s in or_nobody(sources) {
        for t in or_nobody(targets) {
            // "Iraq imposed a curfew in Baghdad": at home a place is nobody else.
            let t = t.filter(|t| !(t.who.place && s.is_some_and(|s| s.who.code == t.who.code)));
            if matches!((s, t), (Some(s), Some(t)) if s.who.same(&t.who)) {
                continue;
            }
            if out.len() == MOST_PAIRS {
                return (out, true);
            }
            out.push(Pair { source: s.cloned(), target: t.cloned(), confidence: base * one(s, NO_SOURCE) * one(t, NO_TARGET) });
        }
    }
    (out, false)
}

fn or_nobody(sides: &[Side]) -> impl Iterator<Item = Option<&Side>> {
    sides.iter().map(Some).chain(sides.is_empty().then_some(None))
}

/// Every two members of a list that act on each other, in the order of the text, and whether there are more than are paired.
fn list_pairs(members: &[Side], base: f32) -> (Vec<Pair>, bool) {
    let mut out = Vec::new();
    for (i, a) in members.iter().enumerate() {
        for b in members[i + 1..].iter().filter(|b| a.who.code != b.who.code) {
            if out.len() == MOST_PAIRS {
                return (out, true);
            }
            out.push(Pair { source: Some(a.clone()), target: Some(b.clone()), confidence: base * a.who.weight * b.who.weight });
        }
    }
    (out, false)
}

/// How sure a reading is before its actors are looked at: verbs before nouns, carried nouns before bare ones, plain statements before chains of frames.
fn base_confidence(reading: &Reading, framing: &Framing, pattern: &Pattern) -> f32 {
    let places = pattern.objects.len() + pattern.obliques.len() + usize::from(pattern.subject.is_some());
    let mut sure: f32 = match (reading.nominal, framing.carried) {
        (false, _) => 0.9,
        (true, true) => 0.85,
        (true, false) => 0.8,
    };
    if reading.nominal && !framing.carried {
        sure *= 0.8;
    }
    // A noun that is only referred to; with everything around it said («قمع إيران للمتظاهرين») it tells as much as a verb.
    let complete = reading.filled >= places && reading.source.np.is_some() && reading.target.np.is_some();
    if framing.referred && !framing.introduced {
        sure *= if complete { 0.95 } else { 0.7 };
    }
    if framing.frames.len() > 1 && framing.requester.is_none() {
        sure *= 0.85;
    }
    if reading.filled < places {
        sure *= 0.85;
    }
    if !reading.concepts.is_empty() {
        sure = (sure * 1.05).min(1.0);
    }
    sure *= match reading.source.how {
        how::SHARED | how::SHARED_OVER_COMMA | how::RELATIVE => 0.75,
        how::INSIDE if !framing.carried && !complete => 0.8,
        _ => 1.0,
    };
    sure
}
