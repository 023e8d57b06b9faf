//! Headlines of other stories that stand in a text with no "Read also" before them: links that lost their looks when the page was
//! turned into text. Only where paragraphs end with full stops does a long line without one stand out.

use super::likeness::likeness;
use super::lines::{End, Line};
use crate::model::DropReason;

/// Whether nearly all paragraphs end with a full stop.
pub(super) fn is_tidy(lines: &[Line]) -> bool {
    let long = lines.iter().filter(|line| line.hit.is_none() && line.words >= 14);
    let (mut all, mut stopped) = (0, 0);
    for line in long {
        all += 1;
        stopped += usize::from(line.end != End::Open);
    }
    all >= 3 && stopped * 10 >= all * 8
}

/// Looks at the run of unmarked short lines that starts `at` (`prose_above`: after a paragraph of the article): one past its end, and
/// which of its lines are other stories' headlines. Sub-headings are shorter or speak of what the paragraph
/// below them does, and what a colon announces belongs to the text.
pub(super) fn headlines(lines: &[Line], prose_above: bool, at: usize, tidy: bool) -> (usize, Vec<(usize, DropReason)>) {
    let run = lines[at..].iter().take_while(|line| line.hit.is_none() && !line.is_prose()).count();
    let to = at + run;
    let announced = at > 0 && lines[at - 1].end == End::Colon && lines[at - 1].hit.is_none();
    if !prose_above || announced {
        return (to, Vec::new());
    }
    let last = lines[to..].iter().all(|line| line.hit.is_some());
    let items = &lines[at..to];
    // A heading nobody foresaw, and bullets below it to the page's end.
    let bullets = items.iter().skip(1).filter(|line| line.bullet).count();
    if last && items[0].words <= 4 && items[0].end != End::Colon && !items[0].bullet && bullets >= 3 && bullets == run - 1 {
        let rest = (at + 1..to).map(|line| (line, DropReason::Related));
        return (to, std::iter::once((at, DropReason::Furniture)).chain(rest).collect());
    }
    if !tidy || items.iter().any(|line| line.end == End::Colon) {
        return (to, Vec::new());
    }
    let list = last && run >= 4 && items.iter().map(|line| line.words).sum::<usize>() >= run * 5;
    let below = lines.get(to).filter(|line| line.is_prose());
    let heads_it = |line: &Line| run == 1 && below.is_some_and(|below| likeness(line.text, std::iter::once(below.text)) >= 0.5);
    let stray: Vec<usize> = (at..to).filter(|&line| list || (is_stray(&lines[line]) && !heads_it(&lines[line]))).collect();
    let reason = if stray.len() > 1 { DropReason::Related } else { DropReason::ReadAlso };
    (to, stray.into_iter().map(|line| (line, reason)).collect())
}

/// A whole headline: no sub-heading (shorter, or numbered), no sentences (longer, or several), nothing quoted.
fn is_stray(line: &Line) -> bool {
    let first = line.text.chars().find(|c| c.is_alphabetic()).unwrap_or(' ');
    let least = if ('\u{0600}'..='\u{06ff}').contains(&first) { 6 } else { 7 };
    let quoted = line.text.starts_with(['"', '“', '«', '„', '—', '\'', '‘', '(']) || line.text.contains('@');
    let broken = line.text.ends_with([',', '،', ';', '؛']) || line.text.starts_with(|c: char| c.is_numeric());
    let sentences = line.text.split(". ").filter(|part| part.split_whitespace().count() >= 3).count() > 1;
    line.is_headline() && !sentences && (least..=15).contains(&line.words) && !quoted && !broken && !line.bullet && line.end == End::Open
}
