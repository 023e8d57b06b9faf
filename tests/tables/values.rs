//! What stands in the rows.
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use arrow_array::cast::AsArray;
use arrow_array::types::{Int32Type, Int64Type};
use arrow_array::{Array, RecordBatch};
use chrono::NaiveDate;
use dyads::cli::code::{CodedArticle, Coder, run};
use dyads::model::{Drop, DropReason, Page, Place, PlaceType, Span};
use dyads::tables::CodeInfo;

use crate::disk::{args, code, codebook, files, folder, read, texts, write_input};
use crate::toy::{Toy, article, simple};

#[test]
fn offsets_slice_the_stored_text_by_code_points() {
    let dir = folder();
    let out = dir.path().join("data");
    code(&args(&write_input(dir.path(), false), &out)).unwrap();
    let stored: BTreeMap<String, Vec<char>> = read(&out, "articles")
        .iter()
        .flat_map(|batch| texts(batch, "article_id").into_iter().zip(texts(batch, "text")).collect::<Vec<_>>())
        .map(|(id, text)| (id.unwrap(), text.unwrap().chars().collect()))
        .collect();
    let mut seen = BTreeSet::new();
    for batch in read(&out, "mentions") {
        let ids = texts(&batch, "article_id");
        for (words, from, to) in [
            ("text", "start", "end"),
            ("source_text", "source_start", "source_end"),
            ("action_text", "action_start", "action_end"),
            ("target_text", "target_start", "target_end"),
        ] {
            let number = |name: &str| batch.column_by_name(name).unwrap().as_primitive::<Int32Type>().clone();
            let (from, to) = (number(from), number(to));
            for (row, words) in texts(&batch, words).into_iter().enumerate() {
                let words = words.unwrap();
                let slice: String = stored[ids[row].as_ref().unwrap()][from.value(row) as usize..to.value(row) as usize].iter().collect();
                assert_eq!(slice, words);
                seen.insert(words);
            }
        }
        assert_eq!(batch.column_by_name("date_text").unwrap().null_count(), batch.num_rows());
    }
    assert!(["BFA", "بوركينا", "0332", "🙂🙂 é بوركينا 0332 روسيا"].iter().all(|words| seen.contains(*words)), "{seen:?}");
}

#[test]
fn events_count_their_mentions_and_copies_name_the_first() {
    let dir = folder();
    let out = dir.path().join("data");
    let summary = code(&args(&write_input(dir.path(), false), &out)).unwrap();
    // Two events a day, three days; the copy, which has no date, tells those of its original.
    assert_eq!((summary.events, summary.mentions, summary.duplicates), (6, 1402, 1));
    let events = &read(&out, "events")[0];
    let number = |name: &str| events.column_by_name(name).unwrap().as_primitive::<Int32Type>().values().to_vec();
    assert_eq!(number("mention_count"), [235, 235, 233, 233, 233, 233]);
    assert_eq!(number("article_count"), [235, 235, 233, 233, 233, 233]);
    assert_eq!(number("publisher_count"), [1, 1, 1, 1, 1, 1]);
    assert_eq!(texts(events, "source_url")[..2], [Some("http://x/0".to_owned()), Some("http://x/0".to_owned())]);
    let codes: BTreeSet<_> = texts(events, "action_code").into_iter().flatten().collect();
    assert_eq!(codes.into_iter().collect::<Vec<_>>(), ["0332", "072"]);
    let articles = read(&out, "articles");
    let copies: Vec<_> = articles.iter().flat_map(|batch| texts(batch, "duplicate_of")).flatten().collect();
    assert_eq!(copies, ["p3"]);
    let mentions = read(&out, "mentions");
    let ids = |batch: &RecordBatch| batch.column_by_name("event_id").unwrap().as_primitive::<Int64Type>().values().to_vec();
    let known: BTreeSet<i64> = ids(events).into_iter().collect();
    assert!(mentions.iter().flat_map(ids).all(|id| known.contains(&id)));
}

#[test]
fn a_row_of_every_column() {
    // One mention with everything set, to see each value arrive under its own name.
    struct One;
    impl Coder for One {
        fn code_page(&self, page: &Page) -> Vec<CodedArticle> {
            let mut told = simple("a#2", "RUS", "BFA", Some(23));
            let mut article = article("a#2", "🙂 byline. In Djibo on 23 January.", page);
            // "🙂" and "byline." adjoin, "In" has another reason.
            article.dropped = vec![
                Drop { span: Span::new(0, 4), reason: DropReason::Byline },
                Drop { span: Span::new(5, 12), reason: DropReason::Byline },
                Drop { span: Span::new(13, 15), reason: DropReason::Caption },
            ];
            article.segment = 1;
            told.source.as_mut().unwrap().code.roles = ["GOV".into(), "MIL".into()].into_iter().collect();
            told.target.as_mut().unwrap().code.ethnic = Some("fua".into());
            told.date.flags.hijri = true;
            told.evidence.date = Some(Span::new(25, 35));
            told.place = Some(Place {
                name: "Djibo".into(),
                kind: PlaceType::City,
                country: Some("BFA".into()),
                admin1: Some("Sahel".into()),
                latitude: Some(14.1),
                longitude: None,
                geonames_id: Some(2_361_082),
                span: Span::new(16, 21),
                link: dyads::model::PlaceLink::Clause,
                choice: dyads::model::PlaceChoice::Only,
            });
            told.attributed_to = Some("RUSGOV".into());
            vec![CodedArticle { article, sentences: 2, mentions: vec![told.clone(), told], flags: vec![], discarded: BTreeMap::default() }]
        }
        fn code_info(&self, code: &str) -> Option<CodeInfo> {
            Toy.code_info(code)
        }
    }
    let dir = folder();
    let (input, out) = (dir.path().join("a.jsonl"), dir.path().join("data"));
    fs::write(&input, "{\"id\":\"a\",\"text\":\"x\"}\n").unwrap();
    let mut args = args(&input.to_string_lossy(), &out);
    args.keep_text = false;
    args.published = NaiveDate::from_ymd_opt(2024, 1, 26);
    run(&args, "0.0.0", &codebook(), &files(), &One).unwrap();
    let (events, mentions, articles) = (&read(&out, "events")[0], &read(&out, "mentions")[0], &read(&out, "articles")[0]);
    let one = |batch: &RecordBatch, column: &str| {
        let column = batch.column_by_name(column).unwrap();
        assert_eq!(column.len(), 1);
        arrow_text(column)
    };
    for (column, value) in [
        ("event_date", "2024-01-23"),
        ("event_date_end", "2024-01-23"),
        ("date_precision", "day"),
        ("date_basis", "stated"),
        ("source_code", "RUSGOVMIL"),
        ("target_code", "BFAfua"),
        ("source_name", "rus"),
        ("source_country", "RUS"),
        ("source_roles", "[GOV, MIL]"),
        ("target_roles", "[]"),
        ("target_ethnic", "fua"),
        ("source_ethnic", "null"),
        ("action_code", "072"),
        ("action_root", "07"),
        ("action_label", "Provide military aid"),
        ("quad_class", "2"),
        ("goldstein", "8.3"),
        ("plover_event", "AID"),
        ("plover_mode", "null"),
        ("plover_context", "military"),
        ("place_name", "Djibo"),
        ("place_type", "city"),
        ("place_country", "BFA"),
        ("place_admin1", "Sahel"),
        ("place_lat", "14.1"),
        ("place_lon", "null"),
        ("place_geonames_id", "2361082"),
        ("confidence", "0.5"),
        ("tone", "null"),
        ("mention_count", "1"),
        ("first_published", "2024-01-26T00:00:00Z"),
        ("date_flags", "[hijri]"),
        ("reciprocal", "false"),
        ("source_url", "null"),
    ] {
        assert_eq!(one(events, column), value, "{column}");
    }
    for (column, value) in [
        ("place_text", "Djibo"),
        ("place_start", "13"),
        ("place_end", "18"),
        ("date_text", "23 January"),
        ("date_start", "22"),
        ("rule", "aid.military/en/1"),
        ("rule_line", "7"),
        ("attributed_to", "RUSGOV"),
        ("language", "null"),
        ("in_lead", "true"),
    ] {
        assert_eq!(one(mentions, column), value, "{column}");
    }
    for (column, value) in [
        ("article_id", "a#2"),
        ("page_id", "a"),
        ("segment", "1"),
        ("char_count", "33"),
        ("dropped_chars", "10"),
        ("dropped", "[byline:0:9, caption:10:12]"),
        ("event_count", "1"),
        ("text", "null"),
        ("published_basis", "metadata"),
        ("flags", "[]"),
        ("sentence_count", "2"),
        ("record", "1"),
    ] {
        assert_eq!(one(articles, column), value, "{column}");
    }
}

/// The first value of a column as text.
fn arrow_text(column: &dyn Array) -> String {
    use arrow_array::types::{Date32Type, Float32Type, Float64Type, Int8Type, TimestampMicrosecondType};
    use arrow_schema::DataType;
    if column.is_null(0) {
        return "null".into();
    }
    match column.data_type() {
        DataType::Utf8 => column.as_string::<i32>().value(0).into(),
        DataType::Int8 => column.as_primitive::<Int8Type>().value(0).to_string(),
        DataType::Int32 => column.as_primitive::<Int32Type>().value(0).to_string(),
        DataType::Int64 => column.as_primitive::<Int64Type>().value(0).to_string(),
        DataType::Float32 => column.as_primitive::<Float32Type>().value(0).to_string(),
        DataType::Float64 => column.as_primitive::<Float64Type>().value(0).to_string(),
        DataType::Boolean => column.as_boolean().value(0).to_string(),
        DataType::Date32 => column.as_primitive::<Date32Type>().value_as_date(0).unwrap().to_string(),
        DataType::Timestamp(..) => {
            let instant = column.as_primitive::<TimestampMicrosecondType>().value_as_datetime(0).unwrap();
            instant.and_utc().to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
        }
        _ => {
            let items = column.as_list::<i32>().value(0);
            let items: Vec<&str> = items.as_string::<i32>().iter().flatten().collect();
            format!("[{}]", items.join(", "))
        }
    }
}
