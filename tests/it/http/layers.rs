//! Layers over HTTP: a large one comes in pieces, and is the same as if it came as a whole.

use std::f64::consts::TAU;

use samvis::api::{self, Question};
use samvis::snapshot;

use super::*;

/// What a layer says of itself.
pub const FACTS: &str = "title = { sv = \"Stor\", en = \"Large\" }\nsource = \"test\"\n\
                         licence = \"CC0-1.0\"\nretrieved = 2026-11-27\ncode = \"code\"\n\
                         name = \"name\"\naccuracy_m = 20\n";

/// Two areas beside each other, with more corners than are answered with at once.
pub fn large() -> String {
    let ring = |middle: f64| -> Vec<[f64; 2]> {
        let corner = |at: u32| {
            let angle = TAU * f64::from(at % 11_000) / 11_000.0;
            [middle + angle.cos(), 62.0 + angle.sin() / 2.0]
        };
        (0..=11_000).map(corner).collect()
    };
    let feature = |(code, middle): (&str, f64)| {
        serde_json::json!({
            "type": "Feature",
            "properties": { "code": code, "name": format!("<{code}> å") },
            "geometry": { "type": "Polygon", "coordinates": [ring(middle)] },
        })
    };
    let features: Vec<Value> = [("2281", 17.0), ("x", 20.0)].into_iter().map(feature).collect();
    serde_json::json!({ "type": "FeatureCollection", "features": features }).to_string()
}

/// The small fixture with the large layer.
fn live() -> Arc<Live> {
    let mut tree = site::tree_at(&site::root().join("tests/sites/small"));
    tree.insert("maps/stor.toml", FACTS);
    tree.insert("maps/stor.geojson", large().into_bytes());
    let snapshot = Arc::new(snapshot::build(&tree));
    let problems = snapshot.problems.clone();
    let (site, _) = samvis::pages::Site::new(snapshot, &tree);
    Arc::new(Live::new(live::Loaded { site, problems, tree, note: None }))
}

#[test]
fn a_large_layer_comes_in_pieces_and_is_whole() {
    let live = live();
    let client = client_of(Arc::clone(&live));
    let url = "/api/v1/layers/stor";
    let question =
        Question { path: "layers/stor", query: &[], now: site::now(), elapsed_us: &|| 0 };
    let whole = api::respond(&live.site(), &question).body;
    let ask = |url: &'static str, headers: &[(&'static str, &str)]| {
        let mut request = client.get(url);
        for (name, value) in headers {
            request.add_header(Header::new(*name, (*value).to_owned()));
        }
        request.dispatch()
    };
    let mut tags = Vec::new();
    for coding in ["", "gzip", "br"] {
        let response = ask(url, &[("Accept-Encoding", coding)]);
        assert_eq!(header(&response, "Content-Encoding"), coding);
        assert_eq!(header(&response, "Content-Type"), "application/geo+json");
        assert_eq!(header(&response, "Cache-Control"), "public, max-age=60");
        assert_eq!(header(&response, "Content-Length"), "", "nobody knows how long it will be");
        let tag = header(&response, "ETag").to_owned();
        assert!(decoded(response) == whole, "{coding}: the pieces are the whole");
        let again = ask(url, &[("Accept-Encoding", coding), ("If-None-Match", &tag)]);
        assert_eq!(again.status(), Status::NotModified);
        assert!(!tags.contains(&tag), "each coding has a tag of its own");
        tags.push(tag);
    }
    let parsed: Value = serde_json::from_str(&whole).expect("the layer is JSON");
    assert_eq!(parsed["features"][1]["properties"]["name"], "<x> å");
    assert_eq!(parsed["features"].as_array().map(Vec::len), Some(2));
    assert!(!whole.contains('<'));
    let head = client.head(url).dispatch();
    assert_eq!(header(&head, "ETag"), tags[0]);
    assert_eq!(head.into_bytes().unwrap_or_default(), b"");
}

#[test]
fn the_answers_of_a_service_go_along_with_a_large_layer() {
    let client = client_of(live());
    let response = client.get("/api/v1/layers/stor?service=bygglov").dispatch();
    assert_eq!(header(&response, "ETag"), "", "what a signpost says can change by itself");
    let told = json(response);
    assert_eq!(told["features"][0]["properties"]["outcome"], "direct");
    assert_eq!(told["features"][1]["properties"]["outcome"], Value::Null);
    let refused = client.get("/api/v1/layers/stor?service=nothing").dispatch();
    assert_eq!(refused.status(), Status::BadRequest);
    let table = client.get("/api/v1/layers/stor.csv").dispatch();
    assert!(table.into_string().is_some_and(|text| text.starts_with("code,name,lat,lon\n2281,")));
}
