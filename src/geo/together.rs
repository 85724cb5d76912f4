//! Many points at once. In a large layer a lookup is a chain of waits: each thing that it reads
//! says where the next one lies, and none is in the processor's cache. The ways of a few points are
//! therefore walked side by side, one step of each, so that they wait together.

use std::array;
use std::hint::black_box;

use super::cover::coord;
use super::grid::{Grid, Spot};
use super::rings::Rings;
use crate::model::Point;

/// How many points are on their way at the same time: enough for the memory to be busy, few
/// enough for what they have read to stay in the nearest cache.
const TOGETHER: usize = 16;

/// As `Grid::covering` for each of many points; `found` is told the number of the point as well.
pub(super) fn covering(
    (grid, rings): (&Grid, &Rings),
    points: &[Point],
    mut found: impl FnMut(usize, u32) -> bool,
) {
    for (chunk, some) in points.chunks(TOGETHER).enumerate() {
        let mut spots: [Option<Spot>; TOGETHER] =
            array::from_fn(|number| grid.outer_spot(coord(*some.get(number)?)));
        while spots.iter().flatten().any(|spot| spot.is_nested()) {
            let nested = || spots.iter().flatten().filter(|spot| spot.is_nested());
            black_box(nested().fold(0, |seen, spot| seen ^ grid.frame_in(spot).first));
            for (spot, point) in spots.iter_mut().zip(some) {
                if let Some(spot) = spot
                    && spot.is_nested()
                {
                    *spot = grid.inner_spot(spot, coord(*point));
                }
            }
        }
        fetch((grid, rings), spots.iter().flatten());
        for ((spot, point), number) in spots.iter().zip(some).zip(chunk * TOGETHER..) {
            if let Some(spot) = spot {
                grid.covering_at(rings, spot, coord(*point), |part| found(number, part));
            }
        }
    }
}

/// Reads what the decision about some points will read, for all of them before it is needed.
fn fetch<'s>((grid, rings): (&Grid, &Rings), spots: impl Iterator<Item = &'s Spot> + Clone) {
    let mut seen = 0;
    for spot in spots.clone() {
        seen ^= grid.groups_of(spot).first().map_or(0, |group| group.first);
    }
    for spot in spots.clone() {
        seen ^= grid.edges_at(spot).first().copied().unwrap_or(0);
    }
    for spot in spots {
        for edge in grid.edges_at(spot) {
            seen ^= rings.edge(*edge).end.x.to_bits() as u32;
        }
    }
    black_box(seen);
}
