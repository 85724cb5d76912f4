//! What things cost: an amount only where a file states one as a number, with its source and date.
//! What is not known is said to be unknown and never counts as nothing.

use jiff::civil::Date;

use super::Item;
use crate::model::{
    Catalog, Cost, CostKind, LocalText, Provision, Requirement, Service, ServiceId,
};
use crate::signpost::{Handler, Outcome, Signpost};

/// What something costs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Price {
    /// The amount.
    pub amount: Amount,
    /// In words, as the authority says it.
    pub text: LocalText,
    /// Where that is known from.
    pub origin: Option<Origin>,
}

/// An amount in Swedish kronor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Amount {
    /// Nothing.
    Free,
    /// From the first to the second, both included.
    Kronor(u32, u32),
    /// Not known as a number.
    Unknown,
}

/// Where an amount is known from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The source in words.
    pub source: String,
    /// The day of the tariff, or on which it was last confirmed.
    pub dated: Date,
}

/// The fees of a plan together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Fees {
    /// The least of all known amounts, in kronor.
    pub least: u64,
    /// The most of all known amounts, in kronor.
    pub most: u64,
    /// How many amounts are known as numbers; what is free does not count.
    pub known: usize,
    /// How many amounts are not known.
    pub unknown: usize,
}

/// The provision that tells the fee and the time: the municipality's own, else that of the
/// municipality that acts for it.
pub(super) fn acting<'c>(
    catalog: &'c Catalog,
    service: &ServiceId,
    signpost: Option<&Signpost>,
) -> Option<&'c Provision> {
    let signpost = signpost?;
    let crate::geo::Found::Municipality { code, .. } = signpost.place else { return None };
    let own =
        catalog.provision(service, code).filter(|own| own.cost.is_some() || own.time.is_some());
    let host = match &signpost.handler {
        Some(Handler::Municipality(code)) => Some(*code),
        Some(Handler::Organisation(id)) if signpost.outcome == Outcome::HandledBy => {
            catalog.organisations.get(id).and_then(|organisation| organisation.host)
        }
        _ => None,
    };
    own.or_else(|| catalog.provision(service, host?))
}

/// What a requirement costs; `None` when it is tied to no service.
pub(super) fn price(
    catalog: &Catalog,
    requirement: &Requirement,
    provision: Option<&Provision>,
) -> Option<Price> {
    let service = catalog.services.get(requirement.service.as_ref()?)?;
    Some(of_service(service, provision))
}

/// What a service costs where this provision holds.
pub(super) fn of_service(service: &Service, provision: Option<&Provision>) -> Price {
    let local = provision.and_then(|provision| Some((provision.cost.as_ref()?, provision)));
    match local {
        Some((cost, provision)) => of(cost, &provision.source, provision.confirmed),
        None => of(&service.cost, "", service.reviewed),
    }
}

fn of(cost: &Cost, source: &str, confirmed: Date) -> Price {
    let amount = match (cost.kind, cost.amount) {
        (CostKind::Free, _) => Amount::Free,
        (_, Some((least, most))) => Amount::Kronor(least, most),
        (_, None) => Amount::Unknown,
    };
    let source = cost.source.clone().unwrap_or_else(|| source.to_owned());
    let dated = cost.dated.unwrap_or(confirmed);
    let is_told = amount != Amount::Unknown || !cost.text.is_empty();
    let origin = (is_told && !source.is_empty()).then_some(Origin { source, dated });
    Price { amount, text: cost.text.clone(), origin }
}

/// Adds up what is known.
pub(super) fn sum(items: &[Item]) -> Fees {
    let mut fees = Fees::default();
    for price in items.iter().filter_map(|item| item.price.as_ref()) {
        match price.amount {
            // What is free says so itself; in a sum it would look like a known fee of nothing.
            Amount::Free => {}
            Amount::Kronor(least, most) => {
                fees.known += 1;
                fees.least += u64::from(least);
                fees.most += u64::from(most);
            }
            Amount::Unknown => fees.unknown += 1,
        }
    }
    fees
}
