//! Map layers and points. All coordinates are WGS 84 degrees; `x` is longitude, `y` latitude.

use geo::{Distance, Geodesic, LineString, MultiPolygon};

use super::{LayerId, LocalText, OrganisationKind, ServiceId, Validity};

/// One GeoJSON file of areas (OGC API Features collection).
#[derive(Debug, Clone)]
pub struct Layer {
    /// Its id: the file's name.
    pub id: LayerId,
    /// What its areas are.
    pub kind: LayerKind,
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
    /// What is known of the data and need not be told again.
    pub expected: Expected,
    /// How its areas follow from organisations, when no file draws them.
    pub derived: Option<Derived>,
}

/// Which organisations have an area each: the municipalities for which they act, together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Derived {
    /// Of these kinds; any when empty.
    pub kinds: Vec<OrganisationKind>,
    /// That handle one of these services, for the members for which they do; any when empty.
    pub services: Vec<ServiceId>,
}

/// What the areas of a layer are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LayerKind {
    /// Municipalities, by their code.
    Municipalities,
    /// Counties, by their code.
    Counties,
    /// The districts of the rescue services (lag 2003:778 om skydd mot olyckor).
    RescueDistricts,
    /// The places from which children belong to a school.
    SchoolCatchments,
    /// The districts in which somebody collects waste.
    WasteDistricts,
    /// Shores where the county administrative board decides (miljöbalken 7 kap. 18 a §).
    ShoreProtection,
    /// Water protection areas (miljöbalken 7 kap. 21 §).
    WaterProtection,
    /// The territories of bodies that act for several municipalities.
    JointBodies,
    /// Drawn behind the others: land, lakes, borders.
    Background,
    /// Anything else.
    #[default]
    Other,
}

impl LayerKind {
    /// Whether the areas part the land between them: then they lie beside each other, and an
    /// overlap or a gap is a mistake.
    #[must_use]
    pub fn parts_the_land(self) -> bool {
        matches!(
            self,
            Self::Municipalities
                | Self::Counties
                | Self::RescueDistricts
                | Self::SchoolCatchments
                | Self::WasteDistricts
        )
    }
}

/// What an editor has looked at in the data of a layer and taken as it is.
#[derive(Debug, Clone, Default)]
pub struct Expected {
    /// Overlaps up to this size in km² are not told.
    pub overlap_km2: f64,
    /// Gaps up to this size in km² are not told.
    pub gap_km2: f64,
    /// Larger gaps that are meant to be there: lakes that no area covers.
    pub holes: Vec<Hole>,
    /// West, south, east and north: no position lies outside.
    pub bounds: Option<[f64; 4]>,
    /// Whether there are areas of municipalities that do not belong to the portal.
    pub beyond_portal: bool,
}

/// A gap that is meant to be there.
#[derive(Debug, Clone)]
pub struct Hole {
    /// What lies there.
    pub name: String,
    /// A point in it.
    pub point: Point,
}

/// One polygon with its identity.
#[derive(Debug, Clone)]
pub struct Area {
    /// The value of the layer's code property; on any day unique in the layer, but not in a
    /// background.
    pub id: String,
    /// The value of the layer's name property.
    pub name: String,
    /// The shape: valid, closed rings, outer rings counter-clockwise.
    pub shape: MultiPolygon<f64>,
    /// When it exists.
    pub validity: Validity,
    /// The id of the area that took its place.
    pub succeeded_by: Option<String>,
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

    /// The way to another point as the crow flies, in metres on the WGS 84 ellipsoid.
    #[must_use]
    pub fn metres_to(self, other: Self) -> f64 {
        let plain = |point: Self| geo::Point::new(point.lon, point.lat);
        Geodesic.distance(plain(self), plain(other))
    }

    /// Sorts things by the way to them; those whose position is not known come last, and what is as
    /// near stays in its order.
    pub fn sort_nearest_first<T>(self, things: &mut [T], position: impl Fn(&T) -> Option<Self>) {
        let way_m = |thing: &T| position(thing).map_or(f64::INFINITY, |to| self.metres_to(to));
        // Distances are not negative, and so their bits are in the same order.
        things.sort_by_cached_key(|thing| way_m(thing).to_bits());
    }
}
