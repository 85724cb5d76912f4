//! The ways in: channels with the day they were confirmed, those that a notice closes, and the
//! ways on when there is none.

use super::{Alternative, Case, Decision, Handler, Outcome, Step, StepKind, Way};
use crate::model::{Channel, ContactPoint, MunicipalityCode, Notice, Organisation};

/// Channels as ways in, open until a notice says otherwise.
pub(super) fn ways(channels: &[Channel], confirmed: jiff::civil::Date) -> Vec<Way> {
    let way = |channel: &Channel| Way { channel: channel.clone(), confirmed, closed: false };
    channels.iter().map(way).collect()
}

/// A municipality's portal, site and telephones.
pub(super) fn of_municipality(case: &Case<'_>, code: MunicipalityCode) -> Vec<Alternative> {
    let Some(municipality) = case.catalog.municipalities.get(&code) else { return Vec::new() };
    let portal = municipality.portal.clone().map(Alternative::Portal);
    let website = Some(municipality.website.clone()).filter(|website| !website.is_empty());
    let links = portal.into_iter().chain(website.map(Alternative::Website));
    links.chain(phones(&municipality.contacts)).collect()
}

/// An organisation's site and telephones, else those of the municipality whose office it is.
pub(super) fn of_organisation(case: &Case<'_>, organisation: &Organisation) -> Vec<Alternative> {
    let website = organisation.website.clone().map(Alternative::Website);
    let own: Vec<_> = website.into_iter().chain(phones(&organisation.contacts)).collect();
    match organisation.host {
        Some(host) if own.is_empty() => of_municipality(case, host),
        _ => own,
    }
}

fn phones(contacts: &[ContactPoint]) -> impl Iterator<Item = Alternative> {
    contacts.iter().filter_map(|contact| {
        let (number, label) = (contact.phone.clone()?, contact.label.clone());
        Some(Alternative::Phone { number, label })
    })
}

/// Closes what notices close, moves it last, and keeps the ways on only where they are needed.
pub(super) fn close(case: &Case<'_>, mut decision: Decision, trace: &mut Vec<Step>) -> Decision {
    for notice in case.catalog.notices.values() {
        let Some(kind) = notice.closes.filter(|_| concerns(case, &decision, notice)) else {
            continue;
        };
        let closed = decision.channels.iter_mut().filter(|way| way.channel.kind == kind);
        if closed.map(|way| way.closed = true).count() > 0 {
            let file = format!("content/notices/{}/notice.toml", notice.id);
            trace.push(Step { source: Some(file), ..Step::bare(StepKind::ChannelClosed) });
        }
    }
    decision.channels.sort_by_key(|way| way.closed);
    let open = decision.channels.iter().any(|way| !way.closed);
    let known =
        matches!(decision.outcome, Outcome::Direct | Outcome::HandledBy | Outcome::Elsewhere);
    if open && known {
        decision.alternatives.clear();
    } else if decision.alternatives.is_empty() {
        decision.alternatives = of_municipality(case, case.code);
    }
    decision
}

/// Whether a notice speaks of these ways in. They belong to the municipality that acts, so a
/// notice of another that names no service (its portal is down) says nothing of them.
fn concerns(case: &Case<'_>, decision: &Decision, notice: &Notice) -> bool {
    if !notice.holds_at(case.now) {
        return false;
    }
    let owner = match (&decision.handler, decision.outcome) {
        (Some(Handler::Municipality(code)), _) => Some(*code),
        (Some(Handler::Organisation(_)), _) | (None, Outcome::Elsewhere) => None,
        (None, _) => Some(case.code),
    };
    let here = notice.concerns(case.service, case.code)
        && (notice.municipalities.is_empty() || !notice.services.is_empty());
    here || owner.is_some_and(|owner| notice.concerns(case.service, owner))
}
