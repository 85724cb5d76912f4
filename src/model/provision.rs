//! How one municipality provides one service.

use std::sync::Arc;

use super::{
    Channel, Cost, LayerId, LocalText, Localized, MunicipalityCode, OrganisationId, ProcessingTime,
    ServiceId, Text, Validity,
};

/// What is known of a service in a municipality. No provision means *unknown*.
#[derive(Debug, Clone)]
pub struct Provision {
    /// The service.
    pub service: ServiceId,
    /// The municipality.
    pub municipality: MunicipalityCode,
    /// The file, relative to the portal folder.
    pub path: String,
    /// Whether and by whom it is provided.
    pub state: ProvisionState,
    /// The ways in, best first.
    pub channels: Vec<Channel>,
    /// What it costs here.
    pub cost: Option<Cost>,
    /// How long it takes here.
    pub time: Option<ProcessingTime>,
    /// What this municipality asks for.
    pub requires: Vec<LocalText>,
    /// The day on which this was last confirmed.
    pub confirmed: jiff::civil::Date,
    /// Where it was seen.
    pub source: String,
    /// When it holds.
    pub validity: Validity,
    /// Where it holds, when not everywhere in the municipality.
    pub area: Option<AreaCondition>,
    /// Local text per language.
    pub texts: Localized<Arc<Text>>,
}

/// Whether and by whom a service is provided in a municipality.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProvisionState {
    /// The municipality provides it.
    Provided,
    /// Somebody else acts for the municipality.
    HandledBy(HandledBy),
    /// It cannot be had here.
    NotProvided {
        /// Why.
        reason: LocalText,
        /// What to do instead.
        instead: LocalText,
    },
    /// Not known.
    Unknown,
}

/// Who acts for the municipality.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HandledBy {
    /// Another municipality.
    Municipality(MunicipalityCode),
    /// An organisation.
    Organisation(OrganisationId),
}

/// The condition that the place lies inside an area.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AreaCondition {
    /// The layer.
    pub layer: LayerId,
    /// The area's id in it; any of its areas when there is none.
    pub area: Option<String>,
}
