//! How `explain` writes: colours, and words that run from right to left among columns that run from left to right.

use std::fmt::Display;

use anstyle::{AnsiColor, Style};

use crate::model::DateValue;

/// Headings and sentences.
pub(super) const TITLE: Style = Style::new().bold();
/// What matters less, and words the codebook does not know.
pub(super) const DIM: Style = Style::new().dimmed();
/// An event.
pub(super) const EVENT: Style = AnsiColor::Green.on_default().bold();
/// A trigger without event.
pub(super) const NONE: Style = AnsiColor::Yellow.on_default();
/// Codes.
pub(super) const CODE: Style = AnsiColor::Cyan.on_default();

/// The text in a style; the printer drops the style where there is no terminal.
pub(super) fn paint(style: Style, text: impl Display) -> String {
    format!("{style}{text}{style:#}")
}

/// Whether a letter is written from right to left.
fn runs_left(c: char) -> bool {
    matches!(c, '\u{0590}'..='\u{08ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}')
}

/// Words of the text, on one line, in quotation marks. Those written from right to left are isolated, so that what follows them on the
/// line stays where it is; the order of the letters is that of the text.
pub(super) fn quote(words: &str) -> String {
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().any(runs_left) { format!("\u{2068}«{line}»\u{2069}") } else { format!("“{line}”") }
}

/// A sentence on one line, without marks around it.
pub(super) fn sentence(words: &str) -> String {
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    isolate(&line)
}

/// A name or word as it is, isolated where it is written from right to left.
pub(super) fn isolate(text: &str) -> String {
    if text.chars().any(runs_left) { format!("\u{2068}{text}\u{2069}") } else { text.to_string() }
}

/// A pattern, read from left to right in any language: each word written the other way is isolated.
pub(super) fn pattern(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut inside = false;
    for c in text.chars() {
        if runs_left(c) != inside {
            out.push(if inside { '\u{2069}' } else { '\u{2068}' });
            inside = !inside;
        }
        out.push(c);
    }
    if inside {
        out.push('\u{2069}');
    }
    out
}

/// The text with spaces after it up to a width in letters; marks of isolation take none.
pub(super) fn pad(text: &str, width: usize) -> String {
    let letters = text.chars().filter(|c| !matches!(c, '\u{2068}' | '\u{2069}')).count();
    format!("{text}{}", " ".repeat(width.saturating_sub(letters)))
}

/// The first words of a long text.
pub(super) fn shorten(text: &str, letters: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(letters) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line,
    }
}

/// A day, or the first and last day of an interval.
pub(super) fn days(value: &DateValue) -> String {
    match (value.first, value.last) {
        (Some(first), Some(last)) if first == last => first.to_string(),
        (None, None) => "no date".into(),
        (first, last) => {
            let day = |d: Option<chrono::NaiveDate>| d.map(|d| d.to_string()).unwrap_or_default();
            format!("{}..{}", day(first), day(last))
        }
    }
}

/// What makes a date less sure, in words.
pub(super) fn doubts(value: &DateValue) -> String {
    let flags = value.flags;
    let all = [
        (flags.weekday_conflict, "the weekday named is another"),
        (flags.year_inferred, "no year is written"),
        (flags.day_month_ambiguous, "day and month may be the other way round"),
        (flags.hijri, "from the Islamic calendar"),
        (flags.tense_inferred, "past or future by the verb"),
        (flags.dates_differ, "the text gives two dates that do not meet"),
    ];
    all.iter().filter(|(set, _)| *set).map(|(_, words)| format!("; {words}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arabic_is_isolated_in_the_order_of_the_text() {
        assert_eq!(quote("قدمت\nروسيا"), "\u{2068}«قدمت روسيا»\u{2069}");
        assert_eq!(quote("Russia  gave"), "“Russia gave”");
        assert_eq!(pattern("<give> SOURCE (إلى|ل) TARGET"), "<give> SOURCE (\u{2068}إلى\u{2069}|\u{2068}ل\u{2069}) TARGET");
    }
}
