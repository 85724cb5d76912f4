//! What operators and their tools ask: alive, ready, and in numbers.

use serde_json::{Value, json};

use super::answer::{Answer, Kind};
use super::metrics::Metrics;
use super::store::Body;
use crate::live::Edition;
use crate::problem::{Problem, Severity};

/// The process answers.
pub(crate) fn live() -> Answer {
    json_answer(&json!({ "live": true }))
}

/// What is served, and the problems of a change that was refused.
pub(crate) fn ready(edition: &Edition, refused: &[Problem]) -> Answer {
    let catalog = &edition.site.snapshot.catalog;
    json_answer(&json!({
        "ready": true,
        "edition": edition.number,
        "services": catalog.services.len(),
        "municipalities": catalog.municipalities.len(),
        "errors": count(&edition.problems, Severity::Error),
        "warnings": count(&edition.problems, Severity::Warning),
        "refused": refused.iter().map(problem).collect::<Vec<_>>(),
    }))
}

/// The numbers in Prometheus' text format.
pub(crate) fn metrics(metrics: &Metrics, edition: &Edition) -> Answer {
    let body = Body::new(metrics.text(edition).into_bytes());
    Answer::new(200, Kind::Health, "text/plain; version=0.0.4; charset=utf-8", body)
}

/// How many problems have this severity.
pub(crate) fn count(problems: &[Problem], severity: Severity) -> usize {
    problems.iter().filter(|problem| problem.severity == severity).count()
}

fn problem(problem: &Problem) -> Value {
    json!({
        "path": problem.path,
        "line": problem.line,
        "column": problem.column,
        "code": problem.code.name(),
        "message": problem.message,
        "hint": problem.hint,
    })
}

fn json_answer(value: &Value) -> Answer {
    Answer::new(200, Kind::Health, "application/json", Body::new(value.to_string().into_bytes()))
}
