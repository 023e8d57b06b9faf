//! Rows of `rejects`.
use arrow_array::RecordBatch;

use super::TableError;
use super::rows::Rows;
use super::schema::Table;
use crate::model::Reject;

/// Gathers rows of `rejects`.
pub struct Rejects(Rows);

impl Default for Rejects {
    fn default() -> Self {
        Rejects(Rows::new(Table::Rejects))
    }
}

impl Rejects {
    /// Adds a row.
    pub fn push(&mut self, reject: &Reject) {
        self.0.text(Some(&reject.input));
        self.0.int(i64::try_from(reject.record).ok());
        self.0.text(Some(if reject.reason.is_empty() { "unknown" } else { &reject.reason }));
        self.0.end_row();
    }

    /// Rows not yet taken.
    pub fn len(&self) -> usize {
        self.0.count()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The rows so far as one batch, leaving none behind.
    ///
    /// # Errors
    /// [`TableError::Row`] where a row does not fit the schema.
    pub fn take(&mut self) -> Result<RecordBatch, TableError> {
        self.0.take()
    }
}
