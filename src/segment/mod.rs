//! A crawled page -> its articles. A page's text holds its own story, often a second one pasted below "Read also", and furniture:
//! headlines of other stories, bylines, tags, captions, share buttons. Stories are cut apart, because the second has its own
//! publication date; furniture stays in the text and is marked as dropped, because a headline from a list is no event of this story.
//!
//! Works on lines, by words from `languages/furniture.yaml` and by looks. In doubt a line stays.

mod articles;
mod comments;
mod edges;
mod likeness;
mod lines;
mod looks;
mod markers;
mod stray;
mod strips;
mod walk;
mod when;
mod words;

use crate::model::{Drop, Page, Span};

pub use articles::articles;
pub use markers::Markers;

/// One article's share of a page. All spans are bytes of the page's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cut {
    /// The headline, where the first line that is not dropped looks like one.
    pub title: Option<Span>,
    /// The whole stretch, furniture included.
    pub range: Span,
    /// What in it is furniture, in order, not overlapping; one drop a line.
    pub dropped: Vec<Drop>,
}

/// Cuts a page into its articles: one at least, in the page's order, covering every line that is not blank.
pub fn segment(page: &Page, markers: &Markers) -> Vec<Cut> {
    walk::cut(&lines::read(&page.text, markers))
}
