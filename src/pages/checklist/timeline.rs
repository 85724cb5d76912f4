//! The plan as a picture: a row for each thing, with a bar from its first to its last day. The
//! words of a row are text beside its bar, so that nothing is told by the picture alone and a narrow
//! page stays readable.

use jiff::civil::Date;
use serde::Serialize;

use super::super::showing::{Said, Showing};
use crate::model::{Checklist, RequirementKind};
use crate::plan::{Item, Plan};
use crate::words::Argument;

/// The width of the picture, in its own units.
const WIDTH: f64 = 1000.0;
/// The narrowest bar that can be seen.
const BAR_MIN: f64 = 6.0;

/// The picture.
#[derive(Serialize)]
pub(super) struct Timeline {
    pub rows: Vec<Row>,
    /// The first day of each month inside the picture, by its place.
    pub months: Vec<f64>,
    /// Where the opening is, when everything takes its longest time.
    pub opening: Option<f64>,
    /// Where the wished day is.
    pub wished: Option<f64>,
    pub width: f64,
}

/// A row of the picture.
#[derive(Serialize)]
pub(super) struct Row {
    pub number: usize,
    pub title: Said,
    pub when: String,
    pub x: f64,
    /// The width of the time that it takes at least.
    pub least: f64,
    /// The width of the time that it takes at most.
    pub most: f64,
    pub unknown: bool,
    /// Whether it takes as long as the person takes: then there is no bar.
    pub is_own: bool,
    pub before_opening: bool,
    /// Where the last day to send it in is, for the wished day.
    pub send_by: Option<f64>,
}

pub(super) fn timeline(
    showing: &Showing<'_>,
    checklist: &Checklist,
    plan: &Plan,
    titles: &[Said],
) -> Timeline {
    let last = plan.items.iter().map(|item| item.stretch.latest).max();
    let wished = plan.wished.map(|wished| wished.day);
    let last = last.into_iter().chain(plan.opening.latest).chain(wished);
    let last = last.max().unwrap_or(plan.start);
    let span = days(plan.start, last).max(1.0);
    let place = |day: Date| round(days(plan.start, day) / span * WIDTH);
    let row = |(at, (item, title)): (usize, (&Item, &Said))| {
        let stretch = item.stretch;
        let requirement = &checklist.requirements[item.requirement];
        let x = place(stretch.from).min(WIDTH - BAR_MIN);
        let width = |days: u32| round((f64::from(days) / span * WIDTH).clamp(BAR_MIN, WIDTH - x));
        let most = item.days.max.or(item.days.min);
        let is_own = requirement.kind == RequirementKind::Step && most.is_none();
        Row {
            number: at + 1,
            title: title.clone(),
            when: when(showing, item, is_own),
            x,
            least: width(item.days.min.or(item.days.max).unwrap_or(0)),
            most: width(most.unwrap_or(0)),
            unknown: most.is_none() && !is_own,
            is_own,
            before_opening: requirement.before_opening,
            send_by: item.send_by.map(|day| place(day.max(plan.start))),
        }
    };
    Timeline {
        rows: plan.items.iter().zip(titles).enumerate().map(row).collect(),
        months: months(plan.start, last).into_iter().map(place).collect(),
        opening: plan.opening.latest.map(place),
        wished: wished.map(place),
        width: WIDTH,
    }
}

/// When something runs, or by when it must be sent in for the wished day.
fn when(showing: &Showing<'_>, item: &Item, is_own: bool) -> String {
    let (from, until) = (showing.date(item.stretch.from), showing.date(item.stretch.latest));
    let (key, dates) = match (item.send_by.map(|day| showing.date(day)), item.days.are_known()) {
        (Some(day), false) if !is_own => ("plan-well-before", vec![("date", day)]),
        (Some(day), _) => ("plan-at-latest", vec![("date", day)]),
        (None, true) => ("plan-from-until", vec![("from", from), ("until", until)]),
        (None, false) if is_own => ("plan-from", vec![("from", from)]),
        (None, false) => ("plan-from-unknown", vec![("from", from)]),
    };
    let arguments: Vec<(&str, Argument)> =
        dates.iter().map(|(name, day)| (*name, day.as_str().into())).collect();
    showing.words(key, &arguments)
}

/// The most months that are marked.
const MONTHS_MAX: usize = 60;

/// The first days of the months after a day, up to another.
fn months(start: Date, last: Date) -> Vec<Date> {
    let next = |day: &Date| day.last_of_month().tomorrow().ok();
    let firsts = std::iter::successors(next(&start), next);
    firsts.take_while(|day| *day <= last).take(MONTHS_MAX).collect()
}

fn days(from: Date, to: Date) -> f64 {
    let days = from.until(to).map_or(0, |span| span.get_days());
    f64::from(days)
}

fn round(place: f64) -> f64 {
    (place * 10.0).round() / 10.0
}
