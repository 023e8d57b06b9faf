//! Where the events of a table took place: texts with the word in brackets that tells the event, its place (any of those joined by `|`), what
//! that is and its country. Rows under `# known` do not come out yet, and must stand above it once they do.

use chrono::{NaiveDate, NaiveTime};
use dyads::cli::engine;
use dyads::model::{Page, Place};

const TABLE: &str = "tests/places/events.tsv";

struct Row<'a> {
    line: usize,
    lang: &'a str,
    day: &'a str,
    text: &'a str,
    places: Vec<&'a str>,
    types: Vec<&'a str>,
    countries: Vec<&'a str>,
    known: bool,
}

fn rows(table: &str) -> Vec<Row<'_>> {
    let (mut out, mut known) = (Vec::new(), false);
    for (number, line) in table.lines().enumerate().skip(1).filter(|(_, line)| !line.is_empty()) {
        if line.starts_with('#') {
            known |= line.starts_with("# known");
            continue;
        }
        let [lang, day, text, places, types, countries, _] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("{TABLE}:{}: seven columns", number + 1)
        };
        let row = Row {
            line: number + 1,
            lang,
            day,
            text,
            places: places.split('|').collect(),
            types: types.split('|').collect(),
            countries: countries.split('|').collect(),
            known,
        };
        out.push(row);
    }
    out
}

fn folded(name: &str) -> String {
    dyads::language::normalise(name).chars().filter(|c| c.is_alphanumeric()).collect()
}

#[test]
fn an_event_has_the_place_that_is_its_own() {
    let opened = engine::open_sound("codebooks/cameo").expect("the codebook");
    let table = std::fs::read_to_string(TABLE).expect("the table");
    let rows = rows(&table);
    let (mut coded, mut right_country, mut cities, mut right_city, mut right) = (0, 0, 0, 0, 0);
    let mut wrong = Vec::new();
    for row in &rows {
        let (open, close) = (row.text.find('[').expect("a bracket"), row.text.find(']').expect("a bracket") - 1);
        let day: NaiveDate = row.day.parse().expect("a day");
        let page = Page {
            id: "row".into(),
            text: row.text.replace(['[', ']'], ""),
            language: Some(row.lang.into()),
            published: Some(day.and_time(NaiveTime::MIN).and_utc()),
            ..Page::default()
        };
        let mentions = opened.engine.code_page(&page).into_iter().flat_map(|article| article.mentions);
        let told: Vec<_> =
            mentions.filter(|m| (m.evidence.action.start as usize) < close && open < m.evidence.action.end as usize).collect();
        let places: Vec<Option<Place>> = told.into_iter().map(|m| m.place).collect();
        coded += usize::from(!places.is_empty());
        let is_none = row.types.contains(&"none");
        let country = |place: &Option<Place>| match place {
            None => is_none,
            Some(place) => row.countries.contains(&place.country.as_deref().unwrap_or_default()),
        };
        let whole = |place: &Option<Place>| match place {
            None => is_none,
            Some(place) => {
                country(&Some(place.clone()))
                    && row.types.contains(&place.kind.as_str())
                    && row.places.iter().any(|name| folded(name) == folded(&place.name))
            }
        };
        let fits = !places.is_empty() && places.iter().all(whole);
        if !places.is_empty() {
            right_country += usize::from(places.iter().all(country));
            if row.types.contains(&"city") {
                cities += 1;
                right_city += usize::from(fits);
            }
        }
        right += usize::from(fits);
        if fits == row.known {
            let found: Vec<String> = places
                .iter()
                .map(|place| {
                    place.as_ref().map_or("nowhere".into(), |p| {
                        format!("{} ({}, {:?}, {:?}, {:?})", p.name, p.kind.as_str(), p.country, p.link, p.choice)
                    })
                })
                .collect();
            wrong.push(format!("{TABLE}:{}: {:?} {:?}, found {found:?}: {}", row.line, row.places, row.countries, row.text));
        }
    }
    println!("{} rows, {coded} coded: country {right_country}/{coded}, city {right_city}/{cities}, all {right}", rows.len());
    let why = "out of place: wrong above `# known`, or right below it";
    assert!(wrong.is_empty(), "{} rows {why}\n{}", wrong.len(), wrong.join("\n"));
}
