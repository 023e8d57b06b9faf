//! Batches of a set to a file: Parquet, comma separated, or the set's own tab-separated form.

use std::borrow::Cow;
use std::io::Write;

use arrow_array::cast::AsArray;
use arrow_array::types::{Float64Type, Int64Type};
use arrow_array::{Array, RecordBatch};
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;

use super::ExportError;
use super::fields::{Kind, Layout};
use super::sheet::schema;

/// Form of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// The set's own text file: tab separated, with or without a header as the set has it
    #[default]
    Tsv,
    /// Comma separated, always with a header
    Csv,
    /// Parquet, with numbers as numbers
    Parquet,
}

/// Writes the rows of one table.
pub struct Writer<W: Write + Send> {
    layout: Layout,
    to: To<W>,
}

enum To<W: Write + Send> {
    Tsv(W),
    Csv(Box<csv::Writer<W>>),
    Parquet(Box<ArrowWriter<W>>),
}

impl<W: Write + Send> Writer<W> {
    /// Begins a file.
    ///
    /// # Errors
    /// Where it can't be written.
    pub fn new(mut to: W, layout: Layout, format: Format, version: &str) -> Result<Self, ExportError> {
        let names = || layout.fields.iter().map(|field| field.name);
        let to = match format {
            Format::Tsv => {
                if layout.header {
                    writeln!(to, "{}", names().collect::<Vec<_>>().join("\t"))?;
                }
                To::Tsv(to)
            }
            Format::Csv => {
                let mut csv = csv::Writer::from_writer(to);
                csv.write_record(names()).map_err(std::io::Error::from)?;
                To::Csv(Box::new(csv))
            }
            Format::Parquet => {
                let properties = WriterProperties::builder()
                    .set_created_by(format!("dyads {version}"))
                    .set_compression(Compression::ZSTD(ZstdLevel::try_new(3)?))
                    .build();
                To::Parquet(Box::new(ArrowWriter::try_new(to, schema(layout.fields), Some(properties))?))
            }
        };
        Ok(Writer { layout, to })
    }

    /// Adds rows.
    ///
    /// # Errors
    /// Where they can't be written.
    pub fn write(&mut self, batch: &RecordBatch) -> Result<(), ExportError> {
        match &mut self.to {
            To::Parquet(writer) => writer.write(batch)?,
            To::Csv(writer) => {
                for row in 0..batch.num_rows() {
                    for column in 0..batch.num_columns() {
                        let null = if self.layout.header { self.layout.null } else { "" };
                        let cell = cell(batch, column, row, self.layout, null);
                        writer.write_field(cell.as_bytes()).map_err(std::io::Error::from)?;
                    }
                    writer.write_record(None::<&[u8]>).map_err(std::io::Error::from)?;
                }
            }
            To::Tsv(writer) => {
                let mut line = String::new();
                for row in 0..batch.num_rows() {
                    line.clear();
                    for column in 0..batch.num_columns() {
                        if column > 0 {
                            line.push('\t');
                        }
                        line.push_str(&plain(&cell(batch, column, row, self.layout, self.layout.null)));
                    }
                    line.push('\n');
                    writer.write_all(line.as_bytes())?;
                }
            }
        }
        Ok(())
    }

    /// Writes what is left, and gives back what was written to.
    ///
    /// # Errors
    /// Where it can't be written.
    pub fn finish(self) -> Result<W, ExportError> {
        match self.to {
            To::Parquet(writer) => Ok(writer.into_inner()?),
            To::Csv(writer) => writer.into_inner().map_err(|error| ExportError::Write(std::io::Error::other(error.to_string()))),
            To::Tsv(mut writer) => {
                writer.flush()?;
                Ok(writer)
            }
        }
    }
}

/// A cell as text. A number that is not known is empty in every set.
fn cell<'a>(batch: &'a RecordBatch, column: usize, row: usize, layout: Layout, null: &'static str) -> Cow<'a, str> {
    let array = batch.column(column);
    let kind = layout.fields.get(column).map_or(Kind::Text, |field| field.kind);
    match kind {
        _ if array.is_null(row) => Cow::Borrowed(if kind == Kind::Text { null } else { "" }),
        Kind::Int => Cow::Owned(array.as_primitive::<Int64Type>().value(row).to_string()),
        // With a point even where it is whole: readers that guess types see numbers of one kind.
        Kind::Float => Cow::Owned(format!("{:?}", array.as_primitive::<Float64Type>().value(row))),
        Kind::Text => Cow::Borrowed(array.as_string::<i32>().value(row)),
    }
}

/// A text for a file without quoting: whatever ends a field or a line for some reader is a space, and a double quote, which some readers take
/// for the start of a quoted field and others do not, a single one.
fn plain(text: &str) -> Cow<'_, str> {
    let odd = |c: char| c.is_control() || matches!(c, '"' | '\u{2028}' | '\u{2029}');
    if !text.contains(odd) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(
        text.chars()
            .map(|c| {
                if c == '"' {
                    '\''
                } else if odd(c) {
                    ' '
                } else {
                    c
                }
            })
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn nothing_ends_a_field_early() {
        assert_eq!(plain("a\tb\r\nc\u{85}d\u{2028}e \"f\""), "a b  c d e 'f'");
        assert_eq!(plain("Djibo, Soum"), "Djibo, Soum");
    }
}
