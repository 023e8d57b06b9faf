//! An HTTP response as it came over the wire: status, headers, and a body that may be cut in chunks and packed.

use std::io::Read;

use flate2::read::{MultiGzDecoder, ZlibDecoder};

use super::size;

/// A body as the server meant it, and what it is.
pub(super) struct Payload {
    /// `Content-Type`.
    pub(super) kind: String,
    /// The bytes.
    pub(super) bytes: Vec<u8>,
}

/// The payload of a response; None where it is no success.
pub(super) fn response(block: &[u8], limit: usize) -> Result<Option<Payload>, String> {
    let Some((head, body)) = split(block) else {
        return if block.starts_with(b"HTTP/") { Ok(None) } else { Err("the response has no HTTP header".into()) };
    };
    let head = String::from_utf8_lossy(head);
    let mut lines = head.lines();
    let status = lines.next().unwrap_or("");
    if !status.starts_with("HTTP/") {
        return Err("the response has no HTTP status".into());
    }
    if status.split_whitespace().nth(1) != Some("200") {
        return Ok(None);
    }
    let headers: Vec<(String, String)> = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.trim().to_ascii_lowercase(), value.trim().to_string()))
        .collect();
    let get = |name: &str| headers.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str());
    let kind = get("content-type").unwrap_or("").to_string();
    // Crawlers often undo chunks and packing and leave the header: what the bytes are counts.
    let whole = get("transfer-encoding").filter(|value| value.to_ascii_lowercase().contains("chunked")).and_then(|_| dechunk(body));
    let body = whole.as_deref().unwrap_or(body);
    let bytes = match get("content-encoding").map(str::to_ascii_lowercase).as_deref() {
        Some("gzip" | "x-gzip") if body.starts_with(&[0x1f, 0x8b]) => unpacked(MultiGzDecoder::new(body), limit)?,
        Some("deflate") => inflated(body, limit),
        Some("zstd") if body.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) => {
            unpacked(zstd::stream::read::Decoder::with_buffer(body).map_err(|error| error.to_string())?, limit)?
        }
        Some("br") if !readable(body) => {
            return Err("the page is packed with Brotli, which is not read; let the crawler ask for gzip (Accept-Encoding)".into());
        }
        _ => body.to_vec(),
    };
    Ok(Some(Payload { kind, bytes }))
}

/// Head and body, whatever the line ends are.
fn split(block: &[u8]) -> Option<(&[u8], &[u8])> {
    let ends = block.iter().enumerate().filter(|(_, byte)| **byte == b'\n');
    for (at, _) in ends {
        let rest = &block[at + 1..];
        if let Some(body) = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")) {
            return Some((&block[..at], body));
        }
    }
    None
}

/// Puts chunks together; None where the body is not cut in chunks. What is left of a body that breaks off counts.
fn dechunk(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::with_capacity(body.len());
    let mut chunks = 0;
    while let Some(end) = body.iter().position(|&byte| byte == b'\n') {
        let line = std::str::from_utf8(&body[..end]).ok().map(|line| line.split(';').next().unwrap_or("").trim());
        let Some(length) = line.and_then(|line| usize::from_str_radix(line, 16).ok()) else {
            return (chunks > 0).then_some(whole);
        };
        let rest = &body[end + 1..];
        chunks += 1;
        if length == 0 {
            break;
        }
        let chunk = &rest[..length.min(rest.len())];
        whole.extend_from_slice(chunk);
        let rest = &rest[chunk.len()..];
        body = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).unwrap_or(rest);
    }
    (chunks > 0).then_some(whole)
}

fn unpacked(reader: impl Read, limit: usize) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let read = reader.take(limit as u64 + 1).read_to_end(&mut bytes);
    if bytes.len() > limit {
        return Err(format!("the page is longer than {}; it is no article", size(limit)));
    }
    // What came before the damage is read.
    match read {
        Err(error) if bytes.is_empty() => Err(format!("the page's packing is damaged ({error})")),
        _ => Ok(bytes),
    }
}

/// "Deflate" is zlib by the standard and bare by the habit of some servers.
fn inflated(body: &[u8], limit: usize) -> Vec<u8> {
    let zlib = unpacked(ZlibDecoder::new(body), limit);
    zlib.or_else(|_| unpacked(flate2::read::DeflateDecoder::new(body), limit)).unwrap_or_else(|_| body.to_vec())
}

/// Whether bytes are text as they are.
fn readable(body: &[u8]) -> bool {
    body.trim_ascii_start().starts_with(b"<")
}
