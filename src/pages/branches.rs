//! An answer that depends on the exact place: what holds inside an area and what elsewhere.

use serde::Serialize;

use super::answer::{explain, handler_name};
use super::showing::{Said, Showing};
use super::view::{ChannelItem, channel, state};
use crate::model::Service;
use crate::signpost::{Branch, Handler, PointNeeded};

/// Both answers, and the layers that tell them apart.
#[derive(Serialize)]
pub(super) struct Branches {
    layers: Vec<Said>,
    inside: BranchView,
    outside: BranchView,
}

#[derive(Serialize)]
struct BranchView {
    state: &'static str,
    explanation: String,
    decided_by: Option<String>,
    website: Option<String>,
    channels: Vec<ChannelItem>,
}

/// The view of both answers in a municipality with this name.
pub(super) fn branches(
    showing: &Showing<'_>,
    (service, name): (&Service, &str),
    needed: &PointNeeded,
) -> Branches {
    let mut layers: Vec<_> = needed.areas.iter().map(|area| &area.layer).collect();
    layers.dedup();
    let titles = layers.into_iter().filter_map(|id| showing.catalog().layers.get(id));
    Branches {
        layers: titles.map(|layer| showing.said(&layer.title)).collect(),
        inside: branch(showing, (service, name), &needed.inside),
        outside: branch(showing, (service, name), &needed.outside),
    }
}

fn branch(showing: &Showing<'_>, (service, name): (&Service, &str), branch: &Branch) -> BranchView {
    let website = branch.handler.as_ref().and_then(|handler| website(showing, handler));
    let decided_by = branch.decided_by.as_ref();
    BranchView {
        state: state(branch.outcome),
        explanation: explain(showing, service, (branch.outcome, branch.handler.as_ref()), name),
        decided_by: decided_by.map(|handler| handler_name(showing, handler)),
        website: website.filter(|_| branch.channels.is_empty()),
        channels: branch.channels.iter().map(|way| channel(showing, &way.channel)).collect(),
    }
}

fn website(showing: &Showing<'_>, handler: &Handler) -> Option<String> {
    let catalog = showing.catalog();
    match handler {
        Handler::Municipality(code) => Some(catalog.municipalities.get(code)?.website.clone()),
        Handler::Organisation(id) => catalog.organisations.get(id)?.website.clone(),
    }
}
