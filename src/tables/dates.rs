//! A date in the forms that readers of event data expect: EDTF, and the precision codes of ACLED and UCDP.

use chrono::{Datelike, NaiveDate};

use crate::model::{Basis, DateValue, Precision};

/// The date in the Extended Date/Time Format (ISO 8601-2): `2022-01-11`, `2022-09`, `199X`, `2009-36` (last quarter), `2022-01-10/2022-01-16`,
/// `2022-09-30/..` where an end is open. `?` after it: doubtful (the publication day is itself inferred, or the text contradicts itself); `~`:
/// approximate (nothing said, the publication date taken); `%`: both. None where nothing is known.
pub(super) fn edtf(value: &DateValue) -> Option<String> {
    let flags = value.flags;
    let doubtful = value.basis == Basis::Page || flags.weekday_conflict || flags.dates_differ || flags.day_month_ambiguous;
    let mark = match (doubtful, value.basis == Basis::Publication) {
        (true, true) => "%",
        (true, false) => "?",
        (false, true) => "~",
        (false, false) => "",
    };
    let (first, last) = match (value.first, value.last) {
        (Some(first), Some(last)) => (first, last),
        (Some(first), None) => return Some(format!("{first}{mark}/..")),
        (None, Some(last)) => return Some(format!("../{last}{mark}")),
        (None, None) => return None,
    };
    let (year, month) = (first.year(), first.month());
    let one = match value.precision {
        Precision::Month => format!("{year:04}-{month:02}"),
        // Seasons are 21 to 24, quarters 33 to 36, halves 40 and 41. A winter is named by the year in which it ends.
        Precision::Season if month == 12 => format!("{:04}-24", last.year()),
        Precision::Season => format!("{year:04}-{}", 20 + month / 3),
        Precision::Quarter => format!("{year:04}-{}", 33 + (month - 1) / 3),
        Precision::Half => format!("{year:04}-{}", 40 + (month - 1) / 6),
        Precision::Year => format!("{year:04}"),
        Precision::Decade => format!("{:03}X", year / 10),
        Precision::Century => format!("{:02}XX", year / 100),
        _ if first == last => first.to_string(),
        _ => return Some(format!("{first}{mark}/{last}{mark}")),
    };
    Some(format!("{one}{mark}"))
}

/// Days of an interval with both ends.
fn days(value: &DateValue) -> Option<i64> {
    Some((value.last? - value.first?).num_days() + 1)
}

/// ACLED's `time_precision`: 1 the day is known, 2 the week, 3 the month. A day taken from the publication is 2: the report is of that day, the
/// event of about then. None for anything coarser, which ACLED does not code.
pub(super) fn acled_time_precision(value: &DateValue) -> Option<i64> {
    match days(value)? {
        1 if value.basis == Basis::Publication => Some(2),
        1 => Some(1),
        2..=7 => Some(2),
        8..=31 => Some(3),
        _ => None,
    }
}

/// UCDP GED's `date_prec`: 1 the day, 2 two to six days, 3 a week, 4 a month, 5 up to a year. A day taken from the publication is 2. None for
/// anything coarser.
pub(super) fn ucdp_date_prec(value: &DateValue) -> Option<i64> {
    match days(value)? {
        1 if value.basis == Basis::Publication => Some(2),
        1 => Some(1),
        2..=6 => Some(2),
        7 => Some(3),
        8..=31 => Some(4),
        32..=366 => Some(5),
        _ => None,
    }
}

/// Days from an event to the report of it, 0 where the report falls within the event's interval and negative for what is to come.
pub(super) fn days_lag(value: &DateValue, published: Option<NaiveDate>) -> Option<i64> {
    let (first, last, published) = (value.first?, value.last?, published?);
    Some(match () {
        () if published > last => (published - last).num_days(),
        () if published < first => (published - first).num_days(),
        () => 0,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::DateFlags;

    fn value(first: &str, last: &str, precision: Precision, basis: Basis) -> DateValue {
        DateValue { first: first.parse().ok(), last: last.parse().ok(), precision, basis, flags: DateFlags::default() }
    }

    #[test]
    fn each_precision_has_its_form() {
        use Basis::{Page, Publication, Stated};
        for (first, last, precision, basis, written, acled, ucdp) in [
            ("2022-01-11", "2022-01-11", Precision::Day, Stated, "2022-01-11", Some(1), Some(1)),
            ("2022-01-11", "2022-01-11", Precision::Day, Publication, "2022-01-11~", Some(2), Some(2)),
            ("2022-01-10", "2022-01-16", Precision::Week, Stated, "2022-01-10/2022-01-16", Some(2), Some(3)),
            ("2022-01-15", "2022-01-16", Precision::Weekend, Stated, "2022-01-15/2022-01-16", Some(2), Some(2)),
            ("2022-09-01", "2022-09-30", Precision::Month, Publication, "2022-09~", Some(3), Some(4)),
            ("2009-10-01", "2009-12-31", Precision::Quarter, Stated, "2009-36", None, Some(5)),
            ("2009-07-01", "2009-12-31", Precision::Half, Stated, "2009-41", None, Some(5)),
            ("2014-06-01", "2014-08-31", Precision::Season, Stated, "2014-22", None, Some(5)),
            ("2021-12-01", "2022-02-28", Precision::Season, Stated, "2022-24", None, Some(5)),
            ("2022-01-01", "2022-12-31", Precision::Year, Stated, "2022", None, Some(5)),
            ("1990-01-01", "1999-12-31", Precision::Decade, Stated, "199X", None, None),
            ("1800-01-01", "1899-12-31", Precision::Century, Stated, "18XX", None, None),
            ("2025-01-19", "2025-01-21", Precision::Interval, Page, "2025-01-19?/2025-01-21?", Some(2), Some(2)),
            ("2022-09-30", "", Precision::Interval, Page, "2022-09-30?/..", None, None),
        ] {
            let value = value(first, last, precision, basis);
            assert_eq!(edtf(&value).as_deref(), Some(written));
            assert_eq!((acled_time_precision(&value), ucdp_date_prec(&value)), (acled, ucdp), "{written}");
        }
        assert_eq!(edtf(&DateValue::UNKNOWN), None);
    }

    #[test]
    fn the_lag_is_counted_from_the_nearer_end() {
        let month = value("2021-12-01", "2021-12-31", Precision::Month, Basis::Relative);
        let lag = |day: &str| days_lag(&month, day.parse().ok());
        assert_eq!((lag("2022-01-18"), lag("2021-12-15"), lag("2021-11-30")), (Some(18), Some(0), Some(-1)));
        assert_eq!(days_lag(&month, None), None);
    }
}
