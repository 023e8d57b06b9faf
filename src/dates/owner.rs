//! What a date in a sentence belongs to: the noun beside it, or the verb of its clause.

use super::DateMention;
use super::layout::{Ground, Layout};
use crate::codebook::dates::From;
use crate::language::form;
use crate::model::{Class, Item, Sense, TokenKind, flag};

/// What a date belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Owner {
    /// A predicate, by number.
    Verb(usize),
    /// The noun phrase beside it: "Friday's attack", «هجوم الجمعة».
    Noun(usize),
    /// All of a clause that has no verb.
    Clause,
}

/// What the date at an item belongs to: the noun beside it, else the verb before it in its clause, else the verb after it.
pub(super) fn owner(layout: &Layout, ground: &Ground, item: usize, mention: &DateMention) -> Owner {
    // "a day after Friday's attack" is counted from Friday already.
    let counted = mention.when.from == From::Next;
    if let Some(n) = in_front_of(ground, item).filter(|_| !counted).or_else(|| behind(ground, item)) {
        // What happened in it is of its day: "killed in Friday's protests".
        let led = match item.checked_sub(1).and_then(|i| ground.parse.items.get(i)) {
            Some(&Item::Other(_, Class::Preposition(p))) => Some(p),
            _ => ground.parse.nps[n].preposition,
        };
        let during = led.is_some_and(ground.locative);
        if !during {
            return Owner::Noun(n);
        }
    }
    let parse = ground.parse;
    let here = layout.clause(item);
    let verb = |i: usize| match parse.items[i] {
        Item::Verb(v) if layout.clause(i) == here => Some(v),
        _ => None,
    };
    let before = (0..item).rev().find_map(|i| verb(i).map(|v| (i, v)));
    let after = (item + 1..parse.items.len()).find_map(|i| verb(i).map(|v| (i, v)));
    match (before, after) {
        (Some((_, v)), None) | (None, Some((_, v))) => Owner::Verb(v),
        (None, None) => Owner::Clause,
        (Some((a, before)), Some((b, after))) => {
            // "…, and on Friday launched": joined to what follows.
            let breaks = |i: &Item| matches!(i, Item::Other(_, Class::And | Class::Or | Class::Comma));
            let joined = |i: &Item| matches!(i, Item::Other(_, Class::Date | Class::Adverb | Class::Aux | Class::Preposition(_)));
            let starts = parse.items[a + 1..item].iter().rev().find(|i| !joined(i)).is_some_and(breaks);
            let leads = starts && parse.items[item + 1..b].iter().all(|i| joined(i) || matches!(i, Item::Np(_)));
            // "killed ten people, on Friday, and fled"
            let ends = matches!(parse.items.get(item + 1), Some(Item::Other(_, Class::Comma)));
            Owner::Verb(if leads && !ends { after } else { before })
        }
    }
}

/// The noun phrase that a date stands in front of and belongs to: "Friday's attack", "the 2015 attack", "a June 3 raid".
fn in_front_of(ground: &Ground, item: usize) -> Option<usize> {
    let parse = ground.parse;
    let (Item::Other(date, _), Some(&Item::Np(n))) = (parse.items[item], parse.items.get(item + 1)) else { return None };
    let np = &parse.nps[n];
    let token = &ground.tokens[parse.units[np.units.start].first];
    let of_it = token.kind != TokenKind::Number && token.span.of(ground.text).starts_with(['\'', '’']);
    let under = date > 0 && matches!(parse.units[date - 1].class, Class::Determiner | Class::Possessive);
    // "after the 7 October attack": the preposition is the noun's, and the article stands in the date.
    let led = item > 0 && matches!(parse.items[item - 1], Item::Other(_, Class::Preposition(_)));
    let bare = !matches!(parse.units[np.units.start].class, Class::Determiner | Class::Possessive | Class::Number);
    (of_it || under || led && bare && !np.events.is_empty() && !ground.verb_first).then_some(n)
}

/// The noun that a date stands right behind as its genitive: «هجوم الجمعة», «انتخابات الأحد». The noun has no article then, and no
/// ending of an object; names are no such nouns.
fn behind(ground: &Ground, item: usize) -> Option<usize> {
    let parse = ground.parse;
    let Some(&Item::Np(n)) = item.checked_sub(1).filter(|_| ground.verb_first).and_then(|i| parse.items.get(i)) else { return None };
    let unit = &parse.units[parse.nps[n].units.end - 1];
    let last = &ground.tokens[unit.last - 1];
    let definite = unit.form & form::DEFINITE != 0 || last.has(flag::DEFINITE | flag::ENCLITIC);
    let accusative = last.span.of(ground.text).ends_with(['ا', 'ً']);
    let named = unit.senses.iter().any(|sense| matches!(sense, Sense::Actor { .. } | Sense::City { .. } | Sense::Role { .. }));
    let noun = unit.senses.iter().any(|sense| matches!(sense, Sense::Concept { form, .. } if form & form::NOUN != 0));
    (noun && !named && !definite && !accusative).then_some(n)
}
