//! A dataset that is added to: the same rows as one run over all of it, whatever is in the way.
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use arrow_array::Array;
use arrow_array::RecordBatch;
use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Int32Type, Int64Type};
use arrow_schema::DataType;
use dyads::cli::Summary;
use dyads::cli::code::CodeArgs;
use dyads::tables::{Dataset, Layout, Mode, PartitionBy, Table, TableError, parts, scan};

use crate::disk::{all_files, args, code, codebook, folder, names};

/// Lines of reports: `(id, day of 2024, publisher, words)`.
fn write(path: &Path, reports: &[(String, Option<u32>, &str, String)]) {
    let lines: Vec<String> = reports
        .iter()
        .map(|(id, day, publisher, words)| {
            let published = day.and_then(|day| chrono::NaiveDate::from_yo_opt(2024, day)).map(|day| day.to_string());
            serde_json::json!({"id": id, "text": words, "published": published, "publisher": publisher, "url": format!("http://x/{id}")})
                .to_string()
        })
        .collect();
    fs::write(path, lines.join("\n")).unwrap();
}

fn append(input: &Path, out: &Path, by: Option<PartitionBy>) -> Summary {
    let args = CodeArgs { append: Some(out.into()), out: None, partition_by: by, ..args(&input.to_string_lossy(), out) };
    code(&args).unwrap()
}

/// All rows of a table as texts, in order; `input` and `record`, which tell where a row came from, left out.
fn rows(out: &Path, table: Table) -> Vec<String> {
    let mut rows = Vec::new();
    for batch in scan(out, table, &[]).unwrap() {
        let batch: RecordBatch = batch.unwrap();
        let schema = batch.schema();
        for row in 0..batch.num_rows() {
            let cells =
                schema.fields().iter().zip(batch.columns()).filter(|(field, _)| !["input", "record"].contains(&field.name().as_str()));
            rows.push(cells.map(|(_, column)| cell(column.as_ref(), row)).collect::<Vec<_>>().join("|"));
        }
    }
    rows
}

fn cell(column: &dyn Array, row: usize) -> String {
    if column.is_null(row) {
        return "-".into();
    }
    match column.data_type() {
        DataType::Utf8 => column.as_string::<i32>().value(row).to_owned(),
        DataType::Date32 => column.as_primitive::<Date32Type>().value(row).to_string(),
        DataType::Int32 => column.as_primitive::<Int32Type>().value(row).to_string(),
        DataType::Int64 => column.as_primitive::<Int64Type>().value(row).to_string(),
        _ => format!("{:?}", column.slice(row, 1)),
    }
}

/// Reports of 40 dyads over a year: each is told by several articles in any order, some undated, some copies of others.
fn reports(from: usize, to: usize) -> Vec<(String, Option<u32>, &'static str, String)> {
    let outlets = ["Daily", "Agency", "", "Radio"];
    (from..to)
        .map(|n| {
            let (source, target) = (n * 7 % 40, n * 11 % 37);
            let day = (n % 17 != 0).then_some((n * 13 % 360) as u32 + 1);
            let words = format!("S{source:02} {} T{target:02}\n{}", ["072", "0332"][n % 2], if n % 5 == 0 { n / 10 } else { n });
            (format!("r{n}"), day, outlets[n % 4], words)
        })
        .collect()
}

#[test]
fn runs_that_add_make_what_one_run_makes() {
    let dir = folder();
    for by in [None, Some(PartitionBy::Year), Some(PartitionBy::Month)] {
        let (whole, grown) = (dir.path().join(format!("whole{by:?}")), dir.path().join(format!("grown{by:?}")));
        let input = dir.path().join("in.jsonl");
        write(&input, &reports(0, 900));
        append(&input, &whole, by);
        for (from, to) in [(0, 300), (300, 310), (250, 600), (600, 900)] {
            write(&input, &reports(from, to));
            let summary = append(&input, &grown, if from == 0 { by } else { None });
            assert_eq!(summary.known, if from == 250 { 60 } else { 0 });
        }
        for table in Table::ALL {
            let (one, several) = (rows(&whole, table), rows(&grown, table));
            assert_eq!(one.iter().collect::<BTreeSet<_>>(), several.iter().collect::<BTreeSet<_>>(), "{by:?} {}", table.name());
            assert_eq!(one.len(), several.len(), "{by:?} {}", table.name());
        }
        assert!(!rows(&whole, Table::Events).is_empty());
        // Adding what is there already changes no table.
        let before: Vec<_> = Table::ALL.iter().map(|table| rows(&grown, *table)).collect();
        write(&input, &reports(100, 700));
        assert_eq!(append(&input, &grown, None).known, 600);
        assert_eq!(before, Table::ALL.iter().map(|table| rows(&grown, *table)).collect::<Vec<_>>());
        let hive: Vec<String> =
            parts(&grown, Table::Events).unwrap().iter().map(|path| path.strip_prefix(&grown).unwrap().display().to_string()).collect();
        match by {
            None => assert_eq!(hive, ["events/part-00000.parquet", "events/part-00001.parquet"], "with a day, and without"),
            Some(PartitionBy::Year) => {
                assert_eq!(hive, ["events/year=0000/part-00000.parquet", "events/year=2024/part-00000.parquet"]);
            }
            Some(PartitionBy::Month) => {
                assert_eq!(hive.len(), 13);
                assert_eq!(hive[..2], ["events/year=0000/month=00/part-00000.parquet", "events/year=2024/month=01/part-00000.parquet"]);
            }
        }
    }
}

#[test]
fn what_cannot_be_read_has_one_row_however_often_it_is_met() {
    let dir = folder();
    let (input, out) = (dir.path().join("in.jsonl"), dir.path().join("data"));
    fs::write(&input, "{\"id\": 1, \"text\": \"S1 072 T1\"}\nbroken\n{\"id\": 2}\n").unwrap();
    for _ in 0..2 {
        assert_eq!(append(&input, &out, None).rejects, 2, "the summary says it each time");
        assert_eq!(rows(&out, Table::Rejects).len(), 2);
    }
}

#[test]
fn more_events_than_memory_holds_are_merged_from_disk() {
    let dir = folder();
    let input = dir.path().join("in.jsonl");
    // 130,000 distinct events: put aside twice, three files. Every tenth dyad is told by a second article at the end.
    let story = |n: u32| format!("S{} 072 T{}\nS{} 0332 T{}", n % 700, n / 700, n % 700, n / 700);
    let mut told: Vec<(String, Option<u32>, &str, String)> =
        (0..65_000u32).map(|n| (format!("a{n}"), Some(n * 37 % 300 + 1), "One", story(n))).collect();
    told.extend((0..6_500u32).map(|n| (format!("b{n}"), Some(n * 10 * 37 % 300 + 1), "Two", format!("again\n{}", story(n * 10)))));
    write(&input, &told);
    let whole = dir.path().join("whole");
    assert_eq!(append(&input, &whole, None).events, 130_000);
    let mut days: Vec<i32> = Vec::new();
    let (mut twice, mut ids) = (0, BTreeSet::<i64>::new());
    for batch in scan(&whole, Table::Events, &["event_id", "event_date", "mention_count", "article_count", "publisher_count"]).unwrap() {
        let batch = batch.unwrap();
        ids.extend(batch.column(0).as_primitive::<Int64Type>().values());
        days.extend(batch.column(1).as_primitive::<Date32Type>().values());
        let count = |at: usize| batch.column(at).as_primitive::<Int32Type>().values().to_vec();
        assert_eq!((count(2), count(3)), (count(3), count(4)));
        twice += count(2).iter().filter(|count| **count == 2).count();
    }
    assert_eq!((ids.len(), twice), (130_000, 13_000));
    assert!(days.is_sorted(), "by day over all files");
    assert_eq!(parts(&whole, Table::Events).unwrap().len(), 1, "one file of a full row group, and no more");

    // A day that is in the dataset and one behind it: what is not touched is taken over as it is.
    let before = all_files(&whole);
    write(&input, &[("c".into(), Some(360), "Three", "S1 072 T1".into()), ("d".into(), Some(361), "Three", "S2 072 T1".into())]);
    assert_eq!(append(&input, &whole, None).events, 130_002);
    let after = all_files(&whole);
    let first = Path::new("events/part-00000.parquet");
    assert!(before[first] == after[first] && after.contains_key(Path::new("events/part-00001.parquet")));
    assert_eq!(names(dir.path()), ["in.jsonl", "whole"], "nothing hidden is left");
}

#[test]
fn two_runs_at_once_and_what_a_killed_one_left() {
    let dir = folder();
    let (input, out) = (dir.path().join("in.jsonl"), dir.path().join("data"));
    write(&input, &reports(0, 50));
    append(&input, &out, None);
    let before = all_files(&out);
    let other = Dataset::create(&out, Mode::Append, Layout::default(), "0.0.0", &codebook()).unwrap();
    write(&input, &reports(0, 60));
    let arguments = CodeArgs { append: Some(out.clone()), out: None, ..args(&input.to_string_lossy(), &out) };
    let refused = code(&arguments).unwrap_err();
    assert!(matches!(refused.downcast_ref(), Some(TableError::Busy(_))), "{refused}");
    drop(other);
    assert_eq!(before, all_files(&out));

    // A run killed halfway, and one killed between the two names of systems that can't swap folders.
    fs::create_dir(dir.path().join(".data.dyads-partial")).unwrap();
    fs::write(dir.path().join(".data.dyads-partial/half"), "x").unwrap();
    fs::write(dir.path().join(".data.dyads-lock"), "").unwrap();
    fs::rename(&out, dir.path().join(".data.dyads-old")).unwrap();
    assert_eq!(append(&input, &out, None).pages, 10);
    assert_eq!(names(dir.path()), ["data", "in.jsonl"]);
}

#[test]
fn a_dataset_of_another_codebook_or_layout_is_not_added_to() {
    let dir = folder();
    let (input, out) = (dir.path().join("in.jsonl"), dir.path().join("data"));
    write(&input, &reports(0, 50));
    append(&input, &out, None);
    let mut other = codebook();
    other.version = "2".into();
    let Err(refused) = Dataset::create(&out, Mode::Append, Layout::default(), "0.0.0", &other) else { panic!("another codebook") };
    assert!(refused.to_string().contains("coded with the codebook toy 1") && refused.to_string().contains("toy 2"), "{refused}");
    let arguments =
        CodeArgs { append: Some(out.clone()), out: None, partition_by: Some(PartitionBy::Year), ..args(&input.to_string_lossy(), &out) };
    assert!(code(&arguments).unwrap_err().to_string().contains("is partitioned by nothing"));
    let arguments = CodeArgs { partition_by: None, keep_text: true, ..arguments };
    assert!(code(&arguments).is_ok(), "its own layout");
    assert_eq!(names(dir.path()), ["data", "in.jsonl"]);
}
