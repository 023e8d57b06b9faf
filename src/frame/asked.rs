//! What a noun of asking, planning or refusing governs by a preposition or an infinitive: "a request to sign", "calls by Malawi for a
//! ceasefire", «دعوة ملاوي إلى إجراء إصلاحات». What is asked for has not happened.

use super::operator_of;
use crate::codebook::{Language, OperatorKind};
use crate::model::{Class, Control, Framing, Item, Parse, Sense};

/// The phrase of such a noun left of item `item`, with nothing between them but who asks; and its operator.
pub(super) fn noun_over(parse: &Parse, item: usize, language: &Language) -> Option<(usize, u32)> {
    let mut between = 0;
    for i in (0..item).rev() {
        match parse.items[i] {
            Item::Np(n) => {
                if let Some(operator) = operator_of_noun(parse, n, language) {
                    return Some((n, operator));
                }
                let whose = parse.nps[n].preposition.is_some() || parse.nps[n].genitive_of.is_some();
                if !whose || between > 0 {
                    return None;
                }
                between += 1;
            }
            Item::Other(_, Class::Preposition(_) | Class::Agent(_) | Class::Of(_) | Class::To | Class::Adverb | Class::Date) => {}
            _ => return None,
        }
    }
    None
}

/// The noun of asking that an event noun's preposition, or its place («طلب ملاوي تقديم مساعدات»), puts it under.
pub(super) fn asked_for(parse: &Parse, n: usize, language: &Language) -> Option<(usize, u32)> {
    let np = &parse.nps[n];
    let governed = |p: u16| !language.of.contains(&p) && (!language.lists.locatives.contains(&p) || language.lists.leading.contains(&p));
    // «قرارا بفرض عقوبات»: what is decided is done.
    let done = |operator: u32| Some(language.operators[operator as usize].frame) == language.intend;
    let over = match np.decided_in {
        Some(owner) => operator_of_noun(parse, owner, language).map(|operator| (owner, operator)),
        None => noun_over(parse, np.item, language).filter(|_| np.preposition.is_some_and(governed)),
    };
    over.filter(|&(_, operator)| !done(operator))
}

/// The noun of asking whose that-clause verb `v` is in: "its demand that Chile release".
pub(super) fn noun_before_that(parse: &Parse, v: usize, language: &Language) -> Option<(usize, u32)> {
    let subject = parse.verb_arguments[v].subject.map(|n| parse.nps[n].item).filter(|item| *item < parse.predicates[v].item)?;
    let that = subject.checked_sub(1).filter(|&i| matches!(parse.items[i], Item::Other(_, Class::That | Class::Relative)))?;
    let Item::Np(n) = parse.items[that.checked_sub(1)?] else { return None };
    operator_of_noun(parse, n, language).map(|operator| (n, operator))
}

/// The operator that the head of a noun phrase is, unless it is somebody («المعارضة»).
pub(super) fn operator_of_noun(parse: &Parse, n: usize, language: &Language) -> Option<u32> {
    let senses = parse.units[parse.nps[n].head].senses;
    if senses.iter().any(|sense| matches!(sense, Sense::Role { .. } | Sense::Actor { .. })) {
        return None;
    }
    senses.iter().find_map(|sense| match *sense {
        Sense::Operator { operator, .. } if language.operators[operator as usize].kind == OperatorKind::Noun => Some(operator),
        _ => None,
    })
}

/// Puts an event under the noun `n` that governs it and, where verb `w` frames that noun in turn ("rejected a request to"), under the verb.
/// False where the verb says nothing of it.
pub(super) fn under_noun(parse: &Parse, (n, operator): (usize, u32), w: usize, language: &Language, out: &mut Framing) -> bool {
    let object = parse.verb_arguments[w].objects.contains(&n);
    let vso = language.profile.order == crate::language::Order::VerbFirst;
    let Some(over) = operator_of(parse, w, language, Control::EventObject, 0, vso).filter(|_| object) else { return false };
    out.frames.insert(0, language.operators[operator as usize].frame);
    out.frames.insert(0, language.operators[over as usize].frame);
    out.used.push(w);
    out.carried = true;
    out.subject = parse.verb_arguments[w].subject;
    out.requester = Some(n);
    true
}
