//! All services from A to Z, for everybody or for one audience.

use serde::Serialize;

use super::Page;
use super::query::{AUDIENCES, joined, name_of};
use super::showing::{Head, Showing, View};
use super::view::{ServiceItem, service_item};

#[derive(Serialize)]
struct Services {
    letters: Vec<Letter>,
    total: usize,
    audience: Option<&'static str>,
    filters: Vec<Filter>,
    mistakes: Vec<&'static str>,
}

#[derive(Serialize)]
struct Letter {
    letter: String,
    services: Vec<ServiceItem>,
}

#[derive(Serialize)]
struct Filter {
    /// The audience; empty for everybody.
    key: &'static str,
    href: String,
    current: bool,
}

pub(super) fn view(showing: &Showing<'_>) -> View {
    let audience = showing.query.audience;
    let chosen = showing.chosen();
    let catalog = showing.catalog();
    let wanted = catalog
        .services
        .values()
        .filter(|service| audience.is_none_or(|it| service.audience.contains(&it)));
    let mut services: Vec<ServiceItem> =
        wanted.map(|service| service_item(showing, service, chosen)).collect();
    showing.order().sort(&mut services, |service| &service.title.text);
    let page = Services {
        total: services.len(),
        letters: letters(services),
        audience: audience.map(|audience| name_of(&AUDIENCES, &audience)),
        filters: filters(showing),
        mistakes: showing.query.mistakes.iter().map(|mistake| mistake.key()).collect(),
    };
    let head = Head {
        title: showing.word("services-title"),
        description: showing.word("services-description"),
        ..Head::default()
    };
    View::new("pages/services.html", head, &page).status(showing.query.status())
}

/// The services under their first letters; they come sorted.
fn letters(services: Vec<ServiceItem>) -> Vec<Letter> {
    let mut letters: Vec<Letter> = Vec::new();
    for service in services {
        let first = service.title.text.chars().next().unwrap_or('–');
        let letter: String = first.to_uppercase().collect();
        match letters.last_mut().filter(|last| last.letter == letter) {
            Some(last) => last.services.push(service),
            None => letters.push(Letter { letter, services: vec![service] }),
        }
    }
    letters
}

fn filters(showing: &Showing<'_>) -> Vec<Filter> {
    let code = showing.query.municipality.map(|code| code.to_string()).unwrap_or_default();
    let here = showing.url(&Page::Services);
    let filter = |key: &'static str, current: bool| Filter {
        key,
        href: format!("{here}{}", joined(&[("audience", key), ("municipality", &code)])),
        current,
    };
    let asked = showing.query.audience;
    let each = AUDIENCES.iter().map(|(key, audience)| filter(key, asked == Some(*audience)));
    [filter("", asked.is_none())].into_iter().chain(each).collect()
}
