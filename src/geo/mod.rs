//! Where a point lies, and which municipality a visitor's words mean.
//!
//! Coordinates are WGS 84 degrees, distances metres on the ellipsoid's sphere.

mod outline;
mod place;

pub use outline::{Outline, Outlines};
pub use place::{Found, Match, NearBorder, Place, PlaceKind, PlaceQuery, UnknownPlace};

use crate::model::{Catalog, LayerId, Point};

/// The farthest a point may lie from the nearest area to be said to belong to it, in metres.
pub const NEAREST_MAX_M: f64 = 10_000.0;

/// The index of every layer and of the gazetteer.
#[derive(Debug, Default)]
pub struct Geo {}

/// An area found for a point.
#[derive(Debug, Clone, PartialEq)]
pub struct AreaHit {
    /// The layer.
    pub layer: LayerId,
    /// The area's id in the layer.
    pub id: String,
    /// The area's name.
    pub name: String,
    /// The distance from the point to the area in metres; 0 inside.
    pub distance_m: f64,
}

/// The answer to "which area of this layer?".
#[derive(Debug, Clone, PartialEq)]
pub struct Located {
    /// How the areas were found.
    pub matched: Match,
    /// The area that counts first (on a border the lowest id), then every other that covers the point.
    pub areas: Vec<AreaHit>,
    /// Every other area whose border is nearer than the layer's accuracy, nearest first.
    pub near_border: Vec<AreaHit>,
}

/// Builds the index of a catalogue.
#[must_use]
pub fn build(_catalog: &Catalog) -> Geo {
    Geo::default()
}

impl Geo {
    /// Which area of a layer a point lies in. `None` when there is no such layer.
    #[must_use]
    pub fn locate(&self, _layer: &LayerId, _point: Point) -> Option<Located> {
        None
    }

    /// Turns what a visitor gave into a municipality of the portal, or says why not.
    #[must_use]
    pub fn find(&self, _query: &PlaceQuery) -> Found {
        Found::Unknown(UnknownPlace::NoSuchPlace)
    }

    /// Places whose name begins with the text (folded), best first: for suggestions.
    #[must_use]
    pub fn suggest(&self, _text: &str, _limit: usize) -> Vec<Place> {
        Vec::new()
    }

    /// The simplified shapes of a layer for drawing, with shared borders kept.
    #[must_use]
    pub fn outlines(&self, _layer: &LayerId) -> Option<&Outlines> {
        None
    }
}
