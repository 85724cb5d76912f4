//! The signpost's answer for a service in a municipality: one button, and why.

use serde::Serialize;

use super::Page;
use super::branches::{Branches, branches};
use super::service::level;
use super::service_points::{self, ServicePointItem};
use super::showing::{Head, Link, Said, Showing, View};
use super::start::parent;
use super::view::{
    ChannelItem, Contacts, Fee, Near, channel, contacts_of, dial, fee, near, state, tenths_of_km,
    web,
};
use crate::geo::{Found, Match};
use crate::model::{LocalText, Municipality, MunicipalityCode, Provision, Service, ServiceId};
use crate::signpost::{Alternative, Handler, Outcome, Signpost};
use crate::words::{self, Argument};

#[derive(Serialize)]
struct Answer {
    summary: Said,
    heading: String,
    municipality: String,
    municipality_href: String,
    service_href: String,
    code: String,
    state: &'static str,
    explanation: String,
    branches: Option<Branches>,
    primary: Option<ChannelItem>,
    others: Vec<ChannelItem>,
    all_closed: bool,
    handler: Option<Contacts>,
    service_points: Vec<ServicePointItem>,
    decided_by: Option<String>,
    refusal: Option<RefusalView>,
    portal: Option<Link>,
    website: Option<Link>,
    phones: Vec<Phone>,
    near_border: Vec<Near>,
    nearest_km: Option<f64>,
    fee: Fee,
    requires: Vec<Said>,
    local_text: Option<String>,
    trace: Vec<StepView>,
    mistakes: Vec<&'static str>,
}

#[derive(Serialize)]
struct RefusalView {
    reason: Option<Said>,
    instead: Option<Said>,
}

#[derive(Serialize)]
struct Phone {
    label: Said,
    href: String,
    number: String,
}

#[derive(Serialize)]
struct StepView {
    text: String,
    source: Option<String>,
    confirmed: Option<String>,
}

pub(super) fn view(showing: &Showing<'_>, id: &ServiceId, code: MunicipalityCode) -> Option<View> {
    let catalog = showing.catalog();
    let service = catalog.services.get(id)?;
    let municipality = catalog.municipalities.get(&code)?;
    let (locale, text) = service.texts.best(showing.locale)?;
    let signpost = match place_here(showing, code) {
        Some(found) => showing.signpost_at(id, found),
        None => showing.signpost(id, code),
    };
    let name = municipality.name(showing.locale);
    let heading = showing.words(
        "answer-heading",
        &[("service", text.title.as_str().into()), ("municipality", name.into())],
    );
    let provision = catalog.provision(id, code);
    let mut page = Answer {
        summary: Said { text: text.summary.clone(), lang: showing.foreign(locale) },
        heading: heading.clone(),
        municipality: name.to_owned(),
        municipality_href: showing.url(&Page::Municipality(code)),
        service_href: showing.url(&Page::Service(id.clone())),
        code: code.to_string(),
        state: state(signpost.outcome),
        explanation: explanation(showing, service, &signpost, name),
        branches: signpost
            .point_needed
            .as_deref()
            .map(|needed| branches(showing, (service, name), needed)),
        primary: None,
        others: Vec::new(),
        all_closed: false,
        handler: signpost.handler.as_ref().and_then(|handler| contacts(showing, handler)),
        service_points: service_points::at_answer(showing, (id, code), &signpost),
        decided_by: signpost.decided_by.as_ref().map(|handler| handler_name(showing, handler)),
        refusal: refusal(showing, &signpost),
        portal: None,
        website: None,
        phones: Vec::new(),
        near_border: match &signpost.place {
            Found::Municipality { near_border, .. } => {
                near(showing, near_border, |code| Page::Answer(id.clone(), code))
            }
            _ => Vec::new(),
        },
        nearest_km: nearest_km(&signpost),
        fee: cost(showing, service, provision),
        requires: said_all(showing, provision.map_or(&[], |it| it.requires.as_slice())),
        local_text: provision.and_then(|it| local_text(showing, it)),
        trace: trace(showing, &signpost),
        mistakes: showing.query.mistakes.iter().map(|mistake| mistake.key()).collect(),
    };
    add_channels(showing, &signpost, &mut page);
    add_alternatives(showing, &signpost, municipality, &mut page);
    Some(
        View::new("pages/answer.html", head(showing, service, code, heading), &page)
            .status(showing.query.status()),
    )
}

fn head(showing: &Showing<'_>, service: &Service, code: MunicipalityCode, title: String) -> Head {
    let chooser = Page::Service(service.id.clone());
    let up = showing.link(&chooser, service.title(showing.locale));
    Head {
        title,
        description: service.summary(showing.locale).to_owned(),
        parents: vec![parent(showing, &Page::Services, "nav-services"), up],
        canonical: Some(chooser),
        noindex: true,
        service: Some(service.id.clone()),
        municipality: Some(code),
        ..Head::default()
    }
}

/// The place of the address, when it lies in this municipality: its borders are then told.
fn place_here(showing: &Showing<'_>, here: MunicipalityCode) -> Option<Found> {
    let found = showing.find(showing.query.place.as_ref()?);
    let fits = matches!(&found, Found::Municipality { code, .. } if *code == here);
    fits.then_some(found)
}

/// The answer in one sentence.
pub(super) fn explanation(
    showing: &Showing<'_>,
    service: &Service,
    signpost: &Signpost,
    name: &str,
) -> String {
    explain(showing, service, (signpost.outcome, signpost.handler.as_ref()), name)
}

/// The same for what a signpost or one of its branches has decided.
pub(super) fn explain(
    showing: &Showing<'_>,
    service: &Service,
    (outcome, handler): (Outcome, Option<&Handler>),
    name: &str,
) -> String {
    // A service that several bodies decide has no single handler to name.
    if outcome == Outcome::Elsewhere && handler.is_none() {
        return showing.word(&format!("service-decided-{}", level(service.responsible)));
    }
    let handler = handler.map(|handler| handler_name(showing, handler));
    let arguments: [(&str, Argument); 2] =
        [("municipality", name.into()), ("handler", handler.unwrap_or_default().as_str().into())];
    let key = match outcome {
        Outcome::Direct => "answer-direct",
        Outcome::HandledBy => "answer-handled-by",
        Outcome::Elsewhere => "answer-elsewhere",
        Outcome::NotProvided => "answer-not-provided",
        Outcome::Choose => "answer-depends",
        Outcome::Unknown | Outcome::PlaceUnknown => "answer-unknown",
    };
    showing.words(key, &arguments)
}

pub(super) fn handler_name(showing: &Showing<'_>, handler: &Handler) -> String {
    match handler {
        Handler::Municipality(code) => showing.municipality_name(*code),
        Handler::Organisation(id) => {
            let organisation = showing.catalog().organisations.get(id);
            organisation
                .map_or_else(|| id.to_string(), |it| it.name.text(showing.locale).to_owned())
        }
    }
}

fn contacts(showing: &Showing<'_>, handler: &Handler) -> Option<Contacts> {
    let catalog = showing.catalog();
    let title = handler_name(showing, handler);
    match handler {
        Handler::Municipality(code) => {
            let it = catalog.municipalities.get(code)?;
            Some(contacts_of(showing, &title, Some(&it.website), &it.contacts))
        }
        Handler::Organisation(id) => {
            let it = catalog.organisations.get(id)?;
            Some(contacts_of(showing, &title, it.website.as_deref(), &it.contacts))
        }
    }
}

fn refusal(showing: &Showing<'_>, signpost: &Signpost) -> Option<RefusalView> {
    let refusal = signpost.refusal.as_ref()?;
    Some(RefusalView {
        reason: showing.said_if_any(&refusal.reason),
        instead: showing.said_if_any(&refusal.instead),
    })
}

/// The best open channel is the one button; the others follow in their order.
fn add_channels(showing: &Showing<'_>, signpost: &Signpost, page: &mut Answer) {
    let mut items = ways(showing, signpost);
    let best = items.iter().position(|item| !item.closed && item.href.is_some());
    page.all_closed = best.is_none() && items.iter().any(|item| item.closed);
    page.primary = best.map(|place| items.remove(place));
    page.others = items;
}

/// The ways in, best first.
pub(super) fn ways(showing: &Showing<'_>, signpost: &Signpost) -> Vec<ChannelItem> {
    let item = |way: &crate::signpost::Way| ChannelItem {
        closed: way.closed,
        confirmed: Some(showing.date(way.confirmed)),
        ..channel(showing, &way.channel)
    };
    signpost.channels.iter().map(item).collect()
}

fn add_alternatives(
    showing: &Showing<'_>,
    signpost: &Signpost,
    municipality: &Municipality,
    page: &mut Answer,
) {
    for alternative in &signpost.alternatives {
        match alternative {
            Alternative::Portal(url) => page.portal = Some(web(url)),
            Alternative::Website(url) => page.website = Some(web(url)),
            Alternative::Phone { number, label } => page.phones.push(Phone {
                label: label_of(showing, label),
                href: dial(number),
                number: number.clone(),
            }),
        }
    }
    // Whatever the answer, nobody is left without a telephone number and a site.
    if page.website.is_none() {
        page.website = Some(web(&municipality.website));
    }
    if page.phones.is_empty() {
        let numbers = municipality.contacts.iter();
        page.phones = numbers
            .filter_map(|contact| {
                let number = contact.phone.clone()?;
                let label = label_of(showing, &contact.label);
                Some(Phone { label, href: dial(&number), number })
            })
            .collect();
    }
}

fn label_of(showing: &Showing<'_>, label: &LocalText) -> Said {
    let said = showing.said(label);
    if said.text.is_empty() { Said { text: showing.word("contact"), lang: None } } else { said }
}

fn nearest_km(signpost: &Signpost) -> Option<f64> {
    match &signpost.place {
        Found::Municipality { matched: Match::Nearest, distance_m: Some(metres), .. } => {
            Some(tenths_of_km(*metres))
        }
        _ => None,
    }
}

/// What it costs here; what it costs in general where the municipality says nothing.
fn cost(showing: &Showing<'_>, service: &Service, provision: Option<&Provision>) -> Fee {
    let own = provision.and_then(|it| it.cost.as_ref());
    fee(showing, own.unwrap_or(&service.cost))
}

fn said_all(showing: &Showing<'_>, texts: &[LocalText]) -> Vec<Said> {
    texts.iter().map(|text| showing.said(text)).collect()
}

fn local_text(showing: &Showing<'_>, provision: &Provision) -> Option<String> {
    let (_, text) = provision.texts.best(showing.locale)?;
    Some(super::document::html(showing, &text.body.sections, 3))
}

fn trace(showing: &Showing<'_>, signpost: &Signpost) -> Vec<StepView> {
    let step = |step: &crate::signpost::Step| StepView {
        text: words::step(&showing.site.words, showing.catalog(), showing.locale, step),
        source: step.source.clone(),
        confirmed: step.confirmed.map(|date| showing.date(date)),
    };
    signpost.trace.iter().map(step).collect()
}
