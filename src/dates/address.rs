//! The date that the address of a page names: `/2018/06/23/`, `/2018-06-23-`, `/20180623/`, `/2019/may/27/`, `/2015/0304/`.

use chrono::NaiveDate;

use super::calendar::month_of_day;
use crate::model::{Basis, DateValue, Precision};

/// Years in which an address may have been written.
const YEARS: std::ops::RangeInclusive<i32> = 1990..=2099;
/// Months as addresses write them, in English whatever the language of the page.
const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// The day an address names; the month, where it names no day (`/2018/05/`). A year alone is no date: it may be anything's.
pub fn date_in_address(url: &str) -> Option<DateValue> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest).split(['?', '#']).next()?;
    let path = path.split_once('/')?.1;
    let parts: Vec<&str> = path.split(['/', '-', '_', '.', '+', ',']).collect();
    let day = (0..parts.len()).find_map(|i| whole(parts[i]).or_else(|| in_parts(&parts[i..])));
    let value = |(first, last), precision| DateValue {
        first: Some(first),
        last: Some(last),
        precision,
        basis: Basis::Publication,
        flags: Default::default(),
    };
    // Words of a headline may stand like a month: "world-cup-2018-may-be-…".
    let folders: Vec<&str> = path.split('/').collect();
    let month = || folders.windows(2).find_map(|pair| month_of_day(NaiveDate::from_ymd_opt(year(pair[0])?, month_name(pair[1])?, 1)?));
    day.map(|day| value((day, day), Precision::Day)).or_else(|| month().map(|month| value(month, Precision::Month)))
}

/// Eight digits: 20180623.
fn whole(part: &str) -> Option<NaiveDate> {
    let day = NaiveDate::parse_from_str(part, "%Y%m%d").ok().filter(|_| part.len() == 8)?;
    YEARS.contains(&chrono::Datelike::year(&day)).then_some(day)
}

/// Year, month and day in a row; month and day may be one part (`2015/0304`).
fn in_parts(parts: &[&str]) -> Option<NaiveDate> {
    let year = year(parts.first()?)?;
    let next = parts.get(1)?;
    if let Some((month, day)) = next.split_at_checked(2).filter(|(month, day)| digits(month, 2) && digits(day, 2)) {
        return NaiveDate::from_ymd_opt(year, month.parse().ok()?, day.parse().ok()?);
    }
    let day = parts.get(2)?;
    let day = (digits(day, 1) || digits(day, 2)).then(|| day.parse().ok())??;
    NaiveDate::from_ymd_opt(year, month_name(next)?, day)
}

fn digits(part: &str, count: usize) -> bool {
    part.len() == count && part.bytes().all(|byte| byte.is_ascii_digit())
}

fn year(part: &str) -> Option<i32> {
    digits(part, 4).then(|| part.parse().ok())?.filter(|year| YEARS.contains(year))
}

fn month_name(part: &str) -> Option<u32> {
    if digits(part, 1) || digits(part, 2) {
        return part.parse().ok().filter(|month| (1..=12).contains(month));
    }
    let head = part.get(..3)?.to_ascii_lowercase();
    let letters = part.bytes().all(|byte| byte.is_ascii_alphabetic()) && part.len() <= 9;
    MONTHS.iter().position(|month| *month == head).filter(|_| letters).map(|at| at as u32 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_name_days_and_months() {
        for (url, first, last) in [
            ("https://news.example/story/world/2016/06/28/leaders-meet/86458294/", "2016-06-28", "2016-06-28"),
            ("https://news.example/news/2019/may/27/candidate/", "2019-05-27", "2019-05-27"),
            ("http://news.example/ar/20180118-%D8%A3%D8%A8%D9%84", "2018-01-18", "2018-01-18"),
            ("http://news.example/Justice/2015/0304/ruling", "2015-03-04", "2015-03-04"),
            ("http://news.example/2018-4-9-summit.html", "2018-04-09", "2018-04-09"),
            ("http://news.example/opinion/2018/05/a_debate", "2018-05-01", "2018-05-31"),
        ] {
            let value = date_in_address(url).unwrap_or(DateValue::UNKNOWN);
            assert_eq!((value.first, value.last), (first.parse().ok(), last.parse().ok()), "{url}");
        }
        for url in [
            "https://news.example/world-43156292",
            "https://news.example/2018/story",
            "https://news.example/sport/10474721",
            "https://news.example/2018/13/01",
            "https://news.example/world-cup-2018-may-be-decided",
            "https://2018-05-04.example/",
            "https://news.example/1999-44-33",
        ] {
            assert_eq!(date_in_address(url), None, "{url}");
        }
    }
}
