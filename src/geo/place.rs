//! What a visitor may say about a place, and what it can turn out to be.

use crate::model::{MunicipalityCode, Point, Postcode};

/// A place as a visitor or a program gives it.
#[derive(Debug, Clone, PartialEq)]
pub enum PlaceQuery {
    /// A municipality's code or slug.
    Municipality(String),
    /// A point.
    Point(Point),
    /// A postcode.
    Postcode(Postcode),
    /// A name, a postcode or two coordinates, as typed.
    Name(String),
}

/// How a municipality was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Match {
    /// The point lies inside the area.
    Inside,
    /// The point lies in no area, and this is the nearest within 10 km.
    Nearest,
    /// By the municipality's own code, slug or name.
    Municipality,
    /// By the name of a locality.
    Locality,
    /// By a postcode.
    Postcode,
    /// Not found.
    None,
}

/// A municipality whose border is nearer than the layer's accuracy.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NearBorder {
    /// Its code.
    pub code: MunicipalityCode,
    /// The distance to it in metres.
    pub distance_m: f64,
}

/// Why a place is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnknownPlace {
    /// No area covers the point, and none is within 10 km.
    NowhereNear,
    /// It lies in a municipality that is not part of the portal.
    OutsidePortal {
        /// Which.
        code: MunicipalityCode,
    },
    /// No place has this name or postcode.
    NoSuchPlace,
}

/// What a place query leads to.
#[derive(Debug, Clone, PartialEq)]
pub enum Found {
    /// One municipality of the portal.
    Municipality {
        /// Which.
        code: MunicipalityCode,
        /// How it was found.
        matched: Match,
        /// The distance in metres, when it is the nearest and does not cover the point.
        distance_m: Option<f64>,
        /// Others that may be the right one, because the border is near.
        near_border: Vec<NearBorder>,
        /// The point itself, when one was given: area conditions are decided by it.
        point: Option<Point>,
    },
    /// Several municipalities are possible: the visitor chooses.
    Choose {
        /// Which, likeliest first.
        candidates: Vec<MunicipalityCode>,
        /// How they were found.
        matched: Match,
    },
    /// None.
    Unknown(UnknownPlace),
}

impl Found {
    /// A municipality that was named and not looked for: there is no point and no border near.
    #[must_use]
    pub fn named(code: MunicipalityCode) -> Self {
        Self::Municipality {
            code,
            matched: Match::Municipality,
            distance_m: None,
            near_border: Vec::new(),
            point: None,
        }
    }
}

/// What kind of place a name is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PlaceKind {
    /// A municipality.
    Municipality,
    /// A locality.
    Locality,
    /// A postcode.
    Postcode,
}

/// A place that has a name.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// What it is.
    pub kind: PlaceKind,
    /// Its name as written in the source.
    pub name: String,
    /// The municipalities of the portal it belongs to.
    pub municipalities: Vec<MunicipalityCode>,
    /// Where it lies.
    pub point: Option<Point>,
}
