//! Takes off a page what its own mark-up says is none of the story: captions, share buttons, comments, other stories.

use dom_query::{Document, NodeRef};

use super::body::SHORT;
use super::lines::lines;

/// Words in a class that name furniture.
const FURNITURE: [&str; 19] = [
    "caption",
    "figcaption",
    "credit",
    "credits",
    "related",
    "newsletter",
    "subscribe",
    "subscription",
    "share",
    "sharing",
    "social",
    "breadcrumb",
    "breadcrumbs",
    "readmore",
    "promo",
    "sponsored",
    "advertisement",
    "cookie",
    "cookies",
];
/// Words in a class that name what readers wrote: it may be longer than the story.
const COMMENTS: [&str; 3] = ["comment", "comments", "disqus"];

/// Takes them off. What holds much of the page's prose is no furniture, whatever it is called: stories stand in a `div` that is named after what is
/// shared, or sold, with them.
pub(super) fn strip(page: &Document) {
    let Some(body) = page.body() else { return };
    let marked: Vec<(NodeRef, bool)> = body.descendants_it().filter_map(|node| kind(&node).map(|comments| (node, comments))).collect();
    if !marked.is_empty() {
        let mut left = prose(&body);
        for (node, comments) in marked {
            let own = prose(&node);
            let rest = left.saturating_sub(own);
            if own == 0 || own * 4 < rest || (comments && rest >= SHORT) {
                node.remove_from_parent();
                left = rest;
            }
        }
    }
    without_others(page);
}

/// Whether an element is furniture by its name or class, and whether it is comments.
fn kind(node: &NodeRef) -> Option<bool> {
    let element = node.element_ref()?;
    if &*element.name.local == "figcaption" {
        return Some(false);
    }
    let class = element.attrs.iter().find(|attribute| &*attribute.name.local == "class")?;
    let has = |words: &[&str]| {
        class.value.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| words.iter().any(|own| word.eq_ignore_ascii_case(own)))
    };
    if has(&COMMENTS) { Some(true) } else { has(&FURNITURE).then_some(false) }
}

/// Takes the other stories off, where one `article` holds the page's headline and a story: those beside it are teasers, or what the outlet wants
/// to be read next.
fn without_others(page: &Document) {
    let articles = page.select("article");
    if articles.length() < 2 {
        return;
    }
    let headings = page.select("article h1");
    let Some(heading) = headings.nodes().first().filter(|_| headings.length() == 1) else { return };
    let around: Vec<_> = heading.ancestors_it(None).map(|node| node.id).collect();
    let Some(own) = articles.nodes().iter().find(|article| around.contains(&article.id)) else { return };
    let others = articles.nodes().iter().filter(|article| !around.contains(&article.id));
    let (inside, outside): (Vec<&NodeRef>, Vec<&NodeRef>) =
        others.partition(|article| article.ancestors_it(None).any(|node| node.id == own.id));
    let all = prose(own);
    if all < SHORT {
        return;
    }
    outside.iter().for_each(|article| article.remove_from_parent());
    // What stands within it may be the story itself.
    let of_others: usize = inside.iter().map(|article| prose(article)).sum();
    if all.saturating_sub(of_others) >= SHORT {
        inside.iter().for_each(|article| article.remove_from_parent());
    }
}

fn prose(node: &NodeRef) -> usize {
    lines(node).iter().filter(|line| line.is_prose()).map(|line| line.letters).sum()
}
