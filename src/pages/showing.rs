//! What a page has at hand while it is made, and what it gives back.

use serde::Serialize;

use super::engine::Filling;
use super::order::Order;
use super::query::Query;
use super::{Html, Missed, Page, Site, Visit, error, frame};
use crate::geo::{Found, PlaceQuery};
use crate::model::{Catalog, LocalText, Locale, MunicipalityCode, ServiceId};
use crate::signpost::{Signpost, day_in_sweden, moment_on, signpost};
use crate::words::{self, Argument};

/// A page being made: what is asked, in which language, at which moment.
pub(super) struct Showing<'a> {
    pub site: &'a Site,
    pub locale: Locale,
    pub page: &'a Page,
    pub visit: &'a Visit,
    pub query: Query,
    pub now: jiff::Timestamp,
}

/// What a page gives back: which template, with what, and what its frame says.
pub(super) struct View {
    pub template: &'static str,
    pub head: Head,
    pub filling: Filling,
    pub status: u16,
    pub location: Option<String>,
    pub missed: Option<Missed>,
}

/// What the frame around a page needs to know of it.
#[derive(Default)]
pub(super) struct Head {
    /// The page's own title, without the portal's.
    pub title: String,
    /// One or two sentences for search engines; empty for none.
    pub description: String,
    /// The pages above it, the start page left out, with the last one being the page's parent.
    pub parents: Vec<Link>,
    /// The address that counts when several show the same; `None` for the page's own.
    pub canonical: Option<Page>,
    /// Whether search engines should pass it over.
    pub noindex: bool,
    /// The service it is about, for notices.
    pub service: Option<ServiceId>,
    /// The part of the address after the path that the language switch keeps, with its `?`, where
    /// a page has parameters of its own.
    pub query: String,
    /// The municipality it is about, for notices and the header.
    pub municipality: Option<MunicipalityCode>,
}

/// A link with its text.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Link {
    pub href: String,
    pub title: String,
}

/// A text with its language, where that is not the page's.
#[derive(Debug, Clone, Default, Serialize)]
pub(super) struct Said {
    pub text: String,
    pub lang: Option<String>,
}

impl View {
    pub(super) fn new(template: &'static str, head: Head, content: &impl Serialize) -> Self {
        let filling = Filling::new(content);
        Self { template, head, filling, status: 200, location: None, missed: None }
    }

    pub(super) fn status(mut self, status: u16) -> Self {
        self.status = status;
        self
    }
}

impl<'a> Showing<'a> {
    pub(super) fn new(
        site: &'a Site,
        locale: Locale,
        page: &'a Page,
        visit: &'a Visit,
        now: jiff::Timestamp,
    ) -> Self {
        let query = Query::read(visit, &site.snapshot.catalog);
        let now = query.day.map_or(now, |day| moment_on(day, now));
        Self { site, locale, page, visit, query, now }
    }

    pub(super) fn catalog(&self) -> &'a Catalog {
        &self.site.snapshot.catalog
    }

    pub(super) fn url(&self, page: &Page) -> String {
        self.site.url(self.locale, page)
    }

    pub(super) fn link(&self, page: &Page, title: &str) -> Link {
        Link { href: self.url(page), title: title.to_owned() }
    }

    pub(super) fn word(&self, key: &str) -> String {
        self.site.words.get(self.locale, key, &[])
    }

    pub(super) fn words(&self, key: &str, arguments: &[(&str, Argument)]) -> String {
        self.site.words.get(self.locale, key, arguments)
    }

    pub(super) fn date(&self, date: jiff::civil::Date) -> String {
        words::date(&self.site.words, self.locale, date)
    }

    /// A text in the best language, marked when that is not the page's.
    pub(super) fn said(&self, text: &LocalText) -> Said {
        text.best(self.locale).map_or_else(Said::default, |(locale, text)| Said {
            text: text.clone(),
            lang: self.foreign(locale),
        })
    }

    /// The same, or nothing when there is no text.
    pub(super) fn said_if_any(&self, text: &LocalText) -> Option<Said> {
        Some(self.said(text)).filter(|said| !said.text.is_empty())
    }

    /// The language to mark a text with, when it is not the page's.
    pub(super) fn foreign(&self, locale: Locale) -> Option<String> {
        (locale != self.locale).then(|| locale.to_string())
    }

    /// The municipality chosen in the address, else the remembered one.
    pub(super) fn chosen(&self) -> Option<MunicipalityCode> {
        let remembered = self.visit.remembered;
        let known = remembered.filter(|code| self.catalog().municipalities.contains_key(code));
        self.query.municipality.or(known)
    }

    pub(super) fn municipality_name(&self, code: MunicipalityCode) -> String {
        let municipality = self.catalog().municipalities.get(&code);
        municipality.map_or_else(|| code.to_string(), |it| it.name(self.locale).to_owned())
    }

    /// The signpost of a service in a municipality.
    pub(super) fn signpost(&self, service: &ServiceId, code: MunicipalityCode) -> Signpost {
        self.signpost_at(service, Found::named(code))
    }

    pub(super) fn signpost_at(&self, service: &ServiceId, place: Found) -> Signpost {
        signpost(self.catalog(), &self.site.snapshot.geo, service, place, self.now)
    }

    /// The alphabetical order of the language.
    pub(super) fn order(&self) -> &'a Order {
        self.site.orders.of(self.locale)
    }

    /// The municipality in which a place lies on the day that is shown.
    pub(super) fn find(&self, place: &PlaceQuery) -> Found {
        self.site.snapshot.geo.find(place, self.today())
    }

    /// The day that is shown, in Sweden.
    pub(super) fn today(&self) -> jiff::civil::Date {
        day_in_sweden(self.now)
    }

    /// Puts the frame around a view.
    pub(super) fn finish(&self, view: View) -> Html {
        let frame = frame::frame(self, &view.head);
        let filling = view.filling.with("frame", &frame);
        let keep = view.status == 200
            && self.visit.query.is_empty()
            && self.visit.remembered.is_none()
            && self.is_timeless();
        match self.site.engine.page(self.locale, view.template, &filling) {
            Ok(body) => {
                let View { status, location, missed, .. } = view;
                Html { body, status, keep, location, missed }
            }
            Err(report) => {
                tracing::error!(template = view.template, report, "a template could not be filled");
                error::bare(500)
            }
        }
    }

    /// Whether the page stays as it is while the snapshot does: no notice begins or ends.
    fn is_timeless(&self) -> bool {
        self.catalog().notices.values().all(|notice| notice.to <= self.now)
    }
}
