//! A municipality: how to reach it, and every service with its state there.

use serde::Serialize;

use super::drawing::MapView;
use super::service_points::{self, ServicePointItem};
use super::showing::{Head, Link, Said, Showing, View};
use super::start::parent;
use super::view::{Contacts, ServiceItem, contacts_of, service_item, web};
use super::{Page, document};
use crate::model::{Municipality, MunicipalityCode};
use crate::words;

#[derive(Serialize)]
struct MunicipalityPage {
    code: String,
    name: String,
    county: String,
    names: Vec<Said>,
    contacts: Contacts,
    service_points: Vec<ServicePointItem>,
    /// Whether nothing tells where the municipality receives visitors.
    is_visit_unknown: bool,
    portal: Option<Link>,
    portal_note: Option<Said>,
    languages: Vec<String>,
    summary: Option<Said>,
    body: Option<String>,
    topics: Vec<TopicServices>,
    counts: Vec<(&'static str, usize)>,
    neighbours: Vec<Link>,
    map: MapView,
    population: Option<String>,
    population_note: Option<Said>,
    confirmed: String,
    source: String,
    succeeded_by: Option<Link>,
    remembered: bool,
}

/// The services of a topic.
#[derive(Serialize)]
struct TopicServices {
    id: String,
    title: Said,
    services: Vec<ServiceItem>,
}

pub(super) fn view(showing: &Showing<'_>, code: MunicipalityCode) -> Option<View> {
    let catalog = showing.catalog();
    let municipality = catalog.municipalities.get(&code)?;
    let name = municipality.name(showing.locale).to_owned();
    let drawing = &showing.site.drawing;
    let mut neighbours: Vec<Link> = drawing
        .neighbours(code)
        .iter()
        .map(|code| showing.link(&Page::Municipality(*code), &showing.municipality_name(*code)))
        .collect();
    showing.order().sort(&mut neighbours, |link| &link.title);
    let text = municipality.texts.best(showing.locale);
    let topics = topics(showing, code);
    let county = municipality.county;
    let service_points = service_points::in_municipality(showing, code);
    let pins = service_points::pins(&service_points);
    let map = drawing.with_pins(drawing.around(showing, code), pins);
    let has_address = municipality.contacts.iter().any(|contact| contact.address.is_some());
    let page = MunicipalityPage {
        code: code.to_string(),
        county: catalog.county_name(county).map_or_else(|| county.to_string(), str::to_owned),
        names: other_names(showing, municipality),
        contacts: contacts_of(showing, &name, Some(&municipality.website), &municipality.contacts),
        is_visit_unknown: service_points.is_empty() && !has_address,
        service_points,
        portal: municipality.portal.as_deref().map(web),
        portal_note: showing.said_if_any(&municipality.portal_note),
        languages: languages(showing, municipality),
        summary: text.filter(|(_, text)| !text.summary.is_empty()).map(|(locale, text)| Said {
            text: text.summary.clone(),
            lang: showing.foreign(locale),
        }),
        body: text.map(|(_, text)| document::html(showing, &text.body.sections, 2)),
        counts: counts(&topics),
        topics,
        map,
        neighbours,
        population: municipality
            .population
            .map(|number| words::number(&showing.site.words, showing.locale, number)),
        population_note: showing.said_if_any(&municipality.population_note),
        confirmed: showing.date(municipality.confirmed),
        source: municipality.source.clone(),
        succeeded_by: municipality
            .succeeded_by
            .map(|code| showing.link(&Page::Municipality(code), &showing.municipality_name(code))),
        remembered: showing.visit.remembered == Some(code),
        name: name.clone(),
    };
    let head = Head {
        description: showing.words("municipality-description", &[("name", name.as_str().into())]),
        title: name,
        parents: vec![parent(showing, &Page::Municipalities, "nav-municipalities")],
        municipality: Some(code),
        ..Head::default()
    };
    Some(View::new("pages/municipality.html", head, &page))
}

/// The names in other languages, each marked with its language.
fn other_names(showing: &Showing<'_>, municipality: &Municipality) -> Vec<Said> {
    let own = municipality.name(showing.locale);
    let others = municipality.names.iter().filter(|(_, name)| *name != own);
    others
        .map(|(locale, name)| Said { text: name.clone(), lang: showing.foreign(locale) })
        .collect()
}

/// The national minority languages with rights here, by name.
fn languages(showing: &Showing<'_>, municipality: &Municipality) -> Vec<String> {
    let languages = municipality.languages.iter();
    languages.map(|it| showing.word(&format!("language-{}", it.language))).collect()
}

/// Every service of every topic, with its state here. A service stands under its first topic only.
fn topics(showing: &Showing<'_>, code: MunicipalityCode) -> Vec<TopicServices> {
    let catalog = showing.catalog();
    let order = showing.order();
    let one = |topic: &crate::model::Topic| {
        let here = catalog.services.values().filter(|it| it.topics.first() == Some(&topic.id));
        let mut services: Vec<ServiceItem> =
            here.map(|service| service_item(showing, service, Some(code))).collect();
        order.sort(&mut services, |service| &service.title.text);
        TopicServices { id: topic.id.to_string(), title: showing.said(&topic.title), services }
    };
    let topics = catalog.topics.iter().map(one);
    topics.filter(|topic| !topic.services.is_empty()).collect()
}

fn counts(topics: &[TopicServices]) -> Vec<(&'static str, usize)> {
    let states = || topics.iter().flat_map(|topic| &topic.services).filter_map(|it| it.state);
    let count = |state: &'static str| (state, states().filter(|other| *other == state).count());
    let counted = ["provided", "handled", "elsewhere", "missing", "unknown"].map(count);
    counted.into_iter().filter(|(_, count)| *count > 0).collect()
}
