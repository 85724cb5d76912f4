//! From which zoom on each vertex of an arc is drawn.
//!
//! Visvalingam and Whyatt's way, done once for all zooms: again and again the vertex with the
//! smallest triangle goes, and the size of that triangle is its weight. A vertex is drawn where
//! its triangle would be seen.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::Corner;
use super::address::{UNIT_BITS, ZOOM_MAX};

/// The legs of the smallest triangle that is drawn, in units of a tile: one pixel of 512.
const TRIANGLE_UNITS: u64 = 8;

/// The zooms of an arc's vertices. Its ends are junctions, which are drawn at every zoom.
pub(super) fn zooms(arc: &[Corner]) -> Vec<u8> {
    let mut zooms = vec![0; arc.len()];
    for (start, end) in stretches(arc) {
        let weights = weights(&arc[start..=end]);
        for (zoom, weight) in zooms[start..=end].iter_mut().zip(weights) {
            *zoom = first_zoom(weight);
        }
    }
    zooms
}

/// An arc from a point to itself has no middle to begin with: it is cut at its farthest vertex.
fn stretches(arc: &[Corner]) -> Vec<(usize, usize)> {
    let last = arc.len().saturating_sub(1);
    if last < 2 {
        return Vec::new();
    }
    if arc[0] != arc[last] {
        return vec![(0, last)];
    }
    let far = |corner: &Corner| {
        let (x, y) = (i64::from(corner.x - arc[0].x), i64::from(corner.y - arc[0].y));
        x * x + y * y
    };
    let farthest = (1..last).max_by_key(|number| far(&arc[*number])).unwrap_or(1);
    vec![(0, farthest), (farthest, last)]
}

/// Twice the size of the triangle with which each vertex goes; the ends never go.
fn weights(arc: &[Corner]) -> Vec<u64> {
    let last = arc.len() - 1;
    let mut weights = vec![u64::MAX; arc.len()];
    let mut before: Vec<usize> = (0..=last).map(|number| number.saturating_sub(1)).collect();
    let mut after: Vec<usize> = (0..=last).map(|number| (number + 1).min(last)).collect();
    let mut sizes = vec![u64::MAX; arc.len()];
    let mut queue = BinaryHeap::with_capacity(arc.len());
    for number in 1..last {
        sizes[number] = triangle(arc[number - 1], arc[number], arc[number + 1]);
        queue.push(Reverse((sizes[number], number)));
    }
    // What goes later is never lighter than what went before: no zoom draws it without the other.
    let mut heaviest = 0;
    while let Some(Reverse((size, number))) = queue.pop() {
        if weights[number] != u64::MAX || sizes[number] != size {
            continue;
        }
        heaviest = heaviest.max(size);
        weights[number] = heaviest;
        let (left, right) = (before[number], after[number]);
        after[left] = right;
        before[right] = left;
        for neighbour in [left, right].into_iter().filter(|other| (1..last).contains(other)) {
            let (a, b) = (before[neighbour], after[neighbour]);
            sizes[neighbour] = triangle(arc[a], arc[neighbour], arc[b]);
            queue.push(Reverse((sizes[neighbour], neighbour)));
        }
    }
    weights
}

fn triangle(a: Corner, b: Corner, c: Corner) -> u64 {
    let (abx, aby) = (i64::from(b.x) - i64::from(a.x), i64::from(b.y) - i64::from(a.y));
    let (acx, acy) = (i64::from(c.x) - i64::from(a.x), i64::from(c.y) - i64::from(a.y));
    (abx * acy - aby * acx).unsigned_abs()
}

/// The first zoom at which a triangle of twice this size is seen.
fn first_zoom(weight: u64) -> u8 {
    let seen = |zoom: &u8| {
        let side = TRIANGLE_UNITS << (UNIT_BITS - u32::from(*zoom));
        weight >= side * side
    };
    (0..ZOOM_MAX).find(seen).unwrap_or(ZOOM_MAX)
}
