//! Alert notices with a beginning and an end.

use std::sync::Arc;

use super::{ChannelKind, Localized, MunicipalityCode, NoticeId, ServiceId, Text};

/// How grave a notice is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NoticeSeverity {
    /// Good to know.
    Info,
    /// Something does not work.
    Warning,
    /// Danger or a crisis.
    Severe,
}

/// Something that visitors must know for a while.
#[derive(Debug, Clone)]
pub struct Notice {
    /// Its id.
    pub id: NoticeId,
    /// How grave.
    pub severity: NoticeSeverity,
    /// From when it is shown.
    pub from: jiff::Timestamp,
    /// Until when it is shown.
    pub to: jiff::Timestamp,
    /// Where; empty means everywhere.
    pub municipalities: Vec<MunicipalityCode>,
    /// For which services; empty means all.
    pub services: Vec<ServiceId>,
    /// The kind of channel that is closed while the notice holds.
    pub closes: Option<ChannelKind>,
    /// Title and text per language.
    pub texts: Localized<Arc<Text>>,
}

impl Notice {
    /// Whether the notice holds at this moment; the end itself no longer belongs to it.
    #[must_use]
    pub fn holds_at(&self, now: jiff::Timestamp) -> bool {
        self.from <= now && now < self.to
    }

    /// Whether the notice concerns a service in a municipality.
    #[must_use]
    pub fn concerns(&self, service: &ServiceId, code: MunicipalityCode) -> bool {
        (self.municipalities.is_empty() || self.municipalities.contains(&code))
            && (self.services.is_empty() || self.services.contains(service))
    }
}
