//! When was an article published that does not say so? What the text says of other days leaves few days on which it can have been
//! written: each clue is tried on every day of the window, and the days on which most clues hold are the answer.

use chrono::{Datelike, Days, NaiveDate};

use super::{Anchor, DateMention, Direction, When, calendar};
use crate::codebook::dates::{Kind, Unit};
use crate::model::{Basis, DateFlags, DateValue, Precision, Token, TokenKind, flag};

/// What else is known of the publication day: from the crawl, or from other articles of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bounds {
    /// Not before this day: for instance the newest past date any article of the page states ([`newest_stated`]).
    pub earliest: Option<NaiveDate>,
    /// Not after this day: for instance the day of the crawl.
    pub latest: Option<NaiveDate>,
    /// Likely in this stretch: the terms of those whom the text names by their office. Years within it fit equally well.
    pub term: (Option<NaiveDate>, Option<NaiveDate>),
}

/// Years looked at where only one end is bounded: news seldom go longer without naming a year.
const WINDOW: i32 = 5;
/// A run of fitting days longer than this says nothing worth having.
const LONGEST: i64 = 100;
/// Clues looked at; more would only repeat.
const MOST_CLUES: usize = 8;

/// Something the text says that holds on some days of publication only.
enum Clue<'a> {
    /// "yesterday, Thursday": the day so far from publication is that weekday.
    Offset(&'a When),
    /// "Tuesday 18 January": a date with its weekday is near, and is that weekday.
    NamedDay(&'a When),
    /// "a week ago, on 11 January": both name one time. Counted from publication, or from the day named before it
    /// ("last Saturday … a week ago, on 11 January").
    Pair { counted: &'a DateMention, date: &'a DateMention, from: Option<&'a DateMention> },
    /// "this April", «11 أبريل الجاري»: published in that month.
    ThisMonth(u32),
}

/// The latest day that the text states in full and that had come: an article is not older than that. Months and years count from
/// their first day where they are told as past: alone they are often to come ("the 2020 candidates").
pub fn newest_stated(mentions: &[DateMention]) -> Option<NaiveDate> {
    let told = |m: &DateMention| match m.value.precision {
        Precision::Day => m.direction != Some(Direction::Future),
        _ => m.since || m.direction == Some(Direction::Past),
    };
    let past = mentions.iter().filter(|m| m.is_absolute() && !m.until && told(m));
    past.filter_map(|m| m.value.first).max()
}

/// The day of the dateline or of the line under the headline: the first date of the text where it stands by itself
/// ("18 January 2025, 10:30") or before the dash that opens a report ("LONDON, Jan. 15, 2018 (Reuters) —").
pub fn dateline(mentions: &[DateMention], tokens: &[Token]) -> Option<DateValue> {
    let calendar =
        |m: &&DateMention| m.when.kind == Kind::Date && m.when.day.is_some() && (m.when.month.is_some() || m.when.hijri_month.is_some());
    let mention = mentions.iter().take(4).find(calendar)?;
    let range = &mention.tokens;
    let lines = tokens[..=range.start].iter().filter(|token| token.has(flag::LINE_START)).count();
    let begins = (0..=range.start).rev().find(|&i| tokens[i].has(flag::LINE_START)).unwrap_or(0);
    let ends = (range.end..tokens.len()).find(|&i| tokens[i].has(flag::LINE_START)).unwrap_or(tokens.len());
    let words = |tokens: &[Token]| tokens.iter().filter(|token| token.kind == TokenKind::Word).count();
    let (before, after) = (words(&tokens[begins..range.start]), &tokens[range.end..ends]);
    let alone = before + words(after) <= 4;
    let dash = after.iter().take(8).any(|token| ['-', '–', '—', '―'].into_iter().any(|mark| token.is_mark(mark)));
    // Posts of others that an article shows carry their day too.
    let caption = after.iter().chain(&tokens[begins..range.start]).any(|token| token.is_mark('@') || token.is_mark('#'));
    (lines <= 6 && !caption && (alone || before <= 4 && dash)).then_some(mention.value)
}

/// The days on which an article with these mentions may have been published. The result has basis `Page` and says `year_inferred`;
/// it is a day only where a single day is left, never a day picked from several. Where nothing bounds it on one side that side is open.
///
/// `mentions` are those of one article, tagged with [`Anchor::unknown`]. The answer is the latest run of days on which most clues
/// hold. Without a firm upper bound several years may fit equally well, and without a clue all days fit: then the bounds are all that is said,
/// and nothing (None) where there is none.
pub fn infer_published(mentions: &[DateMention], bounds: &Bounds) -> Option<DateValue> {
    let earliest = newest_stated(mentions).filter(|&day| bounds.latest.is_none_or(|latest| day <= latest)).max(bounds.earliest);
    // A term that what is stated lies beyond says nothing.
    let (from, to) = bounds.term;
    let contradicted =
        from.zip(bounds.latest).is_some_and(|(from, latest)| from > latest) || to.zip(earliest).is_some_and(|(to, earliest)| to < earliest);
    let (from, to) = if contradicted { (None, None) } else { (from, to) };
    let (earliest, likely) = (earliest.max(from), [bounds.latest, to].into_iter().flatten().min());
    let (first, last) = match clued(mentions, earliest, likely, bounds.latest.is_some()) {
        Some((first, last)) => (Some(first), Some(last)),
        None => (earliest, likely),
    };
    let empty = first.zip(last).is_some_and(|(first, last)| first > last);
    if empty || first.is_none() && last.is_none() {
        return None;
    }
    let precision = if first == last { Precision::Day } else { Precision::Interval };
    let flags = DateFlags { year_inferred: true, ..DateFlags::default() };
    Some(DateValue { first, last, precision, basis: Basis::Page, flags })
}

/// The run of days that the clues leave. Where `firm` the last run before `latest` is meant: news is seldom old.
fn clued(mentions: &[DateMention], earliest: Option<NaiveDate>, latest: Option<NaiveDate>, firm: bool) -> Option<(NaiveDate, NaiveDate)> {
    let clues = clues(mentions);
    let shift = |day: NaiveDate, years: i32| NaiveDate::from_ymd_opt(day.year() + years, day.month(), day.day().min(28));
    let (from, to) = match (earliest, latest) {
        (Some(from), Some(to)) => (from.max(shift(to, -WINDOW * 2)?), to),
        (Some(from), None) => (from, shift(from, WINDOW)?),
        (None, Some(to)) => (shift(to, -WINDOW)?, to),
        (None, None) => return None,
    };
    let (mut most, mut runs): (usize, Vec<(NaiveDate, NaiveDate)>) = (1, Vec::new());
    for day in from.iter_days().take_while(|&day| day <= to) {
        let held = clues.iter().filter(|clue| clue.holds(day)).count();
        if held > most {
            most = held;
            runs.clear();
        }
        if held == most {
            match runs.last_mut() {
                Some((_, last)) if (day - *last).num_days() == 1 => *last = day,
                _ => runs.push((day, day)),
            }
        }
    }
    let &(first, last) = runs.last()?;
    // Runs a few days apart are one answer with a hole; those far apart are different years, and nothing decides.
    let together = runs.iter().rev().take_while(|run| (last - run.0).num_days() <= LONGEST).count();
    if !firm && together < runs.len() {
        return None;
    }
    let first = runs[runs.len() - together.max(1)].0.min(first);
    ((last - first).num_days() <= LONGEST).then_some((first, last))
}

fn clues(mentions: &[DateMention]) -> Vec<Clue<'_>> {
    let mut clues = Vec::new();
    for (number, mention) in mentions.iter().enumerate() {
        let when = &mention.when;
        if when.offset.is_some() && when.weekday.is_some() {
            clues.push(Clue::Offset(when));
        } else if when.weekday.is_some() && when.month.is_some() && when.day.is_some() {
            clues.push(Clue::NamedDay(when));
        }
        if let (Some(month), Some(0), None) = (when.month, when.shift, when.year) {
            clues.push(Clue::ThisMonth(month));
        }
        let Some(other) = mention.linked.and_then(|l| mentions.get(l)).filter(|_| mention.linked < Some(number)) else { continue };
        let (counted, date) = if other.when.is_counted() { (other, mention) } else { (mention, other) };
        if !counted.when.is_counted() || date.when.month.is_none() && date.when.year.is_none() {
            continue;
        }
        clues.push(Clue::Pair { counted, date, from: None });
        // In a story "a week ago" may be a week before what was just told.
        let told = mentions[..number].iter().rev().find(|m| m.when.kind == Kind::Date && m.when.weekday.is_some());
        if let (Kind::Ago, Some(told)) = (counted.when.kind, told) {
            clues.push(Clue::Pair { counted, date, from: Some(told) });
        }
    }
    clues.truncate(MOST_CLUES);
    clues
}

impl Clue<'_> {
    fn holds(&self, published: NaiveDate) -> bool {
        match self {
            Clue::Offset(when) => see(when, published, None).is_some_and(|v| !v.flags.weekday_conflict),
            Clue::NamedDay(when) => near(when, published)
                .is_some_and(|v| !v.flags.weekday_conflict && v.first.is_some_and(|day| (day - published).num_days().abs() <= 7)),
            Clue::ThisMonth(month) => published.month() == *month,
            Clue::Pair { counted, date, from } => pair_holds(counted, date, *from, published).unwrap_or(false),
        }
    }
}

/// Whether a counted time and a calendar date meet. "A week ago" is loosely said when counted from the day of writing, by half the
/// unit; counted from another day of the story it is exact.
fn pair_holds(counted: &DateMention, date: &DateMention, from: Option<&DateMention>, published: NaiveDate) -> Option<bool> {
    let (anchor, slack) = match from {
        Some(told) => (see(&told.when, published, told.direction)?.first?, 0),
        None => (published, slack(&counted.when)),
    };
    let value = see(&counted.when, anchor, counted.direction)?;
    let (first, last) = (value.first?.checked_sub_days(Days::new(slack))?, value.last?.checked_add_days(Days::new(slack))?);
    let named = near(&date.when, value.first?)?;
    Some(named.first? <= last && first <= named.last?)
}

fn slack(when: &When) -> u64 {
    match when.unit {
        Some(Unit::Week) if when.kind != Kind::Unit => 3,
        Some(Unit::Month) if when.kind != Kind::Unit => 15,
        _ => 0,
    }
}

fn see(when: &When, published: NaiveDate, direction: Option<Direction>) -> Option<DateValue> {
    let value = calendar::resolve(when, &Anchor::day(published), None, direction);
    value.first.map(|_| value)
}

/// The date in the year that brings it nearest to a day.
fn near(when: &When, day: NaiveDate) -> Option<DateValue> {
    [Direction::Past, Direction::Future]
        .into_iter()
        .filter_map(|side| see(when, day, Some(side)))
        .min_by_key(|v| v.first.map_or(i64::MAX, |first| (first - day).num_days().abs()))
}
