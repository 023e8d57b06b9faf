//! Rows become columns: one builder per column, made from the documented list, filled in its order.
use arrow_array::builder::{
    BooleanBuilder, Date32Builder, Float32Builder, Float64Builder, Int8Builder, Int32Builder, Int64Builder, ListBuilder, StringBuilder,
    TimestampMicrosecondBuilder,
};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::SchemaRef;
use chrono::{DateTime, NaiveDate, Utc};
use std::sync::Arc;

use super::TableError;
use super::schema::{Kind, Table};

enum Cells {
    Text(StringBuilder),
    TextList(ListBuilder<StringBuilder>),
    Bool(BooleanBuilder),
    Int8(Int8Builder),
    Int32(Int32Builder),
    Int64(Int64Builder),
    Float32(Float32Builder),
    Float64(Float64Builder),
    Date(Date32Builder),
    Instant(TimestampMicrosecondBuilder),
}

impl Cells {
    fn new(kind: Kind) -> Self {
        match kind {
            Kind::Text => Cells::Text(StringBuilder::new()),
            Kind::TextList => Cells::TextList(ListBuilder::new(StringBuilder::new())),
            Kind::Bool => Cells::Bool(BooleanBuilder::new()),
            Kind::Int8 => Cells::Int8(Int8Builder::new()),
            Kind::Int32 => Cells::Int32(Int32Builder::new()),
            Kind::Int64 => Cells::Int64(Int64Builder::new()),
            Kind::Float32 => Cells::Float32(Float32Builder::new()),
            Kind::Float64 => Cells::Float64(Float64Builder::new()),
            Kind::Date => Cells::Date(Date32Builder::new()),
            Kind::Instant => Cells::Instant(TimestampMicrosecondBuilder::new().with_timezone("UTC")),
        }
    }

    fn take(&mut self) -> ArrayRef {
        match self {
            Cells::Text(cells) => Arc::new(cells.finish()),
            Cells::TextList(cells) => Arc::new(cells.finish()),
            Cells::Bool(cells) => Arc::new(cells.finish()),
            Cells::Int8(cells) => Arc::new(cells.finish()),
            Cells::Int32(cells) => Arc::new(cells.finish()),
            Cells::Int64(cells) => Arc::new(cells.finish()),
            Cells::Float32(cells) => Arc::new(cells.finish()),
            Cells::Float64(cells) => Arc::new(cells.finish()),
            Cells::Date(cells) => Arc::new(cells.finish()),
            Cells::Instant(cells) => Arc::new(cells.finish()),
        }
    }
}

/// Rows of one table in the making. A row is written cell by cell in the order of [`Table::columns`]; a cell of the wrong
/// type, or too few or too many of them, is reported by [`Rows::take`] and never written.
pub(super) struct Rows {
    table: Table,
    schema: SchemaRef,
    cells: Vec<Cells>,
    next: usize,
    count: usize,
    fault: Option<String>,
}

impl Rows {
    pub(super) fn new(table: Table) -> Self {
        let cells = table.columns().iter().map(|column| Cells::new(column.kind)).collect();
        Rows { table, schema: table.schema(), cells, next: 0, count: 0, fault: None }
    }

    /// Rows not yet taken.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    fn cell(&mut self) -> Option<&mut Cells> {
        self.next += 1;
        self.cells.get_mut(self.next - 1)
    }

    /// Remembers the first cell that did not fit.
    fn misfit(&mut self, given: &str) {
        let place = self.next.saturating_sub(1);
        let column = self.table.columns().get(place).map_or("a column too many", |column| column.name);
        self.fault.get_or_insert_with(|| format!("{}.{column} was given {given}", self.table.name()));
    }

    /// Text; "" is missing.
    pub(super) fn text(&mut self, value: Option<&str>) {
        match self.cell() {
            Some(Cells::Text(cells)) => cells.append_option(value.filter(|text| !text.is_empty())),
            _ => self.misfit("text"),
        }
    }

    /// Text that is never missing: "" stays what it is.
    pub(super) fn required_text(&mut self, value: &str) {
        match self.cell() {
            Some(Cells::Text(cells)) => cells.append_value(value),
            _ => self.misfit("text"),
        }
    }

    /// A list of texts; None is a missing list, not an empty one.
    pub(super) fn list<'t>(&mut self, values: Option<impl IntoIterator<Item = &'t str>>) {
        match self.cell() {
            Some(Cells::TextList(cells)) => match values {
                Some(values) => {
                    values.into_iter().for_each(|value| cells.values().append_value(value));
                    cells.append(true);
                }
                None => cells.append(false),
            },
            _ => self.misfit("a list"),
        }
    }

    pub(super) fn flag(&mut self, value: bool) {
        match self.cell() {
            Some(Cells::Bool(cells)) => cells.append_value(value),
            _ => self.misfit("a flag"),
        }
    }

    /// A whole number of any width; one too large for its column is a fault.
    pub(super) fn int(&mut self, value: Option<i64>) {
        let fits = match self.cell() {
            Some(Cells::Int64(cells)) => {
                cells.append_option(value);
                true
            }
            Some(Cells::Int32(cells)) => {
                let narrow = value.and_then(|value| i32::try_from(value).ok());
                cells.append_option(narrow);
                narrow.is_some() == value.is_some()
            }
            Some(Cells::Int8(cells)) => {
                let narrow = value.and_then(|value| i8::try_from(value).ok());
                cells.append_option(narrow);
                narrow.is_some() == value.is_some()
            }
            _ => false,
        };
        if !fits {
            self.misfit(&format!("the whole number {value:?}"));
        }
    }

    /// A number of either width; what is not finite is missing.
    pub(super) fn number(&mut self, value: Option<f64>) {
        let value = value.filter(|value| value.is_finite());
        match self.cell() {
            Some(Cells::Float64(cells)) => cells.append_option(value),
            Some(Cells::Float32(cells)) => cells.append_option(value.map(|value| value as f32)),
            _ => self.misfit("a number"),
        }
    }

    pub(super) fn date(&mut self, value: Option<NaiveDate>) {
        match self.cell() {
            Some(Cells::Date(cells)) => cells.append_option(value.map(|day| day.to_epoch_days())),
            _ => self.misfit("a date"),
        }
    }

    pub(super) fn instant(&mut self, value: Option<DateTime<Utc>>) {
        match self.cell() {
            Some(Cells::Instant(cells)) => cells.append_option(value.map(|instant| instant.timestamp_micros())),
            _ => self.misfit("an instant"),
        }
    }

    pub(super) fn end_row(&mut self) {
        if self.next != self.cells.len() {
            self.misfit("the wrong number of cells in a row");
        }
        self.next = 0;
        self.count += 1;
    }

    /// The rows so far as one batch, leaving none behind.
    ///
    /// # Errors
    /// [`TableError::Row`] where a cell did not fit its column: the program is at fault, never the input.
    pub(super) fn take(&mut self) -> Result<RecordBatch, TableError> {
        self.count = 0;
        let arrays = self.cells.iter_mut().map(Cells::take).collect();
        match self.fault.take() {
            Some(fault) => Err(TableError::Row(fault)),
            None => RecordBatch::try_new(self.schema.clone(), arrays).map_err(|error| TableError::Row(error.to_string())),
        }
    }
}
