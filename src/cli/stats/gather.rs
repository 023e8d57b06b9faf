//! The counts of a dataset, from one pass over each of its tables.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::Context;
use arrow_array::cast::AsArray;
use arrow_array::types::{Int8Type, Int32Type, Int64Type, TimestampMicrosecondType};
use arrow_array::{Array, RecordBatch, StringArray};
use chrono::{DateTime, NaiveDate};
use polars::prelude::{Column, DataFrame, NamedFrom, Series};

use super::counts::{Count, OfDay, OfLanguage, Pair, Reason, Stats};
use crate::codebook::{self, RawActorCodes, RawCodes};
use crate::tables::{self, Table};

type Tally = BTreeMap<String, u64>;

/// Counts everything.
///
/// # Errors
/// A table that can't be read.
pub fn gather(dataset: &Path) -> anyhow::Result<Stats> {
    let (codebook, codes, actor_codes) = codebook(dataset);
    let mut stats = Stats { codebook, ..Stats::default() };
    let mut languages: BTreeMap<String, OfLanguage> = BTreeMap::new();
    let mut days: BTreeMap<NaiveDate, OfDay> = BTreeMap::new();
    articles(dataset, &mut stats, &mut languages, &mut days)?;
    mentions(dataset, &mut stats, &mut languages)?;
    events(dataset, &mut stats, &mut days, &codes, &actor_codes)?;
    rejects(dataset, &mut stats)?;
    let rate = |events: u64, articles: u64| (articles > 0).then(|| rounded(events as f64 * 1000.0 / articles as f64, 10.0));
    stats.events_per_1000_articles = rate(stats.events, stats.articles);
    for (language, of) in &mut languages {
        of.language.clone_from(language);
        of.events_per_1000_articles = rate(of.events, of.articles);
    }
    stats.languages = languages.into_values().collect();
    stats.languages.sort_by(|a, b| b.articles.cmp(&a.articles).then_with(|| a.language.cmp(&b.language)));
    stats.days = days.into_iter().map(|(day, of)| OfDay { day, ..of }).collect();
    Ok(stats)
}

/// The name of the dataset's codebook, and what its copy in the dataset says of codes.
fn codebook(dataset: &Path) -> (String, RawCodes, RawActorCodes) {
    let run: serde_json::Value =
        std::fs::read(dataset.join("run.json")).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default();
    let [id, version] = ["id", "version"].map(|part| run["codebook"][part].as_str().unwrap_or_default());
    let own = codebook::files(&dataset.join("codebook").join(id).to_string_lossy());
    let files = own.or_else(|_| codebook::files(super::super::engine::DEFAULT)).unwrap_or_default();
    let (codes, actor_codes) = codebook::code_tables(&files);
    (format!("{id} {version}").trim().to_owned(), codes, actor_codes)
}

fn texts<'a>(batch: &'a RecordBatch, name: &str) -> anyhow::Result<&'a StringArray> {
    batch.column_by_name(name).and_then(|column| column.as_string_opt::<i32>()).with_context(|| missing(name))
}

fn missing(name: &str) -> String {
    format!("the dataset has no column `{name}` of the type it should have; was it written by another version of dyads?")
}

fn value(array: &StringArray, row: usize) -> Option<&str> {
    (!array.is_null(row)).then(|| array.value(row))
}

macro_rules! column {
    ($batch:expr, $name:expr, $kind:ty) => {
        $batch.column_by_name($name).and_then(|column| column.as_primitive_opt::<$kind>()).with_context(|| missing($name))?
    };
}

/// How often each combination of values of these columns stands in a batch.
fn counts(batch: &RecordBatch, names: &[&str]) -> anyhow::Result<Vec<(Vec<Option<String>>, u64)>> {
    let columns = names.iter().map(|name| Ok(Series::new((*name).into(), texts(batch, name)?.iter().collect::<Vec<_>>()).into()));
    let frame = DataFrame::new_infer_height(columns.collect::<anyhow::Result<Vec<Column>>>()?)?;
    let groups = frame.group_by(names.iter().copied())?;
    let sizes: Vec<u64> = groups.get_groups().iter().map(|group| group.len() as u64).collect();
    let keys: Vec<Column> = groups.keys();
    let keys = keys.iter().map(|key| key.str()).collect::<Result<Vec<_>, _>>()?;
    let cells = |row: usize| keys.iter().map(|key| key.get(row).map(str::to_owned)).collect();
    Ok(sizes.into_iter().enumerate().map(|(row, size)| (cells(row), size)).collect())
}

/// Adds a column's values to a tally; missing ones under the word `none`.
fn tally_up(tally: &mut Tally, batch: &RecordBatch, name: &str, none: &str) -> anyhow::Result<()> {
    for (mut cells, count) in counts(batch, &[name])? {
        let value = cells.pop().flatten().unwrap_or_else(|| none.to_owned());
        *tally.entry(value).or_default() += count;
    }
    Ok(())
}

fn day_of(micros: i64) -> Option<NaiveDate> {
    DateTime::from_timestamp_micros(micros).map(|instant| instant.date_naive())
}

fn articles(
    dataset: &Path,
    stats: &mut Stats,
    languages: &mut BTreeMap<String, OfLanguage>,
    days: &mut BTreeMap<NaiveDate, OfDay>,
) -> anyhow::Result<()> {
    let (mut basis, mut topics) = (Tally::new(), Tally::new());
    let columns = ["language", "published", "published_basis", "event_count", "duplicate_of", "flags"];
    for batch in tables::scan(dataset, Table::Articles, &columns)? {
        let batch = batch?;
        tally_up(&mut basis, &batch, "published_basis", "unknown")?;
        let (language, duplicate_of) = (texts(&batch, "language")?, texts(&batch, "duplicate_of")?);
        let published = column!(batch, "published", TimestampMicrosecondType);
        let event_count = column!(batch, "event_count", Int32Type);
        let flags = batch.column_by_name("flags").and_then(|column| column.as_list_opt::<i32>()).with_context(|| missing("flags"))?;
        for row in 0..batch.num_rows() {
            let of = languages.entry(value(language, row).unwrap_or("und").to_owned()).or_default();
            let (coded, copy) = (u64::from(event_count.value(row) > 0), u64::from(!duplicate_of.is_null(row)));
            (of.articles, of.coded_articles, of.duplicates) = (of.articles + 1, of.coded_articles + coded, of.duplicates + copy);
            stats.articles += 1;
            stats.coded_articles += coded;
            stats.duplicates += copy;
            match (!published.is_null(row)).then(|| day_of(published.value(row))).flatten() {
                Some(day) => days.entry(day).or_default().articles += 1,
                None => stats.undated.articles += 1,
            }
            let flags = flags.value(row);
            let flags = flags.as_string_opt::<i32>().with_context(|| missing("flags"))?;
            for topic in flags.iter().flatten().filter_map(|flag| flag.strip_prefix("topic_")) {
                *topics.entry(topic.to_owned()).or_default() += 1;
            }
        }
    }
    stats.published_basis = counted(basis, stats.articles, |_| None);
    stats.topics = counted(topics, stats.articles, |_| None);
    Ok(())
}

fn mentions(dataset: &Path, stats: &mut Stats, languages: &mut BTreeMap<String, OfLanguage>) -> anyhow::Result<()> {
    // An event that two articles in one language tell counts once in it.
    let mut seen: BTreeMap<String, BTreeSet<i64>> = BTreeMap::new();
    for batch in tables::scan(dataset, Table::Mentions, &["event_id", "language"])? {
        let batch = batch?;
        let event = column!(batch, "event_id", Int64Type);
        let language = texts(&batch, "language")?;
        for row in 0..batch.num_rows() {
            let language = value(language, row).unwrap_or("und");
            stats.mentions += 1;
            languages.entry(language.to_owned()).or_default().mentions += 1;
            seen.entry(language.to_owned()).or_default().insert(event.value(row));
        }
    }
    for (language, events) in seen {
        languages.entry(language).or_default().events = events.len() as u64;
    }
    Ok(())
}

fn events(
    dataset: &Path,
    stats: &mut Stats,
    days: &mut BTreeMap<NaiveDate, OfDay>,
    codes: &RawCodes,
    actor_codes: &RawActorCodes,
) -> anyhow::Result<()> {
    let names = ["source_country", "target_country", "action_root", "date_precision", "date_basis", "place_type"];
    let mut tallies: [Tally; 4] = Default::default();
    let (mut pairs, mut quads): (BTreeMap<[String; 2], u64>, Tally) = Default::default();
    let columns: Vec<&'static str> = names.into_iter().chain(["quad_class", "first_published"]).collect();
    for batch in tables::scan(dataset, Table::Events, &columns)? {
        let batch = batch?;
        for (cells, count) in counts(&batch, &names[..2])? {
            if let [Some(source), Some(target)] = &cells[..] {
                *pairs.entry([source.clone(), target.clone()]).or_default() += count;
            }
        }
        for (tally, name) in tallies.iter_mut().zip(&names[2..]) {
            tally_up(tally, &batch, name, "none")?;
        }
        let quad = column!(batch, "quad_class", Int8Type);
        let published = column!(batch, "first_published", TimestampMicrosecondType);
        for row in 0..batch.num_rows() {
            stats.events += 1;
            let quad = if quad.is_null(row) { "none".to_owned() } else { quad.value(row).to_string() };
            *quads.entry(quad).or_default() += 1;
            match (!published.is_null(row)).then(|| day_of(published.value(row))).flatten() {
                Some(day) => days.entry(day).or_default().events += 1,
                None => stats.undated.events += 1,
            }
        }
    }
    let label = |code: &str| codes.codes.0.iter().find(|(known, _)| known.value == code).map(|(_, row)| row.label.value.clone());
    let country = |code: &str| {
        let known = actor_codes.countries.0.iter().find(|(known, _)| known.value == code);
        known.map_or_else(|| code.to_owned(), |(_, name)| name.value.clone())
    };
    let all = pairs.values().sum::<u64>();
    stats.country_pairs = pairs
        .into_iter()
        .map(|([source, target], events)| Pair {
            names: [country(&source), country(&target)],
            source,
            target,
            events,
            share: share(events, all),
        })
        .collect();
    // Stable: pairs of the same number stay in the order of their codes.
    stats.country_pairs.sort_by_key(|pair| std::cmp::Reverse(pair.events));
    let [roots, precision, basis, places] = tallies;
    stats.root_codes = counted(roots, stats.events, label);
    stats.date_precision = counted(precision, stats.events, |_| None);
    stats.date_basis = counted(basis, stats.events, |_| None);
    stats.place_types = counted(places, stats.events, |_| None);
    stats.quad_classes = counted(quads, stats.events, |class| {
        let words = ["verbal cooperation", "material cooperation", "verbal conflict", "material conflict"];
        class.parse::<usize>().ok().and_then(|class| words.get(class.checked_sub(1)?)).map(|&words| words.to_owned())
    });
    stats.root_codes.sort_by(|a, b| a.value.cmp(&b.value));
    stats.quad_classes.sort_by(|a, b| a.value.cmp(&b.value));
    Ok(())
}

fn rejects(dataset: &Path, stats: &mut Stats) -> anyhow::Result<()> {
    let mut reasons: BTreeMap<String, (u64, String)> = BTreeMap::new();
    for batch in tables::scan(dataset, Table::Rejects, &["input", "record", "reason"])? {
        let batch = batch?;
        let (input, reason) = (texts(&batch, "input")?, texts(&batch, "reason")?);
        let record = column!(batch, "record", Int64Type);
        for row in 0..batch.num_rows() {
            let first = || format!("{}, record {}", input.value(row), record.value(row));
            reasons.entry(without_figures(reason.value(row))).or_insert_with(|| (0, first())).0 += 1;
            stats.rejects += 1;
        }
    }
    stats.reject_reasons = reasons.into_iter().map(|(reason, (count, first))| Reason { reason, count, first }).collect();
    stats.reject_reasons.sort_by_key(|reason| std::cmp::Reverse(reason.count));
    Ok(())
}

/// A reason with its figures as #, so that those that differ in a line or column alone are one.
fn without_figures(reason: &str) -> String {
    let mut out = String::with_capacity(reason.len());
    for c in reason.chars() {
        match c.is_numeric() {
            false => out.push(c),
            true if out.ends_with('#') => {}
            true => out.push('#'),
        }
    }
    out
}

/// Most frequent first, then by value.
fn counted(tally: Tally, all: u64, label: impl Fn(&str) -> Option<String>) -> Vec<Count> {
    let mut out: Vec<Count> =
        tally.into_iter().map(|(value, count)| Count { label: label(&value), value, count, share: share(count, all) }).collect();
    out.sort_by_key(|count| std::cmp::Reverse(count.count));
    out
}

fn share(part: u64, all: u64) -> f64 {
    if all == 0 { 0.0 } else { rounded(part as f64 / all as f64, 10_000.0) }
}

fn rounded(number: f64, by: f64) -> f64 {
    (number * by).round() / by
}

#[cfg(test)]
mod tests {
    use super::without_figures;

    #[test]
    fn reasons_that_differ_in_figures_are_one() {
        assert_eq!(without_figures("expected value at line 12 column 7"), "expected value at line # column #");
        assert_eq!(without_figures("السطر ١٢"), "السطر #");
    }
}
