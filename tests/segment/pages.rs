//! Whole pages, as crawls deliver them. `tests/pages/NAME_LANGUAGE.txt` is the page, `.expected` what is to be made of it: every line that
//! is not blank, with what it is kept or dropped as; `== title` opens an article ("-" where it has no title).

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use dyads::model::Article;

use crate::{cut, page};

/// The pages, in the order of their names.
pub fn pages() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let mut names: Vec<_> = fs::read_dir(&folder).expect("the folder").map(|entry| entry.expect("an entry").path()).collect();
    names.retain(|path| path.extension().is_some_and(|end| end == "txt"));
    names.sort();
    names
}

/// The articles as the `.expected` files show them.
fn show(articles: &[Article]) -> String {
    let mut out = String::new();
    for article in articles {
        let _ = writeln!(out, "== {}", article.title.as_deref().unwrap_or("-"));
        let mut at = 0;
        for line in article.text.split('\n') {
            let trimmed = line.trim();
            let start = at + line.len() - line.trim_start().len();
            at += line.len() + 1;
            if trimmed.is_empty() {
                continue;
            }
            let drop = article.dropped.iter().find(|drop| drop.span.start as usize == start);
            if let Some(drop) = drop {
                assert_eq!(drop.span.of(&article.text), trimmed, "a drop is a whole line");
            }
            let _ = writeln!(out, "{:<12}{trimmed}", drop.map_or("keep", |drop| drop.reason.as_str()));
        }
    }
    out
}

/// One article of a page shown: its title and its lines, each with its reason.
type Shown<'a> = (&'a str, Vec<(&'a str, &'a str)>);

fn parse(shown: &str) -> Vec<Shown<'_>> {
    let mut articles: Vec<Shown<'_>> = Vec::new();
    for line in shown.lines() {
        if let Some(title) = line.strip_prefix("== ") {
            articles.push((title, Vec::new()));
        } else if let Some((_, lines)) = articles.last_mut() {
            let (reason, text) = line.split_at(12);
            lines.push((reason.trim(), text));
        }
    }
    articles
}

/// What was got right of the pages of one language.
#[derive(Default)]
struct Count {
    pages: usize,
    articles: usize,
    /// Articles with the same title, first and last line.
    found: usize,
    lines: usize,
    /// Lines kept, or dropped for the right reason.
    right: usize,
    furniture: usize,
    /// Furniture that would be coded.
    left: usize,
    news: usize,
    /// News that would not.
    lost: usize,
}

impl Count {
    fn add(&mut self, expected: &[Shown<'_>], found: &[Shown<'_>]) {
        let ends =
            |(title, lines): &Shown<'_>| (title.to_string(), lines.first().map(|l| l.1.to_string()), lines.last().map(|l| l.1.to_string()));
        let got: Vec<_> = found.iter().map(ends).collect();
        self.pages += 1;
        self.articles += expected.len();
        self.found += expected.iter().filter(|article| got.contains(&ends(article))).count();
        let lines = |articles: &[Shown<'_>]| {
            articles.iter().flat_map(|(_, lines)| lines.iter().map(|line| line.0 == "keep").collect::<Vec<_>>()).collect::<Vec<_>>()
        };
        let reasons = expected.iter().flat_map(|a| &a.1).zip(found.iter().flat_map(|a| &a.1));
        self.right += reasons.filter(|(expected, found)| expected.0 == found.0).count();
        for (expected, found) in lines(expected).into_iter().zip(lines(found)) {
            self.lines += 1;
            *(if expected { &mut self.news } else { &mut self.furniture }) += 1;
            self.left += usize::from(!expected && found);
            self.lost += usize::from(expected && !found);
        }
    }
}

/// Every article is found, no news is dropped and nothing else is left to be coded. `-- --nocapture` shows the figures by language.
#[test]
fn pages_come_apart_as_expected() {
    let mut counts: BTreeMap<String, Count> = BTreeMap::new();
    let mut wrong = String::new();
    for path in pages() {
        let found = show(&cut(&page(&fs::read_to_string(&path).expect("a page"))));
        let expected = fs::read_to_string(path.with_extension("expected")).unwrap_or_default();
        let name = path.file_stem().unwrap_or_default().to_string_lossy().to_string();
        let language = name.rsplit('_').next().unwrap_or_default().to_string();
        for group in [language, "all".into()] {
            counts.entry(group).or_default().add(&parse(&expected), &parse(&found));
        }
        if found != expected {
            let _ = writeln!(wrong, "{name}: - expected, + found\n{}", differences(&expected, &found));
        }
    }
    println!("language  pages  articles found  lines right      furniture left  news lost");
    for (language, count) in &counts {
        println!(
            "{language:<8}  {:>5}  {:>8}/{:<5}  {:>5}/{:<5}      {:>9}/{:<4}  {:>4}/{:<4}",
            count.pages, count.found, count.articles, count.right, count.lines, count.left, count.furniture, count.lost, count.news
        );
    }
    assert!(wrong.is_empty(), "{wrong}");
    for language in ["ar", "en", "es", "fr", "ru"] {
        assert!(counts.get(language).is_some_and(|count| count.pages >= 8), "eight pages at least in {language}");
    }
}

/// The lines that are not the same in both, with a sign before them. Both have the page's lines in order; only where articles begin differs.
fn differences(expected: &str, found: &str) -> String {
    let mut out = String::new();
    let (mut expected, mut found) = (expected.lines().peekable(), found.lines().peekable());
    while expected.peek().is_some() || found.peek().is_some() {
        let title = |line: Option<&&str>| line.is_some_and(|line| line.starts_with("== "));
        let (ours, theirs) = match (title(expected.peek()), title(found.peek())) {
            (true, false) => (expected.next(), None),
            (false, true) => (None, found.next()),
            _ => (expected.next(), found.next()),
        };
        if ours != theirs {
            ours.into_iter().for_each(|line| writeln!(out, "- {line}").unwrap_or_default());
            theirs.into_iter().for_each(|line| writeln!(out, "+ {line}").unwrap_or_default());
        }
    }
    out
}
