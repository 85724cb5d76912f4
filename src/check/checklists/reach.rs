//! Whether there are answers that lead to a question or to a requirement: a search through the
//! answers that the conditions can tell apart. It has a bound; what is not decided within it is
//! taken as possible, since only what is certain is told.

use std::collections::BTreeSet;

use super::at;
use crate::model::{
    Answer, Answers, Catalog, Checklist, Condition, MunicipalityCode, QuestionKind,
};
use crate::problem::{Code, Problem};
use crate::rules::{Case, Ground, Truth};

/// How many conditions may be looked at for one checklist: well under a second.
const LOOKS_MAX: usize = 2_000_000;
/// The most options whose every combination is tried.
const COMBINED_MAX: usize = 6;

/// Tells of questions that are never asked and of requirements that no answers give.
pub(in crate::check) fn reach(catalog: &Catalog, problems: &mut Vec<Problem>) {
    for checklist in catalog.checklists.values() {
        let mut search = Search::new(catalog, checklist);
        for (place, question) in checklist.questions.iter().enumerate() {
            if !search.is_possible(&|case| case.asked(place), &question.when) {
                let message = format!("no answers lead to the question `{}`", question.id);
                let problem = at(checklist, question.line, Code::Unreachable, message);
                problems.push(problem.hint("its `when` can never hold".to_owned()));
            }
        }
        for (place, requirement) in checklist.requirements.iter().enumerate() {
            if !search.is_possible(&|case| case.needed(place), &requirement.when) {
                let message = format!("no answers give the result `{}`", requirement.id);
                let problem = at(checklist, requirement.line, Code::Unreachable, message);
                problems.push(problem.hint("its `when` can never hold".to_owned()));
            }
        }
    }
}

/// The search for one checklist.
struct Search<'c> {
    catalog: &'c Catalog,
    checklist: &'c Checklist,
    /// The answers to each question that conditions can tell apart.
    candidates: Vec<Vec<Answer>>,
    /// The municipalities that conditions can tell apart.
    grounds: Vec<MunicipalityCode>,
    /// How many conditions one look at the checklist costs.
    cost: usize,
    left: usize,
}

/// Something that may hold, asked of a case.
type Goal<'g> = &'g dyn Fn(&Case<'_>) -> Truth;

impl<'c> Search<'c> {
    fn new(catalog: &'c Catalog, checklist: &'c Checklist) -> Self {
        let leaves = super::leaves(checklist);
        let of =
            |place: usize| leaves.iter().copied().filter(move |it| it.question() == Some(place));
        let questions = checklist.questions.iter().enumerate();
        let candidates = questions.map(|(place, question)| {
            let mut answers = candidates(&question.kind, of(place));
            answers.extend((!question.required).then_some(Answer::Skipped));
            answers
        });
        Self {
            catalog,
            checklist,
            candidates: candidates.collect(),
            grounds: grounds(catalog, &leaves),
            cost: leaves.len().max(1),
            left: LOOKS_MAX,
        }
    }

    /// Whether some answers make the goal true, as far as the bound lets it be decided.
    fn is_possible(&mut self, goal: Goal<'_>, condition: &Condition) -> bool {
        let (questions, looks_at_place) = self.looked_at(condition);
        let none = Answers::none(self.checklist.questions.len());
        if !looks_at_place || self.grounds.is_empty() {
            return self.try_all(goal, &questions, &mut none.clone());
        }
        self.grounds.clone().into_iter().any(|code| {
            let mut answers = Answers { place: Some(code), ..none.clone() };
            self.try_all(goal, &questions, &mut answers)
        })
    }

    /// The questions that decide a condition, by themselves or by being asked at all, in order;
    /// and whether the place does.
    fn looked_at(&self, condition: &Condition) -> (Vec<usize>, bool) {
        let mut questions = BTreeSet::new();
        let mut place = false;
        let mut next = vec![condition];
        while let Some(condition) = next.pop() {
            for leaf in condition.leaves() {
                place |= matches!(leaf, Condition::Municipality(_) | Condition::County(_));
                if let Some(question) = leaf.question().filter(|it| questions.insert(*it)) {
                    next.push(&self.checklist.questions[question].when);
                }
            }
        }
        (questions.into_iter().collect(), place)
    }

    fn try_all(&mut self, goal: Goal<'_>, questions: &[usize], answers: &mut Answers) -> bool {
        if self.left < self.cost {
            return true;
        }
        self.left -= self.cost;
        let municipality = answers.place.and_then(|code| self.catalog.municipalities.get(&code));
        let case = Case::new(self.checklist, answers, municipality.map(Ground::from));
        match goal(&case) {
            Truth::Yes => return true,
            Truth::No => return false,
            Truth::Open => {}
        }
        let open = |question: &&usize| {
            case.asked(**question) == Truth::Yes && answers.get(**question).is_none()
        };
        let Some(question) = questions.iter().find(open).copied() else { return false };
        for at in 0..self.candidates[question].len() {
            answers.given[question] = Some(self.candidates[question][at].clone());
            if self.try_all(goal, questions, answers) {
                return true;
            }
        }
        answers.given[question] = None;
        false
    }
}

/// The answers to a question that these conditions can tell apart.
fn candidates<'c>(kind: &QuestionKind, leaves: impl Iterator<Item = &'c Condition>) -> Vec<Answer> {
    match kind {
        QuestionKind::Single(options) => {
            (0..options.len()).map(|option| Answer::Options(vec![option])).collect()
        }
        QuestionKind::Several { options, none } => several(options.len(), *none),
        QuestionKind::YesNo => vec![Answer::YesNo(true), Answer::YesNo(false)],
        QuestionKind::Number { minimum, maximum } => {
            let mut numbers = BTreeSet::from([*minimum, *maximum]);
            for leaf in leaves {
                let Condition::Number { minimum, maximum, .. } = leaf else { continue };
                numbers.extend([
                    *minimum,
                    minimum.saturating_sub(1),
                    *maximum,
                    maximum.saturating_add(1),
                ]);
            }
            let allowed = |number: &u32| (minimum..=maximum).contains(&number);
            numbers.into_iter().filter(allowed).map(Answer::Number).collect()
        }
        QuestionKind::Date => {
            let mut days = BTreeSet::from([jiff::civil::date(2000, 1, 1)]);
            for leaf in leaves {
                let Condition::Date { from, to, .. } = leaf else { continue };
                for day in [from, to].into_iter().flatten() {
                    days.insert(*day);
                    days.extend(day.yesterday().ok());
                    days.extend(day.tomorrow().ok());
                }
            }
            days.into_iter().map(Answer::Date).collect()
        }
        // The place is tried by itself.
        QuestionKind::Place => Vec::new(),
    }
}

/// Sets of options: every one while there are few, else one at a time, two at a time, and all.
fn several(options: usize, none: Option<usize>) -> Vec<Answer> {
    let others: Vec<usize> = (0..options).filter(|option| Some(*option) != none).collect();
    let mut sets: Vec<Vec<usize>> = none.map(|none| vec![none]).into_iter().collect();
    if others.len() <= COMBINED_MAX {
        let chosen = |set: u32| {
            let inside = |(at, option): (usize, &usize)| (set >> at & 1 == 1).then_some(*option);
            others.iter().enumerate().filter_map(inside).collect()
        };
        sets.extend((1..1_u32 << others.len()).map(chosen));
    } else {
        sets.extend(others.iter().map(|one| vec![*one]));
        for (at, one) in others.iter().enumerate() {
            sets.extend(others[at + 1..].iter().map(|other| vec![*one, *other]));
        }
        sets.push(others);
    }
    sets.into_iter().map(Answer::Options).collect()
}

/// Every municipality that a condition names, and one of each county besides.
fn grounds(catalog: &Catalog, leaves: &[&Condition]) -> Vec<MunicipalityCode> {
    let is_named = |slug| {
        leaves
            .iter()
            .any(|leaf| matches!(leaf, Condition::Municipality(slugs) if slugs.contains(slug)))
    };
    let mut counties = BTreeSet::new();
    let told_apart = catalog
        .municipalities
        .values()
        .filter(|one| is_named(&one.slug) || counties.insert(one.county));
    told_apart.map(|one| one.code).collect()
}
