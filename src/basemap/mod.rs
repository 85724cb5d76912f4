//! The operator's own base map: a PMTiles archive (version 3), read tile by tile. The bytes come
//! from a function of the edge, so that an archive of two gigabytes is never held. Whatever it
//! says is hostile until it has been measured: every length has a limit, and every place must lie
//! within its section.

mod directory;
mod error;
mod header;
mod hilbert;
mod metadata;
mod packing;

pub use error::ArchiveError;
pub use header::{Bounds, TileKind};
pub use hilbert::id as tile_number;
pub use metadata::VectorLayer;
pub use packing::Packing;

use std::borrow::Cow;
use std::io;

use sha2::{Digest, Sha256};

use crate::digest;
use crate::tiles::{TileError, numbers};
use directory::{Directory, Found, Span};
use header::{HEADER_BYTES, Header};
use metadata::Metadata;

/// The largest root directory as stored, in bytes (specification, 4).
const ROOT_BYTES_MAX: u64 = 16_384 - HEADER_BYTES as u64;
/// The largest leaf directory as stored, in bytes; those of the whole planet have about 100 kB.
const LEAF_BYTES_MAX: u64 = 1024 * 1024;
/// The largest directory once unpacked, in bytes.
const DIRECTORY_BYTES_MAX: usize = 2 * 1024 * 1024;
/// How many directories may lead to each other below the root; one is usual.
const DEPTH_MAX: usize = 3;
/// The largest metadata as stored, in bytes.
const METADATA_BYTES_MAX: u64 = 2 * 1024 * 1024;
/// The largest metadata once unpacked, in bytes.
const METADATA_PLAIN_BYTES_MAX: usize = 8 * 1024 * 1024;
/// The largest tile as stored, in bytes.
const TILE_BYTES_MAX: u64 = 4 * 1024 * 1024;
/// The largest tile once unpacked, in bytes.
const TILE_PLAIN_BYTES_MAX: usize = 16 * 1024 * 1024;

/// The vector layers that `static/js/map-ground.js` draws: the names of Protomaps (version 4) and
/// of OpenMapTiles (version 3).
pub const DRAWN_LAYERS: [&str; 14] = [
    "earth",
    "landcover",
    "landuse",
    "park",
    "water",
    "waterway",
    "aeroway",
    "roads",
    "transportation",
    "transit",
    "boundaries",
    "boundary",
    "buildings",
    "building",
];

/// Where the bytes of an archive come from.
pub trait Archive: Send + Sync {
    /// The number of all bytes.
    fn length(&self) -> u64;

    /// So many bytes from a place. The number asked for is never more than the limits above.
    ///
    /// # Errors
    /// When they cannot be read, or are no longer those that were there at the beginning.
    fn read(&self, offset: u64, length: usize) -> io::Result<Vec<u8>>;
}

/// An archive whose beginning was read and found good.
pub struct BaseMap {
    archive: Box<dyn Archive>,
    header: Header,
    root: Directory,
    metadata: Metadata,
    version: String,
}

/// A tile as it stands in the archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredTile {
    /// Its bytes, packed as `BaseMap::packing` says.
    pub bytes: Vec<u8>,
    /// Names this tile of this archive: for entity tags.
    pub name: String,
}

impl BaseMap {
    /// Reads the beginning of an archive: its header, its first directory, its metadata. `stamp`
    /// tells one state of a file from another, where both begin with the same bytes.
    ///
    /// # Errors
    /// When it is no archive of this version, is packed in a way that is not known here, or names
    /// places outside itself.
    pub fn open(archive: Box<dyn Archive>, stamp: &str) -> Result<Self, ArchiveError> {
        let header = read_header(archive.as_ref())?;
        let stored = section(archive.as_ref(), header.root, ROOT_BYTES_MAX, "first directory")?;
        let root = directory(&header, &stored)?;
        let about = section(archive.as_ref(), header.metadata, METADATA_BYTES_MAX, "metadata")?;
        let plain = header.inner.unpack(&about, METADATA_PLAIN_BYTES_MAX, "metadata")?;
        let metadata = Metadata::read(&plain)?;
        let mut hash = Sha256::new();
        for part in [stamp.as_bytes(), &header.bytes, &stored, &about] {
            hash.update(part);
        }
        let version = digest::hex(&hash.finalize()[..8]);
        Ok(Self { archive, header, root, metadata, version })
    }

    /// The tile at the end of an address, "5/17/8.mvt"; `None` where the archive has nothing.
    ///
    /// # Errors
    /// When there can be no such tile, or when the archive is broken where it should be.
    pub fn tile(&self, address: &str) -> Result<Option<StoredTile>, TileFailure> {
        let zooms = self.zooms();
        let (zoom, column, row) = numbers(address, self.header.kind.ending(), zooms)?;
        let Some(span) = self.find(hilbert::id(zoom, column, row))? else { return Ok(None) };
        let place = self.header.tiles.inner(span).ok_or(ArchiveError::Outside("tile"))?;
        let bytes = read(self.archive.as_ref(), place, TILE_BYTES_MAX, "tile")?;
        let name = format!("{}-{zoom}-{column}-{row}", self.version);
        Ok(Some(StoredTile { bytes, name }))
    }

    /// A tile's own bytes, for whoever cannot unpack them.
    ///
    /// # Errors
    /// When they are not packed as the archive says, or too large.
    pub fn unpacked(&self, tile: &StoredTile) -> Result<Vec<u8>, ArchiveError> {
        self.header.packing.unpack(&tile.bytes, TILE_PLAIN_BYTES_MAX, "tile")
    }

    /// What the tiles are.
    #[must_use]
    pub fn kind(&self) -> TileKind {
        self.header.kind
    }

    /// How the tiles are packed.
    #[must_use]
    pub fn packing(&self) -> Packing {
        self.header.packing
    }

    /// The first and the last zoom.
    #[must_use]
    pub fn zooms(&self) -> (u8, u8) {
        self.header.zooms
    }

    /// The box that the archive says to cover; `None` when what it says is no box.
    #[must_use]
    pub fn bounds(&self) -> Option<Bounds> {
        self.header.bounds
    }

    /// What it calls itself.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.metadata.name
    }

    /// The layers of its vector tiles.
    #[must_use]
    pub fn layers(&self) -> &[VectorLayer] {
        &self.metadata.vector_layers
    }

    /// Whether the map that can be moved has a way to draw any of it.
    #[must_use]
    pub fn is_drawn(&self) -> bool {
        self.header.kind.is_picture() || self.drawn_layers().next().is_some()
    }

    /// The names of the vector layers that the map draws.
    pub fn drawn_layers(&self) -> impl Iterator<Item = &str> {
        let names = self.layers().iter().map(|layer| layer.id.as_str());
        names.filter(|name| DRAWN_LAYERS.contains(name))
    }

    /// The addresses of the tiles from the portal's root, with `{z}`, `{x}` and `{y}`. They name the
    /// version, so that what they lead to may be kept for ever.
    #[must_use]
    pub fn tile_addresses(&self) -> String {
        format!("/basemap/{{z}}/{{x}}/{{y}}{}?v={}", self.header.kind.ending(), self.version)
    }

    /// Changes with the archive.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Where a tile lies in the section of tiles.
    fn find(&self, id: u64) -> Result<Option<Span>, ArchiveError> {
        let mut directory = Cow::Borrowed(&self.root);
        for _ in 0..=DEPTH_MAX {
            match directory.find(id) {
                None => return Ok(None),
                Some(Found::Tile(span)) => return Ok(Some(span)),
                Some(Found::Leaf(span)) => directory = Cow::Owned(self.leaf(span)?),
            }
        }
        Err(ArchiveError::Damaged("its directories lead to each other without end"))
    }

    fn leaf(&self, span: Span) -> Result<Directory, ArchiveError> {
        let place = self.header.leaves.inner(span).ok_or(ArchiveError::Outside("directory"))?;
        let stored = read(self.archive.as_ref(), place, LEAF_BYTES_MAX, "directory")?;
        directory(&self.header, &stored)
    }
}

/// Why there is no tile to give.
#[derive(Debug)]
pub enum TileFailure {
    /// The address is not that of a tile.
    Address(TileError),
    /// The archive is broken, or was changed under our hands.
    Archive(ArchiveError),
}

impl From<TileError> for TileFailure {
    fn from(error: TileError) -> Self {
        Self::Address(error)
    }
}

impl From<ArchiveError> for TileFailure {
    fn from(error: ArchiveError) -> Self {
        Self::Archive(error)
    }
}

fn read_header(archive: &dyn Archive) -> Result<Header, ArchiveError> {
    if archive.length() < HEADER_BYTES as u64 {
        return Err(ArchiveError::NotPmtiles);
    }
    let bytes = archive.read(0, HEADER_BYTES)?;
    let Ok(bytes) = bytes.try_into() else { return Err(ArchiveError::NotPmtiles) };
    let header = Header::parse(bytes)?;
    for (section, name) in header.sections() {
        // What is empty may be told to lie anywhere.
        let end = section.offset.checked_add(section.length);
        if section.length > 0 && end.is_none_or(|end| end > archive.length()) {
            return Err(ArchiveError::Cut(name));
        }
    }
    Ok(header)
}

fn directory(header: &Header, stored: &[u8]) -> Result<Directory, ArchiveError> {
    Directory::parse(&header.inner.unpack(stored, DIRECTORY_BYTES_MAX, "directory")?)
}

fn section(
    archive: &dyn Archive,
    place: Span,
    bytes_max: u64,
    what: &'static str,
) -> Result<Vec<u8>, ArchiveError> {
    if place.length == 0 {
        return Err(ArchiveError::Damaged("it has no directory or no metadata"));
    }
    read(archive, place, bytes_max, what)
}

/// The bytes of a place that lies within the archive.
fn read(
    archive: &dyn Archive,
    place: Span,
    bytes_max: u64,
    what: &'static str,
) -> Result<Vec<u8>, ArchiveError> {
    let length = usize::try_from(place.length).ok().filter(|_| place.length <= bytes_max);
    let length = length.ok_or(ArchiveError::TooLarge { what, bytes_max })?;
    Ok(archive.read(place.offset, length)?)
}
