//! From what was said to an interval of days.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

use super::{Anchor, Direction, When, hijri};
use crate::codebook::dates::{From, Kind, Unit};
use crate::model::{Basis, DateFlags, DateValue, Precision};

/// An interval with its precision, and whether the anchor was needed.
#[derive(Clone, Copy)]
struct Found {
    first: NaiveDate,
    last: NaiveDate,
    precision: Precision,
    relative: bool,
    flags: DateFlags,
}

/// A day or month without year that would be further ahead than this, in days, is the one that was.
const FAR_AHEAD: i64 = 270;

pub(super) type Pair = (NaiveDate, NaiveDate);

/// The value of an expression seen from an anchor. `base` is the date in the text it is counted from, if it is.
pub(super) fn resolve(when: &When, anchor: &Anchor, base: Option<NaiveDate>, direction: Option<Direction>) -> DateValue {
    let by_text = match when.from {
        From::Publication => false,
        From::Text | From::Next => true,
        From::Day => base.is_some(),
    };
    let anchors = if by_text { (base, base) } else { (anchor.first, anchor.last) };
    let (Some(early), Some(late)) = (interval(when, anchors.0, direction), interval(when, anchors.1, direction)) else {
        return DateValue::UNKNOWN;
    };
    let relative = early.relative || late.relative;
    let basis = match () {
        () if !relative => Basis::Stated,
        () if anchor.inferred && !by_text => Basis::Page,
        () => Basis::Relative,
    };
    // Seen from the two ends of an uncertain publication day the answer may differ: then only a stretch is known.
    let same = (early.first, early.last) == (late.first, late.last);
    let precision = if same { late.precision } else { Precision::Interval };
    DateValue { first: Some(early.first.min(late.first)), last: Some(early.last.max(late.last)), precision, basis, flags: late.flags }
}

fn interval(when: &When, anchor: Option<NaiveDate>, direction: Option<Direction>) -> Option<Found> {
    let mut found = match when.kind {
        Kind::Nothing => None,
        Kind::Ago => counted(when, anchor?, -1),
        Kind::Ahead => counted(when, anchor?, 1),
        Kind::SpanBack => stretch(when, anchor?, -1),
        Kind::SpanAhead => stretch(when, anchor?, 1),
        Kind::Unit => shifted(when, anchor?, direction),
        Kind::Date | Kind::Range | Kind::List => date(when, anchor, direction),
    }?;
    if let (Some(weekday), Precision::Day) = (when.weekday, found.precision) {
        found.flags.weekday_conflict = found.first.weekday().number_from_monday() != weekday;
    }
    found.flags.day_month_ambiguous = when.ambiguous;
    Some(found)
}

fn relative((first, last): Pair, precision: Precision) -> Option<Found> {
    Some(Found { first, last, precision, relative: true, flags: DateFlags::default() })
}

fn stated((first, last): Pair, precision: Precision) -> Option<Found> {
    Some(Found { first, last, precision, relative: false, flags: DateFlags::default() })
}

fn add_days(day: NaiveDate, n: i64) -> Option<NaiveDate> {
    let days = Days::new(n.unsigned_abs());
    if n < 0 { day.checked_sub_days(days) } else { day.checked_add_days(days) }
}

fn add_months(day: NaiveDate, n: i32) -> Option<NaiveDate> {
    let months = Months::new(n.unsigned_abs());
    if n < 0 { day.checked_sub_months(months) } else { day.checked_add_months(months) }
}

fn one_day(day: NaiveDate) -> Pair {
    (day, day)
}

fn month_of(year: i32, month: u32) -> Option<Pair> {
    let first = NaiveDate::from_ymd_opt(year, month, 1)?;
    Some((first, add_days(add_months(first, 1)?, -1)?))
}

/// The month in which a day lies.
pub(super) fn month_of_day(day: NaiveDate) -> Option<Pair> {
    month_of(day.year(), day.month())
}

fn years(from: i32, count: i32) -> Option<Pair> {
    Some((NaiveDate::from_ymd_opt(from, 1, 1)?, NaiveDate::from_ymd_opt(from + count - 1, 12, 31)?))
}

fn week_of(day: NaiveDate, by: i64) -> Option<Pair> {
    let first = add_days(day, by * 7 - i64::from(day.weekday().num_days_from_monday()))?;
    Some((first, add_days(first, 6)?))
}

/// The interval of the unit in which a day lies.
fn unit_of(unit: Unit, day: NaiveDate) -> Option<(Pair, Precision)> {
    let (year, month) = (day.year(), day.month());
    Some(match unit {
        Unit::Minute | Unit::Hour | Unit::Day => (one_day(day), Precision::Day),
        Unit::Week => (week_of(day, 0)?, Precision::Week),
        Unit::Weekend => {
            let (_, sunday) = week_of(day, 0)?;
            ((add_days(sunday, -1)?, sunday), Precision::Weekend)
        }
        Unit::Month => (month_of(year, month)?, Precision::Month),
        Unit::Quarter => (part_of_year(year, (month - 1) / 3, 3)?, Precision::Quarter),
        Unit::Half => (part_of_year(year, (month - 1) / 6, 6)?, Precision::Half),
        Unit::Year => (years(year, 1)?, Precision::Year),
        Unit::Decade => (years(year.div_euclid(10) * 10, 10)?, Precision::Decade),
        Unit::Century => (years(year.div_euclid(100) * 100, 100)?, Precision::Century),
    })
}

/// The `index`th stretch of so many months, from 0.
fn part_of_year(year: i32, index: u32, months: u32) -> Option<Pair> {
    Some((month_of(year, index * months + 1)?.0, month_of(year, (index + 1) * months)?.1))
}

fn moved(day: NaiveDate, unit: Unit, n: i32) -> Option<NaiveDate> {
    match unit {
        Unit::Minute => Some(day),
        Unit::Hour => add_days(day, i64::from(n / 24)),
        Unit::Day => add_days(day, i64::from(n)),
        Unit::Week | Unit::Weekend => add_days(day, i64::from(n) * 7),
        Unit::Month => add_months(day, n),
        Unit::Quarter => add_months(day, n.checked_mul(3)?),
        Unit::Half => add_months(day, n.checked_mul(6)?),
        Unit::Year => add_months(day, n.checked_mul(12)?),
        Unit::Decade => add_months(day, n.checked_mul(120)?),
        Unit::Century => add_months(day, n.checked_mul(1200)?),
    }
}

/// "two weeks ago": a day for days and weeks, else the month or year in which it falls.
fn counted(when: &When, anchor: NaiveDate, sign: i32) -> Option<Found> {
    // "the eve of 5 July" is a day before it.
    let eve = (when.from == From::Next).then_some(Unit::Day);
    let (unit, count) = (when.unit.or(eve)?, when.count.unwrap_or(1));
    if when.vague || !(0..=5000).contains(&count) {
        return None;
    }
    let day = moved(anchor, unit, sign * count)?;
    let (pair, precision) = match unit {
        unit if when.whole => unit_of(unit, day)?,
        Unit::Week | Unit::Weekend => (one_day(day), Precision::Day),
        Unit::Quarter | Unit::Half => unit_of(Unit::Month, day)?,
        unit => unit_of(unit, day)?,
    };
    relative(pair, precision)
}

/// "the last three days": from then until the anchor.
fn stretch(when: &When, anchor: NaiveDate, sign: i32) -> Option<Found> {
    // "за последний год": the last one, where no number is said.
    let (unit, count) = (when.unit?, when.count.or((!when.vague).then_some(1))?);
    if !(0..=5000).contains(&count) {
        return None;
    }
    let other = moved(anchor, unit, sign * count)?;
    relative((anchor.min(other), anchor.max(other)), Precision::Interval)
}

/// "last week", "this year"; a weekend without "last" or "next" is the nearest that has begun.
fn shifted(when: &When, anchor: NaiveDate, direction: Option<Direction>) -> Option<Found> {
    // "at 18:00 GMT" is at the day the line is at.
    let unit = when.unit.or((when.from == From::Day).then_some(Unit::Day))?;
    let shift = match when.shift {
        // "this weekend" of what has been is the last that had begun.
        Some(shift) if shift != 0 || unit != Unit::Weekend || direction != Some(Direction::Past) => shift,
        _ if unit == Unit::Weekend && direction != Some(Direction::Future) => i32::from(anchor.weekday().number_from_monday() >= 6) - 1,
        _ => 0,
    };
    let (pair, precision) = unit_of(unit, moved(start_of(unit, anchor)?, unit, shift)?)?;
    relative(pair, precision)
}

/// How many more than one: "before last" is one further than "last".
fn further(shift: i32) -> usize {
    shift.unsigned_abs().saturating_sub(1) as usize
}

/// The first day of a unit, so that a month before 31 March is February.
fn start_of(unit: Unit, day: NaiveDate) -> Option<NaiveDate> {
    unit_of(unit, day).map(|(pair, _)| pair.0)
}

fn date(when: &When, anchor: Option<NaiveDate>, direction: Option<Direction>) -> Option<Found> {
    if let Some(offset) = when.offset {
        return relative(one_day(add_days(anchor?, i64::from(offset))?), Precision::Day);
    }
    if let Some(month) = when.hijri_month {
        return islamic(when, month, anchor, direction);
    }
    if let Some(unit @ (Unit::Decade | Unit::Century)) = when.unit {
        return age(when, unit, anchor);
    }
    let year = match (when.year, when.year_shift) {
        (Some(year), _) => Some(year),
        (None, Some(shift)) => Some(anchor?.year() + shift),
        _ => None,
    };
    // "of this month", "last month" fixes year and month.
    let (year, month, by_month) = match when.month_shift {
        Some(shift) if when.month.is_none() => {
            let first = add_months(start_of(Unit::Month, anchor?)?, shift)?;
            (Some(first.year()), Some(first.month()), true)
        }
        _ => (year, when.month, false),
    };
    let found = match (month, when.unit, when.season) {
        (Some(month), unit @ Some(Unit::Week | Unit::Half), _) if when.ordinal.is_some() => {
            in_year(year, when, anchor, direction, Precision::Interval, |y| part_of_month(y, month, unit, when.ordinal))
        }
        (Some(month), _, _) => match when.day {
            Some(day) => in_year(year, when, anchor, direction, Precision::Day, |y| NaiveDate::from_ymd_opt(y, month, day).map(one_day)),
            None => in_year(year, when, anchor, direction, Precision::Month, |y| month_of(y, month)),
        },
        (None, Some(Unit::Quarter), _) => {
            let index = nth(when.ordinal?, 4)?;
            in_year(year, when, anchor, direction, Precision::Quarter, |y| part_of_year(y, index, 3))
        }
        (None, Some(Unit::Half), _) => {
            let index = nth(when.ordinal?, 2)?;
            in_year(year, when, anchor, direction, Precision::Half, |y| part_of_year(y, index, 6))
        }
        (None, _, Some(season)) => in_year(year, when, anchor, direction, Precision::Season, |y| season_of(y, season)),
        (None, _, None) => match (when.weekday, year) {
            (Some(weekday), None) => named_day(when, weekday, anchor?, direction),
            (_, Some(year)) => stated(years(year, 1)?, Precision::Year),
            _ => None,
        },
    }?;
    let relative = found.relative || when.year_shift.is_some() || by_month;
    Some(Found { relative, ..found })
}

/// Index from 0 of the `ordinal`th of so many; -1 is the last.
fn nth(ordinal: i32, of: i32) -> Option<u32> {
    let index = if ordinal < 0 { of + ordinal } else { ordinal - 1 };
    (0..of).contains(&index).then_some(index as u32)
}

/// Seasons of the northern hemisphere by whole months; winter begins in December of the year before.
fn season_of(year: i32, season: u32) -> Option<Pair> {
    match season {
        4 => Some((month_of(year - 1, 12)?.0, month_of(year, 2)?.1)),
        season => Some((month_of(year, season * 3)?.0, month_of(year, season * 3 + 2)?.1)),
    }
}

fn part_of_month(year: i32, month: u32, unit: Option<Unit>, ordinal: Option<i32>) -> Option<Pair> {
    let (first, last) = month_of(year, month)?;
    let days = if unit == Some(Unit::Half) { 15 } else { 7 };
    match ordinal? {
        -1 => Some((add_days(last, 1 - days)?, last)),
        n @ 1..=4 => {
            let from = add_days(first, i64::from(n - 1) * days)?;
            let to = if unit == Some(Unit::Half) && n == 2 { last } else { add_days(from, days - 1)? };
            Some((from, to))
        }
        _ => None,
    }
}

/// A day, month or season in its year; where the year is not said, the one that "last", "next" or the direction asks for. Without
/// either a month or season is the last that has begun, and a day the last unless it comes very soon.
fn in_year(
    year: Option<i32>,
    when: &When,
    anchor: Option<NaiveDate>,
    direction: Option<Direction>,
    precision: Precision,
    make: impl Fn(i32) -> Option<Pair>,
) -> Option<Found> {
    if let Some(year) = year {
        return stated(make(year)?, precision);
    }
    let anchor = anchor?;
    // 29 February is looked for a few years around.
    let around = || (anchor.year() - 8..=anchor.year() + 8).filter_map(&make);
    let whole = start_of_precision(precision, anchor)?;
    let pair = match when.shift {
        Some(0) => make(anchor.year())?,
        Some(shift) if shift < 0 => around().filter(|p| p.1 < whole.0).nth_back(further(shift))?,
        Some(shift) => around().filter(|p| p.0 > whole.1).nth(further(shift))?,
        None => {
            let past = around().filter(|p| p.0 <= anchor).last()?;
            let future = around().find(|p| p.1 >= anchor)?;
            let soon = (future.0 - anchor).num_days() * 4 <= (anchor - past.1).num_days();
            match direction {
                Some(Direction::Past) => past,
                // "will publish the April figures" in May: what is most of a year ahead is not meant.
                Some(Direction::Future) if (future.0 - anchor).num_days() <= FAR_AHEAD => future,
                Some(Direction::Future) => past,
                None if precision == Precision::Day && soon => future,
                None => past,
            }
        }
    };
    let mut found = relative(pair, precision)?;
    found.flags.year_inferred = true;
    found.flags.tense_inferred = when.shift.is_none() && direction.is_some();
    Some(found)
}

fn start_of_precision(precision: Precision, day: NaiveDate) -> Option<Pair> {
    match precision {
        Precision::Month => Some(unit_of(Unit::Month, day)?.0),
        _ => Some(one_day(day)),
    }
}

/// A weekday: the last, today included, unless "last", "next" or the direction says otherwise.
fn named_day(when: &When, weekday: u32, anchor: NaiveDate, direction: Option<Direction>) -> Option<Found> {
    let weekday = Weekday::try_from(weekday.checked_sub(1)? as u8).ok()?;
    if let Some(shift) = when.week_shift {
        let (monday, _) = week_of(anchor, i64::from(shift))?;
        return relative(one_day(add_days(monday, i64::from(weekday.num_days_from_monday()))?), Precision::Day);
    }
    let back = i64::from((7 + anchor.weekday().num_days_from_monday() - weekday.num_days_from_monday()) % 7);
    let ahead = (7 - back) % 7;
    let by = match (when.shift, direction) {
        (Some(shift), _) if shift < 0 => -(if back == 0 { 7 } else { back } + further(shift) as i64 * 7),
        (Some(shift), _) if shift > 0 => (if ahead == 0 { 7 } else { ahead }) + further(shift) as i64 * 7,
        // "this Friday" is the one to come, unless it is told as past.
        (Some(_), Some(Direction::Past)) => -back,
        (Some(_), _) | (None, Some(Direction::Future)) => ahead,
        (None, _) => -back,
    };
    let mut found = relative(one_day(add_days(anchor, by)?), Precision::Day)?;
    found.flags.tense_inferred = when.shift.is_none() && direction.is_some() && back != 0;
    Some(found)
}

/// Decades and centuries.
fn age(when: &When, unit: Unit, anchor: Option<NaiveDate>) -> Option<Found> {
    let century = match (when.century_shift, when.ordinal) {
        (Some(shift), _) => Some((anchor?.year().div_euclid(100) + shift) * 100),
        (None, Some(nth)) if (unit == Unit::Century || when.decade.is_some()) && (1..=30).contains(&nth) => Some((nth - 1) * 100),
        _ => None,
    };
    if unit == Unit::Century {
        let first = century?;
        let pair = years(first, 100)?;
        return if when.century_shift.is_some() { relative(pair, Precision::Century) } else { stated(pair, Precision::Century) };
    }
    let decade = match (when.decade, when.ordinal) {
        (Some(decade), _) => decade,
        (None, Some(nth)) => i32::try_from(self::nth(nth, 10)?).ok()? * 10,
        _ => return None,
    };
    match (decade, century) {
        (1000.., _) => stated(years(decade, 10)?, Precision::Decade),
        (_, Some(century)) if when.ordinal.is_some() => stated(years(century + decade, 10)?, Precision::Decade),
        (_, Some(century)) => relative(years(century + decade, 10)?, Precision::Decade),
        // The eighties are those of the last century; the twenties could be either.
        (30.., None) => stated(years(1900 + decade, 10)?, Precision::Decade),
        _ => {
            let year = anchor?.year();
            let from = if 2000 + decade <= year { 2000 + decade } else { 1900 + decade };
            relative(years(from, 10)?, Precision::Decade)
        }
    }
}

fn islamic(when: &When, month: u8, anchor: Option<NaiveDate>, direction: Option<Direction>) -> Option<Found> {
    let day = when.day.and_then(|d| u8::try_from(d).ok());
    let precision = if day.is_some() { Precision::Day } else { Precision::Month };
    let make = |year: i32| match day {
        Some(day) => hijri::day(year, month, day).map(one_day),
        None => hijri::month(year, month),
    };
    let mut found = match when.hijri_year {
        Some(year) => stated(make(year)?, precision)?,
        None => {
            let anchor = anchor?;
            let near = hijri::year_near(anchor);
            let around = || (near - 2..=near + 2).filter_map(make);
            let future = direction == Some(Direction::Future) || when.shift == Some(1);
            let pair = if future { around().find(|p| p.1 >= anchor)? } else { around().take_while(|p| p.0 <= anchor).last()? };
            let mut found = relative(pair, precision)?;
            found.flags.year_inferred = true;
            found
        }
    };
    found.flags.hijri = true;
    Some(found)
}
