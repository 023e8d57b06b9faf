//! A number for this state of the program: what an older one compiled of a codebook is not read by a newer one.

use std::fs;
use std::path::{Path, PathBuf};

fn main() {
    let mut files = Vec::new();
    walk(Path::new("src"), &mut files);
    files.sort();
    // What is kept has places in the gazetteer's text, and the layout that the dependencies give it.
    files.extend(["codebooks/gazetteer/places.tsv", "codebooks/gazetteer/words.txt", "Cargo.toml", "Cargo.lock"].map(PathBuf::from));
    // FNV-1a: any mixing would do.
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for file in &files {
        for byte in fs::read(file).unwrap_or_default() {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    println!("cargo::rerun-if-changed=src");
    for file in files.iter().filter(|file| !file.starts_with("src") && file.exists()) {
        println!("cargo::rerun-if-changed={}", file.display());
    }
    println!("cargo::rustc-env=DYADS_BUILD={hash:016x}");
}

fn walk(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            walk(&path, out);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            out.push(path);
        }
    }
}
