//! Answers in an address, by the names of their questions. Whatever cannot be understood is told
//! and counts as not answered.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::model::{Answer, Answers, Catalog, Checklist, MunicipalityCode, Question, QuestionKind};
use crate::rules::{Case, Ground, Truth};

/// The longest value that is looked at, in bytes.
const VALUE_BYTES_MAX: usize = 200;
/// How far away a day may lie, in years.
const YEARS_MAX: i16 = 20;
/// Parameters that are no answers.
const OTHERS: [&str; 8] =
    ["municipality", "start", "day", "from", "change", "all", "locale", "print"];

/// What an address says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The answers that could be understood.
    pub answers: Answers,
    /// The first day on which anything can be sent in: today, where the address says nothing else.
    pub start: Date,
    /// Whether the address says it.
    pub has_start: bool,
    /// The day on which everything is wished to be ready.
    pub day: Option<Date>,
    /// How many answers belonged to questions that are not asked; they count for nothing.
    pub unasked: usize,
    /// What could not be understood, by question in their order, those of no question last.
    pub mistakes: Vec<Mistake>,
}

/// Something that could not be understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// Where it stands.
    pub spot: Spot,
    /// What is wrong.
    pub fault: Fault,
}

/// A place in what an address says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spot {
    /// The answer to a question.
    Question(usize),
    /// The first day.
    Start,
    /// The wished day.
    Day,
    /// Anywhere else.
    Elsewhere,
}

impl Mistake {
    /// The question it belongs to.
    #[must_use]
    pub fn question(&self) -> Option<usize> {
        match self.spot {
            Spot::Question(question) => Some(question),
            _ => None,
        }
    }
}

/// What is wrong with an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fault {
    /// The question must be answered and is not.
    Missing,
    /// An option that the question does not have.
    NoSuchOption,
    /// The option that excludes the others, together with others.
    NoneWithOthers,
    /// Several answers where only one is taken.
    SeveralAnswers,
    /// Not a whole number.
    NotANumber,
    /// A number outside the limits.
    OutOfRange(u32, u32),
    /// Not a day of the calendar.
    NotADate,
    /// A day that is too far away.
    FarDate,
    /// A first day or a wished day that has passed.
    PastDay,
    /// A municipality that the portal does not have.
    NoSuchPlace,
    /// An answer to a question that the checklist does not have.
    NoSuchQuestion,
    /// More than is read; the beginning was.
    TooMuch,
}

/// Reads the parameters of an address.
#[must_use]
pub fn read(
    catalog: &Catalog,
    checklist: &Checklist,
    query: &[(String, String)],
    today: Date,
) -> Reading {
    let mut answers = Answers::none(checklist.questions.len());
    let mut mistakes = Vec::new();
    for (place, question) in checklist.questions.iter().enumerate() {
        let values = values(query, question.id.as_str());
        let read = match question.kind {
            QuestionKind::Place => municipality(catalog, &values)
                .map(|found| answers.place = answers.place.or(found))
                .map(|()| None),
            _ => answer(question, &values, today),
        };
        match read {
            Ok(answer) => answers.given[place] = answer,
            Err(fault) => mistakes.push(Mistake { spot: Spot::Question(place), fault }),
        }
    }
    let of_place = checklist.questions.iter().position(|it| it.kind == QuestionKind::Place);
    match municipality(catalog, &values(query, "municipality")) {
        Ok(found) => answers.place = answers.place.or(found),
        Err(fault) => {
            let spot = of_place.map_or(Spot::Elsewhere, Spot::Question);
            mistakes.push(Mistake { spot, fault });
        }
    }
    let mut coming = |name: &str, spot: Spot| {
        let day = coming(&values(query, name), today);
        day.unwrap_or_else(|fault| {
            mistakes.push(Mistake { spot, fault });
            None
        })
    };
    let (start, day) = (coming("start", Spot::Start), coming("day", Spot::Day));
    let known: BTreeSet<&str> =
        checklist.questions.iter().map(|it| it.id.as_str()).chain(OTHERS).collect();
    if query.iter().any(|(name, _)| !known.contains(name.as_str())) {
        mistakes.push(Mistake { spot: Spot::Elsewhere, fault: Fault::NoSuchQuestion });
    }
    let unasked = drop_unasked(catalog, checklist, &mut answers);
    let has_start = start.is_some();
    Reading { answers, start: start.unwrap_or(today), has_start, day, unasked, mistakes }
}

/// Takes out answers to questions that the other answers leave no room for, and tells how many.
fn drop_unasked(catalog: &Catalog, checklist: &Checklist, answers: &mut Answers) -> usize {
    let municipality = answers.place.and_then(|code| catalog.municipalities.get(&code));
    let case = Case::new(checklist, answers, municipality.map(Ground::from));
    let unasked = |place: &usize| case.asked(*place) == Truth::No && answers.get(*place).is_some();
    let unasked: Vec<usize> = (0..checklist.questions.len()).filter(unasked).collect();
    for place in &unasked {
        answers.given[*place] = None;
    }
    unasked.len()
}

/// The different values of a parameter, in order.
fn values<'q>(query: &'q [(String, String)], name: &str) -> Vec<&'q str> {
    let mut values: Vec<&str> = Vec::new();
    for (_, value) in query.iter().filter(|(key, _)| key == name) {
        let value = value.trim();
        if value.len() <= VALUE_BYTES_MAX && !values.contains(&value) {
            values.push(value);
        } else if value.len() > VALUE_BYTES_MAX {
            // Too long to be anything; it is told as what it is not.
            values.push("?");
        }
    }
    values
}

/// The answer to a question; `None` when there is none.
fn answer(question: &Question, values: &[&str], today: Date) -> Result<Option<Answer>, Fault> {
    let given: Vec<&str> = values.iter().copied().filter(|value| !value.is_empty()).collect();
    if given.is_empty() {
        // An empty value says that an optional question was passed over.
        let skipped = !values.is_empty() && !question.required;
        return Ok(skipped.then_some(Answer::Skipped));
    }
    if let QuestionKind::Several { none, .. } = &question.kind {
        return several(question, &given, *none).map(Some);
    }
    let [value] = given.as_slice() else { return Err(Fault::SeveralAnswers) };
    let answer = match &question.kind {
        QuestionKind::Single(_) | QuestionKind::Several { .. } => {
            Answer::Options(vec![option(question, value)?])
        }
        QuestionKind::YesNo => Answer::YesNo(yes_or_no(value).ok_or(Fault::NoSuchOption)?),
        QuestionKind::Number { minimum, maximum } => {
            Answer::Number(number(value, *minimum, *maximum)?)
        }
        QuestionKind::Date => Answer::Date(day(value, today)?),
        QuestionKind::Place => return Ok(None),
    };
    Ok(Some(answer))
}

fn several(question: &Question, given: &[&str], none: Option<usize>) -> Result<Answer, Fault> {
    let chosen = given.iter().map(|value| option(question, value));
    let chosen: BTreeSet<usize> = chosen.collect::<Result<_, Fault>>()?;
    if chosen.len() > 1 && none.is_some_and(|none| chosen.contains(&none)) {
        return Err(Fault::NoneWithOthers);
    }
    Ok(Answer::Options(chosen.into_iter().collect()))
}

fn option(question: &Question, value: &str) -> Result<usize, Fault> {
    let options = question.kind.options();
    options.iter().position(|it| it.as_str() == value).ok_or(Fault::NoSuchOption)
}

fn yes_or_no(value: &str) -> Option<bool> {
    match value {
        "yes" | "ja" | "true" => Some(true),
        "no" | "nej" | "false" => Some(false),
        _ => None,
    }
}

/// A whole number, with or without spaces between its thousands.
fn number(value: &str, minimum: u32, maximum: u32) -> Result<u32, Fault> {
    let digits: String = value.chars().filter(|c| !c.is_whitespace()).collect();
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        let negative = digits.strip_prefix('-').is_some_and(|it| it.parse::<u64>().is_ok());
        let fault = if negative { Fault::OutOfRange(minimum, maximum) } else { Fault::NotANumber };
        return Err(fault);
    }
    let number = digits.parse().ok().filter(|number| (minimum..=maximum).contains(number));
    number.ok_or(Fault::OutOfRange(minimum, maximum))
}

/// A day as 2027-03-01 or 20270301, at most so many years away.
fn day(value: &str, today: Date) -> Result<Date, Fault> {
    let day: Date = value.parse().ok().ok_or(Fault::NotADate)?;
    let near = (i32::from(day.year()) - i32::from(today.year())).abs() <= i32::from(YEARS_MAX);
    near.then_some(day).ok_or(Fault::FarDate)
}

/// A day that has not passed.
fn coming(values: &[&str], today: Date) -> Result<Option<Date>, Fault> {
    let given: Vec<&str> = values.iter().copied().filter(|value| !value.is_empty()).collect();
    match given.as_slice() {
        [] => Ok(None),
        [value] => {
            let day = day(value, today)?;
            if day < today { Err(Fault::PastDay) } else { Ok(Some(day)) }
        }
        _ => Err(Fault::SeveralAnswers),
    }
}

fn municipality(catalog: &Catalog, values: &[&str]) -> Result<Option<MunicipalityCode>, Fault> {
    let given: Vec<&str> = values.iter().copied().filter(|value| !value.is_empty()).collect();
    match given.as_slice() {
        [] => Ok(None),
        [value] => {
            let found = catalog.municipality(value).ok_or(Fault::NoSuchPlace)?;
            Ok(Some(found.code))
        }
        _ => Err(Fault::SeveralAnswers),
    }
}

/// The parameters that say the same answers, in the order of the questions: the shortest address
/// that can be shared.
#[must_use]
pub fn write(catalog: &Catalog, checklist: &Checklist, reading: &Reading) -> Vec<(String, String)> {
    let Reading { answers, day, .. } = reading;
    let start = reading.has_start.then_some(reading.start);
    let mut pairs = Vec::new();
    let slug = answers.place.and_then(|code| catalog.municipalities.get(&code));
    let slug = slug.map(|municipality| municipality.slug.to_string());
    let mut has_place = false;
    for (place, question) in checklist.questions.iter().enumerate() {
        let mut push = |value: String| pairs.push((question.id.to_string(), value));
        if question.kind == QuestionKind::Place {
            slug.clone().into_iter().filter(|_| !has_place).for_each(push);
            has_place = true;
            continue;
        }
        match answers.get(place) {
            Some(Answer::Options(chosen)) => {
                let ids = question.kind.options();
                chosen.iter().filter_map(|it| ids.get(*it)).for_each(|id| push(id.to_string()));
            }
            Some(Answer::YesNo(yes)) => push(if *yes { "yes" } else { "no" }.to_owned()),
            Some(Answer::Number(number)) => push(number.to_string()),
            Some(Answer::Date(day)) => push(day.to_string()),
            Some(Answer::Skipped) => push(String::new()),
            None => {}
        }
    }
    if !has_place {
        pairs.extend(slug.map(|slug| ("municipality".to_owned(), slug)));
    }
    let days = [("start", start), ("day", *day)];
    pairs.extend(
        days.into_iter().filter_map(|(name, day)| Some((name.to_owned(), day?.to_string()))),
    );
    pairs
}
