//! Pages and error pages: the path is resolved, rendered, and kept where it may be.

use super::App;
use super::answer::{Answer, Kind, Sharing, Varies};
use super::ask::Ask;
use super::remember;
use super::store::{Body, Kept};
use crate::live::Edition;
use crate::model::Locale;
use crate::pages::{Address, Page, Site, Visit};

const HTML: &str = "text/html; charset=utf-8";

/// Answers with the page at this path, or with the way to where it is now.
pub(crate) fn answer(app: &App, edition: &Edition, ask: &Ask<'_>, path: &str) -> Answer {
    match edition.site.resolve(path) {
        Address::Page(locale, page) => show(app, edition, ask, (path, locale, page)),
        Address::Redirect(to) => redirect(edition, ask, &to),
        Address::NotFound => error(edition, ask, 404),
    }
}

fn show(
    app: &App,
    edition: &Edition,
    ask: &Ask<'_>,
    (path, locale, page): (&str, Locale, Page),
) -> Answer {
    let remembered = remember::read(&edition.site, ask);
    let plain = ask.query.is_empty() && remembered.is_none();
    if plain && let Some(kept) = app.store.get(edition.number, path) {
        return Answer::of(kept);
    }
    let (query, is_cut) = match ask.parameters() {
        Some(query) => (query, false),
        // There is always a nearest question, whatever else the address says.
        None if matches!(page, Page::Questions(_) | Page::Plan(_)) => {
            (ask.first_parameters(), true)
        }
        None => return error(edition, ask, 400),
    };
    let visit = Visit { query, is_cut, remembered, ..Visit::default() };
    let now = jiff::Timestamp::now();
    let html = edition.site.render(locale, &page, &visit, now);
    if let (Some(misses), Some(missed)) = (&app.misses, &html.missed) {
        misses.count(missed, now);
    }
    if let Some(to) = html.location {
        // Where it leads depends on what was asked and on what is remembered: nobody keeps it.
        return lead(edition, ask, (303, &to), Sharing::Private);
    }
    let body = Body::new(html.body);
    if html.status != 200 {
        return Answer::new(html.status, Kind::Page, HTML, body).varies(Varies::ByCookie);
    }
    let sharing = match remembered {
        Some(_) => Sharing::Private,
        None if html.keep => Sharing::Minute,
        None => Sharing::Revalidate,
    };
    let (kind, varies) = (Kind::Page, Varies::ByCookie);
    let kept = Kept { kind, body, media: HTML, sharing, varies };
    if plain {
        // A page with a notice is kept as well: here nothing is kept longer than a minute.
        app.store.keep(edition.number, path, &kept);
    }
    Answer::of(kept)
}

/// A page for the frame of another site: only the map, without cookies, and always the same for
/// everybody.
pub(crate) fn embedded(edition: &Edition, ask: &Ask<'_>, path: &str) -> Answer {
    let Address::Page(locale, Page::Map) = edition.site.resolve(path) else {
        return error(edition, ask, 404);
    };
    let Some(query) = ask.parameters() else { return error(edition, ask, 400) };
    let visit = Visit { query, is_embedded: true, ..Visit::default() };
    let html = edition.site.render(locale, &Page::Map, &visit, jiff::Timestamp::now());
    let body = Body::new(html.body);
    let answer = Answer::new(html.status, Kind::Page, HTML, body)
        .framed_by(&edition.site.snapshot.catalog.portal.embed_allowed);
    if html.status == 200 { answer.sharing(Sharing::Minute) } else { answer }
}

/// Leads to where a page is now. The query goes along, so that a form's answer is not lost.
fn redirect(edition: &Edition, ask: &Ask<'_>, to: &str) -> Answer {
    if ask.query.is_empty() || to.contains(['?', '#']) {
        return lead(edition, ask, (301, to), Sharing::Minute);
    }
    lead(edition, ask, (301, &format!("{to}?{}", ask.query)), Sharing::Minute)
}

fn lead(edition: &Edition, ask: &Ask<'_>, (status, to): (u16, &str), sharing: Sharing) -> Answer {
    // Two slashes would lead to another host; nobody writes that on purpose.
    if to.starts_with("//") || to.contains(|c: char| c.is_control() || c == '\\') {
        return error(edition, ask, 404);
    }
    let mut answer = Answer::empty(status, Kind::Page).sharing(sharing);
    answer.header("location", to.to_owned());
    answer
}

/// An error page with ways on, in the language of the address.
pub(crate) fn error(edition: &Edition, ask: &Ask<'_>, status: u16) -> Answer {
    let site = &edition.site;
    // Who asked for a page in an address that is too much is led back to that page.
    let path = matches!(status, 400 | 414).then(|| ask.decoded_path()).flatten();
    let meant = match path.map(|path| site.resolve(&path)) {
        Some(Address::Page(_, page)) => Some(page),
        _ => None,
    };
    let html = site.error(locale_of(site, ask.path), status, meant.as_ref());
    Answer::new(html.status, ask.kind(), HTML, Body::new(html.body))
}

fn locale_of(site: &Site, path: &str) -> Locale {
    let portal = &site.snapshot.catalog.portal;
    let first = path.split('/').nth(1).and_then(Locale::parse);
    first.filter(|locale| portal.locales.contains(locale)).unwrap_or(portal.default_locale())
}
