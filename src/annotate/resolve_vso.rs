//! Verb or noun in a language with the verb first (Arabic): perfect verb and verbal noun are often spelled alike («قتل», «قصف»).

use super::{before, function_class, is_operator_word};
use crate::language::form;
use crate::model::{Class, NameKind, Sense, Token, Unit, flag};

pub(super) fn resolve(units: &mut [Unit], tokens: &[Token]) {
    for i in 0..units.len() {
        if units[i].class == Class::Noun {
            if tokens[units[i].first].has(flag::DAMMA) && units[i].form & form::PAST != 0 {
                units[i].form |= form::PASSIVE;
            }
            units[i].class = class_of(units, i);
        }
    }
}

/// «قرار الولايات المتحدة فرض عقوبات», «أعلن الجيش قصف مواقع»: after a noun that takes a verbal noun, or in a clause that has its verb, what is
/// spelled like both is the verbal noun.
fn owned(units: &[Unit], i: usize) -> bool {
    let start = units[..i]
        .iter()
        .rposition(|u| {
            matches!(u.class, Class::That | Class::Relative | Class::Stop | Class::Comma | Class::Subordinator | Class::But | Class::And)
        })
        .map_or(0, |at| at + 1);
    units[start..i]
        .iter()
        .any(|u| u.class == Class::Verb || u.class == Class::Noun && u.senses.iter().any(|s| matches!(s, Sense::Operator { .. })))
}

fn class_of(units: &[Unit], i: usize) -> Class {
    let unit = &units[i];
    let previous = before(units, i).map(|(at, _)| &units[at]);
    let noun = unit.form & form::NOUN != 0;
    // A shortened imperfect is one only after لم, لا and their like.
    let negated = previous.is_some_and(|u| u.class == Class::Aux);
    let verb_bits =
        unit.senses.iter().map(super::sense_form).filter(|bits| negated || bits & form::JUSSIVE == 0).fold(0, |all, bits| all | bits)
            & form::VERB;
    if unit.flags & flag::ENCLITIC != 0 {
        return Class::Pronoun;
    }
    if let Some(class) = function_class(unit.senses) {
        // An operator of the frames wins over an adverb («لم», «لن», «قد»).
        if is_operator_word(unit.senses) && matches!(class, Class::Adverb) {
            return Class::Aux;
        }
        // «نحو» and friends are determiners before a number, prepositions elsewhere.
        if class == Class::Determiner
            && unit.senses.len() > 1
            && units.get(i + 1).is_some_and(|u| u.class != Class::Number && function_class(u.senses) != Some(Class::Determiner))
            && let Some(sub) = super::has_func(unit.senses, crate::model::Func::Preposition)
        {
            return Class::Preposition(sub);
        }
        // A proclitic is a conjunction or a preposition; a word spelled like one («من», «في») is no verb.
        if verb_bits == 0 || unit.flags & flag::PROCLITIC != 0 || !matches!(class, Class::Adverb | Class::Be | Class::Done) {
            return class;
        }
        if class == Class::Done {
            // «تم اعتقال», «جرى بحث»: a passive only before a verbal noun.
            let noun_next = units.get(i + 1).is_some_and(|u| u.form & form::NOUN != 0);
            // «الشركة تجري مفاوضات»: after its subject it is the light verb.
            // «بلاده لن تجري محادثات»: over its particles too.
            let over = units[..i].iter().rev().find(|u| !matches!(u.class, Class::Aux | Class::Adverb | Class::Quote));
            let subject = unit.senses.iter().any(|s| matches!(s, Sense::Light { .. }))
                && matches!(over.map(|u| u.class), Some(Class::Noun | Class::Adjective | Class::HisCountry));
            return if noun_next && !subject { Class::Done } else { Class::Verb };
        }
        return class;
    }
    if is_operator_word(unit.senses) && verb_bits == 0 && !noun {
        return Class::Aux;
    }
    if verb_bits == 0 {
        let adjective = !unit.senses.is_empty() && unit.senses.iter().all(|s| matches!(s, Sense::Actor { kind: NameKind::Demonym, .. }));
        return if adjective { Class::Adjective } else { Class::Noun };
    }
    // «داعيا إلى», «محذرة من»: a participle that goes on with the clause; never with the article, nor where the word is a noun as well.
    if verb_bits & !form::ING == 0 {
        let paused = units[..i].iter().rev().find(|u| !matches!(u.class, Class::Adverb));
        let paused = paused.is_some_and(|u| matches!(u.class, Class::Comma | Class::And | Class::Date | Class::Quote));
        let led = units.get(i + 1).is_some_and(|u| matches!(function_class(u.senses), Some(Class::Preposition(_) | Class::That)));
        let other = noun || unit.senses.iter().any(|s| matches!(s, Sense::Actor { .. } | Sense::City { .. } | Sense::Role { .. }));
        let inside = matches!(previous.map(|u| u.class), Some(Class::Preposition(_) | Class::Agent(_) | Class::Determiner | Class::Number));
        let singular = unit.form & (form::FEM | form::PLURAL) == 0;
        let goes_on = if other { paused && led && singular } else { paused || led && singular };
        return if goes_on && !inside && unit.flags & flag::DEFINITE == 0 { Class::Verb } else { Class::Noun };
    }
    if !noun && !unit.senses.iter().any(|s| matches!(s, Sense::Actor { .. } | Sense::City { .. })) {
        // «تعمل» is a verb even where a name is spelled alike; after a preposition no verb can stand.
        return if matches!(previous.map(|u| u.class), Some(Class::Preposition(_) | Class::Agent(_) | Class::Determiner))
            && verb_bits & form::PRES == 0
            // «تدفع ثمن»: right after a verb no bare perfect follows.
            || previous.is_some_and(|u| u.class == Class::Verb && u.last == unit.first)
                && verb_bits == form::PAST
                && unit.form & (form::FEM | form::PLURAL) == 0
        {
            Class::Noun
        } else {
            Class::Verb
        };
    }
    if unit.flags & flag::DEFINITE != 0 || unit.senses.iter().any(|s| matches!(s, Sense::Actor { .. })) && !noun {
        return Class::Noun;
    }
    if verb_bits & form::PRES != 0 && verb_bits & form::PAST == 0 {
        return Class::Verb;
    }
    if unit.form & form::PASSIVE != 0 {
        return Class::Verb;
    }
    // «قصفا مدفعيا»: what could be a dual perfect is an accusative noun, unless two or more stand before it («الوزيران بحثا»).
    let dual = |s: &Sense| super::sense_form(s) & form::VERB == 0 || super::sense_form(s) & form::PLURAL != 0;
    if unit.senses.iter().all(dual) && previous.is_none_or(|u| u.form & form::PLURAL == 0) {
        return Class::Noun;
    }
    let next = units.get(i + 1);
    // «قصف روسي»: an indefinite adjective after it makes it a noun.
    if next.is_some_and(|u| {
        u.flags & flag::DEFINITE == 0
            && u.senses.iter().any(|s| matches!(s, Sense::Actor { kind: NameKind::Demonym, .. }))
            && u.form & (form::FEM | form::PLURAL) == 0
            && function_class(u.senses).is_none()
    }) {
        return Class::Noun;
    }
    match previous.map(|u| u.class) {
        Some(
            Class::Preposition(_)
            | Class::Of(_)
            | Class::Agent(_)
            | Class::Determiner
            | Class::Number
            | Class::Done
            | Class::Verb
            | Class::Adjective,
        ) => Class::Noun,
        Some(Class::Noun) => {
            let last = previous.map_or(0, |u| u.flags & flag::DEFINITE);
            let name = previous.is_some_and(|u| u.senses.iter().any(|s| matches!(s, Sense::Actor { .. } | Sense::City { .. })));
            if (last != 0 || name) && !owned(units, i) { Class::Verb } else { Class::Noun }
        }
        // «أعلنت الوزارة، الثلاثاء، فرض عقوبات»: what is announced is a noun.
        Some(Class::Comma) if announced(units, i) => Class::Noun,
        _ => Class::Verb,
    }
}

/// Whether the last verb before unit `i`, with no new clause between, is one of saying.
fn announced(units: &[Unit], i: usize) -> bool {
    let same = |u: &&Unit| !matches!(u.class, Class::Stop | Class::That | Class::Subordinator | Class::Relative | Class::And | Class::But);
    let verb = units[..i].iter().rev().take_while(same).find(|u| u.class == Class::Verb);
    verb.is_some_and(|u| u.senses.iter().any(|s| matches!(s, Sense::Verb { saying: true, .. })))
}
