//! The folder of an export: written beside the real one and put in its place at the end, so that a
//! web server never shows half of it. Only a folder that an export made is ever replaced.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process;

use super::ExportError;

/// Marks a folder as made by an export.
const MARKER: &str = ".samvis-export";

/// A folder that is being written; dropped unfinished, it is removed.
pub(super) struct Folder {
    out: PathBuf,
    draft: PathBuf,
    finished: bool,
}

impl Folder {
    /// Begins a draft beside the folder.
    pub(super) fn begin(out: &Path) -> Result<Self, ExportError> {
        if !may_replace(out).map_err(failed(out))? {
            return Err(ExportError::Foreign(out.to_path_buf()));
        }
        let draft = beside(out, "new").ok_or_else(|| ExportError::Foreign(out.to_path_buf()))?;
        if let Some(parent) = draft.parent() {
            fs::create_dir_all(parent).map_err(failed(parent))?;
        }
        fs::create_dir(&draft).map_err(failed(&draft))?;
        let folder = Self { out: out.to_path_buf(), draft, finished: false };
        folder.write(MARKER, b"Made by `samvis build`, which may replace this folder.\n")?;
        Ok(folder)
    }

    /// Writes a file; its folders are made as needed.
    pub(super) fn write(&self, path: &str, content: &[u8]) -> Result<(), ExportError> {
        let file = self.draft.join(path);
        if let Some(parent) = file.parent() {
            fs::create_dir_all(parent).map_err(failed(parent))?;
        }
        fs::write(&file, content).map_err(failed(&file))
    }

    /// Puts the draft in the place of the folder.
    pub(super) fn finish(mut self) -> Result<(), ExportError> {
        let out = &self.out;
        let old = beside(out, "old").ok_or_else(|| ExportError::Foreign(out.clone()))?;
        let replaces = out.exists();
        if replaces {
            fs::rename(out, &old).map_err(failed(out))?;
        }
        if let Err(error) = fs::rename(&self.draft, out) {
            if replaces {
                // Better the earlier export than none; the first error is the one to tell.
                let _ = fs::rename(&old, out);
            }
            return Err(ExportError::Io(out.clone(), error));
        }
        self.finished = true;
        if replaces {
            fs::remove_dir_all(&old).map_err(failed(&old))?;
        }
        Ok(())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if !self.finished {
            // Nothing can be done about a draft that cannot be removed.
            let _ = fs::remove_dir_all(&self.draft);
        }
    }
}

/// Whether there is nothing at the path, an empty folder, or an earlier export.
fn may_replace(out: &Path) -> io::Result<bool> {
    match fs::symlink_metadata(out) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
        Err(error) => Err(error),
        Ok(metadata) if !metadata.is_dir() => Ok(false),
        Ok(_) => Ok(out.join(MARKER).is_file() || fs::read_dir(out)?.next().is_none()),
    }
}

/// A path beside the folder that no other run of the program uses. `None` for `/` and `..`.
fn beside(out: &Path, what: &str) -> Option<PathBuf> {
    let name = out.file_name()?.to_string_lossy();
    Some(out.with_file_name(format!(".{name}.{what}-{}", process::id())))
}

fn failed(path: &Path) -> impl FnOnce(io::Error) -> ExportError {
    |error| ExportError::Io(path.to_path_buf(), error)
}
