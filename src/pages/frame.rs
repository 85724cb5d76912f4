//! The frame around every page: head, header, breadcrumbs, notices, footer.

use std::collections::BTreeMap;

use serde::Serialize;

use super::query::joined;
use super::showing::{Head, Link, Said, Showing};
use super::{Page, document};
use crate::model::{Catalog, Locale, NoticeSeverity};

/// What every page says of the portal, in one language: `site` in every template.
#[derive(Serialize)]
pub(super) struct Portal {
    title: String,
    tagline: String,
    contact_name: String,
    contact_email: Option<String>,
    contact_phone: Option<String>,
    contact_url: Option<String>,
    has_about: bool,
    has_accessibility: bool,
}

/// What the layout template is filled with.
#[derive(Serialize)]
pub(super) struct Frame {
    lang: String,
    title: String,
    description: String,
    canonical: String,
    noindex: bool,
    alternates: Vec<Alternate>,
    languages: Vec<Language>,
    crumbs: Vec<Link>,
    notices: Vec<Banner>,
    municipality: Option<Chosen>,
    section: &'static str,
    here: String,
    is_start: bool,
    is_static: bool,
}

#[derive(Serialize)]
struct Alternate {
    lang: String,
    href: String,
}

#[derive(Serialize)]
struct Language {
    lang: String,
    name: String,
    href: String,
    current: bool,
}

#[derive(Serialize)]
struct Banner {
    severity: &'static str,
    title: Said,
    html: String,
}

/// The municipality the visitor has chosen.
#[derive(Serialize)]
struct Chosen {
    code: String,
    name: String,
    href: String,
    remembered: bool,
}

/// What every page says of the portal, for each language.
pub(super) fn portals(catalog: &Catalog, locales: &[Locale]) -> BTreeMap<Locale, Portal> {
    let portal = &catalog.portal;
    let one = |locale: Locale| Portal {
        title: portal.title.text(locale).to_owned(),
        tagline: portal.tagline.text(locale).to_owned(),
        contact_name: portal.contact_name.text(locale).to_owned(),
        contact_email: portal.contact.email.clone(),
        contact_phone: portal.contact.phone.clone(),
        contact_url: portal.contact_url.clone(),
        has_about: catalog.pages.contains_key("about"),
        has_accessibility: catalog.accessibility.is_some(),
    };
    locales.iter().map(|locale| (*locale, one(*locale))).collect()
}

pub(super) fn frame(showing: &Showing<'_>, head: &Head) -> Frame {
    let portal = &showing.catalog().portal;
    let base = portal.base_url.as_str();
    let is_start = *showing.page == Page::Start && head.title.is_empty();
    let name = portal.title.text(showing.locale);
    let title = if is_start { name.to_owned() } else { format!("{} – {name}", head.title) };
    let addresses = addresses(showing);
    let here = showing.url(showing.page);
    let start = Link { href: showing.url(&Page::Start), title: showing.word("nav-start") };
    let crumbs = if is_start { Vec::new() } else { [vec![start], head.parents.clone()].concat() };
    let canonical = match &head.canonical {
        Some(page) => format!("{base}{}", showing.url(page)),
        None => format!("{base}{here}"),
    };
    Frame {
        lang: showing.locale.to_string(),
        title,
        description: head.description.clone(),
        canonical,
        noindex: head.noindex,
        alternates: alternates(&addresses, head, base),
        languages: languages(showing, head, addresses),
        crumbs,
        notices: notices(showing, head),
        municipality: chosen(showing, head),
        section: section(showing.page),
        here,
        is_start,
        is_static: showing.visit.is_static,
    }
}

/// The addresses of the page itself, in every language.
fn addresses(showing: &Showing<'_>) -> Vec<(Locale, String)> {
    let url = |locale: &Locale| (*locale, showing.site.url(*locale, showing.page));
    showing.site.locales().iter().map(url).collect()
}

/// The same page in every language, for search engines; none where they should pass it over.
fn alternates(addresses: &[(Locale, String)], head: &Head, base: &str) -> Vec<Alternate> {
    if head.noindex {
        return Vec::new();
    }
    let one = |lang: String, url: &str| Alternate { lang, href: format!("{base}{url}") };
    let default = addresses.first().map(|(_, url)| one("x-default".to_owned(), url));
    let each = addresses.iter();
    each.map(|(locale, url)| one(locale.to_string(), url)).chain(default).collect()
}

/// The language switch: the same page with the same question.
fn languages(
    showing: &Showing<'_>,
    head: &Head,
    addresses: Vec<(Locale, String)>,
) -> Vec<Language> {
    let pairs = showing.visit.query.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let known = |(name, _): &(&str, &str)| PARAMETERS.contains(name);
    let query = match head.query.as_str() {
        "" => joined(&pairs.filter(known).collect::<Vec<_>>()),
        own => own.to_owned(),
    };
    let one = |(locale, url): (Locale, String)| Language {
        lang: locale.to_string(),
        name: showing.site.words.get(locale, "language-name", &[]),
        href: url + &query,
        current: locale == showing.locale,
    };
    addresses.into_iter().map(one).collect()
}

/// The parameters that the pages know.
const PARAMETERS: [&str; 16] = [
    "q",
    "municipality",
    "topic",
    "audience",
    "kind",
    "provided",
    "eid",
    "language",
    "page",
    "lat",
    "lon",
    "postcode",
    "place",
    "date",
    "service",
    "layers",
];

fn chosen(showing: &Showing<'_>, head: &Head) -> Option<Chosen> {
    let code = head.municipality.or_else(|| showing.chosen())?;
    Some(Chosen {
        code: code.to_string(),
        name: showing.municipality_name(code),
        href: showing.url(&Page::Municipality(code)),
        remembered: showing.visit.remembered == Some(code),
    })
}

/// The notices that hold now and concern the page, the gravest first.
fn notices(showing: &Showing<'_>, head: &Head) -> Vec<Banner> {
    let municipality = head.municipality.or_else(|| showing.chosen());
    let concerns = |notice: &&crate::model::Notice| {
        let here = notice.municipalities.is_empty()
            || municipality.is_some_and(|code| notice.municipalities.contains(&code));
        let this = notice.services.is_empty()
            || head.service.as_ref().is_some_and(|id| notice.services.contains(id));
        notice.holds_at(showing.now) && here && this
    };
    let mut notices: Vec<_> = showing.catalog().notices.values().filter(concerns).collect();
    notices.sort_by_key(|notice| std::cmp::Reverse(notice.severity));
    notices.into_iter().filter_map(|notice| banner(showing, notice)).collect()
}

fn banner(showing: &Showing<'_>, notice: &crate::model::Notice) -> Option<Banner> {
    let (locale, text) = notice.texts.best(showing.locale)?;
    Some(Banner {
        severity: match notice.severity {
            NoticeSeverity::Info => "info",
            NoticeSeverity::Warning => "warning",
            NoticeSeverity::Severe => "danger",
        },
        title: Said { text: text.title.clone(), lang: showing.foreign(locale) },
        html: document::html(showing, &text.body.sections, 3),
    })
}

/// Which entry of the main navigation a page belongs to.
fn section(page: &Page) -> &'static str {
    match page {
        Page::Services | Page::Service(_) | Page::Compare(_) | Page::Answer(..) => "services",
        Page::Topics | Page::Topic(_) => "topics",
        Page::Guides | Page::Guide(..) => "guides",
        Page::Municipalities | Page::Municipality(_) => "municipalities",
        Page::Checklists
        | Page::Checklist(_)
        | Page::Questions(_)
        | Page::Plan(_)
        | Page::Flow(_) => "checklists",
        Page::Map => "map",
        Page::Search => "search",
        _ => "",
    }
}
