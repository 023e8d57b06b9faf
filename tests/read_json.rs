//! Reading JSON: lists and the answers of news services, the names fields go by, and columns mapped by hand.

use dyads::model::{Page, PublishedBasis, Record, Reject};
use dyads::read::{self, Assignment, Mapping, Notes, Records};

fn read(bytes: impl Into<Vec<u8>>, map: &[&str]) -> (Vec<Page>, Vec<Reject>, Notes) {
    let map: Vec<Assignment> = map.iter().map(|text| text.parse().expect("an assignment")).collect();
    let mut records = Records::from_reader("-", std::io::Cursor::new(bytes.into())).mapping(Mapping::new(&map));
    let (mut pages, mut rejects) = (Vec::new(), Vec::new());
    for record in records.by_ref() {
        match record {
            Record::Page(page) => pages.push(*page),
            Record::Reject(reject) => rejects.push(reject),
        }
    }
    (pages, rejects, records.notes().clone())
}

/// The page of one object.
fn page(object: &str) -> Page {
    let (pages, rejects, _) = read(object, &[]);
    assert_eq!((pages.len(), &rejects), (1, &vec![]), "{object}");
    pages[0].clone()
}

fn day(page: &Page) -> String {
    page.published_day.map_or("-".into(), |day| day.to_string())
}

fn crawled(page: &Page) -> String {
    page.crawled.map_or("-".into(), |at| at.date_naive().to_string())
}

#[test]
fn answers_of_news_services() {
    for (name, first, outlet) in [("service.json", "One", "Example Wire"), ("results.json", "t-1", "Example Wire")] {
        let sources = read::open(&[format!("tests/inputs/{name}")]).expect("the file");
        let pages: Vec<Page> = sources.records().map(|r| if let Record::Page(page) = r { *page } else { panic!("{r:?}") }).collect();
        assert_eq!(pages.iter().map(day).collect::<Vec<_>>(), ["2024-01-24", "2024-03-04", "2024-02-21"], "{name}");
        assert_eq!((pages[0].publisher.as_deref(), pages[2].record), (Some(outlet), 3), "{name}: a source with a name, or a title");
        assert!(first == "One" || pages[0].id == first);
    }
    // One answer a line, as scripts collect them; and one after the other.
    let answer = |n: usize| {
        format!(
            "{{\"status\": \"ok\", \"articles\": [{{\"id\": \"{n}a\", \"text\": \"One.\"}}, {{\"id\": \"{n}b\", \"text\": \"Two.\"}}]}}\n"
        )
    };
    let (pages, rejects, _) = read([answer(1), answer(2)].concat(), &[]);
    assert_eq!((pages.iter().map(|page| page.id.as_str()).collect::<Vec<_>>(), rejects.len()), (vec!["1a", "1b", "2a", "2b"], 0));
    // A record that has a list of its own is a record.
    assert_eq!(page(r#"{"text": "One.", "articles": [{"text": "Not this."}]}"#).text, "One.");
    assert_eq!(page(r#"{"concepts": [{"label": "x"}], "body": "One.", "id": 3}"#).id, "3");
}

#[test]
fn a_list_is_read_object_by_object() {
    let texts = |bytes: &str| read(bytes, &[]).0.iter().map(|page| page.text.clone()).collect::<Vec<_>>();
    assert_eq!(texts("[]"), Vec::<String>::new());
    assert_eq!(
        texts("\u{feff}[{\"text\": \"a ]}[{, \\\" \\\\\"}\n,\n {\"text\": \"b\", \"x\": {\"y\": [1, {\"z\": \"]\"}]}}]"),
        ["a ]}[{, \" \\", "b"]
    );
    let (pages, rejects, _) = read("[{\"text\": \"One.\"}, {\"text\": }, 5, \"six\", [7], null, {\"text\": \"Two.\"}]", &[]);
    assert_eq!(pages.iter().map(|page| (page.text.as_str(), page.record)).collect::<Vec<_>>(), [("One.", 1), ("Two.", 7)], "{rejects:?}");
    let told: Vec<&str> = rejects.iter().map(|reject| reject.reason.as_str()).collect();
    assert!(told[0].starts_with("object 2 of the list is not valid JSON at line 1, column 10 of it"), "{told:?}");
    assert_eq!(rejects.iter().map(|reject| reject.record).collect::<Vec<_>>(), [2, 3, 4, 5, 6]);
    assert!(told[1].contains("found the number 5") && told[3].contains("found a list"), "{told:?}");
    let (pages, rejects, _) = read("[{\"text\": \"One.\"}, {\"text\": \"Tw", &[]);
    assert_eq!((pages.len(), rejects[0].record), (1, 2));
    assert!(rejects[0].reason.contains("the file ends in object 2"), "{}", rejects[0].reason);
}

#[test]
fn an_object_above_the_limit_is_passed_over() {
    let long = format!("[{{\"text\": \"One.\"}}, {{\"text\": \"{}\"}}, {{\"text\": \"Three.\"}}]", "long ".repeat(50_000));
    let records: Vec<Record> = Records::from_reader("-", std::io::Cursor::new(long.into_bytes())).limit(1000).collect();
    assert!(matches!(&records[1], Record::Reject(reject) if reject.record == 2 && reject.reason.contains("longer than 1000 bytes")));
    assert!(matches!(&records[2], Record::Page(page) if page.text == "Three."));
}

#[test]
fn texts_by_the_names_they_go_by() {
    for (object, text) in [
        (r#"{"text": "The page.", "maintext": "The body."}"#, "The body."),
        (r#"{"raw_text": "Raw.", "text": "Clean.", "description": "About."}"#, "Clean."),
        (r#"{"event_text": "Told.", "id": 1}"#, "Told."),
        (r#"{"LP": "The lead.", "TD": "The rest.", "HD": "H"}"#, "The lead.\n\nThe rest."),
        (r#"{"content": ["One.", "Two."]}"#, "One.\nTwo."),
        (r#"{"text": "None", "content": "NaN", "description": "About."}"#, "About."),
        (r#"{"content:encoded": "Long.", "description": "Short."}"#, "Long."),
    ] {
        assert_eq!(page(object).text, text, "{object}");
    }
    let (_, _, notes) = read(r#"{"title": "T", "description": "About."}"#, &[]);
    assert_eq!(notes.teasers, 1);
}

#[test]
fn days_of_publication_and_of_the_crawl() {
    for (object, published, fetched) in [
        (r#"{"text": "x", "date_publish": "2024-01-26 10:00:00", "date_download": "2024-02-01 10:00:00"}"#, "2024-01-26", "2024-02-01"),
        (r#"{"text": "x", "date_publish": "None", "date_download": "2024-02-01 10:00:00"}"#, "-", "2024-02-01"),
        (r#"{"text": "x", "date": "2024-01-26", "filedate": "2024-11-23"}"#, "2024-01-26", "2024-11-23"),
        (r#"{"text": "x", "publish_date": "2024-01-26", "indexed_date": "2024-01-27T00:00:00"}"#, "2024-01-26", "2024-01-27"),
        (r#"{"text": "x", "seendate": "20240126T101500Z"}"#, "-", "2024-01-26"),
        (
            r#"{"text": "x", "dateTime": "2024-01-27T00:00:00Z", "dateTimePub": "2024-01-26T00:00:00Z", "date": "2024-01-27"}"#,
            "2024-01-26",
            "2024-01-27",
        ),
        (r#"{"text": "x", "timestamp": "2020-01-26T00:00:00Z", "source": "mC4", "url": "https://a.example/b"}"#, "-", "2020-01-26"),
        (r#"{"text": "x", "timestamp": 1706274309, "source": "Studio"}"#, "2024-01-26", "-"),
        (
            r#"{"content": "x", "warc_headers": {"warc-date": "2022-05-01T00:00:00Z", "warc-target-uri": "https://a.example"}}"#,
            "-",
            "2022-05-01",
        ),
        (r#"{"text": "x", "meta": {"date": "2024-01-26"}}"#, "2024-01-26", "-"),
        (r#"{"text": "x", "Publication Date": "January 26, 2024 Friday"}"#, "2024-01-26", "-"),
    ] {
        let page = page(object);
        assert_eq!((day(&page).as_str(), crawled(&page).as_str()), (published, fetched), "{object}");
        assert_eq!(page.published_in, PublishedBasis::Metadata);
    }
}

#[test]
fn a_source_is_an_address_an_outlet_or_a_corpus() {
    let facts = |object: &str| {
        let page = page(object);
        (page.url.unwrap_or_default(), page.publisher.unwrap_or_default())
    };
    assert_eq!(facts(r#"{"text": "x", "source": "https://www.a.example/b"}"#), ("https://www.a.example/b".into(), "a.example".into()));
    assert_eq!(facts(r#"{"text": "x", "source": "Studio Tamani"}"#), (String::new(), "Studio Tamani".into()));
    assert_eq!(facts(r#"{"text": "x", "source": "OSCAR-2301", "url": "https://a.example/b"}"#).1, "a.example");
    assert_eq!(facts(r#"{"text": "x", "source": {"uri": "a.example", "title": "The A"}}"#).1, "The A");
    assert_eq!(facts(r#"{"text": "x", "uri": "eng-123"}"#), (String::new(), String::new()));
    assert_eq!(page(r#"{"text": "x", "uri": "eng-123"}"#).id, "eng-123");
    assert_eq!(page(r#"{"text": "x", "metadata": {"identification": {"label": "ar", "prob": 0.9}}}"#).language.as_deref(), Some("ar"));
}

#[test]
fn fields_are_mapped_by_hand() {
    let object = r#"{"lead": "First.", "story": "Then.", "text": "Furniture.", "meta": {"when": "2024-01-26", "link.url": "https://a.example/b"}, "no": 7}"#;
    let (pages, rejects, notes) = read(object, &["text=lead+story", "published=meta.when", "url=meta.link.url", "id=no", "title=Kicker"]);
    assert_eq!(rejects, []);
    let page = &pages[0];
    assert_eq!((page.text.as_str(), day(page).as_str(), page.id.as_str()), ("First.\n\nThen.", "2024-01-26", "7"));
    assert_eq!(page.url.as_deref(), Some("https://a.example/b"));
    let absent: Vec<&str> = notes.absent.values().map(String::as_str).collect();
    assert!(absent.len() == 1 && absent[0].starts_with("no column `Kicker` (--map title=Kicker)"), "{absent:?}");
    let (_, rejects, _) = read(object, &["text=storry"]);
    assert!(rejects[0].reason.contains("no column `storry` (--map text=storry); did you mean `story`?"), "{}", rejects[0].reason);
    // One that only some records have is there.
    let (pages, _, notes) = read("{\"text\": \"a\"}\n{\"text\": \"b\", \"when\": \"2024-01-26\"}\n", &["published=when"]);
    assert_eq!((pages.iter().map(day).collect::<Vec<_>>(), notes.absent.len()), (vec!["-".into(), "2024-01-26".into()], 0));
}
