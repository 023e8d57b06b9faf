//! The program as its users meet it: exit codes, what is written and what is not.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use assert_cmd::Command;
use tempfile::TempDir;

const GOOD: &str = r#"{"id": "1", "text": "Russia sent drones to Mali on Tuesday.", "published": "2024-01-26"}
{"id": "2", "text": "قصفت روسيا أوكرانيا يوم الثلاثاء.", "published": "2024-01-26"}
{"id": "3", "text": "The market opened early. Prices did not change."}
"#;
const BAD_RECORD: &str = "{\"id\": \"1\", \"text\": \"Russia sent drones to Mali.\"}\nno record\n";

fn dyads() -> Command {
    Command::cargo_bin("dyads").expect("the program")
}

/// A folder of its own with an input file.
fn folder(input: &str) -> TempDir {
    let folder = TempDir::new().expect("a folder");
    fs::write(folder.path().join("in.jsonl"), input).expect("an input");
    folder
}

fn code(folder: &TempDir, arguments: &[&str]) -> assert_cmd::assert::Assert {
    dyads().current_dir(folder.path()).arg("code").args(arguments).assert()
}

fn stderr(assert: &assert_cmd::assert::Assert) -> String {
    String::from_utf8_lossy(&assert.get_output().stderr).into_owned()
}

fn stdout(assert: &assert_cmd::assert::Assert) -> String {
    String::from_utf8_lossy(&assert.get_output().stdout).into_owned()
}

/// Names in a folder, hidden ones too.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).expect("a folder").filter_map(|entry| entry.expect("an entry").file_name().into_string().ok()).collect();
    names.sort();
    names
}

/// All files below a folder with their bytes.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut out = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            let below = path.file_name().expect("a name").to_string_lossy().into_owned();
            out.extend(files(&path).into_iter().map(|(name, bytes)| (format!("{below}/{name}"), bytes)));
        } else {
            out.insert(path.file_name().expect("a name").to_string_lossy().into_owned(), fs::read(&path).expect("a file"));
        }
    }
    out
}

fn rows(dataset: &Path, table: &str) -> u64 {
    let run: serde_json::Value = serde_json::from_slice(&fs::read(dataset.join("run.json")).expect("run.json")).expect("JSON");
    run["rows"][table].as_u64().expect("a number of rows")
}

#[test]
fn a_good_run_is_0() {
    let folder = folder(GOOD);
    let done = code(&folder, &["in.jsonl", "--out", "out"]).code(0);
    assert!(stderr(&done).contains("3 pages"), "{}", stderr(&done));
    assert_eq!(stdout(&done), "", "the figures are for people: they go to standard error");
    let out = folder.path().join("out");
    assert_eq!((rows(&out, "articles"), rows(&out, "rejects")), (3, 0));
    assert_eq!(names(folder.path()), ["in.jsonl", "out"]);
}

#[test]
fn a_bad_record_is_1_and_a_row_of_rejects() {
    let folder = folder(BAD_RECORD);
    let done = code(&folder, &["in.jsonl", "--out", "out"]).code(1);
    assert!(stderr(&done).contains("in.jsonl, record 2"), "{}", stderr(&done));
    let out = folder.path().join("out");
    assert_eq!((rows(&out, "articles"), rows(&out, "rejects")), (1, 1));
}

#[test]
fn a_command_line_nobody_understands_is_2() {
    dyads().assert().code(2);
    dyads().args(["code", "in.jsonl"]).assert().code(2);
    dyads().args(["code", "in.jsonl", "--out", "out", "--published", "26 January"]).assert().code(2);
    dyads().args(["code", "in.jsonl", "--out", "out", "--jobs", "0"]).assert().code(2);
    dyads().args(["check", "--format", "xml"]).assert().code(2);
    dyads().arg("decode").assert().code(2);
}

#[test]
fn help_and_version_are_0() {
    dyads().arg("--help").assert().code(0);
    dyads().arg("--version").assert().code(0);
    dyads().args(["code", "--help"]).assert().code(0);
}

#[test]
fn a_missing_input_is_3_and_nothing_is_written() {
    let folder = folder(GOOD);
    let done = code(&folder, &["in.jsonl", "there_is_none.jsonl", "--out", "out"]).code(3);
    assert!(stderr(&done).contains("there_is_none.jsonl"), "{}", stderr(&done));
    assert_eq!(names(folder.path()), ["in.jsonl"]);
}

#[test]
fn a_folder_that_is_there_is_3_and_stays_as_it_is() {
    let folder = folder(GOOD);
    fs::create_dir(folder.path().join("out")).expect("a folder");
    fs::write(folder.path().join("out/mine.txt"), "mine").expect("a file");
    for arguments in [&["in.jsonl", "--out", "out"][..], &["in.jsonl", "--out", "out", "--force"]] {
        // --force replaces a dataset, never a folder of something else.
        let done = code(&folder, arguments).code(3);
        assert!(stderr(&done).contains("out"), "{}", stderr(&done));
        assert_eq!(names(&folder.path().join("out")), ["mine.txt"]);
        assert_eq!(names(folder.path()), ["in.jsonl", "out"]);
    }
}

#[test]
fn a_dataset_is_replaced_with_force_only() {
    let folder = folder(GOOD);
    code(&folder, &["in.jsonl", "--out", "out"]).code(0);
    let before = files(&folder.path().join("out"));
    fs::write(folder.path().join("in.jsonl"), BAD_RECORD).expect("an input");
    code(&folder, &["in.jsonl", "--out", "out"]).code(3);
    assert!(files(&folder.path().join("out")) == before, "a refused run changed the dataset");
    code(&folder, &["in.jsonl", "--out", "out", "--force"]).code(1);
    assert_eq!(rows(&folder.path().join("out"), "articles"), 1);
    assert_eq!(names(folder.path()), ["in.jsonl", "out"]);
}

#[test]
fn a_broken_codebook_is_3_to_code_with_and_1_to_check() {
    let folder = folder(GOOD);
    let broken = fs::canonicalize("tests/diagnostics/patterns").expect("a broken codebook");
    let broken = broken.to_str().expect("a path");
    let done = code(&folder, &["in.jsonl", "--out", "out", "--codebook", broken]).code(3);
    assert!(stderr(&done).contains("error[unknown-concept]"), "{}", stderr(&done));
    assert_eq!(names(folder.path()), ["in.jsonl"]);

    let done = dyads().args(["check", "--codebook", "tests/diagnostics/patterns"]).assert().code(1);
    assert!(stdout(&done).contains("tests/diagnostics/patterns/actions.yaml:5:26"), "{}", stdout(&done));
    assert!(stdout(&done).contains("help: did you mean `weapon`?"), "{}", stdout(&done));

    let done = code(&folder, &["in.jsonl", "--out", "out", "--codebook", "there_is_none"]).code(3);
    assert!(stderr(&done).contains("there_is_none"), "{}", stderr(&done));
    dyads().args(["check", "--codebook", "there_is_none"]).assert().code(3);
}

#[test]
fn a_sound_codebook_is_0_to_check() {
    let done = dyads().arg("check").assert().code(0);
    assert!(stdout(&done).contains("0 errors, 0 warnings"), "{}", stdout(&done));
    let done = dyads().args(["check", "--matrix"]).assert().code(0);
    assert!(stdout(&done).contains("aid.military: assert 072"), "the table of actions and frames");
}

#[test]
fn the_matrix_counts_codes_in_each_language() {
    let sound = stdout(&dyads().args(["check", "--matrix"]).assert());
    for language in ["en", "ar"] {
        let line = sound.lines().find(|line| line.starts_with(&format!("{language}: 318 codes, "))).expect("a line of counts");
        assert!(line.contains(" reached, ") && line.contains(" shown, ") && line.contains(" patterns, "), "{line}");
        assert!(line.contains(" 20 waived, 0 holes; "), "every code is shown or waived: {line}\n{sound}");
    }
    assert!(sound.contains("waived 01 Make public statement: "), "{sound}");

    let base = stdout(&dyads().args(["check", "--matrix", "--codebook", "tests/diagnostics/base"]).assert().code(0));
    assert!(base.contains("hole 190 Use conventional military force: en: no cell, no example\n"), "{base}");
    assert!(base.contains("en: 3 codes, 1 reached, 0 shown, 0 waived, 3 holes; 2 patterns, "), "{base}");
    assert!(base.contains("hole 072 Provide military aid: en: no example that passes\n"), "it runs the examples: {base}");
    assert!(!base.contains("ar: 3 codes"), "it is for English alone: {base}");
}

#[test]
fn check_for_programs_is_one_object_a_line() {
    let done = dyads().args(["check", "--format", "json", "--codebook", "tests/diagnostics/codes"]).assert().code(1);
    let problems: Vec<serde_json::Value> = stdout(&done).lines().map(|line| serde_json::from_str(line).expect("an object")).collect();
    assert!(problems.iter().all(|p| p["file"].is_string() && p["line"].is_u64() && p["help"].is_string()), "{problems:?}");
    let unquoted = problems.iter().find(|p| p["name"] == "unquoted-code").expect("the code without quotes");
    assert_eq!((&unquoted["severity"], &unquoted["line"], &unquoted["column"]), (&"warning".into(), &3.into(), &22.into()));
    let sound = dyads().args(["check", "--format", "json"]).assert().code(0);
    assert_eq!(stdout(&sound), "");
}

#[test]
fn the_same_bytes_with_one_thread_and_two() {
    // More pages than a batch holds.
    let lines: String = (0..400)
        .map(|n| format!("{{\"id\": \"{n}\", \"text\": \"Russia sent {n} drones to Mali on Tuesday. Niger expelled the French ambassador.\", \"published\": \"2024-01-26\"}}\n"))
        .collect();
    let folder = folder(&lines);
    code(&folder, &["in.jsonl", "--out", "one", "--jobs", "1"]).code(0);
    code(&folder, &["in.jsonl", "--out", "two", "--jobs", "2"]).code(0);
    let (one, two) = (files(&folder.path().join("one")), files(&folder.path().join("two")));
    assert!(one.len() > 4, "{:?}", one.keys());
    assert_eq!(one.keys().collect::<Vec<_>>(), two.keys().collect::<Vec<_>>());
    let differing: Vec<&String> = one.iter().filter(|(name, bytes)| two[*name] != **bytes).map(|(name, _)| name).collect();
    assert!(differing.is_empty(), "{differing:?}");
}

#[test]
fn schemas_are_written_where_they_are_asked_for() {
    let folder = TempDir::new().expect("a folder");
    dyads().current_dir(folder.path()).args(["schema", "--out", "a/b"]).assert().code(0);
    assert!(folder.path().join("a/b/actions.schema.json").is_file());
    fs::write(folder.path().join("file"), "").expect("a file");
    dyads().current_dir(folder.path()).args(["schema", "--out", "file/b"]).assert().code(3);
}
