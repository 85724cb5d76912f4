//! Which hole belongs to which outer ring.

use super::clip::{Polygons, Spot};

/// A ring with what tells how it lies among others.
struct Ring {
    spots: Vec<Spot>,
    area: i64,
    least: Spot,
    most: Spot,
}

/// Puts each hole into the outer ring around it.
///
/// The rings of a union do not cross, and each parts inside from outside: so a ring within none or
/// within an even number of others is an outer one, and any other a hole. The union says this
/// itself, but where rings touch at a corner it can be wrong (i_overlay 4.5.2).
pub(super) fn polygons(shapes: Polygons) -> Polygons {
    if shapes.len() == 1 && shapes[0].len() == 1 {
        return shapes;
    }
    let mut rings: Vec<Ring> = shapes.into_iter().flatten().filter_map(Ring::new).collect();
    // The smallest first, so that the first one around a ring is the nearest.
    rings.sort_by_key(|ring| ring.area.abs());
    let around = |number: usize| -> Vec<usize> {
        let larger = number + 1..rings.len();
        larger.filter(|other| rings[number].is_inside(&rings[*other])).collect()
    };
    let around: Vec<Vec<usize>> = (0..rings.len()).map(around).collect();
    let mut polygons: Vec<Vec<Vec<Spot>>> = rings.iter().map(|_| Vec::new()).collect();
    // The largest first, so that an outer ring comes before its holes.
    for (number, ring) in rings.into_iter().enumerate().rev() {
        let is_hole = around[number].len() % 2 == 1;
        let home = if is_hole { around[number][0] } else { number };
        polygons[home].push(ring.turned(is_hole));
    }
    polygons.retain(|rings| !rings.is_empty());
    polygons
}

impl Ring {
    fn new(spots: Vec<Spot>) -> Option<Self> {
        let least =
            spots.iter().copied().reduce(|a, b| Spot { x: a.x.min(b.x), y: a.y.min(b.y) })?;
        let most =
            spots.iter().copied().reduce(|a, b| Spot { x: a.x.max(b.x), y: a.y.max(b.y) })?;
        Some(Self { area: doubled_area(&spots), spots, least, most })
    }

    /// The ring in the direction of an outer one or of a hole.
    fn turned(mut self, is_hole: bool) -> Vec<Spot> {
        if (self.area < 0) != is_hole {
            self.spots.reverse();
        }
        self.spots
    }

    /// Whether this ring, which does not cross the other one, lies in it: a corner of it does.
    fn is_inside(&self, other: &Self) -> bool {
        let boxed = other.least.x <= self.least.x
            && other.least.y <= self.least.y
            && self.most.x <= other.most.x
            && self.most.y <= other.most.y;
        // A corner may lie on the ring itself, then the next one tells.
        boxed && self.spots.iter().find_map(|spot| side(*spot, &other.spots)).unwrap_or(true)
    }
}

/// Twice the area of a ring; positive for an outer ring where `y` goes to the south.
fn doubled_area(ring: &[Spot]) -> i64 {
    edges(ring).map(|(a, b)| cross(a, b)).sum()
}

fn cross(a: Spot, b: Spot) -> i64 {
    i64::from(a.x) * i64::from(b.y) - i64::from(b.x) * i64::from(a.y)
}

fn edges(ring: &[Spot]) -> impl Iterator<Item = (Spot, Spot)> {
    let next = ring.iter().skip(1).chain(ring.first());
    ring.iter().copied().zip(next.copied())
}

/// Whether a spot lies inside a ring; `None` when it lies on it.
fn side(spot: Spot, ring: &[Spot]) -> Option<bool> {
    let mut inside = false;
    for (a, b) in edges(ring) {
        let (low, high) = if a.y <= b.y { (a, b) } else { (b, a) };
        if spot.y < low.y || spot.y > high.y {
            continue;
        }
        let from = |end: Spot| Spot { x: end.x - spot.x, y: end.y - spot.y };
        let turn = cross(from(low), from(high));
        let between = a.x.min(b.x) <= spot.x && spot.x <= a.x.max(b.x);
        if turn == 0 && between {
            return None;
        }
        // The ray to the east crosses an edge on that side, unless it only touches its high end.
        if high.y > spot.y && turn > 0 {
            inside = !inside;
        }
    }
    Some(inside)
}
