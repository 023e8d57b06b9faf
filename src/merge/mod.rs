//! The same event told twice becomes one row.
//!
//! Two mentions tell the same event when their keys are equal (see [`event_id`]), in one article or in several. The key is exact
//! and the id is a hash of it, so neither depends on the order of the input, on threads or on the run, and the same group-by can
//! be done elsewhere, or part by part.
//!
//! Copies of an article (see [`Copies`]) tell what their original tells: their mentions add to its events.

mod copies;
mod group;
mod key;

pub use copies::{BINS, Copies, Original, Signature};
pub use group::{Merge, MergedEvent, Report};
pub use key::{Known, event_id, mention_id, text_id};
