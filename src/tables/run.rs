//! What `run.json` says: enough to repeat the runs that made a dataset and to check its files, and nothing that would differ between
//! two equal runs (no time, no machine, no number of threads).
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The codebook a dataset was coded with.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Codebook {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// See [`hash_codebook`].
    pub sha256: String,
}

impl Codebook {
    /// Id and version in one: "cameo 1".
    pub fn name(&self) -> String {
        format!("{} {}", self.id, self.version)
    }
}

/// One input file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Input {
    /// As named on the command line, or found below a folder so named; "-" for standard input.
    pub name: String,
    /// Length, bytes; None where it could not be read to its end.
    pub bytes: Option<u64>,
    /// SHA-256 of the file's bytes, hexadecimal; None where it could not be read to its end.
    pub sha256: Option<String>,
    /// Records read, those already in the dataset among them.
    pub pages: u64,
    /// Records that could not be read.
    pub rejects: u64,
    /// Which of the runs read it, from 0.
    #[serde(default)]
    pub run: u64,
}

/// Rows of the tables.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowCounts {
    /// Rows of `events`.
    pub events: u64,
    /// Rows of `mentions`.
    pub mentions: u64,
    /// Rows of `articles`.
    pub articles: u64,
    /// Rows of `rejects`.
    pub rejects: u64,
}

/// One data file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileEntry {
    /// From the dataset's folder on.
    pub path: String,
    /// Its rows.
    pub rows: u64,
    /// Its length.
    pub bytes: u64,
    /// SHA-256, hexadecimal.
    pub sha256: String,
}

/// One run, as `run.json` keeps it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PastRun {
    /// Version of the program.
    pub version: String,
    /// Options of that run, by name.
    pub options: BTreeMap<String, serde_json::Value>,
    /// Rows of the tables after it.
    pub rows: RowCounts,
}

/// The run, as the caller knows it; [`super::Dataset::finish`] adds the row counts and files.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Run {
    /// The input files, in order.
    pub inputs: Vec<Input>,
    /// Options that change what is written, by name. Never the number of threads or the output folder.
    pub options: BTreeMap<String, serde_json::Value>,
}

/// `run.json`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RunFile {
    /// "dyads".
    pub program: String,
    /// Version of the program that wrote last.
    pub version: String,
    /// The codebook, one for all runs.
    pub codebook: Codebook,
    /// Options of the last run.
    pub options: BTreeMap<String, serde_json::Value>,
    /// Rows of the tables.
    pub rows: RowCounts,
    /// The runs, the first that made the dataset and those that added to it.
    #[serde(default)]
    pub runs: Vec<PastRun>,
    /// The inputs of all runs.
    pub inputs: Vec<Input>,
    /// The data files with their hashes.
    #[serde(default)]
    pub files: Vec<FileEntry>,
}

/// SHA-256, hexadecimal, over the codebook's files in the order of their names: name, a zero byte, length as eight bytes
/// (big-endian), content. The order in which the files are given does not matter.
pub fn hash_codebook(files: &[(String, Vec<u8>)]) -> String {
    let mut sorted: Vec<_> = files.iter().collect();
    sorted.sort();
    let mut hash = Sha256::new();
    for (name, content) in sorted {
        hash.update(name.as_bytes());
        hash.update([0]);
        hash.update((content.len() as u64).to_be_bytes());
        hash.update(content);
    }
    hex(&hash.finalize())
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
