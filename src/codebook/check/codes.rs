//! Codes that nothing is asked of: each says why, and none is waived in vain.

use rustc_hash::FxHashSet;

use super::Checker;
use crate::codebook::expected::Expected;

impl Checker<'_> {
    pub(super) fn empty_waivers(&mut self) {
        let book = self.book;
        for (code, row) in &book.codes.codes.0 {
            if row.waived.as_ref().is_some_and(|reason| reason.trim().is_empty()) {
                let help = "write why news can't show it, or remove `waived`";
                self.error("empty-waiver", code, format!("the code `{}` is waived without a reason", code.value), help);
            }
        }
    }

    pub(super) fn idle_waivers(&mut self) {
        let book = self.book;
        let mut required = self.required();
        if required.is_empty() {
            required.extend(book.header.languages.iter().map(|tag| tag.value.as_str()));
        }
        let disabled: FxHashSet<&str> = book.disabled.iter().map(|id| id.value.as_str()).collect();
        let mut shown: FxHashSet<(&str, String)> = FxHashSet::default();
        for (_, action) in book.body.actions.0.iter().filter(|(id, _)| !disabled.contains(id.value.as_str())) {
            for (tag, examples) in action.examples.iter() {
                let lines = examples.iter().flat_map(|example| &example.expect);
                shown.extend(lines.filter_map(|line| Expected::parse(line)).map(|event| (tag, event.code)));
            }
        }
        for (code, row) in &book.codes.codes.0 {
            let Some(reason) = &row.waived else { continue };
            if required.iter().all(|tag| shown.contains(&(*tag, code.value.clone()))) {
                let message = format!("`{}` is waived, and examples show it in every language", code.value);
                self.warning("idle-waiver", reason, message, "remove `waived`");
            }
        }
    }
}
