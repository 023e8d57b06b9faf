//! Formats that are not read, by their first bytes: better a word on what to do than a page of noise.

use encoding_rs::{UTF_16BE, UTF_16LE};

use super::encoding::encoding_of;

/// First bytes, and what begins so.
const BEGINNINGS: &[(&[u8], &str)] = &[
    (b"%PDF", "a PDF: extract its text first (for instance with pdftotext)"),
    (b"BZh", "packed with bzip2: unpack it, or use gzip or zstd"),
    (b"\xfd7zXZ", "packed with xz: unpack it, or use gzip or zstd"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive: unpack it, or use zip or tar"),
    (b"Rar!\x1a\x07", "a RAR archive: unpack it, or use zip or tar"),
    (b"\x89PNG", "a picture (PNG), not text"),
    (b"\xff\xd8\xff", "a picture (JPEG), not text"),
    (b"GIF8", "a picture (GIF), not text"),
    (b"II*\0", "a picture (TIFF), not text"),
    (b"MM\0*", "a picture (TIFF), not text"),
    (b"\0\0\x01\0", "a picture (icon), not text"),
    (b"wOFF", "a font, not text"),
    (b"wOF2", "a font, not text"),
    (b"ID3", "sound (MP3), not text"),
    (b"OggS", "sound or film (Ogg), not text"),
    (b"\x1aE\xdf\xa3", "a film (Matroska), not text"),
    (b"\x7fELF", "a program, not text: it holds zero bytes"),
    (b"SQLite format 3\0", "an SQLite database: export the table as CSV"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document: save it as text or CSV"),
    (b"{\\rtf", "rich text (RTF): save it as plain text (Factiva and Nexis offer that, too)"),
    (b"ARROW1\0\0", "an Arrow file: write it as Parquet"),
    (b"ORC", "an ORC file: write it as Parquet"),
    (b"Obj\x01", "an Avro file: write it as Parquet or JSON Lines"),
];

/// Why a document that starts so is not read; None where it may be text.
pub(super) fn foreign(start: &[u8]) -> Option<String> {
    let known = BEGINNINGS.iter().find(|(beginning, _)| start.starts_with(beginning)).map(|(_, what)| *what);
    let what = match known {
        // A text may begin with such a word.
        Some(_)
            if start.iter().take(4).all(u8::is_ascii_alphanumeric)
                && !start.contains(&0)
                && std::str::from_utf8(text_part(start)).is_ok() =>
        {
            return None;
        }
        Some(what) => what,
        _ if start.starts_with(b"RIFF") && start.get(8..12) == Some(b"WEBP") => "a picture (WebP), not text",
        _ if start.starts_with(b"RIFF") && start.contains(&0) => "sound or film (RIFF), not text",
        _ if start.get(4..8) == Some(b"ftyp") => "a film or picture (MP4), not text",
        // A stray zero byte is not uncommon in tables; a hundredth of them is.
        _ if start.iter().filter(|&&byte| byte == 0).count() * 100 > start.len() && !is_utf16(start) => {
            "not text: it holds zero bytes; name files of text, tables, web pages or archives of them"
        }
        _ => return None,
    };
    Some(format!("this is {what}"))
}

/// The bytes up to the last that may be whole: a cut may go through a character.
fn text_part(start: &[u8]) -> &[u8] {
    match std::str::from_utf8(start) {
        Err(error) if error.error_len().is_none() => &start[..error.valid_up_to()],
        _ => start,
    }
}

fn is_utf16(start: &[u8]) -> bool {
    let encoding = encoding_of(start, None, None);
    encoding == UTF_16LE || encoding == UTF_16BE
}
