//! Cuts shapes off at the edge of a tile and mends what cutting and rounding has broken.

use i_overlay::core::fill_rule::FillRule;
use i_overlay::core::overlay::IntOverlayOptions;
use i_overlay::core::simplify::Simplify;
use i_overlay::i_float::int::point::IntPoint;

use super::address::EXTENT;
use super::rings;

/// How far beyond its edge a tile is drawn, in its units, so that no edge is seen as a line.
pub(super) const BUFFER: i32 = 64;
const LEAST: i32 = -BUFFER;
const MOST: i32 = EXTENT + BUFFER;

/// A point in the units of a tile, from its north-western corner.
pub(super) type Spot = IntPoint;
/// Polygons, each its outer ring and its holes, open, the outer one positive (`y` to the south).
pub(super) type Polygons = Vec<Vec<Vec<Spot>>>;

/// One side of the tile: points on the good side of it stay.
#[derive(Clone, Copy)]
enum Side {
    West,
    East,
    North,
    South,
}

const SIDES: [Side; 4] = [Side::West, Side::East, Side::North, Side::South];

impl Side {
    fn keeps(self, spot: Spot) -> bool {
        match self {
            Self::West => spot.x >= LEAST,
            Self::East => spot.x <= MOST,
            Self::North => spot.y >= LEAST,
            Self::South => spot.y <= MOST,
        }
    }

    /// Where a segment crosses this side. The same segment turned round crosses at the same spot,
    /// so that neighbours stay together.
    fn crossing(self, one: Spot, other: Spot) -> Spot {
        let (a, b) = if (one.x, one.y) <= (other.x, other.y) { (one, other) } else { (other, one) };
        match self {
            Self::West | Self::East => {
                let x = if matches!(self, Self::West) { LEAST } else { MOST };
                Spot { x, y: between((a.x, a.y), (b.x, b.y), x) }
            }
            Self::North | Self::South => {
                let y = if matches!(self, Self::North) { LEAST } else { MOST };
                Spot { x: between((a.y, a.x), (b.y, b.x), y), y }
            }
        }
    }
}

/// The second coordinate, rounded, where the line between two points has this first one.
fn between(a: (i32, i32), b: (i32, i32), at: i32) -> i32 {
    let (run, rise) = (f64::from(b.0) - f64::from(a.0), f64::from(b.1) - f64::from(a.1));
    let along = (f64::from(at) - f64::from(a.0)) / run;
    (f64::from(a.1) + rise * along).round() as i32
}

/// What of the rings of an area lies in the tile, as valid polygons.
///
/// Each ring is cut side by side (Sutherland and Hodgman), which leaves doubled edges along the
/// tile's edge; these, and what rounding has made cross, are taken apart again by an exact
/// union of whole numbers.
pub(super) fn polygons(rings: Vec<Vec<Spot>>) -> Polygons {
    let inside: Vec<Vec<Spot>> =
        rings.into_iter().map(cut_ring).filter(|ring| ring.len() >= 3).collect();
    if inside.is_empty() {
        return Vec::new();
    }
    rings::polygons(inside.as_slice().simplify(FillRule::NonZero, IntOverlayOptions::ogc()))
}

fn cut_ring(mut ring: Vec<Spot>) -> Vec<Spot> {
    for side in SIDES {
        if ring.iter().all(|spot| side.keeps(*spot)) {
            continue;
        }
        let mut cut = Vec::with_capacity(ring.len() + 4);
        let mut before = ring.last().copied();
        for spot in ring {
            if let Some(before) = before
                && side.keeps(before) != side.keeps(spot)
            {
                cut.push(side.crossing(before, spot));
            }
            if side.keeps(spot) {
                cut.push(spot);
            }
            before = Some(spot);
        }
        ring = cut;
    }
    ring.dedup();
    ring
}

/// What of a line lies in the tile: several lines where it leaves and comes back.
pub(super) fn lines(line: Vec<Spot>) -> Vec<Vec<Spot>> {
    let mut lines = vec![line];
    for side in SIDES {
        lines = lines.into_iter().flat_map(|line| cut_line(side, line)).collect();
    }
    lines.iter_mut().for_each(Vec::dedup);
    lines.retain(|line| line.len() >= 2);
    lines
}

fn cut_line(side: Side, line: Vec<Spot>) -> Vec<Vec<Spot>> {
    let mut parts = Vec::new();
    let mut part = Vec::new();
    let mut before: Option<Spot> = None;
    for spot in line {
        if let Some(before) = before
            && side.keeps(before) != side.keeps(spot)
        {
            part.push(side.crossing(before, spot));
            if !side.keeps(spot) {
                parts.push(std::mem::take(&mut part));
            }
        }
        if side.keeps(spot) {
            part.push(spot);
        }
        before = Some(spot);
    }
    parts.push(part);
    parts
}
