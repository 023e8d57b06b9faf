//! The counts for a person on a terminal.

use std::io::{self, Write};

use chrono::{Datelike, Months, NaiveDate};

use super::super::summary::count;
use super::counts::{Count, OfLanguage, Pair, Stats};
use super::table::{Align, TextTable};

/// Longest bar.
const BAR: u64 = 30;
/// Spans of at most so many days are shown by the day, and of so many by the month.
const BY_DAY: i64 = 31;
const BY_MONTH: i64 = 3 * 366;

/// Prints everything.
///
/// # Errors
/// Where nothing can be written.
pub fn show(out: &mut impl Write, stats: &Stats, top: usize) -> io::Result<()> {
    let copies = if stats.duplicates > 0 { format!(", {} of an earlier text", count(stats.duplicates, "copy")) } else { String::new() };
    writeln!(out, "{} read, {} with events{copies}", count(stats.articles, "article"), stats.coded_articles)?;
    let rate = stats.events_per_1000_articles.map(|rate| format!(": {rate:.1} events per 1000 articles")).unwrap_or_default();
    writeln!(out, "{} in {}{rate}", count(stats.events, "event"), count(stats.mentions, "mention"))?;
    if stats.rejects > 0 {
        writeln!(out, "{} could not be read", count(stats.rejects, "record"))?;
    }
    writeln!(out, "codebook {}", stats.codebook)?;
    languages(stats).print(out)?;
    periods(stats).print(out)?;
    if stats.undated.articles + stats.undated.events > 0 {
        let (articles, events) = (count(stats.undated.articles, "article"), count(stats.undated.events, "event"));
        writeln!(out, "  and {articles} and {events} without a day of publication")?;
    }
    pairs(stats, top).print(out)?;
    if stats.country_pairs.len() > top {
        writeln!(out, "  and {} more pairs", stats.country_pairs.len() - top)?;
    }
    counts("Events by root of the action's code", &stats.root_codes).print(out)?;
    counts("Events by quad class", &stats.quad_classes).print(out)?;
    counts("Events by precision of their date", &stats.date_precision).print(out)?;
    counts("Events by what the date is taken from", &stats.date_basis).print(out)?;
    counts("Events by kind of place", &stats.place_types).print(out)?;
    counts("Articles by what their date of publication is taken from", &stats.published_basis).print(out)?;
    counts("Articles on a subject that codes nothing", &stats.topics).print(out)?;
    let reasons = stats.reject_reasons.iter().take(top);
    let rows = reasons.map(|reason| vec![reason.count.to_string(), reason.reason.clone(), reason.first.clone()]).collect();
    let columns = &[("records", Align::Right), ("reason", Align::Left), ("first", Align::Left)];
    TextTable { heading: "Rejects by reason", columns, rows }.print(out)?;
    if stats.reject_reasons.len() > top {
        writeln!(out, "  and {} more reasons", stats.reject_reasons.len() - top)?;
    }
    Ok(())
}

fn rate(rate: Option<f64>) -> String {
    rate.map_or_else(String::new, |rate| format!("{rate:.1}"))
}

fn percent(share: f64) -> String {
    format!("{:.1}%", share * 100.0)
}

fn languages(stats: &Stats) -> TextTable<'static> {
    let row = |of: &OfLanguage| {
        let counts = [of.articles, of.coded_articles, of.duplicates, of.events, of.mentions].map(|count| count.to_string());
        std::iter::once(of.language.clone()).chain(counts).chain([rate(of.events_per_1000_articles)]).collect()
    };
    let columns = &[
        ("language", Align::Left),
        ("articles", Align::Right),
        ("with events", Align::Right),
        ("copies", Align::Right),
        ("events", Align::Right),
        ("mentions", Align::Right),
        ("events/1000", Align::Right),
    ];
    TextTable { heading: "By language", columns, rows: stats.languages.iter().map(row).collect() }
}

/// Length of the periods that are counted.
#[derive(Clone, Copy)]
enum Step {
    Day,
    Month,
    Year,
}

impl Step {
    /// The shortest that fits a screen.
    fn of(days: i64) -> Self {
        if days <= BY_DAY {
            Step::Day
        } else if days <= BY_MONTH {
            Step::Month
        } else {
            Step::Year
        }
    }

    /// First day of the period that a day is in.
    fn start(self, day: NaiveDate) -> Option<NaiveDate> {
        match self {
            Step::Day => Some(day),
            Step::Month => day.with_day(1),
            Step::Year => NaiveDate::from_ymd_opt(day.year(), 1, 1),
        }
    }

    /// First day of the period after the one that begins so.
    fn next(self, start: NaiveDate) -> Option<NaiveDate> {
        match self {
            Step::Day => start.succ_opt(),
            Step::Month => start.checked_add_months(Months::new(1)),
            Step::Year => start.checked_add_months(Months::new(12)),
        }
    }

    fn heading(self) -> &'static str {
        match self {
            Step::Day => "By day of publication",
            Step::Month => "By month of publication",
            Step::Year => "By year of publication",
        }
    }

    fn name(self, start: NaiveDate) -> String {
        let format = match self {
            Step::Day => "%Y-%m-%d",
            Step::Month => "%Y-%m",
            Step::Year => "%Y",
        };
        start.format(format).to_string()
    }
}

/// By day, month or year. Periods in which nothing was published have a row as well.
fn periods(stats: &Stats) -> TextTable<'static> {
    let step = match (stats.days.first(), stats.days.last()) {
        (Some(first), Some(last)) => Step::of((last.day - first.day).num_days() + 1),
        _ => Step::Day,
    };
    let mut sums: Vec<(NaiveDate, u64, u64)> = Vec::new();
    for day in &stats.days {
        let Some(start) = step.start(day.day) else { continue };
        while let Some((last, ..)) = sums.last()
            && *last < start
            && let Some(next) = step.next(*last)
        {
            sums.push((next, 0, 0));
        }
        if sums.is_empty() {
            sums.push((start, 0, 0));
        }
        if let Some((_, articles, events)) = sums.last_mut() {
            (*articles, *events) = (*articles + day.articles, *events + day.events);
        }
    }
    let most = sums.iter().map(|(.., events)| *events).max().unwrap_or_default();
    let row = |(start, articles, events): &(NaiveDate, u64, u64)| {
        let per = (*articles > 0).then(|| *events as f64 * 1000.0 / *articles as f64);
        // A bar of one at least for what is not nothing.
        let bar = if *events == 0 { 0 } else { (events * BAR / most.max(1)).max(1) };
        vec![step.name(*start), articles.to_string(), events.to_string(), rate(per), "#".repeat(bar as usize)]
    };
    let columns =
        &[("", Align::Left), ("articles", Align::Right), ("events", Align::Right), ("events/1000", Align::Right), ("", Align::Left)];
    TextTable { heading: step.heading(), columns, rows: sums.iter().map(row).collect() }
}

fn pairs(stats: &Stats, top: usize) -> TextTable<'static> {
    let row = |pair: &Pair| {
        let [source, target] = &pair.names;
        vec![pair.events.to_string(), percent(pair.share), format!("{} > {}", pair.source, pair.target), format!("{source} > {target}")]
    };
    let columns = &[("events", Align::Right), ("share", Align::Right), ("pair", Align::Left), ("", Align::Left)];
    TextTable {
        heading: "Events by pair of countries (share of those with both)",
        columns,
        rows: stats.country_pairs.iter().take(top).map(row).collect(),
    }
}

fn counts<'a>(heading: &'a str, counts: &[Count]) -> TextTable<'a> {
    let row =
        |count: &Count| vec![count.count.to_string(), percent(count.share), count.value.clone(), count.label.clone().unwrap_or_default()];
    let columns = &[("count", Align::Right), ("share", Align::Right), ("", Align::Left), ("", Align::Left)];
    TextTable { heading, columns, rows: counts.iter().map(row).collect() }
}
