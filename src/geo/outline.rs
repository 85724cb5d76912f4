//! Simplified shapes for drawing: each shared border is simplified once, so neighbours never part.
//!
//! Each *arc* between two junctions of borders is simplified on its own, always in the same
//! direction, so both neighbours get the same line.

use geo::{BoundingRect, Coord, LineString, Rect, SimplifyVwIdx};

use super::net::{self, Net, is_finite, rings};
use crate::model::Layer;

/// The steps into which the longer side of a layer is divided, about the pixels of a map on a
/// page: corners that span less than half a step squared are cut off.
const STEPS: f64 = 1_000.0;
/// The most vertices that are drawn of a layer, so that a detailed one does not swell the pages.
const VERTICES_MAX: usize = 9_000;

/// The drawable shapes of one layer.
#[derive(Debug, Clone, Default)]
pub struct Outlines {
    /// One per area, in the order of the layer.
    pub shapes: Vec<Outline>,
    /// The lines of a background layer, as (longitude, latitude) in degrees.
    pub lines: Vec<Vec<(f64, f64)>>,
}

/// The drawable shape of one area.
#[derive(Debug, Clone)]
pub struct Outline {
    /// The area's id in the layer.
    pub id: String,
    /// The area's name.
    pub name: String,
    /// Closed rings of (longitude, latitude) in degrees, holes included: fill with the even-odd rule.
    pub rings: Vec<Vec<(f64, f64)>>,
}

/// The shapes of a layer, coarse enough to be drawn on a page.
pub(super) fn outlines(layer: &Layer) -> Outlines {
    let Some(bounds) = bounds(layer) else { return Outlines::default() };
    // A degree of longitude is drawn shorter than one of latitude: triangles are measured so.
    let squeeze = bounds.center().y.to_radians().cos().max(0.01);
    let side = bounds.height().max(bounds.width() * squeeze);
    let mut grain = Grain { squeeze, triangle: (side / STEPS).powi(2) / 2.0 };
    let net = Net::new(layer);
    loop {
        let outlines = net.draw(layer, grain);
        // Each round leaves out more; the rings' last corners stay, so the size must not decide alone.
        if vertices(&outlines) <= VERTICES_MAX || grain.triangle > side * side {
            return outlines;
        }
        grain.triangle *= 4.0;
    }
}

fn vertices(outlines: &Outlines) -> usize {
    let rings = outlines.shapes.iter().flat_map(|shape| &shape.rings);
    rings.chain(&outlines.lines).map(Vec::len).sum()
}

fn bounds(layer: &Layer) -> Option<Rect<f64>> {
    let shapes = layer.areas.iter().filter_map(|area| area.shape.bounding_rect());
    let lines = layer.lines.iter().filter_map(BoundingRect::bounding_rect);
    shapes.chain(lines).reduce(|one, other| {
        let (a, b, c, d) = (one.min(), other.min(), one.max(), other.max());
        Rect::new(
            Coord { x: a.x.min(b.x), y: a.y.min(b.y) },
            Coord { x: c.x.max(d.x), y: c.y.max(d.y) },
        )
    })
}

/// How coarse to draw: triangles of less than this size, in squeezed square degrees, are cut off.
#[derive(Clone, Copy)]
struct Grain {
    squeeze: f64,
    triangle: f64,
}

impl Net {
    fn draw(&self, layer: &Layer, grain: Grain) -> Outlines {
        let shapes = layer.areas.iter().map(|area| {
            let polygons = || area.shape.iter().flat_map(rings);
            let largest = polygons().map(|ring| grain.size(ring)).fold(0.0, f64::max);
            let drawn = polygons().filter(|ring| {
                // A speck is left out, but not when it is all there is, and not one that
                // a neighbour fills.
                let size = grain.size(ring);
                size >= grain.triangle || size >= largest || self.is_shared(ring)
            });
            Outline {
                id: area.id.clone(),
                name: area.name.clone(),
                rings: drawn.map(|ring| self.simplify(ring, grain)).collect(),
            }
        });
        let lines = layer
            .lines
            .iter()
            .filter(|line| is_finite(line))
            .map(|line| pairs(&grain.simplify(&line.0)));
        Outlines { shapes: shapes.collect(), lines: lines.collect() }
    }

    /// Simplifies a ring, arc by arc.
    fn simplify(&self, ring: &LineString<f64>, grain: Grain) -> Vec<(f64, f64)> {
        let mut simple: Vec<Coord<f64>> = Vec::new();
        for arc in self.arcs(ring) {
            // An arc begins where the one before it has ended.
            let known = usize::from(!simple.is_empty());
            simple.extend(grain.simplify_either_way(&arc).into_iter().skip(known));
        }
        pairs(&simple)
    }
}

impl Grain {
    /// Half the size of the ring's box is about its own size: enough to tell a speck.
    fn size(self, ring: &LineString<f64>) -> f64 {
        let bounds = ring.bounding_rect();
        bounds.map_or(0.0, |bounds| bounds.width() * self.squeeze * bounds.height() / 2.0)
    }

    /// The same result for an arc and for the arc turned round.
    fn simplify_either_way(self, arc: &[Coord<f64>]) -> Vec<Coord<f64>> {
        if net::is_forward(arc) {
            return self.simplify(arc);
        }
        let mut turned = arc.to_vec();
        turned.reverse();
        let mut simple = self.simplify(&turned);
        simple.reverse();
        simple
    }

    /// Visvalingam and Whyatt's way: again and again the corner with the smallest triangle goes.
    /// A corner or two always stay, so that no area between two arcs folds up into a line.
    fn simplify(self, arc: &[Coord<f64>]) -> Vec<Coord<f64>> {
        let squeezed = |coord: &Coord<f64>| Coord { x: coord.x * self.squeeze, y: coord.y };
        let line: LineString<f64> = arc.iter().map(squeezed).collect();
        let mut kept = line.simplify_vw_idx(self.triangle);
        let closed = arc.first() == arc.last();
        let corners = if closed { 4 } else { 3 };
        while kept.len() < corners && kept.len() < arc.len() {
            let Some(far) = farthest(&line, &kept) else { break };
            kept.push(far);
            kept.sort_unstable();
        }
        kept.into_iter().map(|number| arc[number]).collect()
    }
}

/// The vertex that lies farthest from all that are kept.
fn farthest(line: &LineString<f64>, kept: &[usize]) -> Option<usize> {
    let distance = |number: usize| {
        let squared = |other: &usize| {
            let (a, b) = (line.0[number], line.0[*other]);
            (a.x - b.x).powi(2) + (a.y - b.y).powi(2)
        };
        kept.iter().map(squared).fold(f64::INFINITY, f64::min)
    };
    (0..line.0.len())
        .filter(|number| !kept.contains(number))
        .max_by(|one, other| distance(*one).total_cmp(&distance(*other)))
}

fn pairs(coords: &[Coord<f64>]) -> Vec<(f64, f64)> {
    coords.iter().map(|coord| (coord.x, coord.y)).collect()
}
