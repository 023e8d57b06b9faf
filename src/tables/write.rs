//! One table's Parquet files: `NAME/part-00000.parquet` and so on. The same rows, handed over in the same batches, give the
//! same bytes: nothing of the time, the machine or the threads goes in.
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use arrow_array::RecordBatch;
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::{EnabledStatistics, WriterProperties};

use super::TableError;
use super::run::Codebook;
use super::schema::Table;

/// Rows of a row group at most: small enough for a reader to skip, and to hold in memory.
const GROUP_ROWS: usize = 128 * 1024;
/// Bytes of a row group at most, as the writer counts them before compression.
const GROUP_BYTES: usize = 64 << 20;
/// A file is closed and the next begun once this much was written.
const FILE_BYTES: usize = 512 << 20;

/// The settings all files share.
///
/// # Errors
/// [`TableError::Internal`] where the writer refuses the compression level.
pub(super) fn properties(version: &str, codebook: &Codebook) -> Result<WriterProperties, TableError> {
    let zstd = ZstdLevel::try_new(3).map_err(|error| TableError::Internal(error.to_string()))?;
    let said = |key: &str, value: &str| KeyValue::new(key.to_owned(), value.to_owned());
    Ok(WriterProperties::builder()
        .set_created_by(format!("dyads {version}"))
        .set_compression(Compression::ZSTD(zstd))
        .set_statistics_enabled(EnabledStatistics::Page) // with the page index, a reader skips pages by their minimum and maximum
        .set_max_row_group_row_count(Some(GROUP_ROWS))
        .set_max_row_group_bytes(Some(GROUP_BYTES))
        // In the file's own metadata, a list, and not in the schema's, a hash map whose order differs from run to run.
        .set_key_value_metadata(Some(vec![
            said("dyads.version", version),
            said("dyads.codebook", &codebook.name()),
            said("dyads.codebook_sha256", &codebook.sha256),
        ]))
        .build())
}

/// Writes the files of one table.
pub(super) struct TableWriter {
    table: Table,
    folder: PathBuf,
    properties: WriterProperties,
    file_bytes: usize,
    open: Option<(PathBuf, ArrowWriter<File>)>,
    parts: Vec<String>,
    rows: u64,
}

impl TableWriter {
    /// Makes the table's folder in `dataset` and its first file, so that a table without rows can be read as well.
    pub(super) fn create(dataset: &Path, table: Table, properties: WriterProperties) -> Result<Self, TableError> {
        let folder = dataset.join(table.name());
        fs::create_dir(&folder).map_err(TableError::file("create", &folder))?;
        let mut writer = TableWriter { table, folder, properties, file_bytes: FILE_BYTES, open: None, parts: Vec::new(), rows: 0 };
        writer.open = Some(writer.next_part()?);
        Ok(writer)
    }

    fn next_part(&mut self) -> Result<(PathBuf, ArrowWriter<File>), TableError> {
        let name = format!("part-{:05}.parquet", self.parts.len());
        let path = self.folder.join(&name);
        let file = File::create_new(&path).map_err(TableError::file("create", &path))?;
        let writer = ArrowWriter::try_new(file, self.table.schema(), Some(self.properties.clone()))
            .map_err(|source| TableError::Parquet { path: path.clone(), source })?;
        self.parts.push(format!("{}/{name}", self.table.name()));
        Ok((path, writer))
    }

    /// Adds rows; they reach the disk a row group at a time.
    pub(super) fn write(&mut self, batch: &RecordBatch) -> Result<(), TableError> {
        if batch.num_rows() == 0 {
            return Ok(());
        }
        let (path, mut writer) = match self.open.take() {
            Some(open) => open,
            None => self.next_part()?,
        };
        writer.write(batch).map_err(|source| TableError::Parquet { path: path.clone(), source })?;
        self.rows += batch.num_rows() as u64;
        if writer.bytes_written() >= self.file_bytes {
            close(writer).map_err(|source| TableError::Parquet { path, source })?;
        } else {
            self.open = Some((path, writer));
        }
        Ok(())
    }

    /// Closes the last file. Gives the files, from the dataset's folder on, and the number of rows.
    pub(super) fn finish(mut self) -> Result<(Vec<String>, u64), TableError> {
        if let Some((path, writer)) = self.open.take() {
            close(writer).map_err(|source| TableError::Parquet { path, source })?;
        }
        Ok((self.parts, self.rows))
    }
}

/// Writes the footer and waits until the disk has it: the folder's name may be given only to what is really there.
fn close(writer: ArrowWriter<File>) -> Result<(), ParquetError> {
    writer.into_inner()?.sync_all().map_err(ParquetError::from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Reject;
    use crate::tables::Rejects;

    #[test]
    fn a_full_file_is_followed_by_the_next() -> Result<(), TableError> {
        let dir = tempfile::tempdir().map_err(TableError::file("create", "a folder"))?;
        let codebook = Codebook { id: "test".into(), version: "1".into(), sha256: "0".into() };
        let mut writer = TableWriter::create(dir.path(), Table::Rejects, properties("0", &codebook)?)?;
        writer.file_bytes = 1;
        let mut rows = Rejects::default();
        for record in 0..3 {
            rows.push(&Reject { input: "a.csv".into(), record, reason: "no text".into() });
            writer.write(&rows.take()?)?;
        }
        let (parts, count) = writer.finish()?;
        assert_eq!(count, 3);
        assert_eq!(parts, ["rejects/part-00000.parquet", "rejects/part-00001.parquet", "rejects/part-00002.parquet"]);
        Ok(())
    }
}
