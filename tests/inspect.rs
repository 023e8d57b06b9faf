//! `dyads inspect`, and `--map` on the command line.

use std::fs;

use assert_cmd::Command;
use tempfile::TempDir;

fn dyads(arguments: &[&str]) -> (i32, String, String) {
    let output = Command::cargo_bin("dyads").expect("the program").args(arguments).output().expect("runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code().unwrap_or(-1), text(&output.stdout), text(&output.stderr))
}

fn json(arguments: &[&str]) -> serde_json::Value {
    let (_, out, err) = dyads(&[&["inspect", "--json"], arguments].concat());
    serde_json::from_str(&out).unwrap_or_else(|error| panic!("{error}: {out} {err}"))
}

#[test]
fn columns_and_why_a_tempting_one_is_not_taken() {
    let (code, out, _) = dyads(&["inspect", "tests/inputs/fineweb.parquet"]);
    assert_eq!(code, 0);
    for part in [
        "tests/inputs/fineweb.parquet: Parquet\n",
        "  text       text\n",
        "  crawled    date\n",
        "  not used   dump, file_path, language_score, token_count\n",
        "  not taken  date: the day of the crawl (`dump` says so), not of publication\n",
        "  record 1: <urn:uuid:t-1>, ../2024-03-24 (crawl), en\n    Torvania opened its border",
        "3 pages, 0 rejects (all were read)\n  languages  en 2, ar 1\n  published  only the day of the crawl is known (3)\n",
        "warning: no page says when it was published",
    ] {
        assert!(out.contains(part), "{part}\nis not in\n{out}");
    }
}

#[test]
fn files_that_are_alike_are_one_group() {
    let found = json(&["tests/inputs/codec_*.parquet", "tests/inputs/polars.csv", "tests/inputs/windows1256.csv"]);
    let groups = found["groups"].as_array().expect("groups");
    assert_eq!(groups.len(), 3, "{found:#}");
    assert_eq!((&groups[0]["documents"], &groups[0]["mapping"]["published"][0]), (&4.into(), &"published".into()));
    assert_eq!(groups[0]["samples"].as_array().map(Vec::len), Some(3));
    assert_eq!((&groups[1]["format"], &groups[1]["mapping"]["text"][0]), (&"CSV (semicolons)".into(), &"Full Text".into()));
    assert_eq!(groups[2]["encoding"], "windows-1256");
    assert_eq!((&found["published"]["first"], &found["published"]["last"]), (&"2024-01-24".into(), &"2024-03-04".into()));
    assert_eq!(found["complete"], true);
    assert!(found["warnings"].to_string().contains("have a text that another had before"), "{found:#}");
}

#[test]
fn an_archive_is_shown_file_by_file_with_its_rejects() {
    let (code, out, _) = dyads(&["inspect", "tests/inputs/crawl.zip"]);
    assert_eq!(code, 1, "something was rejected");
    assert!(out.contains("crawl.zip/crawl/b.jsonl.gz: JSON Lines, in a zip archive, gzip\n"), "{out}");
    assert!(out.contains("crawl/c.csv, record 2: the row at line 3 has 1 cells and the table 2 columns\n"), "{out}");
}

#[test]
fn it_stops_after_a_thousand_records() {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("a.jsonl");
    fs::write(&path, (0..1200).map(|i| format!("{{\"text\": \"Text {i}.\"}}\n")).collect::<String>()).expect("a file");
    let path = path.to_string_lossy().into_owned();
    assert!(dyads(&["inspect", &path]).1.contains("1000 pages, 0 rejects (the first 1000; --all reads on)"));
    assert_eq!(json(&["--all", &path])["pages"], 1200);
}

#[test]
fn a_mapping_is_shown_and_a_wrong_one_told_before_anything_is_read() {
    let found = json(&["tests/inputs/bare.csv", "--map", "text=3", "--map", "published=2"]);
    assert_eq!((&found["pages"], &found["groups"][0]["mapping"]["text"][0]), (&3.into(), &"3".into()));
    let (code, out, err) = dyads(&["inspect", "tests/inputs/pandas.jsonl", "--map", "published=pubdate_"]);
    assert_eq!((code, out.as_str()), (0, out.as_str()), "names are compared without marks: {err}");
    for input in ["tests/inputs/pandas.jsonl", "tests/inputs/pandas.csv", "tests/inputs/cc_news.parquet"] {
        let (code, out, err) = dyads(&["inspect", input, "--map", "title=titel"]);
        assert_eq!((code, out.as_str()), (3, ""), "{input}");
        assert!(err.contains("no column `titel` (--map title=titel); did you mean `title`?"), "{err}");
    }
    let (code, _, err) = dyads(&["inspect", "tests/inputs/pandas.csv", "--map", "txt=body"]);
    assert_eq!(code, 2);
    assert!(err.contains("no role `txt` (did you mean `text`?)"), "{err}");
}

#[test]
fn code_reads_tables_and_archives_and_says_what_was_mapped() {
    let folder = TempDir::new().expect("a folder");
    let out = folder.path().join("out").to_string_lossy().into_owned();
    let (code, _, err) = dyads(&["code", "tests/inputs/crawl.zip", "tests/inputs/pandas.csv", "--map", "id=id", "--out", &out]);
    assert_eq!(code, 1, "{err}");
    let run: serde_json::Value = serde_json::from_slice(&fs::read(format!("{out}/run.json")).expect("a run")).expect("JSON");
    assert_eq!(run["options"]["map"][0], "id=id");
    let inputs = run["inputs"].as_array().expect("inputs");
    assert_eq!(inputs.len(), 2, "files in an archive count for the archive: {inputs:#?}");
    assert_eq!((&inputs[0]["name"], inputs[0]["sha256"].as_str().map(str::len)), (&"tests/inputs/crawl.zip".into(), Some(64)));
}

#[test]
fn dates_of_any_input() {
    let (code, out, err) = dyads(&["dates", "tests/inputs/pandas.csv"]);
    assert_eq!(code, 0, "{err}");
    let first: serde_json::Value = serde_json::from_str(out.lines().next().unwrap_or("")).expect("JSON");
    assert_eq!((&first["id"], &first["expressions"][0]["first"]), (&"t-1".into(), &"2024-01-23".into()), "{out}");
}
