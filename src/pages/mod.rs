//! Every page of the portal as a pure view of a snapshot: a struct plus a template.
//! The page that is served and the page that is exported come from the same function.

mod accessibility;
mod address;
mod answer;
mod assets;
mod branches;
mod checklist;
mod checklists;
mod compare;
mod constant;
mod document;
mod drawing;
mod engine;
mod error;
mod event;
mod frame;
mod ground;
mod guide;
mod guides;
mod map;
mod municipalities;
mod municipality;
mod order;
mod place;
mod projection;
mod query;
mod search;
mod service;
mod service_points;
mod services;
mod showing;
mod sources;
mod start;
mod static_page;
mod topic;
mod topics;
mod view;

pub(crate) use address::percent_encode;
pub use assets::{Asset, Assets};
pub(crate) use query::day;

use std::sync::Arc;

use crate::basemap::BaseMap;
use crate::model::{
    ChecklistId, EventId, GuideId, Locale, MunicipalityCode, PageId, ServiceId, ServicePoint,
    TopicId,
};
use crate::problem::Problem;
use crate::snapshot::Snapshot;
use crate::tree::SourceTree;
use crate::words::Words;
use address::Addresses;
use drawing::Drawing;
use engine::Engine;
use order::Orders;
use showing::{Showing, View};

/// A snapshot with the words, the templates and the static files that show it.
pub struct Site {
    /// The facts and indexes.
    pub snapshot: Arc<Snapshot>,
    /// The interface words.
    pub words: Words,
    /// The static files by their path under `static/`.
    pub assets: Assets,
    /// The operator's own base map, when there is one that can be read. The edge opens it.
    pub basemap: Option<BaseMap>,
    addresses: Arc<Addresses>,
    engine: Engine,
    /// The map of all municipalities, drawn once.
    drawing: Drawing,
    /// The alphabetical orders of the languages.
    orders: Orders,
    /// What is vendored, for the page of sources.
    vendored: Vec<sources::Vendored>,
}

/// A page, by what it shows.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Page {
    /// The start page.
    Start,
    /// Search results.
    Search,
    /// All services.
    Services,
    /// A service: choose your municipality.
    Service(ServiceId),
    /// The signpost's answer for a service in a municipality.
    Answer(ServiceId, MunicipalityCode),
    /// A service in several municipalities, side by side.
    Compare(ServiceId),
    /// All municipalities.
    Municipalities,
    /// A municipality.
    Municipality(MunicipalityCode),
    /// All guides.
    Guides,
    /// A guide: its first part, or the part with this heading id in the default language.
    Guide(GuideId, Option<String>),
    /// All checklists.
    Checklists,
    /// A checklist: what it is about and what may be needed.
    Checklist(ChecklistId),
    /// The questions of a checklist.
    Questions(ChecklistId),
    /// What follows from the answers to a checklist.
    Plan(ChecklistId),
    /// How the questions of a checklist lead to each other, for its editor.
    Flow(ChecklistId),
    /// All events of life and business.
    Events,
    /// An event of life or business.
    Event(EventId),
    /// All topics.
    Topics,
    /// A topic.
    Topic(TopicId),
    /// The map.
    Map,
    /// Choose a place: municipality, locality, postcode, coordinates.
    Place,
    /// A static page such as "about".
    Static(PageId),
    /// Sources and licences.
    Sources,
    /// The accessibility statement.
    Accessibility,
}

/// What the visitor asked besides the page: the query of the address and the remembered choice.
#[derive(Debug, Clone, Default)]
pub struct Visit {
    /// The parameters of the address, decoded, in order.
    pub query: Vec<(String, String)>,
    /// Whether the address has more parameters than these.
    pub is_cut: bool,
    /// The municipality the visitor asked to be remembered.
    pub remembered: Option<MunicipalityCode>,
    /// Whether this is the static export, where search and signposting need the server.
    pub is_static: bool,
    /// Whether it stands in a page of another site: without the portal's frame.
    pub is_embedded: bool,
}

/// A finished page.
#[derive(Debug, Clone)]
pub struct Html {
    /// The whole document, in UTF-8: it is sent and written as it is.
    pub body: Vec<u8>,
    /// The HTTP status.
    pub status: u16,
    /// Whether it depends on nothing but the page and the snapshot, so that it can be kept.
    pub keep: bool,
    /// Where the visitor is sent on, with status 303.
    pub location: Option<String>,
    /// A search that found nothing.
    pub missed: Option<Missed>,
}

impl Html {
    /// The whole document as text.
    #[must_use]
    pub fn text(&self) -> &str {
        simdutf8::basic::from_utf8(&self.body).expect("templates and what fills them are text")
    }
}

/// A search that found nothing, without anything that tells of the visitor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missed {
    /// The words, where everybody uses them; empty where one might be a name or a secret.
    pub words: String,
    /// The language of the page.
    pub locale: Locale,
    /// The municipality that was chosen or understood.
    pub municipality: Option<MunicipalityCode>,
}

/// What an address leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Address {
    /// A page in a language.
    Page(Locale, Page),
    /// Another address: permanently moved.
    Redirect(String),
    /// Nothing.
    NotFound,
}

impl Site {
    /// Puts words, templates and static files to a snapshot; mistakes in templates are problems.
    #[must_use]
    pub fn new(snapshot: Arc<Snapshot>, tree: &SourceTree) -> (Self, Vec<Problem>) {
        let catalog = &snapshot.catalog;
        let words = Words::new(&catalog.words);
        let addresses = Arc::new(Addresses::new(catalog, &words));
        let locales = addresses.locales();
        let filled = || {
            let assets = Assets::new(tree);
            let portals = frame::portals(catalog, locales);
            let engine = Engine::new(tree, &words, &addresses, (&assets, &portals));
            (assets, engine)
        };
        let arranged = || (Drawing::new(catalog, &snapshot.geo), Orders::new(catalog, locales));
        let ((assets, (engine, problems)), (drawing, orders)) = rayon::join(filled, arranged);
        let vendored = sources::vendored(tree);
        let site = Self {
            snapshot,
            words,
            assets,
            basemap: None,
            addresses,
            engine,
            drawing,
            orders,
            vendored,
        };
        (site, problems)
    }

    /// Every page that exists by itself, without a query: what is exported, tested and in the sitemap.
    #[must_use]
    pub fn all(&self) -> Vec<Page> {
        let catalog = &self.snapshot.catalog;
        let mut pages = vec![
            Page::Start,
            Page::Search,
            Page::Services,
            Page::Municipalities,
            Page::Guides,
            Page::Checklists,
            Page::Events,
            Page::Topics,
            Page::Map,
            Page::Place,
            Page::Sources,
        ];
        pages.extend(catalog.accessibility.is_some().then_some(Page::Accessibility));
        pages.extend(catalog.pages.keys().cloned().map(Page::Static));
        pages.extend(catalog.topics.iter().map(|topic| Page::Topic(topic.id.clone())));
        pages.extend(catalog.events.iter().map(|event| Page::Event(event.id.clone())));
        pages.extend(catalog.municipalities.keys().copied().map(Page::Municipality));
        for id in catalog.guides.keys() {
            pages.push(Page::Guide(id.clone(), None));
            let parts = self.addresses.later_parts(id).iter();
            pages.extend(parts.map(|part| Page::Guide(id.clone(), Some(part.clone()))));
        }
        for id in catalog.checklists.keys() {
            let own = [Page::Checklist, Page::Questions, Page::Plan, Page::Flow];
            pages.extend(own.map(|page| page(id.clone())));
        }
        for id in catalog.services.keys() {
            pages.push(Page::Service(id.clone()));
            pages.push(Page::Compare(id.clone()));
            let codes = catalog.municipalities.keys();
            pages.extend(codes.map(|code| Page::Answer(id.clone(), *code)));
        }
        pages
    }

    /// The languages of the portal, the default one first.
    #[must_use]
    pub fn locales(&self) -> &[Locale] {
        self.addresses.locales()
    }

    /// The address of a page, from the root, percent-encoded.
    #[must_use]
    pub fn url(&self, locale: Locale, page: &Page) -> String {
        self.addresses.url(locale, page)
    }

    /// The address of the entry of a service point, on the page of the municipality it lies in.
    #[must_use]
    pub fn service_point_url(&self, locale: Locale, it: &ServicePoint) -> String {
        let page = self.url(locale, &Page::Municipality(it.municipality));
        format!("{page}#{}", service_points::anchor(it))
    }

    /// What a path (decoded, without query) leads to.
    #[must_use]
    pub fn resolve(&self, path: &str) -> Address {
        self.addresses.resolve(&self.snapshot.catalog, path)
    }

    /// Shows a page as it is at this moment.
    #[must_use]
    pub fn render(&self, locale: Locale, page: &Page, visit: &Visit, now: jiff::Timestamp) -> Html {
        let showing = Showing::new(self, locale, page, visit, now);
        match view_of(&showing) {
            Some(view) => showing.finish(view),
            None => self.error(locale, 404, None),
        }
    }

    /// How the questions of a checklist lead to each other and to what comes out, as an SVG picture.
    #[must_use]
    pub fn flow_picture(&self, locale: Locale, id: &ChecklistId) -> Option<String> {
        let (page, visit) = (Page::Flow(id.clone()), Visit::default());
        let showing = Showing::new(self, locale, &page, &visit, jiff::Timestamp::UNIX_EPOCH);
        checklist::flow_picture(&showing, id)
    }

    /// Shows an error page with ways on: 400, 404, 405, 413, 500 and the like; also to the page that
    /// was meant, where that is known.
    #[must_use]
    pub fn error(&self, locale: Locale, status: u16, meant: Option<&Page>) -> Html {
        error::render(self, locale, status, meant)
    }
}

/// The view of a page; `None` when what it should show does not exist.
fn view_of(showing: &Showing<'_>) -> Option<View> {
    match showing.page {
        Page::Start => Some(start::view(showing)),
        Page::Search => Some(search::view(showing)),
        Page::Services => Some(services::view(showing)),
        Page::Service(id) => service::view(showing, id),
        Page::Answer(id, code) => {
            let moved = service::moved(showing, *code, |code| Page::Answer(id.clone(), code));
            moved.or_else(|| answer::view(showing, id, *code))
        }
        Page::Compare(id) => compare::view(showing, id),
        Page::Municipalities => Some(municipalities::view(showing)),
        Page::Municipality(code) => {
            let moved = service::moved(showing, *code, Page::Municipality);
            moved.or_else(|| municipality::view(showing, *code))
        }
        Page::Guides => Some(guides::view(showing)),
        Page::Guide(id, part) => guide::view(showing, id, part.as_deref()),
        Page::Checklists => Some(checklists::view(showing)),
        Page::Checklist(id) => checklist::view(showing, id),
        Page::Questions(id) => checklist::questions(showing, id),
        Page::Plan(id) => checklist::plan(showing, id),
        Page::Flow(id) => checklist::flow(showing, id),
        Page::Events => Some(event::all(showing)),
        Page::Event(id) => event::view(showing, id),
        Page::Topics => Some(topics::view(showing)),
        Page::Topic(id) => topic::view(showing, id),
        Page::Map => Some(map::view(showing)),
        Page::Place => Some(place::view(showing)),
        Page::Static(id) => static_page::view(showing, id),
        Page::Sources => Some(sources::view(showing)),
        Page::Accessibility => accessibility::view(showing),
    }
}
