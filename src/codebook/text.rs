//! The building blocks of raw files: text with its place, maps that keep their order and their keys' places, lists that may be edited.
//! Written by hand where serde's `untagged` and `flatten` would lose every place.

use std::borrow::Cow;
use std::cell::Cell;
use std::fmt;
use std::marker::PhantomData;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_saphyr::Spanned;

/// A string of a codebook and where it is written: line and column from 1.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Text {
    /// The string.
    pub value: String,
    /// Line, from 1.
    pub line: u32,
    /// Column, from 1.
    pub column: u32,
    /// Number of the file, in the order of loading.
    pub file: u16,
}

thread_local! {
    /// The file being read: serde gives a value no way to learn it, and every `Text` needs it for its diagnostics.
    static FILE: Cell<u16> = const { Cell::new(0) };
}

/// Runs `read` with every `Text` it makes marked as coming from file number `file`.
pub(super) fn in_file<T>(file: u16, read: impl FnOnce() -> T) -> T {
    FILE.set(file);
    read()
}

impl std::ops::Deref for Text {
    type Target = str;
    fn deref(&self) -> &str {
        &self.value
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let spanned = Spanned::<String>::deserialize(deserializer)?;
        Ok(Text {
            line: spanned.referenced.line() as u32,
            column: spanned.referenced.column() as u32,
            file: FILE.get(),
            value: spanned.value,
        })
    }
}

impl JsonSchema for Text {
    fn schema_name() -> Cow<'static, str> {
        "Text".into()
    }
    fn inline_schema() -> bool {
        true
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string" })
    }
}

/// A map as written: keys with their places, in the file's order.
#[derive(Clone, Debug, PartialEq)]
pub struct Entries<T>(pub Vec<(Text, T)>);

impl<T> Default for Entries<T> {
    fn default() -> Self {
        Entries(Vec::new())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Entries<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Map<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Map<T> {
            type Value = Entries<T>;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a map of entries by id")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Entries<T>, A::Error> {
                let mut out = Vec::new();
                while let Some(key) = map.next_key::<Text>()? {
                    out.push((key, map.next_value()?));
                }
                Ok(Entries(out))
            }
            fn visit_unit<E>(self) -> Result<Entries<T>, E> {
                Ok(Entries::default())
            }
        }
        deserializer.deserialize_map(Map(PhantomData))
    }
}

impl<T: JsonSchema> JsonSchema for Entries<T> {
    fn schema_name() -> Cow<'static, str> {
        format!("EntriesOf{}", T::schema_name()).into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let item = generator.subschema_for::<T>();
        json_schema!({ "type": "object", "additionalProperties": item })
    }
}

/// A list, or an edit of the list of the codebook that is extended: `[a, b]` or `{ add: [c], remove: [a] }`.
#[derive(Clone, Debug, PartialEq)]
pub struct List<T> {
    /// The whole list, where one is written; None for an edit.
    pub replace: Option<Vec<T>>,
    /// What is added.
    pub add: Vec<T>,
    /// What is taken away.
    pub remove: Vec<Text>,
}

impl<T> Default for List<T> {
    fn default() -> Self {
        List { replace: None, add: Vec::new(), remove: Vec::new() }
    }
}

impl<T> List<T> {
    /// Whether nothing is written.
    pub fn is_absent(&self) -> bool {
        self.replace.is_none() && self.add.is_empty() && self.remove.is_empty()
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for List<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Either<T> {
            type Value = List<T>;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a list, or a map with `add` and `remove`")
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<List<T>, A::Error> {
                let mut out = Vec::new();
                while let Some(item) = seq.next_element()? {
                    out.push(item);
                }
                Ok(List { replace: Some(out), ..List::default() })
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<List<T>, A::Error> {
                let mut out = List::default();
                while let Some(key) = map.next_key::<String>()? {
                    match key.as_str() {
                        "add" => out.add = map.next_value()?,
                        "remove" => out.remove = map.next_value()?,
                        _ => return Err(serde::de::Error::unknown_field(&key, &["add", "remove"])),
                    }
                }
                Ok(out)
            }
        }
        deserializer.deserialize_any(Either(PhantomData))
    }
}

impl<T: JsonSchema> JsonSchema for List<T> {
    fn schema_name() -> Cow<'static, str> {
        format!("ListOf{}", T::schema_name()).into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let item = generator.subschema_for::<T>();
        json_schema!({ "oneOf": [
            { "type": "array", "items": item },
            { "type": "object", "additionalProperties": false, "properties": {
                "add": { "type": "array", "items": item },
                "remove": { "type": "array", "items": { "type": "string" } } } }
        ] })
    }
}

/// A name, or a name that carries a role: `Russia`, `Kremlin: GOV`.
#[derive(Clone, Debug, PartialEq)]
pub struct Name {
    /// As written.
    pub text: Text,
    /// Role code it adds.
    pub role: Option<Text>,
}

impl<'de> Deserialize<'de> for Name {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;
        impl<'de> Visitor<'de> for Either {
            type Value = (Option<String>, Option<(Text, Text)>);
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a name, or `name: ROLE`")
            }
            fn visit_str<E>(self, value: &str) -> Result<Self::Value, E> {
                Ok((Some(value.to_string()), None))
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let pair = map.next_entry::<Text, Text>()?.ok_or_else(|| serde::de::Error::custom("a name is missing before `:`"))?;
                Ok((None, Some(pair)))
            }
        }
        /// The visitor's answer, so that `Spanned` can place a plain name.
        struct Inner((Option<String>, Option<(Text, Text)>));
        impl<'de> Deserialize<'de> for Inner {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_any(Either).map(Inner)
            }
        }
        let spanned = Spanned::<Inner>::deserialize(deserializer)?;
        let (line, column) = (spanned.referenced.line() as u32, spanned.referenced.column() as u32);
        Ok(match spanned.value.0 {
            (_, Some((text, role))) => Name { text, role: Some(role) },
            (plain, None) => Name { text: Text { value: plain.unwrap_or_default(), line, column, file: FILE.get() }, role: None },
        })
    }
}

impl JsonSchema for Name {
    fn schema_name() -> Cow<'static, str> {
        "Name".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "oneOf": [{ "type": "string" }, { "type": "object", "minProperties": 1, "maxProperties": 1, "additionalProperties": { "type": "string" } }] })
    }
}
