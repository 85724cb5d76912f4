//! The net of borders: where they meet or part, and the *arcs* between.
//!
//! Rings are cut where borders part (at *junctions*). Whoever simplifies each arc on its own, and
//! always in the same direction, gives both neighbours the same line, so that they never part.

use std::collections::{HashMap, HashSet};

use geo::{Coord, LineString, Polygon};

use crate::model::Layer;

/// A vertex, as exactly as it is written.
type Vertex = (u64, u64);

fn vertex(coord: Coord<f64>) -> Vertex {
    // Adding 0 makes one zero of the two.
    ((coord.x + 0.0).to_bits(), (coord.y + 0.0).to_bits())
}

/// The places where borders meet or part.
pub(crate) struct Net {
    junctions: HashSet<Vertex>,
    /// The vertices that stand in two rings or more.
    shared: HashSet<Vertex>,
}

impl Net {
    /// Finds the junctions of a layer.
    pub(crate) fn new(layer: &Layer) -> Self {
        let mut net = Self { junctions: HashSet::new(), shared: HashSet::new() };
        let mut sides: HashMap<Vertex, (Vertex, Vertex)> = HashMap::new();
        for ring in layer.areas.iter().flat_map(|area| &area.shape).flat_map(rings) {
            let open = opened(ring);
            for (number, coord) in open.iter().enumerate() {
                let before = vertex(open[(number + open.len() - 1) % open.len()]);
                let after = vertex(open[(number + 1) % open.len()]);
                let pair = (before.min(after), before.max(after));
                let here = vertex(*coord);
                match sides.insert(here, pair) {
                    None => {}
                    Some(other) => {
                        net.shared.insert(here);
                        if other != pair {
                            net.junctions.insert(here);
                        }
                    }
                }
            }
        }
        net
    }

    /// Whether a neighbour has a vertex of this ring too.
    pub(crate) fn is_shared(&self, ring: &LineString<f64>) -> bool {
        ring.0.iter().any(|coord| self.shared.contains(&vertex(*coord)))
    }

    /// The arcs of a ring, each from junction to junction, both included. The first begins at a
    /// junction, or where there is none at the ring's least vertex, so that a neighbour which has
    /// the same ring begins there too.
    pub(crate) fn arcs(&self, ring: &LineString<f64>) -> Vec<Vec<Coord<f64>>> {
        let mut open = opened(ring).to_vec();
        let junction = open.iter().position(|coord| self.junctions.contains(&vertex(*coord)));
        let least = || open.iter().enumerate().min_by_key(|(_, coord)| vertex(**coord));
        let Some(start) = junction.or_else(|| least().map(|(number, _)| number)) else {
            return Vec::new();
        };
        open.rotate_left(start);
        open.push(open[0]);
        let mut arcs = Vec::new();
        let mut arc = vec![open[0]];
        for (number, coord) in open.iter().enumerate().skip(1) {
            arc.push(*coord);
            if self.junctions.contains(&vertex(*coord)) || number == open.len() - 1 {
                arcs.push(std::mem::replace(&mut arc, vec![*coord]));
            }
        }
        arcs
    }
}

/// Whether an arc stands in the direction in which it is to be simplified; its other side, in
/// the ring of the neighbour, stands in the opposite one.
pub(crate) fn is_forward(arc: &[Coord<f64>]) -> bool {
    let forward = arc.iter().map(|coord| vertex(*coord));
    forward.clone().le(forward.rev())
}

/// The rings of a polygon, without those that have a number that is none.
pub(crate) fn rings(polygon: &Polygon<f64>) -> impl Iterator<Item = &LineString<f64>> {
    std::iter::once(polygon.exterior()).chain(polygon.interiors()).filter(|ring| is_finite(ring))
}

/// The simplification cannot compare numbers that are none.
pub(crate) fn is_finite(line: &LineString<f64>) -> bool {
    line.0.iter().all(|coord| coord.x.is_finite() && coord.y.is_finite())
}

/// The vertices of a ring without the last, which repeats the first.
fn opened(ring: &LineString<f64>) -> &[Coord<f64>] {
    ring.0.split_last().map_or(&[], |(_, open)| open)
}
