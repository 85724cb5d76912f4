//! The operator's own base map over HTTP: tiles as they stand in the archive, and what they are.

use std::fs;
use std::path::Path;

use samvis::problem::{Code, Problem, Severity};
use tempfile::TempDir;

use super::*;
use crate::basemap::archive::{Packed, Plan};
use crate::cli::copy;

const SETTINGS: &str = "\n[maps.basemap]\npmtiles = \"maps/norr.pmtiles\"\n\
     attribution = { sv = \"© Bidragsgivarna till OpenStreetMap (ODbL)\", en = \"© OpenStreetMap contributors (ODbL)\" }\n\
     url = \"https://www.openstreetmap.org/copyright\"\n";

/// The small fixture with these settings, and with this archive where there is one.
fn portal(settings: &str, archive: Option<&[u8]>) -> TempDir {
    let folder = copy();
    let file = folder.path().join("samvis.toml");
    let known = fs::read_to_string(&file).unwrap();
    fs::write(&file, known + settings).unwrap();
    if let Some(bytes) = archive {
        fs::write(folder.path().join("maps/norr.pmtiles"), bytes).unwrap();
    }
    folder
}

fn archive() -> Plan {
    Plan::default().tile((5, 17, 8), &[b'x'; 2000]).tile((0, 0, 0), b"the world")
}

fn loaded(folder: &Path) -> (Client, Vec<Problem>) {
    let loaded = live::load(folder, None).unwrap();
    let problems = loaded.problems.clone();
    (client_of(Arc::new(Live::new(loaded))), problems)
}

fn ask<'c>(
    client: &'c Client,
    url: &'c str,
    headers: &[(&'static str, &str)],
) -> LocalResponse<'c> {
    let mut request = client.get(url);
    for (name, value) in headers {
        request.add_header(Header::new(*name, (*value).to_owned()));
    }
    request.dispatch()
}

#[test]
fn a_tile_is_sent_as_it_is_stored_or_unpacked_for_those_who_cannot() {
    let folder = portal(SETTINGS, Some(&archive().written()));
    let (client, problems) = loaded(folder.path());
    assert_eq!(problems, []);
    let url = "/basemap/5/17/8.mvt";
    let mut tags = Vec::new();
    for (accepted, coding) in
        [("br, gzip", "gzip"), ("x-gzip", "gzip"), ("", ""), ("br", ""), ("gzip;q=0, *", "")]
    {
        let response = ask(&client, url, &[("Accept-Encoding", accepted)]);
        assert_eq!(response.status(), Status::Ok);
        assert_eq!(header(&response, "Content-Type"), "application/vnd.mapbox-vector-tile");
        assert_eq!(header(&response, "Vary"), "Accept-Encoding");
        assert_eq!(header(&response, "Cache-Control"), "public, max-age=60");
        // Brotli is made of the plain bytes, when nothing else is taken.
        let sent = header(&response, "Content-Encoding").to_owned();
        assert!(sent == coding || (coding.is_empty() && sent == "br"), "{accepted}: {sent}");
        let tag = header(&response, "ETag").to_owned();
        assert!(decoded(response) == "x".repeat(2000), "{accepted}");
        let asked = [("Accept-Encoding", accepted), ("If-None-Match", tag.as_str())];
        assert_eq!(ask(&client, url, &asked).status(), Status::NotModified, "{accepted}");
        tags.push((sent, tag));
    }
    tags.sort();
    tags.dedup();
    assert_eq!(tags.len(), 3, "each coding has one tag, and no two have the same: {tags:?}");
}

#[test]
fn only_the_portals_own_pages_may_use_it() {
    let folder = portal(SETTINGS, Some(&archive().written()));
    let (client, _) = loaded(folder.path());
    for url in ["/basemap/5/17/8.mvt", "/basemap.json", "/basemap/5/17/9.mvt", "/basemap/x"] {
        let response = ask(&client, url, &[]);
        assert_eq!(header(&response, "Access-Control-Allow-Origin"), "", "{url}");
        assert_eq!(header(&response, "Cross-Origin-Resource-Policy"), "same-origin", "{url}");
        for (name, value) in SECURITY {
            assert!(header(&response, name).starts_with(value), "{url}: {name}");
        }
    }
}

#[test]
fn the_description_names_tiles_that_may_be_kept_for_ever() {
    let folder = portal(SETTINGS, Some(&archive().written()));
    let (client, _) = loaded(folder.path());
    let described = json(ask(&client, "/basemap.json", &[("Host", "kartor.example:8080")]));
    assert_eq!(described["tilejson"], "3.0.0");
    assert_eq!(described["name"], "Prov");
    assert_eq!(described["attribution"], "© Bidragsgivarna till OpenStreetMap (ODbL)");
    assert_eq!(described["bounds"], serde_json::json!([15.0, 60.0, 25.0, 69.0]));
    assert_eq!((&described["minzoom"], &described["maxzoom"]), (&0.into(), &6.into()));
    assert_eq!(described["vector_layers"][0]["id"], "water");
    let template = described["tiles"][0].as_str().unwrap();
    let path = template.strip_prefix("http://kartor.example:8080").expect("the asker's own host");
    let path = path.replace("{z}", "5").replace("{x}", "17").replace("{y}", "8");
    let response = ask(&client, &path, &[]);
    assert_eq!(response.status(), Status::Ok);
    assert_eq!(header(&response, "Cache-Control"), "public, max-age=31536000, immutable");
}

#[test]
fn pictures_are_sent_as_what_they_are() {
    for (kind, ending, media) in [
        (2, "png", "image/png"),
        (3, "jpg", "image/jpeg"),
        (4, "webp", "image/webp"),
        (5, "avif", "image/avif"),
    ] {
        let plan = Plan { kind, packing: Packed::Plain, metadata: "{}".to_owned(), ..archive() };
        let mut bytes = plan.written();
        // Some writers do not say how pictures are packed.
        bytes[98] = 0;
        let folder = portal(SETTINGS, Some(&bytes));
        let (client, problems) = loaded(folder.path());
        assert_eq!(problems, []);
        let url = format!("/basemap/5/17/8.{ending}");
        let response = ask(&client, &url, &[("Accept-Encoding", "br, gzip")]);
        assert_eq!(header(&response, "Content-Type"), media);
        assert_eq!(header(&response, "Content-Encoding"), "");
        assert_eq!(response.into_bytes().unwrap(), [b'x'; 2000]);
        let described = json(ask(&client, "/basemap.json", &[]));
        assert!(described.get("vector_layers").is_none(), "{described}");
    }
}

#[test]
fn what_is_not_a_tile_is_empty_or_refused_with_the_reason() {
    let folder = portal(SETTINGS, Some(&archive().written()));
    let (client, _) = loaded(folder.path());
    let response = ask(&client, "/basemap/5/17/9.mvt", &[]);
    assert_eq!(response.status(), Status::NoContent);
    for (path, reason) in [
        ("/basemap/7/0/0.mvt", "zooms 0 to 6"),
        ("/basemap/3/8/0.mvt", "from 0 to 7"),
        ("/basemap/3/0/0.png", "5/17/8.mvt"),
        ("/basemap/", "three whole numbers"),
        ("/basemap//5/17/8.mvt", "three whole numbers"),
    ] {
        let response = ask(&client, path, &[]);
        assert_eq!(response.status(), Status::BadRequest, "{path}");
        let told = json(response);
        assert!(told["detail"].as_str().unwrap().contains(reason), "{path}: {told}");
        assert_eq!(told["instance"], path);
    }
    let (client, _) = loaded(&site::root().join("tests/sites/small"));
    for path in ["/basemap.json", "/basemap/0/0/0.mvt"] {
        let response = ask(&client, path, &[]);
        assert_eq!(response.status(), Status::NotFound);
        assert!(json(response)["detail"].as_str().unwrap().contains("no base map"));
    }
}

#[test]
fn a_broken_base_map_is_told_and_the_portal_serves_without_it() {
    let cut = {
        let mut bytes = archive().written();
        bytes.pop();
        bytes
    };
    let unknown = Plan { metadata: "{}".to_owned(), ..archive() }.written();
    let none = SETTINGS.lines().filter(|line| !line.starts_with("attribution"));
    let none: String = none.map(|line| format!("{line}\n")).collect();
    let outside = SETTINGS.replace("maps/norr", "maps/../../norr");
    let odd = SETTINGS.replace("url =", "tilejson =");
    let good = archive().written();
    let error = Severity::Error;
    for (settings, bytes, code, severity, path, words) in [
        (SETTINGS, None, Code::MissingFile, error, "maps/norr.pmtiles", "is missing"),
        (
            SETTINGS,
            Some(&b"text"[..]),
            Code::FileUnreadable,
            error,
            "maps/norr.pmtiles",
            "no PMTiles",
        ),
        (SETTINGS, Some(&cut), Code::FileUnreadable, error, "maps/norr.pmtiles", "ends before"),
        (
            SETTINGS,
            Some(&unknown),
            Code::LayerOdd,
            Severity::Warning,
            "maps/norr.pmtiles",
            "none of",
        ),
        (&none, Some(&good), Code::MissingKey, error, "samvis.toml", "`attribution` is missing"),
        (&outside, Some(&good), Code::BadValue, error, "samvis.toml", "below maps/"),
        (&odd, Some(&good), Code::UnknownKey, error, "samvis.toml", "no key `tilejson`"),
    ] {
        let folder = portal(settings, bytes);
        let (client, problems) = loaded(folder.path());
        let [problem] = problems.as_slice() else { panic!("one problem is told: {problems:#?}") };
        let Problem { code: told, severity: grave, path: place, message, .. } = problem;
        assert_eq!((*told, *grave, place.as_str()), (code, severity, path), "{problem:?}");
        assert!(message.contains(words), "{problem:?}");
        assert_eq!(ask(&client, "/sv/karta", &[]).status(), Status::Ok);
        // It is served where only a key too many, or nothing to draw, was told.
        let served = matches!(code, Code::LayerOdd | Code::UnknownKey);
        let status = ask(&client, "/basemap.json", &[]).status();
        assert_eq!(status, if served { Status::Ok } else { Status::NotFound }, "{problem:?}");
    }
}

#[cfg(unix)]
#[test]
fn no_link_leads_to_the_archive_or_to_its_folder() {
    let elsewhere = TempDir::new().unwrap();
    fs::write(elsewhere.path().join("norr.pmtiles"), archive().written()).unwrap();
    let told = |folder: &TempDir| {
        let (client, problems) = loaded(folder.path());
        assert_eq!(ask(&client, "/basemap.json", &[]).status(), Status::NotFound);
        assert_eq!(problems.len(), 1, "{problems:#?}");
        assert!(problems[0].message.contains("symbolic links are not followed"), "{problems:#?}");
    };
    let folder = portal(SETTINGS, None);
    let link = folder.path().join("maps/norr.pmtiles");
    std::os::unix::fs::symlink(elsewhere.path().join("norr.pmtiles"), link).unwrap();
    told(&folder);
    let folder = portal(&SETTINGS.replace("maps/norr", "maps/langt/norr"), None);
    std::os::unix::fs::symlink(elsewhere.path(), folder.path().join("maps/langt")).unwrap();
    let (client, problems) = loaded(folder.path());
    assert_eq!(ask(&client, "/basemap.json", &[]).status(), Status::NotFound);
    assert!(problems.iter().all(|it| it.message.contains("symbolic links")), "{problems:#?}");
    assert!(problems.iter().any(|it| it.path == "maps/langt/norr.pmtiles"), "{problems:#?}");
}

#[test]
fn an_archive_that_is_written_to_gives_no_half_read_tiles() {
    let folder = portal(SETTINGS, Some(&archive().written()));
    let (client, _) = loaded(folder.path());
    let file = folder.path().join("maps/norr.pmtiles");
    let other = Plan::default().tile((5, 17, 8), &[b'y'; 4000]).written();
    // Another file in its place: the one that was opened is still read.
    let beside = folder.path().join("maps/ny.pmtiles");
    fs::write(&beside, &other).unwrap();
    fs::rename(&beside, &file).unwrap();
    let response = ask(&client, "/basemap/5/17/8.mvt", &[]);
    assert_eq!(decoded(response), "x".repeat(2000));
    // The next reload opens the new one.
    let (client, _) = loaded(folder.path());
    assert_eq!(decoded(ask(&client, "/basemap/5/17/8.mvt", &[])), "y".repeat(4000));
    // The same file written anew: its directories no longer tell where anything is.
    fs::write(&file, archive().written()).unwrap();
    let response = ask(&client, "/basemap/5/17/8.mvt", &[]);
    assert_eq!(response.status(), Status::InternalServerError);
    assert_eq!(header(&response, "Cache-Control"), "no-store");
}

#[test]
fn a_large_archive_is_neither_read_nor_refused_by_its_size() {
    let folder = portal(SETTINGS, Some(&archive().written()));
    let file = fs::OpenOptions::new().write(true).open(folder.path().join("maps/norr.pmtiles"));
    // Sparse: two gigabytes of nothing behind the tiles.
    file.unwrap().set_len(2 * 1024 * 1024 * 1024).unwrap();
    let (client, problems) = loaded(folder.path());
    assert_eq!(problems, []);
    assert_eq!(decoded(ask(&client, "/basemap/5/17/8.mvt", &[])), "x".repeat(2000));
    let (tree, told) = samvis::source::read(folder.path()).unwrap();
    assert!(told.is_empty() && tree.get("maps/norr.pmtiles").is_none());
}
