//! Rows of `events` from several places, each sorted, become one: what is told of an event in several of them is added up. This is the
//! merge of `merge::Merge` once more, over what is on the disk: parts of a run too long for memory, and the dataset a run adds to.
use std::collections::BTreeSet;

use arrow_array::builder::{Float32Builder, Int32Builder, ListBuilder, StringBuilder};
use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Float32Type, Int32Type, Int64Type, TimestampMicrosecondType};
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_select::interleave::interleave;
use std::sync::Arc;

use super::TableError;
use super::schema::Table;
use crate::model::is_more_specific;

/// Rows of a batch that is handed on.
const ROWS: usize = 8192;
/// The day of what has none: behind all others.
pub(super) const NO_DAY: i64 = i64::MAX;

/// First day, last day (days since 1970), id: the order of the table.
type Key = (i64, i64, i64);

/// A batch among those held, and a row of it.
type At = (usize, usize);

/// A batch of sorted rows.
struct Loaded {
    batch: RecordBatch,
    /// The batch's place among those that picked rows point into.
    slot: Option<usize>,
}

/// Places of the columns that the merge reads or makes.
struct Places {
    id: usize,
    first: usize,
    last: usize,
    code: usize,
    published: usize,
    confidence: usize,
    mentions: usize,
    articles: usize,
    publisher_count: usize,
    publishers: usize,
    first_article: usize,
    /// Those that follow from the code.
    of_code: Vec<usize>,
}

impl Places {
    fn new() -> Result<Self, TableError> {
        let columns = Table::Events.columns();
        let at = |name: &str| {
            columns.iter().position(|column| column.name == name).ok_or_else(|| TableError::Internal(format!("events has no {name}")))
        };
        let of_code = ["action_code", "action_base", "action_root", "action_label", "quad_class", "goldstein"];
        let of_code = of_code.into_iter().chain(["plover_event", "plover_mode", "plover_context"]).map(at).collect::<Result<_, _>>()?;
        Ok(Places {
            id: at("event_id")?,
            first: at("event_date")?,
            last: at("event_date_end")?,
            code: at("action_code")?,
            published: at("first_published")?,
            confidence: at("confidence")?,
            mentions: at("mention_count")?,
            articles: at("article_count")?,
            publisher_count: at("publisher_count")?,
            publishers: at("publishers")?,
            first_article: at("first_article_id")?,
            of_code,
        })
    }
}

/// Sorted rows, one event each, batch by batch.
pub(super) struct Sorted<'a> {
    batches: Box<dyn Iterator<Item = Result<RecordBatch, TableError>> + 'a>,
    current: Option<Loaded>,
    row: usize,
    key: Key,
}

impl<'a> Sorted<'a> {
    pub(super) fn new(batches: impl Iterator<Item = Result<RecordBatch, TableError>> + 'a) -> Self {
        Sorted { batches: Box::new(batches), current: None, row: 0, key: (0, 0, 0) }
    }

    /// Goes to the next row; false at the end.
    fn advance(&mut self, places: &Places) -> Result<bool, TableError> {
        self.row += 1;
        while self.current.as_ref().is_none_or(|loaded| self.row >= loaded.batch.num_rows()) {
            let Some(batch) = self.batches.next() else {
                self.current = None;
                return Ok(false);
            };
            self.current = Some(Loaded { batch: batch?, slot: None });
            self.row = 0;
        }
        if let Some(Loaded { batch, .. }) = &self.current {
            self.key = (day(batch, places.first, self.row), day(batch, places.last, self.row), int64(batch, places.id, self.row));
        }
        Ok(true)
    }
}

/// Merges sorted rows. It can be stopped at a day and go on later with more of them.
pub(super) struct Gather<'a> {
    places: Places,
    runs: Vec<Sorted<'a>>,
    /// Batches that picked rows point into.
    held: Vec<RecordBatch>,
    /// Row of the first report, row of the most specific code.
    picked: Vec<(At, At)>,
    sums: Sums,
}

/// The columns that are added up.
#[derive(Default)]
struct Sums {
    mentions: Int32Builder,
    articles: Int32Builder,
    publisher_count: Int32Builder,
    confidence: Float32Builder,
    publishers: ListBuilder<StringBuilder>,
}

impl<'a> Gather<'a> {
    pub(super) fn new(runs: Vec<Sorted<'a>>) -> Result<Self, TableError> {
        let (places, sums) = (Places::new()?, Sums::default());
        let mut gather = Gather { places, runs: Vec::new(), held: Vec::new(), picked: Vec::new(), sums };
        for run in runs {
            gather.add(run)?;
        }
        Ok(gather)
    }

    /// Takes more rows in: all of them behind what was handed on already.
    pub(super) fn add(&mut self, mut run: Sorted<'a>) -> Result<(), TableError> {
        if run.advance(&self.places)? {
            self.runs.push(run);
        }
        Ok(())
    }

    /// First day of the row that comes next.
    pub(super) fn next_day(&self) -> Option<i64> {
        self.runs.iter().map(|run| run.key.0).min()
    }

    /// Hands on the rows before a day (all, where None is given), in order and without repeats.
    pub(super) fn emit(
        &mut self,
        before: Option<i64>,
        to: &mut dyn FnMut(RecordBatch) -> Result<(), TableError>,
    ) -> Result<(), TableError> {
        while let Some(key) = self.runs.iter().map(|run| run.key).min().filter(|key| before.is_none_or(|day| key.0 < day)) {
            self.take(key)?;
            if self.picked.len() >= ROWS {
                to(self.batch()?)?;
            }
        }
        if !self.picked.is_empty() {
            to(self.batch()?)?;
        }
        Ok(())
    }

    /// Adds up the rows with this key.
    fn take(&mut self, key: Key) -> Result<(), TableError> {
        let Gather { places, runs, held, picked, sums } = self;
        let (mut first, mut code): (Option<At>, Option<At>) = (None, None);
        let (mut mentions, mut articles, mut confidence) = (0, 0, 0f32);
        let mut publishers = BTreeSet::new();
        for run in runs.iter_mut().filter(|run| run.key == key) {
            let Some(loaded) = &mut run.current else { continue };
            let slot = *loaded.slot.get_or_insert_with(|| {
                held.push(loaded.batch.clone());
                held.len() - 1
            });
            let (batch, row) = (&held[slot], run.row);
            mentions += batch.column(places.mentions).as_primitive::<Int32Type>().value(row);
            articles += batch.column(places.articles).as_primitive::<Int32Type>().value(row);
            confidence = confidence.max(batch.column(places.confidence).as_primitive::<Float32Type>().value(row));
            let names = batch.column(places.publishers).as_list::<i32>().value(row);
            publishers.extend(names.as_string::<i32>().iter().flatten().map(str::to_owned));
            // Copies are no first report: their rows name no article.
            let told = !batch.column(places.first_article).is_null(row);
            if told && first.is_none_or(|(slot, other)| rank(places, batch, row) < rank(places, &held[slot], other)) {
                first = Some((slot, row));
            }
            let own = text(batch, places.code, row);
            if code.is_none_or(|(slot, other)| is_more_specific(own, text(&held[slot], places.code, other))) {
                code = Some((slot, row));
            }
        }
        let (Some(first), Some(code)) = (first, code) else {
            return Err(TableError::Internal(format!("event {} has copies and no report of its own", key.2)));
        };
        picked.push((first, code));
        sums.mentions.append_value(mentions);
        sums.articles.append_value(articles);
        sums.publisher_count.append_value(publishers.len() as i32);
        sums.confidence.append_value(confidence);
        publishers.iter().for_each(|name| sums.publishers.values().append_value(name));
        sums.publishers.append(true);
        for at in (0..runs.len()).rev() {
            if runs[at].key == key && !runs[at].advance(places)? {
                runs.swap_remove(at);
            }
        }
        Ok(())
    }

    /// The rows picked so far as one batch.
    fn batch(&mut self) -> Result<RecordBatch, TableError> {
        let fail = |error: arrow_schema::ArrowError| TableError::Internal(error.to_string());
        let Gather { places, runs, held, picked, sums } = self;
        let firsts: Vec<At> = picked.iter().map(|(first, _)| *first).collect();
        let codes: Vec<At> = picked.iter().map(|(_, code)| *code).collect();
        let mut columns: Vec<ArrayRef> = Vec::with_capacity(Table::Events.columns().len());
        for at in 0..Table::Events.columns().len() {
            let made: Option<ArrayRef> = match at {
                _ if at == places.mentions => Some(Arc::new(sums.mentions.finish())),
                _ if at == places.articles => Some(Arc::new(sums.articles.finish())),
                _ if at == places.publisher_count => Some(Arc::new(sums.publisher_count.finish())),
                _ if at == places.confidence => Some(Arc::new(sums.confidence.finish())),
                _ if at == places.publishers => Some(Arc::new(sums.publishers.finish())),
                _ => None,
            };
            columns.push(match made {
                Some(made) => made,
                None => {
                    let arrays: Vec<&dyn Array> = held.iter().map(|batch| batch.column(at).as_ref()).collect();
                    interleave(&arrays, if places.of_code.contains(&at) { &codes } else { &firsts }).map_err(fail)?
                }
            });
        }
        held.clear();
        picked.clear();
        runs.iter_mut().filter_map(|run| run.current.as_mut()).for_each(|loaded| loaded.slot = None);
        RecordBatch::try_new(Table::Events.schema(), columns).map_err(fail)
    }
}

/// Earliest published first, unknown last; then the lowest article id.
fn rank<'b>(places: &Places, batch: &'b RecordBatch, row: usize) -> (i64, &'b str) {
    let published = batch.column(places.published);
    let published = if published.is_null(row) { i64::MAX } else { published.as_primitive::<TimestampMicrosecondType>().value(row) };
    (published, text(batch, places.first_article, row))
}

fn day(batch: &RecordBatch, column: usize, row: usize) -> i64 {
    let days = batch.column(column);
    if days.is_null(row) { NO_DAY } else { i64::from(days.as_primitive::<Date32Type>().value(row)) }
}

fn int64(batch: &RecordBatch, column: usize, row: usize) -> i64 {
    batch.column(column).as_primitive::<Int64Type>().value(row)
}

fn text(batch: &RecordBatch, column: usize, row: usize) -> &str {
    batch.column(column).as_string::<i32>().value(row)
}
