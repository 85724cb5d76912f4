//! `checklist.toml`: the questions, what can come out of them, and the documents.

use super::super::reader::{Table, Value};
use super::super::service::audience;
use super::super::value;
use super::{condition, once, place, whole};
use crate::model::{
    Checklist, ChecklistId, Condition, Localized, OptionId, Question, QuestionId, QuestionKind,
    Requirement, RequirementId, RequirementKind, Target,
};
use crate::problem::Code;

/// The greatest number that can be answered where the file sets no limit.
const NUMBER_MAX: u32 = 1_000_000;
/// The longest time, in days, that a file may state: a hundred years.
const DAYS_MAX: u32 = 36_525;
/// Names that mean something else in a condition or in an address.
const TAKEN: [&str; 16] = [
    "any",
    "all",
    "not",
    "municipality",
    "place",
    "start",
    "day",
    "print",
    "format",
    "step",
    "from",
    "change",
    "locale",
    "q",
    "lat",
    "lon",
];

#[derive(Clone, Copy)]
enum Kind {
    Single,
    Several,
    YesNo,
    Number,
    Date,
    Place,
}

const KINDS: &[(&str, Kind)] = &[
    ("single", Kind::Single),
    ("several", Kind::Several),
    ("yes_no", Kind::YesNo),
    ("number", Kind::Number),
    ("date", Kind::Date),
    ("place", Kind::Place),
];

const REQUIREMENT_KINDS: &[(&str, RequirementKind)] = &[
    ("permit", RequirementKind::Permit),
    ("notification", RequirementKind::Notification),
    ("step", RequirementKind::Step),
];

/// Reads the facts.
pub(super) fn read(id: ChecklistId, table: &Table<'_>) -> Option<Checklist> {
    let audience = audience(table);
    let topics = table.list("topics", |value| value::mention(value, Target::Topic));
    let events = table.list("events", |value| value::mention(value, Target::Event));
    let guides = table.list("guides", |value| value::mention(value, Target::Guide));
    let owner = table.required("owner", value::text);
    let reviewed = table.required("reviewed", value::date);
    let version = table.required("version", value::number);
    let documents =
        whole(table, "documents", |value| value.table(|it| it.required("id", value::id)));
    let questions = questions(table);
    // Without the questions the results cannot be read, but their key is a known one.
    table.value("results");
    let documents = documents?;
    once(table, "document", &documents)?;
    let questions = questions?;
    let requirements = requirements(table, &questions, &documents);
    if questions.is_empty() {
        table.missing("questions");
    }
    Some(Checklist {
        id,
        path: table.path().to_owned(),
        audience,
        topics,
        events,
        guides,
        owner: owner?,
        reviewed: reviewed?,
        version: version?,
        questions,
        requirements: requirements?,
        documents,
        texts: Localized::default(),
        words: Localized::default(),
        personas: Vec::new(),
    })
}

/// The questions; each is read first, then its condition with those before it.
fn questions(table: &Table<'_>) -> Option<Vec<Question>> {
    let read = whole(table, "questions", |value| {
        value.table(|it| Some((question(it)?, it.value("when"))))
    })?;
    let ids: Vec<QuestionId> = read.iter().map(|(question, _)| question.id.clone()).collect();
    once(table, "question", &ids)?;
    let (all, conditions): (Vec<Question>, Vec<Option<Value<'_>>>) = read.into_iter().unzip();
    let mut questions = all.clone();
    let mut good = true;
    for (at, value) in conditions.into_iter().enumerate() {
        let Some(value) = value else { continue };
        match condition::read(value, &all[..at], &all) {
            Some(when) => questions[at].when = when,
            None => good = false,
        }
    }
    good.then_some(questions)
}

fn question(table: &Table<'_>) -> Option<Question> {
    let id: Option<QuestionId> = table.required("id", value::id);
    let kind = table.required("kind", value::choice(KINDS));
    let kind = kind_of(table, kind?);
    let required = table.optional("required", value::boolean).unwrap_or(true);
    let id = id?;
    if TAKEN.contains(&id.as_str()) {
        let message = format!("`{id}` means something else in conditions and addresses");
        table.tell(Code::BadValue, message, Some("give the question another id".to_owned()));
        return None;
    }
    Some(Question { id, line: table.line(), kind: kind?, required, when: Condition::ALWAYS })
}

fn kind_of(table: &Table<'_>, kind: Kind) -> Option<QuestionKind> {
    match kind {
        Kind::Single => Some(QuestionKind::Single(options(table)?)),
        Kind::Several => {
            let options = options(table)?;
            let none = match table.value("none") {
                Some(value) => Some(option(value, &options)?),
                None => None,
            };
            Some(QuestionKind::Several { options, none })
        }
        Kind::Number => {
            let minimum = table.optional("minimum", value::number).unwrap_or(0);
            let maximum = table.optional("maximum", value::number).unwrap_or(NUMBER_MAX);
            Some(QuestionKind::Number { minimum, maximum })
        }
        Kind::YesNo => Some(QuestionKind::YesNo),
        Kind::Date => Some(QuestionKind::Date),
        Kind::Place => Some(QuestionKind::Place),
    }
}

fn options(table: &Table<'_>) -> Option<Vec<OptionId>> {
    let options = whole(table, "options", value::id)?;
    once(table, "option", &options)?;
    if options.is_empty() {
        table.missing("options");
    }
    Some(options)
}

fn option(value: Value<'_>, options: &[OptionId]) -> Option<usize> {
    let id: OptionId = value::id(value)?;
    place(value, "option", id.as_str(), options)
}

/// The requirements; what each waits for is looked up when all are known.
fn requirements(
    table: &Table<'_>,
    questions: &[Question],
    documents: &[RequirementId],
) -> Option<Vec<Requirement>> {
    let read = whole(table, "results", |value| {
        value.table(|it| {
            let read = requirement(it, questions, documents);
            let after = it.list("after", Some);
            Some((read?, after))
        })
    })?;
    if read.is_empty() {
        table.missing("results");
    }
    let ids: Vec<RequirementId> = read.iter().map(|(it, _)| it.id.clone()).collect();
    once(table, "result", &ids)?;
    let after = |value: Value<'_>| {
        let id: RequirementId = value::id(value)?;
        place(value, "result", id.as_str(), &ids)
    };
    let one = |(requirement, values): (Requirement, Vec<Value<'_>>)| {
        let after = values.into_iter().map(after).collect::<Option<Vec<usize>>>()?;
        Some(Requirement { after, ..requirement })
    };
    read.into_iter().map(one).collect()
}

fn requirement(
    table: &Table<'_>,
    questions: &[Question],
    documents: &[RequirementId],
) -> Option<Requirement> {
    let id = table.required("id", value::id);
    let kind = table.required("kind", value::choice(REQUIREMENT_KINDS));
    let service = table.optional("service", value::service);
    let when = match table.value("when") {
        Some(value) => condition::read(value, questions, questions),
        None => Some(Condition::ALWAYS),
    };
    let before_opening = table.optional("before_opening", value::boolean).unwrap_or(true);
    let days_min = table.optional("days_min", days);
    let days_max = table.optional("days_max", days);
    let lead_days = table.optional("lead_days", days);
    let evidence = whole(table, "evidence", |value| {
        let id: RequirementId = value::id(value)?;
        place(value, "document", id.as_str(), documents)
    });
    let kind = kind?;
    if kind != RequirementKind::Step && !table.has("service") {
        let hint = "a permit and a notification lead to a service; write kind = \"step\" otherwise";
        table.tell(Code::MissingKey, "`service` is missing".to_owned(), Some(hint.to_owned()));
    }
    if days_min > days_max && days_max.is_some() {
        let message = "`days_min` is greater than `days_max`".to_owned();
        table.tell(Code::Contradiction, message, None);
    }
    Some(Requirement {
        id: id?,
        line: table.line(),
        kind,
        service,
        when: when?,
        after: Vec::new(),
        before_opening,
        days_min,
        days_max,
        lead_days,
        evidence: evidence?,
    })
}

fn days(value: Value<'_>) -> Option<u32> {
    let days = value::number(value)?;
    if days > DAYS_MAX {
        return value.bad(format!("`{}` is more than a hundred years", value.key), None);
    }
    Some(days)
}
