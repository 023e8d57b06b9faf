//! JSON Schemas for editors, made from the raw types: what completes and checks a codebook's files while they are written. Each file
//! names its schema in its first line.

use std::collections::BTreeSet;

use schemars::{JsonSchema, SchemaGenerator, generate::SchemaSettings};
use serde_json::{Map, Value};

use super::dates::RawDates;
use super::furniture::RawFurnitureFile;
use super::raw::{RawActorCodes, RawCodebook, RawCodes, RawFile, RawLanguage};

/// Sections of a [`RawFile`] that each kind of file is for. A file may hold any of them: `file` is for those that mix.
const SECTIONS: &[(&str, &str, &[&str])] = &[
    ("actions", "What is coded: codes by frame, patterns, examples", &["actions"]),
    ("actors", "Countries, organisations, groups, people and roles", &["actors", "people", "roles", "ambiguous"]),
    ("concepts", "Word lists by meaning, the languages side by side", &["concepts"]),
    ("discards", "What codes nothing: phrases that only sound like events, and subjects that are no politics", &["discards", "concepts"]),
    (
        "file",
        "A file of a codebook with any of its sections",
        &["concepts", "actions", "actors", "people", "roles", "frames", "light", "places", "ambiguous", "discards"],
    ),
    ("frames", "Words that say an event is planned, asked for, refused, denied", &["frames", "light"]),
    ("places", "Cities", &["places"]),
];

/// All schemas by name, as `<name>.schema.json` holds them.
pub fn all() -> Vec<(&'static str, String)> {
    let mut out: Vec<(&'static str, String)> =
        SECTIONS.iter().map(|(name, title, sections)| (*name, text(part(title, sections)))).collect();
    out.extend([
        ("actor_codes", whole::<RawActorCodes>("What the three-letter parts of an actor code can be")),
        ("codebook", whole::<RawCodebook>("What a codebook is: its name, version, languages, and what it changes of another")),
        ("codes", whole::<RawCodes>("Event codes with label, Goldstein value, quad class and PLOVER crosswalk")),
        ("dates", whole::<RawDates>("Words and phrases of dates in one language")),
        ("furniture", whole::<RawFurnitureFile>("Words by which lines of a page that are no news give themselves away")),
        ("language", whole::<RawLanguage>("Function words of one language")),
    ]);
    out.sort_unstable();
    out
}

fn generator() -> SchemaGenerator {
    SchemaSettings::draft07().into_generator()
}

fn schema<T: JsonSchema>(title: &str) -> Map<String, Value> {
    let mut schema = generator().into_root_schema_for::<T>();
    let object = schema.ensure_object();
    object.insert("title".into(), title.into());
    object.remove("description");
    std::mem::take(object)
}

fn whole<T: JsonSchema>(title: &str) -> String {
    text(schema::<T>(title))
}

fn text(schema: Map<String, Value>) -> String {
    // A map of strings and numbers has nothing that can't be written.
    let mut out = serde_json::to_string_pretty(&Value::Object(schema)).unwrap_or_default();
    out.push('\n');
    out
}

/// The schema of a file that holds only these sections.
fn part(title: &str, sections: &[&str]) -> Map<String, Value> {
    let mut schema = schema::<RawFile>(title);
    if let Some(Value::Object(properties)) = schema.get_mut("properties") {
        properties.retain(|name, _| sections.contains(&name.as_str()));
    }
    let definitions = match schema.remove("definitions") {
        Some(Value::Object(definitions)) => definitions,
        _ => Map::new(),
    };
    // Only what the sections name, directly or through others, is kept.
    let mut used = BTreeSet::new();
    let mut open: Vec<String> = references(&Value::Object(schema.clone()));
    while let Some(name) = open.pop() {
        if let Some(definition) = definitions.get(&name)
            && used.insert(name)
        {
            open.extend(references(definition));
        }
    }
    let kept = definitions.into_iter().filter(|(name, _)| used.contains(name)).collect();
    schema.insert("definitions".into(), Value::Object(kept));
    schema
}

/// Names of the definitions a schema refers to.
fn references(value: &Value) -> Vec<String> {
    match value {
        Value::Object(map) => map
            .iter()
            .flat_map(|(key, value)| match value {
                Value::String(path) if key == "$ref" => path.rsplit('/').next().map(str::to_string).into_iter().collect(),
                other => references(other),
            })
            .collect(),
        Value::Array(list) => list.iter().flat_map(references).collect(),
        _ => Vec::new(),
    }
}
