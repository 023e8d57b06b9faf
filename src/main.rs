//! Parse the command line, run it, turn an error into an exit code.

use std::process::ExitCode;

use clap::Parser;
use dyads::cli::{self, Command};

/// Articles are coded side by side, and each makes many small things: an allocator that keeps the threads apart.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Code news articles into who did what to whom, when and where
#[derive(Parser)]
#[command(name = "dyads", version, about, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    match cli::run(cli.command) {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            anstream::eprintln!("error: {error:#}");
            ExitCode::from(cli::exit::FILES)
        }
    }
}
