//! An engine as bytes, so that a codebook is compiled once and not at every start.

use serde::{Deserialize, Serialize};

use super::Engine;
use crate::codebook::Codebook;
use crate::codebook::dates::DateTables;
use crate::dates::Tagger;
use crate::places::Gazetteer;
use crate::segment::Markers;

/// All of an engine that the codebook's files do not say in a form that can be read at once.
#[derive(Serialize)]
struct Kept<'a> {
    codebook: &'a Codebook,
    dates: Vec<Option<&'a DateTables>>,
    markers: &'a Markers,
    gazetteer: &'a Gazetteer,
}

#[derive(Deserialize)]
struct Read {
    codebook: Codebook,
    dates: Vec<Option<DateTables>>,
    markers: Markers,
    gazetteer: Gazetteer,
}

impl Engine {
    /// The engine as bytes, for [`Engine::thaw`] of the same build of the program. None where it can't be written.
    pub fn freeze(&self) -> Option<Vec<u8>> {
        let dates = self.taggers.iter().map(|tagger| tagger.as_ref().map(Tagger::tables)).collect();
        postcard::to_allocvec(&Kept { codebook: &self.codebook, dates, markers: &self.markers, gazetteer: &self.gazetteer }).ok()
    }

    /// The engine that was frozen; None where the bytes are not one. Whoever keeps them sees to it that they are those that were written:
    /// what is not an error here may still be one later.
    pub fn thaw(bytes: &[u8]) -> Option<Engine> {
        let Read { codebook, dates, markers, gazetteer } = postcard::from_bytes(bytes).ok()?;
        let taggers = dates.into_iter().map(|tables| tables.map(Tagger::new)).collect();
        Some(Engine { codebook, taggers, markers, gazetteer })
    }
}
