//! A dataset's events as the field's other sets have them: GDELT 1.0 and 2.0, ICEWS, POLECAT, PETRARCH, with their very columns, order, types
//! and codes. `codebooks/EXPORTS.md` says for the analyst what each column takes and what is lost.
//!
//! [`Export`] takes the batches of a dataset's tables and gives the batches of the set; [`Writer`] puts those into a file of one [`Format`]. What
//! a mention needs of its article, and an event of its first report, is held as one small row each; all else passes batch by batch.

mod choose;
mod codes;
mod fields;
mod gdelt;
mod icews;
mod petrarch;
mod polecat;
mod rows;
mod run;
mod sheet;
mod told;
mod write;

pub use choose::{Options, Summary};
pub use codes::Codes;
pub use fields::{Field, Kind, Layout};
pub use run::Export;
pub use write::{Format, Writer};

use crate::model::Place;

/// The sets of the field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Set {
    /// GDELT 2.0: events (61 columns) and mentions (16)
    Gdelt2,
    /// GDELT 1.0: events (58 columns)
    Gdelt1,
    /// ICEWS coded event data (20 columns)
    Icews,
    /// POLECAT (40 columns)
    Polecat,
    /// PETRARCH2's event file (13 columns)
    Petrarch,
}

/// A country or territory, as other sets name it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Country {
    /// ISO alpha-3.
    pub iso: &'static str,
    /// Name in English.
    pub name: &'static str,
    /// FIPS 10-4; "" where it has none.
    pub fips: &'static str,
    /// A point in its midst, WGS 84 degrees: latitude, longitude.
    pub centre: Option<(f64, f64)>,
}

/// A place as GDELT's geo columns have it.
#[derive(Clone, Debug, PartialEq)]
pub struct GdeltPlace {
    /// 1 country, 2 US state, 3 US city, 4 city elsewhere, 5 division elsewhere.
    pub kind: u8,
    /// FIPS 10-4 of the country.
    pub fips: String,
    /// FIPS of the country and the division's code, where the division is known.
    pub adm1: Option<String>,
}

/// What an export must know of the world; the gazetteer knows it.
pub trait World {
    /// A country by its CAMEO or ISO code; None for a region, or what is no country.
    fn country(&self, code: &str) -> Option<Country>;

    /// A place in GDELT's terms.
    fn gdelt(&self, place: &Place) -> Option<GdeltPlace>;
}

/// What every row of an export is made with.
#[derive(Clone, Copy)]
struct Tools<'a> {
    codes: &'a Codes,
    world: &'a dyn World,
    options: Options,
}

/// Why an export stops.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// A table lacks a column, or has it in another type.
    #[error("the dataset has no column `{0}` of the type it should have; was it written by another version of dyads?")]
    Column(String),
    /// A row does not fit its sheet: a fault of this program.
    #[error("internal error, please report it: {0}")]
    Internal(String),
    /// The file could not be written.
    #[error(transparent)]
    Write(#[from] std::io::Error),
    /// The Parquet writer failed.
    #[error(transparent)]
    Parquet(#[from] parquet::errors::ParquetError),
}
