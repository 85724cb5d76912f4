//! The place of a signpost: the municipality that is competent there today.

use super::{Step, StepKind};
use crate::geo::{Found, Match, UnknownPlace};
use crate::model::{Catalog, MunicipalityCode};

/// Puts the municipalities of a place in terms of today: one that has ended is replaced by the
/// one that took over. Candidates that have become one are no longer a choice.
pub(super) fn settle(
    catalog: &Catalog,
    today: jiff::civil::Date,
    place: Found,
    trace: &mut Vec<Step>,
) -> Found {
    match place {
        Found::Municipality { code, matched, distance_m, mut near_border, point } => {
            if !catalog.municipalities.contains_key(&code) {
                trace.push(Step::bare(StepKind::PlaceUnknown));
                return Found::Unknown(UnknownPlace::OutsidePortal { code });
            }
            trace.push(found(catalog, code, matched, distance_m));
            let code = living(catalog, today, code, trace);
            near_border.retain(|near| near.code != code);
            Found::Municipality { code, matched, distance_m, near_border, point }
        }
        Found::Choose { candidates, matched } => {
            let mut current = Vec::new();
            for code in &candidates {
                let code = living(catalog, today, *code, &mut Vec::new());
                if !current.contains(&code) {
                    current.push(code);
                }
            }
            if let ([code], Some(first)) = (current.as_slice(), candidates.first()) {
                trace.push(found(catalog, *first, matched, None));
                living(catalog, today, *first, trace);
                let near_border = Vec::new();
                let (code, distance_m, point) = (*code, None, None);
                return Found::Municipality { code, matched, distance_m, near_border, point };
            }
            trace.push(Step::bare(StepKind::PlaceAmbiguous));
            Found::Choose { candidates: current, matched }
        }
        Found::Unknown(_) => {
            trace.push(Step::bare(StepKind::PlaceUnknown));
            place
        }
    }
}

/// The municipality that has taken over from one that has ended, however many steps away.
pub(super) fn living(
    catalog: &Catalog,
    today: jiff::civil::Date,
    mut code: MunicipalityCode,
    trace: &mut Vec<Step>,
) -> MunicipalityCode {
    // Each municipality can be left once, so a circle in the files ends as well.
    for _ in 0..catalog.municipalities.len() {
        let Some(municipality) = catalog.municipalities.get(&code) else { break };
        let ended = municipality.validity.to.is_none_or(|to| to < today);
        let successor = municipality.succeeded_by.filter(|successor| {
            ended && *successor != code && catalog.municipalities.contains_key(successor)
        });
        let Some(successor) = successor else { break };
        let kind = StepKind::SucceededBy(successor);
        trace.push(Step::known(kind, &municipality.source, municipality.confirmed));
        code = successor;
    }
    code
}

/// The step that says how the place was understood, and from which data.
fn found(
    catalog: &Catalog,
    code: MunicipalityCode,
    matched: Match,
    distance_m: Option<f64>,
) -> Step {
    let kind = match distance_m {
        Some(distance_m) => StepKind::PlaceNearest(code, distance_m),
        None => StepKind::PlaceFound(code),
    };
    let layer = catalog.portal.maps.municipalities.as_ref().and_then(|id| catalog.layers.get(id));
    let known = match matched {
        Match::Inside | Match::Nearest => layer.map(|layer| (&layer.source, layer.retrieved)),
        Match::Locality | Match::Postcode => {
            catalog.gazetteer.source.as_ref().map(|places| (&places.source, places.retrieved))
        }
        Match::Municipality | Match::None => {
            catalog.municipalities.get(&code).map(|one| (&one.source, one.confirmed))
        }
    };
    match known {
        Some((source, confirmed)) => Step::known(kind, source, confirmed),
        None => Step::bare(kind),
    }
}
