//! The portal itself: `samvis.toml`, redirects, notices and the accessibility statement's facts.

use std::collections::BTreeMap;

use super::layout::Folder;
use super::reader::{self, Read, Source, Table, shown};
use super::service::channel_kind;
use super::text::{self, Front};
use super::value;
use crate::markdown::address;
use crate::model::{
    Accessibility, BaseMapSource, Compliance, ContactPoint, Failure, LocalText, Locale, Localized,
    MapNames, Notice, NoticeId, NoticeSeverity, Portal,
};
use crate::problem::Code;

const SEVERITIES: &[(&str, NoticeSeverity)] = &[
    ("info", NoticeSeverity::Info),
    ("warning", NoticeSeverity::Warning),
    ("severe", NoticeSeverity::Severe),
];

const COMPLIANCES: &[(&str, Compliance)] =
    &[("full", Compliance::Full), ("partial", Compliance::Partial), ("none", Compliance::None)];

/// Reads `samvis.toml`. What is missing in it is empty: a portal is shown in any case.
pub(super) fn portal(source: Source<'_>) -> Read<Portal> {
    reader::read(source, &[], |table| {
        let title = table.required("title", value::local).unwrap_or_default();
        let tagline = table.optional("tagline", value::local).unwrap_or_default();
        let base_url = table.required("base_url", base_url).unwrap_or_default();
        let locales = locales(table);
        let (contact_name, contact, contact_url) =
            table.required("contact", |value| value.table(contact)).unwrap_or_default();
        let maps = table.table("maps", |maps| {
            let mut layer = |key| maps.optional(key, value::layer);
            let [municipalities, counties, base] =
                ["municipalities", "counties", "base"].map(&mut layer);
            let basemap = maps.table("basemap", basemap);
            Some(MapNames { municipalities, counties, base, basemap })
        });
        let maps = maps.unwrap_or_default();
        let embed_allowed = table.table("embed", |embed| Some(embed.list("allow", embedder)));
        let embed_allowed = embed_allowed.unwrap_or_else(|| vec!["*".to_owned()]);
        Some(Portal {
            title,
            tagline,
            base_url,
            locales,
            contact_name,
            contact,
            contact_url,
            maps,
            embed_allowed,
        })
    })
}

/// The operator's own base map. One without a word on its source and licence is not shown.
fn basemap(table: &Table<'_>) -> Option<BaseMapSource> {
    let path = table.required("pmtiles", archive);
    let attribution = table.required("attribution", value::local_or_text);
    let url = table.optional("url", value::web);
    Some(BaseMapSource { path: path?, attribution: attribution?, url })
}

/// The path of an archive below `maps/`.
fn archive(value: reader::Value<'_>) -> Option<String> {
    let path = value::text(value)?;
    let plain =
        |part: &str| !part.is_empty() && !part.starts_with('.') && !part.contains(['\\', ':']);
    let below = path.strip_prefix("maps/");
    let is_file = below.is_some_and(|below| below.split('/').all(plain));
    if is_file && path.ends_with(BaseMapSource::ENDING) {
        return Some(path);
    }
    let message = format!("\"{}\" is not a PMTiles file below maps/", shown(&path));
    let hint = "put the file in maps/ and write its path: \"maps/norr.pmtiles\"".to_owned();
    value.bad(message, Some(hint))
}

/// A site that may embed: every one, or a scheme and a host and nothing that ends a directive.
fn embedder(value: reader::Value<'_>) -> Option<String> {
    let text = value::text(value)?;
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let plain = |host: &str| {
        !host.is_empty() && host.bytes().all(|b| b.is_ascii_alphanumeric() || b"-.:*".contains(&b))
    };
    if text == "*" || host.is_some_and(plain) {
        return Some(text);
    }
    let hint = "write a site such as https://www.sundsvall.se, or \"*\" for every one".to_owned();
    value.bad(format!("\"{}\" is not a site", shown(&text)), Some(hint))
}

fn base_url(value: reader::Value<'_>) -> Option<String> {
    let url = value::web(value)?;
    let url = url.trim_end_matches('/').to_owned();
    if url.contains(['?', '#']) {
        let hint =
            "write only where the portal is reached, such as https://samvis.example".to_owned();
        return value.bad("`base_url` must be without `?` and `#`".to_owned(), Some(hint));
    }
    Some(url)
}

fn locales(table: &Table<'_>) -> Vec<Locale> {
    let mut locales: Vec<Locale> = Vec::new();
    for locale in table.list("locales", value::locale) {
        if locales.contains(&locale) {
            table.tell(Code::Duplicate, format!("`locales` names `{locale}` twice"), None);
        } else {
            locales.push(locale);
        }
    }
    if locales.is_empty() {
        if !table.has_values("locales") {
            table.missing("locales");
        }
        locales.push(Locale::SV);
    }
    locales
}

fn contact(table: &Table<'_>) -> Option<(LocalText, ContactPoint, Option<String>)> {
    let name = table.required("name", value::local).unwrap_or_default();
    let phone = table.optional("phone", value::phone);
    let email = table.optional("email", value::email);
    let address = table.optional("address", value::text);
    let url = table.optional("url", value::web_or_own);
    if !["phone", "email", "url"].iter().any(|key| table.has(key)) {
        let message = "`contact` needs at least one of `email`, `phone` and `url`".to_owned();
        table.tell(Code::MissingKey, message, None);
    }
    Some((name, ContactPoint { label: LocalText::default(), phone, email, address }, url))
}

/// Reads `content/redirects.toml`.
pub(super) fn redirects(source: Source<'_>) -> Read<BTreeMap<String, String>> {
    reader::read(source, &[], |table| {
        let redirects = table.required("redirects", |value| value.as_table())?;
        let pair = |(from, target): (&str, reader::Value<'_>)| {
            if !address::is_own_path(from) {
                let message = format!("\"{}\" is not a path of the portal", shown(from));
                return target.bad(message, Some("it begins with one slash: /sv/…".to_owned()));
            }
            Some((from.to_owned(), value::web_or_own(target)?))
        };
        Some(redirects.entries().filter_map(pair).collect())
    })
}

/// Reads `content/accessibility.toml`.
pub(super) fn accessibility(source: Source<'_>, locales: &[Locale]) -> Read<Accessibility> {
    reader::read(source, locales, |table| {
        let actor = table.required("actor", value::local);
        let service = table.required("service", value::local);
        let compliance = table.required("compliance", value::choice(COMPLIANCES));
        let failures = table.tables("failures", |table| {
            let what = table.required("what", value::local);
            let reason = table.required("reason", value::local);
            Some(Failure { what: what?, reason: reason? })
        });
        let assessed = table.required("assessed", value::date);
        let updated = table.required("updated", value::date);
        let method = table.required("method", value::local);
        let feedback = table.required("feedback", value::local);
        let feedback_url = table.optional("feedback_url", value::web_or_own);
        let authority_url = table.required("authority_url", value::web);
        let burden = table.list("burden", value::local);
        let outside = table.list("outside", value::local);
        Some(Accessibility {
            actor: actor?,
            service: service?,
            compliance: compliance?,
            failures,
            assessed: assessed?,
            updated: updated?,
            method: method?,
            feedback: feedback?,
            feedback_url,
            authority_url: authority_url?,
            burden,
            outside,
        })
    })
}

/// Reads a notice with its texts.
pub(super) fn notice(id: &str, folder: &Folder<'_>, locales: &[Locale]) -> Option<Read<Notice>> {
    let id = NoticeId::parse(id)?;
    let mut read = reader::read(folder.facts?, locales, |table| notice_facts(id, table));
    let texts = text::all(&folder.texts, Front::Title, &mut read.report);
    if let Some(notice) = &mut read.value {
        notice.texts = texts;
    }
    Some(read)
}

fn notice_facts(id: NoticeId, table: &Table<'_>) -> Option<Notice> {
    let severity = table.required("severity", value::choice(SEVERITIES));
    let from = table.required("from", value::moment);
    let to = table.required("to", value::moment);
    let municipalities = table.list("municipalities", value::municipality);
    let services = table.list("services", value::service);
    let closes = table.optional("closes", channel_kind);
    // What cannot be read must not make the notice hold for everybody.
    let lost = |key, empty: bool| empty && table.has_values(key);
    if lost("municipalities", municipalities.is_empty()) || lost("services", services.is_empty()) {
        return None;
    }
    let (from, to) = (from?, to?);
    if to <= from {
        let message = "the notice ends before it begins".to_owned();
        table.tell(Code::Contradiction, message, Some("`to` lies after `from`".to_owned()));
    }
    let texts = Localized::default();
    Some(Notice { id, severity: severity?, from, to, municipalities, services, closes, texts })
}
