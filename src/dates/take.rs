//! What one step of a rule can take at a token.

use smallvec::SmallVec;

use crate::codebook::dates::{DateTables, Field};
use crate::model::{Token, TokenKind, flag};

/// One way a step can match.
#[derive(Clone, Copy)]
pub(super) struct Taken {
    /// One past the last token.
    pub(super) end: usize,
    pub(super) value: i32,
    pub(super) weak: bool,
}

pub(super) type Ways = SmallVec<[Taken; 4]>;

/// All the ways a field can be read at `at`.
pub(super) fn take(tables: &DateTables, tokens: &[Token], at: usize, field: Field) -> Ways {
    let mut ways = Ways::new();
    let token = &tokens[at];
    let digits = token.kind == TokenKind::Number && !token.has(flag::GROUPED);
    // An ending of ordinals may be one of plurals too: «3-е», «1990-е».
    let plain = digits && (token.has(flag::ORDINAL) || !token.has(flag::PLURAL));
    let length = token.span.end - token.span.start;
    let value = i32::try_from(token.value).unwrap_or(i32::MAX);
    let one = |ok: bool, ways: &mut Ways| {
        if ok {
            ways.push(Taken { end: at + 1, value, weak: false });
        }
    };
    match field {
        Field::Day if token.kind == TokenKind::Number => one(plain && (1..=31).contains(&value), &mut ways),
        Field::Day => {
            number_words(tables, tokens, at, &mut ways);
            ways.retain(|w| (1..=31).contains(&w.value));
        }
        Field::MonthNumber => one(cardinal(token) && (1..=12).contains(&value), &mut ways),
        // «2014-го»: some languages set an ending to a year.
        Field::Year => one(dated(token) && (1900..=2099).contains(&value), &mut ways),
        Field::AnyYear => one(dated(token) && (1000..=2099).contains(&value), &mut ways),
        // Two characters, or two Arabic-Indic digits of two bytes each.
        Field::ShortYear => one(cardinal(token) && value < 100 && matches!(length, 2 | 4), &mut ways),
        Field::HijriYear => one(cardinal(token) && (1200..=1500).contains(&value), &mut ways),
        Field::Decade => one(digits && token.has(flag::PLURAL) && (1000..=2090).contains(&value) && value % 10 == 0, &mut ways),
        Field::TensYear => one(cardinal(token) && (1000..=2090).contains(&value) && value % 10 == 0, &mut ways),
        Field::Tens => one(cardinal(token) && (20..=90).contains(&value) && value % 10 == 0, &mut ways),
        Field::DecadeWord if token.kind == TokenKind::Number => {
            one(digits && token.has(flag::PLURAL) && (20..=90).contains(&value) && value % 10 == 0, &mut ways);
        }
        // A number that looks like a year counts nothing.
        // «2-х», «10-ти» are counts with an ending.
        Field::Count if token.kind == TokenKind::Number => {
            one(digits && !token.has(flag::ORDINAL) && !(1900..=2099).contains(&value), &mut ways)
        }
        Field::Count => number_words(tables, tokens, at, &mut ways),
        Field::Ordinal if token.kind == TokenKind::Number => one(plain && token.has(flag::ORDINAL), &mut ways),
        Field::Ordinal => {
            number_words(tables, tokens, at, &mut ways);
            // "the last" has no number.
            phrases(tables, tokens, at, |f, value| f == Field::Ordinal && value < 0, &mut ways);
        }
        _ => {
            phrases(tables, tokens, at, |f, _| f == field, &mut ways);
            if field == Field::Month {
                ways.iter_mut().for_each(|way| way.end = twin(tables, tokens, *way));
            }
            if tables.capitalised && matches!(field, Field::Weekday | Field::Month) && !token.has(flag::CAPITAL) {
                ways.clear();
            }
        }
    }
    ways
}

fn cardinal(token: &Token) -> bool {
    token.kind == TokenKind::Number && !token.has(flag::GROUPED | flag::PLURAL | flag::ORDINAL)
}

/// A number that may be a year, with an ending or without.
fn dated(token: &Token) -> bool {
    token.kind == TokenKind::Number && !token.has(flag::GROUPED | flag::PLURAL)
}

/// Phrases of the tree that begin at a token and have a reading that is asked for.
fn phrases(tables: &DateTables, tokens: &[Token], at: usize, wanted: impl Fn(Field, i32) -> bool, ways: &mut Ways) {
    let mut node = match tables.first.get(tokens[at].word as usize) {
        Some(&node) if node != 0 => node,
        _ => return,
    };
    let mut end = at + 1;
    loop {
        for reading in &tables.readings[node as usize] {
            if wanted(reading.field, reading.value) {
                ways.push(Taken { end, value: reading.value, weak: reading.weak });
            }
        }
        // "Workers' Day": the apostrophe that ends a word is no part of the phrase.
        let at = end + usize::from(tokens.get(end).is_some_and(|t| t.is_mark('\'') || t.is_mark('’')));
        match tokens.get(at).filter(|t| t.word != 0 && !t.has(flag::LINE_START)).and_then(|t| tables.next.get(&(node, t.word))) {
            Some(&next) => (node, end) = (next, at + 1),
            None => return,
        }
    }
}

/// The same month named twice, in two calendars: «سبتمبر/أيلول», «أيلول (سبتمبر)», «يونيو حزيران».
fn twin(tables: &DateTables, tokens: &[Token], month: Taken) -> usize {
    let Some(next) = tokens.get(month.end).filter(|t| !t.has(flag::LINE_START)) else { return month.end };
    let bracket = next.is_mark('(');
    let at = month.end + usize::from(bracket || ['/', '\\', '-'].into_iter().any(|c| next.is_mark(c)));
    if at >= tokens.len() {
        return month.end;
    }
    let mut second = Ways::new();
    phrases(tables, tokens, at, |f, value| f == Field::Month && value == month.value, &mut second);
    match second.last() {
        Some(same) if !bracket => same.end,
        Some(same) if tokens.get(same.end).is_some_and(|t| t.is_mark(')')) => same.end + 1,
        _ => month.end,
    }
}

/// Numbers in words: one word, «خمسة عشر», "twenty-three", «الثالث والعشرين».
fn number_words(tables: &DateTables, tokens: &[Token], at: usize, ways: &mut Ways) {
    let is_number = |f: Field, value: i32| matches!(f, Field::Number | Field::Ordinal) && value > 0;
    let mut heads = Ways::new();
    phrases(tables, tokens, at, is_number, &mut heads);
    for head in heads {
        ways.push(head);
        let mut tails = Ways::new();
        let mut next = head.end;
        let joined = tokens.get(next).is_some_and(|t| tables.and.contains(&t.word));
        next += usize::from(joined);
        if next >= tokens.len() || tokens[next].has(flag::LINE_START) {
            continue;
        }
        phrases(tables, tokens, next, is_number, &mut tails);
        for tail in tails {
            let (a, b) = (head.value, tail.value);
            let tens = |n: i32| n % 10 == 0 && (20..=90).contains(&n);
            let fits = match joined {
                true => (a < 10 && tens(b)) || (tens(a) && b < 10),
                // Tens and ones without "and", and the teens said as ones and ten.
                false => (tens(a) && b < 10) || (a < 10 && b == 10),
            };
            if fits {
                ways.push(Taken { end: tail.end, value: a + b, weak: false });
            }
        }
    }
}
