//! dyads
#![allow(missing_docs)]
#![warn(clippy::disallowed_methods)]

pub mod cli;
pub mod pipeline;

pub mod actors;
pub mod annotate;
pub mod clause;
pub mod dates;
pub mod event;
pub mod frame;
pub mod merge;
pub mod places;
pub mod read;
pub mod segment;
pub mod tables;

pub mod codebook;
pub mod language;
pub mod diagnostic;
pub mod model;
