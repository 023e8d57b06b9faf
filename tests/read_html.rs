//! HTML pages: what of a page becomes text, title, day, address, outlet and language. The pages and what is expected of them are made by
//! `tests/inputs/web/make.py`.

use std::fs;
use std::path::Path;

use dyads::model::{Page, PublishedBasis, Record};
use dyads::read::Records;
use proptest::prelude::*;
use serde_json::Value;

const PAGES: &str = "tests/inputs/web/pages";

fn read(bytes: &[u8]) -> Result<Page, String> {
    let mut records: Vec<Record> = Records::from_reader("-", std::io::Cursor::new(bytes.to_vec())).collect();
    assert_eq!(records.len(), 1, "a page is one record");
    match records.remove(0) {
        Record::Page(page) => Ok(*page),
        Record::Reject(reject) => Err(reject.reason),
    }
}

fn page(name: &str) -> Page {
    let bytes = fs::read(Path::new("tests/inputs/web").join(name)).expect("a page");
    read(&bytes).unwrap_or_else(|reason| panic!("{name}: {reason}"))
}

fn manifest() -> Vec<Value> {
    let text = fs::read_to_string(Path::new(PAGES).join("manifest.jsonl")).expect("the manifest");
    text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

#[test]
fn pages_give_what_a_reader_sees() {
    let mut wrong = Vec::new();
    for expected in manifest() {
        let name = expected["file"].as_str().expect("a name");
        let page = page(&format!("pages/{name}"));
        let mut check = |what: &str, found: Option<&str>, field: &str| {
            if expected.get(field).is_some() && found != expected[field].as_str() {
                wrong.push(format!("{name}: {what} {found:?}, expected {}", expected[field]));
            }
        };
        let day = page.published_day.map(|day| day.to_string());
        check("title", page.title.as_deref(), "title");
        check("day", day.as_deref(), "published");
        check("publisher", page.publisher.as_deref(), "publisher");
        check("language", page.language.as_deref(), "language");
        check("address", page.url.as_deref(), "url");
        if day.is_some() && page.published_in != PublishedBasis::Html {
            wrong.push(format!("{name}: the day is said to be from {:?}", page.published_in));
        }
        let snippets = |field: &str| expected[field].as_array().cloned().unwrap_or_default();
        for snippet in snippets("expect_with") {
            if !page.text.contains(snippet.as_str().expect("text")) {
                wrong.push(format!("{name}: lacks {snippet} in\n{}", page.text));
            }
        }
        for snippet in snippets("expect_without") {
            if page.text.contains(snippet.as_str().expect("text")) {
                wrong.push(format!("{name}: has {snippet} in\n{}", page.text));
            }
        }
        if let Some(text) = expected["expected_text"].as_str() {
            for paragraph in text.lines() {
                if !page.text.lines().any(|line| line == paragraph) {
                    wrong.push(format!("{name}: the paragraph is no line: {paragraph}\n{}", page.text));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_headline_stands_apart_from_the_text() {
    for expected in manifest() {
        let page = page(&format!("pages/{}", expected["file"].as_str().expect("a name")));
        let title = page.title.expect("a title");
        assert!(page.text.trim() == title || !page.text.lines().any(|line| line == title), "{}: {}", expected["file"], page.text);
    }
}

#[test]
fn an_encoding_changes_nothing() {
    let expected = page("pages/ar_table.html");
    for name in ["ar_utf-16.html", "ar_iso-8859-6.html"] {
        let plain = |page: &Page| page.text.replace(['«', '»', '©'], "").split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(plain(&page(name)), plain(&expected), "{name}");
    }
    assert!(page("ru_koi8-r.txt").text.contains("открывает порт для рыбацких судов"));
}

#[test]
fn a_template_of_another_language_is_not_believed() {
    let text = "أعلن مجلس البلدة يوم الأحد فتح الجسر أمام السيارات بعد أيام من الفيضانات التي جرفت منزلين. ".repeat(8);
    let page = read(format!("<html lang=en><title>x y z</title><body><p>{text}</p>").as_bytes()).expect("a page");
    assert_eq!(page.language, None);
    let persian = "شورای شهر روز یکشنبه اعلام کرد که پل پس از چند روز سیل دوباره به روی خودروها گشوده شده است. ".repeat(8);
    let page = read(format!("<html lang=fa-IR><title>x y z</title><body><p>{persian}</p>").as_bytes()).expect("a page");
    assert_eq!(page.language.as_deref(), Some("fa-IR"));
}

#[test]
fn titles_lose_the_outlet_and_nothing_else() {
    let body = "<body><p>The mayors of the two towns met on Tuesday in the harbour.</p>";
    for (head, expected) in [
        ("<title>Mayors meet | The Kavali Post</title><meta property=og:site_name content='The Kavali Post'>", "Mayors meet"),
        ("<title>The Kavali Post - Mayors meet</title><meta property=og:site_name content='The Kavali Post'>", "Mayors meet"),
        (
            "<title>Mayors meet - World - Kavali Post</title><link rel=canonical href='https://www.kavalipost.example/a/b'>",
            "Mayors meet - World",
        ),
        ("<title>Norway - Kenya: a draw</title>", "Norway - Kenya: a draw"),
        ("<meta property=og:title content='Mayors &amp;amp; fishermen meet'>", "Mayors & fishermen meet"),
        (
            r#"<script type=application/ld+json>{"@type":"NewsArticle","headline":"Mayors of both towns meet in the…"}</script>
            <title>Mayors of both towns meet in the harbour</title>"#,
            "Mayors of both towns meet in the harbour",
        ),
    ] {
        let page = read(format!("<html><head>{head}</head>{body}").as_bytes()).expect("a page");
        assert_eq!(page.title.as_deref(), Some(expected), "{head}");
    }
}

#[test]
fn an_address_is_one_of_a_page() {
    let url = |head: &str| read(format!("<html><head>{head}</head><body><p>The mayors met.</p>").as_bytes()).expect("a page").url;
    assert_eq!(
        url("<link rel=canonical href=https://post.example/><meta property=og:url content=https://post.example/a>").as_deref(),
        Some("https://post.example/a")
    );
    assert_eq!(url("<link rel=canonical href=/relative/a>"), None);
    let saved = read(b"<!-- saved from url=(0026)https://post.example/a/b -->\n<html><body><p>The mayors met.</p>").expect("a page");
    assert_eq!((saved.url.as_deref(), saved.publisher.as_deref()), (Some("https://post.example/a/b"), Some("post.example")));
}

#[test]
fn pages_without_text_are_rejects() {
    for html in ["<html><body><div id=root></div><script>var a = 'long text in a script';</script>", "<html></html>", "<!doctype html>"] {
        let reason = read(html.as_bytes()).expect_err("no page");
        assert!(reason.contains("holds no text"), "{reason}");
    }
}

#[test]
fn deep_and_large_pages_are_read() {
    let story = "<p>The mayors of the two towns met on Tuesday and signed an accord on the harbour, the governor said.</p>".repeat(5);
    let deep = |count: usize| format!("<html><body>{}{story}{}", "<div>".repeat(count), "</div>".repeat(count));
    assert!(read(deep(1_900).as_bytes()).expect("a page").text.contains("signed an accord"));
    assert!(read(deep(100_000).as_bytes()).expect_err("too deep").contains("more than 2000 deep"));
    let wide = format!("<html><body>{}</body></html>", story.repeat(4000));
    assert!(wide.len() > 2_000_000);
    assert!(read(wide.as_bytes()).expect("a page").text.contains("signed an accord"));
    let formatting = format!("<html><body>{}{story}", "<b><i><a href=x>".repeat(900));
    assert!(read(formatting.as_bytes()).is_ok());
    let nested = format!("<script type=application/ld+json>{}{}</script>", "[".repeat(50_000), "]".repeat(50_000));
    assert!(read(format!("<html>{nested}<body>{story}").as_bytes()).is_ok());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    /// A page that is damaged anywhere is a page or a reject, never a panic.
    #[test]
    fn damage_is_survived(index in 0_usize..12, cuts in prop::collection::vec((any::<prop::sample::Index>(), 0_usize..200, "[<>&/;\"' a-z\u{600}-\u{610}]{0,12}"), 1..6)) {
        let manifest = manifest();
        let name = manifest[index % manifest.len()]["file"].as_str().expect("a name").to_string();
        let mut bytes = fs::read(Path::new(PAGES).join(name)).expect("a page");
        for (at, length, put) in cuts {
            let from = at.index(bytes.len().max(1)).min(bytes.len());
            let to = (from + length).min(bytes.len());
            bytes.splice(from..to, put.bytes());
        }
        for record in Records::from_reader("-", std::io::Cursor::new(bytes)) {
            if let Record::Page(page) = record {
                prop_assert!(!page.text.is_empty() && !page.text.contains('\r'));
            }
        }
    }
}
