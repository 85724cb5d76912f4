//! `services`: the list, and one with everything known of it in each municipality.

use serde::Serialize;

use super::Response;
use super::parameters::Parameters;
use super::refusal::Refusal;
use super::wire::{self, ChannelWire, CodeName};
use crate::model::{Cost, Locale, MunicipalityCode, Service, ServiceId};
use crate::pages::{Page, Site};

#[derive(Serialize)]
struct Services {
    total: usize,
    services: Vec<ServiceWire>,
}

/// What the list says of a service.
#[derive(Serialize)]
pub(super) struct ServiceWire {
    id: String,
    title: String,
    summary: String,
    kind: &'static str,
    audience: Vec<&'static str>,
    topics: Vec<String>,
    events: Vec<String>,
    responsible: &'static str,
    organisation: Option<String>,
    common: bool,
    reviewed: String,
    facts: &'static str,
    url: String,
}

#[derive(Serialize)]
struct WholeService {
    #[serde(flatten)]
    service: ServiceWire,
    keywords: Vec<String>,
    owner: String,
    version: u32,
    note: Option<String>,
    law: Vec<LawWire>,
    evidence: Vec<String>,
    time: Option<TimeWire>,
    cost: CostWire,
    channels: Vec<ChannelWire>,
    provisions: Vec<ProvisionWire>,
}

#[derive(Serialize)]
struct LawWire {
    title: String,
    section: Option<String>,
}

#[derive(Serialize)]
struct TimeWire {
    text: Option<String>,
    days_max: Option<u32>,
    statutory: bool,
}

#[derive(Serialize)]
struct CostWire {
    kind: &'static str,
    text: Option<String>,
}

/// What the file of a municipality says of the service.
#[derive(Serialize)]
struct ProvisionWire {
    municipality: CodeName,
    state: &'static str,
    confirmed: Option<String>,
    url: String,
}

/// Every service of the portal.
pub(super) fn list(site: &Site, parameters: &Parameters<'_>) -> Result<Response, Refusal> {
    let locale = parameters.locale()?;
    let all = site.snapshot.catalog.services.values();
    let services: Vec<_> = all.map(|service| service_wire(site, service, locale)).collect();
    Ok(Response::json(&Services { total: services.len(), services }).kept())
}

/// One service.
pub(super) fn one(site: &Site, id: &str, parameters: &Parameters<'_>) -> Result<Response, Refusal> {
    let locale = parameters.locale()?;
    let catalog = &site.snapshot.catalog;
    let service = ServiceId::parse(id).and_then(|id| catalog.services.get(&id));
    let service = service
        .ok_or_else(|| Refusal::not_found("there is no such service; see /api/v1/services"))?;
    let codes = catalog.municipalities.keys();
    let law = service
        .law
        .iter()
        .map(|law| LawWire { title: law.title.clone(), section: law.section.clone() });
    let keywords = service.texts.best(locale).map(|(_, text)| text.keywords.clone());
    let evidence = service.evidence.iter().map(|evidence| evidence.name.text(locale).to_owned());
    let channels = service.channels.iter().map(|way| ChannelWire::of(way, None, locale));
    Ok(Response::json(&WholeService {
        service: service_wire(site, service, locale),
        keywords: keywords.unwrap_or_default(),
        owner: service.owner.clone(),
        version: service.version,
        note: wire::text(service.note.text(locale)),
        law: law.collect(),
        evidence: evidence.collect(),
        time: service.time.as_ref().map(|time| TimeWire {
            text: wire::text(time.text.text(locale)),
            days_max: time.days_max,
            statutory: time.statutory,
        }),
        cost: cost_wire(&service.cost, locale),
        channels: channels.collect(),
        provisions: codes.map(|code| provision_wire(site, service, *code, locale)).collect(),
    })
    .kept())
}

/// What the list says of a service.
pub(super) fn service_wire(site: &Site, service: &Service, locale: Locale) -> ServiceWire {
    ServiceWire {
        id: service.id.to_string(),
        title: service.title(locale).to_owned(),
        summary: service.summary(locale).to_owned(),
        kind: wire::service_kind(service.kind),
        audience: service.audience.iter().map(|people| wire::audience(*people)).collect(),
        topics: service.topics.iter().map(ToString::to_string).collect(),
        events: service.events.iter().map(ToString::to_string).collect(),
        responsible: wire::level(service.responsible),
        organisation: service.organisation.as_ref().map(ToString::to_string),
        common: service.common,
        reviewed: service.reviewed.to_string(),
        facts: wire::facts(service.facts),
        url: site.url(locale, &Page::Service(service.id.clone())),
    }
}

fn cost_wire(cost: &Cost, locale: Locale) -> CostWire {
    CostWire { kind: wire::cost_kind(cost.kind), text: wire::text(cost.text.text(locale)) }
}

fn provision_wire(
    site: &Site,
    service: &Service,
    code: MunicipalityCode,
    locale: Locale,
) -> ProvisionWire {
    let catalog = &site.snapshot.catalog;
    let provision = catalog.provision(&service.id, code);
    ProvisionWire {
        municipality: CodeName::of(catalog, code, locale),
        state: wire::provision_state(provision),
        confirmed: provision.map(|provision| provision.confirmed.to_string()),
        url: site.url(locale, &Page::Answer(service.id.clone(), code)),
    }
}
