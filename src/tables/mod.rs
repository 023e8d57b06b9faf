//! Rows -> Arrow -> Parquet. `columns` is the documented list of every column; schemas, data dictionary and Frictionless
//! description derive from it. Offsets become code points here and nowhere else. A dataset appears whole or not at all.

#![expect(clippy::disallowed_methods, reason = "writes the dataset")]

mod articles;
mod columns;
mod croissant;
mod dataset;
mod dates;
mod describe;
mod event_files;
mod events;
mod folder;
mod gather;
mod mentions;
mod offsets;
mod partition;
mod rejects;
mod rows;
mod run;
mod scan;
mod schema;
mod state;
mod texts;
mod verify;
mod write;

use std::path::PathBuf;

pub use articles::{Articles, Coded};
pub use croissant::croissant;
pub use dataset::{Dataset, Layout};
pub use describe::{datapackage, dictionary};
pub use events::{CodeInfo, EventRow, Events};
pub use folder::{Folder, Mode, allowed};
pub use mentions::Mentions;
pub use offsets::Offsets;
pub use partition::PartitionBy;
pub use rejects::Rejects;
pub use run::{Codebook, FileEntry, Input, PastRun, RowCounts, Run, RunFile, hash_codebook};
pub use scan::{is_dataset, open_part, parts, scan};
pub use schema::{Column, Kind, Limit, Table};
pub use state::{ArticleState, States};
pub use texts::article_texts;
pub use verify::{Verified, verify};

/// Why a dataset could not be written.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    /// The folder is already there.
    #[error("{} already exists; choose another folder, or replace it with --force (dyads code adds to a dataset with --append)", .0.display())]
    Exists(PathBuf),
    /// What is there was not written by this program: it lacks files that all such folders have.
    #[error("{} was not written by this command (it has no {}), so it is neither replaced nor added to; move it away first", .0.display(), .1)]
    NotOurs(PathBuf, String),
    /// There is no dataset.
    #[error("{} is not a dataset of dyads: it has no run.json and events/", .0.display())]
    NoDataset(PathBuf),
    /// Another run writes it.
    #[error("another run is writing {}; wait for it to end, or choose another folder", .0.display())]
    Busy(PathBuf),
    /// A dataset can't be added to by this run.
    #[error("{} can't be added to: {}; code its articles anew into another folder", .0.display(), .1)]
    Differs(PathBuf, String),
    /// A file of a dataset is not what this program writes.
    #[error("cannot read {}: {}", .0.display(), .1)]
    Unread(PathBuf, String),
    /// The articles' texts are not in the dataset.
    #[error("{} was coded without --keep-text: it holds no texts; name the articles themselves", .0.display())]
    NoTexts(PathBuf),
    /// A file or folder could not be read or written.
    #[error("cannot {what} {}: {source}", path.display())]
    File {
        /// What was tried: "create", "write", "rename"…
        what: &'static str,
        /// On which file or folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The Parquet writer failed.
    #[error("cannot write {}: {source}", path.display())]
    Parquet {
        /// File.
        path: PathBuf,
        /// What the writer said.
        source: parquet::errors::ParquetError,
    },
    /// A row does not fit the documented columns: a fault of this program.
    #[error("internal error, please report it: a row does not fit its table: {0}")]
    Row(String),
    /// A file of the codebook or a description has a name that leads out of the dataset, or can't be put in JSON.
    #[error("internal error, please report it: {0}")]
    Internal(String),
}

impl TableError {
    /// For `map_err`: the file or folder on which `what` failed.
    fn file(what: &'static str, path: impl Into<PathBuf>) -> impl FnOnce(std::io::Error) -> TableError {
        let path = path.into();
        move |source| TableError::File { what, path, source }
    }
}
