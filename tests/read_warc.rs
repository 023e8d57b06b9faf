//! Web archives, written by warcio from pages of our own (`tests/inputs/web/make.py`).

use std::fs;

use dyads::model::{Page, PublishedBasis, Record, Reject};
use dyads::read::Records;
use proptest::prelude::*;

fn file(name: &str) -> Vec<u8> {
    fs::read(format!("tests/inputs/web/{name}")).expect("an archive")
}

fn read(bytes: &[u8]) -> (Vec<Page>, Vec<Reject>) {
    let (mut pages, mut rejects) = (Vec::new(), Vec::new());
    for record in Records::from_reader("-", std::io::Cursor::new(bytes.to_vec())) {
        match record {
            Record::Page(page) => pages.push(*page),
            Record::Reject(reject) => rejects.push(reject),
        }
    }
    (pages, rejects)
}

#[test]
fn pages_of_a_crawl_are_read_and_the_rest_is_passed_over() {
    let (pages, rejects) = read(&file("crawl.warc.gz"));
    assert_eq!(rejects, []);
    let urls: Vec<&str> = pages.iter().filter_map(|page| page.url.as_deref()).collect();
    assert_eq!(
        urls,
        [
            "https://kavalipost.example/news/harbour-accord",
            "https://rayhan.example/a/1",
            "https://marnherald.example/2024/04/flood-bridge",
            "https://kavalipost.example/news/quiet",
            "https://sahl.example/a/77",
        ]
    );
    assert_eq!(
        pages.iter().map(|page| page.record).collect::<Vec<_>>(),
        [2, 4, 5, 9, 10],
        "records are counted as they stand in the archive"
    );
    assert!(pages[1].text.contains("بعد إغلاق دام ثلاثة أشهر"), "in chunks, Windows-1256: {}", pages[1].text);
    assert!(pages[2].text.contains("carried two houses"), "packed with gzip: {}", pages[2].text);
    assert_eq!(pages[0].id, "urn:uuid:00000000-0000-4000-8000-000000000002");
}

#[test]
fn the_day_of_the_crawl_is_not_the_day_of_publication() {
    let (pages, _) = read(&file("crawl.warc.gz"));
    assert_eq!(pages[0].published_day.map(|day| day.to_string()).as_deref(), Some("2024-03-06"));
    assert_eq!(pages[0].published_in, PublishedBasis::Html);
    assert_eq!((pages[1].published, pages[1].published_day), (None, None), "the page does not say");
    assert!(pages.iter().all(|page| page.crawled.is_some_and(|at| at.date_naive().to_string() == "2024-05-01")));
}

#[test]
fn packing_changes_nothing() {
    assert_eq!(read(&file("crawl.warc")), read(&file("crawl.warc.gz")));
}

#[test]
fn texts_of_conversions_are_pages() {
    let (pages, rejects) = read(&file("pages.warc.wet.gz"));
    assert_eq!((pages.len(), rejects.len()), (3, 0));
    assert_eq!(
        pages.iter().map(|page| page.language.as_deref()).collect::<Vec<_>>(),
        [Some("en"), Some("ar"), None],
        "of two languages neither"
    );
    assert!(pages[1].text.starts_with("الجيش يفتح جسر عين الدلب بعد الفيضانات\n"));
    assert_eq!(pages[0].publisher.as_deref(), Some("marnherald.example"));
}

#[test]
fn a_damaged_record_is_one_reject_and_the_next_is_read() {
    let whole = file("crawl.warc");
    let text = String::from_utf8_lossy(&whole).into_owned();
    // The length of the first response is too small by a hundred bytes.
    let at = text.find("WARC-Type: response").expect("a response");
    let start = text[..at].rfind("WARC/1.1").expect("its start");
    let length = text[start..].find("Content-Length: ").expect("a length") + start + "Content-Length: ".len();
    let end = text[length..].find("\r\n").expect("an end") + length;
    let wrong: usize = text[length..end].parse::<usize>().expect("a number") - 100;
    let damaged = [&whole[..length], wrong.to_string().as_bytes(), &whole[end..]].concat();
    let (pages, rejects) = read(&damaged);
    assert_eq!(pages.len(), 5, "what is whole is read");
    assert_eq!(rejects.len(), 1);
    assert!(rejects[0].record == 2 && rejects[0].reason.contains("belong to none"), "{:?}", rejects[0]);

    let without = String::from_utf8_lossy(&whole[..length]).replace("Content-Length: ", "X: ");
    let (pages, rejects) = read(&[without.as_bytes(), &whole[length..]].concat());
    assert_eq!(pages.len(), 4);
    assert!(rejects.iter().any(|reject| reject.reason.contains("how long it is")), "{rejects:?}");
}

#[test]
fn an_archive_that_is_cut_off_says_so() {
    let whole = file("crawl.warc.gz");
    let (pages, rejects) = read(&whole[..whole.len() * 3 / 4]);
    assert!(!pages.is_empty());
    assert!(rejects.len() == 1 && rejects[0].reason.contains("too early"), "{rejects:?}");
    let whole = file("crawl.warc");
    let (_, rejects) = read(&whole[..whole.len() - 400]);
    assert!(rejects.len() == 1 && rejects[0].reason.contains("the archive ends within"), "{rejects:?}");
}

#[test]
fn a_record_above_the_limit_is_skipped() {
    let records: Vec<Record> = Records::from_reader("-", std::io::Cursor::new(file("crawl.warc"))).limit(2600).collect();
    assert!(records.iter().any(|record| matches!(record, Record::Reject(reject) if reject.reason.contains("is longer than 2600 bytes"))));
    assert!(records.iter().any(|record| matches!(record, Record::Page(_))));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    /// Damage anywhere: pages and rejects, never a panic, and an end.
    #[test]
    fn damage_is_survived(cuts in prop::collection::vec((any::<prop::sample::Index>(), 0_usize..300, "[\r\n:0-9a-fA-F<WARC/]{0,12}"), 1..5)) {
        let mut bytes = file("crawl.warc");
        for (at, length, put) in cuts {
            let from = at.index(bytes.len());
            let to = (from + length).min(bytes.len());
            bytes.splice(from..to, put.bytes());
        }
        let (pages, rejects) = read(&bytes);
        prop_assert!(pages.len() + rejects.len() < 60);
    }
}
