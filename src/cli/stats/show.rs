//! The counts for a person on a terminal.

use std::io::{self, Write};

use chrono::{Datelike, NaiveDate};

use super::gather::{Count, Stats};
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
    let copies = if stats.duplicates > 0 { format!(", {} of an earlier text", stats.duplicates) } else { String::new() };
    writeln!(out, "{} articles read, {} with events{copies}", stats.articles, stats.coded_articles)?;
    let rate = stats.events_per_1000_articles.map(|rate| format!(": {rate:.1} events per 1000 articles")).unwrap_or_default();
    writeln!(out, "{} events in {} mentions{rate}", stats.events, stats.mentions)?;
    if stats.rejects > 0 {
        writeln!(out, "{} records could not be read", stats.rejects)?;
    }
    writeln!(out, "codebook {}", stats.codebook)?;
    languages(stats).print(out)?;
    periods(stats).print(out)?;
    if stats.undated.articles + stats.undated.events > 0 {
        writeln!(out, "  and {} articles and {} events without a day of publication", stats.undated.articles, stats.undated.events)?;
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
    let row = |of: &super::gather::OfLanguage| {
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

/// By day, month or year, whichever fits a screen. Periods in which nothing was published have a row as well.
fn periods(stats: &Stats) -> TextTable<'static> {
    let span = match (stats.days.first(), stats.days.last()) {
        (Some(first), Some(last)) => (last.day - first.day).num_days() + 1,
        _ => 0,
    };
    let (heading, start, next): (_, fn(NaiveDate) -> Option<NaiveDate>, fn(NaiveDate) -> Option<NaiveDate>) = if span <= BY_DAY {
        ("By day of publication", Some, |day| day.succ_opt())
    } else if span <= BY_MONTH {
        ("By month of publication", |day| day.with_day(1), |day| day.checked_add_months(chrono::Months::new(1)))
    } else {
        ("By year of publication", |day| NaiveDate::from_ymd_opt(day.year(), 1, 1), |day| NaiveDate::from_ymd_opt(day.year() + 1, 1, 1))
    };
    let name = |day: NaiveDate| match heading {
        "By day of publication" => day.format("%Y-%m-%d"),
        "By month of publication" => day.format("%Y-%m"),
        _ => day.format("%Y"),
    };
    let mut sums: Vec<(NaiveDate, u64, u64)> = Vec::new();
    for day in &stats.days {
        let Some(begins) = start(day.day) else { continue };
        while let Some((last, ..)) = sums.last()
            && *last < begins
            && let Some(next) = next(*last)
        {
            sums.push((next, 0, 0));
        }
        if sums.is_empty() {
            sums.push((begins, 0, 0));
        }
        if let Some((_, articles, events)) = sums.last_mut() {
            (*articles, *events) = (*articles + day.articles, *events + day.events);
        }
    }
    let most = sums.iter().map(|(.., events)| *events).max().unwrap_or_default();
    let row = |(day, articles, events): &(NaiveDate, u64, u64)| {
        let per = (*articles > 0).then(|| *events as f64 * 1000.0 / *articles as f64);
        // A bar of one at least for what is not nothing.
        let bar = if *events == 0 { 0 } else { (events * BAR / most.max(1)).max(1) };
        vec![name(*day).to_string(), articles.to_string(), events.to_string(), rate(per), "#".repeat(bar as usize)]
    };
    let columns =
        &[("", Align::Left), ("articles", Align::Right), ("events", Align::Right), ("events/1000", Align::Right), ("", Align::Left)];
    TextTable { heading, columns, rows: sums.iter().map(row).collect() }
}

fn pairs(stats: &Stats, top: usize) -> TextTable<'static> {
    let row = |pair: &super::gather::Pair| {
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
