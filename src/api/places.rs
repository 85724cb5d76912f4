//! `places` and `areas`: what a name may mean, and where a point lies.

use jiff::civil::Date;
use serde::Serialize;

use super::Response;
use super::parameters::Parameters;
use super::refusal::Refusal;
use super::wire::{self, CodeName, Near};
use crate::geo::{AreaHit, Geo, Located, Match, Place};
use crate::model::{Catalog, LayerId, Locale, Point};
use crate::pages::Site;

/// How many places are given when nobody says.
const LIMIT_DEFAULT: usize = 10;

#[derive(Serialize)]
struct Places {
    places: Vec<PlaceWire>,
}

#[derive(Serialize)]
struct PlaceWire {
    kind: &'static str,
    name: String,
    municipalities: Vec<CodeName>,
    lat: Option<f64>,
    lon: Option<f64>,
}

/// In which areas of a layer a point lies: what `areas` answers.
#[derive(Serialize)]
pub(crate) struct Areas {
    pub(crate) r#match: &'static str,
    /// The one that counts first.
    pub(crate) areas: Vec<AreaWire>,
    pub(crate) near_border: Vec<Near>,
}

/// The same with the point that was asked about.
#[derive(Serialize)]
pub(crate) struct PointAreas {
    lat: f64,
    lon: f64,
    #[serde(flatten)]
    pub(crate) found: Areas,
}

#[derive(Serialize)]
struct ManyAreas {
    points: Vec<PointAreas>,
}

/// An area that covers a point, or is the nearest.
#[derive(Serialize)]
pub(crate) struct AreaWire {
    layer: String,
    id: String,
    pub(crate) code: String,
    pub(crate) name: String,
    /// 0 inside.
    pub(crate) distance_m: f64,
}

impl Areas {
    /// What was found; nothing where there is no such layer.
    fn of(located: Option<Located>) -> Self {
        let none = Located { matched: Match::None, areas: Vec::new(), near_border: Vec::new() };
        let Located { matched, areas, near_border } = located.unwrap_or(none);
        Self {
            r#match: wire::matched(matched),
            areas: areas.into_iter().map(area_wire).collect(),
            near_border: near_border.into_iter().map(near_wire).collect(),
        }
    }
}

impl PointAreas {
    /// In which areas of a layer a point lies on a day.
    pub(crate) fn of(geo: &Geo, layer: &LayerId, point: Point, day: Date) -> Self {
        let found = Areas::of(geo.locate(layer, point, day));
        Self { lat: point.lat(), lon: point.lon(), found }
    }
}

/// Places whose name begins with the text.
pub(super) fn places(
    site: &Site,
    parameters: &Parameters<'_>,
    day: Date,
) -> Result<Response, Refusal> {
    let text = parameters.text("q")?;
    let locale = parameters.locale()?;
    let (limit, offset) = parameters.range(LIMIT_DEFAULT)?;
    let snapshot = &site.snapshot;
    let found = snapshot.geo.suggest(text, limit + offset, day).into_iter().skip(offset);
    let places = found.map(|place| place_wire(&snapshot.catalog, place, locale)).collect();
    Ok(Response::json(&Places { places }).kept())
}

fn place_wire(catalog: &Catalog, place: Place, locale: Locale) -> PlaceWire {
    let named = |code| CodeName::of(catalog, code, locale);
    PlaceWire {
        kind: wire::place_kind(place.kind),
        name: place.name,
        municipalities: place.municipalities.into_iter().map(named).collect(),
        lat: place.point.map(|point| point.lat()),
        lon: place.point.map(|point| point.lon()),
    }
}

/// The areas of a layer in which a point lies.
pub(super) fn areas(
    site: &Site,
    parameters: &Parameters<'_>,
    day: Date,
) -> Result<Response, Refusal> {
    let point = parameters.point()?;
    let layer = parameters.layer()?;
    Ok(Response::json(&Areas::of(site.snapshot.geo.locate(&layer.id, point, day))))
}

/// The same for each of many points.
pub(super) fn areas_of_many(
    site: &Site,
    parameters: &Parameters<'_>,
    day: Date,
) -> Result<Response, Refusal> {
    let points = parameters.points()?;
    let layer = parameters.layer()?;
    let of = |point| PointAreas::of(&site.snapshot.geo, &layer.id, point, day);
    Ok(Response::json(&ManyAreas { points: points.into_iter().map(of).collect() }))
}

/// The id of an area is the value of its layer's code property, so it is its code as well.
fn area_wire(area: AreaHit) -> AreaWire {
    AreaWire {
        layer: area.layer.to_string(),
        code: area.id.clone(),
        id: area.id,
        name: area.name,
        distance_m: wire::metres(area.distance_m),
    }
}

fn near_wire(area: AreaHit) -> Near {
    Near { code: area.id, name: area.name, distance_m: wire::metres(area.distance_m) }
}
