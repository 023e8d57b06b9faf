//! Compiled codebooks, kept in the user's cache folder under a hash of all that goes into them. Nothing here is an error: where a codebook
//! can't be kept it is compiled again, and where what is kept was damaged it is replaced.

#![expect(clippy::disallowed_methods, reason = "reads and writes the user's cache folder")]

use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::codebook::SourceFile;
use crate::pipeline::Engine;

/// Compiled codebooks that are kept; the oldest go first.
const KEPT: usize = 4;
/// Bytes before the engine's: a checksum of those that follow.
const HEAD: usize = 4;
const ENDING: &str = "codebook";

/// Where the compiled form of some files is kept; None where the user has no cache folder.
pub fn path(files: &[SourceFile]) -> Option<PathBuf> {
    let folder = dirs::cache_dir()?.join("dyads");
    let mut hash = Sha256::new();
    hash.update(env!("DYADS_BUILD"));
    for file in files {
        for part in [&file.rule_file, &file.text] {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part);
        }
    }
    let name: String = hash.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    Some(folder.join(name).with_extension(ENDING))
}

/// The engine kept there, if it is whole.
pub fn read(path: &Path) -> Option<Engine> {
    let bytes = fs::read(path).ok()?;
    let (head, engine) = bytes.split_at_checked(HEAD)?;
    if head != crc32fast::hash(engine).to_le_bytes() {
        return None;
    }
    Engine::thaw(engine)
}

/// Keeps an engine: written aside, then renamed, so that a run beside this one never sees half of it.
pub fn write(path: &Path, engine: &Engine) {
    let (Some(folder), Some(engine)) = (path.parent(), engine.freeze()) else { return };
    let mut bytes = crc32fast::hash(&engine).to_le_bytes().to_vec();
    bytes.extend(engine);
    let aside = path.with_extension(std::process::id().to_string());
    if fs::create_dir_all(folder).is_err() {
        return;
    }
    if fs::write(&aside, bytes).and_then(|()| fs::rename(&aside, path)).is_err() {
        let _ = fs::remove_file(&aside);
    }
    prune(folder);
}

/// Removes the oldest, and what killed runs left.
fn prune(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut all: Vec<_> = entries.flatten().filter_map(|e| Some((e.metadata().ok()?.modified().ok()?, e.path()))).collect();
    all.sort();
    for (_, path) in all.iter().rev().skip(KEPT) {
        let _ = fs::remove_file(path);
    }
}
