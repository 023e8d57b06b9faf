//! Opening the inputs that a command line names.

use crate::read::{self, Assignment, Mapping, Records};

/// The records of the inputs, with columns as `--map` says. A mapping to a column that the first file does not have is told before anything
/// is read.
///
/// # Errors
/// Inputs that are not there; columns that are not there.
pub(super) fn open(inputs: &[String], map: &[Assignment]) -> anyhow::Result<Records> {
    let sources = read::open(inputs)?;
    let mapping = Mapping::new(map);
    sources.check(&mapping).map_err(anyhow::Error::msg)?;
    Ok(sources.records().mapping(mapping))
}
