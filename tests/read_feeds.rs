//! Feeds: RSS and Atom written by feedgen (`tests/inputs/web/make.py`), older forms and JSON Feed by hand.

use std::fs;

use dyads::model::{Page, Record, Reject};
use dyads::read::Records;
use proptest::prelude::*;

fn file(name: &str) -> Vec<u8> {
    fs::read(format!("tests/inputs/web/{name}")).expect("a feed")
}

fn read(bytes: &[u8]) -> (Vec<Page>, Vec<Reject>, u64) {
    let mut records = Records::from_reader("-", std::io::Cursor::new(bytes.to_vec()));
    let (mut pages, mut rejects) = (Vec::new(), Vec::new());
    for record in records.by_ref() {
        match record {
            Record::Page(page) => pages.push(*page),
            Record::Reject(reject) => rejects.push(reject),
        }
    }
    (pages, rejects, records.notes().teasers)
}

#[test]
fn rss_and_atom_say_the_same() {
    for name in ["feed.rss", "feed.atom"] {
        let (pages, rejects, teasers) = read(&file(name));
        assert_eq!(rejects, [], "{name}");
        let [harbour, flood, teaser] = pages.as_slice() else { panic!("{name}: {} pages", pages.len()) };
        assert_eq!(harbour.title.as_deref(), Some("Kavali and Port Selm sign accord on shared harbour"));
        assert_eq!(harbour.url.as_deref(), Some("https://kavalipost.example/news/harbour-accord"));
        assert_eq!(harbour.publisher.as_deref(), Some("The Kavali Post"));
        assert_eq!(harbour.text.lines().count(), 6, "{name}: paragraphs are lines: {}", harbour.text);
        assert!(harbour.text.contains("“Nobody got all that he wanted"), "entities are letters: {}", harbour.text);
        assert_eq!(harbour.published.map(|at| at.to_rfc3339()).as_deref(), Some("2024-03-05T22:30:00+00:00"));
        assert_eq!(harbour.published_day.map(|day| day.to_string()).as_deref(), Some("2024-03-06"), "{name}: the day at the publisher");
        assert_eq!((flood.record, flood.id.as_str()), (2, "https://kavalipost.example/news/flood"));
        assert!(teaser.text.starts_with("Les maires") && teaser.text.trim_end().ends_with('…'));
        assert_eq!(teasers, 1, "{name}: what is no more than a teaser is noted");
    }
}

#[test]
fn older_and_other_forms() {
    let rdf = r#"<?xml version="1.0" encoding="windows-1251"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
        <channel rdf:about="https://vestnik.example/"><title>Вестник Заречного</title><link>https://vestnik.example/</link><description>x</description></channel>
        <item rdf:about="https://vestnik.example/1"><title>Мост открыт</title><link>https://vestnik.example/1</link><description>Мост через реку Светлую открыт.</description><dc:date>2024-03-05T19:00:00+03:00</dc:date></item></rdf:RDF>"#;
    let old = r#"<rss version="0.91"><channel><title>Old Post</title><link>https://old.example/</link><description>x</description><language>en</language>
        <item><title>Bridge opens</title><link>https://old.example/1</link><description>The bridge near Old Marn opened on Sunday.</description></item></channel></rss>"#;
    let json = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "Bay Notes", "language": "en", "items": [
        {"id": "1", "url": "https://bay.example/1", "title": "Bridge opens", "content_html": "<p>The bridge near Old Marn opened.</p><p>Soldiers cleared it.</p>", "date_published": "2024-04-14T18:05:00+02:00"}]}"#;
    for (bytes, title, publisher, day) in [
        (encoding_rs::WINDOWS_1251.encode(rdf).0.into_owned(), "Мост открыт", "Вестник Заречного", Some("2024-03-05")),
        (old.as_bytes().to_vec(), "Bridge opens", "Old Post", None),
        (json.as_bytes().to_vec(), "Bridge opens", "Bay Notes", Some("2024-04-14")),
    ] {
        let (pages, rejects, _) = read(&bytes);
        assert_eq!((pages.len(), rejects.len()), (1, 0), "{title}: {rejects:?}");
        assert_eq!((pages[0].title.as_deref(), pages[0].publisher.as_deref()), (Some(title), Some(publisher)));
        assert_eq!(pages[0].published_day.map(|day| day.to_string()).as_deref(), day, "{title}");
    }
}

#[test]
fn entries_without_text_and_broken_feeds_are_rejects() {
    let empty = r#"<rss version="2.0"><channel><title>x</title><item><title>Bridge opens</title><link>https://old.example/1</link></item>
        <item><title>Two</title><description>The bridge opened.</description></item></channel></rss>"#;
    let (pages, rejects, _) = read(empty.as_bytes());
    assert_eq!(pages.len(), 1, "the run goes on");
    assert!(rejects[0].record == 1 && rejects[0].reason.contains("holds no text"), "{rejects:?}");
    let (pages, rejects, _) = read(br#"<rss version="2.0"><channel><title>x</title><item><title>Bridge"#);
    assert_eq!(pages.len(), 0);
    assert!(rejects.len() == 1 && rejects[0].reason.contains("can't be read"), "{rejects:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn damage_is_survived(name in prop::sample::select(vec!["feed.rss", "feed.atom"]), cuts in prop::collection::vec((any::<prop::sample::Index>(), 0_usize..80, "[<>&;/\"a-z]{0,8}"), 1..4)) {
        let mut bytes = file(name);
        for (at, length, put) in cuts {
            let from = at.index(bytes.len());
            let to = (from + length).min(bytes.len());
            bytes.splice(from..to, put.bytes());
        }
        let (pages, rejects, _) = read(&bytes);
        prop_assert!(pages.len() + rejects.len() <= 4);
    }
}
