//! Unpacking, told by the first bytes.

use std::io::{self, BufRead, BufReader, Read};

use flate2::bufread::MultiGzDecoder;

const BUFFER: usize = 64 << 10;

/// A stream unpacked, ready to be read in lines.
pub(super) type Unpacked = BufReader<Box<dyn Read + Send>>;

/// Puts the right decoder over a stream: gzip (several members too), zstd (several frames too), or none; and its name.
pub(super) fn unpack(raw: impl Read + Send + 'static) -> io::Result<(Option<&'static str>, Unpacked)> {
    let (start, raw) = peek(raw, 4)?;
    let packed = BufReader::with_capacity(BUFFER, raw);
    let (name, reader): (_, Box<dyn Read + Send>) = match start.as_slice() {
        [0x1f, 0x8b, ..] => (Some("gzip"), Box::new(MultiGzDecoder::new(packed))),
        // A frame, or a frame that may be skipped (0x184D2A50 to 5F).
        [0x28, 0xb5, 0x2f, 0xfd] | [0x50..=0x5f, 0x2a, 0x4d, 0x18] => {
            (Some("zstd"), Box::new(zstd::stream::read::Decoder::with_buffer(packed)?))
        }
        _ => (None, Box::new(packed)),
    };
    Ok((name, BufReader::with_capacity(BUFFER, reader)))
}

/// The first `count` bytes (fewer at the end, or where the stream breaks off) and the stream with those bytes still in it, and the break.
pub(super) fn peek<R: Read>(mut reader: R, count: usize) -> io::Result<(Vec<u8>, impl Read + use<R>)> {
    let mut start = Vec::with_capacity(count);
    let broken = match reader.by_ref().take(count as u64).read_to_end(&mut start) {
        Err(error) if start.is_empty() => return Err(error),
        read => Broken(read.err()),
    };
    Ok((start.clone(), io::Cursor::new(start).chain(broken).chain(reader)))
}

/// A stream's error, told when it is its turn.
struct Broken(Option<io::Error>);

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

/// Why a stream broke off, for a person.
pub(super) fn explain(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => "the packed data ends too early: the file was cut off; fetch it again".into(),
        io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData | io::ErrorKind::Other => {
            format!("the packed data is damaged ({error}); fetch the file again")
        }
        _ => format!("reading failed: {error}"),
    }
}

/// One line without its end, or why there is none.
pub(super) enum Line {
    /// The line is in the buffer.
    Whole,
    /// It is longer than the limit and was skipped.
    TooLong,
    /// The stream is at its end.
    End,
}

/// Reads up to the next `\n` into `line` (cleared first), holding no more than `limit` bytes.
pub(super) fn read_line(reader: &mut impl BufRead, line: &mut Vec<u8>, limit: usize) -> io::Result<Line> {
    line.clear();
    let mut too_long = false;
    let mut any = false;
    loop {
        let available = match reader.fill_buf() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            other => other?,
        };
        if available.is_empty() {
            break;
        }
        any = true;
        let end = memchr::memchr(b'\n', available);
        let piece = &available[..end.unwrap_or(available.len())];
        too_long |= line.len() + piece.len() > limit;
        if !too_long {
            line.extend_from_slice(piece);
        }
        let used = piece.len() + usize::from(end.is_some());
        reader.consume(used);
        if end.is_some() {
            break;
        }
    }
    Ok(match (any, too_long) {
        (false, _) => Line::End,
        (_, true) => Line::TooLong,
        _ => Line::Whole,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_above_the_limit_is_skipped_and_the_next_is_read() {
        let mut reader = BufReader::with_capacity(3, &b"0123456789\nab\n\nlast"[..]);
        let mut line = Vec::new();
        let mut seen = Vec::new();
        loop {
            match read_line(&mut reader, &mut line, 4).expect("memory") {
                Line::Whole => seen.push(String::from_utf8_lossy(&line).into_owned()),
                Line::TooLong => seen.push("too long".into()),
                Line::End => break,
            }
        }
        assert_eq!(seen, ["too long", "ab", "", "last"]);
    }
}
