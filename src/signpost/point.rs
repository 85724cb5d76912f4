//! Places that are known only by their municipality, where the answer differs within it.

use super::{Branch, Case, Decision, Outcome, PointNeeded, Signpost, Step, StepKind, rules, ways};
use crate::geo::Found;
use crate::model::AreaCondition;

/// Decides for the place; where only a point could decide, gives both answers and asks for one.
pub(super) fn decide(case: Case<'_>, place: Found, mut trace: Vec<Step>) -> Signpost {
    let areas = if case.point.is_some() { Vec::new() } else { conditions(&case) };
    if areas.is_empty() {
        let decision = full(&case, &mut trace);
        return decision.into_signpost(case.service, place, trace);
    }
    let inside = Case { inside: true, ..case };
    let mut ways_there = trace.clone();
    let outside = full(&case, &mut ways_there);
    let there = Branch::of(&full(&inside, &mut Vec::new()));
    let here = Branch::of(&outside);
    if there == here {
        // It makes no difference, so nobody need be asked.
        return outside.into_signpost(case.service, place, ways_there);
    }
    let mut layers: Vec<_> = areas.iter().map(|area| &area.layer).collect();
    layers.dedup();
    let asked = layers.into_iter().map(|layer| Step::bare(StepKind::PointNeeded(layer.clone())));
    trace.extend(asked);
    let needed = PointNeeded { areas, inside: there, outside: here };
    let signpost = Decision::new(Outcome::Choose).into_signpost(case.service, place, trace);
    Signpost { candidates: vec![case.code], point_needed: Some(Box::new(needed)), ..signpost }
}

fn full(case: &Case<'_>, trace: &mut Vec<Step>) -> Decision {
    let decision = rules::decide(case, trace);
    ways::close(case, decision, trace)
}

/// The conditions on the place that may matter: of the municipality's own provision and of those
/// who handle the service in some areas, as far as such areas reach the municipality.
fn conditions(case: &Case<'_>) -> Vec<AreaCondition> {
    let own = case.own.filter(|own| own.validity.holds_on(case.today));
    let own = own.and_then(|own| own.area.as_ref()).into_iter();
    let existing =
        case.catalog.organisations.values().filter(|one| one.validity.holds_on(case.today));
    let handled = existing.flat_map(|one| one.handles_of(case.service, case.code));
    let all = own.chain(handled.filter_map(|handles| handles.area.as_ref()));
    all.filter(|area| case.geo.reaches(area, case.code)).cloned().collect()
}

impl Branch {
    fn of(decision: &Decision) -> Self {
        Self {
            outcome: decision.outcome,
            handler: decision.handler.clone(),
            decided_by: decision.decided_by.clone(),
            channels: decision.channels.clone(),
            alternatives: decision.alternatives.clone(),
            refusal: decision.refusal.clone(),
        }
    }
}
