//! From GeoJSON coordinates to shapes that are areas: finite positions on the globe, closed rings
//! that do not cross themselves, holes inside. The GeoJSON and geometry crates check none of this.

use geo::algorithm::coordinate_position::{CoordPos, CoordinatePosition};
use geo::algorithm::line_intersection::{LineIntersection, line_intersection};
use geo::{Area as _, Coord, Line, LineString, MultiPolygon, Polygon, Winding};

use super::json::{Json, Step};
use crate::problem::Code;

/// The most positions of one layer.
pub(crate) const POSITIONS_MAX: usize = 3_000_000;
/// The most pairs of segments compared for one area, which bounds the time hostile shapes cost.
const PAIRS_MAX: usize = 20_000_000;
/// The deepest `GeometryCollection`.
const COLLECTIONS_MAX: usize = 4;

/// Why a geometry is not taken, and where in it.
pub(super) struct Fault {
    pub(super) steps: Vec<Step>,
    pub(super) code: Code,
    pub(super) message: String,
    /// The position that is wrong, when it is one: longitude, latitude.
    pub(super) at: Option<Coord<f64>>,
}

/// What a geometry gives.
#[derive(Default)]
pub(super) struct Shape {
    pub(super) polygons: Vec<Polygon<f64>>,
    pub(super) lines: Vec<LineString<f64>>,
    /// Whether a ring had to be turned around.
    pub(super) turned: bool,
    /// How many positions there are.
    pub(super) positions: usize,
}

impl Shape {
    /// The area of the shape.
    pub(super) fn area(self) -> MultiPolygon<f64> {
        MultiPolygon::new(self.polygons)
    }
}

/// Reads a geometry object into a shape.
pub(super) fn read(geometry: &Json, steps: &[Step], shape: &mut Shape) -> Result<(), Fault> {
    read_nested(geometry, &mut steps.to_vec(), shape, 0)
}

fn read_nested(
    geometry: &Json,
    steps: &mut Vec<Step>,
    shape: &mut Shape,
    depth: usize,
) -> Result<(), Fault> {
    let kind = geometry.get("type").and_then(Json::text);
    let Some(kind) = kind else {
        return Err(fault(steps, Code::LayerSyntax, "the geometry has no `type`"));
    };
    if kind == "GeometryCollection" {
        return collection(geometry, steps, shape, depth);
    }
    steps.push(Step::Key("coordinates"));
    let Some(coordinates) = geometry.get("coordinates") else {
        steps.pop();
        return Err(fault(steps, Code::LayerSyntax, "the geometry has no `coordinates`"));
    };
    match kind {
        "Polygon" => polygon(coordinates, steps, shape)?,
        "MultiPolygon" => each(coordinates, steps, |json, steps| polygon(json, steps, shape))?,
        "LineString" => line(coordinates, steps, shape)?,
        "MultiLineString" => each(coordinates, steps, |json, steps| line(json, steps, shape))?,
        "Point" | "MultiPoint" => {
            return Err(fault(steps, Code::LayerShape, "a point is no area; draw a Polygon"));
        }
        _ => {
            steps.pop();
            steps.push(Step::Key("type"));
            let shown = super::reader::shown(kind);
            let message = format!(
                "\"{shown}\" is not a type of geometry; an area is a Polygon or a MultiPolygon"
            );
            return Err(fault(steps, Code::LayerSyntax, &message));
        }
    }
    steps.pop();
    Ok(())
}

fn collection(
    geometry: &Json,
    steps: &mut Vec<Step>,
    shape: &mut Shape,
    depth: usize,
) -> Result<(), Fault> {
    if depth >= COLLECTIONS_MAX {
        return Err(fault(
            steps,
            Code::TooMuch,
            "geometry collections are nested more than 4 levels deep",
        ));
    }
    steps.push(Step::Key("geometries"));
    let Some(list) = geometry.get("geometries") else {
        return Err(fault(steps, Code::LayerSyntax, "the geometry collection has no `geometries`"));
    };
    each(list, steps, |json, steps| read_nested(json, steps, shape, depth + 1))?;
    steps.pop();
    Ok(())
}

fn each(
    json: &Json,
    steps: &mut Vec<Step>,
    mut visit: impl FnMut(&Json, &mut Vec<Step>) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let Json::List(values) = json else {
        let message = format!("here should be a list, not {}", json.kind());
        return Err(fault(steps, Code::LayerShape, &message));
    };
    if values.is_empty() {
        return Err(fault(steps, Code::LayerShape, "the list of coordinates is empty"));
    }
    for (index, value) in values.iter().enumerate() {
        steps.push(Step::Index(index));
        visit(value, steps)?;
        steps.pop();
    }
    Ok(())
}

fn polygon(json: &Json, steps: &mut Vec<Step>, shape: &mut Shape) -> Result<(), Fault> {
    let mut rings = Vec::new();
    each(json, steps, |json, steps| {
        let ring = ring(json, steps)?;
        shape.positions += ring.0.len();
        rings.push(ring);
        Ok(())
    })?;
    if shape.positions > POSITIONS_MAX {
        return Err(fault(steps, Code::TooMuch, "the shape has more than 3,000,000 positions"));
    }
    if let Some((message, at)) = fault_in(&rings) {
        return Err(Fault { at, ..fault(steps, Code::LayerShape, &message) });
    }
    let mut rings = rings.into_iter();
    let Some(mut outer) = rings.next() else { return Ok(()) };
    shape.turned |= outer.is_cw();
    outer.make_ccw_winding();
    let holes = rings.map(|mut hole| {
        shape.turned |= hole.is_ccw();
        hole.make_cw_winding();
        hole
    });
    let holes = holes.collect();
    shape.polygons.push(Polygon::new(outer, holes));
    Ok(())
}

/// Why closed rings, the outer one first, are no area: they cross, or a hole lies outside.
pub(crate) fn shape_fault(rings: &[LineString<f64>]) -> Option<String> {
    fault_in(rings).map(|(message, _)| message)
}

/// The same with the position, when it is one.
fn fault_in(rings: &[LineString<f64>]) -> Option<(String, Option<Coord<f64>>)> {
    let outside = || {
        let hole = hole_outside(rings)?;
        let at = rings[hole].0.first().copied();
        Some((format!("hole {hole} lies outside its outer ring"), at))
    };
    crossing(rings).or_else(outside)
}

fn ring(json: &Json, steps: &mut Vec<Step>) -> Result<LineString<f64>, Fault> {
    let ring = positions(json, steps)?;
    if ring.len() < 4 {
        let message = format!("a ring needs at least 4 positions, and this has {}", ring.len());
        return Err(fault(steps, Code::LayerShape, &message));
    }
    let end = ring.last().copied();
    let at_end = |message| Fault { at: end, ..fault(steps, Code::LayerShape, message) };
    if ring.first() != ring.last() {
        return Err(at_end("the ring is not closed: its last position must be its first"));
    }
    let ring = LineString::new(ring);
    if Polygon::new(ring.clone(), Vec::new()).unsigned_area() == 0.0 {
        return Err(at_end("the ring encloses nothing"));
    }
    Ok(ring)
}

fn line(json: &Json, steps: &mut Vec<Step>, shape: &mut Shape) -> Result<(), Fault> {
    let line = positions(json, steps)?;
    if line.len() < 2 {
        return Err(fault(steps, Code::LayerShape, "a line needs at least 2 positions"));
    }
    shape.positions += line.len();
    shape.lines.push(LineString::new(line));
    Ok(())
}

fn positions(json: &Json, steps: &mut Vec<Step>) -> Result<Vec<Coord<f64>>, Fault> {
    let mut positions = Vec::new();
    each(json, steps, |json, steps| {
        positions.push(position(json, steps)?);
        Ok(())
    })?;
    Ok(positions)
}

fn position(json: &Json, steps: &[Step]) -> Result<Coord<f64>, Fault> {
    let bad = |message: &str| Err(fault(steps, Code::LayerPosition, message));
    let Json::List(numbers) = json else {
        return bad(&format!("a position is a list of two numbers, not {}", json.kind()));
    };
    let mut values = [0.0; 2];
    if !(2..=4).contains(&numbers.len()) {
        return bad("a position has two numbers: longitude, latitude");
    }
    for (index, number) in numbers.iter().enumerate() {
        let Json::Number(number) = number else {
            return bad(&format!("a position has numbers, not {}", number.kind()));
        };
        if let Some(value) = values.get_mut(index) {
            *value = *number;
        }
    }
    let [x, y] = values;
    let bad = |message: &str| {
        Err(Fault { at: Some(Coord { x, y }), ..fault(steps, Code::LayerPosition, message) })
    };
    if (200_000.0..1_000_000.0).contains(&x) && (6_000_000.0..7_900_000.0).contains(&y) {
        return bad(
            "the position is in metres (SWEREF 99 TM); convert the layer to WGS 84 degrees",
        );
    }
    if !(-180.0..=180.0).contains(&x) || !(-90.0..=90.0).contains(&y) {
        return bad(&format!(
            "the position {x}, {y} is not on the globe: longitude, latitude in degrees"
        ));
    }
    Ok(Coord { x, y })
}

/// Whether every position of a shape would lie in the Nordic countries with its axes swapped.
pub(super) fn looks_swapped(shape: &Shape) -> bool {
    let swapped =
        |coord: &Coord<f64>| (54.0..72.0).contains(&coord.x) && (4.0..33.0).contains(&coord.y);
    let rings = shape.polygons.iter().map(Polygon::exterior);
    rings.chain(&shape.lines).all(|line| line.0.iter().all(swapped))
}

/// A side of a ring: which ring, which number, how many there are.
struct Side {
    line: Line<f64>,
    ring: usize,
    index: usize,
    count: usize,
}

impl Side {
    fn x_range(&self) -> (f64, f64) {
        (self.line.start.x.min(self.line.end.x), self.line.start.x.max(self.line.end.x))
    }

    fn is_neighbour_of(&self, other: &Self) -> bool {
        let apart = self.index.abs_diff(other.index);
        self.ring == other.ring && (apart <= 1 || apart + 1 == self.count)
    }
}

/// Where the rings of a polygon cross themselves or each other, as a message with the position.
/// Touching is taken.
fn crossing(rings: &[LineString<f64>]) -> Option<(String, Option<Coord<f64>>)> {
    let mut sides: Vec<Side> = Vec::new();
    for (ring, line) in rings.iter().enumerate() {
        let lines: Vec<_> = line.lines().filter(|line| line.start != line.end).collect();
        let count = lines.len();
        sides.extend(lines.into_iter().enumerate().map(|(index, line)| Side {
            line,
            ring,
            index,
            count,
        }));
    }
    sides.sort_by(|a, b| a.x_range().0.total_cmp(&b.x_range().0));
    let mut active: Vec<&Side> = Vec::new();
    let mut pairs = 0_usize;
    for side in &sides {
        let (from, _) = side.x_range();
        active.retain(|other| other.x_range().1 >= from);
        pairs += active.len();
        if pairs > PAIRS_MAX {
            let message = "the shape is too intricate to be checked; simplify it".to_owned();
            return Some((message, None));
        }
        if let Some(at) = active.iter().find_map(|other| cross(side, other)) {
            let message =
                format!("the ring crosses itself or another near {:.5}, {:.5}", at.x, at.y);
            return Some((message, Some(at)));
        }
        active.push(side);
    }
    None
}

fn cross(side: &Side, other: &Side) -> Option<Coord<f64>> {
    if side.is_neighbour_of(other) {
        return None;
    }
    let (a, b) = (side.line, other.line);
    if a.start.y.max(a.end.y) < b.start.y.min(b.end.y)
        || b.start.y.max(b.end.y) < a.start.y.min(a.end.y)
    {
        return None;
    }
    match line_intersection(a, b)? {
        LineIntersection::SinglePoint { intersection, is_proper: true } => Some(intersection),
        LineIntersection::Collinear { intersection }
            if side.ring == other.ring && intersection.start != intersection.end =>
        {
            Some(intersection.start)
        }
        _ => None,
    }
}

/// The number of the first hole, from 1, that lies outside the outer ring. Rings do not cross here.
fn hole_outside(rings: &[LineString<f64>]) -> Option<usize> {
    let (outer, holes) = rings.split_first()?;
    let outer = Polygon::new(outer.clone(), Vec::new());
    holes
        .iter()
        .position(|hole| {
            let position = |coord: &Coord<f64>| outer.coordinate_position(coord);
            let decided =
                hole.0.iter().map(position).find(|position| *position != CoordPos::OnBoundary);
            decided == Some(CoordPos::Outside)
        })
        .map(|index| index + 1)
}

fn fault(steps: &[Step], code: Code, message: &str) -> Fault {
    Fault { steps: steps.to_vec(), code, message: message.to_owned(), at: None }
}
