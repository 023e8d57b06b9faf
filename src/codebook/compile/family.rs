//! Which reports may be one event: the families of actions.

use crate::codebook::raw::Merge;

/// The family of an action: the nearest action above it (or itself) that says how reports are merged, or the first part of its id.
pub(super) fn family(id: &str, merge: impl Fn(&str) -> Option<Merge>) -> &str {
    let ends = || id.match_indices('.').map(|(at, _)| at).chain(std::iter::once(id.len()));
    let nearest = ends().filter_map(|end| Some((end, merge(&id[..end])?))).last();
    match nearest {
        None => &id[..ends().next().unwrap_or(id.len())],
        Some((end, Merge::Family)) => &id[..end],
        Some((end, Merge::Action)) => &id[..ends().find(|&next| next > end).unwrap_or(end)],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_word_on_merging_counts() {
        let says = |id: &str| match id {
            "yield" => Some(Merge::Action),
            "yield.reform" => Some(Merge::Family),
            _ => None,
        };
        for (id, expected) in [
            ("fight", "fight"),
            ("fight.air", "fight"),
            ("yield", "yield"),
            ("yield.ceasefire", "yield.ceasefire"),
            ("yield.ceasefire.named", "yield.ceasefire"),
            ("yield.reform.rights.named", "yield.reform"),
        ] {
            assert_eq!(family(id, says), expected, "{id}");
        }
    }
}
