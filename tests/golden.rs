//! Articles of our own with the events a careful coder finds in them (`tests/golden/*.md`), coded and compared.
//!
//! `NAME.coded` holds what is coded today, event by event, so that every change of coding shows as a difference, and `totals.txt` the
//! sums: `UPDATE=1 cargo test --test golden` writes both anew. `floors.txt` is what precision and recall may not fall below; it is
//! raised by hand. A line of a `.coded` file begins with
//!
//! * `=` an event of the table with whole actor codes, whole action code and date;
//! * `~` close to one: the same first three letters of both actors and the same root of the action;
//! * `+` not in the table;
//! * `-` in the table, and not even closely coded.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use chrono::{Days, Months, NaiveDate, NaiveTime};
use dyads::cli::engine;
use dyads::model::{Mention, Page};
use dyads::pipeline::Engine;
use dyads::pipeline::examples::show;

const FOLDER: &str = "tests/golden";

/// An event as the tables and the program's own lines have it; the date is "" or as [`interval`] writes it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Event {
    source: String,
    code: String,
    target: String,
    date: String,
}

impl Event {
    /// First letters of the actors and root of the action.
    fn key(&self) -> [&str; 3] {
        fn first(text: &str, letters: usize) -> &str {
            text.get(..letters).unwrap_or(text)
        }
        [first(&self.source, 3), first(&self.code, 2), first(&self.target, 3)]
    }

    fn mirrored(&self) -> Event {
        Event { source: self.target.clone(), target: self.source.clone(), ..self.clone() }
    }

    /// Whether it is the one wanted; a table without a date asks for none.
    fn is(&self, wanted: &Event) -> bool {
        (&self.source, &self.code, &self.target) == (&wanted.source, &wanted.code, &wanted.target)
            && (wanted.date.is_empty() || self.date == wanted.date)
    }

    fn line(&self) -> String {
        let on = if self.date.is_empty() { "" } else { " on " };
        format!("{} -> {} -> {}{on}{}", self.source, self.code, self.target, self.date)
    }
}

/// An article with its table.
struct Golden {
    path: PathBuf,
    page: Page,
    wanted: Vec<Event>,
}

/// Sums over articles.
#[derive(Default)]
struct Count {
    articles: usize,
    /// Events of the tables, all alike by the close match counted once.
    wanted: usize,
    /// Events coded, counted in the same way.
    coded: usize,
    close: usize,
    exact: usize,
}

impl Count {
    fn precision(&self) -> f64 {
        self.close as f64 / self.coded.max(1) as f64
    }

    fn recall(&self) -> f64 {
        self.close as f64 / self.wanted.max(1) as f64
    }

    fn line(&self, name: &str) -> String {
        format!(
            "{name}: {} articles, {} events wanted: {} close, {} of them exact, {} missing, {} noisy; close precision {:.2}, recall {:.2}",
            self.articles,
            self.wanted,
            self.close,
            self.exact,
            self.wanted - self.close,
            self.coded - self.close,
            self.precision(),
            self.recall()
        )
    }
}

#[test]
fn golden_articles() {
    // From the folder, not the copy in the program: what stands in the files is what is tested.
    let engine = engine::open_sound("codebooks/cameo").expect("a sound codebook").engine;
    let update = std::env::var_os("UPDATE").is_some();
    let mut totals: BTreeMap<String, Count> = BTreeMap::new();
    let mut changed = Vec::new();
    for golden in read_all() {
        let language = golden.page.language.clone().unwrap_or_default();
        let text = compare(&engine, &golden, totals.entry(language).or_default());
        settle(&golden.path.with_extension("coded"), &text, update, &mut changed);
    }
    let lines: String = totals.iter().map(|(language, count)| count.line(language) + "\n").collect();
    println!("{lines}");
    settle(&Path::new(FOLDER).join("totals.txt"), &lines, update, &mut changed);
    below_floors(&totals, &mut changed);
    assert!(changed.is_empty(), "\n{}\n{lines}", changed.join("\n"));
}

/// Compares a file with what it should hold, or writes it.
fn settle(path: &Path, text: &str, update: bool, changed: &mut Vec<String>) {
    if update {
        fs::write(path, text).expect("a file to write");
    } else if fs::read_to_string(path).unwrap_or_default() != text {
        changed
            .push(format!("{} differs; if the new coding is better, UPDATE=1 cargo test --test golden writes it:\n{text}", path.display()));
    }
}

/// Floors: a language, a figure (precision or recall of the close match), the least it may be.
fn below_floors(totals: &BTreeMap<String, Count>, changed: &mut Vec<String>) {
    let text = fs::read_to_string(Path::new(FOLDER).join("floors.txt")).expect("the floors");
    for line in text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        let [language, figure, floor] = line.split_whitespace().collect::<Vec<_>>()[..] else {
            panic!("floors.txt: three words a line, not `{line}`")
        };
        let count = totals.get(language).unwrap_or_else(|| panic!("floors.txt: there is no article in `{language}`"));
        let today = match figure {
            "precision" => count.precision(),
            "recall" => count.recall(),
            _ => panic!("floors.txt: precision or recall, not `{figure}`"),
        };
        let floor: f64 = floor.parse().expect("a number");
        if today < floor {
            changed.push(format!("{language}: {figure} of the close match is {today:.3}, its floor is {floor}"));
        }
    }
}

/// Codes an article, counts, and writes what is coded and what is missing.
fn compare(engine: &Engine, golden: &Golden, count: &mut Count) -> String {
    let wanted: BTreeSet<[&str; 3]> = golden.wanted.iter().map(Event::key).collect();
    let mentions: Vec<(Mention, String)> = engine
        .code_page(&golden.page)
        .into_iter()
        .flat_map(|coded| {
            coded.mentions.into_iter().map(move |mention| (mention.clone(), mention.evidence.action.of(&coded.article.text).to_string()))
        })
        .collect();
    let mut out = String::new();
    let (mut close, mut coded, mut exact) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for (mention, words) in &mentions {
        let event = directed(mention, &wanted);
        let key = event.key().map(str::to_string);
        let known = wanted.contains(&event.key());
        if known {
            close.insert(key.clone());
        }
        let mark = match golden.wanted.iter().any(|wanted| event.is(wanted)) {
            true => {
                exact.insert(key.clone());
                '='
            }
            false if known => '~',
            false => '+',
        };
        coded.insert(key);
        let action = mention.rule.split('/').next().unwrap_or_default();
        let _ = writeln!(out, "{mark} {}  {action}: {}", event.line(), words.split_whitespace().collect::<Vec<_>>().join(" "));
    }
    for event in golden.wanted.iter().filter(|event| !close.contains(&event.key().map(str::to_string))) {
        let _ = writeln!(out, "- {}", event.line());
    }
    count.articles += 1;
    count.wanted += wanted.len();
    count.coded += coded.len();
    count.close += close.len();
    count.exact += exact.len();
    out
}

/// A mention as an event. One whose two directions are the same takes the direction of the table, else the alphabet's.
fn directed(mention: &Mention, wanted: &BTreeSet<[&str; 3]>) -> Event {
    let shown = show(mention);
    let event = parse(shown.split("   (").next().unwrap_or_default());
    if !mention.reciprocal || wanted.contains(&event.key()) {
        return event;
    }
    let mirror = event.mirrored();
    if wanted.contains(&mirror.key()) || mirror < event { mirror } else { event }
}

/// `A -> CODE -> B [on DATES]`.
fn parse(line: &str) -> Event {
    let mut parts = line.split(" -> ").map(str::to_string);
    let (source, code, rest) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let (target, date) = rest.split_once(" on ").unwrap_or((&rest, ""));
    Event { source, code, target: target.to_string(), date: date.to_string() }
}

/// All articles, in the order of their names.
fn read_all() -> Vec<Golden> {
    let entries = fs::read_dir(FOLDER).expect("the folder of articles");
    let mut paths: Vec<PathBuf> =
        entries.map(|entry| entry.expect("an entry").path()).filter(|path| path.extension().is_some_and(|e| e == "md")).collect();
    paths.sort();
    paths.into_iter().map(read).collect()
}

/// `title`, `published` and `language` between two lines of dashes, the text, and a table of source, code, target, date and words whose
/// only row says `none` where there is no event.
fn read(path: PathBuf) -> Golden {
    let text = fs::read_to_string(&path).expect("an article");
    let malformed = |what: &str| -> ! { panic!("{}: {what}", path.display()) };
    let Some((front, rest)) = text.strip_prefix("---\n").and_then(|text| text.split_once("\n---\n")) else { malformed("no front matter") };
    let Some((body, table)) = rest.split_once("| source |") else { malformed("no table of events") };
    let field = |name: &str| front.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": ")).unwrap_or_else(|| malformed(name));
    let day: NaiveDate = field("published").parse().unwrap_or_else(|_| malformed("published is no day"));
    let page = Page {
        id: path.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
        title: Some(field("title").to_string()),
        language: Some(field("language").to_string()),
        published: Some(day.and_time(NaiveTime::MIN).and_utc()),
        text: body.trim().to_string(),
        ..Page::default()
    };
    let mut wanted = Vec::new();
    // The header's rest and the line of dashes come first.
    for row in table.lines().skip(2).filter(|row| !row.trim().is_empty()) {
        let cells: Vec<&str> = row.trim().trim_matches('|').split('|').map(str::trim).collect();
        match cells[..] {
            ["none", "", "", "", ""] => {}
            [source, code, target, date, _] => {
                let date = if date.is_empty() { String::new() } else { interval(date).unwrap_or_else(|| malformed(row)) };
                wanted.push(Event { source: source.into(), code: code.into(), target: target.into(), date });
            }
            _ => malformed(row),
        }
    }
    Golden { path, page, wanted }
}

/// A day, month (2024-05) or year (2024) as the program writes it: the day, or the first and the last day.
fn interval(date: &str) -> Option<String> {
    let (first, months) = match date.len() {
        10 => return Some(date.to_string()),
        7 => (format!("{date}-01"), 1),
        4 => (format!("{date}-01-01"), 12),
        _ => return None,
    };
    let first: NaiveDate = first.parse().ok()?;
    let last = first.checked_add_months(Months::new(months))?.checked_sub_days(Days::new(1))?;
    Some(format!("{first}..{last}"))
}

#[test]
fn intervals() {
    assert_eq!(interval("2024-02").as_deref(), Some("2024-02-01..2024-02-29"));
    assert_eq!(interval("2023").as_deref(), Some("2023-01-01..2023-12-31"));
    assert_eq!(interval("last week"), None);
}
