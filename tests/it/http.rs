//! Tests of `web` through Rocket's local client: headers, caching, encodings, errors, hostile paths.

mod basemap;
mod embed;
pub mod layers;
mod tiles;

use std::io::Read;
use std::sync::{Arc, LazyLock};

use rocket::http::{ContentType, Header, Method, Status};
use rocket::local::blocking::{Client, LocalRequest, LocalResponse};
use samvis::live::{self, Live};
use samvis::web;
use serde_json::Value;

use crate::site;

/// The headers that every answer carries, errors too.
const SECURITY: [(&str, &str); 7] = [
    ("Content-Security-Policy", "default-src 'none';"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Embedder-Policy", "require-corp"),
    ("Permissions-Policy", "camera=(), microphone=(), geolocation=(self)"),
];

/// The small fixture.
static LIVE: LazyLock<Arc<Live>> = LazyLock::new(|| {
    let loaded = live::load(&site::root().join("tests/sites/small"), None).expect("it is a portal");
    Arc::new(Live::new(loaded))
});

thread_local! {
    /// Rocket's client stays on its thread; it is never given back, so that answers can outlive
    /// the function that asked.
    static CLIENT: &'static Client = Box::leak(Box::new(served()));
}

fn served() -> Client {
    client_of(Arc::clone(&LIVE))
}

fn client_of(live: Arc<Live>) -> Client {
    Client::untracked(web::rocket(live, None)).expect("the portal can be served")
}

fn client() -> &'static Client {
    CLIENT.with(|client| *client)
}

fn get(url: &str) -> LocalResponse<'_> {
    client().get(url).dispatch()
}

fn get_with<'c>(url: &'c str, headers: &[(&'static str, &str)]) -> LocalResponse<'c> {
    let mut request: LocalRequest<'c> = client().get(url);
    for (name, value) in headers {
        request.add_header(Header::new(*name, (*value).to_owned()));
    }
    request.dispatch()
}

fn header<'r>(response: &'r LocalResponse<'_>, name: &str) -> &'r str {
    response.headers().get_one(name).unwrap_or_default()
}

/// The body as it was before it was compressed.
fn decoded(response: LocalResponse<'_>) -> String {
    let coding = header(&response, "Content-Encoding").to_owned();
    let bytes = response.into_bytes().unwrap_or_default();
    let mut text = String::new();
    match coding.as_str() {
        "br" => brotli::Decompressor::new(bytes.as_slice(), 4096).read_to_string(&mut text),
        "gzip" => flate2::read::GzDecoder::new(bytes.as_slice()).read_to_string(&mut text),
        _ => bytes.as_slice().read_to_string(&mut text),
    }
    .expect("the body can be decoded");
    text
}

fn json(response: LocalResponse<'_>) -> Value {
    let text = response.into_string().expect("the body is text");
    serde_json::from_str(&text).expect("the body is JSON")
}

#[test]
fn every_answer_has_the_security_headers() {
    let paths = [
        "/",
        "/sv/",
        "/sv/tjanster/bygglov",
        "/sv/finns-inte",
        "/static/css/samvis.css",
        "/static/finns-inte",
        "/api/v1/services",
        "/api/v1/finns-inte",
        "/health/live",
        "/metrics",
        "/robots.txt",
        "/sitemap.xml",
        "/remember",
        "/%ff",
    ];
    for path in paths {
        let response = get(path);
        for (name, value) in SECURITY {
            let sent = header(&response, name);
            assert!(sent.starts_with(value), "{path}: {name}: {sent}");
        }
        assert_eq!(header(&response, "Server"), "", "{path}");
        let api = path.starts_with("/api");
        let policy = if api { "cross-origin" } else { "same-origin" };
        assert_eq!(header(&response, "Cross-Origin-Resource-Policy"), policy, "{path}");
        assert_eq!(header(&response, "Access-Control-Allow-Origin"), if api { "*" } else { "" });
        assert_ne!(header(&response, "Cache-Control"), "", "{path}");
    }
}

#[test]
fn pages_come_in_their_language_and_old_addresses_lead_on() {
    for (path, language) in [("/", "sv"), ("/sv/", "sv"), ("/en/", "en")] {
        let response = get(path);
        let status = response.status();
        if status == Status::MovedPermanently {
            continue;
        }
        assert_eq!(status, Status::Ok, "{path}");
        assert_eq!(response.content_type(), Some(ContentType::HTML));
        let body = response.into_string().expect("a page is text");
        assert!(body.contains(&format!("<html lang=\"{language}\"")), "{path}");
    }
    let old = get("/sv/bygglov?x=1");
    assert_eq!(old.status(), Status::MovedPermanently);
    assert_eq!(header(&old, "Location"), "/sv/tjanster/bygglov?x=1");
}

#[test]
fn what_has_not_changed_is_not_sent_again() {
    for path in ["/sv/karta", "/static/css/samvis.css", "/api/v1/services", "/sitemap.xml"] {
        let first = get(path);
        let tag = header(&first, "ETag").to_owned();
        assert!(tag.starts_with('"'), "{path}: {tag}");
        let names = ["Vary", "Cache-Control", "Content-Security-Policy", "ETag"];
        for list in [tag.clone(), format!("\"other\", W/{tag}"), "*".to_owned()] {
            let again = get_with(path, &[("If-None-Match", &list)]);
            assert_eq!(again.status(), Status::NotModified, "{path}: {list}");
            for name in names {
                assert_eq!(header(&again, name), header(&first, name), "{path}: {name}");
            }
            assert_eq!(again.into_bytes().unwrap_or_default(), b"", "{path}");
        }
        let other = get_with(path, &[("If-None-Match", "\"other\"")]);
        assert_eq!(other.status(), Status::Ok, "{path}");
    }
}

#[test]
fn bodies_are_compressed_as_the_asker_wants() {
    let plain = get("/sv/tjanster/bygglov").into_string().expect("a page is text");
    let cases = [
        ("br, gzip", "br"),
        ("gzip, deflate", "gzip"),
        ("gzip;q=1.0, br;q=0.5", "gzip"),
        ("br;q=0, gzip;q=0", ""),
        ("*", "br"),
        ("*;q=0", ""),
        ("identity", ""),
        ("GZIP;Q=0.3", "gzip"),
        ("x-gzip", "gzip"),
        ("br;q=zwei", ""),
        ("deflate, zstd", ""),
        (";;;,,,q=1", ""),
    ];
    let mut tags = std::collections::BTreeSet::new();
    for (accept, expected) in cases {
        let response = get_with("/sv/tjanster/bygglov", &[("Accept-Encoding", accept)]);
        assert_eq!(header(&response, "Content-Encoding"), expected, "{accept}");
        assert_eq!(header(&response, "Vary"), "Accept-Encoding, Cookie");
        tags.insert((expected, header(&response, "ETag").to_owned()));
        let text = decoded(response);
        assert_eq!(text, plain, "{accept}");
    }
    assert_eq!(tags.len(), 3, "one tag per encoding: {tags:?}");
}

#[test]
fn head_tells_the_same_without_the_body() {
    for path in ["/sv/", "/api/v1/services", "/static/css/samvis.css", "/sv/finns-inte", "/metrics"]
    {
        let whole = get(path);
        let head = client().head(path).dispatch();
        assert_eq!(head.status(), whole.status(), "{path}");
        for name in ["Content-Type", "ETag", "Cache-Control", "Vary"] {
            assert_eq!(header(&head, name), header(&whole, name), "{path}: {name}");
        }
        assert_eq!(head.into_bytes().unwrap_or_default(), b"", "{path}");
    }
}

#[test]
fn other_methods_are_refused_with_those_that_are_allowed() {
    let refused =
        [Method::Put, Method::Delete, Method::Patch, Method::Post, Method::Trace, Method::Connect];
    for method in refused {
        for path in ["/", "/sv/karta", "/api/v1/services", "/static/css/samvis.css"] {
            let response = client().req(method, path).dispatch();
            assert_eq!(response.status(), Status::MethodNotAllowed, "{method} {path}");
            assert_eq!(header(&response, "Allow"), "GET, HEAD, OPTIONS");
        }
    }
    let remember = get("/remember");
    assert_eq!(remember.status(), Status::MethodNotAllowed);
    assert_eq!(header(&remember, "Allow"), "POST, OPTIONS");
    let options = client().options("/api/v1/search").dispatch();
    assert_eq!(options.status(), Status::NoContent);
    assert_eq!(header(&options, "Access-Control-Allow-Methods"), "GET, HEAD, OPTIONS");
    assert_eq!(header(&options, "Access-Control-Allow-Origin"), "*");
}

#[test]
fn a_form_cannot_change_the_method() {
    for body in ["_method=get", "_method=delete", "_method=put&a=b"] {
        for path in ["/", "/remember", "/api/v1/services"] {
            let request = client().post(path).header(ContentType::Form).body(body);
            assert_eq!(request.dispatch().status(), Status::BadRequest, "{body} {path}");
        }
    }
}

#[test]
fn static_files_may_be_kept_for_ever_under_the_address_that_names_their_content() {
    let page = get("/sv/").into_string().expect("a page is text");
    let (_, rest) = page.split_once("/static/css/samvis.css").expect("a page has its style sheet");
    let query = rest.split('"').next().expect("an address ends");
    let url = format!("/static/css/samvis.css{query}");
    let response = get(&url);
    assert_eq!(response.status(), Status::Ok);
    assert_eq!(header(&response, "Cache-Control"), "public, max-age=31536000, immutable");
    assert_eq!(header(&response, "Content-Type"), "text/css; charset=utf-8");
    let wrong = get("/static/css/samvis.css?v=0000000000000000");
    assert_eq!(header(&wrong, "Cache-Control"), "public, no-cache");
}

fn remember<'c>(fields: &'c str, headers: &[(&'static str, &'static str)]) -> LocalResponse<'c> {
    let mut request = client().post("/remember").header(ContentType::Form).body(fields);
    for (name, value) in headers {
        request.add_header(Header::new(*name, *value));
    }
    request.dispatch()
}

#[test]
fn a_municipality_is_remembered_when_asked_and_forgotten_when_asked() {
    let own = [("Sec-Fetch-Site", "same-origin")];
    let response = remember("municipality=2281&back=%2Fsv%2Ftjanster%3Fq%3Da", &own);
    assert_eq!(response.status(), Status::SeeOther);
    assert_eq!(header(&response, "Location"), "/sv/tjanster?q=a");
    assert_eq!(
        header(&response, "Set-Cookie"),
        "municipality=2281; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly; Secure"
    );
    assert_eq!(header(&response, "Cache-Control"), "private, no-store");
    let forget = remember("municipality=&back=/en/", &own);
    assert!(header(&forget, "Set-Cookie").starts_with("municipality=; Path=/; Max-Age=0;"));
    let slug = remember("municipality=sundsvall", &own);
    assert!(header(&slug, "Set-Cookie").starts_with("municipality=2281;"));
    assert_eq!(header(&slug, "Location"), "/");
}

#[test]
fn nobody_is_led_elsewhere_and_no_foreign_page_remembers() {
    let own = [("Sec-Fetch-Site", "same-origin")];
    let elsewhere = [
        "https://evil.example",
        "//evil.example",
        "/%5Cevil.example",
        "%2F%2Fevil.example",
        "evil",
        "/a%0d%0aX:1",
        "javascript:alert(1)",
        "/%20/evil",
    ];
    for back in elsewhere {
        let fields = format!("municipality=2281&back={back}");
        let response = remember(&fields, &own);
        assert_eq!(header(&response, "Location"), "/", "{back}");
    }
    let foreign: [&[(&str, &str)]; 4] = [
        &[("Sec-Fetch-Site", "cross-site")],
        &[("Sec-Fetch-Site", "same-site")],
        &[("Origin", "https://evil.example")],
        &[("Origin", "null")],
    ];
    for headers in foreign {
        let response = remember("municipality=2281", headers);
        assert_eq!(response.status(), Status::Forbidden, "{headers:?}");
        assert_eq!(header(&response, "Set-Cookie"), "");
    }
    let portal = remember("municipality=2281", &[("Origin", "https://samvis.example")]);
    assert_eq!(portal.status(), Status::SeeOther);
    assert_eq!(remember("municipality=9999", &own).status(), Status::BadRequest);
    let large = format!("municipality=2281&x={}", "a".repeat(2000));
    assert_eq!(remember(&large, &own).status(), Status::PayloadTooLarge);
}

#[test]
fn what_one_visitor_chose_is_kept_by_nobody() {
    let path = "/sv/tjanster/bygglov";
    let chosen = get_with(path, &[("Cookie", "municipality=2281")]);
    assert_eq!(header(&chosen, "Cache-Control"), "private, no-store");
    assert_eq!(header(&chosen, "Vary"), "Accept-Encoding, Cookie");
    let chosen = chosen.into_string().expect("a page is text");
    let plain = get(path);
    assert!(header(&plain, "Cache-Control").starts_with("public"));
    assert_eq!(header(&plain, "Set-Cookie"), "");
    assert_ne!(plain.into_string().expect("a page is text"), chosen);
    for nonsense in ["municipality=9999", "municipality=\"><script>", "municipality", "=;=;"] {
        let response = get_with(path, &[("Cookie", nonsense)]);
        assert_eq!(response.status(), Status::Ok, "{nonsense}");
        assert!(header(&response, "Cache-Control").starts_with("public"), "{nonsense}");
    }
}

#[test]
fn errors_are_pages_for_people_and_problems_for_programs() {
    let page = get("/en/nothing-here");
    assert_eq!(page.status(), Status::NotFound);
    assert_eq!(header(&page, "Cache-Control"), "no-store");
    assert!(page.into_string().expect("a page is text").contains("<html lang=\"en\""));
    for (path, status) in [("/api/v1/nothing", 404), ("/api/v1/areas?lat=NaN&lon=17", 400)] {
        let response = get(path);
        assert_eq!(header(&response, "Content-Type"), "application/problem+json", "{path}");
        assert_eq!(response.status().code, status, "{path}");
        let problem = json(response);
        assert_eq!(problem["status"], status);
        for field in ["type", "title", "detail", "instance"] {
            assert!(problem[field].as_str().is_some_and(|text| !text.is_empty()), "{field}");
        }
    }
}

#[test]
fn hostile_paths_lead_nowhere() {
    let paths = [
        "/../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/..%2f..%2fetc%2fpasswd",
        "/..%5c..%5cetc",
        "/static/../../Cargo.toml",
        "/static/%2e%2e/Cargo.toml",
        "/static//etc/passwd",
        "//etc/passwd",
        "/static/%00",
        "/sv/%00",
        "/sv/%ff",
        "/sv/%zz",
        "/sv/%",
        "/static/..%c0%af..%c0%afetc/passwd",
        "/.git/config",
        "/samvis.toml",
        "/content/topics.toml",
        "/templates/layout.html",
        "/static/",
        "/static",
        "/sv/tjanster/..",
        "/sv/tjanster/%2e",
        "/api/v1/layers/..%2f..%2fsamvis",
    ];
    for path in paths {
        let response = get(path);
        assert!(matches!(response.status().code, 400 | 404), "{path}: {}", response.status());
        let body = response.into_string().unwrap_or_default();
        assert!(!body.contains("root:x:0") && !body.contains("[package]"), "{path}");
    }
}

#[test]
fn an_address_with_too_much_leads_to_the_nearest_question() {
    let questions = "/sv/checklistor/oppna-krog/fragor";
    let many = |count: usize| format!("{questions}?plats=sundsvall&{}", "x=1&".repeat(count));
    let hundred = many(100);
    let some = get(&hundred);
    assert_eq!(some.status(), Status::BadRequest);
    let body = some.into_string().expect("a page is text");
    assert!(body.contains("Adressen säger mer än vi kan läsa") && body.contains("id=\"q-lokal"));
    for address in [many(10_000), format!("{questions}?plats={}", "a".repeat(3_000))] {
        let page = get(&address);
        assert_eq!(page.status(), Status::UriTooLong);
        let body = page.into_string().expect("a page is text");
        assert!(body.contains("<h2 id=\"meant\">Öppna krog</h2>"), "{body}");
        assert!(body.contains(&format!("href=\"{questions}\"")), "the first question is linked");
    }
    let search = format!("/sv/sok?{}", "x=1&".repeat(100));
    let search = get(&search);
    assert_eq!(search.status(), Status::BadRequest);
    let body = search.into_string().expect("a page is text");
    assert!(body.contains("href=\"/sv/sok\""), "the page without its parameters is linked");
}

#[test]
fn requests_that_are_too_large_are_told_so() {
    let long = format!("/sv/{}", "a".repeat(3000));
    assert_eq!(get(&long).status(), Status::UriTooLong);
    let query = format!("/sv/sok?q={}", "a".repeat(3000));
    assert_eq!(get(&query).status(), Status::UriTooLong);
    let cookies = "a=b; ".repeat(10_000);
    let large = get_with("/sv/", &[("Cookie", &cookies)]);
    assert_eq!(large.status(), Status::RequestHeaderFieldsTooLarge);
    let many = format!("/sv/sok?{}", "a=b&".repeat(60));
    assert_eq!(get(&many).status(), Status::BadRequest);
    assert_eq!(get("/sv/sok?q=100%&q=%ff&%zz=%").status(), Status::Ok);
}

#[test]
fn operators_are_told_how_it_is() {
    assert_eq!(json(get("/health/live"))["live"], true);
    let ready = json(get("/health/ready"));
    assert_eq!((&ready["ready"], &ready["errors"]), (&Value::Bool(true), &Value::from(0)));
    assert_eq!(ready["refused"], Value::Array(Vec::new()));
    let metrics = get("/metrics").into_string().expect("metrics are text");
    let mut samples = 0;
    for line in metrics.lines().filter(|line| !line.starts_with('#')) {
        let (name, number) = line.rsplit_once(' ').expect("a sample has a name and a number");
        assert!(name.starts_with("samvis_"), "{line}");
        number.parse::<f64>().expect("a sample ends with a number");
        samples += 1;
    }
    assert!(samples > 20, "{metrics}");
    assert!(metrics.contains("samvis_request_duration_seconds_bucket{le=\"+Inf\"}"));
}

#[test]
fn robots_are_given_every_page_in_every_language_but_no_answers() {
    let robots = get("/robots.txt").into_string().expect("robots.txt is text");
    assert!(robots.contains("Sitemap: https://samvis.example/sitemap.xml"), "{robots}");
    let sitemap = get("/sitemap.xml").into_string().expect("a sitemap is text");
    let listed = sitemap.matches("<loc>").count();
    assert_eq!(sitemap.matches("hreflang=\"x-default\"").count(), listed);
    assert_eq!(sitemap.matches("hreflang=\"en\"").count(), listed);
    assert!(sitemap.contains("<loc>https://samvis.example/en/services/bygglov</loc>"));
    assert!(!sitemap.contains("/bygglov/sundsvall"), "answers lead to the page of their service");
    for address in sitemap.split("<loc>https://samvis.example").skip(1) {
        let path = address.split('<').next().expect("an address ends");
        assert_eq!(get(path).status(), Status::Ok, "{path}");
    }
    assert_eq!(get("/sitemap-1.xml").status(), Status::NotFound);
}

#[test]
fn the_name_of_the_host_is_never_believed() {
    let headers = [("Host", "evil.example"), ("X-Forwarded-Host", "evil.example")];
    for path in ["/", "/sv/tjanster/bygglov", "/sitemap.xml", "/robots.txt", "/openapi.json"] {
        let response = get_with(path, &headers);
        assert!(!header(&response, "Location").contains("evil"), "{path}");
        let body = response.into_string().unwrap_or_default();
        assert!(!body.contains("evil.example"), "{path}");
    }
}

/// The answers and their expectations, one JSON object per line.
pub fn lines_of(path: &str) -> Vec<Value> {
    let Some(file) = site::shared(path) else { return Vec::new() };
    let text = std::fs::read_to_string(file).expect("the list can be read");
    text.lines().map(|line| serde_json::from_str(line).expect("a line is JSON")).collect()
}

fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

fn assert_allowed(case: &Value, response: &LocalResponse<'_>) {
    let allowed = case["expect"]["status_any"].as_array().expect("a case has its statuses");
    let status = Value::from(response.status().code);
    assert!(allowed.contains(&status), "{case}: {status}");
}

#[test]
fn hostile_coordinates_are_refused() {
    for case in lines_of("badinput/http/points.jsonl") {
        let coordinate = |name: &str| encoded(case[name].as_str().unwrap_or_default());
        let url = format!("/api/v1/areas?lat={}&lon={}", coordinate("lat"), coordinate("lon"));
        assert_allowed(&case, &get(&url));
    }
}

#[test]
fn hostile_queries_do_no_harm() {
    for case in lines_of("badinput/http/search_queries.jsonl") {
        let q = encoded(case["q"].as_str().unwrap_or_default());
        for url in [format!("/api/v1/search?q={q}"), format!("/sv/sok?q={q}")] {
            let response = get(&url);
            assert_allowed(&case, &response);
            let body = response.into_string().unwrap_or_default();
            for harmful in ["<script>__pwn", "<img src=x onerror=__pwn", "root:x:0", "panicked at"]
            {
                assert!(!body.contains(harmful), "{case}: {harmful}");
            }
        }
    }
}
