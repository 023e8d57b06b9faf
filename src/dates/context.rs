//! What the words around an expression say of it: whether it is a date at all, past or future, since or until; and whether it
//! belongs together with the expression before it.

use std::ops::Range;

use chrono::NaiveDate;

use super::{Anchor, DateMention, Direction, When, calendar};
use crate::codebook::dates::{DateTables, Kind, Unit, cue};
use crate::model::{Basis, DateValue, Precision, Token, TokenKind, flag};

/// How far a verb may stand from the date it puts in the past or future, in tokens.
const REACH: usize = 10;

/// Whether a match is a date and not a number or another sense of the word.
pub(super) fn is_date(tables: &DateTables, text: &str, tokens: &[Token], range: Range<usize>, when: &When) -> bool {
    let before = range.start.checked_sub(1).map(|i| &tokens[i]).filter(|_| !tokens[range.start].has(flag::LINE_START));
    let after = tokens.get(range.end).filter(|t| !t.has(flag::LINE_START));
    let cues = |t: Option<&Token>| t.map_or(0, |t| tables.cues_of(t.word));
    if range.len() == 1 && when.weak {
        // A clitic is no company: «باب» is a door, not "in August".
        return cues(before.filter(|t| !t.has(flag::PROCLITIC))) & cue::COMPANY != 0;
    }
    if when.is_bare_year() && range.len() == 1 {
        return is_year(text, &tokens[range.start], before, after, cues(before), cues(after), when.year.unwrap_or(0));
    }
    true
}

/// A bare number that is a year: nothing is counted with it, and a round one needs a preposition or brackets.
fn is_year(text: &str, token: &Token, before: Option<&Token>, after: Option<&Token>, cues_before: u16, cues_after: u16, year: i32) -> bool {
    if cues_after & cue::COUNTED != 0 || cues_before & cue::QUANTITY != 0 {
        return false;
    }
    let joined = |a: &Token, b: &Token| a.span.end == b.span.start;
    if let Some(after) = after {
        let mark = char::from_u32(after.value).filter(|_| after.kind == TokenKind::Mark);
        if mark.is_some_and(|c| matches!(c, '%' | '٪' | '$' | '€' | '£')) {
            return false;
        }
        if joined(token, after) && (after.kind == TokenKind::Word || mark.is_some_and(|c| matches!(c, ':' | '@' | '_'))) {
            return false;
        }
        // A year is not followed by another number ("2010 500"), unless it is joined to it.
        if after.kind == TokenKind::Number && !after.has(flag::HYPHEN) {
            return false;
        }
    }
    if let Some(before) = before {
        let mark = char::from_u32(before.value).filter(|_| before.kind == TokenKind::Mark);
        if mark.is_some_and(|c| matches!(c, '$' | '€' | '£' | '#' | '№' | '@' | '_' | '=' | '©')) {
            return false;
        }
        if joined(before, token)
            && (mark.is_some_and(|c| matches!(c, ':' | '.' | '/')) || before.kind == TokenKind::Word && !before.has(flag::PROCLITIC))
        {
            return false;
        }
        // "Flight-2019", "B-2001".
        if token.has(flag::HYPHEN) && before.kind == TokenKind::Word && before.span.of(text).chars().count() < 4 {
            return false;
        }
    }
    let bracketed = before.is_some_and(|t| t.is_mark('('));
    year % 50 != 0 || bracketed || cues_before & (cue::COMPANY | cue::SINCE | cue::UNTIL) != 0
}

/// What the words near an expression say.
#[derive(Clone, Copy, Default)]
pub(super) struct Cues {
    pub(super) direction: Option<Direction>,
    pub(super) since: bool,
    pub(super) until: bool,
}

fn is_end(token: &Token) -> bool {
    token.kind == TokenKind::Mark
        && char::from_u32(token.value).is_some_and(|c| matches!(c, '.' | '!' | '?' | '؟' | ';' | '؛' | '"' | '«' | '»' | '“' | '”'))
}

/// The nearest verb or particle of past or future before the expression in its sentence; where the expression opens the sentence,
/// after it. "Since" and "until" stand directly before, or with one word between ("since last").
pub(super) fn cues_around(tables: &DateTables, tokens: &[Token], range: &Range<usize>) -> Cues {
    let mut found = Cues::default();
    let ahead = || {
        let rest = tokens[range.end.min(tokens.len())..].iter().take(REACH);
        rest.take_while(|t| !is_end(t) && !t.has(flag::LINE_START)).find_map(|t| direction(tables.cues_of(t.word)))
    };
    let mut opens = range.start == 0 || tokens[range.start].has(flag::LINE_START);
    if !opens {
        for (distance, i) in (0..range.start).rev().take(REACH).enumerate() {
            let token = &tokens[i];
            if is_end(token) {
                opens = distance <= 2;
                break;
            }
            let cues = tables.cues_of(token.word);
            if distance <= 1 {
                found.since |= cues & cue::SINCE != 0;
                found.until |= cues & cue::UNTIL != 0;
            }
            // The month "May" is a date before and no verb.
            let month =
                tables.capitalised && token.has(flag::CAPITAL) && tables.first.get(token.word as usize).is_some_and(|&node| node != 0);
            found.direction = found.direction.or(direction(cues).filter(|_| !month));
            // "said that on Friday talks would resume": the verb is to come.
            if found.direction.is_none() && distance <= 2 && cues & cue::CLAUSE != 0 {
                found.direction = ahead();
            }
            if token.has(flag::LINE_START) {
                opens = distance <= 2;
                break;
            }
        }
    }
    if found.direction.is_none() && opens {
        found.direction = ahead();
    }
    if found.since && found.direction.is_none() {
        found.direction = Some(Direction::Past);
    }
    if found.until && found.direction.is_none() {
        found.direction = Some(Direction::Future);
    }
    found
}

fn direction(cues: u16) -> Option<Direction> {
    match (cues & cue::FUTURE != 0, cues & cue::PAST != 0) {
        (true, _) => Some(Direction::Future),
        (_, true) => Some(Direction::Past),
        _ => None,
    }
}

/// The last date the text has named, for "the next day" and "the previous year": as exact as the unit at least.
pub(super) fn last_named(mentions: &[DateMention], unit: Option<Unit>) -> Option<NaiveDate> {
    let fine = |m: &&DateMention| match unit {
        Some(Unit::Month) => matches!(m.value.precision, Precision::Day | Precision::Weekend | Precision::Week | Precision::Month),
        unit => unit > Some(Unit::Weekend) || m.value.precision == Precision::Day,
    };
    mentions.iter().rev().take(3).find(fine).and_then(|m| m.value.first)
}

/// The day that the line has named last before a token.
pub(super) fn day_at(mentions: &[DateMention], tokens: &[Token], at: usize) -> Option<NaiveDate> {
    let last = mentions.iter().rev().take(3).find(|m| m.value.precision == Precision::Day)?;
    let same_line = !tokens[last.tokens.start + 1..=at].iter().any(|t| t.has(flag::LINE_START));
    last.value.first.filter(|_| same_line)
}

/// Whether one day follows on the other: "3 and 4 May" is a stretch of two days.
pub(super) fn follow(a: &DateMention, b: &DateMention) -> bool {
    a.value.first.zip(b.value.first).is_some_and(|(a, b)| a.succ_opt() == Some(b))
}

/// Makes two mentions the ends of one stretch, where both have an interval and are in order.
pub(super) fn set_range(a: &mut DateMention, b: &mut DateMention) {
    let (Some(first), Some(last)) = (a.value.first, b.value.last) else { return };
    if first > last {
        return;
    }
    let basis = if a.value.basis == Basis::Stated { b.value.basis } else { a.value.basis };
    let stretch = DateValue { first: Some(first), last: Some(last), precision: Precision::Interval, basis, flags: b.value.flags };
    (a.range, b.range) = (Some(stretch), Some(stretch));
}

/// Whether `words` are the tokens from `at`.
fn stands(tokens: &[Token], at: usize, words: &[u32]) -> bool {
    words.iter().enumerate().all(|(i, &w)| tokens.get(at + i).is_some_and(|t| t.word == w))
}

/// Sees whether a new mention belongs with the one before: two ends of a stretch, two months of one year, or one time named twice.
pub(super) fn join(tables: &DateTables, tokens: &[Token], out: &mut [DateMention], new: &mut DateMention, anchor: &Anchor) {
    let number = out.len() - 1;
    let Some(old) = out.last_mut() else { return };
    let gap = old.tokens.end..new.tokens.start;
    if gap.start > gap.end || gap.len() > 4 || tokens[gap.start..=new.tokens.start].iter().any(|t| t.has(flag::LINE_START)) {
        return;
    }
    let between = &tokens[gap.clone()];
    let calendar_dates = old.when.kind == Kind::Date && new.when.kind == Kind::Date && old.range.is_none();
    let dash = |t: &Token| t.is_mark('-') || t.is_mark('–') || t.is_mark('—');
    let hyphen = (between.is_empty() && tokens[new.tokens.start].has(flag::HYPHEN)) || (between.len() == 1 && dash(&between[0]));
    let joined = hyphen && old.value.precision == new.value.precision
        || tables.ranges.iter().any(|r| {
            let opened =
                r.open.is_empty() || (old.tokens.start >= r.open.len() && stands(tokens, old.tokens.start - r.open.len(), &r.open));
            // «من … وحتى …»: the conjunction may come before the word that joins.
            let join = if between.first().is_some_and(|t| tables.and.contains(&t.word)) && between.len() == r.join.len() + 1 {
                gap.start + 1
            } else {
                gap.start
            };
            opened && join + r.join.len() == gap.end && stands(tokens, join, &r.join)
        });
    let listed = between.len() == 1 && tables.and.contains(&between[0].word);
    if calendar_dates && (joined || listed) {
        // "from May to June 2024": the year is said once.
        if old.when.year.is_none()
            && old.when.year_shift.is_none()
            && new.when.year.is_some()
            && (old.when.month.is_some() && new.when.month.is_some() || old.when.ordinal.is_some() && old.when.unit == new.when.unit)
        {
            old.when.year = new.when.year;
            old.value = calendar::resolve(&old.when, anchor, None, old.direction);
        }
        if joined {
            set_range(old, new);
        }
        return;
    }
    let by_weekday = |m: &DateMention| m.when.weekday.is_some() && m.when.month.is_none() && m.when.offset.is_none();
    // «ليل الجمعة السبت»: the night between two days.
    if between.is_empty() && by_weekday(old) && by_weekday(new) && old.when.time && follow(old, new) {
        set_range(old, new);
        return;
    }
    // "a week ago, on 11 January": a comma or a preposition between, one of the two counted from today and the other by the calendar.
    let apposed = between.iter().all(|t| t.is_mark(',') || t.is_mark('،') || t.is_mark('(') || tables.cues_of(t.word) & cue::COMPANY != 0);
    let counted = |m: &DateMention| m.when.is_counted();
    let by_calendar =
        |m: &DateMention| m.when.kind == Kind::Date && m.when.offset.is_none() && (m.when.month.is_some() || m.when.year.is_some());
    if apposed && ((counted(old) && by_calendar(new)) || (by_calendar(old) && counted(new)) || (by_weekday(old) && by_calendar(new))) {
        new.linked = Some(number);
        // The year that is not written is the one nearest to the time already named.
        if let (Some(near), true, None) = (old.value.first, by_calendar(new), new.when.year)
            && new.when.month.is_some()
        {
            let nearest = [Direction::Past, Direction::Future]
                .map(|side| calendar::resolve(&new.when, &Anchor { inferred: anchor.inferred, ..Anchor::day(near) }, None, Some(side)))
                .into_iter()
                .filter_map(|value| Some(((value.first? - near).num_days().abs(), value)))
                .min_by_key(|(distance, _)| *distance);
            if let Some((_, value)) = nearest.filter(|(distance, _)| *distance <= 60) {
                new.value = value;
                new.base = Some(near);
            }
        }
    }
}
