//! The plan: what to do in which order, how long it takes, what it costs, who decides, and which
//! documents are wanted more than once. The same page is printed.

use std::collections::BTreeSet;

use serde::Serialize;

use super::super::answer::{explanation, ways};
use super::super::showing::{Head, Link, Said, Showing, View};
use super::super::start::parent;
use super::super::view::{ChannelItem, Contacts, County, contacts_of, state};
use super::super::{Page, document};
use super::field::{mistake_words, words_of};
use super::questions::{AnswerRow, answered, reading};
use super::timeline::{Timeline, timeline};
use super::{RequirementItem, kind, link, query_of, requirement_item, title};
use crate::model::{Checklist, ChecklistId, RequirementKind};
use crate::plan::{
    self, Amount, Fees, Item, Plan, Price, Reach, Reading, SharedDocument, Spot, Wished,
};
use crate::rules::{Case, Ground};
use crate::signpost::{Outcome, Signpost};
use crate::words::{self, Argument};

#[derive(Serialize)]
struct PlanPage {
    checklist: Link,
    heading: String,
    mistakes: Vec<String>,
    unanswered: usize,
    go_on: String,
    place: Option<String>,
    counties: Vec<County>,
    start: String,
    start_value: String,
    start_error: Option<String>,
    day_value: String,
    day_error: Option<String>,
    wished: Option<WishedView>,
    hidden: Vec<(String, String)>,
    action: String,
    opening: OpeningView,
    items: Vec<ItemView>,
    timeline: Timeline,
    fees: FeesView,
    documents: Vec<DocumentView>,
    open: Vec<RequirementItem>,
    answered: Vec<AnswerRow>,
    calendar: String,
    json: String,
    reviewed: String,
}

#[derive(Serialize)]
struct OpeningView {
    soonest: Option<String>,
    latest: Option<String>,
    /// What has no known time, by name.
    unknown: Vec<Link>,
}

/// The day on which everything is wished to be ready.
#[derive(Serialize)]
struct WishedView {
    day: String,
    /// `in_time`, `tight`, `too_early`.
    reach: &'static str,
    /// The day to count on instead, unless it can be reached.
    possible: Option<String>,
}

/// The last day to send something in for the wished day.
#[derive(Serialize)]
struct SendBy {
    day: String,
    has_passed: bool,
    /// Without a known time the day is only when it must be done.
    is_known: bool,
}

/// Something to do.
#[derive(Serialize)]
pub(super) struct ItemView {
    pub number: usize,
    pub id: String,
    pub kind: &'static str,
    pub title: Said,
    pub html: String,
    pub lang: Option<String>,
    /// What must be finished first.
    pub after: Vec<Link>,
    /// What can run at the same time.
    pub beside: Vec<Link>,
    pub before_opening: bool,
    pub state: Option<&'static str>,
    pub decider: Option<String>,
    pub channel: Option<ChannelItem>,
    /// Whom to ask where no way in is known.
    pub ask: Option<Contacts>,
    pub answer: Option<String>,
    pub time: String,
    /// Whether it takes as long as the person takes.
    pub is_own: bool,
    pub time_source: &'static str,
    pub statutory: bool,
    pub from: String,
    pub until: Option<String>,
    pub deadline: Option<String>,
    send_by: Option<SendBy>,
    pub price: Option<PriceView>,
}

/// What something costs.
#[derive(Serialize)]
pub(in super::super) struct PriceView {
    /// The amount in words; nothing when it is not known as a number.
    pub amount: Option<String>,
    pub text: Option<Said>,
    pub origin: Option<String>,
}

#[derive(Serialize)]
struct FeesView {
    /// The sum in words; nothing when no amount is known.
    sum: Option<String>,
    unknown: usize,
    known: usize,
}

#[derive(Serialize)]
struct DocumentView {
    name: Said,
    wanted_by: Vec<Link>,
}

pub(in super::super) fn view(showing: &Showing<'_>, id: &ChecklistId) -> Option<View> {
    let catalog = showing.catalog();
    let checklist = catalog.checklists.get(id)?;
    let reading = reading(showing, checklist);
    let geo = &showing.site.snapshot.geo;
    let facts = (catalog, geo.as_ref());
    let plan =
        plan::plan(facts, checklist, &reading.answers, (reading.start, reading.day), showing.now);
    let page = page(showing, checklist, &reading, &plan);
    let head = Head {
        title: page.heading.clone(),
        parents: vec![parent(showing, &Page::Checklists, "nav-checklists"), page.checklist.clone()],
        canonical: Some(Page::Checklist(id.clone())),
        noindex: true,
        municipality: plan.place,
        query: query_of(&plan::write(catalog, checklist, &reading)),
        ..Head::default()
    };
    let status = if reading.mistakes.is_empty() { 200 } else { 400 };
    Some(View::new("pages/plan.html", head, &page).status(status))
}

fn page(showing: &Showing<'_>, checklist: &Checklist, reading: &Reading, plan: &Plan) -> PlanPage {
    let pairs = plan::write(showing.catalog(), checklist, reading);
    let query = query_of(&pairs);
    let titles: Vec<Said> =
        plan.items.iter().map(|it| title(showing, checklist, it.requirement)).collect();
    let before = all_before(plan);
    let items: Vec<ItemView> = (0..plan.items.len())
        .map(|at| item(showing, checklist, (plan, &before), (at, &titles)))
        .collect();
    let steps = links(&titles, &items);
    let municipality = plan.place.and_then(|code| showing.catalog().municipalities.get(&code));
    let case = Case::new(checklist, &reading.answers, municipality.map(Ground::from));
    let checklist_link = link(showing, checklist);
    let place = plan.place.map(|code| showing.municipality_name(code));
    let error = |spot: Spot| {
        let mistake = reading.mistakes.iter().find(|it| it.spot == spot);
        mistake.map(|it| words_of(showing, it.fault))
    };
    PlanPage {
        heading: match &place {
            Some(place) => showing.words(
                "plan-heading",
                &[("title", checklist_link.title.as_str().into()), ("name", place.as_str().into())],
            ),
            None => showing.words(
                "plan-heading-without-place",
                &[("title", checklist_link.title.as_str().into())],
            ),
        },
        mistakes: mistakes(showing, checklist, reading),
        unanswered: plan.unanswered,
        go_on: format!("{}{query}", showing.url(&Page::Questions(checklist.id.clone()))),
        counties: Vec::new(),
        start: showing.date(plan.start),
        start_value: plan.start.to_string(),
        start_error: error(Spot::Start),
        day_value: plan.wished.map(|wished| wished.day.to_string()).unwrap_or_default(),
        day_error: error(Spot::Day),
        wished: plan.wished.map(|wished| wished_view(showing, plan, wished)),
        hidden: pairs.into_iter().filter(|(name, _)| name != "start" && name != "day").collect(),
        action: showing.url(&Page::Plan(checklist.id.clone())),
        opening: opening(showing, plan, &titles, &items),
        timeline: timeline(showing, checklist, plan, &titles),
        fees: fees(showing, &plan.fees),
        documents: plan
            .documents
            .iter()
            .map(|it| document_view(showing, checklist, it, &steps))
            .collect(),
        open: plan.open.iter().map(|it| requirement_item(showing, checklist, *it)).collect(),
        answered: answered(showing, checklist, reading, &case),
        calendar: format!(
            "/api/v1/checklists/{}/plan.ics{}",
            checklist.id,
            localised(showing, &query)
        ),
        json: format!("/api/v1/checklists/{}/plan{}", checklist.id, localised(showing, &query)),
        reviewed: showing.date(checklist.reviewed),
        checklist: checklist_link,
        place,
        items,
    }
}

fn wished_view(showing: &Showing<'_>, plan: &Plan, wished: Wished) -> WishedView {
    let possible = match wished.reach {
        Reach::InTime => None,
        Reach::Tight => plan.opening.latest,
        Reach::TooEarly => plan.opening.soonest,
    };
    WishedView {
        day: showing.date(wished.day),
        reach: wished.reach.name(),
        possible: possible.map(|day| showing.date(day)),
    }
}

/// The query with the page's language, for the API.
fn localised(showing: &Showing<'_>, query: &str) -> String {
    let mark = if query.is_empty() { '?' } else { '&' };
    format!("{query}{mark}locale={}", showing.locale)
}

/// What could not be understood, each told with its question; the days are told at their fields.
fn mistakes(showing: &Showing<'_>, checklist: &Checklist, reading: &Reading) -> Vec<String> {
    let mistakes = reading.mistakes.iter();
    let mistakes = mistakes.filter(|it| !matches!(it.spot, Spot::Start | Spot::Day));
    let mut told: Vec<String> = mistakes
        .map(|mistake| {
            let text = mistake_words(showing, mistake);
            let words =
                mistake.question().and_then(|it| checklist.question_words(it, showing.locale));
            words.map_or_else(|| text.clone(), |(_, words)| format!("{} {text}", words.text))
        })
        .collect();
    if reading.unasked > 0 {
        told.push(showing.word("plan-unasked"));
    }
    told
}

fn anchor(number: usize) -> String {
    format!("step-{number}")
}

fn links(titles: &[Said], items: &[ItemView]) -> Vec<Link> {
    let link = |(title, item): (&Said, &ItemView)| Link {
        href: format!("#{}", item.id),
        title: title.text.clone(),
    };
    titles.iter().zip(items).map(link).collect()
}

fn item(
    showing: &Showing<'_>,
    checklist: &Checklist,
    (plan, before): (&Plan, &[BTreeSet<usize>]),
    (at, titles): (usize, &[Said]),
) -> ItemView {
    let item = &plan.items[at];
    let requirement = &checklist.requirements[item.requirement];
    let text = checklist.requirement_words(item.requirement, showing.locale);
    let link = |other: usize| Link {
        href: format!("#{}", anchor(other + 1)),
        title: titles[other].text.clone(),
    };
    let side_by_side = |other: &usize| {
        let waits = before[at].contains(other) || before[*other].contains(&at);
        *other != at && overlaps(&plan.items[*other], item) && !waits
    };
    let place = plan.place.map(|code| showing.municipality_name(code)).unwrap_or_default();
    let service = requirement.service.as_ref().and_then(|id| showing.catalog().services.get(id));
    let decided = item.signpost.as_ref().zip(service);
    let is_own = requirement.kind == RequirementKind::Step && !item.days.are_known();
    ItemView {
        number: at + 1,
        id: anchor(at + 1),
        kind: kind(requirement.kind),
        title: titles[at].clone(),
        html: text
            .map(|(_, words)| document::html(showing, &words.text.sections, 4))
            .unwrap_or_default(),
        lang: text.and_then(|(locale, _)| showing.foreign(locale)),
        after: item.after.iter().map(|it| link(*it)).collect(),
        beside: (0..plan.items.len()).filter(side_by_side).map(link).collect(),
        before_opening: requirement.before_opening,
        state: item.signpost.as_ref().map(|signpost| state(signpost.outcome)),
        decider: decided.map(|(sign, service)| match sign.outcome {
            Outcome::Unknown => showing.words("plan-ask", &[("name", place.as_str().into())]),
            _ => explanation(showing, service, sign, &place),
        }),
        ask: item.signpost.as_ref().and_then(|signpost| whom_to_ask(showing, plan, signpost)),
        channel: item.signpost.as_ref().and_then(|signpost| best_way(showing, signpost)),
        answer: plan
            .place
            .zip(service)
            .map(|(code, service)| showing.url(&Page::Answer(service.id.clone(), code))),
        time: if is_own { own_time(showing, item) } else { time(showing, item) },
        is_own,
        time_source: item.days.source.name(),
        statutory: item.days.statutory,
        from: showing.date(item.stretch.from),
        until: item.days.are_known().then(|| showing.date(item.stretch.latest)),
        deadline: item.deadline.map(|day| showing.date(day)),
        send_by: item.send_by.map(|day| SendBy {
            day: showing.date(day),
            has_passed: day < plan.start,
            is_known: item.days.are_known(),
        }),
        price: item.price.as_ref().map(|price| price_view(showing, price)),
    }
}

/// Whether two things can be under way at the same time.
fn overlaps(one: &Item, other: &Item) -> bool {
    one.round == other.round
        || (one.stretch.from < other.stretch.latest && other.stretch.from < one.stretch.latest)
}

/// For each item what it waits for, directly or by way of others. What is waited for stands earlier in
/// the plan, so one pass finds all; asking for every pair would walk the same ways again and again.
fn all_before(plan: &Plan) -> Vec<BTreeSet<usize>> {
    let mut before: Vec<BTreeSet<usize>> = Vec::with_capacity(plan.items.len());
    for item in &plan.items {
        let further = item.after.iter().filter_map(|at| before.get(*at)).flatten();
        let all = item.after.iter().chain(further).copied().collect();
        before.push(all);
    }
    before
}

fn best_way(showing: &Showing<'_>, signpost: &Signpost) -> Option<ChannelItem> {
    ways(showing, signpost).into_iter().find(|it| !it.closed && it.href.is_some())
}

/// The municipality's site and telephone, where no way in is known.
fn whom_to_ask(showing: &Showing<'_>, plan: &Plan, signpost: &Signpost) -> Option<Contacts> {
    let municipality = showing.catalog().municipalities.get(&plan.place?)?;
    let is_unknown = signpost.outcome == Outcome::Unknown;
    is_unknown.then(|| {
        let website = municipality.portal.as_ref().unwrap_or(&municipality.website);
        let name = municipality.name(showing.locale);
        contacts_of(showing, name, Some(website), &municipality.contacts)
    })
}

fn own_time(showing: &Showing<'_>, item: &Item) -> String {
    let day = showing.date(item.stretch.from);
    showing.words("plan-days-own", &[("date", day.as_str().into())])
}

fn time(showing: &Showing<'_>, item: &Item) -> String {
    let number = |days: u32| Argument::Number(f64::from(days));
    match (item.days.min, item.days.max) {
        (Some(min), Some(max)) if min == max => {
            showing.words("plan-days", &[("days", number(max))])
        }
        (Some(min), Some(max)) => {
            showing.words("plan-days-between", &[("min", number(min)), ("max", number(max))])
        }
        (None, Some(max)) => showing.words("plan-days-at-most", &[("days", number(max))]),
        (Some(min), None) => showing.words("plan-days-at-least", &[("days", number(min))]),
        (None, None) => showing.word("plan-days-unknown"),
    }
}

/// What something costs, as it is shown.
pub(in super::super) fn price_view(showing: &Showing<'_>, price: &Price) -> PriceView {
    PriceView {
        amount: match price.amount {
            Amount::Free => Some(showing.word("fee-free")),
            Amount::Kronor(least, most) => Some(kronor(showing, u64::from(least), u64::from(most))),
            Amount::Unknown => None,
        },
        text: showing.said_if_any(&price.text),
        origin: price.origin.as_ref().map(|origin| {
            let date = showing.date(origin.dated);
            let arguments =
                [("source", origin.source.as_str().into()), ("date", date.as_str().into())];
            showing.words("plan-origin", &arguments)
        }),
    }
}

fn kronor(showing: &Showing<'_>, least: u64, most: u64) -> String {
    let number = |kronor: u64| {
        let kronor = u32::try_from(kronor).unwrap_or(u32::MAX);
        let text = words::number(&showing.site.words, showing.locale, kronor);
        Argument::Text(text)
    };
    if least == most {
        return showing.words("kronor", &[("amount", number(most))]);
    }
    showing.words("kronor-between", &[("least", number(least)), ("most", number(most))])
}

fn fees(showing: &Showing<'_>, fees: &Fees) -> FeesView {
    FeesView {
        sum: (fees.known > 0).then(|| kronor(showing, fees.least, fees.most)),
        unknown: fees.unknown,
        known: fees.known,
    }
}

fn opening(showing: &Showing<'_>, plan: &Plan, titles: &[Said], items: &[ItemView]) -> OpeningView {
    let opening = &plan.opening;
    let links = links(titles, items);
    OpeningView {
        soonest: opening
            .soonest
            .filter(|soonest| Some(*soonest) != opening.latest)
            .map(|day| showing.date(day)),
        latest: opening.latest.map(|day| showing.date(day)),
        unknown: opening.unknown.iter().map(|it| links[*it].clone()).collect(),
    }
}

fn document_view(
    showing: &Showing<'_>,
    checklist: &Checklist,
    shared: &SharedDocument,
    links: &[Link],
) -> DocumentView {
    let name = match checklist.document_name(shared.document, showing.locale) {
        Some((locale, name)) => Said { text: name.clone(), lang: showing.foreign(locale) },
        None => Said { text: checklist.documents[shared.document].to_string(), lang: None },
    };
    DocumentView { name, wanted_by: shared.wanted_by.iter().map(|it| links[*it].clone()).collect() }
}
