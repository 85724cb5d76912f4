//! Pages and error pages: the path is resolved, rendered, and kept where it may be.

use super::App;
use super::answer::{Answer, Cache, Kind, Varies};
use super::ask::Ask;
use super::remember;
use super::store::{Body, Key};
use crate::live::Edition;
use crate::model::Locale;
use crate::pages::{Address, Page, Site, Visit};

const HTML: &str = "text/html; charset=utf-8";

/// Answers with the page at this path, or with the way to where it is now.
pub(crate) fn answer(app: &App, edition: &Edition, ask: &Ask<'_>, path: &str) -> Answer {
    match edition.site.resolve(path) {
        Address::Page(locale, page) => show(app, edition, ask, (locale, page)),
        Address::Redirect(to) => redirect(edition, ask, &to),
        Address::NotFound => error(edition, ask, 404),
    }
}

fn show(app: &App, edition: &Edition, ask: &Ask<'_>, (locale, page): (Locale, Page)) -> Answer {
    let remembered = remember::read(&edition.site, ask);
    let plain = ask.query.is_empty() && remembered.is_none();
    if plain && let Some((body, _)) = app.store.get(edition.number, Key::Page(locale, page.clone()))
    {
        return page_answer(200, body, Cache::Minute);
    }
    let Some(query) = ask.parameters() else { return error(edition, ask, 400) };
    let visit = Visit { query, remembered, is_static: false };
    let html = edition.site.render(locale, &page, &visit, jiff::Timestamp::now());
    let body = Body::new(html.body.into_bytes());
    let cache = match html.status {
        200 if html.keep => Cache::Minute,
        200 if remembered.is_some() => Cache::Private,
        200 => Cache::Revalidate,
        _ => Cache::Never,
    };
    if plain && cache == Cache::Minute {
        app.store.keep(edition.number, Key::Page(locale, page), (body.clone(), HTML));
    }
    page_answer(html.status, body, cache)
}

fn page_answer(status: u16, body: Body, cache: Cache) -> Answer {
    Answer::new(status, Kind::Page, HTML, body).cache(cache).varies(Varies::ByCookie)
}

/// Leads to where a page is now. The query goes along, so that a form's answer is not lost.
fn redirect(edition: &Edition, ask: &Ask<'_>, to: &str) -> Answer {
    // Two slashes would lead to another host; nobody writes that on purpose.
    if to.starts_with("//") || to.contains(|c: char| c.is_control() || c == '\\') {
        return error(edition, ask, 404);
    }
    let mut location = to.to_owned();
    if !ask.query.is_empty() && !to.contains(['?', '#']) {
        location.push('?');
        location.push_str(ask.query);
    }
    let mut answer = Answer::empty(301, Kind::Page).cache(Cache::Minute);
    answer.header("Location", location);
    answer
}

/// An error page with ways on, in the language of the address.
pub(crate) fn error(edition: &Edition, ask: &Ask<'_>, status: u16) -> Answer {
    let html = edition.site.error(locale_of(&edition.site, ask.path), status);
    Answer::new(html.status, ask.kind(), HTML, Body::new(html.body.into_bytes()))
}

fn locale_of(site: &Site, path: &str) -> Locale {
    let portal = &site.snapshot.catalog.portal;
    let first = path.split('/').nth(1).and_then(Locale::parse);
    first.filter(|locale| portal.locales.contains(locale)).unwrap_or(portal.default_locale())
}
