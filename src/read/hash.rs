//! SHA-256 of what is read, for `run.json`: taken while reading, so that standard input has one too and nothing is read twice.

use std::fs::File;
use std::io::{self, Read};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use sha2::{Digest, Sha256};

/// An input as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputHash {
    /// As in `Page.input`.
    pub input: String,
    /// SHA-256 of its bytes as stored (packed files stay packed), 64 hexadecimal digits.
    pub sha256: String,
    /// How many bytes those are.
    pub bytes: u64,
}

/// SHA-256 of files on disk, for checking a finished run against its inputs. Standard input (`-`) is left out.
///
/// # Errors
/// The first file that can't be read.
pub fn hash_inputs<'a>(names: impl IntoIterator<Item = &'a str>) -> io::Result<Vec<InputHash>> {
    names.into_iter().filter(|name| *name != "-").map(|name| Raw::new(Box::new(File::open(name)?)).finish(name)).collect()
}

/// SHA-256 of the parts one after the other, in hexadecimal.
pub(super) fn sha256(parts: &[&[u8]]) -> String {
    let mut sha = Sha256::new();
    parts.iter().for_each(|part| sha.update(part));
    hex(sha)
}

fn hex(sha: Sha256) -> String {
    sha.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A stream that counts and hashes what passes.
pub(super) struct Raw {
    reader: Box<dyn Read + Send>,
    sha: Sha256,
    bytes: u64,
}

impl Raw {
    fn new(reader: Box<dyn Read + Send>) -> Self {
        Raw { reader, sha: Sha256::new(), bytes: 0 }
    }

    /// Reads what is left (a record may have been refused early) and gives the sum.
    fn finish(mut self, input: &str) -> io::Result<InputHash> {
        io::copy(&mut self, &mut io::sink())?;
        Ok(InputHash { input: input.to_string(), sha256: hex(self.sha), bytes: self.bytes })
    }
}

impl Read for Raw {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.reader.read(buffer)?;
        self.sha.update(&buffer[..read]);
        self.bytes += read as u64;
        Ok(read)
    }
}

/// A handle on a [`Raw`] that stays when the decoder above it is gone.
#[derive(Clone)]
pub(super) struct Shared(Arc<Mutex<Option<Raw>>>);

impl Shared {
    pub(super) fn new(reader: Box<dyn Read + Send>) -> Self {
        Shared(Arc::new(Mutex::new(Some(Raw::new(reader)))))
    }

    fn lock(&self) -> MutexGuard<'_, Option<Raw>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The sum of the whole stream; None where the rest can't be read.
    pub(super) fn finish(&self, input: &str) -> Option<InputHash> {
        self.lock().take()?.finish(input).ok()
    }
}

impl Read for Shared {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.lock().as_mut().map_or(Ok(0), |raw| raw.read(buffer))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_stream_is_hashed_even_if_reading_stops_early() {
        let shared = Shared::new(Box::new(&b"abc"[..]));
        let mut first = [0];
        assert_eq!(shared.clone().read(&mut first).expect("memory"), 1);
        let hash = shared.finish("-").expect("memory");
        assert_eq!(hash.bytes, 3);
        assert_eq!(hash.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
