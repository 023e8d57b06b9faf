//! What holds of the dates in any text whatever. `DYADS_FUZZ=600 cargo test --test dates_fuzz -- --ignored` goes on for so many seconds.

use std::sync::LazyLock;
use std::time::{Duration, Instant};

use chrono::NaiveDate;
use dyads::codebook::dates::{compile, parse};
use dyads::dates::{Anchor, Bounds, DateMention, Tagger, date_in_address, dateline, infer_published};
use dyads::language::{Lang, Profile, Vocabulary, tokenize};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, RngSeed, TestRng, TestRunner};

struct Language {
    tagger: Tagger,
    vocabulary: Vocabulary,
    profile: Profile,
}

/// The taggers, and the words of their files (lists and examples): what rules are made of, met in any order.
static LANGUAGES: LazyLock<(Vec<Language>, Vec<String>)> = LazyLock::new(|| {
    let mut words: Vec<String> = Vec::new();
    let languages = Lang::ALL.map(|lang| {
        let path = format!("{}/codebooks/cameo/dates/{}.yaml", env!("CARGO_MANIFEST_DIR"), lang.tag());
        let text = std::fs::read_to_string(&path).expect("a file for the language");
        words.extend(text.split(|c: char| c.is_whitespace() || "[](){}<>|\"".contains(c)).filter(|w| !w.is_empty()).map(str::to_owned));
        let mut vocabulary = Vocabulary::default();
        let profile = Profile::of(lang);
        let tables = compile(&parse(&text).expect("well-formed"), &profile, &mut vocabulary).expect("sound");
        Language { tagger: Tagger::new(tables), vocabulary, profile }
    });
    words.sort();
    words.dedup();
    (languages.into(), words)
});

/// Words of the rules, numbers of every size, marks, and anything else.
fn text() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        6 => any::<prop::sample::Index>().prop_map(|index| index.get(&LANGUAGES.1).clone()),
        2 => (0u64..3000).prop_map(|n| n.to_string()),
        1 => any::<u64>().prop_map(|n| n.to_string()),
        1 => (1u32..32, 1u32..14, 1900u32..2100).prop_map(|(d, m, y)| format!("{d}/{m}/{y}")),
        2 => prop::sample::select(vec!["-", "–", "/", ".", ",", "،", "(", ")", "\n", "'", "’", "\"", "و", "ال", "no", "st", "é", "\u{2011}"]).prop_map(str::to_owned),
        1 => ".{0,4}",
    ];
    let join = prop::sample::select(vec![" ", " ", " ", "", "\n", "\u{a0}"]);
    prop::collection::vec((word, join), 0..40)
        .prop_map(|parts| parts.into_iter().flat_map(|(word, join)| [word, join.to_owned()]).collect())
}

fn day() -> impl Strategy<Value = NaiveDate> {
    prop_oneof![
        8 => (0i32..80_000).prop_map(|n| NaiveDate::from_num_days_from_ce_opt(690_000 + n).expect("a day")),
        1 => Just(NaiveDate::MIN),
        1 => Just(NaiveDate::MAX),
    ]
}

fn anchor() -> impl Strategy<Value = Anchor> {
    (prop::option::weighted(0.9, day()), prop::option::weighted(0.9, 0u64..400), any::<bool>()).prop_map(|(first, more, inferred)| {
        let last = first.zip(more).and_then(|(day, more)| day.checked_add_days(chrono::Days::new(more)));
        Anchor { first, last, inferred, tense: None }
    })
}

fn holds(text: &str, anchor: &Anchor) -> Result<(), TestCaseError> {
    for language in &LANGUAGES.0 {
        let (mut tokens, mut mentions): (_, Vec<DateMention>) = (Vec::new(), Vec::new());
        tokenize(text, &language.profile, &language.vocabulary, &mut tokens);
        language.tagger.tag(text, &tokens, anchor, &mut mentions);
        let mut end = 0;
        for mention in &mentions {
            let (first, last) = (mention.value.first, mention.value.last);
            prop_assert!(first.is_some() == last.is_some() && first <= last, "an empty interval: {mention:?}");
            prop_assert!(mention.range.is_none_or(|range| range.first <= range.last), "an empty stretch: {mention:?}");
            // Slicing panics where a span splits a character.
            prop_assert!(!mention.span.of(text).is_empty());
            prop_assert!(mention.tokens.start >= end && mention.tokens.start < mention.tokens.end, "out of order: {mention:?}");
            end = mention.tokens.end;
        }
        if let Some(found) = infer_published(&mentions, &Bounds { latest: anchor.last, ..Bounds::default() }) {
            prop_assert!(found.first.is_none() || found.last.is_none() || found.first <= found.last);
        }
        dateline(&mentions, &tokens);
    }
    date_in_address(text);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { rng_seed: RngSeed::Fixed(20), cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn dates_hold_in_any_text((text, anchor) in (text(), anchor())) {
        holds(&text, &anchor)?;
    }
}

#[test]
#[ignore = "goes on for DYADS_FUZZ seconds"]
fn dates_hold_for_long() {
    let seconds: u64 = std::env::var("DYADS_FUZZ").ok().and_then(|n| n.parse().ok()).unwrap_or(60);
    let seed = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |d| d.as_nanos() as u64);
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let mut runner = TestRunner::new_with_rng(Config::default(), TestRng::from_seed(RngAlgorithm::ChaCha, &bytes));
    let (start, mut texts) = (Instant::now(), 0u64);
    while start.elapsed() < Duration::from_secs(seconds) {
        let (text, anchor) = (text(), anchor()).new_tree(&mut runner).expect("a text").current();
        if let Err(error) = holds(&text, &anchor) {
            panic!("seed {seed}: {text:?}, {anchor:?}: {error}");
        }
        texts += 1;
    }
    println!("{texts} texts");
}
