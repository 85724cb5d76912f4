//! A map as it was drawn: the features of a file before anybody has looked whether they are areas.

use std::collections::BTreeMap;
use std::fmt;

use geo::Coord;

use super::projection::Reference;
use crate::parse::{AREAS_MAX, POSITIONS_MAX};

/// Positions in the order they were drawn. Whether they close is not known yet.
pub(super) type Ring = Vec<Coord<f64>>;

/// The deepest collection of geometries, in every format that has them.
pub(super) const COLLECTIONS_MAX: usize = 4;

/// What a file holds.
#[derive(Debug, Default)]
pub(super) struct Drawn {
    /// The reference system that the file states, if it states one.
    pub(super) reference: Option<Reference>,
    /// The features, in the order of the file.
    pub(super) features: Vec<Feature>,
}

/// One feature.
#[derive(Debug, Default)]
pub(super) struct Feature {
    /// Its properties as text; what is neither text nor number is left out.
    pub(super) properties: BTreeMap<String, String>,
    /// Outer ring first, then the holes. First and second coordinate as the file has them.
    pub(super) polygons: Vec<Vec<Ring>>,
    /// Lines, which may turn out to be borders of an area.
    pub(super) lines: Vec<Ring>,
    /// Whether there are points, which are no areas.
    pub(super) has_points: bool,
}

/// Why a map, or one feature of it, is not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// What is wrong, with the file or the feature.
    pub what: String,
    /// How to mend it.
    pub hint: Option<String>,
}

impl Refusal {
    pub(super) fn new(what: impl Into<String>) -> Self {
        Self { what: what.into(), hint: None }
    }

    /// The same with the place in the file that it is about.
    pub(super) fn within(mut self, place: impl fmt::Display) -> Self {
        self.what = format!("{place}: {}", self.what);
        self
    }

    pub(super) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.what)?;
        self.hint.as_ref().map_or(Ok(()), |hint| write!(formatter, "\nhint: {hint}"))
    }
}

impl Drawn {
    /// Every position.
    pub(super) fn positions(&self) -> impl Iterator<Item = &Coord<f64>> {
        self.features.iter().flat_map(Feature::positions)
    }

    /// Refuses a map that is larger than a layer may be.
    pub(super) fn within_limits(self) -> Result<Self, Refusal> {
        let (features, positions) = (self.features.len(), self.positions().count());
        if features > AREAS_MAX || positions > POSITIONS_MAX {
            let what = format!(
                "the map has {features} features and {positions} positions; a layer has at most \
                 {AREAS_MAX} and {POSITIONS_MAX}"
            );
            return Err(Refusal::new(what).hint("simplify it, or cut it to your own region"));
        }
        Ok(self)
    }
}

impl Feature {
    /// Every position of its rings and lines.
    pub(super) fn positions(&self) -> impl Iterator<Item = &Coord<f64>> {
        self.polygons.iter().flatten().chain(&self.lines).flatten()
    }

    /// The same, to be changed.
    pub(super) fn positions_mut(&mut self) -> impl Iterator<Item = &mut Coord<f64>> {
        self.polygons.iter_mut().flatten().chain(&mut self.lines).flatten()
    }
}
