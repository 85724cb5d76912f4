//! The map: which municipality, what applies at a place, who provides a service; the same as a list.
//!
//! The map that stands in the page is drawn by the server. Where the browser can, another one
//! that can be moved opens over it on demand; it is fed with the same answers (`live`).

use serde::Serialize;

use super::drawing::MapView;
use super::ground::{Ground, ground};
use super::query::joined;
use super::service::{Count, PlaceAnswer, counts, place_answer};
use super::service_points::{self, OnMap};
use super::showing::{Head, Link, Said, Showing, View};
use super::view::{County, MunicipalityItem, Near, by_county, near, state, tenths_of_km};
use super::{Page, drawing};
use crate::geo::{Found, Match};
use crate::model::{LayerId, MunicipalityCode, Point, ServiceId};

#[derive(Serialize)]
struct MapPage {
    counties: Vec<County>,
    map: MapView,
    services: Vec<ServiceOption>,
    /// The service whose states are shown.
    service: Option<Link>,
    service_id: String,
    counts: Vec<Count>,
    layers: Vec<LayerOption>,
    service_points: OnMap,
    place: PlaceAnswer,
    here: Option<Here>,
    sources: Vec<Source>,
    files: Files,
    /// The municipalities for the map that can be moved, as JSON.
    areas: String,
    /// The box of everything it shows: west, south, east, north.
    bounds: String,
    /// What the map that can be moved stands on, when the operator has something.
    ground: Option<Ground>,
    /// The layer of municipalities, and the background.
    layer: String,
    base: Option<String>,
    is_live: bool,
    mistakes: Vec<&'static str>,
}

#[derive(Serialize)]
struct ServiceOption {
    id: String,
    title: Said,
    selected: bool,
}

/// A layer that can be shown above the municipalities.
#[derive(Serialize)]
struct LayerOption {
    id: String,
    title: Said,
    shown: bool,
    /// The names of its areas, for those who do not see the map.
    names: Vec<String>,
}

/// Where a layer comes from.
#[derive(Serialize)]
struct Source {
    title: Said,
    source: String,
    licence: String,
}

/// What applies at the place that was asked for.
#[derive(Serialize)]
struct Here {
    name: String,
    href: String,
    nearest_km: Option<f64>,
    near_border: Vec<Near>,
    /// Areas of other layers.
    areas: Vec<HereArea>,
    /// The answer for the service that is shown.
    state: Option<&'static str>,
}

#[derive(Serialize)]
struct HereArea {
    layer: Said,
    names: Vec<String>,
}

/// Where the map can be fetched as data, and how it is embedded.
#[derive(Serialize)]
struct Files {
    geojson: String,
    csv: String,
    embed: String,
}

/// A municipality for the map that can be moved.
#[derive(Serialize)]
struct LiveArea<'a> {
    code: &'a str,
    name: &'a str,
    href: &'a str,
    state: Option<&'static str>,
    /// Where its name stands: longitude, latitude.
    at: [f64; 2],
}

pub(super) fn view(showing: &Showing<'_>) -> View {
    let service = showing.query.service.as_ref();
    let counties = counties(showing, service);
    let geo = &showing.site.snapshot.geo;
    let asked = showing.query.place.as_ref().map(|place| showing.find(place));
    let point = asked.as_ref().and_then(point_of);
    let here = asked.as_ref().and_then(|found| here(showing, found, service));
    let drawing = &showing.site.drawing;
    let map = drawing
        .states(showing, &counties)
        .without_legend()
        .with_overlays(drawing.overlays(geo, &showing.query.layers))
        .with_mark(point.and_then(|point| drawing.mark(point)));
    let service_points = service_points::on_map(showing, asked.as_ref());
    let map = drawing.with_pins(map, service_points::pins(&service_points.list));
    let maps = &showing.catalog().portal.maps;
    let page = MapPage {
        place: place_answer(showing, asked.as_ref(), |code| page_of(service, code)),
        here,
        map,
        services: services(showing, service),
        service: service.and_then(|id| {
            let service = showing.catalog().services.get(id)?;
            Some(showing.link(&Page::Service(id.clone()), service.title(showing.locale)))
        }),
        service_id: service.map(ToString::to_string).unwrap_or_default(),
        counts: if service.is_some() { counts(&counties) } else { Vec::new() },
        layers: layers(showing),
        service_points,
        sources: sources(showing),
        files: files(showing, service),
        areas: live_areas(drawing, &counties),
        bounds: drawing.bounds().map(|side| side.to_string()).join(","),
        layer: maps.municipalities.as_ref().map(ToString::to_string).unwrap_or_default(),
        base: maps.base.as_ref().map(ToString::to_string),
        ground: ground(showing),
        is_live: showing.query.live,
        mistakes: showing.query.mistakes.iter().map(|mistake| mistake.key()).collect(),
        counties,
    };
    let unknown = page.place.unknown.is_some();
    let status = match showing.query.status() {
        200 if unknown => 404,
        status => status,
    };
    let head = Head {
        title: showing.word("map-title"),
        description: showing.word("map-description"),
        noindex: showing.visit.is_embedded || !showing.visit.query.is_empty(),
        ..Head::default()
    };
    let template =
        if showing.visit.is_embedded { "pages/map_embedded.html" } else { "pages/map.html" };
    View::new(template, head, &page).status(status)
}

/// Where a municipality leads: to its own page, or with a service to the answer.
fn page_of(service: Option<&ServiceId>, code: MunicipalityCode) -> Page {
    match service {
        Some(id) => Page::Answer(id.clone(), code),
        None => Page::Municipality(code),
    }
}

/// All municipalities, each with where it leads.
fn counties(showing: &Showing<'_>, service: Option<&ServiceId>) -> Vec<County> {
    by_county(showing, |municipality| {
        let code = municipality.code;
        MunicipalityItem {
            code: code.to_string(),
            name: municipality.name(showing.locale).to_owned(),
            href: showing.url(&page_of(service, code)),
            state: service.map(|id| state(showing.signpost(id, code).outcome)),
        }
    })
}

fn services(showing: &Showing<'_>, chosen: Option<&ServiceId>) -> Vec<ServiceOption> {
    let option = |(id, service): (&ServiceId, &crate::model::Service)| {
        let (locale, text) = service.texts.best(showing.locale)?;
        Some(ServiceOption {
            id: id.to_string(),
            title: Said { text: text.title.clone(), lang: showing.foreign(locale) },
            selected: chosen == Some(id),
        })
    };
    let mut services: Vec<_> = showing.catalog().services.iter().filter_map(option).collect();
    showing.order().sort(&mut services, |service| &service.title.text);
    services
}

/// Every layer but the municipalities and the background, which are always there.
fn other_layers<'s>(showing: &Showing<'s>) -> impl Iterator<Item = &'s crate::model::Layer> {
    let catalog = showing.catalog();
    let always = [&catalog.portal.maps.municipalities, &catalog.portal.maps.base];
    catalog.layers.values().filter(move |it| always.iter().all(|id| id.as_ref() != Some(&it.id)))
}

fn layers(showing: &Showing<'_>) -> Vec<LayerOption> {
    let option = |layer: &crate::model::Layer| {
        let shown = showing.query.layers.contains(&layer.id);
        let names = layer.areas.iter().filter(|_| shown).map(|area| area.name.clone());
        LayerOption {
            id: layer.id.to_string(),
            title: showing.said(&layer.title),
            shown,
            names: names.collect(),
        }
    };
    other_layers(showing).map(option).collect()
}

fn sources(showing: &Showing<'_>) -> Vec<Source> {
    let maps = &showing.catalog().portal.maps;
    let shown = |id: &LayerId| {
        [&maps.municipalities, &maps.base].iter().any(|it| it.as_ref() == Some(id))
            || showing.query.layers.contains(id)
    };
    let layers = showing.catalog().layers.values().filter(|layer| shown(&layer.id));
    let source = |layer: &crate::model::Layer| Source {
        title: showing.said(&layer.title),
        source: layer.source.clone(),
        licence: layer.licence.clone(),
    };
    layers.map(source).collect()
}

fn point_of(found: &Found) -> Option<Point> {
    match found {
        Found::Municipality { point, .. } => *point,
        _ => None,
    }
}

/// What applies at a place: its municipality, the neighbours near by, the areas of other layers
/// where a point is known, and the answer for a service.
fn here(showing: &Showing<'_>, found: &Found, service: Option<&ServiceId>) -> Option<Here> {
    let Found::Municipality { code, matched, distance_m, near_border, point } = found else {
        return None;
    };
    let page = |code: MunicipalityCode| page_of(service, code);
    let geo = &showing.site.snapshot.geo;
    let area = |layer: &crate::model::Layer| {
        let located = geo.locate(&layer.id, (*point)?, showing.today())?;
        let names: Vec<String> = located.areas.into_iter().map(|area| area.name).collect();
        let said = HereArea { layer: showing.said(&layer.title), names };
        Some(said).filter(|area| !area.names.is_empty())
    };
    let at =
        point.map(|it| joined(&[("lat", &it.lat().to_string()), ("lon", &it.lon().to_string())]));
    let href = showing.url(&page(*code));
    Some(Here {
        name: showing.municipality_name(*code),
        href: format!("{href}{}", at.filter(|_| service.is_some()).unwrap_or_default()),
        nearest_km: distance_m.filter(|_| *matched == Match::Nearest).map(tenths_of_km),
        near_border: near(showing, near_border, page),
        areas: other_layers(showing).filter_map(area).collect(),
        state: service.map(|id| state(showing.signpost_at(id, found.clone()).outcome)),
    })
}

fn files(showing: &Showing<'_>, service: Option<&ServiceId>) -> Files {
    let portal = &showing.catalog().portal;
    let layer = portal.maps.municipalities.as_ref().map(ToString::to_string).unwrap_or_default();
    let query = joined(&[("service", service.map(ServiceId::as_str).unwrap_or_default())]);
    let page = showing.url(&Page::Map);
    Files {
        geojson: format!("/api/v1/layers/{layer}{query}"),
        csv: format!("/api/v1/layers/{layer}.csv{query}"),
        embed: format!("{}/embed{page}{query}", portal.base_url),
    }
}

fn live_areas(drawing: &drawing::Drawing, counties: &[County]) -> String {
    let items = counties.iter().flat_map(|county| &county.municipalities);
    let areas: Vec<LiveArea<'_>> = items
        .filter_map(|item| {
            let at = drawing.middle(MunicipalityCode::parse(&item.code)?)?;
            let MunicipalityItem { code, name, href, state } = item;
            Some(LiveArea { code, name, href, state: *state, at })
        })
        .collect();
    serde_json::to_string(&areas).expect("texts and finite numbers are JSON")
}
