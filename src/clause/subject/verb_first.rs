//! Who does it in a language whose subject follows its verb: agreement tells the subject from the object and from what went before.

use super::super::chunk_vso::is_definite;
use super::{REACH, is_actor, is_named, subject_of_earlier};
use crate::language::form;
use crate::model::{Arguments, Class, Control, Item, NameKind, Parse, Sense, Unit, how};

/// Arabic: the subject follows the verb, or stands before it where a topic does (after إن, at the clause's start).
pub(super) fn subject(parse: &Parse, v: usize, out: &mut Arguments) {
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
        && let saying = (0..v).rev().find(|&w| parse.predicates[w].saying && !stop_between(parse, w, v))
        && let Some(w) = saying.or_else(|| governor_left(parse, v).map(|(w, _)| w))
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
