//! `layers`: what maps there are, and each of them as GeoJSON (RFC 7946).

use geo::{LineString, MultiPolygon};
use serde::Serialize;

use super::parameters::Parameters;
use super::refusal::Refusal;
use super::{GEO_JSON, Response};
use crate::model::{Layer, LayerId, Locale};
use crate::pages::Site;

#[derive(Serialize)]
struct Layers {
    layers: Vec<LayerWire>,
}

#[derive(Serialize)]
struct LayerWire {
    id: String,
    title: String,
    source: String,
    source_url: Option<String>,
    licence: String,
    retrieved: String,
    accuracy_m: f64,
    areas: usize,
    url: String,
    tiles: String,
}

#[derive(Serialize)]
struct FeatureCollection<'a> {
    r#type: &'static str,
    name: &'a str,
    title: &'a str,
    source: &'a str,
    source_url: Option<&'a str>,
    licence: &'a str,
    retrieved: String,
    accuracy_m: f64,
    features: Vec<Feature<'a>>,
}

#[derive(Serialize)]
struct Feature<'a> {
    r#type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    properties: Properties<'a>,
    geometry: Geometry,
}

#[derive(Serialize)]
struct Properties<'a> {
    code: Option<&'a str>,
    name: Option<&'a str>,
}

/// A position is longitude first.
type Position = [f64; 2];

#[derive(Serialize)]
#[serde(tag = "type", content = "coordinates")]
enum Geometry {
    MultiPolygon(Vec<Vec<Vec<Position>>>),
    LineString(Vec<Position>),
}

/// Every layer of the portal.
pub(super) fn list(site: &Site, parameters: &Parameters<'_>) -> Result<Response, Refusal> {
    let locale = parameters.locale()?;
    let layers = site.snapshot.catalog.layers.values().map(|layer| LayerWire {
        id: layer.id.to_string(),
        title: layer.title.text(locale).to_owned(),
        source: layer.source.clone(),
        source_url: layer.source_url.clone(),
        licence: layer.licence.clone(),
        retrieved: layer.retrieved.to_string(),
        accuracy_m: layer.accuracy_m,
        areas: layer.areas.len(),
        url: format!("/api/v1/layers/{}", layer.id),
        tiles: format!("/tiles/{}.json", layer.id),
    });
    Ok(Response::json(&Layers { layers: layers.collect() }).kept())
}

/// One layer with all its shapes.
pub(super) fn one(site: &Site, id: &str) -> Result<Response, Refusal> {
    let layer = LayerId::parse(id).and_then(|id| site.snapshot.catalog.layers.get(&id));
    let layer =
        layer.ok_or_else(|| Refusal::not_found("there is no such layer; see /api/v1/layers"))?;
    Ok(Response { content_type: GEO_JSON, ..Response::json(&collection(layer)) }.kept())
}

fn collection(layer: &Layer) -> FeatureCollection<'_> {
    let areas = layer.areas.iter().map(|area| Feature {
        r#type: "Feature",
        id: text(&area.id),
        properties: Properties { code: text(&area.id), name: text(&area.name) },
        geometry: Geometry::MultiPolygon(polygons(&area.shape)),
    });
    let lines = layer.lines.iter().map(|line| Feature {
        r#type: "Feature",
        id: None,
        properties: Properties { code: None, name: None },
        geometry: Geometry::LineString(positions(line)),
    });
    FeatureCollection {
        r#type: "FeatureCollection",
        name: layer.id.as_str(),
        title: layer.title.text(Locale::SV),
        source: &layer.source,
        source_url: layer.source_url.as_deref(),
        licence: &layer.licence,
        retrieved: layer.retrieved.to_string(),
        accuracy_m: layer.accuracy_m,
        features: areas.chain(lines).collect(),
    }
}

fn text(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

fn polygons(shape: &MultiPolygon<f64>) -> Vec<Vec<Vec<Position>>> {
    let rings = |polygon: &geo::Polygon<f64>| {
        std::iter::once(polygon.exterior()).chain(polygon.interiors()).map(positions).collect()
    };
    shape.iter().map(rings).collect()
}

fn positions(line: &LineString<f64>) -> Vec<Position> {
    line.coords().map(|coordinate| [coordinate.x, coordinate.y]).collect()
}
