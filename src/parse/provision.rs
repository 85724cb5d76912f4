//! Provisions: how one municipality provides one service.

use std::sync::Arc;

use super::layout::Folder;
use super::municipality::validity;
use super::reader::{self, Read, Table};
use super::service::{channel, cost, time};
use super::text::{self, Front};
use super::value;
use crate::model::{
    AreaCondition, HandledBy, Locale, Localized, MunicipalityCode, Provision, ProvisionState,
    ServiceId, Target,
};
use crate::problem::Code;

/// The states as files name them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Provided,
    HandledBy,
    NotProvided,
    Unknown,
}

const STATES: &[(&str, State)] = &[
    ("provided", State::Provided),
    ("handled_by", State::HandledBy),
    ("not_provided", State::NotProvided),
    ("unknown", State::Unknown),
];

/// Reads a provision of a municipality with its texts.
pub(super) fn read(
    (municipality, service): (MunicipalityCode, &str),
    folder: &Folder<'_>,
    locales: &[Locale],
) -> Option<Read<Arc<Provision>>> {
    let service = ServiceId::parse(service)?;
    let mut read =
        reader::read(folder.facts?, locales, |table| provision((service, municipality), table));
    let texts = text::all(&folder.texts, Front::Free, &mut read.report);
    let value = read.value.map(|provision| Arc::new(Provision { texts, ..provision }));
    Some(Read { value, report: read.report })
}

fn provision(
    (service, municipality): (ServiceId, MunicipalityCode),
    table: &Table<'_>,
) -> Option<Provision> {
    table.mentions(Target::Service(service.to_string()));
    let state = state(table);
    let channels = table.tables("channels", channel);
    let cost = table.table("fee", cost);
    let time = table.table("time", time);
    let requires = table.list("requires", value::names);
    let confirmed = table.required("confirmed", value::date);
    let source = table.required("source", value::text);
    let validity = validity(table);
    let area = table.table("area", area);
    // A condition that cannot be read must not become "everywhere".
    if area.is_none() && table.has("area") {
        return None;
    }
    Some(Provision {
        service,
        municipality,
        path: table.path().to_owned(),
        state: state?,
        channels,
        cost,
        time,
        requires,
        confirmed: confirmed?,
        source: source?,
        validity,
        area,
        texts: Localized::default(),
    })
}

fn state(table: &Table<'_>) -> Option<ProvisionState> {
    let state = table.required("state", value::choice(STATES));
    let handled_by = table.table("handled_by", handled_by);
    let reason = table.optional("reason", value::local);
    let instead = table.optional("instead", value::local);
    let state = state?;
    let foreign = |key, belongs: State| {
        if state != belongs && table.has(key) {
            let message = format!("`{key}` does not belong to this state");
            table.tell(Code::Contradiction, message, None);
        }
    };
    foreign("handled_by", State::HandledBy);
    foreign("reason", State::NotProvided);
    foreign("instead", State::NotProvided);
    let need = |key| {
        if !table.has(key) {
            table.missing(key);
        }
    };
    match state {
        State::Provided => Some(ProvisionState::Provided),
        State::Unknown => Some(ProvisionState::Unknown),
        State::HandledBy => {
            need("handled_by");
            handled_by.map(ProvisionState::HandledBy)
        }
        State::NotProvided => {
            need("reason");
            need("instead");
            Some(ProvisionState::NotProvided { reason: reason?, instead: instead? })
        }
    }
}

fn handled_by(table: &Table<'_>) -> Option<HandledBy> {
    let municipality = table.optional("municipality", value::municipality);
    let organisation = table.optional("organisation", value::organisation);
    match (municipality, organisation) {
        (Some(code), None) => Some(HandledBy::Municipality(code)),
        (None, Some(id)) => Some(HandledBy::Organisation(id)),
        (None, None) if table.has("municipality") || table.has("organisation") => None,
        _ => {
            let message = "`handled_by` names one municipality or one organisation".to_owned();
            table.tell(Code::BadValue, message, None);
            None
        }
    }
}

/// A condition on the place; without an `id` it is any area of the layer.
pub(super) fn area(table: &Table<'_>) -> Option<AreaCondition> {
    let layer = table.required("layer", value::layer);
    let area = table.optional("id", value::text);
    let layer = layer?;
    if area.is_none() && table.has("id") {
        return None;
    }
    if let Some(area) = &area {
        table.mentions(Target::Area(layer.to_string(), area.clone()));
    }
    Some(AreaCondition { layer, area })
}
