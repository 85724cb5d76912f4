//! GeoJSON as people have it: with a stated reference system, with lines for borders, with height.

use std::collections::BTreeMap;

use geo::Coord;
use serde_json::Value;

use super::drawn::{COLLECTIONS_MAX, Drawn, Feature, Refusal, Ring};
use super::projection::Reference;

/// Reads a GeoJSON document.
pub(super) fn read(document: &Value) -> Result<Drawn, Refusal> {
    // Part of GeoJSON until RFC 7946 (2016), and still written by most programs.
    let stated = document.pointer("/crs/properties/name").and_then(Value::as_str);
    let reference = stated.map(Reference::of_name).transpose()?;
    let features = match document.get("type").and_then(Value::as_str) {
        Some("FeatureCollection") => {
            document.get("features").and_then(Value::as_array).map(Vec::as_slice)
        }
        Some("Feature") => Some(std::slice::from_ref(document)),
        _ => None,
    };
    let Some(features) = features else {
        return Err(Refusal::new(
            "this JSON is no GeoJSON FeatureCollection and no TopoJSON Topology",
        ));
    };
    let features = features.iter().enumerate().map(|(index, json)| {
        let mut feature = Feature { properties: properties(json), ..Feature::default() };
        let geometry = json.get("geometry").filter(|geometry| !geometry.is_null());
        let read = geometry.map_or(Ok(()), |geometry| read_geometry(geometry, &mut feature, 0));
        read.map_err(|refusal| refusal.within(format_args!("features[{index}]")))?;
        Ok(feature)
    });
    Ok(Drawn { reference, features: features.collect::<Result<_, Refusal>>()? })
}

/// The properties of a feature that are texts or numbers, as text.
pub(super) fn properties(feature: &Value) -> BTreeMap<String, String> {
    let members = feature.get("properties").and_then(Value::as_object);
    let text = |value: &Value| match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    let members = members.into_iter().flatten();
    members.filter_map(|(name, value)| Some((name.clone(), text(value)?))).collect()
}

fn read_geometry(geometry: &Value, feature: &mut Feature, depth: usize) -> Result<(), Refusal> {
    let coordinates = geometry.get("coordinates").unwrap_or(&Value::Null);
    match geometry.get("type").and_then(Value::as_str).unwrap_or_default() {
        "Polygon" => feature.polygons.push(rings(coordinates)?),
        "MultiPolygon" => {
            for polygon in list(coordinates)? {
                feature.polygons.push(rings(polygon)?);
            }
        }
        "LineString" => feature.lines.push(ring(coordinates)?),
        "MultiLineString" => feature.lines.extend(rings(coordinates)?),
        "Point" | "MultiPoint" => feature.has_points = true,
        "GeometryCollection" if depth >= COLLECTIONS_MAX => {
            let what =
                format!("collections of geometries are nested more than {COLLECTIONS_MAX} deep");
            return Err(Refusal::new(what));
        }
        "GeometryCollection" => {
            for inner in list(geometry.get("geometries").unwrap_or(&Value::Null))? {
                read_geometry(inner, feature, depth + 1)?;
            }
        }
        other => {
            let shown: String = other.chars().take(40).collect();
            return Err(Refusal::new(format!("\"{shown}\" is not a type of geometry")));
        }
    }
    Ok(())
}

fn list(value: &Value) -> Result<&[Value], Refusal> {
    value.as_array().map(Vec::as_slice).ok_or_else(|| Refusal::new("the coordinates are no list"))
}

fn rings(value: &Value) -> Result<Vec<Ring>, Refusal> {
    list(value)?.iter().map(ring).collect()
}

fn ring(value: &Value) -> Result<Ring, Refusal> {
    list(value)?.iter().map(position).collect()
}

/// A position: the first two numbers; a height is left out.
pub(super) fn position(value: &Value) -> Result<Coord<f64>, Refusal> {
    let number = |index| value.get(index).and_then(Value::as_f64);
    match (number(0), number(1)) {
        (Some(x), Some(y)) => Ok(Coord { x, y }),
        _ => Err(Refusal::new("a position is not a list of two numbers")),
    }
}
