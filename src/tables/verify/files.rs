//! Files: all that `run.json` lists, none that it does not, with the bytes it says; their columns; the copy of the codebook.
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader};
use std::path::Path;

use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use sha2::{Digest, Sha256};

use super::Verified;
use crate::tables::dataset::of_table;
use crate::tables::run::{RunFile, hash_codebook, hex};
use crate::tables::schema::Table;
use crate::tables::{TableError, parts};

/// Whether the tables can be read at all.
pub(super) fn check(dataset: &Path, run: &RunFile, found: &mut Verified) -> Result<bool, TableError> {
    let mut readable = true;
    for file in &run.files {
        let path = dataset.join(&file.path);
        match hash(&path) {
            Err(error) => {
                found.broken("every file of run.json is there", || format!("{}: {error}", file.path));
                readable = false;
            }
            Ok((bytes, sha256)) => {
                found.files += 1;
                if (bytes, sha256.as_str()) != (file.bytes, file.sha256.as_str()) {
                    found.broken("files have the size and SHA-256 of run.json", || file.path.clone());
                }
            }
        }
    }
    for table in Table::ALL {
        let listed: BTreeSet<_> = of_table(&run.files, table.name()).map(|file| dataset.join(&file.path)).collect();
        for path in parts(dataset, table)? {
            let name = path.strip_prefix(dataset).unwrap_or(&path).display().to_string();
            if !listed.contains(&path) {
                found.broken("data folders hold the files of run.json and nothing else", || name.clone());
            }
            readable &= columns(&path, &name, table, run, found);
        }
        strangers(dataset, &dataset.join(table.name()), found)?;
    }
    codebook(dataset, run, found)?;
    for name in ["datapackage.json", "croissant.json", "dictionary.md"] {
        if !dataset.join(name).is_file() {
            found.broken("the descriptions are there", || name.to_owned());
        }
    }
    Ok(readable)
}

fn hash(path: &Path) -> io::Result<(u64, String)> {
    let (mut file, mut sha, mut bytes) = (BufReader::with_capacity(1 << 20, File::open(path)?), Sha256::new(), 0);
    loop {
        let read = file.fill_buf()?;
        if read.is_empty() {
            return Ok((bytes, hex(&sha.finalize())));
        }
        let length = read.len();
        sha.update(read);
        bytes += length as u64;
        file.consume(length);
    }
}

/// Files in a data folder that are no Parquet: readers of whole folders stumble over them.
fn strangers(dataset: &Path, folder: &Path, found: &mut Verified) -> Result<(), TableError> {
    for entry in fs::read_dir(folder).map_err(TableError::file("list", folder))? {
        let path = entry.map_err(TableError::file("list", folder))?.path();
        if path.is_dir() {
            strangers(dataset, &path, found)?;
        } else if path.extension().is_none_or(|ending| ending != "parquet") {
            let name = path.strip_prefix(dataset).unwrap_or(&path).display().to_string();
            found.broken("data folders hold the files of run.json and nothing else", || name);
        }
    }
    Ok(())
}

/// Names, types and meanings of the columns, and what the file says of its making. False where it can't be read.
fn columns(path: &Path, name: &str, table: Table, run: &RunFile, found: &mut Verified) -> bool {
    let builder = match File::open(path)
        .map_err(|error| error.to_string())
        .and_then(|file| ParquetRecordBatchReaderBuilder::try_new(file).map_err(|error| error.to_string()))
    {
        Ok(builder) => builder,
        Err(error) => {
            found.broken("every file is Parquet", || format!("{name}: {error}"));
            return false;
        }
    };
    let (own, wanted) = (builder.schema(), table.schema());
    let mut same = own.fields().len() == wanted.fields().len();
    for (field, wanted) in own.fields().iter().zip(wanted.fields()) {
        if field.name() != wanted.name() || field.data_type() != wanted.data_type() || field.is_nullable() != wanted.is_nullable() {
            found.broken("columns are those of the documentation", || format!("{name}: {} {}", field.name(), field.data_type()));
            same = false;
        } else if field.metadata() != wanted.metadata() {
            found.broken("every column has its description", || format!("{name}: {}", field.name()));
        }
    }
    if own.fields().len() != wanted.fields().len() {
        found.broken("columns are those of the documentation", || {
            format!("{name}: {} columns, not {}", own.fields().len(), wanted.fields().len())
        });
    }
    let said = builder.metadata().file_metadata().key_value_metadata();
    let says = |key: &str| said.and_then(|all| all.iter().find(|pair| pair.key == key)).and_then(|pair| pair.value.as_deref());
    if says("dyads.codebook_sha256") != Some(run.codebook.sha256.as_str()) || says("dyads.version").is_none() {
        found.broken("files name the program and the codebook that made them", || name.to_owned());
    }
    same
}

/// The copy of the codebook has the hash of `run.json`.
fn codebook(dataset: &Path, run: &RunFile, found: &mut Verified) -> Result<(), TableError> {
    let root = dataset.join("codebook");
    let (mut files, mut todo) = (Vec::new(), vec![root.clone()]);
    while let Some(folder) = todo.pop() {
        let Ok(entries) = fs::read_dir(&folder) else { break };
        for entry in entries {
            let path = entry.map_err(TableError::file("list", &folder))?.path();
            if path.is_dir() {
                todo.push(path);
                continue;
            }
            let content = fs::read(&path).map_err(TableError::file("read", &path))?;
            let parts = path.strip_prefix(&root).unwrap_or(&path).components().map(|part| part.as_os_str().to_string_lossy().into_owned());
            files.push((parts.collect::<Vec<_>>().join("/"), content));
        }
    }
    let own = hash_codebook(&files);
    if own != run.codebook.sha256 {
        found.broken("codebook/ is the codebook of run.json", || format!("its hash is {own}, not {}", run.codebook.sha256));
    }
    Ok(())
}
