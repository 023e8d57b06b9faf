//! Every example written in a codebook of `codebooks/` is a test of its own. Those known to fail stand in `known_failures.txt` (action,
//! language, text): the list may only shrink. `UPDATE=1 cargo test --test codebooks` writes it anew.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::process::ExitCode;

use dyads::cli::engine;
use dyads::pipeline::examples::{self, Outcome, Verdict};
use libtest_mimic::{Arguments, Failed, Trial};

const LIST: &str = "tests/known_failures.txt";
const HEAD: &str = "\
# Examples of the codebooks that do not pass yet: action, language, text, separated by tabs. The list may only shrink.
# UPDATE=1 cargo test --test codebooks writes it anew.
";

/// An example as the list names it.
type Key = (String, String, String);

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let known = known();
    let mut outcomes = BTreeMap::new();
    for codebook in codebooks() {
        outcomes.insert(codebook.clone(), run(&codebook));
    }
    let failing: BTreeSet<Key> = outcomes.values().flatten().filter(|o| o.verdict != Verdict::Right).map(key).collect();
    if std::env::var_os("UPDATE").is_some() {
        let lines: Vec<String> = failing.iter().map(|(action, language, text)| format!("{action}\t{language}\t{text}\n")).collect();
        fs::write(LIST, format!("{HEAD}{}", lines.concat())).expect("a list to write");
        eprintln!("{} examples that fail are listed in {LIST}", failing.len());
        return ExitCode::SUCCESS;
    }
    let all: BTreeSet<Key> = outcomes.values().flatten().map(key).collect();
    let mut trials = Vec::new();
    for (codebook, outcomes) in &outcomes {
        let mut numbers: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        for outcome in outcomes {
            let number = numbers.entry((&outcome.action, outcome.language)).or_default();
            *number += 1;
            let name = format!("{codebook}/{}/{}/{number}", outcome.action, outcome.language);
            let result = judge(outcome, known.contains(&key(outcome)));
            trials.push(Trial::test(name, move || result));
        }
    }
    let gone: Vec<String> = known.difference(&all).map(|(action, language, text)| format!("{action} ({language}): {text}")).collect();
    trials.push(Trial::test("known_failures_are_examples", move || match gone.is_empty() {
        true => Ok(()),
        false => Err(Failed::from(format!("no codebook holds these examples: remove them from {LIST}\n{}", gone.join("\n")))),
    }));
    libtest_mimic::run(&arguments, trials).exit_code()
}

/// Folders that hold a codebook.
fn codebooks() -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir("codebooks")
        .expect("the folder of codebooks")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.join("codebook.yaml").is_file())
        .filter_map(|path| path.to_str().map(str::to_string))
        .collect();
    names.sort();
    names
}

/// The examples written in the codebook itself, not those of the one it extends.
fn run(codebook: &str) -> Vec<Outcome> {
    let opened = engine::open_sound(codebook).expect("a sound codebook");
    let own = format!("{}/", opened.engine.codebook.id);
    let mut outcomes = examples::run(&opened.engine, &opened.book, &|_, _| true);
    outcomes.retain(|o| opened.book.files[o.text.file as usize].rule_file.starts_with(&own));
    outcomes
}

fn key(outcome: &Outcome) -> Key {
    (outcome.action.clone(), outcome.language.to_string(), outcome.text.value.clone())
}

fn known() -> BTreeSet<Key> {
    let text = fs::read_to_string(LIST).unwrap_or_default();
    let lines = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    lines
        .map(|line| {
            let mut parts = line.splitn(3, '\t').map(str::to_string);
            let mut part = || parts.next().unwrap_or_default();
            (part(), part(), part())
        })
        .collect()
}

fn judge(outcome: &Outcome, known: bool) -> Result<(), Failed> {
    match (outcome.verdict, known) {
        (Verdict::Right, false) => Ok(()),
        (Verdict::Right, true) => Err(Failed::from(format!("it passes: remove it from {LIST}"))),
        (_, true) => Ok(()),
        (_, false) => {
            let mut said = outcome.text.value.clone();
            said.extend(outcome.missing.iter().map(|line| format!("\n  missing: {line}")));
            said.extend(outcome.noisy.iter().map(|line| format!("\n  not expected: {line}")));
            Err(Failed::from(said))
        }
    }
}
