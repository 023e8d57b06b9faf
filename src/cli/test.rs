//! `dyads test`: runs the examples written in a codebook.

use std::collections::{BTreeMap, BTreeSet};

use super::{engine, exit};
use crate::pipeline::examples::{self, Outcome, Verdict};

/// Run the examples written in a codebook.
#[derive(Clone, Debug, clap::Args)]
pub struct TestArgs {
    /// Only actions whose id starts so
    #[arg(value_name = "ID")]
    pub ids: Vec<String>,
    /// Codebook to test instead of the built-in one
    #[arg(long, value_name = "DIR")]
    pub codebook: Option<String>,
    /// Only examples in this language
    #[arg(long, value_name = "LANG")]
    pub language: Option<String>,
    /// Also name the patterns that no example fires
    #[arg(long)]
    pub coverage: bool,
}

/// Runs the command.
///
/// # Errors
/// A codebook that can't be read or has errors.
pub fn command(args: &TestArgs) -> anyhow::Result<u8> {
    let opened = engine::open_sound(args.codebook.as_deref().unwrap_or(engine::DEFAULT))?;
    let wanted = |id: &str, language: &str| {
        (args.ids.is_empty() || args.ids.iter().any(|prefix| id.starts_with(prefix.as_str())))
            && args.language.as_deref().is_none_or(|l| l == language)
    };
    let outcomes = examples::run(&opened.engine, &opened.book, &wanted);
    let place = |text: &crate::codebook::Text| {
        format!("{}:{}", opened.book.files.get(text.file as usize).map_or("", |f| f.shown.as_str()), text.line)
    };
    for outcome in outcomes.iter().filter(|o| o.verdict != Verdict::Right) {
        print_outcome(outcome, &place);
    }
    if args.coverage {
        print_coverage(&opened, &outcomes, &wanted);
    }
    let mut counts: BTreeMap<Verdict, usize> = BTreeMap::new();
    for outcome in &outcomes {
        *counts.entry(outcome.verdict).or_default() += 1;
    }
    let count = |verdict| counts.get(&verdict).copied().unwrap_or(0);
    anstream::println!(
        "{} examples: {} right, {} missing, {} noisy, {} wrong",
        outcomes.len(),
        count(Verdict::Right),
        count(Verdict::Missing),
        count(Verdict::Noisy),
        count(Verdict::Wrong)
    );
    Ok(if count(Verdict::Right) == outcomes.len() { exit::FINE } else { exit::PROBLEMS })
}

fn print_outcome(outcome: &Outcome, place: &dyn Fn(&crate::codebook::Text) -> String) {
    let verdict = match outcome.verdict {
        Verdict::Right => "right",
        Verdict::Missing => "missing",
        Verdict::Noisy => "noisy",
        Verdict::Wrong => "wrong",
    };
    anstream::println!("{verdict}: {} ({})  {}", outcome.action, outcome.language, place(&outcome.text));
    anstream::println!("    {}", outcome.text.value);
    for line in &outcome.missing {
        anstream::println!("  - {line}");
    }
    for line in &outcome.noisy {
        anstream::println!("  + {line}");
    }
    if let Some((line, why)) = &outcome.problem {
        anstream::println!("  ! {}: `{}`: {why}", place(line), line.value);
    }
    anstream::println!();
}

fn print_coverage(opened: &engine::Opened, outcomes: &[Outcome], wanted: &dyn Fn(&str, &str) -> bool) {
    let fired: BTreeSet<&str> = outcomes.iter().flat_map(|o| o.rules.iter().map(String::as_str)).collect();
    let (mut all, mut never) = (0, 0);
    for language in &opened.engine.codebook.languages {
        let tag = language.profile.lang.tag();
        for pattern in language.written_patterns().iter().filter(|p| wanted(&opened.engine.codebook.actions[p.action as usize].id, tag)) {
            all += 1;
            if !fired.contains(pattern.rule.as_str()) {
                never += 1;
                anstream::println!("never fired: {}  {}:{}", pattern.rule, pattern.file, pattern.line);
            }
        }
    }
    anstream::println!("{} of {all} patterns are fired by an example", all - never);
}
