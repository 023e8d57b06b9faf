//! Actions: each says what it is, what it codes, what to look for and shows it by an example, in every language the codebook is for.

use super::{Checker, items};
use crate::codebook::pattern::{self, Element};
use crate::codebook::raw::RawAction;
use crate::codebook::text::Text;

/// The action whose cells all others inherit: it looks for nothing itself.
const DEFAULT: &str = "default";

impl Checker<'_> {
    pub(super) fn actions(&mut self) {
        let book = self.book;
        let disabled: Vec<&str> = book.disabled.iter().map(|id| id.value.as_str()).collect();
        for (id, action) in book.body.actions.0.iter().filter(|(id, _)| !disabled.contains(&id.value.as_str())) {
            if action.label.as_ref().is_none_or(|label| label.is_empty()) {
                self.warning(
                    "action-without-label",
                    id,
                    format!("`{}` has no label", id.value),
                    "write `label:` with what it codes, for people",
                );
            }
            if id.value != DEFAULT {
                self.needs(id, action);
            }
            if action.reciprocal == Some(true) {
                self.reciprocal(action);
            }
        }
    }

    fn needs(&mut self, id: &Text, action: &RawAction) {
        let actions = &self.book.body.actions.0;
        let children = |id: &str| actions.iter().any(|(other, _)| other.strip_prefix(id).is_some_and(|rest| rest.starts_with('.')));
        let has_patterns = action.patterns.iter().any(|(_, list)| items(list).next().is_some());
        if !has_patterns {
            if !children(id) {
                self.warning(
                    "action-without-patterns",
                    id,
                    format!("`{}` has no patterns and no actions below it: it codes nothing", id.value),
                    "write `patterns:`, or remove it",
                );
            }
            return;
        }
        if !self.has_assert(id, action) {
            let help = "write `assert:` with its code, or `assert: none` where only frames around it are events";
            self.warning(
                "no-assert-cell",
                id,
                format!("`{}` has patterns and no code for `assert`: what they find is no event", id.value),
                help,
            );
        }
        for tag in self.required() {
            if !action.patterns.iter().any(|(known, list)| known == tag && items(list).next().is_some()) {
                let help = format!("write `patterns: {{ {tag}: [...] }}`, or name in codebook.yaml only the `languages` it is for");
                self.warning("action-without-patterns", id, format!("`{}` has no patterns in `{tag}`", id.value), help);
            } else if !action.examples.iter().any(|(known, list)| known == tag && !list.is_empty()) {
                let help = "write a sentence as the news would, with all the events it holds: it runs as a test";
                self.warning("action-without-examples", id, format!("`{}` has no examples in `{tag}`", id.value), help);
            }
        }
    }

    /// Whether the action or one of its parents has the cell.
    fn has_assert(&self, id: &Text, action: &RawAction) -> bool {
        let says = |action: &RawAction| action.codes.0.iter().any(|(frame, _)| frame.value == "assert");
        let above = |other: &str| other == DEFAULT || id.strip_prefix(other).is_some_and(|rest| rest.starts_with('.'));
        says(action) || self.book.body.actions.0.iter().any(|(other, raw)| above(other) && says(raw))
    }

    fn reciprocal(&mut self, action: &RawAction) {
        for line in action.patterns.iter().flat_map(|(_, list)| items(list)) {
            let Ok(parsed) = pattern::parse(line) else { continue };
            let has = |is: fn(&Element) -> bool| parsed.parts.iter().any(|part| is(&part.element));
            if !(has(|e| matches!(e, Element::Source { .. })) && has(|e| matches!(e, Element::Target { .. }))) {
                let help = "both sides do the same: name SOURCE and TARGET, or move the pattern to an action that is not `reciprocal`";
                self.warning("one-sided-reciprocal", line, "a reciprocal action needs both slots in every pattern".to_string(), help);
            }
        }
    }
}
