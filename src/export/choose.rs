//! Which events an export takes, and the day each of them gets.

use chrono::NaiveDate;

use super::Set;
use super::rows::Event;

/// What the user wants.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Options {
    /// Only events that are dated to the day.
    pub exact_dates: bool,
    /// Only events of this confidence at least.
    pub min_confidence: Option<f32>,
    /// 0 where GDELT never leaves a number blank and it is not known.
    pub zeros: bool,
}

/// What was written, and what was not and why.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize)]
pub struct Summary {
    /// Events written.
    pub events: u64,
    /// Of these, known to a week, a month or more: they stand on the first day of it.
    pub first_day_of_interval: u64,
    /// Of these, without any date: they stand on the day of their first report.
    pub day_of_report: u64,
    /// Mentions written.
    pub mentions: u64,
    /// Left out: no date, and no known day of publication.
    pub without_any_date: u64,
    /// Left out on request: not dated to the day.
    pub not_to_the_day: u64,
    /// Left out on request: of less confidence.
    pub below_confidence: u64,
    /// Left out: the set has no type for the action.
    pub without_type: u64,
    /// First and last day of the events written.
    #[serde(skip)]
    pub days: Option<(NaiveDate, NaiveDate)>,
    /// Latest time at which an event was added, as YYYYMMDDHHMMSS.
    #[serde(skip)]
    pub last_added: Option<i64>,
}

/// The day of an event that is taken; what is left out is counted.
pub(super) fn day_of(event: &Event, set: Set, options: Options, summary: &mut Summary) -> Option<NaiveDate> {
    if options.min_confidence.is_some_and(|least| event.confidence < f64::from(least)) {
        summary.below_confidence += 1;
        return None;
    }
    if set == Set::Polecat && event.plover_event.is_none() {
        summary.without_type += 1;
        return None;
    }
    let exact = event.precision == "day" && event.date.is_some();
    if options.exact_dates && !exact {
        summary.not_to_the_day += 1;
        return None;
    }
    let Some(day) = event.date.or_else(|| event.first_published.map(|instant| instant.date_naive())) else {
        summary.without_any_date += 1;
        return None;
    };
    summary.events += 1;
    summary.day_of_report += u64::from(event.date.is_none());
    summary.first_day_of_interval += u64::from(event.date.is_some() && !exact);
    let (first, last) = summary.days.unwrap_or((day, day));
    summary.days = Some((first.min(day), last.max(day)));
    Some(day)
}
