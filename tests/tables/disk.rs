//! Inputs, runs, and reading back what was written.
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use arrow_array::RecordBatch;
use arrow_array::cast::AsArray;
use dyads::cli::code::{CodeArgs, run};
use dyads::tables::{Codebook, hash_codebook};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

use crate::toy::Toy;

pub const TEXT: &str = "MLI\u{301} 🙂 قالت روسيا:\nRUS 072 BFA\n🙂🙂 é بوركينا 0332 روسيا\n";

pub fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

/// Inputs with several pages, one copy, one broken line.
pub fn write_input(dir: &Path, broken: bool) -> String {
    let mut lines = String::new();
    for record in 0..700 {
        let text = serde_json::to_string(&format!("{TEXT}number {record}")).unwrap();
        let outlet = record % 3;
        lines.push_str(&format!("{{\"id\":\"p{record}\",\"text\":{text},\"published\":\"2024-01-2{outlet}\",\"publisher\":\"outlet {outlet}\",\"url\":\"http://x/{record}\"}}\n"));
    }
    lines.push_str(&format!("{{\"id\":\"copy\",\"text\":{}}}\n", serde_json::to_string(&format!("{TEXT} Number: 3")).unwrap()));
    if broken {
        lines.push_str("{\"id\":\n");
    }
    let path = dir.join("in.jsonl");
    fs::write(&path, lines).unwrap();
    path.to_string_lossy().into_owned()
}

pub fn args(input: &str, out: &Path) -> CodeArgs {
    CodeArgs {
        inputs: vec![input.into()],
        out: Some(out.into()),
        append: None,
        map: Vec::new(),
        codebook: None,
        published: None,
        jobs: Some(2),
        keep_text: true,
        force: false,
        partition_by: None,
    }
}

pub fn files() -> Vec<(String, Vec<u8>)> {
    vec![("codebook.yaml".into(), b"id: toy\n".to_vec()), ("actions/aid.yaml".into(), b"actions: {}\n".to_vec())]
}

pub fn codebook() -> Codebook {
    Codebook { id: "toy".into(), version: "1".into(), sha256: hash_codebook(&files()) }
}

pub fn code(args: &CodeArgs) -> anyhow::Result<dyads::cli::Summary> {
    run(args, "0.0.0", &codebook(), &files(), &Toy)
}

pub fn read(out: &Path, table: &str) -> Vec<RecordBatch> {
    let file = File::open(out.join(table).join("part-00000.parquet")).unwrap();
    ParquetRecordBatchReaderBuilder::try_new(file).unwrap().with_batch_size(100_000).build().unwrap().map(Result::unwrap).collect()
}

pub fn texts(batch: &RecordBatch, column: &str) -> Vec<Option<String>> {
    batch.column_by_name(column).unwrap().as_string::<i32>().iter().map(|text| text.map(str::to_owned)).collect()
}

/// Every file below a folder with its bytes.
pub fn all_files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let (mut found, mut todo) = (BTreeMap::new(), vec![folder.to_owned()]);
    while let Some(next) = todo.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                todo.push(path);
            } else {
                found.insert(path.strip_prefix(folder).unwrap().to_owned(), fs::read(&path).unwrap());
            }
        }
    }
    found
}

pub fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}
