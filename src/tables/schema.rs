//! What a column is: its name, type, meaning and limits, and the Arrow schema that follows from them.
use std::sync::Arc;

use arrow_schema::{DataType, Field, Schema, SchemaRef, TimeUnit};

use super::columns;

/// The four tables of a dataset.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Table {
    /// One row per distinct event.
    Events,
    /// One row per report of an event in a sentence.
    Mentions,
    /// One row per article read, coded or not.
    Articles,
    /// One row per input record that could not be read.
    Rejects,
}

impl Table {
    /// All four, in the order of the documentation.
    pub const ALL: [Table; 4] = [Table::Events, Table::Mentions, Table::Articles, Table::Rejects];

    /// Name of the table and of its folder.
    pub fn name(self) -> &'static str {
        match self {
            Table::Events => "events",
            Table::Mentions => "mentions",
            Table::Articles => "articles",
            Table::Rejects => "rejects",
        }
    }

    /// What a row is.
    pub fn meaning(self) -> &'static str {
        match self {
            Table::Events => "One row per distinct event, by date and then by id.",
            Table::Mentions => "One row per report of an event in a sentence of an article, in the order of the input.",
            Table::Articles => "One row per article read, coded or not (the denominator), in the order of the input.",
            Table::Rejects => "One row per input record that could not be read; empty when all could be.",
        }
    }

    /// Its columns, in order.
    pub fn columns(self) -> &'static [Column] {
        match self {
            Table::Events => columns::EVENTS,
            Table::Mentions => columns::MENTIONS,
            Table::Articles => columns::ARTICLES,
            Table::Rejects => columns::REJECTS,
        }
    }

    /// The Arrow schema: every field carries its meaning as `description`. (One metadata key a field: several would be
    /// written in the order of a hash map, and the bytes of two runs would differ.)
    pub fn schema(self) -> SchemaRef {
        let fields = self.columns().iter().map(|column| {
            Field::new(column.name, column.kind.arrow(), !column.required)
                .with_metadata([("description".to_owned(), column.meaning.to_owned())])
        });
        Arc::new(Schema::new(fields.collect::<Vec<_>>()))
    }
}

/// Type of a column. Only types that pandas, polars, duckdb, R and Spark all read alike; codes are always text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// UTF-8.
    Text,
    /// List of UTF-8.
    TextList,
    /// True or false.
    Bool,
    /// 8-bit integer.
    Int8,
    /// 32-bit integer.
    Int32,
    /// 64-bit integer.
    Int64,
    /// 32-bit number.
    Float32,
    /// 64-bit number.
    Float64,
    /// Calendar day.
    Date,
    /// Instant, microseconds, UTC.
    Instant,
}

impl Kind {
    /// The type in Arrow.
    pub fn arrow(self) -> DataType {
        match self {
            Kind::Text => DataType::Utf8,
            Kind::TextList => DataType::List(Arc::new(Field::new_list_field(DataType::Utf8, true))),
            Kind::Bool => DataType::Boolean,
            Kind::Int8 => DataType::Int8,
            Kind::Int32 => DataType::Int32,
            Kind::Int64 => DataType::Int64,
            Kind::Float32 => DataType::Float32,
            Kind::Float64 => DataType::Float64,
            Kind::Date => DataType::Date32,
            Kind::Instant => DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into())),
        }
    }

    /// The type as the data dictionary writes it.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Text => "string",
            Kind::TextList => "list<string>",
            Kind::Bool => "bool",
            Kind::Int8 => "int8",
            Kind::Int32 => "int32",
            Kind::Int64 => "int64",
            Kind::Float32 => "float32",
            Kind::Float64 => "float64",
            Kind::Date => "date32",
            Kind::Instant => "timestamp[us, UTC]",
        }
    }

    /// The type in a Frictionless table schema.
    pub fn frictionless(self) -> &'static str {
        match self {
            Kind::Text => "string",
            Kind::TextList => "array",
            Kind::Bool => "boolean",
            Kind::Int8 | Kind::Int32 | Kind::Int64 => "integer",
            Kind::Float32 | Kind::Float64 => "number",
            Kind::Date => "date",
            Kind::Instant => "datetime",
        }
    }
}

/// What the values of a column keep to, beside their type.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Limit {
    /// Nothing more.
    None,
    /// The table's key: no two rows alike.
    Key,
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// Between the two, both included.
    Between(f64, f64),
    /// This at least.
    AtLeast(i64),
    /// The whole value matches this regular expression.
    Pattern(&'static str),
    /// The key of a row of that table.
    RowOf(Table),
}

/// One column.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Column {
    /// Name.
    pub name: &'static str,
    /// Type.
    pub kind: Kind,
    /// Never null.
    pub required: bool,
    /// What it says, for the analyst.
    pub meaning: &'static str,
    /// What its values keep to.
    pub limit: Limit,
}

impl Column {
    /// A column that may be null.
    pub const fn new(name: &'static str, kind: Kind, meaning: &'static str) -> Self {
        Column { name, kind, required: false, meaning, limit: Limit::None }
    }

    /// The same, never null.
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// The same, with a limit.
    pub const fn limit(mut self, limit: Limit) -> Self {
        self.limit = limit;
        self
    }
}
