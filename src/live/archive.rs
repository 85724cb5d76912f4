//! Opens the archive of the operator's base map, and reads it by position. The file that was opened
//! belongs to one edition of the site: another one put in its place is seen at the next reload.

use std::fs::{self, File, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::basemap::{Archive, ArchiveError, BaseMap};
use crate::model::BaseMapSource;
use crate::problem::{Code, Problem, Severity};

/// The base map of a portal folder, and what there is to say of it. A broken one is told and left
/// out: then the map shows the portal's own layers alone.
pub(super) fn open(root: &Path, source: &BaseMapSource) -> (Option<BaseMap>, Option<Problem>) {
    match opened(root, &source.path) {
        Ok(basemap) => {
            let told = (!basemap.is_drawn()).then(|| nothing_to_draw(&source.path));
            (Some(basemap), told)
        }
        Err(problem) => (None, Some(problem)),
    }
}

fn opened(root: &Path, path: &str) -> Result<BaseMap, Problem> {
    let broken = |error: ArchiveError| {
        let problem = Problem::new(Code::FileUnreadable, path, error.to_string());
        problem.hint(error.hint().to_owned())
    };
    let file = plain_file(root, path)?;
    let file = OpenFile::new(&file).map_err(|error| broken(error.into()))?;
    let stamp = file.state.stamp();
    BaseMap::open(Box::new(file), &stamp).map_err(broken)
}

fn nothing_to_draw(path: &str) -> Problem {
    let message = "the map draws none of the base map's layers".to_owned();
    let hint = "it knows the names of Protomaps and OpenMapTiles; see docs/maps.md".to_owned();
    let problem = Problem::new(Code::LayerOdd, path, message).hint(hint);
    Problem { severity: Severity::Warning, ..problem }
}

/// The file at a path of the portal folder, when it is a plain file and no part of the path is a
/// link: opening anything else might never end, or lead out of the folder.
fn plain_file(root: &Path, path: &str) -> Result<PathBuf, Problem> {
    let unreadable = |message: String| Problem::new(Code::FileUnreadable, path, message);
    let mut place = root.to_path_buf();
    let mut last: Option<Metadata> = None;
    for part in path.split('/') {
        place.push(part);
        let found = match fs::symlink_metadata(&place) {
            Ok(found) => found,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(missing(path)),
            Err(error) => return Err(unreadable(format!("the file cannot be read: {error}"))),
        };
        if found.is_symlink() {
            let problem = unreadable("symbolic links are not followed".to_owned());
            return Err(problem.hint("put the file itself in the portal folder".to_owned()));
        }
        last = Some(found);
    }
    if last.is_some_and(|found| found.is_file()) {
        return Ok(place);
    }
    Err(unreadable("the base map is no file".to_owned()))
}

fn missing(path: &str) -> Problem {
    let message = "this file is missing: samvis.toml names it as the base map".to_owned();
    let problem = Problem::new(Code::MissingFile, path, message);
    problem.hint("put it there, or take [maps.basemap] out of samvis.toml".to_owned())
}

/// A file as it was when it was opened.
struct OpenFile {
    file: File,
    state: State,
}

/// What changes when a file is written.
#[derive(PartialEq, Eq)]
struct State {
    length: u64,
    modified: Option<SystemTime>,
}

impl State {
    fn of(file: &File) -> io::Result<Self> {
        let metadata = file.metadata()?;
        Ok(Self { length: metadata.len(), modified: metadata.modified().ok() })
    }

    /// The state as text: bytes, and nanoseconds since 1970.
    fn stamp(&self) -> String {
        let since = |modified: SystemTime| modified.duration_since(SystemTime::UNIX_EPOCH).ok();
        let nanoseconds = self.modified.and_then(since).unwrap_or_default().as_nanos();
        format!("{} {nanoseconds}", self.length)
    }
}

impl OpenFile {
    fn new(path: &Path) -> io::Result<Self> {
        let file = File::open(path)?;
        let state = State::of(&file)?;
        Ok(Self { file, state })
    }
}

impl Archive for OpenFile {
    fn length(&self) -> u64 {
        self.state.length
    }

    fn read(&self, offset: u64, length: usize) -> io::Result<Vec<u8>> {
        let mut bytes = vec![0; length];
        read_exact_at(&self.file, &mut bytes, offset)?;
        // Whoever writes into the file instead of putting another in its place changes what the
        // directories were read from. Looked at after reading, so that no change slips between.
        if State::of(&self.file)? != self.state {
            return Err(io::Error::other("the file was written to since it was opened"));
        }
        Ok(bytes)
    }
}

#[cfg(unix)]
fn read_exact_at(file: &File, bytes: &mut [u8], offset: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, bytes, offset)
}

#[cfg(windows)]
fn read_exact_at(file: &File, bytes: &mut [u8], offset: u64) -> io::Result<()> {
    let mut done = 0;
    while let Some(rest) = bytes.get_mut(done..).filter(|rest| !rest.is_empty()) {
        match std::os::windows::fs::FileExt::seek_read(file, rest, offset + done as u64)? {
            0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            read => done += read,
        }
    }
    Ok(())
}
