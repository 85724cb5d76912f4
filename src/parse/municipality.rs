//! Municipalities, and the contact points and periods that others share with them.

use super::layout::Folder;
use super::reader::{self, Read, Table};
use super::service::facts;
use super::service_point;
use super::text::{self, Front};
use super::value;
use crate::model::{
    ContactPoint, Locale, Localized, MinorityLanguage, Municipality, MunicipalitySlug, Validity,
};
use crate::problem::Code;

/// Reads a municipality with its texts.
pub(super) fn read(
    slug: &str,
    folder: &Folder<'_>,
    locales: &[Locale],
) -> Option<Read<Municipality>> {
    let slug = MunicipalitySlug::parse(slug)?;
    let mut read = reader::read(folder.facts?, locales, |table| municipality(slug, table));
    let texts = text::all(&folder.texts, Front::Free, &mut read.report);
    if let Some(municipality) = &mut read.value {
        municipality.texts = texts;
    }
    Some(read)
}

fn municipality(slug: MunicipalitySlug, table: &Table<'_>) -> Option<Municipality> {
    let code = table.required("code", value::code);
    let county = table.required("county", value::county);
    let names = table.required("names", value::names);
    let aliases = table.list("aliases", value::text);
    let website = table.required("website", value::web);
    let portal = table.optional("portal", value::web);
    let portal_note = table.optional("portal_note", value::local).unwrap_or_default();
    let population = table.optional("population", value::number);
    let population_note = table.optional("population_note", value::local).unwrap_or_default();
    let contacts = contacts(table);
    let languages = table.tables("languages", language);
    let confirmed = table.required("confirmed", value::date);
    let source = table.required("source", value::text);
    let service_points =
        service_point::of_municipality(table, code, (confirmed, source.as_deref()));
    let validity = validity(table);
    let succeeded_by = table.optional("succeeded_by", value::municipality);
    Some(Municipality {
        code: code?,
        slug,
        path: table.path().to_owned(),
        county: county?,
        names: names?,
        aliases,
        website: website?,
        portal,
        portal_note,
        population,
        population_note,
        contacts,
        service_points,
        languages,
        confirmed: confirmed?,
        source: source?,
        validity,
        succeeded_by,
        texts: Localized::default(),
    })
}

fn language(table: &Table<'_>) -> Option<MinorityLanguage> {
    let language = table.required("language", value::locale);
    let facts = table.required("facts", facts);
    Some(MinorityLanguage { language: language?, facts: facts? })
}

/// The contact points (`[[contacts]]`) of a table.
pub(super) fn contacts(table: &Table<'_>) -> Vec<ContactPoint> {
    table.tables("contacts", contact)
}

fn contact(table: &Table<'_>) -> Option<ContactPoint> {
    let label = table.optional("label", value::local).unwrap_or_default();
    let phone = table.optional("phone", value::phone);
    let email = table.optional("email", value::email);
    let address = table.optional("address", value::text);
    if phone.is_none() && email.is_none() && address.is_none() {
        if !["phone", "email", "address"].iter().any(|key| table.has(key)) {
            let message =
                "a contact needs at least one of `phone`, `email` and `address`".to_owned();
            table.tell(Code::MissingKey, message, None);
        }
        return None;
    }
    Some(ContactPoint { label, phone, email, address })
}

/// The period (`valid_from`, `valid_to`) of a table.
pub(super) fn validity(table: &Table<'_>) -> Validity {
    let from = table.optional("valid_from", value::date);
    let to = table.optional("valid_to", value::date);
    if from.zip(to).is_some_and(|(from, to)| to < from) {
        let message = "`valid_to` lies before `valid_from`".to_owned();
        table.tell(Code::Contradiction, message, None);
    }
    Validity { from, to }
}
