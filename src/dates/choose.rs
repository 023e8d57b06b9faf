//! Which date belongs to which event.

use std::ops::Range;

use super::{Anchor, DateMention, Direction};
use crate::model::{Basis, DateValue, Precision};

/// The date of an event, and the expression it was taken from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DateChoice {
    /// When.
    pub value: DateValue,
    /// Index into the mentions; None where the publication day was taken, or nothing is known.
    pub mention: Option<usize>,
}

/// The date of an event told by `trigger` in a clause (a range of tokens).
///
/// 1. The expression inside the clause that stands nearest to the trigger, in tokens; of two equally near, the one after. One that
///    says since or until when is no date of the event. Where two stand side by side for one time ("a week ago, on 11 January")
///    the more exact one counts. An end of a stretch gives the stretch. With a future `tense` the event is the announcement, so an
///    expression that names a time to come ("will send arms next month") is passed over.
/// 2. Otherwise the publication day, with basis `Publication` (`Page` where it is itself inferred), as wide as the anchor.
/// 3. Otherwise unknown.
pub fn date_for(mentions: &[DateMention], clause: Range<usize>, trigger: usize, tense: Option<Direction>, anchor: &Anchor) -> DateChoice {
    let distance = |m: &DateMention| match () {
        () if m.tokens.start > trigger => (m.tokens.start - trigger) * 2,
        () if m.tokens.end <= trigger => (trigger + 1 - m.tokens.end) * 2 + 1,
        () => 0,
    };
    let nearest = mentions
        .iter()
        .enumerate()
        .filter(|(_, m)| m.tokens.start >= clause.start && m.tokens.end <= clause.end && !m.since && !m.until)
        .filter(|(_, m)| tense != Some(Direction::Future) || m.direction != Some(Direction::Future))
        .min_by_key(|(_, m)| distance(m));
    if let Some((number, mention)) = nearest {
        let twin = mentions.iter().position(|m| m.linked == Some(number)).or(mention.linked).filter(|&t| t < mentions.len());
        let best = twin.filter(|&t| exactness(&mentions[t].interval()) < exactness(&mention.interval())).unwrap_or(number);
        return DateChoice { value: mentions[best].interval(), mention: Some(best) };
    }
    let unknown = DateChoice { value: DateValue::UNKNOWN, mention: None };
    let (Some(first), Some(last)) = (anchor.first, anchor.last) else { return unknown };
    let basis = if anchor.inferred { Basis::Page } else { Basis::Publication };
    let precision = if first == last { Precision::Day } else { Precision::Interval };
    DateChoice { value: DateValue { first: Some(first), last: Some(last), precision, basis, flags: Default::default() }, mention: None }
}

/// Smaller is better: known before unknown, stated before counted, fewer days.
fn exactness(value: &DateValue) -> (bool, bool, i64) {
    match (value.first, value.last) {
        (Some(first), Some(last)) => (false, value.basis != Basis::Stated && !value.flags.year_inferred, (last - first).num_days()),
        _ => (true, true, i64::MAX),
    }
}
