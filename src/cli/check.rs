//! `dyads check`: every problem of a codebook at once.

use std::io::IsTerminal;

use super::{engine, exit};
use crate::diagnostic::Severity;

/// Name every problem of a codebook, with its place and a way to mend it.
#[derive(Clone, Debug, clap::Args)]
pub struct CheckArgs {
    /// Codebook to check instead of the built-in one
    #[arg(long, value_name = "DIR")]
    pub codebook: Option<String>,
    /// Also print the table of actions and frames with their codes
    #[arg(long)]
    pub matrix: bool,
}

/// Runs the command.
///
/// # Errors
/// Where there is no such codebook, or it can't be read.
pub fn command(args: &CheckArgs) -> anyhow::Result<u8> {
    let opened = engine::open(args.codebook.as_deref().unwrap_or(engine::DEFAULT))?;
    let colour = std::io::stdout().is_terminal();
    for problem in &opened.problems {
        let source = opened.book.files.iter().find(|f| f.shown == problem.at.file).map(|f| f.text.as_str());
        anstream::println!("{}\n", problem.render(source, colour));
    }
    if args.matrix {
        matrix(&opened);
    }
    let errors = opened.problems.iter().filter(|p| p.severity == Severity::Error).count();
    let warnings = opened.problems.len() - errors;
    let book = &opened.engine.codebook;
    let patterns: Vec<String> = book.languages.iter().map(|l| format!("{} {}", l.patterns.len(), l.profile.lang.tag())).collect();
    let phrases: Vec<String> = book.languages.iter().map(|l| format!("{} {}", l.lexicon.len(), l.profile.lang.tag())).collect();
    anstream::println!(
        "{} {}: {} codes, {} actions, {} concepts, {} actors, {} roles, {} places, patterns: {}, forms: {}",
        book.id,
        book.version,
        book.codes.len(),
        book.actions.len(),
        book.concepts.len(),
        book.actors.len(),
        book.roles.len(),
        book.cities.len(),
        patterns.join(", "),
        phrases.join(", ")
    );
    anstream::println!("{errors} errors, {warnings} warnings");
    Ok(if opened.problems.is_empty() { exit::FINE } else { exit::PROBLEMS })
}

/// One line an action: what each frame codes; a dot where nothing is said.
fn matrix(opened: &engine::Opened) {
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
