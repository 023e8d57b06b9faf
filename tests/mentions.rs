//! Who is meant: sentences with a mention in brackets, and the code a careful coder gives it on that day (any of those joined by `|`; `---` for
//! nobody). Rows under `# known` do not come out yet, and must stand above it once they do.

use chrono::{NaiveDate, NaiveTime};
use dyads::cli::engine;
use dyads::model::Page;

const TABLE: &str = "tests/actors/mentions.tsv";
const NOBODY: &str = "---";

#[test]
fn a_mention_has_the_code_that_is_its_own_on_that_day() {
    let opened = engine::open_sound("codebooks/cameo").expect("the codebook");
    let table = std::fs::read_to_string(TABLE).expect("the table");
    let (mut known, mut counts, mut wrong) = (false, [(0, 0); 2], Vec::new());
    for (number, line) in table.lines().enumerate().skip(1).filter(|(_, line)| !line.is_empty()) {
        if line.starts_with('#') {
            known |= line.starts_with("# known");
            continue;
        }
        let [lang, day, sentence, codes, _] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("{TABLE}:{}: five columns", number + 1)
        };
        let (open, close) = (sentence.find('[').expect("a bracket"), sentence.find(']').expect("a bracket") - 1);
        let day: NaiveDate = day.parse().expect("a day");
        let page = Page {
            id: "row".into(),
            text: sentence.replace(['[', ']'], ""),
            language: Some(lang.into()),
            published: Some(day.and_time(NaiveTime::MIN).and_utc()),
            ..Page::default()
        };
        let found = code_of(&opened.engine, &page, open, close);
        let fits = codes.split('|').any(|code| parts(code) == parts(&found));
        let count = &mut counts[usize::from(lang == "ar")];
        *count = (count.0 + usize::from(fits), count.1 + 1);
        if fits == known {
            wrong.push(format!("{TABLE}:{}: {codes}, found {found}: {sentence}", number + 1));
        }
    }
    println!("right: en {}/{}, ar {}/{}", counts[0].0, counts[0].1, counts[1].0, counts[1].1);
    let why = "out of place: wrong above `# known`, or right below it";
    assert!(wrong.is_empty(), "{} rows {why}\n{}", wrong.len(), wrong.join("\n"));
}

/// The parts of a code, in any order: how they are joined is tested elsewhere.
fn parts(code: &str) -> Vec<String> {
    let letters: Vec<char> = code.to_uppercase().chars().collect();
    let mut parts: Vec<String> = letters.chunks(3).map(|part| part.iter().collect()).collect();
    parts.sort();
    parts
}

/// The code of the first phrase that names someone between two bytes of the text.
fn code_of(engine: &dyads::pipeline::Engine, page: &Page, open: usize, close: usize) -> String {
    for article in engine.explain_page(page) {
        for told in &article.told {
            for (n, np) in told.parse.nps.iter().enumerate() {
                let (first, last) = (&told.parse.units[np.units.start], &told.parse.units[np.units.end - 1]);
                let span = article.prepared.tokens[first.first].span.join(article.prepared.tokens[last.last - 1].span);
                if (span.start as usize) < close && open < span.end as usize {
                    let whos = told.trace.cast.whole.get(n).into_iter().flatten();
                    if let Some(code) = whos.map(|who| who.code.code()).find(|code| !code.is_empty()) {
                        return code;
                    }
                }
            }
        }
    }
    NOBODY.into()
}
