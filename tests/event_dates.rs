//! Which date belongs to which event: sentences with the word in brackets that tells the event, and its days. Those under `# known` do
//! not come out yet, and must stand above it once they do.

use chrono::{NaiveDate, NaiveTime};
use dyads::cli::engine;
use dyads::model::Page;

const TABLE: &str = "tests/dates/events.tsv";

#[test]
fn an_event_has_the_date_that_is_its_own() {
    let opened = engine::open_sound("codebooks/cameo").expect("the codebook");
    let text = std::fs::read_to_string(TABLE).expect("the table");
    let (mut known, mut right, mut wrong) = (false, 0, Vec::new());
    for (number, line) in text.lines().enumerate().skip(1).filter(|(_, line)| !line.is_empty()) {
        if line.starts_with('#') {
            known |= line.starts_with("# known");
            continue;
        }
        let [language, published, first, last, sentence] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("{TABLE}:{}: five columns", number + 1)
        };
        let (open, close) = (sentence.find('[').expect("a bracket"), sentence.find(']').expect("a bracket") - 1);
        let published: NaiveDate = published.parse().expect("a day");
        let page = Page {
            id: "row".into(),
            text: sentence.replace(['[', ']'], ""),
            language: Some(language.into()),
            published: Some(published.and_time(NaiveTime::MIN).and_utc()),
            ..Page::default()
        };
        let mentions = opened.engine.code_page(&page).into_iter().flat_map(|article| article.mentions);
        let told = mentions.filter(|m| (m.evidence.action.start as usize) < close && open < m.evidence.action.end as usize);
        let days: Vec<(String, String)> = told.map(|m| (shown(m.date.first), shown(m.date.last))).collect();
        let fits = !days.is_empty() && days.iter().all(|(a, b)| (a.as_str(), b.as_str()) == (first, last));
        right += usize::from(fits);
        if fits == known {
            wrong.push(format!("{TABLE}:{}: {first}..{last}, found {days:?}: {sentence}", number + 1));
        }
    }
    println!("{right} right");
    let why = "out of place: wrong above `# known`, or right below it";
    assert!(wrong.is_empty(), "{} rows {why}\n{}", wrong.len(), wrong.join("\n"));
}

fn shown(day: Option<NaiveDate>) -> String {
    day.map_or("-".into(), |day| day.to_string())
}

#[test]
fn a_codebook_says_how_background_is_dated() {
    use dyads::model::{DateLink, Undated};
    let mut opened = engine::open_sound("codebooks/cameo").expect("the codebook");
    let page = Page {
        id: "row".into(),
        text: "Norway bombed Chile in retaliation for the killing of Norwegian soldiers by Chilean troops.".into(),
        language: Some("en".into()),
        published: NaiveDate::from_ymd_opt(2018, 3, 16).map(|day| day.and_time(NaiveTime::MIN).and_utc()),
        ..Page::default()
    };
    let mut days = |undated: Undated| {
        opened.engine.codebook.undated = undated;
        let mentions: Vec<_> = opened.engine.code_page(&page).into_iter().flat_map(|article| article.mentions).collect();
        let killing = mentions.iter().find(|m| m.evidence.date_link == DateLink::Background).expect("the killing");
        (shown(killing.date.first), shown(killing.date.last))
    };
    assert_eq!(days(Undated::Month), ("2018-03-01".into(), "2018-03-31".into()));
    assert_eq!(days(Undated::Day), ("2018-03-16".into(), "2018-03-16".into()));
    assert_eq!(days(Undated::Never), ("-".into(), "-".into()));
}

#[test]
fn two_dates_for_one_event_agree_or_are_flagged() {
    let opened = engine::open_sound("codebooks/cameo").expect("the codebook");
    let attack = |when: &str| {
        let page = Page {
            id: "row".into(),
            text: format!("Rebels attacked Malian soldiers in Gao {when}."),
            language: Some("en".into()),
            published: NaiveDate::from_ymd_opt(2022, 1, 18).map(|day| day.and_time(NaiveTime::MIN).and_utc()),
            ..Page::default()
        };
        opened.engine.code_page(&page).remove(0).mentions.remove(0)
    };
    let (once, agreed, differ) = (attack("on 11 January"), attack("a week ago, on 11 January"), attack("a week ago, on 4 January"));
    assert!(once.date.flags.year_inferred && !once.date.flags.dates_differ);
    // A second name of the day leaves no doubt of the year.
    assert!(!agreed.date.flags.year_inferred && !agreed.date.flags.dates_differ);
    assert_eq!(agreed.confidence, once.confidence);
    assert!(differ.date.flags.dates_differ && differ.confidence < once.confidence);
    let weekday = attack("on Monday, 11 January 2022");
    assert!(weekday.date.flags.weekday_conflict && weekday.confidence < once.confidence);
}
