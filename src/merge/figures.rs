//! The numbers of an event over its mentions, as a polars group-by.
//!
//! Why polars and not a map of sets: a mention costs five numbers in flat columns (36 bytes) and no allocation; counting distinct
//! articles and publishers needs no set per event; grouping and every figure run on all cores. It is the very group-by that an
//! analyst or a Spark job would write over the mentions table. The eager core suffices; the lazy engine would bring a hundred
//! more crates.
use polars::prelude::{Column, DataFrame, NamedFrom, PolarsError, Series};

use super::MergeError;

/// Stands for a publisher or a publication that is not known.
pub(super) const UNKNOWN: i64 = i64::MAX;

/// One column for each thing to know of a mention; all of one length.
#[derive(Default)]
pub(super) struct Columns {
    pub event: Vec<i64>,
    /// Hash of the article's id.
    pub article: Vec<i64>,
    /// Hash of the publisher's name, or [`UNKNOWN`].
    pub publisher: Vec<i64>,
    /// Microseconds since 1970, or [`UNKNOWN`].
    pub published: Vec<i64>,
    pub confidence: Vec<f32>,
}

/// What the mentions of one event add up to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Figures {
    pub event: i64,
    pub mentions: u32,
    pub articles: u32,
    pub publishers: u32,
    /// Microseconds since 1970, or [`UNKNOWN`].
    pub first_published: i64,
    pub confidence: f32,
}

impl Columns {
    /// One [`Figures`] per event, in no particular order of events.
    pub(super) fn sum_up(self) -> Result<Vec<Figures>, MergeError> {
        group(self).map_err(|error| MergeError(error.to_string()))
    }
}

#[expect(deprecated, reason = "polars points from these to its lazy engine, which is left out for its size")]
fn group(columns: Columns) -> Result<Vec<Figures>, PolarsError> {
    if columns.event.is_empty() {
        return Ok(Vec::new());
    }
    let column = |name: &str, series: Series| Column::from(series.with_name(name.into()));
    let frame = DataFrame::new_infer_height(vec![
        column("event", Series::new("".into(), columns.event)),
        column("article", Series::new("".into(), columns.article)),
        column("publisher", Series::new("".into(), columns.publisher)),
        column("published", Series::new("".into(), columns.published)),
        column("confidence", Series::new("".into(), columns.confidence)),
    ])?;
    // Stable, so that the groups come in the same order from each of the aggregations below.
    let by_event = frame.group_by_stable(["event"])?;
    let mentions = by_event.clone().select(["event"]).count()?;
    let distinct = by_event.clone().select(["article", "publisher"]).n_unique()?;
    let earliest = by_event.clone().select(["published"]).min()?;
    // UNKNOWN is the largest number: where it is the maximum, one of the publishers counted is no publisher.
    let largest = by_event.select(["publisher", "confidence"]).max()?;

    let events = mentions.column("event")?.i64()?;
    let mentions = mentions.column("event_count")?.u32()?;
    let articles = distinct.column("article_n_unique")?.u32()?;
    let publishers = distinct.column("publisher_n_unique")?.u32()?;
    let published = earliest.column("published_min")?.i64()?;
    let last_publisher = largest.column("publisher_max")?.i64()?;
    let confidence = largest.column("confidence_max")?.f32()?;
    Ok((0..events.len())
        .filter_map(|row| {
            let unknown = u32::from(last_publisher.get(row)? == UNKNOWN);
            Some(Figures {
                event: events.get(row)?,
                mentions: mentions.get(row)?,
                articles: articles.get(row)?,
                publishers: publishers.get(row)?.saturating_sub(unknown),
                first_published: published.get(row)?,
                confidence: confidence.get(row)?,
            })
        })
        .collect())
}
