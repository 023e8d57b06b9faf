//! Factiva's plain text: articles with field tags (`HD`, `PD`, `LP`, `TD`…), or as displayed, without them. Each ends with the line
//! `Document` and its number.

use serde_json::{Map, Value};

use super::blocks::{Export, fields, paragraphs};
use super::fields::{self as names};
use super::months;

/// Tags before the text, in any order.
const HEAD: [&str; 19] =
    ["SE", "HD", "BY", "CR", "WC", "PD", "ET", "SN", "SC", "ED", "PG", "VOL", "LA", "CY", "CLM", "CX", "NT", "PUB", "AN"];
/// Tags of the text.
const BODY: [&str; 2] = ["LP", "TD"];
/// Tags that end the text: elsewhere such letters may begin a line of it.
const TAIL: [&str; 13] = ["ART", "CT", "RF", "CO", "IN", "NS", "RE", "IPC", "IPD", "PBC", "PUB", "AN", "CX"];

/// How this export is read, if these first lines are one.
pub(super) fn export(lines: &[&str]) -> Option<Export> {
    let tagged = |tag: &str| lines.iter().any(|line| tag_of(line, &[tag]).is_some());
    if tagged("HD") && ["PD", "SN", "LP", "TD", "WC", "LA", "SC"].iter().filter(|tag| tagged(tag)).count() >= 3 {
        return Some(Export { ends: is_end, begins: |line, so_far| starts_next(line, so_far), fields: |lines| tagged_fields(lines) });
    }
    let at = lines.iter().position(|line| is_length(line))?;
    let dated = lines[at + 1..].iter().take(3).any(|line| months::day(line).is_some());
    (dated && at <= 12).then_some(Export { ends: is_end, begins: |_, _| false, fields: |lines| shown_fields(lines) })
}

/// `Document KAVPO00020210312eh3c0000a`: the last line of an article.
fn is_end(line: &str) -> bool {
    number(line).is_some()
}

fn number(line: &str) -> Option<&str> {
    let number = line.trim().strip_prefix("Document ").or_else(|| line.trim().strip_prefix("Documento "))?.trim();
    let fits = (12..=40).contains(&number.len())
        && number.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && number.bytes().any(|byte| byte.is_ascii_digit());
    fits.then_some(number)
}

/// The tag of these that a line begins with, and what follows it.
fn tag_of<'a, 'l>(line: &'l str, tags: &[&'a str]) -> Option<(&'a str, &'l str)> {
    let word = line.split([' ', '\t']).next()?;
    let tag = tags.iter().find(|tag| **tag == word)?;
    Some((tag, line[word.len()..].trim()))
}

/// A second headline begins the next article, where the line `Document` is missing.
fn starts_next(line: &str, so_far: &[String]) -> bool {
    let body = |line: &String| tag_of(line, &BODY).is_some();
    tag_of(line, &["HD", "SE"]).is_some()
        && so_far.iter().any(body)
        && so_far.iter().any(|line| tag_of(line, &["NS", "RE", "IPD", "AN", "PUB", "IN", "CO"]).is_some())
}

fn tagged_fields(lines: &[String]) -> Option<Map<String, Value>> {
    // Tags stand alone on their lines, or all before their values: then a word alone is no tag, nor is one before a value.
    let alone = lines.iter().any(|line| line.trim() == "HD");
    let mut parts: Vec<(&str, Vec<&str>)> = Vec::new();
    for line in lines {
        let in_body = parts.last().is_some_and(|(tag, _)| BODY.contains(tag));
        let found = if in_body {
            tag_of(line, &TAIL).or_else(|| tag_of(line, &BODY))
        } else {
            tag_of(line, &HEAD).or_else(|| tag_of(line, &BODY)).or_else(|| tag_of(line, &TAIL))
        };
        match found.filter(|(_, rest)| rest.is_empty() || !alone) {
            Some((tag, rest)) => parts.push((tag, vec![rest])),
            None => {
                if let Some((_, values)) = parts.last_mut() {
                    values.push(line);
                }
            }
        }
    }
    let value = |tag: &str| {
        let (_, values) = parts.iter().find(|(own, _)| *own == tag)?;
        let value = values.iter().flat_map(|line| line.split_whitespace()).collect::<Vec<_>>().join(" ");
        (!value.is_empty()).then_some(value)
    };
    let text: Vec<String> =
        BODY.iter().filter_map(|tag| parts.iter().find(|(own, _)| own == tag)).map(|(_, values)| paragraphs(values)).collect();
    value("HD").is_some().then(|| {
        fields([
            ("title", value("HD")),
            ("date", value("PD").map(|written| date(&written))),
            ("publisher", value("SN")),
            ("language", value("LA")),
            ("id", lines.iter().find_map(|line| number(line)).map(str::to_string).or_else(|| value("AN"))),
            ("text", Some(text.join("\n"))),
        ])
    })
}

/// The day in digits; what can't be read is handed on as it is, to be named.
fn date(written: &str) -> String {
    months::day(written).map_or_else(|| written.to_string(), |day| day.to_string())
}

/// "523 words", in the languages Factiva shows itself in.
fn is_length(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let number = words.next().is_some_and(|word| word.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b',' | b'.')));
    let unit = ["words", "mots", "palabras", "слов", "слова", "Wörter", "parole", "palavras", "كلمة", "كلمات"];
    number && words.next().is_some_and(|word| unit.contains(&word)) && words.next().is_none()
}

/// Most lines between the day and the text.
const SHOWN_HEAD: usize = 10;

fn shown_fields(lines: &[String]) -> Option<Map<String, Value>> {
    let length = lines.iter().position(|line| is_length(line))?;
    let byline = |line: &&String| ["By ", "Par ", "Por ", "Von "].iter().any(|start| line.starts_with(start));
    let title = lines[..length].iter().filter(|line| !line.is_empty() && !byline(line)).max_by_key(|line| line.chars().count());
    let rest = &lines[length + 1..];
    let dated = rest.iter().take(3).position(|line| months::day(line).is_some())?;
    let head = &rest[dated + 1..];
    let copyright = |line: &String| line.starts_with("(c)") || line.starts_with("©") || line.to_lowercase().starts_with("copyright");
    let language = |line: &String| names::language(line).filter(|tag| line.chars().count() > 3 && tag.len() == 2);
    let window = &head[..head.len().min(SHOWN_HEAD)];
    let end = window.iter().position(copyright).or_else(|| window.iter().position(|line| language(line).is_some())).map_or(0, |at| at + 1);
    let is_time = |line: &String| line.len() <= 8 && line.contains(':') && line.starts_with(|c: char| c.is_ascii_digit());
    let publisher = head[..end].iter().find(|line| !line.is_empty() && !is_time(line) && !copyright(line));
    let body: Vec<&str> = head[end..].iter().map(String::as_str).filter(|line| number(line).is_none()).collect();
    Some(fields([
        ("title", title.cloned()),
        ("date", Some(date(&rest[dated]))),
        ("publisher", publisher.cloned()),
        ("language", head[..end].iter().find_map(language)),
        ("id", lines.iter().find_map(|line| number(line)).map(str::to_string)),
        ("text", Some(paragraphs(&body))),
    ]))
}
