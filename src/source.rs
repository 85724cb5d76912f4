//! Reads a portal folder into a `SourceTree`, over the templates, static files and words
//! that are embedded in the program. Symbolic links are never followed.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ffi::{OsStr, OsString};
use std::fs::{self, FileType};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use bytes::Bytes;
use rayon::prelude::*;
use rust_embed::RustEmbed;

use crate::model::BaseMapSource;
use crate::problem::{Code, Problem};
use crate::tree::SourceTree;

/// The largest text file, in bytes.
pub const TEXT_BYTES_MAX: u64 = 256 * 1024;
/// The largest map layer or table of places, in bytes.
pub const MAP_BYTES_MAX: u64 = 64 * 1024 * 1024;
/// The largest static file, in bytes.
pub const STATIC_BYTES_MAX: u64 = 16 * 1024 * 1024;
/// The most files of a portal.
pub const FILES_MAX: usize = 200_000;
/// The deepest folder below the portal folder.
pub const DEPTH_MAX: usize = 8;

/// The folders of a portal, each with the size limit of its files.
const FOLDERS: [(&str, u64); 4] = [
    ("content", TEXT_BYTES_MAX),
    ("maps", MAP_BYTES_MAX),
    ("templates", TEXT_BYTES_MAX),
    ("static", STATIC_BYTES_MAX),
];

#[derive(RustEmbed)]
#[folder = "templates"]
#[prefix = "templates/"]
struct Templates;

#[derive(RustEmbed)]
#[folder = "static"]
#[prefix = "static/"]
struct Static;

#[derive(RustEmbed)]
#[folder = "content/words"]
#[prefix = "content/words/"]
struct DefaultWords;

/// Reads the files of a portal; what cannot be read is told and left out.
///
/// # Errors
/// When `samvis.toml` is missing or cannot be read: then this is no portal folder.
pub fn read(root: &Path) -> io::Result<(SourceTree, Vec<Problem>)> {
    let mut tree = embedded();
    let mut problems = Vec::new();
    let settings = fs::read(root.join("samvis.toml"))?;
    tree.insert("samvis.toml", settings);

    let mut found = Vec::new();
    for (folder, bytes_max) in FOLDERS {
        let mut listed = list(root, folder, (bytes_max, 0));
        found.append(&mut listed.found);
        problems.append(&mut listed.problems);
    }
    if found.len() > FILES_MAX {
        let message = format!("the portal has {} files; at most {FILES_MAX} are read", found.len());
        problems.push(Problem::new(Code::FileUnreadable, "", message));
        found.truncate(FILES_MAX);
    }
    let read = |room: &mut Vec<u8>, file: Candidate| {
        read_file_in(room, root, &file).map(|bytes| (file.path, bytes))
    };
    // The files that a thread reads one after the other share the room to read them in.
    let contents: Vec<_> = found.into_par_iter().map_init(Vec::new, read).collect();
    let good = contents
        .into_iter()
        .filter_map(|content| content.map_err(|problem| problems.push(problem)).ok());
    tree.append(good);
    Ok((tree, problems))
}

/// Reads again what has changed since `older` was read with `problems`. `changed` names files and
/// folders below the root. Where only known files have other bytes, only those are read; else
/// everything is, because a folder that came or went brings more than its own name.
///
/// # Errors
/// When `samvis.toml` is missing or cannot be read.
pub fn refresh(
    root: &Path,
    (older, problems): (&SourceTree, &[Problem]),
    changed: &BTreeSet<PathBuf>,
) -> io::Result<(SourceTree, Vec<Problem>)> {
    let known = |path: &PathBuf| known_file(root, older, path);
    if let Some(files) = changed.iter().map(known).collect::<Option<Vec<Candidate>>>() {
        let of_others = |problem: &&Problem| files.iter().all(|file| file.path != problem.path);
        let mut problems: Vec<Problem> = problems.iter().filter(of_others).cloned().collect();
        let mut tree = older.clone();
        for file in &files {
            match read_file(root, file) {
                Ok(bytes) => tree.insert(&file.path, bytes),
                // Without its old bytes the tree would have to forget the file: read everything.
                Err(problem) => problems.push(problem),
            }
        }
        if problems.iter().all(|problem| files.iter().all(|file| file.path != problem.path)) {
            return Ok((tree, problems));
        }
    }
    let (mut tree, problems) = read(root)?;
    tree.share(older);
    Ok((tree, problems))
}

/// A file of the tree that is still a plain file in the same place.
fn known_file(root: &Path, tree: &SourceTree, path: &Path) -> Option<Candidate> {
    let path = portal_path(path.strip_prefix(root).ok()?)?;
    tree.get(&path)?;
    candidate(root, path)
}

/// A plain file of a portal, by its path in the tree.
fn candidate(root: &Path, path: String) -> Option<Candidate> {
    let (_, bytes_max) = FOLDERS.into_iter().find(|(folder, _)| {
        path.strip_prefix(folder).is_some_and(|below| below.starts_with('/'))
    })?;
    let plain = fs::symlink_metadata(root.join(&path)).ok()?.is_file();
    plain.then_some(Candidate { path, bytes_max })
}

/// Adds files that were read before and let go, for showing their lines. One that has gone
/// meanwhile is left out.
pub fn add<'p>(root: &Path, tree: &mut SourceTree, paths: impl Iterator<Item = &'p str>) {
    for path in paths {
        if tree.get(path).is_none()
            && let Some(file) = candidate(root, path.to_owned())
            && let Ok(bytes) = read_file(root, &file)
        {
            tree.insert(path, bytes);
        }
    }
}

/// What every portal begins with: it may replace each file by one of its own.
#[must_use]
pub fn embedded() -> SourceTree {
    let mut tree = SourceTree::default();
    add_embedded::<Templates>(&mut tree);
    add_embedded::<Static>(&mut tree);
    add_embedded::<DefaultWords>(&mut tree);
    tree
}

fn add_embedded<E: RustEmbed>(tree: &mut SourceTree) {
    for path in E::iter() {
        if let Some(file) = E::get(&path) {
            let bytes = match file.data {
                // It stands in the program, and needs no second place in memory.
                Cow::Borrowed(bytes) => Bytes::from_static(bytes),
                Cow::Owned(bytes) => bytes.into(),
            };
            tree.insert(&path, bytes);
        }
    }
}

/// A file that was found but not yet read.
struct Candidate {
    /// Relative to the portal folder, with `/` between the parts.
    path: String,
    bytes_max: u64,
}

/// The files below a folder, with what is wrong among them; side by side, since asking for the names
/// in thousands of folders takes as long as reading what they hold.
fn list(root: &Path, folder: &str, (bytes_max, depth): (u64, usize)) -> Listed {
    // A folder that is not there is a folder without files.
    let Ok(entries) = fs::read_dir(root.join(folder)) else { return Listed::default() };
    let named = entries.flatten().map(|entry| (entry.file_name(), entry.file_type()));
    let mut named: Vec<(OsString, io::Result<FileType>)> = named.collect();
    named.sort_by(|(one, _), (other, _)| one.cmp(other));
    let one = |(name, kind): (OsString, io::Result<FileType>)| {
        // What kind it is came with its name: nothing is asked for each of 60,000 files.
        Some(listed(root, (folder, &name), kind.ok()?, (bytes_max, depth)))
    };
    let listed: Vec<Listed> = named.into_par_iter().filter_map(one).collect();
    listed.into_iter().fold(Listed::default(), |mut all, mut one| {
        all.found.append(&mut one.found);
        all.problems.append(&mut one.problems);
        all
    })
}

/// What a folder holds.
#[derive(Default)]
struct Listed {
    found: Vec<Candidate>,
    problems: Vec<Problem>,
}

impl Listed {
    fn problem(problem: Problem) -> Self {
        Self { found: Vec::new(), problems: vec![problem] }
    }
}

/// A file, or what is below a folder.
fn listed(
    root: &Path,
    (folder, name): (&str, &OsStr),
    kind: FileType,
    (bytes_max, depth): (u64, usize),
) -> Listed {
    let unreadable =
        |path: &str, message: String| Problem::new(Code::FileUnreadable, path, message);
    let Some(name) = name.to_str() else {
        let path = format!("{folder}/{}", name.to_string_lossy());
        return Listed::problem(unreadable(&path, "the file's name is not UTF-8".to_owned()));
    };
    if name.starts_with('.') {
        return Listed::default();
    }
    let path = format!("{folder}/{name}");
    if kind.is_symlink() {
        let problem = unreadable(&path, "symbolic links are not followed".to_owned());
        return Listed::problem(
            problem.hint("put the file itself in the portal folder".to_owned()),
        );
    }
    if kind.is_dir() && depth < DEPTH_MAX {
        return list(root, &path, (bytes_max, depth + 1));
    }
    if kind.is_dir() {
        let message = format!("folders are read {DEPTH_MAX} levels deep");
        return Listed::problem(unreadable(&path, message));
    }
    // The tiles of a base map stay where they are; only the one that samvis.toml names is opened.
    let is_archive = path.starts_with("maps/") && path.ends_with(BaseMapSource::ENDING);
    let is_read = kind.is_file() && !is_archive;
    let found = if is_read { vec![Candidate { path, bytes_max }] } else { Vec::new() };
    Listed { found, problems: Vec::new() }
}

fn portal_path(relative: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> = relative.iter().map(|part| part.to_str()).collect();
    Some(parts?.join("/"))
}

fn read_file(root: &Path, file: &Candidate) -> Result<Bytes, Problem> {
    read_file_in(&mut Vec::new(), root, file)
}

/// Reads at most the limit and one byte, so that a file that grows meanwhile cannot fill the memory.
fn read_file_in(room: &mut Vec<u8>, root: &Path, file: &Candidate) -> Result<Bytes, Problem> {
    let unreadable = |message: String| Problem::new(Code::FileUnreadable, &file.path, message);
    let opened = fs::File::open(root.join(&file.path))
        .map_err(|error| unreadable(format!("the file cannot be read: {error}")))?;
    room.clear();
    opened
        .take(file.bytes_max + 1)
        .read_to_end(room)
        .map_err(|error| unreadable(format!("the file cannot be read: {error}")))?;
    if room.len() as u64 > file.bytes_max {
        let limit = file.bytes_max / 1024;
        return Err(unreadable(format!("the file is larger than {limit} kB"))
            .hint("divide it into several files, or leave out what nobody needs".to_owned()));
    }
    Ok(Bytes::copy_from_slice(room))
}
