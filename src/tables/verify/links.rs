//! What follows from other rows: links, counts, order, partitions; and words that stand where their offsets say.
use std::hash::BuildHasher;
use std::path::Path;

use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Int32Type, Int64Type};
use arrow_array::{Array, RecordBatch};
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use super::Verified;
use crate::tables::dataset::Layout;
use crate::tables::run::RunFile;
use crate::tables::schema::Table;
use crate::tables::{TableError, open_part, parts, scan};

/// What an event's row says of its reports, to be counted down to nothing.
struct Counts {
    mentions: i32,
    articles: i32,
    first_article: u64,
}

fn hash(text: &str) -> u64 {
    FxBuildHasher.hash_one(text)
}

pub(super) fn check(dataset: &Path, run: &RunFile, found: &mut Verified) -> Result<(), TableError> {
    let mut events = events(dataset, run, found)?;
    let articles = articles(dataset, found)?;
    for counts in events.values().filter(|counts| !articles.contains_key(&counts.first_article)) {
        found.broken("events.first_article_id is a row of articles", || format!("{:x}", counts.first_article));
    }
    mentions(dataset, &mut events, &articles, found)?;
    for (id, counts) in &events {
        if (counts.mentions, counts.articles) != (0, 0) {
            found.broken("events count their mentions and articles", || {
                format!("event {id}: {} mentions and {} articles more than there are", counts.mentions, counts.articles)
            });
        }
    }
    if run.rows != found.rows {
        let rows = found.rows;
        found.broken("run.json counts the rows", || format!("{:?}, and there are {rows:?}", run.rows));
    }
    Ok(())
}

fn events(dataset: &Path, run: &RunFile, found: &mut Verified) -> Result<FxHashMap<i64, Counts>, TableError> {
    let by = Layout::of(&run.options).by;
    let mut out = FxHashMap::default();
    let mut last = (i32::MIN, i32::MIN, i64::MIN);
    let wanted =
        ["event_id", "event_date", "event_date_end", "mention_count", "article_count", "publisher_count", "publishers", "first_article_id"];
    for path in parts(dataset, Table::Events)? {
        let folder = path.parent().and_then(|folder| folder.strip_prefix(dataset.join(Table::Events.name())).ok());
        let folder = folder.map(|folder| folder.to_string_lossy().replace('\\', "/")).unwrap_or_default();
        for batch in open_part(&path, &wanted)? {
            let batch = batch?;
            let (ids, number) = (batch.column(0).as_primitive::<Int64Type>(), |at: usize| batch.column(at).as_primitive::<Int32Type>());
            let (first, end) = (batch.column(1).as_primitive::<Date32Type>(), batch.column(2).as_primitive::<Date32Type>());
            let day = |days: &arrow_array::Date32Array, row: usize| if days.is_null(row) { i32::MAX } else { days.value(row) };
            for row in 0..batch.num_rows() {
                let id = ids.value(row);
                let name = || format!("event {id}");
                let key = (day(first, row), day(end, row), id);
                // Those without a day have files of their own.
                if key.0 != i32::MAX {
                    if key < last {
                        found.broken("events stand by first day, last day and id", name);
                    }
                    last = key;
                }
                if key.1 < key.0 && key.0 != i32::MAX {
                    found.broken("events end on or after their first day", name);
                }
                let own = by.map(|by| by.folder(first.is_valid(row).then(|| first.value(row)))).unwrap_or_default();
                if own != folder {
                    found.broken("events lie in the folder of their day", || format!("event {id}: {folder:?}, not {own:?}"));
                }
                if number(5).value(row) != batch.column(6).as_list::<i32>().value_length(row) {
                    found.broken("events count their publishers", name);
                }
                let article = batch.column(7).as_string::<i32>();
                let first_article = hash(if article.is_valid(row) { article.value(row) } else { "" });
                out.insert(id, Counts { mentions: number(3).value(row), articles: number(4).value(row), first_article });
            }
        }
    }
    Ok(out)
}

/// Every article's id as a number, with the events it counts.
fn articles(dataset: &Path, found: &mut Verified) -> Result<FxHashMap<u64, i32>, TableError> {
    let (mut out, mut originals) = (FxHashMap::default(), FxHashSet::default());
    for batch in scan(dataset, Table::Articles, &["article_id", "event_count", "duplicate_of"])? {
        let batch = batch?;
        let (ids, original) = (batch.column(0).as_string::<i32>(), batch.column(2).as_string::<i32>());
        for row in 0..batch.num_rows() {
            out.insert(hash(ids.value(row)), batch.column(1).as_primitive::<Int32Type>().value(row));
            if original.is_null(row) {
                originals.insert(hash(ids.value(row)));
            } else if !originals.contains(&hash(original.value(row))) {
                found.broken("articles.duplicate_of is an earlier article that is no copy", || ids.value(row).to_owned());
            }
        }
    }
    Ok(out)
}

/// Mentions stand in the order of their articles, so that both tables are walked side by side.
fn mentions(
    dataset: &Path,
    events: &mut FxHashMap<i64, Counts>,
    articles: &FxHashMap<u64, i32>,
    found: &mut Verified,
) -> Result<(), TableError> {
    let mut texts = Texts { batches: Box::new(scan(dataset, Table::Articles, &["article_id", "text"])?), batch: None, row: 0 };
    let (mut article, mut told) = (String::new(), FxHashSet::default());
    let mut text: Option<Vec<char>> = None;
    for batch in scan(dataset, Table::Mentions, &[])? {
        let batch = batch?;
        let column = |name: &str| batch.column_by_name(name).ok_or_else(|| TableError::Internal(format!("mentions has no {name}")));
        let (ids, of) = (column("event_id")?.as_primitive::<Int64Type>(), column("article_id")?.as_string::<i32>());
        for row in 0..batch.num_rows() {
            if of.value(row) != article {
                count(&article, told.len(), articles, found);
                article = of.value(row).to_owned();
                told.clear();
                if !articles.contains_key(&hash(&article)) {
                    found.broken("mentions.article_id is a row of articles", || article.clone());
                }
                text = texts.of(&article)?;
            }
            let new = told.insert(ids.value(row));
            match events.get_mut(&ids.value(row)) {
                Some(counts) => {
                    counts.mentions -= 1;
                    counts.articles -= i32::from(new);
                }
                None => found.broken("mentions.event_id is a row of events", || ids.value(row).to_string()),
            }
            words(&batch, row, text.as_deref(), found)?;
        }
    }
    count(&article, told.len(), articles, found);
    Ok(())
}

fn count(article: &str, told: usize, articles: &FxHashMap<u64, i32>, found: &mut Verified) {
    if articles.get(&hash(article)).is_some_and(|count| *count as usize != told) {
        found.broken("articles count their events", || article.to_owned());
    }
}

/// The words of a mention stand in the article's text, or, where that was not kept, in the sentence.
fn words(batch: &RecordBatch, row: usize, text: Option<&[char]>, found: &mut Verified) -> Result<(), TableError> {
    let get = |name: String| batch.column_by_name(&name).ok_or_else(|| TableError::Internal(format!("mentions has no {name}")));
    let number = |name: String| -> Result<Option<usize>, TableError> {
        let column = get(name)?.as_primitive::<Int32Type>();
        Ok(column.is_valid(row).then(|| column.value(row)).and_then(|number| usize::try_from(number).ok()))
    };
    let sentence: Vec<char> = get("text".into())?.as_string::<i32>().value(row).chars().collect();
    let (start, id) = (number("start".into())?.unwrap_or_default(), batch.column(0).as_primitive::<Int64Type>().value(row));
    for part in ["", "source_", "target_", "action_", "date_", "place_"] {
        let said = get(format!("{part}text"))?.as_string::<i32>();
        let (from, to) = (number(format!("{part}start"))?, number(format!("{part}end"))?);
        let (true, Some(from), Some(to)) = (said.is_valid(row), from, to) else { continue };
        let stands = match text {
            Some(text) => text.get(from..to),
            // A date or a place may stand in another sentence.
            None => match from.checked_sub(start) {
                Some(from) if from < sentence.len() => sentence.get(from..to - start),
                _ => continue,
            },
        };
        if stands.is_none_or(|words| !words.iter().copied().eq(said.value(row).chars())) {
            found.broken("words stand where their offsets say", || format!("mention {id}: {part}text"));
        }
    }
    Ok(())
}

/// The articles' texts, in order.
struct Texts<'a> {
    batches: Box<dyn Iterator<Item = Result<RecordBatch, TableError>> + 'a>,
    batch: Option<RecordBatch>,
    row: usize,
}

impl Texts<'_> {
    /// The text of an article behind the last one asked for; None where it was not kept.
    fn of(&mut self, article: &str) -> Result<Option<Vec<char>>, TableError> {
        loop {
            if self.batch.as_ref().is_none_or(|batch| self.row >= batch.num_rows()) {
                let Some(batch) = self.batches.next() else { return Ok(None) };
                (self.batch, self.row) = (Some(batch?), 0);
            }
            if let Some(batch) = self.batch.as_ref().filter(|batch| batch.num_rows() > 0) {
                let (ids, texts) = (batch.column(0).as_string::<i32>(), batch.column(1).as_string::<i32>());
                let row = self.row;
                self.row += 1;
                if ids.value(row) == article {
                    return Ok(texts.is_valid(row).then(|| texts.value(row).chars().collect()));
                }
            }
        }
    }
}
