//! Whether a headline speaks of what a paragraph speaks of: shared beginnings of words, which survive inflection.

use rustc_hash::FxHashSet;

use super::words::squash;

/// The share of the headline's words that occur in the paragraphs, 0 to 1.
pub(super) fn likeness<'a>(headline: &str, paragraphs: impl Iterator<Item = &'a str>) -> f32 {
    let wanted: FxHashSet<String> = stems(headline).collect();
    if wanted.is_empty() {
        return 0.0;
    }
    let found: FxHashSet<String> = paragraphs.flat_map(stems).filter(|stem| wanted.contains(stem)).collect();
    found.len() as f32 / wanted.len() as f32
}

/// The first letters of the longer words, Arabic ones without their clitics.
fn stems(text: &str) -> impl Iterator<Item = String> {
    let words: Vec<String> = squash(text).split(|c: char| !c.is_alphanumeric()).map(str::to_string).collect();
    words.into_iter().filter_map(|word| {
        let arabic = word.starts_with(|c| ('\u{0621}'..='\u{064a}').contains(&c));
        let stem = if arabic { bare(&word) } else { &word };
        let letters = stem.chars().count();
        let enough = if arabic { letters >= 3 } else { letters >= 4 };
        enough.then(|| stem.chars().take(if arabic { 4 } else { 5 }).collect())
    })
}

/// An Arabic word without و ف, ب ل ك and ال before it, where three letters are left.
fn bare(word: &str) -> &str {
    let strip = |word, prefixes: &[&str]| -> &str {
        let word: &str = word;
        prefixes.iter().find_map(|prefix| word.strip_prefix(prefix).filter(|rest| rest.chars().count() >= 3)).unwrap_or(word)
    };
    strip(strip(strip(word, &["و", "ف"]), &["ب", "ل", "ك"]), &["ال", "ل"])
}

#[cfg(test)]
mod tests {
    use super::likeness;

    #[test]
    fn inflected_words_are_alike() {
        let headline = "الحكومة تكثف المحادثات مع المضربين";
        assert!(likeness(headline, ["كثفت الحكومة محادثاتها مع المضربين في العاصمة."].into_iter()) > 0.5);
        assert!(likeness(headline, ["فاز الفريق بالمباراة مساء السبت."].into_iter()) < 0.2);
        assert_eq!(likeness("", ["x"].into_iter()), 0.0);
    }
}
