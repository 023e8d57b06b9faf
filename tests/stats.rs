//! `dyads stats`: the counts of a dataset.

use std::fs;

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

/// Articles made up for these tests; two records can't be read.
const NEWS: &str = r#"{"id": "1", "publisher": "Example Wire", "published": "2024-01-26", "text": "Russia delivered military aid to Burkina Faso on Tuesday."}
{"id": "2", "published": "2024-01-27", "text": "Russia delivered military aid to Burkina Faso on Tuesday, 23 January 2024. Kenya condemned Chad in December 2023."}
{"id": "3", "published": "2024-01-27", "text": "Russia delivered military aid to Burkina Faso on Tuesday."}
{"id": "4", "published": "2024-01-29", "text": "قصفت روسيا مدينة خاركيف في أوكرانيا يوم الثلاثاء."}
{"id": "5", "text": "The market opened early. Prices did not change."}
no record
{"id": "6"}
no record
"#;

fn dyads() -> Command {
    Command::cargo_bin("dyads").expect("the program")
}

/// A dataset of its own.
fn dataset() -> TempDir {
    let folder = TempDir::new().expect("a folder");
    fs::write(folder.path().join("in.jsonl"), NEWS).expect("an input");
    dyads().current_dir(folder.path()).args(["code", "in.jsonl", "--out", "out"]).assert().code(1);
    folder
}

fn said(folder: &TempDir, options: &[&str]) -> String {
    let done = dyads().current_dir(folder.path()).args(["stats", "out"]).args(options).assert().success();
    String::from_utf8_lossy(&done.get_output().stdout).into_owned()
}

#[test]
fn json_counts_everything() {
    let folder = dataset();
    let stats: Value = serde_json::from_str(&said(&folder, &["--json"])).expect("JSON");
    let counts = ["articles", "coded_articles", "duplicates", "events", "mentions", "rejects"].map(|name| stats[name].as_u64());
    assert_eq!(counts, [Some(5), Some(4), Some(1), Some(3), Some(5), Some(3)], "{stats:#}");
    assert_eq!(stats["events_per_1000_articles"], 600.0);

    let languages = stats["languages"].as_array().expect("a list");
    let of = |tag: &str| languages.iter().find(|of| of["language"] == tag).unwrap_or(&Value::Null);
    assert_eq!((of("en")["articles"].as_u64(), of("en")["events"].as_u64(), of("en")["mentions"].as_u64()), (Some(4), Some(2), Some(4)));
    assert_eq!((of("ar")["articles"].as_u64(), of("ar")["events"].as_u64()), (Some(1), Some(1)));

    let days: Vec<(&str, u64, u64)> = stats["days"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|day| (day["day"].as_str().unwrap_or(""), day["articles"].as_u64().unwrap_or(9), day["events"].as_u64().unwrap_or(9)))
        .collect();
    assert_eq!(days, [("2024-01-26", 1, 1), ("2024-01-27", 2, 1), ("2024-01-29", 1, 1)]);
    assert_eq!(stats["undated"]["articles"], 1);

    let pair = &stats["country_pairs"][0];
    let all: Vec<String> =
        stats["country_pairs"].as_array().expect("a list").iter().map(|pair| format!("{}>{}", pair["source"], pair["target"])).collect();
    assert_eq!(all, ["\"KEN\">\"TCD\"", "\"RUS\">\"BFA\"", "\"RUS\">\"UKR\""], "by number, then by code");
    assert_eq!((pair["names"][0].as_str(), pair["events"].as_u64(), pair["share"].as_f64()), (Some("Kenya"), Some(1), Some(0.3333)));
    let roots: Vec<&str> = stats["root_codes"].as_array().expect("a list").iter().filter_map(|root| root["value"].as_str()).collect();
    assert_eq!(roots, ["07", "11", "19"]);
    assert_eq!(stats["root_codes"][0]["label"], "Provide aid");
    assert_eq!(stats["date_precision"][0]["value"], "day");
    assert_eq!(stats["date_precision"][1]["value"], "month");

    let reasons = stats["reject_reasons"].as_array().expect("a list");
    assert_eq!(reasons.iter().filter_map(|reason| reason["count"].as_u64()).sum::<u64>(), 3);
    assert!(reasons.len() < 3 && reasons[0]["count"] == 2, "two of them fail in the same way: {reasons:#?}");
    assert!(reasons[0]["first"].as_str().is_some_and(|first| first == "in.jsonl, record 6"), "{reasons:#?}");
}

#[test]
fn a_terminal_gets_tables_and_a_pipe_no_colour() {
    let folder = dataset();
    let text = said(&folder, &[]);
    assert!(!text.contains('\u{1b}'), "no colour in a pipe");
    for part in [
        "5 articles read, 4 with events, 1 copy of an earlier text\n3 events in 5 mentions: 600.0 events per 1000 articles\n3 records could not be read\n",
        "\nBy language\n  language  articles  with events  copies  events  mentions  events/1000\n  en               4            3       1       2         4        500.0\n",
        "\nBy day of publication\n",
        "  2024-01-28         0       0\n",
        "       1  33.3%  RUS > BFA  Russia > Burkina Faso\n",
        "\nRejects by reason\n",
    ] {
        assert!(text.contains(part), "{part}\nis not in\n{text}");
    }
    assert!(said(&folder, &["--top", "1"]).contains("and 2 more pairs"));
}

#[test]
fn what_is_no_dataset_is_said() {
    let folder = TempDir::new().expect("a folder");
    let done = dyads().arg("stats").arg(folder.path()).assert().code(3);
    assert!(String::from_utf8_lossy(&done.get_output().stderr).contains("is not a dataset"));
}
