//! The commands: one file each. Here only what they share.

#![expect(clippy::disallowed_methods, reason = "opens and writes what the command line names, and measures the time a run takes")]

mod cache;
mod check;
pub mod code;
mod count;
mod dates;
pub mod engine;
mod explain;
mod export;
mod inputs;
mod inspect;
mod matrix;
mod originals;
mod schema;
mod seen;
mod sink;
mod stats;
mod summary;
mod test;
mod unknown;
mod verify;

pub use summary::Summary;

/// Exit codes of every command.
pub mod exit {
    /// All went well.
    pub const FINE: u8 = 0;
    /// The command did its work and found something wrong with what it was given.
    pub const PROBLEMS: u8 = 1;
    /// The command line can't be understood.
    pub const USAGE: u8 = 2;
    /// Something can't be read or written.
    pub const FILES: u8 = 3;
}

/// The commands of the program.
#[derive(clap::Subcommand)]
pub enum Command {
    /// Code articles into a dataset of events
    Code(code::CodeArgs),
    /// Name every problem of a codebook, with its place and a way to mend it
    Check(check::CheckArgs),
    /// Run the examples written in a codebook
    Test(test::TestArgs),
    /// Show step by step how a text is coded, and how near it came where it is not
    Explain(explain::ExplainArgs),
    /// Write a dataset's events in the columns and codes of GDELT, ICEWS, POLECAT or PETRARCH
    Export(export::ExportArgs),
    /// Count what is in a dataset
    Stats(stats::StatsArgs),
    /// Show how inputs are read: formats, columns, samples, languages and dates
    Inspect(inspect::InspectArgs),
    /// Print the dates found in texts, as JSON Lines
    Dates(dates::DatesArgs),
    /// Hash a dataset's files again and check all that its documentation promises
    Verify(verify::VerifyArgs),
    /// Work on a codebook
    #[command(subcommand)]
    Codebook(CodebookCommand),
    /// Write the JSON Schemas of a codebook's files, for editors
    Schema(schema::SchemaArgs),
}

/// Work on a codebook.
#[derive(Clone, Debug, clap::Subcommand)]
pub enum CodebookCommand {
    /// List the names in articles that no entry of the codebook knows, as YAML to paste
    Unknown(unknown::UnknownArgs),
    /// Count a codebook's entries and names, by kind and language
    Count(count::CountArgs),
}

/// Runs a command; the exit code.
///
/// # Errors
/// What stops a command: something can't be read or written.
pub fn run(command: Command) -> anyhow::Result<u8> {
    match command {
        Command::Code(args) => code::command(&args),
        Command::Check(args) => check::command(&args),
        Command::Test(args) => test::command(&args),
        Command::Explain(args) => explain::command(&args),
        Command::Export(args) => export::command(&args),
        Command::Stats(args) => stats::command(&args),
        Command::Inspect(args) => inspect::command(&args),
        Command::Dates(args) => dates::command(&args),
        Command::Verify(args) => verify::command(&args),
        Command::Codebook(CodebookCommand::Unknown(args)) => unknown::command(&args),
        Command::Codebook(CodebookCommand::Count(args)) => count::command(&args),
        Command::Schema(args) => schema::command(&args),
    }
}
