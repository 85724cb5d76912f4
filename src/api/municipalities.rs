//! `municipalities`: the list, and one with everything it provides.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Response;
use super::parameters::Parameters;
use super::refusal::Refusal;
use super::wire::{self, ContactWire};
use crate::model::{Locale, Municipality, Provision, ProvisionState};
use crate::pages::{Page, Site};

#[derive(Serialize)]
struct Municipalities {
    total: usize,
    municipalities: Vec<MunicipalityWire>,
}

#[derive(Serialize)]
struct MunicipalityWire {
    code: String,
    slug: String,
    name: String,
    names: BTreeMap<String, String>,
    county: CountyWire,
    website: String,
    portal: Option<String>,
    population: Option<u32>,
    languages: Vec<String>,
    confirmed: String,
    valid_from: Option<String>,
    valid_to: Option<String>,
    succeeded_by: Option<String>,
    url: String,
}

#[derive(Serialize)]
struct CountyWire {
    code: String,
    name: Option<String>,
}

#[derive(Serialize)]
struct WholeMunicipality {
    #[serde(flatten)]
    municipality: MunicipalityWire,
    aliases: Vec<String>,
    portal_note: Option<String>,
    source: String,
    contacts: Vec<ContactWire>,
    provisions: Vec<ProvisionWire>,
}

/// What the municipality's file says of a service.
#[derive(Serialize)]
struct ProvisionWire {
    service: ServiceTitle,
    state: &'static str,
    handled_by: Option<HandledByWire>,
    confirmed: Option<String>,
    url: String,
}

#[derive(Serialize)]
struct ServiceTitle {
    id: String,
    title: String,
}

#[derive(Serialize)]
struct HandledByWire {
    kind: &'static str,
    id: String,
}

/// Every municipality of the portal.
pub(super) fn list(site: &Site, parameters: &Parameters<'_>) -> Result<Response, Refusal> {
    let locale = parameters.locale()?;
    let all = site.snapshot.catalog.municipalities.values();
    let municipalities: Vec<_> =
        all.map(|municipality| municipality_wire(site, municipality, locale)).collect();
    Ok(Response::json(&Municipalities { total: municipalities.len(), municipalities }).kept())
}

/// One municipality, by code or slug.
pub(super) fn one(site: &Site, id: &str, parameters: &Parameters<'_>) -> Result<Response, Refusal> {
    let locale = parameters.locale()?;
    let catalog = &site.snapshot.catalog;
    let municipality = catalog.municipality(id).ok_or_else(|| {
        Refusal::not_found("there is no such municipality; see /api/v1/municipalities")
    })?;
    let provisions = catalog.services.values().map(|service| {
        let provision = catalog.provision(&service.id, municipality.code);
        ProvisionWire {
            service: ServiceTitle {
                id: service.id.to_string(),
                title: service.title(locale).to_owned(),
            },
            state: wire::provision_state(provision),
            handled_by: provision.and_then(handled_by),
            confirmed: provision.map(|provision| provision.confirmed.to_string()),
            url: site.url(locale, &Page::Answer(service.id.clone(), municipality.code)),
        }
    });
    let contacts = municipality.contacts.iter();
    Ok(Response::json(&WholeMunicipality {
        municipality: municipality_wire(site, municipality, locale),
        aliases: municipality.aliases.clone(),
        portal_note: wire::text(municipality.portal_note.text(locale)),
        source: municipality.source.clone(),
        contacts: contacts.map(|contact| ContactWire::of(contact, locale)).collect(),
        provisions: provisions.collect(),
    })
    .kept())
}

fn handled_by(provision: &Provision) -> Option<HandledByWire> {
    let ProvisionState::HandledBy(by) = &provision.state else { return None };
    let (kind, id) = wire::handled_by(by);
    Some(HandledByWire { kind, id })
}

fn municipality_wire(site: &Site, it: &Municipality, locale: Locale) -> MunicipalityWire {
    let names = it.names.iter().map(|(locale, name)| (locale.to_string(), name.clone()));
    MunicipalityWire {
        code: it.code.to_string(),
        slug: it.slug.to_string(),
        name: it.name(locale).to_owned(),
        names: names.collect(),
        county: CountyWire {
            code: it.county.to_string(),
            name: site.snapshot.catalog.county_name(it.county).map(str::to_owned),
        },
        website: it.website.clone(),
        portal: it.portal.clone(),
        population: it.population,
        languages: it.languages.iter().map(|minority| minority.language.to_string()).collect(),
        confirmed: it.confirmed.to_string(),
        valid_from: it.validity.from.map(|day| day.to_string()),
        valid_to: it.validity.to.map(|day| day.to_string()),
        succeeded_by: it.succeeded_by.map(|code| code.to_string()),
        url: site.url(locale, &Page::Municipality(it.code)),
    }
}
