//! Which field of a record means what. Names are compared in lower case without `_ - . :` and spaces; the first that is not missing wins.

use serde_json::{Map, Value};

/// The article's text.
pub(super) const TEXT: &[&str] = &[
    "maintext",
    "text",
    "body",
    "articletext",
    "articlebody",
    "fulltext",
    "content",
    "contentencoded",
    "eventtext",
    "sentence",
    "rawtext",
];
/// The headline.
pub(super) const TITLE: &[&str] = &["title", "headline", "heading", "hd", "titlepage", "titlerss"];
/// The publication date.
pub(super) const PUBLISHED: &[&str] = &[
    "datepublish",
    "publishdate",
    "publisheddate",
    "datepublished",
    "pubdate",
    "publishedat",
    "datetimepub",
    "publishedon",
    "published",
    "publicationdate",
    "datepublication",
    "datetimestamp",
    "pd",
    "dcdate",
    "date",
    "timestamp",
];
/// The page's mark-up, for its day of publication.
pub(super) const HTML: &[&str] = &["html", "rawhtml", "pagehtml", "sourcehtml"];
/// Names under which crawls write the day of the crawl, which is not the day of publication.
pub(super) const CRAWL_ONLY: &[&str] = &["date", "timestamp"];
/// Fields that only crawls have.
const CRAWL_MARKS: &[&str] = &["dump", "filepath", "warcheaders", "warcrecordid", "minhashclustersize"];
/// The address.
pub(super) const URL: &[&str] = &["url", "link", "sourceurl", "warctargeturi", "documentidentifier", "uri", "source"];
/// The outlet.
pub(super) const PUBLISHER: &[&str] =
    &["publisher", "outlet", "newspaper", "medianame", "sourcename", "sourcedomain", "domain", "hostname", "sourcehostname", "source"];
/// The language.
pub(super) const LANGUAGE: &[&str] = &["language", "lang", "la", "languagescript", "warcidentifiedcontentlanguage"];
/// The record's own id.
pub(super) const ID: &[&str] = &["id", "articleid", "storyid", "storiesid", "docid", "guid", "uri", "an", "warcrecordid", "fingerprint"];

/// A record's fields under their bare names.
pub(super) struct Fields(Vec<(String, Value)>);

impl Fields {
    pub(super) fn new(object: Map<String, Value>) -> Self {
        Fields(object.into_iter().map(|(name, value)| (bare(&name), value)).collect())
    }

    /// The value of one field by its bare name.
    pub(super) fn get(&self, name: &str) -> Option<&Value> {
        self.0.iter().find(|(own, _)| own == name).map(|(_, value)| value)
    }

    /// The first of these fields that says something, as text; numbers are written out.
    pub(super) fn text(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| self.get(name).and_then(scalar))
    }

    /// The first that is an address.
    pub(super) fn url(&self) -> Option<String> {
        URL.iter().find_map(|name| {
            let value = self.get(name).and_then(scalar)?;
            (is_url(&value) || matches!(*name, "url" | "link")).then_some(value)
        })
    }

    /// The outlet: `source` counts where it is a name (or an object that has one), not an address or the name of a corpus.
    pub(super) fn publisher(&self) -> Option<String> {
        PUBLISHER.iter().find_map(|name| {
            let value = self.get(name)?;
            let text = match value {
                Value::Object(object) => ["title", "name"].iter().find_map(|part| object.get(*part).and_then(scalar)),
                _ => scalar(value),
            }?;
            (!is_url(&text) && !is_corpus(&text)).then_some(text)
        })
    }

    /// Whether the record comes from a web crawl, whose `date` is the day of the crawl.
    pub(super) fn is_crawl(&self) -> bool {
        self.0.iter().any(|(name, _)| CRAWL_MARKS.contains(&name.as_str()))
            || self.get("source").and_then(Value::as_str).is_some_and(is_corpus)
    }
}

/// A field's name without what writers vary.
fn bare(name: &str) -> String {
    name.chars().filter(|c| !matches!(c, '_' | '-' | '.' | ':' | ' ')).flat_map(char::to_lowercase).collect()
}

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
    text.is_empty() || ["none", "nan", "null", "nat", "n/a"].iter().any(|word| text.eq_ignore_ascii_case(word))
}

pub(super) fn is_url(text: &str) -> bool {
    text.starts_with("http://") || text.starts_with("https://")
}

fn is_corpus(text: &str) -> bool {
    ["mc4", "c4", "oscar"].iter().any(|name| text.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name)))
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
}
