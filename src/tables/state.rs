//! `state/`: what the next run must know of the articles that are there, so that it can add to them. Parquet like the tables, and for this
//! program alone: its columns may change from version to version.
use std::path::Path;
use std::sync::Arc;

use arrow_array::builder::{BinaryBuilder, Int32Builder, Int64Builder, StringBuilder};
use arrow_array::cast::AsArray;
use arrow_array::types::{Int32Type, Int64Type};
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_schema::{DataType, Field, Schema, SchemaRef};

use super::TableError;
use super::scan::open_part;

/// The folder.
pub(super) const FOLDER: &str = "state";

/// What is kept of an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ArticleState {
    /// Its id.
    pub article_id: String,
    /// A number for its page's id and text: the same page again is passed over.
    pub page: i64,
    /// A number for its page's id alone.
    pub page_id: i64,
    /// First day on which it may have been published, days since 1970.
    pub published: Option<i32>,
    /// What its copies are found by; None for a copy, or a text without words.
    pub signature: Option<Vec<u8>>,
    /// The events it tells, as the caller packed them; empty for a copy.
    pub events: Vec<u8>,
}

pub(super) fn schema() -> SchemaRef {
    Arc::new(Schema::new(vec![
        Field::new("article_id", DataType::Utf8, false),
        Field::new("page", DataType::Int64, false),
        Field::new("page_id", DataType::Int64, false),
        Field::new("published", DataType::Int32, true),
        Field::new("signature", DataType::Binary, true),
        Field::new("events", DataType::Binary, false),
    ]))
}

/// Gathers rows.
#[derive(Default)]
pub struct States {
    article_id: StringBuilder,
    page: Int64Builder,
    page_id: Int64Builder,
    published: Int32Builder,
    signature: BinaryBuilder,
    events: BinaryBuilder,
}

impl States {
    /// Adds a row.
    pub fn push(&mut self, state: &ArticleState) {
        self.article_id.append_value(&state.article_id);
        self.page.append_value(state.page);
        self.page_id.append_value(state.page_id);
        self.published.append_option(state.published);
        self.signature.append_option(state.signature.as_deref());
        self.events.append_value(&state.events);
    }

    /// The rows so far as one batch, leaving none behind.
    ///
    /// # Errors
    /// [`TableError::Row`] where they do not fit: a fault of this program.
    pub fn take(&mut self) -> Result<RecordBatch, TableError> {
        let columns: Vec<ArrayRef> = vec![
            Arc::new(self.article_id.finish()),
            Arc::new(self.page.finish()),
            Arc::new(self.page_id.finish()),
            Arc::new(self.published.finish()),
            Arc::new(self.signature.finish()),
            Arc::new(self.events.finish()),
        ];
        RecordBatch::try_new(schema(), columns).map_err(|error| TableError::Row(error.to_string()))
    }
}

/// Reads the articles of a file in the order in which they were written, and hands on each.
pub(super) fn read(path: &Path, to: &mut dyn FnMut(ArticleState)) -> Result<(), TableError> {
    for batch in open_part(path, &["article_id", "page", "page_id", "published", "signature", "events"])? {
        let batch = batch?;
        if batch.schema().fields() != schema().fields() {
            return Err(TableError::Unread(path.to_owned(), "it was written by another version of this program".to_owned()));
        }
        let number = |column: usize| batch.column(column).as_primitive::<Int64Type>();
        let (published, signature) = (batch.column(3).as_primitive::<Int32Type>(), batch.column(4).as_binary::<i32>());
        for row in 0..batch.num_rows() {
            to(ArticleState {
                article_id: batch.column(0).as_string::<i32>().value(row).to_owned(),
                page: number(1).value(row),
                page_id: number(2).value(row),
                published: published.is_valid(row).then(|| published.value(row)),
                signature: signature.is_valid(row).then(|| signature.value(row).to_owned()),
                events: batch.column(5).as_binary::<i32>().value(row).to_owned(),
            });
        }
    }
    Ok(())
}
