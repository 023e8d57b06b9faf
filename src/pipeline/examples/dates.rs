//! The examples of the dates files: a sentence and all the expressions of time in it.

use chrono::NaiveDate;

use super::{Outcome, Verdict};
use crate::codebook::dates::{self, RawExample};
use crate::codebook::{Book, Text};
use crate::dates::{Anchor, EXAMPLE_DAY};
use crate::language::{Lang, tokenize};
use crate::pipeline::Engine;

/// The action that outcomes of dates files name.
const DATES: &str = "dates";

/// Runs the examples of each language's file; of two files for a language the one that holds, which is the last.
pub(super) fn run(engine: &Engine, book: &Book, wanted: &dyn Fn(&str, &str) -> bool, out: &mut Vec<Outcome>) {
    let files = book.dates.iter().rev();
    let parsed: Vec<_> = files.filter_map(|&number| Some((number, dates::parse(&book.files[number].text).ok()?))).collect();
    for lang in Lang::ALL.into_iter().filter(|lang| wanted(DATES, lang.tag())) {
        let Some((number, raw)) = parsed.iter().find(|(_, raw)| Lang::from_tag(&raw.language.value) == Some(lang)) else { continue };
        for example in raw.rules.iter().flat_map(|rule| &rule.examples) {
            let place = example.text.defined;
            let text =
                Text { value: example.text.value.clone(), line: place.line() as u32, column: place.column() as u32, file: *number as u16 };
            out.push(run_one(engine, lang, text, example));
        }
    }
}

fn run_one(engine: &Engine, lang: Lang, text: Text, example: &RawExample) -> Outcome {
    let day = example.published.as_deref().unwrap_or(EXAMPLE_DAY);
    let problem = day.parse::<NaiveDate>().err().map(|_| (text.clone(), format!("`{day}` is no day: write it as {EXAMPLE_DAY}")));
    let mut noisy = found(engine, lang, &text.value, day.parse().ok());
    let mut missing = Vec::new();
    for line in &example.found {
        match noisy.iter().position(|found| found == line) {
            Some(at) => drop(noisy.remove(at)),
            None => missing.push(line.clone()),
        }
    }
    let verdict = Verdict::of(missing.is_empty() && problem.is_none(), noisy.is_empty());
    Outcome { action: DATES.into(), language: lang.tag(), text, verdict, missing, noisy, rules: Vec::new(), problem }
}

/// The expressions of time in a text, as examples write them: `words = first`, `words = first..last`, `words = ?`.
fn found(engine: &Engine, lang: Lang, text: &str, published: Option<NaiveDate>) -> Vec<String> {
    let (mut tokens, mut mentions) = (Vec::new(), Vec::new());
    tokenize(text, &engine.codebook.language(lang).profile, &engine.codebook.vocabulary, &mut tokens);
    if let Some(tagger) = &engine.taggers[lang.index()] {
        tagger.tag(text, &tokens, &published.map_or_else(Anchor::unknown, Anchor::day), &mut mentions);
    }
    let days = |mention: &crate::dates::DateMention| match (mention.value.first, mention.value.last) {
        (Some(first), Some(last)) if first == last => first.to_string(),
        (Some(first), Some(last)) => format!("{first}..{last}"),
        _ => "?".into(),
    };
    mentions.iter().map(|mention| format!("{} = {}", mention.span.of(text), days(mention))).collect()
}
