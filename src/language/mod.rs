//! Words: normalisation, tokens, sentences, language identification and inflection. What differs between languages is a
//! [`Profile`] (data from `languages/*.yaml`) and one inflector a language (`en.rs`, `ar.rs`); the engine is the same.

mod ar;
mod clitics;
mod detect;
mod en;
mod inflect;
mod letters;
mod normalise;
mod profile;
mod sentences;
mod tokens;
mod vocabulary;

pub use detect::detect;
pub use inflect::{Inflected, form, inflect_demonym, inflect_noun, inflect_verb};
pub use letters::Letters;
pub use normalise::{fold_into, normalise};
pub use profile::{Lang, Order, Profile};
pub use sentences::split_sentences;
pub use tokens::{intern_words, tokenize};
pub use vocabulary::Vocabulary;
