//! `layers`: what maps there are, and each of them as GeoJSON (RFC 7946) or as a table (CSV).

use geo::{CoordsIter, InteriorPoint, LineString, MultiPolygon};
use serde::Serialize;

use super::parameters::Parameters;
use super::refusal::Refusal;
use super::{CSV, GEO_JSON, Question, Response, csv_rows, json, wire};
use crate::geo::Found;
use crate::model::{Area, Layer, LayerId, Locale, MunicipalityCode, ServiceId};
use crate::pages::{Page, Site};
use crate::signpost::signpost;

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

/// What a collection says before its features.
#[derive(Serialize)]
struct Head<'a> {
    r#type: &'static str,
    name: &'a str,
    title: &'a str,
    source: &'a str,
    source_url: Option<&'a str>,
    licence: &'a str,
    retrieved: String,
    accuracy_m: f64,
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
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    answer: Option<Answer>,
}

/// What the signpost says of a service in a municipality.
#[derive(Serialize)]
struct Answer {
    outcome: &'static str,
    url: String,
}

/// The most positions of a layer that is answered with as a whole: half a megabyte of text, of which
/// the compressed forms are kept. A larger one would push all else out of what is kept.
const WHOLE_POSITIONS_MAX: usize = 20_000;

/// A service whose answers go with the areas.
#[derive(Debug, Clone)]
struct Asked {
    service: ServiceId,
    locale: Locale,
    now: jiff::Timestamp,
}

/// A layer as GeoJSON that is made piece by piece while it is sent, so that a large one is never
/// held as a whole.
#[derive(Debug, Clone)]
pub struct LayerPieces {
    layer: LayerId,
    asked: Option<Asked>,
}

impl LayerPieces {
    /// The piece with this number, from 0: the head, each area and line, the end; `None` after it.
    #[must_use]
    pub fn piece(&self, site: &Site, number: usize) -> Option<String> {
        let layer = site.snapshot.catalog.layers.get(&self.layer)?;
        let Some(number) = number.checked_sub(1) else { return Some(head(layer)) };
        let lines = layer.areas.len();
        let end = lines + layer.lines.len();
        let comma = if number == 0 || number == end { "" } else { "," };
        let text = match number {
            _ if number < lines => {
                let area = &layer.areas[number];
                let answer = self.asked.as_ref().and_then(|asked| asked.answer(site, area));
                json(&area_feature(area, answer))
            }
            _ if number < end => json(&line_feature(&layer.lines[number - lines])),
            _ if number == end => "]}".to_owned(),
            _ => return None,
        };
        Some(format!("{comma}{text}"))
    }

    /// Stands for the text: another text has another tag. `None` when it can change by itself.
    #[must_use]
    pub fn tag(&self, site: &Site) -> Option<String> {
        if self.asked.is_some() {
            return None;
        }
        let version = site.snapshot.tiles.version(&self.layer)?;
        Some(format!("{version} {}", self.piece(site, 0)?))
    }

    fn whole(&self, site: &Site) -> String {
        (0..).map_while(|number| self.piece(site, number)).collect()
    }
}

/// The layer that a question is about, when it is too large to be answered with as a whole.
#[must_use]
pub fn large_layer(site: &Site, question: &Question<'_>) -> Option<LayerPieces> {
    let id = LayerId::parse(question.path.strip_prefix("layers/")?)?;
    let layer = site.snapshot.catalog.layers.get(&id)?;
    let positions = layer.areas.iter().map(|area| area.shape.coords_count()).sum::<usize>()
        + layer.lines.iter().map(|line| line.0.len()).sum::<usize>();
    let parameters = Parameters::new(question.query, site);
    // What is refused is refused as a whole.
    let asked = asked(&parameters, parameters.moment(question.now).ok()?).ok()?;
    (positions > WHOLE_POSITIONS_MAX).then_some(LayerPieces { layer: id, asked })
}

/// The service that is asked for along with a layer.
fn asked(parameters: &Parameters<'_>, now: jiff::Timestamp) -> Result<Option<Asked>, Refusal> {
    let locale = parameters.locale()?;
    let service = parameters.service()?.cloned();
    Ok(service.map(|service| Asked { service, locale, now }))
}

impl Asked {
    /// The answer in the municipality that an area is; `None` when it is none of the portal.
    fn answer(&self, site: &Site, area: &Area) -> Option<Answer> {
        let snapshot = &site.snapshot;
        let code = MunicipalityCode::parse(&area.id)?;
        snapshot.catalog.municipalities.get(&code)?;
        let place = Found::named(code);
        let signpost = signpost(&snapshot.catalog, &snapshot.geo, &self.service, place, self.now);
        let page = Page::Answer(self.service.clone(), code);
        Some(Answer { outcome: wire::outcome(signpost.outcome), url: site.url(self.locale, &page) })
    }
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

/// One layer: with all its shapes, or with `.csv` as a table. With a service each municipality has
/// the answer too.
pub(super) fn one(
    site: &Site,
    id: &str,
    parameters: &Parameters<'_>,
    now: jiff::Timestamp,
) -> Result<Response, Refusal> {
    let asked = asked(parameters, now)?;
    let (id, is_table) = id.strip_suffix(".csv").map_or((id, false), |id| (id, true));
    let layer = LayerId::parse(id).and_then(|id| site.snapshot.catalog.layers.get(&id));
    let layer =
        layer.ok_or_else(|| Refusal::not_found("there is no such layer; see /api/v1/layers"))?;
    // What a signpost says can change with the moment, so it is not kept.
    let keep = asked.is_none();
    let (content_type, body) = if is_table {
        (CSV, table(site, layer, asked.as_ref()))
    } else {
        (GEO_JSON, LayerPieces { layer: layer.id.clone(), asked }.whole(site))
    };
    Ok(Response { status: 200, content_type, body, keep, steady: None })
}

/// A row for each area: its code, its name and a point inside; with a service the answer.
fn table(site: &Site, layer: &Layer, asked: Option<&Asked>) -> String {
    let plain = ["code", "name", "lat", "lon"].map(str::to_owned).to_vec();
    let more = asked.map(|_| ["outcome", "url"].map(str::to_owned).to_vec());
    let head = [plain, more.unwrap_or_default()].concat();
    let rows = layer.areas.iter().map(|area| {
        let point = area.shape.interior_point();
        let (lat, lon) = point.map_or_else(Default::default, |point| {
            (format!("{:.5}", point.y()), format!("{:.5}", point.x()))
        });
        let mut row = vec![area.id.clone(), area.name.clone(), lat, lon];
        if let Some(asked) = asked {
            let answer = asked.answer(site, area);
            row.extend(answer.map_or_else(Default::default, |it| [it.outcome.to_owned(), it.url]));
        }
        row
    });
    csv_rows(std::iter::once(head).chain(rows))
}

/// A collection up to its first feature.
fn head(layer: &Layer) -> String {
    let head = json(&Head {
        r#type: "FeatureCollection",
        name: layer.id.as_str(),
        title: layer.title.text(Locale::SV),
        source: &layer.source,
        source_url: layer.source_url.as_deref(),
        licence: &layer.licence,
        retrieved: layer.retrieved.to_string(),
        accuracy_m: layer.accuracy_m,
    });
    format!("{},\"features\":[", head.trim_end_matches('}'))
}

fn area_feature(area: &Area, answer: Option<Answer>) -> Feature<'_> {
    Feature {
        r#type: "Feature",
        id: text(&area.id),
        properties: Properties { code: text(&area.id), name: text(&area.name), answer },
        geometry: Geometry::MultiPolygon(polygons(&area.shape)),
    }
}

fn line_feature(line: &LineString<f64>) -> Feature<'static> {
    Feature {
        r#type: "Feature",
        id: None,
        properties: Properties { code: None, name: None, answer: None },
        geometry: Geometry::LineString(positions(line)),
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
