//! A checklist's first page: what it is about, everything that may be needed, and the way in.

mod field;
mod flow;
mod plan;
mod questions;
mod timeline;

pub(super) use flow::{alone as flow_picture, view as flow};
pub(super) use plan::{PriceView, price_view, view as plan};
pub(super) use questions::view as questions;

use serde::Serialize;

use super::guides::{GuideItem, guide_item};
use super::showing::{Head, Link, Said, Showing, View};
use super::start::parent;
use super::{Page, document};
use crate::model::{Answers, Checklist, ChecklistId, RequirementKind};
use crate::rules::{Case, Truth};

#[derive(Serialize)]
struct ChecklistPage {
    title: Said,
    summary: Said,
    fallback: Option<String>,
    intro: String,
    questions: usize,
    requirements: Vec<RequirementItem>,
    begin: String,
    all: String,
    flow: String,
    guides: Vec<GuideItem>,
    reviewed: String,
    owner: String,
}

/// Something that may be needed.
#[derive(Serialize)]
pub(super) struct RequirementItem {
    pub kind: &'static str,
    pub title: Said,
    /// Whether everybody needs it.
    pub always: bool,
    /// The service by which it is had.
    pub href: Option<String>,
}

pub(super) fn view(showing: &Showing<'_>, id: &ChecklistId) -> Option<View> {
    let catalog = showing.catalog();
    let checklist = catalog.checklists.get(id)?;
    let (locale, text) = checklist.texts.best(showing.locale)?;
    let lang = showing.foreign(locale);
    let questions = Page::Questions(id.clone());
    let guides = checklist.guides.iter().filter_map(|id| catalog.guides.get(id));
    let nothing = Answers::none(checklist.questions.len());
    let page = ChecklistPage {
        title: Said { text: text.title.clone(), lang: lang.clone() },
        summary: Said { text: text.summary.clone(), lang: lang.clone() },
        fallback: lang,
        intro: document::html(showing, &text.body.sections, 2),
        questions: Case::new(checklist, &nothing, None).most_questions(),
        requirements: everything(showing, checklist),
        begin: showing.url(&questions),
        all: format!("{}?all", showing.url(&questions)),
        flow: showing.url(&Page::Flow(id.clone())),
        guides: guides.filter_map(|guide| guide_item(showing, guide)).collect(),
        reviewed: showing.date(checklist.reviewed),
        owner: checklist.owner.clone(),
    };
    let head = Head {
        title: text.title.clone(),
        description: text.summary.clone(),
        parents: vec![parent(showing, &Page::Checklists, "nav-checklists")],
        ..Head::default()
    };
    Some(View::new("pages/checklist.html", head, &page))
}

/// Everything that may come out, before anything is answered.
fn everything(showing: &Showing<'_>, checklist: &Checklist) -> Vec<RequirementItem> {
    let answers = Answers::none(checklist.questions.len());
    let case = Case::new(checklist, &answers, None);
    let item = |place: usize| RequirementItem {
        always: case.needed(place) == Truth::Yes,
        ..requirement_item(showing, checklist, place)
    };
    (0..checklist.requirements.len()).map(item).collect()
}

/// A requirement in a list.
fn requirement_item(showing: &Showing<'_>, checklist: &Checklist, place: usize) -> RequirementItem {
    let requirement = &checklist.requirements[place];
    let service =
        requirement.service.as_ref().filter(|id| showing.catalog().services.contains_key(*id));
    RequirementItem {
        kind: kind(requirement.kind),
        title: title(showing, checklist, place),
        always: false,
        href: service.map(|id| showing.url(&Page::Service(id.clone()))),
    }
}

/// What a requirement is called: by its own title, else by its service's.
pub(super) fn title(showing: &Showing<'_>, checklist: &Checklist, place: usize) -> Said {
    let requirement = &checklist.requirements[place];
    let own = checklist.requirement_words(place, showing.locale);
    if let Some((locale, title)) = own.and_then(|(it, words)| Some((it, words.title.as_ref()?))) {
        return Said { text: title.clone(), lang: showing.foreign(locale) };
    }
    let service = requirement.service.as_ref().and_then(|id| showing.catalog().services.get(id));
    let text = service.and_then(|service| service.texts.best(showing.locale));
    match text {
        Some((locale, text)) => Said { text: text.title.clone(), lang: showing.foreign(locale) },
        None => Said { text: requirement.id.to_string(), lang: None },
    }
}

/// The name of a kind of requirement in words.
pub(super) fn kind(kind: RequirementKind) -> &'static str {
    match kind {
        RequirementKind::Permit => "permit",
        RequirementKind::Notification => "notification",
        RequirementKind::Step => "step",
    }
}

/// The checklist as a link.
fn link(showing: &Showing<'_>, checklist: &Checklist) -> Link {
    showing.link(&Page::Checklist(checklist.id.clone()), checklist.title(showing.locale))
}

/// A checklist in a list.
pub(super) fn checklist_item(showing: &Showing<'_>, checklist: &Checklist) -> Option<GuideItem> {
    let (locale, text) = checklist.texts.best(showing.locale)?;
    let lang = showing.foreign(locale);
    Some(GuideItem {
        href: showing.url(&Page::Checklist(checklist.id.clone())),
        title: Said { text: text.title.clone(), lang: lang.clone() },
        summary: Said { text: text.summary.clone(), lang },
    })
}

/// Parameters as the query of an address; unlike elsewhere an empty value says something: that an
/// optional question was passed over.
fn query_of(pairs: &[(String, String)]) -> String {
    let mut text = String::new();
    for (name, value) in pairs {
        text.push(if text.is_empty() { '?' } else { '&' });
        text.push_str(name);
        text.push('=');
        text.push_str(&super::address::encode_value(value));
    }
    text
}
