//! Names, types and order of the columns, and what the files say of themselves.
use std::fs::{self, File};

use dyads::tables::Table;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::file::reader::{FileReader, SerializedFileReader};

use crate::disk::{args, code, codebook, folder, names, write_input};

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
         first_published Timestamp(µs, \"UTC\"), source_url Utf8, date_flags List(Utf8)!, reciprocal Boolean!, \
         event_date_edtf Utf8, acled_time_precision Int8, ucdp_date_prec Int8, days_lag Int32, publishers List(Utf8)!, \
         first_article_id Utf8",
    ),
    (
        Table::Mentions,
        "mention_id Int64!, event_id Int64!, article_id Utf8!, sentence Int32!, in_lead Boolean!, language Utf8, text Utf8, \
         start Int32, end Int32, source_text Utf8, source_start Int32, source_end Int32, target_text Utf8, target_start Int32, \
         target_end Int32, action_text Utf8, action_start Int32, action_end Int32, date_text Utf8, date_start Int32, date_end Int32, \
         place_text Utf8, place_start Int32, place_end Int32, rule Utf8!, rule_file Utf8, rule_line Int32, attributed_to Utf8, \
         confidence Float32!, date_link Utf8!, place_link Utf8, place_choice Utf8, date_rule Utf8, days_lag Int32, \
         source_code Utf8, target_code Utf8, action_code Utf8!, action_family Utf8!, frame Utf8!, event_date Date32, event_date_end Date32, \
         place_name Utf8, place_country Utf8",
    ),
    (
        Table::Articles,
        "article_id Utf8!, page_id Utf8!, segment Int32!, url Utf8, publisher Utf8, title Utf8, language Utf8, \
         published Timestamp(µs, \"UTC\"), published_basis Utf8!, char_count Int32!, sentence_count Int32!, event_count Int32!, \
         duplicate_of Utf8, input Utf8!, record Int64!, text Utf8, flags List(Utf8)!, dropped_chars Int32!, published_first Date32, \
         published_last Date32, dropped List(Utf8)!",
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
        [
            "articles",
            "codebook",
            "croissant.json",
            "datapackage.json",
            "dictionary.md",
            "events",
            "mentions",
            "rejects",
            "run.json",
            "state"
        ]
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
