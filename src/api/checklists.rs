//! `checklists`: the list, and one with its questions and what can come out of them.

use serde::Serialize;

use super::Response;
use super::parameters::Parameters;
use super::refusal::Refusal;
use super::wire;
use crate::model::{Checklist, ChecklistId, Locale, QuestionKind, RequirementKind};
use crate::pages::{Page, Site};

#[derive(Serialize)]
struct Checklists {
    total: usize,
    checklists: Vec<ChecklistWire>,
}

/// What the list says of a checklist.
#[derive(Serialize)]
pub(super) struct ChecklistWire {
    id: String,
    title: String,
    summary: String,
    audience: Vec<&'static str>,
    topics: Vec<String>,
    events: Vec<String>,
    reviewed: String,
    version: u32,
    url: String,
}

#[derive(Serialize)]
struct WholeChecklist {
    #[serde(flatten)]
    checklist: ChecklistWire,
    questions: Vec<QuestionWire>,
    results: Vec<ResultWire>,
}

/// A question; its id is the name of the parameter that answers it.
#[derive(Serialize)]
struct QuestionWire {
    id: String,
    kind: &'static str,
    text: Option<String>,
    hint: Option<String>,
    required: bool,
    options: Vec<OptionWire>,
    minimum: Option<u32>,
    maximum: Option<u32>,
}

#[derive(Serialize)]
struct OptionWire {
    id: String,
    text: Option<String>,
}

/// Something that can come out.
#[derive(Serialize)]
pub(super) struct ResultWire {
    id: String,
    kind: &'static str,
    title: String,
    service: Option<String>,
}

impl ResultWire {
    /// What it is called.
    pub(super) fn title(&self) -> &str {
        &self.title
    }
}

/// Every checklist of the portal.
pub(super) fn list(site: &Site, parameters: &Parameters<'_>) -> Result<Response, Refusal> {
    let locale = parameters.locale()?;
    let all = site.snapshot.catalog.checklists.values();
    let checklists: Vec<_> = all.map(|it| checklist_wire(site, it, locale)).collect();
    Ok(Response::json(&Checklists { total: checklists.len(), checklists }).kept())
}

/// One checklist.
pub(super) fn one(site: &Site, id: &str, parameters: &Parameters<'_>) -> Result<Response, Refusal> {
    let locale = parameters.locale()?;
    let checklist = find(site, id)?;
    let questions = 0..checklist.questions.len();
    let results = 0..checklist.requirements.len();
    Ok(Response::json(&WholeChecklist {
        checklist: checklist_wire(site, checklist, locale),
        questions: questions.map(|it| question_wire(checklist, it, locale)).collect(),
        results: results.map(|it| result_wire(site, checklist, it, locale)).collect(),
    })
    .kept())
}

/// The checklist with this id.
pub(super) fn find<'s>(site: &'s Site, id: &str) -> Result<&'s Checklist, Refusal> {
    let catalog = &site.snapshot.catalog;
    let found = ChecklistId::parse(id).and_then(|id| catalog.checklists.get(&id));
    found.ok_or_else(|| Refusal::not_found("there is no such checklist; see /api/v1/checklists"))
}

fn checklist_wire(site: &Site, checklist: &Checklist, locale: Locale) -> ChecklistWire {
    let text = checklist.texts.best(locale).map(|(_, text)| text);
    ChecklistWire {
        id: checklist.id.to_string(),
        title: checklist.title(locale).to_owned(),
        summary: text.map_or_else(String::new, |text| text.summary.clone()),
        audience: checklist.audience.iter().map(|it| wire::audience(*it)).collect(),
        topics: checklist.topics.iter().map(ToString::to_string).collect(),
        events: checklist.events.iter().map(ToString::to_string).collect(),
        reviewed: checklist.reviewed.to_string(),
        version: checklist.version,
        url: site.url(locale, &Page::Checklist(checklist.id.clone())),
    }
}

fn question_wire(checklist: &Checklist, place: usize, locale: Locale) -> QuestionWire {
    let question = &checklist.questions[place];
    let words = checklist.question_words(place, locale).map(|(_, words)| words);
    let option = |(at, id): (usize, &crate::model::OptionId)| OptionWire {
        id: id.to_string(),
        text: checklist.option_words((place, at), locale).map(|(_, text)| text.clone()),
    };
    let (minimum, maximum) = match question.kind {
        QuestionKind::Number { minimum, maximum } => (Some(minimum), Some(maximum)),
        _ => (None, None),
    };
    QuestionWire {
        id: question.id.to_string(),
        kind: question.kind.name(),
        text: words.map(|words| words.text.clone()),
        hint: words.and_then(|words| words.hint.clone()),
        required: question.required,
        options: question.kind.options().iter().enumerate().map(option).collect(),
        minimum,
        maximum,
    }
}

/// A requirement by its id and its title.
pub(super) fn result_wire(
    site: &Site,
    checklist: &Checklist,
    place: usize,
    locale: Locale,
) -> ResultWire {
    let requirement = &checklist.requirements[place];
    let own = checklist.requirement_words(place, locale).and_then(|(_, it)| it.title.clone());
    let services = &site.snapshot.catalog.services;
    let service = requirement.service.as_ref().and_then(|id| services.get(id));
    let title = own.or_else(|| service.map(|service| service.title(locale).to_owned()));
    ResultWire {
        id: requirement.id.to_string(),
        kind: match requirement.kind {
            RequirementKind::Permit => "permit",
            RequirementKind::Notification => "notification",
            RequirementKind::Step => "step",
        },
        title: title.unwrap_or_else(|| requirement.id.to_string()),
        service: requirement.service.as_ref().map(ToString::to_string),
    }
}
