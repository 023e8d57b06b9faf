//! What readers wrote below a story: opinions on its events, and no news. A heading alone proves nothing, for "Comments" is also a
//! button above the text; what readers write shows itself by "Reply", "Jane says:", names with a date below.

use super::lines::Line;
use super::markers::How;
use crate::language::normalise;
use crate::model::DropReason;

/// How many lines below the heading a comment must show itself in.
const NEAR: usize = 10;

/// One past the last comment below the heading `at`, where there are any. `paragraphs`: how many the story above has.
pub(super) fn below(lines: &[Line], at: usize, paragraphs: usize) -> Option<usize> {
    let count = count(lines[at].text);
    if paragraphs == 0 || count == Some(0) {
        return None;
    }
    let ends = |line: usize| {
        let pointer = matches!(lines[line].heading(), Some(DropReason::ReadAlso | DropReason::Related));
        let written = |next: &Line| next.hit.is_some_and(|hit| hit.reason == DropReason::Byline && hit.how != How::Whole);
        let story = lines[line].is_headline() && lines[line].words >= 5 && lines.get(line + 1).is_some_and(written);
        pointer || story
    };
    let to = (at + 1..lines.len()).find(|&line| ends(line)).unwrap_or(lines.len());
    let near = &lines[at + 1..to.min(at + 1 + NEAR)];
    // "Reply" and "says:" stand nowhere else; a name with a date below it also stands above a story, but then no story came before.
    let told = near.iter().any(|line| line.speaks || line.is(DropReason::Comment) && line.heading().is_none());
    let named_date = |line: &Line| line.is(DropReason::Date) && line.text.contains([',', '|', '-', '–', '،']) && line.words <= 9;
    let dated = near.windows(2).any(|pair| is_name(&pair[0]) && pair[1].is(DropReason::Date)) || near.first().is_some_and(named_date);
    let named = || lines[at + 1..to].iter().filter(|line| is_name(line)).count();
    let found = told || (paragraphs >= 2 && (dated || count.is_some_and(|count| near.first().is_some_and(is_name) && named() >= count)));
    found.then_some(to)
}

/// Who writes comments has a short name.
fn is_name(line: &Line) -> bool {
    line.hit.is_none() && line.words <= 3 && !line.is_prose()
}

/// The number in a heading: 3 of "3 Comments".
fn count(heading: &str) -> Option<usize> {
    let digits: String = normalise(heading).chars().filter(char::is_ascii_digit).collect();
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::super::lines::read;
    use super::super::markers::Markers;
    use super::*;

    const STORY: &str = "The army left the town on Monday.\nIt had held it since May, residents said.\n";

    /// How many lines below the first heading are comments.
    fn found(page: &str) -> usize {
        let yaml = "furniture: { comment: { en: { label: [comments], is: [reply], ends: [says] } }, related: { en: { label: [most read] } }, date: { en: { word: [may, ago, hours] } }, \
                    byline: { en: { starts: [by] } } }";
        let markers = Markers::from_yaml(&[("furniture.yaml", yaml)]).expect("a good file");
        let text = format!("{STORY}{page}");
        let lines = read(&text, &markers);
        let at = lines.iter().position(|line| line.heading() == Some(DropReason::Comment)).expect("a heading");
        let paragraphs = lines[..at].iter().filter(|line| line.is_prose()).count();
        below(&lines, at, paragraphs).map_or(0, |to| to - at - 1)
    }

    #[test]
    fn comments_show_themselves() {
        assert_eq!(found("Comments\nIt was high time that they left.\nReply"), 2);
        assert_eq!(found("Comments\nJane says:\nIt was high time that they left."), 2);
        assert_eq!(found("1 comments\nJane\n14 May 2024\nIt was high time that they left."), 3);
        assert_eq!(found("2 comments\nJane\nIt was high time that they left.\nTom\nNobody will miss them here."), 4);
        assert_eq!(found("Comments\nJane says:\nIt was high time that they left.\nMost read\nArmy leaves the town"), 2);
        assert_eq!(found("Comments\nJane says:\nIt was high time that they left.\nPeru names new finance minister\nBy Tom Roe"), 2);
    }

    #[test]
    fn a_button_is_no_proof() {
        assert_eq!(found("Comments\nA convoy followed it on Tuesday, residents said.\nThe road was closed."), 0);
        assert_eq!(found("0 comments\nJane\n14 May 2024\nA convoy followed it on Tuesday."), 0);
        assert_eq!(found("3 comments\nThe road\nA convoy followed it on Tuesday, residents said."), 0);
    }
}
