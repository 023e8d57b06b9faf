//! Parquet: one row, one page. Only columns that may serve are read, a few hundred rows at a time.

use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};

use arrow_array::{Array, RecordBatch};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};

use super::arrow_value::{at_path, value};
use super::csv_layout::{refusal, same};
use super::fields::{self, Field, Fields};
use super::mapping::Role;
use super::text::size;
use super::vote::{Row, Rows, Voted};
use super::{Context, Format, Notes};

/// Rows read at a time: articles have a few kilobytes each.
const BATCH: usize = 256;

/// A file that is being read.
pub(super) struct Parquet {
    reader: Option<ParquetRecordBatchReader>,
    batch: Option<RecordBatch>,
    at: usize,
    number: u64,
    limit: usize,
    columns: Vec<Column>,
    mapped: Vec<(Role, Vec<String>)>,
    others: Vec<String>,
}

/// A column that is read.
struct Column {
    name: String,
    /// The candidate it is; None where it only holds others, or `--map` names it.
    known: Option<&'static str>,
    container: bool,
}

impl Parquet {
    /// # Errors
    /// The file is damaged or has no column for the text.
    pub(super) fn open(file: File, context: &Context) -> Result<Box<dyn Format>, String> {
        let builder = guarded(|| ParquetRecordBatchReaderBuilder::try_new(file))?;
        let names: Vec<String> = builder.schema().fields().iter().map(|field| field.name().clone()).collect();
        let root =
            |named: &str| names.iter().find(|name| same(name, named) || named.split_once('.').is_some_and(|(first, _)| same(name, first)));
        let containers = names.iter().any(|name| fields::is_container(name));
        let mapped_roots: Vec<String> =
            context.mapping.assignments().iter().flat_map(|own| &own.columns).filter_map(|named| root(named)).cloned().collect();
        // What stands inside other columns shows itself in the rows.
        let flat: Vec<String> = names.iter().cloned().chain(nested(&context.mapping, &names)).collect();
        if let Some(reason) = refusal(&flat, &context.mapping).filter(|_| !containers || !context.mapping.is_empty()) {
            return Err(reason);
        }
        let (mut columns, mut places, mut others) = (Vec::new(), Vec::new(), Vec::new());
        for (at, name) in names.iter().enumerate() {
            let (known, container) = (fields::known(name), fields::is_container(name));
            if known.is_some() || container || mapped_roots.contains(name) {
                columns.push(Column { name: name.clone(), known, container });
                places.push(at);
            } else {
                others.push(name.clone());
            }
        }
        let mask = ProjectionMask::roots(builder.parquet_schema(), places);
        let reader = guarded(|| builder.with_projection(mask).with_batch_size(BATCH).build())?;
        let mapped = context.mapping.assignments().iter().map(|own| (own.role, own.columns.clone())).collect();
        let limit = context.limit;
        let parquet = Parquet { reader: Some(reader), batch: None, at: 0, number: 0, limit, columns, mapped, others };
        Ok(Box::new(Voted::new(parquet)))
    }

    /// Reads on until there is a row; None at the end.
    fn fill(&mut self) -> Result<Option<&RecordBatch>, String> {
        while self.batch.as_ref().is_none_or(|batch| self.at >= batch.num_rows()) {
            self.batch = None;
            self.at = 0;
            let Some(reader) = &mut self.reader else { return Ok(None) };
            match guarded(|| reader.next().transpose()) {
                Ok(Some(batch)) => self.batch = Some(batch),
                Ok(None) => self.reader = None,
                Err(reason) => {
                    self.reader = None;
                    return Err(reason);
                }
            }
        }
        Ok(self.batch.as_ref())
    }

    fn fields(&self, batch: &RecordBatch) -> Result<Fields, String> {
        let mut object = serde_json::Map::new();
        let mut out = Fields::default();
        for (role, named) in &self.mapped {
            let found = named.iter().filter_map(|named| {
                let value = at_path(batch, named, self.at, self.limit)?;
                Some(Ok(Field { name: "", path: named.as_str().into(), value: value.ok()? }))
            });
            out.mapped.push((*role, found.collect::<Result<_, String>>()?));
        }
        for (column, array) in self.columns.iter().zip(batch.columns()) {
            if array.is_null(self.at) {
                continue;
            }
            let value = value(array, self.at, self.limit)
                .map_err(|_| format!("a cell of column `{}` is longer than {}; split the record", column.name, size(self.limit)))?;
            if column.container {
                object.insert(column.name.clone(), value);
            } else if let Some(name) = column.known {
                out.known.push(Field { name, path: column.name.as_str().into(), value });
            }
        }
        if !object.is_empty() {
            let inner = Fields::new(object, &super::Mapping::default(), &mut Notes::default())?;
            out.known.extend(inner.known);
            out.others.extend(inner.others);
        }
        Ok(out)
    }
}

/// Paths that `--map` names and whose first part is a column.
fn nested(mapping: &super::Mapping, names: &[String]) -> Vec<String> {
    let paths = mapping.assignments().iter().flat_map(|own| &own.columns);
    paths.filter(|path| path.split_once('.').is_some_and(|(first, _)| names.iter().any(|name| same(name, first)))).cloned().collect()
}

impl Rows for Parquet {
    fn row(&mut self, notes: &mut Notes) -> Option<Row> {
        if let (0, Some(survey)) = (self.number, &mut notes.survey) {
            self.columns.iter().map(|column| &column.name).chain(&self.others).for_each(|name| survey.unread(name));
        }
        self.number += 1;
        let fields = match self.fill() {
            Ok(None) => return None,
            Ok(Some(_)) => match &self.batch {
                Some(batch) => self.fields(batch),
                None => return None,
            },
            Err(reason) => Err(reason),
        };
        self.at += 1;
        Some(Row { number: self.number, fields })
    }
}

/// Calls into the Parquet library, which may panic on a damaged file: then that is what is said of it.
fn guarded<T, E: std::fmt::Display>(call: impl FnOnce() -> Result<T, E>) -> Result<T, String> {
    let damaged = |what: &str| format!("the Parquet file can't be read ({what}); is it whole? Write or fetch it again");
    match catch_unwind(AssertUnwindSafe(call)) {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(error)) => Err(damaged(&error.to_string())),
        Err(_) => Err(damaged("it is damaged")),
    }
}
