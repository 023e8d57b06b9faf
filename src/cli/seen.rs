//! Which pages were read before, in this run or in those that made the dataset it adds to.
use rustc_hash::FxHashSet;

use crate::merge::text_id;
use crate::model::Page;

/// What a page is known by, as numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PageKey {
    /// Its id and text.
    pub page: i64,
    /// Its id alone.
    pub id: i64,
}

/// What to do with a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fresh {
    /// It is new.
    New(PageKey),
    /// It is new and has the id of another: it was given an id of its own.
    Renamed(PageKey),
    /// The same id and text were read before.
    Known,
}

/// Remembers pages: about 30 bytes each.
#[derive(Default)]
pub(super) struct Seen {
    pages: FxHashSet<i64>,
    ids: FxHashSet<i64>,
}

impl Seen {
    /// Remembers a page of an earlier run.
    pub(super) fn insert(&mut self, key: PageKey) {
        self.pages.insert(key.page);
        self.ids.insert(key.id);
    }

    /// Whether a page is new. Ids of articles are unique in a dataset: another text under a known id (files that each number their records
    /// from 1, a page that was changed) gets an id that its text gives, the same in every run.
    pub(super) fn meet(&mut self, page: &mut Page) -> Fresh {
        let mut key = PageKey { page: text_id(&[&page.id, &page.text]), id: text_id(&[&page.id]) };
        if !self.pages.insert(key.page) {
            return Fresh::Known;
        }
        if self.ids.insert(key.id) {
            return Fresh::New(key);
        }
        page.id = format!("{}~{:08x}", page.id, key.page >> 31);
        key.id = text_id(&[&page.id]);
        self.ids.insert(key.id);
        Fresh::Renamed(key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_id_with_two_texts_is_two_pages() {
        let page = |id: &str, text: &str| Page { id: id.into(), text: text.into(), ..Page::default() };
        let mut seen = Seen::default();
        let (mut first, mut again, mut other) = (page("1", "a"), page("1", "a"), page("1", "b"));
        assert!(matches!(seen.meet(&mut first), Fresh::New(_)));
        assert_eq!(seen.meet(&mut again), Fresh::Known);
        let Fresh::Renamed(key) = seen.meet(&mut other) else { panic!("another text") };
        assert!(other.id.starts_with("1~") && other.id.len() == 10, "{}", other.id);
        assert_eq!(seen.meet(&mut page("1", "b")), Fresh::Known);

        // A later run that knows what was written.
        let mut later = Seen::default();
        later.insert(key);
        assert_eq!(later.meet(&mut page("1", "b")), Fresh::Known);
    }
}
