//! The rings of a layer's areas in one row of coordinates, for the grid that is laid over them.

use geo::{Coord, CoordsIter, LineString, MultiPolygon, Polygon};

use super::edge::Edge;

/// All rings of all areas. An edge is known by the number of the coordinate at which it begins,
/// a *part* is one polygon of an area: a point inside any part of an area is inside the area.
#[derive(Debug, Default)]
pub(super) struct Rings {
    coords: Vec<Coord<f64>>,
    /// The area of each part, in the order of the areas.
    areas: Vec<u32>,
    /// The number of the first coordinate of each part.
    starts: Vec<u32>,
    /// The number after the last coordinate of each ring.
    ends: Vec<u32>,
}

impl Rings {
    /// Adds the shape of an area. Its number must be greater than those before it. A shape with
    /// a number that is none is left out, and so is all that has no number of 32 bits.
    pub(super) fn add(&mut self, area: usize, shape: &MultiPolygon<f64>) {
        let finite = shape.coords_iter().all(|coord| coord.x.is_finite() && coord.y.is_finite());
        let total = self.coords.len() + shape.coords_count();
        let (Ok(area), true) = (u32::try_from(area), u32::try_from(total).is_ok()) else { return };
        for polygon in shape.iter().filter(|_| finite) {
            self.areas.push(area);
            self.starts.push(number(self.coords.len()));
            for ring in rings(polygon).filter(|ring| !ring.0.is_empty()) {
                self.coords.extend_from_slice(&ring.0);
                self.ends.push(number(self.coords.len()));
            }
        }
    }

    /// The area of a part.
    pub(super) fn area(&self, part: u32) -> usize {
        self.areas[part as usize] as usize
    }

    /// The edge that begins at a coordinate.
    pub(super) fn edge(&self, edge: u32) -> Edge {
        let start = edge as usize;
        Edge { start: self.coords[start], end: self.coords[start + 1] }
    }

    /// The part of an edge.
    pub(super) fn part(&self, edge: u32) -> u32 {
        number(self.starts.partition_point(|start| *start <= edge) - 1)
    }

    /// The number after the last coordinate of a part.
    pub(super) fn end(&self, part: u32) -> u32 {
        let next = self.starts.get(part as usize + 1);
        next.copied().unwrap_or_else(|| number(self.coords.len()))
    }

    /// How many coordinates there are.
    pub(super) fn len(&self) -> usize {
        self.coords.len()
    }

    /// The bytes that the rings take.
    pub(super) fn bytes(&self) -> usize {
        size_of_val(self.coords.as_slice())
            + size_of_val(self.areas.as_slice())
            + size_of_val(self.starts.as_slice())
            + size_of_val(self.ends.as_slice())
    }

    /// The numbers of all edges, part by part. What joins the end of a ring to the begin of the
    /// next is none, and neither is an edge without length.
    pub(super) fn edges(&self) -> Vec<u32> {
        let mut edges = Vec::with_capacity(self.coords.len());
        let mut start = 0;
        for end in &self.ends {
            let within = start..end.saturating_sub(1);
            edges.extend(within.filter(|edge| {
                let Edge { start, end } = self.edge(*edge);
                start != end
            }));
            start = *end;
        }
        edges
    }

    /// The least and the greatest longitude and latitude; none without coordinates.
    pub(super) fn bounds(&self) -> Option<(Coord<f64>, Coord<f64>)> {
        let first = *self.coords.first()?;
        let join = |(lower, upper): (Coord<f64>, Coord<f64>), coord: &Coord<f64>| {
            (
                Coord { x: lower.x.min(coord.x), y: lower.y.min(coord.y) },
                Coord { x: upper.x.max(coord.x), y: upper.y.max(coord.y) },
            )
        };
        Some(self.coords.iter().fold((first, first), join))
    }
}

/// The outer ring of a polygon and its holes.
pub(super) fn rings(polygon: &Polygon<f64>) -> impl Iterator<Item = &LineString<f64>> {
    std::iter::once(polygon.exterior()).chain(polygon.interiors())
}

/// A number that `add` has made sure of.
pub(super) fn number(number: usize) -> u32 {
    u32::try_from(number).expect("a layer has fewer than 2^32 coordinates")
}
