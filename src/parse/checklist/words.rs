//! `<locale>.toml`: the words of a checklist in a language.

use super::super::reader::{self, Read, Source, Table, Value};
use super::super::value;
use super::place;
use crate::model::{
    Checklist, ChecklistWords, Id, Locale, Question, QuestionWords, RequirementWords, Text,
};

/// Reads the words; those for things that the facts do not have are told.
pub(super) fn read(
    source: Source<'_>,
    locale: Locale,
    checklist: &Checklist,
) -> Read<(Text, ChecklistWords)> {
    reader::read(source, &[], |table| {
        let title = table.required("title", value::text);
        let summary = table.required("summary", value::text);
        let keywords = table.list("keywords", value::text);
        let reviewed = table.optional("reviewed", value::date);
        let body = table.optional("intro", |value| value::markdown(value, locale));
        let words = words(table, locale, checklist);
        let text = Text {
            path: table.path().to_owned(),
            title: title?,
            summary: summary?,
            keywords,
            reviewed,
            body: body.unwrap_or_default(),
        };
        Some((text, words))
    })
}

fn words(table: &Table<'_>, locale: Locale, checklist: &Checklist) -> ChecklistWords {
    let questions: Vec<_> = checklist.questions.iter().map(|it| it.id.clone()).collect();
    let requirements: Vec<_> = checklist.requirements.iter().map(|it| it.id.clone()).collect();
    let requirement = |value: Value<'_>, _| value.table(|table| requirement(table, locale));
    ChecklistWords {
        path: table.path().to_owned(),
        questions: aligned(table.value("questions"), "question", &questions, |value, at| {
            value.table(|table| question(table, &checklist.questions[at]))
        }),
        requirements: aligned(table.value("results"), "result", &requirements, requirement),
        documents: aligned(
            table.value("documents"),
            "document",
            &checklist.documents,
            |value, _| value::text(value),
        ),
    }
}

/// What a table says of each id, in the order of the ids.
fn aligned<K, T>(
    value: Option<Value<'_>>,
    what: &str,
    ids: &[Id<K>],
    reader: impl Fn(Value<'_>, usize) -> Option<T>,
) -> Vec<Option<T>> {
    let mut all: Vec<Option<T>> = ids.iter().map(|_| None).collect();
    let Some(table) = value.and_then(Value::as_table) else { return all };
    for (key, value) in table.entries() {
        if let Some(at) = place(value, what, key, ids) {
            all[at] = reader(value, at);
        }
    }
    all
}

fn question(table: &Table<'_>, question: &Question) -> Option<QuestionWords> {
    let text = table.required("text", value::text);
    let hint = table.optional("hint", value::text);
    let why = table.optional("why", value::text);
    let ids = question.kind.options();
    let options = aligned(table.value("options"), "option", ids, |value, _| value::text(value));
    Some(QuestionWords { text: text?, hint, why, options })
}

fn requirement(table: &Table<'_>, locale: Locale) -> Option<RequirementWords> {
    let title = table.optional("title", value::text);
    let text = table.required("text", |value| value::markdown(value, locale));
    Some(RequirementWords { title, text: text.unwrap_or_default() })
}
