//! Where a point lies, and which municipality a visitor's words mean.
//!
//! Coordinates are WGS 84 degrees, distances metres on the ellipsoid's sphere.

mod cover;
mod edge;
mod fold;
mod grid;
mod ground;
mod lay;
mod metres;
mod names;
mod net;
mod outline;
mod place;
mod reach;
mod rings;
mod together;
mod typed;

pub(crate) use net::{Net, is_finite, is_forward, rings};
pub use outline::{Outline, Outlines};
pub use place::{Found, Match, NearBorder, Place, PlaceKind, PlaceQuery, UnknownPlace};

use std::collections::BTreeMap;

use cover::Cover;
use ground::{Ground, Portal};
use names::Names;
use reach::Reach;

use jiff::civil::Date;
use rayon::prelude::*;
use typed::Typed;

use crate::model::{AreaCondition, Catalog, Layer, LayerId, MunicipalityCode, Point};

/// The farthest a point may lie from the nearest area to be said to belong to it, in metres.
pub const NEAREST_MAX_M: f64 = 10_000.0;

/// The fewest points of a list that are worth the way to another processor.
const POINTS_TOGETHER: usize = 1_024;

/// Every layer and the gazetteer, prepared for questions.
#[derive(Debug, Default)]
pub struct Geo {
    covers: BTreeMap<LayerId, Cover>,
    outlines: BTreeMap<LayerId, Outlines>,
    names: Names,
    portal: Portal,
    reach: Reach,
}

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

/// Prepares the layers and names of a catalogue.
#[must_use]
pub fn build(catalog: &Catalog) -> Geo {
    let prepare = |layer: &Layer| (layer.id.clone(), Cover::new(layer), outline::outlines(layer));
    let layers: Vec<_> = catalog.layers.values().collect();
    let prepared: Vec<_> = layers.into_par_iter().map(prepare).collect();
    let mut geo = Geo { portal: Portal::new(catalog), ..Geo::default() };
    for (id, cover, outlines) in prepared {
        geo.covers.insert(id.clone(), cover);
        geo.outlines.insert(id, outlines);
    }
    geo.reach = Reach::new(catalog, &geo.covers, geo.portal.layer.as_ref());
    geo.names = Names::new(catalog, &geo.portal, geo.cover());
    geo
}

impl Geo {
    /// Which area of a layer a point lies in on a day. `None` when there is no such layer.
    #[must_use]
    pub fn locate(&self, layer: &LayerId, point: Point, day: Date) -> Option<Located> {
        self.covers.get(layer).map(|cover| cover.locate(point, day))
    }

    /// Whether a point meets a condition on a day.
    #[must_use]
    pub fn meets(&self, condition: &AreaCondition, point: Point, day: Date) -> bool {
        let located = self.locate(&condition.layer, point, day);
        located.is_some_and(|located| {
            let wanted = condition.area.as_ref();
            let mut areas = located.areas.iter().filter(|hit| hit.distance_m == 0.0);
            areas.any(|hit| wanted.is_none_or(|wanted| *wanted == hit.id))
        })
    }

    /// Whether some place of a municipality meets a condition: elsewhere nobody need be asked.
    #[must_use]
    pub fn reaches(&self, condition: &AreaCondition, code: MunicipalityCode) -> bool {
        self.reach.reaches(condition, &code.to_string())
    }

    /// The id of the area that counts for each point on a day: of those that cover it the lowest,
    /// none where none does. For lists of points; `locate` tells more of one. `None` when there is no
    /// such layer.
    #[must_use]
    pub fn covering<'g>(
        &'g self,
        layer: &LayerId,
        points: &[Point],
        day: Date,
    ) -> Option<Vec<Option<&'g str>>> {
        let cover = self.covers.get(layer)?;
        let mut ids = vec![None; points.len()];
        let fill = |(ids, points): (&mut [Option<&'g str>], &[Point])| {
            for (id, first) in ids.iter_mut().zip(cover.firsts(points, day)) {
                *id = first.map(|area| cover.id(area));
            }
        };
        if points.len() <= POINTS_TOGETHER {
            fill((&mut ids, points));
        } else {
            let chunks = ids.par_chunks_mut(POINTS_TOGETHER);
            chunks.zip(points.par_chunks(POINTS_TOGETHER)).for_each(fill);
        }
        Some(ids)
    }

    /// The bytes that the lookup in a layer takes, names left out: at most three times those of
    /// the coordinates, and a little for a small layer.
    #[must_use]
    pub fn bytes(&self, layer: &LayerId) -> Option<usize> {
        self.covers.get(layer).map(Cover::bytes)
    }

    /// Turns what a visitor gave into a municipality of the portal on a day, or says why not.
    ///
    /// A municipality that has ended is found as itself; the signpost knows the moment and
    /// follows `succeeded_by`.
    #[must_use]
    pub fn find(&self, query: &PlaceQuery, day: Date) -> Found {
        let ground = self.ground(day);
        match query {
            PlaceQuery::Municipality(text) => ground.municipality(text),
            PlaceQuery::Point(point) => ground.point(*point),
            PlaceQuery::Postcode(postcode) => self.names.postcode(*postcode, ground),
            PlaceQuery::Name(text) => match typed::read(text) {
                Typed::Name => self.names.find(text, ground),
                Typed::Postcode(postcode) => self.names.postcode(postcode, ground),
                Typed::Point(point) => typed_point(point, ground),
                Typed::NoPoint => Found::Unknown(UnknownPlace::NoSuchPlace),
            },
        }
    }

    /// The point that was meant by somebody who gave the longitude first: when the point as given
    /// lies nowhere near the map, and the other way round it does not.
    #[must_use]
    pub fn turned_round(&self, query: &PlaceQuery, day: Date) -> Option<Point> {
        let given = match query {
            PlaceQuery::Point(point) => *point,
            PlaceQuery::Name(text) => match typed::read(text) {
                Typed::Point(point) => point,
                _ => return None,
            },
            _ => return None,
        };
        let turned = Point::new(given.lon(), given.lat()).ok()?;
        let nowhere = Found::Unknown(UnknownPlace::NowhereNear);
        let lies = |point| self.find(&PlaceQuery::Point(point), day) != nowhere;
        (!lies(given) && lies(turned)).then_some(turned)
    }

    /// Places with a word that begins with the text (folded), best first: for suggestions. Their
    /// municipalities are those of a day.
    #[must_use]
    pub fn suggest(&self, text: &str, limit: usize, day: Date) -> Vec<Place> {
        self.names.suggest(text, limit, self.ground(day))
    }

    /// The simplified shapes of a layer for drawing, with shared borders kept.
    #[must_use]
    pub fn outlines(&self, layer: &LayerId) -> Option<&Outlines> {
        self.outlines.get(layer)
    }

    fn ground(&self, day: Date) -> Ground<'_> {
        Ground { portal: &self.portal, cover: self.cover(), day }
    }

    fn cover(&self) -> Option<&Cover> {
        self.portal.layer.as_ref().and_then(|layer| self.covers.get(layer))
    }
}

/// Two typed numbers. When only the other order lies on the map, they are no place at all: the
/// visitor has mixed them up, and guessing silently would be worse than saying so.
fn typed_point(point: Point, ground: Ground<'_>) -> Found {
    let nowhere = Found::Unknown(UnknownPlace::NowhereNear);
    let found = ground.point(point);
    let swapped = Point::new(point.lon(), point.lat()).map(|point| ground.point(point));
    if found == nowhere && swapped.is_ok_and(|swapped| swapped != nowhere) {
        return Found::Unknown(UnknownPlace::NoSuchPlace);
    }
    found
}
