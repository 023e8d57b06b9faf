//! Values of fields as people and programs write them.

use serde_json::Value;

/// A string or number as text; None where it is missing, or written as missing.
pub(super) fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !is_missing(text) => Some(text.trim().to_string()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// "None", "NaN", "null": how programs write nothing when they must write a string.
pub(super) fn is_missing(text: &str) -> bool {
    let text = text.trim();
    text.is_empty() || ["none", "nan", "null", "nat", "n/a", "<na>"].iter().any(|word| text.eq_ignore_ascii_case(word))
}

pub(super) fn is_url(text: &str) -> bool {
    text.starts_with("http://") || text.starts_with("https://")
}

/// Whether it names a corpus of the web: the value that `source` has there.
pub(super) fn is_corpus(text: &str) -> bool {
    ["mc4", "c4", "oscar"].iter().any(|name| {
        let rest = text.get(..name.len()).filter(|start| start.eq_ignore_ascii_case(name)).map(|_| &text[name.len()..]);
        rest.is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphabetic() || c == ' '))
    })
}

/// The host of an address without `www.`.
pub(super) fn host(url: &str) -> Option<String> {
    let rest = url.split_once("://")?.1;
    let host = rest.split(['/', '?', '#', ':']).next()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    (!host.is_empty()).then(|| host.to_lowercase())
}

/// A BCP 47 tag from what records write: `ar`, `en_US`, `arb_Arab`, `eng`, `Arabic`; None where it says nothing known.
pub(super) fn language(value: &str) -> Option<String> {
    const NAMES: [(&str, &[&str]); 6] = [
        ("ar", &["arabic", "ara", "arb", "العربية"]),
        ("en", &["english", "eng"]),
        ("fr", &["french", "fra", "fre"]),
        ("es", &["spanish", "spa"]),
        ("ru", &["russian", "rus"]),
        ("pt", &["portuguese", "por"]),
    ];
    let value = value.trim().replace('_', "-");
    let (first, rest) = value.split_once('-').unwrap_or((&value, ""));
    let first = first.to_lowercase();
    if let Some((tag, _)) = NAMES.iter().find(|(_, names)| names.contains(&first.as_str())) {
        return Some(tag.to_string());
    }
    let plain = matches!(first.len(), 2 | 3) && first.bytes().all(|byte| byte.is_ascii_lowercase()) && first != "und" && first != "unk";
    plain.then(|| if rest.is_empty() { first } else { format!("{first}-{rest}") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages() {
        for (written, tag) in
            [("ar", "ar"), ("en_US", "en-US"), ("arb_Arab", "ar"), ("Arabic", "ar"), ("eng", "en"), ("unknown", "-"), ("und", "-")]
        {
            assert_eq!(language(written).as_deref().unwrap_or("-"), tag, "{written}");
        }
    }

    #[test]
    fn hosts() {
        assert_eq!(host("https://www.Example.org:8080/a?b").as_deref(), Some("example.org"));
        assert_eq!(host("not an address"), None);
    }

    #[test]
    fn corpora_are_no_outlets() {
        assert!(is_corpus("mC4") && is_corpus("OSCAR-2019") && is_corpus("c4/en"));
        assert!(!is_corpus("Oscar Daily") && !is_corpus("C4ISR News"));
    }
}
