//! A guide, one part at a time: contents, the part, the previous and the next one.
//! With `?print` all parts stand on one page.

use serde::Serialize;

use super::address::parts;
use super::checklist::checklist_item;
use super::guides::GuideItem;
use super::showing::{Head, Link, Said, Showing, View};
use super::start::parent;
use super::view::{ServiceItem, service_item};
use super::{Page, document};
use crate::model::{Guide, GuideId, Section, Text};

#[derive(Serialize)]
struct GuidePage {
    title: Said,
    summary: Said,
    fallback: Option<String>,
    contents: Vec<Part>,
    body: String,
    previous: Option<Link>,
    next: Option<Link>,
    print: Option<String>,
    /// Checklists on the same subject.
    checklists: Vec<GuideItem>,
    services: Vec<ServiceItem>,
    reviewed: String,
    owner: String,
}

#[derive(Serialize)]
struct Part {
    href: String,
    title: String,
    current: bool,
}

pub(super) fn view(showing: &Showing<'_>, id: &GuideId, part: Option<&str>) -> Option<View> {
    let guide = showing.catalog().guides.get(id)?;
    let (locale, text) = guide.texts.best(showing.locale)?;
    let names = names(showing, guide);
    let place = match part {
        Some(part) => names.iter().position(|name| name == part)?,
        None => 0,
    };
    let whole = showing.visit.query.iter().any(|(name, _)| name == "print");
    let titles: Vec<&str> = parts(guide, showing.locale).map(|it| it.title.as_str()).collect();
    let link = |place: usize| -> Option<Link> {
        Some(showing.link(&page_of_part(id, &names, place), titles.get(place)?))
    };
    let contents = (0..titles.len()).filter_map(&link).enumerate();
    let contents: Vec<Part> = contents
        .map(|(at, Link { href, title })| Part { href, title, current: at == place && !whole })
        .collect();
    let lang = showing.foreign(locale);
    let chosen = showing.chosen();
    let services = guide.services.iter().filter_map(|id| showing.catalog().services.get(id));
    let page = GuidePage {
        title: Said { text: text.title.clone(), lang: lang.clone() },
        summary: Said { text: text.summary.clone(), lang: lang.clone() },
        fallback: lang,
        body: document::html(showing, sections(text, place, whole), 2),
        previous: place.checked_sub(1).filter(|_| !whole).and_then(&link),
        next: Some(place + 1).filter(|_| !whole).and_then(&link),
        print: (titles.len() > 1 && !showing.visit.is_static && !whole)
            .then(|| format!("{}?print", showing.url(&Page::Guide(id.clone(), None)))),
        contents,
        checklists: showing
            .catalog()
            .checklists
            .values()
            .filter(|checklist| checklist.guides.contains(id))
            .filter_map(|checklist| checklist_item(showing, checklist))
            .collect(),
        services: services.map(|service| service_item(showing, service, chosen)).collect(),
        reviewed: showing.date(guide.reviewed),
        owner: guide.owner.clone(),
    };
    let head = head(showing, text, titles.get(place).filter(|_| place > 0).copied(), whole);
    Some(View::new("pages/guide.html", head, &page))
}

fn head(showing: &Showing<'_>, text: &Text, part: Option<&str>, whole: bool) -> Head {
    let title = match part {
        Some(part) => format!("{}: {part}", text.title),
        None => text.title.clone(),
    };
    Head {
        title,
        description: text.summary.clone(),
        parents: vec![parent(showing, &Page::Guides, "nav-guides")],
        noindex: whole,
        ..Head::default()
    }
}

/// The parts by their names in addresses' default language.
fn names(showing: &Showing<'_>, guide: &Guide) -> Vec<String> {
    let default = showing.site.addresses.default_locale();
    parts(guide, default).map(|part| part.id.clone()).collect()
}

fn page_of_part(id: &GuideId, names: &[String], place: usize) -> Page {
    let name = names.get(place).filter(|_| place > 0).cloned();
    Page::Guide(id.clone(), name)
}

/// The sections of one part with its sub-sections; the first part has what stands before it.
fn sections(text: &Text, place: usize, whole: bool) -> &[Section] {
    let all = &text.body.sections[..];
    if whole {
        return all;
    }
    let starts = all.iter().enumerate().filter(|(_, section)| section.level == 2);
    let starts: Vec<usize> = starts.map(|(at, _)| at).collect();
    let from = if place == 0 { 0 } else { starts.get(place).copied().unwrap_or(all.len()) };
    let to = starts.get(place + 1).copied().unwrap_or(all.len());
    all.get(from..to).unwrap_or_default()
}

/// The part, by its name in the default language, in which a heading stands; `None` for the first.
pub(super) fn part_with(
    showing: &Showing<'_>,
    guide: &Guide,
    anchor: Option<&str>,
) -> Option<String> {
    let (_, text) = guide.texts.best(showing.locale)?;
    let at = text.body.sections.iter().position(|section| Some(section.id.as_str()) == anchor)?;
    let before = text.body.sections.get(..=at)?;
    let place = before.iter().filter(|section| section.level == 2).count().checked_sub(1)?;
    names(showing, guide).get(place).filter(|_| place > 0).cloned()
}
