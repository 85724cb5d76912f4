//! Services, and the parts that provisions and organisations share with them: channels and costs.

use super::layout::Folder;
use super::reader::{self, Read, Table};
use super::text::{self, Front};
use super::value;
use crate::model::{
    Audience, Channel, ChannelKind, Cost, CostKind, Evidence, Facts, LegalResource, Level, Locale,
    Login, ProcessingTime, Service, ServiceId, ServiceKind, Target,
};
use crate::problem::Code;

const KINDS: &[(&str, ServiceKind)] = &[
    ("permit", ServiceKind::Permit),
    ("notification", ServiceKind::Notification),
    ("application", ServiceKind::Application),
    ("grant", ServiceKind::Grant),
    ("booking", ServiceKind::Booking),
    ("report", ServiceKind::Report),
    ("information", ServiceKind::Information),
    ("payment", ServiceKind::Payment),
    ("support", ServiceKind::Support),
];

const AUDIENCES: &[(&str, Audience)] = &[
    ("citizen", Audience::Citizen),
    ("business", Audience::Business),
    ("association", Audience::Association),
];

const LEVELS: &[(&str, Level)] = &[
    ("municipality", Level::Municipality),
    ("county", Level::County),
    ("police", Level::Police),
    ("state", Level::State),
];

const FACTS: &[(&str, Facts)] =
    &[("verified", Facts::Verified), ("partly", Facts::Partly), ("memory", Facts::Memory)];

const COSTS: &[(&str, CostKind)] = &[
    ("local", CostKind::Local),
    ("free", CostKind::Free),
    ("fixed", CostKind::Fixed),
    ("unknown", CostKind::Unknown),
];

const CHANNELS: &[(&str, ChannelKind)] = &[
    ("e_service", ChannelKind::EService),
    ("form", ChannelKind::Form),
    ("page", ChannelKind::Page),
    ("phone", ChannelKind::Phone),
    ("email", ChannelKind::Email),
    ("visit", ChannelKind::Visit),
];

const LOGINS: &[(&str, Login)] = &[
    ("bankid", Login::BankId),
    ("eid", Login::Eid),
    ("account", Login::Account),
    ("none", Login::None),
    ("unknown", Login::Unknown),
];

/// Reads a service with its texts.
pub(super) fn read(id: &str, folder: &Folder<'_>, locales: &[Locale]) -> Option<Read<Service>> {
    let id = ServiceId::parse(id)?;
    let mut read = reader::read(folder.facts?, locales, |table| service(id, table));
    let texts = text::all(&folder.texts, Front::Full, &mut read.report);
    if let Some(service) = &mut read.value {
        service.texts = texts;
    }
    Some(read)
}

fn service(id: ServiceId, table: &Table<'_>) -> Option<Service> {
    let kind = table.required("kind", value::choice(KINDS));
    let audience = audience(table);
    let topics = table.list("topics", |value| value::mention(value, Target::Topic));
    let events = table.list("events", |value| value::mention(value, Target::Event));
    let responsible = table.required("responsible", value::choice(LEVELS));
    let organisation = table.optional("organisation", value::organisation);
    let common = table.optional("common", value::boolean).unwrap_or(false);
    let law = table.tables("law", law);
    let evidence = table.tables("evidence", evidence);
    let time = table.table("time", time);
    let cost = table.table("fee", cost);
    let channels = table.tables("channels", channel);
    let note = table.optional("note", value::local).unwrap_or_default();
    let owner = table.required("owner", value::text);
    let reviewed = table.required("reviewed", value::date);
    let version = table.required("version", value::number);
    let facts = table.required("facts", facts);
    Some(Service {
        id,
        path: table.path().to_owned(),
        kind: kind?,
        audience,
        topics,
        events,
        responsible: responsible?,
        organisation,
        common,
        law,
        evidence,
        time,
        cost: cost.unwrap_or_else(Cost::unknown),
        channels,
        note,
        owner: owner?,
        reviewed: reviewed?,
        version: version?,
        facts: facts?,
        texts: crate::model::Localized::default(),
    })
}

/// Who a service or guide is for.
pub(super) fn audience(table: &Table<'_>) -> Vec<Audience> {
    table.list("audience", value::choice(AUDIENCES))
}

/// How well facts are confirmed.
pub(super) fn facts(value: reader::Value<'_>) -> Option<Facts> {
    value::choice(FACTS)(value)
}

/// A kind of channel.
pub(super) fn channel_kind(value: reader::Value<'_>) -> Option<ChannelKind> {
    value::choice(CHANNELS)(value)
}

fn law(table: &Table<'_>) -> Option<LegalResource> {
    let title = table.required("title", value::text);
    let section = table.optional("section", value::text);
    Some(LegalResource { title: title?, section })
}

fn evidence(table: &Table<'_>) -> Option<Evidence> {
    let name = table.required("name", value::local);
    Some(Evidence { name: name? })
}

/// How long something takes.
pub(super) fn time(table: &Table<'_>) -> Option<ProcessingTime> {
    let text = table.required("text", value::local);
    let days_max = table.optional("days_max", value::number);
    let statutory = table.optional("statutory", value::boolean).unwrap_or(false);
    Some(ProcessingTime { text: text?, days_max, statutory })
}

/// A fee.
pub(super) fn cost(table: &Table<'_>) -> Option<Cost> {
    let kind = table.required("kind", value::choice(COSTS));
    let text = table.optional("text", value::names).unwrap_or_default();
    let least = table.optional("amount_sek", value::number);
    let most = table.optional("amount_max_sek", value::number);
    let source = table.optional("source", value::text);
    let dated = table.optional("dated", value::date);
    if most.is_some() && (least.is_none() || most < least) {
        let message = "`amount_max_sek` is at least `amount_sek`, and needs it".to_owned();
        table.tell(Code::Contradiction, message, None);
    }
    let amount = least.map(|least| (least, most.unwrap_or(least).max(least)));
    Some(Cost { kind: kind?, text, amount, source, dated })
}

/// A way in. Which key it needs depends on its kind.
pub(super) fn channel(table: &Table<'_>) -> Option<Channel> {
    let kind = table.required("kind", channel_kind);
    let url = table.optional("url", value::web);
    let phone = table.optional("phone", value::phone);
    let email = table.optional("email", value::email);
    let address = table.optional("address", value::text);
    let name = table.optional("name", value::names).unwrap_or_default();
    let login = table.optional("login", value::choice(LOGINS)).unwrap_or(Login::Unknown);
    let note = table.optional("note", value::names).unwrap_or_default();
    let kind = kind?;
    let needed = match kind {
        ChannelKind::EService | ChannelKind::Form | ChannelKind::Page => "url",
        ChannelKind::Phone => "phone",
        ChannelKind::Email => "email",
        ChannelKind::Visit => "address",
    };
    let has = [("url", &url), ("phone", &phone), ("email", &email), ("address", &address)];
    let missing = has.iter().any(|(key, value)| *key == needed && value.is_none());
    if missing {
        if !table.has(needed) {
            let hint = "which key a channel needs depends on its kind".to_owned();
            table.tell(Code::MissingKey, format!("`{needed}` is missing"), Some(hint));
        }
        return None;
    }
    Some(Channel { kind, url, phone, email, address, name, login, note })
}
