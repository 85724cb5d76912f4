//! The file or files of one map, taken out of `.gz`, `.zip` and `.kmz` within limits. Nothing is
//! written: names inside an archive are only names.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use flate2::read::MultiGzDecoder;
use zip::ZipArchive;

use super::drawn::Refusal;

/// The largest map, unpacked, in bytes.
pub const BYTES_MAX: u64 = 128 * 1024 * 1024;
/// The most files of an archive.
const FILES_MAX: usize = 1_000;

/// The files of a map by their name.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Takes the files out of whatever they are packed in, once.
pub(super) fn unpack(files: Files) -> Result<Files, Refusal> {
    let mut unpacked = Files::new();
    for (name, bytes) in files {
        if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
            unpacked.extend(from_zip(&name, bytes)?);
        } else if bytes.starts_with(b"\x1f\x8b") {
            let inner = name.strip_suffix(".gz").unwrap_or(&name).to_owned();
            let bytes = limited(MultiGzDecoder::new(bytes.as_slice()), BYTES_MAX, &name)?;
            unpacked.insert(inner, bytes);
        } else {
            unpacked.insert(name, bytes);
        }
    }
    Ok(unpacked)
}

fn from_zip(archive: &str, bytes: Vec<u8>) -> Result<Files, Refusal> {
    let broken =
        |error| Refusal::new(format!("{archive} cannot be read as a zip archive: {error}"));
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    if zip.len() > FILES_MAX {
        return Err(Refusal::new(format!(
            "{archive} has {} files; at most {FILES_MAX} are taken",
            zip.len()
        )));
    }
    let (mut files, mut left) = (Files::new(), BYTES_MAX);
    for number in 0..zip.len() {
        let entry = zip.by_index(number).map_err(broken)?;
        let name = entry.name().map_err(broken)?.into_owned();
        if entry.is_dir() || is_litter(&name) {
            continue;
        }
        if entry.is_symlink() || entry.enclosed_name().is_none() {
            let shown: String = name.chars().filter(|c| !c.is_control()).take(60).collect();
            return Err(Refusal::new(format!(
                "{archive} has an entry that leads out of it: \"{shown}\""
            )));
        }
        let bytes = limited(entry, left, archive)?;
        left = left.saturating_sub(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
        if files.insert(name.clone(), bytes).is_some() {
            return Err(Refusal::new(format!("{archive} has two entries of the same name")));
        }
    }
    Ok(files)
}

/// What other programs put beside the map.
fn is_litter(name: &str) -> bool {
    name.starts_with("__MACOSX/")
        || name.rsplit('/').next().is_some_and(|name| name.starts_with('.'))
}

fn limited(reader: impl Read, left: u64, name: &str) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::new();
    let read = reader.take(left + 1).read_to_end(&mut bytes);
    read.map_err(|error| Refusal::new(format!("{name} cannot be unpacked: {error}")))?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length <= left) {
        return Ok(bytes);
    }
    let what = format!("{name} unpacks to more than {} MiB", BYTES_MAX / 1024 / 1024);
    Err(Refusal::new(what).hint("simplify the map, or cut it to your own region"))
}
