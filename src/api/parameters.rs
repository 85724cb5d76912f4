//! The parameters of a question: read strictly, and refused with what is allowed.
//! Names that are not known are ignored, because caches and trackers add their own.

use std::fmt::Display;

use super::refusal::Refusal;
use crate::model::{
    Audience, LayerId, Locale, Municipality, MunicipalityCode, Point, PointError, Postcode,
    ServiceId, TopicId,
};
use crate::pages::Site;
use crate::pages::day;
use crate::search::{HitKind, QUERY_LENGTH_MAX};
use crate::signpost::moment_on;
use crate::{geo::PlaceQuery, model::Layer};

use super::wire;

/// The most hits of one answer.
const LIMIT_MAX: usize = 100;
/// The most hits that can be skipped.
const OFFSET_MAX: usize = 10_000;

/// The most points of one question: as many as an address has room for.
const POINTS_MAX: usize = 100;

/// The parameters of a question.
pub(crate) struct Parameters<'a> {
    query: &'a [(String, String)],
    site: &'a Site,
}

impl<'a> Parameters<'a> {
    pub(crate) fn new(query: &'a [(String, String)], site: &'a Site) -> Self {
        Self { query, site }
    }

    /// The value of a parameter; the first one counts, and an empty one is like none.
    pub(crate) fn get(&self, name: &str) -> Option<&'a str> {
        let found = self.query.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
    }

    fn required(&self, name: &str) -> Result<&'a str, Refusal> {
        self.get(name).ok_or_else(|| Refusal::bad(format!("the parameter `{name}` is missing")))
    }

    /// A text of limited length; it must be given, but may be empty.
    pub(crate) fn text(&self, name: &str) -> Result<&'a str, Refusal> {
        let found = self.query.iter().find(|(key, _)| key == name);
        let (_, text) =
            found.ok_or_else(|| Refusal::bad(format!("the parameter `{name}` is missing")))?;
        bounded(name, text.trim())
    }

    /// `locale`: one of the portal's languages.
    pub(crate) fn locale(&self) -> Result<Locale, Refusal> {
        let portal = &self.site.snapshot.catalog.portal;
        let Some(text) = self.get("locale") else { return Ok(portal.default_locale()) };
        let known = Locale::parse(text).filter(|locale| portal.locales.contains(locale));
        known.ok_or_else(|| not_allowed("locale", &one_of(&portal.locales)))
    }

    /// `municipality`: a code or slug of the portal.
    pub(crate) fn municipality(&self) -> Result<Option<&'a Municipality>, Refusal> {
        let Some(text) = self.get("municipality") else { return Ok(None) };
        let found = self.site.snapshot.catalog.municipality(text);
        let allowed = "the code or slug of a municipality in /api/v1/municipalities";
        found.map(Some).ok_or_else(|| not_allowed("municipality", allowed))
    }

    /// `provided_in`: the code or slug of a municipality of the portal.
    pub(crate) fn provided_in(&self) -> Result<Option<MunicipalityCode>, Refusal> {
        let Some(text) = self.get("provided_in") else { return Ok(None) };
        let found = self.site.snapshot.catalog.municipality(text);
        let allowed = "the code or slug of a municipality in /api/v1/municipalities";
        found.map(|found| Some(found.code)).ok_or_else(|| not_allowed("provided_in", allowed))
    }

    /// `eid`: with or without e-identification.
    pub(crate) fn eid(&self) -> Result<Option<bool>, Refusal> {
        self.named("eid", &[(true, "true"), (false, "false")])
    }

    /// `language`: of the text.
    pub(crate) fn language(&self) -> Result<Option<Locale>, Refusal> {
        let Some(text) = self.get("language") else { return Ok(None) };
        let known = Locale::parse(text);
        known.map(Some).ok_or_else(|| not_allowed("language", "two or three letters, such as sv"))
    }

    /// `kind`: of a hit.
    pub(crate) fn kind(&self) -> Result<Option<HitKind>, Refusal> {
        self.named("kind", &wire::HIT_KINDS)
    }

    /// `audience`.
    pub(crate) fn audience(&self) -> Result<Option<Audience>, Refusal> {
        self.named("audience", &wire::AUDIENCES)
    }

    /// `topic`: an id of the portal.
    pub(crate) fn topic(&self) -> Result<Option<TopicId>, Refusal> {
        let Some(text) = self.get("topic") else { return Ok(None) };
        let topics = &self.site.snapshot.catalog.topics;
        let found = topics.iter().find(|topic| topic.id.as_str() == text);
        let ids: Vec<&str> = topics.iter().map(|topic| topic.id.as_str()).collect();
        found.map(|topic| Some(topic.id.clone())).ok_or_else(|| not_allowed("topic", &one_of(&ids)))
    }

    /// `layer`; without one, the layer that decides which municipality a point lies in.
    pub(crate) fn layer(&self) -> Result<&'a Layer, Refusal> {
        let catalog = &self.site.snapshot.catalog;
        let id = match self.get("layer") {
            Some(text) => LayerId::parse(text),
            None => catalog.portal.maps.municipalities.clone(),
        };
        let ids: Vec<&str> = catalog.layers.keys().map(LayerId::as_str).collect();
        id.and_then(|id| catalog.layers.get(&id)).ok_or_else(|| not_allowed("layer", &one_of(&ids)))
    }

    /// `date`: the day for which the answer holds; without one, now.
    pub(crate) fn moment(&self, now: jiff::Timestamp) -> Result<jiff::Timestamp, Refusal> {
        let Some(text) = self.get("date") else { return Ok(now) };
        let day = day(text).ok_or_else(|| not_allowed("date", "a day such as 2027-01-01"))?;
        Ok(moment_on(day, now))
    }

    /// `service`: an id of the portal.
    pub(crate) fn service(&self) -> Result<Option<&'a ServiceId>, Refusal> {
        let Some(text) = self.get("service") else { return Ok(None) };
        let found = self.site.snapshot.catalog.services.get_key_value(text);
        let allowed = "the id of a service in /api/v1/services";
        found.map(|(id, _)| Some(id)).ok_or_else(|| not_allowed("service", allowed))
    }

    /// `limit` and `offset`.
    pub(crate) fn range(&self, limit_default: usize) -> Result<(usize, usize), Refusal> {
        let limit = self.number("limit", limit_default, (1, LIMIT_MAX))?;
        let offset = self.number("offset", 0, (0, OFFSET_MAX))?;
        Ok((limit, offset))
    }

    fn number(&self, name: &str, default: usize, range: (usize, usize)) -> Result<usize, Refusal> {
        let Some(text) = self.get(name) else { return Ok(default) };
        let (min, max) = range;
        let digits = text.bytes().all(|byte| byte.is_ascii_digit());
        let number = digits.then(|| text.parse().ok()).flatten();
        number
            .filter(|number| (min..=max).contains(number))
            .ok_or_else(|| not_allowed(name, &format!("a whole number from {min} to {max}")))
    }

    fn named<T: Copy>(&self, name: &str, table: &[(T, &str)]) -> Result<Option<T>, Refusal> {
        let Some(text) = self.get(name) else { return Ok(None) };
        let found = table.iter().find(|(_, word)| *word == text);
        let words: Vec<&str> = table.iter().map(|(_, word)| *word).collect();
        found.map(|(value, _)| Some(*value)).ok_or_else(|| not_allowed(name, &one_of(&words)))
    }

    /// `lat` and `lon`.
    pub(crate) fn point(&self) -> Result<Point, Refusal> {
        point(self.required("lat")?, self.required("lon")?).map_err(Refusal::bad)
    }

    /// `points`: pairs of latitude and longitude with a comma, and a semicolon between them.
    pub(crate) fn points(&self) -> Result<Vec<Point>, Refusal> {
        let pairs = self.required("points")?.split(';').map(str::trim);
        let pairs: Vec<&str> = pairs.filter(|pair| !pair.is_empty()).collect();
        if !(1..=POINTS_MAX).contains(&pairs.len()) {
            let allowed = format!("1 to {POINTS_MAX} points, such as 62.39,17.31;63.2,14.6");
            return Err(not_allowed("points", &allowed));
        }
        let read = |(index, pair): (usize, &str)| {
            let number = index + 1;
            let refused = |cause| Refusal::bad(format!("point {number} of `points`: {cause}"));
            let Some((lat, lon)) = pair.split_once(',') else {
                return Err(refused(
                    "latitude and longitude must have a comma between them".into(),
                ));
            };
            point(lat.trim(), lon.trim()).map_err(refused)
        };
        pairs.into_iter().enumerate().map(read).collect()
    }

    /// The one way in which the place is given.
    pub(crate) fn place(&self) -> Result<PlaceQuery, Refusal> {
        let names = ["municipality", "lat", "lon", "postcode", "place"];
        let given: Vec<&str> = names.into_iter().filter(|name| self.get(name).is_some()).collect();
        match given.as_slice() {
            ["municipality"] => {
                let text = bounded("municipality", self.required("municipality")?)?;
                Ok(PlaceQuery::Municipality(text.to_owned()))
            }
            ["postcode"] => Postcode::parse(self.required("postcode")?)
                .map(PlaceQuery::Postcode)
                .ok_or_else(|| not_allowed("postcode", "five digits, the first not zero")),
            ["place"] => {
                Ok(PlaceQuery::Name(bounded("place", self.required("place")?)?.to_owned()))
            }
            ["lat"] | ["lon"] | ["lat", "lon"] => self.point().map(PlaceQuery::Point),
            _ => Err(Refusal::bad(
                "give the place in exactly one way: `municipality`, `lat` and `lon`, `postcode` \
                 or `place`",
            )),
        }
    }
}

/// The point of two numbers, or what is wrong with them.
fn point(lat: &str, lon: &str) -> Result<Point, String> {
    let (lat, lon) = (coordinate("lat", lat)?, coordinate("lon", lon)?);
    let point = Point::new(lat, lon).map_err(|error| match error {
        PointError::NotFinite => "`lat` and `lon` must be finite numbers",
        PointError::OutOfRange => {
            "`lat` goes from -90 to 90 and `lon` from -180 to 180 (WGS 84 degrees)"
        }
    })?;
    if looks_swapped(point) {
        return Err(format!(
            "`lat` and `lon` seem to be swapped: {lat} and {lon} do not lie in the Nordic \
             countries, but {lon} and {lat} do"
        ));
    }
    Ok(point)
}

fn not_allowed(name: &str, allowed: &str) -> Refusal {
    Refusal::bad(format!("`{name}` must be {allowed}"))
}

fn one_of(words: &[impl Display]) -> String {
    let words: Vec<String> = words.iter().map(ToString::to_string).collect();
    format!("one of {}", words.join(", "))
}

fn bounded<'t>(name: &str, text: &'t str) -> Result<&'t str, Refusal> {
    let fits = text.chars().count() <= QUERY_LENGTH_MAX;
    let allowed = format!("at most {QUERY_LENGTH_MAX} characters long");
    if fits { Ok(text) } else { Err(not_allowed(name, &allowed)) }
}

/// A decimal number as people write coordinates: no exponent, no "inf", no "NaN".
fn coordinate(name: &str, text: &str) -> Result<f64, String> {
    let decimal =
        text.len() <= 32 && text.bytes().all(|b| b.is_ascii_digit() || b"+-.".contains(&b));
    let number = decimal.then(|| text.parse::<f64>().ok()).flatten();
    number
        .filter(|number| number.is_finite())
        .ok_or_else(|| format!("`{name}` must be a number of degrees such as 62.39"))
}

/// Whether a point lies outside the Nordic countries, but would lie in them with latitude and
/// longitude the other way round.
fn looks_swapped(point: Point) -> bool {
    let nordic = |lat: f64, lon: f64| (54.0..=72.0).contains(&lat) && (4.0..=32.0).contains(&lon);
    !nordic(point.lat(), point.lon()) && nordic(point.lon(), point.lat())
}
