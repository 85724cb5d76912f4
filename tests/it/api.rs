//! Tests of `api`: every answer is as `openapi.json` describes it, and says what DESIGN promises.

use std::collections::BTreeSet;

use samvis::api::{self, Question, Response};
use samvis::pages::Site;
use serde_json::{Value, json};

use crate::site;

/// Real questions: every documented path must be among them.
const QUESTIONS: [&str; 60] = [
    "search?q=bygga+altan",
    "search?q=bygglov&locale=en&municipality=2281&limit=1",
    "search?q=bygglov+sundsvall",
    "search?q=byglov",
    "search?q=&kind=service&audience=citizen",
    "search?q=bygga&topic=build&offset=1",
    "search?q=%C3%A5nge&kind=municipality",
    "suggest?q=by",
    "suggest?q=",
    "places?q=sund",
    "places?q=852",
    "places?q=",
    "areas?lat=62.39&lon=17.31",
    "areas?lat=62.39&lon=17.31&layer=lan",
    "areas?lat=0&lon=0",
    "areas/many?points=62.39,17.31",
    "areas/many?points=62.39,17.31%3B+0+,+0+%3B&layer=lan",
    "signpost?service=bygglov&municipality=2281",
    "signpost?service=bygglov&municipality=ange",
    "signpost?service=bygglov&lat=62.39&lon=17.31",
    "signpost?service=bygglov&postcode=852+31",
    "signpost?service=bygglov&place=Sundsvall",
    "signpost?service=bygglov&place=Atlantis",
    "signpost?service=god-man&municipality=solleftea&locale=en",
    "signpost?service=god-man&municipality=ange",
    "signpost?service=serveringstillstand-stadigvarande&municipality=ange",
    "signpost?service=offentlig-tillstallning&municipality=2281",
    "signpost?service=skolskjuts&municipality=2283",
    "signpost?service=forskoleplats&municipality=2283",
    "signpost?service=bygglov&lat=0&lon=0",
    "services",
    "services?locale=en",
    "services/bygglov",
    "services/offentlig-tillstallning?locale=en",
    "services/bygglov/compare?municipality=sundsvall&municipality=2260&locale=en",
    "services/serveringstillstand-stadigvarande/compare?municipality=ange",
    "checklists",
    "checklists?locale=en",
    "checklists/oppna-krog",
    "checklists/oppna-krog/plan",
    "checklists/oppna-krog/plan?plats=sundsvall&lokal=ny&alkohol=vin&alkohol=sprit&platser=200",
    "checklists/oppna-krog/plan?municipality=ange&start=2027-03-01&day=2027-08-14&musik=ja&locale=en",
    "checklists/oppna-krog/plan?platser=tio&start=9999-01-01&farg=rod&oppnar=2020-13-40",
    "checklists/oppna-krog/plan.ics?plats=sundsvall&lokal=ny&alkohol=vin&platser=200",
    "municipalities",
    "municipalities/2281",
    "municipalities/ange?locale=en",
    "service-points",
    "service-points?municipality=ange&locale=en",
    "service-points?service=bygglov&lat=62.35&lon=17.02&limit=2",
    "service-points?lat=62.35&lon=17.02&offset=3",
    "service-points.geojson",
    "service-points.geojson?municipality=2281&service=god-man",
    "layers",
    "layers/kommuner",
    "layers/bas",
    "layers/kommuner.csv",
    "layers/kommuner.csv?service=bygglov",
    "openapi.json",
    "api-info",
];

/// Asks as a client writes it.
fn ask(site: &Site, url: &str) -> Response {
    let (path, query) = url.split_once('?').unwrap_or((url, ""));
    let decode = |text: &str| {
        let coded = [("+", " "), ("%C3%A5", "å"), ("%C3%84", "Ä"), ("%20", " "), ("%3B", ";")];
        coded.iter().fold(text.to_owned(), |text, (code, letter)| text.replace(code, letter))
    };
    let pairs: Vec<(String, String)> = query
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .map(|(name, value)| (decode(name), decode(value)))
        .collect();
    let question = Question { path, query: &pairs, now: site::now(), elapsed_us: &|| 7 };
    api::respond(site, &question)
}

fn json_of(site: &Site, url: &str) -> Value {
    let response = ask(site, url);
    assert_eq!(response.status, 200, "{url}: {}", response.body);
    serde_json::from_str(&response.body).expect("an answer is JSON")
}

fn description(site: &Site) -> Value {
    json_of(site, "openapi.json")
}

/// The documented path of a question: `services/bygglov` is `/services/{id}`.
fn template(url: &str) -> String {
    let path = url.split('?').next().unwrap_or_default();
    match path.split_once('/') {
        // Here `many` is no id.
        Some(("areas", _)) | None => format!("/{path}"),
        Some((first, rest)) => {
            let part = rest.split_once('/').map(|(_, part)| format!("/{part}"));
            format!("/{first}/{{id}}{}", part.unwrap_or_default())
        }
    }
}

/// A schema of the document as one of its own: references stay within it, and what is not
/// described is not allowed. (Clients must expect new fields; our own test must not.)
fn schema(document: &Value, pointer: &str) -> Value {
    let mut components = document["components"].clone();
    close(&mut components);
    let mut schema = document.pointer(pointer).expect("the document has this schema").clone();
    close(&mut schema);
    schema["components"] = components;
    schema
}

fn close(value: &mut Value) {
    match value {
        Value::Object(members) => {
            if members.get("properties").is_some_and(Value::is_object)
                && !members.contains_key("additionalProperties")
            {
                members.insert("additionalProperties".to_owned(), Value::Bool(false));
            }
            members.values_mut().for_each(close);
        }
        Value::Array(items) => items.iter_mut().for_each(close),
        _ => {}
    }
}

fn assert_valid(schema: &Value, instance: &Value, what: &str) {
    let validator = jsonschema::draft202012::new(schema).expect("the schema is one");
    let mistakes: Vec<String> = validator
        .iter_errors(instance)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .take(5)
        .collect();
    assert_eq!(mistakes, Vec::<String>::new(), "{what}");
}

/// A JSON pointer to the schema of a path's answer.
fn answer_pointer(template: &str, media: &str) -> String {
    let escape = |text: &str| text.replace('~', "~0").replace('/', "~1");
    let (path, media) = (escape(template), escape(media));
    format!("/paths/{path}/get/responses/200/content/{media}")
}

#[test]
fn every_answer_is_as_described() {
    for site in [site::small(), site::shipped()] {
        let document = description(site);
        for url in QUESTIONS {
            let response = ask(site, url);
            // The shipped portal need not have every thing of the small one.
            if response.status != 200 && !std::ptr::eq(site, site::small()) {
                continue;
            }
            assert_eq!(response.status, 200, "{url}: {}", response.body);
            let pointer = answer_pointer(&template(url), response.content_type);
            let schema = schema(&document, &format!("{pointer}/schema"));
            let answer: Value = match response.content_type {
                media if media.starts_with("text/") => Value::String(response.body),
                _ => serde_json::from_str(&response.body).expect("an answer is JSON"),
            };
            if url != "openapi.json" {
                assert_valid(&schema, &answer, url);
            }
        }
    }
}

#[test]
fn every_documented_path_answers_and_every_answer_is_documented() {
    let document = description(site::small());
    let documented: BTreeSet<String> =
        document["paths"].as_object().expect("there are paths").keys().cloned().collect();
    let asked: BTreeSet<String> = QUESTIONS.iter().map(|url| template(url)).collect();
    assert_eq!(documented, asked);
}

#[test]
fn every_documented_example_is_as_described() {
    let document = description(site::small());
    for (path, item) in document["paths"].as_object().expect("there are paths") {
        for (status, response) in item["get"]["responses"].as_object().expect("there are answers") {
            let Some(content) = response["content"].as_object() else { continue };
            for (media, described) in content {
                let escape = |text: &str| text.replace('~', "~0").replace('/', "~1");
                let pointer = format!(
                    "/paths/{}/get/responses/{status}/content/{}/schema",
                    escape(path),
                    escape(media)
                );
                let what = format!("{path} {status}");
                let is_text = media.starts_with("text/");
                let example = &described["example"];
                assert!(example.is_object() || is_text, "{what} has an example");
                if path != "/openapi.json" {
                    assert_valid(&schema(&document, &pointer), &described["example"], &what);
                }
            }
        }
    }
}

#[test]
fn the_description_says_who_answers_and_where() {
    let document = description(site::small());
    assert_eq!(document["openapi"], "3.1.0");
    assert_eq!(document["servers"][0]["url"], "https://samvis.example/api/v1");
    assert_eq!(document["info"]["contact"]["email"], "redaktionen@samvis.example");
    assert_eq!(document["info"]["contact"]["url"], "https://samvis.example/sv/om");
    assert_eq!(
        document["components"]["parameters"]["locale"]["schema"]["enum"],
        json!(["sv", "en"])
    );
    for (path, item) in document["paths"].as_object().expect("there are paths") {
        assert!(!path.contains('_') && *path == path.to_lowercase(), "{path}");
        for field in ["operationId", "summary", "description"] {
            assert!(item["get"][field].is_string(), "{path}: {field}");
        }
    }
    let info = json_of(site::small(), "api-info");
    assert_eq!(info["apiDocumentation"], "https://samvis.example/api/v1/openapi.json");
}

#[test]
fn service_points_come_nearest_first_and_as_points() {
    let site = site::small();
    let ids = |url: &str| -> Vec<String> {
        let answer = json_of(site, url);
        let list = answer["service_points"].as_array().expect("it is a list");
        list.iter().map(|it| it["id"].as_str().unwrap_or_default().to_owned()).collect()
    };
    // In Matfors the library is nearest; of what has no position nobody knows how far it is.
    let matfors = "service-points?lat=62.35&lon=17.02";
    let nearest = ["exempelbiblioteket", "exempelkontoret", "exempelnamnden", "exempeldisken"];
    assert_eq!(ids(matfors), nearest);
    assert_eq!(ids(&format!("{matfors}&limit=2&offset=1")), nearest[1..3]);
    let answer = json_of(site, matfors);
    assert_eq!(answer["total"], 4);
    let library = &answer["service_points"][0];
    // 0.0027 degrees of latitude are 301 m, 0.0069 of longitude 357 m: Pythagoras says 467 m.
    let distance_m = library["distance_m"].as_f64().expect("it is known");
    assert!((distance_m - 467.0).abs() < 3.0, "{distance_m}");
    assert_eq!(answer["service_points"][3]["distance_m"], Value::Null);
    assert_eq!(ids("service-points?municipality=ange"), ["exempeldisken"]);
    // The library helps with a preschool place only; the others do not say that they do not help.
    assert!(!ids("service-points?service=bygglov").contains(&"exempelbiblioteket".to_owned()));
    let points = json_of(site, "service-points.geojson");
    let features = points["features"].as_array().expect("it is a list");
    assert_eq!(features.len(), 3, "one has no position");
    assert_eq!(
        features[0]["geometry"],
        json!({"type": "Point", "coordinates": [17.3063, 62.3901]})
    );
    assert_eq!(
        features[0]["properties"]["url"],
        "/sv/kommuner/sundsvall#service-point-exempelkontoret"
    );
    assert_eq!(json_of(site::shipped(), "service-points")["total"], 0);
}

#[test]
fn questions_that_cannot_be_answered_are_refused_with_what_is_allowed() {
    let cases = [
        ("search", "`q` is missing"),
        ("search?q=a&limit=0", "from 1 to 100"),
        ("search?q=a&limit=101", "from 1 to 100"),
        ("search?q=a&limit=-1", "from 1 to 100"),
        ("search?q=a&limit=ten", "from 1 to 100"),
        ("search?q=a&offset=10001", "from 0 to 10000"),
        ("search?q=a&offset=99999999999999999999", "from 0 to 10000"),
        ("search?q=a&locale=fi", "one of sv, en"),
        ("search?q=a&kind=thing", "one of service, guide"),
        ("search?q=a&audience=all", "one of citizen, business, association"),
        ("search?q=a&topic=nothing", "one of build"),
        ("search?q=a&municipality=9999", "/api/v1/municipalities"),
        ("suggest", "`q` is missing"),
        ("places", "`q` is missing"),
        ("areas", "`lat` is missing"),
        ("areas?lat=62", "`lon` is missing"),
        ("areas?lat=&lon=17", "`lat` is missing"),
        ("areas?lat=17.31&lon=62.39", "swapped"),
        ("areas?lat=NaN&lon=17", "a number of degrees"),
        ("areas?lat=62&lon=inf", "a number of degrees"),
        ("areas?lat=1e400&lon=17", "a number of degrees"),
        ("areas?lat=6,2&lon=17", "a number of degrees"),
        ("areas?lat=91&lon=17", "from -90 to 90"),
        ("areas?lat=62&lon=17&layer=nothing", "one of bas, kommuner, lan"),
        ("areas/many", "`points` is missing"),
        ("areas/many?points=%3B", "1 to 100 points"),
        (
            "areas/many?points=62.39",
            "point 1 of `points`: latitude and longitude must have a comma",
        ),
        (
            "areas/many?points=62,17%3B17,62",
            "point 2 of `points`: `lat` and `lon` seem to be swapped",
        ),
        (
            "areas/many?points=62,17%3B62,NaN",
            "point 2 of `points`: `lon` must be a number of degrees",
        ),
        ("areas/many?points=62,17,1", "point 1 of `points`: `lon` must be a number of degrees"),
        ("signpost?municipality=2281", "`service` is missing"),
        ("signpost?service=nothing&municipality=2281", "/api/v1/services"),
        ("signpost?service=bygglov", "in exactly one way"),
        ("signpost?service=bygglov&municipality=2281&place=Sundsvall", "in exactly one way"),
        ("signpost?service=bygglov&lat=62", "`lon` is missing"),
        ("signpost?service=bygglov&postcode=123", "five digits"),
        ("services/bygglov/compare", "at least one `municipality`"),
        (
            "services/bygglov/compare?municipality=ange&municipality=x",
            "in /api/v1/municipalities, not",
        ),
        ("checklists?locale=fi", "one of sv, en"),
        ("service-points?lat=62", "`lon` is missing"),
        ("service-points?lat=17.31&lon=62.39", "swapped"),
        ("service-points?municipality=9999", "/api/v1/municipalities"),
        ("service-points?service=nothing", "/api/v1/services"),
        ("service-points?limit=101", "from 1 to 100"),
        ("service-points.geojson?municipality=9999", "/api/v1/municipalities"),
    ];
    let document = description(site::small());
    let problem = schema(&document, "/components/schemas/Problem");
    for (url, part) in cases {
        let response = ask(site::small(), url);
        assert_eq!(response.status, 400, "{url}: {}", response.body);
        assert_eq!(response.content_type, "application/problem+json", "{url}");
        assert!(response.body.contains(part), "{url}: {}", response.body);
        let body = serde_json::from_str(&response.body).expect("a problem is JSON");
        assert_valid(&problem, &body, url);
    }
    for url in [
        "",
        "nothing",
        "services/nothing",
        "services/BYGGLOV",
        "municipalities/9999",
        "layers/nothing",
        "layers/../secret",
        "search/more",
        "services/bygglov/more",
        "services/nothing/compare?municipality=ange",
        "checklists/nothing",
        "checklists/nothing/plan",
        "checklists/oppna-krog/more",
    ] {
        assert_eq!(ask(site::small(), url).status, 404, "{url}");
    }
    let long = format!("search?q={}", "a".repeat(201));
    assert!(ask(site::small(), &long).body.contains("at most 200 characters"));
}

#[test]
fn names_that_are_not_known_are_ignored() {
    let response = ask(site::small(), "services?utm_source=letter&cachebuster=1");
    assert_eq!(response.body, ask(site::small(), "services").body);
}

#[test]
fn a_signpost_tells_where_to_go_and_why() {
    let direct = json_of(site::small(), "signpost?service=bygglov&municipality=sundsvall");
    assert_eq!(direct["outcome"], "direct");
    assert_eq!(direct["place"]["municipality"], json!({ "code": "2281", "name": "Sundsvall" }));
    assert_eq!(direct["handler"]["code"], "2281");
    assert!(direct["channels"].as_array().is_some_and(|channels| !channels.is_empty()));
    for step in direct["trace"].as_array().expect("there is a trace") {
        let text = step["text"].as_str().unwrap_or_default();
        assert!(text.ends_with('.') && !text.starts_with("step-"), "{step}");
    }
    let nowhere = json_of(site::small(), "signpost?service=bygglov&place=Atlantis");
    assert_eq!(nowhere["outcome"], "place_unknown");
    assert_eq!(nowhere["place"]["unknown"], "no_such_place");
    let police =
        json_of(site::small(), "signpost?service=offentlig-tillstallning&municipality=2281");
    assert_eq!(
        (&police["outcome"], &police["handler"]["id"]),
        (&json!("elsewhere"), &json!("polisen"))
    );
}

#[test]
fn a_search_tells_whether_the_municipality_has_it() {
    let found = json_of(site::small(), "search?q=bygglov&municipality=2281");
    let hit = &found["hits"][0];
    assert_eq!((&hit["kind"], &hit["id"]), (&json!("service"), &json!("bygglov")));
    assert_eq!(hit["provision"]["state"], "provided");
    assert_eq!(hit["provision"]["url"], "/sv/tjanster/bygglov/sundsvall");
    assert_eq!(found["took_us"], 7);
    let anywhere = json_of(site::small(), "search?q=bygglov");
    assert_eq!(anywhere["hits"][0]["provision"], Value::Null);
    let ids: Vec<&Value> =
        anywhere["hits"].as_array().into_iter().flatten().map(|h| &h["id"]).collect();
    assert_eq!(ids.iter().filter(|id| **id == "bygglov").count(), 1, "one hit: {ids:?}");
}

#[test]
fn a_search_offers_the_checklist_that_its_words_name() {
    let found = json_of(site::shipped(), "search?q=öppna restaurang");
    let planned = &found["planned"];
    let expected =
        (json!("checklist"), json!("oppna-restaurang"), json!("/sv/checklistor/oppna-restaurang"));
    assert_eq!(
        (&planned["kind"], &planned["id"], &planned["url"]),
        (&expected.0, &expected.1, &expected.2)
    );
    let hits = found["hits"].as_array().expect("a list");
    assert!(hits.iter().any(|hit| hit["id"] == planned["id"] && hit["kind"] == "checklist"));
    assert_eq!(json_of(site::shipped(), "search?q=bygglov")["planned"], Value::Null);
}

#[test]
fn the_steady_part_of_a_search_does_not_tell_how_long_it_took() {
    let response = ask(site::small(), "search?q=bygglov");
    let steady = response.steady.expect("a search tells how long it took");
    assert!(steady.contains("\"took_us\":0") && response.body.contains("\"took_us\":7"));
}

#[test]
fn a_calendar_has_whole_days_and_lines_of_at_most_75_octets() {
    let answers = "plats=sundsvall&lokal=ny&alkohol=vin&platser=200&musik=no&start=2027-03-01";
    let response = ask(site::small(), &format!("checklists/oppna-krog/plan.ics?{answers}"));
    assert_eq!(response.content_type, "text/calendar; charset=utf-8");
    assert!(response.body.starts_with("BEGIN:VCALENDAR\r\n"), "{}", response.body);
    assert!(response.body.ends_with("END:VCALENDAR\r\n"));
    assert!(response.body.split("\r\n").all(|line| line.len() <= 75 && !line.contains('\n')));
    assert_eq!(response.body.matches("BEGIN:VEVENT").count(), 5, "four things and the opening");
    assert!(response.body.contains("DTSTART;VALUE=DATE:20270709"), "the day to count on");
}

#[test]
fn a_calendar_for_a_wished_day_has_the_last_days() {
    let answers = "plats=sundsvall&lokal=ny&alkohol=vin&platser=200&musik=no";
    let days = "start=2027-03-01&day=2027-08-14";
    let response = ask(site::small(), &format!("checklists/oppna-krog/plan.ics?{answers}&{days}"));
    let entry = |day: &str, summary: &str| format!("DTSTART;VALUE=DATE:{day}\r\nSUMMARY:{summary}");
    for (day, summary) in [
        ("20270413", "Senast i dag: Serveringstillstånd\r\n"),
        ("20270406", "Senast i dag: "),
        ("20270814", "Allt ska vara klart: "),
    ] {
        assert!(response.body.contains(&entry(day, summary)), "{summary}: {}", response.body);
    }
    let portal = "URL:https://e-tjanster.sundsvall.se\r\n";
    assert!(response.body.contains(portal), "no way in is known, so the portal stands there");
}

#[test]
fn a_comparison_says_unknown_where_nothing_is_known() {
    let url = "services/serveringstillstand-stadigvarande/compare\
               ?municipality=sundsvall&municipality=solleftea";
    let compared = json_of(site::small(), url);
    let columns = compared["municipalities"].as_array().expect("there are columns");
    let codes: Vec<&Value> = columns.iter().map(|it| &it["municipality"]["code"]).collect();
    assert_eq!(codes, [&json!("2281"), &json!("2283")], "in the order asked");
    assert_eq!(columns[1]["outcome"], "unknown");
    assert_eq!(columns[1]["confirmed"], Value::Null);
    assert_eq!(columns[1]["fee"]["amount_sek"], Value::Null, "never zero");
}
