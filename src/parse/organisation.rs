//! Organisations: bodies other than municipalities that decide or act.

use super::layout::Folder;
use super::municipality::{contacts, validity};
use super::reader::{self, Read, Table};
use super::service::{channel, facts};
use super::service_point;
use super::value;
use crate::model::{Handles, Locale, Organisation, OrganisationId, OrganisationKind, Role};

/// The kinds as files name them.
pub(super) const KINDS: &[(&str, OrganisationKind)] = &[
    ("joint_board", OrganisationKind::JointBoard),
    ("federation", OrganisationKind::Federation),
    ("company", OrganisationKind::Company),
    ("agreement", OrganisationKind::Agreement),
    ("cooperation", OrganisationKind::Cooperation),
    ("agency", OrganisationKind::Agency),
    ("county_board", OrganisationKind::CountyBoard),
    ("police", OrganisationKind::Police),
];

const ROLES: &[(&str, Role)] =
    &[("decides", Role::Decides), ("operates", Role::Operates), ("advises", Role::Advises)];

/// Reads an organisation.
pub(super) fn read(
    id: &str,
    folder: &Folder<'_>,
    locales: &[Locale],
) -> Option<Read<Organisation>> {
    let id = OrganisationId::parse(id)?;
    Some(reader::read(folder.facts?, locales, |table| organisation(id, table)))
}

fn organisation(id: OrganisationId, table: &Table<'_>) -> Option<Organisation> {
    let name = table.required("name", value::local);
    let kind = table.required("kind", value::choice(KINDS));
    let members = table.list("members", value::municipality);
    let host = table.optional("host", value::municipality);
    let website = table.optional("website", value::web);
    let contacts = contacts(table);
    let facts = table.required("facts", facts);
    let confirmed = table.required("confirmed", value::date);
    let source = table.required("source", value::text);
    let what = table.required("what", value::local);
    let handles = table.tables("handles", handles);
    let service_points = service_point::of_organisation(table, &id, (confirmed, source.as_deref()));
    let validity = validity(table);
    Some(Organisation {
        id,
        path: table.path().to_owned(),
        name: name?,
        kind: kind?,
        members,
        host,
        website,
        contacts,
        service_points,
        facts: facts?,
        confirmed: confirmed?,
        source: source?,
        what: what?,
        handles,
        validity,
    })
}

fn handles(table: &Table<'_>) -> Option<Handles> {
    let services = table.list("services", value::service);
    let role = table.required("role", value::choice(ROLES));
    let members = table.list("members", value::municipality);
    let channels = table.tables("channels", channel);
    let area = table.table("area", super::provision::area);
    // A condition that cannot be read must not become "everywhere".
    if area.is_none() && table.has("area") {
        return None;
    }
    // A list of members that cannot be read must not become "all members".
    if members.is_empty() && table.has_values("members") {
        return None;
    }
    Some(Handles { services, role: role?, members, channels, area })
}
