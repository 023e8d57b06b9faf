//! Verb or noun in a language with the subject first (English): decided left to right by the word before and the words after.

use super::{before, function_class, has_func, is_operator_word};
use crate::language::form;
use crate::model::{Class, Func, NameKind, Sense, Unit, flag};

pub(super) fn resolve(units: &mut [Unit], headline: bool) {
    for i in 0..units.len() {
        let unit = units[i];
        if !matches!(unit.class, Class::Noun) {
            continue;
        }
        units[i].class = class_of(units, i, headline);
    }
}

fn next<'a, 'b>(units: &'b [Unit<'a>], i: usize) -> Option<&'b Unit<'a>> {
    units[i + 1..].iter().find(|u| !matches!(u.class, Class::Quote))
}

/// Whether what follows begins a noun phrase: the sign of a verb before it.
fn starts_np(unit: Option<&Unit>) -> bool {
    let Some(unit) = unit else { return false };
    match unit.class {
        Class::Number => true,
        Class::Noun => {
            let function = function_class(unit.senses);
            match function {
                Some(Class::Determiner | Class::Possessive | Class::HisCountry | Class::BothSides | Class::Pronoun) => true,
                Some(_) => false,
                None => {
                    unit.flags & flag::CAPITAL != 0
                        || unit.senses.iter().any(|s| matches!(s, Sense::Role { .. } | Sense::Actor { .. }))
                        || (unit.form & form::VERB == 0 && unit.form & form::ADJ == 0)
                }
            }
        }
        _ => false,
    }
}

fn is_verb_only(unit: &Unit) -> bool {
    unit.form & form::VERB != 0 && !has_noun_sense(unit)
}

fn has_noun_sense(unit: &Unit) -> bool {
    unit.form & form::NOUN != 0 || unit.senses.iter().any(|s| matches!(s, Sense::City { .. }))
}

fn class_of(units: &[Unit], i: usize, headline: bool) -> Class {
    let unit = &units[i];
    let senses = unit.senses;
    let after = next(units, i);
    let previous = before(units, i);
    let verb_bits = unit.form & form::VERB;
    if let Some(class) = function_class(senses) {
        // "not", "never": an operator of the frames wins over an adverb.
        if matches!(class, Class::Adverb | Class::Modal) && is_operator_word(senses) {
            return Class::Aux;
        }
        return function(units, i, class, previous.map(|(_, c)| c), after);
    }
    if is_operator_word(senses) && verb_bits == 0 && !has_noun_sense(unit) {
        return if senses.iter().any(|s| matches!(s, Sense::Operator { .. })) { Class::Aux } else { Class::Adverb };
    }
    if unit.senses.is_empty() && unit.form == form::ADJ {
        return Class::Adverb;
    }
    if is_stranger(unit)
        && let Some((j, Class::To)) = previous
        && infinitive_of_stranger(units, j, Some(unit))
    {
        return Class::Verb;
    }
    if verb_bits == 0 {
        let adjective = !senses.is_empty() && senses.iter().all(|s| matches!(s, Sense::Actor { kind: NameKind::Demonym, .. }));
        return if adjective { Class::Adjective } else { Class::Noun };
    }
    // "rebel-held quarters", "Turkish-backed fighters": one word with the one before it.
    if unit.flags & flag::HYPHEN != 0 && verb_bits & (form::PART | form::ING) != 0 && after.is_some_and(|u| u.class == Class::Noun) {
        return Class::Adjective;
    }
    // "President Prosper Avril": after a name or a title a capital goes on with the name.
    let capital = |u: &Unit| u.flags & flag::CAPITAL != 0;
    if capital(unit)
        && !headline
        && unit.flags & flag::UPPER == 0
        && let Some((j, Class::Noun)) = previous
        && units[j].last == unit.first
        && (capital(&units[j]) || units[j].senses.iter().any(|s| matches!(s, Sense::Role { .. })))
    {
        return Class::Noun;
    }
    // A capitalised word in the middle of a sentence is a name, not a verb ("Strike", "Guard"); in a headline any word may be.
    let noun = has_noun_sense(unit);
    let tail = after.map(|u| u.class);
    let only = |bits: u16| verb_bits & !bits == 0;
    match previous {
        None | Some((_, Class::Stop)) => {
            // Headlines and captions begin with nouns; "Killed in…" and "Accusing…" with verbs.
            if noun && only(form::BASE | form::S | form::ING) && !(verb_bits & form::ING != 0 && starts_np(after)) {
                Class::Noun
            } else {
                participle(units, i, after)
            }
        }
        Some((_, Class::Determiner | Class::Possessive | Class::PossessiveMark | Class::Number)) => {
            if noun || unit.senses.is_empty() && verb_bits & form::PAST == 0 {
                Class::Noun
            } else if verb_bits & (form::PART | form::ING) != 0 && starts_np(after) {
                Class::Adjective
            } else if matches!(previous, Some((_, Class::Number | Class::Possessive))) && verb_bits & (form::PART | form::PAST) != 0 {
                Class::Verb
            } else if verb_bits & (form::PART | form::ING) != 0 {
                if verb_bits & form::ING != 0 { Class::Noun } else { Class::Verb }
            } else if matches!(previous, Some((_, Class::Determiner))) && only(form::S | form::PAST) {
                Class::Verb
            } else {
                Class::Noun
            }
        }
        Some((_, Class::To | Class::Modal | Class::Do | Class::Aux)) if verb_bits & form::BASE != 0 => Class::Verb,
        Some((_, Class::Aux)) if verb_bits & (form::ING | form::PART | form::PAST) != 0 => Class::Verb,
        Some((_, Class::Be)) => {
            // "is willing to", "is ready for": an operator that looks like a bare verb.
            let operator =
                senses.iter().any(|s| matches!(s, Sense::Operator { .. })) && after.is_some_and(|u| has_func(u.senses, Func::To).is_some());
            if verb_bits & (form::ING | form::PART) != 0 || operator { Class::Verb } else { Class::Noun }
        }
        Some((_, Class::Have)) => {
            if verb_bits & form::PART != 0 {
                Class::Verb
            } else {
                Class::Noun
            }
        }
        Some((_, Class::Pronoun | Class::Relative | Class::HisCountry | Class::BothSides)) => Class::Verb,
        Some((_, Class::Preposition(_) | Class::Of(_) | Class::Agent(_))) => {
            if verb_bits & form::ING != 0
                && (starts_np(after) || !noun)
                && !matches!(after.and_then(|u| function_class(u.senses)), Some(Class::Of(_)))
            {
                Class::Verb
            } else if noun {
                Class::Noun
            } else if verb_bits & form::PART != 0 && starts_np(after) {
                Class::Adjective
            } else if only(form::PAST | form::PART) {
                Class::Verb
            } else {
                Class::Noun
            }
        }
        Some((_, Class::Verb)) => {
            if noun && (verb_bits & form::ING == 0 || !starts_np(after)) {
                Class::Noun
            } else if verb_bits & form::PART != 0 && starts_np(after) {
                Class::Adjective
            } else {
                Class::Verb
            }
        }
        Some((_, Class::Comma | Class::And | Class::Or | Class::But | Class::That | Class::Subordinator)) => {
            if noun && only(form::BASE | form::S) {
                if starts_np(after) && !matches!(previous, Some((_, Class::Subordinator))) && plausible_parallel(units, i) {
                    Class::Verb
                } else {
                    Class::Noun
                }
            } else if noun && verb_bits & form::ING != 0 && !starts_np(after) {
                Class::Noun
            } else {
                participle(units, i, after)
            }
        }
        Some((_, Class::Adjective)) => {
            if noun {
                Class::Noun
            } else if verb_bits & form::PART != 0 && starts_np(after) && !only(form::PAST) {
                Class::Adjective
            } else if only(form::BASE) {
                Class::Noun
            } else {
                Class::Verb
            }
        }
        Some((j, Class::Noun)) => {
            if !noun {
                return Class::Verb;
            }
            let previous = &units[j];
            let lower_unknown = previous.senses.is_empty() && previous.flags & flag::CAPITAL == 0;
            if verb_bits & (form::PAST | form::PART) != 0 && verb_bits & form::BASE == 0 {
                return Class::Verb;
            }
            if verb_bits & form::ING != 0 {
                return if starts_np(after) { Class::Verb } else { Class::Noun };
            }
            let followed_by_verb =
                after.is_some_and(|u| is_verb_only(u) || matches!(function_class(u.senses), Some(Class::Be | Class::Have | Class::Modal)));
            if followed_by_verb || lower_unknown && !headline || tail.is_none() {
                return Class::Noun;
            }
            // "Fiji plans to open", "Fiji fears that": an operator after its subject.
            let marked = |u: &Unit| has_func(u.senses, Func::To).is_some() || has_func(u.senses, Func::That).is_some();
            let operator = after.is_some_and(marked)
                && senses.iter().any(|s| matches!(s, Sense::Operator { form: bits, .. } if bits & form::S != 0))
                && previous
                    .senses
                    .iter()
                    .any(|s| matches!(s, Sense::Actor { kind: NameKind::Name | NameKind::Capital, .. } | Sense::Role { .. }));
            if operator {
                return Class::Verb;
            }
            let plural = previous.form & form::PLURAL != 0;
            let name = previous.senses.iter().any(|s| {
                matches!(s, Sense::Actor { kind: NameKind::Name | NameKind::Capital | NameKind::People, .. } | Sense::Role { .. })
            });
            let to = after.is_some_and(|u| has_func(u.senses, Func::To).is_some());
            let fits = (verb_bits & form::S != 0 && !plural)
                || (verb_bits & form::BASE != 0 && (plural || headline || demanded(units, j)))
                || verb_bits & form::PAST != 0;
            if (starts_np(after) || to && headline) && fits && (name || headline) { Class::Verb } else { Class::Noun }
        }
        _ => {
            if noun {
                Class::Noun
            } else {
                Class::Verb
            }
        }
    }
}

/// A verb form that may be an adjective before a noun: "wounded soldiers" at the start of a clause.
fn participle(units: &[Unit], i: usize, after: Option<&Unit>) -> Class {
    let bits = units[i].form & form::VERB;
    let adjective = bits & form::PART != 0
        && bits & form::BASE == 0
        && after.is_some_and(|u| u.form & form::PLURAL != 0 && u.class == Class::Noun && function_class(u.senses).is_none());
    // "The envoy, David Harlow, held talks": the clause still wants its verb.
    let clause = units[..i]
        .iter()
        .rposition(|u| matches!(u.class, Class::Stop | Class::That | Class::Subordinator | Class::Relative))
        .map_or(0, |at| at + 1);
    let verbless = !units[clause..i].iter().any(|u| matches!(u.class, Class::Verb | Class::Be | Class::Have | Class::Modal));
    let subject = units[clause..i].iter().any(|u| u.class == Class::Noun);
    if adjective && !(bits & form::PAST != 0 && verbless && subject) { Class::Adjective } else { Class::Verb }
}

/// "…, condemns X and warns Y": a bare present after a comma is a verb only where a verb came before.
fn plausible_parallel(units: &[Unit], i: usize) -> bool {
    units[..i].iter().any(|u| u.class == Class::Verb)
}

fn function(units: &[Unit], i: usize, class: Class, previous: Option<Class>, after: Option<&Unit>) -> Class {
    let unit = &units[i];
    match class {
        // "to": before a verb or before a noun.
        _ if has_func(unit.senses, Func::To).is_some() => {
            let verb = after.is_some_and(|u| {
                u.form & form::BASE != 0 && !(has_noun_sense(u) && matches!(previous, Some(Class::Noun)) && !starts_np(next(units, i + 1)))
            }) || after.is_some_and(|u| matches!(function_class(u.senses), Some(Class::Be | Class::Have | Class::Do)));
            let verb = verb || infinitive_of_stranger(units, i, after);
            let preposition = has_func(unit.senses, Func::Preposition).unwrap_or(0);
            if verb { Class::To } else { Class::Preposition(preposition) }
        }
        // "after", "before", "since", "as": over a clause where a finite verb follows before the next break.
        _ if has_func(unit.senses, Func::Subordinator).is_some() && has_func(unit.senses, Func::Preposition).is_some() => {
            let preposition = has_func(unit.senses, Func::Preposition).unwrap_or(0);
            if finite_ahead(units, i) { Class::Subordinator } else { Class::Preposition(preposition) }
        }
        // "about 300", but "talks about": a determiner only before a number.
        Class::Determiner | Class::Preposition(_)
            if has_func(unit.senses, Func::Determiner).is_some() && has_func(unit.senses, Func::Preposition).is_some() =>
        {
            let number = after.is_some_and(|u| u.class == Class::Number);
            if number { Class::Determiner } else { Class::Preposition(has_func(unit.senses, Func::Preposition).unwrap_or(0)) }
        }
        Class::That => match previous {
            Some(Class::Preposition(_) | Class::Of(_)) => Class::Determiner,
            Some(Class::Noun) => Class::Relative,
            _ => Class::That,
        },
        Class::Pronoun if has_func(unit.senses, Func::Possessive).is_some() && starts_np(after) => Class::Possessive,
        Class::Be | Class::Have | Class::Do => class,
        Class::Preposition(_) if is_operator_word(unit.senses) => class,
        _ => class,
    }
}

/// "promised to democratise Serbia": a word the lexicon does not know, after "to" and an operator that wants a verb.
fn infinitive_of_stranger(units: &[Unit], i: usize, after: Option<&Unit>) -> bool {
    let governed = i > 0 && units[i - 1].senses.iter().any(|s| matches!(s, Sense::Operator { .. }));
    governed && after.is_some_and(is_stranger)
}

/// "demanded that Norway release": the bare form after "that" and what asks for it.
fn demanded(units: &[Unit], subject: usize) -> bool {
    let Some(that) = (subject.saturating_sub(4)..subject).rev().find(|&i| has_func(units[i].senses, Func::That).is_some()) else {
        return false;
    };
    that > 0 && units[that - 1].senses.iter().any(|s| matches!(s, Sense::Operator { .. }))
}

fn is_stranger(unit: &Unit) -> bool {
    unit.senses.is_empty() && unit.form == 0 && unit.class == Class::Noun && unit.flags & flag::CAPITAL == 0
}

fn finite_ahead(units: &[Unit], i: usize) -> bool {
    for unit in units[i + 1..].iter().take(9) {
        match unit.class {
            Class::Comma | Class::Stop => return false,
            Class::Noun => {
                if let Some(class) = function_class(unit.senses) {
                    match class {
                        Class::Be | Class::Have | Class::Modal => return true,
                        Class::And | Class::Preposition(_) if unit.first > units[i].first + 5 => return false,
                        _ => continue,
                    }
                }
                let bits = unit.form & form::VERB;
                if bits != 0 && !has_noun_sense(unit) {
                    return bits & (form::PAST | form::S) != 0;
                }
            }
            _ => {}
        }
    }
    false
}
