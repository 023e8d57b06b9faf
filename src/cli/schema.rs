//! `dyads schema`: the JSON Schemas of a codebook's files, for editors.

use std::path::PathBuf;

use anyhow::Context;

use super::exit;
use crate::codebook::schema;

/// Write the JSON Schemas of a codebook's files, for editors.
#[derive(Clone, Debug, clap::Args)]
pub struct SchemaArgs {
    /// Folder to write them to; made where it is missing
    #[arg(long, short, value_name = "DIR")]
    pub out: PathBuf,
}

/// Runs the command.
///
/// # Errors
/// Where the folder can't be written.
pub fn command(args: &SchemaArgs) -> anyhow::Result<u8> {
    std::fs::create_dir_all(&args.out).with_context(|| format!("cannot make {}", args.out.display()))?;
    for (name, text) in schema::all() {
        let path = args.out.join(format!("{name}.schema.json"));
        std::fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(exit::FINE)
}
