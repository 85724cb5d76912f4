//! Guides, static pages, topics and events.

use super::layout::Folder;
use super::reader::{self, Read, Report, Source, Table};
use super::service::audience;
use super::text::{self, Front};
use super::value;
use crate::model::{
    Event, EventKind, Guide, GuideId, Id, LocalText, Locale, PageId, StaticPage, Target, Topic,
};
use crate::problem::Code;

const EVENT_KINDS: &[(&str, EventKind)] =
    &[("life", EventKind::Life), ("business", EventKind::Business)];

/// Reads a guide with its texts.
pub(super) fn read(id: &str, folder: &Folder<'_>, locales: &[Locale]) -> Option<Read<Guide>> {
    let id = GuideId::parse(id)?;
    let mut read = reader::read(folder.facts?, locales, |table| guide(id, table));
    let texts = text::all(&folder.texts, Front::Full, &mut read.report);
    if let Some(guide) = &mut read.value {
        guide.texts = texts;
    }
    Some(read)
}

fn guide(id: GuideId, table: &Table<'_>) -> Option<Guide> {
    let audience = audience(table);
    let topics = table.list("topics", |value| value::mention(value, Target::Topic));
    let events = table.list("events", |value| value::mention(value, Target::Event));
    let services = table.list("services", value::service);
    let owner = table.required("owner", value::text);
    let reviewed = table.required("reviewed", value::date);
    let version = table.required("version", value::number);
    let texts = crate::model::Localized::default();
    let path = table.path().to_owned();
    Some(Guide {
        id,
        path,
        audience,
        topics,
        events,
        services,
        owner: owner?,
        reviewed: reviewed?,
        version: version?,
        texts,
    })
}

/// Reads a static page, which has no facts of its own.
pub(super) fn page(id: &str, folder: &Folder<'_>) -> Option<Read<StaticPage>> {
    let id = PageId::parse(id)?;
    let mut report = Report::default();
    let texts = text::all(&folder.texts, Front::Full, &mut report);
    Some(Read { value: Some(StaticPage { id, texts }), report })
}

/// Reads `content/topics.toml`.
pub(super) fn topics(source: Source<'_>, locales: &[Locale]) -> Read<Vec<Topic>> {
    reader::read(source, locales, |table| {
        let topic = |table: &Table<'_>| {
            let named = named(table);
            let (id, slugs, title, summary) = named?;
            Some(Topic { id, slugs, title, summary })
        };
        Some(unique(table, table.tables("topics", topic), |topic| topic.id.as_str()))
    })
}

/// Reads `content/events.toml`.
pub(super) fn events(source: Source<'_>, locales: &[Locale]) -> Read<Vec<Event>> {
    reader::read(source, locales, |table| {
        let event = |table: &Table<'_>| {
            let kind = table.required("kind", value::choice(EVENT_KINDS));
            let named = named(table);
            let (id, slugs, title, summary) = named?;
            Some(Event { id, kind: kind?, slugs, title, summary })
        };
        Some(unique(table, table.tables("events", event), |event| event.id.as_str()))
    })
}

/// What topics and events have in common.
fn named<K>(table: &Table<'_>) -> Option<(Id<K>, LocalText, LocalText, LocalText)> {
    let id = table.required("id", value::id);
    let slugs = table.required("slug", value::slugs);
    let title = table.required("title", value::local);
    let summary = table.required("summary", value::local);
    Some((id?, slugs?, title?, summary?))
}

/// The first of each id; the others are told.
fn unique<T>(table: &Table<'_>, things: Vec<T>, id: impl Fn(&T) -> &str) -> Vec<T> {
    let mut kept: Vec<T> = Vec::with_capacity(things.len());
    for thing in things {
        if kept.iter().any(|other| id(other) == id(&thing)) {
            let message = format!("there are two with the id \"{}\"", id(&thing));
            table.tell(Code::Duplicate, message, Some("only the first is shown".to_owned()));
        } else {
            kept.push(thing);
        }
    }
    kept
}
