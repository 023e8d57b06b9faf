//! `croissant.json`: the dataset in the vocabulary that dataset search engines and loaders of machine learning read (MLCommons
//! Croissant 1.0), made from the list of columns.
use serde_json::{Value, json};

use super::dataset::of_table;
use super::partition::PartitionBy;
use super::run::{Codebook, FileEntry};
use super::schema::{Column, Kind, Limit, Table};

/// The description: every file with its SHA-256, and every column of every table.
pub fn croissant(version: &str, codebook: &Codebook, files: &[FileEntry], by: Option<PartitionBy>) -> Value {
    let mut distribution = Vec::new();
    for table in Table::ALL {
        for file in of_table(files, table.name()) {
            distribution.push(json!({
                "@type": "cr:FileObject",
                "@id": file.path,
                "name": file.path,
                "contentUrl": file.path,
                "contentSize": format!("{} B", file.bytes),
                "encodingFormat": "application/vnd.apache.parquet",
                "sha256": file.sha256,
            }));
        }
        let includes = match (table, by) {
            (Table::Events, Some(_)) => "events/**/*.parquet".to_owned(),
            _ => format!("{}/*.parquet", table.name()),
        };
        distribution.push(json!({
            "@type": "cr:FileSet",
            "@id": format!("{}-files", table.name()),
            "name": format!("{}-files", table.name()),
            "description": table.meaning(),
            "encodingFormat": "application/vnd.apache.parquet",
            "includes": includes,
        }));
    }
    let records: Vec<Value> = Table::ALL.into_iter().map(record_set).collect();
    json!({
        "@context": context(),
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": "dyads",
        "description": format!(
            "Events coded from news articles: who did what to whom, when and where. Written by dyads {version} with the codebook {}.",
            codebook.name()
        ),
        "version": version,
        "distribution": distribution,
        "recordSet": records,
    })
}

fn record_set(table: Table) -> Value {
    let mut out = json!({
        "@type": "cr:RecordSet",
        "@id": table.name(),
        "name": table.name(),
        "description": table.meaning(),
        "field": table.columns().iter().map(|column| field(table, column)).collect::<Vec<_>>(),
    });
    if let Some(key) = table.columns().iter().find(|column| column.limit == Limit::Key) {
        out["key"] = json!({ "@id": format!("{}/{}", table.name(), key.name) });
    }
    out
}

fn field(table: Table, column: &Column) -> Value {
    let mut out = json!({
        "@type": "cr:Field",
        "@id": format!("{}/{}", table.name(), column.name),
        "name": format!("{}/{}", table.name(), column.name),
        "description": column.meaning,
        "dataType": match column.kind {
            Kind::Text | Kind::TextList => "sc:Text",
            Kind::Bool => "sc:Boolean",
            Kind::Int8 | Kind::Int32 | Kind::Int64 => "sc:Integer",
            Kind::Float32 | Kind::Float64 => "sc:Float",
            Kind::Date => "sc:Date",
            Kind::Instant => "sc:DateTime",
        },
        "source": { "fileSet": { "@id": format!("{}-files", table.name()) }, "extract": { "column": column.name } },
    });
    if column.kind == Kind::TextList {
        out["repeated"] = json!(true);
    }
    if let Limit::RowOf(other) = column.limit
        && let Some(key) = other.columns().iter().find(|column| column.limit == Limit::Key)
    {
        out["references"] = json!({ "field": { "@id": format!("{}/{}", other.name(), key.name) } });
    }
    out
}

/// The JSON-LD context that the specification prescribes.
fn context() -> Value {
    json!({
        "@language": "en",
        "@vocab": "https://schema.org/",
        "citeAs": "cr:citeAs",
        "column": "cr:column",
        "conformsTo": "dct:conformsTo",
        "cr": "http://mlcommons.org/croissant/",
        "rai": "http://mlcommons.org/croissant/RAI/",
        "data": { "@id": "cr:data", "@type": "@json" },
        "dataType": { "@id": "cr:dataType", "@type": "@vocab" },
        "dct": "http://purl.org/dc/terms/",
        "examples": { "@id": "cr:examples", "@type": "@json" },
        "extract": "cr:extract",
        "field": "cr:field",
        "fileProperty": "cr:fileProperty",
        "fileObject": "cr:fileObject",
        "fileSet": "cr:fileSet",
        "format": "cr:format",
        "includes": "cr:includes",
        "isLiveDataset": "cr:isLiveDataset",
        "jsonPath": "cr:jsonPath",
        "key": "cr:key",
        "md5": "cr:md5",
        "parentField": "cr:parentField",
        "path": "cr:path",
        "recordSet": "cr:recordSet",
        "references": "cr:references",
        "regex": "cr:regex",
        "repeated": "cr:repeated",
        "replace": "cr:replace",
        "sc": "https://schema.org/",
        "separator": "cr:separator",
        "source": "cr:source",
        "subField": "cr:subField",
        "transform": "cr:transform",
    })
}
