//! Copies of one text. Wire stories are printed by dozens of outlets; a reader of the data must be able to tell fifty reports
//! from one report printed fifty times. Only whole copies are found: letters and digits alike, whatever stands between them.
use std::collections::HashMap;
use std::collections::hash_map::Entry;

use sha2::{Digest, Sha256};

use crate::language::Letters;

/// Half a SHA-256 over the letters and digits of `text`, in lower case; None where it has none.
pub fn fingerprint(text: &str) -> Option<u128> {
    let letters = Letters::default();
    let mut kept = Vec::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii() {
            if c.is_ascii_alphanumeric() {
                kept.push(c.to_ascii_lowercase() as u8);
            }
        } else if letters.is_alphanumeric(c) {
            let mut written = [0; 4];
            // Hebrew to Arabic: no letter has a case.
            if ('\u{0590}'..'\u{08ff}').contains(&c) {
                kept.extend_from_slice(c.encode_utf8(&mut written).as_bytes());
            } else {
                c.to_lowercase().for_each(|lower| kept.extend_from_slice(lower.encode_utf8(&mut written).as_bytes()));
            }
        }
    }
    if kept.is_empty() {
        return None;
    }
    let digest = Sha256::digest(&kept);
    Some(digest.iter().take(16).fold(0u128, |number, byte| number << 8 | u128::from(*byte)))
}

/// Remembers the first article of each text: about 100 bytes an article.
#[derive(Default)]
pub struct Duplicates {
    first: HashMap<u128, Box<str>>,
}

impl Duplicates {
    /// The id of the first article seen with this fingerprint; None where `id` is the first itself. First in the order of
    /// the calls, which is the order of the input: articles are written as they come, before a later copy with an earlier
    /// date could be known.
    pub fn earlier(&mut self, fingerprint: Option<u128>, id: &str) -> Option<String> {
        match self.first.entry(fingerprint?) {
            Entry::Occupied(first) => Some(first.get().to_string()),
            Entry::Vacant(place) => {
                place.insert(id.into());
                None
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_case_and_punctuation_do_not_matter_and_letters_do() {
        assert_eq!(fingerprint("Mali:  talks\nfail."), fingerprint("MALI talks fail"));
        assert_ne!(fingerprint("Mali talks fail"), fingerprint("Mali talks failed"));
        assert_eq!(fingerprint("قال لافروف، الأربعاء"), fingerprint("قال لافروف الأربعاء"));
        assert_eq!(fingerprint(" … "), None);
    }

    #[test]
    fn later_copies_name_the_first() {
        let mut seen = Duplicates::default();
        assert_eq!(seen.earlier(Some(1), "a"), None);
        assert_eq!(seen.earlier(Some(1), "b").as_deref(), Some("a"));
        assert_eq!(seen.earlier(Some(2), "c"), None);
        assert_eq!(seen.earlier(None, "d"), None);
        assert_eq!(seen.earlier(None, "e"), None);
    }
}
