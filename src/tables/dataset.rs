//! The dataset's folder. Everything is written into a hidden folder beside it, which gets its name at the very end: a reader
//! sees the whole dataset or none, and a run that fails leaves nothing behind.
use std::fs::{self, File};
use std::io::Write;
use std::path::{Component, Path, PathBuf};

use arrow_array::RecordBatch;

use super::run::{Codebook, RowCounts, Run, RunFile};
use super::schema::Table;
use super::write::{TableWriter, properties};
use super::{TableError, datapackage, dictionary};

/// A dataset in the making. Dropped before [`Dataset::finish`], it removes what it wrote.
pub struct Dataset {
    out: PathBuf,
    force: bool,
    partial: Partial,
    version: String,
    codebook: Codebook,
    /// In the order of [`Table::ALL`].
    tables: Vec<TableWriter>,
}

impl Dataset {
    /// Whether `out` may be written: it does not exist, or `force` is given and it is a dataset of this program.
    ///
    /// # Errors
    /// [`TableError::Exists`] or [`TableError::NotADataset`].
    pub fn allowed(out: &Path, force: bool) -> Result<(), TableError> {
        match fs::symlink_metadata(out) {
            Err(_) => Ok(()),
            Ok(_) if !force => Err(TableError::Exists(out.to_owned())),
            // --force must never delete a folder of something else that was named by mistake.
            Ok(_) if out.join("run.json").is_file() && out.join("events").is_dir() => Ok(()),
            Ok(_) => Err(TableError::NotADataset(out.to_owned())),
        }
    }

    /// Begins a dataset that will be named `out`. The folder `out` is in is made where it is missing. `version` is the
    /// program's. With `force` an older dataset of that name is replaced at the end, not before.
    ///
    /// # Errors
    /// As [`Dataset::allowed`]; [`TableError::File`] where the folder can't be written.
    pub fn create(out: &Path, force: bool, version: &str, codebook: &Codebook) -> Result<Self, TableError> {
        Self::allowed(out, force)?;
        let partial = Partial::create(out)?;
        let properties = properties(version, codebook)?;
        let tables = Table::ALL
            .into_iter()
            .map(|table| TableWriter::create(&partial.path, table, properties.clone()))
            .collect::<Result<Vec<_>, _>>()?;
        Ok(Dataset { out: out.to_owned(), force, partial, version: version.to_owned(), codebook: codebook.clone(), tables })
    }

    /// Adds rows to a table.
    ///
    /// # Errors
    /// [`TableError::Parquet`] where they can't be written.
    pub fn write(&mut self, table: Table, batch: &RecordBatch) -> Result<(), TableError> {
        // `tables` is in the order of `Table::ALL`, which is the order of the variants.
        match self.tables.get_mut(table as usize) {
            Some(writer) => writer.write(batch),
            None => Err(TableError::Internal(format!("no writer for {}", table.name()))),
        }
    }

    /// Closes the tables, writes the descriptions and the copy of the codebook (`files`: path from the codebook's folder on,
    /// content), and gives the dataset its name.
    ///
    /// # Errors
    /// [`TableError`] where anything can't be written; nothing is left then, and an older dataset is still there.
    pub fn finish(mut self, run: &Run, files: &[(String, Vec<u8>)]) -> Result<RowCounts, TableError> {
        let mut parts = Vec::new();
        let mut rows = RowCounts::default();
        for (table, writer) in Table::ALL.into_iter().zip(std::mem::take(&mut self.tables)) {
            let (paths, count) = writer.finish()?;
            parts.push((table, paths));
            match table {
                Table::Events => rows.events = count,
                Table::Mentions => rows.mentions = count,
                Table::Articles => rows.articles = count,
                Table::Rejects => rows.rejects = count,
            }
        }
        self.partial.put("datapackage.json", &json(&datapackage(&self.version, &self.codebook, &parts))?)?;
        self.partial.put("dictionary.md", dictionary(&self.version, &self.codebook).as_bytes())?;
        for (name, content) in files {
            self.partial.put(&format!("codebook/{name}"), content)?;
        }
        let file = RunFile {
            program: "dyads",
            version: &self.version,
            codebook: &self.codebook,
            options: &run.options,
            rows,
            inputs: &run.inputs,
        };
        self.partial.put("run.json", &json(&file)?)?;
        self.partial.rename(&self.out, self.force)?;
        Ok(rows)
    }
}

/// Indented JSON with a newline at the end.
fn json(value: &impl serde::Serialize) -> Result<Vec<u8>, TableError> {
    let mut bytes = serde_json::to_vec_pretty(value).map_err(|error| TableError::Internal(error.to_string()))?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// The hidden folder; removed when dropped, unless it was renamed.
struct Partial {
    path: PathBuf,
    named: bool,
}

impl Partial {
    fn create(out: &Path) -> Result<Self, TableError> {
        let parent = out.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        fs::create_dir_all(parent).map_err(TableError::file("create", parent))?;
        let path = sibling(out, "partial")?;
        match fs::remove_dir_all(&path) {
            // Left by a process that was killed and had our number.
            Ok(()) => {}
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => return Err(TableError::file("remove", &path)(error)),
        }
        fs::create_dir(&path).map_err(TableError::file("create", &path))?;
        Ok(Partial { path, named: false })
    }

    /// Writes a whole file; `name` may lie in folders below, never above.
    fn put(&self, name: &str, content: &[u8]) -> Result<(), TableError> {
        let inside = Path::new(name).components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
        if !inside {
            return Err(TableError::Internal(format!("the file {name:?} leads out of the dataset")));
        }
        let path = self.path.join(name);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(TableError::file("create", folder))?;
        }
        let mut file = File::create_new(&path).map_err(TableError::file("create", &path))?;
        file.write_all(content).and_then(|()| file.sync_all()).map_err(TableError::file("write", &path))
    }

    /// Gives the folder its name. An older one is renamed away first and deleted last; if the new one can't take its
    /// place, it comes back.
    fn rename(&mut self, out: &Path, force: bool) -> Result<(), TableError> {
        // Asked again: it may have appeared in the meantime.
        Dataset::allowed(out, force)?;
        let replaces = fs::symlink_metadata(out).is_ok();
        let old = sibling(out, "old")?;
        if replaces {
            fs::rename(out, &old).map_err(TableError::file("rename", out))?;
        }
        if let Err(error) = fs::rename(&self.path, out) {
            if replaces {
                fs::rename(&old, out).map_err(TableError::file("bring back", out))?;
            }
            return Err(TableError::file("rename", &self.path)(error));
        }
        self.named = true;
        if replaces {
            fs::remove_dir_all(&old).map_err(TableError::file("remove the older", &old))?;
        }
        Ok(())
    }
}

impl Drop for Partial {
    fn drop(&mut self) {
        if !self.named {
            // Nothing better can be done with an error here: the one that brought us here is already on its way.
            let _ = fs::remove_dir_all(&self.path);
        }
    }
}

/// `.NAME.what-PID` beside `out`: on the same disk, so that a rename is one step; hidden, so that no reader takes it for data.
fn sibling(out: &Path, what: &str) -> Result<PathBuf, TableError> {
    let Some(name) = out.file_name() else {
        return Err(TableError::Internal(format!("{} has no name of its own; name the folder to write", out.display())));
    };
    let mut hidden = std::ffi::OsString::from(".");
    hidden.push(name);
    hidden.push(format!(".{what}-{}", std::process::id()));
    Ok(out.with_file_name(hidden))
}
