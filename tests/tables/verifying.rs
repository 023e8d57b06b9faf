//! `dyads verify`: a dataset keeps its promises, and each broken one is named.
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use arrow_array::RecordBatch;
use dyads::tables::{PartitionBy, Verified, verify};
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::file::properties::WriterProperties;

use crate::disk::{args, code, folder};

fn made(dir: &Path, name: &str, keep_text: bool) -> PathBuf {
    let out = dir.join(name);
    let lines: Vec<String> = (0..300)
        .map(|n| {
            format!("{{\"id\":\"p{n}\",\"text\":\"é 🙂 RUS 072 BFA\\nreport {n}: MLI 0332 NER\",\"published\":\"2024-0{}-20\"}}", n % 3 + 1)
        })
        .collect();
    let input = dir.join("in.jsonl");
    fs::write(&input, lines.join("\n") + "\n{\"id\":\n").unwrap();
    let mut args = args(&input.to_string_lossy(), &out);
    args.keep_text = keep_text;
    args.partition_by = (!keep_text).then_some(PartitionBy::Month);
    code(&args).unwrap();
    out
}

fn promises(found: &Verified) -> Vec<&str> {
    found.problems.keys().map(String::as_str).collect()
}

/// Writes a file anew with other rows, the rest as it was.
fn change(path: &Path, with: impl Fn(RecordBatch) -> RecordBatch) {
    let builder = ParquetRecordBatchReaderBuilder::try_new(File::open(path).unwrap()).unwrap();
    let (schema, said) = (builder.schema().clone(), builder.metadata().file_metadata().key_value_metadata().cloned());
    let said = said.map(|said| said.into_iter().filter(|pair| pair.key != "ARROW:schema").collect());
    let batches: Vec<RecordBatch> = builder.build().unwrap().map(Result::unwrap).collect();
    let properties = WriterProperties::builder().set_key_value_metadata(said).build();
    let mut writer = ArrowWriter::try_new(File::create(path).unwrap(), schema, Some(properties)).unwrap();
    batches.into_iter().for_each(|batch| writer.write(&with(batch)).unwrap());
    writer.close().unwrap();
}

#[test]
fn what_is_written_is_as_promised() {
    let dir = folder();
    for keep_text in [true, false] {
        let found = verify(&made(dir.path(), &format!("data{keep_text}"), keep_text)).unwrap();
        assert_eq!(promises(&found), Vec::<&str>::new(), "{found:?}");
        assert_eq!((found.rows.articles, found.rows.mentions, found.rows.rejects), (300, 600, 1));
    }
}

#[test]
fn each_broken_promise_is_named() {
    let dir = folder();
    let spoilt = |name: &str, spoil: &dyn Fn(&Path)| {
        let out = made(dir.path(), name, true);
        spoil(&out);
        let found = verify(&out).unwrap();
        promises(&found).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    let part = "part-00000.parquet";
    let hash = "files have the size and SHA-256 of run.json";
    let alone = "data folders hold the files of run.json and nothing else";
    assert_eq!(spoilt("note", &|out| fs::write(out.join("events/note.txt"), "x").unwrap()), [alone]);
    assert_eq!(spoilt("gone", &|out| fs::remove_file(out.join("rejects").join(part)).unwrap()), ["every file of run.json is there"]);
    assert_eq!(
        spoilt("twice", &|out| assert!(fs::copy(out.join("rejects").join(part), out.join("rejects/part-00001.parquet")).is_ok())),
        [alone, "run.json counts the rows"]
    );
    assert_eq!(
        spoilt("cut", &|out| fs::write(out.join("mentions").join(part), "PAR1").unwrap()),
        ["every file is Parquet", hash],
        "nothing more can be said"
    );
    assert_eq!(
        spoilt("edited", &|out| fs::write(out.join("codebook/codebook.yaml"), "id: other\n").unwrap()),
        ["codebook/ is the codebook of run.json"]
    );
    assert_eq!(spoilt("bare", &|out| fs::remove_file(out.join("croissant.json")).unwrap()), ["the descriptions are there"]);
    assert_eq!(
        spoilt("fewer", &|out| change(&out.join("mentions").join(part), |batch| batch.slice(1, batch.num_rows() - 1))),
        ["articles count their events", "events count their mentions and articles", hash, "run.json counts the rows"]
    );
    let moved = |batch: RecordBatch| {
        let mut columns = batch.columns().to_vec();
        let at = batch.schema().index_of("source_text").unwrap();
        columns[at] = batch.column_by_name("target_text").unwrap().clone();
        RecordBatch::try_new(batch.schema(), columns).unwrap()
    };
    assert_eq!(spoilt("moved", &|out| change(&out.join("mentions").join(part), moved)), [hash, "words stand where their offsets say"]);
    let doubled = |batch: RecordBatch| {
        let mut columns = batch.columns().to_vec();
        let at = batch.schema().index_of("action_root").unwrap();
        columns[at] = batch.column_by_name("frame").unwrap().clone();
        columns[0] = arrow_array::Array::slice(&columns[0], 0, 1);
        let first = columns[0].clone();
        let all: Vec<&dyn arrow_array::Array> = vec![first.as_ref(); batch.num_rows()];
        columns[0] = arrow_select::concat::concat(&all).unwrap();
        RecordBatch::try_new(batch.schema(), columns).unwrap()
    };
    let found = spoilt("doubled", &|out| change(&out.join("events").join(part), doubled));
    for promise in
        ["events.event_id is met once", "events.action_root keeps to its limits (dictionary.md)", "mentions.event_id is a row of events"]
    {
        assert!(found.iter().any(|kind| kind == promise), "{found:?}");
    }
    assert!(verify(dir.path()).is_err(), "no dataset");
}
