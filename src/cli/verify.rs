//! `dyads verify`: whether a dataset keeps what its documentation promises.
use std::path::PathBuf;

use super::exit;
use crate::tables;

/// Hash a dataset's files again and check all that its documentation promises.
#[derive(Clone, Debug, clap::Args)]
pub struct VerifyArgs {
    /// Folder of the dataset
    #[arg(value_name = "DIR")]
    pub dataset: PathBuf,
}

/// Runs the command; the exit code.
///
/// # Errors
/// Where there is no dataset.
pub fn command(args: &VerifyArgs) -> anyhow::Result<u8> {
    let found = tables::verify(&args.dataset)?;
    for (promise, (count, examples)) in &found.problems {
        anstream::println!("broken: {promise} ({count})");
        examples.iter().for_each(|example| anstream::println!("  {example}"));
        if *count > examples.len() as u64 {
            anstream::println!("  and {} more", count - examples.len() as u64);
        }
    }
    let rows = found.rows;
    anstream::println!(
        "{} files, {} events, {} mentions, {} articles, {} rejects: {}",
        found.files,
        rows.events,
        rows.mentions,
        rows.articles,
        rows.rejects,
        if found.problems.is_empty() { "all as promised".to_owned() } else { format!("{} promises broken", found.problems.len()) }
    );
    Ok(if found.problems.is_empty() { exit::FINE } else { exit::PROBLEMS })
}
