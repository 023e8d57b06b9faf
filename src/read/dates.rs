//! Publication dates as records write them.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveDateTime, Utc};

/// Forms with a time zone.
const ZONED: [&str; 5] =
    ["%Y-%m-%dT%H:%M:%S%.f%#z", "%Y-%m-%d %H:%M:%S%.f %#z", "%Y-%m-%d %H:%M:%S%.f%#z", "%Y-%m-%dT%H:%M%#z", "%Y%m%dT%H%M%S%#z"];
/// Forms with a time and no zone: taken as UTC.
const TIMES: [&str; 6] =
    ["%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M", "%Y/%m/%d %H:%M:%S", "%Y%m%dT%H%M%S"];
/// Forms of a day. Day-month-year in digits is not among them: 03/04 is a different day on either side of an ocean.
const DAYS: [&str; 7] = ["%Y-%m-%d", "%Y/%m/%d", "%d %B %Y", "%B %d, %Y", "%B %d %Y", "%d %b %Y", "%b %d, %Y"];

/// The instant a value names: RFC 3339, `2024-01-26`, `2024-01-26 13:05[:09]`, RFC 2822, `20240126[130509]`, seconds or milliseconds
/// since 1970, and days with an English month's name. Without a zone it is UTC, without a time midnight. None where it is none
/// of these, or not between 1900 and 2100.
pub fn parse_date(value: &str) -> Option<DateTime<Utc>> {
    parse_zoned(value).map(|date| date.to_utc())
}

/// The same in the zone that the value names: its day is the day at the publisher, from which "yesterday" is counted.
pub fn parse_zoned(value: &str) -> Option<DateTime<FixedOffset>> {
    let value: String = value.trim().chars().map(ascii_digit).collect();
    let bare = value.strip_suffix(" UTC").or_else(|| value.strip_suffix(" GMT")).unwrap_or(&value).trim();
    parse(&value).or_else(|| parse(bare)).filter(|date| (1900..=2100).contains(&date.year()))
}

fn parse(value: &str) -> Option<DateTime<FixedOffset>> {
    if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
        return number(value).map(|date| date.fixed_offset());
    }
    if let Some(whole) = value.strip_suffix(".0") {
        return number(whole).map(|date| date.fixed_offset());
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
        16 => DateTime::from_timestamp_micros(digits.parse().ok()?),
        19 => Some(DateTime::from_timestamp_nanos(digits.parse().ok()?)),
        _ => None,
    }
}

fn midnight(day: NaiveDate) -> Option<DateTime<Utc>> {
    day.and_hms_opt(0, 0, 0).map(|time| time.and_utc())
}

fn ascii_digit(c: char) -> char {
    let zero = match c {
        '\u{0660}'..='\u{0669}' => 0x0660,
        '\u{06f0}'..='\u{06f9}' => 0x06f0,
        _ => return c,
    };
    char::from_digit(c as u32 - zero, 10).unwrap_or(c)
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
        for value in ["", "2024", "2024-01", "26/01/2024", "20241399", "yesterday", "2024-02-30", "1066-10-14", "0"] {
            assert_eq!(at(value), "none", "{value}");
        }
    }
}
