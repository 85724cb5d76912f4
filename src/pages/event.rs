//! A situation in life or business: its checklists, guides and services on one page; and all of them.

use serde::Serialize;

use super::Page;
use super::checklist::checklist_item;
use super::guides::{GuideItem, guide_item};
use super::showing::{Head, Said, Showing, View};
use super::start::parent;
use super::view::{ServiceItem, service_item};
use crate::model::{Event, EventId, EventKind};

#[derive(Serialize)]
struct EventPage {
    title: Said,
    summary: Said,
    checklists: Vec<GuideItem>,
    guides: Vec<GuideItem>,
    services: Vec<ServiceItem>,
}

#[derive(Serialize)]
struct Events {
    kinds: Vec<EventsOfKind>,
}

/// The events of life, or those of business.
#[derive(Serialize)]
struct EventsOfKind {
    kind: &'static str,
    events: Vec<GuideItem>,
}

pub(super) fn view(showing: &Showing<'_>, id: &EventId) -> Option<View> {
    let catalog = showing.catalog();
    let event = catalog.events.iter().find(|event| event.id == *id)?;
    let chosen = showing.chosen();
    let order = showing.order();
    let checklists = catalog.checklists.values().filter(|it| it.events.contains(id));
    let guides = catalog.guides.values().filter(|it| it.events.contains(id));
    let services = catalog.services.values().filter(|it| it.events.contains(id));
    let mut page = EventPage {
        title: showing.said(&event.title),
        summary: showing.said(&event.summary),
        checklists: checklists.filter_map(|it| checklist_item(showing, it)).collect(),
        guides: guides.filter_map(|it| guide_item(showing, it)).collect(),
        services: services.map(|it| service_item(showing, it, chosen)).collect(),
    };
    order.sort(&mut page.checklists, |it| &it.title.text);
    order.sort(&mut page.guides, |it| &it.title.text);
    order.sort(&mut page.services, |it| &it.title.text);
    let head = Head {
        title: page.title.text.clone(),
        description: page.summary.text.clone(),
        parents: vec![parent(showing, &Page::Events, "nav-events")],
        ..Head::default()
    };
    Some(View::new("pages/event.html", head, &page))
}

/// All events, those of life first.
pub(super) fn all(showing: &Showing<'_>) -> View {
    let of = |kind: EventKind, name: &'static str| EventsOfKind {
        kind: name,
        events: showing
            .catalog()
            .events
            .iter()
            .filter(|event| event.kind == kind)
            .map(|event| event_item(showing, event))
            .collect(),
    };
    let kinds = [of(EventKind::Life, "life"), of(EventKind::Business, "business")];
    let kinds = kinds.into_iter().filter(|kind| !kind.events.is_empty()).collect();
    let head = Head {
        title: showing.word("events-title"),
        description: showing.word("events-description"),
        ..Head::default()
    };
    View::new("pages/events.html", head, &Events { kinds })
}

fn event_item(showing: &Showing<'_>, event: &Event) -> GuideItem {
    GuideItem {
        href: showing.url(&Page::Event(event.id.clone())),
        title: showing.said(&event.title),
        summary: showing.said(&event.summary),
    }
}
