//! A file to go about in, for formats that cannot be read from front to back.

use std::fs::File;
use std::io::{self, Read, Seek};
use std::path::PathBuf;

use super::compression::{self, Unpacked};
use super::sources;

/// The most bytes that are laid aside on disk for one document.
const MOST: u64 = 64 << 30;

/// The file itself where it is one, else all bytes of the stream laid aside in a file without a name, that goes away by itself.
pub(super) fn seekable(reader: Unpacked, file: Option<PathBuf>) -> Result<File, String> {
    // A pipe has a name too and cannot be gone about in.
    if let Some(path) = file.filter(|path| path.is_file()) {
        return File::open(path).map_err(|error| sources::explain(&error));
    }
    let mut spool = tempfile::tempfile().map_err(|error| format!("no temporary file can be made for it: {error}"))?;
    let mut reader = reader.take(MOST + 1);
    let mut buffer = vec![0; 256 << 10];
    let mut total = 0;
    loop {
        let read = match reader.read(&mut buffer) {
            Ok(0) => break,
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(compression::explain(&error)),
        };
        io::Write::write_all(&mut spool, &buffer[..read])
            .map_err(|error| format!("the temporary file for it can't be written: {error}"))?;
        total += read as u64;
    }
    if total > MOST {
        return Err(format!("it is larger than {} GiB unpacked; unpack it to a file and name that", MOST >> 30));
    }
    spool.rewind().map_err(|error| format!("the temporary file for it can't be read: {error}"))?;
    Ok(spool)
}
