//! Edges, and on which side of one a point lies: decided exactly, without exceptions for points
//! that lie on the line.
//!
//! Whether a point is inside an area follows from a walk: each edge crossed on the way from a
//! place where that is known changes the answer. Corners and edges that lie on the way would
//! need rules of their own. Instead, every point of a walk is thought to be moved by (δ, δ²),
//! with δ greater than 0 and smaller than any number: then no walk ever meets a corner and no
//! three points are in line. δ is never computed; it only says what a tie means. A point that
//! does not lie on an edge is inside the same areas moved or not.

use geo::Coord;
use geo::kernels::{Kernel, Orientation, RobustKernel};

/// One side of a ring.
#[derive(Debug, Clone, Copy)]
pub(super) struct Edge {
    pub(super) start: Coord<f64>,
    pub(super) end: Coord<f64>,
}

impl Edge {
    /// Whether a point lies on the edge, ends included.
    pub(super) fn touches(self, at: Coord<f64>) -> bool {
        let (start, end) = (self.start, self.end);
        start.x.min(end.x) <= at.x
            && at.x <= start.x.max(end.x)
            && start.y.min(end.y) <= at.y
            && at.y <= start.y.max(end.y)
            && RobustKernel::orient2d(start, end, at) == Orientation::Collinear
    }

    /// Whether the walk from a point, first straight east or west and then straight north or
    /// south to another, crosses the edge an odd number of times. Both are moved by (δ, δ²).
    pub(super) fn parts(self, from: Coord<f64>, to: Coord<f64>) -> bool {
        let (start, end) = (self.start, self.end);
        // A number is above the moved one exactly when it is above the one itself.
        let first_leg =
            (start.y > from.y) != (end.y > from.y) && !beyond(start.x, end.x, from.x, to.x);
        let second_leg =
            (start.x > to.x) != (end.x > to.x) && !beyond(start.y, end.y, from.y, to.y);
        if !first_leg && !second_leg {
            return false;
        }
        let corner = self.leaves_left(Coord { x: to.x, y: from.y });
        (first_leg && self.leaves_left(from) != corner)
            ^ (second_leg && corner != self.leaves_left(to))
    }

    /// Whether the moved point lies to the left of the edge, walking it upwards.
    fn leaves_left(self, at: Coord<f64>) -> bool {
        let (low, high) = if (self.start.y, self.start.x) <= (self.end.y, self.end.x) {
            (self.start, self.end)
        } else {
            (self.end, self.start)
        };
        match RobustKernel::orient2d(low, high, at) {
            Orientation::CounterClockwise => true,
            Orientation::Clockwise => false,
            // Moved east first, a point leaves a rising line to the right; a level line it
            // leaves upwards, which is to the left.
            Orientation::Collinear => low.y == high.y,
        }
    }

    /// Whether the box of the edge meets another box.
    pub(super) fn meets(self, lower: Coord<f64>, upper: Coord<f64>) -> bool {
        let (start, end) = (self.start, self.end);
        start.x.min(end.x) <= upper.x
            && lower.x <= start.x.max(end.x)
            && start.y.min(end.y) <= upper.y
            && lower.y <= start.y.max(end.y)
    }
}

/// Whether the ends of an edge both lie beyond the same end of a leg.
fn beyond(start: f64, end: f64, from: f64, to: f64) -> bool {
    start.min(end) > from.max(to) || start.max(end) < from.min(to)
}
