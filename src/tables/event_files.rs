//! The files of `events`: sorted by day over all of them, so that adding to a dataset writes anew only the files whose days are touched.
use std::collections::{BTreeSet, HashSet};
use std::path::{Path, PathBuf};

use arrow_array::Array;
use arrow_array::RecordBatch;
use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Int64Type};
use parquet::file::properties::WriterProperties;

use super::TableError;
use super::folder::Folder;
use super::gather::{Gather, NO_DAY, Sorted};
use super::partition::PartitionBy;
use super::run::FileEntry;
use super::scan::open_part;
use super::schema::Table;
use super::write::{GROUP_ROWS, PartWriter, part_name};

/// Rows of a file: one row group. Adding to a dataset of a million events writes one or two of eight files anew.
const FILE_ROWS: u64 = GROUP_ROWS as u64;
/// A file with fewer rows than this is filled up before the next is begun.
const SMALL: u64 = FILE_ROWS / 2;

/// A file of the dataset that is added to.
struct Old {
    entry: FileEntry,
    first: i64,
    last: i64,
}

/// Gathers the rows of a run, and puts them and the older ones in order at the end.
pub(super) struct EventFiles {
    out: PathBuf,
    old: Vec<Old>,
    by: Option<PartitionBy>,
    properties: WriterProperties,
    /// Sorted parts of this run, in files of their own until the end.
    spilled: Vec<PathBuf>,
    /// First days of the rows of this run.
    days: BTreeSet<i64>,
    /// Events without a day of which this run brings copies only.
    undated: HashSet<i64>,
}

impl EventFiles {
    /// `old` are the files of the dataset at `out` that is added to.
    pub(super) fn new(out: &Path, old: Vec<FileEntry>, by: Option<PartitionBy>, properties: WriterProperties) -> Result<Self, TableError> {
        let mut files = Vec::new();
        for entry in old {
            let (first, last) = days_of(&out.join(&entry.path))?;
            files.push(Old { entry, first, last });
        }
        // By day; files of one day stay in the order of their names.
        files.sort_by_key(|file| (file.first, file.last));
        let (days, undated) = (BTreeSet::new(), HashSet::new());
        Ok(EventFiles { out: out.to_owned(), old: files, by, properties, spilled: Vec::new(), days, undated })
    }

    fn note(&mut self, batches: &[RecordBatch]) {
        for batch in batches {
            let days = batch.column(1).as_primitive::<Date32Type>();
            let own = batch.column_by_name("first_article_id");
            for row in 0..batch.num_rows() {
                if days.is_valid(row) {
                    self.days.insert(days.value(row).into());
                } else if own.is_some_and(|own| own.is_null(row)) {
                    self.undated.insert(batch.column(0).as_primitive::<Int64Type>().value(row));
                }
            }
        }
    }

    /// Puts a sorted part of the run aside.
    pub(super) fn spill(&mut self, folder: &Folder, batches: &[RecordBatch]) -> Result<(), TableError> {
        self.note(batches);
        let name = part_name("spill", self.spilled.len());
        let mut part = PartWriter::create(&folder.path, name.clone(), Table::Events.schema(), self.properties.clone())?;
        batches.iter().try_for_each(|batch| part.write(batch))?;
        part.finish()?;
        self.spilled.push(folder.path.join(name));
        Ok(())
    }

    /// Merges the run's parts (`rest` is the last, in memory) with the older files, and writes the table.
    pub(super) fn finish(mut self, folder: &Folder, rest: Vec<RecordBatch>) -> Result<Vec<FileEntry>, TableError> {
        self.note(&rest);
        let mut runs = vec![Sorted::new(rest.into_iter().map(Ok))];
        for path in &self.spilled {
            runs.push(Sorted::new(open_part(path, &[])?));
        }
        let mut gather = Gather::new(runs)?;
        let (by, properties) = (self.by, self.properties.clone());
        let mut writer =
            Writer { folder, by, properties: &properties, open: None, partition: String::new(), dated: true, files: Vec::new() };
        let mut zones = zones(std::mem::take(&mut self.old)).into_iter().peekable();
        while let Some(zone) = zones.next() {
            let end = zones.peek().map(|next| next[0].first);
            self.zone(zone, end, &mut gather, &mut writer)?;
        }
        gather.emit(None, &mut |batch| writer.write(&batch))?;
        drop(gather);
        writer.finish()
    }

    /// Writes the older files `zone` and the new rows up to the next of them, which begins on the day `end`.
    fn zone<'a>(&self, zone: Vec<Old>, end: Option<i64>, gather: &mut Gather<'a>, writer: &mut Writer) -> Result<(), TableError> {
        let (first, last) = (zone[0].first, zone.iter().map(|old| old.last).max().unwrap_or(NO_DAY));
        let undated = first == NO_DAY;
        let before = gather.next_day().is_some_and(|day| day < first);
        let touched = before || (!undated && self.days.range(first..=last).next().is_some());
        let behind = gather.next_day().is_some_and(|day| end.is_none_or(|end| day < end));
        let full = zone.last().is_some_and(|old| old.entry.rows >= SMALL);
        let mut sorted = Vec::new();
        for old in zone {
            let path = self.out.join(&old.entry.path);
            let rewritten = match undated {
                // Events without a day belong to one article: only copies add to them.
                true => old.entry.rows < SMALL || self.has_undated(&path)?,
                false => touched || (behind && !full),
            };
            if !rewritten {
                writer.link(old.entry)?;
            } else if undated {
                gather.add(Sorted::new(open_part(&path, &[])?))?;
            } else {
                sorted.push(path);
            }
        }
        if !sorted.is_empty() {
            // Files of one zone follow each other.
            gather.add(Sorted::new(sorted.into_iter().flat_map(|path| -> Box<dyn Iterator<Item = _>> {
                match open_part(&path, &[]) {
                    Ok(batches) => Box::new(batches),
                    Err(error) => Box::new(std::iter::once(Err(error))),
                }
            })))?;
        }
        gather.emit(end, &mut |batch| writer.write(&batch))
    }

    fn has_undated(&self, path: &Path) -> Result<bool, TableError> {
        if self.undated.is_empty() {
            return Ok(false);
        }
        for batch in open_part(path, &["event_id"])? {
            if batch?.column(0).as_primitive::<Int64Type>().values().iter().any(|id| self.undated.contains(id)) {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// Files that share a day are one zone: an event of that day may be in any of them.
fn zones(old: Vec<Old>) -> Vec<Vec<Old>> {
    let mut zones: Vec<Vec<Old>> = Vec::new();
    for file in old {
        match zones.last_mut() {
            Some(zone) if zone.iter().any(|other| other.last >= file.first) => zone.push(file),
            _ => zones.push(vec![file]),
        }
    }
    zones
}

/// First and last day of a file. It is sorted: its first row has the one and its last row the other.
fn days_of(path: &Path) -> Result<(i64, i64), TableError> {
    let mut days = None;
    for batch in open_part(path, &["event_date"])? {
        let batch = batch?;
        let column = batch.column(0).as_primitive::<Date32Type>();
        let day = |row: usize| if column.is_null(row) { NO_DAY } else { i64::from(column.value(row)) };
        if let Some(last) = column.len().checked_sub(1) {
            days = Some((days.map_or_else(|| day(0), |(first, _)| first), day(last)));
        }
    }
    Ok(days.unwrap_or((NO_DAY, NO_DAY)))
}

/// Writes files one after the other, each of one partition.
struct Writer<'f> {
    folder: &'f Folder,
    by: Option<PartitionBy>,
    properties: &'f WriterProperties,
    open: Option<PartWriter>,
    /// Folder of the partition that is written, from the table's on; "" without partitions.
    partition: String,
    /// Whether the events that are written have a day.
    dated: bool,
    files: Vec<FileEntry>,
}

impl Writer<'_> {
    fn write(&mut self, batch: &RecordBatch) -> Result<(), TableError> {
        let mut from = 0;
        while from < batch.num_rows() {
            let days = batch.column(1).as_primitive::<Date32Type>();
            // Events without a day have files of their own: those are never merged.
            let place = |row: usize| {
                let day = days.is_valid(row).then(|| days.value(row));
                (self.by.map(|by| by.folder(day)).unwrap_or_default(), day.is_some())
            };
            let own = place(from);
            let to = (from..batch.num_rows()).find(|&row| days.is_valid(row) != own.1 || (self.by.is_some() && place(row) != own));
            let to = to.unwrap_or(batch.num_rows());
            if own != (std::mem::take(&mut self.partition), self.dated) {
                self.close()?;
            }
            (self.partition, self.dated) = own;
            let open = self.open.take();
            let room = FILE_ROWS - open.as_ref().map_or(0, PartWriter::rows);
            let rows = (to - from).min(room as usize);
            let mut part = match open {
                Some(part) => part,
                None => {
                    let name = self.next_name();
                    PartWriter::create(&self.folder.path, name, Table::Events.schema(), self.properties.clone())?
                }
            };
            part.write(&batch.slice(from, rows))?;
            let full = part.rows() >= FILE_ROWS;
            self.open = Some(part);
            if full {
                self.close()?;
            }
            from += rows;
        }
        Ok(())
    }

    fn next_name(&self) -> String {
        let folder = match self.partition.as_str() {
            "" => Table::Events.name().to_owned(),
            partition => format!("{}/{partition}", Table::Events.name()),
        };
        let number = self.files.iter().rev().take_while(|file| file.path.rsplit_once('/').is_some_and(|(own, _)| own == folder)).count();
        part_name(&folder, number)
    }

    /// Takes an older file over as it is.
    fn link(&mut self, old: FileEntry) -> Result<(), TableError> {
        self.close()?;
        let folder = old.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        self.partition = folder.strip_prefix(Table::Events.name()).unwrap_or_default().trim_start_matches('/').to_owned();
        let name = self.next_name();
        self.folder.link(&old.path, &name)?;
        self.files.push(FileEntry { path: name, ..old });
        Ok(())
    }

    fn close(&mut self) -> Result<(), TableError> {
        if let Some(part) = self.open.take() {
            self.files.push(part.finish()?);
        }
        Ok(())
    }

    fn finish(mut self) -> Result<Vec<FileEntry>, TableError> {
        self.close()?;
        if self.files.is_empty() {
            // A table without rows has a file too, so that it can be read.
            self.partition = self.by.map(|by| by.folder(None)).unwrap_or_default();
            let part = PartWriter::create(&self.folder.path, self.next_name(), Table::Events.schema(), self.properties.clone())?;
            self.files.push(part.finish()?);
        }
        Ok(self.files)
    }
}
