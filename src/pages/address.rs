//! The address of every page, and the page behind every address, in both directions.
//!
//! The words in a path are the language's own (`path-…` among the words). A page has exactly
//! one address in a language; whatever else is understood moves permanently to it.

use std::borrow::Cow;
use std::collections::HashMap;

use super::{Address, Page};
use crate::model::{
    Catalog, ChecklistId, Event, EventId, Guide, GuideId, Id, Locale, MunicipalityCode, PageId,
    Section, ServiceId, TopicId,
};
use crate::words::Words;

/// The words in paths: the key among the interface words, and the word when a language has none.
const WORDS: [(Kind, &str, &str); 17] = [
    (Kind::Search, "path-search", "search"),
    (Kind::Services, "path-services", "services"),
    (Kind::Municipalities, "path-municipalities", "municipalities"),
    (Kind::Guides, "path-guides", "guides"),
    (Kind::Checklists, "path-checklists", "checklists"),
    (Kind::Questions, "path-questions", "questions"),
    (Kind::Plan, "path-plan", "plan"),
    (Kind::Flow, "path-flow", "flow"),
    (Kind::Compare, "path-compare", "compare"),
    (Kind::Events, "path-events", "events"),
    (Kind::Topics, "path-topics", "topics"),
    (Kind::Map, "path-map", "map"),
    (Kind::Place, "path-place", "place"),
    (Kind::About, "path-about", "about"),
    (Kind::Pages, "path-pages", "pages"),
    (Kind::Sources, "path-sources", "sources"),
    (Kind::Accessibility, "path-accessibility", "accessibility"),
];

/// What the first word of a path stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Kind {
    Search,
    Services,
    Municipalities,
    Guides,
    Checklists,
    Questions,
    Plan,
    Flow,
    Compare,
    Events,
    Topics,
    Map,
    Place,
    About,
    Pages,
    Sources,
    Accessibility,
}

/// The words in paths of every language, and the names that differ between languages.
pub(super) struct Addresses {
    locales: Vec<Locale>,
    words: HashMap<(Locale, Kind), String>,
    kinds: HashMap<String, Vec<(Locale, Kind)>>,
    municipalities: HashMap<MunicipalityCode, String>,
    topics: HashMap<(Locale, TopicId), String>,
    events: HashMap<(Locale, EventId), String>,
    /// The heading ids of the parts of each guide, where languages differ in them.
    parts: HashMap<(Locale, GuideId), Vec<String>>,
}

impl Addresses {
    pub(super) fn new(catalog: &Catalog, words: &Words) -> Self {
        let mut locales = catalog.portal.locales.clone();
        if locales.is_empty() {
            locales.push(Locale::SV);
        }
        let mut addresses = Self {
            locales: locales.clone(),
            words: HashMap::new(),
            kinds: HashMap::new(),
            municipalities: HashMap::new(),
            topics: HashMap::new(),
            events: HashMap::new(),
            parts: HashMap::new(),
        };
        for locale in locales {
            addresses.add_words(locale, words);
            addresses.add_names(locale, catalog);
        }
        for municipality in catalog.municipalities.values() {
            addresses.municipalities.insert(municipality.code, municipality.slug.to_string());
        }
        addresses
    }

    fn add_words(&mut self, locale: Locale, words: &Words) {
        for (kind, key, otherwise) in WORDS {
            let word = words.exactly(locale, key).filter(|word| Id::<()>::parse(word).is_some());
            let word = word.unwrap_or(otherwise).to_owned();
            self.kinds.entry(word.clone()).or_default().push((locale, kind));
            self.words.insert((locale, kind), word);
        }
    }

    fn add_names(&mut self, locale: Locale, catalog: &Catalog) {
        for topic in &catalog.topics {
            let slug = topic.slugs.get(locale).map_or(topic.id.as_str(), String::as_str);
            self.topics.insert((locale, topic.id.clone()), slug.to_owned());
        }
        for event in &catalog.events {
            let slug = event.slugs.get(locale).map_or(event.id.as_str(), String::as_str);
            self.events.insert((locale, event.id.clone()), slug.to_owned());
        }
        for guide in catalog.guides.values() {
            let ids = parts(guide, locale).map(|part| part.id.clone()).collect();
            self.parts.insert((locale, guide.id.clone()), ids);
        }
    }

    pub(super) fn locales(&self) -> &[Locale] {
        &self.locales
    }

    pub(super) fn default_locale(&self) -> Locale {
        self.locales.first().copied().unwrap_or(Locale::SV)
    }

    /// The address of a page, percent-encoded.
    pub(super) fn url(&self, locale: Locale, page: &Page) -> String {
        let path = self.path(locale, page);
        // Ids are ASCII, and an address of them is as it should be.
        if path.bytes().all(stays_in_path) { path } else { percent_encode(&path, stays_in_path) }
    }

    /// The address of a page as people read it.
    fn path(&self, locale: Locale, page: &Page) -> String {
        let word = |kind: Kind| self.words.get(&(locale, kind)).map_or("", String::as_str);
        let within = |parts: &[&str]| joined(locale, parts);
        let under = |kind: Kind, name: &str| within(&[word(kind), name]);
        let top = |kind: Kind| within(&[word(kind)]);
        match page {
            Page::Start => within(&[""]),
            Page::Search => top(Kind::Search),
            Page::Services => top(Kind::Services),
            Page::Service(id) => under(Kind::Services, id.as_str()),
            Page::Answer(id, code) => {
                within(&[word(Kind::Services), id.as_str(), &self.slug(*code)])
            }
            Page::Compare(id) => within(&[word(Kind::Services), id.as_str(), word(Kind::Compare)]),
            Page::Municipalities => top(Kind::Municipalities),
            Page::Municipality(code) => under(Kind::Municipalities, &self.slug(*code)),
            Page::Guides => top(Kind::Guides),
            Page::Guide(id, part) => match self.part_in(locale, id, part.as_deref()) {
                Some(part) => within(&[word(Kind::Guides), id.as_str(), part]),
                None => under(Kind::Guides, id.as_str()),
            },
            Page::Checklists => top(Kind::Checklists),
            Page::Checklist(id) => under(Kind::Checklists, id.as_str()),
            Page::Questions(id) => {
                within(&[word(Kind::Checklists), id.as_str(), word(Kind::Questions)])
            }
            Page::Plan(id) => within(&[word(Kind::Checklists), id.as_str(), word(Kind::Plan)]),
            Page::Flow(id) => within(&[word(Kind::Checklists), id.as_str(), word(Kind::Flow)]),
            Page::Events => top(Kind::Events),
            Page::Event(id) => {
                let slug = self.events.get(&(locale, id.clone()));
                under(Kind::Events, slug.map_or(id.as_str(), String::as_str))
            }
            Page::Topics => top(Kind::Topics),
            Page::Topic(id) => {
                let slug = self.topics.get(&(locale, id.clone()));
                under(Kind::Topics, slug.map_or(id.as_str(), String::as_str))
            }
            Page::Map => top(Kind::Map),
            Page::Place => top(Kind::Place),
            Page::Static(id) if id.as_str() == "about" => top(Kind::About),
            Page::Static(id) => under(Kind::Pages, id.as_str()),
            Page::Sources => top(Kind::Sources),
            Page::Accessibility => top(Kind::Accessibility),
        }
    }

    fn slug(&self, code: MunicipalityCode) -> Cow<'_, str> {
        let slug = self.municipalities.get(&code).map(String::as_str);
        slug.map_or_else(|| code.to_string().into(), Cow::Borrowed)
    }

    /// The heading id, in a language, of the part that a page names in the default language.
    /// `None` for the first part, which is at the guide's own address.
    fn part_in(&self, locale: Locale, guide: &GuideId, part: Option<&str>) -> Option<&str> {
        let part = part?;
        let own = self.parts.get(&(self.default_locale(), guide.clone()))?;
        let place = own.iter().position(|id| id == part).filter(|place| *place > 0)?;
        self.parts.get(&(locale, guide.clone()))?.get(place).map(String::as_str)
    }

    /// The part that a heading id in a language means, by its name in the default language.
    fn part_of(&self, locale: Locale, guide: &GuideId, id: &str) -> Option<&str> {
        let there = self.parts.get(&(locale, guide.clone()))?;
        let place = there.iter().position(|other| other == id)?;
        self.parts.get(&(self.default_locale(), guide.clone()))?.get(place).map(String::as_str)
    }

    /// The parts of a guide by their names in the default language, the first one left out.
    pub(super) fn later_parts(&self, guide: &GuideId) -> &[String] {
        let parts = self.parts.get(&(self.default_locale(), guide.clone()));
        parts.and_then(|parts| parts.get(1..)).unwrap_or_default()
    }

    /// What a path leads to.
    pub(super) fn resolve(&self, catalog: &Catalog, path: &str) -> Address {
        if path == "/" || path.is_empty() {
            return Address::Page(self.default_locale(), Page::Start);
        }
        let lower = path.to_lowercase();
        let parts: Vec<&str> = lower.split('/').filter(|part| !part.is_empty()).collect();
        if let Some((locale, page)) = self.understand(catalog, &parts) {
            return if self.path(locale, &page) == path {
                Address::Page(locale, page)
            } else {
                Address::Redirect(self.url(locale, &page))
            };
        }
        let old = format!("/{}", parts.join("/"));
        match catalog.redirects.get(&old).or_else(|| catalog.redirects.get(path)) {
            // Nothing but an own path may be moved to, whatever the file says.
            Some(new) if is_own_path(new) => {
                Address::Redirect(percent_encode(new, stays_in_redirect))
            }
            _ => Address::NotFound,
        }
    }

    fn understand(&self, catalog: &Catalog, parts: &[&str]) -> Option<(Locale, Page)> {
        let locale = parts.first().and_then(|part| Locale::parse(part));
        match locale.filter(|locale| self.locales.contains(locale)) {
            Some(locale) => Some((locale, self.page(catalog, locale, parts.get(1..)?)?)),
            // An address without a language is the default language's.
            None => {
                Some((self.default_locale(), self.page(catalog, self.default_locale(), parts)?))
            }
        }
    }

    fn page(&self, catalog: &Catalog, locale: Locale, parts: &[&str]) -> Option<Page> {
        let Some((first, rest)) = parts.split_first() else { return Some(Page::Start) };
        let kind = self.kind(locale, first)?;
        match (kind, rest) {
            (Kind::Search, []) => Some(Page::Search),
            (Kind::Services, []) => Some(Page::Services),
            (Kind::Services, [id]) => service(catalog, id).map(Page::Service),
            (Kind::Services, [id, part]) if self.kind(locale, part) == Some(Kind::Compare) => {
                service(catalog, id).map(Page::Compare)
            }
            (Kind::Services, [id, municipality]) => {
                let code = municipality_code(catalog, municipality)?;
                service(catalog, id).map(|id| Page::Answer(id, code))
            }
            (Kind::Municipalities, []) => Some(Page::Municipalities),
            (Kind::Municipalities, [name]) => {
                municipality_code(catalog, name).map(Page::Municipality)
            }
            (Kind::Guides, []) => Some(Page::Guides),
            (Kind::Guides, [id]) => guide(catalog, id).map(|id| Page::Guide(id, None)),
            (Kind::Guides, [id, part]) => {
                let id = guide(catalog, id)?;
                let part = self.part_of(locale, &id, part)?.to_owned();
                Some(Page::Guide(id, Some(part)))
            }
            (Kind::Checklists, []) => Some(Page::Checklists),
            (Kind::Checklists, [id]) => checklist(catalog, id).map(Page::Checklist),
            (Kind::Checklists, [id, part]) => {
                let id = checklist(catalog, id)?;
                match self.kind(locale, part)? {
                    Kind::Questions => Some(Page::Questions(id)),
                    Kind::Plan => Some(Page::Plan(id)),
                    Kind::Flow => Some(Page::Flow(id)),
                    _ => None,
                }
            }
            (Kind::Events, []) => Some(Page::Events),
            (Kind::Events, [name]) => event(catalog, name).map(Page::Event),
            (Kind::Topics, []) => Some(Page::Topics),
            (Kind::Topics, [name]) => topic(catalog, name).map(Page::Topic),
            (Kind::Map, []) => Some(Page::Map),
            (Kind::Place, []) => Some(Page::Place),
            (Kind::About, []) => static_page(catalog, "about").map(Page::Static),
            (Kind::Pages, [id]) => static_page(catalog, id).map(Page::Static),
            (Kind::Sources, []) => Some(Page::Sources),
            (Kind::Accessibility, []) => Some(Page::Accessibility),
            _ => None,
        }
    }

    /// What a word stands for: in this language first, then in any other.
    fn kind(&self, locale: Locale, word: &str) -> Option<Kind> {
        let kinds = self.kinds.get(word)?;
        let own = kinds.iter().find(|(other, _)| *other == locale);
        own.or_else(|| kinds.first()).map(|(_, kind)| *kind)
    }
}

/// The parts of a guide's text: its second-level sections.
pub(super) fn parts(guide: &Guide, locale: Locale) -> impl Iterator<Item = &Section> {
    let text = guide.texts.best(locale).map(|(_, text)| text);
    text.into_iter().flat_map(|text| &text.body.sections).filter(|section| section.level == 2)
}

fn service(catalog: &Catalog, id: &str) -> Option<ServiceId> {
    catalog.services.get_key_value(id).map(|(id, _)| id.clone())
}

fn guide(catalog: &Catalog, id: &str) -> Option<GuideId> {
    catalog.guides.get_key_value(id).map(|(id, _)| id.clone())
}

fn checklist(catalog: &Catalog, id: &str) -> Option<ChecklistId> {
    catalog.checklists.get_key_value(id).map(|(id, _)| id.clone())
}

fn static_page(catalog: &Catalog, id: &str) -> Option<PageId> {
    catalog.pages.get_key_value(id).map(|(id, _)| id.clone())
}

fn topic(catalog: &Catalog, name: &str) -> Option<TopicId> {
    let named = catalog.topics.iter().find(|topic| topic.slugs.iter().any(|(_, it)| it == name));
    named.or_else(|| catalog.topic(name)).map(|topic| topic.id.clone())
}

fn event(catalog: &Catalog, name: &str) -> Option<EventId> {
    let named = |event: &&Event| event.slugs.iter().any(|(_, slug)| slug == name);
    let found = catalog.events.iter().find(named);
    let found = found.or_else(|| catalog.events.iter().find(|event| event.id.as_str() == name));
    found.map(|event| event.id.clone())
}

/// A municipality by slug, code or its name as people write it.
fn municipality_code(catalog: &Catalog, name: &str) -> Option<MunicipalityCode> {
    let found = catalog.municipality(name).or_else(|| {
        let mut all = catalog.municipalities.values();
        all.find(|it| it.names.iter().any(|(_, own)| own.to_lowercase() == name))
    });
    found.map(|municipality| municipality.code)
}

/// Whether a text is a path on this portal, and nothing a browser takes for another host.
pub(super) fn is_own_path(text: &str) -> bool {
    text.starts_with('/')
        && !text.starts_with("//")
        && !text.contains(|c: char| c == '\\' || c.is_control())
}

/// A path of its parts, the language first. A large portal has a million links.
fn joined(locale: Locale, parts: &[&str]) -> String {
    let length = parts.iter().map(|part| part.len() + 1).sum::<usize>();
    let mut path = String::with_capacity(length + 4);
    path.push('/');
    path.push_str(locale.as_str());
    for part in parts {
        path.push('/');
        path.push_str(part);
    }
    path
}

/// Percent-encodes a value for the query of an address.
pub(super) fn encode_value(value: &str) -> String {
    let stays =
        |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~' | b',');
    percent_encode(value, stays)
}

/// The characters of a path (RFC 3986, 3.3) and the slash.
fn stays_in_path(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(byte, b'/' | b'-' | b'_' | b'.' | b'~' | b':' | b'@')
        || matches!(byte, b'!' | b'$' | b'&'..=b',' | b';' | b'=')
}

/// An address an editor has written may have a query and a fragment, and be encoded already.
fn stays_in_redirect(byte: u8) -> bool {
    stays_in_path(byte) || matches!(byte, b'%' | b'?' | b'#')
}

/// Percent-encodes the bytes of UTF-8 that do not stay as they are.
pub(crate) fn percent_encode(text: &str, stays: impl Fn(u8) -> bool) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if stays(byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}
