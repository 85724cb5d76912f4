//! The start page: one search field, the municipality, topics, entrances, common services.

use serde::Serialize;

use super::Page;
use super::query::{AUDIENCES, joined};
use super::showing::{Head, Link, Said, Showing, View};
use super::view::{County, MunicipalityItem, ServiceItem, by_county, service_item};

#[derive(Serialize)]
struct Start {
    title: String,
    counties: Vec<County>,
    chosen: Option<String>,
    topics: Vec<TopicCard>,
    common: Vec<ServiceItem>,
    entrances: Vec<Entrance>,
    services: usize,
    municipalities: usize,
}

/// A topic with its sentence.
#[derive(Serialize)]
pub(super) struct TopicCard {
    href: String,
    title: Said,
    summary: Said,
}

#[derive(Serialize)]
struct Entrance {
    key: &'static str,
    href: String,
}

pub(super) fn view(showing: &Showing<'_>) -> View {
    let catalog = showing.catalog();
    let chosen = showing.chosen();
    let common = catalog.services.values().filter(|service| service.common);
    let page = Start {
        title: catalog.portal.tagline.text(showing.locale).to_owned(),
        counties: by_county(showing, |municipality| MunicipalityItem {
            code: municipality.code.to_string(),
            name: municipality.name(showing.locale).to_owned(),
            href: showing.url(&Page::Municipality(municipality.code)),
            state: None,
        }),
        chosen: chosen.map(|code| code.to_string()),
        topics: topic_cards(showing),
        common: common.map(|service| service_item(showing, service, chosen)).collect(),
        entrances: entrances(showing),
        services: catalog.services.len(),
        municipalities: catalog.municipalities.len(),
    };
    let description = page.title.clone();
    let head = Head { description, ..Head::default() };
    View::new("pages/start.html", head, &page)
}

pub(super) fn topic_cards(showing: &Showing<'_>) -> Vec<TopicCard> {
    let card = |topic: &crate::model::Topic| TopicCard {
        href: showing.url(&Page::Topic(topic.id.clone())),
        title: showing.said(&topic.title),
        summary: showing.said(&topic.summary),
    };
    showing.catalog().topics.iter().map(card).collect()
}

/// The ways in for citizens, companies and associations.
fn entrances(showing: &Showing<'_>) -> Vec<Entrance> {
    let services = showing.url(&Page::Services);
    let one = |(key, _): &(&'static str, _)| Entrance {
        key,
        href: format!("{services}{}", joined(&[("audience", key)])),
    };
    AUDIENCES.iter().map(one).collect()
}

/// A link to the start page's parent of a list page.
pub(super) fn parent(showing: &Showing<'_>, page: &Page, key: &str) -> Link {
    showing.link(page, &showing.word(key))
}
