//! The dataset on disk: exact columns, offsets an analyst can slice with, merging, and a folder that is there whole or not at all.
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use arrow_array::cast::AsArray;
use arrow_array::types::{Int32Type, Int64Type};
use arrow_array::{Array, RecordBatch};
use chrono::NaiveDate;
use dyads::cli::code::{CodeArgs, CodedArticle, Coder, run};
use dyads::merge::{Merge, event_id, mention_id};
use dyads::model::{
    ActorCode, ActorRef, Article, Basis, DateValue, Drop, DropReason, Evidence, Mention, Page, Place, PlaceType, PublishedBasis, Span,
};
use dyads::tables::{CodeInfo, Codebook, Dataset, TableError, Table, hash_codebook};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::file::reader::{FileReader, SerializedFileReader};

// ---------------------------------------------------------------------------------------------- a coder made of string

/// "RUS 072 BFA", «بوركينا 0332 روسيا»: every line that ends in word, number, word is a mention.
struct Toy;

impl Coder for Toy {
    fn code_page(&self, page: &Page) -> Vec<CodedArticle> {
        let article = article(&page.id, &page.text, page);
        let (mut mentions, mut start) = (Vec::new(), 0);
        for (index, line) in page.text.split_inclusive('\n').enumerate() {
            let words: Vec<(usize, &str)> = line.split_whitespace().map(|word| (word.as_ptr() as usize - line.as_ptr() as usize, word)).collect();
            if let [.., (s, source), (a, code), (t, target)] = words[..]
                && code.parse::<u32>().is_ok()
            {
                let at = |from: usize, word: &str| Span::new(start + from, start + from + word.len());
                let sentence = Span::new(start, start + line.trim_end().len());
                let day = page.published.map(|instant| instant.date_naive());
                let date = day.map_or(DateValue::UNKNOWN, |day| DateValue::day(day, Basis::Publication));
                let mut mention = mention(&article.id, (source, at(s, source)), (code, at(a, code)), (target, at(t, target)), date);
                mention.sentence = index as u32;
                mention.evidence.sentence = sentence;
                mentions.push(mention);
            }
            start += line.len();
        }
        vec![CodedArticle { article, sentences: page.text.lines().count(), mentions, flags: vec!["toy"] }]
    }

    fn code_info(&self, code: &str) -> Option<CodeInfo> {
        (code == "072").then(|| CodeInfo {
            label: "Provide military aid".into(),
            base: "072".into(),
            root: "07".into(),
            goldstein: Some(8.3),
            quad_class: Some(2),
            plover_event: Some("AID".into()),
            plover_mode: None,
            plover_context: Some("military".into()),
        })
    }
}

fn article(id: &str, text: &str, page: &Page) -> Article {
    Article {
        id: id.into(),
        page_id: page.id.clone(),
        segment: 0,
        url: page.url.clone(),
        publisher: page.publisher.clone(),
        title: None,
        language: page.language.clone().unwrap_or_else(|| "und".into()),
        published: page.published,
        published_when: DateValue::UNKNOWN,
        published_basis: PublishedBasis::Metadata,
        text: text.into(),
        title_span: Span::default(),
        dropped: vec![],
        input: page.input.clone(),
        record: page.record,
    }
}

fn mention(article: &str, source: (&str, Span), code: (&str, Span), target: (&str, Span), date: DateValue) -> Mention {
    let actor = |(name, span): (&str, Span)| {
        let code = ActorCode { country: Some(name.into()), ..ActorCode::default() };
        Some(ActorRef { code, name: Some(name.to_lowercase()), span })
    };
    Mention {
        article_id: article.into(),
        sentence: 0,
        in_lead: true,
        source: actor(source),
        target: actor(target),
        code: code.0.into(),
        frame: "assert".into(),
        date,
        place: None,
        evidence: Evidence { sentence: code.1, action: code.1, date: None },
        rule: "aid.military/en/1".into(),
        rule_file: "toy/actions/aid.yaml".into(),
        rule_line: 7,
        attributed_to: None,
        confidence: 0.5,
        reciprocal: false,
    }
}

fn simple(article: &str, source: &str, target: &str, day: Option<u32>) -> Mention {
    let date = day.and_then(|day| NaiveDate::from_ymd_opt(2024, 1, day)).map(|day| DateValue::day(day, Basis::Stated));
    let span = Span::new(0, 1);
    mention(article, (source, span), ("072", span), (target, span), date.unwrap_or(DateValue::UNKNOWN))
}

// ------------------------------------------------------------------------------------------------------------ helpers

const TEXT: &str = "MLI\u{301} 🙂 قالت روسيا:\nRUS 072 BFA\n🙂🙂 é بوركينا 0332 روسيا\n";

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

/// Inputs with several pages, one copy, one broken line.
fn write_input(dir: &Path, broken: bool) -> String {
    let mut lines = String::new();
    for record in 0..700 {
        let text = serde_json::to_string(&format!("{TEXT}number {record}")).unwrap();
        let outlet = record % 3;
        lines.push_str(&format!("{{\"id\":\"p{record}\",\"text\":{text},\"published\":\"2024-01-2{outlet}\",\"publisher\":\"outlet {outlet}\",\"url\":\"http://x/{record}\"}}\n"));
    }
    lines.push_str(&format!("{{\"id\":\"copy\",\"text\":{}}}\n", serde_json::to_string(&format!("{TEXT} Number: 3")).unwrap()));
    if broken {
        lines.push_str("{\"id\":\n");
    }
    let path = dir.join("in.jsonl");
    fs::write(&path, lines).unwrap();
    path.to_string_lossy().into_owned()
}

fn args(input: &str, out: &Path) -> CodeArgs {
    CodeArgs { inputs: vec![input.into()], out: out.into(), codebook: None, published: None, jobs: Some(2), keep_text: true, force: false }
}

fn files() -> Vec<(String, Vec<u8>)> {
    vec![("codebook.yaml".into(), b"id: toy\n".to_vec()), ("actions/aid.yaml".into(), b"actions: {}\n".to_vec())]
}

fn codebook() -> Codebook {
    Codebook { id: "toy".into(), version: "1".into(), sha256: hash_codebook(&files()) }
}

fn code(args: &CodeArgs) -> anyhow::Result<dyads::cli::Summary> {
    run(args, "0.0.0", &codebook(), &files(), &Toy)
}

fn read(out: &Path, table: &str) -> Vec<RecordBatch> {
    let file = File::open(out.join(table).join("part-00000.parquet")).unwrap();
    ParquetRecordBatchReaderBuilder::try_new(file).unwrap().with_batch_size(100_000).build().unwrap().map(Result::unwrap).collect()
}

fn texts(batch: &RecordBatch, column: &str) -> Vec<Option<String>> {
    batch.column_by_name(column).unwrap().as_string::<i32>().iter().map(|text| text.map(str::to_owned)).collect()
}

/// Every file below a folder with its bytes.
fn all_files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let (mut found, mut todo) = (BTreeMap::new(), vec![folder.to_owned()]);
    while let Some(next) = todo.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                todo.push(path);
            } else {
                found.insert(path.strip_prefix(folder).unwrap().to_owned(), fs::read(&path).unwrap());
            }
        }
    }
    found
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

// -------------------------------------------------------------------------------------------------------------- schema

/// Written out by hand: readers elsewhere count on these names, types and this order. `!` is never null.
const CONTRACT: [(Table, &str); 4] = [
    (
        Table::Events,
        "event_id Int64!, event_date Date32, event_date_end Date32, date_precision Utf8!, date_basis Utf8!, source_code Utf8, \
         target_code Utf8, source_name Utf8, target_name Utf8, source_country Utf8, target_country Utf8, source_group Utf8, \
         target_group Utf8, source_roles List(Utf8), target_roles List(Utf8), source_ethnic Utf8, target_ethnic Utf8, \
         source_religion Utf8, target_religion Utf8, action_code Utf8!, action_base Utf8!, action_root Utf8!, action_label Utf8, \
         frame Utf8!, quad_class Int8, goldstein Float32, plover_event Utf8, plover_mode Utf8, plover_context Utf8, place_name Utf8, \
         place_type Utf8, place_country Utf8, place_admin1 Utf8, place_lat Float64, place_lon Float64, place_geonames_id Int64, \
         confidence Float32!, tone Float32, mention_count Int32!, article_count Int32!, publisher_count Int32!, \
         first_published Timestamp(µs, \"UTC\"), source_url Utf8, date_flags List(Utf8)!, reciprocal Boolean!",
    ),
    (
        Table::Mentions,
        "mention_id Int64!, event_id Int64!, article_id Utf8!, sentence Int32!, in_lead Boolean!, language Utf8, text Utf8, \
         start Int32, end Int32, source_text Utf8, source_start Int32, source_end Int32, target_text Utf8, target_start Int32, \
         target_end Int32, action_text Utf8, action_start Int32, action_end Int32, date_text Utf8, date_start Int32, date_end Int32, \
         place_text Utf8, place_start Int32, place_end Int32, rule Utf8!, rule_file Utf8, rule_line Int32, attributed_to Utf8, \
         confidence Float32!",
    ),
    (
        Table::Articles,
        "article_id Utf8!, page_id Utf8!, segment Int32!, url Utf8, publisher Utf8, title Utf8, language Utf8, \
         published Timestamp(µs, \"UTC\"), published_basis Utf8!, char_count Int32!, sentence_count Int32!, event_count Int32!, \
         duplicate_of Utf8, input Utf8!, record Int64!, text Utf8, flags List(Utf8)!, dropped_chars Int32!, published_first Date32, \
         published_last Date32",
    ),
    (Table::Rejects, "input Utf8!, record Int64!, reason Utf8!"),
];

#[test]
fn the_schema_is_the_contract() {
    for (table, expected) in CONTRACT {
        let schema = table.schema();
        let actual: Vec<String> = schema
            .fields()
            .iter()
            .map(|field| format!("{} {}{}", field.name(), field.data_type(), if field.is_nullable() { "" } else { "!" }))
            .collect();
        assert_eq!(actual.join(", "), expected, "{}", table.name());
        for field in schema.fields() {
            assert!(field.metadata().get("description").is_some_and(|text| text.ends_with('.') || text.contains(".")), "{}", field.name());
        }
    }
}

#[test]
fn the_files_carry_schema_descriptions_and_codebook() {
    let dir = folder();
    let out = dir.path().join("data");
    assert_eq!(code(&args(&write_input(dir.path(), false), &out)).unwrap().exit_code(), 0);
    for table in Table::ALL {
        let path = out.join(table.name()).join("part-00000.parquet");
        let reader = ParquetRecordBatchReaderBuilder::try_new(File::open(&path).unwrap()).unwrap();
        assert_eq!(reader.schema().fields(), table.schema().fields());
        let file = SerializedFileReader::new(File::open(&path).unwrap()).unwrap();
        let said = file.metadata().file_metadata().key_value_metadata().unwrap();
        let said = |key: &str| said.iter().find(|pair| pair.key == key).and_then(|pair| pair.value.clone());
        assert_eq!(said("dyads.version").as_deref(), Some("0.0.0"));
        assert_eq!(said("dyads.codebook").as_deref(), Some("toy 1"));
        assert_eq!(said("dyads.codebook_sha256"), Some(codebook().sha256));
    }
    assert_eq!(
        names(&out),
        ["articles", "codebook", "datapackage.json", "dictionary.md", "events", "mentions", "rejects", "run.json"]
    );
    assert_eq!(fs::read(out.join("codebook/actions/aid.yaml")).unwrap(), b"actions: {}\n");
    let run: serde_json::Value = serde_json::from_slice(&fs::read(out.join("run.json")).unwrap()).unwrap();
    assert_eq!(run["rows"]["articles"], 701);
    assert_eq!(run["inputs"][0]["pages"], 701);
    assert_eq!(run["inputs"][0]["sha256"].as_str().unwrap().len(), 64);
    assert_eq!(run["options"]["keep_text"], true);
    let package: serde_json::Value = serde_json::from_slice(&fs::read(out.join("datapackage.json")).unwrap()).unwrap();
    assert_eq!(package["resources"][1]["schema"]["foreignKeys"][0]["reference"]["resource"], "events");
    assert!(fs::read_to_string(out.join("dictionary.md")).unwrap().contains("| goldstein | float32 | yes |"));
}

// -------------------------------------------------------------------------------------------------------------- values

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
    let mut seen = std::collections::BTreeSet::new();
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
    // Two events a day, three days, and two undated ones of the copy.
    assert_eq!((summary.events, summary.mentions, summary.duplicates), (8, 1402, 1));
    let events = &read(&out, "events")[0];
    let number = |name: &str| events.column_by_name(name).unwrap().as_primitive::<Int32Type>().values().to_vec();
    assert_eq!(number("mention_count"), [234, 234, 233, 233, 233, 233, 1, 1]);
    assert_eq!(number("article_count"), [234, 234, 233, 233, 233, 233, 1, 1]);
    assert_eq!(number("publisher_count"), [1, 1, 1, 1, 1, 1, 0, 0]);
    assert_eq!(texts(events, "source_url")[..2], [Some("http://x/0".to_owned()), Some("http://x/0".to_owned())]);
    let codes: std::collections::BTreeSet<_> = texts(events, "action_code").into_iter().flatten().collect();
    assert_eq!(codes.into_iter().collect::<Vec<_>>(), ["0332", "072"]);
    let articles = read(&out, "articles");
    let copies: Vec<_> = articles.iter().flat_map(|batch| texts(batch, "duplicate_of")).flatten().collect();
    assert_eq!(copies, ["p3"]);
    let mentions = read(&out, "mentions");
    let ids = |batch: &RecordBatch| batch.column_by_name("event_id").unwrap().as_primitive::<Int64Type>().values().to_vec();
    let known: std::collections::BTreeSet<i64> = ids(events).into_iter().collect();
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
            article.dropped = vec![Drop { span: Span::new(0, 12), reason: DropReason::Byline }];
            article.segment = 1;
            told.source.as_mut().unwrap().code.roles = vec!["GOV".into(), "MIL".into()];
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
            });
            told.attributed_to = Some("RUSGOV".into());
            vec![CodedArticle { article, sentences: 2, mentions: vec![told.clone(), told], flags: vec![] }]
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
        ("event_date", "2024-01-23"), ("event_date_end", "2024-01-23"), ("date_precision", "day"), ("date_basis", "stated"),
        ("source_code", "RUSGOVMIL"), ("target_code", "BFAfua"), ("source_name", "rus"), ("source_country", "RUS"),
        ("source_roles", "[GOV, MIL]"), ("target_roles", "[]"), ("target_ethnic", "fua"), ("source_ethnic", "null"),
        ("action_code", "072"), ("action_root", "07"), ("action_label", "Provide military aid"), ("quad_class", "2"),
        ("goldstein", "8.3"), ("plover_event", "AID"), ("plover_mode", "null"), ("plover_context", "military"),
        ("place_name", "Djibo"), ("place_type", "city"), ("place_country", "BFA"), ("place_admin1", "Sahel"), ("place_lat", "14.1"),
        ("place_lon", "null"), ("place_geonames_id", "2361082"), ("confidence", "0.5"), ("tone", "null"), ("mention_count", "1"),
        ("first_published", "2024-01-26T00:00:00Z"), ("date_flags", "[hijri]"), ("reciprocal", "false"), ("source_url", "null"),
    ] {
        assert_eq!(one(events, column), value, "{column}");
    }
    for (column, value) in [
        ("place_text", "Djibo"), ("place_start", "13"), ("place_end", "18"), ("date_text", "23 January"), ("date_start", "22"),
        ("rule", "aid.military/en/1"), ("rule_line", "7"), ("attributed_to", "RUSGOV"), ("language", "null"), ("in_lead", "true"),
    ] {
        assert_eq!(one(mentions, column), value, "{column}");
    }
    for (column, value) in [
        ("article_id", "a#2"), ("page_id", "a"), ("segment", "1"), ("char_count", "33"), ("dropped_chars", "9"), ("event_count", "1"),
        ("text", "null"), ("published_basis", "metadata"), ("flags", "[]"), ("sentence_count", "2"), ("record", "1"),
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

// --------------------------------------------------------------------------------------------------------------- merge

fn published(id: &str, day: Option<u32>, publisher: &str) -> Article {
    let instant = day.and_then(|day| NaiveDate::from_ymd_opt(2024, 2, day)).map(|day| day.and_time(chrono::NaiveTime::MIN).and_utc());
    let page = Page { url: Some(format!("http://x/{id}")), publisher: Some(publisher.into()), published: instant, ..Page::default() };
    article(id, "text", &page)
}

#[test]
fn ids_depend_on_what_makes_an_event_distinct_and_on_nothing_else() {
    let event = simple("a", "RUS", "BFA", Some(23));
    let mut same = simple("b", "RUS", "BFA", Some(23));
    same.rule = "another/ar/3".into();
    same.confidence = 0.9;
    same.evidence.action = Span::new(5, 9);
    assert_eq!(event_id(&event), event_id(&same));
    assert_ne!(mention_id(&event), mention_id(&same));
    assert!(event_id(&event) >= 0 && mention_id(&event) >= 0);
    assert_ne!(event_id(&event), event_id(&simple("a", "RUS", "BFA", Some(24))));
    assert_ne!(event_id(&event), event_id(&simple("a", "BFA", "RUS", Some(23))));
    // Pinned: ids in published data must mean the same for ever.
    assert_eq!((event_id(&event), mention_id(&event)), PINNED);
}

const PINNED: (i64, i64) = (1_619_785_389_637_750_499, 6_616_039_188_009_998_770);

#[test]
fn the_two_directions_of_a_reciprocal_event_are_one() {
    let (mut there, mut back) = (simple("a", "RUS", "BFA", Some(23)), simple("b", "BFA", "RUS", Some(23)));
    there.reciprocal = true;
    back.reciprocal = true;
    assert_eq!(event_id(&there), event_id(&back));
}

#[test]
fn undated_and_nameless_events_stay_in_their_article() {
    assert_ne!(event_id(&simple("a", "RUS", "BFA", None)), event_id(&simple("b", "RUS", "BFA", None)));
    assert_eq!(event_id(&simple("a", "RUS", "BFA", None)), event_id(&simple("a", "RUS", "BFA", None)));
    let nameless = |article: &str| Mention { source: None, target: None, ..simple(article, "", "", Some(23)) };
    assert_ne!(event_id(&nameless("a")), event_id(&nameless("b")));
}

#[test]
fn the_first_report_and_the_figures_do_not_depend_on_the_order() {
    let told: Vec<(Article, Mention)> = [("c", Some(3), "Z"), ("b", Some(2), "Y"), ("a", Some(2), "Y"), ("d", None, ""), ("e", Some(9), "Z")]
        .into_iter()
        .enumerate()
        .map(|(number, (id, day, publisher))| {
            let mut mention = simple(id, "RUS", "BFA", Some(23));
            mention.confidence = 0.1 * number as f32;
            (published(id, day, publisher), mention)
        })
        .chain([(published("z", Some(1), "Z"), simple("z", "MLI", "BFA", None)), (published("y", Some(1), "Z"), simple("y", "MLI", "BFA", Some(2)))])
        .collect();
    let merge = |order: &mut dyn Iterator<Item = &(Article, Mention)>| {
        let mut merge = Merge::default();
        order.for_each(|(article, mention)| {
            merge.push(mention, mention_id(mention), article);
        });
        merge.finish().unwrap()
    };
    let events = merge(&mut told.iter());
    assert_eq!(events, merge(&mut told.iter().rev()));
    assert_eq!(events, merge(&mut told.iter().skip(2).chain(told.iter().take(2))));
    // By date, the undated one last.
    let [early, main, undated] = &events[..] else { panic!("{events:#?}") };
    assert_eq!((early.first.article_id.as_str(), undated.first.article_id.as_str()), ("y", "z"));
    assert_eq!((main.first.article_id.as_str(), main.source_url.as_deref()), ("a", Some("http://x/a")));
    assert_eq!((main.mentions, main.articles, main.publishers, main.confidence), (5, 5, 2, 0.4));
    assert_eq!(main.first_published.unwrap().to_rfc3339(), "2024-02-02T00:00:00+00:00");
    assert!(merge(&mut [].iter()).is_empty());
}

// -------------------------------------------------------------------------------------------------------------- folder

#[test]
fn the_same_bytes_on_any_number_of_threads() {
    let dir = folder();
    let input = write_input(dir.path(), true);
    let written = |name: &str, jobs: u16| {
        let out = dir.path().join(name);
        let mut args = args(&input, &out);
        args.jobs = Some(jobs);
        let summary = code(&args).unwrap();
        assert_eq!((summary.exit_code(), summary.rejects), (1, 1), "a reject is told by the exit code and the dataset is written");
        all_files(&out)
    };
    let first = written("one", 1);
    assert_eq!(first.keys().filter(|path| path.extension().is_some_and(|end| end == "parquet")).count(), 4);
    for (name, jobs) in [("again", 1), ("four", 4)] {
        for (path, bytes) in written(name, jobs) {
            assert!(first[&path] == bytes, "{} differs", path.display());
        }
    }
}

#[test]
fn a_dataset_is_replaced_with_force_only_and_nothing_else_ever_is() {
    let dir = folder();
    let input = write_input(dir.path(), false);
    let out = dir.path().join("deep/er/data");
    let mut args = args(&input, &out);
    code(&args).unwrap();
    let before = all_files(&out);
    let refused = code(&args).unwrap_err();
    assert!(matches!(refused.downcast_ref(), Some(TableError::Exists(_))), "{refused}");
    args.force = true;
    args.keep_text = false;
    code(&args).unwrap();
    assert_ne!(before, all_files(&out));
    assert_eq!(names(&dir.path().join("deep/er")), ["data"], "neither the older dataset nor a partial one is left");

    let home = dir.path().join("home");
    fs::create_dir(&home).unwrap();
    fs::write(home.join("letter.txt"), "dear").unwrap();
    args.out = home.clone();
    let refused = code(&args).unwrap_err();
    assert!(matches!(refused.downcast_ref(), Some(TableError::NotADataset(_))), "{refused}");
    assert_eq!(names(&home), ["letter.txt"]);
}

#[test]
fn a_run_that_fails_leaves_nothing() {
    struct Crash;
    impl Coder for Crash {
        fn code_page(&self, page: &Page) -> Vec<CodedArticle> {
            assert!(page.id != "p500", "a fault on one page");
            Toy.code_page(page)
        }
        fn code_info(&self, _: &str) -> Option<CodeInfo> {
            None
        }
    }
    let dir = folder();
    let input = write_input(dir.path(), false);
    let out = dir.path().join("data");
    let crashed = std::panic::catch_unwind(|| run(&args(&input, &out), "0.0.0", &codebook(), &files(), &Crash));
    assert!(crashed.is_err());
    assert_eq!(names(dir.path()), ["in.jsonl"]);

    // A codebook file that would be written outside the dataset: refused at the very end, and the partial folder goes.
    let outside = vec![("../evil.yaml".to_owned(), vec![])];
    assert!(run(&args(&input, &out), "0.0.0", &codebook(), &outside, &Toy).is_err());
    assert_eq!(names(dir.path()), ["in.jsonl"]);

    // An input that does not exist.
    assert!(code(&args("no/such/file", &out)).is_err());
    assert_eq!(names(dir.path()), ["in.jsonl"]);

    // Dropped halfway.
    drop(Dataset::create(&out, false, "0.0.0", &codebook()).unwrap());
    assert_eq!(names(dir.path()), ["in.jsonl"]);
}

#[test]
fn the_summary_is_for_people() {
    let dir = folder();
    let summary = code(&args(&write_input(dir.path(), true), &dir.path().join("data"))).unwrap();
    let text = summary.to_string();
    assert!(text.starts_with("701 pages, 701 articles (und 701), 1 copy of an earlier text\n8 events in 1402 mentions\n"), "{text}");
    assert!(text.contains("1 record could not be read (all are in rejects/):\n"), "{text}");
    assert!(text.contains("in.jsonl, record 702: "), "{text}");
}

#[test]
fn the_hash_of_a_codebook_does_not_depend_on_the_order_of_its_files() {
    let mut files = files();
    let hash = hash_codebook(&files);
    files.reverse();
    assert_eq!(hash, hash_codebook(&files));
    files[0].1.push(b' ');
    assert_ne!(hash, hash_codebook(&files));
}
