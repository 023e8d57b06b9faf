//! Broken codebooks and what is said of them, in full. `UPDATE=1 cargo test --test diagnostics` rewrites what is expected: read the
//! difference as the person who has to mend the codebook would.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use dyads::cli::engine::{self, Lints};

const FOLDER: &str = "tests/diagnostics";
/// The sound codebook the broken ones extend.
const BASE: &str = "base";

fn cases() -> Vec<String> {
    let mut cases: Vec<String> = fs::read_dir(FOLDER)
        .expect("the folder of cases")
        .filter_map(|entry| entry.expect("an entry").file_name().into_string().ok())
        .filter(|name| name != BASE)
        .collect();
    cases.sort();
    cases
}

fn said(case: &str) -> String {
    let opened = engine::open(&format!("{FOLDER}/{case}"), Lints::All).expect("a codebook");
    engine::render(&opened, false)
}

#[test]
fn what_is_said() {
    let mut wrong = Vec::new();
    for case in cases() {
        let path = Path::new(FOLDER).join(&case).join("expected.txt");
        let said = said(&case);
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&path, &said).expect("a file to write");
        } else if fs::read_to_string(&path).unwrap_or_default() != said {
            wrong.push(format!("{}:\n{said}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "other words than expected (UPDATE=1 rewrites them):\n{}", wrong.join("\n"));
}

#[test]
fn the_base_is_sound() {
    assert_eq!(said(BASE), "");
}

#[test]
fn the_shipped_codebooks_are_sound() {
    for codebook in ["cameo", "codebooks/sahel"] {
        let opened = engine::open(codebook, Lints::All).expect("a codebook");
        assert_eq!(engine::render(&opened, false), "", "{codebook}");
    }
}

/// Every problem the program can name is shown by a case.
#[test]
fn every_name_has_a_case() {
    let mut expected = String::new();
    for case in cases() {
        expected += &fs::read_to_string(Path::new(FOLDER).join(case).join("expected.txt")).unwrap_or_default();
    }
    let mut missing = BTreeSet::new();
    for path in sources(Path::new("src")) {
        let text = fs::read_to_string(path).expect("a source file");
        for call in ["Diagnostic::error(", "Diagnostic::warning(", "self.error(", "self.warning(", "self.name(", "self.twice("] {
            for rest in text.split(call).skip(1) {
                // The name is the first string with a dash and no spaces; calls whose name comes from elsewhere have none.
                let arguments = rest.split(';').next().unwrap_or("");
                let name = arguments
                    .split('"')
                    .skip(1)
                    .step_by(2)
                    .find(|s| s.contains('-') && s.chars().all(|c| c.is_ascii_lowercase() || c == '-'));
                missing.extend(name.filter(|name| !expected.contains(&format!("[{name}]"))).map(str::to_string));
            }
        }
    }
    assert!(missing.is_empty(), "no case in {FOLDER} shows {missing:?}");
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut out = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            out.extend(sources(&path));
        } else if path.extension().is_some_and(|e| e == "rs") && !path.ends_with("diagnostic.rs") {
            out.push(path);
        }
    }
    out
}
