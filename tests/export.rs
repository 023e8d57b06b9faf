//! `dyads export`: the columns of each set, what stands in them, and what is left out.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use arrow_array::{Array, RecordBatch};
use arrow_schema::DataType;
use assert_cmd::Command;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use tempfile::TempDir;

/// Articles made up for these tests.
const NEWS: &str = r#"{"id": "aid", "url": "https://wire.example/aid", "publisher": "Example Wire", "published": "2024-01-26", "text": "Russia delivered military aid to Burkina Faso\nOuagadougou - Russia delivered military aid to Burkina Faso on Tuesday.\nGunmen attacked the army in Djibo, Burkina Faso, on Wednesday."}
{"id": "protest", "url": "https://news.example/protest", "publisher": "Example News", "published": "2024-01-27T10:15:00Z", "text": "Students rallied against the government in Nairobi, Kenya, on Friday. Police in Kenya arrested protesters."}
{"id": "month", "published": "2024-03-02", "text": "In February 2024 France accused Iran of espionage. The United Nations investigated the army of Sudan."}
{"id": "ar", "url": "https://akhbar.example/1", "publisher": "وكالة \"المثال\"", "published": "2024-01-26", "text": "قصفت روسيا مدينة خاركيف في أوكرانيا يوم الثلاثاء."}
{"id": "undated", "text": "Norway condemned Chad."}
{"id": "copy", "publisher": "Other Daily", "published": "2024-01-27", "text": "Russia delivered military aid to Burkina Faso on Tuesday, 23 January 2024."}
{"id": "us", "published": "2024-05-05", "text": "Protesters clashed with police in Portland, Oregon, on Saturday. Israel bombed Gaza City on Saturday. Niger appealed to Chad for military aid. Police arrested protesters in Lima, Peru, on Saturday."}
"#;

/// Of each set: columns, first, last, the text file's ending, whether it has a header.
const SETS: [(&str, usize, &str, &str, &str, bool); 5] = [
    ("gdelt2", 61, "GLOBALEVENTID", "SOURCEURL", ".export.CSV", false),
    ("gdelt1", 58, "GLOBALEVENTID", "SOURCEURL", ".export.CSV", false),
    ("icews", 20, "Event ID", "Longitude", ".tab", true),
    ("polecat", 40, "Event ID", "Version", ".txt", true),
    ("petrarch", 13, "Date", "TargetRoot", ".txt", false),
];

struct Datasets {
    folder: TempDir,
}

/// Two datasets, coded once: the articles above, and the example articles.
static DATASETS: LazyLock<Datasets> = LazyLock::new(|| {
    let folder = TempDir::new().expect("a folder");
    fs::write(folder.path().join("news.jsonl"), NEWS).expect("an input");
    let news = folder.path().join("news.jsonl");
    for (input, out) in [(news.as_path(), "news"), (Path::new("examples/articles"), "examples")] {
        let out = folder.path().join(out);
        dyads().arg("code").arg(input).arg("--out").arg(out).assert().success();
    }
    Datasets { folder }
});

fn dataset(name: &str) -> PathBuf {
    DATASETS.folder.path().join(name)
}

fn dyads() -> Command {
    Command::cargo_bin("dyads").expect("the program")
}

/// Exports to a folder of its own; what was said on standard error.
fn export(name: &str, set: &str, options: &[&str]) -> (TempDir, String) {
    let folder = TempDir::new().expect("a folder");
    let done = dyads().args(["export", "--as", set]).args(options).arg(dataset(name)).arg(folder.path().join("out")).assert().success();
    let said = String::from_utf8_lossy(&done.get_output().stderr).into_owned();
    (folder, said)
}

/// The file of an export whose name ends so.
fn file(folder: &TempDir, ending: &str) -> PathBuf {
    let mut found: Vec<PathBuf> =
        fs::read_dir(folder.path().join("out")).expect("out").map(|entry| entry.expect("an entry").path()).collect();
    found.retain(|path| path.to_string_lossy().ends_with(ending));
    assert_eq!(found.len(), 1, "{found:?} {ending}");
    found.remove(0)
}

fn read_parquet(path: &Path) -> Vec<RecordBatch> {
    let reader = ParquetRecordBatchReaderBuilder::try_new(File::open(path).expect("a file")).expect("Parquet");
    reader.build().expect("Parquet").map(|batch| batch.expect("a batch")).collect()
}

/// Rows by column name, from the form that has a header in every set.
fn rows(name: &str, set: &str, options: &[&str], ending: &str) -> Vec<BTreeMap<String, String>> {
    let (folder, _) = export(name, set, &[&["--format", "csv"], options].concat());
    let mut reader = csv::Reader::from_path(file(&folder, ending)).expect("a file");
    reader.deserialize().map(|row| row.expect("a row")).collect()
}

fn find<'a>(rows: &'a [BTreeMap<String, String>], wanted: &[(&str, &str)]) -> &'a BTreeMap<String, String> {
    let fits = |row: &&BTreeMap<String, String>| wanted.iter().all(|(column, value)| row[*column] == *value);
    rows.iter().find(fits).unwrap_or_else(|| panic!("{wanted:?} in {rows:#?}"))
}

fn holds(row: &BTreeMap<String, String>, wanted: &[(&str, &str)]) {
    for (column, value) in wanted {
        assert_eq!(row[*column], *value, "{column} of {row:#?}");
    }
}

#[test]
fn every_set_has_its_columns_in_all_forms() {
    for (set, count, first, last, ending, header) in SETS {
        let (parquet, _) = export("examples", set, &["--format", "parquet"]);
        let path = if set.starts_with("gdelt") { file(&parquet, ".export.parquet") } else { file(&parquet, ".parquet") };
        let batches = read_parquet(&path);
        let schema = batches[0].schema();
        let names: Vec<&str> = schema.fields().iter().map(|field| field.name().as_str()).collect();
        assert_eq!((names.len(), names[0], names[count - 1]), (count, first, last), "{set}");
        let typed = |data_type: &DataType| matches!(data_type, DataType::Int64 | DataType::Float64 | DataType::Utf8);
        assert!(schema.fields().iter().all(|field| typed(field.data_type())), "{set}: {schema:?}");
        let total: usize = batches.iter().map(RecordBatch::num_rows).sum();
        assert!(total > 50, "{set}: {total} rows");

        let (tsv, _) = export("examples", set, &[]);
        let text = fs::read_to_string(file(&tsv, ending)).expect("text");
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), total + usize::from(header), "{set}");
        assert!(lines.iter().all(|line| line.split('\t').count() == count && !line.contains('"')), "{set}");
        if header {
            assert_eq!(lines[0].split('\t').collect::<Vec<_>>(), names, "{set}");
        }
        let (csv, _) = export("examples", set, &["--format", "csv"]);
        let ending = if set.starts_with("gdelt") { ".export.csv" } else { ".csv" };
        let mut reader = csv::Reader::from_path(file(&csv, ending)).expect("a file");
        assert_eq!(reader.headers().expect("a header").iter().collect::<Vec<_>>(), names, "{set}");
        assert_eq!(reader.records().filter(Result::is_ok).count(), total, "{set}");
    }
}

/// Whether a value of a GDELT column has the form that column has.
fn fits(column: &str, value: &str) -> bool {
    let digits = |length: usize| value.len() == length && value.bytes().all(|b| b.is_ascii_digit());
    let capitals = |length: usize| value.len() == length && value.bytes().all(|b| b.is_ascii_uppercase());
    let number = |least: f64, most: f64| value.parse().is_ok_and(|number: f64| (least..=most).contains(&number));
    let whole = || value.parse::<i64>().is_ok_and(|number| number > 0);
    match column {
        "GLOBALEVENTID" | "NumMentions" | "NumSources" | "NumArticles" => whole(),
        "SQLDATE" => digits(8),
        "MonthYear" => digits(6),
        "Year" => digits(4),
        "FractionDate" => number(1900.0, 2100.0),
        "IsRootEvent" => matches!(value, "0" | "1"),
        "EventCode" => digits(3) || digits(4),
        "EventBaseCode" => digits(3),
        "EventRootCode" => digits(2),
        "QuadClass" => matches!(value, "1" | "2" | "3" | "4"),
        "GoldsteinScale" => value.is_empty() || number(-10.0, 10.0),
        "DATEADDED" => digits(14),
        "SOURCEURL" => value.is_empty() || value.starts_with("http"),
        "AvgTone" => value.is_empty() || number(-100.0, 100.0),
        _ if value.is_empty() => true,
        _ if column.ends_with("Name") && !column.contains("Geo") => value == value.to_uppercase(),
        _ if column.ends_with("Geo_Type") => matches!(value, "1" | "2" | "3" | "4" | "5"),
        _ if column.ends_with("Geo_CountryCode") => capitals(2),
        _ if column.ends_with("CountryCode") => capitals(3),
        _ if column.ends_with("Type1Code") || column.ends_with("Type2Code") || column.ends_with("Type3Code") => capitals(3),
        _ if column.ends_with("ADM1Code") => matches!(value.len(), 2 | 4),
        _ if column.ends_with("ADM2Code") => false,
        _ if column.ends_with("Lat") => number(-90.0, 90.0),
        _ if column.ends_with("Long") => number(-180.0, 180.0),
        _ => !value.contains(['\t', '\n']),
    }
}

#[test]
fn values_of_gdelt_have_the_form_of_their_columns() {
    for (name, set) in [("examples", "gdelt2"), ("news", "gdelt2")] {
        for row in rows(name, set, &[], ".export.csv") {
            for (column, value) in &row {
                assert!(fits(column, value), "{column}: {value:?} of {row:#?}");
            }
            // Codes for which no value was ever published.
            let unscaled = ["1214", "155", "176", "1834", "1951", "1952"].contains(&row["EventCode"].as_str());
            assert_eq!(row["GoldsteinScale"].is_empty(), unscaled, "{}", row["EventCode"]);
            assert!(row["EventCode"].starts_with(&row["EventRootCode"]) && row["SQLDATE"].starts_with(&row["MonthYear"]));
        }
    }
    let old = rows("news", "gdelt1", &[], ".export.csv");
    assert!(old.iter().all(|row| row["DATEADDED"].len() == 8 && !row.contains_key("ActionGeo_ADM2Code")));
}

#[test]
fn a_gdelt_event_is_told_as_gdelt_tells_it() {
    let rows = rows("news", "gdelt2", &[], ".export.csv");
    let aid = find(&rows, &[("EventCode", "072"), ("SQLDATE", "20240123")]);
    holds(
        aid,
        &[
            ("FractionDate", "2024.063"),
            ("MonthYear", "202401"),
            ("Actor1Code", "RUS"),
            ("Actor1Name", "RUSSIA"),
            ("Actor2CountryCode", "BFA"),
            ("EventRootCode", "07"),
            ("QuadClass", "2"),
            ("GoldsteinScale", "8.3"),
            ("NumMentions", "2"),
            ("NumSources", "2"),
            ("NumArticles", "2"),
            ("AvgTone", ""),
            ("Actor1Geo_Type", "1"),
            ("Actor1Geo_CountryCode", "RS"),
            ("Actor2Geo_CountryCode", "UV"),
            ("Actor2Geo_ADM1Code", "UV"),
            ("DATEADDED", "20240126000000"),
            ("SOURCEURL", "https://wire.example/aid"),
        ],
    );
    holds(
        find(&rows, &[("ActionGeo_FullName", "Djibo, Sahel, Burkina Faso")]),
        &[
            ("Actor1Code", "UAF"),
            ("Actor1Name", "UNALIGNED ARMED FORCES"),
            ("Actor1Type1Code", "UAF"),
            ("Actor1Geo_Type", ""),
            ("ActionGeo_Type", "4"),
            ("ActionGeo_CountryCode", "UV"),
            ("ActionGeo_ADM1Code", "UV12"),
            ("ActionGeo_FeatureID", ""),
            ("IsRootEvent", "0"),
        ],
    );
    // GDELT's own scheme: protest is verbal conflict, investigation material cooperation.
    holds(find(&rows, &[("EventRootCode", "14")]), &[("QuadClass", "3"), ("DATEADDED", "20240127101500"), ("IsRootEvent", "1")]);
    holds(find(&rows, &[("EventRootCode", "09")]), &[("QuadClass", "2"), ("Actor1KnownGroupCode", "UNO"), ("Actor1Type1Code", "IGO")]);
    holds(
        find(&rows, &[("ActionGeo_FullName", "Portland, Oregon, United States")]),
        &[("ActionGeo_Type", "3"), ("ActionGeo_ADM1Code", "USOR")],
    );
    holds(find(&rows, &[("ActionGeo_FullName", "Lima, Lima, Peru")]), &[("ActionGeo_ADM1Code", "PE00")]);
    holds(
        find(&rows, &[("Actor2Name", "GAZA STRIP")]),
        &[("ActionGeo_CountryCode", "GZ"), ("ActionGeo_ADM1Code", "GZ"), ("ActionGeo_FullName", "Gaza City, Gaza Strip")],
    );
    let filled = self::rows("news", "gdelt2", &["--zeros"], ".export.csv");
    assert!(filled.iter().all(|row| row["AvgTone"] == "0.0"));
}

#[test]
fn mentions_point_into_their_articles() {
    let rows = rows("news", "gdelt2", &[], ".mentions.csv");
    holds(
        find(&rows, &[("MentionIdentifier", "https://wire.example/aid"), ("SentenceID", "2")]),
        &[
            ("EventTimeDate", "20240126000000"),
            ("MentionTimeDate", "20240126000000"),
            ("MentionType", "1"),
            ("MentionSourceName", "Example Wire"),
            // "Russia" after a title of 45 characters, a line's end and "Ouagadougou - ".
            ("Actor1CharOffset", "60"),
            ("InRawText", "1"),
            ("MentionDocTranslationInfo", ""),
            ("MentionDocTone", ""),
        ],
    );
    holds(
        find(&rows, &[("MentionIdentifier", "copy")]),
        &[
            ("MentionType", "2"),
            ("MentionSourceName", "Other Daily"),
            ("EventTimeDate", "20240126000000"),
            ("MentionTimeDate", "20240127000000"),
        ],
    );
    let arabic = find(&rows, &[("MentionIdentifier", "https://akhbar.example/1")]);
    holds(arabic, &[("Actor1CharOffset", "5"), ("ActionCharOffset", "0"), ("MentionDocTranslationInfo", "srclc:ara;eng:none")]);
    assert_eq!(arabic["MentionSourceName"], "وكالة \"المثال\"", "only the form without quoting changes quotes");
    assert!(rows.iter().all(|row| row["Confidence"].parse().is_ok_and(|share: i64| (10..=100).contains(&share))));
}

#[test]
fn icews_has_words_where_gdelt_has_codes() {
    let rows = rows("news", "icews", &[], ".csv");
    let aid = find(&rows, &[("CAMEO Code", "072"), ("Event Date", "2024-01-23")]);
    holds(
        aid,
        &[
            ("Source Name", "Russian Federation"),
            ("Source Country", "Russian Federation"),
            ("Event Text", "Provide military aid"),
            ("Intensity", "8.3"),
            ("Target Country", "Burkina Faso"),
            ("Story ID", "1"),
            ("Sentence Number", "2"),
            ("Publisher", "Example Wire"),
            ("City", ""),
            ("Country", "Burkina Faso"),
        ],
    );
    assert!(!aid["Latitude"].is_empty(), "ICEWS gives a point for a country");
    holds(
        find(&rows, &[("City", "Nairobi")]),
        &[("Target Name", "Government (Kenya)"), ("Target Sectors", "Government"), ("Province", "Nairobi")],
    );
    holds(
        find(&rows, &[("CAMEO Code", "173")]),
        &[
            ("Source Name", "Police (Kenya)"),
            ("Source Sectors", "Police,Government"),
            ("Event Text", "Arrest, detain, or charge with legal action"),
            ("Target Name", "Citizen (Kenya)"),
            ("Target Sectors", "General Population / Civilian / Social,Social"),
        ],
    );
    assert!(rows.iter().all(|row| row["Event ID"].parse::<i32>().is_ok()), "ids of 32 bits");
}

#[test]
fn polecat_has_types_and_leaves_out_what_has_none() {
    let (_, said) = export("news", "polecat", &[]);
    assert!(said.contains("1 left out: PLOVER has no type"), "{said}");
    let rows = rows("news", "polecat", &[], ".csv");
    holds(
        find(&rows, &[("Event Type", "AID")]),
        &[
            ("Event Date", "2024-01-23"),
            ("Quad Code", "MATERIAL COOPERATION"),
            ("Intensity", "10.0"),
            ("Contexts", "military"),
            ("Actor Name", "Russia"),
            ("Actor Country", "RUS"),
            ("Actor COW", "365"),
            ("Actor Name Raw", "Russia"),
            ("Recipient COW", "439"),
            ("Primary Actor Sector", "None"),
            ("Country", "BFA"),
            ("Feature Type", "PCLI"),
            ("Publication Date", "2024-01-26"),
            ("Language", "en"),
        ],
    );
    holds(find(&rows, &[("Language", "ar")]), &[("City", "Kharkiv"), ("Raw Placename", "خاركيف"), ("Feature Type", "PPL")]);
    holds(
        find(&rows, &[("Event Type", "PROTEST")]),
        &[("Quad Code", "MATERIAL CONFLICT"), ("Event Mode", "demo"), ("Recipient Sectors", "GOV")],
    );
}

#[test]
fn petrarch_has_dashes_for_nothing_and_all_reports() {
    let (folder, _) = export("news", "petrarch", &[]);
    let text = fs::read_to_string(file(&folder, ".txt")).expect("text");
    let aid = text.lines().find(|line| line.contains("\t072\t") && line.starts_with("20240123")).expect("the aid");
    let cells: Vec<&str> = aid.split('\t').collect();
    assert_eq!(cells[..8], ["20240123", "RUS", "BFA", "072", "---", "aid_2;copy_1", "https://wire.example/aid", "Example Wire"]);
    assert_eq!(cells[11..], ["RUSSIA", "BURKINA_FASO"]);
    assert!(text.contains("\tUAF\tBFAMIL\t190\t") && text.contains("\t---\n"));
}

#[test]
fn what_is_left_out_is_counted() {
    let (_, said) = export("news", "gdelt2", &[]);
    assert!(said.contains("1 known to a week, a month or more stand on its first day"), "{said}");
    assert!(said.contains("1 left out: no date, and no day of publication"), "{said}");
    let all = rows("news", "gdelt2", &[], ".export.csv");
    holds(find(&all, &[("EventCode", "1125")]), &[("SQLDATE", "20240201")]);
    let exact = rows("news", "gdelt2", &["--exact-dates"], ".export.csv");
    assert_eq!(exact.len(), all.len() - 1);
    assert!(exact.iter().all(|row| row["EventCode"] != "1125"));
    let sure = rows("news", "gdelt2", &["--min-confidence", "0.8"], ".export.csv");
    assert!(!sure.is_empty() && sure.len() < all.len());
    let mentions = rows("news", "gdelt2", &["--min-confidence", "0.8"], ".mentions.csv");
    assert!(mentions.iter().all(|row| sure.iter().any(|event| event["GLOBALEVENTID"] == row["GLOBALEVENTID"])));
    let (_, said) = export("news", "gdelt2", &["--min-confidence", "0.8"]);
    assert!(said.contains("left out: less confidence"), "{said}");
}

#[test]
fn codes_are_texts_and_numbers_numbers_in_parquet() {
    let (folder, _) = export("news", "gdelt2", &["--format", "parquet"]);
    let batch = &read_parquet(&file(&folder, ".export.parquet"))[0];
    let code = batch.column_by_name("EventCode").expect("a column");
    assert_eq!(code.data_type(), &DataType::Utf8);
    assert_eq!(batch.column_by_name("SQLDATE").expect("a column").data_type(), &DataType::Int64);
    assert_eq!(batch.column_by_name("ActionGeo_Lat").expect("a column").data_type(), &DataType::Float64);
    let tone = batch.column_by_name("AvgTone").expect("a column");
    assert_eq!(tone.null_count(), tone.len(), "what is not measured is null");
}

#[test]
fn the_same_dataset_gives_the_same_bytes() {
    for (set, format) in [("gdelt2", "tsv"), ("polecat", "parquet")] {
        let bytes = |_| {
            let (folder, _) = export("examples", set, &["--format", format]);
            let mut files: Vec<PathBuf> =
                fs::read_dir(folder.path().join("out")).expect("out").map(|entry| entry.expect("an entry").path()).collect();
            files.sort();
            files
                .iter()
                .map(|path| (path.file_name().map(Into::into), fs::read(path).expect("a file")))
                .collect::<Vec<(Option<std::ffi::OsString>, _)>>()
        };
        assert_eq!(bytes(0), bytes(1), "{set}");
    }
}

#[test]
fn a_folder_appears_whole_and_only_an_export_is_replaced() {
    let folder = TempDir::new().expect("a folder");
    let out = folder.path().join("out");
    let run = |options: &[&str]| {
        let done = dyads().args(["export", "--as", "icews"]).args(options).arg(dataset("news")).arg(&out).assert();
        (done.get_output().status.code(), String::from_utf8_lossy(&done.get_output().stderr).into_owned())
    };
    assert_eq!(run(&[]).0, Some(0));
    let (code, said) = run(&[]);
    assert!(code == Some(3) && said.contains("already exists"), "{said}");
    assert_eq!(run(&["--force"]).0, Some(0));
    let names: Vec<_> = fs::read_dir(folder.path()).expect("a folder").map(|entry| entry.expect("an entry").file_name()).collect();
    assert_eq!(names, ["out"], "nothing is left beside it");
    fs::remove_file(out.join("export.json")).expect("the marker");
    let (code, said) = run(&["--force"]);
    assert!(code == Some(3) && said.contains("was not written by this command"), "{said}");

    let usage = dyads().args(["export", "--as", "acled", "a", "b"]).assert();
    assert_eq!(usage.get_output().status.code(), Some(2));
    let missing = dyads().args(["export", "--as", "icews"]).arg(folder.path()).arg(folder.path().join("new")).assert();
    assert_eq!(missing.get_output().status.code(), Some(3));
    assert!(!folder.path().join("new").exists());
}
