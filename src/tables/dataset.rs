//! A dataset in the making: new, in the place of an older one, or an older one with more in it.
use std::collections::BTreeMap;
use std::fs::File;
use std::path::Path;

use arrow_array::RecordBatch;
use arrow_array::cast::AsArray;
use arrow_array::types::Int64Type;

use super::event_files::EventFiles;
use super::folder::{self, Folder, Mode};
use super::partition::PartitionBy;
use super::run::{Codebook, FileEntry, PastRun, RowCounts, Run, RunFile};
use super::scan::open_part;
use super::schema::Table;
use super::state::{self, ArticleState};
use super::write::{TableWriter, properties};
use super::{TableError, croissant, datapackage, dictionary};

/// What every dataset has.
const MARKS: &[&str] = &["run.json", "events"];
/// A file smaller than this is written anew with more rows in it, so that a dataset grown every day has few files.
const SMALL_BYTES: u64 = 8 << 20;

/// A dataset in the making. Dropped before [`Dataset::finish`], it removes what it wrote, and what was there before is there still.
pub struct Dataset {
    folder: Folder,
    version: String,
    codebook: Codebook,
    layout: Layout,
    /// `run.json` of the dataset that is added to.
    before: Option<RunFile>,
    articles: TableWriter,
    mentions: TableWriter,
    rejects: TableWriter,
    state: TableWriter,
    events: EventFiles,
}

/// How a dataset is laid out: the same for all runs that add to it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// Folders of `events`.
    pub by: Option<PartitionBy>,
    /// Whether the articles' texts are kept.
    pub keep_text: bool,
}

impl Layout {
    pub(super) fn of(options: &BTreeMap<String, serde_json::Value>) -> Self {
        let by = options.get("partition_by").and_then(serde_json::Value::as_str).and_then(|by| by.parse().ok());
        Layout { by, keep_text: options.get("keep_text").and_then(serde_json::Value::as_bool).unwrap_or(false) }
    }
}

impl Dataset {
    /// Whether `out` may be written.
    ///
    /// # Errors
    /// [`TableError::Exists`] or [`TableError::NotOurs`].
    pub fn allowed(out: &Path, mode: Mode) -> Result<(), TableError> {
        folder::allowed(out, mode, MARKS)
    }

    /// Begins a dataset that will be named `out`; the folder `out` is in is made where it is missing. `version` is the program's. What is
    /// there already stays until [`Dataset::finish`]. No other run can write it meanwhile. One that is added to keeps its own layout.
    ///
    /// # Errors
    /// As [`Folder::create`]; [`TableError::Differs`] where the dataset to add to has another codebook or another layout than is wanted, or is
    /// of a version with other columns.
    pub fn create(out: &Path, mode: Mode, wanted: Layout, version: &str, codebook: &Codebook) -> Result<Self, TableError> {
        let folder = Folder::create(out, mode, MARKS)?;
        let out = folder.out().to_owned();
        let before = (mode == Mode::Append && out.join("run.json").is_file()).then(|| run_file(&out)).transpose()?;
        let layout = match &before {
            Some(before) => fits(&out, before, codebook, wanted)?,
            None => wanted,
        };
        let files = before.as_ref().map(|before| before.files.as_slice()).unwrap_or_default();
        let settings = |table| properties(version, codebook, table);
        let table = |table: Table| -> Result<TableWriter, TableError> {
            grown(
                &out,
                &folder,
                files,
                |kept| Ok(TableWriter::new(&folder.path, table.name(), table.schema(), settings(Some(table))?, kept)),
                table.name(),
            )
        };
        let old_events = files.iter().filter(|file| file.path.starts_with("events/")).cloned().collect();
        let events = EventFiles::new(&out, old_events, layout.by, settings(Some(Table::Events))?)?;
        let (articles, mentions, rejects) = (table(Table::Articles)?, table(Table::Mentions)?, table(Table::Rejects)?);
        let state = grown(
            &out,
            &folder,
            files,
            |kept| Ok(TableWriter::new(&folder.path, state::FOLDER, state::schema(), settings(None)?, kept)),
            state::FOLDER,
        )?;
        let (version, codebook) = (version.to_owned(), codebook.clone());
        Ok(Dataset { folder, version, codebook, layout, before, articles, mentions, rejects, state, events })
    }

    /// How it is laid out.
    pub fn layout(&self) -> Layout {
        self.layout
    }

    /// Hands on what is known of the articles of the dataset that is added to, in the order in which they were written.
    ///
    /// # Errors
    /// [`TableError::Unread`] where it can't be read.
    pub fn articles_before(&self, mut to: impl FnMut(ArticleState)) -> Result<(), TableError> {
        let files = self.before.iter().flat_map(|before| &before.files).filter(|file| file.path.starts_with("state/"));
        for file in files {
            state::read(&self.folder.out().join(&file.path), &mut to)?;
        }
        Ok(())
    }

    /// Hands on what could not be read for the dataset that is added to: input, record, reason.
    ///
    /// # Errors
    /// [`TableError::Unread`] where it can't be read.
    pub fn rejects_before(&self, mut to: impl FnMut(&str, i64, &str)) -> Result<(), TableError> {
        let files = self.before.iter().flat_map(|before| of_table(&before.files, Table::Rejects.name()));
        for file in files {
            for batch in open_part(&self.folder.out().join(&file.path), &["input", "record", "reason"])? {
                let batch = batch?;
                let (input, reason) = (batch.column(0).as_string::<i32>(), batch.column(2).as_string::<i32>());
                let record = batch.column(1).as_primitive::<Int64Type>();
                (0..batch.num_rows()).for_each(|row| to(input.value(row), record.value(row), reason.value(row)));
            }
        }
        Ok(())
    }

    /// Adds rows to a table other than `events`.
    ///
    /// # Errors
    /// [`TableError::Parquet`] where they can't be written.
    pub fn write(&mut self, table: Table, batch: &RecordBatch) -> Result<(), TableError> {
        match table {
            Table::Articles => self.articles.write(batch),
            Table::Mentions => self.mentions.write(batch),
            Table::Rejects => self.rejects.write(batch),
            Table::Events => Err(TableError::Internal("events are written sorted".to_owned())),
        }
    }

    /// Adds what the next run must know of the articles.
    ///
    /// # Errors
    /// As [`Dataset::write`].
    pub fn write_state(&mut self, batch: &RecordBatch) -> Result<(), TableError> {
        self.state.write(batch)
    }

    /// Puts a part of the run's events aside: sorted by day and id, without repeats. All parts are merged at the end.
    ///
    /// # Errors
    /// As [`Dataset::write`].
    pub fn put_aside(&mut self, events: &[RecordBatch]) -> Result<(), TableError> {
        self.events.spill(&self.folder, events)
    }

    /// Merges the events (`rest` is the last part of them, sorted), closes the tables, writes the descriptions and the copy of the codebook
    /// (`copied`: path from the codebook's folder on, content), and gives the dataset its name.
    ///
    /// # Errors
    /// [`TableError`] where anything can't be written; nothing is left then, and an older dataset is still there.
    pub fn finish(self, rest: Vec<RecordBatch>, run: Run, copied: &[(String, Vec<u8>)]) -> Result<RowCounts, TableError> {
        let Dataset { folder, version, codebook, layout, before, articles, mentions, rejects, state, events } = self;
        let mut files = events.finish(&folder, rest)?;
        folder.remove("spill")?;
        for writer in [mentions, articles, rejects, state] {
            files.extend(writer.finish()?);
        }
        let count = |table: Table| -> u64 { of_table(&files, table.name()).map(|file| file.rows).sum() };
        let rows = RowCounts {
            events: count(Table::Events),
            mentions: count(Table::Mentions),
            articles: count(Table::Articles),
            rejects: count(Table::Rejects),
        };
        folder.put("datapackage.json", &json(&datapackage(&version, &codebook, &files))?)?;
        folder.put("croissant.json", &json(&croissant(&version, &codebook, &files, layout.by))?)?;
        folder.put("dictionary.md", dictionary(&version, &codebook).as_bytes())?;
        for (name, content) in copied {
            folder.put(&format!("codebook/{name}"), content)?;
        }
        let (mut runs, mut inputs) = before.map(|before| (before.runs, before.inputs)).unwrap_or_default();
        let number = runs.len() as u64;
        inputs.extend(run.inputs.into_iter().map(|input| super::Input { run: number, ..input }));
        runs.push(PastRun { version: version.clone(), options: run.options.clone(), rows });
        let file = RunFile { program: "dyads".to_owned(), version, codebook, options: run.options, rows, runs, inputs, files };
        folder.put("run.json", &json(&file)?)?;
        folder.take_place()?;
        Ok(rows)
    }
}

/// The files of a table, or of the state.
pub(super) fn of_table<'f>(files: &'f [FileEntry], folder: &'f str) -> impl Iterator<Item = &'f FileEntry> {
    files.iter().filter(move |file| file.path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/')))
}

/// `run.json` of a dataset.
pub(super) fn run_file(out: &Path) -> Result<RunFile, TableError> {
    let path = out.join("run.json");
    let file = File::open(&path).map_err(TableError::file("open", &path))?;
    serde_json::from_reader(std::io::BufReader::new(file)).map_err(|error| TableError::Unread(path, error.to_string()))
}

/// The layout of a dataset to which a run with this codebook, this wanted layout and this version of the program can add.
fn fits(out: &Path, before: &RunFile, codebook: &Codebook, wanted: Layout) -> Result<Layout, TableError> {
    let differs = |what: String| Err(TableError::Differs(out.to_owned(), what));
    if before.codebook != *codebook {
        let name = |codebook: &Codebook| format!("{} ({})", codebook.name(), codebook.sha256.get(..8).unwrap_or_default());
        let (old, new) = (name(&before.codebook), name(codebook));
        return differs(format!("it was coded with the codebook {old}, and this run has {new}"));
    }
    for table in Table::ALL {
        let Some(file) = of_table(&before.files, table.name()).next() else {
            return differs("its run.json lists no files: it is of an older version of this program".to_owned());
        };
        let path = out.join(&file.path);
        let schema = super::scan::schema_of(&path)?;
        let own = table.schema();
        let same = |a: &arrow_schema::Field, b: &arrow_schema::Field| a.name() == b.name() && a.data_type() == b.data_type();
        if schema.fields().len() != own.fields().len() || !schema.fields().iter().zip(own.fields()).all(|(a, b)| same(a, b)) {
            return differs(format!("its {} have other columns: version {} wrote it", table.name(), before.version));
        }
    }
    let own = Layout::of(&before.options);
    if wanted.keep_text && !own.keep_text {
        return differs("it was coded without --keep-text, and this run has it".to_owned());
    }
    if let Some(by) = wanted.by.filter(|by| own.by != Some(*by)) {
        return differs(format!("it is partitioned by {}, and this run by {}", own.by.map_or("nothing", PartitionBy::as_str), by.as_str()));
    }
    Ok(own)
}

/// A writer behind the older files of a table: they are taken over as they are, but for a last one that is small, whose rows are written again.
fn grown(
    out: &Path,
    folder: &Folder,
    files: &[FileEntry],
    writer: impl FnOnce(Vec<FileEntry>) -> Result<TableWriter, TableError>,
    name: &'static str,
) -> Result<TableWriter, TableError> {
    let mut kept: Vec<FileEntry> = of_table(files, name).cloned().collect();
    let small = kept.pop_if(|last| last.bytes < SMALL_BYTES);
    for file in &kept {
        folder.link(&file.path, &file.path)?;
    }
    let mut writer = writer(kept)?;
    if let Some(small) = small {
        for batch in open_part(&out.join(&small.path), &[])? {
            writer.write(&batch?)?;
        }
    }
    Ok(writer)
}

/// Indented JSON with a newline at the end.
fn json(value: &impl serde::Serialize) -> Result<Vec<u8>, TableError> {
    let mut bytes = serde_json::to_vec_pretty(value).map_err(|error| TableError::Internal(error.to_string()))?;
    bytes.push(b'\n');
    Ok(bytes)
}
