//! Checklists: facts, words per language, and personas. A mistake in the facts leaves the whole
//! checklist out: a plan that lacks a permit without saying so is worse than none.

mod answer;
mod condition;
mod facts;
mod personas;
mod words;

use super::layout::ChecklistFiles;
use super::reader::{Read, Report, Table, Value, shown};
use crate::model::{Checklist, ChecklistId, Id, Locale};
use crate::problem::{Code, did_you_mean};

/// Reads a checklist with its words and personas.
pub(super) fn read(
    id: &str,
    files: &ChecklistFiles<'_>,
    locales: &[Locale],
) -> Option<Read<Checklist>> {
    let id = ChecklistId::parse(id)?;
    let facts = super::reader::read(files.facts?, locales, |table| facts::read(id, table));
    let mut report = Report::default();
    let Some(mut checklist) = facts.into(&mut report) else {
        return Some(Read { value: None, report });
    };
    for (locale, source) in &files.words {
        let read = words::read(*source, *locale, &checklist);
        if let Some((text, words)) = read.into(&mut report) {
            checklist.texts.insert(*locale, std::sync::Arc::new(text));
            checklist.words.insert(*locale, std::sync::Arc::new(words));
        }
    }
    if let Some(source) = files.personas {
        let personas = personas::read(source, &checklist).into(&mut report);
        checklist.personas = personas.unwrap_or_default();
    }
    Some(Read { value: Some(checklist), report })
}

/// Every value of a list; `None` when one of them cannot be read.
fn whole<'f, T>(
    table: &Table<'f>,
    key: &'static str,
    reader: impl Fn(Value<'f>) -> Option<T>,
) -> Option<Vec<T>> {
    table.list(key, |value| Some(reader(value))).into_iter().collect()
}

/// The place of an id in a list; an id that is not in it is told.
fn place<K>(value: Value<'_>, what: &str, id: &str, ids: &[Id<K>]) -> Option<usize> {
    let found = ids.iter().position(|other| other.as_str() == id);
    if found.is_none() {
        let meant = did_you_mean(id, ids.iter().map(Id::as_str));
        let hint = meant.map(|meant| format!("did you mean `{meant}`?"));
        let message = format!("there is no {what} `{}` in this checklist", shown(id));
        value.tell(Code::UnknownReference, message, hint);
    }
    found
}

/// Tells of ids that stand twice; `None` when there are any.
fn once<K>(table: &Table<'_>, what: &str, ids: &[Id<K>]) -> Option<()> {
    let twice = ids.iter().enumerate().find(|(at, id)| ids[..*at].contains(id));
    let Some((_, id)) = twice else { return Some(()) };
    table.tell(Code::Duplicate, format!("there are two of the {what} `{id}`"), None);
    None
}
