//! How areas lie beside each other: where they overlap, what they leave out between them, and
//! the outline of several together.
//!
//! A border that two areas share is written twice, once in each direction, and says nothing: it
//! is taken away first. What is left is the outer outline and the few places where neighbours
//! do not fit. Their edges are split where they meet, and around each corner it is counted how
//! many areas lie between two edges. Edges with as many areas on their left form closed *loops*,
//! each around a place that so many areas cover, or around a hole in one. No two areas are ever
//! compared as wholes, so the time hardly depends on how many there are.

mod levels;
mod pieces;

use geo::{
    Area as _, Centroid, Coord, InteriorPoint, Intersects, LineString, MultiPolygon, Point, Polygon,
};

/// A closed line with the same number of areas all along its left side.
#[derive(Debug, Clone, PartialEq)]
pub struct Loop {
    /// Its corners as (longitude, latitude), closed.
    pub ring: LineString<f64>,
    /// How many areas lie on its left; on its right there is one less.
    pub level: i64,
    /// The areas whose edges it consists of, by their number, sorted.
    pub areas: Vec<usize>,
}

/// What becomes of insides that touch in one corner, and of what lies between them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Touching {
    /// They are apart, and a loop goes around each.
    Apart,
    /// They are joined, and what they close in between them is a hole.
    Joined,
}

/// Shapes with so many crossings that they are not looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooIntricate;

impl Loop {
    /// Whether the loop runs counter-clockwise: then its level is that of its inside, and
    /// otherwise there is a hole inside, which one area less covers.
    #[must_use]
    pub fn is_outer(&self) -> bool {
        signed_area(&self.ring) > 0.0
    }
}

/// The loops of some shapes. Outer rings must be counter-clockwise and holes clockwise.
///
/// # Errors
/// When too many edges lie upon each other for the time this may take.
pub fn loops<'s>(
    shapes: impl IntoIterator<Item = &'s MultiPolygon<f64>>,
    touching: Touching,
) -> Result<Vec<Loop>, TooIntricate> {
    let net = pieces::net(shapes)?;
    Ok(levels::loops(&net, touching))
}

/// The shape of several areas together.
///
/// # Errors
/// As `loops`.
pub fn union<'s>(
    shapes: impl IntoIterator<Item = &'s MultiPolygon<f64>>,
) -> Result<MultiPolygon<f64>, TooIntricate> {
    let outline = loops(shapes, Touching::Apart)?.into_iter().filter(|one| one.level == 1);
    let (outer, holes): (Vec<Loop>, Vec<Loop>) = outline.partition(Loop::is_outer);
    let mut polygons: Vec<Polygon<f64>> =
        outer.into_iter().map(|one| Polygon::new(one.ring, Vec::new())).collect();
    // The smallest outline around a hole is the one it belongs to.
    polygons.sort_by(|one, other| one.unsigned_area().total_cmp(&other.unsigned_area()));
    for hole in holes {
        // A point of the border, because an island may lie anywhere inside.
        let Some(border) = hole.ring.lines().next().map(|line| line.centroid()) else { continue };
        let around = |polygon: &&mut Polygon<f64>| {
            Polygon::new(polygon.exterior().clone(), Vec::new()).intersects(&border)
        };
        if let Some(polygon) = polygons.iter_mut().find(around) {
            polygon.interiors_push(hole.ring);
        }
    }
    Ok(MultiPolygon::new(polygons))
}

/// A point inside a closed line.
#[must_use]
pub fn interior_point(ring: &LineString<f64>) -> Option<Point<f64>> {
    Polygon::new(ring.clone(), Vec::new()).interior_point()
}

/// Twice the area inside a closed line in square degrees, negative when it runs clockwise.
/// Measured from the first corner, so that little is lost for a small ring far from the origin.
fn signed_area(ring: &LineString<f64>) -> f64 {
    let Some(origin) = ring.0.first() else { return 0.0 };
    let from = |coord: &Coord<f64>| (coord.x - origin.x, coord.y - origin.y);
    let corners = ring.0.windows(2).map(|pair| (from(&pair[0]), from(&pair[1])));
    corners.map(|((ax, ay), (bx, by))| ax * by - bx * ay).sum()
}
