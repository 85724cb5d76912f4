//! How many areas lie on each side of every piece, and the loops that pieces of one level form.

use geo::{Coord, LineString};

use super::pieces::Net;
use super::{Loop, Touching};

/// A piece that is not linked to a next one, or a corner without a component.
const NONE: usize = usize::MAX;

/// What was found around the corners.
struct Around {
    /// The piece after each piece, with as many areas on its left.
    next: Vec<usize>,
    /// How many areas more than at some base of the corner lie left of a piece, where it begins.
    at_begin: Vec<i64>,
    /// The same where it ends.
    at_end: Vec<i64>,
}

/// The loops of a net.
pub(super) fn loops(net: &Net, touching: Touching) -> Vec<Loop> {
    let ends = Ends::new(net);
    let around = around(net, &ends, touching);
    let levels = levels(net, &ends, &around);
    let mut loops = Vec::new();
    let mut seen = vec![false; net.pieces.len()];
    for (first, level) in levels.into_iter().enumerate() {
        let (mut ring, mut areas, mut piece) = (Vec::new(), Vec::new(), first);
        while piece != NONE && !seen[piece] {
            seen[piece] = true;
            ring.push(net.corners[net.pieces[piece].from as usize]);
            areas.push(net.pieces[piece].area as usize);
            piece = around.next[piece];
        }
        if ring.len() < 3 || piece != first {
            continue;
        }
        areas.sort_unstable();
        areas.dedup();
        ring.push(ring[0]);
        loops.push(Loop { ring: LineString::new(ring), level, areas });
    }
    loops
}

/// The pieces that begin or end at each corner, in the order of their angle.
struct Ends {
    /// The number of the first end of each corner, and the number after the last.
    firsts: Vec<usize>,
    /// A piece, and whether it begins here.
    ends: Vec<(usize, bool)>,
}

impl Ends {
    fn new(net: &Net) -> Self {
        let mut firsts = vec![0; net.corners.len() + 1];
        for piece in &net.pieces {
            firsts[piece.from as usize + 1] += 1;
            firsts[piece.to as usize + 1] += 1;
        }
        for corner in 0..net.corners.len() {
            firsts[corner + 1] += firsts[corner];
        }
        let mut next = firsts.clone();
        let mut ends = vec![(0, false); net.pieces.len() * 2];
        for (index, piece) in net.pieces.iter().enumerate() {
            for (corner, begins) in [(piece.from as usize, true), (piece.to as usize, false)] {
                ends[next[corner]] = (index, begins);
                next[corner] += 1;
            }
        }
        let mut sorted = Self { firsts, ends };
        for corner in 0..net.corners.len() {
            sorted.sort(net, corner);
        }
        sorted
    }

    fn sort(&mut self, net: &Net, corner: usize) {
        let here = net.corners[corner];
        let place = |(index, begins): (usize, bool)| {
            let piece = net.pieces[index];
            let there = net.corners[if begins { piece.to } else { piece.from } as usize];
            let angle = (there.y - here.y).atan2(there.x - here.x);
            // Pieces that lie upon each other keep their order seen from either end.
            (angle, if begins { index } else { usize::MAX - index })
        };
        let ends = &mut self.ends[self.firsts[corner]..self.firsts[corner + 1]];
        if ends.len() > 1 {
            ends.sort_by(|one, other| {
                let ((one, first), (other, second)) = (place(*one), place(*other));
                one.total_cmp(&other).then(first.cmp(&second))
            });
        }
    }

    fn of(&self, corner: usize) -> &[(usize, bool)] {
        &self.ends[self.firsts[corner]..self.firsts[corner + 1]]
    }
}

/// Goes round every corner counter-clockwise. A piece that begins there has its area on the far
/// side: one area more from there on; one that ends has it on the near side: one less. So a
/// begin and the end that follows it belong together like brackets, and between them lies the
/// inside of the loop that comes in by the one and leaves by the other. In the same way an end and the
/// begin that follows it have the outside between them.
fn around(net: &Net, ends: &Ends, touching: Touching) -> Around {
    let count = net.pieces.len();
    let mut around =
        Around { next: vec![NONE; count], at_begin: vec![0; count], at_end: vec![0; count] };
    for corner in 0..net.corners.len() {
        let here = ends.of(corner);
        let mut level = 0;
        for (piece, begins) in here {
            if *begins {
                level += 1;
                around.at_begin[*piece] = level;
            } else {
                around.at_end[*piece] = level;
                level -= 1;
            }
        }
        pair(here, touching, &mut around.next);
    }
    around
}

/// Links each piece that ends at a corner with one that begins there.
fn pair(here: &[(usize, bool)], touching: Touching, next: &mut [usize]) {
    let opens = |begins: bool| begins == (touching == Touching::Apart);
    let mut open = Vec::new();
    let mut closed_first = Vec::new();
    for (piece, begins) in here {
        if opens(*begins) {
            open.push(*piece);
        } else if let Some(other) = open.pop() {
            let (end, begin) = if *begins { (other, *piece) } else { (*piece, other) };
            next[end] = begin;
        } else {
            closed_first.push((*piece, *begins));
        }
    }
    // What is still open at the end of the round is closed at its beginning.
    for (piece, begins) in closed_first {
        let Some(other) = open.pop() else { break };
        let (end, begin) = if begins { (other, piece) } else { (piece, other) };
        next[end] = begin;
    }
}

/// Pieces that hang together, with their levels counted from some base.
struct Component {
    pieces: Vec<usize>,
    /// The westernmost corner: to the west of it lies what surrounds them.
    west: usize,
    /// The level there, counted from the same base: the rounds begin in the west.
    level: i64,
}

/// How many areas lie left of each piece.
fn levels(net: &Net, ends: &Ends, around: &Around) -> Vec<i64> {
    let mut components = vec![NONE; net.corners.len()];
    let mut levels = vec![0; net.pieces.len()];
    let mut found = Vec::new();
    for first in 0..net.corners.len() {
        if components[first] == NONE && !ends.of(first).is_empty() {
            let mut mark = (found.len(), components.as_mut_slice());
            found.push(spread(net, (ends, around), first, &mut mark, &mut levels));
        }
    }
    let rows = Rows::new(net);
    for (number, component) in found.iter().enumerate() {
        let other = |piece: usize| components[net.pieces[piece].from as usize] != number;
        let outside = rows.winding(net, net.corners[component.west], other);
        for piece in &component.pieces {
            levels[*piece] += outside - component.level;
        }
    }
    levels
}

/// Goes along pieces to all that hang together with a corner, and marks their corners.
fn spread(
    net: &Net,
    (ends, around): (&Ends, &Around),
    first: usize,
    (number, components): &mut (usize, &mut [usize]),
    levels: &mut [i64],
) -> Component {
    let mut component = Component { pieces: Vec::new(), west: first, level: 0 };
    let mut waiting = vec![(first, 0)];
    components[first] = *number;
    while let Some((corner, base)) = waiting.pop() {
        if net.corners[corner].x < net.corners[component.west].x {
            (component.west, component.level) = (corner, base);
        }
        for (piece, begins) in ends.of(corner) {
            let Piece { other, here, there } = Piece::seen(net, around, (*piece, *begins));
            if *begins {
                levels[*piece] = base + here;
                component.pieces.push(*piece);
            }
            if components[other] == NONE {
                components[other] = *number;
                waiting.push((other, base + here - there));
            }
        }
    }
    component
}

/// A piece as seen from one of its ends.
struct Piece {
    other: usize,
    here: i64,
    there: i64,
}

impl Piece {
    fn seen(net: &Net, around: &Around, (piece, begins): (usize, bool)) -> Self {
        let (begin, end) = (around.at_begin[piece], around.at_end[piece]);
        let (other, here, there) = if begins {
            (net.pieces[piece].to, begin, end)
        } else {
            (net.pieces[piece].from, end, begin)
        };
        Self { other: other as usize, here, there }
    }
}

/// Pieces by the stripes of latitude that they meet, so that a ray to the east asks only a few.
struct Rows {
    bottom: f64,
    height: f64,
    rows: Vec<Vec<usize>>,
}

impl Rows {
    fn new(net: &Net) -> Self {
        let latitudes = || net.corners.iter().map(|corner| corner.y);
        let (bottom, top) = (
            latitudes().fold(f64::INFINITY, f64::min),
            latitudes().fold(f64::NEG_INFINITY, f64::max),
        );
        // Not so many stripes that each piece lies in several.
        let spans = |piece: &super::pieces::Piece| {
            (net.corners[piece.from as usize].y - net.corners[piece.to as usize].y).abs()
        };
        let total: f64 = net.pieces.iter().map(spans).sum();
        let count = net.pieces.len() as f64;
        let count =
            count.sqrt().min(2.0 * count * (top - bottom) / total).clamp(1.0, 4_096.0) as usize;
        let height = ((top - bottom) / count as f64).max(f64::MIN_POSITIVE);
        let mut rows = Self { bottom, height, rows: vec![Vec::new(); count] };
        for (index, piece) in net.pieces.iter().enumerate() {
            let (one, other) =
                (net.corners[piece.from as usize].y, net.corners[piece.to as usize].y);
            for row in rows.row(one.min(other))..=rows.row(one.max(other)) {
                rows.rows[row].push(index);
            }
        }
        rows
    }

    fn row(&self, latitude: f64) -> usize {
        // The conversion makes 0 of what is less.
        (((latitude - self.bottom) / self.height) as usize).min(self.rows.len() - 1)
    }

    /// How many areas cover a point that lies on none of the pieces that count.
    fn winding(&self, net: &Net, at: Coord<f64>, counts: impl Fn(usize) -> bool) -> i64 {
        let crossing = |piece: usize| {
            let piece = net.pieces[piece];
            let (from, to) = (net.corners[piece.from as usize], net.corners[piece.to as usize]);
            let upwards = to.y > at.y;
            if (from.y > at.y) == upwards || !is_east(from, to, at) {
                return 0;
            }
            if upwards { 1 } else { -1 }
        };
        let row = &self.rows[self.row(at.y)];
        row.iter().copied().filter(|piece| counts(*piece)).map(crossing).sum()
    }
}

/// Whether the line between two points passes east of a third at its latitude.
fn is_east(from: Coord<f64>, to: Coord<f64>, at: Coord<f64>) -> bool {
    use geo::kernels::{Kernel, Orientation, RobustKernel};
    let (low, high) = if from.y < to.y { (from, to) } else { (to, from) };
    RobustKernel::orient2d(low, high, at) == Orientation::CounterClockwise
}
