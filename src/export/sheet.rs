//! Rows of a set in the making: cell by cell in the order of its columns.

use std::sync::Arc;

use arrow_array::builder::{Float64Builder, Int64Builder, StringBuilder};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{DataType, Field as ArrowField, Schema, SchemaRef};

use super::ExportError;
use super::fields::{Field, Kind};

enum Cells {
    Int(Int64Builder),
    Float(Float64Builder),
    Text(StringBuilder),
}

/// Rows of one table of a set. A cell of the wrong type, or a row too short or too long, is reported by [`Sheet::take`] and never written.
pub(super) struct Sheet {
    fields: &'static [Field],
    cells: Vec<Cells>,
    at: usize,
    fault: Option<String>,
}

/// The Arrow schema of columns.
pub(super) fn schema(fields: &[Field]) -> SchemaRef {
    let arrow = |kind| match kind {
        Kind::Int => DataType::Int64,
        Kind::Float => DataType::Float64,
        Kind::Text => DataType::Utf8,
    };
    Arc::new(Schema::new(fields.iter().map(|field| ArrowField::new(field.name, arrow(field.kind), true)).collect::<Vec<_>>()))
}

impl Sheet {
    pub(super) fn new(fields: &'static [Field]) -> Self {
        let cells = fields.iter().map(|field| match field.kind {
            Kind::Int => Cells::Int(Int64Builder::new()),
            Kind::Float => Cells::Float(Float64Builder::new()),
            Kind::Text => Cells::Text(StringBuilder::new()),
        });
        Sheet { fields, cells: cells.collect(), at: 0, fault: None }
    }

    pub(super) fn int(&mut self, value: impl Into<Option<i64>>) {
        match self.next() {
            Some(Cells::Int(cells)) => cells.append_option(value.into()),
            _ => self.misfit(),
        }
    }

    pub(super) fn float(&mut self, value: impl Into<Option<f64>>) {
        match self.next() {
            Some(Cells::Float(cells)) => cells.append_option(value.into()),
            _ => self.misfit(),
        }
    }

    /// An empty text counts as none.
    pub(super) fn text<'a>(&mut self, value: impl Into<Option<&'a str>>) {
        match self.next() {
            Some(Cells::Text(cells)) => cells.append_option(value.into().filter(|text| !text.is_empty())),
            _ => self.misfit(),
        }
    }

    /// Ends a row.
    pub(super) fn end(&mut self) {
        if std::mem::take(&mut self.at) != self.fields.len() {
            self.misfit();
        }
    }

    fn next(&mut self) -> Option<&mut Cells> {
        self.at += 1;
        self.cells.get_mut(self.at - 1)
    }

    fn misfit(&mut self) {
        let column = self.fields.get(self.at.saturating_sub(1)).map_or("the end", |field| field.name);
        self.fault.get_or_insert_with(|| format!("a row does not fit its columns at {column}"));
    }

    /// The rows so far.
    pub(super) fn take(&mut self) -> Result<RecordBatch, ExportError> {
        if let Some(fault) = self.fault.take() {
            return Err(ExportError::Internal(fault));
        }
        let columns = self.cells.iter_mut().map(|cells| -> ArrayRef {
            match cells {
                Cells::Int(cells) => Arc::new(cells.finish()),
                Cells::Float(cells) => Arc::new(cells.finish()),
                Cells::Text(cells) => Arc::new(cells.finish()),
            }
        });
        RecordBatch::try_new(schema(self.fields), columns.collect()).map_err(|error| ExportError::Internal(error.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::Sheet;
    use crate::export::Set;

    #[test]
    fn a_row_that_does_not_fit_is_never_written() {
        let mut sheet = Sheet::new(Set::Icews.events().fields);
        sheet.int(1);
        sheet.float(0.5);
        assert!(sheet.take().is_err(), "the second column is a text");
        let mut sheet = Sheet::new(Set::Icews.events().fields);
        sheet.int(1);
        sheet.end();
        assert!(sheet.take().is_err(), "a row of one cell");
    }
}
