//! The text of the story on a page: what the outlet says it is, else what readability finds, else all that can be seen.

use dom_query::Document;
use dom_smoothie::{Config, Readability};

use super::facts::Facts;
use super::lines::{Line, lines};
use super::linked;

/// Letters below which a text is no story but a teaser or a caption.
pub(super) const SHORT: usize = 250;

/// The lines of the story. `seen` are those of the page; the page itself is used up: readability takes it apart.
pub(super) fn body(page: Document, facts: &Facts, seen: &[Line]) -> Vec<String> {
    let prose: usize = seen.iter().filter(|line| line.is_prose()).map(|line| line.letters).sum();
    let told = linked::body(&facts.linked).map(|text| told_lines(&text, seen)).unwrap_or_default();
    let letters = count(&told);
    // The outlet's own word counts where it tells most of what there is to read.
    if letters >= SHORT && letters * 4 >= prose * 3 {
        return texts(told);
    }
    let found = mended(readable(page), seen);
    let found_letters = count(&found);
    if letters >= SHORT && letters * 10 >= found_letters * 7 {
        return texts(told);
    }
    if found_letters >= SHORT || found_letters * 2 >= prose.max(letters) {
        return texts(found);
    }
    texts(if letters > found_letters { told } else { seen.iter().filter(|line| line.linked * 2 < line.letters).cloned().collect() })
}

fn texts(lines: Vec<Line>) -> Vec<String> {
    lines.into_iter().map(|line| line.text).collect()
}

fn count(lines: &[Line]) -> usize {
    lines.iter().map(|line| line.letters).sum()
}

/// `articleBody` as lines. It is often one long line, whose paragraphs are those of the page.
fn told_lines(text: &str, seen: &[Line]) -> Vec<Line> {
    let marked = text.contains("</") || text.contains("<br") || text.contains("&#") || (text.contains('&') && text.contains(';'));
    let text = if marked { as_text(text) } else { text.to_string() };
    let own: Vec<Line> = text.lines().map(Line::of).filter(|line| line.letters > 0).collect();
    let letters = count(&own);
    if own.len() > 2 || letters < SHORT {
        return own;
    }
    let wanted = letters_of(&text);
    let mut at = 0;
    let mut aligned = Vec::new();
    for line in seen {
        let line_letters = letters_of(&line.text);
        if line_letters.is_empty() {
            continue;
        }
        // A word of two letters is found anywhere.
        let near = if line.letters < 20 { wanted[at..].starts_with(&line_letters).then_some(0) } else { wanted[at..].find(&line_letters) };
        if let Some(found) = near {
            at += found + line_letters.len();
            aligned.push(line.clone());
        }
    }
    if count(&aligned) * 10 >= letters * 9 { aligned } else { own }
}

/// Mark-up within a string, or entities, as text with its paragraphs.
fn as_text(markup: &str) -> String {
    let mut text = fragment_lines(markup).join("\n");
    // Written twice over: `&amp;lt;p&amp;gt;`.
    if text.contains("</p>") || text.contains("<br") {
        text = fragment_lines(&text).join("\n");
    }
    text
}

/// The lines of a piece of mark-up, line breaks in it among them.
pub(in super::super) fn fragment_lines(markup: &str) -> Vec<String> {
    let markup = if markup.contains("<p") || markup.contains("<br") { markup.to_string() } else { markup.replace('\n', "<br>") };
    texts(lines(&Document::fragment(markup).root()))
}

fn letters_of(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// What readability takes for the story.
fn readable(page: Document) -> Vec<Line> {
    let config = Config { disable_json_ld: true, ..Config::default() };
    let Ok(mut reader) = Readability::with_document(page, None, Some(config)) else { return Vec::new() };
    if reader.parse().is_err() {
        return Vec::new();
    }
    reader.doc.select("#readability-page-1").nodes().first().map(lines).unwrap_or_default()
}

/// Most lines between two of the story that are looked at.
const GAP: usize = 3;

/// Gives back the paragraphs that readability lost between two of the story (for a link in them, or for being short): sentences that are paragraphs
/// on the page and have paragraphs of the story on both sides.
fn mended(found: Vec<Line>, seen: &[Line]) -> Vec<Line> {
    let mut out: Vec<Line> = Vec::with_capacity(found.len());
    let mut last: Option<usize> = None;
    for line in found {
        let from = last.map_or(0, |at| at + 1);
        let here = seen[from..].iter().position(|other| other.text == line.text).map(|at| from + at);
        if let (Some(before), Some(here)) = (last, here)
            && here - before - 1 <= GAP
            && seen[before].paragraph
            && line.paragraph
        {
            let lost = seen[before + 1..here].iter().filter(|line| line.paragraph && line.linked < line.letters && is_sentence(&line.text));
            out.extend(lost.cloned());
        }
        last = here.or(last);
        out.push(line);
    }
    out
}

/// Whether a line ends as sentences do and is long enough for one.
fn is_sentence(text: &str) -> bool {
    text.split_whitespace().count() >= 4
        && text.trim_end_matches(['"', '\'', '”', '»', '’', ')', ' ']).ends_with(['.', '!', '?', '؟', '…', '۔'])
}
