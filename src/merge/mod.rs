//! The same event told twice becomes one row.
//!
//! Two mentions tell the same event when their keys are equal (see [`event_id`]), in one article or in several. The key is exact
//! and the id is a hash of it, so neither depends on the order of the input, on threads or on the run, and the same group-by can
//! be done elsewhere, or partition by partition.

mod duplicates;
mod figures;
mod group;
mod key;

pub use duplicates::{Duplicates, fingerprint};
pub use group::{Merge, MergedEvent};
pub use key::{event_id, mention_id};

/// Why mentions could not be merged.
#[derive(Debug, thiserror::Error)]
#[error("internal error, please report it: the mentions could not be grouped: {0}")]
pub struct MergeError(String);
