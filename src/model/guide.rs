//! Editors' articles, static pages, topics and events.

use std::sync::Arc;

use super::{
    Audience, EventId, GuideId, LocalText, Localized, PageId, ServiceId, SnippetId, Text, TopicId,
};

/// An article in parts that leads to services. Its second-level headings are the parts.
#[derive(Debug, Clone)]
pub struct Guide {
    /// Its id.
    pub id: GuideId,
    /// The file of its facts, relative to the portal folder.
    pub path: String,
    /// Who it is for.
    pub audience: Vec<Audience>,
    /// Where it belongs in the topics.
    pub topics: Vec<TopicId>,
    /// The events it belongs to.
    pub events: Vec<EventId>,
    /// Services it leads to.
    pub services: Vec<ServiceId>,
    /// Who keeps it.
    pub owner: String,
    /// The day on which a person last reviewed it.
    pub reviewed: jiff::civil::Date,
    /// Counts the changes of meaning.
    pub version: u32,
    /// Title, summary, keywords and text per language.
    pub texts: Localized<Arc<Text>>,
}

/// A passage that several texts include, written once.
#[derive(Debug, Clone)]
pub struct Snippet {
    /// Its id.
    pub id: SnippetId,
    /// The text per language, without headings.
    pub texts: Localized<Arc<Text>>,
}

/// A page such as "about".
#[derive(Debug, Clone)]
pub struct StaticPage {
    /// Its id.
    pub id: PageId,
    /// Title, summary and text per language.
    pub texts: Localized<Arc<Text>>,
}

/// A subject under which services and guides are gathered.
#[derive(Debug, Clone)]
pub struct Topic {
    /// Its id.
    pub id: TopicId,
    /// Its name in addresses, per language.
    pub slugs: LocalText,
    /// Its title.
    pub title: LocalText,
    /// One sentence.
    pub summary: LocalText,
}

/// What kind of event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EventKind {
    /// CPSV-AP `LifeEvent`.
    Life,
    /// CPSV-AP `BusinessEvent`.
    Business,
}

/// A situation in life or business in which services are needed.
#[derive(Debug, Clone)]
pub struct Event {
    /// Its id.
    pub id: EventId,
    /// Life or business.
    pub kind: EventKind,
    /// Its name in addresses, per language.
    pub slugs: LocalText,
    /// Its title.
    pub title: LocalText,
    /// One sentence.
    pub summary: LocalText,
}
