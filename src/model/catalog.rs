//! All typed facts of one portal.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{
    Accessibility, Bet, Checklist, ChecklistId, CountyCode, Event, EventId, Gazetteer, Guide,
    GuideId, Layer, LayerId, LocalText, Locale, Municipality, MunicipalityCode, Notice, NoticeId,
    Organisation, OrganisationId, PageId, Portal, Provision, Service, ServiceId, ServicePoint,
    Snippet, SnippetId, StaticPage, Synonyms, Topic, TopicId,
};

/// Provisions by service and municipality.
pub type Provisions = BTreeMap<ServiceId, BTreeMap<MunicipalityCode, Arc<Provision>>>;

/// Everything the files of a portal say. Immutable once parsed.
#[derive(Debug, Clone, Default)]
pub struct Catalog {
    /// `samvis.toml`.
    pub portal: Portal,
    /// Topics, in the order of their file.
    pub topics: Vec<Topic>,
    /// Life and business events, in the order of their file.
    pub events: Vec<Event>,
    /// Services by id.
    pub services: BTreeMap<ServiceId, Service>,
    /// Guides by id.
    pub guides: BTreeMap<GuideId, Guide>,
    /// Checklists by id.
    pub checklists: BTreeMap<ChecklistId, Checklist>,
    /// Static pages by id.
    pub pages: BTreeMap<PageId, StaticPage>,
    /// Passages that several texts include, by id.
    pub snippets: BTreeMap<SnippetId, Snippet>,
    /// Municipalities by code.
    pub municipalities: BTreeMap<MunicipalityCode, Municipality>,
    /// How each municipality provides each service, where a file says so. A missing pair is *unknown*.
    pub provisions: Provisions,
    /// Organisations by id.
    pub organisations: BTreeMap<OrganisationId, Organisation>,
    /// Every place in a municipality of the portal where somebody receives visitors: those of
    /// municipalities by code, then those of organisations by id. The files they stand in have been
    /// looked at together, so no id is there twice and no position is outside its municipality.
    pub service_points: Vec<ServicePoint>,
    /// Notices by id.
    pub notices: BTreeMap<NoticeId, Notice>,
    /// Map layers by id.
    pub layers: BTreeMap<LayerId, Layer>,
    /// Localities and postcodes.
    pub gazetteer: Gazetteer,
    /// The facts of the accessibility statement, where the portal has them.
    pub accessibility: Option<Accessibility>,
    /// Old addresses and where they lead now.
    pub redirects: BTreeMap<String, String>,
    /// The interface words: one Fluent source per language.
    pub words: BTreeMap<Locale, Arc<str>>,
    /// Words that find the same things, per language.
    pub synonyms: BTreeMap<Locale, Synonyms>,
    /// What editors put first for some queries, or never show for them.
    pub bets: Vec<Bet>,
    /// Every mention of another thing by its id, with the place where it stands, for `check`;
    /// those of one thing together.
    pub references: Vec<Arc<[Reference]>>,
}

/// What an id can refer to. Ids are kept as written: whether they exist is checked later.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    /// A service id.
    Service(String),
    /// A guide id.
    Guide(String),
    /// A checklist id.
    Checklist(String),
    /// A topic id.
    Topic(String),
    /// An event id.
    Event(String),
    /// A municipality code.
    MunicipalityCode(String),
    /// A municipality slug.
    Municipality(String),
    /// An organisation id.
    Organisation(String),
    /// A layer id.
    Layer(String),
    /// A static page id.
    Page(String),
    /// A snippet id.
    Snippet(String),
    /// An organisation id or a municipality slug.
    Contact(String),
    /// An area of a layer: layer id and area id.
    Area(String, String),
}

/// A mention of another thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The file, relative to the portal folder; the mentions of a file share it.
    pub path: Arc<str>,
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
    /// What is mentioned.
    pub target: Target,
    /// The heading id asked for, where a link has one, with the language of the page it stands in.
    pub anchor: Option<(Locale, String)>,
}

impl Reference {
    /// The path of a file as its next mention has it, after these.
    pub(crate) fn path_after(earlier: &[Self], path: &str) -> Arc<str> {
        earlier.last().map_or_else(|| Arc::from(path), |last| Arc::clone(&last.path))
    }
}

impl Catalog {
    /// The municipality with this slug.
    #[must_use]
    pub fn municipality_by_slug(&self, slug: &str) -> Option<&Municipality> {
        self.municipalities.values().find(|municipality| municipality.slug.as_str() == slug)
    }

    /// The municipality with this code or slug, as a person or a program may write it.
    #[must_use]
    pub fn municipality(&self, code_or_slug: &str) -> Option<&Municipality> {
        MunicipalityCode::parse(code_or_slug)
            .and_then(|code| self.municipalities.get(&code))
            .or_else(|| self.municipality_by_slug(code_or_slug))
    }

    /// What a file says of a service in a municipality.
    #[must_use]
    pub fn provision(&self, service: &ServiceId, code: MunicipalityCode) -> Option<&Provision> {
        self.provisions.get(service)?.get(&code).map(AsRef::as_ref)
    }

    /// What files say of services in municipalities, by service, then by municipality.
    pub fn provisions(&self) -> impl Iterator<Item = &Provision> {
        self.provisions.values().flat_map(BTreeMap::values).map(AsRef::as_ref)
    }

    /// The topic with this id.
    #[must_use]
    pub fn topic(&self, id: &str) -> Option<&Topic> {
        self.topics.iter().find(|topic| topic.id.as_str() == id)
    }

    /// Whether the position of any service point is known.
    #[must_use]
    pub fn has_placed_service_points(&self) -> bool {
        self.service_points.iter().any(|it| it.position.is_some())
    }

    /// The name of a county, from the county layer.
    #[must_use]
    pub fn county_name(&self, county: CountyCode) -> Option<&str> {
        let layer = self.layers.get(self.portal.maps.counties.as_ref()?)?;
        let code = county.to_string();
        layer.areas.iter().find(|area| area.id == code).map(|area| area.name.as_str())
    }

    /// The portal's title.
    #[must_use]
    pub fn title(&self) -> &LocalText {
        &self.portal.title
    }

    /// Whether a topic with this id exists.
    #[must_use]
    pub fn has_topic(&self, id: &TopicId) -> bool {
        self.topics.iter().any(|topic| topic.id == *id)
    }

    /// Whether an event with this id exists.
    #[must_use]
    pub fn has_event(&self, id: &EventId) -> bool {
        self.events.iter().any(|event| event.id == *id)
    }
}
