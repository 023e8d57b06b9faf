//! The compiled codebook that is kept from run to run: it changes nothing but the time, and damage to it is mended without a word.

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;

const ARTICLES: &str = "\
{\"id\":\"1\",\"published\":\"2024-01-26\",\"text\":\"Russia sent weapons to Mali on Tuesday. The Malian army killed ten rebels near Kidal.\"}
{\"id\":\"2\",\"published\":\"2024-01-26\",\"text\":\"أعلن الجيش السوداني مقتل عشرة من المتمردين. والتقى الرئيس الروسي نظيره التركي في موسكو يوم الثلاثاء.\"}
";

/// Codes the articles with a cache folder of the test's own; what was said, and the files of the dataset.
fn code(folder: &Path, out: &str) -> (String, Vec<(PathBuf, Vec<u8>)>) {
    let input = folder.join("articles.jsonl");
    fs::write(&input, ARTICLES).expect("an input");
    let out = folder.join(out);
    let mut command = Command::cargo_bin("dyads").expect("the program");
    command.env("XDG_CACHE_HOME", folder.join("cache")).env("HOME", folder).arg("code").arg(&input).arg("--out").arg(&out);
    let output = command.output().expect("a run");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let mut files = Vec::new();
    for table in ["events", "mentions", "articles"] {
        for entry in fs::read_dir(out.join(table)).expect("a table").flatten() {
            let path = entry.path();
            let bytes = fs::read(&path).expect("a file");
            files.push((path.strip_prefix(&out).expect("below").to_path_buf(), bytes));
        }
    }
    files.sort();
    assert!(!files.is_empty());
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    (said.lines().filter(|line| !line.contains("articles a second") && !line.contains(" s,")).collect(), files)
}

fn kept(folder: &Path) -> PathBuf {
    let mut all: Vec<PathBuf> = walk(folder).into_iter().filter(|path| path.extension().is_some_and(|e| e == "codebook")).collect();
    assert_eq!(all.len(), 1, "one codebook is kept");
    all.remove(0)
}

fn walk(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder").flatten().map(|entry| entry.path());
    entries.flat_map(|path| if path.is_dir() { walk(&path) } else { vec![path] }).collect()
}

#[test]
fn a_kept_codebook_codes_the_same_and_damage_is_mended() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    let first = code(folder, "first");
    let kept_at = kept(folder);
    let whole = fs::read(&kept_at).expect("the kept codebook");
    assert_eq!(code(folder, "second").1, first.1, "coded with the kept codebook");

    let mut flipped = whole.clone();
    flipped[whole.len() / 2] ^= 0x40;
    let truncated = whole[..whole.len() / 3].to_vec();
    for (number, damaged) in [flipped, truncated, Vec::new(), b"something else".to_vec()].into_iter().enumerate() {
        fs::write(&kept_at, damaged).expect("damage");
        let again = code(folder, &format!("damaged{number}"));
        assert_eq!(again.1, first.1, "damage {number}");
        assert_eq!(fs::read(&kept_at).expect("mended").len(), whole.len(), "damage {number} is mended");
    }
}

#[test]
fn where_nothing_can_be_kept_the_run_goes_on() {
    let folder = tempfile::tempdir().expect("a folder");
    // The cache folder's name is taken by a file.
    fs::write(folder.path().join("cache"), "").expect("a file");
    code(folder.path(), "out");
}
