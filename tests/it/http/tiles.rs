//! Vector tiles over HTTP: kept, compressed, tagged, and refused with a reason.

use super::*;

const TILE: &str = "/tiles/kommuner/5/17/8.mvt";

#[test]
fn a_tile_is_sent_with_a_tag_and_open_to_other_sites() {
    let response = get_with(TILE, &[("Accept-Encoding", "gzip")]);
    assert_eq!(response.status(), Status::Ok);
    assert_eq!(header(&response, "Content-Type"), "application/vnd.mapbox-vector-tile");
    assert_eq!(header(&response, "Vary"), "Accept-Encoding");
    assert_eq!(header(&response, "Access-Control-Allow-Origin"), "*");
    assert_eq!(header(&response, "Cross-Origin-Resource-Policy"), "cross-origin");
    assert_eq!(header(&response, "Cache-Control"), "public, max-age=60");
    let tag = header(&response, "ETag").to_owned();
    let again = get_with(TILE, &[("Accept-Encoding", "gzip"), ("If-None-Match", &tag)]);
    assert_eq!(again.status(), Status::NotModified);
}

#[test]
fn the_description_names_tiles_that_may_be_kept_for_ever() {
    let described = json(get_with("/tiles/kommuner.json", &[("Host", "kartor.example:8080")]));
    assert_eq!(described["tilejson"], "3.0.0");
    assert_eq!(described["vector_layers"][0]["id"], "kommuner");
    assert_eq!(described["maxzoom"], 14);
    let template = described["tiles"][0].as_str().unwrap();
    let path = template.strip_prefix("http://kartor.example:8080").expect("the asker's own host");
    let path = path.replace("{z}", "5").replace("{x}", "17").replace("{y}", "8");
    let response = get(Box::leak(path.into_boxed_str()));
    assert_eq!(response.status(), Status::Ok);
    assert_eq!(header(&response, "Cache-Control"), "public, max-age=31536000, immutable");
}

#[test]
fn a_host_that_cannot_be_one_is_not_repeated() {
    let described = json(get_with("/tiles/kommuner.json", &[("Host", "a/b\"<script>")]));
    let template = described["tiles"][0].as_str().unwrap();
    assert!(template.starts_with("https://"), "{template}");
    assert!(!template.contains('<'), "{template}");
}

#[test]
fn a_tile_without_anything_has_no_content() {
    let response = get("/tiles/kommuner/6/0/0.mvt");
    assert_eq!(response.status(), Status::NoContent);
    assert_eq!(response.into_bytes().unwrap_or_default(), b"");
}

#[test]
fn what_is_not_a_tile_is_refused_with_the_reason() {
    for (path, status, reason) in [
        ("/tiles/finns-inte/0/0/0.mvt", Status::NotFound, "no such layer"),
        ("/tiles/finns-inte.json", Status::NotFound, "no such layer"),
        ("/tiles/kommuner/15/0/0.mvt", Status::BadRequest, "zooms 0 to 14"),
        ("/tiles/kommuner/3/8/0.mvt", Status::BadRequest, "from 0 to 7"),
        ("/tiles/kommuner/3/a/0.mvt", Status::BadRequest, "three whole numbers"),
        ("/tiles/kommuner", Status::BadRequest, "three whole numbers"),
    ] {
        let response = get(path);
        assert_eq!(response.status(), status, "{path}");
        let told = json(response);
        let detail = told["detail"].as_str().unwrap();
        assert!(detail.contains(reason), "{path}: {detail}");
        assert_eq!(told["instance"], path);
    }
}
