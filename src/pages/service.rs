//! A service: what it is, and the way to the visitor's own municipality.

use serde::Serialize;

use super::drawing::MapView;
use super::query::joined;
use super::showing::{Head, Link, Said, Showing, View};
use super::start::parent;
use super::view::{
    ChannelItem, Contacts, County, Fee, MunicipalityItem, by_county, channel, contacts_of, fee,
    service_kind, state,
};
use super::{Page, document};
use crate::geo::{Found, PlaceQuery, UnknownPlace};
use crate::model::{Facts, Level, MunicipalityCode, Service, ServiceId, Text};
use crate::signpost::current;

#[derive(Serialize)]
struct ServicePage {
    title: Said,
    summary: Said,
    fallback: Option<String>,
    kind: &'static str,
    level: &'static str,
    chosen: Option<ChosenLink>,
    place: PlaceAnswer,
    decider: Option<Contacts>,
    channels: Vec<ChannelItem>,
    note: Option<Said>,
    body: String,
    facts: FactsView,
    counties: Vec<County>,
    counts: Vec<Count>,
    compare: Option<String>,
    map: MapView,
    guides: Vec<Link>,
    mistakes: Vec<&'static str>,
}

#[derive(Serialize)]
struct ChosenLink {
    name: String,
    href: String,
}

/// What became of a place that was asked for.
#[derive(Serialize, Default)]
pub(super) struct PlaceAnswer {
    /// As the visitor wrote it.
    pub written: String,
    /// The municipalities to choose between.
    pub candidates: Vec<Link>,
    /// Why the place is not known.
    pub unknown: Option<&'static str>,
    /// The municipality outside the portal that the place lies in.
    pub outside: Option<String>,
    /// The same coordinates the other way round, where these lie on the map.
    pub turned: Option<Turned>,
    /// Words of a street address that are places.
    pub instead: Vec<Link>,
}

/// Coordinates that may have been meant.
#[derive(Serialize)]
pub(super) struct Turned {
    lat: String,
    lon: String,
    href: String,
}

/// The facts of a service.
#[derive(Serialize)]
pub(super) struct FactsView {
    audience: Vec<&'static str>,
    evidence: Vec<Said>,
    time: Option<Said>,
    statutory: bool,
    fee: Fee,
    law: Vec<String>,
    reviewed: String,
    owner: String,
    quality: &'static str,
}

/// How many municipalities have a state.
#[derive(Serialize)]
pub(super) struct Count {
    state: &'static str,
    count: usize,
}

pub(super) fn view(showing: &Showing<'_>, id: &ServiceId) -> Option<View> {
    let service = showing.catalog().services.get(id)?;
    let (locale, text) = service.texts.best(showing.locale)?;
    let place = asked_place(showing);
    if let Some((code, found)) = place.as_ref().and_then(found_code) {
        return Some(onward(showing, service, code, found));
    }
    let counties = by_county(showing, |municipality| MunicipalityItem {
        code: municipality.code.to_string(),
        name: municipality.name(showing.locale).to_owned(),
        href: showing.url(&Page::Answer(id.clone(), municipality.code)),
        state: Some(state(showing.signpost(id, municipality.code).usual())),
    });
    let page = ServicePage {
        title: Said { text: text.title.clone(), lang: showing.foreign(locale) },
        summary: Said { text: text.summary.clone(), lang: showing.foreign(locale) },
        fallback: showing.foreign(locale),
        kind: service_kind(service.kind),
        level: level(service.responsible),
        chosen: showing.chosen().map(|code| ChosenLink {
            name: showing.municipality_name(code),
            href: showing.url(&Page::Answer(id.clone(), code)),
        }),
        place: place_answer(showing, place.as_ref(), |code| Page::Answer(id.clone(), code)),
        decider: decider(showing, service),
        channels: service.channels.iter().map(|it| channel(showing, it)).collect(),
        note: showing.said_if_any(&service.note),
        body: document::html(showing, &text.body.sections, 2),
        facts: facts(showing, service),
        counts: counts(&counties),
        // A service of the state is the same everywhere.
        compare: (service.responsible == Level::Municipality && !showing.visit.is_static)
            .then(|| showing.url(&Page::Compare(id.clone()))),
        map: showing.site.drawing.states(showing, &counties),
        counties,
        guides: guides(showing, id),
        mistakes: showing.query.mistakes.iter().map(|mistake| mistake.key()).collect(),
    };
    let unknown = page.place.unknown.is_some();
    let head = head(showing, service, text);
    let asked = showing.query.status();
    let status = if asked == 200 && unknown { 404 } else { asked };
    Some(View::new("pages/service.html", head, &page).status(status))
}

fn head(showing: &Showing<'_>, service: &Service, text: &Text) -> Head {
    Head {
        title: text.title.clone(),
        description: text.summary.clone(),
        parents: vec![parent(showing, &Page::Services, "nav-services")],
        service: Some(service.id.clone()),
        ..Head::default()
    }
}

/// The name of a level in words.
pub(super) fn level(level: Level) -> &'static str {
    match level {
        Level::Municipality => "municipality",
        Level::County => "county",
        Level::Police => "police",
        Level::State => "state",
    }
}

/// Where the visitor says to be, once it has been looked up.
fn asked_place(showing: &Showing<'_>) -> Option<Found> {
    if let Some(place) = &showing.query.place {
        return Some(showing.find(place));
    }
    // Only a municipality of the address leads on: a remembered one is offered, not forced.
    let code = showing.query.municipality?;
    Some(showing.find(&PlaceQuery::Municipality(code.to_string())))
        .filter(|found| matches!(found, Found::Municipality { .. }))
        .or(Some(Found::named(code)))
}

fn found_code(found: &Found) -> Option<(MunicipalityCode, &Found)> {
    match found {
        Found::Municipality { code, .. } => Some((*code, found)),
        _ => None,
    }
}

/// Sends the visitor on to the answer; a point goes along, so that a near border can be told.
fn onward(showing: &Showing<'_>, service: &Service, code: MunicipalityCode, found: &Found) -> View {
    let url = showing.url(&Page::Answer(service.id.clone(), code));
    let point = match found {
        Found::Municipality { point: Some(point), .. } => {
            joined(&[("lat", &point.lat().to_string()), ("lon", &point.lon().to_string())])
        }
        _ => String::new(),
    };
    let location = format!("{url}{point}");
    let title = service.title(showing.locale).to_owned();
    let head = Head { title: title.clone(), noindex: true, ..Head::default() };
    let link = Link { href: location.clone(), title };
    let mut view = View::new("pages/onward.html", head, &Onward { link }).status(303);
    view.location = Some(location);
    view
}

/// Sends the visitor on from a municipality that has ended to the one that took over.
pub(super) fn moved(
    showing: &Showing<'_>,
    code: MunicipalityCode,
    page: impl Fn(MunicipalityCode) -> Page,
) -> Option<View> {
    let now = current(showing.catalog(), showing.today(), code);
    let changed = now != code && showing.catalog().municipalities.contains_key(&code);
    changed.then(|| {
        let day = showing.query.day.map(|day| day.to_string()).unwrap_or_default();
        let location = format!("{}{}", showing.url(&page(now)), joined(&[("date", &day)]));
        let title = showing.municipality_name(now);
        let head = Head { title: title.clone(), noindex: true, ..Head::default() };
        let link = Link { href: location.clone(), title };
        let mut view = View::new("pages/onward.html", head, &Onward { link }).status(303);
        view.location = Some(location);
        view
    })
}

/// A page that does nothing but lead on.
#[derive(Serialize)]
pub(super) struct Onward {
    pub link: Link,
}

/// What to say of a place that is not one municipality.
pub(super) fn place_answer(
    showing: &Showing<'_>,
    found: Option<&Found>,
    page: impl Fn(MunicipalityCode) -> Page,
) -> PlaceAnswer {
    let written = showing.query.written_place.clone();
    let mut answer = PlaceAnswer { written, ..PlaceAnswer::default() };
    match found {
        Some(Found::Choose { candidates, .. }) => {
            let link = |code: &MunicipalityCode| {
                showing.link(&page(*code), &showing.municipality_name(*code))
            };
            answer.candidates = candidates.iter().map(link).collect();
        }
        Some(Found::Unknown(UnknownPlace::NowhereNear)) => answer.unknown = Some("nowhere-near"),
        Some(Found::Unknown(UnknownPlace::NoSuchPlace)) => answer.unknown = Some("no-such-place"),
        Some(Found::Unknown(UnknownPlace::OutsidePortal { code })) => {
            answer.unknown = Some("outside-portal");
            answer.outside = Some(outside_name(showing, *code));
        }
        Some(Found::Municipality { .. }) | None => {}
    }
    if answer.unknown.is_some() {
        answer.turned = turned(showing);
        answer.instead = instead(showing);
    }
    answer
}

/// This page for another place, with the service and layers that it shows.
fn asked_again(showing: &Showing<'_>, place: &[(&str, &str)]) -> String {
    let kept = |name: &str| matches!(name, "service" | "layers");
    let pairs = showing.visit.query.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let pairs: Vec<_> = pairs.filter(|(name, _)| kept(name)).chain(place.iter().copied()).collect();
    format!("{}{}", showing.url(showing.page), joined(&pairs))
}

fn turned(showing: &Showing<'_>) -> Option<Turned> {
    let point =
        showing.site.snapshot.geo.turned_round(showing.query.place.as_ref()?, showing.today())?;
    let (lat, lon) = (point.lat().to_string(), point.lon().to_string());
    let href = asked_again(showing, &[("lat", &lat), ("lon", &lon)]);
    Some(Turned { lat, lon, href })
}

/// The places among the words of what looks like a street address: it has several words, and a
/// number or a comma. The last word is the likeliest, as in "Storgatan 5, 852 31 Sundsvall".
fn instead(showing: &Showing<'_>) -> Vec<Link> {
    let text = &showing.query.written_place;
    let words: Vec<&str> = text.split([',', ' ']).filter(|word| !word.is_empty()).collect();
    let is_address = words.len() > 1 && text.contains(|c: char| c.is_ascii_digit() || c == ',');
    if !is_address {
        return Vec::new();
    }
    let digits = |word: &str, count: usize| {
        word.len() == count && word.bytes().all(|byte| byte.is_ascii_digit())
    };
    let pairs = words.windows(2).filter(|pair| digits(pair[0], 3) && digits(pair[1], 2));
    let postcodes = pairs.map(|pair| pair.join(" "));
    let names = words.iter().rev().filter(|word| word.chars().all(char::is_alphabetic));
    let known = |name: &String| {
        let found = showing.find(&PlaceQuery::Name(name.clone()));
        !matches!(found, Found::Unknown(_))
    };
    let link = |name: String| Link { href: asked_again(showing, &[("place", &name)]), title: name };
    names.map(|name| (*name).to_owned()).chain(postcodes).filter(known).take(3).map(link).collect()
}

/// The name of a municipality that is on the map but not in the portal.
fn outside_name(showing: &Showing<'_>, code: MunicipalityCode) -> String {
    let catalog = showing.catalog();
    let layer = catalog.portal.maps.municipalities.as_ref().and_then(|id| catalog.layers.get(id));
    let code = code.to_string();
    let area = layer.and_then(|layer| layer.areas.iter().find(|area| area.id == code));
    area.map_or(code, |area| area.name.clone())
}

/// The body that decides, when that is not the municipality.
fn decider(showing: &Showing<'_>, service: &Service) -> Option<Contacts> {
    let organisation = showing.catalog().organisations.get(service.organisation.as_ref()?)?;
    let title = organisation.name.text(showing.locale);
    let website = organisation.website.as_deref();
    Some(contacts_of(showing, title, website, &organisation.contacts))
}

pub(super) fn facts(showing: &Showing<'_>, service: &Service) -> FactsView {
    let audience = |it: &_| super::query::name_of(&super::query::AUDIENCES, it);
    FactsView {
        audience: service.audience.iter().map(audience).collect(),
        evidence: service.evidence.iter().map(|it| showing.said(&it.name)).collect(),
        time: service.time.as_ref().and_then(|time| showing.said_if_any(&time.text)),
        statutory: service.time.as_ref().is_some_and(|time| time.statutory),
        fee: fee(showing, &service.cost),
        law: service
            .law
            .iter()
            .map(|law| match &law.section {
                Some(section) => format!("{}, {section}", law.title),
                None => law.title.clone(),
            })
            .collect(),
        reviewed: showing.date(service.reviewed),
        owner: service.owner.clone(),
        quality: match service.facts {
            Facts::Verified => "verified",
            Facts::Partly => "partly",
            Facts::Memory => "memory",
        },
    }
}

/// How many municipalities have each state, in the order of the legend.
pub(super) fn counts(counties: &[County]) -> Vec<Count> {
    let all = || counties.iter().flat_map(|county| &county.municipalities);
    let count = |state| all().filter(|item| item.state == Some(state)).count();
    let states = ["provided", "handled", "elsewhere", "missing", "unknown"];
    let counted = states.map(|state| Count { state, count: count(state) });
    counted.into_iter().filter(|it| it.count > 0).collect()
}

/// The guides that lead to a service.
fn guides(showing: &Showing<'_>, id: &ServiceId) -> Vec<Link> {
    let catalog = showing.catalog();
    let guides = catalog.guides.values().filter(|guide| guide.services.contains(id));
    let mut links: Vec<Link> = guides
        .filter_map(|guide| {
            let (_, text) = guide.texts.best(showing.locale)?;
            Some(showing.link(&Page::Guide(guide.id.clone(), None), &text.title))
        })
        .collect();
    showing.order().sort(&mut links, |link| &link.title);
    links
}
