//! The examples of a dates file, run as tests by `check` and by the test suite.

use chrono::NaiveDate;

use super::{Anchor, Tagger};
use crate::codebook::dates::{DateProblem, RawDates};
use crate::language::{Profile, Vocabulary, tokenize};

/// The publication day of examples that name none: a Tuesday.
pub const EXAMPLE_DAY: &str = "2022-01-18";

/// Runs every example of every rule; says where what is found is not what is asked for.
pub fn check_examples(raw: &RawDates, tagger: &Tagger, profile: &Profile, vocabulary: &Vocabulary) -> Vec<DateProblem> {
    let mut problems = Vec::new();
    for example in raw.rules.iter().flat_map(|rule| &rule.examples) {
        let text = &example.text.value;
        let day = example.published.as_deref().unwrap_or(EXAMPLE_DAY);
        let Ok(day) = day.parse::<NaiveDate>() else {
            problems.push(DateProblem::at(&example.text, format!("`{day}` is no day: write it as 2022-01-18")));
            continue;
        };
        let (mut tokens, mut mentions) = (Vec::new(), Vec::new());
        tokenize(text, profile, vocabulary, &mut tokens);
        tagger.tag(text, &tokens, &Anchor::day(day), &mut mentions);
        let found: Vec<String> = mentions
            .iter()
            .map(|m| match (m.value.first, m.value.last) {
                (Some(a), Some(b)) if a == b => format!("{} = {a}", m.span.of(text)),
                (Some(a), Some(b)) => format!("{} = {a}..{b}", m.span.of(text)),
                _ => format!("{} = ?", m.span.of(text)),
            })
            .collect();
        if found != example.found {
            let message = format!("expected [{}], found [{}]", example.found.join("; "), found.join("; "));
            problems.push(DateProblem::at(&example.text, message));
        }
    }
    problems
}
