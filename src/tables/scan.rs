//! A dataset's tables as they stand on disk, batch by batch.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use arrow_array::RecordBatch;
use arrow_schema::SchemaRef;
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};

use super::TableError;
use super::schema::Table;

/// Whether a path is a folder that this program wrote a dataset into.
pub fn is_dataset(path: &Path) -> bool {
    path.join("run.json").is_file() && path.join(Table::Events.name()).is_dir()
}

/// The Parquet files of a table (those in the folders of partitions too), in the order of their paths.
///
/// # Errors
/// [`TableError::File`] where a folder can't be listed.
pub fn parts(dataset: &Path, table: Table) -> Result<Vec<PathBuf>, TableError> {
    let mut out = Vec::new();
    walk(&dataset.join(table.name()), &mut out)?;
    out.sort();
    Ok(out)
}

fn walk(folder: &Path, out: &mut Vec<PathBuf>) -> Result<(), TableError> {
    for entry in fs::read_dir(folder).map_err(TableError::file("list", folder))? {
        let path = entry.map_err(TableError::file("list", folder))?.path();
        if path.is_dir() {
            walk(&path, out)?;
        } else if path.extension().is_some_and(|ending| ending == "parquet") {
            out.push(path);
        }
    }
    Ok(())
}

/// One file, batch by batch. `columns` are the names wanted, in the order of the table; an empty list wants all of them.
///
/// # Errors
/// [`TableError::File`] and [`TableError::Unread`], at once or from the iterator.
pub fn open_part(path: &Path, columns: &[&str]) -> Result<impl Iterator<Item = Result<RecordBatch, TableError>> + use<>, TableError> {
    let file = File::open(path).map_err(TableError::file("open", path))?;
    let unread = |error: &dyn std::fmt::Display| TableError::Unread(path.to_path_buf(), error.to_string());
    let builder = ParquetRecordBatchReaderBuilder::try_new(file).map_err(|error| unread(&error))?;
    for wanted in columns {
        if builder.schema().column_with_name(wanted).is_none() {
            return Err(unread(&format!("it has no column `{wanted}`")));
        }
    }
    let mask = match columns {
        [] => ProjectionMask::all(),
        some => ProjectionMask::columns(builder.parquet_schema(), some.iter().copied()),
    };
    let reader: ParquetRecordBatchReader = builder.with_projection(mask).with_batch_size(8192).build().map_err(|error| unread(&error))?;
    let path = path.to_path_buf();
    Ok(reader.map(move |batch| batch.map_err(|error| TableError::Unread(path.clone(), error.to_string()))))
}

/// The Arrow schema of a file.
pub(super) fn schema_of(path: &Path) -> Result<SchemaRef, TableError> {
    let file = File::open(path).map_err(TableError::file("open", path))?;
    let builder = ParquetRecordBatchReaderBuilder::try_new(file);
    builder.map(|builder| builder.schema().clone()).map_err(|error| TableError::Unread(path.to_path_buf(), error.to_string()))
}

/// A whole table, batch by batch and file after file; see [`open_part`].
///
/// # Errors
/// As [`parts`] and [`open_part`].
pub fn scan(
    dataset: &Path,
    table: Table,
    columns: &[&'static str],
) -> Result<impl Iterator<Item = Result<RecordBatch, TableError>>, TableError> {
    let columns = columns.to_vec();
    Ok(parts(dataset, table)?.into_iter().flat_map(move |path| -> Box<dyn Iterator<Item = _>> {
        match open_part(&path, &columns) {
            Ok(batches) => Box::new(batches),
            Err(error) => Box::new(std::iter::once(Err(error))),
        }
    }))
}
