//! The decision "for this service at this place, go there, because". Nobody else decides this.
//!
//! A pure function of the facts, the place and the moment; every step is in the trace.

use crate::geo::{Found, Geo};
use crate::model::{Catalog, Channel, LocalText, MunicipalityCode, OrganisationId, ServiceId};

/// Where to go, and why.
#[derive(Debug, Clone)]
pub struct Signpost {
    /// The service asked for.
    pub service: ServiceId,
    /// What the place turned out to be.
    pub place: Found,
    /// What was decided.
    pub outcome: Outcome,
    /// Who handles it, when that is not the municipality itself.
    pub handler: Option<Handler>,
    /// The body that takes the decision, when the municipality keeps its own way in but another decides.
    pub decided_by: Option<Handler>,
    /// The ways in, best first; closed ones are last and say so.
    pub channels: Vec<Way>,
    /// The municipalities to choose between.
    pub candidates: Vec<MunicipalityCode>,
    /// Other ways on when there is no channel: portal, site, telephone.
    pub alternatives: Vec<Alternative>,
    /// Why it cannot be had and what to do instead, for `NotProvided`.
    pub refusal: Option<Refusal>,
    /// Every step of the decision, in order.
    pub trace: Vec<Step>,
}

/// What a signpost says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// The municipality itself provides it.
    Direct,
    /// Another municipality or an organisation acts for it.
    HandledBy,
    /// A county, police or state service: its own channel.
    Elsewhere,
    /// Several municipalities are possible.
    Choose,
    /// It cannot be had here.
    NotProvided,
    /// Not known whether it is provided.
    Unknown,
    /// The place is not known.
    PlaceUnknown,
}

/// Who acts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Handler {
    /// A municipality.
    Municipality(MunicipalityCode),
    /// An organisation.
    Organisation(OrganisationId),
}

/// A way in, with the date on which it was last confirmed.
#[derive(Debug, Clone, PartialEq)]
pub struct Way {
    /// The channel.
    pub channel: Channel,
    /// When it was last confirmed.
    pub confirmed: jiff::civil::Date,
    /// Whether a notice closes it now.
    pub closed: bool,
}

/// A way on when there is no channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Alternative {
    /// The municipality's e-service portal.
    Portal(String),
    /// An official site.
    Website(String),
    /// A telephone number with its label.
    Phone {
        /// The number, as dialled in Sweden.
        number: String,
        /// What answers there.
        label: LocalText,
    },
}

/// Why a service cannot be had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Why.
    pub reason: LocalText,
    /// What to do instead.
    pub instead: LocalText,
}

/// One step of the decision.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// What was looked at and what came of it.
    pub kind: StepKind,
    /// Where that is known from: a source in words, or a file of the portal.
    pub source: Option<String>,
    /// The day on which it was last confirmed.
    pub confirmed: Option<jiff::civil::Date>,
}

/// What a step looked at and what came of it. The words are the present floor's.
#[derive(Debug, Clone, PartialEq)]
pub enum StepKind {
    /// The place was understood.
    PlaceFound(MunicipalityCode),
    /// The nearest municipality was taken, so many metres away.
    PlaceNearest(MunicipalityCode, f64),
    /// Several municipalities are possible.
    PlaceAmbiguous,
    /// The place is not known.
    PlaceUnknown,
    /// The municipality provides it itself.
    OwnProvision,
    /// Its own provision does not hold on this day.
    OwnProvisionExpired,
    /// Its own provision does not hold at this point, or no point was given.
    OwnProvisionElsewhere,
    /// No file says whether it provides it.
    NoProvision,
    /// The provision says that another acts.
    ProvisionHandledBy(Handler),
    /// An organisation handles it for its members.
    OrganisationHandles(OrganisationId),
    /// An agreement lets another municipality act.
    AgreementHandles(OrganisationId, MunicipalityCode),
    /// The municipality keeps its own way in, but this body decides.
    DecidedBy(Handler),
    /// A county, police or state service.
    OtherLevel(OrganisationId),
    /// The provision says that it cannot be had.
    NotProvided,
    /// Nothing is known: portal, site and telephone instead.
    Unknown,
    /// A notice closes a channel.
    ChannelClosed,
    /// The municipality has been succeeded by another.
    SucceededBy(MunicipalityCode),
}

/// Decides. `now` is the moment for which the answer holds: validity by its date in Sweden, notices by its time.
#[must_use]
pub fn signpost(
    _catalog: &Catalog,
    _geo: &Geo,
    service: &ServiceId,
    place: Found,
    _now: jiff::Timestamp,
) -> Signpost {
    Signpost {
        service: service.clone(),
        place,
        outcome: Outcome::Unknown,
        handler: None,
        decided_by: None,
        channels: Vec::new(),
        candidates: Vec::new(),
        alternatives: Vec::new(),
        refusal: None,
        trace: Vec::new(),
    }
}
