//! The questions: one a page, or all on one. Answers are in the address, so that going back works,
//! every answer can be changed and a page can be shared. Nothing here needs JavaScript.

use serde::Serialize;

use super::super::showing::{Head, Link, Showing, View};
use super::super::start::parent;
use super::super::{Page, service::Onward};
use super::field::{Field, answer_words, field, mistake_words};
use super::{link, query_of};
use crate::model::{Checklist, ChecklistId, QuestionKind};
use crate::plan::{self, Fault, Mistake, Reading, Spot};
use crate::rules::{Case, Ground, Truth};
use crate::signpost::day_in_sweden;

#[derive(Serialize)]
struct QuestionsPage {
    checklist: Link,
    fields: Vec<Field>,
    /// The faults, each leading to its field; those of no field lead nowhere.
    errors: Vec<ErrorView>,
    hidden: Vec<(String, String)>,
    action: String,
    /// Whether all questions are on this page.
    all: bool,
    number: usize,
    most: usize,
    back: Option<String>,
    all_href: String,
    one_href: String,
    answered: Vec<AnswerRow>,
}

/// A fault at the top of the page.
#[derive(Serialize)]
pub(super) struct ErrorView {
    pub href: Option<String>,
    pub text: String,
}

/// An answered question with the way to change it.
#[derive(Serialize)]
pub(super) struct AnswerRow {
    pub question: super::super::showing::Said,
    pub answers: Vec<super::super::showing::Said>,
    pub change: String,
}

/// What the visitor has answered and does now.
struct Asked<'a> {
    checklist: &'a Checklist,
    reading: Reading,
    /// The questions whose answers were just sent.
    sent: Vec<usize>,
    /// The question to change.
    change: Option<usize>,
    all: bool,
}

pub(in super::super) fn view(showing: &Showing<'_>, id: &ChecklistId) -> Option<View> {
    let checklist = showing.catalog().checklists.get(id)?;
    let mut asked = asked(showing, checklist);
    let ground = ground(showing, &asked.reading);
    let answers = asked.reading.answers.clone();
    let case = Case::new(checklist, &answers, ground);
    for place in asked.sent.clone() {
        let told = asked.reading.mistakes.iter().any(|it| it.question() == Some(place));
        if case.asked(place) == Truth::Yes && !case.answered(place) && !told {
            let spot = Spot::Question(place);
            asked.reading.mistakes.push(Mistake { spot, fault: Fault::Missing });
        }
    }
    let has_mistakes = asked.reading.mistakes.iter().any(|it| it.question().is_some());
    let shown = shown(&asked, &case);
    if shown.is_empty() || (!asked.sent.is_empty() && !has_mistakes) {
        return Some(onward(showing, &asked, &case));
    }
    let page = page(showing, &asked, &case, &shown);
    let status = if page.errors.is_empty() { 200 } else { 400 };
    let head = head(showing, &asked, &page);
    Some(View::new("pages/questions.html", head, &page).status(status))
}

/// What the address says, and whether it says more than is read.
pub(super) fn reading(showing: &Showing<'_>, checklist: &Checklist) -> Reading {
    let today = day_in_sweden(showing.now);
    let mut reading = plan::read(showing.catalog(), checklist, &showing.visit.query, today);
    if showing.visit.is_cut {
        reading.mistakes.push(Mistake { spot: Spot::Elsewhere, fault: Fault::TooMuch });
    }
    reading
}

fn asked<'a>(showing: &Showing<'_>, checklist: &'a Checklist) -> Asked<'a> {
    let query = &showing.visit.query;
    let mut reading = reading(showing, checklist);
    let given = |name: &'static str| {
        query.iter().filter(move |(key, _)| key == name).map(|(_, value)| value)
    };
    let all = given("all").next().is_some();
    let everything = given("from").any(|value| value == "all");
    let sent: Vec<usize> = (0..checklist.questions.len())
        .filter(|it| {
            everything || given("from").any(|id| id == checklist.questions[*it].id.as_str())
        })
        .collect();
    // An optional question that was sent without an answer has been passed over.
    for place in &sent {
        let told = reading.mistakes.iter().any(|it| it.question() == Some(*place));
        if !checklist.questions[*place].required && !told {
            reading.answers.given[*place].get_or_insert(crate::model::Answer::Skipped);
        }
    }
    let change = given("change").find_map(|id| checklist.question(id));
    Asked { checklist, reading, sent, change, all: all || everything }
}

fn ground<'c>(showing: &Showing<'c>, reading: &Reading) -> Option<Ground<'c>> {
    let code = reading.answers.place?;
    showing.catalog().municipalities.get(&code).map(Ground::from)
}

/// Which questions stand on the page: those that were answered wrongly, the one to change, or the
/// next; or all that can still be asked.
fn shown(asked: &Asked<'_>, case: &Case<'_>) -> Vec<usize> {
    if asked.all {
        let possible = |it: &usize| case.asked(*it) != Truth::No;
        return (0..asked.checklist.questions.len()).filter(possible).collect();
    }
    let wrong = asked.reading.mistakes.iter().filter_map(Mistake::question).min();
    let change = asked.change.filter(|it| case.asked(*it) == Truth::Yes && asked.sent.is_empty());
    wrong.or(change).or_else(|| case.next()).into_iter().collect()
}

/// Sends the visitor on: to the next question, or to the plan when there is none.
fn onward(showing: &Showing<'_>, asked: &Asked<'_>, case: &Case<'_>) -> View {
    let id = asked.checklist.id.clone();
    let page = if case.next().is_some() { Page::Questions(id) } else { Page::Plan(id) };
    let location = format!("{}{}", showing.url(&page), query_of(&pairs(showing, asked, &[])));
    let title = asked.checklist.title(showing.locale).to_owned();
    let head = Head { title: title.clone(), noindex: true, ..Head::default() };
    let link = Link { href: location.clone(), title };
    let mut view = View::new("pages/onward.html", head, &Onward { link }).status(303);
    view.location = Some(location);
    view
}

/// The answers as parameters, without those of some questions.
fn pairs(showing: &Showing<'_>, asked: &Asked<'_>, without: &[usize]) -> Vec<(String, String)> {
    let mut reading = asked.reading.clone();
    for place in without {
        reading.answers.given[*place] = None;
        if asked.checklist.questions[*place].kind == QuestionKind::Place {
            reading.answers.place = None;
        }
    }
    plan::write(showing.catalog(), asked.checklist, &reading)
}

fn page(
    showing: &Showing<'_>,
    asked: &Asked<'_>,
    case: &Case<'_>,
    shown: &[usize],
) -> QuestionsPage {
    let Asked { checklist, reading, .. } = asked;
    let fault = |place: usize| {
        reading.mistakes.iter().find(|it| it.question() == Some(place)).map(|it| it.fault)
    };
    let view = |place: &usize| field(showing, checklist, (*place, reading), fault(*place));
    let fields: Vec<Field> = shown.iter().map(view).collect();
    let mut hidden = pairs(showing, asked, shown);
    let from = match shown {
        [one] if !asked.all => checklist.questions[*one].id.to_string(),
        _ => "all".to_owned(),
    };
    hidden.push(("from".to_owned(), from));
    let first = shown.first().copied().unwrap_or(0);
    let asked_before = (0..first).filter(|it| case.asked(*it) == Truth::Yes).count();
    let own = showing.url(&Page::Questions(checklist.id.clone()));
    let query = pairs(showing, asked, &[]);
    let before = (0..first).rev().find(|it| case.asked(*it) == Truth::Yes);
    QuestionsPage {
        checklist: link(showing, checklist),
        errors: errors(showing, reading, &fields),
        fields,
        hidden,
        action: own.clone(),
        all: asked.all,
        number: asked_before + 1,
        most: case.most_questions(),
        back: before.map(|it| change(&own, &query, checklist.questions[it].id.as_str())),
        all_href: format!("{own}{}", query_of(&with(&query, "all", ""))),
        one_href: format!("{own}{}", query_of(&query)),
        answered: answered(showing, checklist, reading, case),
    }
}

/// Each fault once: with a link to its field where the field stands on the page.
fn errors(showing: &Showing<'_>, reading: &Reading, fields: &[Field]) -> Vec<ErrorView> {
    let of_fields = fields.iter().filter_map(|field| {
        let text = field.error.clone()?;
        let text = if fields.len() > 1 { format!("{} {text}", field.text.text) } else { text };
        Some(ErrorView { href: Some(format!("#q-{}-1", field.id)), text })
    });
    let of_none = reading.mistakes.iter().filter(|it| it.question().is_none());
    let of_none = of_none.map(|it| mistake_words(showing, it));
    let unasked = (reading.unasked > 0).then(|| showing.word("plan-unasked"));
    let without_field = |text: String| ErrorView { href: None, text };
    of_fields.chain(of_none.chain(unasked).map(without_field)).collect()
}

/// What has been answered, each with the way to change it.
pub(super) fn answered(
    showing: &Showing<'_>,
    checklist: &Checklist,
    reading: &Reading,
    case: &Case<'_>,
) -> Vec<AnswerRow> {
    let query = plan::write(showing.catalog(), checklist, reading);
    let own = showing.url(&Page::Questions(checklist.id.clone()));
    let given = |it: &usize| case.asked(*it) == Truth::Yes && case.answered(*it);
    let row = |place: usize| AnswerRow {
        question: field(showing, checklist, (place, reading), None).text,
        answers: answer_words(showing, checklist, (place, reading)),
        change: change(&own, &query, checklist.questions[place].id.as_str()),
    };
    (0..checklist.questions.len()).filter(given).map(row).collect()
}

fn change(own: &str, query: &[(String, String)], id: &str) -> String {
    format!("{own}{}", query_of(&with(query, "change", id)))
}

fn with(query: &[(String, String)], name: &str, value: &str) -> Vec<(String, String)> {
    let mut query = query.to_vec();
    query.push((name.to_owned(), value.to_owned()));
    query
}

fn head(showing: &Showing<'_>, asked: &Asked<'_>, page: &QuestionsPage) -> Head {
    let question = match page.fields.as_slice() {
        [one] if !page.all => one.text.text.clone(),
        _ => showing.word("questions-all-title"),
    };
    let title = format!("{question} – {}", page.checklist.title);
    let title = if page.errors.is_empty() {
        title
    } else {
        showing.words("questions-error-title", &[("title", title.as_str().into())])
    };
    Head {
        title,
        parents: vec![parent(showing, &Page::Checklists, "nav-checklists"), page.checklist.clone()],
        canonical: Some(Page::Checklist(asked.checklist.id.clone())),
        noindex: true,
        municipality: asked.reading.answers.place,
        query: query_of(&pairs(showing, asked, &[])),
        ..Head::default()
    }
}
