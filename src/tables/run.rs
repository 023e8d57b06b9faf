//! What `run.json` says of a run: enough to repeat it, and nothing that would differ between two equal runs (no time, no
//! machine, no number of threads).
use std::collections::BTreeMap;

use serde::Serialize;
use sha2::{Digest, Sha256};

/// The codebook a dataset was coded with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
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
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Input {
    /// As named on the command line, or found below a folder so named; "-" for standard input.
    pub name: String,
    /// Length, bytes; None for standard input.
    pub bytes: Option<u64>,
    /// SHA-256 of the file's bytes, hexadecimal; None for standard input.
    pub sha256: Option<String>,
    /// Records read.
    pub pages: u64,
    /// Records that could not be read.
    pub rejects: u64,
}

/// Rows written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
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

/// The run, as the caller knows it; [`super::Dataset::finish`] adds the row counts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Run {
    /// The input files, in order.
    pub inputs: Vec<Input>,
    /// Options that change what is written, by name. Never the number of threads or the output folder.
    pub options: BTreeMap<String, serde_json::Value>,
}

/// `run.json`.
#[derive(Serialize)]
pub(super) struct RunFile<'a> {
    pub program: &'static str,
    pub version: &'a str,
    pub codebook: &'a Codebook,
    pub options: &'a BTreeMap<String, serde_json::Value>,
    pub rows: RowCounts,
    pub inputs: &'a [Input],
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

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
