//! Why an archive cannot be shown, and what the operator can do.

use std::fmt;
use std::io;

/// What is wrong with an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ArchiveError {
    /// It does not begin as a PMTiles archive does.
    NotPmtiles,
    /// It is a PMTiles archive of another version.
    Version(u8),
    /// It is packed in a way that is not read here.
    Packing {
        /// What is packed so.
        what: &'static str,
        /// The specification's name of it.
        name: &'static str,
    },
    /// Its tiles are of a kind that is not shown here.
    Kind(&'static str),
    /// A section ends after the file does.
    Cut(&'static str),
    /// A directory names a place outside its section.
    Outside(&'static str),
    /// It has more bytes of something than are read.
    TooLarge {
        /// Of what.
        what: &'static str,
        /// The limit, in bytes.
        bytes_max: u64,
    },
    /// It says something that cannot be.
    Damaged(&'static str),
    /// The system cannot read it.
    Unreadable(String),
}

impl From<io::Error> for ArchiveError {
    fn from(error: io::Error) -> Self {
        Self::Unreadable(error.to_string())
    }
}

impl ArchiveError {
    /// How to mend it.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        match self {
            Self::NotPmtiles => "give a PMTiles archive; `pmtiles convert` makes one of MBTiles",
            Self::Version(_) => "convert it to version 3 with `pmtiles convert`",
            Self::Packing { .. } => "make it anew with gzip",
            Self::Kind(_) => "give vector tiles (MVT), PNG, JPEG, WebP or AVIF",
            Self::Cut(_) => "copy the file again: it is not whole",
            Self::Outside(_) | Self::TooLarge { .. } | Self::Damaged(_) => {
                "make the archive anew, and let `pmtiles verify` look at it"
            }
            Self::Unreadable(_) => "look at the file and at who may read it",
        }
    }
}

impl fmt::Display for ArchiveError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotPmtiles => write!(formatter, "the file is no PMTiles archive"),
            Self::Version(version) => {
                write!(formatter, "the PMTiles archive has version {version}; version 3 is read")
            }
            Self::Packing { what, name } => {
                write!(formatter, "the archive's {what} are packed as {name}, which is not read")
            }
            Self::Kind(name) => write!(formatter, "the archive's tiles are {name}"),
            Self::Cut(what) => write!(formatter, "the archive ends before its {what} do"),
            Self::Outside(what) => {
                write!(formatter, "the archive names a {what} outside of its section")
            }
            Self::TooLarge { what, bytes_max } => {
                write!(formatter, "a {what} of the archive has more than {} kB", bytes_max / 1024)
            }
            Self::Damaged(why) => write!(formatter, "the archive is damaged: {why}"),
            Self::Unreadable(why) => write!(formatter, "the archive cannot be read: {why}"),
        }
    }
}

impl std::error::Error for ArchiveError {}
