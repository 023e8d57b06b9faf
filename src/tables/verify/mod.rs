//! Whether a dataset keeps every promise of its documentation: files and hashes, columns, the limits of each column, keys, the links
//! between tables, figures that follow from other rows, and words that stand where their offsets say.

mod files;
mod links;
mod values;

use std::collections::BTreeMap;
use std::path::Path;

use super::TableError;
use super::dataset::run_file;
use super::run::RowCounts;
use super::schema::Table;

/// Examples that are kept of each kind of problem.
const EXAMPLES: usize = 3;

/// What was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Verified {
    /// Rows that were read.
    pub rows: RowCounts,
    /// Files whose hash was compared.
    pub files: u64,
    /// Kind of problem to how often it was met and the first of them.
    pub problems: BTreeMap<String, (u64, Vec<String>)>,
}

impl Verified {
    /// Notes a problem. `kind` is the promise that is broken, `place` where.
    fn broken(&mut self, kind: impl Into<String>, place: impl FnOnce() -> String) {
        let (count, examples) = self.problems.entry(kind.into()).or_default();
        *count += 1;
        if examples.len() < EXAMPLES {
            examples.push(place());
        }
    }
}

/// Reads the whole dataset. Memory: about 60 bytes an event and 20 an article.
///
/// # Errors
/// Where there is no dataset, or its `run.json` can't be read. All else that is wrong is a problem in the answer.
pub fn verify(dataset: &Path) -> Result<Verified, TableError> {
    if !super::is_dataset(dataset) {
        return Err(TableError::NoDataset(dataset.to_owned()));
    }
    let run = run_file(dataset)?;
    let mut found = Verified::default();
    let readable = files::check(dataset, &run, &mut found)?;
    if !readable {
        return Ok(found); // what can't be read has been said, and nothing more can be
    }
    let checked = (|| {
        for table in Table::ALL {
            values::check(dataset, table, &mut found)?;
        }
        links::check(dataset, &run, &mut found)
    })();
    if let Err(error) = checked {
        found.broken("every file can be read to its end", || error.to_string());
    }
    Ok(found)
}
