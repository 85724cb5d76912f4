//! A grid laid over the rings of a layer: which of its parts cover a point, and which edges are
//! near it.
//!
//! Each cell knows the edges that meet it and, for each part, whether the cell's centre is inside.
//! A point's cell is found by arithmetic; the walk from the centre to the point stays in the
//! cell, so only the few edges there decide. A cell with many edges has a grid of its own, so
//! that a town is as quick to answer as a wood. The time hardly grows with the layer.

use geo::Coord;

use super::rings::Rings;

/// A grid with the grids inside its cells; the first is the outermost.
#[derive(Debug, Default)]
pub(super) struct Grid {
    pub(super) frames: Vec<Frame>,
    pub(super) cells: Vec<Cell>,
    pub(super) groups: Vec<Group>,
    pub(super) edges: Vec<u32>,
}

/// Where the cells of one grid lie, row by row from the south-west. Aligned, it is read from memory in
/// one piece, not in two.
#[derive(Debug, Clone, Copy)]
#[repr(align(64))]
pub(super) struct Frame {
    pub(super) lower: Coord<f64>,
    /// The width and the height of a cell.
    pub(super) cell: Coord<f64>,
    /// One divided by them.
    pub(super) per_cell: Coord<f64>,
    pub(super) columns: u32,
    pub(super) rows: u32,
    /// The number of the first cell.
    pub(super) first: u32,
}

/// A cell: its groups, or a grid of its own.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cell {
    /// The first group, or the number of the frame.
    pub(super) first: u32,
    /// How many groups; `NESTED` for a frame.
    pub(super) count: u32,
}

/// Marks a cell that has a grid of its own.
pub(super) const NESTED: u32 = u32::MAX;

/// What a cell knows of a part.
#[derive(Debug, Clone, Copy)]
pub(super) struct Group {
    /// Twice the number of the part, and one more when the cell's centre is inside it.
    pub(super) part_and_side: u32,
    /// The first of its edges that meet the cell.
    pub(super) first: u32,
    pub(super) count: u32,
}

/// Where a point lies in a grid: its cell and the cell's centre.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spot {
    cell: Cell,
    centre: Coord<f64>,
}

impl Spot {
    /// Whether the cell has a grid of its own.
    pub(super) fn is_nested(&self) -> bool {
        self.cell.count == NESTED
    }
}

impl Group {
    pub(super) fn new(part: u32, inside: bool, first: u32, count: u32) -> Self {
        Self { part_and_side: part << 1 | u32::from(inside), first, count }
    }

    pub(super) fn part(self) -> u32 {
        self.part_and_side >> 1
    }

    pub(super) fn inside(self) -> bool {
        self.part_and_side & 1 == 1
    }
}

impl Frame {
    /// The column and the row of a point; none outside the frame.
    fn place(&self, at: Coord<f64>) -> Option<(u32, u32)> {
        let x = (at.x - self.lower.x) * self.per_cell.x;
        let y = (at.y - self.lower.y) * self.per_cell.y;
        let within =
            x >= 0.0 && y >= 0.0 && x <= f64::from(self.columns) && y <= f64::from(self.rows);
        within.then(|| ((x as u32).min(self.columns - 1), (y as u32).min(self.rows - 1)))
    }

    /// As `place`, for a point that belongs here but for rounding.
    fn nearest_place(&self, at: Coord<f64>) -> (u32, u32) {
        // The conversion makes 0 of what is less.
        let x = ((at.x - self.lower.x) * self.per_cell.x) as u32;
        let y = ((at.y - self.lower.y) * self.per_cell.y) as u32;
        (x.min(self.columns - 1), y.min(self.rows - 1))
    }

    /// The number of a cell.
    pub(super) fn number(&self, (column, row): (u32, u32)) -> usize {
        (self.first + row * self.columns + column) as usize
    }

    /// The centre of a cell.
    pub(super) fn centre(&self, (column, row): (u32, u32)) -> Coord<f64> {
        Coord {
            x: self.lower.x + (f64::from(column) + 0.5) * self.cell.x,
            y: self.lower.y + (f64::from(row) + 0.5) * self.cell.y,
        }
    }
}

impl Grid {
    /// Calls `found` with every part that covers a point (a border belongs to its part), in
    /// their order, until it answers `false`.
    pub(super) fn covering(&self, rings: &Rings, at: Coord<f64>, found: impl FnMut(u32) -> bool) {
        if let Some(spot) = self.spot(at) {
            self.covering_at(rings, &spot, at, found);
        }
    }

    /// As `covering`, for a point whose cell is known.
    pub(super) fn covering_at(
        &self,
        rings: &Rings,
        spot: &Spot,
        at: Coord<f64>,
        mut found: impl FnMut(u32) -> bool,
    ) {
        for group in self.groups_of(spot) {
            if self.covers(rings, *group, (spot.centre, at)) && !found(group.part()) {
                return;
            }
        }
    }

    /// The innermost cell in which a point lies.
    pub(super) fn spot(&self, at: Coord<f64>) -> Option<Spot> {
        let mut spot = self.outer_spot(at)?;
        while spot.is_nested() {
            spot = self.inner_spot(&spot, at);
        }
        Some(spot)
    }

    /// The cell of the outermost grid in which a point lies.
    pub(super) fn outer_spot(&self, at: Coord<f64>) -> Option<Spot> {
        let frame = self.frames.first()?;
        let place = frame.place(at)?;
        Some(Spot { cell: self.cells[frame.number(place)], centre: frame.centre(place) })
    }

    /// The grid in a nested cell.
    pub(super) fn frame_in(&self, spot: &Spot) -> &Frame {
        &self.frames[spot.cell.first as usize]
    }

    /// The cell of the grid in a nested cell.
    pub(super) fn inner_spot(&self, spot: &Spot, at: Coord<f64>) -> Spot {
        let frame = self.frame_in(spot);
        let place = frame.nearest_place(at);
        Spot { cell: self.cells[frame.number(place)], centre: frame.centre(place) }
    }

    /// What a cell knows of the parts that reach it.
    pub(super) fn groups_of(&self, spot: &Spot) -> &[Group] {
        self.groups_in(spot.cell)
    }

    /// The edges that meet a cell, part by part.
    pub(super) fn edges_at(&self, spot: &Spot) -> &[u32] {
        // The lists of a cell's groups stand one after the other.
        let groups = self.groups_of(spot);
        let (Some(first), Some(last)) = (groups.first(), groups.last()) else { return &[] };
        &self.edges[first.first as usize..(last.first + last.count) as usize]
    }

    fn groups_in(&self, cell: Cell) -> &[Group] {
        &self.groups[cell.first as usize..(cell.first + cell.count) as usize]
    }

    fn covers(&self, rings: &Rings, group: Group, (centre, at): (Coord<f64>, Coord<f64>)) -> bool {
        let mut inside = group.inside();
        for edge in self.edges_of(group) {
            let edge = rings.edge(*edge);
            if edge.touches(at) {
                return true;
            }
            inside ^= edge.parts(at, centre);
        }
        inside
    }

    fn edges_of(&self, group: Group) -> &[u32] {
        &self.edges[group.first as usize..(group.first + group.count) as usize]
    }

    /// Calls `found` with the part and the number of every edge in the cells that meet a box.
    /// An edge that meets several cells comes as often.
    pub(super) fn near(
        &self,
        (lower, upper): (Coord<f64>, Coord<f64>),
        found: &mut impl FnMut(u32, u32),
    ) {
        if !self.frames.is_empty() {
            self.near_in(0, (lower, upper), found);
        }
    }

    fn near_in(
        &self,
        frame: usize,
        (lower, upper): (Coord<f64>, Coord<f64>),
        found: &mut impl FnMut(u32, u32),
    ) {
        let frame = &self.frames[frame];
        let (left, bottom) = frame.nearest_place(lower);
        let (right, top) = frame.nearest_place(upper);
        for row in bottom..=top {
            for column in left..=right {
                let cell = self.cells[frame.number((column, row))];
                if cell.count == NESTED {
                    self.near_in(cell.first as usize, (lower, upper), found);
                    continue;
                }
                for group in self.groups_in(cell) {
                    for edge in self.edges_of(*group) {
                        found(group.part(), *edge);
                    }
                }
            }
        }
    }

    /// The bytes that the grid takes.
    pub(super) fn bytes(&self) -> usize {
        size_of_val(self.frames.as_slice())
            + size_of_val(self.cells.as_slice())
            + size_of_val(self.groups.as_slice())
            + size_of_val(self.edges.as_slice())
    }
}
