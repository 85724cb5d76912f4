//! Service points as pages list them: where one can go in person.

use serde::Serialize;

use super::Page;
use super::showing::{Link, Said, Showing};
use super::view::{dial, tenths_of_km, web};
use crate::geo::Found;
use crate::model::{HandledBy, MunicipalityCode, Point, ServiceId, ServicePoint};
use crate::signpost::{Handler, Outcome, Signpost};

/// The most service points that an answer lists.
const ANSWER_MAX: usize = 10;

/// A service point in a list.
#[derive(Debug, Clone, Serialize)]
pub(super) struct ServicePointItem {
    /// The id of its entry on the page of its municipality.
    pub anchor: String,
    pub name: Said,
    pub href: String,
    pub address: String,
    pub opening_hours: Option<Said>,
    pub phone: Option<Link>,
    pub website: Option<Link>,
    /// Who receives visitors there, when that is not the municipality it lies in.
    pub provider: Option<String>,
    /// What one gets help with there, where a file says so.
    pub services: Vec<Link>,
    pub source: String,
    pub confirmed: String,
    /// How far it is from the place that was asked for, where both are known.
    pub km: Option<f64>,
    /// Whether it can stand on a map.
    pub is_placed: bool,
    #[serde(skip)]
    position: Option<Point>,
    #[serde(skip)]
    municipality: MunicipalityCode,
}

/// The service points for the map page.
#[derive(Debug, Default, Serialize)]
pub(super) struct OnMap {
    /// Whether the position of any is known, so that they can be chosen.
    pub is_offered: bool,
    pub is_shown: bool,
    /// Those to be listed, when they are shown; nearest first where a point is known.
    pub list: Vec<ServicePointItem>,
}

/// The service points that lie in a municipality, and those of its own that lie elsewhere.
pub(super) fn in_municipality(
    showing: &Showing<'_>,
    code: MunicipalityCode,
) -> Vec<ServicePointItem> {
    let here = |it: &&ServicePoint| it.municipality == code || it.is_of_municipality(code);
    listed(showing, showing.catalog().service_points.iter().filter(here))
}

/// Where one can go with a service in a municipality: to those who handle it, as far as no file says
/// that they do not handle it there, and to whoever in the municipality says to help with it.
pub(super) fn at_answer(
    showing: &Showing<'_>,
    (service, code): (&ServiceId, MunicipalityCode),
    signpost: &Signpost,
) -> Vec<ServicePointItem> {
    let acting = acting(signpost, code);
    let fits = |it: &&ServicePoint| {
        let names_it = it.services.contains(service);
        let is_near = it.municipality == code || it.is_of_municipality(code);
        let is_acting = acting.as_ref() == Some(&it.provider);
        is_acting && (names_it || it.services.is_empty()) || is_near && names_it
    };
    let fitting: Vec<&ServicePoint> =
        showing.catalog().service_points.iter().filter(fits).collect();
    // Somebody who acts in the whole country is visited near by, where that is possible.
    let near = || fitting.iter().copied().filter(|it| it.municipality == code);
    let mut items = match near().next() {
        Some(_) => listed(showing, near()),
        None => listed(showing, fitting.iter().copied()),
    };
    sort_nearest_first(&mut items, &signpost.place);
    items.truncate(ANSWER_MAX);
    items
}

/// What the map page shows of service points.
pub(super) fn on_map(showing: &Showing<'_>, place: Option<&Found>) -> OnMap {
    let catalog = showing.catalog();
    if !catalog.has_placed_service_points() {
        return OnMap::default();
    }
    // The exported page has no form to choose with.
    let is_shown = showing.query.service_points || showing.visit.is_static;
    let mut list = if is_shown { listed(showing, &catalog.service_points) } else { Vec::new() };
    if let Some(place) = place {
        sort_nearest_first(&mut list, place);
    }
    OnMap { is_offered: true, is_shown, list }
}

/// Where a point is known those near it come first, with the distance; where only a municipality is
/// known those in it. What is as near stays in its order.
fn sort_nearest_first(items: &mut [ServicePointItem], place: &Found) {
    let Found::Municipality { code, point, .. } = place else { return };
    let Some(from) = point else {
        items.sort_by_key(|item| item.municipality != *code);
        return;
    };
    from.sort_nearest_first(items, |item| item.position);
    for item in items {
        item.km = item.position.map(|to| tenths_of_km(from.metres_to(to)));
    }
}

/// The places of service points for a drawing, with their labels and addresses.
pub(super) fn pins(items: &[ServicePointItem]) -> impl Iterator<Item = (Point, String, String)> {
    items.iter().filter_map(|item| {
        let label = format!("{}, {}", item.name.text, item.address);
        Some((item.position?, label, item.href.clone()))
    })
}

/// Who is to be visited: the one who handles the service, else the municipality unless it is known
/// not to have it.
fn acting(signpost: &Signpost, code: MunicipalityCode) -> Option<HandledBy> {
    match &signpost.handler {
        Some(Handler::Municipality(code)) => Some(HandledBy::Municipality(*code)),
        Some(Handler::Organisation(id)) => Some(HandledBy::Organisation(id.clone())),
        None => match signpost.outcome {
            Outcome::Direct | Outcome::Choose | Outcome::Unknown => {
                Some(HandledBy::Municipality(code))
            }
            _ => None,
        },
    }
}

/// The id of a service point's entry in a list.
pub(super) fn anchor(it: &ServicePoint) -> String {
    format!("service-point-{}", it.id)
}

/// Service points in the order of their names.
fn listed<'c>(
    showing: &Showing<'_>,
    service_points: impl IntoIterator<Item = &'c ServicePoint>,
) -> Vec<ServicePointItem> {
    let mut items: Vec<ServicePointItem> =
        service_points.into_iter().map(|it| item(showing, it)).collect();
    showing.order().sort(&mut items, |item| &item.name.text);
    items
}

fn item(showing: &Showing<'_>, it: &ServicePoint) -> ServicePointItem {
    let services = it.services.iter().filter_map(|id| {
        let service = showing.catalog().services.get(id)?;
        let page = Page::Answer(id.clone(), it.municipality);
        Some(showing.link(&page, service.title(showing.locale)))
    });
    ServicePointItem {
        name: showing.said(&it.names),
        href: showing.site.service_point_url(showing.locale, it),
        anchor: anchor(it),
        address: it.whole_address(),
        opening_hours: showing.said_if_any(&it.opening_hours),
        phone: it.phone.as_ref().map(|it| Link { href: dial(it), title: it.clone() }),
        website: it.url.as_deref().map(web),
        provider: provider(showing, it),
        services: services.collect(),
        source: it.source.clone(),
        confirmed: showing.date(it.confirmed),
        km: None,
        is_placed: it.position.is_some(),
        position: it.position,
        municipality: it.municipality,
    }
}

fn provider(showing: &Showing<'_>, it: &ServicePoint) -> Option<String> {
    match &it.provider {
        HandledBy::Municipality(code) if *code == it.municipality => None,
        HandledBy::Municipality(code) => Some(showing.municipality_name(*code)),
        HandledBy::Organisation(id) => {
            let organisation = showing.catalog().organisations.get(id)?;
            Some(organisation.name.text(showing.locale).to_owned())
        }
    }
}
