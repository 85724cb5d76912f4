//! `personas.toml`: persons whose requirements are known.

use super::super::reader::{self, Read, Source, Table, Value};
use super::super::value;
use super::{answer, place};
use crate::model::{Answers, Checklist, Id, Persona, QuestionId, RequirementId, Target};

/// Reads the personas of a checklist; those that cannot be read are left out.
pub(super) fn read(source: Source<'_>, checklist: &Checklist) -> Read<Vec<Persona>> {
    reader::read(source, &[], |table| {
        Some(table.tables("personas", |table| persona(table, checklist)))
    })
}

fn persona(table: &Table<'_>, checklist: &Checklist) -> Option<Persona> {
    let name = table.required("name", value::text);
    let mention = |value| value::mention(value, Target::Municipality);
    let municipality = table.optional("municipality", mention);
    let start = table.optional("start", value::date);
    let given = match table.value("answers") {
        Some(value) => answers(value, checklist),
        None => Some(Answers::none(checklist.questions.len())),
    };
    let ids: Vec<RequirementId> = checklist.requirements.iter().map(|it| it.id.clone()).collect();
    let expected = |value: Value<'_>| {
        let id: RequirementId = value::id(value)?;
        place(value, "result", id.as_str(), &ids)
    };
    if !table.has("expects") {
        table.missing("expects");
    }
    let expects = super::whole(table, "expects", expected);
    Some(Persona {
        path: table.path().to_owned(),
        line: table.line(),
        name: name?,
        municipality,
        start,
        answers: given?,
        expects: expects?,
    })
}

fn answers(value: Value<'_>, checklist: &Checklist) -> Option<Answers> {
    let mut answers = Answers::none(checklist.questions.len());
    let ids: Vec<QuestionId> = checklist.questions.iter().map(|it| Id::clone(&it.id)).collect();
    let mut good = true;
    for (key, value) in value.as_table()?.entries() {
        let at = place(value, "question", key, &ids);
        let answer = at.and_then(|at| Some((at, answer::read(value, &checklist.questions[at])?)));
        match answer {
            Some((at, answer)) => answers.given[at] = Some(answer),
            None => good = false,
        }
    }
    good.then_some(answers)
}
