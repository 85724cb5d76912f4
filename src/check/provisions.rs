//! Provisions, organisations and services: who acts must be able to, and facts must agree.

use std::collections::BTreeSet;

use crate::model::{
    Catalog, HandledBy, Level, MunicipalityCode, OrganisationKind, Provision, ProvisionState,
};
use crate::problem::{Code, Problem};

/// Tells of services that are provided without any way in.
pub(super) fn no_channel(catalog: &Catalog, problems: &mut Vec<Problem>) {
    for provision in catalog.provisions() {
        if provision.state == ProvisionState::Provided && provision.channels.is_empty() {
            let message = "the service is provided, but there is no way in".to_owned();
            let problem = Problem::new(Code::NoChannel, &provision.path, message);
            problems.push(
                problem.hint("add [[channels]]: an e-service, a page, a phone number".to_owned()),
            );
        }
    }
}

/// Tells of municipalities that hand a service to themselves.
pub(super) fn handled_by_itself(catalog: &Catalog, problems: &mut Vec<Problem>) {
    for provision in catalog.provisions() {
        let ProvisionState::HandledBy(handler) = &provision.state else { continue };
        let acting = acting_municipality(catalog, handler);
        if acting == Some(provision.municipality) {
            let message = "the municipality hands the service to itself".to_owned();
            let problem = Problem::new(Code::Contradiction, &provision.path, message);
            problems.push(problem.hint("write state = \"provided\"".to_owned()));
        }
    }
}

/// The municipality that acts: the one named, or the host of an agreement.
fn acting_municipality(catalog: &Catalog, handler: &HandledBy) -> Option<MunicipalityCode> {
    match handler {
        HandledBy::Municipality(code) => Some(*code),
        HandledBy::Organisation(id) => {
            let organisation = catalog.organisations.get(id)?;
            organisation.host.filter(|_| organisation.kind == OrganisationKind::Agreement)
        }
    }
}

/// Tells of services that municipalities hand to each other in a circle.
pub(super) fn circles(catalog: &Catalog, problems: &mut Vec<Problem>) {
    for provision in catalog.provisions() {
        let mut next = handed_to(catalog, provision);
        if next.is_none() {
            continue;
        }
        let mut seen = BTreeSet::from([provision.municipality]);
        while let Some(code) = next {
            if code == provision.municipality && seen.len() > 1 {
                let message = "the service is handed on in a circle and reaches nobody".to_owned();
                problems.push(Problem::new(Code::Circle, &provision.path, message));
            }
            if !seen.insert(code) {
                break;
            }
            let provision = catalog.provision(&provision.service, code);
            next = provision.and_then(|provision| handed_to(catalog, provision));
        }
    }
}

fn handed_to(catalog: &Catalog, provision: &Provision) -> Option<MunicipalityCode> {
    match &provision.state {
        ProvisionState::HandledBy(handler) => acting_municipality(catalog, handler),
        _ => None,
    }
}

/// Tells of agreements without a host, and of services handled for those who are no members.
pub(super) fn organisations(catalog: &Catalog, problems: &mut Vec<Problem>) {
    for organisation in catalog.organisations.values() {
        let mut contradiction = |message: String, hint: &str| {
            let problem = Problem::new(Code::Contradiction, &organisation.path, message);
            problems.push(problem.hint(hint.to_owned()));
        };
        if organisation.kind == OrganisationKind::Agreement && organisation.host.is_none() {
            let hint = "write `host`: the code of the municipality that acts for the members";
            contradiction("an agreement needs a host".to_owned(), hint);
        }
        if organisation.members.is_empty() {
            continue;
        }
        let strangers: BTreeSet<_> = organisation
            .handles
            .iter()
            .flat_map(|handles| &handles.members)
            .filter(|code| !organisation.members.contains(code))
            .collect();
        for code in strangers {
            let message = format!("{code} is in `handles` but not among the members");
            contradiction(message, "add it to `members`, or remove it from `handles`");
        }
    }
}

/// Tells of services whose level and whose facts of others do not agree.
pub(super) fn levels(catalog: &Catalog, problems: &mut Vec<Problem>) {
    for service in catalog.services.values() {
        let municipal = service.responsible == Level::Municipality;
        let (message, hint) = if municipal && service.organisation.is_some() {
            (
                "a municipal service names no `organisation`",
                "set `responsible`, or remove `organisation`",
            )
        } else if municipal && !service.channels.is_empty() {
            (
                "a municipal service has no channels of its own",
                "write them in the provisions of the municipalities",
            )
        } else if !municipal && service.organisation.is_none() && service.channels.is_empty() {
            (
                "the service is not municipal, and nothing says who decides",
                "write `organisation`, or [[channels]] where several bodies decide",
            )
        } else {
            continue;
        };
        let problem = Problem::new(Code::Contradiction, &service.path, message.to_owned());
        problems.push(problem.hint(hint.to_owned()));
    }
}
