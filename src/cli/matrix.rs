//! The tables of `dyads check --matrix`: what each action codes in each frame, and which codes no action or example shows.

use rustc_hash::FxHashSet;

use super::engine::Opened;
use crate::codebook::{Expected, Language, Text};
use crate::pipeline::examples::{self, Verdict};

/// One line an action: what each frame codes; a dot where nothing is said.
pub fn actions(opened: &Opened) {
    let book = &opened.engine.codebook;
    for action in &book.actions {
        let cells: Vec<String> = book
            .frames
            .iter()
            .map(|frame| match action.cells.get(frame) {
                None => format!("{frame} ."),
                Some(None) => format!("{frame} none"),
                Some(Some(code)) => format!("{frame} {code}"),
            })
            .collect();
        anstream::println!("{}: {}", action.id, cells.join(", "));
    }
}

/// What is known of the codes in one language.
struct Tally<'a> {
    language: &'a Language,
    /// Codes that a cell gives of an action with patterns.
    reached: FxHashSet<&'a str>,
    /// Codes that an example expects.
    expected: FxHashSet<String>,
    /// Codes that an example expects which passes.
    shown: FxHashSet<String>,
}

impl Tally<'_> {
    /// What is missing of a code; None where nothing is.
    fn missing(&self, code: &str) -> Option<String> {
        let cell = (!self.reached.contains(code)).then_some("no cell");
        let example = match (self.shown.contains(code), self.expected.contains(code)) {
            (true, _) => None,
            (false, true) => Some("no example that passes"),
            (false, false) => Some("no example"),
        };
        let missing: Vec<&str> = cell.into_iter().chain(example).collect();
        (!missing.is_empty()).then(|| format!("{}: {}", self.language.profile.lang.tag(), missing.join(", ")))
    }
}

/// One line a code that some language has no cell or no example for, or that is waived; then a line of counts a language.
pub fn codes(opened: &Opened) {
    if opened.is_broken() {
        anstream::println!("the codes are not counted: the codebook has errors");
        return;
    }
    let tallies = tallies(opened);
    let rows = &opened.book.codes.codes.0;
    for (code, row) in rows {
        let holes: Vec<String> = tallies.iter().filter_map(|tally| tally.missing(code)).collect();
        match &row.waived {
            Some(reason) => anstream::println!("waived {} {}: {}", code.value, row.label.value, reason.value),
            None if holes.is_empty() => {}
            None => anstream::println!("hole {} {}: {}", code.value, row.label.value, holes.join("; ")),
        }
    }
    let waived = rows.iter().filter(|(_, row)| row.waived.is_some()).count();
    for tally in &tallies {
        let holes = rows.iter().filter(|(code, row)| row.waived.is_none() && tally.missing(code).is_some()).count();
        anstream::println!(
            "{}: {} codes, {} reached, {} shown, {waived} waived, {holes} holes; {} patterns, {} phrases",
            tally.language.profile.lang.tag(),
            rows.len(),
            rows.iter().filter(|(code, _)| tally.reached.contains(code.value.as_str())).count(),
            rows.iter().filter(|(code, _)| tally.shown.contains(&code.value)).count(),
            tally.language.written_patterns().len(),
            tally.language.lexicon.len()
        );
    }
}

/// The languages the codebook is for, or all where it does not say.
fn tallies(opened: &Opened) -> Vec<Tally<'_>> {
    let (book, compiled) = (&opened.book, &opened.engine.codebook);
    let wanted = |tag: &str| book.required.is_empty() || book.required.iter().any(|required| required.value == tag);
    let place = |text: &Text| (text.file, text.line, text.column);
    let outcomes = examples::run(&opened.engine, book, &|_, language| wanted(language));
    let right: FxHashSet<_> = outcomes.iter().filter(|o| o.verdict == Verdict::Right).map(|o| place(&o.text)).collect();
    let ran: FxHashSet<_> = outcomes.iter().map(|o| place(&o.text)).collect();
    let tally = |language| {
        let mut tally = Tally { language, reached: reached(opened, language), expected: FxHashSet::default(), shown: FxHashSet::default() };
        let tag = language.profile.lang.tag();
        let examples = book.body.actions.0.iter().flat_map(|(_, action)| action.examples.iter()).filter(|(known, _)| *known == tag);
        for example in examples.flat_map(|(_, examples)| examples).filter(|example| ran.contains(&place(&example.text))) {
            for event in example.expect.iter().filter_map(|line| Expected::parse(line)) {
                if right.contains(&place(&example.text)) {
                    tally.shown.insert(event.code.clone());
                }
                tally.expected.insert(event.code);
            }
        }
        tally
    };
    compiled.languages.iter().filter(|language| wanted(language.profile.lang.tag())).map(tally).collect()
}

/// Codes in the cells of the actions that look for something in this language.
fn reached<'a>(opened: &'a Opened, language: &Language) -> FxHashSet<&'a str> {
    let actions = &opened.engine.codebook.actions;
    let used: FxHashSet<u32> = language.patterns.iter().map(|pattern| pattern.action).collect();
    let cells = used.iter().filter_map(|&action| actions.get(action as usize)).flat_map(|action| action.cells.values());
    cells.flatten().map(String::as_str).collect()
}
