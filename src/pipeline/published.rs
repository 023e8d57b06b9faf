//! When the articles of a page were published: from the record, else from what they say; the newest day any of them names bounds the rest.

use chrono::Days;

use crate::dates::{Anchor, Bounds, infer_published, newest_stated};
use crate::model::PublishedBasis;
use crate::pipeline::{Engine, Prepared};

/// What was pasted below a dated story is from the same weeks: this many days after it at most.
const NEIGHBOUR_DAYS: u64 = 31;

/// Tags every article's dates, inferring the publication where it is not known. The newest date the page names is where the search begins; a
/// dated story on the same page is where it ends.
pub(super) fn infer(articles: &mut [Prepared], engine: &Engine) {
    for prepared in articles.iter_mut() {
        let known = prepared.article.published_when;
        let anchor = if known.first.is_some() { Anchor::within(&known) } else { Anchor::unknown() };
        engine.tag_dates(prepared, &anchor);
    }
    let undated = |p: &Prepared| p.article.published_when.first.is_none();
    if !articles.iter().any(undated) {
        return;
    }
    let earliest = articles.iter().filter_map(|p| newest_stated(&p.dates)).max();
    let latest =
        articles.iter().filter_map(|p| p.article.published_when.last).max().and_then(|day| day.checked_add_days(Days::new(NEIGHBOUR_DAYS)));
    let bounds = Bounds { earliest, latest };
    for prepared in articles.iter_mut().filter(|p| undated(p)) {
        let Some(found) = infer_published(&prepared.dates, &bounds) else { continue };
        prepared.article.published_when = found;
        prepared.article.published_basis = PublishedBasis::Text;
        if found.first == found.last {
            prepared.article.published = found.first.and_then(|day| day.and_hms_opt(0, 0, 0)).map(|t| t.and_utc());
        }
        engine.tag_dates(prepared, &Anchor::within(&found));
    }
}
