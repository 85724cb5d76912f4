//! When each thing runs, and when it is possible to open.

use jiff::ToSpan;
use jiff::civil::Date;

use super::Item;
use crate::model::{Catalog, Checklist, Provision, Requirement, RequirementKind};

/// How long something takes, in calendar days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days {
    /// The shortest time, where it is known.
    pub min: Option<u32>,
    /// The longest time, where it is known.
    pub max: Option<u32>,
    /// Who says so.
    pub source: TimeSource,
    /// Whether the limit is set by law.
    pub statutory: bool,
}

/// Who says how long something takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeSource {
    /// The checklist.
    Checklist,
    /// The municipality.
    Provision,
    /// The service, the same everywhere.
    Service,
    /// Nobody.
    Unknown,
}

impl TimeSource {
    /// Its name in answers of the API and in templates.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Checklist => "checklist",
            Self::Provision => "provision",
            Self::Service => "service",
            Self::Unknown => "unknown",
        }
    }
}

/// From when to when something runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    /// The day on which it can begin when everything before it takes its longest time.
    pub from: Date,
    /// The day on which it is done when everything takes its shortest time.
    pub soonest: Date,
    /// The day on which it is done when everything takes its longest time.
    pub latest: Date,
}

/// A day on which everything is wished to be ready, and whether that is possible.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wished {
    /// The day.
    pub day: Date,
    /// Whether it can be reached.
    pub reach: Reach,
}

/// Whether a day can be reached, by the times that are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Also when everything takes its longest time.
    InTime,
    /// Only when something is quicker than its longest time.
    Tight,
    /// Not even when everything takes its shortest time.
    TooEarly,
}

impl Reach {
    /// Its name in answers of the API and in templates.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::InTime => "in_time",
            Self::Tight => "tight",
            Self::TooEarly => "too_early",
        }
    }
}

/// When it is possible to open. A time that is not known counts as no time, and is told.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Opening {
    /// When everything takes its shortest time.
    pub soonest: Option<Date>,
    /// When everything takes its longest time.
    pub latest: Option<Date>,
    /// The permits and notifications that opening waits for and whose time is not known, by place in
    /// the plan. How long a step takes is in the person's own hands.
    pub unknown: Vec<usize>,
}

/// How long a requirement takes: by the checklist, else by the provision, else by the service.
pub(super) fn days(
    catalog: &Catalog,
    requirement: &Requirement,
    provision: Option<&Provision>,
) -> Days {
    let (min, max) = (requirement.days_min, requirement.days_max);
    let service = requirement.service.as_ref().and_then(|id| catalog.services.get(id));
    let of_service = service.and_then(|service| service.time.as_ref());
    if min.is_some() || max.is_some() {
        let statutory = of_service.is_some_and(|time| time.statutory && time.days_max == max);
        return Days { min, max, source: TimeSource::Checklist, statutory };
    }
    let of_provision = provision.and_then(|provision| provision.time.as_ref());
    for (time, source) in [(of_provision, TimeSource::Provision), (of_service, TimeSource::Service)]
    {
        let Some(time) = time.filter(|time| time.days_max.is_some()) else { continue };
        return Days { min: None, max: time.days_max, source, statutory: time.statutory };
    }
    Days { min: None, max: None, source: TimeSource::Unknown, statutory: false }
}

impl Days {
    /// Whether anything is known.
    #[must_use]
    pub fn are_known(&self) -> bool {
        self.min.is_some() || self.max.is_some()
    }

    /// The least to count with: where only the longest time is known, that.
    fn least(&self) -> u32 {
        self.min.or(self.max).unwrap_or(0)
    }

    /// The most to count with: where only the shortest time is known, that.
    fn most(&self) -> u32 {
        self.max.or(self.min).unwrap_or(0)
    }
}

/// Lays the items out in time, and tells when it is possible to open.
pub(super) fn schedule(checklist: &Checklist, start: Date, items: &mut [Item]) -> Opening {
    for place in 0..items.len() {
        let before = || items[place].after.iter().map(|before| items[*before].stretch);
        let from = before().map(|it| it.latest).max().unwrap_or(start);
        let soon = before().map(|it| it.soonest).max().unwrap_or(start);
        let days = items[place].days;
        items[place].stretch =
            Stretch { from, soonest: later(soon, days.least()), latest: later(from, days.most()) };
    }
    let waits = |item: &&Item| checklist.requirements[item.requirement].before_opening;
    // What must be sent in some days before opening holds it back that long.
    let lead = |item: &Item| checklist.requirements[item.requirement].lead_days.unwrap_or(0);
    let soon = |item: &Item| item.stretch.soonest.max(later(item.stretch.from, lead(item)));
    let late = |item: &Item| item.stretch.latest.max(later(item.stretch.from, lead(item)));
    let soonest = items.iter().filter(waits).map(soon).max();
    let latest = items.iter().filter(waits).map(late).max();
    let is_step =
        |item: &Item| checklist.requirements[item.requirement].kind == RequirementKind::Step;
    let is_unknown = |item: &Item| !item.days.are_known() && !is_step(item);
    let unknown = items.iter().enumerate().filter(|(_, item)| waits(item) && is_unknown(item));
    let unknown = unknown.map(|(place, _)| place).collect();
    for item in items.iter_mut() {
        let lead = checklist.requirements[item.requirement].lead_days;
        item.deadline = lead.zip(latest).map(|(lead, opening)| earlier(opening, lead));
    }
    Opening { soonest, latest, unknown }
}

/// Counts backwards from a day: each thing must be sent in early enough for its longest known time,
/// for what waits for it, and for the time that it must be sent in before opening. What can wait until
/// after opening has no such day, unless something before opening waits for it.
pub(super) fn count_back(
    checklist: &Checklist,
    opening: &Opening,
    day: Date,
    items: &mut [Item],
) -> Wished {
    let requirement = |item: &Item| &checklist.requirements[item.requirement];
    let waits = |item: &Item| requirement(item).before_opening;
    let mut ready: Vec<Option<Date>> =
        items.iter().map(|item| waits(item).then_some(day)).collect();
    // What is waited for stands earlier in the plan, so the last comes first here.
    for place in (0..items.len()).rev() {
        let Some(by) = ready[place] else { continue };
        let item = &mut items[place];
        let lead = requirement(item).lead_days.filter(|_| requirement(item).before_opening);
        let by_lead = lead.map_or(by, |lead| earlier(day, lead));
        let send_by = earlier(by, item.days.most()).min(by_lead);
        item.send_by = Some(send_by);
        for before in &item.after {
            ready[*before] = Some(ready[*before].map_or(send_by, |other| other.min(send_by)));
        }
    }
    let before = |possible: Option<Date>| possible.is_some_and(|possible| day < possible);
    let reach = match (before(opening.soonest), before(opening.latest)) {
        (true, _) => Reach::TooEarly,
        (false, true) => Reach::Tight,
        (false, false) => Reach::InTime,
    };
    Wished { day, reach }
}

fn later(day: Date, days: u32) -> Date {
    day.saturating_add(i64::from(days).days())
}

fn earlier(day: Date, days: u32) -> Date {
    day.saturating_sub(i64::from(days).days())
}
