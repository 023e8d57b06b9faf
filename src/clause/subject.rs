//! Who does it: the walk from a verb to its subject, and to the predicate that governs it where it has none of its own.

use super::REACH;
use super::chunk_vso::is_definite;
use crate::codebook::Language;
use crate::language::{Order, form};
use crate::model::{Arguments, Class, Control, Item, NameKind, Parse, Sense, Unit, how};

/// Finds the subject of predicate `v` and its governor.
pub(super) fn subject_of(parse: &Parse, v: usize, language: &Language, out: &mut Arguments) {
    if language.profile.order == Order::VerbFirst {
        verb_first(parse, v, out);
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
                let blamed = predicate_gerund
                    && blaming.is_some_and(|p: u16| matches!(language.prepositions[p as usize].as_str(), "for" | "of" | "over"));
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

/// Arabic: the subject follows the verb, or stands before it where a topic does (after إن, at the clause's start).
fn verb_first(parse: &Parse, v: usize, out: &mut Arguments) {
    let predicate = &parse.predicates[v];
    let before = topic(parse, v);
    // With two bare phrases after the verb the first is the subject; with one, the topic decides.
    let mut relative = predicate.item > 0 && matches!(parse.items[predicate.item - 1], Item::Other(_, Class::Relative));
    // «ندعو الإدارة»: the one who is quoted.
    if predicate.form & form::SPEAKER != 0 {
        out.subject = (0..v).rev().find(|&w| parse.predicates[w].saying).and_then(|w| subject_of_earlier(parse, w));
        out.note = "the speaker";
        return;
    }
    let fits = |n: usize| agrees(parse, n, predicate.form);
    if predicate.obliged.is_some() {
        out.subject = predicate.obliged;
        out.note = "who must do it";
        return;
    }
    // «… قال لافروف، داعيا كييف إلى»: who spoke goes on speaking; what follows the participle is its object.
    if predicate.gerund {
        let main = (0..v).rev().find(|&w| {
            !parse.predicates[w].gerund && !parse.predicates[w].infinitive && parse.predicates[v].item - parse.predicates[w].item < REACH
        });
        // A speaker before it is nearer the mark than the last verb of what he said.
        let saying = (0..v).rev().find(|&w| parse.predicates[w].saying && !stop_between(parse, w, v));
        out.subject = saying.or(main).and_then(|w| subject_of_earlier(parse, w));
        out.note = "goes on from the verb before";
        return;
    }
    if predicate.infinitive
        && let Some((w, _)) = governor_left(parse, v)
    {
        // «تعتزم روسيا أن ترسل», «دعا روسيا إلى أن ترسل».
        let object = parse.verb_arguments.get(w).cloned().unwrap_or_default();
        out.governor = Some((w, Control::Subject));
        if out.objects.len() < 2 {
            out.subject = object.subject;
            out.note = "taken from the verb that governs it";
            if out.objects.first().is_some_and(|&n| is_actor(parse, n) && fits(n)) && out.objects.len() == 1 && object.subject.is_none() {
                out.subject = Some(out.objects.remove(0));
            }
            return;
        }
    }
    // «قالت روسيا إنها أرسلت مساعدات»: who says so, or whose clause it is in; what follows the verb is its object.
    if predicate.pronoun
        && let Some((w, _)) = (0..v)
            .rev()
            .find(|&w| parse.predicates[w].saying && !stop_between(parse, w, v))
            .map(|w| (w, 0))
            .or_else(|| governor_left(parse, v))
        && let Some(n) = subject_of_earlier(parse, w).filter(|&n| !clashes(parse, n, v))
    {
        out.subject = Some(n);
        out.note = "taken from the verb that governs it";
        return;
    }
    // «بوركينا فاسو التي زارها لافروف»: the pronoun stands for what the relative refers to, which is the object.
    // «ضربات شنتها باريس»: so it is after an indefinite noun without الذي.
    let told = predicate.item.checked_sub(1).and_then(|i| if let Item::Np(n) = parse.items[i] { Some(n) } else { None });
    let told = told.filter(|&n| is_indefinite(parse, n));
    if let Some(n) = if relative { before } else { told }
        && out.objects.first().is_some_and(|&o| parse.nps[o].pronoun && is_enclitic(parse, o))
    {
        out.objects.remove(0);
        out.subject = if out.objects.is_empty() { shared_vso(parse, v) } else { Some(out.objects.remove(0)) };
        out.objects.insert(0, n);
        out.note = "in a relative clause about its object";
        return;
    }
    // «صواريخ استهدفت المملكة»: right after an indefinite noun a verb tells of it, without الذي.
    let described = predicate.item.checked_sub(1).and_then(|i| if let Item::Np(n) = parse.items[i] { Some(n) } else { None });
    let described = described.filter(|&n| is_indefinite(parse, n) && out.objects.len() < 2 && fits(n) && !clashes(parse, n, v));
    relative |= described.is_some();
    let before = described.or(before);
    // «كانت السعودية أبدت», «إن تركيا سترد»: the word before it makes it the subject.
    let marked = |n: usize| parse.nps[n].item > 0 && matches!(parse.items[parse.nps[n].item - 1], Item::Other(_, Class::Be | Class::That));
    // «الحركة التي تتهم لندن موسكو بدعمها»: a name and another that can act, and the first agrees: it does it.
    let own = |&[first, second]: &[usize; 2]| is_named(parse, first) && is_actor(parse, second) && !clashes(parse, first, v);
    if relative && out.objects.first_chunk().is_some_and(own) {
        out.subject = Some(out.objects.remove(0));
        out.note = "after the verb";
        return;
    }
    if let Some(n) = before.filter(|&n| relative || out.objects.len() < 2 || marked(n)).filter(|&n| relative || fits(n)) {
        out.subject = Some(n);
        out.note = if relative { "the phrase that الذي refers to" } else { "before the verb" };
        return;
    }
    // «وخطفوا أربعة»: a plural verb has its subject before it; what follows is the object.
    if predicate.form & form::PLURAL != 0 && !out.objects.is_empty() && !agrees_in_plural(parse, out.objects[0]) {
        out.subject = before.or_else(|| shared_vso(parse, v));
        out.note = how::SHARED;
        return;
    }
    // «يزور السعودية», «اتهم إيران»: what does not agree with the verb is its object; the subject is dropped, or stands after.
    if out.objects.first().is_some_and(|&n| clashes(parse, n, v)) {
        let after = out.objects.iter().position(|&n| !clashes(parse, n, v) && !parse.nps[n].pronoun);
        out.subject = match after {
            Some(at) => Some(out.objects.remove(at)),
            None => before.filter(|&n| fits(n)).or_else(|| dropped(parse, v)),
        };
        out.note = if after.is_some() { "after the object" } else { "dropped: who acted before" };
        return;
    }
    if !out.objects.is_empty() {
        let first = out.objects[0];
        if parse.nps[first].pronoun && out.objects.len() > 1 && is_enclitic(parse, first) {
            // «زاره الوزير»: the pronoun is the object.
            out.subject = Some(out.objects.remove(1));
        } else if parse.nps[first].pronoun && is_enclitic(parse, first) {
            out.subject = before.or_else(|| shared_vso(parse, v));
        } else {
            out.subject = Some(out.objects.remove(0));
            // A counted phrase suffers: «هاجموا القرية وقتل خمسة».
            let counted = parse.units[parse.nps[first].units.clone()].iter().any(|u| matches!(u.class, Class::Number | Class::Determiner));
            if out.objects.is_empty() && !counted {
                out.shared = joined(parse, v);
            }
        }
        out.note = "after the verb";
        return;
    }
    out.subject = before.filter(|&n| fits(n)).or_else(|| shared_vso(parse, v));
    out.note = how::SHARED;
}

/// A verb in the plural never precedes its subject in written Arabic; a pronoun may stand there.
fn agrees_in_plural(parse: &Parse, n: usize) -> bool {
    parse.nps[n].pronoun && !is_enclitic(parse, n)
}

fn is_enclitic(parse: &Parse, n: usize) -> bool {
    parse.units[parse.nps[n].units.start].flags & crate::model::flag::ENCLITIC != 0
}

fn is_actor(parse: &Parse, n: usize) -> bool {
    parse.units[parse.nps[n].units.clone()].iter().any(|u| u.senses.iter().any(|s| matches!(s, Sense::Actor { .. } | Sense::Role { .. })))
}

/// A country, an organisation or a person by its name.
pub(super) fn is_named(parse: &Parse, n: usize) -> bool {
    let name = |s: &Sense| matches!(s, Sense::Actor { kind: NameKind::Name | NameKind::Capital, .. });
    parse.units[parse.nps[n].units.clone()].iter().any(|u| u.senses.iter().any(name))
}

/// The verb's gender is not the noun's, where both are sure.
fn clashes(parse: &Parse, n: usize, v: usize) -> bool {
    matches!((parse.nps[n].feminine, parse.predicates[v].feminine), (Some(noun), Some(verb)) if noun != verb)
}

/// Who may go on acting in a verb right after و or ف: the subject of the verb before, or the phrase that stands before it («أما برلين فرفضت»).
fn joined(parse: &Parse, v: usize) -> Option<usize> {
    let item = parse.predicates[v].item;
    let and = item.checked_sub(1)?;
    if !matches!(parse.items[and], Item::Other(_, Class::And | Class::But)) {
        return None;
    }
    if let Some(Item::Np(n)) = and.checked_sub(1).map(|i| parse.items[i])
        && parse.nps[n].preposition.is_none()
        && !parse.items[..and].iter().any(|i| matches!(i, Item::Verb(_)))
    {
        return Some(n).filter(|&n| !clashes(parse, n, v));
    }
    dropped(parse, v)
}

/// A noun without article, name or owner.
fn is_indefinite(parse: &Parse, n: usize) -> bool {
    let np = &parse.nps[n];
    let units = &parse.units[np.units.clone()];
    let names =
        |u: &Unit| u.senses.iter().any(|s| matches!(s, Sense::Actor { kind: NameKind::Name | NameKind::Capital, .. } | Sense::City { .. }));
    !np.pronoun
        && !units.iter().any(|u| is_definite(u) || names(u) || u.flags & crate::model::flag::ENCLITIC != 0)
        && units.iter().any(|u| u.class == Class::Noun && !u.senses.is_empty())
}

/// The nearest subject before that agrees with a verb whose own is dropped.
fn dropped(parse: &Parse, v: usize) -> Option<usize> {
    (0..v)
        .rev()
        .take(6)
        .take_while(|&w| !stop_between(parse, w, v))
        .filter_map(|w| subject_of_earlier(parse, w))
        .find(|&n| !clashes(parse, n, v))
}

/// A verb before in the same clause, joined by و or nothing: its subject goes on.
fn shared_vso(parse: &Parse, v: usize) -> Option<usize> {
    let w = v.checked_sub(1)?;
    let between = &parse.items[parse.predicates[w].item + 1..parse.predicates[v].item];
    if between.len() > 14 || between.iter().any(|i| matches!(i, Item::Other(_, Class::Stop | Class::That))) {
        return None;
    }
    subject_of_earlier(parse, w)
}

fn stop_between(parse: &Parse, w: usize, v: usize) -> bool {
    parse.items[parse.predicates[w].item..parse.predicates[v].item].iter().any(|i| matches!(i, Item::Other(_, Class::Stop)))
}

/// The governing verb to the left of أن.
fn governor_left(parse: &Parse, v: usize) -> Option<(usize, usize)> {
    let item = parse.predicates[v].item;
    (0..v)
        .rev()
        .find(|&w| item - parse.predicates[w].item < 14)
        .map(|w| (w, parse.predicates[w].item))
        .filter(|&(_, at)| !parse.items[at..item].iter().any(|i| matches!(i, Item::Other(_, Class::Stop))))
}

/// The noun phrase a clause begins with, right before its verb: «الجيش السوداني، في بيان، أعلن» and «إن روسيا سترسل».
fn topic(parse: &Parse, v: usize) -> Option<usize> {
    let item = parse.predicates[v].item;
    let mut i = item;
    let mut candidate = None;
    while i > 0 && item - i < 16 {
        i -= 1;
        match parse.items[i] {
            Item::Np(n) => {
                let np = &parse.nps[n];
                if np.genitive_of.is_some() {
                    continue;
                }
                if np.in_list {
                    if let Some(first) = (0..n).rev().find(|&f| parse.nps[f].list.contains(&n)) {
                        i = parse.nps[first].item + 1;
                    }
                    continue;
                }
                if np.preposition.is_none() {
                    candidate = Some(n);
                }
            }
            Item::Other(_, Class::Relative) => {
                return if i + 1 == item {
                    parse.items[..i].iter().rev().find_map(|x| if let Item::Np(n) = x { Some(*n) } else { None })
                } else {
                    None
                };
            }
            Item::Other(
                _,
                Class::Adverb | Class::Date | Class::Quote | Class::Preposition(_) | Class::Agent(_) | Class::Be | Class::Aux,
            ) => {}
            Item::Other(_, Class::Comma) => {
                // A phrase between commas after the topic.
                if candidate.is_some() && i + 8 < item {
                    return candidate;
                }
            }
            Item::Other(_, Class::And) if i + 1 == item => return None,
            Item::Other(_, Class::That | Class::Stop | Class::But | Class::And | Class::Subordinator) => return candidate,
            Item::Verb(_) => return None,
            Item::Other(..) => return candidate,
        }
    }
    if i == 0 { candidate } else { None }
}

/// A subject before its verb agrees with it: «القوات قصفت», never «الجيش قصفت».
fn agrees(parse: &Parse, n: usize, bits: u16) -> bool {
    let np = &parse.nps[n];
    let head = &parse.units[np.head];
    if head.senses.is_empty() {
        return true;
    }
    let feminine_verb = bits & form::FEM != 0;
    let person = np.units.len() > 1
        && parse.units[np.units.clone()].iter().any(|u| u.senses.iter().any(|s| matches!(s, Sense::Actor { kind: NameKind::Name, .. })));
    // Only what is sure: a masculine singular verb does not follow a plural of things, and countries are feminine (a few are not).
    person || !(head.form & form::PLURAL != 0 && bits & (form::PLURAL | form::FEM) == 0 && !feminine_verb)
}
