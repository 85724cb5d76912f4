//! `services/{id}/compare`: the same service side by side in several municipalities.

use serde::Serialize;

use super::parameters::Parameters;
use super::plan::{FeeWire, fee_wire};
use super::refusal::Refusal;
use super::wire::{self, ChannelWire, CodeName};
use super::{Question, Response};
use crate::model::ServiceId;
use crate::pages::{Page, Site};
use crate::plan::compare::{self, Column};

#[derive(Serialize)]
struct Comparison {
    service: String,
    title: String,
    municipalities: Vec<ColumnWire>,
    url: String,
}

#[derive(Serialize)]
struct ColumnWire {
    municipality: CodeName,
    outcome: &'static str,
    fee: FeeWire,
    days_max: Option<u32>,
    time: Option<String>,
    statutory: bool,
    channels: Vec<ChannelWire>,
    requires: Vec<String>,
    local_rules: bool,
    confirmed: Option<String>,
    source: Option<String>,
    url: String,
}

/// The comparison.
pub(super) fn compare(
    site: &Site,
    id: &str,
    parameters: &Parameters<'_>,
    question: &Question<'_>,
) -> Result<Response, Refusal> {
    let locale = parameters.locale()?;
    let catalog = &site.snapshot.catalog;
    let service = ServiceId::parse(id).and_then(|id| catalog.services.get(&id));
    let service = service
        .ok_or_else(|| Refusal::not_found("there is no such service; see /api/v1/services"))?;
    let chosen = compare::chosen(catalog, question.query);
    if let Some(unknown) = chosen.unknown {
        return Err(Refusal::bad(format!(
            "`municipality` must be the code or slug of a municipality in /api/v1/municipalities, \
             not \"{}\"",
            crate::parse::shown(&unknown)
        )));
    }
    if chosen.codes.is_empty() {
        return Err(Refusal::bad("give at least one `municipality`, by code or slug"));
    }
    let facts = (catalog.as_ref(), site.snapshot.geo.as_ref());
    let columns = compare::compare(facts, service, &chosen.codes, question.now);
    let column = |column: &Column<'_>| ColumnWire {
        municipality: CodeName::of(catalog, column.municipality, locale),
        outcome: wire::outcome(column.signpost.outcome),
        fee: fee_wire(&column.price, locale),
        days_max: column.time.and_then(|time| time.days_max),
        time: column.time.and_then(|time| wire::text(time.text.text(locale))),
        statutory: column.time.is_some_and(|time| time.statutory),
        channels: column
            .signpost
            .channels
            .iter()
            .map(|way| {
                ChannelWire::of(&way.channel, Some(way.confirmed), locale).closed(way.closed)
            })
            .collect(),
        requires: column.provision.map_or_else(Vec::new, |provision| {
            provision.requires.iter().map(|it| it.text(locale).to_owned()).collect()
        }),
        local_rules: column.provision.is_some_and(|provision| !provision.texts.is_empty()),
        confirmed: column.provision.map(|provision| provision.confirmed.to_string()),
        source: column.provision.map(|provision| provision.source.clone()),
        url: site.url(locale, &Page::Answer(service.id.clone(), column.municipality)),
    };
    Ok(Response::json(&Comparison {
        service: service.id.to_string(),
        title: service.title(locale).to_owned(),
        municipalities: columns.iter().map(column).collect(),
        url: site.url(locale, &Page::Compare(service.id.clone())),
    }))
}
