//! The page and its articles: what was cut, what was dropped and why, language and day of publication.

use std::fmt::Write as _;

use super::style::{CODE, DIM, TITLE, days, isolate, paint, quote, shorten};
use crate::language::Lang;
use crate::model::{Article, Drop, DropReason, Page, PublishedBasis};
use crate::pipeline::Explained;

/// Stretches of dropped lines shown of an article, unless all are asked for.
const FEW: usize = 12;
/// Letters shown of a dropped line.
const LETTERS: usize = 70;

/// One line on a page with several articles; nothing on others.
pub(super) fn header(page: &Page, explained: &[Explained], out: &mut String) {
    if explained.len() > 1 {
        let _ = writeln!(out, "{}", paint(TITLE, format!("page {}: {} articles", isolate(&page.id), explained.len())));
    }
}

/// What is known of an article before its sentences are read.
pub(super) fn article(page: &Page, explained: &Explained, number: usize, of: usize, verbose: bool, out: &mut String) {
    let prepared = &explained.prepared;
    let article = &prepared.article;
    if of > 1 {
        let _ = writeln!(out, "\n{}", paint(TITLE, format!("article {} of {of}", number + 1)));
    }
    let told = page.language.as_deref().is_some_and(|tag| tag == article.language);
    let how = match (told, prepared.lang) {
        (_, None) => "detected; it is not a language of the codebook, so nothing is coded",
        (_, Some(lang)) if !Lang::CODED.contains(&lang) => "its dates are read and nothing is coded",
        (true, _) => "as given",
        (false, _) => "detected",
    };
    let _ = writeln!(out, "{:<10}{} ({how})", "language", paint(CODE, &article.language));
    let _ = writeln!(out, "{:<10}{} ({})", "published", paint(CODE, days(&article.published_when)), published(article.published_basis));
    if let Some(title) = &article.title {
        let _ = writeln!(out, "{:<10}{}", "title", quote(title));
    }
    dropped(article, verbose, out);
    if !explained.flags.is_empty() {
        let _ = writeln!(out, "{:<10}{}", "flags", paint(CODE, explained.flags.join(", ")));
    }
    if article.text.trim().is_empty() {
        let _ = writeln!(out, "the text is empty");
    }
}

/// What is left out and why: lines that adjoin and have one reason together, or each on its own where all are asked for.
fn dropped(article: &Article, verbose: bool, out: &mut String) {
    let stretches: Vec<&[Drop]> =
        article.dropped.chunk_by(|one, next| !verbose && one.reason == next.reason && adjoin(article, one, next)).collect();
    let shown = if verbose { stretches.len() } else { FEW };
    for stretch in stretches.iter().take(shown) {
        let [first, more @ ..] = stretch else { continue };
        let line = shorten(first.span.of(&article.text), LETTERS);
        let _ = write!(out, "{:<10}{}: {}", "dropped", reason(first.reason), paint(DIM, quote(&line)));
        let _ = match more.len() {
            0 => writeln!(out),
            1 => writeln!(out, " and 1 more line"),
            more => writeln!(out, " and {more} more lines"),
        };
    }
    let lines: usize = stretches.iter().map(|stretch| stretch.len()).sum();
    let hidden: usize = stretches.iter().skip(shown).map(|stretch| stretch.len()).sum();
    if hidden > 0 {
        let _ = writeln!(out, "{:<10}{hidden} more lines of {lines} (--verbose shows them)", "dropped");
    } else if lines > stretches.len() {
        let _ = writeln!(out, "{:<10}{lines} lines in all (--verbose shows them)", "dropped");
    }
}

/// Whether nothing that is kept stands between two lines.
fn adjoin(article: &Article, one: &Drop, next: &Drop) -> bool {
    let between = article.text.get(one.span.end as usize..next.span.start as usize);
    between.is_some_and(|between| between.trim().is_empty())
}

fn published(basis: PublishedBasis) -> &'static str {
    match basis {
        PublishedBasis::Metadata => "as given",
        PublishedBasis::Html => "from the page's mark-up",
        PublishedBasis::Url => "from the address",
        PublishedBasis::Dateline => "from the dateline",
        PublishedBasis::Text => "inferred from the dates the text names",
        PublishedBasis::Crawl => "the day of the crawl: not later",
        PublishedBasis::Unknown => "neither given nor told by the text; --published says it",
    }
}

fn reason(reason: DropReason) -> &'static str {
    match reason {
        DropReason::Byline => "byline",
        DropReason::SourceLine => "source",
        DropReason::Tags => "tags",
        DropReason::Related => "list of other stories",
        DropReason::ReadAlso => "pointer to another story",
        DropReason::Furniture => "furniture of the page",
        DropReason::Caption => "caption or credit",
        DropReason::Comment => "comment by a reader",
        DropReason::Date => "day of printing",
    }
}
