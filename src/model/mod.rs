//! The typed facts of a portal: what the files say, once they have been read.
//!
//! Nothing here does IO, and nothing here is `Serialize`: the wire types of the API
//! and the file types of the parser are their own. Ids are valid by construction.

mod catalog;
mod checklist;
mod document;
mod findability;
mod gazetteer;
mod guide;
mod id;
mod layer;
mod locale;
mod municipality;
mod notice;
mod organisation;
mod portal;
mod provision;
mod service;
mod service_point;

pub use catalog::{Catalog, Provisions, Reference, Target};
pub use checklist::{
    Answer, Answers, Checklist, ChecklistWords, Condition, OptionId, Persona, Question, QuestionId,
    QuestionKind, QuestionWords, Requirement, RequirementId, RequirementKind, RequirementWords,
};
pub use document::{Block, Document, NoteKind, OwnLink, Piece, Section, Text};
pub use findability::{Bet, Lead, SynonymGroup, Synonyms};
pub use gazetteer::{Gazetteer, Locality, Override, PlacesSource, Postcode, PostcodePoint};
pub use guide::{Event, EventKind, Guide, Snippet, StaticPage, Topic};
pub use id::{
    ChecklistId, CountyCode, EventId, GuideId, Id, LayerId, MunicipalityCode, MunicipalitySlug,
    NoticeId, OrganisationId, PageId, ServiceId, ServicePointId, SnippetId, TopicId,
};
pub use layer::{Area, Derived, Expected, Hole, Layer, LayerKind, Point, PointError};
pub use locale::{LocalText, Locale, Localized};
pub use municipality::{ContactPoint, MinorityLanguage, Municipality};
pub use notice::{Notice, NoticeSeverity};
pub use organisation::{Handles, Organisation, OrganisationKind, Role};
pub use portal::{Accessibility, BaseMapSource, Compliance, Failure, MapNames, Portal};
pub use provision::{AreaCondition, HandledBy, Provision, ProvisionState};
pub use service::{
    Audience, Channel, ChannelKind, Cost, CostKind, Evidence, Facts, LegalResource, Level, Login,
    ProcessingTime, Service, ServiceKind,
};
pub use service_point::ServicePoint;

/// A period of validity; both ends belong to it, and a missing end is open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Validity {
    /// The first day.
    pub from: Option<jiff::civil::Date>,
    /// The last day.
    pub to: Option<jiff::civil::Date>,
}

impl Validity {
    /// Whether two periods have a day in common.
    #[must_use]
    pub fn meets(&self, other: &Self) -> bool {
        let before =
            |one: &Self, other: &Self| one.to.zip(other.from).is_some_and(|(to, from)| to < from);
        !before(self, other) && !before(other, self)
    }

    /// Whether the day lies in the period.
    #[must_use]
    pub fn holds_on(&self, day: jiff::civil::Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}
