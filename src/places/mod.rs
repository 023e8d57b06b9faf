//! Where an action took place: names to places ([`names`]) after the codebook and the gazetteer ([`Gazetteer`]), which of them is the event's
//! ([`place_for`]), and where a report was written ([`dateline`]). A capital is never assumed.

mod centre;
mod choose;
mod dateline;
mod gazetteer;
mod name;

pub use centre::centres;
pub use choose::{Countries, Told, anywhere, place_for, told_by_country};
pub use dateline::{Dateline, dateline};
pub use gazetteer::{Gazetteer, Row, cameo, iso};
pub use name::{Ground, Named, Spot, names};
