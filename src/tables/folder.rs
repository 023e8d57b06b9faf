//! The folder of a dataset in the making: hidden, beside the one it is to be, which it becomes in one step at the very end. A reader sees
//! the whole dataset or none; a run that fails or is killed leaves what was there before.
use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::{Component, Path, PathBuf};

use super::TableError;

/// What is to become of a folder that is there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// There must be none.
    New,
    /// It is replaced, once the new one is complete.
    Replace,
    /// It is added to; where there is none, one is made.
    Append,
}

/// Keeps two runs from writing one dataset at the same time. The lock is the system's own: it ends with the process, however that ends.
struct Lock {
    path: PathBuf,
    file: File,
}

impl Lock {
    fn take(out: &Path) -> Result<Self, TableError> {
        let path = sibling(out, "lock")?;
        loop {
            let file = File::options().create(true).append(true).open(&path).map_err(TableError::file("create", &path))?;
            match file.try_lock() {
                Ok(()) => {}
                Err(fs::TryLockError::WouldBlock) => return Err(TableError::Busy(out.to_owned())),
                Err(fs::TryLockError::Error(error)) => return Err(TableError::file("lock", &path)(error)),
            }
            // Whoever had it before us may have removed the file between our opening and our locking it: then it locks nothing.
            if is_at(&file, &path) {
                return Ok(Lock { path, file });
            }
        }
    }
}

#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let ids = |meta: fs::Metadata| (meta.dev(), meta.ino());
    file.metadata().ok().map(ids) == fs::metadata(path).ok().map(ids)
}

#[cfg(not(unix))]
fn is_at(_: &File, path: &Path) -> bool {
    path.exists()
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Removed while it is still locked; a file that stays does no harm.
        let _ = fs::remove_file(&self.path);
        let _ = self.file.unlock();
    }
}

/// The hidden folder; removed when dropped, unless it took its place.
pub struct Folder {
    pub(super) path: PathBuf,
    out: PathBuf,
    mode: Mode,
    /// Files by which a folder that this program wrote is known: no other is ever replaced.
    marks: &'static [&'static str],
    named: bool,
    /// Dropped last.
    _lock: Lock,
}

impl Folder {
    /// Makes the folder beside `out`, having cleared what a killed run left there. No other run can write `out` meanwhile.
    ///
    /// # Errors
    /// As [`allowed`]; [`TableError::Busy`] where another run is at it; [`TableError::File`] where nothing can be written there.
    pub fn create(out: &Path, mode: Mode, marks: &'static [&'static str]) -> Result<Self, TableError> {
        // A link leads to the folder: that is what is replaced, not the link.
        let out = &fs::canonicalize(out).unwrap_or_else(|_| out.to_owned());
        let parent = parent(out);
        fs::create_dir_all(parent).map_err(TableError::file("create", parent))?;
        let lock = Lock::take(out)?;
        recover(out)?;
        allowed(out, mode, marks)?;
        let path = sibling(out, "partial")?;
        remove(&path)?;
        fs::create_dir(&path).map_err(TableError::file("create", &path))?;
        Ok(Folder { path, out: out.to_owned(), mode, marks, named: false, _lock: lock })
    }

    /// Where to write.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Writes a whole file; `name` may lie in folders below, never above.
    pub(super) fn put(&self, name: &str, content: &[u8]) -> Result<(), TableError> {
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

    /// The folder that this one becomes.
    pub(super) fn out(&self) -> &Path {
        &self.out
    }

    /// Removes a folder in it, where there is one.
    pub(super) fn remove(&self, name: &str) -> Result<(), TableError> {
        remove(&self.path.join(name))
    }

    /// Takes over a file of the dataset that is there already, unchanged, under the name `name`: a second name for the same bytes, or a
    /// copy where the disk has no such thing.
    pub(super) fn link(&self, old: &str, name: &str) -> Result<(), TableError> {
        let (from, to) = (self.out.join(old), self.path.join(name));
        if let Some(folder) = to.parent() {
            fs::create_dir_all(folder).map_err(TableError::file("create", folder))?;
        }
        fs::hard_link(&from, &to).or_else(|_| fs::copy(&from, &to).map(drop)).map_err(TableError::file("take over", &from))
    }

    /// Gives the folder its name, in the place of an older one where there is one.
    ///
    /// # Errors
    /// [`TableError::File`] where that can't be done, and as [`allowed`]: something else may have appeared there in the meantime. What was
    /// there is there still.
    pub fn take_place(mut self) -> Result<(), TableError> {
        sync_folders(&self.path)?;
        allowed(&self.out, self.mode, self.marks)?;
        if fs::symlink_metadata(&self.out).is_err() {
            fs::rename(&self.path, &self.out).map_err(TableError::file("rename", &self.path))?;
        } else if exchange(&self.path, &self.out) {
            // The older one has the hidden name now.
            remove(&self.path)?;
        } else {
            let old = sibling(&self.out, "old")?;
            fs::rename(&self.out, &old).map_err(TableError::file("rename", &self.out))?;
            if let Err(error) = fs::rename(&self.path, &self.out) {
                fs::rename(&old, &self.out).map_err(TableError::file("bring back", &self.out))?;
                return Err(TableError::file("rename", &self.path)(error));
            }
            remove(&old)?;
        }
        self.named = true;
        sync(parent(&self.out))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if !self.named {
            // Nothing better can be done with an error here: the one that brought us here is already on its way.
            let _ = fs::remove_dir_all(&self.path);
        }
    }
}

/// Whether `out` may be written: by the mode, and because all the marks are in it that this program leaves in what it writes. A folder of
/// something else that was named by mistake must never be deleted.
///
/// # Errors
/// [`TableError::Exists`] or [`TableError::NotOurs`].
pub fn allowed(out: &Path, mode: Mode, marks: &[&'static str]) -> Result<(), TableError> {
    match fs::symlink_metadata(out) {
        Err(_) => Ok(()),
        Ok(_) if mode == Mode::New => Err(TableError::Exists(out.to_owned())),
        Ok(_) if marks.iter().all(|mark| out.join(mark).exists()) => Ok(()),
        Ok(_) => Err(TableError::NotOurs(out.to_owned(), marks.join(" and "))),
    }
}

/// Puts a dataset back that a run was killed over while it changed two names: between the two the older one has only its hidden name.
/// An older one beside its successor is only rubbish.
fn recover(out: &Path) -> Result<(), TableError> {
    let old = sibling(out, "old")?;
    if fs::symlink_metadata(&old).is_err() {
        return Ok(());
    }
    if fs::symlink_metadata(out).is_ok() { remove(&old) } else { fs::rename(&old, out).map_err(TableError::file("bring back", out)) }
}

/// Swaps two folders in one step, where the system can.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(a: &Path, b: &Path) -> bool {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE).is_ok()
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_: &Path, _: &Path) -> bool {
    false
}

fn remove(path: &Path) -> Result<(), TableError> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(TableError::file("remove", path)(error)),
        _ => Ok(()),
    }
}

/// Waits until the names of all files below are on the disk.
fn sync_folders(folder: &Path) -> Result<(), TableError> {
    for entry in fs::read_dir(folder).map_err(TableError::file("list", folder))? {
        let path = entry.map_err(TableError::file("list", folder))?.path();
        if path.is_dir() {
            sync_folders(&path)?;
        }
    }
    sync(folder)
}

fn sync(folder: &Path) -> Result<(), TableError> {
    if cfg!(windows) {
        return Ok(()); // folders can't be opened there
    }
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(TableError::file("sync", folder))
}

fn parent(out: &Path) -> &Path {
    out.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// `.NAME.dyads-what` beside `out`: on the same disk, so that a rename is one step; hidden, so that no reader takes it for data; and a name
/// that nobody gives to a folder of their own.
fn sibling(out: &Path, what: &str) -> Result<PathBuf, TableError> {
    let Some(name) = out.file_name() else {
        return Err(TableError::Internal(format!("{} has no name of its own; name the folder to write", out.display())));
    };
    let mut hidden = std::ffi::OsString::from(".");
    hidden.push(name);
    hidden.push(format!(".dyads-{what}"));
    Ok(out.with_file_name(hidden))
}
