//! The form in which lines and markers are compared, and which of their words are whole.

use crate::language::{Letters, normalise};

/// The form in which lines and markers are compared: normalised, single spaces, without bullets and brackets before and marks after.
pub(super) fn squash(line: &str) -> String {
    let letters = Letters::default();
    let folded = normalise(line);
    // © stands alone in a line's words: "©Reuters" is two.
    let folded = if folded.contains('©') { folded.replace('©', "© ") } else { folded };
    let start = folded.find(|c: char| letters.is_alphanumeric(c) || matches!(c, '©' | '@' | '#')).unwrap_or(folded.len());
    let end = |c: char| letters.is_whitespace(c) || (!letters.is_alphanumeric(c) && ".:;,!?…)]»\"'”’*>←→-–—|".contains(c));
    let rest = folded[start..].trim_end_matches(end);
    let mut out = String::with_capacity(rest.len());
    let mut space = false;
    for c in rest.chars() {
        if letters.is_whitespace(c) {
            space = true;
        } else {
            if std::mem::take(&mut space) {
                out.push(' ');
            }
            out.push(c);
        }
    }
    out
}

pub(super) fn first_word(line: &str) -> &str {
    let letters = Letters::default();
    let end = line.char_indices().find(|(at, c)| *at > 0 && !letters.is_alphanumeric(*c)).map_or(line.len(), |(at, _)| at);
    &line[..end]
}

pub(super) fn last_word(line: &str) -> &str {
    let letters = Letters::default();
    let start = line.char_indices().rev().find(|(_, c)| !letters.is_alphanumeric(*c)).map_or(0, |(at, c)| at + c.len_utf8());
    &line[start..]
}

/// Whether the line begins with these whole words. A marker that ends in a digit may go on with digits ("copyright 20").
pub(super) fn begins(line: &str, key: &str) -> bool {
    let Some(rest) = line.strip_prefix(key) else { return false };
    let last = key.chars().next_back().unwrap_or(' ');
    match rest.chars().next() {
        Some(next) if next.is_alphanumeric() => !last.is_alphanumeric() || (last.is_ascii_digit() && next.is_ascii_digit()),
        _ => true,
    }
}

/// Whether the line ends with these whole words.
pub(super) fn finishes(line: &str, key: &str) -> bool {
    line.strip_suffix(key).is_some_and(|rest| !rest.chars().next_back().is_some_and(char::is_alphanumeric))
}

/// The last character's boundary in `text` that is not after byte `at`.
pub(super) fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}
