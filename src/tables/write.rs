//! One table's Parquet files: `NAME/part-00000.parquet` and so on. The same rows, handed over in the same batches, give the
//! same bytes: nothing of the time, the machine or the threads goes in.
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use arrow_array::RecordBatch;
use arrow_schema::SchemaRef;
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::schema::types::ColumnPath;
use sha2::{Digest, Sha256};

use super::TableError;
use super::run::{Codebook, FileEntry, hex};
use super::schema::Table;

/// Rows of a row group at most: small enough for a reader to skip, and to hold in memory.
pub(super) const GROUP_ROWS: usize = 128 * 1024;
/// Bytes of a row group at most, as the writer counts them before compression.
const GROUP_BYTES: usize = 64 << 20;
/// A file is closed and the next begun once this much was written.
const FILE_BYTES: usize = 512 << 20;
/// Chance that a Bloom filter says yes for a value that a row group does not have.
const BLOOM_CHANCE: f64 = 0.01;
/// Columns looked up by value whose values are few: codes of actors and actions. A row group holds no more of them than this.
const CODES: (&[&str], u64) = (&["source_code", "target_code", "action_code"], 4_000);
/// Columns looked up by value whose values are as many as the rows.
const IDS: &[&str] = &["event_id", "article_id"];

/// The settings all files of a table share.
///
/// # Errors
/// [`TableError::Internal`] where the writer refuses the compression level.
pub(super) fn properties(version: &str, codebook: &Codebook, table: Option<Table>) -> Result<WriterProperties, TableError> {
    let zstd = ZstdLevel::try_new(3).map_err(|error| TableError::Internal(error.to_string()))?;
    let said = |key: &str, value: &str| KeyValue::new(key.to_owned(), value.to_owned());
    let mut builder = WriterProperties::builder()
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
        ]));
    // A filter on an actor, or the mentions of one event, need not read every row group.
    for column in table.map(Table::columns).unwrap_or_default() {
        let values = match column.name {
            name if CODES.0.contains(&name) => CODES.1,
            name if IDS.contains(&name) => GROUP_ROWS as u64,
            _ => continue,
        };
        let path = ColumnPath::from(column.name);
        builder = builder.set_column_bloom_filter_fpp(path.clone(), BLOOM_CHANCE).set_column_bloom_filter_max_ndv(path, values);
    }
    Ok(builder.build())
}

/// A file whose bytes are counted and hashed while they are written.
struct Hashed {
    file: File,
    sha: Sha256,
    bytes: u64,
}

impl Write for Hashed {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.sha.update(&bytes[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.file.flush()
    }
}

/// One file being written.
pub(super) struct PartWriter {
    /// From the dataset's folder on.
    name: String,
    path: PathBuf,
    writer: ArrowWriter<Hashed>,
    rows: u64,
}

impl PartWriter {
    /// Begins the file `name` (from the dataset's folder on); its folders are made where they are missing.
    pub(super) fn create(dataset: &Path, name: String, schema: SchemaRef, properties: WriterProperties) -> Result<Self, TableError> {
        let path = dataset.join(&name);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(TableError::file("create", folder))?;
        }
        let file = File::create_new(&path).map_err(TableError::file("create", &path))?;
        let hashed = Hashed { file, sha: Sha256::new(), bytes: 0 };
        let writer =
            ArrowWriter::try_new(hashed, schema, Some(properties)).map_err(|source| TableError::Parquet { path: path.clone(), source })?;
        Ok(PartWriter { name, path, writer, rows: 0 })
    }

    /// Adds rows; they reach the disk a row group at a time.
    pub(super) fn write(&mut self, batch: &RecordBatch) -> Result<(), TableError> {
        self.rows += batch.num_rows() as u64;
        self.writer.write(batch).map_err(|source| TableError::Parquet { path: self.path.clone(), source })
    }

    /// Rows so far.
    pub(super) fn rows(&self) -> u64 {
        self.rows
    }

    fn bytes_written(&self) -> usize {
        self.writer.bytes_written()
    }

    /// Writes the footer and waits until the disk has it: the folder's name may be given only to what is really there.
    pub(super) fn finish(self) -> Result<FileEntry, TableError> {
        let PartWriter { name, path, writer, rows } = self;
        let closed = writer.into_inner().and_then(|hashed| {
            hashed.file.sync_all().map_err(ParquetError::from)?;
            Ok(hashed)
        });
        let hashed = closed.map_err(|source| TableError::Parquet { path, source })?;
        Ok(FileEntry { path: name, rows, bytes: hashed.bytes, sha256: hex(&hashed.sha.finalize()) })
    }
}

/// Writes the files of one table, one after the other.
pub(super) struct TableWriter {
    dataset: PathBuf,
    folder: &'static str,
    schema: SchemaRef,
    properties: WriterProperties,
    file_bytes: usize,
    open: Option<PartWriter>,
    files: Vec<FileEntry>,
}

impl TableWriter {
    /// Writes into the folder `folder` of `dataset`, behind the files it has already.
    pub(super) fn new(
        dataset: &Path,
        folder: &'static str,
        schema: SchemaRef,
        properties: WriterProperties,
        files: Vec<FileEntry>,
    ) -> Self {
        TableWriter { dataset: dataset.to_owned(), folder, schema, properties, file_bytes: FILE_BYTES, open: None, files }
    }

    fn next_part(&self) -> Result<PartWriter, TableError> {
        let name = part_name(self.folder, self.files.len());
        PartWriter::create(&self.dataset, name, self.schema.clone(), self.properties.clone())
    }

    /// Adds rows.
    pub(super) fn write(&mut self, batch: &RecordBatch) -> Result<(), TableError> {
        if batch.num_rows() == 0 {
            return Ok(());
        }
        let mut part = match self.open.take() {
            Some(open) => open,
            None => self.next_part()?,
        };
        part.write(batch)?;
        if part.bytes_written() >= self.file_bytes {
            self.files.push(part.finish()?);
        } else {
            self.open = Some(part);
        }
        Ok(())
    }

    /// Closes the last file. A table without rows has a file too, so that it can be read. Gives all files.
    pub(super) fn finish(mut self) -> Result<Vec<FileEntry>, TableError> {
        if self.open.is_none() && self.files.is_empty() {
            self.open = Some(self.next_part()?);
        }
        if let Some(part) = self.open.take() {
            self.files.push(part.finish()?);
        }
        Ok(self.files)
    }
}

/// `events/part-00012.parquet`.
pub(super) fn part_name(folder: &str, number: usize) -> String {
    format!("{folder}/part-{number:05}.parquet")
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
        let properties = properties("0", &codebook, Some(Table::Rejects))?;
        let mut writer = TableWriter::new(dir.path(), "rejects", Table::Rejects.schema(), properties, Vec::new());
        writer.file_bytes = 1;
        let mut rows = Rejects::default();
        for record in 0..3 {
            rows.push(&Reject { input: "a.csv".into(), record, reason: "no text".into() });
            writer.write(&rows.take()?)?;
        }
        let files = writer.finish()?;
        assert_eq!(files.iter().map(|file| file.rows).sum::<u64>(), 3);
        let names: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
        assert_eq!(names, ["rejects/part-00000.parquet", "rejects/part-00001.parquet", "rejects/part-00002.parquet"]);
        for file in files {
            let bytes = fs::read(dir.path().join(&file.path)).map_err(TableError::file("read", "a part"))?;
            assert_eq!((bytes.len() as u64, hex(&Sha256::digest(&bytes))), (file.bytes, file.sha256));
        }
        Ok(())
    }
}
