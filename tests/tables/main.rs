//! The dataset on disk: exact columns, offsets an analyst can slice with, merging, and a folder that is there whole or not at all.
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
#![allow(missing_docs, reason = "nobody uses a test's helpers from outside")]

mod disk;
mod growing;
mod merging;
mod schema;
mod toy;
mod values;
mod verifying;
mod whole;
