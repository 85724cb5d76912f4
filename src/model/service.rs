//! What can be had, independent of who provides it (CPSV-AP `PublicService`).

use std::sync::Arc;

use super::{EventId, LocalText, Localized, OrganisationId, ServiceId, Text, TopicId};

/// A public service.
#[derive(Debug, Clone)]
pub struct Service {
    /// Its id.
    pub id: ServiceId,
    /// The file of its facts, relative to the portal folder.
    pub path: String,
    /// What kind of errand it is.
    pub kind: ServiceKind,
    /// Who it is for.
    pub audience: Vec<Audience>,
    /// Where it belongs in the topics.
    pub topics: Vec<TopicId>,
    /// The events of life or business in which it is needed.
    pub events: Vec<EventId>,
    /// The level that decides.
    pub responsible: Level,
    /// The organisation that decides, when it is not the municipality.
    pub organisation: Option<OrganisationId>,
    /// Whether it is one of the common services of the co-operation.
    pub common: bool,
    /// The laws behind it.
    pub law: Vec<LegalResource>,
    /// What to have at hand.
    pub evidence: Vec<Evidence>,
    /// How long it takes.
    pub time: Option<ProcessingTime>,
    /// What it costs.
    pub cost: Cost,
    /// Ways in, for services that are not municipal.
    pub channels: Vec<Channel>,
    /// What the level does not say.
    pub note: LocalText,
    /// Who keeps the text.
    pub owner: String,
    /// The day on which a person last reviewed the facts.
    pub reviewed: jiff::civil::Date,
    /// Counts the changes of meaning.
    pub version: u32,
    /// How well the facts are confirmed.
    pub facts: Facts,
    /// Title, summary, keywords and text per language.
    pub texts: Localized<Arc<Text>>,
}

impl Service {
    /// The title in the best language, or the id.
    #[must_use]
    pub fn title(&self, locale: super::Locale) -> &str {
        self.texts.best(locale).map_or(self.id.as_str(), |(_, text)| text.title.as_str())
    }

    /// The summary in the best language.
    #[must_use]
    pub fn summary(&self, locale: super::Locale) -> &str {
        self.texts.best(locale).map_or("", |(_, text)| text.summary.as_str())
    }
}

/// What kind of errand a service is. The names in files are lower case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ServiceKind {
    /// A permit or licence.
    Permit,
    /// A notification that must be made.
    Notification,
    /// An application for a place or a service.
    Application,
    /// Money.
    Grant,
    /// Booking of a time or a room.
    Booking,
    /// Telling about a fault or a concern.
    Report,
    /// Advice and facts.
    Information,
    /// Paying.
    Payment,
    /// Help in daily life.
    Support,
}

/// Who a service or guide is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Audience {
    /// Private persons.
    Citizen,
    /// Companies.
    Business,
    /// Associations.
    Association,
}

/// The level of government that decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// The municipality.
    Municipality,
    /// The county administrative board.
    County,
    /// The police.
    Police,
    /// Another state agency.
    State,
}

/// How well facts are confirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Facts {
    /// Seen in a source.
    Verified,
    /// Some of them seen in a source.
    Partly,
    /// From general knowledge, not checked.
    Memory,
}

/// A law, ordinance or the like (CPSV-AP `LegalResource`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LegalResource {
    /// Title with its number in the statute book.
    pub title: String,
    /// Chapter and section.
    pub section: Option<String>,
}

/// Something to have at hand (CPSV-AP `Evidence`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// What it is called.
    pub name: LocalText,
}

/// How long an errand takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProcessingTime {
    /// In words.
    pub text: LocalText,
    /// The longest time, in calendar days.
    pub days_max: Option<u32>,
    /// Whether the limit is set by law.
    pub statutory: bool,
}

/// What kind of fee there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CostKind {
    /// Each municipality decides.
    Local,
    /// Nothing.
    Free,
    /// The same everywhere.
    Fixed,
    /// Not known.
    Unknown,
}

/// What an errand costs (CPSV-AP `Cost`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cost {
    /// What kind of fee.
    pub kind: CostKind,
    /// In words.
    pub text: LocalText,
    /// The amount in Swedish kronor, least and most, where it is known as a number.
    pub amount: Option<(u32, u32)>,
    /// Where the amount is from, when that is not the source of the whole file.
    pub source: Option<String>,
    /// The day from which the amount holds, or on which it was seen.
    pub dated: Option<jiff::civil::Date>,
}

impl Cost {
    /// A fee of which nothing is known.
    #[must_use]
    pub fn unknown() -> Self {
        let (kind, text) = (CostKind::Unknown, LocalText::default());
        Self { kind, text, amount: None, source: None, dated: None }
    }
}

/// A way in (CPSV-AP `Channel`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Channel {
    /// What kind of way.
    pub kind: ChannelKind,
    /// The address, for an e-service, a form and a page: http or https.
    pub url: Option<String>,
    /// The telephone number, as dialled in Sweden.
    pub phone: Option<String>,
    /// The e-mail address.
    pub email: Option<String>,
    /// The visiting address.
    pub address: Option<String>,
    /// The provider's own name for it.
    pub name: LocalText,
    /// What login it asks for.
    pub login: Login,
    /// Something to know.
    pub note: LocalText,
}

/// What kind of way in a channel is, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChannelKind {
    /// An e-service.
    EService,
    /// A form to fill in and send.
    Form,
    /// A page that tells how.
    Page,
    /// By telephone.
    Phone,
    /// By e-mail.
    Email,
    /// In person.
    Visit,
}

/// What login a channel asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Login {
    /// BankID.
    BankId,
    /// Some Swedish e-identification.
    Eid,
    /// An account of its own.
    Account,
    /// None.
    None,
    /// Not known.
    Unknown,
}
