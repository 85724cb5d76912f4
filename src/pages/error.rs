//! What a visitor sees when a page cannot be shown: what happened, and ways on.

use serde::Serialize;

use super::showing::{Head, Link, Showing, View};
use super::{Html, Page, Site, Visit};
use crate::model::{Checklist, Locale};

/// The statuses that have words of their own; every other one has those of its class.
const TOLD: [u16; 9] = [400, 404, 405, 408, 413, 414, 429, 500, 503];

#[derive(Serialize)]
struct ErrorPage {
    status: u16,
    title: String,
    text: String,
    meant: Option<Meant>,
}

/// The page that was meant.
#[derive(Serialize)]
struct Meant {
    href: String,
    /// For a checklist its name and its first question.
    checklist: Option<Link>,
}

/// The page of an error. It has no address of its own and is never kept.
pub(super) fn render(site: &Site, locale: Locale, status: u16, meant: Option<&Page>) -> Html {
    let visit = Visit::default();
    let showing = Showing::new(site, locale, &Page::Start, &visit, jiff::Timestamp::UNIX_EPOCH);
    let told = match status {
        told if TOLD.contains(&told) => told,
        // Too many or too large headers: too much, as a form that is too large.
        431 => 413,
        500.. => 500,
        _ => 400,
    };
    let title = showing.word(&format!("error-{told}-title"));
    let text = showing.word(&format!("error-{told}-text"));
    let head = Head { title: title.clone(), noindex: true, ..Head::default() };
    let meant = meant.map(|page| meant_page(&showing, page));
    let view = View::new("pages/error.html", head, &ErrorPage { status, title, text, meant });
    Html { keep: false, ..showing.finish(view.status(status)) }
}

fn meant_page(showing: &Showing<'_>, page: &Page) -> Meant {
    let (Page::Checklist(id) | Page::Questions(id) | Page::Plan(id) | Page::Flow(id)) = page else {
        return Meant { href: showing.url(page), checklist: None };
    };
    let begin = |checklist: &Checklist| {
        showing.link(&Page::Questions(id.clone()), checklist.title(showing.locale))
    };
    Meant {
        href: showing.url(&Page::Checklist(id.clone())),
        checklist: showing.catalog().checklists.get(id).map(begin),
    }
}

/// The last way out, when not even the error page's template can be filled.
pub(super) fn bare(status: u16) -> Html {
    let body = format!("<!doctype html><title>{status}</title><h1>{status}</h1>");
    Html { body: body.into_bytes(), status, keep: false, location: None, missed: None }
}
