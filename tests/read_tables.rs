//! Reading tables: CSV and Parquet as the libraries write them that people use (`tests/inputs/make.py`), and what is wrong with others.

use std::collections::BTreeMap;

use dyads::model::{Page, Record, Reject};
use dyads::read::{self, Assignment, Mapping, Notes, Records};

fn mapping(map: &[&str]) -> Mapping {
    Mapping::new(&map.iter().map(|text| text.parse().expect("an assignment")).collect::<Vec<Assignment>>())
}

fn sorted(records: impl Iterator<Item = Record>) -> (Vec<Page>, Vec<Reject>) {
    let (mut pages, mut rejects) = (Vec::new(), Vec::new());
    for record in records {
        match record {
            Record::Page(page) => pages.push(*page),
            Record::Reject(reject) => rejects.push(reject),
        }
    }
    (pages, rejects)
}

/// The pages of a file in `tests/inputs`, which has no rejects.
fn file(name: &str, map: &[&str]) -> Vec<Page> {
    let sources = read::open(&[format!("tests/inputs/{name}")]).expect("the file");
    let (pages, rejects) = sorted(sources.records().mapping(mapping(map)));
    assert_eq!(rejects, [], "{name}");
    pages
}

fn text(bytes: impl Into<Vec<u8>>, map: &[&str]) -> (Vec<Page>, Vec<Reject>, Notes) {
    let mut records = Records::from_reader("-", std::io::Cursor::new(bytes.into())).mapping(mapping(map));
    let (pages, rejects) = sorted(records.by_ref());
    (pages, rejects, records.notes().clone())
}

fn pages(bytes: &str) -> Vec<Page> {
    let (pages, rejects, _) = text(bytes, &[]);
    assert_eq!(rejects, [], "{bytes}");
    pages
}

fn reason(bytes: &str, map: &[&str]) -> String {
    match text(bytes, map) {
        (pages, rejects, _) if pages.is_empty() && rejects.len() == 1 && rejects[0].record == 0 => rejects[0].reason.clone(),
        (pages, rejects, _) => panic!("expected one refusal, found {pages:?} {rejects:?}"),
    }
}

fn day(page: &Page) -> String {
    page.published_day.map_or("-".into(), |day| day.to_string())
}

#[test]
fn pandas_writes_the_same_articles_in_four_formats() {
    let csv = file("pandas.csv", &[]);
    assert_eq!(csv.iter().map(day).collect::<Vec<_>>(), ["2024-01-24", "-", "2024-02-21"], "NaN is missing");
    assert_eq!(csv[0].id, "t-1");
    assert!(csv[0].text.contains("Tuesday.\n\"We will"), "a line break and quotation marks in a cell: {}", csv[0].text);
    assert_eq!(csv[0].publisher.as_deref(), Some("Example Wire"), "`source` is an outlet here");
    assert_eq!((csv[2].title.as_deref(), csv[2].language.as_deref()), (None, Some("ar")));
    let facts =
        |pages: &[Page]| pages.iter().map(|p| (p.id.clone(), p.text.clone(), day(p), p.title.clone(), p.url.clone())).collect::<Vec<_>>();
    for other in ["pandas.tsv", "pandas.jsonl", "pandas.json"] {
        assert_eq!(facts(&file(other, &[])), facts(&csv), "{other}");
    }
}

#[test]
fn semicolons_a_mark_and_days_in_digits_whose_order_a_vote_tells() {
    let pages = file("polars.csv", &[]);
    // 04/03/2024 is in March, as 24/01/2024 and 21/02/2024 show.
    assert_eq!(pages.iter().map(day).collect::<Vec<_>>(), ["2024-01-24", "2024-03-04", "2024-02-21"]);
    assert_eq!(pages[1].title.as_deref(), Some("Rebels shell Kadesh; five killed"));
}

#[test]
fn the_order_of_day_and_month() {
    let table = |days: &[&str]| {
        let rows: Vec<String> = days.iter().enumerate().map(|(i, day)| format!("{i},Text {i}.,{day}\n")).collect();
        let (pages, _, notes) = text(format!("id,text,date\n{}", rows.concat()), &[]);
        (pages.iter().map(day).collect::<Vec<_>>(), notes.unread_dates)
    };
    assert_eq!(table(&["03/04/2024", "26/01/2024"]), (vec!["2024-04-03".into(), "2024-01-26".into()], 0));
    assert_eq!(table(&["01/26/2024", "03/04/2024"]), (vec!["2024-01-26".into(), "2024-03-04".into()], 0), "told before it is asked");
    assert_eq!(table(&["03/04/2024", "05/06/2024"]), (vec!["-".into(), "-".into()], 2), "nothing tells");
    let both = table(&["03/04/2024", "26/01/2024", "01/26/2024"]);
    assert_eq!(both, (vec!["-".into(), "2024-01-26".into(), "2024-01-26".into()], 1), "a column that is at odds with itself");
    // The row that decides is behind the four hundredth.
    let mut many = vec!["03/04/2024"; 400];
    many.push("13/04/2024");
    let (days, unread) = table(&many);
    assert_eq!((days[0].as_str(), days.len(), unread), ("2024-04-03", 401, 0));
}

#[test]
fn delimiters_are_told_by_the_names() {
    for delimiter in [',', ';', '\t', '|'] {
        let table = "id,title,text\n7,A title,A text\n".replace(',', &delimiter.to_string());
        let pages = pages(&table);
        assert_eq!((pages[0].id.as_str(), pages[0].text.as_str()), ("7", "A text"), "{table}");
    }
    assert_eq!(pages("sep=;\ntitle;text\nA, b;One, two; three\n".replace("; three", "").as_str())[0].text, "One, two");
    assert_eq!(pages("\u{feff}text,date\r\nOne.,2024-01-26\r\n")[0].text, "One.", "a mark, and line ends of Windows");
    let tabs = pages("title\ttext\nA\t\"Stop\" was all he said\nB\tTwo.\n");
    assert_eq!(tabs.len(), 2);
}

#[test]
fn prose_with_commas_is_no_table() {
    for prose in [
        "Mali, Niger and Chad, he said, were ready.\nOthers, too, agreed, he added, and left.\nThe talks, held in Gao, ended, sources said.\n",
        "Title, date and text\n\nThe editor asked for a title, a date and a text, and no more. It was Monday.\n",
        "BAMAKO, January 26, 2024\n\nMali thanked Russia, the minister said; it was a good day.\n",
        "One; two; three\nfour; five; six\nseven; eight; nine\n",
        "A | B\nshared\n",
    ] {
        let pages = pages(prose);
        assert_eq!((pages.len(), pages[0].text.as_str()), (1, prose));
    }
}

#[test]
fn rows_that_do_not_fit_are_rejects_and_the_others_are_read() {
    let (pages, rejects, _) = text("id,title,text\n1,A,One.\n2,B\n3,C,Three.,more\n4,D,Four.,\n5,E,\n6,F,\"Six\nlines.\"\n", &[]);
    assert_eq!(pages.iter().map(|page| page.id.as_str()).collect::<Vec<_>>(), ["1", "4", "6"], "an empty cell at the end is not too much");
    let told: BTreeMap<u64, &str> = rejects.iter().map(|reject| (reject.record, reject.reason.as_str())).collect();
    assert_eq!(told[&2], "the row at line 3 has 2 cells and the table 3 columns");
    assert_eq!(told[&3], "the row at line 4 has 4 cells and the table 3 columns");
    assert!(told[&5].starts_with("no text"), "{}", told[&5]);
    let (pages, rejects, _) = text("id,text\n1,\"Not closed\n2,Two.\n3,Three.\n", &[]);
    assert!(pages.len() + rejects.len() == 1, "{pages:?} {rejects:?}");
}

#[test]
fn a_cell_above_the_limit_is_passed_over() {
    let long = format!("id,text\n1,{}\n2,Two.\n", "word ".repeat(20_000));
    let records = Records::from_reader("-", std::io::Cursor::new(long.into_bytes())).limit(50_000);
    let (pages, rejects) = sorted(records);
    assert_eq!((pages.len(), pages[0].id.as_str(), rejects[0].record), (1, "2", 1));
    assert!(rejects[0].reason.contains("the row at line 2 is longer than 50000 bytes"), "{}", rejects[0].reason);
}

#[test]
fn a_stray_zero_byte_does_not_stop_a_table() {
    let table = format!("id,text\n1,O\0ne {}\n", "word ".repeat(50));
    assert!(pages(&table)[0].text.starts_with("One word"));
}

#[test]
fn a_table_without_text_is_refused_once() {
    let sources = read::open(&["tests/inputs/artlist.csv".to_string()]).expect("the file");
    let (pages, rejects) = sorted(sources.records());
    assert_eq!((pages.len(), rejects.len(), rejects[0].record), (0, 1, 0));
    assert!(rejects[0].reason.contains("title and url but no text"), "{}", rejects[0].reason);
    let media = "id,indexed_date,language,media_name,publish_date,title,url\n1,2024-01-02,en,Wire,2024-01-01,A,https://a.example\n";
    assert!(reason(media, &[]).contains("title and url but no text"));
}

#[test]
fn a_table_without_a_header() {
    let sources = |map: &[&str]| read::open(&["tests/inputs/bare.csv".to_string()]).expect("the file").records().mapping(mapping(map));
    let (_, rejects) = sorted(sources(&[]));
    assert!(rejects[0].reason.contains("a table of 3 columns") && rejects[0].reason.contains("--map text=3"), "{}", rejects[0].reason);
    let pages = file("bare.csv", &["text=3", "published=2", "id=1"]);
    assert_eq!((pages.len(), pages[0].id.as_str(), day(&pages[1]).as_str()), (3, "t-1", "2024-03-04"));
    assert!(pages[0].text.starts_with("Torvania opened"));
    let (_, rejects) = sorted(sources(&["text=3", "published=9"]));
    assert!(rejects[0].reason.contains("no column `9`"), "{}", rejects[0].reason);
}

#[test]
fn trafilatura_writes_tables_without_a_header() {
    let pages = file("web/trafilatura.csv", &[]);
    assert_eq!(pages.iter().map(day).collect::<Vec<_>>(), ["2024-04-14", "2024-04-14"]);
    assert_eq!((pages[0].publisher.as_deref(), pages[0].id.len()), (Some("marnherald.example"), 16));
    assert!(pages[0].text.starts_with("Soldiers from the engineers"), "{}", pages[0].text);
}

#[test]
fn a_page_as_it_was_fetched_in_a_column() {
    let page = "<html><head><title>A</title></head><body><article><p>Torvania opened its border to aid convoys on Tuesday, the minister said.</p>\
                <p>Five convoys had waited there for a week, and a sixth was on its way.</p></article></body></html>";
    let (pages, rejects, _) = text(format!("url,html\nhttps://news.example/2024/01/24/a,{page:?}\n").replace("\\\"", "\"\""), &[]);
    assert_eq!(rejects, []);
    assert!(pages[0].text.starts_with("Torvania opened") && !pages[0].text.contains('<'), "{:?}", pages[0]);
    assert_eq!(pages[0].url.as_deref(), Some("https://news.example/2024/01/24/a"));
}

#[test]
fn columns_are_mapped_by_hand() {
    let table = "Nr;Überschrift;Vorspann;Inhalt\n7;Eine Zeile;Erst.;Dann.\n";
    let (pages, rejects, _) = text(table, &["text=Vorspann+Inhalt", "title=überschrift", "id=Nr"]);
    assert_eq!(rejects, []);
    assert_eq!((pages[0].text.as_str(), pages[0].title.as_deref(), pages[0].id.as_str()), ("Erst.\n\nDann.", Some("Eine Zeile"), "7"));
    let wrong = reason("title,text,body\nA,One.,Two.\n", &["text=boddy"]);
    assert!(wrong.starts_with("no column `boddy` (--map text=boddy); did you mean `body`?"), "{wrong}");
}

#[test]
fn an_old_encoding_of_a_table() {
    let pages = file("windows1256.csv", &["title=العنوان"]);
    assert_eq!(pages[0].title.as_deref(), Some("وزير خارجية تورفانيا يزور قادش"));
    assert!(pages[0].text.starts_with("وصل وزير"));
    let utf16: Vec<u8> = "\u{feff}text,title\nOne.,A\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let (pages, rejects, _) = text(utf16, &[]);
    assert_eq!((rejects.len(), pages[0].text.as_str()), (0, "One."));
}

#[test]
fn the_day_of_a_crawl_is_a_bound_and_no_day_of_publication() {
    for page in file("fineweb.parquet", &[]) {
        assert_eq!(page.published, None);
        assert!(page.crawled.is_some() && page.url.is_some() && page.id.starts_with("<urn:uuid:t-"), "{page:?}");
    }
}

#[test]
fn a_set_of_news_as_polars_writes_it() {
    let pages = file("cc_news.parquet", &[]);
    assert_eq!(pages.iter().map(day).collect::<Vec<_>>(), ["2024-01-24", "-", "2024-02-21"]);
    assert!(pages[0].text.starts_with("Torvania opened"), "the text, not the description");
    assert_eq!(pages[2].publisher.as_deref(), Some("akhbar.example"));
}

#[test]
fn fields_within_fields_lists_of_paragraphs_and_columns_of_few_values() {
    let pages = file("nested.parquet", &[]);
    assert_eq!((pages[0].url.as_deref(), pages[0].id.as_str()), (Some("https://news.example/world/torvania-border"), "urn:t-1"));
    assert_eq!((pages[2].language.as_deref(), pages[2].publisher.as_deref()), (Some("ar"), Some("أخبار المثال")));
    assert!(pages[0].text.contains("Tuesday.\n\"We"));
    assert_eq!(pages[0].crawled.map(|at| at.date_naive().to_string()).as_deref(), Some("2024-05-01"));
    let mapped = file("nested.parquet", &["id=metadata.warc_headers.warc-target-uri", "published=metadata.warc_headers.warc-date"]);
    assert_eq!((mapped[0].id.as_str(), day(&mapped[0]).as_str()), ("https://news.example/world/torvania-border", "2024-05-01"));
}

#[test]
fn times_of_every_type() {
    for column in ["s", "ms", "us", "ns", "utc", "east", "seconds", "nanos", "digits", "view"] {
        let page = &file("times.parquet", &[&format!("published={column}")])[0];
        let at = page.published.unwrap_or_else(|| panic!("{column} is read"));
        assert_eq!(at.to_rfc3339(), "2024-01-24T22:30:00+00:00", "{column}");
        assert_eq!(day(page), if column == "east" { "2024-01-25" } else { "2024-01-24" }, "{column}: the day at the publisher");
    }
    for column in ["day", "day64"] {
        assert_eq!(day(&file("times.parquet", &[&format!("published={column}")])[0]), "2024-01-24", "{column}");
    }
}

#[test]
fn every_packing_of_parquet() {
    let plain = file("codec_snappy.parquet", &[]);
    assert_eq!(plain.len(), 3);
    for codec in ["gzip", "zstd", "lz4"] {
        let texts = |pages: &[Page]| pages.iter().map(|page| page.text.clone()).collect::<Vec<_>>();
        assert_eq!(texts(&file(&format!("codec_{codec}.parquet"), &[])), texts(&plain), "{codec}");
    }
}

#[test]
fn parquet_from_a_stream_is_laid_aside_first() {
    let bytes = std::fs::read("tests/inputs/cc_news.parquet").expect("the file");
    let (pages, rejects, _) = text(bytes.clone(), &[]);
    assert_eq!((pages.len(), rejects.len()), (3, 0));
    assert_eq!(text(zstd::encode_all(&bytes[..], 1).expect("memory"), &[]).0.len(), 3, "packed");
    let cut = &bytes[..bytes.len() - 100];
    let (pages, rejects, _) = text(cut, &[]);
    assert_eq!((pages.len(), rejects.len(), rejects[0].record), (0, 1, 0));
    assert!(rejects[0].reason.contains("the Parquet file can't be read"), "{}", rejects[0].reason);
}

#[test]
fn a_parquet_file_without_text_or_without_the_column_named() {
    let refused = |map: &[&str]| {
        let sources = read::open(&["tests/inputs/times.parquet".to_string()]).expect("the file");
        sorted(sources.records().mapping(mapping(map))).1.remove(0).reason
    };
    assert!(refused(&["text=txt"]).contains("no column `txt` (--map text=txt); did you mean `text`?"), "{}", refused(&["text=txt"]));
}
