//! The decision "for this service at this place, go there, because". Nobody else decides this.
//!
//! A pure function of the facts, the place and the moment; every step is in the trace.

mod place;
mod point;
mod rules;
mod ways;

use jiff::tz::TimeZone;

use crate::geo::{Found, Geo};
use crate::model::{
    AreaCondition, Catalog, Channel, LayerId, LocalText, MunicipalityCode, OrganisationId, Point,
    Provision, ServiceId,
};

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
    /// When the answer depends on where exactly the place lies: both answers. The outcome is then
    /// `Choose` with the municipality as the only candidate.
    pub point_needed: Option<Box<PointNeeded>>,
    /// Why it cannot be had and what to do instead, for `NotProvided`.
    pub refusal: Option<Refusal>,
    /// Every step of the decision, in order.
    pub trace: Vec<Step>,
}

impl Signpost {
    /// What is decided for most of the municipality, for lists: where only the exact place
    /// decides, the answer outside the areas.
    #[must_use]
    pub fn usual(&self) -> Outcome {
        self.point_needed.as_ref().map_or(self.outcome, |needed| needed.outside.outcome)
    }
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

/// An answer that depends on whether the place lies in some areas.
#[derive(Debug, Clone)]
pub struct PointNeeded {
    /// The areas.
    pub areas: Vec<AreaCondition>,
    /// The answer in them.
    pub inside: Branch,
    /// The answer elsewhere in the municipality.
    pub outside: Branch,
}

/// One of two answers.
#[derive(Debug, Clone, PartialEq)]
pub struct Branch {
    /// What is decided.
    pub outcome: Outcome,
    /// Who handles it, when that is not the municipality itself.
    pub handler: Option<Handler>,
    /// The body that takes the decision, when that is another.
    pub decided_by: Option<Handler>,
    /// The ways in, best first.
    pub channels: Vec<Way>,
    /// Other ways on when there is no channel.
    pub alternatives: Vec<Alternative>,
    /// Why it cannot be had.
    pub refusal: Option<Refusal>,
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
    /// A body comes before the municipality, because the place lies in an area of this layer.
    InsideArea(OrganisationId, LayerId),
    /// The answer depends on whether the place lies in an area of this layer.
    PointNeeded(LayerId),
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

/// What the rules look at: a service in a municipality at a moment.
struct Case<'a> {
    catalog: &'a Catalog,
    geo: &'a Geo,
    service: &'a ServiceId,
    code: MunicipalityCode,
    /// What the municipality's file says of the service.
    own: Option<&'a Provision>,
    /// The visitor's own point, where one was given.
    point: Option<Point>,
    /// Without a point: whether it is taken to lie in the areas that matter.
    inside: bool,
    now: jiff::Timestamp,
    today: jiff::civil::Date,
}

/// Decides. `now` is the moment for which the answer holds: validity by its date in Sweden, notices by its time.
#[must_use]
pub fn signpost(
    catalog: &Catalog,
    geo: &Geo,
    service: &ServiceId,
    place: Found,
    now: jiff::Timestamp,
) -> Signpost {
    let today = day_in_sweden(now);
    let mut trace = Vec::new();
    let place = place::settle(catalog, today, place, &mut trace);
    match place {
        Found::Municipality { code, point, .. } => {
            let own = catalog.provision(service, code);
            let inside = false;
            let case = Case { catalog, geo, service, code, own, point, inside, now, today };
            point::decide(case, place, trace)
        }
        Found::Choose { ref candidates, .. } => {
            let candidates = candidates.clone();
            let signpost = Decision::new(Outcome::Choose).into_signpost(service, place, trace);
            Signpost { candidates, ..signpost }
        }
        Found::Unknown(_) => {
            Decision::new(Outcome::PlaceUnknown).into_signpost(service, place, trace)
        }
    }
}

/// The time of Sweden, compiled in, so that no time zone file is needed.
const SWEDEN: TimeZone = jiff::tz::get!("Europe/Stockholm");

/// The day in Sweden at a moment.
#[must_use]
pub fn day_in_sweden(now: jiff::Timestamp) -> jiff::civil::Date {
    SWEDEN.to_datetime(now).date()
}

/// The municipality that stands for another on a day: itself, or the one that has taken over.
#[must_use]
pub fn current(
    catalog: &Catalog,
    day: jiff::civil::Date,
    code: MunicipalityCode,
) -> MunicipalityCode {
    place::living(catalog, day, code, &mut Vec::new())
}

/// The moment for which an answer holds when it is asked for a day: now, or noon of another day.
#[must_use]
pub fn moment_on(day: jiff::civil::Date, now: jiff::Timestamp) -> jiff::Timestamp {
    if day == day_in_sweden(now) {
        return now;
    }
    let noon = day.at(11, 0, 0, 0).to_zoned(TimeZone::UTC);
    noon.map_or(now, |noon| noon.timestamp())
}

/// What the rules came to, before the place and the trace are added.
struct Decision {
    outcome: Outcome,
    handler: Option<Handler>,
    decided_by: Option<Handler>,
    channels: Vec<Way>,
    alternatives: Vec<Alternative>,
    refusal: Option<Refusal>,
}

impl Decision {
    fn new(outcome: Outcome) -> Self {
        Self {
            outcome,
            handler: None,
            decided_by: None,
            channels: Vec::new(),
            alternatives: Vec::new(),
            refusal: None,
        }
    }

    fn into_signpost(self, service: &ServiceId, place: Found, trace: Vec<Step>) -> Signpost {
        Signpost {
            service: service.clone(),
            place,
            outcome: self.outcome,
            handler: self.handler,
            decided_by: self.decided_by,
            channels: self.channels,
            candidates: Vec::new(),
            alternatives: self.alternatives,
            refusal: self.refusal,
            point_needed: None,
            trace,
        }
    }
}

impl Step {
    /// A step whose kind says everything.
    fn bare(kind: StepKind) -> Self {
        Self { kind, source: None, confirmed: None }
    }

    /// A step known from a source that was confirmed on a day.
    fn known(kind: StepKind, source: &str, confirmed: jiff::civil::Date) -> Self {
        let source = (!source.is_empty()).then(|| source.to_owned());
        Self { kind, source, confirmed: Some(confirmed) }
    }
}
