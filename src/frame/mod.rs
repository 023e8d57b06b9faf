//! How an event is presented: planned, asked for, refused, denied… The walk from a trigger up through what governs it, and the table that
//! turns action × frame into a code.

mod asked;

use crate::codebook::{Action, Codebook, FrameId, Language, Operator, OperatorKind};
use crate::language::{Order, form};
use crate::model::{Arguments, Class, Control, Framing, Item, LightKind, Parse, Sense, Trigger, WordId, flag};

/// Longest chain of governors: "said it would ask X to stop sending".
const DEEPEST: usize = 5;

/// What governs the trigger: its auxiliaries, the words over its clause, the verbs above it. `words` gives a unit's first word and last.
///
/// What is only a purpose ("sent troops to fight") is supposed: said to be wanted, not to have happened.
pub fn framing(parse: &Parse, trigger: Trigger, language: &Language, words: &dyn Fn(usize) -> WordId) -> Framing {
    let mut out = governed(parse, trigger, language, words);
    // "Any attack on", «أي ضربات يشنها»: one that need not be, unless it is refused, asked for…
    let any = |n: usize| language.lists.any.contains(&words(parse.nps[n].units.start));
    let supposed = match trigger {
        Trigger::Verb(v) => parse.verb_arguments[v].objects.iter().copied().chain(parse.verb_arguments[v].subject).any(any),
        Trigger::Noun(n) => any(n),
    };
    if supposed && out.frames.is_empty() {
        out.frames.extend(language.suppose);
    }
    out
}

/// The frames that the words over a trigger put it under.
fn governed(parse: &Parse, trigger: Trigger, language: &Language, words: &dyn Fn(usize) -> WordId) -> Framing {
    let mut out = Framing::default();
    let vso = language.profile.order == Order::VerbFirst;
    let (mut arguments, item, mut depth) = match trigger {
        Trigger::Verb(v) => {
            own_frames(parse, v, &mut out);
            (&parse.verb_arguments[v], parse.predicates[v].item, 0)
        }
        Trigger::Noun(n) => {
            noun_operator(parse, n, language, &mut out);
            // «تم اعتقال ثلاثة صحفيين»: as good as a verb.
            out.carried = parse.noun_arguments[n].passive;
            (&parse.noun_arguments[n], parse.nps[n].item, 0)
        }
    };
    clause_words(parse, item, language, &mut out);
    let mut below = if let Trigger::Verb(v) = trigger { Some(v) } else { None };
    if let Trigger::Verb(v) = trigger
        && !vso
        && let Some((n, operator)) = asked::noun_before_that(parse, v, language)
    {
        // "Norway reiterated its demand that Chile release": who holds the demand makes it. What is only claimed, or asked by nobody, is not told.
        let operator = &language.operators[operator as usize];
        let holder = (0..parse.predicates.len()).find(|&w| parse.verb_arguments[w].objects.contains(&n));
        let framed = holder.is_some_and(|w| operator_of(parse, w, language, Control::EventObject, 0, vso).is_some());
        out.asker = holder.and_then(|w| parse.verb_arguments[w].subject).filter(|_| operator.asks && !framed);
        out.frames.insert(0, operator.frame);
        if framed || operator.asks && out.asker.is_none() {
            out.frames.clear();
            out.frames.extend(language.suppose);
        }
        return out;
    }
    if let Trigger::Noun(n) = trigger
        && let Some(asked) = asked::asked_for(parse, n, language)
    {
        let framed = arguments.governor.is_some_and(|(w, _)| asked::under_noun(parse, asked, w, language, &mut out));
        if !framed {
            out.frames.insert(0, language.operators[asked.1 as usize].frame);
            out.referred = true;
        }
        if framed || arguments.governor.is_some_and(|(w, _)| parse.verb_arguments[w].objects.contains(&asked.0)) {
            return out;
        }
    }
    let mut marker = marker_before(parse, trigger, words);
    // A verbal noun negated by itself: «عدم إرسال».
    if let Trigger::Noun(_) = trigger
        && let Some(before) = item.checked_sub(1)
        && let Item::Other(u, Class::Aux) = parse.items[before]
    {
        push_operators(parse, u, language, OperatorKind::Aux, &mut out);
    }
    while let Some((w, control)) = arguments.governor {
        depth += 1;
        if depth > DEEPEST {
            break;
        }
        let senses = parse.units[parse.predicates[w].unit].senses;
        let above = &parse.verb_arguments[w];
        if control == Control::Loose
            && let Some(v) = below
            && (parse.predicates[v].infinitive || parse.predicates[v].gerund)
        {
            let asked = asked::noun_over(parse, parse.predicates[v].item, language);
            if asked.is_some_and(|asked| asked::under_noun(parse, asked, w, language, &mut out)) {
                own_frames(parse, w, &mut out);
                clause_words(parse, parse.predicates[w].item, language, &mut out);
                break;
            }
            let averted = parse.predicates[v].gerund && trigger == Trigger::Verb(v) && language.lists.averting.contains(&marker);
            if let Some(frame) =
                language.suppose.filter(|_| asked.is_some() || averted || parse.predicates[v].infinitive && trigger == Trigger::Verb(v))
            {
                out.frames.insert(0, frame);
                break;
            }
        }
        below = Some(w);
        let event_noun = matches!(control, Control::EventObject | Control::EventSubject | Control::EventOblique)
            && depth == 1
            && matches!(trigger, Trigger::Noun(_));
        // "If they call the Turkish invasion of Syria an occupation": it is theirs to name, not to do, and it took place.
        let known = event_noun && !vso && matches!(trigger, Trigger::Noun(n) if is_known(parse, n, language, words));
        if let Some(light) =
            light_of(parse, w, senses, language, control).filter(|_| event_noun && !(known && control == Control::EventObject))
        {
            out.carried = true;
            match light {
                LightKind::Do if control != Control::EventSubject && !parse.verb_arguments[w].passive => out.subject = above.subject,
                LightKind::Do if control == Control::EventSubject && above.passive => out.subject = above.agent,
                LightKind::Undergo if control != Control::EventSubject => out.object = above.subject,
                _ => {}
            }
            out.used.push(w);
            own_frames(parse, w, &mut out);
            // "The attack did not cause any damage": it happened.
            if light == LightKind::Result && control == Control::EventSubject {
                out.frames.retain(|frame| Some(*frame) != language.negate);
            }
            clause_words(parse, parse.predicates[w].item, language, &mut out);
            marker = marker_before(parse, Trigger::Verb(w), words);
            arguments = above;
            continue;
        }
        match operator_of(parse, w, language, control, marker, vso).map(|o| &language.operators[o as usize]) {
            Some(operator) => {
                out.frames.insert(0, operator.frame);
                out.used.push(w);
                out.carried = true;
                match operator.kind {
                    OperatorKind::Object if above.passive && !vso => {
                        out.asker = above.agent;
                        out.subject = above.subject;
                        out.unasked = operator.asks && above.agent.is_none();
                    }
                    OperatorKind::Object => {
                        out.asker = above.subject;
                        out.subject = match control {
                            Control::Object(n) | Control::That(n) => Some(n),
                            _ => object_of(above, operator).or(out.subject),
                        };
                    }
                    OperatorKind::EventObject | OperatorKind::Subject if operator.asks => out.asker = above.subject.or(out.asker),
                    _ => out.subject = out.subject.or(above.subject),
                }
            }
            None => {
                // «أعلن الجيش مقتل», «أعلن عن مقتل», «أفاد بمقتل»: said to have happened. Who announces it may have done it, who reports it not.
                let led_by =
                    |list: &[u16]| matches!(trigger, Trigger::Noun(n) if parse.nps[n].preposition.is_some_and(|p| list.contains(&p)));
                let announced = control == Control::EventObject || led_by(&language.lists.announcing);
                let said = announced || led_by(&language.lists.reporting);
                if event_noun && vso && parse.predicates[w].saying && said {
                    if announced {
                        out.announcer = above.subject;
                    }
                    out.carried = true;
                    break;
                }
                out.referred = event_noun;
                let fresh = |n: usize| {
                    let first = &parse.units[parse.nps[n].units.start];
                    let head = &parse.units[parse.nps[n].head];
                    !language.lists.definite.contains(&words(parse.nps[n].units.start))
                        && first.class != Class::Possessive
                        && (head.flags & flag::DEFINITE == 0 || !vso)
                };
                // "A riot merely intensifies fears" tells of riots, not of one.
                let told =
                    parse.headline || parse.predicates[w].form & (form::PAST | form::PART) != 0 && parse.predicates[w].frames.is_empty();
                out.introduced = matches!(trigger, Trigger::Noun(n) if event_noun && told && control == Control::EventSubject && fresh(n));
                // "Could not be trusted to investigate".
                if matches!(control, Control::Subject | Control::Object(_)) {
                    own_frames(parse, w, &mut out);
                }
                // "If Washington imposes sanctions": the condition is over the verb's clause.
                if event_noun && !known {
                    clause_words(parse, parse.predicates[w].item, language, &mut out);
                }
                // What hangs loosely on another verb is not governed by it; frames of its own clause are its own.
                break;
            }
        }
        own_frames(parse, w, &mut out);
        clause_words(parse, parse.predicates[w].item, language, &mut out);
        marker = marker_before(parse, Trigger::Verb(w), words);
        arguments = above;
    }
    out
}

/// An event noun with the article and whose it is before it: one that is known to have happened.
fn is_known(parse: &Parse, n: usize, language: &Language, words: &dyn Fn(usize) -> WordId) -> bool {
    let np = &parse.nps[n];
    let before = &parse.units[np.units.start..np.head];
    language.lists.definite.contains(&words(np.units.start))
        && before.iter().any(|u| u.senses.iter().any(|s| matches!(s, Sense::Actor { .. })))
}

/// Frames of a predicate's auxiliaries go outside what is there.
fn own_frames(parse: &Parse, v: usize, out: &mut Framing) {
    for &frame in parse.predicates[v].frames.iter().rev() {
        if out.frames.first() != Some(&frame) {
            out.frames.insert(0, frame);
        }
    }
}

fn push_operators(parse: &Parse, unit: usize, language: &Language, kind: OperatorKind, out: &mut Framing) {
    for sense in parse.units[unit].senses {
        if let Sense::Operator { operator, .. } = *sense
            && language.operators[operator as usize].kind == kind
        {
            out.frames.insert(0, language.operators[operator as usize].frame);
            return;
        }
    }
}

/// Words that put their clause into a frame: "if", "whether", إذا.
fn clause_words(parse: &Parse, item: usize, language: &Language, out: &mut Framing) {
    for i in (0..item).rev().take(14) {
        match parse.items[i] {
            Item::Other(u, class) => {
                let word = parse.units[u].senses.iter().find_map(|s| match *s {
                    Sense::Operator { operator, .. } if language.operators[operator as usize].kind == OperatorKind::Word => {
                        Some(language.operators[operator as usize].frame)
                    }
                    _ => None,
                });
                if let Some(frame) = word {
                    if !out.frames.contains(&frame) {
                        out.frames.insert(0, frame);
                    }
                    return;
                }
                if matches!(class, Class::Stop | Class::But | Class::Comma | Class::Subordinator | Class::Relative | Class::That) {
                    return;
                }
            }
            Item::Verb(v) if !parse.predicates[v].infinitive => return,
            _ => {}
        }
    }
}

/// "threat of sanctions", "plan to withdraw": the noun before "of".
fn noun_operator(parse: &Parse, n: usize, language: &Language, out: &mut Framing) {
    let Some(owner) = (0..n).rev().find(|&m| parse.nps[m].of == Some(n) || parse.nps[n].genitive_of == Some(m)) else { return };
    for unit in &parse.units[parse.nps[owner].units.clone()] {
        for sense in unit.senses {
            if let Sense::Operator { operator, .. } = *sense
                && language.operators[operator as usize].kind == OperatorKind::Noun
            {
                out.frames.insert(0, language.operators[operator as usize].frame);
                return;
            }
        }
    }
}

fn light_of(parse: &Parse, w: usize, senses: &[Sense], language: &Language, control: Control) -> Option<LightKind> {
    let light = |sense: &Sense| if let Sense::Light { kind, .. } = *sense { Some(kind) } else { None };
    // «تعرض ل», «قام ب»: light verbs whose preposition stands apart.
    let apart = |&phrase: &u32| light(&language.lexicon.apart[phrase as usize].sense);
    // Without its preposition in the phrase a light verb carries its object or subject only: "came under" takes the preposition with it.
    let plain = senses.iter().find_map(light).filter(|_| control != Control::EventOblique);
    plain.or_else(|| parse.predicates[w].phrases.iter().find_map(apart))
}

/// The word right before the trigger that may mark its governor: "to", "of", ب; 0 where there is none.
fn marker_before(parse: &Parse, trigger: Trigger, words: &dyn Fn(usize) -> WordId) -> WordId {
    let unit = match trigger {
        Trigger::Verb(v) => {
            let predicate = &parse.predicates[v];
            if let Some(to) = (predicate.group..predicate.unit).find(|&u| predicate.infinitive && parse.units[u].class == Class::To) {
                return words(to);
            }
            // "To send troops and impose sanctions": the first one's holds for both.
            if let Some(first) =
                v.checked_sub(1).filter(|&w| predicate.infinitive && parse.predicates[w].infinitive && predicate.group == predicate.unit)
            {
                return marker_before(parse, Trigger::Verb(first), words);
            }
            predicate.group.checked_sub(1)
        }
        Trigger::Noun(n) => parse.nps[parse.nps[n].carried_by.unwrap_or(n)].units.start.checked_sub(1),
    };
    match unit {
        Some(u) if matches!(parse.units[u].class, Class::Preposition(_) | Class::Of(_) | Class::Agent(_) | Class::To | Class::That) => {
            words(u)
        }
        _ => 0,
    }
}

fn object_of(above: &Arguments, operator: &Operator) -> Option<usize> {
    match operator.object_preposition {
        Some(p) => above.obliques.iter().find(|(q, _)| *q == p).map(|&(_, n)| n),
        None => above.objects.first().copied(),
    }
}

/// The predicate that governs the clause of verb `v` as an operator of a frame, how, and the operator's number.
pub fn operator_over(parse: &Parse, v: usize, language: &Language, words: &dyn Fn(usize) -> WordId) -> Option<(usize, Control, u32)> {
    let vso = language.profile.order == Order::VerbFirst;
    let (w, control) = parse.verb_arguments[v].governor?;
    let marker = marker_before(parse, Trigger::Verb(v), words);
    operator_of(parse, w, language, control, marker, vso).map(|operator| (w, control, operator))
}

fn operator_of(parse: &Parse, w: usize, language: &Language, control: Control, marker: WordId, vso: bool) -> Option<u32> {
    let predicate = &parse.predicates[w];
    let senses = parse.units[predicate.unit].senses;
    let mut best: Option<u32> = None;
    let lexicon = &language.lexicon;
    let operators = senses.iter().filter_map(|s| match *s {
        Sense::Operator { operator, .. } => Some(operator),
        Sense::Apart { apart, .. } if predicate.phrases.contains(&apart) => match lexicon.apart[apart as usize].sense {
            Sense::Operator { operator, .. } => Some(operator),
            _ => None,
        },
        _ => None,
    });
    for number in operators {
        let operator = &language.operators[number as usize];
        let kind = match control {
            // "was urged to release": the one asked is the subject.
            Control::Subject => {
                let passive = parse.verb_arguments[w].passive;
                matches!(operator.kind, OperatorKind::Subject) && (vso || !passive || !operator.asks)
                    || (vso || passive) && operator.kind == OperatorKind::Object
            }
            Control::Object(_) | Control::That(_) => operator.kind == OperatorKind::Object,
            Control::EventObject | Control::EventOblique => {
                matches!(operator.kind, OperatorKind::EventObject)
                    || vso && matches!(operator.kind, OperatorKind::Subject | OperatorKind::Object)
                    || operator.kind == OperatorKind::Object && operator.marker.is_some()
            }
            Control::EventSubject | Control::Loose => false,
        };
        // In Arabic أن may stand for the marker, and a marker for nothing.
        let fits = if matches!(control, Control::That(_)) {
            operator.marker == language.that
        } else {
            operator.marker.is_none_or(|m| m == marker)
        } || vso && control == Control::Subject;
        let unmarked = operator.marker.is_none() && marker != 0 && control == Control::EventOblique;
        if kind
            && fits
            && !unmarked
            && best.is_none_or(|known| language.operators[known as usize].marker.is_none() && operator.marker.is_some())
        {
            best = Some(number);
        }
    }
    best
}

/// What a frame means for an action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// CAMEO code; None is "no event".
    pub code: Option<String>,
    /// The frame as the table names it: "assert", "threaten stop".
    pub frame: String,
}

/// The cell of an action for a list of frames, outermost first. Two frames are looked up together, then the outermost alone; a planned "not"
/// is a refusal, and nothing negated or supposed is an event unless a cell says so.
pub fn cell(action: &Action, frames: &[FrameId], codebook: &Codebook) -> Cell {
    let name = |f: FrameId| codebook.frames[f as usize].as_str();
    let mut names: Vec<&str> = Vec::new();
    for &frame in frames {
        if names.last() != Some(&name(frame)) {
            names.push(name(frame));
        }
    }
    let has = |n: &str| names.contains(&n);
    if has("suppose") && !matches!(names.first(), Some(&"request" | &"demand" | &"threaten" | &"accuse")) {
        return look_up(action, "suppose");
    }
    if let Some(at) = names.iter().position(|n| *n == "negate") {
        let rest: Vec<&str> = names.iter().copied().filter(|n| *n != "negate").collect();
        let joined = match rest.as_slice() {
            [] => "negate".to_string(),
            ["intend"] if at > 0 => "refuse".to_string(),
            ["request"] if at > 0 => "request stop".to_string(),
            ["demand"] if at > 0 => "demand stop".to_string(),
            ["refuse" | "deny" | "stop"] => return look_up(action, "negate"),
            _ => return look_up(action, "negate"),
        };
        return look_up(action, &joined);
    }
    match names.as_slice() {
        [] => look_up(action, "assert"),
        [one] => look_up(action, one),
        all => {
            let pair = format!("{} {}", all[0], all[1]);
            if action.cells.contains_key(&pair) {
                return look_up(action, &pair);
            }
            // "plans to ask", "agreed to stop": the inner frame with the outer one's meaning where no pair is written.
            match (all[0], all[1]) {
                (_, "deny" | "suppose") => look_up(action, "suppose"),
                ("intend", "request" | "demand" | "refuse" | "threaten" | "accuse") => look_up(action, all[1]),
                ("request" | "demand", "stop") | ("threaten", _) | (_, "assert") => look_up(action, all[0]),
                ("intend", "stop") => look_up(action, "stop"),
                _ => look_up(action, all[0]),
            }
        }
    }
}

fn look_up(action: &Action, frame: &str) -> Cell {
    let known = action.cells.get(frame);
    // A pair nobody wrote: nothing is better than a wrong code.
    Cell { code: known.cloned().flatten(), frame: frame.to_string() }
}
