//! An editor's text as HTML: own links get their addresses, blocks their templates.

use serde::Serialize;

use super::address::encode_value;
use super::engine::Filling;
use super::showing::Showing;
use super::view::{Contacts, contacts_of, state};
use super::{Page, drawing};
use crate::markdown::escape_into;
use crate::model::{
    Block, CountyCode, Locale, MunicipalitySlug, NoteKind, OrganisationId, OwnLink, PageId, Piece,
    Section, Target,
};

/// Room for the headings of most texts, in bytes.
const HEADINGS_BYTES: usize = 512;
/// Blocks stand in blocks at most this deep; deeper ones are left out.
const DEPTH_MAX: usize = 8;

#[derive(Serialize)]
struct Note<'a> {
    kind: &'static str,
    color: &'static str,
    title: &'a str,
    body: String,
}

#[derive(Serialize)]
struct ContactBlock {
    contact: Contacts,
}

#[derive(Serialize)]
struct ServiceBlock {
    href: String,
    title: String,
    /// Its state in the chosen municipality.
    state: Option<&'static str>,
}

#[derive(Serialize)]
struct MunicipalityBlock {
    names: Vec<String>,
    body: String,
}

/// Sections with their headings; a heading of level 2 is written as level `top`.
pub(super) fn html(showing: &Showing<'_>, sections: &[Section], top: u8) -> String {
    let written = |piece: &Piece| if let Piece::Html(html) = piece { html.len() } else { 0 };
    let pieces_of = sections.iter().flat_map(|section| &section.pieces);
    let mut out = String::with_capacity(pieces_of.map(written).sum::<usize>() + HEADINGS_BYTES);
    for section in sections {
        if section.level > 0 {
            let level = (section.level.max(2) - 2 + top).min(6);
            out.push_str(&format!("<h{level} id=\""));
            escape_into(&mut out, &section.id);
            out.push_str("\">");
            escape_into(&mut out, &section.title);
            out.push_str(&format!("</h{level}>\n"));
        }
        pieces(showing, &section.pieces, 0, &mut out);
    }
    out
}

fn pieces(showing: &Showing<'_>, pieces: &[Piece], depth: usize, out: &mut String) {
    if depth > DEPTH_MAX {
        return;
    }
    for piece in pieces {
        match piece {
            Piece::Html(html) => out.push_str(html),
            Piece::Own(link) => escape_into(out, &own(showing, link)),
            Piece::Block(inner) => block(showing, inner, depth + 1, out),
        }
    }
}

fn inner(showing: &Showing<'_>, body: &[Piece], depth: usize) -> String {
    let mut out = String::new();
    pieces(showing, body, depth, &mut out);
    out
}

fn block(showing: &Showing<'_>, block: &Block, depth: usize, out: &mut String) {
    if !is_for_visitor(showing, block) {
        return;
    }
    let (template, filling) = match block {
        Block::Note { kind, title, body } => {
            let (kind, color) = note_look(*kind);
            let title = title.as_deref().unwrap_or_default();
            let body = inner(showing, body, depth);
            ("blocks/note.html", Filling::new(&Note { kind, color, title, body }))
        }
        Block::Steps(body) => {
            let body = inner(showing, body, depth);
            ("blocks/steps.html", Filling::new(&Note { kind: "", color: "", title: "", body }))
        }
        Block::Contact(name) => {
            let Some(contact) = contact(showing, name) else { return };
            ("blocks/contact.html", Filling::new(&ContactBlock { contact }))
        }
        Block::EService(id) => {
            let Some(service) = showing.catalog().services.get(id) else { return };
            let title = service.title(showing.locale).to_owned();
            let page = match showing.chosen() {
                Some(code) => Page::Answer(id.clone(), code),
                None => Page::Service(id.clone()),
            };
            let known = showing.chosen().map(|code| state(showing.signpost(id, code).outcome));
            // On the service's own page the button leads to the panel at its top.
            let href = match showing.page {
                Page::Service(own) if own == id => "#where".to_owned(),
                Page::Answer(own, _) if own == id => "#answer".to_owned(),
                _ => showing.url(&page),
            };
            ("blocks/e-service.html", Filling::new(&ServiceBlock { href, title, state: known }))
        }
        Block::Map(layer) => {
            let Some(map) = drawing::layer_map(showing, layer) else { return };
            ("blocks/map.html", Filling::new(&map))
        }
        Block::Include { locale, body, .. } => {
            return included(showing, (*locale, body), depth, out);
        }
        Block::Language { body, .. } => return pieces(showing, body, depth, out),
        Block::County { body, .. } | Block::Municipality { body, .. } => {
            let names = names(showing, block);
            let body = inner(showing, body, depth);
            ("blocks/municipality.html", Filling::new(&MunicipalityBlock { names, body }))
        }
    };
    match showing.site.engine.part(showing.locale, template, &filling) {
        Ok(html) => out.push_str(&html),
        Err(report) => tracing::error!(template, report, "a block could not be filled"),
    }
}

/// A snippet, marked where it is in another language than the page.
fn included(
    showing: &Showing<'_>,
    (locale, body): (Locale, &[Piece]),
    depth: usize,
    out: &mut String,
) {
    let lang = showing.foreign(locale);
    if let Some(lang) = &lang {
        out.push_str(&format!("<div lang=\"{lang}\">"));
    }
    pieces(showing, body, depth, out);
    if lang.is_some() {
        out.push_str("</div>");
    }
}

/// Whether a passage is for the visitor: who has chosen a municipality is not told what holds
/// elsewhere, and who has not is shown every passage with its names.
fn is_for_visitor(showing: &Showing<'_>, block: &Block) -> bool {
    let here = showing.chosen().and_then(|code| showing.catalog().municipalities.get(&code));
    match block {
        Block::Language { locales, .. } => locales.contains(&showing.locale),
        Block::County { codes, .. } => here.is_none_or(|here| codes.contains(&here.county)),
        Block::Municipality { slugs, .. } => {
            here.is_none_or(|here| slugs.iter().any(|slug| slug == here.slug.as_str()))
        }
        _ => true,
    }
}

/// The names of the places that a passage is for.
fn names(showing: &Showing<'_>, block: &Block) -> Vec<String> {
    let catalog = showing.catalog();
    match block {
        Block::County { codes, .. } => {
            let name = |code: &CountyCode| {
                catalog.county_name(*code).map_or_else(|| code.to_string(), str::to_owned)
            };
            codes.iter().map(name).collect()
        }
        Block::Municipality { slugs, .. } => {
            let found = slugs.iter().filter_map(|slug| catalog.municipality(slug));
            found.map(|it| it.name(showing.locale).to_owned()).collect()
        }
        _ => Vec::new(),
    }
}

fn note_look(kind: NoteKind) -> (&'static str, &'static str) {
    match kind {
        NoteKind::Info => ("info", "info"),
        NoteKind::Warning => ("warning", "warning"),
        NoteKind::Example => ("example", "neutral"),
        NoteKind::Summary => ("summary", "success"),
    }
}

/// An organisation's or a municipality's contacts.
fn contact(showing: &Showing<'_>, name: &str) -> Option<Contacts> {
    if let Some(organisation) =
        OrganisationId::parse(name).and_then(|id| showing.catalog().organisations.get(&id))
    {
        let title = organisation.name.text(showing.locale);
        let website = organisation.website.as_deref();
        return Some(contacts_of(showing, title, website, &organisation.contacts));
    }
    let slug = MunicipalitySlug::parse(name)?;
    let municipality = showing.catalog().municipality_by_slug(slug.as_str())?;
    let title = municipality.name(showing.locale);
    Some(contacts_of(showing, title, Some(&municipality.website), &municipality.contacts))
}

/// The address of an own page; an anchor on the page itself when it does not exist, which `check` tells.
fn own(showing: &Showing<'_>, link: &OwnLink) -> String {
    let anchor = link.anchor.as_deref();
    let hash = anchor.map(|id| format!("#{}", encode_value(id))).unwrap_or_default();
    match page_of(showing, &link.target, anchor) {
        Some(page) => format!("{}{hash}", showing.url(&page)),
        None if hash.is_empty() => "#".to_owned(),
        None => hash,
    }
}

fn page_of(showing: &Showing<'_>, target: &Target, anchor: Option<&str>) -> Option<Page> {
    let catalog = showing.catalog();
    match target {
        Target::Service(id) => {
            let (id, _) = catalog.services.get_key_value(id.as_str())?;
            Some(Page::Service(id.clone()))
        }
        Target::Guide(id) => {
            let (id, guide) = catalog.guides.get_key_value(id.as_str())?;
            let part = super::guide::part_with(showing, guide, anchor);
            Some(Page::Guide(id.clone(), part))
        }
        Target::Checklist(id) => {
            let (id, _) = catalog.checklists.get_key_value(id.as_str())?;
            Some(Page::Checklist(id.clone()))
        }
        Target::Event(id) => {
            let event = catalog.events.iter().find(|event| event.id.as_str() == id)?;
            Some(Page::Event(event.id.clone()))
        }
        Target::Topic(id) => Some(Page::Topic(catalog.topic(id)?.id.clone())),
        Target::Municipality(name) | Target::MunicipalityCode(name) => {
            Some(Page::Municipality(catalog.municipality(name)?.code))
        }
        Target::Page(id) => match id.as_str() {
            "sources" => Some(Page::Sources),
            "accessibility" => Some(Page::Accessibility),
            "map" => Some(Page::Map),
            id => {
                let id = PageId::parse(id)?;
                catalog.pages.contains_key(&id).then_some(Page::Static(id))
            }
        },
        _ => None,
    }
}
