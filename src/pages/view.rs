//! The small things that several pages show: states, channels, contacts, lists of services.

use serde::Serialize;

use super::Page;
use super::order::CountyInOrder;
use super::showing::{Link, Said, Showing};
use crate::geo::NearBorder;
use crate::model::{
    Channel, ChannelKind, ContactPoint, Cost, CostKind, Login, Municipality, MunicipalityCode,
    Service, ServiceKind,
};
use crate::signpost::Outcome;
use crate::words;

/// The name of a state in words, classes and patterns.
pub(super) fn state(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Direct => "provided",
        Outcome::HandledBy => "handled",
        Outcome::Elsewhere => "elsewhere",
        Outcome::NotProvided => "missing",
        Outcome::Choose | Outcome::Unknown | Outcome::PlaceUnknown => "unknown",
    }
}

/// The name of a kind of service in words.
pub(super) fn service_kind(kind: ServiceKind) -> &'static str {
    match kind {
        ServiceKind::Permit => "permit",
        ServiceKind::Notification => "notification",
        ServiceKind::Application => "application",
        ServiceKind::Grant => "grant",
        ServiceKind::Booking => "booking",
        ServiceKind::Report => "report",
        ServiceKind::Information => "information",
        ServiceKind::Payment => "payment",
        ServiceKind::Support => "support",
    }
}

/// A service in a list.
#[derive(Debug, Clone, Serialize)]
pub(super) struct ServiceItem {
    pub href: String,
    pub title: Said,
    pub summary: Said,
    pub kind: &'static str,
    /// Its state in the chosen municipality.
    pub state: Option<&'static str>,
}

/// A service in a list, leading to the answer when a municipality is chosen.
pub(super) fn service_item(
    showing: &Showing<'_>,
    service: &Service,
    chosen: Option<MunicipalityCode>,
) -> ServiceItem {
    let (locale, title, summary) = service
        .texts
        .best(showing.locale)
        .map_or((showing.locale, service.id.as_str(), ""), |(locale, text)| {
            (locale, text.title.as_str(), text.summary.as_str())
        });
    let lang = showing.foreign(locale);
    let page = match chosen {
        Some(code) => Page::Answer(service.id.clone(), code),
        None => Page::Service(service.id.clone()),
    };
    ServiceItem {
        href: showing.url(&page),
        title: Said { text: title.to_owned(), lang: lang.clone() },
        summary: Said { text: summary.to_owned(), lang },
        kind: service_kind(service.kind),
        state: chosen.map(|code| state(showing.signpost(&service.id, code).usual())),
    }
}

/// A municipality in a list.
#[derive(Debug, Clone, Serialize)]
pub(super) struct MunicipalityItem {
    pub code: String,
    pub name: String,
    pub href: String,
    pub state: Option<&'static str>,
}

/// The municipalities of a county.
#[derive(Debug, Clone, Serialize)]
pub(super) struct County {
    pub name: String,
    pub municipalities: Vec<MunicipalityItem>,
}

/// All municipalities by county, sorted by name; the item says where each leads.
pub(super) fn by_county(
    showing: &Showing<'_>,
    item: impl Fn(&Municipality) -> MunicipalityItem,
) -> Vec<County> {
    let municipalities = &showing.catalog().municipalities;
    let county = |county: &CountyInOrder| County {
        name: county.name.clone(),
        municipalities: county
            .municipalities
            .iter()
            .filter_map(|code| municipalities.get(code).map(&item))
            .collect(),
    };
    showing.order().counties().iter().map(county).collect()
}

/// A municipality whose border is near.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Near {
    pub name: String,
    pub href: String,
    pub km: f64,
}

/// The municipalities whose borders are near, each leading to a page.
pub(super) fn near(
    showing: &Showing<'_>,
    near_border: &[NearBorder],
    page: impl Fn(MunicipalityCode) -> Page,
) -> Vec<Near> {
    let near = |it: &NearBorder| Near {
        name: showing.municipality_name(it.code),
        href: showing.url(&page(it.code)),
        km: tenths_of_km(it.distance_m),
    };
    near_border.iter().map(near).collect()
}

/// Kilometres with one decimal, at least one tenth.
pub(super) fn tenths_of_km(metres: f64) -> f64 {
    ((metres / 100.0).round() / 10.0).max(0.1)
}

/// A way in, ready to be shown.
#[derive(Debug, Clone, Serialize)]
pub(super) struct ChannelItem {
    /// `e_service`, `form`, `page`, `phone`, `email`, `visit`.
    pub kind: &'static str,
    pub href: Option<String>,
    /// The provider's own name for it.
    pub name: Option<Said>,
    /// The number, the e-mail address or the visiting address as text.
    pub text: Option<String>,
    /// The host it leads to.
    pub host: Option<String>,
    /// `bankid`, `eid`, `account`, `none`; nothing when it is not known.
    pub login: Option<&'static str>,
    pub note: Option<Said>,
    pub closed: bool,
    pub confirmed: Option<String>,
}

/// A channel as it is shown.
pub(super) fn channel(showing: &Showing<'_>, channel: &Channel) -> ChannelItem {
    let (kind, href, text) = match channel.kind {
        ChannelKind::EService => ("e-service", channel.url.clone(), None),
        ChannelKind::Form => ("form", channel.url.clone(), None),
        ChannelKind::Page => ("page", channel.url.clone(), None),
        ChannelKind::Phone => ("phone", channel.phone.as_deref().map(dial), channel.phone.clone()),
        ChannelKind::Email => {
            let href = channel.email.as_ref().map(|email| format!("mailto:{email}"));
            ("email", href, channel.email.clone())
        }
        ChannelKind::Visit => ("visit", None, channel.address.clone()),
    };
    ChannelItem {
        kind,
        host: channel.url.as_deref().and_then(host),
        href,
        name: showing.said_if_any(&channel.name),
        text,
        login: login(channel.login),
        note: showing.said_if_any(&channel.note),
        closed: false,
        confirmed: None,
    }
}

fn login(login: Login) -> Option<&'static str> {
    match login {
        Login::BankId => Some("bankid"),
        Login::Eid => Some("eid"),
        Login::Account => Some("account"),
        Login::None => Some("none"),
        Login::Unknown => None,
    }
}

/// The host of a web address, as people read it.
pub(super) fn host(url: &str) -> Option<String> {
    let (_, rest) = url.split_once("://")?;
    let host = rest.split(['/', '?', '#']).next()?;
    Some(host.strip_prefix("www.").unwrap_or(host).to_owned())
}

/// A telephone number as dialled in Sweden, as an address.
pub(super) fn dial(number: &str) -> String {
    let digits: String = number.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    match digits.strip_prefix('0') {
        Some(rest) => format!("tel:+46{rest}"),
        None => format!("tel:{digits}"),
    }
}

/// How to reach somebody.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Contacts {
    pub title: String,
    pub website: Option<Link>,
    pub points: Vec<Point>,
}

/// One way to reach somebody.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Point {
    pub label: String,
    pub phone: Option<Link>,
    pub email: Option<Link>,
    pub address: Option<String>,
}

pub(super) fn contacts_of(
    showing: &Showing<'_>,
    title: &str,
    website: Option<&str>,
    points: &[ContactPoint],
) -> Contacts {
    let point = |contact: &ContactPoint| Point {
        label: words::contact_label(&showing.site.words, showing.locale, contact),
        phone: contact
            .phone
            .as_ref()
            .map(|number| Link { href: dial(number), title: number.clone() }),
        email: contact
            .email
            .as_ref()
            .map(|email| Link { href: format!("mailto:{email}"), title: email.clone() }),
        address: contact.address.clone(),
    };
    Contacts {
        title: title.to_owned(),
        website: website.map(web),
        points: points.iter().map(point).collect(),
    }
}

/// A link to another site, named by its host.
pub(super) fn web(url: &str) -> Link {
    Link { href: url.to_owned(), title: host(url).unwrap_or_else(|| url.to_owned()) }
}

/// What an errand costs, as it is shown.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Fee {
    /// `local`, `free`, `fixed`, `unknown`.
    pub kind: &'static str,
    pub text: Option<Said>,
}

pub(super) fn fee(showing: &Showing<'_>, cost: &Cost) -> Fee {
    let kind = match cost.kind {
        CostKind::Local => "local",
        CostKind::Free => "free",
        CostKind::Fixed => "fixed",
        CostKind::Unknown => "unknown",
    };
    Fee { kind, text: showing.said_if_any(&cost.text) }
}
