//! The parameters of an address, read with limits; what cannot be understood is said on the page.

use jiff::civil::Date;

use super::Visit;
use super::address::encode_value;
use crate::geo::PlaceQuery;
use crate::model::{
    Audience, Catalog, LayerId, Locale, MunicipalityCode, Point, Postcode, ServiceId, ServicePoint,
    TopicId,
};
use crate::search::{HitKind, QUERY_LENGTH_MAX};

/// The longest name of a place, in characters.
const PLACE_LENGTH_MAX: usize = 100;
/// The most layers that are drawn at once.
const LAYERS_MAX: usize = 20;
/// The last page of results that can be asked for.
const PAGE_MAX: usize = 1_000;

/// The value of `municipality` that stands for every one.
pub(super) const EVERYWHERE: &str = "all";

/// What a visitor asked with the address.
#[derive(Debug, Clone, Default)]
pub(super) struct Query {
    /// `q`, trimmed.
    pub text: String,
    /// `municipality`, when it is one of the portal.
    pub municipality: Option<MunicipalityCode>,
    /// `municipality=all`: the visitor took back the municipality that was understood.
    pub everywhere: bool,
    /// `topic`.
    pub topic: Option<TopicId>,
    /// `audience`.
    pub audience: Option<Audience>,
    /// `kind`.
    pub kind: Option<HitKind>,
    /// `provided`: only what is known to be provided in this municipality.
    pub provided: Option<MunicipalityCode>,
    /// `eid`: only what can be done with or without e-identification.
    pub eid: Option<bool>,
    /// `language`: only what is written in it.
    pub language: Option<Locale>,
    /// `service`: whose states the map shows.
    pub service: Option<ServiceId>,
    /// `layers`: what the map shows above the municipalities.
    pub layers: Vec<LayerId>,
    /// `layers` with `service-points`: where one can go in person.
    pub service_points: bool,
    /// `live=1`: the map that can be moved is to open by itself.
    pub live: bool,
    /// `page`, from 1.
    pub page: usize,
    /// `place`, `postcode`, or `lat` with `lon`.
    pub place: Option<PlaceQuery>,
    /// The place as the visitor wrote it, to be shown again.
    pub written_place: String,
    /// `date`: the day for which the page is asked.
    pub day: Option<Date>,
    /// What could not be understood, worst first.
    pub mistakes: Vec<Mistake>,
}

/// A parameter that cannot be understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mistake {
    /// `q` is too long.
    TextTooLong,
    /// `lat` or `lon` is missing, not a number or not on the globe.
    Coordinates,
    /// `postcode` is not five digits.
    Postcode,
    /// `place` is too long.
    PlaceTooLong,
    /// `audience`, `kind`, or `page` has no such value.
    Value,
    /// No such municipality in the portal.
    Municipality,
    /// No such topic.
    Topic,
    /// No such service.
    Service,
    /// No such map layer.
    Layer,
}

impl Mistake {
    /// The HTTP status: the request is wrong, or the thing is not here.
    pub(super) fn status(self) -> u16 {
        match self {
            Self::Municipality | Self::Topic | Self::Service | Self::Layer => 404,
            _ => 400,
        }
    }

    /// The key of the words that tell it.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::TextTooLong => "mistake-text-too-long",
            Self::Coordinates => "mistake-coordinates",
            Self::Postcode => "mistake-postcode",
            Self::PlaceTooLong => "mistake-place-too-long",
            Self::Value => "mistake-value",
            Self::Municipality => "mistake-municipality",
            Self::Topic => "mistake-topic",
            Self::Service => "mistake-service",
            Self::Layer => "mistake-layer",
        }
    }
}

/// The values of `audience`, as in files.
pub(super) const AUDIENCES: [(&str, Audience); 3] = [
    ("citizen", Audience::Citizen),
    ("business", Audience::Business),
    ("association", Audience::Association),
];

/// The values of `eid`.
pub(super) const EID: [(&str, bool); 2] = [("yes", true), ("no", false)];

/// The values of `kind`.
pub(super) const KINDS: [(&str, HitKind); 7] = [
    ("service", HitKind::Service),
    ("guide", HitKind::Guide),
    ("checklist", HitKind::Checklist),
    ("event", HitKind::Event),
    ("municipality", HitKind::Municipality),
    ("topic", HitKind::Topic),
    ("page", HitKind::Page),
];

/// The name of a value in addresses and words.
pub(super) fn name_of<T: PartialEq>(table: &[(&'static str, T)], value: &T) -> &'static str {
    table.iter().find(|(_, other)| other == value).map_or("", |(name, _)| name)
}

impl Query {
    /// Reads the parameters of a visit. Of a parameter given twice the first counts; unknown ones
    /// and empty ones are passed over.
    pub(super) fn read(visit: &Visit, catalog: &Catalog) -> Self {
        let given = |name: &str| {
            let found = visit.query.iter().find(|(key, _)| key == name);
            found.map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
        };
        let mut query = Self { page: 1, ..Self::default() };
        if let Some(text) = given("q") {
            query.text = text.chars().take(QUERY_LENGTH_MAX).collect();
            query.wrong_if(text.chars().count() > QUERY_LENGTH_MAX, Mistake::TextTooLong);
        }
        query.everywhere = given("municipality") == Some(EVERYWHERE);
        if let Some(name) = given("municipality").filter(|name| *name != EVERYWHERE) {
            query.municipality = catalog.municipality(name).map(|it| it.code);
            query.wrong_if(query.municipality.is_none(), Mistake::Municipality);
        }
        if let Some(id) = given("topic") {
            query.topic = catalog.topic(id).map(|topic| topic.id.clone());
            query.wrong_if(query.topic.is_none(), Mistake::Topic);
        }
        if let Some(name) = given("audience") {
            query.audience = value_of(&AUDIENCES, name);
            query.wrong_if(query.audience.is_none(), Mistake::Value);
        }
        if let Some(name) = given("kind") {
            query.kind = value_of(&KINDS, name);
            query.wrong_if(query.kind.is_none(), Mistake::Value);
        }
        query.read_facets(catalog, (given("provided"), given("eid"), given("language")));
        if let Some(number) = given("page") {
            let page = number.parse().ok().filter(|page| (1..=PAGE_MAX).contains(page));
            query.wrong_if(page.is_none(), Mistake::Value);
            query.page = page.unwrap_or(1);
        }
        if let Some(text) = given("date") {
            query.day = day(text);
            query.wrong_if(query.day.is_none(), Mistake::Value);
        }
        query.read_map(given("service"), visit, catalog);
        query.read_place(given("place"), given("postcode"), given("lat"), given("lon"));
        query.mistakes.sort_unstable();
        query
    }

    fn read_facets(
        &mut self,
        catalog: &Catalog,
        (provided, eid, language): (Option<&str>, Option<&str>, Option<&str>),
    ) {
        if let Some(name) = provided {
            self.provided = catalog.municipality(name).map(|it| it.code);
            self.wrong_if(self.provided.is_none(), Mistake::Municipality);
        }
        if let Some(name) = eid {
            self.eid = value_of(&EID, name);
            self.wrong_if(self.eid.is_none(), Mistake::Value);
        }
        if let Some(name) = language {
            self.language = Locale::parse(name);
            self.wrong_if(self.language.is_none(), Mistake::Value);
        }
    }

    /// What the map shows. Checkboxes give `layers` several times; a link gives them with commas.
    fn read_map(&mut self, service: Option<&str>, visit: &Visit, catalog: &Catalog) {
        if let Some(id) = service {
            self.service = catalog.services.get_key_value(id).map(|(id, _)| id.clone());
            self.wrong_if(self.service.is_none(), Mistake::Service);
        }
        let given = visit.query.iter().filter(|(key, _)| key == "layers");
        let names = given.flat_map(|(_, value)| value.split(','));
        for name in names.map(str::trim).filter(|name| !name.is_empty()).take(LAYERS_MAX) {
            if name == ServicePoint::LAYER && catalog.has_placed_service_points() {
                self.service_points = true;
                continue;
            }
            let known = LayerId::parse(name).filter(|id| catalog.layers.contains_key(id));
            self.wrong_if(known.is_none(), Mistake::Layer);
            self.layers.extend(known);
        }
        self.live = visit.query.iter().any(|(key, value)| key == "live" && value == "1");
    }

    fn read_place(
        &mut self,
        place: Option<&str>,
        postcode: Option<&str>,
        lat: Option<&str>,
        lon: Option<&str>,
    ) {
        if lat.is_some() || lon.is_some() {
            let number = |text: Option<&str>| text.and_then(|text| text.parse::<f64>().ok());
            let point = number(lat).zip(number(lon));
            let point = point.and_then(|(lat, lon)| Point::new(lat, lon).ok());
            self.place = point.map(PlaceQuery::Point);
            self.wrong_if(point.is_none(), Mistake::Coordinates);
        } else if let Some(text) = postcode {
            let postcode = Postcode::parse(text);
            self.place = postcode.map(PlaceQuery::Postcode);
            self.written_place = text.chars().take(PLACE_LENGTH_MAX).collect();
            self.wrong_if(postcode.is_none(), Mistake::Postcode);
        } else if let Some(text) = place {
            self.written_place = text.chars().take(PLACE_LENGTH_MAX).collect();
            let too_long = text.chars().count() > PLACE_LENGTH_MAX;
            self.place = (!too_long).then(|| PlaceQuery::Name(text.to_owned()));
            self.wrong_if(too_long, Mistake::PlaceTooLong);
        }
    }

    fn wrong_if(&mut self, wrong: bool, mistake: Mistake) {
        if wrong {
            self.mistakes.push(mistake);
        }
    }

    /// The status that fits what was not understood; 200 when everything was.
    pub(super) fn status(&self) -> u16 {
        self.mistakes.first().map_or(200, |mistake| mistake.status())
    }
}

/// A day as it stands in addresses, such as 2027-01-01, within the years that facts may have.
pub(crate) fn day(text: &str) -> Option<Date> {
    let plain = text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    let day = plain.then(|| text.parse::<Date>().ok()).flatten();
    day.filter(|day| (1500..=2200).contains(&day.year()))
}

fn value_of<T: Copy>(table: &[(&str, T)], name: &str) -> Option<T> {
    table.iter().find(|(other, _)| *other == name).map(|(_, value)| *value)
}

/// Parameters joined to the query of an address, with its `?`; empty when there are none.
pub(super) fn joined(pairs: &[(&str, &str)]) -> String {
    let mut text = String::new();
    for (name, value) in pairs.iter().filter(|(_, value)| !value.is_empty()) {
        text.push(if text.is_empty() { '?' } else { '&' });
        text.push_str(name);
        text.push('=');
        text.push_str(&encode_value(value));
    }
    text
}
