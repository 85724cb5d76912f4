//! Which tile is meant: zoom, column and row, as the tiles of the web are numbered (XYZ).

use std::fmt;

/// The last zoom at which tiles are made: here a unit of a tile is about half a metre, and
/// whoever draws can enlarge the tile for a closer look.
pub const ZOOM_MAX: u8 = 14;
/// The length of a tile's side in its own units (Mapbox Vector Tile, `extent`).
pub const EXTENT: i32 = 4096;
/// How many bits of the world's coordinates are below one unit of the only tile of zoom 0.
pub(super) const UNIT_BITS: u32 = 16;

/// A tile by its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TileId {
    zoom: u8,
    column: u32,
    row: u32,
}

/// Why an address is not that of a tile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TileError {
    /// It is not made of three whole numbers and `.mvt`.
    NotNumbers,
    /// There is no such zoom.
    Zoom,
    /// The zoom has no such column or row.
    OutOfRange {
        /// The last column and row of the zoom.
        last: u32,
    },
}

impl fmt::Display for TileError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotNumbers => {
                write!(formatter, "a tile's address ends with three whole numbers: 5/17/8.mvt")
            }
            Self::Zoom => write!(formatter, "tiles are made for the zooms 0 to {ZOOM_MAX}"),
            Self::OutOfRange { last } => {
                write!(formatter, "at this zoom columns and rows go from 0 to {last}")
            }
        }
    }
}

impl TileId {
    /// A tile by its zoom, its column from the west and its row from the north.
    ///
    /// # Errors
    /// When the zoom or, at that zoom, the column or row does not exist.
    pub fn new(zoom: u8, column: u32, row: u32) -> Result<Self, TileError> {
        if zoom > ZOOM_MAX {
            return Err(TileError::Zoom);
        }
        let last = (1 << zoom) - 1;
        if column > last || row > last {
            return Err(TileError::OutOfRange { last });
        }
        Ok(Self { zoom, column, row })
    }

    /// Reads the end of an address: "5/17/8.mvt".
    ///
    /// # Errors
    /// When it is not three whole numbers, or when there is no such tile.
    pub fn parse(text: &str) -> Result<Self, TileError> {
        let numbers = text.strip_suffix(".mvt").ok_or(TileError::NotNumbers)?;
        let mut parts = numbers.split('/');
        let zoom = number(parts.next())?;
        let column = number(parts.next())?;
        let row = number(parts.next())?;
        if parts.next().is_some() {
            return Err(TileError::NotNumbers);
        }
        Self::new(u8::try_from(zoom).unwrap_or(u8::MAX), column, row)
    }

    /// The zoom.
    pub(super) fn zoom(self) -> u8 {
        self.zoom
    }

    /// The tile's north-western corner in the units of its zoom.
    pub(super) fn origin(self) -> (i32, i32) {
        // With 14 zooms and 4,096 units this is below 2^26.
        let units = |number: u32| i32::try_from(number).unwrap_or(i32::MAX / EXTENT) * EXTENT;
        (units(self.column), units(self.row))
    }
}

/// A whole number without a sign; one that is too large is out of every range.
fn number(text: Option<&str>) -> Result<u32, TileError> {
    let text = text.filter(|text| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()));
    let text = text.ok_or(TileError::NotNumbers)?;
    Ok(text.parse().unwrap_or(u32::MAX))
}
