//! The articles of a dataset as pages again, where it was coded with their texts.

use std::path::Path;

use arrow_array::Array;
use arrow_array::cast::AsArray;

use super::TableError;
use super::scan::scan;
use super::schema::Table;
use crate::model::Page;

/// The texts of a dataset's articles with their ids and languages, file after file.
///
/// # Errors
/// Where its files can't be read, or the dataset was coded without its texts.
pub fn article_texts(dataset: &Path) -> Result<Vec<Page>, TableError> {
    let mut out = Vec::new();
    // The columns come in the order of the table.
    for batch in scan(dataset, Table::Articles, &["article_id", "language", "text"])? {
        let batch = batch?;
        let [ids, languages, texts] = [0, 1, 2].map(|at| batch.column(at).as_string::<i32>());
        for row in (0..batch.num_rows()).filter(|&row| !texts.is_null(row)) {
            let language = (!languages.is_null(row)).then(|| languages.value(row).to_owned());
            out.push(Page { id: ids.value(row).to_owned(), language, text: texts.value(row).to_owned(), ..Page::default() });
        }
    }
    if out.is_empty() {
        return Err(TableError::NoTexts(dataset.to_path_buf()));
    }
    Ok(out)
}
