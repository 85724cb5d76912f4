//! `signpost`: for this service at this place, go there, because.

use serde::Serialize;

use super::Response;
use super::parameters::Parameters;
use super::refusal::Refusal;
use super::wire::{self, ChannelWire, CodeName, Near};
use crate::geo::{Found, UnknownPlace};
use crate::model::{Catalog, Locale, MunicipalityCode, ServiceId};
use crate::pages::{Page, Site};
use crate::signpost::{self, Alternative, Branch, Handler, Outcome, Signpost, Step, StepKind, Way};
use crate::words;

#[derive(Serialize)]
struct SignpostWire {
    service: ServiceWire,
    place: PlaceWire,
    outcome: &'static str,
    handler: Option<HandlerWire>,
    decided_by: Option<HandlerWire>,
    channels: Vec<ChannelWire>,
    candidates: Vec<CodeName>,
    alternatives: Vec<AlternativeWire>,
    refusal: Option<RefusalWire>,
    /// Both answers, when only the exact place decides.
    point_needed: Option<PointNeededWire>,
    trace: Vec<StepWire>,
}

#[derive(Serialize)]
struct PointNeededWire {
    layers: Vec<String>,
    inside: BranchWire,
    outside: BranchWire,
}

#[derive(Serialize)]
struct BranchWire {
    outcome: &'static str,
    handler: Option<HandlerWire>,
    channels: Vec<ChannelWire>,
}

#[derive(Serialize)]
struct ServiceWire {
    id: String,
    title: String,
    url: String,
}

#[derive(Serialize)]
struct PlaceWire {
    r#match: &'static str,
    municipality: Option<CodeName>,
    distance_m: Option<f64>,
    near_border: Vec<Near>,
    /// Why the place is not known, when it is not.
    unknown: Option<&'static str>,
    /// The page of the answer, when there is one municipality.
    url: Option<String>,
}

#[derive(Serialize)]
struct HandlerWire {
    kind: &'static str,
    id: String,
    code: Option<String>,
    name: String,
}

#[derive(Serialize)]
struct AlternativeWire {
    kind: &'static str,
    url: Option<String>,
    phone: Option<String>,
    label: Option<String>,
}

#[derive(Serialize)]
struct RefusalWire {
    reason: Option<String>,
    instead: Option<String>,
}

#[derive(Serialize)]
struct StepWire {
    step: &'static str,
    text: String,
    source: Option<String>,
    confirmed: Option<String>,
}

/// Decides and tells why.
pub(super) fn signpost(
    site: &Site,
    parameters: &Parameters<'_>,
    now: jiff::Timestamp,
) -> Result<Response, Refusal> {
    let snapshot = &site.snapshot;
    let locale = parameters.locale()?;
    let missing = || Refusal::bad("the parameter `service` is missing");
    let id = parameters.get("service").ok_or_else(missing)?;
    let service = ServiceId::parse(id).filter(|id| snapshot.catalog.services.contains_key(id));
    let service = service
        .ok_or_else(|| Refusal::bad("`service` must be the id of a service in /api/v1/services"))?;
    let day = signpost::day_in_sweden(now);
    let found = snapshot.geo.find(&parameters.place()?, day);
    let sign = signpost::signpost(&snapshot.catalog, &snapshot.geo, &service, found, now);
    Ok(Response::json(&wire(site, &sign, locale)))
}

fn wire(site: &Site, sign: &Signpost, locale: Locale) -> SignpostWire {
    let catalog = &site.snapshot.catalog;
    let handler = handler_of(sign).map(|handler| handler_wire(catalog, &handler, locale));
    let decided_by = sign.decided_by.as_ref();
    let step = |step: &Step| StepWire {
        step: step_name(&step.kind),
        text: words::step(&site.words, catalog, locale, step),
        source: step.source.clone(),
        confirmed: step.confirmed.map(|day| day.to_string()),
    };
    SignpostWire {
        service: service_wire(site, &sign.service, locale),
        place: place_wire(site, sign, locale),
        outcome: wire::outcome(sign.outcome),
        handler,
        decided_by: decided_by.map(|handler| handler_wire(catalog, handler, locale)),
        channels: ways(&sign.channels, locale),
        candidates: names(catalog, &sign.candidates, locale),
        alternatives: sign.alternatives.iter().map(|way| alternative(way, locale)).collect(),
        refusal: sign.refusal.as_ref().map(|refusal| RefusalWire {
            reason: wire::text(refusal.reason.text(locale)),
            instead: wire::text(refusal.instead.text(locale)),
        }),
        point_needed: sign.point_needed.as_deref().map(|needed| PointNeededWire {
            layers: needed.areas.iter().map(|area| area.layer.to_string()).collect(),
            inside: branch(catalog, &needed.inside, locale),
            outside: branch(catalog, &needed.outside, locale),
        }),
        trace: sign.trace.iter().map(step).collect(),
    }
}

fn branch(catalog: &Catalog, branch: &Branch, locale: Locale) -> BranchWire {
    let handler = branch.handler.as_ref();
    BranchWire {
        outcome: wire::outcome(branch.outcome),
        handler: handler.map(|handler| handler_wire(catalog, handler, locale)),
        channels: ways(&branch.channels, locale),
    }
}

fn ways(ways: &[Way], locale: Locale) -> Vec<ChannelWire> {
    let wire =
        |way: &Way| ChannelWire::of(&way.channel, Some(way.confirmed), locale).closed(way.closed);
    ways.iter().map(wire).collect()
}

fn service_wire(site: &Site, id: &ServiceId, locale: Locale) -> ServiceWire {
    let service = site.snapshot.catalog.services.get(id);
    ServiceWire {
        id: id.to_string(),
        title: service.map_or(id.as_str(), |service| service.title(locale)).to_owned(),
        url: site.url(locale, &Page::Service(id.clone())),
    }
}

fn place_wire(site: &Site, sign: &Signpost, locale: Locale) -> PlaceWire {
    let catalog = &site.snapshot.catalog;
    match &sign.place {
        Found::Municipality { code, matched, distance_m, near_border, .. } => {
            let near = near_border.iter().map(|near| Near::of(catalog, *near, locale));
            let page = Page::Answer(sign.service.clone(), *code);
            PlaceWire {
                r#match: wire::matched(*matched),
                municipality: Some(CodeName::of(catalog, *code, locale)),
                distance_m: distance_m.map(wire::metres),
                near_border: near.collect(),
                unknown: None,
                url: Some(site.url(locale, &page)),
            }
        }
        Found::Choose { matched, .. } => nowhere(wire::matched(*matched), None),
        Found::Unknown(UnknownPlace::OutsidePortal { code }) => PlaceWire {
            municipality: Some(CodeName::of(catalog, *code, locale)),
            ..nowhere("none", Some("outside_portal"))
        },
        Found::Unknown(UnknownPlace::NowhereNear) => nowhere("none", Some("nowhere_near")),
        Found::Unknown(UnknownPlace::NoSuchPlace) => nowhere("none", Some("no_such_place")),
    }
}

fn nowhere(matched: &'static str, unknown: Option<&'static str>) -> PlaceWire {
    let near_border = Vec::new();
    let (municipality, distance_m, url) = (None, None, None);
    PlaceWire { r#match: matched, municipality, distance_m, near_border, unknown, url }
}

/// Who handles it: on the wire the municipality itself is named too.
fn handler_of(sign: &Signpost) -> Option<Handler> {
    match (&sign.handler, sign.outcome, &sign.place) {
        (Some(handler), _, _) => Some(handler.clone()),
        (None, Outcome::Direct, Found::Municipality { code, .. }) => {
            Some(Handler::Municipality(*code))
        }
        _ => None,
    }
}

fn handler_wire(catalog: &Catalog, handler: &Handler, locale: Locale) -> HandlerWire {
    match handler {
        Handler::Municipality(code) => {
            let CodeName { code: number, name } = CodeName::of(catalog, *code, locale);
            let slug = catalog.municipalities.get(code).map(|found| found.slug.to_string());
            let id = slug.unwrap_or_else(|| number.clone());
            HandlerWire { kind: "municipality", id, code: Some(number), name }
        }
        Handler::Organisation(id) => {
            let organisation = catalog.organisations.get(id);
            let name = organisation.map_or(id.as_str(), |found| found.name.text(locale));
            let (id, name) = (id.to_string(), name.to_owned());
            HandlerWire { kind: "organisation", id, code: None, name }
        }
    }
}

fn alternative(alternative: &Alternative, locale: Locale) -> AlternativeWire {
    let link = |kind, url: &String| {
        let (url, phone, label) = (Some(url.clone()), None, None);
        AlternativeWire { kind, url, phone, label }
    };
    match alternative {
        Alternative::Portal(url) => link("portal", url),
        Alternative::Website(url) => link("website", url),
        Alternative::Phone { number, label } => AlternativeWire {
            kind: "phone",
            url: None,
            phone: Some(number.clone()),
            label: wire::text(label.text(locale)),
        },
    }
}

fn names(catalog: &Catalog, codes: &[MunicipalityCode], locale: Locale) -> Vec<CodeName> {
    codes.iter().map(|code| CodeName::of(catalog, *code, locale)).collect()
}

fn step_name(kind: &StepKind) -> &'static str {
    match kind {
        StepKind::PlaceFound(_) => "place_found",
        StepKind::PlaceNearest(..) => "place_nearest",
        StepKind::PlaceAmbiguous => "place_ambiguous",
        StepKind::PlaceUnknown => "place_unknown",
        StepKind::OwnProvision => "own_provision",
        StepKind::OwnProvisionExpired => "own_provision_expired",
        StepKind::OwnProvisionElsewhere => "own_provision_elsewhere",
        StepKind::InsideArea(..) => "inside_area",
        StepKind::PointNeeded(_) => "point_needed",
        StepKind::NoProvision => "no_provision",
        StepKind::ProvisionHandledBy(_) => "provision_handled_by",
        StepKind::OrganisationHandles(_) => "organisation_handles",
        StepKind::AgreementHandles(..) => "agreement_handles",
        StepKind::DecidedBy(_) => "decided_by",
        StepKind::OtherLevel(_) => "other_level",
        StepKind::NotProvided => "not_provided",
        StepKind::Unknown => "unknown",
        StepKind::ChannelClosed => "channel_closed",
        StepKind::SucceededBy(_) => "succeeded_by",
    }
}
