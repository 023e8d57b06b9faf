//! A page as lines, each with its looks: how long, how it ends, whether it is prose, and what the markers say.

use super::looks::look;
use super::markers::{Hit, How, Markers};
use crate::language::Letters;
use crate::model::{DropReason, Span};

/// How a line ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// A full stop or an ellipsis, quotation marks and brackets aside.
    Stop,
    /// A question or an exclamation mark: sentences and headlines end so.
    Question,
    /// A colon: something follows that belongs to it.
    Colon,
    /// No mark.
    Open,
}

/// A line that is not blank.
pub(super) struct Line<'a> {
    /// Bytes of the page's text, white space at both ends left out.
    pub span: Span,
    pub text: &'a str,
    pub words: usize,
    pub end: End,
    /// Begins with a bullet.
    pub bullet: bool,
    /// What it is, if it is no news.
    pub hit: Option<Hit>,
    /// Says that somebody speaks, as readers' comments do: "Jane says:".
    pub speaks: bool,
}

impl Line<'_> {
    /// A sentence or a paragraph.
    pub fn is_prose(&self) -> bool {
        if self.hit.is_some() || (self.bullet && self.words <= 30) {
            return false;
        }
        self.words >= 25 || (self.end == End::Stop && self.words >= 5) || (self.end == End::Question && self.words >= 17)
    }

    /// A headline by its looks: no paragraph, no marker, some words.
    pub fn is_headline(&self) -> bool {
        self.hit.is_none() && !self.is_prose() && self.end != End::Colon && (3..=24).contains(&self.words)
    }

    /// Whether the markers made it this kind of heading.
    pub fn heading(&self) -> Option<DropReason> {
        self.hit.filter(|hit| hit.how == How::Heading).map(|hit| hit.reason)
    }

    /// Whether it is dropped as this.
    pub fn is(&self, reason: DropReason) -> bool {
        self.hit.is_some_and(|hit| hit.reason == reason)
    }
}

/// The lines of a text that are not blank.
pub(super) fn read<'a>(text: &'a str, markers: &Markers) -> Vec<Line<'a>> {
    let mut lines: Vec<Line<'a>> = Vec::new();
    let mut offset = 0;
    let letters = Letters::default();
    for raw in text.split('\n') {
        let trimmed = raw.trim();
        let start = offset + (raw.len() - raw.trim_start().len());
        offset += raw.len() + 1;
        if trimmed.is_empty() {
            continue;
        }
        let words = count_words(trimmed, letters);
        let mut line = Line {
            span: Span::new(start, start + trimmed.len()),
            text: trimmed,
            words,
            end: ending(trimmed),
            bullet: is_bullet(trimmed, ending(trimmed)),
            hit: None,
            speaks: false,
        };
        (line.hit, line.speaks) = look(&line, lines.is_empty(), markers);
        lines.push(line);
    }
    lines
}

/// Stretches between white space that hold a letter or a digit.
fn count_words(line: &str, letters: Letters) -> usize {
    let (mut words, mut inside) = (0, false);
    for c in line.chars() {
        if inside {
            inside = !letters.is_whitespace(c);
        } else if letters.is_alphanumeric(c) {
            (words, inside) = (words + 1, true);
        }
    }
    words
}

fn ending(line: &str) -> End {
    let bare = line.trim_end_matches(|c: char| c.is_whitespace() || "\"'”’»)]*\u{200f}\u{200e}".contains(c));
    match bare.chars().next_back() {
        Some('.' | '…' | '。' | '۔' | '।') => End::Stop,
        Some('!' | '?' | '؟') => End::Question,
        Some(':') => End::Colon,
        _ => End::Open,
    }
}

/// Hard bullets always; a hyphen only where no sentence follows, for it also opens speech.
fn is_bullet(line: &str, end: End) -> bool {
    let mut chars = line.chars();
    match chars.next() {
        Some('•' | '▪' | '●' | '■' | '►' | '▶' | '◦' | '○' | '·' | '□' | '➤' | '◾' | '🔴' | '🔵') => true,
        Some('*' | '-' | '–') => chars.next() == Some(' ') && end != End::Stop,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reasons(text: &str) -> Vec<Option<DropReason>> {
        let yaml = "furniture: { byline: { en: { starts: [by], ends: [associated press] }, ar: { starts: [بقلم] } }, caption: { en: { label: [photo] } } }";
        let markers = Markers::from_yaml(&[("furniture.yaml", yaml)]).expect("a good file");
        read(text, &markers).iter().map(|line| line.hit.map(|hit| hit.reason)).collect()
    }

    #[test]
    fn bylines_name_people() {
        let byline = Some(DropReason::Byline);
        let text = "First\nBy Jane Doe\nBy Jane Doe and John Roe in Cairo\nBy Monday the army had left\nBy Monday the army had left the town.\n\
                    JANE DOE, Associated Press\nبقلم علي سالم\nزاوية 9 | علي سالم\nBy 2020";
        assert_eq!(reasons(text), [None, byline, byline, None, None, byline, byline, byline, None]);
    }

    #[test]
    fn credits_in_the_last_brackets() {
        let caption = Some(DropReason::Caption);
        let text = "A tank in the capital on Monday. (Photo: Jane Doe/Agency)\nHe saw a photo (of a tank) there.\n(Photo by Jane Doe)";
        assert_eq!(reasons(text), [caption, None, caption]);
    }

    #[test]
    fn prose_and_headlines() {
        let markers = Markers::default();
        let looks = |text: &str| read(text, &markers).first().map(|line| (line.is_prose(), line.is_headline()));
        assert_eq!(looks("The army left the town on Monday."), Some((true, false)));
        assert_eq!(looks("Army leaves the town"), Some((false, true)));
        assert_eq!(looks("هل تغادر القوات المدينة؟"), Some((false, true)));
        assert_eq!(looks("• The army left the town on Monday."), Some((false, true)));
        assert_eq!(looks("- The army left the town, he said."), Some((true, false)));
        assert_eq!(looks("Among them:"), Some((false, false)));
    }
}
