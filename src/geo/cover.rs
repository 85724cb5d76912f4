//! Which areas of one layer cover a point, and how far the others are away.

use geo::Coord;

use super::grid::Grid;
use super::lay::lay;
use super::metres::Plane;
use super::rings::Rings;
use super::{AreaHit, Located, Match, NEAREST_MAX_M, together};
use jiff::civil::Date;

use crate::model::{Area, Layer, LayerId, Point, Validity};

/// The greatest accuracy that is believed, in metres: a limit on how much is looked at.
const ACCURACY_MAX_M: f64 = 100_000.0;

/// A lookup of at most so many bytes lies in the processor's caches: then nothing is gained by walking
/// several ways side by side.
const TOGETHER_BYTES_MIN: usize = 1024 * 1024;

/// The areas of one layer, in the order of their ids.
#[derive(Debug)]
pub(super) struct Cover {
    layer: LayerId,
    accuracy_m: f64,
    areas: Vec<Named>,
    /// Whether every area is there on every day: then none need be looked at for it.
    is_timeless: bool,
    rings: Rings,
    grid: Grid,
}

/// What an area is besides its shape.
#[derive(Debug)]
struct Named {
    id: String,
    name: String,
    validity: Validity,
}

/// What was seen from a point; areas by their number in the order of the ids.
#[derive(Debug)]
pub(super) struct Sighting {
    /// The areas that cover the point, lowest id first.
    pub(super) covering: Vec<usize>,
    /// When none does: the nearest within reach, and its distance in metres.
    pub(super) nearest: Option<(usize, f64)>,
    /// Every area but the first whose border is nearer than the accuracy, nearest first.
    pub(super) near: Vec<(usize, f64)>,
}

impl Sighting {
    /// The area that counts, and the distance to it.
    pub(super) fn first(&self) -> Option<(usize, f64)> {
        self.covering.first().map(|area| (*area, 0.0)).or(self.nearest)
    }
}

impl Cover {
    /// Prepares a layer. Areas without a shape keep their name but cover nothing.
    pub(super) fn new(layer: &Layer) -> Self {
        let mut sorted: Vec<&Area> = layer.areas.iter().collect();
        sorted.sort_by(|one, other| one.id.cmp(&other.id));
        let mut rings = Rings::default();
        for (number, area) in sorted.iter().enumerate() {
            rings.add(number, &area.shape);
        }
        Self {
            layer: layer.id.clone(),
            // A number that is none makes every comparison false: nothing is near then.
            accuracy_m: layer.accuracy_m.clamp(0.0, ACCURACY_MAX_M),
            is_timeless: sorted.iter().all(|area| area.validity == Validity::default()),
            areas: sorted.into_iter().map(Named::of).collect(),
            grid: lay(&rings),
            rings,
        }
    }

    /// Every area's id and name, by number.
    pub(super) fn names(&self) -> impl Iterator<Item = (&str, &str)> {
        self.areas.iter().map(|area| (area.id.as_str(), area.name.as_str()))
    }

    /// The id of an area.
    pub(super) fn id(&self, area: usize) -> &str {
        &self.areas[area].id
    }

    /// The bytes that are kept besides the names.
    pub(super) fn bytes(&self) -> usize {
        self.rings.bytes() + self.grid.bytes()
    }

    /// For each point the first area that covers it on a day: the one with the lowest id.
    pub(super) fn firsts(&self, points: &[Point], day: Date) -> Vec<Option<usize>> {
        let mut firsts = vec![None; points.len()];
        let mut found = |point: usize, part| {
            let area = self.rings.area(part);
            firsts[point] = self.exists(area, day).then_some(area);
            firsts[point].is_none()
        };
        if self.bytes() > TOGETHER_BYTES_MIN {
            together::covering((&self.grid, &self.rings), points, found);
        } else {
            for (number, point) in points.iter().enumerate() {
                self.grid.covering(&self.rings, coord(*point), |part| found(number, part));
            }
        }
        firsts
    }

    /// Every area that covers a point on a day, lowest id first.
    fn covering(&self, at: Coord<f64>, day: Date) -> Vec<usize> {
        let mut covering: Vec<usize> = Vec::new();
        self.grid.covering(&self.rings, at, |part| {
            let area = self.rings.area(part);
            if self.exists(area, day) && covering.last() != Some(&area) {
                covering.push(area);
            }
            true
        });
        covering
    }

    /// The ids of the areas that cover a point on some day.
    pub(super) fn everywhere(&self, point: Point) -> Vec<&str> {
        let mut ids: Vec<&str> = Vec::new();
        self.grid.covering(&self.rings, coord(point), |part| {
            ids.push(self.id(self.rings.area(part)));
            true
        });
        ids
    }

    /// Whether there is such an area on a day.
    fn exists(&self, area: usize, day: Date) -> bool {
        self.is_timeless || self.areas[area].validity.holds_on(day)
    }

    /// What is seen from a point on a day.
    pub(super) fn sight(&self, point: Point, day: Date) -> Sighting {
        let at = coord(point);
        let covering = self.covering(at, day);
        let mut near = self.distances(at, day, self.accuracy_m);
        if covering.is_empty() && near.is_empty() {
            near = self.distances(at, day, NEAREST_MAX_M);
        }
        near.retain(|(area, _)| !covering.contains(area));
        near.extend(covering.iter().map(|area| (*area, 0.0)));
        near.sort_by(|one, other| one.1.total_cmp(&other.1).then(one.0.cmp(&other.0)));
        let nearest = near
            .first()
            .copied()
            .filter(|(_, distance_m)| covering.is_empty() && *distance_m <= NEAREST_MAX_M);
        let first = covering.first().copied().or(nearest.map(|(area, _)| area));
        near.retain(|(area, distance_m)| Some(*area) != first && *distance_m < self.accuracy_m);
        Sighting { covering, nearest, near }
    }

    /// The same in words for others: ids, names and distances.
    pub(super) fn locate(&self, point: Point, day: Date) -> Located {
        let sighting = self.sight(point, day);
        let matched = match (sighting.covering.is_empty(), sighting.nearest) {
            (false, _) => Match::Inside,
            (true, Some(_)) => Match::Nearest,
            (true, None) => Match::None,
        };
        let covering = sighting.covering.iter().map(|area| (*area, 0.0));
        Located {
            matched,
            areas: covering.chain(sighting.nearest).map(|hit| self.hit(hit)).collect(),
            near_border: sighting.near.iter().map(|hit| self.hit(*hit)).collect(),
        }
    }

    fn hit(&self, (area, distance_m): (usize, f64)) -> AreaHit {
        let Named { id, name, .. } = &self.areas[area];
        AreaHit { layer: self.layer.clone(), id: id.clone(), name: name.clone(), distance_m }
    }

    /// The distance in metres to every area whose border is at most so far away.
    fn distances(&self, at: Coord<f64>, day: Date, reach_m: f64) -> Vec<(usize, f64)> {
        let plane = Plane::at(at);
        let (lower, upper) = plane.reach(reach_m);
        let mut distances: Vec<(usize, f64)> = Vec::new();
        self.grid.near((lower, upper), &mut |part, edge| {
            let edge = self.rings.edge(edge);
            if !edge.meets(lower, upper) {
                return;
            }
            let distance_m = plane.distance_m(edge);
            if distance_m > reach_m {
                return;
            }
            let area = self.rings.area(part);
            if !self.exists(area, day) {
                return;
            }
            match distances.iter_mut().find(|(known, _)| *known == area) {
                Some((_, known_m)) => *known_m = known_m.min(distance_m),
                None => distances.push((area, distance_m)),
            }
        });
        distances
    }
}

impl Named {
    fn of(area: &Area) -> Self {
        Self { id: area.id.clone(), name: area.name.clone(), validity: area.validity }
    }
}

pub(super) fn coord(point: Point) -> Coord<f64> {
    Coord { x: point.lon(), y: point.lat() }
}
