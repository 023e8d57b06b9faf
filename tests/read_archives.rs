//! Archives, patterns and folders of files of all kinds: every file is a document of its own, and what is none is told.

use std::fs;
use std::io::Write;

use dyads::model::Record;
use dyads::read::{self, Records};

/// What became of each record: the input, the record's number, and the text or the reason.
fn told(records: impl Iterator<Item = Record>) -> Vec<(String, u64, String)> {
    let short = |text: &str| text.chars().take(40).collect::<String>();
    records
        .map(|record| match record {
            Record::Page(page) => (page.input.clone(), page.record, short(&page.text.replace('\n', " "))),
            Record::Reject(reject) => (reject.input.clone(), reject.record, format!("! {}", reject.reason)),
        })
        .collect()
}

fn open(input: &str) -> Vec<(String, u64, String)> {
    told(read::open(&[input.to_string()]).expect("the file").records())
}

/// The lines of a crawl's archive, which hold the same files as a zip and as a tar.
fn check(prefix: &str, found: &[(String, u64, String)]) {
    let expected = [
        ("a.txt", 1, "Torvania opened its border to aid convoy"),
        ("b.jsonl.gz", 1, "Torvania opened its border to aid convoy"),
        ("b.jsonl.gz", 2, "Rebels shelled the town of Kadesh on Mon"),
        ("b.jsonl.gz", 3, "وصل وزير خارجية تورفانيا إلى قادش يوم ال"),
        ("c.csv", 1, "Torvania thanked Kadesh."),
        ("c.csv", 2, "! the row at line 3 has 1 cells and the table 2 columns"),
        ("d.png", 0, "! this is a picture (PNG), not text"),
        ("e.parquet", 1, "Torvania opened its border to aid convoy"),
    ];
    let expected: Vec<(String, u64, String)> =
        expected.iter().map(|(name, record, text)| (format!("{prefix}/crawl/{name}"), *record, (*text).to_string())).collect();
    assert_eq!(found, expected);
}

#[test]
fn a_zip_archive() {
    let found = open("tests/inputs/crawl.zip");
    check("tests/inputs/crawl.zip", &found[..8]);
    assert_eq!(found.len(), 9, "hidden files and the finder's are skipped: {found:?}");
    assert_eq!(found[8].2, "! this is a zip archive within an archive: unpack the outer one first");
}

#[test]
fn a_tar_archive_packed() {
    let found = open("tests/inputs/crawl.tar.gz");
    check("tests/inputs/crawl.tar.gz", &found[..8]);
    assert!(found[8].0.ends_with("long-name.txt") && found[8].0.len() > 200 && found[8].2 == "Kadesh.", "{found:?}");
    assert!(found[9].2.contains("a link within the archive") && found.len() == 10, "{found:?}");
}

#[test]
fn archives_from_a_stream_and_in_other_packings() {
    let zip = fs::read("tests/inputs/crawl.zip").expect("the file");
    let stream = |bytes: Vec<u8>| told(Records::from_reader("-", std::io::Cursor::new(bytes)));
    check("-", &stream(zip)[..8]);
    let mut tar = Vec::new();
    std::io::Read::read_to_end(&mut flate2::read::GzDecoder::new(fs::File::open("tests/inputs/crawl.tar.gz").expect("the file")), &mut tar)
        .expect("a tar");
    check("-", &stream(tar.clone())[..8]);
    check("-", &stream(zstd::encode_all(&tar[..], 1).expect("memory"))[..8]);
}

#[test]
fn a_broken_file_in_an_archive_is_a_reject_and_the_rest_is_read() {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, text) in [("a.txt", "Mali thanked Russia."), ("b.txt", "Chad thanked Niger."), ("c.txt", "Peru thanked Chile.")] {
        zip.start_file(name, stored).expect("memory");
        zip.write_all(text.as_bytes()).expect("memory");
    }
    let mut bytes = zip.finish().expect("memory").into_inner();
    let at = bytes.windows(4).position(|window| window == b"Chad").expect("stored as it is");
    bytes[at] = b'X';
    let found = told(Records::from_reader("x.zip", std::io::Cursor::new(bytes)));
    assert_eq!((found[0].2.as_str(), found[2].2.as_str()), ("Mali thanked Russia.", "Peru thanked Chile."), "{found:?}");
    assert!(found[1].0 == "x.zip/b.txt" && found[1].2.contains("damaged"), "{found:?}");
    // Cut off in the last file.
    let mut tar = tar::Builder::new(Vec::new());
    for (name, text) in [("a.txt", "Mali thanked Russia."), ("b.txt", "Chad thanked Niger.")] {
        let mut header = tar::Header::new_gnu();
        header.set_size(text.len() as u64);
        tar.append_data(&mut header, name, text.as_bytes()).expect("memory");
    }
    let bytes = tar.into_inner().expect("memory");
    let found = told(Records::from_reader("x.tar", std::io::Cursor::new(bytes[..1024 + 512 + 5].to_vec())));
    assert_eq!(found[0].2, "Mali thanked Russia.");
    assert!(found.len() >= 2 && found[1].2.starts_with('!'), "{found:?}");
    let found = told(Records::from_reader("x.zip", &b"PK\x03\x04 and nothing more"[..]));
    assert!(found[0].2.contains("the zip archive can't be opened"), "{found:?}");
}

#[test]
fn a_file_in_an_archive_holds_to_the_limit_of_a_record() {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, times) in [("bomb.txt", 4_000_000), ("b.txt", 1)] {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).expect("memory");
        zip.write_all("Mali ".repeat(times).as_bytes()).expect("memory");
    }
    let bytes = zip.finish().expect("memory").into_inner();
    let records = Records::from_reader("x.zip", std::io::Cursor::new(bytes)).limit(100_000);
    let found = told(records);
    assert!(found[0].2.contains("longer than 100000 bytes") && found[1].2 == "Mali ", "{found:?}");
}

#[test]
fn an_archive_that_is_left_early_does_no_harm() {
    let mut records = read::open(&["tests/inputs/crawl.tar.gz".to_string()]).expect("the file").records();
    assert!(records.next().is_some());
    drop(records);
}

#[test]
fn documents_of_an_office_are_no_archives_of_texts() {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for name in ["[Content_Types].xml", "word/document.xml"] {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).expect("memory");
        zip.write_all(b"<x/>").expect("memory");
    }
    let found = told(Records::from_reader("x.docx", std::io::Cursor::new(zip.finish().expect("memory").into_inner())));
    assert_eq!(found.len(), 1);
    assert!(found[0].2.contains("an office document"), "{found:?}");
}

#[test]
fn patterns_that_the_shell_left_as_they_are() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    fs::create_dir_all(at("b/c")).expect("a folder");
    for name in ["b.txt", "a.txt", "b/x.txt", "b/c/y.txt", ".hidden.txt", "a.jsonl", "odd[1].txt"] {
        fs::write(at(name), if name.ends_with("jsonl") { "{\"text\": \"x\"}" } else { "Text." }).expect("a file");
    }
    let names = |pattern: &str| {
        let sources = read::open(&[at(pattern)]).expect("matches");
        sources.names().map(|name| name[folder.path().to_string_lossy().len() + 1..].to_string()).collect::<Vec<_>>()
    };
    assert_eq!(names("*.txt"), ["a.txt", "b.txt", "odd[1].txt"]);
    assert_eq!(names("**/*.txt"), ["a.txt", "b.txt", "b/c/y.txt", "b/x.txt", "odd[1].txt"]);
    assert_eq!(names("b*"), ["b.txt", "b/c/y.txt", "b/x.txt"], "a folder that is matched is read whole");
    assert_eq!(names("odd[1].txt"), ["odd[1].txt"], "a file of that very name is that file");
    let Err(error) = read::open(&[at("*.csv")]) else { panic!("nothing matches") };
    assert!(error.to_string().contains("the pattern matches no file"), "{error}");
    let Err(error) = read::open(&[at("***")]) else { panic!("no pattern") };
    assert!(error.to_string().contains("not a pattern"), "{error}");
}

#[test]
fn a_folder_of_all_kinds() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, bytes) in [
        ("a.jpg", &b"\xff\xd8\xff\xe0\0\x10JFIF"[..]),
        ("b.txt", b"Mali thanked Russia."),
        (".DS_Store", b"\0\0\0\x01Bud1"),
        ("c.db", b"SQLite format 3\0\x10\0"),
        ("d.txt", b"ORCHARDS in Torvania were flooded."),
        ("e.woff2", b"wOF2\0\x01\0\0"),
    ] {
        fs::write(folder.path().join(name), bytes).expect("a file");
    }
    let found = open(&folder.path().to_string_lossy());
    let said: Vec<&str> = found.iter().map(|(_, _, said)| said.as_str()).collect();
    assert_eq!(
        said,
        [
            "! this is a picture (JPEG), not text",
            "Mali thanked Russia.",
            "! this is an SQLite database: export the table as CSV",
            "ORCHARDS in Torvania were flooded.",
            "! this is a font, not text",
        ]
    );
}
