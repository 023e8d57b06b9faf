//! PETRARCH2's event file.

use chrono::NaiveDate;

use super::gdelt::digits;
use super::rows::Event;
use super::sheet::Sheet;
use super::told::{Article, Memory, Told, Words};

/// A name as the entry of a dictionary: UNITED_STATES.
fn root(name: &str) -> String {
    name.to_uppercase().split_whitespace().collect::<Vec<_>>().join("_")
}

/// One event.
pub(super) fn event(sheet: &mut Sheet, event: &Event, day: NaiveDate, first: Option<(&Told, &Article)>, memory: &Memory) {
    let nothing = Words::default();
    let words = first.and_then(|(told, _)| told.words.as_deref()).unwrap_or(&nothing);
    let article = first.map(|(_, article)| article);
    let report = |&(article, sentence): &(u32, i32)| {
        let article = memory.articles.get(article as usize)?;
        Some(format!("{}_{}", article.id, sentence + 1))
    };
    let ids: Vec<String> = first.map(|(told, _)| told.reports.iter().filter_map(report).collect()).unwrap_or_default();
    sheet.int(digits(day));
    sheet.text(event.source.code);
    sheet.text(event.target.code);
    sheet.text(event.code);
    sheet.text(None);
    sheet.text(ids.join(";").as_str());
    sheet.text(article.and_then(|article| article.url.as_deref()).or(event.url));
    sheet.text(article.and_then(|article| article.publisher.as_deref()));
    sheet.text(words.source.as_deref());
    sheet.text(words.target.as_deref());
    sheet.text(words.action.as_deref());
    sheet.text(event.source.name.map(root).as_deref());
    sheet.text(event.target.name.map(root).as_deref());
    sheet.end();
}
