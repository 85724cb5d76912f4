//! Wire types that several endpoints share, and the names of the model's values on the wire.

use serde::Serialize;

use crate::geo::{Match, NearBorder, PlaceKind};
use crate::model::{
    Audience, Catalog, Channel, ChannelKind, ContactPoint, CostKind, Facts, HandledBy, Level,
    Locale, Login, MunicipalityCode, Provision, ProvisionState, ServiceKind,
};
use crate::search::HitKind;
use crate::signpost::Outcome;

/// The kinds of hits.
pub(crate) const HIT_KINDS: [(HitKind, &str); 7] = [
    (HitKind::Service, "service"),
    (HitKind::Guide, "guide"),
    (HitKind::Checklist, "checklist"),
    (HitKind::Event, "event"),
    (HitKind::Municipality, "municipality"),
    (HitKind::Topic, "topic"),
    (HitKind::Page, "page"),
];

/// Who a service is for.
pub(crate) const AUDIENCES: [(Audience, &str); 3] = [
    (Audience::Citizen, "citizen"),
    (Audience::Business, "business"),
    (Audience::Association, "association"),
];

/// A municipality by code and name.
#[derive(Serialize)]
pub(crate) struct CodeName {
    pub(crate) code: String,
    pub(crate) name: String,
}

impl CodeName {
    /// In this language; a municipality that is not in the portal is named by its area.
    pub(crate) fn of(catalog: &Catalog, code: MunicipalityCode, locale: Locale) -> Self {
        let known = catalog.municipalities.get(&code).map(|found| found.name(locale).to_owned());
        let name = known.or_else(|| area_name(catalog, code)).unwrap_or_else(|| code.to_string());
        Self { code: code.to_string(), name }
    }
}

fn area_name(catalog: &Catalog, code: MunicipalityCode) -> Option<String> {
    let layer = catalog.layers.get(catalog.portal.maps.municipalities.as_ref()?)?;
    let code = code.to_string();
    layer.areas.iter().find(|area| area.id == code).map(|area| area.name.clone())
}

/// A municipality whose border is near.
#[derive(Serialize)]
pub(crate) struct Near {
    pub(crate) code: String,
    pub(crate) name: String,
    pub(crate) distance_m: f64,
}

impl Near {
    pub(crate) fn of(catalog: &Catalog, near: NearBorder, locale: Locale) -> Self {
        let CodeName { code, name } = CodeName::of(catalog, near.code, locale);
        Self { code, name, distance_m: metres(near.distance_m) }
    }
}

/// Metres with one decimal: the layers are no better.
pub(crate) fn metres(distance_m: f64) -> f64 {
    (distance_m * 10.0).round() / 10.0
}

/// A way in.
#[derive(Serialize)]
pub(crate) struct ChannelWire {
    kind: &'static str,
    url: Option<String>,
    login: &'static str,
    confirmed: Option<String>,
    name: Option<String>,
    phone: Option<String>,
    email: Option<String>,
    address: Option<String>,
    note: Option<String>,
    closed: bool,
}

impl ChannelWire {
    pub(crate) fn of(
        channel: &Channel,
        confirmed: Option<jiff::civil::Date>,
        locale: Locale,
    ) -> Self {
        Self {
            kind: channel_kind(channel.kind),
            url: channel.url.clone(),
            login: login(channel.login),
            confirmed: confirmed.map(|day| day.to_string()),
            name: text(channel.name.text(locale)),
            phone: channel.phone.clone(),
            email: channel.email.clone(),
            address: channel.address.clone(),
            note: text(channel.note.text(locale)),
            closed: false,
        }
    }

    /// The same, closed by a notice or not.
    pub(crate) fn closed(mut self, closed: bool) -> Self {
        self.closed = closed;
        self
    }
}

/// A way to reach somebody.
#[derive(Serialize)]
pub(crate) struct ContactWire {
    label: Option<String>,
    phone: Option<String>,
    email: Option<String>,
    address: Option<String>,
}

impl ContactWire {
    pub(crate) fn of(contact: &ContactPoint, locale: Locale) -> Self {
        Self {
            label: text(contact.label.text(locale)),
            phone: contact.phone.clone(),
            email: contact.email.clone(),
            address: contact.address.clone(),
        }
    }
}

/// An empty text is no text.
pub(crate) fn text(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

/// The state of a provision; no file means unknown.
pub(crate) fn provision_state(provision: Option<&Provision>) -> &'static str {
    match provision.map(|provision| &provision.state) {
        Some(ProvisionState::Provided) => "provided",
        Some(ProvisionState::HandledBy(_)) => "handled_by",
        Some(ProvisionState::NotProvided { .. }) => "not_provided",
        Some(ProvisionState::Unknown) | None => "unknown",
    }
}

/// The state of a provision as the signpost decides it.
pub(crate) fn outcome_state(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Direct => "provided",
        Outcome::HandledBy | Outcome::Elsewhere => "handled_by",
        Outcome::NotProvided => "not_provided",
        Outcome::Choose | Outcome::Unknown | Outcome::PlaceUnknown => "unknown",
    }
}

/// Who acts for a municipality, by municipality code or organisation id.
pub(crate) fn handled_by(by: &HandledBy) -> (&'static str, String) {
    match by {
        HandledBy::Municipality(code) => ("municipality", code.to_string()),
        HandledBy::Organisation(id) => ("organisation", id.to_string()),
    }
}

pub(crate) fn hit_kind(kind: HitKind) -> &'static str {
    HIT_KINDS.iter().find(|(other, _)| *other == kind).map_or("page", |(_, word)| word)
}

pub(crate) fn audience(audience: Audience) -> &'static str {
    AUDIENCES.iter().find(|(other, _)| *other == audience).map_or("citizen", |(_, word)| word)
}

pub(crate) fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Direct => "direct",
        Outcome::HandledBy => "handled_by",
        Outcome::Elsewhere => "elsewhere",
        Outcome::Choose => "choose",
        Outcome::NotProvided => "not_provided",
        Outcome::Unknown => "unknown",
        Outcome::PlaceUnknown => "place_unknown",
    }
}

pub(crate) fn matched(matched: Match) -> &'static str {
    match matched {
        Match::Inside => "inside",
        Match::Nearest => "nearest",
        Match::Municipality => "municipality",
        Match::Locality => "locality",
        Match::Postcode => "postcode",
        Match::None => "none",
    }
}

pub(crate) fn place_kind(kind: PlaceKind) -> &'static str {
    match kind {
        PlaceKind::Municipality => "municipality",
        PlaceKind::Locality => "locality",
        PlaceKind::Postcode => "postcode",
    }
}

pub(crate) fn channel_kind(kind: ChannelKind) -> &'static str {
    match kind {
        ChannelKind::EService => "e_service",
        ChannelKind::Form => "form",
        ChannelKind::Page => "page",
        ChannelKind::Phone => "phone",
        ChannelKind::Email => "email",
        ChannelKind::Visit => "visit",
    }
}

fn login(login: Login) -> &'static str {
    match login {
        Login::BankId => "bankid",
        Login::Eid => "eid",
        Login::Account => "account",
        Login::None => "none",
        Login::Unknown => "unknown",
    }
}

pub(crate) fn service_kind(kind: ServiceKind) -> &'static str {
    match kind {
        ServiceKind::Permit => "permit",
        ServiceKind::Notification => "notification",
        ServiceKind::Application => "application",
        ServiceKind::Grant => "grant",
        ServiceKind::Booking => "booking",
        ServiceKind::Report => "report",
        ServiceKind::Information => "information",
        ServiceKind::Payment => "payment",
        ServiceKind::Support => "support",
    }
}

pub(crate) fn level(level: Level) -> &'static str {
    match level {
        Level::Municipality => "municipality",
        Level::County => "county",
        Level::Police => "police",
        Level::State => "state",
    }
}

pub(crate) fn facts(facts: Facts) -> &'static str {
    match facts {
        Facts::Verified => "verified",
        Facts::Partly => "partly",
        Facts::Memory => "memory",
    }
}

pub(crate) fn cost_kind(kind: CostKind) -> &'static str {
    match kind {
        CostKind::Local => "local",
        CostKind::Free => "free",
        CostKind::Fixed => "fixed",
        CostKind::Unknown => "unknown",
    }
}
