//! The words all stages share. Nothing here reads files, knows a language or depends on another layer.

mod actor;
mod date;
mod event;
mod page;
mod parse;
pub mod roles;
mod sense;
mod span;
mod token;

pub use actor::{ActorCode, Part, Parts, Who, Whos};
pub use date::{Basis, DateFlags, DateLink, DateValue, Precision, PublishedBasis, Undated};
pub use event::{ActorRef, Evidence, Mention, Place, PlaceChoice, PlaceLink, PlaceType, is_more_specific};
pub use page::{Article, Drop, DropReason, Page, Record, Reject};
pub use parse::{Arguments, Class, Control, Framing, Item, Np, Parse, Predicate, Trigger, Unit, concept_bit, how};
pub use sense::{Func, LightKind, NameKind, Sense};
pub use span::Span;
pub use token::{Sentence, Token, TokenKind, WordId, flag};
