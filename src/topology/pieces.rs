//! The edges of areas that no neighbour shares, split where they meet.

use std::collections::HashMap;

use geo::algorithm::line_intersection::{LineIntersection, line_intersection};
use geo::{Coord, Line, LineString, MultiPolygon};

use super::TooIntricate;

/// The most pairs of edges that are compared.
const PAIRS_MAX: usize = 20_000_000;

/// Corners and the directed pieces between them, each with its area on the left.
pub(super) struct Net {
    pub(super) corners: Vec<Coord<f64>>,
    pub(super) pieces: Vec<Piece>,
}

/// A part of an edge between two corners, by their numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Piece {
    pub(super) from: u32,
    pub(super) to: u32,
    pub(super) area: u32,
}

/// The corners met so far; the same coordinates are the same corner.
#[derive(Default)]
struct Corners {
    numbers: HashMap<(u64, u64), u32>,
    coords: Vec<Coord<f64>>,
}

impl Corners {
    fn number(&mut self, coord: Coord<f64>) -> u32 {
        // Adding 0 makes one zero of the two.
        let key = ((coord.x + 0.0).to_bits(), (coord.y + 0.0).to_bits());
        *self.numbers.entry(key).or_insert_with(|| {
            self.coords.push(coord);
            number(self.coords.len() - 1)
        })
    }

    fn line(&self, piece: Piece) -> Line<f64> {
        Line::new(self.coords[piece.from as usize], self.coords[piece.to as usize])
    }
}

/// The net of some shapes.
pub(super) fn net<'s>(
    shapes: impl IntoIterator<Item = &'s MultiPolygon<f64>>,
) -> Result<Net, TooIntricate> {
    let mut corners = Corners::default();
    let mut pieces = Vec::new();
    for (area, shape) in shapes.into_iter().enumerate() {
        for ring in
            shape.iter().flat_map(|one| std::iter::once(one.exterior()).chain(one.interiors()))
        {
            add(ring, number(area), &mut corners, &mut pieces);
        }
    }
    let alone = unshared(pieces);
    let splits = splits(&corners, &alone)?;
    let mut split = Vec::with_capacity(alone.len());
    for (piece, points) in alone.into_iter().zip(splits) {
        cut(piece, points, &mut corners, &mut split);
    }
    Ok(Net { corners: corners.coords, pieces: unshared(split) })
}

fn add(ring: &LineString<f64>, area: u32, corners: &mut Corners, pieces: &mut Vec<Piece>) {
    if ring.0.iter().any(|coord| !coord.x.is_finite() || !coord.y.is_finite()) {
        return;
    }
    let numbers: Vec<u32> = ring.0.iter().map(|coord| corners.number(*coord)).collect();
    let edges = numbers.windows(2).filter(|edge| edge[0] != edge[1]);
    pieces.extend(edges.map(|edge| Piece { from: edge[0], to: edge[1], area }));
}

/// Leaves out each two pieces that run the same way in opposite directions.
fn unshared(mut pieces: Vec<Piece>) -> Vec<Piece> {
    let ends = |piece: &Piece| (piece.from.min(piece.to), piece.from.max(piece.to));
    pieces.sort_unstable_by_key(|piece| (ends(piece), *piece));
    let mut alone = Vec::new();
    for same in pieces.chunk_by(|one, other| ends(one) == ends(other)) {
        let upwards = same.partition_point(|piece| piece.from < piece.to);
        let (one, other) = same.split_at(upwards);
        let (more, fewer) = if one.len() > other.len() { (one, other) } else { (other, one) };
        alone.extend_from_slice(&more[fewer.len()..]);
    }
    alone
}

/// Where each piece meets others between its ends.
fn splits(corners: &Corners, pieces: &[Piece]) -> Result<Vec<Vec<Coord<f64>>>, TooIntricate> {
    let lines: Vec<Line<f64>> = pieces.iter().map(|piece| corners.line(*piece)).collect();
    let left = |index: usize| lines[index].start.x.min(lines[index].end.x);
    let right = |index: usize| lines[index].start.x.max(lines[index].end.x);
    let mut order: Vec<usize> = (0..lines.len()).collect();
    order.sort_by(|one, other| left(*one).total_cmp(&left(*other)));
    let mut splits = vec![Vec::new(); lines.len()];
    let mut active: Vec<usize> = Vec::new();
    let mut pairs = 0_usize;
    for index in order {
        active.retain(|other| right(*other) >= left(index));
        pairs += active.len();
        if pairs > PAIRS_MAX {
            return Err(TooIntricate);
        }
        for other in &active {
            meet((index, *other), &lines, &mut splits);
        }
        active.push(index);
    }
    Ok(splits)
}

/// Notes where two lines meet, for each that does not end there.
fn meet((one, other): (usize, usize), lines: &[Line<f64>], splits: &mut [Vec<Coord<f64>>]) {
    let (a, b) = (lines[one], lines[other]);
    if a.start.y.max(a.end.y) < b.start.y.min(b.end.y)
        || b.start.y.max(b.end.y) < a.start.y.min(a.end.y)
    {
        return;
    }
    let (first, second) = match line_intersection(a, b) {
        None => return,
        Some(LineIntersection::SinglePoint { intersection, .. }) => (intersection, None),
        Some(LineIntersection::Collinear { intersection }) => {
            (intersection.start, Some(intersection.end))
        }
    };
    for at in [Some(first), second].into_iter().flatten() {
        for (index, line) in [(one, a), (other, b)] {
            if at != line.start && at != line.end {
                splits[index].push(at);
            }
        }
    }
}

/// Cuts a piece at points, in the order in which they lie on it.
fn cut(piece: Piece, mut points: Vec<Coord<f64>>, corners: &mut Corners, cut: &mut Vec<Piece>) {
    let start = corners.coords[piece.from as usize];
    let distance = |at: &Coord<f64>| (at.x - start.x).powi(2) + (at.y - start.y).powi(2);
    points.sort_by(|one, other| distance(one).total_cmp(&distance(other)));
    let mut from = piece.from;
    for point in points {
        let to = corners.number(point);
        if to != from {
            cut.push(Piece { from, to, ..piece });
            from = to;
        }
    }
    if from != piece.to {
        cut.push(Piece { from, ..piece });
    }
}

/// A number of 32 bits: a layer has a few million coordinates at most.
fn number(number: usize) -> u32 {
    u32::try_from(number).expect("a layer has fewer than 2^32 coordinates")
}
