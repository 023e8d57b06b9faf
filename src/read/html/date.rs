//! When a page was published, by its mark-up.

use chrono::{DateTime, FixedOffset};
use dom_query::Document;
use serde_json::Value;

use super::super::dates::parse_zoned;
use super::facts::Facts;
use super::linked;

/// Names of `meta` elements (property, name or itemprop) that hold the day of publication, the most exact first.
const METAS: [&str; 16] = [
    "article:published_time",
    "og:article:published_time",
    "article:published",
    "og:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "publication_date",
    "publishdate",
    "pubdate",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "dcterms.date",
    "date",
];

/// Deepest nesting of JSON-LD that is looked into.
const DEEPEST: usize = 8;

/// The instant at which a page says it was published, in the zone it says: JSON-LD (`datePublished`) first, then `meta` elements, then
/// `time` elements that are marked as the day of publication or stand alone. None where the page does not say it, or says a day
/// that can't be read. A day of change or of the crawl is none of these.
pub fn published_in_html(html: &str) -> Option<DateTime<FixedOffset>> {
    let page = Document::from(html);
    published(&page, &Facts::gather(&page))
}

/// The same of a page that is parsed.
pub(super) fn published(page: &Document, facts: &Facts) -> Option<DateTime<FixedOffset>> {
    let linked = &facts.linked;
    linked
        .iter()
        .find_map(|data| in_json(data, true, 0))
        .or_else(|| linked.iter().find_map(|data| in_json(data, false, 0)))
        .or_else(|| in_metas(&facts.metas))
        .or_else(|| in_times(page))
}

/// `datePublished` of an article, or of anything.
fn in_json(data: &Value, articles: bool, depth: usize) -> Option<DateTime<FixedOffset>> {
    if depth > DEEPEST {
        return None;
    }
    match data {
        Value::Array(items) => items.iter().find_map(|item| in_json(item, articles, depth + 1)),
        Value::Object(fields) => {
            let fits = !articles || linked::is_article(fields);
            let own = fields.get("datePublished").and_then(Value::as_str).filter(|_| fits).and_then(parse_zoned);
            own.or_else(|| fields.values().find_map(|value| in_json(value, articles, depth + 1)))
        }
        _ => None,
    }
}

fn in_metas(metas: &[(String, String)]) -> Option<DateTime<FixedOffset>> {
    METAS.iter().find_map(|wanted| metas.iter().filter(|(name, _)| name == wanted).find_map(|(_, content)| parse_zoned(content)))
}

fn in_times(page: &Document) -> Option<DateTime<FixedOffset>> {
    let read = |selector: &str| -> Vec<DateTime<FixedOffset>> {
        let found = page.select(selector);
        found.iter().filter_map(|time| time.attr("datetime").or_else(|| time.attr("content"))).filter_map(|at| parse_zoned(&at)).collect()
    };
    let marked = read("time[pubdate], [itemprop='datePublished'][datetime], [itemprop='datePublished'][content]");
    if let Some(&first) = marked.first() {
        return Some(first);
    }
    // Several days are a list of other stories.
    let all = read("article time[datetime]");
    let all = if all.is_empty() { read("time[datetime]") } else { all };
    all.first().copied().filter(|first| all.iter().all(|at| at.date_naive() == first.date_naive()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(html: &str) -> Option<String> {
        published_in_html(html).map(|at| at.date_naive().to_string())
    }

    #[test]
    fn the_day_is_found_wherever_pages_put_it() {
        let ld = r#"<script type="application/ld+json">{"@graph":[{"@type":"WebPage","datePublished":"2019-01-01"},
            {"@type":["NewsArticle"],"datePublished":"2020-12-01T01:30:00+03:00"}]}</script>"#;
        assert_eq!(day(ld).as_deref(), Some("2020-12-01"));
        let meta = r#"<meta name="date" content="2001-01-01"><meta property="article:published_time" content="2020-03-17T07:29:00Z">"#;
        assert_eq!(day(meta).as_deref(), Some("2020-03-17"));
        assert_eq!(day(r#"<article><time datetime="2020-05-16">May 16</time></article>"#).as_deref(), Some("2020-05-16"));
        assert_eq!(day(r#"<span itemprop="datePublished" content="2011-07-25T10:00:00+0200">25.7.</span>"#).as_deref(), Some("2011-07-25"));
    }

    #[test]
    fn what_is_no_day_of_publication() {
        assert_eq!(day("<p>18 January 2025</p>"), None);
        assert_eq!(day(r#"<meta property="article:modified_time" content="2020-03-17">"#), None);
        assert_eq!(day(r#"<ul><li><time datetime="2020-05-16"></time><li><time datetime="2020-05-18"></time></ul>"#), None);
        assert_eq!(day(r#"<script type="application/ld+json">{"datePublished": }</script>"#), None);
    }
}
