//! The columns of a dataset's tables that exports read, and an event's row as plain values. Columns are found by their names: others may stand
//! beside them.

use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Float32Type, Float64Type, Int8Type, Int32Type, Int64Type, TimestampMicrosecondType};
use arrow_array::{
    Array, BooleanArray, Date32Array, Float32Array, Float64Array, Int8Array, Int32Array, Int64Array, ListArray, RecordBatch, StringArray,
    TimestampMicrosecondArray,
};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::ExportError;

/// A column of a batch by its name, in the type it should have.
pub(super) trait Typed: Sized {
    fn find<'a>(batch: &'a RecordBatch, name: &str) -> Option<&'a Self>;
}

macro_rules! typed {
    ($($array:ty => $cast:ident $(::<$kind:ty>)?),* $(,)?) => {$(
        impl Typed for $array {
            fn find<'a>(batch: &'a RecordBatch, name: &str) -> Option<&'a Self> {
                batch.column_by_name(name)?.$cast$(::<$kind>)?()
            }
        }
    )*};
}

typed! {
    StringArray => as_string_opt::<i32>,
    ListArray => as_list_opt::<i32>,
    BooleanArray => as_boolean_opt,
    Int8Array => as_primitive_opt::<Int8Type>,
    Int32Array => as_primitive_opt::<Int32Type>,
    Int64Array => as_primitive_opt::<Int64Type>,
    Float32Array => as_primitive_opt::<Float32Type>,
    Float64Array => as_primitive_opt::<Float64Type>,
    Date32Array => as_primitive_opt::<Date32Type>,
    TimestampMicrosecondArray => as_primitive_opt::<TimestampMicrosecondType>,
}

/// A struct of columns, and the names of them for whoever reads the file.
macro_rules! columns {
    ($(#[$doc:meta])* $name:ident: $($column:ident $array:ty),* $(,)?) => {
        $(#[$doc])*
        pub(super) struct $name<'a> {
            $(pub(super) $column: &'a $array),*
        }

        impl<'a> $name<'a> {
            pub(super) const NAMES: &'static [&'static str] = &[$(stringify!($column)),*];

            pub(super) fn of(batch: &'a RecordBatch) -> Result<Self, ExportError> {
                let missing = |name: &str| ExportError::Column(name.to_owned());
                Ok($name { $($column: Typed::find(batch, stringify!($column)).ok_or_else(|| missing(stringify!($column)))?),* })
            }
        }
    };
}

columns! {
    /// Of `events`.
    EventColumns:
    event_id Int64Array, event_date Date32Array, event_date_end Date32Array, date_precision StringArray,
    source_code StringArray, target_code StringArray, source_name StringArray, target_name StringArray,
    source_country StringArray, target_country StringArray, source_group StringArray, target_group StringArray,
    source_roles ListArray, target_roles ListArray, source_ethnic StringArray, target_ethnic StringArray,
    source_religion StringArray, target_religion StringArray,
    action_code StringArray, action_base StringArray, action_root StringArray, action_label StringArray,
    quad_class Int8Array, goldstein Float32Array, plover_event StringArray, plover_mode StringArray, plover_context StringArray,
    place_name StringArray, place_type StringArray, place_country StringArray, place_admin1 StringArray,
    place_lat Float64Array, place_lon Float64Array, place_geonames_id Int64Array,
    confidence Float32Array, tone Float32Array, mention_count Int32Array, article_count Int32Array, publisher_count Int32Array,
    first_published TimestampMicrosecondArray, source_url StringArray,
}

columns! {
    /// Of `mentions`.
    MentionColumns:
    event_id Int64Array, article_id StringArray, sentence Int32Array, in_lead BooleanArray,
    source_start Int32Array, target_start Int32Array, action_start Int32Array, confidence Float32Array,
}

columns! {
    /// Of `mentions`: the words.
    WordColumns:
    source_text StringArray, target_text StringArray, action_text StringArray, place_text StringArray,
}

columns! {
    /// Of `articles`.
    ArticleColumns:
    article_id StringArray, url StringArray, publisher StringArray, language StringArray,
    published TimestampMicrosecondArray, published_last Date32Array, char_count Int32Array,
}

/// A text, where there is one.
pub(super) fn text(array: &StringArray, row: usize) -> Option<&str> {
    (!array.is_null(row)).then(|| array.value(row))
}

pub(super) fn int(array: &Int32Array, row: usize) -> Option<i64> {
    (!array.is_null(row)).then(|| i64::from(array.value(row)))
}

/// A single-precision number as the decimals it was written with: 2.8, not 2.799999952.
pub(super) fn float(array: &Float32Array, row: usize) -> Option<f64> {
    let decimals = |value: f32| value.to_string().parse().unwrap_or(f64::from(value));
    (!array.is_null(row)).then(|| decimals(array.value(row)))
}

pub(super) fn day(array: &Date32Array, row: usize) -> Option<NaiveDate> {
    let days = (!array.is_null(row)).then(|| i64::from(array.value(row)))?;
    NaiveDate::default().checked_add_signed(TimeDelta::try_days(days)?)
}

pub(super) fn instant(array: &TimestampMicrosecondArray, row: usize) -> Option<DateTime<Utc>> {
    (!array.is_null(row)).then(|| array.value(row)).and_then(DateTime::from_timestamp_micros)
}

/// One side of an event. All None and no roles where the text names nobody.
#[derive(Clone, Debug, Default)]
pub(super) struct Side<'a> {
    pub code: Option<&'a str>,
    pub name: Option<&'a str>,
    pub country: Option<&'a str>,
    pub group: Option<&'a str>,
    pub roles: Vec<&'a str>,
    pub ethnic: Option<&'a str>,
    pub religion: Option<&'a str>,
}

/// A place as the events' table has it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spot<'a> {
    pub name: &'a str,
    pub kind: &'a str,
    pub country: Option<&'a str>,
    pub admin1: Option<&'a str>,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
    pub geonames_id: Option<i64>,
}

/// One event.
#[derive(Clone, Debug)]
pub(super) struct Event<'a> {
    pub id: i64,
    pub date: Option<NaiveDate>,
    pub date_end: Option<NaiveDate>,
    pub precision: &'a str,
    pub source: Side<'a>,
    pub target: Side<'a>,
    pub code: &'a str,
    pub base: &'a str,
    pub root: &'a str,
    pub label: Option<&'a str>,
    pub quad_class: Option<i64>,
    pub goldstein: Option<f64>,
    pub plover_event: Option<&'a str>,
    pub plover_mode: Option<&'a str>,
    pub plover_context: Option<&'a str>,
    pub place: Option<Spot<'a>>,
    pub confidence: f64,
    pub tone: Option<f64>,
    pub mentions: Option<i64>,
    pub articles: Option<i64>,
    pub publishers: Option<i64>,
    pub first_published: Option<DateTime<Utc>>,
    pub url: Option<&'a str>,
}

impl<'a> EventColumns<'a> {
    pub(super) fn row(&self, row: usize) -> Event<'a> {
        let source = Side {
            code: text(self.source_code, row),
            name: text(self.source_name, row),
            country: text(self.source_country, row),
            group: text(self.source_group, row),
            roles: list(self.source_roles, row),
            ethnic: text(self.source_ethnic, row),
            religion: text(self.source_religion, row),
        };
        let target = Side {
            code: text(self.target_code, row),
            name: text(self.target_name, row),
            country: text(self.target_country, row),
            group: text(self.target_group, row),
            roles: list(self.target_roles, row),
            ethnic: text(self.target_ethnic, row),
            religion: text(self.target_religion, row),
        };
        let number = |array: &Float64Array| (!array.is_null(row)).then(|| array.value(row));
        let place = text(self.place_name, row).map(|name| Spot {
            name,
            kind: text(self.place_type, row).unwrap_or("other"),
            country: text(self.place_country, row),
            admin1: text(self.place_admin1, row),
            latitude: number(self.place_lat),
            longitude: number(self.place_lon),
            geonames_id: (!self.place_geonames_id.is_null(row)).then(|| self.place_geonames_id.value(row)),
        });
        Event {
            id: self.event_id.value(row),
            date: day(self.event_date, row),
            date_end: day(self.event_date_end, row),
            precision: text(self.date_precision, row).unwrap_or("unknown"),
            source,
            target,
            code: text(self.action_code, row).unwrap_or_default(),
            base: text(self.action_base, row).unwrap_or_default(),
            root: text(self.action_root, row).unwrap_or_default(),
            label: text(self.action_label, row),
            quad_class: (!self.quad_class.is_null(row)).then(|| i64::from(self.quad_class.value(row))),
            goldstein: float(self.goldstein, row),
            plover_event: text(self.plover_event, row),
            plover_mode: text(self.plover_mode, row),
            plover_context: text(self.plover_context, row),
            place,
            confidence: float(self.confidence, row).unwrap_or_default(),
            tone: float(self.tone, row),
            mentions: int(self.mention_count, row),
            articles: int(self.article_count, row),
            publishers: int(self.publisher_count, row),
            first_published: instant(self.first_published, row),
            url: text(self.source_url, row),
        }
    }
}

/// The texts of a list, straight from the column's own values.
fn list(array: &ListArray, row: usize) -> Vec<&str> {
    if array.is_null(row) {
        return Vec::new();
    }
    let (Some(values), offsets) = (array.values().as_string_opt::<i32>(), array.value_offsets()) else { return Vec::new() };
    let range = offsets[row] as usize..offsets[row + 1] as usize;
    range.filter_map(|at| text(values, at)).collect()
}
