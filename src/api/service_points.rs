//! `service-points`: where one can go in person, as a list and as points (GeoJSON, RFC 7946).

use serde::Serialize;

use super::parameters::Parameters;
use super::refusal::Refusal;
use super::wire::{self, CodeName};
use super::{GEO_JSON, Response, json};
use crate::model::{Catalog, HandledBy, Locale, Point, ServicePoint};
use crate::pages::Site;

/// How many service points are given when nobody says.
const LIMIT_DEFAULT: usize = 10;

#[derive(Serialize)]
struct ServicePoints {
    total: usize,
    service_points: Vec<ServicePointWire>,
}

#[derive(Serialize)]
struct ServicePointWire {
    #[serde(flatten)]
    facts: Facts,
    lat: Option<f64>,
    lon: Option<f64>,
    distance_m: Option<f64>,
}

/// What both forms say of a service point.
#[derive(Serialize)]
struct Facts {
    id: String,
    name: String,
    provider: ProviderWire,
    municipality: CodeName,
    address: String,
    postcode: Option<String>,
    town: Option<String>,
    opening_hours: Option<String>,
    website: Option<String>,
    phone: Option<String>,
    services: Vec<String>,
    confirmed: String,
    source: String,
    url: String,
}

#[derive(Serialize)]
struct ProviderWire {
    kind: &'static str,
    id: String,
    name: String,
}

#[derive(Serialize)]
struct FeatureCollection {
    r#type: &'static str,
    features: Vec<Feature>,
}

#[derive(Serialize)]
struct Feature {
    r#type: &'static str,
    id: String,
    properties: Facts,
    geometry: Geometry,
}

#[derive(Serialize)]
struct Geometry {
    r#type: &'static str,
    /// Longitude first.
    coordinates: [f64; 2],
}

/// Service points in the order of the files; nearest first where a point is given.
pub(super) fn list(site: &Site, parameters: &Parameters<'_>) -> Result<Response, Refusal> {
    let locale = parameters.locale()?;
    let (limit, offset) = parameters.range(LIMIT_DEFAULT)?;
    let is_near = ["lat", "lon"].iter().any(|name| parameters.get(name).is_some());
    let from = is_near.then(|| parameters.point()).transpose()?;
    let mut asked = asked(site, parameters)?;
    if let Some(from) = from {
        from.sort_nearest_first(&mut asked, |it| it.position);
    }
    let wire = |it: &&ServicePoint| ServicePointWire {
        facts: facts(site, it, locale),
        lat: it.position.map(Point::lat),
        lon: it.position.map(Point::lon),
        distance_m: from.and_then(|from| it.metres_from(from)).map(wire::metres),
    };
    let service_points = asked.iter().skip(offset).take(limit).map(wire).collect();
    Ok(Response::json(&ServicePoints { total: asked.len(), service_points }).kept())
}

/// Every service point whose position is known, as points.
pub(super) fn geojson(site: &Site, parameters: &Parameters<'_>) -> Result<Response, Refusal> {
    let locale = parameters.locale()?;
    let feature = |it: &ServicePoint| {
        let position = it.position?;
        Some(Feature {
            r#type: "Feature",
            id: it.id.to_string(),
            properties: facts(site, it, locale),
            geometry: Geometry { r#type: "Point", coordinates: [position.lon(), position.lat()] },
        })
    };
    let features = asked(site, parameters)?.into_iter().filter_map(feature).collect();
    let body = json(&FeatureCollection { r#type: "FeatureCollection", features });
    Ok(Response { status: 200, content_type: GEO_JSON, body, keep: true, steady: None })
}

/// Those in a municipality and for a service, where these are given. A service point that names no
/// services is not left out: nothing says that one gets no help there.
fn asked<'s>(
    site: &'s Site,
    parameters: &Parameters<'_>,
) -> Result<Vec<&'s ServicePoint>, Refusal> {
    let municipality = parameters.municipality()?.map(|it| it.code);
    let service = parameters.service()?;
    let fits = |it: &&ServicePoint| {
        municipality.is_none_or(|code| it.municipality == code || it.is_of_municipality(code))
            && service.is_none_or(|id| it.services.is_empty() || it.services.contains(id))
    };
    Ok(site.snapshot.catalog.service_points.iter().filter(fits).collect())
}

fn facts(site: &Site, it: &ServicePoint, locale: Locale) -> Facts {
    let catalog = &site.snapshot.catalog;
    Facts {
        id: it.id.to_string(),
        name: it.names.text(locale).to_owned(),
        provider: provider(catalog, &it.provider, locale),
        municipality: CodeName::of(catalog, it.municipality, locale),
        address: it.address.clone(),
        postcode: it.postcode.map(|postcode| postcode.to_string()),
        town: it.town.clone(),
        opening_hours: wire::text(it.opening_hours.text(locale)),
        website: it.url.clone(),
        phone: it.phone.clone(),
        services: it.services.iter().map(ToString::to_string).collect(),
        confirmed: it.confirmed.to_string(),
        source: it.source.clone(),
        url: site.service_point_url(locale, it),
    }
}

fn provider(catalog: &Catalog, provider: &HandledBy, locale: Locale) -> ProviderWire {
    let (kind, id) = wire::handled_by(provider);
    let name = match provider {
        HandledBy::Municipality(code) => CodeName::of(catalog, *code, locale).name,
        HandledBy::Organisation(id) => catalog
            .organisations
            .get(id)
            .map_or_else(|| id.to_string(), |it| it.name.text(locale).to_owned()),
    };
    ProviderWire { kind, id, name }
}
