//! Operators that tell an event by themselves: "agreed to overhaul the judiciary", "demanded that Libya return the helicopter". The inner
//! clause is in no action of the codebook, or has no actors for one; that somebody agreed, asked, demanded, refused or threatened remains,
//! and the cells of the `default` action code it.

use crate::codebook::{Codebook, FrameId, Language, OperatorKind};
use crate::event::{Cast, Roles};
use crate::frame::{self, Cell};
use crate::model::{Class, Control, Item, Parse, Sense, Token, Trigger, Whos};

use super::candidates::{Candidate, Outcome};

/// An event that an operator tells.
pub(super) struct Generic {
    /// The operator's predicate.
    pub(super) trigger: Trigger,
    /// Which operator.
    pub(super) operator: u32,
    /// Who agrees, asks, refuses.
    pub(super) source: Roles,
    /// Whom it concerns.
    pub(super) target: Roles,
    /// What it is coded as.
    pub(super) cell: Cell,
}

/// The operators of a sentence that frame nothing coded. `speaker` is who is quoted: "X must …" is his demand.
pub(super) fn generics(
    parse: &Parse,
    language: &Language,
    codebook: &Codebook,
    cast: &Cast,
    tokens: &[Token],
    found: &[Candidate],
    speaker: Option<usize>,
) -> Vec<Generic> {
    let words = |unit: usize| tokens[parse.units[unit].first].word;
    // Most sentences have no operator at all.
    let is_operator = |sense: &Sense| matches!(sense, Sense::Operator { .. } | Sense::Apart { .. });
    if !parse.units.iter().any(|unit| unit.senses.iter().any(is_operator)) {
        return Vec::new();
    }
    let tells = |c: &&Candidate| c.outcome == Outcome::Tells;
    let taken = |w: usize| found.iter().filter(tells).any(|c| c.spot.framing.used.contains(&w) || c.spot.trigger == Trigger::Verb(w));
    let Some(default) = codebook.default_action.map(|number| &codebook.actions[number as usize]) else { return Vec::new() };
    let mut governs = vec![false; parse.predicates.len()];
    for (above, _) in parse.verb_arguments.iter().filter_map(|arguments| arguments.governor) {
        governs[above] = true;
    }
    let mut out: Vec<Generic> = Vec::new();
    // "refused to allow U.N. planes to land": its verb is not known as one, or is not there; the marker is.
    for (w, governs) in governs.into_iter().enumerate() {
        let above = &parse.verb_arguments[w];
        let Some(&n) = above.objects.first().filter(|_| !governs && !above.passive && !taken(w)) else { continue };
        let next = match parse.items.get(parse.nps[n].item + 1) {
            Some(&Item::Other(u, Class::Preposition(_) | Class::To | Class::Of(_))) => words(u),
            _ => continue,
        };
        let fits = |o: &&u32| {
            let operator = &language.operators[**o as usize];
            operator.kind == OperatorKind::Object && operator.marker == Some(next) && operator.object_preposition.is_none()
        };
        let operators = parse.units[parse.predicates[w].unit].senses.iter().filter_map(|s| match s {
            Sense::Operator { operator, .. } => Some(operator),
            _ => None,
        });
        let Some(&operator) = operators.into_iter().find(|o| fits(o)) else { continue };
        let framing = frame::framing(parse, Trigger::Verb(w), language, &words);
        let frames: Vec<FrameId> = framing.frames.iter().copied().chain([language.operators[operator as usize].frame]).collect();
        let Some(cell) = cell(default, &frames, codebook) else { continue };
        let source = whole(cast, framing.asker.or(framing.subject).or(above.subject), "subject of the operator");
        let target = held(parse, cast, n, "who is to do it", &source.whos);
        push(&mut out, Generic { trigger: Trigger::Verb(w), operator, source, target, cell }, language);
    }
    for v in 0..parse.predicates.len() {
        let asked = asks_of(parse, v, language, codebook);
        let (w, control, operator) = match frame::operator_over(parse, v, language, &words) {
            Some(found) => found,
            // "Libya must hand over the suspects", said the minister.
            None => match (asked, speaker, parse.verb_arguments[v].subject) {
                (Some(operator), Some(s), Some(n)) if s != n && !taken(v) => {
                    let source = whole(cast, Some(s), "who says so");
                    let target = whole(cast, Some(n), "who is to do it");
                    if let Some(cell) = cell(default, &[language.operators[operator as usize].frame], codebook) {
                        push(&mut out, Generic { trigger: Trigger::Verb(v), operator, source, target, cell }, language);
                    }
                    continue;
                }
                _ => continue,
            },
        };
        let rule = &language.operators[operator as usize];
        if taken(w) || taken(v) || out.iter().any(|g| g.trigger == Trigger::Verb(w)) {
            continue;
        }
        let framing = frame::framing(parse, Trigger::Verb(w), language, &words);
        let mut frames = framing.frames.to_vec();
        frames.push(rule.frame);
        // "did not agree to": the inner clause's own negation counts as well.
        frames.extend(parse.predicates[v].frames.iter().copied());
        let Some(cell) = cell(default, &frames, codebook) else { continue };
        let above = &parse.verb_arguments[w];
        let subject = framing.subject.or(above.subject).filter(|_| !above.passive);
        let by = above.agent.filter(|_| above.passive);
        let source = whole(cast, framing.asker.or(subject).or(by), "subject of the operator");
        let target = match (rule.kind, control) {
            (OperatorKind::Object, Control::Object(n) | Control::That(n)) => held(parse, cast, n, "who is to do it", &source.whos),
            // "was asked to".
            (OperatorKind::Object, _) if above.passive => {
                above.subject.map(|n| whole(cast, Some(n), "who is to do it")).unwrap_or_default()
            }
            _ => concerned(parse, cast, v, &source.whos),
        };
        push(&mut out, Generic { trigger: Trigger::Verb(w), operator, source, target, cell }, language);
    }
    out
}

/// Keeps what has both sides, by different actors.
fn push(out: &mut Vec<Generic>, generic: Generic, language: &Language) {
    let differ = generic.source.whos.iter().all(|s| generic.target.whos.iter().all(|t| s.code != t.code));
    let doer = generic.source.whos.iter().any(|w| !w.place && !w.media);
    let silent = language.operators[generic.operator as usize].silent;
    if !silent && doer && differ && !generic.target.whos.is_empty() {
        out.push(generic);
    }
}

fn cell(default: &crate::codebook::Action, frames: &[FrameId], codebook: &Codebook) -> Option<Cell> {
    let cell = frame::cell(default, frames, codebook);
    cell.code.is_some().then_some(cell)
}

/// The operator among a verb's auxiliaries that asks for what the verb says: "must", "should".
fn asks_of(parse: &Parse, v: usize, language: &Language, codebook: &Codebook) -> Option<u32> {
    let predicate = &parse.predicates[v];
    let asks = |f: FrameId| matches!(codebook.frames[f as usize].as_str(), "demand" | "request");
    // With another frame around it ("must not", "would have to") it is no plain demand.
    if !matches!(predicate.frames[..], [f] if asks(f)) {
        return None;
    }
    (predicate.group..predicate.unit).filter(|&u| parse.units[u].class == Class::Aux).find_map(|u| {
        parse.units[u].senses.iter().find_map(|sense| match *sense {
            Sense::Operator { operator, .. } if asks(language.operators[operator as usize].frame) => Some(operator),
            _ => None,
        })
    })
}

fn whole(cast: &Cast, np: Option<usize>, how: &'static str) -> Roles {
    np.map(|n| Roles { np: Some(n), whos: cast.whole[n].clone(), how }).unwrap_or_default()
}

/// The actor a noun phrase names, holds or belongs to, other than `source`.
fn held(parse: &Parse, cast: &Cast, n: usize, how: &'static str, source: &Whos) -> Roles {
    let other = |whos: &Whos| !whos.is_empty() && whos.iter().all(|w| source.iter().all(|s| s.code != w.code));
    let of = parse.nps[n].of.map(|m| &cast.whole[m]);
    [Some(&cast.whole[n]), Some(&cast.inner[n]), of]
        .into_iter()
        .flatten()
        .find(|whos| other(whos))
        .map(|whos| Roles { np: Some(n), whos: whos.clone(), how })
        .unwrap_or_default()
}

/// Whom the inner clause of verb `v` concerns: the first of its objects and prepositional parts that names an actor, then those of the
/// clauses inside it ("to send material to help defend …").
fn concerned(parse: &Parse, cast: &Cast, v: usize, source: &Whos) -> Roles {
    const DEEPEST: usize = 3;
    let mut at = v;
    for _ in 0..DEEPEST {
        let arguments = &parse.verb_arguments[at];
        let nps = arguments.objects.iter().copied().chain(arguments.obliques.iter().map(|&(_, n)| n));
        let found = nps.map(|n| held(parse, cast, n, "whom it concerns", source)).find(|roles| !roles.whos.is_empty());
        if let Some(found) = found {
            return found;
        }
        let inner = (at + 1..parse.predicates.len()).find(|&w| parse.verb_arguments[w].governor.is_some_and(|(above, _)| above == at));
        let Some(inner) = inner else { break };
        at = inner;
    }
    Roles::default()
}
