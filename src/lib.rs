//! `dyads` reads news articles and codes them into **who did what to whom, when and where**, by a codebook an analyst edits.
//!
//! An article goes in at the top and rows come out at the bottom. The stages, in the order [`pipeline`] calls them:
//!
//! 1. [`read`]: files to pages.
//! 2. [`segment`]: a page to its articles; furniture is dropped and accounted for.
//! 3. [`language`]: words, sentences, inflection.
//! 4. [`dates`]: phrases to intervals; when an undated article was published.
//! 5. [`annotate`]: tokens × lexicon to units.
//! 6. [`clause`]: units to noun phrases, predicates and their slots.
//! 7. [`actors`] and [`places`]: who and where a noun phrase is.
//! 8. [`frame`]: planned, asked for, refused, denied…
//! 9. [`event`]: slots and patterns to mentions.
//! 10. [`merge`]: the same event told twice is one row.
//! 11. [`tables`]: rows to Parquet.
//! 12. [`export`]: a dataset in the columns and codes of GDELT, ICEWS, POLECAT, PETRARCH; afterwards, on request.
//!
//! Stages do not know each other; what they share is in [`model`] (words), [`language`] and [`codebook`] (rules). All offsets are bytes of the
//! original text until [`tables`] turns them into code points.
#![warn(clippy::disallowed_methods)]

pub mod cli;
pub mod pipeline;

pub mod actors;
pub mod annotate;
pub mod clause;
pub mod dates;
pub mod event;
pub mod export;
pub mod frame;
pub mod merge;
pub mod places;
pub mod read;
pub mod segment;
pub mod tables;

pub mod codebook;
pub mod diagnostic;
pub mod language;
pub mod model;
