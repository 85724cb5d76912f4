//! Choose a place: one field for a municipality, a locality, a postcode or coordinates.

use serde::Serialize;

use super::Page;
use super::drawing::MapView;
use super::service::{PlaceAnswer, place_answer};
use super::showing::{Head, Showing, View};
use super::view::{County, MunicipalityItem, Near, by_county, near, tenths_of_km};
use crate::geo::{Found, Match};
use crate::model::MunicipalityCode;

#[derive(Serialize)]
struct PlacePage {
    place: PlaceAnswer,
    found: Option<FoundPlace>,
    counties: Vec<County>,
    map: MapView,
    mistakes: Vec<&'static str>,
}

#[derive(Serialize)]
struct FoundPlace {
    code: String,
    name: String,
    href: String,
    services: String,
    nearest_km: Option<f64>,
    near_border: Vec<Near>,
    remembered: bool,
}

pub(super) fn view(showing: &Showing<'_>) -> View {
    let asked = showing.query.place.as_ref().map(|place| showing.find(place));
    let found = match &asked {
        Some(found) => found_place(showing, found),
        None => showing.query.municipality.map(|code| place_of(showing, code)),
    };
    let counties = by_county(showing, |municipality| MunicipalityItem {
        code: municipality.code.to_string(),
        name: municipality.name(showing.locale).to_owned(),
        href: showing.url(&Page::Municipality(municipality.code)),
        state: None,
    });
    let page = PlacePage {
        place: place_answer(showing, asked.as_ref(), Page::Municipality),
        found,
        map: showing.site.drawing.links(showing, &counties),
        counties,
        mistakes: showing.query.mistakes.iter().map(|mistake| mistake.key()).collect(),
    };
    let mut status = showing.query.status();
    if status == 200 && page.place.unknown.is_some() {
        status = 404;
    }
    let head = Head {
        title: showing.word("place-title"),
        description: showing.word("place-description"),
        noindex: !showing.visit.query.is_empty(),
        ..Head::default()
    };
    View::new("pages/place.html", head, &page).status(status)
}

fn found_place(showing: &Showing<'_>, found: &Found) -> Option<FoundPlace> {
    let Found::Municipality { code, matched, distance_m, near_border, .. } = found else {
        return None;
    };
    Some(FoundPlace {
        nearest_km: distance_m.filter(|_| *matched == Match::Nearest).map(tenths_of_km),
        near_border: near(showing, near_border, Page::Municipality),
        ..place_of(showing, *code)
    })
}

fn place_of(showing: &Showing<'_>, code: MunicipalityCode) -> FoundPlace {
    let code_text = code.to_string();
    let query = super::query::joined(&[("municipality", &code_text)]);
    FoundPlace {
        name: showing.municipality_name(code),
        href: showing.url(&Page::Municipality(code)),
        services: format!("{}{query}", showing.url(&Page::Services)),
        nearest_km: None,
        near_border: Vec::new(),
        remembered: showing.visit.remembered == Some(code),
        code: code_text,
    }
}
