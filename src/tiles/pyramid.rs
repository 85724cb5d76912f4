//! One layer, ready to be cut into tiles of every zoom.
//!
//! The shapes stand in Web Mercator (EPSG:3857) as whole numbers, each vertex with the first zoom
//! at which it is drawn. A vertex that two areas share has the same numbers in both, so that
//! neighbours never part, at no zoom and on no edge of a tile.

use std::f64::consts::PI;
use std::ops::Range;

use geo::{Coord, LineString};
use sha2::{Digest, Sha256};

use super::address::{EXTENT, TileId, UNIT_BITS};
use super::clip::{self, BUFFER, Spot};
use super::encode::LayerWriter;
use super::{Corner, weight};
use crate::digest;
use crate::geo::{Net, is_finite, is_forward, rings};
use crate::model::Layer;

/// The length of the world's side: the units of a tile of the last zoom and four more bits.
const WORLD: f64 = (1_u64 << (UNIT_BITS + 12)) as f64;
/// The northernmost latitude of Web Mercator, in degrees.
const LATITUDE_MAX: f64 = 85.051_128_779_806_59;
/// Rings smaller than this, in the units of a tile, are left out: a quarter of a pixel.
const SPECK_UNITS: i32 = 2;

/// The shapes of one layer.
#[derive(Debug, Default)]
pub(super) struct Pyramid {
    areas: Vec<Area>,
    rings: Vec<Part>,
    lines: Vec<Part>,
    corners: Vec<Corner>,
    /// The first zoom of each corner.
    zooms: Vec<u8>,
    /// The box of everything in degrees: west, south, east, north.
    pub(super) bounds: Option<[f64; 4]>,
    /// Stands for all of it: another version is another layer.
    pub(super) version: String,
}

#[derive(Debug)]
struct Area {
    id: String,
    name: String,
    rings: Range<usize>,
    bounds: Bounds,
}

/// A ring, without the repeated last vertex, or a line.
#[derive(Debug)]
struct Part {
    corners: Range<usize>,
    bounds: Bounds,
}

/// A box in the world's units; without anything in it at first.
#[derive(Debug, Clone, Copy)]
struct Bounds {
    least: Corner,
    most: Corner,
}

impl Default for Bounds {
    fn default() -> Self {
        let (most, least) = (i32::MIN, i32::MAX);
        Self { least: Corner { x: least, y: least }, most: Corner { x: most, y: most } }
    }
}

impl Bounds {
    fn include(&mut self, corner: Corner) {
        self.least = Corner { x: self.least.x.min(corner.x), y: self.least.y.min(corner.y) };
        self.most = Corner { x: self.most.x.max(corner.x), y: self.most.y.max(corner.y) };
    }

    fn join(&mut self, other: &Self) {
        self.include(other.least);
        self.include(other.most);
    }

    fn meets(&self, other: &Self) -> bool {
        self.least.x <= other.most.x
            && other.least.x <= self.most.x
            && self.least.y <= other.most.y
            && other.least.y <= self.most.y
    }

    /// Whether its longer side is shorter than this.
    fn is_within(&self, side: i32) -> bool {
        self.most.x - self.least.x < side && self.most.y - self.least.y < side
    }
}

/// Where a tile stands in the world, and how its units relate to the world's.
struct Window {
    zoom: u8,
    shift: u32,
    origin: (i32, i32),
    /// The tile with its buffer, in the world's units.
    bounds: Bounds,
}

impl Window {
    fn new(tile: TileId) -> Self {
        let shift = UNIT_BITS - u32::from(tile.zoom());
        let (x, y) = tile.origin();
        let world = |unit: i32| unit << shift;
        let least = Corner { x: world(x - BUFFER), y: world(y - BUFFER) };
        let most = Corner { x: world(x + EXTENT + BUFFER), y: world(y + EXTENT + BUFFER) };
        Self { zoom: tile.zoom(), shift, origin: (x, y), bounds: Bounds { least, most } }
    }

    /// A corner in the tile's units, rounded as in every other tile of the zoom.
    fn spot(&self, corner: Corner) -> Spot {
        let half = 1 << (self.shift - 1);
        let unit = |world: i32| (world + half) >> self.shift;
        Spot { x: unit(corner.x) - self.origin.0, y: unit(corner.y) - self.origin.1 }
    }
}

impl Pyramid {
    pub(super) fn new(layer: &Layer) -> Self {
        let mut pyramid = Self::default();
        let net = Net::new(layer);
        for area in &layer.areas {
            let first = pyramid.rings.len();
            let mut bounds = Bounds::default();
            for ring in area.shape.iter().flat_map(rings) {
                let part = pyramid.add(net.arcs(ring));
                bounds.join(&part.bounds);
                pyramid.rings.push(part);
            }
            let rings = first..pyramid.rings.len();
            let (id, name) = (area.id.clone(), area.name.clone());
            pyramid.areas.push(Area { id, name, rings, bounds });
        }
        for line in layer.lines.iter().filter(|line| is_finite(line) && !line.0.is_empty()) {
            let mut part = pyramid.add(vec![line.0.clone()]);
            // A ring comes back to its first vertex by itself, a line does not.
            pyramid.corners.extend(line.0.last().copied().map(corner));
            pyramid.zooms.push(0);
            part.corners.end += 1;
            pyramid.lines.push(part);
        }
        pyramid.bounds = bounds(layer);
        pyramid.version = version(layer);
        pyramid
    }

    /// Adds the corners of arcs that follow each other; the last one of each is the next one's first.
    fn add(&mut self, arcs: Vec<Vec<Coord<f64>>>) -> Part {
        let start = self.corners.len();
        let mut bounds = Bounds::default();
        for arc in arcs {
            let corners: Vec<Corner> = arc.iter().copied().map(corner).collect();
            let mut turned = corners.clone();
            let forward = is_forward(&arc);
            if !forward {
                turned.reverse();
            }
            let mut zooms = weight::zooms(&turned);
            if !forward {
                zooms.reverse();
            }
            corners.iter().for_each(|corner| bounds.include(*corner));
            let kept = corners.len().saturating_sub(1);
            self.corners.extend_from_slice(&corners[..kept]);
            self.zooms.extend_from_slice(&zooms[..kept]);
        }
        Part { corners: start..self.corners.len(), bounds }
    }

    /// The tile; no bytes when nothing lies in it.
    pub(super) fn tile(&self, layer: &str, tile: TileId) -> Vec<u8> {
        let window = Window::new(tile);
        let mut writer = LayerWriter::new();
        for area in self.areas.iter().filter(|area| area.bounds.meets(&window.bounds)) {
            let parts = &self.rings[area.rings.clone()];
            let rings = parts.iter().filter_map(|part| self.drawn(part, &window)).collect();
            let polygons = clip::polygons(rings);
            writer.area(&polygons, &[("code", &area.id), ("name", &area.name)]);
        }
        let lines = self.lines.iter().filter_map(|part| self.drawn(part, &window));
        writer.lines(&lines.flat_map(clip::lines).collect::<Vec<_>>());
        writer.tile(layer)
    }

    /// The corners of a part that are drawn at the tile's zoom; `None` where nothing is seen of it.
    fn drawn(&self, part: &Part, window: &Window) -> Option<Vec<Spot>> {
        let speck = SPECK_UNITS << window.shift;
        if !part.bounds.meets(&window.bounds) || part.bounds.is_within(speck) {
            return None;
        }
        let corners = self.corners[part.corners.clone()].iter();
        let zooms = &self.zooms[part.corners.clone()];
        let seen = corners.zip(zooms).filter(|(_, zoom)| **zoom <= window.zoom);
        let mut spots: Vec<Spot> = seen.map(|(corner, _)| window.spot(*corner)).collect();
        spots.dedup();
        Some(spots)
    }
}

/// The hash of everything that a layer shows, to the last digit of its positions.
fn version(layer: &Layer) -> String {
    let mut digest = Sha256::new();
    let mut add = |line: &LineString<f64>| {
        digest.update((line.0.len() as u64).to_le_bytes());
        for coord in &line.0 {
            digest.update(coord.x.to_le_bytes());
            digest.update(coord.y.to_le_bytes());
        }
    };
    for area in &layer.areas {
        area.shape.iter().flat_map(rings).for_each(&mut add);
    }
    layer.lines.iter().for_each(&mut add);
    for area in &layer.areas {
        let rings: Vec<usize> =
            area.shape.iter().map(|polygon| polygon.interiors().len()).collect();
        digest.update(format!("{:?}", (&area.id, &area.name, rings)));
    }
    digest::hex(&digest.finalize()[..8])
}

/// A position in Web Mercator, in the world's units from its north-western corner.
fn corner(coord: Coord<f64>) -> Corner {
    let lat = coord.y.clamp(-LATITUDE_MAX, LATITUDE_MAX).to_radians();
    let x = (coord.x + 180.0) / 360.0;
    let y = 0.5 - lat.tan().asinh() / (2.0 * PI);
    Corner { x: (x * WORLD).round() as i32, y: (y * WORLD).round() as i32 }
}

fn bounds(layer: &Layer) -> Option<[f64; 4]> {
    let rings = layer.areas.iter().flat_map(|area| &area.shape).flat_map(rings);
    let lines = layer.lines.iter().filter(|line| is_finite(line));
    let one = |coord: &Coord<f64>| [coord.x, coord.y, coord.x, coord.y];
    rings
        .chain(lines)
        .flat_map(|line| &line.0)
        .map(one)
        .reduce(|a, b| [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])])
}
