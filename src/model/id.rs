//! Identifiers: short texts that are valid by construction, and official codes.

use std::borrow::Borrow;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::sync::Arc;

/// The longest id, in bytes: ids are folder names and parts of addresses.
const ID_LENGTH_MAX: usize = 64;

/// A file or folder name that identifies one thing of kind `K`: `a-z`, `0-9` and `-`,
/// neither first nor last a hyphen, 1 to 64 bytes.
pub struct Id<K> {
    text: Arc<str>,
    kind: PhantomData<fn() -> K>,
}

/// Marks ids of services.
pub enum ServiceKey {}
/// Marks ids of guides.
pub enum GuideKey {}
/// Marks ids of topics.
pub enum TopicKey {}
/// Marks ids of life and business events.
pub enum EventKey {}
/// Marks ids of organisations.
pub enum OrganisationKey {}
/// Marks ids of map layers.
pub enum LayerKey {}
/// Marks ids of static pages.
pub enum PageKey {}
/// Marks ids of notices.
pub enum NoticeKey {}
/// Marks ids of snippets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SnippetKey {}
/// Marks ids of checklists.
pub enum ChecklistKey {}
/// Marks ids of questions.
pub enum QuestionKey {}
/// Marks ids of options.
pub enum OptionKey {}
/// Marks ids of requirements and documents.
pub enum RequirementKey {}
/// Marks ids of service points.
pub enum ServicePointKey {}
/// Marks slugs of municipalities.
pub enum MunicipalityKey {}

/// Identifies a service, for instance `bygglov`.
pub type ServiceId = Id<ServiceKey>;
/// Identifies a guide.
pub type GuideId = Id<GuideKey>;
/// Identifies a topic.
pub type TopicId = Id<TopicKey>;
/// Identifies a life or business event.
pub type EventId = Id<EventKey>;
/// Identifies an organisation that is not a municipality.
pub type OrganisationId = Id<OrganisationKey>;
/// Identifies a map layer.
pub type LayerId = Id<LayerKey>;
/// Identifies a static page such as `about`.
pub type PageId = Id<PageKey>;
/// Identifies a notice.
pub type NoticeId = Id<NoticeKey>;
/// Identifies a snippet.
pub type SnippetId = Id<SnippetKey>;
/// Identifies a checklist.
pub type ChecklistId = Id<ChecklistKey>;
/// Identifies a service point, in the whole portal.
pub type ServicePointId = Id<ServicePointKey>;
/// A municipality's name in addresses, for instance `ornskoldsvik`; its identity is the code.
pub type MunicipalitySlug = Id<MunicipalityKey>;

impl<K> Id<K> {
    /// Reads an id; `None` when the text is not one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::is_id(text).then(|| Self { text: Arc::from(text), kind: PhantomData })
    }

    /// Whether a text is an id.
    #[must_use]
    pub fn is_id(text: &str) -> bool {
        let inside = text.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'));
        let hyphens = text.starts_with('-') || text.ends_with('-');
        let length = (1..=ID_LENGTH_MAX).contains(&text.len());
        inside && !hyphens && length
    }

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl<K> Clone for Id<K> {
    fn clone(&self) -> Self {
        Self { text: Arc::clone(&self.text), kind: PhantomData }
    }
}

impl<K> PartialEq for Id<K> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl<K> Eq for Id<K> {}

impl<K> PartialOrd for Id<K> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<K> Ord for Id<K> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.text.cmp(&other.text)
    }
}

impl<K> Hash for Id<K> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

/// Lets a map keyed by ids be asked with a text from outside.
impl<K> Borrow<str> for Id<K> {
    fn borrow(&self) -> &str {
        &self.text
    }
}

impl<K> fmt::Display for Id<K> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

impl<K> fmt::Debug for Id<K> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

/// A municipality's official code, four digits with leading zeros ("0180", "2281"),
/// as kept by Statistics Sweden. It never changes and is never used again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MunicipalityCode(u16);

impl MunicipalityCode {
    /// Reads a code of exactly four digits.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| text.parse().ok().map(Self)).flatten()
    }

    /// The four digits as a number.
    #[must_use]
    pub fn number(self) -> u16 {
        self.0
    }

    /// The county the code lies in: its first two digits.
    #[must_use]
    pub fn county(self) -> CountyCode {
        CountyCode(u8::try_from(self.0 / 100).expect("four digits divided by 100 are two digits"))
    }
}

impl fmt::Display for MunicipalityCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:04}", self.0)
    }
}

/// A county's official code, two digits with a leading zero ("01", "22").
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CountyCode(u8);

impl CountyCode {
    /// Reads a code of exactly two digits.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| text.parse().ok().map(Self)).flatten()
    }
}

impl fmt::Display for CountyCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:02}", self.0)
    }
}
