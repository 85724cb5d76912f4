//! Counts searches that found nothing, for the editors' list of what to write. A line has the
//! day, the language, the municipality and the words, and nothing else: no address, no time, and
//! no words but those that everybody uses.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use crate::pages::Missed;
use crate::signpost::day_in_sweden;

/// The largest file, in bytes: when it is full, nothing more is counted.
pub const MISSES_BYTES_MAX: u64 = 4 * 1024 * 1024;

/// The file that misses are written to.
#[derive(Debug)]
pub struct Misses(File);

impl Misses {
    /// Opens the file to add to it; its folder is made when it is not there.
    ///
    /// # Errors
    /// When the file cannot be written to.
    pub fn open(path: &Path) -> io::Result<Self> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        OpenOptions::new().create(true).append(true).open(path).map(Self)
    }

    /// Adds a search that found nothing. A line is written in one piece, so that several threads
    /// and processes may share the file; what cannot be written is not counted.
    pub(crate) fn count(&self, missed: &Missed, now: jiff::Timestamp) {
        let is_full = self.0.metadata().map_or(true, |file| file.len() >= MISSES_BYTES_MAX);
        if is_full {
            return;
        }
        let place = missed.municipality.map_or(String::new(), |code| code.to_string());
        let (day, locale, words) = (day_in_sweden(now), missed.locale, &missed.words);
        let line = format!("{day}\t{locale}\t{place}\t{words}\n");
        // The visitor has the answer already; that it could not be counted is nobody's trouble.
        let _ = (&self.0).write_all(line.as_bytes());
    }
}
