//! Publication dates as records write them.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, Utc};

/// Forms with a time zone.
const ZONED: [&str; 5] =
    ["%Y-%m-%dT%H:%M:%S%.f%#z", "%Y-%m-%d %H:%M:%S%.f %#z", "%Y-%m-%d %H:%M:%S%.f%#z", "%Y-%m-%dT%H:%M%#z", "%Y%m%dT%H%M%S%#z"];
/// Forms with a time and no zone: taken as UTC.
const TIMES: [&str; 14] = [
    "%Y-%m-%d %H:%M:%S%.f",
    "%Y-%m-%dT%H:%M:%S%.f",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%dT%H:%M",
    "%Y/%m/%d %H:%M:%S",
    "%Y/%m/%d %H:%M",
    "%Y%m%dT%H%M%S",
    "%d %B %Y %H:%M:%S",
    "%d %B %Y %H:%M",
    "%d %B %Y, %H:%M",
    "%B %d, %Y %H:%M",
    "%B %d, %Y %I:%M %p",
    "%B %d, %Y, %I:%M %p",
    "%a %b %d %H:%M:%S %Y",
];
/// Forms of a day. `%B` reads short names of months too.
const DAYS: [&str; 9] =
    ["%Y-%m-%d", "%Y/%m/%d", "%d %B %Y", "%B %d, %Y", "%B %d %Y", "%d-%b-%Y", "%A, %B %d, %Y", "%A, %d %B %Y", "%B %d, %Y %A"];
/// Forms of a time behind a day that is written in digits.
const CLOCKS: [&str; 4] = ["%H:%M:%S%.f", "%H:%M", "%I:%M:%S %p", "%I:%M %p"];

/// Which comes first where day and month are both written in digits, before the year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DayOrder {
    /// 26/01/2024.
    DayFirst,
    /// 01/26/2024.
    MonthFirst,
}

/// What a value says of that order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ballot {
    /// A part above 12 decides.
    For(DayOrder),
    /// 03/04/2024: a different day on either side of an ocean.
    Open,
}

/// The instant a value names: RFC 3339, `2024-01-26`, `2024-01-26 13:05[:09]`, RFC 2822, `20240126[130509]`, seconds, milliseconds,
/// micro- or nanoseconds since 1970, and days with an English month's name; `26/01/2024` and `01/26/2024` where only one of the two
/// orders gives a day. Without a zone it is UTC, without a time midnight. None where it is none of these, or not between 1900 and 2100.
pub fn parse_date(value: &str) -> Option<DateTime<Utc>> {
    parse_zoned(value).map(|date| date.to_utc())
}

/// The same in the zone that the value names: its day is the day at the publisher, from which "yesterday" is counted.
pub fn parse_zoned(value: &str) -> Option<DateTime<FixedOffset>> {
    parse_ordered(value, None)
}

/// The same where a vote of the column's values has told which comes first, day or month.
pub(super) fn parse_ordered(value: &str, order: Option<DayOrder>) -> Option<DateTime<FixedOffset>> {
    let value = ascii_digits(value);
    let bare = value.strip_suffix(" UTC").or_else(|| value.strip_suffix(" GMT")).unwrap_or(&value).trim();
    parse(&value).or_else(|| parse(bare)).or_else(|| in_digits(bare, order)).filter(|date| (1900..=2100).contains(&date.year()))
}

/// What a value says of the order of day and month; None where it says nothing, as 2024-01-26.
pub(super) fn ballot(value: &str) -> Option<Ballot> {
    // With the year first there is nothing to ask.
    if value.len() > 4 && value.bytes().take(3).all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let value = ascii_digits(value);
    let (first, second, ..) = split_digits(&value)?;
    match (first, second) {
        (1..=12, 1..=12) => Some(Ballot::Open),
        (13..=31, 1..=12) => Some(Ballot::For(DayOrder::DayFirst)),
        (1..=12, 13..=31) => Some(Ballot::For(DayOrder::MonthFirst)),
        _ => None,
    }
}

/// A day in digits with the year last. `26.01.2024` has the day first wherever points are written.
fn in_digits(value: &str, order: Option<DayOrder>) -> Option<DateTime<FixedOffset>> {
    let (first, second, year, mark, rest) = split_digits(value)?;
    let order = match (first, second) {
        _ if mark == '.' => DayOrder::DayFirst,
        // Twice the same is one day in either order.
        _ if first == second => DayOrder::DayFirst,
        (13.., _) => DayOrder::DayFirst,
        (_, 13..) => DayOrder::MonthFirst,
        _ => order?,
    };
    let (day, month) = if order == DayOrder::DayFirst { (first, second) } else { (second, first) };
    let day = NaiveDate::from_ymd_opt(year, month, day)?;
    let rest = rest.trim_start_matches([',', ' ', 'T']);
    let time = if rest.is_empty() { NaiveTime::MIN } else { CLOCKS.iter().find_map(|form| NaiveTime::parse_from_str(rest, form).ok())? };
    Some(day.and_time(time).and_utc().fixed_offset())
}

/// `26/01/2024 13:05`: its numbers, the mark between them, and what follows.
fn split_digits(value: &str) -> Option<(u32, u32, i32, char, &str)> {
    let mark = value.chars().find(|c| !c.is_ascii_digit()).filter(|c| matches!(c, '/' | '.' | '-'))?;
    let mut parts = value.splitn(3, mark);
    let (first, second, rest) = (parts.next()?, parts.next()?, parts.next()?);
    let year = rest.get(..4)?;
    let digits = |part: &str, most: usize| (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    let fits =
        digits(first, 2) && digits(second, 2) && digits(year, 4) && !rest[4..].starts_with(|c: char| c.is_ascii_digit() || c == mark);
    fits.then_some(())?;
    Some((first.parse().ok()?, second.parse().ok()?, year.parse().ok()?, mark, &rest[4..]))
}

fn parse(value: &str) -> Option<DateTime<FixedOffset>> {
    if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
        return number(value).map(|date| date.fixed_offset());
    }
    if value.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'e' | b'E' | b'+')) {
        return fraction(value).map(|date| date.fixed_offset());
    }
    let unzoned = || {
        let time = TIMES.iter().find_map(|form| NaiveDateTime::parse_from_str(value, form).ok()).map(|time| time.and_utc());
        time.or_else(|| DAYS.iter().find_map(|form| NaiveDate::parse_from_str(value, form).ok()).and_then(midnight))
    };
    DateTime::parse_from_rfc3339(value)
        .or_else(|_| DateTime::parse_from_rfc2822(value))
        .ok()
        .or_else(|| ZONED.iter().find_map(|form| DateTime::parse_from_str(value, form).ok()))
        .or_else(|| unzoned().map(|date| date.fixed_offset()))
}

/// Digits only: a day or an instant written without separators, else time since 1970 in a unit that its length gives away.
fn number(digits: &str) -> Option<DateTime<Utc>> {
    match digits.len() {
        8 => NaiveDate::parse_from_str(digits, "%Y%m%d").ok().and_then(midnight),
        14 if digits.starts_with(['1', '2']) => NaiveDateTime::parse_from_str(digits, "%Y%m%d%H%M%S").ok().map(|time| time.and_utc()),
        9 | 10 => DateTime::from_timestamp(digits.parse().ok()?, 0),
        12 | 13 => DateTime::from_timestamp_millis(digits.parse().ok()?),
        15 | 16 => DateTime::from_timestamp_micros(digits.parse().ok()?),
        18 | 19 => Some(DateTime::from_timestamp_nanos(digits.parse().ok()?)),
        _ => None,
    }
}

/// `1706274309.25`, `20240126.0`, `1.706274309e9`: what a number becomes where a column has gaps.
fn fraction(value: &str) -> Option<DateTime<Utc>> {
    let number_of: f64 = value.parse().ok().filter(|number: &f64| number.is_finite() && *number < 1e19)?;
    number(&format!("{:.0}", number_of.trunc()))
}

fn midnight(day: NaiveDate) -> Option<DateTime<Utc>> {
    day.and_hms_opt(0, 0, 0).map(|time| time.and_utc())
}

/// Arabic and Persian digits as ours, and no white space around.
fn ascii_digits(value: &str) -> String {
    let digit = |c: char| {
        let zero = match c {
            '\u{0660}'..='\u{0669}' => 0x0660,
            '\u{06f0}'..='\u{06f9}' => 0x06f0,
            _ => return c,
        };
        char::from_digit(c as u32 - zero, 10).unwrap_or(c)
    };
    value.trim().chars().map(digit).collect()
}

#[cfg(test)]
mod tests {
    use super::parse_date;

    fn at(value: &str) -> String {
        parse_date(value).map_or("none".into(), |date| date.format("%Y-%m-%dT%H:%M:%S").to_string())
    }

    #[test]
    fn forms() {
        for (value, expected) in [
            ("2024-01-26T13:05:09Z", "2024-01-26T13:05:09"),
            ("2024-01-26T13:05:09.250+03:00", "2024-01-26T10:05:09"),
            ("2024-01-26T13:05:09+0300", "2024-01-26T10:05:09"),
            ("2024-01-26 13:05:09 +0300", "2024-01-26T10:05:09"),
            ("2024-01-26", "2024-01-26T00:00:00"),
            ("٢٠٢٤-٠١-٢٦", "2024-01-26T00:00:00"),
            ("2024/01/26", "2024-01-26T00:00:00"),
            ("2024-01-26 13:05", "2024-01-26T13:05:00"),
            ("2024-01-26 13:05:09", "2024-01-26T13:05:09"),
            ("2024-01-26 13:05:09 UTC", "2024-01-26T13:05:09"),
            ("Fri, 26 Jan 2024 13:05:09 +0100", "2024-01-26T12:05:09"),
            ("Fri, 26 Jan 2024 13:05:09 GMT", "2024-01-26T13:05:09"),
            ("20240126", "2024-01-26T00:00:00"),
            ("20240126130509", "2024-01-26T13:05:09"),
            ("20240126T130509+0100", "2024-01-26T12:05:09"),
            ("1706274309", "2024-01-26T13:05:09"),
            ("1706274309.0", "2024-01-26T13:05:09"),
            ("1706274309123", "2024-01-26T13:05:09"),
            ("26 January 2024", "2024-01-26T00:00:00"),
            ("Jan 26, 2024", "2024-01-26T00:00:00"),
            ("January 26, 2024 Friday", "2024-01-26T00:00:00"),
            ("Friday, 26 January 2024", "2024-01-26T00:00:00"),
            ("26 Jan 2024 13:05", "2024-01-26T13:05:00"),
            ("January 26, 2024 1:05 PM", "2024-01-26T13:05:00"),
            ("Fri Jan 26 13:05:09 2024", "2024-01-26T13:05:09"),
            ("20240126T130509Z", "2024-01-26T13:05:09"),
            ("1706274309.25", "2024-01-26T13:05:09"),
            ("1.706274309e9", "2024-01-26T13:05:09"),
            ("1706274309123456", "2024-01-26T13:05:09"),
            ("1706274309123456789", "2024-01-26T13:05:09"),
            ("26/01/2024", "2024-01-26T00:00:00"),
            ("01/26/2024 1:05 PM", "2024-01-26T13:05:00"),
            ("26-01-2024 13:05", "2024-01-26T13:05:00"),
            ("03.04.2024", "2024-04-03T00:00:00"),
            ("04/04/2024", "2024-04-04T00:00:00"),
        ] {
            assert_eq!(at(value), expected, "{value}");
        }
    }

    #[test]
    fn the_day_is_the_publishers() {
        let day = |value: &str| super::parse_zoned(value).map(|date| date.date_naive().to_string());
        assert_eq!(day("2020-12-01T01:30:00+03:00").as_deref(), Some("2020-12-01"));
        assert_eq!(day("2020-12-01T01:30:00Z").as_deref(), Some("2020-12-01"));
    }

    #[test]
    fn what_is_no_day() {
        for value in
            ["", "2024", "2024-01", "03/04/2024", "13/13/2024", "1/2/3/2024", "20241399", "yesterday", "2024-02-30", "1066-10-14", "0"]
        {
            assert_eq!(at(value), "none", "{value}");
        }
    }

    #[test]
    fn the_order_of_day_and_month_is_told_by_a_part_above_12_or_not_at_all() {
        use super::{Ballot, DayOrder, ballot, parse_ordered};
        assert_eq!(ballot("26/01/2024"), Some(Ballot::For(DayOrder::DayFirst)));
        assert_eq!(ballot("01/26/2024 13:05"), Some(Ballot::For(DayOrder::MonthFirst)));
        assert_eq!(ballot("03/04/2024"), Some(Ballot::Open));
        assert_eq!((ballot("2024-03-04"), ballot("soon")), (None, None));
        let day = |order| parse_ordered("03/04/2024", order).map(|date| date.date_naive().to_string());
        assert_eq!(day(Some(DayOrder::DayFirst)).as_deref(), Some("2024-04-03"));
        assert_eq!(day(Some(DayOrder::MonthFirst)).as_deref(), Some("2024-03-04"));
        assert_eq!(day(None), None);
    }
}
