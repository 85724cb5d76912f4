//! Checklists: every question can be reached and answered, every requirement can come out, every
//! word is there, and every persona is told what it must be told.

mod personas;
mod reach;
mod words;

pub(super) use personas::personas;
pub(super) use reach::reach;
pub(super) use words::words;

use crate::model::{Catalog, Checklist, Condition, QuestionKind, Requirement};
use crate::problem::{Code, Problem};
use crate::rules;

/// Tells of requirements that wait for themselves.
pub(super) fn circles(catalog: &Catalog, problems: &mut Vec<Problem>) {
    for checklist in catalog.checklists.values() {
        for place in rules::circle(checklist) {
            let requirement = &checklist.requirements[place];
            let message = format!("`{}` waits for itself by way of `after`", requirement.id);
            let problem = at(checklist, requirement.line, Code::Circle, message);
            problems.push(problem.hint("take one of the results out of `after`".to_owned()));
        }
    }
}

/// Tells of questions that nobody can answer, and of checklists that ask nothing to begin with.
pub(super) fn dead_ends(catalog: &Catalog, problems: &mut Vec<Problem>) {
    for checklist in catalog.checklists.values() {
        for question in &checklist.questions {
            let why = match &question.kind {
                QuestionKind::Single(options) if options.len() < 2 => {
                    "has no options to choose from"
                }
                QuestionKind::Several { options, none }
                    if options.len() <= usize::from(none.is_some()) =>
                {
                    "has no options to choose from"
                }
                QuestionKind::Number { minimum, maximum } if minimum > maximum => {
                    "has a `minimum` greater than its `maximum`"
                }
                _ => continue,
            };
            let message = format!("the question `{}` {why}", question.id);
            problems.push(at(checklist, question.line, Code::DeadEnd, message));
        }
        let begins = |condition: &Condition| *condition == Condition::ALWAYS;
        if !checklist.questions.iter().any(|question| begins(&question.when)) {
            let line = checklist.questions.first().map_or(0, |question| question.line);
            let message = "no question is asked to begin with: each waits for another".to_owned();
            problems.push(at(checklist, line, Code::DeadEnd, message));
        }
    }
}

/// Tells of questions, options and documents that make no difference.
pub(super) fn unused(catalog: &Catalog, problems: &mut Vec<Problem>) {
    for checklist in catalog.checklists.values() {
        let leaves = leaves(checklist);
        for (place, question) in checklist.questions.iter().enumerate() {
            let of_it = || leaves.iter().filter(|leaf| leaf.question() == Some(place));
            if question.kind != QuestionKind::Place && of_it().count() == 0 {
                let message = format!("no condition looks at the question `{}`", question.id);
                let problem = at(checklist, question.line, Code::Unused, message);
                problems.push(problem.hint("name it in the `when` of a result".to_owned()));
                continue;
            }
            let named = |option: usize| of_it().any(|leaf| names(leaf, option));
            let unnamed = unnamed(&question.kind, named);
            if !unnamed.is_empty() {
                let ids: Vec<String> = unnamed
                    .into_iter()
                    .map(|option| format!("`{}`", question.kind.options()[option]))
                    .collect();
                let ids = ids.join(" and ");
                let message =
                    format!("no condition tells the options {ids} of `{}` apart", question.id);
                let problem = at(checklist, question.line, Code::Unused, message);
                problems.push(problem.hint("name them in a `when`, or make them one".to_owned()));
            }
        }
        unused_documents(checklist, problems);
    }
}

fn unused_documents(checklist: &Checklist, problems: &mut Vec<Problem>) {
    for (place, document) in checklist.documents.iter().enumerate() {
        if !checklist.requirements.iter().any(|it| it.evidence.contains(&place)) {
            let message = format!("no result wants the document `{document}`");
            problems.push(at(checklist, 0, Code::Unused, message));
        }
    }
}

fn names(leaf: &Condition, option: usize) -> bool {
    matches!(leaf, Condition::Options { any, .. } if any.contains(&option))
}

/// The options that no condition names. One of them is the way to say "neither"; of a question
/// with several answers that is the excluding one.
fn unnamed(kind: &QuestionKind, named: impl Fn(usize) -> bool) -> Vec<usize> {
    let all = 0..kind.options().len();
    match kind {
        QuestionKind::Several { none, .. } => {
            all.filter(|option| Some(*option) != *none && !named(*option)).collect()
        }
        _ => {
            let unnamed: Vec<usize> = all.filter(|option| !named(*option)).collect();
            if unnamed.len() > 1 { unnamed } else { Vec::new() }
        }
    }
}

/// Everything that conditions of a checklist look at.
fn leaves(checklist: &Checklist) -> Vec<&Condition> {
    let of_questions = checklist.questions.iter().map(|question| &question.when);
    let of_requirements = checklist.requirements.iter().map(|Requirement { when, .. }| when);
    of_questions.chain(of_requirements).flat_map(Condition::leaves).collect()
}

/// A problem in the facts of a checklist.
fn at(checklist: &Checklist, line: u32, code: Code, message: String) -> Problem {
    Problem::new(code, &checklist.path, message).at(line, u32::from(line > 0))
}
