//! Examples: their dates, and the codes their `expect` lines name.

use chrono::NaiveDate;
use rustc_hash::FxHashSet;

use super::Checker;
use crate::codebook::compile::parse_actor_code;
use crate::codebook::expected::{Expected, NOBODY};
use crate::codebook::text::Text;
use crate::diagnostic::nearest;

const SHAPE: &str = "write `SOURCE -> CODE -> TARGET`, with ` on DATE` where the date matters and `---` for a missing actor";

impl Checker<'_> {
    pub(super) fn examples(&mut self) {
        let book = self.book;
        let codes: FxHashSet<&str> = book.codes.codes.0.iter().map(|(code, _)| code.value.as_str()).collect();
        let examples = book.body.actions.0.iter().flat_map(|(_, action)| action.examples.iter()).flat_map(|(_, examples)| examples);
        let veto = book.body.discards.iter().flat_map(|discards| discards.veto.examples.iter()).flat_map(|(_, examples)| examples);
        for example in examples.chain(veto) {
            if let Some(day) = example.published.as_ref().filter(|day| NaiveDate::parse_from_str(day, "%Y-%m-%d").is_err()) {
                self.error("bad-date", day, format!("`{}` is no date", day.value), "write YYYY-MM-DD");
            }
            for line in &example.expect {
                self.expect(line, &codes);
            }
        }
    }

    fn expect(&mut self, line: &Text, codes: &FxHashSet<&str>) {
        let Some(event) = Expected::parse(line) else {
            self.error("bad-expect", line, format!("`{}` is no event", line.value), SHAPE);
            return;
        };
        if !codes.contains(event.code.as_str()) {
            let help = match nearest(&event.code, codes.iter().copied()) {
                Some(near) => format!("did you mean {near}?"),
                None => "codes.yaml lists them".to_string(),
            };
            self.error("unknown-code", line, format!("there is no CAMEO code `{}`", event.code), help);
        }
        for actor in [&event.source, &event.target].into_iter().filter(|actor| *actor != NOBODY) {
            if let Err(part) = parse_actor_code(self.book, actor, None) {
                self.error(
                    "unknown-actor-code",
                    line,
                    format!("no table knows the part `{part}` of `{actor}`"),
                    "an actor code is a country, then roles or a group, three letters each: actor_codes.yaml lists them",
                );
            }
        }
        if let Some(date) = event.date.filter(|date| !is_date(date)) {
            self.error("bad-expect", line, format!("`{date}` is no date"), "write 2024-01-23, 2024-01 or 2024");
        }
    }

    /// Roles that stand in where a text names no source.
    pub(super) fn default_sources(&mut self) {
        let book = self.book;
        for role in book.body.actions.0.iter().filter_map(|(_, action)| action.default_source.as_ref()) {
            if let Err(part) = parse_actor_code(book, role, None) {
                self.error(
                    "unknown-actor-code",
                    role,
                    format!("no table knows the part `{part}` of `{}`", role.value),
                    "`default_source` is a role code: CVL, REB…",
                );
            }
        }
    }
}

/// Whether this is a day, a month or a year as `expect` writes them.
fn is_date(date: &str) -> bool {
    let day = match date.len() {
        4 => format!("{date}-01-01"),
        7 => format!("{date}-01"),
        _ => date.to_string(),
    };
    day.len() == 10 && NaiveDate::parse_from_str(&day, "%Y-%m-%d").is_ok()
}
