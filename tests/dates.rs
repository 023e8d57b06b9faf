//! Dates: expressions in five languages side by side, stretches, publication dates inferred from the text.

use chrono::NaiveDate;
use dyads::codebook::dates::{compile, parse};
use dyads::dates::{Anchor, Bounds, DateMention, Direction, Tagger, infer_published, newest_stated};
use dyads::language::{Lang, Profile, Vocabulary, tokenize};
use dyads::model::{Basis, Precision, Token};

struct Language {
    tagger: Tagger,
    vocabulary: Vocabulary,
    profile: Profile,
}

impl Language {
    fn load(lang: Lang) -> Language {
        let path = format!("{}/codebooks/cameo/dates/{}.yaml", env!("CARGO_MANIFEST_DIR"), lang.tag());
        let raw = parse(&std::fs::read_to_string(&path).expect("a file for the language")).expect("well-formed");
        let mut vocabulary = Vocabulary::default();
        let tables = compile(&raw, &Profile::of(lang), &mut vocabulary).unwrap_or_else(|problems| panic!("{path}: {problems:?}"));
        Language { tagger: Tagger::new(tables), vocabulary, profile: Profile::of(lang) }
    }

    fn tag(&self, text: &str, anchor: Anchor) -> (Vec<Token>, Vec<DateMention>) {
        let (mut tokens, mut mentions) = (Vec::new(), Vec::new());
        tokenize(text, &self.profile, &self.vocabulary, &mut tokens);
        self.tagger.tag(text, &tokens, &anchor, &mut mentions);
        (tokens, mentions)
    }

    /// First and last day of each mention.
    fn days(&self, text: &str, published: &str) -> Vec<(String, String)> {
        let (_, mentions) = self.tag(text, Anchor::day(day(published)));
        mentions.iter().filter_map(|m| Some((m.value.first?.to_string(), m.value.last?.to_string()))).collect()
    }

    fn published(&self, text: &str, earliest: Option<&str>, latest: Option<&str>) -> Option<(String, String)> {
        let (_, mentions) = self.tag(text, Anchor::unknown());
        let value = infer_published(&mentions, &Bounds { earliest: earliest.map(day), latest: latest.map(day), ..Bounds::default() })?;
        assert_eq!(value.basis, Basis::Page);
        Some((value.first?.to_string(), value.last?.to_string()))
    }
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn pair(a: &str, b: &str) -> (String, String) {
    (a.to_owned(), b.to_owned())
}

#[test]
fn a_stretch_is_carried_by_both_its_ends() {
    let en = Language::load(Lang::En);
    let (_, mentions) = en.tag("It was built between 2011 and 2014.", Anchor::day(day("2022-01-18")));
    let range = mentions[0].range.expect("a stretch");
    assert_eq!((range.first, range.last, range.precision), (Some(day("2011-01-01")), Some(day("2014-12-31")), Precision::Interval));
    assert_eq!(mentions[1].range, Some(range));
    // The year is said once.
    let (_, mentions) = en.tag("The siege lasted from May to June 2014.", Anchor::unknown());
    assert_eq!(mentions[0].interval().first, Some(day("2014-05-01")));
    assert_eq!(mentions[0].interval().last, Some(day("2014-06-30")));
}

#[test]
fn without_an_anchor_a_relative_date_waits_for_one() {
    let en = Language::load(Lang::En);
    let (_, mentions) = en.tag("He resigned last Wednesday.", Anchor::unknown());
    assert_eq!(mentions[0].value.first, None);
    assert_eq!(mentions[0].resolve(&Anchor::day(day("2022-01-18"))).first, Some(day("2022-01-12")));
    // Published on one of five days: the days from which it differs make a stretch.
    let anchor = Anchor { first: Some(day("2022-01-17")), last: Some(day("2022-01-21")), inferred: true, tense: None };
    let value = mentions[0].resolve(&anchor);
    assert_eq!((value.first, value.last, value.basis), (Some(day("2022-01-12")), Some(day("2022-01-19")), Basis::Page));
}

#[test]
fn tense_of_the_clause_decides_where_no_word_near_does() {
    let en = Language::load(Lang::En);
    let future = Anchor { tense: Some(Direction::Future), ..Anchor::day(day("2022-01-18")) };
    let (_, mentions) = en.tag("The fleet sails Friday.", future);
    assert_eq!(mentions[0].value.first, Some(day("2022-01-21")));
    assert_eq!(en.days("The fleet sailed Friday.", "2022-01-18"), [pair("2022-01-14", "2022-01-14")]);
}

#[test]
fn a_weekday_that_does_not_fit_is_flagged() {
    let en = Language::load(Lang::En);
    let (_, mentions) = en.tag("It began on Monday, 18 January 2025.", Anchor::unknown());
    assert!(mentions[0].value.flags.weekday_conflict);
}

#[test]
fn publication_follows_from_two_names_of_one_day() {
    let en = Language::load(Lang::En);
    let text = "Two drivers vanished last Saturday. A week ago, on 11 January, an ambush killed ten.";
    // 11 January and a Saturday a week later: 18 January is a Saturday in 2025, of the years after 2022.
    assert_eq!(en.published(text, Some("2022-09-01"), None), Some(pair("2025-01-19", "2025-01-21")));
    assert_eq!(en.published(text, Some("2022-09-01"), Some("2026-11-23")), Some(pair("2025-01-19", "2025-01-21")));
    // Nothing says from which year to look.
    assert_eq!(en.published(text, None, None), None);
    let ar = Language::load(Lang::Ar);
    let text = "اختفى سائقان صباح السبت الماضي. وقبل أسبوع، في 11 يناير، قتل عشرة في كمين.";
    assert_eq!(ar.published(text, Some("2022-09-01"), None), Some(pair("2025-01-19", "2025-01-21")));
}

#[test]
fn publication_follows_from_a_weekday() {
    let en = Language::load(Lang::En);
    // 18 January is a Tuesday in 2022, and in no other year from 2017 to 2022.
    let found = en.published("The court said on Tuesday, 18 January, that it was so.", None, Some("2022-06-01"));
    assert_eq!(found, Some(pair("2022-01-11", "2022-01-25")));
    // A weekday alone leaves all days since the newest year it tells of.
    let found = en.published("He said on Wednesday that it was so, unlike in 2022.", None, Some("2026-06-01"));
    assert_eq!(found, Some(pair("2022-01-01", "2026-06-01")));
}

#[test]
fn an_article_is_no_older_than_the_past_it_tells() {
    let en = Language::load(Lang::En);
    let (_, mentions) = en.tag("He took power in September 2022 and will stay until July 2029.", Anchor::unknown());
    assert_eq!(newest_stated(&mentions), Some(day("2022-09-01")));
}

/// The rows of a table of expressions: line, publication day, first and last day, and the cells of each language.
fn rows(table: &str) -> Vec<(usize, Vec<String>)> {
    let path = format!("{}/tests/dates/{table}.tsv", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).expect("a table");
    let lines = text.lines().enumerate().skip(1).filter(|(_, line)| !line.starts_with('#') && !line.is_empty());
    lines.map(|(number, line)| (number + 1, line.split('\t').map(str::to_owned).collect())).collect()
}

/// The languages in the order of the tables' columns.
const COLUMNS: [Lang; 5] = [Lang::En, Lang::Ar, Lang::Es, Lang::Fr, Lang::Ru];

#[test]
fn an_expression_means_the_same_days_in_every_language() {
    let languages = COLUMNS.map(Language::load);
    let (mut wrong, mut full) = (Vec::new(), 0);
    for (line, cells) in rows("parallel") {
        let (published, wanted) = (day(&cells[0]), (Some(day(&cells[1])), Some(day(&cells[2]))));
        full += usize::from(cells[3..].iter().all(|cell| !cell.is_empty()));
        for (language, text) in languages.iter().zip(&cells[3..]).filter(|(_, text)| !text.is_empty()) {
            let (_, mentions) = language.tag(text, Anchor::day(published));
            let whole = |m: &DateMention| (m.span.start, m.span.end as usize) == (0, text.len());
            if !matches!(&mentions[..], [m] if whole(m) && (m.value.first, m.value.last) == wanted) {
                let found: Vec<String> =
                    mentions.iter().map(|m| format!("{} = {:?}..{:?}", m.span.of(text), m.value.first, m.value.last)).collect();
                wrong.push(format!("parallel.tsv:{line}: {} {text}: wanted {wanted:?}, found {found:?}", language.profile.lang.tag()));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    assert!(full >= 200, "only {full} rows say it in all five languages");
}

#[test]
fn a_stretch_means_the_same_days_in_every_language() {
    let languages = COLUMNS.map(Language::load);
    let mut wrong = Vec::new();
    for (line, cells) in rows("ranges") {
        let (published, wanted) = (day(&cells[0]), (Some(day(&cells[1])), Some(day(&cells[2]))));
        for (language, text) in languages.iter().zip(&cells[3..]).filter(|(_, text)| !text.is_empty()) {
            let (_, mentions) = language.tag(text, Anchor::day(published));
            let found: Vec<_> = mentions.iter().map(|m| m.range.map(|range| (range.first, range.last))).collect();
            if found != [Some(wanted), Some(wanted)] {
                wrong.push(format!("ranges.tsv:{line}: {} {text}: wanted {wanted:?}, found {found:?}", language.profile.lang.tag()));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn odd_numbers_and_odd_text_do_no_harm() {
    let (en, ar) = (Language::load(Lang::En), Language::load(Lang::Ar));
    let anchors = [Anchor::unknown(), Anchor::day(NaiveDate::MAX), Anchor::day(NaiveDate::MIN), Anchor::day(day("2024-02-29"))];
    let texts = [
        "99999999999th century, 31 February, 30/2/2020, 2000 years ago, 999999999 weeks ago, 4294967295 days ago",
        "last last last week of of of the 0 0 0 May May May 31 31 31 '99 '00 February 29 last year next decade",
        "قبل 9999999999 عاما، 30 فبراير 31/31/2020 القرن 99999999 31 رمضان 1443 هـ الخمسينيات من القرن الماضي",
        "",
        "(((",
    ];
    for text in texts {
        for anchor in anchors {
            for (_, mentions) in [en.tag(text, anchor), ar.tag(text, anchor)] {
                for mention in &mentions {
                    assert!(mention.value.first <= mention.value.last && mention.tokens.start < mention.tokens.end);
                }
                infer_published(&mentions, &Bounds { earliest: None, latest: Some(day("2024-02-29")), ..Bounds::default() });
            }
        }
    }
}
