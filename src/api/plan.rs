//! `checklists/{id}/plan`: what follows from answers, as JSON and as a calendar.

use serde::Serialize;

use super::calendar::{self, Entry};
use super::checklists::{ResultWire, find, result_wire};
use super::parameters::Parameters;
use super::refusal::Refusal;
use super::wire::{self, ChannelWire, CodeName};
use super::{Question, Response};
use crate::model::{Checklist, Locale, RequirementKind};
use crate::pages::{Page, Site};
use crate::plan::{self, Amount, Fault, Item, Plan, Price, Reading};
use crate::signpost::{Alternative, Handler, Signpost, day_in_sweden};
use crate::words;

#[derive(Serialize)]
struct PlanWire {
    checklist: String,
    municipality: Option<CodeName>,
    start: String,
    opening: OpeningWire,
    wished: Option<WishedWire>,
    items: Vec<ItemWire>,
    fees: FeesWire,
    documents: Vec<DocumentWire>,
    /// What may be needed, depending on questions that are still open.
    open: Vec<ResultWire>,
    unanswered: usize,
    mistakes: Vec<MistakeWire>,
    url: String,
}

#[derive(Serialize)]
struct OpeningWire {
    soonest: Option<String>,
    latest: Option<String>,
    unknown: Vec<String>,
}

/// The day on which everything is wished to be ready.
#[derive(Serialize)]
struct WishedWire {
    day: String,
    /// `in_time`, `tight`, `too_early`.
    reach: &'static str,
}

#[derive(Serialize)]
struct ItemWire {
    #[serde(flatten)]
    result: ResultWire,
    round: usize,
    after: Vec<String>,
    before_opening: bool,
    days_min: Option<u32>,
    days_max: Option<u32>,
    time_source: &'static str,
    statutory: bool,
    from: String,
    soonest: String,
    latest: String,
    deadline: Option<String>,
    send_by: Option<String>,
    outcome: Option<&'static str>,
    decided_by: Option<String>,
    channels: Vec<ChannelWire>,
    fee: Option<FeeWire>,
}

#[derive(Serialize)]
pub(super) struct FeeWire {
    amount_sek: Option<u32>,
    amount_max_sek: Option<u32>,
    text: Option<String>,
    source: Option<String>,
    dated: Option<String>,
}

#[derive(Serialize)]
struct FeesWire {
    least_sek: u64,
    most_sek: u64,
    known: usize,
    unknown: usize,
}

#[derive(Serialize)]
struct DocumentWire {
    name: String,
    wanted_by: Vec<String>,
}

#[derive(Serialize)]
struct MistakeWire {
    question: Option<String>,
    fault: &'static str,
}

/// What was asked, understood.
struct Asked<'s> {
    site: &'s Site,
    checklist: &'s Checklist,
    locale: Locale,
    reading: Reading,
    plan: Plan,
}

/// The plan as JSON.
pub(super) fn json(
    site: &Site,
    id: &str,
    parameters: &Parameters<'_>,
    question: &Question<'_>,
) -> Result<Response, Refusal> {
    let asked = asked(site, id, parameters, question)?;
    Ok(Response::json(&plan_wire(&asked)))
}

/// The plan as a calendar.
pub(super) fn calendar(
    site: &Site,
    id: &str,
    parameters: &Parameters<'_>,
    question: &Question<'_>,
) -> Result<Response, Refusal> {
    let asked = asked(site, id, parameters, question)?;
    let body = calendar::write(asked.checklist.title(asked.locale), question.now, &entries(&asked));
    let content_type = calendar::MEDIA_TYPE;
    Ok(Response { status: 200, content_type, body, keep: false, steady: None })
}

fn asked<'s>(
    site: &'s Site,
    id: &str,
    parameters: &Parameters<'_>,
    question: &Question<'_>,
) -> Result<Asked<'s>, Refusal> {
    let locale = parameters.locale()?;
    let checklist = find(site, id)?;
    let snapshot = &site.snapshot;
    let today = day_in_sweden(question.now);
    let reading = plan::read(&snapshot.catalog, checklist, question.query, today);
    let facts = (snapshot.catalog.as_ref(), snapshot.geo.as_ref());
    let days = (reading.start, reading.day);
    let plan = plan::plan(facts, checklist, &reading.answers, days, question.now);
    Ok(Asked { site, checklist, locale, reading, plan })
}

fn plan_wire(asked: &Asked<'_>) -> PlanWire {
    let Asked { site, checklist, locale, reading, plan } = asked;
    let ids = |places: &[usize]| places.iter().map(|it| id(asked, *it)).collect::<Vec<_>>();
    let document = |place: usize| {
        let name = checklist.document_name(place, *locale);
        name.map_or_else(|| checklist.documents[place].to_string(), |(_, name)| name.clone())
    };
    let mistake = |mistake: &plan::Mistake| MistakeWire {
        question: mistake.question().map(|it| checklist.questions[it].id.to_string()),
        fault: fault(mistake.fault),
    };
    PlanWire {
        checklist: checklist.id.to_string(),
        municipality: plan.place.map(|code| CodeName::of(&site.snapshot.catalog, code, *locale)),
        start: plan.start.to_string(),
        opening: OpeningWire {
            soonest: plan.opening.soonest.map(|day| day.to_string()),
            latest: plan.opening.latest.map(|day| day.to_string()),
            unknown: ids(&plan.opening.unknown),
        },
        wished: plan
            .wished
            .map(|wished| WishedWire { day: wished.day.to_string(), reach: wished.reach.name() }),
        items: plan.items.iter().map(|item| item_wire(asked, item)).collect(),
        fees: FeesWire {
            least_sek: plan.fees.least,
            most_sek: plan.fees.most,
            known: plan.fees.known,
            unknown: plan.fees.unknown,
        },
        documents: plan
            .documents
            .iter()
            .map(|it| DocumentWire { name: document(it.document), wanted_by: ids(&it.wanted_by) })
            .collect(),
        open: plan.open.iter().map(|it| result_wire(site, checklist, *it, *locale)).collect(),
        unanswered: plan.unanswered,
        mistakes: reading.mistakes.iter().map(mistake).collect(),
        url: site.url(*locale, &Page::Plan(checklist.id.clone())),
    }
}

/// The id of the requirement of an item.
fn id(asked: &Asked<'_>, item: usize) -> String {
    asked.checklist.requirements[asked.plan.items[item].requirement].id.to_string()
}

fn item_wire(asked: &Asked<'_>, item: &Item) -> ItemWire {
    let Asked { site, checklist, locale, .. } = asked;
    let channels = item.signpost.iter().flat_map(|signpost| &signpost.channels);
    ItemWire {
        result: result_wire(site, checklist, item.requirement, *locale),
        round: item.round,
        after: item.after.iter().map(|it| id(asked, *it)).collect(),
        before_opening: checklist.requirements[item.requirement].before_opening,
        days_min: item.days.min,
        days_max: item.days.max,
        time_source: item.days.source.name(),
        statutory: item.days.statutory,
        from: item.stretch.from.to_string(),
        soonest: item.stretch.soonest.to_string(),
        latest: item.stretch.latest.to_string(),
        deadline: item.deadline.map(|day| day.to_string()),
        send_by: item.send_by.map(|day| day.to_string()),
        outcome: item.signpost.as_ref().map(|signpost| wire::outcome(signpost.outcome)),
        decided_by: decided_by(asked, item),
        channels: channels
            .map(|way| {
                ChannelWire::of(&way.channel, Some(way.confirmed), *locale).closed(way.closed)
            })
            .collect(),
        fee: item.price.as_ref().map(|price| fee_wire(price, *locale)),
    }
}

/// Who decides: the body named by the signpost, else the municipality when it provides the service.
fn decided_by(asked: &Asked<'_>, item: &Item) -> Option<String> {
    let catalog = &asked.site.snapshot.catalog;
    let signpost = item.signpost.as_ref()?;
    match signpost.decided_by.as_ref().or(signpost.handler.as_ref()) {
        Some(Handler::Municipality(code)) => Some(CodeName::of(catalog, *code, asked.locale).name),
        Some(Handler::Organisation(id)) => {
            catalog.organisations.get(id).map(|it| it.name.text(asked.locale).to_owned())
        }
        None if signpost.outcome == crate::signpost::Outcome::Direct => {
            asked.plan.place.map(|code| CodeName::of(catalog, code, asked.locale).name)
        }
        None => None,
    }
}

/// What something costs, on the wire.
pub(super) fn fee_wire(price: &Price, locale: Locale) -> FeeWire {
    let (least, most) = match price.amount {
        Amount::Free => (Some(0), Some(0)),
        Amount::Kronor(least, most) => (Some(least), Some(most)),
        Amount::Unknown => (None, None),
    };
    FeeWire {
        amount_sek: least,
        amount_max_sek: most,
        text: wire::text(price.text.text(locale)),
        source: price.origin.as_ref().map(|origin| origin.source.clone()),
        dated: price.origin.as_ref().map(|origin| origin.dated.to_string()),
    }
}

fn fault(fault: Fault) -> &'static str {
    match fault {
        Fault::Missing => "missing",
        Fault::NoSuchOption => "no_such_option",
        Fault::NoneWithOthers => "none_with_others",
        Fault::SeveralAnswers => "several_answers",
        Fault::NotANumber => "not_a_number",
        Fault::OutOfRange(..) => "out_of_range",
        Fault::NotADate => "not_a_date",
        Fault::FarDate => "far_date",
        Fault::PastDay => "past_day",
        Fault::NoSuchPlace => "no_such_place",
        Fault::NoSuchQuestion => "no_such_question",
        Fault::TooMuch => "too_much",
    }
}

/// An entry for each thing to send in, and one for the day on which everything is ready. With a
/// wished day they stand on the last days to send them in, else on the first; what takes nobody
/// knows how long always stands on the first.
fn entries(asked: &Asked<'_>) -> Vec<Entry> {
    let Asked { site, checklist, locale, plan, .. } = asked;
    let say =
        |key: &str, arguments: &[(&str, words::Argument)]| site.words.get(*locale, key, arguments);
    let item = |(at, item): (usize, &Item)| {
        let result = result_wire(site, checklist, item.requirement, *locale);
        let until = words::date(&site.words, *locale, item.stretch.latest);
        let is_step = checklist.requirements[item.requirement].kind == RequirementKind::Step;
        let when = match (item.days.are_known(), item.send_by) {
            (false, _) if is_step => None,
            (false, _) => Some(say("plan-days-unknown", &[])),
            (true, Some(_)) => None,
            (true, None) => Some(say("calendar-until", &[("date", until.as_str().into())])),
        };
        let who = decided_by(asked, item)
            .map(|name| say("calendar-decides", &[("name", name.as_str().into())]));
        let is_open = !item.days.are_known() && !is_step;
        let last = item.send_by.filter(|_| !is_open);
        let deadline = match item.send_by {
            Some(day) => is_open.then_some((day, "plan-send-well-before")),
            None => item.deadline.map(|day| (day, "plan-deadline")),
        };
        let deadline = deadline.map(|(day, key)| {
            let day = words::date(&site.words, *locale, day);
            say(key, &[("date", day.as_str().into())])
        });
        let summary = if last.is_some() { "calendar-send-by" } else { "calendar-begin" };
        Entry {
            uid: format!("{}-{}", checklist.id, id(asked, at)),
            // What should have been sent in already is best sent in on the first day.
            day: last.map_or(item.stretch.from, |day| day.max(plan.start)),
            summary: say(summary, &[("title", result.title().into())]),
            description: [when, who, deadline].into_iter().flatten().collect::<Vec<_>>().join("\n"),
            url: item.signpost.as_ref().and_then(way_in),
        }
    };
    let mut entries: Vec<Entry> = plan.items.iter().enumerate().map(item).collect();
    let ready = match plan.wished {
        Some(wished) => Some((wished.day, "calendar-wished")),
        None => plan.opening.latest.map(|day| (day, "calendar-ready")),
    };
    entries.extend(ready.map(|(day, summary)| Entry {
        uid: format!("{}-opening", checklist.id),
        day,
        summary: say(summary, &[("title", checklist.title(*locale).into())]),
        description: say("calendar-no-decision", &[]),
        url: None,
    }));
    entries
}

/// The best way in that is open, else the municipality's portal or site.
fn way_in(signpost: &Signpost) -> Option<String> {
    let open = signpost.channels.iter().filter(|way| !way.closed);
    let mut links = open.filter_map(|way| way.channel.url.clone());
    let site = |alternative: &Alternative| match alternative {
        Alternative::Portal(url) | Alternative::Website(url) => Some(url.clone()),
        Alternative::Phone { .. } => None,
    };
    links.next().or_else(|| signpost.alternatives.iter().find_map(site))
}
