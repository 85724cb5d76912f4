//! Every page of the portal as a pure view of a snapshot: a struct plus a template.
//! The page that is served and the page that is exported come from the same function.

use std::sync::Arc;

use crate::model::{GuideId, Locale, MunicipalityCode, PageId, ServiceId, TopicId};
use crate::problem::Problem;
use crate::snapshot::Snapshot;
use crate::tree::SourceTree;
use crate::words::Words;

/// A snapshot with the words, the templates and the static files that show it.
pub struct Site {
    /// The facts and indexes.
    pub snapshot: Arc<Snapshot>,
    /// The interface words.
    pub words: Words,
    /// The static files by their path under `static/`.
    pub assets: Assets,
}

/// The static files, each with the hash of its content.
#[derive(Debug, Clone, Default)]
pub struct Assets {
    files: std::collections::BTreeMap<String, Asset>,
}

/// A static file.
#[derive(Debug, Clone)]
pub struct Asset {
    /// Its bytes.
    pub bytes: Arc<[u8]>,
    /// Its media type.
    pub media_type: &'static str,
    /// The first 64 bits of its hash.
    pub hash: String,
    /// Its address.
    pub url: String,
}

impl Assets {
    /// A file by its path under `static/`.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&Asset> {
        self.files.get(path)
    }

    /// Every file with its path under `static/`, in the order of the paths.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Asset)> {
        self.files.iter().map(|(path, asset)| (path.as_str(), asset))
    }
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
    /// All municipalities.
    Municipalities,
    /// A municipality.
    Municipality(MunicipalityCode),
    /// All guides.
    Guides,
    /// A guide: its first part, or the part with this heading id.
    Guide(GuideId, Option<String>),
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
    /// The municipality the visitor asked to be remembered.
    pub remembered: Option<MunicipalityCode>,
    /// Whether this is the static export, where search and signposting need the server.
    pub is_static: bool,
}

/// A finished page.
#[derive(Debug, Clone)]
pub struct Html {
    /// The whole document.
    pub body: String,
    /// The HTTP status.
    pub status: u16,
    /// Whether it depends on nothing but the page and the snapshot, so that it can be kept.
    pub keep: bool,
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
    pub fn new(snapshot: Arc<Snapshot>, _tree: &SourceTree) -> (Self, Vec<Problem>) {
        let words = Words::new(&snapshot.catalog.words);
        (Self { snapshot, words, assets: Assets::default() }, Vec::new())
    }

    /// Every page that exists by itself, without a query: what is exported, tested and in the sitemap.
    #[must_use]
    pub fn all(&self) -> Vec<Page> {
        Vec::new()
    }

    /// The address of a page, from the root, percent-encoded.
    #[must_use]
    pub fn url(&self, _locale: Locale, _page: &Page) -> String {
        String::new()
    }

    /// What a path (decoded, without query) leads to.
    #[must_use]
    pub fn resolve(&self, _path: &str) -> Address {
        Address::NotFound
    }

    /// Shows a page as it is at this moment.
    #[must_use]
    pub fn render(
        &self,
        _locale: Locale,
        _page: &Page,
        _visit: &Visit,
        _now: jiff::Timestamp,
    ) -> Html {
        Html { body: String::new(), status: 200, keep: false }
    }

    /// Shows an error page with ways on: 400, 404, 405, 413, 500 and the like.
    #[must_use]
    pub fn error(&self, _locale: Locale, status: u16) -> Html {
        Html { body: String::new(), status, keep: false }
    }
}
