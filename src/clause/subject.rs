//! Who does it: the walk from a verb to its subject, and to the predicate that governs it where it has none of its own.

mod verb_first;

use super::REACH;
use crate::codebook::Language;
use crate::language::{Order, form};
use crate::model::{Arguments, Class, Control, Item, NameKind, Parse, Sense, how};

/// Finds the subject of predicate `v` and its governor.
pub(super) fn subject_of(parse: &Parse, v: usize, language: &Language, out: &mut Arguments) {
    if language.profile.order == Order::VerbFirst {
        verb_first::subject(parse, v, out);
    } else {
        subject_first(parse, v, language, out);
    }
}

/// The subject of a predicate further left, whose slots are filled by now.
fn subject_of_earlier(parse: &Parse, w: usize) -> Option<usize> {
    parse.verb_arguments.get(w).and_then(|arguments| arguments.subject)
}

/// The first noun phrase after a verb that no preposition introduces.
fn object_right(parse: &Parse, v: usize, before: usize) -> Option<usize> {
    parse.items[parse.predicates[v].item + 1..before].iter().find_map(|item| match item {
        Item::Np(n) if parse.nps[*n].preposition.is_none() && !parse.nps[*n].in_list => Some(*n),
        _ => None,
    })
}

fn subject_first(parse: &Parse, v: usize, language: &Language, out: &mut Arguments) {
    let predicate = &parse.predicates[v];
    let Some(mut i) = predicate.item.checked_sub(1) else { return };
    let floor = i.saturating_sub(REACH);
    if predicate.infinitive || predicate.gerund {
        return non_finite(parse, v, language, out);
    }
    let mut adjacent = true;
    loop {
        match parse.items[i] {
            Item::Np(n) => {
                let np = &parse.nps[n];
                if np.preposition.is_some() || np.in_list {
                    // Over a prepositional part, or to the first of a list.
                    if np.in_list
                        && let Some(first) = (0..n).rev().find(|&f| parse.nps[f].list.contains(&n))
                    {
                        if parse.nps[first].preposition.is_none() {
                            out.subject = Some(first);
                            out.note = "before the verb";
                            return;
                        }
                        i = parse.nps[first].item;
                    }
                    adjacent = false;
                } else {
                    // An apposition's head is the phrase it explains.
                    let main = (0..n).rev().find(|&m| parse.nps[m].apposition == Some(n)).unwrap_or(n);
                    out.subject = Some(main);
                    out.note = "before the verb";
                    // "the sanctions that Washington imposed": the relative clause wants its object.
                    if let Some(relative) = np.item.checked_sub(1)
                        && matches!(parse.items[relative], Item::Other(_, Class::Relative))
                        && out.objects.is_empty()
                        && !out.passive
                    {
                        let before = parse.items[..relative].iter().rev().find(|x| !matches!(x, Item::Other(_, Class::Comma)));
                        out.objects.extend(before.and_then(|x| if let Item::Np(m) = x { Some(*m) } else { None }));
                    }
                    return;
                }
            }
            Item::Other(_, class) => match class {
                Class::Adverb
                | Class::Date
                | Class::Quote
                | Class::Preposition(_)
                | Class::Agent(_)
                | Class::Of(_)
                | Class::Be
                | Class::Have
                | Class::Do
                | Class::Modal
                | Class::Aux => {}
                Class::Relative => {
                    out.subject = parse.items[..i].iter().rev().find_map(|item| match item {
                        Item::Np(n) => Some(*n),
                        _ => None,
                    });
                    out.note = how::RELATIVE;
                    return;
                }
                Class::And | Class::Or | Class::But if adjacent => return shared(parse, v, i, out, how::SHARED),
                Class::Comma => match before_parenthesis(parse, i) {
                    Some(before) => {
                        i = before + 1;
                        adjacent = false;
                    }
                    None => return shared(parse, v, i, out, how::SHARED_OVER_COMMA),
                },
                Class::And | Class::Or | Class::But if !adjacent => return,
                Class::To => {}
                _ => return,
            },
            Item::Verb(w) => {
                let before = &parse.predicates[w];
                if adjacent && !before.gerund {
                    out.subject = subject_of_earlier(parse, w);
                    out.note = how::SHARED;
                }
                // A participle on the subject: "troops deployed in Mali attacked".
                if !adjacent && before.form & form::PART != 0 && before.group == before.unit {
                    i = before.item;
                    if i > floor && i > 0 {
                        i -= 1;
                        continue;
                    }
                }
                return;
            }
        }
        if i == floor || i == 0 {
            return;
        }
        i -= 1;
    }
}

/// The item before the comma that opens the parenthesis this comma closes, if what stands between is no clause of its own.
fn before_parenthesis(parse: &Parse, close: usize) -> Option<usize> {
    let open = (close.saturating_sub(24)..close).rev().find(|&k| matches!(parse.items[k], Item::Other(_, Class::Comma)))?;
    let inside = &parse.items[open + 1..close];
    let relative = matches!(inside.first(), Some(Item::Other(_, Class::Relative | Class::Subordinator)));
    let verb = inside.iter().any(|item| matches!(item, Item::Verb(w) if !(parse.predicates[*w].gerund || parse.predicates[*w].form & form::PART != 0 && parse.predicates[*w].group == parse.predicates[*w].unit)));
    if verb && !relative {
        return None;
    }
    let before = open.checked_sub(1)?;
    matches!(parse.items[before], Item::Np(_)).then_some(before)
}

fn shared(parse: &Parse, v: usize, before: usize, out: &mut Arguments, note: &'static str) {
    let found = (0..v).rev().find(|&w| parse.predicates[w].item < before && !parse.predicates[w].infinitive && !parse.predicates[w].gerund);
    if let Some(w) = found {
        // "said … and attacked": a verb inside a quotation or after "that" shares with its own clause; the nearest finite verb is it.
        out.subject = subject_of_earlier(parse, w);
        out.note = note;
    }
}

/// "to send", "sending": governed by the verb or noun before.
fn non_finite(parse: &Parse, v: usize, language: &Language, out: &mut Arguments) {
    let item = parse.predicates[v].item;
    let mut preposition = false;
    let predicate_gerund = parse.predicates[v].gerund;
    let mut blaming: Option<u16> = None;
    let mut i = item;
    // "suspending the constitution and arresting opponents": what holds of the first holds of the second.
    if let Some(w) = v.checked_sub(1)
        && (parse.predicates[w].gerund && predicate_gerund || parse.predicates[w].infinitive && parse.predicates[v].infinitive)
        && matches!(parse.items[..item].last(), Some(Item::Other(_, Class::And | Class::Or | Class::Comma)))
        && let Some(first) = parse.verb_arguments.get(w)
    {
        (out.subject, out.governor, out.note) = (first.subject, first.governor, how::SHARED);
        return;
    }
    while i > 0 && item - i < REACH {
        i -= 1;
        match parse.items[i] {
            Item::Verb(w) => {
                let object = object_right(parse, w, item);
                // "called for Chile to release": the one called on stands after the preposition.
                let led = led_object(parse, w, item, language);
                let object = led.or(object);
                let directive = led.is_some() || object.is_some() && has_operator(parse, w, language, true);
                // "chided the U.S. for backing rebels": after for, of, over the object does it.
                let blamed = predicate_gerund && blaming.is_some_and(|p| language.lists.blaming.contains(&p));
                out.governor = Some((
                    w,
                    match object {
                        Some(n) if directive => Control::Object(n),
                        // "rejected a request to free", "promised aid to rebuild": the infinitive goes with the object.
                        Some(_) => Control::Loose,
                        None if preposition && !has_operator(parse, w, language, false) => Control::Loose,
                        _ => Control::Subject,
                    },
                ));
                out.subject = match (object, directive) {
                    (Some(n), true) => Some(n),
                    (Some(n), _) if blamed => Some(n),
                    _ => subject_of_earlier(parse, w),
                };
                out.note = "taken from the verb that governs it";
                return;
            }
            Item::Np(n) => {
                // "troops patrolling the border": a gerund right after its noun; "Iran to cut": a headline.
                let np = &parse.nps[n];
                let adjacent = parse.items[i + 1..item].iter().all(|x| matches!(x, Item::Other(_, Class::Adverb | Class::Date)));
                // People so after a verb or a preposition too ("a video of a man threatening"); but who "released a statement blasting" blasts.
                if adjacent && parse.predicates[v].gerund && np.events.is_empty() && i + 1 == item {
                    let after_verb = i > 0 && matches!(parse.items[i - 1], Item::Verb(_));
                    let person = parse.units[np.head]
                        .senses
                        .iter()
                        .any(|s| matches!(s, Sense::Role { .. } | Sense::Actor { kind: NameKind::Demonym, .. }));
                    if np.preposition.is_none() && !after_verb || person {
                        out.subject = Some(n);
                        out.note = "the noun before the participle";
                        return;
                    }
                }
                if adjacent && parse.predicates[v].infinitive && np.singled {
                    out.subject = Some(n);
                    out.note = "the one who did it first";
                    return;
                }
                if adjacent
                    && parse.predicates[v].infinitive
                    && parse.items[..i].iter().all(|x| !matches!(x, Item::Verb(_)))
                    && np.preposition.is_none()
                {
                    out.subject = Some(n);
                    out.note = "before the infinitive of a headline";
                    return;
                }
            }
            Item::Other(_, Class::Preposition(p) | Class::Agent(p) | Class::Of(p)) if i + 1 == item => {
                preposition = true;
                blaming = Some(p);
            }
            Item::Other(_, Class::Stop) => return,
            Item::Other(..) => {}
        }
    }
    // "After meeting X, Y said": the subject of the clause that follows.
    out.subject = parse.items[item + 1..].iter().skip_while(|x| !matches!(x, Item::Other(_, Class::Comma))).find_map(|x| match x {
        Item::Np(n) if parse.nps[*n].preposition.is_none() => Some(*n),
        _ => None,
    });
    out.note = "the subject of the main clause";
}

/// The phrase right before item `item` that the preposition of an operator over it leads: "called for Chile to".
fn led_object(parse: &Parse, w: usize, item: usize, language: &Language) -> Option<usize> {
    use crate::codebook::OperatorKind;
    let to = parse.items[..item].iter().rposition(|i| !matches!(i, Item::Other(_, Class::To | Class::Adverb)))?;
    let Item::Np(n) = parse.items[to] else { return None };
    let preposition = parse.nps[n].preposition?;
    let right_after =
        parse.items[parse.predicates[w].item + 1..to].iter().all(|i| matches!(i, Item::Other(_, Class::Preposition(_) | Class::Adverb)));
    if !right_after || !is_actor(parse, n) {
        return None;
    }
    let leads = |sense: &Sense| match *sense {
        Sense::Operator { operator, .. } => {
            let operator = &language.operators[operator as usize];
            operator.kind == OperatorKind::Object && operator.object_preposition == Some(preposition)
        }
        _ => false,
    };
    parse.units[parse.predicates[w].unit].senses.iter().any(leads).then_some(n)
}

/// Whether the predicate is a frame operator with an inner clause; `object`: one whose object is the inner subject.
fn has_operator(parse: &Parse, w: usize, language: &Language, object: bool) -> bool {
    use crate::codebook::OperatorKind;
    parse.units[parse.predicates[w].unit].senses.iter().any(|sense| match *sense {
        Sense::Operator { operator, .. } => {
            let kind = language.operators[operator as usize].kind;
            let bare = language.operators[operator as usize].object_preposition.is_none();
            if object { kind == OperatorKind::Object && bare } else { matches!(kind, OperatorKind::Subject | OperatorKind::Object) }
        }
        _ => false,
    })
}

/// Somebody who can act: a name or a role.
fn is_actor(parse: &Parse, n: usize) -> bool {
    parse.units[parse.nps[n].units.clone()].iter().any(|u| u.senses.iter().any(|s| matches!(s, Sense::Actor { .. } | Sense::Role { .. })))
}

/// A country, an organisation or a person by its name.
pub(super) fn is_named(parse: &Parse, n: usize) -> bool {
    let name = |s: &Sense| matches!(s, Sense::Actor { kind: NameKind::Name | NameKind::Capital, .. });
    parse.units[parse.nps[n].units.clone()].iter().any(|u| u.senses.iter().any(name))
}
