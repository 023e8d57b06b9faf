//! LexisNexis as plain text: the older form ("3 of 200 DOCUMENTS", tags in capitals) and that of Nexis Uni ("Body", "End of Document").

use serde_json::{Map, Value};

use super::blocks::{Export, fields, paragraphs};
use super::months;

/// Tags of the head, in lower case, as both forms have them. They may begin a paragraph of the text too.
const HEAD: [&str; 12] = [
    "byline",
    "section",
    "length",
    "dateline",
    "highlight",
    "headline",
    "body",
    "full text",
    "correction",
    "series",
    "copyright",
    "update",
];
/// Tags of the foot: they end the text.
const FOOT: [&str; 20] = [
    "load-date",
    "language",
    "graphic",
    "publication-type",
    "journal-code",
    "subject",
    "organization",
    "country",
    "person",
    "ticker",
    "industry",
    "geographic",
    "url",
    "correction-date",
    "document-type",
    "company",
    "city",
    "state",
    "classification",
    "notes",
];

/// How this export is read, if these first lines are one.
pub(super) fn export(lines: &[&str]) -> Option<Export> {
    if lines.iter().any(|line| is_count(line)) {
        return Some(Export { ends: |_| false, begins: |line, _| is_count(line), fields: |lines| article(lines, false) });
    }
    let body = lines.iter().any(|line| line.trim() == "Body");
    let length =
        lines.iter().any(|line| tag(line).is_some_and(|(name, value)| name == "length" && value.starts_with(|c: char| c.is_ascii_digit())));
    let uni = length && (body || lines.iter().any(|line| line.trim() == "End of Document"));
    uni.then_some(Export { ends: |line| line.trim() == "End of Document", begins: |_, _| false, fields: |lines| article(lines, true) })
}

/// "3 of 200 DOCUMENTS", "Document 3 de 200".
fn is_count(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    let number = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    let of = |word: &str| matches!(word, "of" | "de" | "von" | "sur" | "di");
    let document = |word: &str| word.to_lowercase().starts_with("do") && (word.contains("ument") || word.contains("UMENT"));
    match words.as_slice() {
        [first, between, last, name] => number(first) && of(between) && number(last) && document(name),
        _ => match words.split_first() {
            Some((name, [first, between, last])) => document(name) && number(first) && of(between) && number(last),
            _ => false,
        },
    }
}

/// The tag a line begins with, in lower case, and its value: `LENGTH: 523 words`, `Load-Date: March 3, 2021`.
fn tag(line: &str) -> Option<(&'static str, &str)> {
    let (name, value) = line.split_once(':')?;
    let name = name.trim().to_lowercase();
    HEAD.iter().chain(&FOOT).find(|tag| **tag == name).map(|tag| (*tag, value.trim()))
}

/// An article's fields; None where the lines have no head.
fn article(lines: &[String], uni: bool) -> Option<Map<String, Value>> {
    let lines: Vec<&str> = lines.iter().map(String::as_str).filter(|line| !is_count(line)).collect();
    let value = |name: &str| {
        let at = lines.iter().position(|line| tag(line).is_some_and(|(own, _)| own == name))?;
        // A value goes on until an empty line or the next tag.
        let more = lines[at + 1..].iter().take_while(|line| !line.trim().is_empty() && tag(line).is_none() && line.trim() != "Body");
        let first = tag(lines[at]).map(|(_, value)| value)?;
        let words = std::iter::once(first).chain(more.copied()).flat_map(str::split_whitespace);
        Some(words.collect::<Vec<_>>().join(" ")).filter(|value| !value.is_empty())
    };
    let dated = lines.iter().position(|line| months::day(line).is_some())?;
    let first_tag = lines.iter().position(|line| tag(line).is_some())?;
    if dated >= first_tag {
        return None;
    }
    let is_rights = |line: &str| {
        let line = line.trim().to_lowercase();
        ["copyright", "all rights reserved", "tous droits", "©", "(c)"].iter().any(|start| line.starts_with(start))
    };
    let is_page = |line: &str| line.trim().starts_with("Page ") && line.split_whitespace().count() <= 4;
    let named = |line: &&&str| !line.trim().is_empty() && !is_rights(line) && !is_page(line) && months::day(line).is_none();
    let before: Vec<&str> = lines[..dated].iter().filter(named).map(|line| line.trim()).collect();
    let (title, publisher) = if uni {
        // The headline, perhaps over several lines, then the outlet.
        let (outlet, headline) = before.split_last()?;
        (Some(headline.join(" ")).filter(|title| !title.is_empty()), Some(outlet.to_string()))
    } else {
        (value("headline").or_else(|| headline(&lines[dated + 1..first_tag])), before.last().map(|line| (*line).to_string()))
    };
    Some(fields([
        ("title", title),
        ("date", months::day(lines[dated]).map(|day| day.to_string())),
        ("publisher", publisher),
        ("language", value("language").map(|tags| tags.split([';', ',', ' ']).next().unwrap_or("").to_string())),
        ("url", value("url")),
        ("text", Some(text(&lines, dated, uni, value("dateline")))),
    ]))
}

/// The longest paragraph between the day and the first tag: beside it there may be the edition.
fn headline(lines: &[&str]) -> Option<String> {
    let paragraphs = lines
        .split(|line| line.trim().is_empty())
        .map(|group| group.iter().flat_map(|line| line.split_whitespace()).collect::<Vec<_>>().join(" "));
    paragraphs.filter(|line| !line.is_empty()).max_by_key(String::len)
}

/// The text: behind `BODY:` or the last tag of the head, before the first of the foot.
fn text(lines: &[&str], dated: usize, uni: bool, dateline: Option<String>) -> String {
    let is_body =
        |line: &&str| if uni { line.trim() == "Body" } else { tag(line).is_some_and(|(name, _)| matches!(name, "body" | "full text")) };
    let marked = lines.iter().position(is_body).map(|at| at + 1);
    let start = marked.unwrap_or_else(|| {
        let length = lines.iter().position(|line| tag(line).is_some_and(|(name, _)| name == "length")).unwrap_or(dated);
        // What follows the length may be a dateline, or a summary: tags with their values.
        let mut at = length + 1;
        while let Some(next) = lines.get(at..).unwrap_or(&[]).iter().position(|line| !line.trim().is_empty()).map(|next| at + next) {
            if !tag(lines[next]).is_some_and(|(name, _)| matches!(name, "dateline" | "highlight" | "byline" | "section" | "series")) {
                break;
            }
            at = lines[next..].iter().position(|line| line.trim().is_empty()).map_or(lines.len(), |end| next + end);
        }
        at
    });
    let start = start.min(lines.len());
    let ends = |line: &str| {
        let word = line.trim();
        tag(line).is_some_and(|(name, _)| FOOT.contains(&name))
            || (uni && matches!(word, "Classification" | "End of Document" | "Graphic" | "Load-Date:"))
            || word.starts_with("Copyright ")
    };
    let end = lines[start..].iter().position(|line| ends(line)).map_or(lines.len(), |at| start + at);
    let text = paragraphs(&lines[start..end]);
    match dateline {
        Some(dateline) if !text.starts_with(&dateline) => format!("{} - {text}", dateline.trim_end_matches(['-', ' ', '—'])),
        _ => text,
    }
}
