//! `dyads explain` on short texts of our own, compared with what it is expected to print. `UPDATE=1 cargo test --test explain` writes
//! the expectations anew. The codebook is a small one beside this file, with the shipped one's grammar words, dates and codes.

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn copy(from: &Path, to: &Path) {
    if from.is_dir() {
        fs::create_dir_all(to).expect("a folder");
        for entry in fs::read_dir(from).expect("a folder to list") {
            let entry = entry.expect("an entry");
            copy(&entry.path(), &to.join(entry.file_name()));
        }
    } else {
        fs::copy(from, to).expect("a file to copy");
    }
}

/// The small codebook in a folder of its own.
fn codebook() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for part in ["languages", "dates", "frames.yaml", "codes.yaml", "actor_codes.yaml"] {
        copy(&root().join("codebooks/cameo").join(part), &folder.path().join(part));
    }
    copy(&root().join("tests/explain/codebook"), folder.path());
    folder
}

fn explain(arguments: &[&str], input: &str) -> String {
    let folder = codebook();
    let mut command = Command::new(env!("CARGO_BIN_EXE_dyads"));
    command.env_remove("CLICOLOR_FORCE").arg("explain").arg("--codebook").arg(folder.path()).args(arguments).write_stdin(input);
    let output = command.output().expect("the program runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

fn check(name: &str, arguments: &[&str], input: &str) {
    let found = without_lines_of_dates(&explain(arguments, input));
    assert!(!found.contains('\u{1b}'), "no colour where the output is not a terminal");
    let path = root().join("tests/explain").join(name);
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &found).expect("a file to write");
    }
    let expected = fs::read_to_string(&path).expect("an expectation: UPDATE=1 writes it");
    assert_eq!(found, expected, "{name} differs; UPDATE=1 writes it anew");
}

/// The shipped files of dates change more often than what is shown of them: the numbers of their lines are left out.
fn without_lines_of_dates(shown: &str) -> String {
    let mut parts = shown.split(".yaml:");
    let mut out = parts.next().unwrap_or_default().to_string();
    for part in parts {
        let dates = out.rsplit(char::is_whitespace).next().is_some_and(|file| file.contains("/dates/"));
        out.push_str(".yaml:");
        out.push_str(if dates { part.trim_start_matches(|c: char| c.is_ascii_digit()) } else { part });
    }
    out
}

/// Events, a trigger whose pattern lacks an actor, and a sentence without anything.
#[test]
fn english_in_short() {
    let text = "Norway handed tents to Kenya on Tuesday. The Kenyan army visited a market. Rain fell.";
    check("short_en.txt", &["--published", "2024-01-26", text], "");
}

/// Every step of an Arabic sentence: split clitics, isolated words.
#[test]
fn arabic_in_full() {
    let text = "وسلم الجيش النرويجي خياما لكينيا أمس.";
    check("full_ar.txt", &["--verbose", "--published", "2024-01-26", "--language", "ar", text], "");
}

/// A page from standard input: title, furniture, no day of publication.
#[test]
fn page_from_standard_input() {
    let page = "Norway visits Kenya\n\nBy Jane Doe\n\nNorway will donate medicine to Kenya, the army said.\n\nShare this article\n";
    check("page_en.txt", &["-"], page);
}
