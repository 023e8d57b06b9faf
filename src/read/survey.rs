//! What was found while reading: the format of each document, and which of its columns served for what. Kept only for those who ask
//! (`dyads inspect`).

use std::collections::BTreeMap;

use compact_str::CompactString;

use super::fields::{self, Fields};
use super::mapping::Role;
use super::record::{Used, why_not};

/// Most columns of a document that are told apart.
const MOST: usize = 400;

/// The documents read, those that are done and the one that is being read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Survey {
    /// One for each document, in order.
    pub documents: Vec<Surveyed>,
}

/// One document: a file, or a file in an archive.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Surveyed {
    /// As in `Page.input`.
    pub input: String,
    /// "JSON Lines", "plain text"…
    pub format: String,
    /// "gzip", "zstd", "in a zip archive"; from the outside in.
    pub packing: Vec<&'static str>,
    /// The encoding of its text, where that was asked for.
    pub encoding: Option<&'static str>,
    /// Its columns in the order in which they were met.
    pub columns: Vec<Column>,
}

/// A column, or a field of records.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Column {
    /// Its name as written.
    pub name: String,
    /// How many records used it, by what for.
    pub roles: BTreeMap<Role, u64>,
    /// Why it was not used where it could be thought of.
    pub why_not: Option<String>,
}

impl Survey {
    pub(super) fn open(&mut self, input: &str, format: &str, packing: &[&'static str], encoding: Option<&'static str>) {
        let (input, format) = (input.to_string(), format.to_string());
        self.documents.push(Surveyed { input, format, packing: packing.to_vec(), encoding, columns: Vec::new() });
    }

    pub(super) fn fields(&mut self, fields: &Fields, used: &Used) {
        let Some(document) = self.documents.last_mut() else { return };
        let crawl = fields.crawl_mark();
        for field in fields.known.iter().chain(fields.mapped.iter().flat_map(|(_, fields)| fields)) {
            let Some(column) = document.column(&field.path) else { continue };
            for (role, _) in used.roles.iter().filter(|(_, path)| *path == field.path) {
                *column.roles.entry(*role).or_default() += 1;
            }
            if column.why_not.is_none() {
                column.why_not = match crawl {
                    Some(mark) if fields::EITHER.contains(&field.name) && !field.value.is_null() => {
                        Some(format!("the day of the crawl (`{}` says so), not of publication", mark.path))
                    }
                    _ => why_not(field, used),
                };
            }
        }
        for name in &fields.others {
            document.column(name);
        }
    }

    /// A column that a table has and its records do not carry.
    pub(super) fn unread(&mut self, name: &str) {
        if let Some(document) = self.documents.last_mut() {
            document.column(&CompactString::from(name));
        }
    }
}

impl Surveyed {
    fn column(&mut self, name: &CompactString) -> Option<&mut Column> {
        let place = match self.columns.iter().position(|column| column.name == name.as_str()) {
            Some(place) => place,
            None if self.columns.len() >= MOST => return None,
            None => {
                self.columns.push(Column { name: name.to_string(), ..Column::default() });
                self.columns.len() - 1
            }
        };
        self.columns.get_mut(place)
    }
}
