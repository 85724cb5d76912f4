//! Tests of areas that decide: shore protection, layers from organisations, and a merger from one
//! day to the next.

use samvis::api::{Question, respond};
use samvis::geo::{Found, PlaceQuery};
use samvis::model::{LayerId, Point, ServiceId};
use samvis::pages::{Address, Site, Visit};
use samvis::signpost::{Handler, Outcome, StepKind, moment_on, signpost};
use serde_json::Value;

use crate::site;

const SHORE: &str = "exempel-strand";

fn service(id: &str) -> ServiceId {
    ServiceId::parse(id).unwrap()
}

fn day(text: &str) -> jiff::civil::Date {
    text.parse().unwrap()
}

fn asked(site: &Site, path: &str, query: &[(&str, &str)]) -> Value {
    let query: Vec<_> = query.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
    let question = Question { path, query: &query, now: site::now(), elapsed_us: &|| 7 };
    let response = respond(site, &question);
    assert_eq!(response.status, 200, "{}", response.body);
    serde_json::from_str(&response.body).unwrap()
}

#[test]
fn a_point_is_asked_for_only_where_it_decides() {
    let site = site::shipped();
    let ask = |place: (&str, &str)| asked(site, "signpost", &[("service", "strandskydd"), place]);
    let dorotea = ask(("municipality", "dorotea"));
    assert_eq!(dorotea["outcome"], "choose");
    assert_eq!(dorotea["candidates"][0]["code"], "2425");
    let needed = &dorotea["point_needed"];
    assert_eq!(needed["layers"][0], SHORE);
    assert_eq!(needed["inside"]["outcome"], "elsewhere");
    assert_eq!(needed["inside"]["handler"]["id"], "lansstyrelsen");
    assert_eq!(needed["outside"]["outcome"], "unknown");
    // No such area reaches Kiruna, so nobody is asked there.
    let kiruna = ask(("municipality", "kiruna"));
    assert_eq!(kiruna["outcome"], "direct");
    assert_eq!(kiruna["point_needed"], Value::Null);
}

#[test]
fn a_point_decides_who_answers_for_a_shore() {
    let snapshot = &site::shipped().snapshot;
    let decide = |lat, lon| {
        let query = PlaceQuery::Point(Point::new(lat, lon).unwrap());
        let place = snapshot.geo.find(&query, day("2026-11-23"));
        signpost(&snapshot.catalog, &snapshot.geo, &service("strandskydd"), place, site::now())
    };
    let inside = decide(64.47, 16.1);
    assert_eq!(inside.outcome, Outcome::Elsewhere);
    assert!(
        matches!(&inside.handler, Some(Handler::Organisation(id)) if id.as_str() == "lansstyrelsen")
    );
    assert!(inside.trace.iter().any(|step| matches!(step.kind, StepKind::InsideArea(..))));
    let outside = decide(64.42, 16.1);
    assert_eq!(outside.outcome, Outcome::Unknown);
    assert!(outside.point_needed.is_none());
}

#[test]
fn the_page_shows_both_answers_and_asks_for_the_place() {
    let site = site::shipped();
    let path = "/sv/tjanster/strandskydd/dorotea";
    let Address::Page(locale, page) = site.resolve(path) else { panic!("{path} is a page") };
    let html = site.render(locale, &page, &Visit::default(), site::now());
    assert!(html.text().contains("Exempel: statligt skyddat område vid strand (påhittat)"));
    assert!(html.text().contains("Länsstyrelsen"));
    assert!(html.text().contains("name=\"place\""));
    let query = vec![("place".to_owned(), "64.47, 16.1".to_owned())];
    let visit = Visit { query, ..Visit::default() };
    let html = site.render(locale, &page, &visit, site::now());
    assert!(html.text().contains("Det här sköts av Länsstyrelsen"));
}

#[test]
fn layers_follow_from_organisations() {
    let snapshot = &site::shipped().snapshot;
    let ids = |layer: &str| -> Vec<String> {
        let layer = &snapshot.catalog.layers[&LayerId::parse(layer).unwrap()];
        layer.areas.iter().map(|area| area.id.clone()).collect()
    };
    assert_eq!(ids("raddning"), ["jrtf", "rt-are"]);
    assert!(ids("samverkan").contains(&"bha-miljobygg".to_owned()));
    // Östersund belongs to the federation, Åre has its own.
    for (lat, lon, id) in [(63.18, 14.64, "jrtf"), (63.4, 13.08, "rt-are")] {
        let point = Point::new(lat, lon).unwrap();
        let layer = LayerId::parse("raddning").unwrap();
        let located = snapshot.geo.locate(&layer, point, day("2026-11-23")).unwrap();
        assert_eq!(located.areas[0].id, id);
    }
}

/// The small portal in which Ånge and Sundsvall become Mittbygden on the first of January 2027.
fn merged() -> Site {
    let mut tree = site::tree_at(&site::root().join("tests/sites/small"));
    let ended = "valid_to = 2026-12-31\nsucceeded_by = \"2299\"\n";
    for slug in ["ange", "sundsvall"] {
        let path = format!("content/municipalities/{slug}/municipality.toml");
        let text = String::from_utf8(tree.get(&path).unwrap().to_vec()).unwrap();
        tree.insert(&path, format!("{ended}{text}").into_bytes());
    }
    let new = "code = \"2299\"\ncounty = \"22\"\nnames = { sv = \"Mittbygden\" }\n\
               website = \"https://mittbygden.example\"\nconfirmed = 2026-11-23\n\
               source = \"the test\"\nvalid_from = 2027-01-01\n";
    tree.insert("content/municipalities/mittbygden/municipality.toml", new.as_bytes().to_vec());
    let text = tree.get("maps/kommuner.geojson").unwrap();
    let mut map: Value = serde_json::from_slice(text).unwrap();
    let features = map["features"].as_array_mut().unwrap();
    let mut parts = Vec::new();
    for feature in features.iter_mut() {
        if feature["properties"]["kommunkod"] != "2283" {
            feature["properties"]["valid_to"] = "2026-12-31".into();
            feature["properties"]["succeeded_by"] = "2299".into();
            match feature["geometry"]["type"].as_str() {
                Some("Polygon") => parts.push(feature["geometry"]["coordinates"].clone()),
                _ => parts.extend(feature["geometry"]["coordinates"].as_array().unwrap().clone()),
            }
        }
    }
    features.push(serde_json::json!({
        "type": "Feature",
        "properties": { "kommunkod": "2299", "kommun": "Mittbygden", "valid_from": "2027-01-01" },
        "geometry": { "type": "MultiPolygon", "coordinates": parts },
    }));
    tree.insert("maps/kommuner.geojson", map.to_string().into_bytes());
    site::site_of(&tree)
}

#[test]
fn two_municipalities_become_one_from_one_day_to_the_next() {
    let site = merged();
    let snapshot = &site.snapshot;
    assert!(snapshot.problems.iter().all(|problem| !problem.path.starts_with("maps/kommuner")));
    let sundsvall = PlaceQuery::Point(Point::new(62.39, 17.31).unwrap());
    let at = |query: &PlaceQuery, date: &str| match snapshot.geo.find(query, day(date)) {
        Found::Municipality { code, .. } => code.to_string(),
        other => format!("{other:?}"),
    };
    assert_eq!(at(&sundsvall, "2026-12-31"), "2281");
    assert_eq!(at(&sundsvall, "2027-01-01"), "2299");
    // The answer of the API is that of the day asked for, by point and by the old name.
    for (date, expected) in [("2026-12-31", "2281"), ("2027-01-01", "2299")] {
        let areas = asked(&site, "areas", &[("lat", "62.39"), ("lon", "17.31"), ("date", date)]);
        assert_eq!(areas["areas"][0]["code"], expected, "{date}");
        let sign = asked(
            &site,
            "signpost",
            &[("service", "bygglov"), ("place", "Sundsvall"), ("date", date)],
        );
        assert_eq!(sign["place"]["municipality"]["code"], expected, "{date}");
        let found = asked(&site, "search", &[("q", "bygglov sundsvall"), ("date", date)]);
        assert_eq!(found["understood"]["municipality"]["code"], expected, "{date}");
    }
}

#[test]
fn pages_of_an_ended_municipality_lead_to_the_one_that_took_over() {
    let site = merged();
    for (path, expected) in [
        ("/sv/kommuner/sundsvall", "/sv/kommuner/mittbygden?date=2027-03-01"),
        ("/sv/tjanster/bygglov/ange", "/sv/tjanster/bygglov/mittbygden?date=2027-03-01"),
    ] {
        let Address::Page(locale, page) = site.resolve(path) else { panic!("{path} is a page") };
        let before = site.render(locale, &page, &Visit::default(), site::now());
        assert_eq!((before.status, before.location), (200, None), "{path}");
        let query = vec![("date".to_owned(), "2027-03-01".to_owned())];
        let visit = Visit { query, ..Visit::default() };
        let after = site.render(locale, &page, &visit, site::now());
        assert_eq!((after.status, after.location.as_deref()), (303, Some(expected)), "{path}");
        // The same when that day has come.
        let later = moment_on(day("2027-03-01"), site::now());
        let then = site.render(locale, &page, &Visit::default(), later);
        assert_eq!(then.status, 303, "{path}");
    }
}
