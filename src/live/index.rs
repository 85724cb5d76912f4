//! Keeps the index of words in a folder between runs, so that a restart with unchanged content has
//! nothing to do. Every content has a folder of its own below the one that was named, called by its
//! fingerprint; a manifest tells each file's size and checksum. What does not agree is never
//! trusted: it is made anew. A folder appears whole, by being renamed, so that any number of
//! processes may share it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use sha2::{Digest, Sha256};

use crate::digest;
use crate::model::Catalog;
use crate::search::{self, Index, Material};

/// The file that tells what belongs to a kept index.
const MANIFEST: &str = "manifest";
/// The first line of a manifest; another number, another form.
const FORM: &str = "samvis index 1";
/// How much of a file is read at once, in bytes.
const PIECE_BYTES: usize = 64 * 1024;
/// How many contents' indexes are kept.
const KEPT_MAX: usize = 4;
/// The largest manifest, in bytes.
const MANIFEST_BYTES_MAX: u64 = 64 * 1024;

/// The index of a catalogue, from the folder where indexes are kept, and what the operator should
/// know of it. Without a folder, and when the folder cannot be used, it is made in memory.
pub(super) fn index(catalog: &Catalog, kept_in: Option<&Path>) -> (Index, Option<String>) {
    let Some(folder) = kept_in else { return (search::build(catalog), None) };
    let material = search::material(catalog);
    let edition = folder.join(material.fingerprint());
    let (material, said) = match check(&edition) {
        Ok(true) => match material.open(&edition) {
            Ok(index) => return (index, None),
            Err(error) => (search::material(catalog), Some(error.to_string())),
        },
        Ok(false) => (material, None),
        Err(why) => (material, Some(why)),
    };
    let said = said.map(|why| {
        format!("the kept index {} is not used: {why}; it is made anew", edition.display())
    });
    match anew(material, folder, &edition) {
        Ok(index) => (index, said),
        Err(why) => {
            let note = format!("the index cannot be kept in {}: {why}", folder.display());
            (search::build(catalog), Some(note))
        }
    }
}

/// Whether there is a kept index that agrees with its manifest; an error says why one does not.
fn check(edition: &Path) -> Result<bool, String> {
    if fs::symlink_metadata(edition).is_err() {
        return Ok(false);
    }
    let manifest = edition.join(MANIFEST);
    let is_small = fs::metadata(&manifest).is_ok_and(|file| file.len() <= MANIFEST_BYTES_MAX);
    let text = is_small.then(|| fs::read_to_string(&manifest).ok()).flatten();
    let text = text.ok_or("it has no manifest")?;
    let files = read(&text).ok_or("its manifest is not one of this version")?;
    let there = files_of(edition).map_err(|error| error.to_string())?;
    if there.len() != files.len() {
        return Err("it has other files than its manifest tells".to_owned());
    }
    for name in there {
        let summed = sum(&edition.join(&name)).map_err(|error| format!("{name}: {error}"))?;
        if files.get(name.as_str()) != Some(&summed.as_str()) {
            return Err(format!("{name} is not what was written"));
        }
    }
    Ok(true)
}

/// Writes an index beside the others, puts it in its place and opens it.
fn anew(material: Material<'_>, folder: &Path, edition: &Path) -> Result<Index, String> {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    let new = folder.join(format!(".new-{}-{number}", std::process::id()));
    let told = |error: io::Error| error.to_string();
    let written = || -> Result<(), String> {
        fs::create_dir_all(&new).map_err(told)?;
        material.write(&new).map_err(|error| error.to_string())?;
        let manifest = manifest(&new).map_err(told)?;
        fs::write(new.join(MANIFEST), manifest).map_err(told)?;
        put(&new, edition).map_err(told)
    };
    let result = written();
    // What was put in its place is not here any more; what was not is of no use.
    let _ = fs::remove_dir_all(&new);
    result?;
    forget_old(folder, edition);
    material.open(edition).map_err(|error| error.to_string())
}

/// Renames a new folder to its place. When another process was faster, its folder has the same
/// content: it stays when it is whole, and gives way when it is not.
fn put(new: &Path, edition: &Path) -> io::Result<()> {
    if fs::rename(new, edition).is_ok() || check(edition) == Ok(true) {
        return Ok(());
    }
    let broken = new.with_extension("broken");
    fs::rename(edition, &broken)?;
    let result = fs::rename(new, edition);
    let _ = fs::remove_dir_all(&broken).or_else(|_| fs::remove_file(&broken));
    result
}

/// Takes away the indexes of contents that were not used for longest.
fn forget_old(folder: &Path, edition: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let is_ours = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        name.len() == 64
            && name.bytes().all(|byte| byte.is_ascii_hexdigit())
            && path.join(MANIFEST).is_file()
    };
    let others = entries.flatten().map(|entry| entry.path()).filter(is_ours);
    let mut others: Vec<_> = others
        .filter(|path| path != edition)
        .filter_map(|path| Some((fs::metadata(&path).ok()?.modified().ok()?, path)))
        .collect();
    others.sort();
    let surplus = (others.len() + 1).saturating_sub(KEPT_MAX);
    for (_, path) in others.into_iter().take(surplus) {
        // Whoever still reads it keeps its files open; what cannot be removed stays.
        let _ = fs::remove_dir_all(path);
    }
}

/// What a manifest says of each file; nothing when it is of another form or not whole.
fn read(text: &str) -> Option<BTreeMap<&str, &str>> {
    let (body, last) = text.trim_end().rsplit_once('\n')?;
    let mut lines = body.lines();
    let whole = last.strip_prefix("whole ")? == sum_of(body.as_bytes());
    let known = lines.next() == Some(FORM);
    let files: Option<BTreeMap<&str, &str>> =
        lines.map(|line| line.split_once(' ').map(|(sum, name)| (name, sum))).collect();
    files.filter(|_| whole && known)
}

fn manifest(folder: &Path) -> io::Result<String> {
    let mut text = FORM.to_owned();
    for name in files_of(folder)? {
        let sum = sum(&folder.join(&name))?;
        write!(text, "\n{sum} {name}").expect("writing to a String does not fail");
    }
    let whole = sum_of(text.as_bytes());
    Ok(format!("{text}\nwhole {whole}\n"))
}

/// The files of a kept index by name, in order, without the manifest and the locks.
fn files_of(folder: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name != MANIFEST && !name.ends_with(".lock") {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

/// The size and checksum of a plain file.
fn sum(file: &Path) -> io::Result<String> {
    if !fs::symlink_metadata(file)?.is_file() {
        return Err(io::Error::other("it is no plain file"));
    }
    let mut opened = fs::File::open(file)?;
    let (mut hash, mut size) = (Sha256::new(), 0);
    let mut piece = vec![0; PIECE_BYTES];
    loop {
        let read = opened.read(&mut piece)?;
        let Some(bytes) = piece.get(..read).filter(|bytes| !bytes.is_empty()) else { break };
        hash.update(bytes);
        size += read;
    }
    Ok(format!("{size}-{}", digest::hex(&hash.finalize())))
}

fn sum_of(bytes: &[u8]) -> String {
    digest::hex(&Sha256::digest(bytes))
}
