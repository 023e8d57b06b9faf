//! The Islamic calendar of Umm al-Qura, which Saudi Arabia and most Gulf papers use. Other countries may differ by a day.

use chrono::NaiveDate;
use icu_calendar::Date;
use icu_calendar::cal::Hijri;
use icu_calendar::cal::hijri::UmmAlQura;

/// 15 Jumada al-Thani 1443 as a day of our calendar; None where that calendar has no such day.
pub(super) fn day(year: i32, month: u8, day: u8) -> Option<NaiveDate> {
    let date = Date::try_new_hijri_with_calendar(year, month, day, Hijri::<UmmAlQura>::new_umm_al_qura()).ok()?;
    let iso = date.to_calendar(icu_calendar::Iso);
    NaiveDate::from_ymd_opt(iso.year().extended_year(), u32::from(iso.month().ordinal), u32::from(iso.day_of_month().0))
}

/// First and last day of a month.
pub(super) fn month(year: i32, month: u8) -> Option<(NaiveDate, NaiveDate)> {
    let first = day(year, month, 1)?;
    let last = day(year, month, 30).or_else(|| day(year, month, 29))?;
    Some((first, last))
}

/// The year of the Hijra in which a day falls, give or take one.
pub(super) fn year_near(day: NaiveDate) -> i32 {
    use chrono::Datelike;
    ((f64::from(day.year()) - 622.0) * 33.0 / 32.0) as i32 + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_that_the_papers_print() {
        assert_eq!(day(1443, 6, 15), NaiveDate::from_ymd_opt(2022, 1, 18));
        assert_eq!(day(1443, 6, 31), None);
    }
}
