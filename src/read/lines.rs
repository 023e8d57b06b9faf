//! What is wrong with bytes that should be text.

/// Says where a text stops being UTF-8 and how to mend it. `at` counts bytes from 0.
pub(super) fn not_utf8(bytes: &[u8], at: usize, of: &str) -> String {
    let found: Vec<String> = bytes.iter().skip(at).take(3).map(|byte| format!("{byte:02x}")).collect();
    format!(
        "not UTF-8: byte {at} {of} begins {}; convert it, for instance: iconv -f WINDOWS-1256 -t UTF-8 (Arabic) or -f WINDOWS-1252 (western)",
        found.join(" ")
    )
}
