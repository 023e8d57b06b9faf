//! The data dictionary and the Frictionless description, both made from the list of columns.
use serde_json::{Map, Value, json};

use super::dataset::of_table;
use super::run::{Codebook, FileEntry};
use super::schema::{Column, Limit, Table};

/// `dictionary.md`: every table and column for people.
pub fn dictionary(version: &str, codebook: &Codebook) -> String {
    let mut out = format!(
        "# Data dictionary\n\nWritten by dyads {version} with the codebook {}.\n\n\
         Codes are text and keep their leading zeros. Missing is null. Days are calendar days, instants are UTC. Offsets count\n\
         Unicode code points of the article's text from 0, the end exclusive: `text[start:end]` in Python gives the words.\n",
        codebook.name()
    );
    for table in Table::ALL {
        out.push_str(&format!("\n## {}\n\n{}\n\n", table.name(), table.meaning()));
        out.push_str("| column | type | null | meaning | limits |\n|---|---|---|---|---|\n");
        for column in table.columns() {
            let cells = [
                column.name.to_owned(),
                column.kind.word().to_owned(),
                if column.required { "never" } else { "yes" }.to_owned(),
                column.meaning.to_owned(),
                limit(column),
            ];
            out.push_str(&format!("| {} |\n", cells.map(|cell| cell.replace('|', "\\|")).join(" | ")));
        }
    }
    out
}

/// The limit of a column in words.
fn limit(column: &Column) -> String {
    match column.limit {
        Limit::None => String::new(),
        Limit::Key => "key: no two rows alike".to_owned(),
        Limit::OneOf(words) => format!("one of {}", words.join(", ")),
        Limit::Between(low, high) => format!("{low} to {high}"),
        Limit::AtLeast(low) => format!("{low} or more"),
        Limit::Pattern(pattern) => format!("matches `{pattern}`"),
        Limit::RowOf(table) => format!("a row of {}", table.name()),
    }
}

/// `datapackage.json`: a Frictionless tabular data package over the Parquet files.
pub fn datapackage(version: &str, codebook: &Codebook, files: &[FileEntry]) -> Value {
    let resources: Vec<Value> =
        Table::ALL.into_iter().map(|table| resource(table, &of_table(files, table.name()).collect::<Vec<_>>())).collect();
    json!({
        "profile": "tabular-data-package",
        "name": "dyads",
        "title": "Events coded from news articles",
        "description": format!("Who did what to whom, when and where. Written by dyads {version} with the codebook {}.", codebook.name()),
        "codebook": codebook,
        "resources": resources,
    })
}

fn resource(table: Table, files: &[&FileEntry]) -> Value {
    let mut out = json!({
        "profile": "tabular-data-resource",
        "name": table.name(),
        "title": table.name(),
        "description": table.meaning(),
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "bytes": files.iter().map(|file| file.bytes).sum::<u64>(),
        "schema": schema(table),
    });
    // One file is a text, several are a list: what readers of either kind expect.
    match files {
        [only] => {
            out["path"] = json!(only.path);
            out["hash"] = json!(format!("sha256:{}", only.sha256));
        }
        several => out["path"] = several.iter().map(|file| json!(file.path)).collect(),
    }
    out
}

fn schema(table: Table) -> Value {
    let mut out = Map::new();
    out.insert("fields".to_owned(), table.columns().iter().map(field).collect());
    if let Some(key) = table.columns().iter().find(|column| column.limit == Limit::Key) {
        out.insert("primaryKey".to_owned(), json!(key.name));
    }
    let foreign: Vec<Value> = table
        .columns()
        .iter()
        .filter_map(|column| {
            let Limit::RowOf(other) = column.limit else { return None };
            let key = other.columns().iter().find(|column| column.limit == Limit::Key)?;
            // A table that points into itself is named by the empty text.
            let resource = if other == table { "" } else { other.name() };
            Some(json!({ "fields": column.name, "reference": { "resource": resource, "fields": key.name } }))
        })
        .collect();
    if !foreign.is_empty() {
        out.insert("foreignKeys".to_owned(), foreign.into());
    }
    Value::Object(out)
}

fn field(column: &Column) -> Value {
    let mut constraints = Map::new();
    let mut set = |name: &str, value: Value| constraints.insert(name.to_owned(), value);
    if column.required {
        set("required", json!(true));
    }
    match column.limit {
        Limit::None | Limit::RowOf(_) => None,
        Limit::Key => set("unique", json!(true)),
        Limit::OneOf(words) => set("enum", json!(words)),
        Limit::Pattern(pattern) => set("pattern", json!(pattern)),
        Limit::AtLeast(low) => set("minimum", json!(low)),
        Limit::Between(low, high) => {
            // A whole number's limits are whole numbers.
            let value = |limit: f64| if limit.fract() == 0.0 { json!(limit as i64) } else { json!(limit) };
            set("minimum", value(low));
            set("maximum", value(high))
        }
    };
    let mut out = Map::new();
    out.insert("name".to_owned(), json!(column.name));
    out.insert("type".to_owned(), json!(column.kind.frictionless()));
    out.insert("description".to_owned(), json!(column.meaning));
    out.insert("arrowType".to_owned(), json!(column.kind.word()));
    if !constraints.is_empty() {
        out.insert("constraints".to_owned(), Value::Object(constraints));
    }
    Value::Object(out)
}
