//! Municipalities on the map and in time, addresses of topics and events, redirects.

use std::collections::BTreeSet;

use crate::model::{Catalog, LocalText, Locale, MunicipalityCode};
use crate::parse::shown;
use crate::problem::{Code, Problem};

/// Tells of municipalities whose code begins with another county.
pub(super) fn counties(catalog: &Catalog, problems: &mut Vec<Problem>) {
    for municipality in catalog.municipalities.values() {
        let county = municipality.code.county();
        if county != municipality.county {
            let message = format!(
                "the code {} lies in county {county}, not {}",
                municipality.code, municipality.county
            );
            problems.push(Problem::new(Code::Contradiction, &municipality.path, message));
        }
    }
}

/// Tells of municipalities that no point can lie in.
pub(super) fn areas(catalog: &Catalog, problems: &mut Vec<Problem>) {
    let layer = catalog.portal.maps.municipalities.as_ref().and_then(|id| catalog.layers.get(id));
    let Some(layer) = layer else { return };
    let areas: BTreeSet<&str> = layer.areas.iter().map(|area| area.id.as_str()).collect();
    for municipality in catalog.municipalities.values() {
        let ended = municipality.succeeded_by.is_some();
        if !ended && !areas.contains(municipality.code.to_string().as_str()) {
            let message =
                format!("the layer `{}` has no area with the code {}", layer.id, municipality.code);
            let problem = Problem::new(Code::MissingArea, &municipality.path, message);
            problems.push(problem.hint("no point and no locality can lead here".to_owned()));
        }
    }
}

/// Tells of municipalities that succeed each other in a circle.
pub(super) fn successors(catalog: &Catalog, problems: &mut Vec<Problem>) {
    let next = |code: MunicipalityCode| catalog.municipalities.get(&code)?.succeeded_by;
    for municipality in catalog.municipalities.values() {
        let mut seen = BTreeSet::new();
        let mut code = next(municipality.code);
        while let Some(successor) = code {
            if successor == municipality.code {
                let message = "the municipality is succeeded in a circle".to_owned();
                problems.push(Problem::new(Code::Circle, &municipality.path, message));
            }
            code = if seen.insert(successor) { next(successor) } else { None };
        }
    }
}

/// Tells of topics, and of events, that would have the same address.
pub(super) fn slugs(catalog: &Catalog, problems: &mut Vec<Problem>) {
    let topics = catalog.topics.iter().map(|topic| &topic.slugs);
    twice("content/topics.toml", topics, problems);
    let events = catalog.events.iter().map(|event| &event.slugs);
    twice("content/events.toml", events, problems);
}

fn twice<'c>(path: &str, slugs: impl Iterator<Item = &'c LocalText>, problems: &mut Vec<Problem>) {
    let mut seen: BTreeSet<(Locale, &str)> = BTreeSet::new();
    for (locale, slug) in slugs.flat_map(LocalText::iter) {
        if !seen.insert((locale, slug)) {
            let message = format!("two have the address \"{}\" in `{locale}`", shown(slug));
            problems.push(Problem::new(Code::DuplicateSlug, path, message));
        }
    }
}

/// Tells of redirects that never arrive.
pub(super) fn redirects(catalog: &Catalog, problems: &mut Vec<Problem>) {
    for from in catalog.redirects.keys() {
        let mut seen = BTreeSet::from([from]);
        let mut next = catalog.redirects.get(from);
        while let Some(target) = next {
            if !seen.insert(target) {
                let message = format!("the redirect from \"{}\" never arrives", shown(from));
                let problem = Problem::new(Code::Redirect, "content/redirects.toml", message);
                problems.push(problem.hint("let it lead to a page that exists".to_owned()));
                break;
            }
            next = catalog.redirects.get(target);
        }
    }
}
