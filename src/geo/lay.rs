//! Laying a grid over rings: how many cells, which edges meet which, and which centres are inside.

use std::collections::HashMap;

use geo::Coord;

use super::edge::Edge;
use super::grid::{Cell, Frame, Grid, Group, NESTED};
use super::rings::{Rings, number};

/// A cell with more edges gets a grid of its own.
const EDGES_MAX: usize = 12;
/// Grids within grids: where many edges meet in one point, no grid parts them.
const DEPTH_MAX: usize = 6;
/// Cells for each edge of a grid, before the length of the edges counts.
const CELLS_PER_EDGE: f64 = 0.5;
/// The most bytes of a grid for each coordinate, which itself takes 16: together three times that.
const BYTES_PER_COORDINATE: usize = 32;
/// The bytes that any grid may take, however few coordinates there are.
const BYTES_FREE: usize = 65_536;
/// The part of a cell's side by which cells are thought to overlap, so that no rounding matters.
const OVERLAP: f64 = 1e-3;
/// The shortest side of a cell, in degrees: a centimetre, far above what rounding does.
const SIDE_MIN: f64 = 1e-7;

/// The grid became larger than it may.
struct TooLarge;

/// Lays a grid over rings. Where areas lie upon each other in heaps, it is laid coarser, so that
/// it never takes more than a fixed number of bytes for each coordinate.
pub(super) fn lay(rings: &Rings) -> Grid {
    let Some((lower, upper)) = rings.bounds() else { return Grid::default() };
    let edges = rings.edges();
    // No edge may lie on the outermost border of the frame, where nothing is inside.
    let (lower, upper) = (moved(lower, -2.0 * SIDE_MIN), moved(upper, 2.0 * SIDE_MIN));
    let mut density = CELLS_PER_EDGE;
    loop {
        let one_cell = density * (edges.len() as f64) < 1.0;
        let bytes_max = rings.len() * BYTES_PER_COORDINATE + BYTES_FREE;
        let bytes_max = if one_cell { usize::MAX } else { bytes_max };
        let mut laying =
            Laying { rings, grid: Grid::default(), density, bytes_max, same: HashMap::new() };
        if laying.frame((lower, upper), &edges, 0, &|_| Vec::new()).is_ok() {
            let mut grid = laying.grid;
            grid.groups.shrink_to_fit();
            grid.edges.shrink_to_fit();
            return grid;
        }
        density /= 8.0;
    }
}

fn moved(coord: Coord<f64>, by: f64) -> Coord<f64> {
    Coord { x: coord.x + by, y: coord.y + by }
}

struct Laying<'r> {
    rings: &'r Rings,
    grid: Grid,
    density: f64,
    bytes_max: usize,
    /// Cells without edges, by the parts that cover them.
    same: HashMap<Vec<u32>, Cell>,
}

/// The edges of a cell that belong to one part, and whether the cell's centre is inside it.
struct Local<'e> {
    part: u32,
    inside: bool,
    edges: &'e [u32],
}

impl Laying<'_> {
    /// Lays a frame and the frames in its cells; gives its number. `known` tells the parts that
    /// cover a moved point on the frame's western border.
    fn frame(
        &mut self,
        bounds: (Coord<f64>, Coord<f64>),
        edges: &[u32],
        depth: usize,
        known: &dyn Fn(Coord<f64>) -> Vec<u32>,
    ) -> Result<u32, TooLarge> {
        let mut frame = self.size(bounds, edges);
        frame.first = number(self.grid.cells.len());
        let sorted = Sorted::new(&frame, edges, self.rings);
        let count = (frame.columns * frame.rows) as usize;
        self.grid.cells.resize(self.grid.cells.len() + count, Cell { first: 0, count: 0 });
        let at = number(self.grid.frames.len());
        self.grid.frames.push(frame);
        for row in 0..frame.rows {
            let west = Coord { x: frame.lower.x, y: frame.centre((0, row)).y };
            let mut active = known(west);
            let (mut from, mut before) = (west, &[][..]);
            for column in 0..frame.columns {
                let centre = frame.centre((column, row));
                let here = sorted.cell((column, row), &frame);
                self.cross(&mut active, (before, here), (from, centre));
                let cell = self.cell((&frame, (column, row)), here, &active, depth)?;
                self.grid.cells[frame.number((column, row))] = cell;
                (from, before) = (centre, here);
            }
        }
        Ok(at)
    }

    /// How large the cells of a frame are. Smaller ones than half an edge would make the lists of
    /// edges long without making the answers quicker.
    fn size(&self, (lower, upper): (Coord<f64>, Coord<f64>), edges: &[u32]) -> Frame {
        let (width, height) = (upper.x - lower.x, upper.y - lower.y);
        // Near the poles a degree of longitude is short: cells are measured on the ground.
        let squeeze = ((lower.y + upper.y) / 2.0).to_radians().cos().clamp(0.05, 1.0);
        let length = |edge: &u32| {
            let Edge { start, end } = self.rings.edge(*edge);
            (start.x - end.x).abs().min(width) * squeeze + (start.y - end.y).abs().min(height)
        };
        let count = edges.len().max(1) as f64;
        let mean = edges.iter().map(length).sum::<f64>() / count;
        let by_count = (width * squeeze * height / (self.density * count).max(1.0)).sqrt();
        let side = by_count.max(mean / 2.0).max(SIDE_MIN);
        let along = |extent: f64, side: f64| ((extent / side).ceil().max(1.0) as u32).min(4_096);
        let (columns, rows) = (along(width, side / squeeze), along(height, side));
        let cell = Coord { x: width / f64::from(columns), y: height / f64::from(rows) };
        let per_cell = Coord { x: 1.0 / cell.x, y: 1.0 / cell.y };
        Frame { lower, cell, per_cell, columns, rows, first: 0 }
    }

    /// Changes the parts that cover a centre into those that cover the next one to the east.
    fn cross(
        &self,
        active: &mut Vec<u32>,
        (before, here): (&[u32], &[u32]),
        (from, to): (Coord<f64>, Coord<f64>),
    ) {
        let mut toggle = |edge: u32| {
            if self.rings.edge(edge).parts(from, to) {
                let part = self.rings.part(edge);
                match active.binary_search(&part) {
                    Ok(index) => drop(active.remove(index)),
                    Err(index) => active.insert(index, part),
                }
            }
        };
        // Both lists are sorted; an edge in both counts once.
        before
            .iter()
            .filter(|edge| here.binary_search(edge).is_err())
            .for_each(|edge| toggle(*edge));
        here.iter().for_each(|edge| toggle(*edge));
    }

    fn cell(
        &mut self,
        (frame, place): (&Frame, (u32, u32)),
        edges: &[u32],
        active: &[u32],
        depth: usize,
    ) -> Result<Cell, TooLarge> {
        if edges.is_empty() {
            return self.plain(active);
        }
        let locals = self.locals(edges, active);
        let roomy = frame.cell.x.min(frame.cell.y) > 8.0 * SIDE_MIN;
        if edges.len() > EDGES_MAX && depth < DEPTH_MAX && roomy {
            let (column, row) = (f64::from(place.0), f64::from(place.1));
            let lower = Coord {
                x: frame.lower.x + column * frame.cell.x,
                y: frame.lower.y + row * frame.cell.y,
            };
            let upper = Coord { x: lower.x + frame.cell.x, y: lower.y + frame.cell.y };
            let centre = frame.centre(place);
            let rings = self.rings;
            let known = |at: Coord<f64>| -> Vec<u32> {
                let crossed = |local: &&Local<'_>| {
                    let parts = |edge: &&u32| rings.edge(**edge).parts(at, centre);
                    local.inside ^ (local.edges.iter().filter(parts).count() % 2 == 1)
                };
                locals.iter().filter(crossed).map(|local| local.part).collect()
            };
            let first = self.frame((lower, upper), edges, depth + 1, &known)?;
            return Ok(Cell { first, count: NESTED });
        }
        let first = number(self.grid.groups.len());
        for local in &locals {
            let start = number(self.grid.edges.len());
            self.grid.edges.extend_from_slice(local.edges);
            let count = number(local.edges.len());
            self.grid.groups.push(Group::new(local.part, local.inside, start, count));
        }
        self.weigh()?;
        Ok(Cell { first, count: number(locals.len()) })
    }

    /// A cell without edges: the same parts cover all of it.
    fn plain(&mut self, active: &[u32]) -> Result<Cell, TooLarge> {
        if let Some(cell) = self.same.get(active) {
            return Ok(*cell);
        }
        let cell = Cell { first: number(self.grid.groups.len()), count: number(active.len()) };
        self.grid.groups.extend(active.iter().map(|part| Group::new(*part, true, 0, 0)));
        self.same.insert(active.to_vec(), cell);
        self.weigh()?;
        Ok(cell)
    }

    /// The edges of a cell by part, with the parts that cover it whole, in the order of the parts.
    fn locals<'e>(&self, edges: &'e [u32], active: &[u32]) -> Vec<Local<'e>> {
        let mut locals: Vec<Local<'e>> = Vec::new();
        let mut rest = edges;
        while let Some(edge) = rest.first() {
            let part = self.rings.part(*edge);
            let end = self.rings.end(part);
            let (edges, after) = rest.split_at(rest.partition_point(|edge| *edge < end));
            locals.push(Local { part, inside: active.binary_search(&part).is_ok(), edges });
            rest = after;
        }
        let known = |part: &u32| locals.binary_search_by_key(part, |local| local.part).is_ok();
        let whole: Vec<u32> = active.iter().copied().filter(|part| !known(part)).collect();
        locals.extend(whole.into_iter().map(|part| Local { part, inside: true, edges: &[] }));
        locals.sort_by_key(|local| local.part);
        locals
    }

    fn weigh(&self) -> Result<(), TooLarge> {
        if self.grid.bytes() > self.bytes_max { Err(TooLarge) } else { Ok(()) }
    }
}

/// The edges of a frame by cell.
struct Sorted {
    /// The number of the first edge of each cell, and the number after the last.
    firsts: Vec<u32>,
    edges: Vec<u32>,
}

impl Sorted {
    fn new(frame: &Frame, edges: &[u32], rings: &Rings) -> Self {
        let count = (frame.columns * frame.rows) as usize;
        let mut firsts = vec![0_u32; count + 1];
        let own = Frame { first: 0, ..*frame };
        for edge in edges {
            meeting(&own, rings.edge(*edge), |cell| firsts[cell + 1] += 1);
        }
        for cell in 0..count {
            firsts[cell + 1] += firsts[cell];
        }
        let mut next = firsts.clone();
        let mut sorted = vec![0; firsts[count] as usize];
        for edge in edges {
            meeting(&own, rings.edge(*edge), |cell| {
                sorted[next[cell] as usize] = *edge;
                next[cell] += 1;
            });
        }
        Self { firsts, edges: sorted }
    }

    fn cell(&self, place: (u32, u32), frame: &Frame) -> &[u32] {
        let cell = Frame { first: 0, ..*frame }.number(place);
        &self.edges[self.firsts[cell] as usize..self.firsts[cell + 1] as usize]
    }
}

/// Calls `found` with every cell that an edge meets, and perhaps with a cell that it barely
/// misses, never the other way round.
fn meeting(frame: &Frame, edge: Edge, mut found: impl FnMut(usize)) {
    let (low, high) =
        if edge.start.y <= edge.end.y { (edge.start, edge.end) } else { (edge.end, edge.start) };
    let (left, right) = (low.x.min(high.x), low.x.max(high.x));
    let Some((bottom, top)) = span((low.y, high.y), frame.lower.y, frame.per_cell.y, frame.rows)
    else {
        return;
    };
    let slope = (high.x - low.x) / (high.y - low.y);
    // The line through a level edge says nothing of where it is in a row.
    let level = high.y - low.y < frame.cell.y * 0.01;
    for row in bottom..=top {
        let (mut from, mut to) = (left, right);
        if !level && bottom < top {
            let floor = frame.lower.y + (f64::from(row) - OVERLAP) * frame.cell.y;
            let ceiling = frame.lower.y + (f64::from(row + 1) + OVERLAP) * frame.cell.y;
            let at = |y: f64| low.x + (y.clamp(low.y, high.y) - low.y) * slope;
            let (one, other) = (at(floor), at(ceiling));
            let rounding = 1e-13 * (1.0 + slope.abs());
            from = one.min(other).max(left) - rounding;
            to = one.max(other).min(right) + rounding;
        }
        let columns = span((from, to), frame.lower.x, frame.per_cell.x, frame.columns);
        for column in columns.into_iter().flat_map(|(first, last)| first..=last) {
            found(frame.number((column, row)));
        }
    }
}

/// The first and the last of so many cells in a line that an interval meets.
fn span((from, to): (f64, f64), origin: f64, per_cell: f64, count: u32) -> Option<(u32, u32)> {
    let first = (from - origin) * per_cell - OVERLAP;
    let last = (to - origin) * per_cell + OVERLAP;
    let within = last >= 0.0 && first <= f64::from(count);
    // The conversion makes 0 of what is less.
    within.then(|| ((first as u32).min(count - 1), (last as u32).min(count - 1)))
}
