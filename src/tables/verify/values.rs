//! Values: each column keeps to its limit, and keys are met once.
use std::hash::BuildHasher;
use std::path::Path;

use arrow_array::cast::AsArray;
use arrow_array::types::{Float32Type, Float64Type, Int8Type, Int32Type, Int64Type};
use arrow_array::{Array, RecordBatch};
use regex::Regex;
use rustc_hash::{FxBuildHasher, FxHashSet};

use super::Verified;
use crate::tables::schema::{Column, Kind, Limit, Table};
use crate::tables::{TableError, scan};

pub(super) fn check(dataset: &Path, table: Table, found: &mut Verified) -> Result<(), TableError> {
    let columns = table.columns();
    let mut patterns = Vec::new();
    for column in columns {
        let pattern = match column.limit {
            Limit::Pattern(pattern) => Some(Regex::new(pattern).map_err(|error| TableError::Internal(error.to_string()))?),
            _ => None,
        };
        patterns.push(pattern);
    }
    let mut keys = FxHashSet::default();
    let mut rows = 0;
    for batch in scan(dataset, table, &[])? {
        let batch = batch?;
        for (at, column) in columns.iter().enumerate() {
            let values = batch.column(at);
            if column.kind == Kind::Text {
                texts(table, column, &batch, at, rows, patterns[at].as_ref(), found);
            } else if let Some(numbers) = numbers(values.as_ref(), column.kind) {
                let fits = |number: f64| match column.limit {
                    Limit::Between(low, high) => (low..=high).contains(&number),
                    Limit::AtLeast(low) => number >= low as f64,
                    _ => true,
                };
                for (row, number) in numbers.into_iter().enumerate() {
                    if number.is_some_and(|number| !fits(number)) {
                        found.broken(limit(table, column), || format!("row {}: {}", rows + row as u64, number.unwrap_or_default()));
                    }
                }
            }
            if column.limit == Limit::Key {
                for row in 0..values.len() {
                    let key = match column.kind {
                        Kind::Int64 => FxBuildHasher.hash_one(values.as_primitive::<Int64Type>().value(row)),
                        _ => FxBuildHasher.hash_one(values.as_string::<i32>().value(row)),
                    };
                    if !keys.insert(key) {
                        found.broken(format!("{}.{} is met once", table.name(), column.name), || format!("row {}", rows + row as u64));
                    }
                }
            }
        }
        rows += batch.num_rows() as u64;
    }
    match table {
        Table::Events => found.rows.events = rows,
        Table::Mentions => found.rows.mentions = rows,
        Table::Articles => found.rows.articles = rows,
        Table::Rejects => found.rows.rejects = rows,
    }
    Ok(())
}

fn texts(table: Table, column: &Column, batch: &RecordBatch, at: usize, before: u64, pattern: Option<&Regex>, found: &mut Verified) {
    for (row, text) in batch.column(at).as_string::<i32>().iter().enumerate() {
        let Some(text) = text else { continue };
        if text.is_empty() {
            found.broken("missing is null, never an empty text", || {
                format!("{}.{}, row {}", table.name(), column.name, before + row as u64)
            });
        }
        let fits = match column.limit {
            Limit::OneOf(words) => words.contains(&text),
            Limit::Pattern(_) => pattern.is_none_or(|pattern| pattern.is_match(text)),
            _ => true,
        };
        if !fits {
            found.broken(limit(table, column), || format!("row {}: {text}", before + row as u64));
        }
    }
}

fn numbers(values: &dyn Array, kind: Kind) -> Option<Vec<Option<f64>>> {
    Some(match kind {
        Kind::Int8 => values.as_primitive::<Int8Type>().iter().map(|n| n.map(f64::from)).collect(),
        Kind::Int32 => values.as_primitive::<Int32Type>().iter().map(|n| n.map(f64::from)).collect(),
        Kind::Int64 => values.as_primitive::<Int64Type>().iter().map(|n| n.map(|n| n as f64)).collect(),
        Kind::Float32 => values.as_primitive::<Float32Type>().iter().map(|n| n.map(f64::from)).collect(),
        Kind::Float64 => values.as_primitive::<Float64Type>().iter().collect(),
        _ => return None,
    })
}

fn limit(table: Table, column: &Column) -> String {
    format!("{}.{} keeps to its limits (dictionary.md)", table.name(), column.name)
}
