//! What is found: one entry per thing, with one text per language that it is written in,
//! and what municipalities say of services.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::model::{
    Audience, Catalog, ChannelKind, Document, LocalText, Locale, Localized, Login, Municipality,
    MunicipalityCode, Provision, ProvisionState, Section, Text, TopicId,
};

use super::HitKind;

/// A thing that can be a hit.
#[derive(Debug)]
pub(super) struct Entry {
    /// What it is.
    pub(super) kind: HitKind,
    /// Its id; for a municipality the slug.
    pub(super) id: String,
    /// The place of its group.
    pub(super) group: usize,
    /// Where a service is known to be provided, sorted; for a municipality itself.
    pub(super) places: Vec<MunicipalityCode>,
    /// Where it is known not to be provided, sorted.
    pub(super) not_places: Vec<MunicipalityCode>,
    /// Where it can be done by an e-service that asks for e-identification, sorted.
    pub(super) with_eid: Vec<MunicipalityCode>,
    /// Where it can be done by an e-service or a form without e-identification, sorted.
    pub(super) without_eid: Vec<MunicipalityCode>,
}

/// What things have in common that belong to the same topics, are for the same people and so on.
/// There are few groups, so filters and counts look at those instead of at every thing.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Group {
    /// What they are.
    pub(super) kind: HitKind,
    /// Where they belong in the topics.
    pub(super) topics: Vec<TopicId>,
    /// Who they are for; empty means everybody.
    pub(super) audiences: Vec<Audience>,
    /// The languages they are written in.
    pub(super) locales: Vec<Locale>,
}

/// One language's words of an entry, to be indexed.
#[derive(Debug)]
pub(super) struct Content {
    /// The index of its entry.
    pub(super) entry: usize,
    /// The language.
    pub(super) locale: Locale,
    /// The title.
    pub(super) title: String,
    /// Everyday words.
    pub(super) keywords: Vec<String>,
    /// One or two sentences.
    pub(super) summary: String,
    /// The headings, one per line.
    pub(super) headings: String,
    /// The running text.
    pub(super) body: String,
}

/// What one municipality says of a service in one language.
#[derive(Debug)]
pub(super) struct Local {
    /// The index of the service's entry.
    pub(super) entry: usize,
    /// The language.
    pub(super) locale: Locale,
    /// The municipality.
    pub(super) municipality: MunicipalityCode,
    text: Arc<Text>,
}

impl Local {
    /// The running text. It is made when it is asked for: all of them together are large.
    pub(super) fn body(&self) -> String {
        joined(&self.text.body, Section::plain)
    }
}

/// Everything that can be found.
#[derive(Debug, Default)]
pub(super) struct Records {
    /// The groups of the things, each once.
    pub(super) groups: Vec<Group>,
    /// The things, services first.
    pub(super) entries: Vec<Entry>,
    /// Their texts, in the order of the things.
    pub(super) contents: Vec<Content>,
    /// What municipalities say of services.
    pub(super) locals: Vec<Local>,
}

/// Everything of a catalogue that can be found.
pub(super) fn of(catalog: &Catalog) -> Records {
    let mut records = Records::default();
    for service in catalog.services.values() {
        let topics = (service.topics.clone(), service.audience.clone());
        records.add_texts(HitKind::Service, service.id.as_str(), topics, &service.texts);
    }
    for guide in catalog.guides.values() {
        let topics = (guide.topics.clone(), guide.audience.clone());
        records.add_texts(HitKind::Guide, guide.id.as_str(), topics, &guide.texts);
    }
    for checklist in catalog.checklists.values() {
        let topics = (checklist.topics.clone(), checklist.audience.clone());
        records.add_texts(HitKind::Checklist, checklist.id.as_str(), topics, &checklist.texts);
    }
    for event in &catalog.events {
        records.add_named(HitKind::Event, event.id.as_str(), &event.title, &event.summary);
    }
    for municipality in catalog.municipalities.values() {
        records.add_municipality(municipality, &catalog.portal.locales);
    }
    records.add_service_points(catalog);
    for topic in &catalog.topics {
        records.add_named(HitKind::Topic, topic.id.as_str(), &topic.title, &topic.summary);
    }
    for page in catalog.pages.values() {
        records.add_texts(HitKind::Page, page.id.as_str(), Default::default(), &page.texts);
    }
    records.add_provisions(catalog);
    for content in &records.contents {
        records.groups[content.entry].locales.push(content.locale);
    }
    records.share_groups();
    records
}

impl Records {
    fn add(&mut self, kind: HitKind, id: &str, groups: (Vec<TopicId>, Vec<Audience>)) -> usize {
        let (topics, audiences) = groups;
        let (id, group) = (id.to_owned(), self.groups.len());
        self.groups.push(Group { kind, topics, audiences, locales: Vec::new() });
        self.entries.push(Entry {
            kind,
            id,
            group,
            places: Vec::new(),
            not_places: Vec::new(),
            with_eid: Vec::new(),
            without_eid: Vec::new(),
        });
        self.entries.len() - 1
    }

    /// Things that have the same in common, which began with a group each, get one together.
    fn share_groups(&mut self) {
        let own = std::mem::take(&mut self.groups);
        self.groups.clone_from(&own);
        self.groups.sort();
        self.groups.dedup();
        for entry in &mut self.entries {
            let shared = self.groups.binary_search(&own[entry.group]);
            entry.group = shared.expect("the group of every thing is among the groups");
        }
    }

    /// A thing that is a title and a sentence.
    fn add_named(&mut self, kind: HitKind, id: &str, title: &LocalText, summary: &LocalText) {
        let entry = self.add(kind, id, Default::default());
        for (locale, title) in title.iter() {
            let (title, summary) = (title.clone(), summary.text(locale).to_owned());
            self.contents.push(Content { title, summary, ..Content::empty(entry, locale) });
        }
    }

    fn add_texts(
        &mut self,
        kind: HitKind,
        id: &str,
        groups: (Vec<TopicId>, Vec<Audience>),
        texts: &Localized<Arc<Text>>,
    ) {
        let entry = self.add(kind, id, groups);
        self.contents.extend(texts.iter().map(|(locale, text)| Content::of(entry, locale, text)));
    }

    /// A municipality is found by every name it has, in every language of the portal.
    fn add_municipality(&mut self, municipality: &Municipality, locales: &[Locale]) {
        let entry = self.add(HitKind::Municipality, municipality.slug.as_str(), Default::default());
        self.entries[entry].places.push(municipality.code);
        let names = municipality.names.iter().map(|(_, name)| name.clone());
        let keywords: Vec<String> = names.chain(municipality.aliases.iter().cloned()).collect();
        for &locale in locales {
            let text = municipality.texts.get(locale);
            let content = text.map(|text| Content::of(entry, locale, text));
            let content = content.unwrap_or(Content::empty(entry, locale));
            let title = municipality.name(locale).to_owned();
            self.contents.push(Content { title, keywords: keywords.clone(), ..content });
        }
    }

    /// What one can visit in a municipality leads to its page, which tells the address and the
    /// opening hours. It is found by every name it has, in every language of the portal.
    fn add_service_points(&mut self, catalog: &Catalog) {
        let mut names: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for it in &catalog.service_points {
            let Some(municipality) = catalog.municipalities.get(&it.municipality) else { continue };
            let here = names.entry(municipality.slug.as_str()).or_default();
            here.extend(it.names.iter().map(|(_, name)| name.as_str()));
        }
        for content in &mut self.contents {
            let Entry { kind, id, .. } = &self.entries[content.entry];
            let here = names.get(id.as_str()).filter(|_| *kind == HitKind::Municipality);
            for name in here.into_iter().flatten() {
                content.add_heading(name);
            }
        }
    }

    /// Services stand first and in the order of their ids, so an entry is found by halving.
    fn add_provisions(&mut self, catalog: &Catalog) {
        let mut names: BTreeMap<(usize, Locale), BTreeSet<&str>> = BTreeMap::new();
        for provision in catalog.provisions() {
            let service = provision.service.as_str();
            let services = &mut self.entries[..catalog.services.len()];
            let place = services.binary_search_by(|entry| entry.id.as_str().cmp(service));
            let Ok(place) = place else { continue };
            services[place].add(provision.municipality, provision);
            for channel in &provision.channels {
                for (locale, name) in channel.name.iter() {
                    names.entry((place, locale)).or_default().insert(name);
                }
            }
            self.locals.extend(provision.texts.iter().map(|(locale, text)| Local {
                entry: place,
                locale,
                municipality: provision.municipality,
                text: Arc::clone(text),
            }));
        }
        // What municipalities call their e-services is what people may have seen it called.
        for content in &mut self.contents {
            for name in names.get(&(content.entry, content.locale)).into_iter().flatten() {
                content.add_heading(name);
            }
        }
    }
}

impl Entry {
    fn add(&mut self, code: MunicipalityCode, provision: &Provision) {
        match provision.state {
            ProvisionState::Provided | ProvisionState::HandledBy(_) => self.places.push(code),
            ProvisionState::NotProvided { .. } => self.not_places.push(code),
            ProvisionState::Unknown => {}
        }
        let online = || {
            let kinds = [ChannelKind::EService, ChannelKind::Form];
            provision.channels.iter().filter(move |channel| kinds.contains(&channel.kind))
        };
        if online().any(|channel| matches!(channel.login, Login::BankId | Login::Eid)) {
            self.with_eid.push(code);
        }
        if online().any(|channel| matches!(channel.login, Login::None | Login::Account)) {
            self.without_eid.push(code);
        }
    }
}

impl Content {
    /// What the thing is called: its title and its keywords.
    pub(super) fn names(&self) -> impl Iterator<Item = &String> {
        std::iter::once(&self.title).chain(&self.keywords)
    }

    fn add_heading(&mut self, heading: &str) {
        self.headings.push('\n');
        self.headings.push_str(heading);
    }

    fn empty(entry: usize, locale: Locale) -> Self {
        Self {
            entry,
            locale,
            title: String::new(),
            keywords: Vec::new(),
            summary: String::new(),
            headings: String::new(),
            body: String::new(),
        }
    }

    fn of(entry: usize, locale: Locale, text: &Text) -> Self {
        Self {
            entry,
            locale,
            title: text.title.clone(),
            keywords: text.keywords.clone(),
            summary: text.summary.clone(),
            headings: joined(&text.body, |section| section.title.clone()),
            body: joined(&text.body, Section::plain),
        }
    }
}

fn joined(document: &Document, part: fn(&Section) -> String) -> String {
    let parts = document.sections.iter().map(part).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("\n")
}
