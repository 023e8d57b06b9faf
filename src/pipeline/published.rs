//! When the articles of a page were published: from the record, the address, the dateline; else from what they say, as an interval.

use chrono::{Days, NaiveDate};

use crate::dates::{Anchor, Bounds, DateMention, date_in_address, dateline, infer_published, newest_stated};
use crate::model::{Basis, DateValue, Drop, DropReason, Precision, PublishedBasis};
use crate::pipeline::{Engine, Prepared};

/// What was pasted below a dated story is from the same weeks: this many days after it at most.
const NEIGHBOUR_DAYS: u64 = 31;
/// A report is printed so many days after its dateline at most.
const DATELINE_DAYS: i64 = 3;

/// Tags every article's dates, finding the publication where the record does not say it. The newest date the page names is where the search
/// begins; a dated story on the same page is where it ends, and so is the end of the terms of those who are named by their office. What was
/// fetched on a day (`crawled`) was published on that day at the latest.
pub(super) fn infer(articles: &mut [Prepared], crawled: Option<NaiveDate>, engine: &Engine) {
    for (number, prepared) in articles.iter_mut().enumerate() {
        let address = prepared.article.url.as_deref().filter(|_| number == 0).and_then(date_in_address);
        if let (None, Some(found)) = (prepared.article.published_when.first, address) {
            set(prepared, not_after(found, crawled), PublishedBasis::Url);
        }
        engine.tag_dates(prepared, &Anchor::within(&prepared.article.published_when));
        let Some(value) = dateline(&prepared.dates, &prepared.tokens) else { continue };
        match (value.first, prepared.article.published_when.last) {
            (Some(day), None) if value.basis == Basis::Stated => {
                set(prepared, DateValue::day(day, Basis::Publication), PublishedBasis::Dateline);
                engine.tag_dates(prepared, &Anchor::day(day));
            }
            (Some(day), Some(published)) if (0..=DATELINE_DAYS).contains(&(published - day).num_days()) => prepared.dateline = Some(day),
            _ => {}
        }
    }
    let undated = |p: &Prepared| p.article.published_when.first.is_none();
    if !articles.iter().any(undated) {
        return;
    }
    let told: Vec<Vec<DateMention>> = articles.iter().map(told).collect();
    let earliest = told.iter().filter_map(|dates| newest_stated(dates)).max();
    let latest =
        articles.iter().filter_map(|p| p.article.published_when.last).max().and_then(|day| day.checked_add_days(Days::new(NEIGHBOUR_DAYS)));
    let latest = [latest, crawled].into_iter().flatten().min();
    for (prepared, told) in articles.iter_mut().zip(&told).filter(|(p, _)| undated(p)) {
        let bounds = Bounds { earliest, latest, term: engine.in_office(prepared) };
        let Some(found) = infer_published(told, &bounds) else { continue };
        // Where the text says nothing there is nothing but the bound.
        let basis = if found.first.is_none() && found.last == crawled { PublishedBasis::Crawl } else { PublishedBasis::Text };
        set(prepared, found, basis);
        engine.tag_dates(prepared, &Anchor::within(&found));
    }
}

/// The dates of an article that are not in its furniture: the year of a copyright is not its own. What says when it was printed is.
fn told(prepared: &Prepared) -> Vec<DateMention> {
    let furniture = |drop: &&Drop| drop.reason != DropReason::Date;
    let dropped = |m: &DateMention| prepared.article.dropped.iter().filter(furniture).any(|drop| drop.span.overlaps(m.span));
    // Links between mentions are by number: none may be left out.
    if !prepared.dates.iter().any(dropped) {
        prepared.dates.clone()
    } else {
        prepared.dates.iter().filter(|m| !dropped(m)).map(|m| DateMention { linked: None, ..m.clone() }).collect()
    }
}

/// A month of which only the part up to the crawl is left.
fn not_after(found: DateValue, crawled: Option<NaiveDate>) -> DateValue {
    match crawled {
        Some(day) if found.first.is_some_and(|first| first <= day) && found.last.is_some_and(|last| last > day) => {
            let precision = if found.first == Some(day) { Precision::Day } else { Precision::Interval };
            DateValue { last: Some(day), precision, ..found }
        }
        _ => found,
    }
}

fn set(prepared: &mut Prepared, found: DateValue, basis: PublishedBasis) {
    let article = &mut prepared.article;
    article.published_when = found;
    article.published_basis = basis;
    if found.precision == Precision::Day {
        article.published = found.first.and_then(|day| day.and_hms_opt(0, 0, 0)).map(|time| time.and_utc());
    }
}
