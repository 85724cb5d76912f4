//! Tests of `signpost`: tables of cases against a small portal and against the shipped one.

use std::fmt::Write as _;

use crate::geo::DAY;
use samvis::geo::{Found, Geo, Match, PlaceQuery, UnknownPlace, build};
use samvis::model::{Catalog, MunicipalityCode, Point, Postcode, ServiceId};
use samvis::signpost::{
    Alternative, Handler, Outcome, Signpost, StepKind, day_in_sweden, signpost,
};
use serde::Deserialize;

use crate::{geo, site};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    case: Vec<Case>,
}

/// A service at a place, and what the signpost must say. What is absent is not tested.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    service: String,
    municipality: Option<String>,
    postcode: Option<String>,
    place: Option<String>,
    /// Latitude and longitude.
    at: Option<[f64; 2]>,
    /// When, if not at `site::NOW`.
    now: Option<String>,
    outcome: String,
    handler: Option<String>,
    decided_by: Option<String>,
    /// The first way in that is open and has an address.
    url: Option<String>,
    /// The addresses of the ways in that are closed.
    closed: Option<Vec<String>>,
    /// The ways on.
    alternatives: Option<Vec<String>>,
    candidates: Option<Vec<String>>,
    /// The reason of a refusal.
    reason: Option<String>,
    trace: Option<Vec<String>>,
}

impl Case {
    fn query(&self) -> PlaceQuery {
        match (&self.municipality, &self.postcode, &self.place, self.at) {
            (Some(text), None, None, None) => PlaceQuery::Municipality(text.clone()),
            (None, Some(text), None, None) => PlaceQuery::Postcode(Postcode::parse(text).unwrap()),
            (None, None, Some(text), None) => PlaceQuery::Name(text.clone()),
            (None, None, None, Some([lat, lon])) => {
                PlaceQuery::Point(Point::new(lat, lon).unwrap())
            }
            _ => panic!("{}: one place, please", self.name),
        }
    }

    /// What differs from the answer, in lines.
    fn differences(&self, answer: &Signpost) -> String {
        let mut lines = String::new();
        let mut differ = |what: &str, expected: &Option<String>, found: Option<String>| {
            if expected.is_some() && *expected != found {
                writeln!(lines, "  {what}: expected {expected:?}, found {found:?}").unwrap();
            }
        };
        let joined = |list: &Option<Vec<String>>| list.as_ref().map(|list| list.join("; "));
        let url = answer.channels.iter().filter(|way| !way.closed);
        let url = url.filter_map(|way| way.channel.url.clone()).next();
        let closed = answer.channels.iter().filter(|way| way.closed);
        let closed: Vec<_> = closed.filter_map(|way| way.channel.url.clone()).collect();
        let ways: Vec<_> = answer.alternatives.iter().map(alternative).collect();
        let candidates: Vec<_> = answer.candidates.iter().map(ToString::to_string).collect();
        let reason = answer.refusal.as_ref();
        let reason =
            reason.map(|refusal| refusal.reason.text(samvis::model::Locale::SV).to_owned());
        let trace: Vec<_> = answer.trace.iter().map(|step| told(&step.kind)).collect();
        differ("outcome", &Some(self.outcome.clone()), Some(outcome(answer.outcome).to_owned()));
        differ("handler", &self.handler, answer.handler.as_ref().map(handler));
        differ("decided_by", &self.decided_by, answer.decided_by.as_ref().map(handler));
        differ("url", &self.url, url);
        differ("closed", &joined(&self.closed), Some(closed.join("; ")));
        differ("alternatives", &joined(&self.alternatives), Some(ways.join("; ")));
        differ("candidates", &joined(&self.candidates), Some(candidates.join("; ")));
        differ("reason", &self.reason, reason);
        differ("trace", &joined(&self.trace), Some(trace.join("; ")));
        lines
    }
}

fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Direct => "direct",
        Outcome::HandledBy => "handled_by",
        Outcome::Elsewhere => "elsewhere",
        Outcome::Choose => "choose",
        Outcome::NotProvided => "not_provided",
        Outcome::Unknown => "unknown",
        Outcome::PlaceUnknown => "place_unknown",
    }
}

fn handler(handler: &Handler) -> String {
    match handler {
        Handler::Municipality(code) => code.to_string(),
        Handler::Organisation(id) => id.to_string(),
    }
}

fn alternative(alternative: &Alternative) -> String {
    match alternative {
        Alternative::Portal(url) | Alternative::Website(url) => url.clone(),
        Alternative::Phone { number, .. } => number.clone(),
    }
}

fn told(step: &StepKind) -> String {
    match step {
        StepKind::PlaceFound(code) => format!("place {code}"),
        StepKind::PlaceNearest(code, distance_m) => format!("nearest {code} {distance_m:.0} m"),
        StepKind::PlaceAmbiguous => "place ambiguous".to_owned(),
        StepKind::PlaceUnknown => "place unknown".to_owned(),
        StepKind::OwnProvision => "own".to_owned(),
        StepKind::OwnProvisionExpired => "own expired".to_owned(),
        StepKind::OwnProvisionElsewhere => "own elsewhere".to_owned(),
        StepKind::InsideArea(id, layer) => format!("inside {layer} {id}"),
        StepKind::PointNeeded(layer) => format!("point needed {layer}"),
        StepKind::NoProvision => "no provision".to_owned(),
        StepKind::ProvisionHandledBy(by) => format!("handled by {}", handler(by)),
        StepKind::OrganisationHandles(id) => format!("organisation {id}"),
        StepKind::AgreementHandles(id, host) => format!("agreement {id} {host}"),
        StepKind::DecidedBy(by) => format!("decided by {}", handler(by)),
        StepKind::OtherLevel(id) => format!("level {id}"),
        StepKind::NotProvided => "not provided".to_owned(),
        StepKind::Unknown => "unknown".to_owned(),
        StepKind::ChannelClosed => "closed".to_owned(),
        StepKind::SucceededBy(code) => format!("succeeded by {code}"),
    }
}

/// Goes through a table and tells every case that differs.
fn hold(table: &str, catalog: &Catalog, geo: &Geo) {
    let path = site::root().join("tests/cases/signpost").join(table);
    let table: Table = toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let mut differences = String::new();
    for case in &table.case {
        let service = ServiceId::parse(&case.service).unwrap();
        assert!(catalog.services.contains_key(&service), "{}: no service {service}", case.name);
        let now = case.now.as_ref().map_or_else(site::now, |now| now.parse().unwrap());
        let answer = signpost(catalog, geo, &service, geo.find(&case.query(), DAY), now);
        let lines = case.differences(&answer);
        if !lines.is_empty() {
            write!(differences, "\n{}\n{lines}", case.name).unwrap();
        }
    }
    assert!(differences.is_empty(), "{differences}");
}

/// A portal in which every rule has its example.
fn rules() -> (Catalog, Geo) {
    let path = site::root().join("tests/cases/signpost/rules.portal.txt");
    let mut text = std::fs::read_to_string(path).unwrap();
    // The files of a service differ in a line or two, and those of a municipality likewise.
    let services = [
        ("own", ""),
        ("decided", ""),
        ("expired", ""),
        ("coming", ""),
        ("inside", ""),
        ("handled", ""),
        ("chained", ""),
        ("listed", ""),
        ("circle", ""),
        ("myself", ""),
        ("dangling", ""),
        ("body", ""),
        ("bodiless", ""),
        ("hosted", ""),
        ("agreed", ""),
        ("advice", ""),
        ("refused", ""),
        ("nothing", ""),
        ("doubtful", ""),
        ("rivals", ""),
        ("agreement-body", ""),
        ("police", "police"),
        ("state", "state"),
        ("county", "county"),
    ];
    for (id, level) in services {
        let responsible = if level.is_empty() { "municipality" } else { level };
        write!(text, "\n== content/services/{id}/service.toml\nkind = \"permit\"\naudience = [\"citizen\"]\ntopics = []\nevents = []\nresponsible = \"{responsible}\"\n").unwrap();
        if !level.is_empty() {
            writeln!(text, "organisation = \"{level}\"").unwrap();
        }
        write!(text, "common = false\nowner = \"the test\"\nreviewed = 2026-01-02\nversion = 1\nfacts = \"verified\"\n[fee]\nkind = \"free\"\n").unwrap();
        if level == "police" {
            write!(
                text,
                "[[channels]]\nkind = \"e_service\"\nurl = \"https://police.example/apply\"\n"
            )
            .unwrap();
        }
        write!(text, "\n== content/services/{id}/sv.md\n+++\ntitle = \"{id}\"\nsummary = \"{id}\"\nkeywords = []\n+++\nText.\n").unwrap();
    }
    let (catalog, problems) = site::catalog_of(&text);
    let ours: Vec<_> = problems
        .iter()
        .filter(|one| one.path.starts_with("content/") && !one.path.starts_with("content/words"))
        .collect();
    assert!(ours.is_empty(), "{ours:#?}");
    let geo = build(&catalog);
    (catalog, geo)
}

#[test]
fn every_rule_decides_as_written() {
    let (catalog, geo) = rules();
    hold("rules.toml", &catalog, &geo);
}

#[test]
fn the_shipped_portal_shows_the_way() {
    let (catalog, geo) = geo::shipped();
    hold("real.toml", catalog, geo);
}

#[test]
fn every_service_in_every_municipality_has_a_way_on() {
    let (catalog, geo) = geo::shipped();
    for service in catalog.services.keys() {
        for code in catalog.municipalities.keys() {
            let place = geo.find(&PlaceQuery::Municipality(code.to_string()), DAY);
            let answer = signpost(catalog, geo, service, place, site::now());
            let open = answer.channels.iter().any(|way| !way.closed);
            let asks = answer.point_needed.is_some();
            assert!(open || asks || !answer.alternatives.is_empty(), "{service} in {code}");
            assert!(answer.trace.len() >= 2, "{service} in {code}: {:?}", answer.trace);
            assert_eq!(
                answer.outcome == Outcome::HandledBy,
                answer.handler.is_some() && answer.outcome != Outcome::Elsewhere,
                "{service} in {code}"
            );
        }
    }
}

#[test]
fn steps_say_where_they_are_known_from() {
    let (catalog, geo) = rules();
    let place = geo.find(&PlaceQuery::Municipality("alfa".to_owned()), DAY);
    let service = ServiceId::parse("own").unwrap();
    let answer = signpost(&catalog, &geo, &service, place, site::now());
    let known: Vec<_> =
        answer.trace.iter().map(|step| (step.source.as_deref(), step.confirmed)).collect();
    let day = |month, day| Some(jiff::civil::date(2026, month, day));
    assert_eq!(known, [(Some("alfa.example"), day(11, 1)), (Some("alfa.example/own"), day(10, 1))]);
    assert_eq!(answer.channels[0].confirmed, jiff::civil::date(2026, 10, 1));
}

#[test]
fn a_municipality_that_is_in_no_file_is_an_unknown_place() {
    let (catalog, geo) = rules();
    let code = MunicipalityCode::parse("9999").unwrap();
    let place = Found::Municipality {
        code,
        matched: Match::Municipality,
        distance_m: None,
        near_border: Vec::new(),
        point: None,
    };
    let service = ServiceId::parse("own").unwrap();
    let answer = signpost(&catalog, &geo, &service, place, site::now());
    assert_eq!(answer.outcome, Outcome::PlaceUnknown);
    assert_eq!(answer.place, Found::Unknown(UnknownPlace::OutsidePortal { code }));
}

#[test]
fn the_day_in_sweden_follows_summer_time() {
    let cases = [
        ("2026-11-23T22:59:59Z", "2026-11-23"),
        ("2026-11-23T23:00:00Z", "2026-11-24"),
        ("2026-07-01T21:59:59Z", "2026-07-01"),
        ("2026-07-01T22:00:00Z", "2026-07-02"),
        ("2026-03-29T00:59:59Z", "2026-03-29"),
        ("2026-10-24T22:30:00Z", "2026-10-25"),
        ("2026-10-25T22:30:00Z", "2026-10-25"),
    ];
    for (moment, day) in cases {
        assert_eq!(day_in_sweden(moment.parse().unwrap()).to_string(), day, "{moment}");
    }
}
