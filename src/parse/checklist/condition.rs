//! Conditions: tables of what must hold, with `all`, `any` and `not` to put them together.

use ::toml::de::DeValue;

use super::super::reader::{Table, Value, shown};
use super::super::value;
use super::{answer, place};
use crate::model::{Condition, MunicipalitySlug, Question, QuestionKind, Target};
use crate::problem::Code;

/// Reads a condition that may look at some of the questions. `None` when it cannot be read: it
/// must not become "always".
pub(super) fn read(value: Value<'_>, known: &[Question], all: &[Question]) -> Option<Condition> {
    let table = value.as_table()?;
    let term = |(key, value): (&str, Value<'_>)| term(key, value, known, all);
    let mut terms: Vec<Condition> =
        table.entries().map(term).collect::<Vec<_>>().into_iter().collect::<Option<_>>()?;
    match terms.len() {
        0 => value.bad(format!("`{}` has no condition", value.key), None),
        1 => terms.pop(),
        _ => Some(Condition::All(terms)),
    }
}

fn term(key: &str, value: Value<'_>, known: &[Question], all: &[Question]) -> Option<Condition> {
    match key {
        "all" => Some(Condition::All(list(value, known, all)?)),
        "any" => Some(Condition::Any(list(value, known, all)?)),
        "not" => Some(Condition::Not(Box::new(read(value, known, all)?))),
        "place.municipality" => {
            let slugs = words(value)?.into_iter().map(municipality);
            Some(Condition::Municipality(slugs.collect::<Option<_>>()?))
        }
        "place.county" => {
            let counties = words(value)?.into_iter().map(value::county);
            Some(Condition::County(counties.collect::<Option<_>>()?))
        }
        _ => of_question(key, value, known, all),
    }
}

fn list(value: Value<'_>, known: &[Question], all: &[Question]) -> Option<Vec<Condition>> {
    let values = value.values()?;
    if values.is_empty() {
        return value.bad(format!("`{}` has no condition", value.key), None);
    }
    values.into_iter().map(|value| read(value, known, all)).collect()
}

fn municipality(value: Value<'_>) -> Option<MunicipalitySlug> {
    value::mention(value, Target::Municipality)
}

/// One text or several.
fn words(value: Value<'_>) -> Option<Vec<Value<'_>>> {
    match value.value {
        DeValue::String(_) => Some(vec![value]),
        _ => value.values(),
    }
}

fn of_question(
    key: &str,
    value: Value<'_>,
    known: &[Question],
    all: &[Question],
) -> Option<Condition> {
    let Some(at) = known.iter().position(|question| question.id.as_str() == key) else {
        if all.iter().any(|question| question.id.as_str() == key) {
            let message =
                format!("`{}` is asked later, so nothing can depend on it here", shown(key));
            let hint = "put the other question before this one".to_owned();
            value.tell(Code::Contradiction, message, Some(hint));
            return None;
        }
        let ids: Vec<_> = known.iter().map(|question| question.id.clone()).collect();
        place(value, "question", key, &ids);
        return None;
    };
    match &known[at].kind {
        QuestionKind::Single(options) | QuestionKind::Several { options, .. } => {
            let option = |value: Value<'_>| answer::option(value, options);
            let any = words(value)?.into_iter().map(option).collect::<Option<Vec<_>>>()?;
            Some(Condition::Options { question: at, any })
        }
        QuestionKind::YesNo => value::boolean(value).map(|wanted| Condition::Is(at, wanted)),
        QuestionKind::Number { .. } => value.table(|table| {
            bounded(table)?;
            let minimum = end(table, "min", value::number)?.unwrap_or(0);
            let maximum = end(table, "max", value::number)?.unwrap_or(u32::MAX);
            Some(Condition::Number { question: at, minimum, maximum })
        }),
        QuestionKind::Date => value.table(|table| {
            bounded(table)?;
            let (from, to) = (end(table, "min", value::date)?, end(table, "max", value::date)?);
            Some(Condition::Date { question: at, from, to })
        }),
        QuestionKind::Place => {
            let hint = "write \"place.municipality\" or \"place.county\"".to_owned();
            value.bad(format!("`{}` asks for the place", shown(key)), Some(hint))
        }
    }
}

/// A range without any end is a mistake: it must not become "always".
fn bounded(table: &Table<'_>) -> Option<()> {
    if table.has("min") || table.has("max") {
        return Some(());
    }
    table.tell(Code::MissingKey, "`min` or `max` is missing".to_owned(), None);
    None
}

/// An end of a range, which may be open; `None` when it is there and cannot be read.
fn end<'f, T>(
    table: &Table<'f>,
    key: &'static str,
    reader: impl FnOnce(Value<'f>) -> Option<T>,
) -> Option<Option<T>> {
    table.value(key).map_or(Some(None), |value| reader(value).map(Some))
}
