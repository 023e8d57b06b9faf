//! What holds of any input: bytes give records or rejects, never a panic; and how the bytes come in pieces changes nothing.
//! `PROPTEST_CASES=20000 cargo test --test read_any` looks longer.

use std::fs;
use std::io::{self, Read};
use std::sync::LazyLock;

use dyads::model::Record;
use dyads::read::Records;
use proptest::collection::vec;
use proptest::prelude::*;

/// Files of every format, to be damaged.
static FILES: LazyLock<Vec<(String, Vec<u8>)>> = LazyLock::new(|| {
    let files = fs::read_dir("tests/inputs").expect("a folder").map(|entry| entry.expect("an entry").path()).filter(|path| path.is_file());
    let mut files: Vec<_> = files.map(|path| (path.display().to_string(), fs::read(&path).expect("a file"))).collect();
    files.sort();
    files
});

/// A stream that gives a few bytes at a time.
struct Pieces {
    bytes: Vec<u8>,
    at: usize,
    sizes: Vec<usize>,
    turn: usize,
}

impl Read for Pieces {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let size = self.sizes[self.turn % self.sizes.len()].min(buffer.len()).min(self.bytes.len() - self.at);
        self.turn += 1;
        buffer[..size].copy_from_slice(&self.bytes[self.at..self.at + size]);
        self.at += size;
        Ok(size)
    }
}

fn read(name: &str, bytes: &[u8]) -> Vec<Record> {
    // Small enough for the limit to be met, large enough for most.
    Records::from_reader(name, io::Cursor::new(bytes.to_vec())).limit(1 << 20).take(10_000).collect()
}

fn in_pieces(name: &str, bytes: &[u8], sizes: Vec<usize>) -> Vec<Record> {
    Records::from_reader(name, Pieces { bytes: bytes.to_vec(), at: 0, sizes, turn: 0 }).limit(1 << 20).take(10_000).collect()
}

/// Beginnings that lead into each reader.
const BEGINNINGS: [&[u8]; 14] = [
    b"",
    b"{",
    b"[{",
    b"{\"articles\": [{",
    b"id,text\n",
    b"text\tdate\n",
    b"PAR1",
    b"PK\x03\x04",
    b"\x1f\x8b\x08",
    b"\x28\xb5\x2f\xfd",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"<html>",
    b"sep=;\ntext;id\n",
];

proptest! {
    #[test]
    fn any_bytes(start in 0..BEGINNINGS.len(), rest in vec(any::<u8>(), 0..600)) {
        let bytes = [BEGINNINGS[start], &rest].concat();
        prop_assert!(!read("-", &bytes).is_empty() || bytes.len() < 700);
    }

    #[test]
    fn any_marks(start in 0..BEGINNINGS.len(), rest in "[\\[\\]{}\":,;\t\n|a-c1-3 /\\\\]{0,200}", name in 0..3_usize) {
        let bytes = [BEGINNINGS[start], rest.as_bytes()].concat();
        let name = ["-", "x.csv", "x.json"][name];
        let whole = read(name, &bytes);
        prop_assert_eq!(in_pieces(name, &bytes, vec![1, 3, 7]), whole);
    }

    #[test]
    fn damaged_files(file in any::<prop::sample::Index>(), cut in any::<prop::sample::Index>(), edits in vec((any::<prop::sample::Index>(), any::<u8>()), 0..6)) {
        let (name, bytes) = file.get(&FILES);
        let mut bytes = bytes.clone();
        for (at, byte) in edits {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if cut.index(3) == 0 {
            bytes.truncate(cut.index(bytes.len()));
        }
        read(name, &bytes);
    }

    #[test]
    fn pieces_change_nothing(file in any::<prop::sample::Index>(), sizes in vec(1..200_usize, 1..5)) {
        let (name, bytes) = file.get(&FILES);
        prop_assert_eq!(in_pieces(name, bytes, sizes), read(name, bytes), "{}", name);
    }
}
