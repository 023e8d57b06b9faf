//! dyads
#![allow(missing_docs)]

pub mod annotate;
pub mod codebook;
pub mod diagnostic;
pub mod language;
pub mod model;
