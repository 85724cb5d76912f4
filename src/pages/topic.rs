//! A topic: its guides and its services.

use serde::Serialize;

use super::Page;
use super::guides::{GuideItem, guide_item};
use super::showing::{Head, Said, Showing, View};
use super::start::parent;
use super::view::{ServiceItem, service_item};
use crate::model::TopicId;

#[derive(Serialize)]
struct TopicPage {
    title: Said,
    summary: Said,
    guides: Vec<GuideItem>,
    services: Vec<ServiceItem>,
}

pub(super) fn view(showing: &Showing<'_>, id: &TopicId) -> Option<View> {
    let catalog = showing.catalog();
    let topic = catalog.topics.iter().find(|topic| topic.id == *id)?;
    let chosen = showing.chosen();
    let order = showing.order();
    let mut services: Vec<ServiceItem> = catalog
        .services
        .values()
        .filter(|service| service.topics.contains(id))
        .map(|service| service_item(showing, service, chosen))
        .collect();
    order.sort(&mut services, |service| &service.title.text);
    let mut guides: Vec<GuideItem> = catalog
        .guides
        .values()
        .filter(|guide| guide.topics.contains(id))
        .filter_map(|guide| guide_item(showing, guide))
        .collect();
    order.sort(&mut guides, |guide| &guide.title.text);
    let page = TopicPage {
        title: showing.said(&topic.title),
        summary: showing.said(&topic.summary),
        guides,
        services,
    };
    let head = Head {
        title: page.title.text.clone(),
        description: page.summary.text.clone(),
        parents: vec![parent(showing, &Page::Topics, "nav-topics")],
        ..Head::default()
    };
    Some(View::new("pages/topic.html", head, &page))
}
