//! Which tile is meant: zoom, column and row, as the tiles of the web are numbered (XYZ).

use std::fmt;

/// The last zoom at which tiles are made: here a unit of a tile is about half a metre, and
/// whoever draws can enlarge the tile for a closer look.
pub const ZOOM_MAX: u8 = 14;
/// The zooms at which tiles are made.
const ZOOMS: (u8, u8) = (0, ZOOM_MAX);
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
    /// It is not made of three whole numbers and the ending.
    NotNumbers {
        /// How the addresses of these tiles end.
        ending: &'static str,
    },
    /// There is no such zoom.
    Zoom {
        /// The first zoom.
        first: u8,
        /// The last zoom.
        last: u8,
    },
    /// The zoom has no such column or row.
    OutOfRange {
        /// The last column and row of the zoom.
        last: u32,
    },
}

impl fmt::Display for TileError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotNumbers { ending } => {
                write!(formatter, "a tile's address ends with three whole numbers: 5/17/8{ending}")
            }
            Self::Zoom { first, last } => {
                write!(formatter, "there are tiles for the zooms {first} to {last}")
            }
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
        let (zoom, column, row) = existing((zoom, column, row), ZOOMS)?;
        Ok(Self { zoom, column, row })
    }

    /// Reads the end of an address: "5/17/8.mvt".
    ///
    /// # Errors
    /// When it is not three whole numbers, or when there is no such tile.
    pub fn parse(text: &str) -> Result<Self, TileError> {
        let (zoom, column, row) = numbers(text, ".mvt", ZOOMS)?;
        Ok(Self { zoom, column, row })
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

/// The zoom, column and row at the end of an address of tiles that end so and have these zooms,
/// the first and the last: "5/17/8.mvt". The last zoom is at most 31.
///
/// # Errors
/// When it is not three whole numbers, or when there is no such tile.
pub fn numbers(
    text: &str,
    ending: &'static str,
    zooms: (u8, u8),
) -> Result<(u8, u32, u32), TileError> {
    let not_numbers = TileError::NotNumbers { ending };
    let text = text.strip_suffix(ending).ok_or(not_numbers)?;
    let parts: Option<Vec<u32>> = text.split('/').take(4).map(number).collect();
    let Some([zoom, column, row]) = parts.as_deref() else { return Err(not_numbers) };
    existing((u8::try_from(*zoom).unwrap_or(u8::MAX), *column, *row), zooms)
}

/// The same numbers, when there is such a tile.
fn existing(
    (zoom, column, row): (u8, u32, u32),
    (first, last): (u8, u8),
) -> Result<(u8, u32, u32), TileError> {
    if zoom < first || zoom > last {
        return Err(TileError::Zoom { first, last });
    }
    let last = (1 << zoom) - 1;
    if column > last || row > last {
        return Err(TileError::OutOfRange { last });
    }
    Ok((zoom, column, row))
}

/// A whole number without a sign; one that is too large is out of every range.
fn number(text: &str) -> Option<u32> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().unwrap_or(u32::MAX))
}
