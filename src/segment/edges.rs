//! The edges of an article: the section above its headline, the writer's name below it or at its end, with no word that says so.

use super::likeness::likeness;
use super::lines::{End, Line};
use super::looks::may_be_names;
use crate::model::DropReason;

/// Most lines of sections and buttons above a headline.
const SECTIONS: usize = 4;

/// What stands at the edges of an article whose lines are `own`: those `kept` have not been dropped yet. Drops some, and says which line
/// is the headline.
pub(super) fn trim(own: &[Line], kept: &mut Vec<usize>) -> (Option<usize>, Vec<(usize, DropReason)>) {
    let mut dropped = Vec::new();
    let sections = sections(own, kept);
    let is_title = |at: usize, least: usize| {
        let line = kept.get(at).map(|&line| &own[line]);
        let prose = kept.iter().skip(at + 1).any(|&line| own[line].is_prose());
        line.is_some_and(|line| line.is_headline() && !line.bullet && line.words >= least) && prose
    };
    if sections > 0 && is_title(sections, 4) {
        dropped.extend(kept.drain(..sections).map(|line| (line, DropReason::Furniture)));
    } else if !is_title(0, 3) {
        return (None, dropped);
    }
    let title = kept.first().copied();
    if let Some(line) = title.and_then(|title| name_below(own, kept, title)) {
        kept.retain(|&kept| kept != line);
        dropped.push((line, DropReason::Byline));
    }
    while let Some(line) = rest_of_page(own, kept) {
        kept.pop();
        dropped.push((line, DropReason::Furniture));
    }
    if let Some(line) = name_at_end(own, kept) {
        kept.pop();
        dropped.push((line, DropReason::Byline));
    }
    (title, dropped)
}

/// How many lines above the headline are none. Where day or writer stand below it, three words may be as little as one.
fn sections(own: &[Line], kept: &[usize]) -> usize {
    let run = |most: usize| kept.iter().take(SECTIONS).take_while(|&&line| is_section(&own[line], most)).count();
    let signed = |line: usize| own.get(line + 1).is_some_and(|below| below.is(DropReason::Date) || below.is(DropReason::Byline));
    let longer = run(3);
    let headline =
        kept.get(longer).is_some_and(|&line| own[line].words >= 4 && (signed(line) || own.get(line + 1).is_some_and(may_be_names)));
    if headline { longer } else { run(2) }
}

/// A word or two: "World", «أفريقيا».
fn is_section(line: &Line, most: usize) -> bool {
    line.hit.is_none() && line.words <= most && line.end == End::Open && !line.bullet && !line.text.contains(char::is_numeric)
}

/// A name right below the headline, with a date, a picture or the text below it.
fn name_below(own: &[Line], kept: &[usize], title: usize) -> Option<usize> {
    let &line = kept.get(1)?;
    let between = own[title + 1..line].iter().all(|line| line.hit.is_some());
    let below = own.get(line + 1)?;
    let text = below.is_prose()
        || below.hit.is_some_and(|hit| matches!(hit.reason, DropReason::Date | DropReason::Caption | DropReason::Furniture));
    // A headline may name the place that stands before the writer's name.
    let other =
        below.is(DropReason::Date) || own[line].text.contains(" - ") || likeness(own[line].text, std::iter::once(own[title].text)) == 0.0;
    (between && text && other && may_be_names(&own[line])).then_some(line)
}

/// A word or three ("Our team") after the last paragraph and furniture below that.
fn rest_of_page(own: &[Line], kept: &[usize]) -> Option<usize> {
    let &line = kept.last()?;
    let prose = (0..line).rev().find(|&above| own[above].is_prose())?;
    let furniture = (prose + 1..line).any(|between| kept.binary_search(&between).is_err());
    (furniture && own[line].words <= 3 && own[line].end == End::Open && !own[line].bullet && !own[line].is_prose()).then_some(line)
}

/// A name after the last paragraph.
fn name_at_end(own: &[Line], kept: &[usize]) -> Option<usize> {
    let [.., before, line] = *kept else { return None };
    let cased = own[line].text.contains(char::is_uppercase);
    // "J. D."
    let letters = || own[line].text.chars().filter(|c| c.is_alphabetic());
    let initials = own[line].words <= 3 && letters().count() <= 4 && letters().all(char::is_uppercase);
    (cased && own[before].is_prose() && (initials || may_be_names(&own[line]))).then_some(line)
}
