//! The codebook: `raw` (as written, each value with its place) → `check` (every problem at once) → `compile` (what runs).

pub mod check;
mod compile;
mod compile_names;
mod compiled;
pub mod dates;
mod expand;
mod expected;
pub mod furniture;
mod lexicon;
mod load;
mod overlay;
mod pattern;
mod raw;
mod raw_discards;
mod raw_names;
pub mod schema;
mod text;

pub use compile::{compile, parse_actor_code};
pub use compiled::{
    Action, Actor, ActorKind, City, CodeRow, Codebook, FrameId, Gate, Language, MOST_TOPICS, Operator, OperatorKind, Pattern, Place, Role,
    RoleKind, Slot, Spell, Topic,
};
pub use expected::{Expected, NOBODY};
pub use lexicon::{Apart, Lexicon, Mark, Marked, Senses};
pub use load::{Book, LoadError, Placer, SourceFile, code_tables, files, load, shipped};
pub use raw::*;
pub use raw_discards::*;
pub use raw_names::*;
pub use text::{Entries, List, Name, Text};
