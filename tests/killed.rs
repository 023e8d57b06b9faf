//! A run that is killed at any moment leaves the dataset as it was, or complete, and the next run goes on.

use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use arrow_array::cast::AsArray;
use arrow_array::types::Int64Type;
use dyads::tables::{Table, scan, verify};

fn command(input: &Path, out: &Path) -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("dyads"));
    command.arg("code").arg(input).arg("--append").arg(out).args(["--jobs", "2"]).stderr(Stdio::null());
    command
}

/// Articles with events, some told by several of them.
fn articles(from: usize, to: usize) -> String {
    let countries = ["Russia", "Mali", "France", "Chad", "Niger", "Turkey", "Iran", "Egypt"];
    (from..to)
        .map(|n| {
            let (a, b) = (countries[n % 8], countries[(n / 8 + 3) % 8]);
            let text = format!(
                "{a} attacked {b} on {} January 2024. Report number {n} said {b} had condemned {a}. {a} delivered military aid to {}. {}",
                n % 28 + 1,
                countries[(n + 2) % 8],
                "The minister met his French counterpart in the capital on Tuesday. ".repeat(n % 9)
            );
            serde_json::json!({"id": format!("n{n}"), "text": text, "published": "2024-02-01", "publisher": format!("P{}", n % 5)})
                .to_string()
                + "\n"
        })
        .collect()
}

fn ids(out: &Path, table: Table, column: &'static str) -> Vec<i64> {
    let wanted = [column];
    let batches = scan(out, table, &wanted).expect("the table");
    let mut ids: Vec<i64> =
        batches.flat_map(|batch| batch.expect("a batch").column(0).as_primitive::<Int64Type>().values().to_vec()).collect();
    ids.sort_unstable();
    ids
}

fn state(out: &Path) -> (Vec<i64>, Vec<i64>) {
    (ids(out, Table::Events, "event_id"), ids(out, Table::Mentions, "mention_id"))
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir(to).expect("a new folder");
    for entry in std::fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry").path();
        let name = to.join(entry.file_name().expect("a name"));
        if entry.is_dir() {
            copy(&entry, &name);
        } else {
            std::fs::copy(&entry, &name).expect("a file");
        }
    }
}

#[test]
fn killed_at_twenty_moments() {
    let dir = tempfile::tempdir().expect("a folder");
    let file = |name: &str, text: String| {
        let path = dir.path().join(name);
        std::fs::write(&path, text).expect("an input");
        path
    };
    let (first, second) = (file("first.jsonl", articles(0, 600)), file("second.jsonl", articles(500, 3_000)));
    let (base, out, whole) = (dir.path().join("base"), dir.path().join("data"), dir.path().join("whole"));
    assert!(command(&first, &base).status().expect("it runs").success());
    copy(&base, &whole);
    copy(&base, &out);
    let before = state(&base);
    let start = Instant::now();
    assert!(command(&second, &whole).status().expect("it runs").success());
    let whole_run = start.elapsed();
    let after = state(&whole);
    assert!(before.1.len() > 500 && after.1.len() > before.1.len());

    let mut complete = 0;
    for moment in 0..20u32 {
        let mut child = command(&second, &out).spawn().expect("it starts");
        // More of them towards the end, when files are closed, linked and renamed.
        let share = 1.0 - (1.0 - f64::from(moment) / 20.0).powi(2);
        sleep(Duration::from_secs_f64(whole_run.as_secs_f64() * (0.05 + 0.97 * share)));
        let _ = child.kill();
        child.wait().expect("it ends");
        let now = state(&out);
        assert!(now == before || now == after, "moment {moment}: neither as before nor complete");
        let found = verify(&out).expect("a dataset");
        assert!(found.problems.is_empty(), "moment {moment}: {:?}", found.problems);
        if now == after {
            complete += 1;
            std::fs::remove_dir_all(&out).expect("the dataset");
            copy(&base, &out);
        }
    }
    assert!(command(&second, &out).status().expect("it runs").success());
    assert_eq!(state(&out), after, "the next run goes on");
    let mut left: Vec<_> = std::fs::read_dir(dir.path()).expect("the folder").map(|entry| entry.expect("an entry").file_name()).collect();
    left.sort();
    assert_eq!(left, ["base", "data", "first.jsonl", "second.jsonl", "whole"]);
    println!("complete after {complete} of 20 kills; a whole run takes {whole_run:?}");
}
