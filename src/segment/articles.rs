//! Cuts -> articles: text, title, offsets and ids.

use super::Cut;
use super::words::squash;
use crate::model::{Article, Basis, DateValue, Drop, Page, PublishedBasis, Span};

/// Builds the articles of a page. The first has the page's id, title and publication date; a second story on the page has its own
/// date, which the page does not tell, so it has none. Language is "und": telling it is another stage's work.
pub fn articles(page: &Page, cuts: &[Cut]) -> Vec<Article> {
    cuts.iter().enumerate().map(|(segment, cut)| article(page, segment, cut)).collect()
}

fn article(page: &Page, segment: usize, cut: &Cut) -> Article {
    let own = segment == 0;
    let body = cut.range.of(&page.text);
    let start = cut.range.start;
    let written = page.title.as_deref().filter(|title| own && !title.trim().is_empty());
    let (text, title, title_span, moved) = match written {
        Some(title) => match repeated(title, &page.text, cut) {
            Some(line) => (body.to_string(), Some(title.to_string()), back(line, start), 0),
            None => (format!("{title}\n{body}"), Some(title.to_string()), Span::new(0, title.len()), title.len() as u32 + 1),
        },
        None => {
            let span = cut.title.map_or(Span::default(), |span| back(span, start));
            (body.to_string(), cut.title.map(|span| span.of(&page.text).to_string()), span, 0)
        }
    };
    let dropped = cut
        .dropped
        .iter()
        .map(|drop| Drop { span: back(drop.span, start).shift(moved), ..drop.clone() })
        // The record's title is a title even where it looks like furniture.
        .filter(|drop| !drop.span.overlaps(title_span))
        .collect();
    let published = page.published.filter(|_| own);
    Article {
        id: if own { page.id.clone() } else { format!("{}#{segment}", page.id) },
        page_id: page.id.clone(),
        segment: segment as u32,
        url: page.url.clone(),
        publisher: page.publisher.clone(),
        title,
        language: "und".into(),
        published,
        published_when: published
            .map_or(DateValue::UNKNOWN, |at| DateValue::day(page.published_day.unwrap_or_else(|| at.date_naive()), Basis::Publication)),
        published_basis: if published.is_some() { page.published_in } else { PublishedBasis::Unknown },
        text,
        title_span,
        dropped,
        input: page.input.clone(),
        record: page.record,
    }
}

/// The same words in a text that begins at byte `start` of the page.
fn back(span: Span, start: u32) -> Span {
    Span { start: span.start - start, end: span.end - start }
}

/// The cut's first line that is not dropped, where it is the title again (spelling, or an outlet's name after it, aside).
fn repeated(title: &str, text: &str, cut: &Cut) -> Option<Span> {
    let mut start = cut.range.start as usize;
    let (from, line) = cut.range.of(text).split('\n').find_map(|line| {
        let from = start + line.len() - line.trim_start().len();
        start += line.len() + 1;
        let dropped = cut.dropped.binary_search_by_key(&from, |drop| drop.span.start as usize).is_ok();
        (!dropped && !line.trim().is_empty()).then(|| (from, line.trim()))
    })?;
    // Paragraphs may begin with the words of the title; a line that is the title is not much longer.
    if line.is_empty() || line.len() > 2 * title.len() + 40 {
        return None;
    }
    let (title, own) = (squash(title), squash(line));
    let with_outlet = |long: &str, short: &str| {
        long.strip_prefix(short).is_some_and(|rest| rest.is_empty() || rest.trim_start().starts_with(['-', '|', '–', '—', ':']))
    };
    let same = !own.is_empty() && !title.is_empty() && (with_outlet(&own, &title) || with_outlet(&title, &own));
    same.then(|| Span::new(from, from + line.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::{Markers, segment};

    fn made(title: Option<&str>, text: &str) -> Article {
        let page = Page { id: "p".into(), title: title.map(str::to_string), text: text.into(), ..Page::default() };
        let mut all = articles(&page, &segment(&page, &Markers::default()));
        assert_eq!(all.len(), 1);
        all.remove(0)
    }

    #[test]
    fn a_title_of_the_record_comes_first_once() {
        let apart = made(Some("Army leaves town"), "The army left the town on Monday.");
        assert_eq!(apart.text, "Army leaves town\nThe army left the town on Monday.");
        assert_eq!(apart.title_span.of(&apart.text), "Army leaves town");
        let again = made(Some("Army leaves town"), "ARMY LEAVES TOWN | News\nThe army left the town on Monday.");
        assert_eq!(again.text, "ARMY LEAVES TOWN | News\nThe army left the town on Monday.");
        assert_eq!(again.title_span.of(&again.text), "ARMY LEAVES TOWN | News");
        let below = made(Some("Army leaves town"), "***\nArmy leaves town\nThe army left the town on Monday.");
        assert_eq!((below.text.lines().count(), below.title_span.of(&below.text)), (3, "Army leaves town"));
    }

    #[test]
    fn without_one_a_first_line_that_looks_like_one_is_the_title() {
        let article = made(None, "Army leaves the town\n\nThe army left the town on Monday.");
        assert_eq!(article.title.as_deref(), Some("Army leaves the town"));
        assert_eq!(made(None, "The army left the town on Monday.").title, None);
        assert_eq!(made(None, "The army left the town on Monday").title, None, "a lone line is a sentence");
    }
}
