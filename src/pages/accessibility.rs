//! The accessibility statement (lag 2018:1937, förordning 2018:1938).

use serde::Serialize;

use super::showing::{Head, Said, Showing, View};
use crate::model::{Compliance, LocalText};

#[derive(Serialize)]
struct Statement {
    actor: Said,
    service: Said,
    compliance: &'static str,
    failures: Vec<FailureView>,
    assessed: String,
    updated: String,
    method: Said,
    feedback: Said,
    feedback_url: Option<String>,
    authority_url: String,
    burden: Vec<Said>,
    outside: Vec<Said>,
}

#[derive(Serialize)]
struct FailureView {
    what: Said,
    reason: Said,
}

pub(super) fn view(showing: &Showing<'_>) -> Option<View> {
    let facts = showing.catalog().accessibility.as_ref()?;
    let all = |texts: &[LocalText]| texts.iter().map(|text| showing.said(text)).collect();
    let statement = Statement {
        actor: showing.said(&facts.actor),
        service: showing.said(&facts.service),
        compliance: match facts.compliance {
            Compliance::Full => "full",
            Compliance::Partial => "partial",
            Compliance::None => "none",
        },
        failures: facts
            .failures
            .iter()
            .map(|failure| FailureView {
                what: showing.said(&failure.what),
                reason: showing.said(&failure.reason),
            })
            .collect(),
        assessed: showing.date(facts.assessed),
        updated: showing.date(facts.updated),
        method: showing.said(&facts.method),
        feedback: showing.said(&facts.feedback),
        feedback_url: facts.feedback_url.clone(),
        authority_url: facts.authority_url.clone(),
        burden: all(&facts.burden),
        outside: all(&facts.outside),
    };
    let head = Head { title: showing.word("accessibility-title"), ..Head::default() };
    Some(View::new("pages/accessibility.html", head, &statement))
}
