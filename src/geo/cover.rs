//! Which areas of one layer cover a point, and how far the others are away.
//!
//! A tree of boxes gives the few areas in question. Each area's rings are cut into stretches of
//! consecutive edges, so that most of a long border is passed over with one comparison. Whether
//! a point lies on an edge is decided by an exact orientation predicate.

use std::ops::Range;

use geo::kernels::{Kernel, Orientation, RobustKernel};
use geo::{BoundingRect, Coord, CoordsIter, LineString, MultiPolygon};
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use super::metres::Plane;
use super::{AreaHit, Located, Match, NEAREST_MAX_M};
use crate::model::{Area, Layer, LayerId, Point};

/// Edges per stretch: fewer make the tree of stretches large, more make each pass long.
const STRETCH_EDGES: usize = 12;
/// The greatest accuracy that is believed, in metres: a limit on how much is looked at.
const ACCURACY_MAX_M: f64 = 100_000.0;

type Boxed = GeomWithData<Rectangle<[f64; 2]>, usize>;

/// The areas of one layer, in the order of their ids.
#[derive(Debug)]
pub(super) struct Cover {
    layer: LayerId,
    accuracy_m: f64,
    areas: Vec<Shape>,
    stretches: Vec<Stretch>,
    coords: Vec<Coord<f64>>,
    area_boxes: RTree<Boxed>,
    stretch_boxes: RTree<Boxed>,
}

#[derive(Debug)]
struct Shape {
    id: String,
    name: String,
    stretches: Range<usize>,
}

/// Consecutive edges of one ring: the coordinates of the range, each joined to the next.
#[derive(Debug)]
struct Stretch {
    area: usize,
    coords: Range<usize>,
    lower: Coord<f64>,
    upper: Coord<f64>,
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
        let mut cover = Self {
            layer: layer.id.clone(),
            // A number that is none makes every comparison false: nothing is near then.
            accuracy_m: layer.accuracy_m.clamp(0.0, ACCURACY_MAX_M),
            areas: Vec::with_capacity(sorted.len()),
            stretches: Vec::new(),
            coords: Vec::new(),
            area_boxes: RTree::new(),
            stretch_boxes: RTree::new(),
        };
        let mut boxes = Vec::new();
        for (number, area) in sorted.into_iter().enumerate() {
            let first = cover.stretches.len();
            if let Some(bounds) = bounds(&area.shape) {
                boxes.push(Boxed::new(bounds, number));
                rings(&area.shape).for_each(|ring| cover.cut(number, ring));
            }
            let stretches = first..cover.stretches.len();
            cover.areas.push(Shape { id: area.id.clone(), name: area.name.clone(), stretches });
        }
        cover.area_boxes = RTree::bulk_load(boxes);
        cover.stretch_boxes = RTree::bulk_load(
            cover
                .stretches
                .iter()
                .enumerate()
                .map(|(number, stretch)| stretch.boxed(number))
                .collect(),
        );
        cover
    }

    /// Every area's id and name, by number.
    pub(super) fn names(&self) -> impl Iterator<Item = (&str, &str)> {
        self.areas.iter().map(|area| (area.id.as_str(), area.name.as_str()))
    }

    /// The id of an area.
    pub(super) fn id(&self, area: usize) -> &str {
        &self.areas[area].id
    }

    /// What is seen from a point.
    pub(super) fn sight(&self, point: Point) -> Sighting {
        let at = Coord { x: point.lon(), y: point.lat() };
        let mut covering: Vec<usize> = self
            .area_boxes
            .locate_all_at_point(&[at.x, at.y])
            .map(|boxed| boxed.data)
            .filter(|area| self.covers(*area, at))
            .collect();
        covering.sort_unstable();
        let reach_m = if covering.is_empty() { NEAREST_MAX_M } else { 0.0 };
        let mut near = self.distances(at, self.accuracy_m.max(reach_m));
        for area in &covering {
            near.retain(|(other, _)| other != area);
        }
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
    pub(super) fn locate(&self, point: Point) -> Located {
        let sighting = self.sight(point);
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
        let Shape { id, name, .. } = &self.areas[area];
        AreaHit { layer: self.layer.clone(), id: id.clone(), name: name.clone(), distance_m }
    }

    /// Adds a ring of an area, cut into stretches.
    fn cut(&mut self, area: usize, ring: &LineString<f64>) {
        let start = self.coords.len();
        self.coords.extend_from_slice(&ring.0);
        let end = self.coords.len();
        for first in (start..end.saturating_sub(1)).step_by(STRETCH_EDGES) {
            let coords = first..(first + STRETCH_EDGES + 1).min(end);
            let (mut lower, mut upper) = (self.coords[first], self.coords[first]);
            for coord in &self.coords[coords.clone()] {
                (lower.x, lower.y) = (lower.x.min(coord.x), lower.y.min(coord.y));
                (upper.x, upper.y) = (upper.x.max(coord.x), upper.y.max(coord.y));
            }
            self.stretches.push(Stretch { area, coords, lower, upper });
        }
    }

    /// Whether a point lies inside an area or on its border (an edge of a hole is border too).
    ///
    /// A ray to the east crosses the rings an odd number of times when the point is inside. An
    /// edge is crossed when one end lies above the point and the other does not, so a vertex on
    /// the ray counts once.
    fn covers(&self, area: usize, at: Coord<f64>) -> bool {
        let mut inside = false;
        for stretch in &self.stretches[self.areas[area].stretches.clone()] {
            if at.y < stretch.lower.y || stretch.upper.y < at.y || stretch.upper.x < at.x {
                continue;
            }
            let coords = &self.coords[stretch.coords.clone()];
            if at.x < stretch.lower.x {
                // The whole stretch lies to the east: only its ends decide the parity.
                let (first, last) = (coords[0], coords[coords.len() - 1]);
                inside ^= (first.y > at.y) != (last.y > at.y);
                continue;
            }
            for edge in coords.windows(2) {
                match crossing(edge[0], edge[1], at) {
                    Crossing::Touches => return true,
                    Crossing::Crosses => inside = !inside,
                    Crossing::Misses => {}
                }
            }
        }
        inside
    }

    /// The distance in metres to every area whose border is at most so far away.
    fn distances(&self, at: Coord<f64>, reach_m: f64) -> Vec<(usize, f64)> {
        let plane = Plane::at(at);
        let reach = plane.reach(reach_m);
        let mut distances: Vec<(usize, f64)> = Vec::new();
        for boxed in self.stretch_boxes.locate_in_envelope_intersecting(&reach) {
            let stretch = &self.stretches[boxed.data];
            // Most edges of a stretch whose box is near are not near themselves.
            let edges = self.coords[stretch.coords.clone()].windows(2);
            let near = edges.filter(|edge| meets(&reach, edge[0], edge[1]));
            let distance_m =
                near.map(|edge| plane.distance_m(edge[0], edge[1])).fold(f64::INFINITY, f64::min);
            if distance_m > reach_m {
                continue;
            }
            match distances.iter_mut().find(|(area, _)| *area == stretch.area) {
                Some((_, known_m)) => *known_m = known_m.min(distance_m),
                None => distances.push((stretch.area, distance_m)),
            }
        }
        distances
    }
}

impl Stretch {
    fn boxed(&self, number: usize) -> Boxed {
        let (lower, upper) = (self.lower, self.upper);
        Boxed::new(Rectangle::from_corners([lower.x, lower.y], [upper.x, upper.y]), number)
    }
}

/// How the ray from a point to the east meets an edge.
enum Crossing {
    Touches,
    Crosses,
    Misses,
}

fn crossing(start: Coord<f64>, end: Coord<f64>, at: Coord<f64>) -> Crossing {
    let (low, high) = if start.y <= end.y { (start, end) } else { (end, start) };
    if at.y < low.y || high.y < at.y {
        return Crossing::Misses;
    }
    let between = start.x.min(end.x) <= at.x && at.x <= start.x.max(end.x);
    // From the lower end to the upper one, a point to the west of the edge lies to the left.
    match RobustKernel::orient2d(low, high, at) {
        Orientation::Collinear if between => Crossing::Touches,
        Orientation::CounterClockwise if high.y > at.y => Crossing::Crosses,
        _ => Crossing::Misses,
    }
}

/// Whether the box of an edge meets another box.
fn meets(reach: &AABB<[f64; 2]>, start: Coord<f64>, end: Coord<f64>) -> bool {
    let (lower, upper) = (reach.lower(), reach.upper());
    start.x.min(end.x) <= upper[0]
        && lower[0] <= start.x.max(end.x)
        && start.y.min(end.y) <= upper[1]
        && lower[1] <= start.y.max(end.y)
}

fn rings(shape: &MultiPolygon<f64>) -> impl Iterator<Item = &LineString<f64>> {
    shape.iter().flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors()))
}

/// The box of a shape; none when it is empty or has a number that is none.
fn bounds(shape: &MultiPolygon<f64>) -> Option<Rectangle<[f64; 2]>> {
    let finite = shape.coords_iter().all(|coord| coord.x.is_finite() && coord.y.is_finite());
    let bounds = shape.bounding_rect().filter(|_| finite)?;
    let (lower, upper) = (bounds.min(), bounds.max());
    Some(AABB::from_corners([lower.x, lower.y], [upper.x, upper.y]).into())
}
