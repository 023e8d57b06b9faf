//! The committed JSON Schemas are those of the raw types, and every file of a codebook names one.

use std::fs;
use std::path::{Path, PathBuf};

use dyads::codebook::schema;

const FOLDER: &str = "codebooks/schema";

/// `dyads schema --out codebooks/schema` writes them.
#[test]
fn committed_schemas_are_fresh() {
    let all = schema::all();
    for (name, text) in &all {
        let path = format!("{FOLDER}/{name}.schema.json");
        let committed = fs::read_to_string(&path).unwrap_or_default();
        assert!(committed == *text, "{path} is stale: run `dyads schema --out {FOLDER}`");
    }
    let files = fs::read_dir(FOLDER).expect("the folder of schemas").count();
    assert_eq!(files, all.len(), "{FOLDER} holds files that are no schema of today");
}

#[test]
fn every_codebook_file_names_its_schema() {
    let mut wrong = Vec::new();
    for path in yaml_files(Path::new("codebooks")) {
        let text = fs::read_to_string(&path).expect("a file");
        let named = text.lines().next().and_then(|line| line.strip_prefix("# yaml-language-server: $schema="));
        if !named.is_some_and(|schema| path.with_file_name(schema).is_file()) {
            wrong.push(path);
        }
    }
    assert!(wrong.is_empty(), "the first line names no schema that is there: {wrong:?}");
}

fn yaml_files(folder: &Path) -> Vec<PathBuf> {
    let mut out = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            out.extend(yaml_files(&path));
        } else if path.extension().is_some_and(|e| e == "yaml") {
            out.push(path);
        }
    }
    out
}
