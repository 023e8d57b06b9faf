//! What README.md tells people to type works as written: its commands run in a copy of the repository's examples and codebooks, in order,
//! and the Python that loads the result runs on what they wrote.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// A piece of the README between two fences.
struct Block {
    language: String,
    text: String,
}

fn blocks(readme: &str) -> Vec<Block> {
    // Odd parts stand between fences; their first line names the language.
    let parts = readme.split("\n```").skip(1).step_by(2);
    parts
        .filter_map(|part| part.split_once('\n'))
        .map(|(language, text)| Block { language: language.to_string(), text: text.to_string() })
        .collect()
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

/// A command line with the program just built in place of `cargo run --release --` or `dyads`; None where it is for cargo alone.
fn line(command: &str) -> Option<String> {
    let rest = command.strip_prefix("cargo run --release -- ").or_else(|| command.strip_prefix("dyads "))?;
    Some(format!("'{}' {rest}", env!("CARGO_BIN_EXE_dyads")))
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

#[test]
fn commands_and_loading() {
    let readme = fs::read_to_string("README.md").expect("the README");
    let folder = tempfile::tempdir().expect("a temporary folder");
    for part in ["examples", "codebooks"] {
        copy(Path::new(part), &folder.path().join(part));
    }
    let (mut ran, mut loaded) = (0, 0);
    for block in blocks(&readme) {
        match block.language.as_str() {
            "sh" => {
                for command in block.text.lines().filter_map(line) {
                    let output = Command::new("sh").args(["-c", &command]).current_dir(&folder).output().expect("a shell");
                    // Examples that are known to fail (tests/known_failures.txt) make `dyads test` end with 1.
                    let fine = output.status.success() || command.contains("' test ") && output.status.code() == Some(1);
                    assert!(fine, "{command}\n{}", said(&output));
                    ran += 1;
                }
            }
            "python" => {
                assert!(block.text.trim().lines().count() == 3, "three lines load the result:\n{}", block.text);
                loaded += usize::from(load(&block.text, folder.path()));
            }
            _ => {}
        }
    }
    println!("{ran} commands ran, {loaded} ways of loading");
    assert!(ran >= 5, "only {ran} commands were found in the README");
    assert!(folder.path().join("out/examples/dictionary.md").is_file(), "the main job writes out/examples");
}

/// Runs a snippet that loads the result. False, and said so, where Python or the package it imports is not there.
fn load(code: &str, folder: &Path) -> bool {
    let package = code.split_whitespace().nth(1).unwrap_or_default();
    let python = |code: &str| Command::new("python3").args(["-c", code]).current_dir(folder).output();
    // pandas needs pyarrow for Parquet.
    let needs = if package == "pandas" { "import pandas, pyarrow".to_string() } else { format!("import {package}") };
    if !python(&needs).is_ok_and(|output| output.status.success()) {
        println!("skipped: python3 with {package} is not installed");
        return false;
    }
    let output = python(code).expect("python3");
    assert!(output.status.success(), "{code}\n{}", said(&output));
    println!("{package}:\n{}", said(&output));
    true
}
