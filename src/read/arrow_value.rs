//! Arrow values as JSON values, the shape in which fields are read.

use arrow_array::cast::AsArray;
use arrow_array::types::{
    Float32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayRef, RecordBatch, downcast_dictionary_array, temporal_conversions as days};
use arrow_schema::{DataType, TimeUnit};
use chrono::{DateTime, FixedOffset, NaiveDateTime};
use serde_json::{Map, Value};

use super::csv_layout::same;

/// How deep values are read.
const DEEPEST: usize = 6;
/// Elements of a list that are read.
const MOST: usize = 100_000;

/// A string is longer than the limit.
#[derive(Debug)]
pub(super) struct TooLong;

/// The value of one row. Types that say nothing here (decimals, intervals…) are null.
pub(super) fn value(array: &ArrayRef, row: usize, limit: usize) -> Result<Value, TooLong> {
    at(array.as_ref(), row, limit, 0)
}

/// The value at a path: a column of that very name, else along the dots; None where the columns have no such path.
pub(super) fn at_path(batch: &RecordBatch, path: &str, row: usize, limit: usize) -> Option<Result<Value, TooLong>> {
    let schema = batch.schema();
    let find = |named: &str| {
        let names: Vec<&str> = schema.fields().iter().map(|field| field.name().as_str()).collect();
        names.iter().position(|name| *name == named).or_else(|| names.iter().position(|name| same(name, named)))
    };
    if let Some(place) = find(path) {
        return Some(value(batch.column(place), row, limit));
    }
    path.match_indices('.').find_map(|(dot, _)| {
        let inner = value(batch.column(find(&path[..dot])?), row, limit);
        Some(match inner {
            Ok(Value::Object(object)) => Ok(super::fields::at_path(&object, &path[dot + 1..])?.clone()),
            Ok(_) => return None,
            Err(error) => Err(error),
        })
    })
}

fn at(array: &dyn Array, row: usize, limit: usize, depth: usize) -> Result<Value, TooLong> {
    if array.is_null(row) || depth > DEEPEST {
        return Ok(Value::Null);
    }
    let string = |text: &str| if text.len() > limit { Err(TooLong) } else { Ok(Value::String(text.to_string())) };
    let bytes = |bytes: &[u8]| std::str::from_utf8(bytes).map_or(Ok(Value::Null), string);
    match array.data_type() {
        DataType::Utf8 => string(array.as_string::<i32>().value(row)),
        DataType::LargeUtf8 => string(array.as_string::<i64>().value(row)),
        DataType::Utf8View => string(array.as_string_view().value(row)),
        // Older writers do not say that their bytes are text.
        DataType::Binary => bytes(array.as_binary::<i32>().value(row)),
        DataType::LargeBinary => bytes(array.as_binary::<i64>().value(row)),
        DataType::BinaryView => bytes(array.as_binary_view().value(row)),
        DataType::FixedSizeBinary(_) => bytes(array.as_fixed_size_binary().value(row)),
        DataType::Boolean => Ok(Value::Bool(array.as_boolean().value(row))),
        DataType::Int8 => Ok(array.as_primitive::<Int8Type>().value(row).into()),
        DataType::Int16 => Ok(array.as_primitive::<Int16Type>().value(row).into()),
        DataType::Int32 => Ok(array.as_primitive::<Int32Type>().value(row).into()),
        DataType::Int64 => Ok(array.as_primitive::<Int64Type>().value(row).into()),
        DataType::UInt8 => Ok(array.as_primitive::<UInt8Type>().value(row).into()),
        DataType::UInt16 => Ok(array.as_primitive::<UInt16Type>().value(row).into()),
        DataType::UInt32 => Ok(array.as_primitive::<UInt32Type>().value(row).into()),
        DataType::UInt64 => Ok(array.as_primitive::<UInt64Type>().value(row).into()),
        DataType::Float32 => Ok(f64::from(array.as_primitive::<Float32Type>().value(row)).into()),
        DataType::Float64 => Ok(array.as_primitive::<Float64Type>().value(row).into()),
        DataType::Date32 | DataType::Date64 | DataType::Timestamp(..) => Ok(time(array, row).map_or(Value::Null, Value::String)),
        DataType::Dictionary(..) => downcast_dictionary_array!(
            array => array.key(row).map_or(Ok(Value::Null), |key| at(array.values().as_ref(), key, limit, depth + 1)),
            _ => Ok(Value::Null)
        ),
        DataType::Struct(names) => {
            let columns = array.as_struct().columns();
            let mut object = Map::new();
            for (name, column) in names.iter().zip(columns) {
                object.insert(name.name().clone(), at(column.as_ref(), row, limit, depth + 1)?);
            }
            Ok(Value::Object(object))
        }
        DataType::List(_) => list(&array.as_list::<i32>().value(row), limit, depth),
        DataType::LargeList(_) => list(&array.as_list::<i64>().value(row), limit, depth),
        DataType::FixedSizeList(..) => list(&array.as_fixed_size_list().value(row), limit, depth),
        DataType::Map(..) => {
            let entries = array.as_map().value(row);
            let mut object = Map::new();
            for place in 0..entries.len().min(MOST) {
                if let Value::String(key) = at(entries.column(0).as_ref(), place, limit, depth + 1)? {
                    object.insert(key, at(entries.column(1).as_ref(), place, limit, depth + 1)?);
                }
            }
            Ok(Value::Object(object))
        }
        _ => Ok(Value::Null),
    }
}

fn list(items: &ArrayRef, limit: usize, depth: usize) -> Result<Value, TooLong> {
    (0..items.len().min(MOST)).map(|row| at(items.as_ref(), row, limit, depth + 1)).collect::<Result<Vec<_>, _>>().map(Value::Array)
}

/// A day or an instant as records write it.
fn time(array: &dyn Array, row: usize) -> Option<String> {
    use arrow_array::types::{
        Date32Type, Date64Type, TimestampMicrosecondType, TimestampMillisecondType, TimestampNanosecondType, TimestampSecondType,
    };
    let (at, zone): (NaiveDateTime, Option<&str>) = match array.data_type() {
        DataType::Date32 => return days::date32_to_datetime(array.as_primitive::<Date32Type>().value(row)).map(|at| at.date().to_string()),
        DataType::Date64 => return days::date64_to_datetime(array.as_primitive::<Date64Type>().value(row)).map(|at| at.date().to_string()),
        DataType::Timestamp(unit, zone) => {
            let at = match unit {
                TimeUnit::Second => days::timestamp_s_to_datetime(array.as_primitive::<TimestampSecondType>().value(row)),
                TimeUnit::Millisecond => days::timestamp_ms_to_datetime(array.as_primitive::<TimestampMillisecondType>().value(row)),
                TimeUnit::Microsecond => days::timestamp_us_to_datetime(array.as_primitive::<TimestampMicrosecondType>().value(row)),
                TimeUnit::Nanosecond => days::timestamp_ns_to_datetime(array.as_primitive::<TimestampNanosecondType>().value(row)),
            };
            (at?, zone.as_deref())
        }
        _ => return None,
    };
    // The zone of a column is where its instants are shown; one that is named by its distance from UTC gives the day there.
    let offset = zone.and_then(|zone| zone.parse::<FixedOffset>().ok());
    Some(match offset {
        Some(offset) => DateTime::<FixedOffset>::from_naive_utc_and_offset(at, offset).to_rfc3339(),
        None => at.and_utc().to_rfc3339(),
    })
}
