//! The header of an archive: 127 bytes at its beginning (specification, 3).

use super::directory::Span;
use super::error::ArchiveError;
use super::hilbert::ZOOM_MAX;
use super::packing::Packing;

/// The length of a header.
pub(super) const HEADER_BYTES: usize = 127;

/// A box in degrees.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounds {
    /// The western side.
    pub west: f64,
    /// The southern side.
    pub south: f64,
    /// The eastern side.
    pub east: f64,
    /// The northern side.
    pub north: f64,
}

/// What the tiles of an archive are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TileKind {
    /// Mapbox Vector Tile.
    Vector,
    /// PNG.
    Png,
    /// JPEG.
    Jpeg,
    /// WebP.
    Webp,
    /// AVIF.
    Avif,
}

impl TileKind {
    fn parse(number: u8) -> Result<Self, ArchiveError> {
        match number {
            1 => Ok(Self::Vector),
            2 => Ok(Self::Png),
            3 => Ok(Self::Jpeg),
            4 => Ok(Self::Webp),
            5 => Ok(Self::Avif),
            6 => Err(ArchiveError::Kind("MapLibre Tiles, which are not shown yet")),
            _ => Err(ArchiveError::Kind("of a kind that is not known")),
        }
    }

    /// Whether they are pictures.
    #[must_use]
    pub fn is_picture(self) -> bool {
        self != Self::Vector
    }

    /// The end of a tile's address.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            Self::Vector => ".mvt",
            Self::Png => ".png",
            Self::Jpeg => ".jpg",
            Self::Webp => ".webp",
            Self::Avif => ".avif",
        }
    }
}

/// What a header says.
pub(super) struct Header {
    /// The header as it stands.
    pub(super) bytes: [u8; HEADER_BYTES],
    pub(super) root: Span,
    pub(super) metadata: Span,
    pub(super) leaves: Span,
    pub(super) tiles: Span,
    /// How directories and metadata are packed.
    pub(super) inner: Packing,
    /// How tiles are packed.
    pub(super) packing: Packing,
    pub(super) kind: TileKind,
    pub(super) zooms: (u8, u8),
    pub(super) bounds: Option<Bounds>,
}

impl Header {
    pub(super) fn parse(bytes: [u8; HEADER_BYTES]) -> Result<Self, ArchiveError> {
        let reader = Reader(&bytes);
        if reader.array::<7>(0) != *b"PMTiles" {
            return Err(ArchiveError::NotPmtiles);
        }
        let [version, inner, packing, kind, first, last] =
            [7, 97, 98, 99, 100, 101].map(|at| reader.array::<1>(at)[0]);
        if version != 3 {
            return Err(ArchiveError::Version(version));
        }
        let kind = TileKind::parse(kind)?;
        // Pictures say themselves how they are packed, and some writers leave it unsaid here.
        let packing = match packing {
            0 if kind.is_picture() => Packing::Plain,
            number => Packing::parse(number, "tiles")?,
        };
        if first > last || last > ZOOM_MAX {
            return Err(ArchiveError::Damaged("its zooms cannot be"));
        }
        Ok(Self {
            root: reader.span(8),
            metadata: reader.span(24),
            leaves: reader.span(40),
            tiles: reader.span(56),
            inner: Packing::parse(inner, "directories")?,
            packing,
            kind,
            zooms: (first, last),
            bounds: reader.bounds(),
            bytes,
        })
    }

    /// The sections with their names.
    pub(super) fn sections(&self) -> [(Span, &'static str); 4] {
        [
            (self.root, "first directory"),
            (self.metadata, "metadata"),
            (self.leaves, "directories"),
            (self.tiles, "tiles"),
        ]
    }
}

/// Reads the header's fixed places.
struct Reader<'h>(&'h [u8; HEADER_BYTES]);

impl Reader<'_> {
    fn array<const N: usize>(&self, at: usize) -> [u8; N] {
        let bytes = self.0.get(at..at + N).and_then(|part| part.try_into().ok());
        bytes.expect("every place that is asked for lies within the header")
    }

    fn span(&self, at: usize) -> Span {
        let number = |at| u64::from_le_bytes(self.array(at));
        Span { offset: number(at), length: number(at + 8) }
    }

    /// The box, where it is one on the globe.
    fn bounds(&self) -> Option<Bounds> {
        let degrees = |at| f64::from(i32::from_le_bytes(self.array(at))) / 10_000_000.0;
        let [west, south, east, north] = [102, 106, 110, 114].map(degrees);
        let good = (-180.0..=180.0).contains(&west)
            && (-180.0..=180.0).contains(&east)
            && (-90.0..=90.0).contains(&south)
            && (-90.0..=90.0).contains(&north)
            && west < east
            && south < north;
        good.then_some(Bounds { west, south, east, north })
    }
}
