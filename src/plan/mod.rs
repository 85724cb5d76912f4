//! From answers to a plan: what must come before what, how long it takes, what it costs, who
//! decides, and which documents several authorities want. A pure function of the facts, the answers
//! and the moment.

mod answers;
pub mod compare;
mod fees;
mod schedule;

pub use answers::{Fault, Mistake, Reading, Spot, read, write};
pub use fees::{Amount, Fees, Origin, Price};
pub use schedule::{Days, Opening, Reach, Stretch, TimeSource, Wished};

use jiff::civil::Date;

use crate::geo::{Found, Geo};
use crate::model::{Answers, Catalog, Checklist, MunicipalityCode, Requirement};
use crate::rules::{Case, Ground, Truth};
use crate::signpost::{self, Signpost};

/// What somebody needs, in the order in which it is done.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Where; without a place nobody can be named and no local fee is known.
    pub place: Option<MunicipalityCode>,
    /// The first day on which anything can be sent in.
    pub start: Date,
    /// What is needed, in order.
    pub items: Vec<Item>,
    /// What may be needed, depending on questions that are still open, in the order of the file.
    pub open: Vec<usize>,
    /// Questions that are asked and not answered.
    pub unanswered: usize,
    /// When it is possible to open.
    pub opening: Opening,
    /// The day on which everything is wished to be ready.
    pub wished: Option<Wished>,
    /// What is known of the fees together.
    pub fees: Fees,
    /// The documents that more than one requirement wants.
    pub documents: Vec<SharedDocument>,
}

/// Something to do.
#[derive(Debug, Clone)]
pub struct Item {
    /// Its place among the checklist's requirements.
    pub requirement: usize,
    /// Where to go for it, when it is tied to a service and the place is known.
    pub signpost: Option<Signpost>,
    /// The items that must be finished first, by place in the plan.
    pub after: Vec<usize>,
    /// Items of the same round can run side by side; the first round is 1.
    pub round: usize,
    /// How long it takes.
    pub days: Days,
    /// From when to when it runs.
    pub stretch: Stretch,
    /// The last day to send it in, when it must be sent in a certain time before opening.
    pub deadline: Option<Date>,
    /// The last day to send it in for the wished day, by the times that are known.
    pub send_by: Option<Date>,
    /// What it costs; nothing for a step that is tied to no service.
    pub price: Option<Price>,
}

/// A document that several requirements want, named once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedDocument {
    /// What it is, by place among the checklist's documents.
    pub document: usize,
    /// Who wants it, by place in the plan.
    pub wanted_by: Vec<usize>,
}

/// Makes the plan. `start` is the first day on which anything can be sent in, `day` the one on which
/// everything is wished to be ready, and `now` the moment for which signposts hold.
#[must_use]
pub fn plan(
    (catalog, geo): (&Catalog, &Geo),
    checklist: &Checklist,
    answers: &Answers,
    (start, day): (Date, Option<Date>),
    now: jiff::Timestamp,
) -> Plan {
    let municipality = answers.place.and_then(|code| catalog.municipalities.get(&code));
    let case = Case::new(checklist, answers, municipality.map(Ground::from));
    let order = case.plan();
    let signposts = order.iter().map(|requirement| {
        let service = checklist.requirements[*requirement].service.as_ref()?;
        catalog.services.get(service)?;
        let place = Found::named(municipality?.code);
        Some(signpost::signpost(catalog, geo, service, place, now))
    });
    let items: Vec<Item> = order
        .iter()
        .zip(signposts.collect::<Vec<_>>())
        .map(|(requirement, signpost)| item(catalog, checklist, *requirement, signpost, start))
        .collect();
    let mut plan = Plan {
        place: municipality.map(|it| it.code),
        start,
        items,
        open: with_truth(&case, checklist, Truth::Open),
        unanswered: (0..checklist.questions.len())
            .filter(|question| case.asked(*question) == Truth::Yes && !case.answered(*question))
            .count(),
        opening: Opening::default(),
        wished: None,
        fees: Fees::default(),
        documents: Vec::new(),
    };
    wait_for_each_other(checklist, &order, &mut plan.items);
    plan.opening = schedule::schedule(checklist, start, &mut plan.items);
    let back = |day| schedule::count_back(checklist, &plan.opening, day, &mut plan.items);
    plan.wished = day.map(back);
    plan.fees = fees::sum(&plan.items);
    plan.documents = documents(checklist, &plan.items);
    plan
}

fn with_truth(case: &Case<'_>, checklist: &Checklist, truth: Truth) -> Vec<usize> {
    (0..checklist.requirements.len()).filter(|it| case.needed(*it) == truth).collect()
}

fn item(
    catalog: &Catalog,
    checklist: &Checklist,
    place: usize,
    signpost: Option<Signpost>,
    start: Date,
) -> Item {
    let requirement: &Requirement = &checklist.requirements[place];
    let service = requirement.service.as_ref();
    let acting = service.and_then(|id| fees::acting(catalog, id, signpost.as_ref()));
    Item {
        requirement: place,
        after: Vec::new(),
        round: 1,
        days: schedule::days(catalog, requirement, acting),
        stretch: Stretch { from: start, soonest: start, latest: start },
        deadline: None,
        send_by: None,
        price: fees::price(catalog, requirement, acting),
        signpost,
    }
}

/// Which items wait for which, and in which round each can run.
fn wait_for_each_other(checklist: &Checklist, order: &[usize], items: &mut [Item]) {
    let mut place_of = vec![None; checklist.requirements.len()];
    for (place, requirement) in order.iter().enumerate() {
        place_of[*requirement] = Some(place);
    }
    for (place, requirement) in order.iter().enumerate() {
        let after = checklist.requirements[*requirement].after.iter();
        // In a circle, which `check` tells of, only what stands before counts.
        let after: Vec<usize> =
            after.filter_map(|it| place_of[*it]).filter(|before| *before < place).collect();
        items[place].round = after.iter().map(|before| items[*before].round + 1).max().unwrap_or(1);
        items[place].after = after;
    }
}

/// The documents that at least two items want.
fn documents(checklist: &Checklist, items: &[Item]) -> Vec<SharedDocument> {
    let mut documents: Vec<SharedDocument> = Vec::new();
    let mut want = |document: usize, item: usize| match documents
        .iter_mut()
        .find(|shared| shared.document == document)
    {
        Some(shared) if shared.wanted_by.contains(&item) => {}
        Some(shared) => shared.wanted_by.push(item),
        None => documents.push(SharedDocument { document, wanted_by: vec![item] }),
    };
    for (place, item) in items.iter().enumerate() {
        let requirement = &checklist.requirements[item.requirement];
        for document in &requirement.evidence {
            want(*document, place);
        }
    }
    documents.retain(|document| document.wanted_by.len() > 1);
    documents
}
