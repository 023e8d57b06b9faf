//! The articles of a dataset as pages again, where it was coded with their texts.

#![expect(clippy::disallowed_methods, reason = "reads the files of a dataset")]

use std::fs::File;
use std::path::{Path, PathBuf};

use arrow_array::{Array, StringArray};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

use super::TableError;
use crate::model::Page;

/// Whether a path is a folder that this program wrote a dataset into.
pub fn is_dataset(path: &Path) -> bool {
    path.join("run.json").is_file() && path.join("articles").is_dir()
}

/// The texts of a dataset's articles with their ids and languages, file after file.
///
/// # Errors
/// Where its files can't be read, or the dataset was coded without its texts.
pub fn article_texts(dataset: &Path) -> Result<Vec<Page>, TableError> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(dataset.join("articles"))
        .map_err(|source| TableError::File { what: "list", path: dataset.join("articles"), source })?
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "parquet"))
        .collect();
    files.sort();
    let mut out = Vec::new();
    for path in files {
        let file = File::open(&path).map_err(|source| TableError::File { what: "open", path: path.clone(), source })?;
        let unread = |error: parquet::errors::ParquetError| TableError::Unread(path.clone(), error.to_string());
        let builder = ParquetRecordBatchReaderBuilder::try_new(file).map_err(unread)?;
        let mask = ProjectionMask::columns(builder.parquet_schema(), ["article_id", "language", "text"]);
        for batch in builder.with_projection(mask).build().map_err(unread)? {
            let batch = batch.map_err(|error| TableError::Unread(path.clone(), error.to_string()))?;
            let column = |name: &str| {
                let column = batch.column_by_name(name).and_then(|column| column.as_any().downcast_ref::<StringArray>());
                column.ok_or_else(|| TableError::Unread(path.clone(), format!("no column `{name}` of text")))
            };
            let (ids, languages, texts) = (column("article_id")?, column("language")?, column("text")?);
            for row in (0..batch.num_rows()).filter(|&row| !texts.is_null(row)) {
                let language = (!languages.is_null(row)).then(|| languages.value(row).to_owned());
                out.push(Page { id: ids.value(row).to_owned(), language, text: texts.value(row).to_owned(), ..Page::default() });
            }
        }
    }
    if out.is_empty() {
        return Err(TableError::NoTexts(dataset.to_path_buf()));
    }
    Ok(out)
}
