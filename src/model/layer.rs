//! Map layers and points. All coordinates are WGS 84 degrees; `x` is longitude, `y` latitude.

use geo::{LineString, MultiPolygon};

use super::{LayerId, LocalText};

/// One GeoJSON file of areas (OGC API Features collection).
#[derive(Debug, Clone)]
pub struct Layer {
    /// Its id: the file's name.
    pub id: LayerId,
    /// Its title.
    pub title: LocalText,
    /// Where the data is from.
    pub source: String,
    /// A page about the source.
    pub source_url: Option<String>,
    /// The licence, as an SPDX id where there is one.
    pub licence: String,
    /// The day on which the data was fetched.
    pub retrieved: jiff::civil::Date,
    /// How far a drawn border may lie from the real one, in metres.
    pub accuracy_m: f64,
    /// The areas, in the order of the file.
    pub areas: Vec<Area>,
    /// Lines, for a background layer: borders.
    pub lines: Vec<LineString<f64>>,
}

/// One polygon with its identity.
#[derive(Debug, Clone)]
pub struct Area {
    /// The value of the layer's code property; unique in the layer, but not in a background.
    pub id: String,
    /// The value of the layer's name property.
    pub name: String,
    /// The shape: valid, closed rings, outer rings counter-clockwise.
    pub shape: MultiPolygon<f64>,
}

/// A point on the ground, WGS 84 degrees; always finite and on the globe.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    lat: f64,
    lon: f64,
}

/// Why two numbers are not a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PointError {
    /// Not a number, or infinite.
    NotFinite,
    /// Latitude outside -90 to 90, or longitude outside -180 to 180.
    OutOfRange,
}

impl Point {
    /// A point from latitude and longitude in degrees.
    ///
    /// # Errors
    /// When a number is not finite or lies outside the globe.
    pub fn new(lat: f64, lon: f64) -> Result<Self, PointError> {
        if !lat.is_finite() || !lon.is_finite() {
            return Err(PointError::NotFinite);
        }
        if !(-90.0..=90.0).contains(&lat) || !(-180.0..=180.0).contains(&lon) {
            return Err(PointError::OutOfRange);
        }
        Ok(Self { lat, lon })
    }

    /// Latitude in degrees.
    #[must_use]
    pub fn lat(self) -> f64 {
        self.lat
    }

    /// Longitude in degrees.
    #[must_use]
    pub fn lon(self) -> f64 {
        self.lon
    }
}
