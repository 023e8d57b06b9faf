//! A page as lines, each with its looks: how long, how it ends, whether it is prose, and what the markers say.

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
    /// What the markers say.
    pub hit: Option<Hit>,
}

/// Most words a line of each kind may have: beyond that it is a paragraph that happens to begin alike.
fn most_words(reason: DropReason) -> usize {
    match reason {
        DropReason::Byline => 30,
        DropReason::SourceLine => 15,
        DropReason::ReadAlso | DropReason::Related => 40,
        DropReason::Furniture => 60,
        DropReason::Tags | DropReason::Caption => 80,
    }
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
        };
        line.hit = look(&line, lines.is_empty(), markers);
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

/// What a line is by its markers and its shape.
fn look(line: &Line, first: bool, markers: &Markers) -> Option<Hit> {
    let whole = |reason| Some(Hit { reason, how: How::Whole });
    if line.words == 0 {
        return whole(DropReason::Furniture);
    }
    if line.words > 80 {
        return None;
    }
    if credits_a_picture(line, markers) {
        return whole(DropReason::Caption);
    }
    if let Some(hit) = markers.of(line.text) {
        return Some(hit).filter(|hit| {
            line.words <= most_words(hit.reason)
                // "… as he told Getty Images." is a sentence.
                && !(matches!(hit.how, How::End(_)) && line.end != End::Open && !matches!(hit.reason, DropReason::Byline | DropReason::Furniture))
                && (hit.reason != DropReason::Byline || is_byline(line, *hit))
                // "Watch: leaders meet in Cairo", "Source: talks to resume" on top of a page are its headline.
                && !(first && hit.how == How::Label && !matches!(hit.reason, DropReason::Byline | DropReason::Caption))
                // Further down "Source: talks will resume on Monday" is a sentence, "Source: Agency" is not.
                && !(hit.reason == DropReason::SourceLine && hit.how == How::Label && (line.words > 6 || line.words > 4 && line.end == End::Stop))
        });
    }
    // "Outlet | Writer".
    let bar = !first && line.words <= 8 && line.end == End::Open && line.text.contains(" | ");
    if bar { whole(DropReason::Byline) } else { None }
}

/// Whether the end of a line says whose picture it is.
fn credits_a_picture(line: &Line, markers: &Markers) -> bool {
    if let Some(inside) = line.text.trim_end_matches('.').strip_suffix([')', ']']) {
        return inside.rfind(['(', '[']).is_some_and(|open| markers.is_credit(&inside[open + 1..]));
    }
    // "Jane Doe/Reuters", "REUTERS/Jane Doe".
    let Some((before, after)) = line.text.rsplit_once('/').filter(|_| line.end == End::Open) else { return false };
    let names = after.split_whitespace().count();
    names <= 4 && (markers.is_agency(after) || before.split_whitespace().next_back().is_some_and(|word| markers.is_agency(word)))
}

/// A writer's line is short and names people: "By Jane Doe", not "By Monday the army had left".
fn is_byline(line: &Line, hit: Hit) -> bool {
    let bracketed = line.text.starts_with(['(', '[']);
    match hit.how {
        How::Heading | How::Whole => true,
        How::Label => bracketed || (line.words <= 9 && !line.text.contains(['"', '“', '«'])),
        // "… contributed to this report." in any case; "JANE DOE, Associated Press" by its comma.
        How::End(words) => words >= 3 || (line.end == End::Open && line.words <= 8 && line.text.contains(',')),
        How::Start if bracketed => true,
        How::Start => {
            let names: Vec<&str> = line.text.split_whitespace().skip(1).filter(|word| word.chars().any(char::is_alphabetic)).collect();
            let cased = names.iter().filter(|word| word.chars().any(|c| c.is_uppercase() || c.is_lowercase())).count();
            let capitals = names.iter().filter(|word| word.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase)).count();
            let limit = if cased == 0 { 6 } else { 12 };
            line.end == End::Open
                && (1..=limit).contains(&names.len())
                && !line.text.chars().any(char::is_numeric)
                && capitals * 10 >= cased * 6
        }
    }
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
