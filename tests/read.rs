//! Reading: what becomes a page, what becomes a reject and what it says.

use std::fs;
use std::io::Write;

use dyads::model::{Page, Record, Reject};
use dyads::read::{self, Records};

/// Reads bytes as standard input would be read.
fn records(bytes: &[u8]) -> Vec<Record> {
    Records::from_reader("-", std::io::Cursor::new(bytes.to_vec())).collect()
}

fn pages(bytes: &[u8]) -> Vec<Page> {
    records(bytes)
        .into_iter()
        .map(|record| match record {
            Record::Page(page) => *page,
            Record::Reject(reject) => panic!("a reject: {}", reject.reason),
        })
        .collect()
}

/// The only record, which must be a reject.
fn rejected(bytes: &[u8]) -> Reject {
    match records(bytes).as_slice() {
        [Record::Reject(reject)] => reject.clone(),
        other => panic!("expected one reject, found {other:?}"),
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    zstd::encode_all(bytes, 1).expect("memory")
}

const LINES: &str = r#"{"id": "a", "text": "Mali thanked Russia.", "title": "Thanks", "url": "https://news.example/1", "published": "2024-01-26"}

{"id": 7, "body": "شكرت مالي روسيا.", "headline": "None", "date_publish": 1706274309, "lang": "ar_ML", "source": "Studio Tamani"}
"#;

#[test]
fn a_text_file_is_one_page() {
    let page = &pages("Mali thanked Russia.\r\nIt was Friday.\r".as_bytes())[0];
    assert_eq!(page.text, "Mali thanked Russia.\nIt was Friday.\n");
    assert_eq!((page.input.as_str(), page.record, page.title.as_deref()), ("-", 1, None));
    assert_eq!(page.id.len(), 16);
}

#[test]
fn a_byte_order_mark_is_no_part_of_the_text_nor_of_the_id() {
    let (with, without) = (&pages("\u{feff}Mali thanked Russia.".as_bytes())[0], &pages(b"Mali thanked Russia.")[0]);
    assert_eq!(with, without);
    assert_eq!(pages(format!("\u{feff}{LINES}").as_bytes()), pages(LINES.as_bytes()));
}

#[test]
fn texts_in_other_encodings_are_decoded() {
    let text = "شكرت مالي روسيا على المساعدات.\nكان ذلك يوم الجمعة.\n";
    let utf16 = |mark: &str| format!("{mark}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let windows = encoding_rs::WINDOWS_1256.encode(text).0.into_owned();
    for bytes in [utf16("\u{feff}"), utf16(""), windows] {
        assert_eq!(pages(&bytes), pages(text.as_bytes()));
    }
    let lines: Vec<u8> = LINES.encode_utf16().flat_map(u16::to_be_bytes).collect();
    assert_eq!(pages(&lines), pages(LINES.as_bytes()));
}

#[test]
fn json_lines_by_the_names_people_use() {
    let pages = pages(LINES.as_bytes());
    let [first, second] = pages.as_slice() else { panic!("two pages") };
    assert_eq!((first.id.as_str(), first.record, first.title.as_deref()), ("a", 1, Some("Thanks")));
    assert_eq!(first.publisher.as_deref(), Some("news.example"), "the address tells where nothing else does");
    assert_eq!(first.published.expect("a date").to_rfc3339(), "2024-01-26T00:00:00+00:00");
    assert_eq!((second.id.as_str(), second.record), ("7", 3), "the record number is the line number");
    assert_eq!((second.title.as_deref(), second.language.as_deref()), (None, Some("ar-ML")), "\"None\" is missing");
    assert_eq!(second.publisher.as_deref(), Some("Studio Tamani"));
    assert_eq!(second.published.expect("a date").to_rfc3339(), "2024-01-26T13:05:09+00:00");
}

#[test]
fn crlf_in_json_lines_ends_lines_and_is_no_part_of_texts() {
    assert_eq!(pages(LINES.replace('\n', "\r\n").as_bytes()), pages(LINES.as_bytes()));
    assert_eq!(pages(br#"{"text": "a\r\nb"}"#)[0].text, "a\nb");
}

#[test]
fn packed_input_is_told_by_its_first_bytes() {
    let plain = pages(LINES.as_bytes());
    assert_eq!(pages(&gzip(LINES.as_bytes())), plain);
    assert_eq!(pages(&zstd(LINES.as_bytes())), plain);
    let (first, second) = LINES.split_at(LINES.find("\n\n").expect("a blank line") + 1);
    assert_eq!(pages(&[gzip(first.as_bytes()), gzip(second.as_bytes())].concat()), plain, "gzip of several members");
    assert_eq!(pages(&[zstd(first.as_bytes()), zstd(second.as_bytes())].concat()), plain, "zstd of several frames");
    assert_eq!(pages(&gzip(b"Mali thanked Russia."))[0].text, "Mali thanked Russia.");
}

#[test]
fn a_json_document_is_read_too() {
    let list = "[\n {\"id\": 1, \"text\": \"One.\"},\n {\"id\": 2, \"text\": \"Two.\"}\n]";
    assert_eq!(pages(list.as_bytes()).iter().map(|page| page.id.as_str()).collect::<Vec<_>>(), ["1", "2"]);
    assert_eq!(pages(b"{\n  \"id\": 1,\n  \"text\": \"One.\"\n}")[0].text, "One.");
}

#[test]
fn brackets_and_braces_do_not_make_json() {
    assert_eq!(pages(b"[Photo] Mali thanked Russia.")[0].text, "[Photo] Mali thanked Russia.");
}

#[test]
fn ids_are_the_same_for_the_same_address_and_text() {
    let id = |json: &str| pages(json.as_bytes())[0].id.clone();
    let first = id(r#"{"text": "One.", "url": "https://a.example"}"#);
    assert_eq!(first, id(r#"{"url": "https://a.example", "text": "One.", "title": "T"}"#));
    assert_ne!(first, id(r#"{"text": "One.", "url": "https://b.example"}"#));
    assert_ne!(first, id(r#"{"text": "Two.", "url": "https://a.example"}"#));
}

#[test]
fn a_date_that_cannot_be_read_is_noted_and_the_page_kept() {
    let bytes = "{\"text\": \"One.\", \"date\": \"03/04/2024\"}\n{\"text\": \"Two.\", \"date\": \"None\"}\n";
    let mut records = Records::from_reader("x.jsonl", bytes.as_bytes());
    assert!(records.by_ref().all(|record| matches!(record, Record::Page(page) if page.published.is_none())));
    assert_eq!(records.notes().unread_dates, 1);
    assert_eq!(records.notes().first_unread_date.as_deref(), Some("x.jsonl, record 1: `03/04/2024`"));
}

#[test]
fn the_day_of_a_crawl_is_not_taken_for_the_day_of_publication() {
    let page = &pages(br#"{"text": "One.", "date": "2024-01-26T00:00:00Z", "dump": "CC-MAIN-2024-10"}"#)[0];
    assert_eq!(page.published, None);
}

#[test]
fn every_reject_says_what_was_found_and_how_to_mend_it() {
    for (bytes, record, expected) in [
        (&b"{\"text\": \"One.\", }"[..], 1, "line 1 is not valid JSON at column 18: trailing comma"),
        (b"\n{\"text\": \"One", 2, "every line must hold one complete object"),
        (b"{\"text\": NaN}", 1, "NaN is not JSON, write null"),
        (b"{'text': 'One.'}", 1, "names and strings take double quotes"),
        (
            b"{\"title\": \"T\", \"url\": \"u\"}",
            1,
            "no text: expected a field `text` (or body, content, maintext), or --map text=NAME; the record has: title, url",
        ),
        (b"{\"text\": \" \"}", 1, "the text (field `text`) is empty"),
        (b"{\"text\": \"None\"}", 1, "the text (field `text`) is empty"),
        (b"{\"text\": null}", 1, "the text (field `text`) is empty"),
        (b"{\"text\": 12}", 1, "the text (field `text`) must be a string or a list of paragraphs, found the number 12"),
        (b"{\"text\": [{\"p\": \"One.\"}]}", 1, "must be a string or a list of paragraphs, found a list"),
        (b"{\"text\": \"One.\"\xff\"}", 1, "not UTF-8: byte 15 of line 1 begins ff 22 7d"),
        (b"[{\"text\": \"One.\"", 1, "the list is not closed"),
        (b"One.\x01\x02\x81\x8d", 1, "not text: read as "),
        (b"", 1, "the file is empty"),
        (b" \n\n", 1, "the file holds only white space"),
        (b"PAR1\x15\0", 0, "the Parquet file can't be read"),
        (b"%PDF-1.7", 0, "a PDF"),
        (b"  <!DOCTYPE HTML><p>", 1, "the page holds no text"),
        (b"WARC/1.0\r\n", 1, "ends within a record's header"),
        (b"\x7fELF\0\0", 0, "not text: it holds zero bytes"),
    ] {
        let reject = rejected(bytes);
        assert_eq!(reject.record, record, "{}", reject.reason);
        assert!(reject.reason.contains(expected), "expected `{expected}`, found `{}`", reject.reason);
    }
}

#[test]
fn an_object_is_expected_on_every_line() {
    let records = records(b"{\"text\": \"One.\"}\n[1, 2]\n{\"text\": \"Three.\"}\n");
    assert!(matches!(&records[1], Record::Reject(reject) if reject.record == 2 && reject.reason.contains("found a list")));
    assert!(matches!(&records[2], Record::Page(page) if page.record == 3), "the run goes on");
}

#[test]
fn packed_data_that_is_cut_off_says_so() {
    for packed in [gzip(LINES.as_bytes()), zstd(LINES.as_bytes())] {
        let reject = rejected(&packed[..packed.len() / 2]);
        assert!(reject.reason.contains("packed data"), "{}", reject.reason);
    }
}

#[test]
fn a_record_above_the_limit_is_refused_without_being_held() {
    let read = |bytes: &'static [u8]| Records::from_reader("-", bytes).limit(20).collect::<Vec<_>>();
    let lines = read(b"{\"text\": \"A text that is too long.\"}\n{\"text\": \"One.\"}\n");
    assert!(matches!(&lines[0], Record::Reject(reject) if reject.reason == "line 1 is longer than 20 bytes; split the record"));
    assert!(matches!(&lines[1], Record::Page(_)));
    let text = read(b"A text that is too long for the limit.");
    assert!(matches!(&text[0], Record::Reject(reject) if reject.reason.contains("longer than 20 bytes")));
}

#[test]
fn folders_are_read_in_the_order_of_their_paths() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    fs::create_dir_all(at("b/.hidden")).expect("a folder");
    for name in ["c.txt", "b/z.txt", "b/a.txt", "B.txt", ".secret", "b/.hidden/x.txt"] {
        fs::write(at(name), name).expect("a file");
    }
    let root = folder.path().to_str().expect("a path").to_string();
    let sources = read::open(&[at("c.txt").to_str().expect("a path").into(), root.clone()]).expect("all there");
    assert_eq!((sources.len(), sources.bytes()), (4, Some(5 + 7 + 7 + 5)));
    let mut records = sources.records();
    let names: Vec<String> = records
        .by_ref()
        .map(|record| match record {
            Record::Page(page) => page.input.strip_prefix(&root).expect("below the folder").to_string(),
            Record::Reject(reject) => panic!("{}", reject.reason),
        })
        .collect();
    assert_eq!(names, ["/c.txt", "/B.txt", "/b/a.txt", "/b/z.txt"], "c.txt was named first, and is read once");
    let hashes = records.hashes();
    assert_eq!(hashes, read::hash_inputs(hashes.iter().map(|hash| hash.input.as_str())).expect("all there"));
}

#[test]
fn hashes_are_of_the_bytes_as_stored() {
    let packed = gzip(LINES.as_bytes());
    let size = packed.len() as u64;
    let mut records = Records::from_reader("x.gz", std::io::Cursor::new(packed));
    assert_eq!(records.by_ref().count(), 2);
    assert_eq!(records.hashes()[0].bytes, size);
}

#[test]
fn all_missing_inputs_are_named_at_once() {
    let empty = tempfile::tempdir().expect("a folder");
    let inputs = ["no/such/file.txt".to_string(), empty.path().to_str().expect("a path").into(), "gone.jsonl".into()];
    let Err(error) = read::open(&inputs) else { panic!("nothing is there") };
    let message = error.to_string();
    assert_eq!(error.problems.len(), 3);
    assert!(message.contains("no/such/file.txt: there is no such file or folder"), "{message}");
    assert!(message.contains("the folder holds no files"), "{message}");
    assert!(message.contains("gone.jsonl"), "{message}");
    assert!(read::open(&[]).is_err());
}

#[test]
fn a_file_that_goes_away_before_it_is_read_is_a_reject() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.txt");
    fs::write(&path, "One.").expect("a file");
    let sources = read::open(&[path.to_str().expect("a path").into()]).expect("there");
    fs::remove_file(&path).expect("a file");
    let records: Vec<Record> = sources.records().collect();
    assert!(matches!(records.as_slice(), [Record::Reject(reject)] if reject.record == 0 && reject.reason.contains("no such file")));
}
