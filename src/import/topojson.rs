//! TopoJSON: borders written once as arcs, and areas as lists of arcs.

use geo::Coord;
use serde_json::Value;

use super::drawn::{COLLECTIONS_MAX, Drawn, Feature, Refusal, Ring};
use super::geojson;

/// The most positions that the arcs may unfold to: one arc may be named by many areas.
const POSITIONS_MAX: usize = 6_000_000;

/// A topology that is being read.
struct Topology {
    arcs: Vec<Ring>,
    features: Vec<Feature>,
    positions: usize,
}

/// Reads a topology: all its objects together.
pub(super) fn read(document: &Value) -> Result<Drawn, Refusal> {
    let arcs = document.get("arcs").and_then(Value::as_array);
    let arcs = arcs.ok_or_else(|| Refusal::new("the topology has no `arcs`"))?;
    let transform = document.get("transform");
    let arcs = arcs.iter().map(|arc| unfold(arc, transform)).collect::<Result<_, _>>()?;
    let mut topology = Topology { arcs, features: Vec::new(), positions: 0 };
    let objects = document.get("objects").and_then(Value::as_object);
    for object in objects.into_iter().flatten().map(|(_, object)| object) {
        topology.object(object, 0)?;
    }
    Ok(Drawn { reference: None, features: topology.features })
}

/// An arc as positions. A quantised arc holds whole steps from the position before.
fn unfold(arc: &Value, transform: Option<&Value>) -> Result<Ring, Refusal> {
    let positions = arc.as_array().ok_or_else(|| Refusal::new("an arc is no list"))?;
    let mut positions: Ring = positions.iter().map(geojson::position).collect::<Result<_, _>>()?;
    let Some(transform) = transform else { return Ok(positions) };
    let pair = |key: &str| transform.get(key).map(geojson::position).transpose();
    let (Some(scale), Some(translate)) = (pair("scale")?, pair("translate")?) else {
        return Err(Refusal::new("the `transform` of the topology has no `scale` and `translate`"));
    };
    let mut at = Coord { x: 0.0, y: 0.0 };
    for position in &mut positions {
        at = at + *position;
        *position = Coord { x: at.x * scale.x + translate.x, y: at.y * scale.y + translate.y };
    }
    Ok(positions)
}

impl Topology {
    /// Adds an object as a feature; the members of a collection as features of their own.
    fn object(&mut self, object: &Value, depth: usize) -> Result<(), Refusal> {
        let arcs = object.get("arcs").unwrap_or(&Value::Null);
        let mut feature = Feature { properties: geojson::properties(object), ..Feature::default() };
        match object.get("type").and_then(Value::as_str).unwrap_or_default() {
            "GeometryCollection" if depth < COLLECTIONS_MAX => {
                let members = object.get("geometries").and_then(Value::as_array);
                return members
                    .into_iter()
                    .flatten()
                    .try_for_each(|inner| self.object(inner, depth + 1));
            }
            "Polygon" => feature.polygons.push(self.rings(arcs)?),
            "MultiPolygon" => {
                feature.polygons =
                    list(arcs)?.iter().map(|arcs| self.rings(arcs)).collect::<Result<_, _>>()?;
            }
            "LineString" => feature.lines.push(self.ring(arcs)?),
            "MultiLineString" => feature.lines = self.rings(arcs)?,
            "Point" | "MultiPoint" => feature.has_points = true,
            _ => {
                return Err(Refusal::new(
                    "an object of the topology has a type that does not exist",
                ));
            }
        }
        self.features.push(feature);
        Ok(())
    }

    fn rings(&mut self, arcs: &Value) -> Result<Vec<Ring>, Refusal> {
        list(arcs)?.iter().map(|arcs| self.ring(arcs)).collect()
    }

    /// Joins arcs; a negative number is an arc run backwards. Where two meet, the position stands once.
    fn ring(&mut self, arcs: &Value) -> Result<Ring, Refusal> {
        let mut ring = Ring::new();
        for number in list(arcs)? {
            let number = number.as_i64().unwrap_or(i64::MAX);
            let place = usize::try_from(if number < 0 { !number } else { number });
            let arc = place.ok().and_then(|place| self.arcs.get(place));
            let arc =
                arc.ok_or_else(|| Refusal::new("an object names an arc that does not exist"))?;
            let skipped = usize::from(!ring.is_empty());
            if number < 0 {
                ring.extend(arc.iter().rev().skip(skipped));
            } else {
                ring.extend(arc.iter().skip(skipped));
            }
            self.positions += arc.len();
            if self.positions > POSITIONS_MAX {
                return Err(Refusal::new(format!(
                    "the arcs unfold to more than {POSITIONS_MAX} positions"
                )));
            }
        }
        Ok(ring)
    }
}

fn list(value: &Value) -> Result<&[Value], Refusal> {
    value.as_array().map(Vec::as_slice).ok_or_else(|| Refusal::new("`arcs` is no list"))
}
