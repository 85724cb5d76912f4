//! The rules, in their order: the municipality's own provision, who acts for it by that provision,
//! an organisation that acts for its members, the level that decides, a refusal, and not knowing.

use std::collections::BTreeSet;

use super::place::living;
use super::ways::{of_municipality, of_organisation, ways};
use super::{Case, Decision, Handler, Outcome, Refusal, Step, StepKind, Way};
use crate::model::{
    AreaCondition, HandledBy, Handles, Level, MunicipalityCode, Organisation, OrganisationId,
    OrganisationKind, Provision, ProvisionState, Role,
};

/// Goes through the rules; the first that applies decides.
pub(super) fn decide(case: &Case<'_>, trace: &mut Vec<Step>) -> Decision {
    if let Some(decision) = inside_area(case, trace) {
        return decision;
    }
    let own = own_provision(case, trace);
    let state = own.map(|own| (own, &own.state));
    if let Some((own, ProvisionState::Provided)) = state {
        return direct(case, own, trace);
    }
    if let Some((own, ProvisionState::HandledBy(_))) = state
        && let Some(decision) = handled_by(case, own, trace)
    {
        return decision;
    }
    if let Some(decision) = organisation_acts(case, &[Role::Decides, Role::Operates], trace) {
        return decision;
    }
    if let Some(decision) = other_level(case, trace) {
        return decision;
    }
    if let Some((own, ProvisionState::NotProvided { reason, instead })) = state {
        trace.push(known(StepKind::NotProvided, own));
        let refusal = Refusal { reason: reason.clone(), instead: instead.clone() };
        let channels = ways(&own.channels, own.confirmed);
        let alternatives = of_municipality(case, case.code);
        let decision = Decision::new(Outcome::NotProvided);
        return Decision { channels, alternatives, refusal: Some(refusal), ..decision };
    }
    // Advice alone is the answer only when nobody else acts.
    if let Some(decision) = organisation_acts(case, &[Role::Advises], trace) {
        return decision;
    }
    trace.push(Step::bare(StepKind::Unknown));
    Decision {
        channels: own.map_or_else(Vec::new, |own| ways(&own.channels, own.confirmed)),
        alternatives: of_municipality(case, case.code),
        ..Decision::new(Outcome::Unknown)
    }
}

/// The municipality's own provision, where it holds on this day at this point.
fn own_provision<'a>(case: &Case<'a>, trace: &mut Vec<Step>) -> Option<&'a Provision> {
    let Some(own) = case.own else {
        trace.push(Step::bare(StepKind::NoProvision));
        return None;
    };
    if !own.validity.holds_on(case.today) {
        trace.push(known(StepKind::OwnProvisionExpired, own));
        return None;
    }
    if own.area.as_ref().is_some_and(|area| !lies_inside(case, area)) {
        trace.push(known(StepKind::OwnProvisionElsewhere, own));
        return None;
    }
    match own.state {
        ProvisionState::Provided => trace.push(known(StepKind::OwnProvision, own)),
        ProvisionState::Unknown => trace.push(known(StepKind::NoProvision, own)),
        // These two have steps of their own, when they come to decide.
        ProvisionState::HandledBy(_) | ProvisionState::NotProvided { .. } => {}
    }
    Some(own)
}

/// Whether the visitor's point lies in the area, or without a point whether it is taken to.
fn lies_inside(case: &Case<'_>, area: &AreaCondition) -> bool {
    match case.point {
        Some(point) => case.geo.meets(area, point, case.today),
        None => case.inside,
    }
}

/// A body that decides in an area comes before the municipality there.
fn inside_area(case: &Case<'_>, trace: &mut Vec<Step>) -> Option<Decision> {
    let existing =
        case.catalog.organisations.values().filter(|one| one.validity.holds_on(case.today));
    let mut handled = existing
        .flat_map(|one| one.handles_of(case.service, case.code).map(move |handles| (one, handles)));
    let (organisation, handles, area) = handled.find_map(|(organisation, handles)| {
        let area = handles.area.as_ref().filter(|area| lies_inside(case, area))?;
        Some((organisation, handles, area))
    })?;
    let kind = StepKind::InsideArea(organisation.id.clone(), area.layer.clone());
    trace.push(Step::known(kind, &organisation.source, organisation.confirmed));
    let decision = by_organisation(case, organisation, Some(handles), trace);
    let state = matches!(
        organisation.kind,
        OrganisationKind::Agency | OrganisationKind::CountyBoard | OrganisationKind::Police
    );
    Some(if state { Decision { outcome: Outcome::Elsewhere, ..decision } } else { decision })
}

/// The municipality provides it; a body that decides in its place is named.
fn direct(case: &Case<'_>, own: &Provision, trace: &mut Vec<Step>) -> Decision {
    let decider = acting(case, &[Role::Decides]).map(|(organisation, _)| organisation);
    let decider = decider.filter(|organisation| organisation.host != Some(case.code));
    let decided_by = decider.map(|organisation| {
        let handler = match agreement_host(case, organisation) {
            Some(host) => Handler::Municipality(host),
            None => Handler::Organisation(organisation.id.clone()),
        };
        let kind = StepKind::DecidedBy(handler.clone());
        trace.push(Step::known(kind, &organisation.source, organisation.confirmed));
        handler
    });
    Decision {
        decided_by,
        channels: ways(&own.channels, own.confirmed),
        alternatives: of_municipality(case, case.code),
        ..Decision::new(Outcome::Direct)
    }
}

/// Follows "handled by" from one provision to the next. `None` when it leads nowhere: to
/// somebody who is in no file, or back to the municipality itself.
fn handled_by(case: &Case<'_>, own: &Provision, trace: &mut Vec<Step>) -> Option<Decision> {
    let mut seen = BTreeSet::from([case.code]);
    let mut last = None;
    let mut next = Some(own);
    while let Some(provision) = next {
        let by = match &provision.state {
            ProvisionState::HandledBy(by) => by,
            _ => break,
        };
        let code = match by {
            HandledBy::Municipality(code) => *code,
            HandledBy::Organisation(id) => {
                let Some(organisation) = case.organisation(id) else { break };
                let handler = Handler::Organisation(id.clone());
                trace.push(known(StepKind::ProvisionHandledBy(handler), provision));
                let mut handles = [case.code, provision.municipality].into_iter();
                let handles = handles.find_map(|code| organisation.handles(case.service, code));
                let decision = by_organisation(case, organisation, handles, trace);
                return Some(prefer(own, decision));
            }
        };
        // A circle in the files ends here, with the last who was named.
        if !case.catalog.municipalities.contains_key(&code) || !seen.insert(code) {
            break;
        }
        let handler = Handler::Municipality(code);
        trace.push(known(StepKind::ProvisionHandledBy(handler), provision));
        let code = living(case.catalog, case.today, code, trace);
        seen.insert(code);
        last = Some(code);
        next = case.holding(code);
    }
    let handler = last.filter(|code| *code != case.code)?;
    Some(prefer(own, by_municipality(case, handler)))
}

/// The ways in that the municipality itself names for a service that another handles come first.
fn prefer(own: &Provision, decision: Decision) -> Decision {
    if own.channels.is_empty() {
        return decision;
    }
    Decision { channels: ways(&own.channels, own.confirmed), ..decision }
}

/// Another municipality acts, with its own ways in.
fn by_municipality(case: &Case<'_>, code: MunicipalityCode) -> Decision {
    Decision {
        handler: Some(Handler::Municipality(code)),
        channels: provided_by(case, code),
        alternatives: of_municipality(case, code),
        ..Decision::new(Outcome::HandledBy)
    }
}

/// The ways in of the service as a municipality provides it to its own.
fn provided_by(case: &Case<'_>, code: MunicipalityCode) -> Vec<Way> {
    let provision = case.holding(code).filter(|one| one.state == ProvisionState::Provided);
    provision.map_or_else(Vec::new, |one| ways(&one.channels, one.confirmed))
}

/// An organisation acts, or by an agreement its host.
fn by_organisation(
    case: &Case<'_>,
    organisation: &Organisation,
    handles: Option<&Handles>,
    trace: &mut Vec<Step>,
) -> Decision {
    let channels = handles.map_or(&[][..], |handles| &handles.channels);
    let channels = ways(channels, organisation.confirmed);
    let decision = match agreement_host(case, organisation) {
        Some(host) => {
            let kind = StepKind::AgreementHandles(organisation.id.clone(), host);
            trace.push(Step::known(kind, &organisation.source, organisation.confirmed));
            by_municipality(case, host)
        }
        None => {
            let host = organisation.host.filter(|host| *host != case.code);
            Decision {
                handler: Some(Handler::Organisation(organisation.id.clone())),
                channels: host.map_or_else(Vec::new, |host| provided_by(case, host)),
                alternatives: of_organisation(case, organisation),
                ..Decision::new(Outcome::HandledBy)
            }
        }
    };
    if channels.is_empty() { decision } else { Decision { channels, ..decision } }
}

/// An organisation that acts for this municipality in one of these roles.
fn organisation_acts(case: &Case<'_>, roles: &[Role], trace: &mut Vec<Step>) -> Option<Decision> {
    let (organisation, handles) = acting(case, roles)?;
    if agreement_host(case, organisation).is_none() {
        let kind = StepKind::OrganisationHandles(organisation.id.clone());
        trace.push(Step::known(kind, &organisation.source, organisation.confirmed));
    }
    Some(by_organisation(case, organisation, Some(handles), trace))
}

/// Who acts in one of these roles: the deciding before the operating, agreements before joint
/// bodies, then by id. The authority that is responsible for the service has its own rule.
fn acting<'a>(case: &Case<'a>, roles: &[Role]) -> Option<(&'a Organisation, &'a Handles)> {
    let service = case.catalog.services.get(case.service);
    let responsible = service.and_then(|service| service.organisation.as_ref());
    case.catalog
        .organisations
        .values()
        .filter(|one| one.validity.holds_on(case.today) && Some(&one.id) != responsible)
        .filter(|one| one.kind != OrganisationKind::Agreement || one.host != Some(case.code))
        .filter_map(|one| Some((one, one.handles(case.service, case.code)?)))
        .filter(|(_, handles)| roles.contains(&handles.role))
        .min_by_key(|(one, handles)| {
            (handles.role, one.kind != OrganisationKind::Agreement, &one.id)
        })
}

/// The municipality that acts by an agreement.
fn agreement_host(case: &Case<'_>, organisation: &Organisation) -> Option<MunicipalityCode> {
    let host = organisation.host.filter(|_| organisation.kind == OrganisationKind::Agreement);
    host.filter(|host| *host != case.code && case.catalog.municipalities.contains_key(host))
}

/// A service of the county, the police or the state has its own ways in.
fn other_level(case: &Case<'_>, trace: &mut Vec<Step>) -> Option<Decision> {
    let service = case.catalog.services.get(case.service)?;
    if service.responsible == Level::Municipality {
        return None;
    }
    let organisation = service.organisation.as_ref().and_then(|id| case.organisation(id));
    let mut channels = ways(&service.channels, service.reviewed);
    if let Some(organisation) = organisation {
        let kind = StepKind::OtherLevel(organisation.id.clone());
        trace.push(Step::known(kind, &organisation.source, organisation.confirmed));
        let handles = organisation.handles(case.service, case.code);
        if let Some(handles) = handles.filter(|_| channels.is_empty()) {
            channels = ways(&handles.channels, organisation.confirmed);
        }
    }
    Some(Decision {
        handler: organisation.map(|one| Handler::Organisation(one.id.clone())),
        channels,
        alternatives: organisation.map_or_else(Vec::new, |one| of_organisation(case, one)),
        ..Decision::new(Outcome::Elsewhere)
    })
}

fn known(kind: StepKind, provision: &Provision) -> Step {
    Step::known(kind, &provision.source, provision.confirmed)
}

impl<'a> Case<'a> {
    /// An organisation that exists today.
    fn organisation(&self, id: &OrganisationId) -> Option<&'a Organisation> {
        let organisation = self.catalog.organisations.get(id);
        organisation.filter(|organisation| organisation.validity.holds_on(self.today))
    }

    /// Another municipality's provision of the service, where it holds today and everywhere.
    fn holding(&self, code: MunicipalityCode) -> Option<&'a Provision> {
        let provision = self.catalog.provision(self.service, code);
        provision.filter(|one| one.validity.holds_on(self.today) && one.area.is_none())
    }
}
