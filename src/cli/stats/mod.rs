//! `dyads stats`: what is in a dataset, counted: for a person on a terminal, or as JSON.

mod counts;
mod gather;
mod show;
mod table;

use std::io::Write as _;
use std::path::PathBuf;

use anyhow::bail;

use super::exit;
use crate::tables;

/// Count what is in a dataset: by language, time, pair of countries, kind of action, precision of dates; and what was rejected
#[derive(Clone, Debug, clap::Args)]
pub struct StatsArgs {
    /// Dataset to count: a folder that `dyads code` wrote
    #[arg(value_name = "DIR")]
    pub dataset: PathBuf,
    /// Print JSON, with every day, pair and code
    #[arg(long)]
    pub json: bool,
    /// Pairs of countries and reasons of rejects to show
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub top: usize,
}

/// Runs the command.
///
/// # Errors
/// A dataset that can't be read.
pub fn command(args: &StatsArgs) -> anyhow::Result<u8> {
    if !tables::is_dataset(&args.dataset) {
        bail!("{} is not a dataset of dyads: it has no run.json and events/", args.dataset.display());
    }
    let stats = gather::gather(&args.dataset)?;
    let mut out = anstream::stdout().lock();
    let written =
        if args.json { writeln!(out, "{}", serde_json::to_string_pretty(&stats)?) } else { show::show(&mut out, &stats, args.top) };
    match written {
        // `dyads stats DIR | head` wants no more than that.
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(exit::FINE),
        done => Ok(done.map(|()| exit::FINE)?),
    }
}
