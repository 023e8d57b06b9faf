//! A folder that appears whole or not at all: written beside its place under a hidden name, and renamed at the end.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

/// The folder in the making. Dropped before [`Aside::finish`], it is removed.
pub struct Aside {
    out: PathBuf,
    partial: PathBuf,
    marker: &'static str,
    force: bool,
    named: bool,
}

impl Aside {
    /// Begins a folder that will be named `out`. `marker` is the file by which `force` knows a folder of this program, to replace it.
    ///
    /// # Errors
    /// Where `out` is there already and may not be replaced, or nothing can be written beside it.
    pub fn create(out: &Path, marker: &'static str, force: bool) -> anyhow::Result<Self> {
        allowed(out, marker, force)?;
        let partial = sibling(out, "partial")?;
        if let Some(parent) = partial.parent().filter(|parent| !parent.as_os_str().is_empty()) {
            fs::create_dir_all(parent).with_context(|| format!("cannot create {}", parent.display()))?;
        }
        // One may be left by a process that was killed and had our number.
        if partial.is_dir() {
            fs::remove_dir_all(&partial).with_context(|| format!("cannot remove {}", partial.display()))?;
        }
        fs::create_dir(&partial).with_context(|| format!("cannot create {}", partial.display()))?;
        Ok(Aside { out: out.to_owned(), partial, marker, force, named: false })
    }

    /// Where to write.
    pub fn path(&self) -> &Path {
        &self.partial
    }

    /// Gives the folder its name. An older one is renamed away first and deleted last; if the new one can't take its place, it comes back.
    ///
    /// # Errors
    /// Where that can't be done; an older folder is still there then.
    pub fn finish(mut self) -> anyhow::Result<()> {
        // Asked again: it may have appeared in the meantime.
        allowed(&self.out, self.marker, self.force)?;
        let old = sibling(&self.out, "old")?;
        let replaces = fs::symlink_metadata(&self.out).is_ok();
        if replaces {
            fs::rename(&self.out, &old).with_context(|| format!("cannot rename {}", self.out.display()))?;
        }
        if let Err(error) = fs::rename(&self.partial, &self.out) {
            if replaces {
                fs::rename(&old, &self.out).with_context(|| format!("cannot bring back {}", self.out.display()))?;
            }
            return Err(error).with_context(|| format!("cannot rename {}", self.partial.display()));
        }
        self.named = true;
        if replaces {
            fs::remove_dir_all(&old).with_context(|| format!("cannot remove the older {}", old.display()))?;
        }
        Ok(())
    }
}

impl Drop for Aside {
    fn drop(&mut self) {
        if !self.named {
            // Nothing better can be done with an error here: the one that brought us here is already on its way.
            let _ = fs::remove_dir_all(&self.partial);
        }
    }
}

fn allowed(out: &Path, marker: &str, force: bool) -> anyhow::Result<()> {
    match fs::symlink_metadata(out) {
        Err(_) => Ok(()),
        Ok(_) if !force => bail!("{} already exists; choose another folder, or replace it with --force", out.display()),
        Ok(found) if found.is_dir() && out.join(marker).is_file() => Ok(()),
        Ok(_) => bail!(
            "{} was not written by this command (it has no {marker}), so --force does not replace it; move it away first",
            out.display()
        ),
    }
}

fn sibling(out: &Path, what: &str) -> anyhow::Result<PathBuf> {
    let Some(name) = out.file_name() else { bail!("{} has no name of its own; name the folder to write", out.display()) };
    let mut hidden = std::ffi::OsString::from(".");
    hidden.push(name);
    hidden.push(format!(".{what}-{}", std::process::id()));
    Ok(out.with_file_name(hidden))
}
