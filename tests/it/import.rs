//! Tests of maps from other programs: `tests/imports/` holds one small map in every format, written by
//! GDAL 3.6 (the TopoJSON by hand) in degrees, in SWEREF 99 TM and in a local zone.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use samvis::import::{self, Files, Imported, Refusal, Wanted};
use samvis::parse;
use samvis::problem::Severity;
use samvis::tree::SourceTree;
use zip::write::SimpleFileOptions;

use crate::site;

const WANTED: Wanted<'_> = Wanted { code: "kod", name: None, reference: None, table: None };

/// The files of a map of the fixtures: a shapefile has several.
fn fixture(name: &str) -> Files {
    let folder = site::root().join("tests/imports");
    let path = folder.join(name);
    let endings: &[&str] = if name.ends_with(".shp") { &["dbf", "prj", "cpg"] } else { &[] };
    let beside = endings.iter().map(|ending| path.with_extension(ending));
    std::iter::once(path.clone()).chain(beside).map(|path| named(&path)).collect()
}

fn named(path: &Path) -> (String, Vec<u8>) {
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    (name, fs::read(path).unwrap())
}

fn one(name: &str, text: impl Into<Vec<u8>>) -> Files {
    Files::from([(name.to_owned(), text.into())])
}

/// A map of one feature with this geometry.
fn drawn(geometry: &str) -> Files {
    let feature = format!(
        r#"{{"type":"Feature","properties":{{"kod":"1","namn":"Ås"}},"geometry":{geometry}}}"#
    );
    one("map.geojson", format!(r#"{{"type":"FeatureCollection","features":[{feature}]}}"#))
}

fn refusals(files: Files) -> Vec<Refusal> {
    import::map(files, &WANTED).expect_err("the map must be refused")
}

fn polygon(ring: &str) -> Files {
    drawn(&format!(r#"{{"type":"Polygon","coordinates":[{ring}]}}"#))
}

/// The areas by code as the portal reads the new layer, which it must take without errors.
fn areas(imported: &Imported) -> Vec<samvis::model::Area> {
    let mut tree = SourceTree::default();
    let settings = "title = { sv = \"T\" }\nbase_url = \"https://a.example\"\nlocales = [\"sv\"]\n[contact]\nname = { sv = \"R\" }\nurl = \"/sv\"\n";
    let facts = format!(
        "title = {{ sv = \"L\" }}\nsource = \"S\"\nlicence = \"CC0-1.0\"\nretrieved = 2026-11-27\ncode = \"kod\"\nname = \"{}\"\naccuracy_m = 10\n",
        imported.name
    );
    tree.insert("samvis.toml", settings.as_bytes().to_vec());
    tree.insert("maps/lager.toml", facts.into_bytes());
    tree.insert("maps/lager.geojson", imported.geojson.as_bytes().to_vec());
    let (catalog, problems) = parse::catalog(&tree);
    let of_layer = |path: &str| path.starts_with("maps/lager");
    let wrong: Vec<_> = problems
        .iter()
        .filter(|problem| problem.severity == Severity::Error && of_layer(&problem.path))
        .collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    catalog.layers.into_values().flat_map(|layer| layer.areas).collect()
}

#[test]
fn a_map_gives_the_same_layer_in_every_format() {
    let wanted = import::map(fixture("areas.geojson"), &WANTED).unwrap();
    assert_eq!((wanted.areas, wanted.positions, wanted.name.as_str()), (2, 20, "namn"));
    for (name, format) in [
        ("areas-3006.geojson", "GeoJSON"),
        ("areas.gpkg", "GeoPackage"),
        ("areas.shp", "shapefile"),
        ("areas.kml", "KML"),
        ("areas.fgb", "FlatGeobuf"),
    ] {
        let imported = import::map(fixture(name), &WANTED).unwrap();
        assert_eq!(imported.format, format);
        assert_eq!(imported.geojson, wanted.geojson, "{name}");
    }
    // A topology begins its rings where its arcs meet, so only the areas are the same.
    let topology = areas(&import::map(fixture("areas.topojson"), &WANTED).unwrap());
    for (one, other) in topology.iter().zip(areas(&wanted)) {
        assert_eq!((&one.id, &one.name), (&other.id, &other.name));
        let surface = geo::Area::unsigned_area;
        assert!((surface(&one.shape) - surface(&other.shape)).abs() < 1e-12);
    }
}

#[test]
fn a_map_may_come_packed() {
    let plain = import::map(fixture("areas.shp"), &WANTED).unwrap();
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in fixture("areas.shp") {
        zip.start_file(format!("karta/{name}"), SimpleFileOptions::default()).unwrap();
        zip.write_all(&bytes).unwrap();
    }
    let packed = one("map.zip", zip.finish().unwrap().into_inner());
    assert_eq!(import::map(packed, &WANTED).unwrap().geojson, plain.geojson);
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gz.write_all(&fixture("areas.geojson")["areas.geojson"]).unwrap();
    let packed = one("map.geojson.gz", gz.finish().unwrap());
    assert_eq!(import::map(packed, &WANTED).unwrap().geojson, plain.geojson);
}

#[test]
fn swedish_metres_become_the_degrees_that_proj_gives() {
    // `echo 618000 6918000 | gdaltransform -s_srs EPSG:3006 -t_srs EPSG:4326 -output_xy`, GDAL 3.6.2.
    for (reference, x, y, lon, lat) in [
        ("EPSG:3006", 618_000.0, 6_918_000.0, 17.281_287_180, 62.374_655_386),
        ("3006", 725_500.5, 7_585_300.25, 20.468_806_632, 68.290_849_521),
        ("EPSG:3010", 180_000.0, 6_900_000.0, 17.076_435_685, 62.205_797_625),
        ("EPSG:3857", 1_926_000.0, 8_960_000.0, 17.301_552_372, 62.422_389_148),
    ] {
        let ring = format!("[[{x},{y}],[{},{y}],[{},{}],[{x},{y}]]", x + 9e2, x + 9e2, y + 9e2);
        let wanted = Wanted { reference: Some(reference), ..WANTED };
        let imported = import::map(polygon(&ring), &wanted).unwrap();
        let first = areas(&imported)[0].shape.0[0].exterior().0[0];
        let off = (first.x - lon).abs().max((first.y - lat).abs());
        assert!(off < 1e-6, "{reference}: {first:?} is not {lon}, {lat}");
    }
}

#[test]
fn numbers_without_a_reference_system_are_read_as_what_they_can_only_be() {
    let metres = "[[618000,6918000],[619000,6918000],[619000,6919000],[618000,6918000]]";
    let imported = import::map(polygon(metres), &WANTED).unwrap();
    assert!(imported.told[0].contains("SWEREF 99 TM"), "{:?}", imported.told);
    let swapped = "[[62.3,17.3],[62.4,17.3],[62.4,17.4],[62.3,17.3]]";
    let imported = import::map(polygon(swapped), &WANTED).unwrap();
    assert!(imported.told[0].contains("swapped"), "{:?}", imported.told);
    assert!((areas(&imported)[0].shape.0[0].exterior().0[0].x - 17.3).abs() < 0.2);
    let nowhere = "[[9e7,1],[9e7,2],[8e7,2],[9e7,1]]";
    assert!(refusals(polygon(nowhere))[0].what.contains("no reference system"));
}

#[test]
fn what_is_safe_is_mended_and_told() {
    let open = "[[17.0,62.0],[17.2,62.0],[17.2,62.1],[17.0,62.1],[17.0,62.0005]]";
    let imported = import::map(polygon(open), &WANTED).unwrap();
    assert_eq!(imported.told, ["features[0] (Ås): closed a ring that was open by 56 m"]);
    areas(&imported);

    let bow = "[[17.0,62.0],[17.2,62.0],[17.2,62.1],[17.1,62.1],[17.1,62.101],[17.1002,62.1],[17.0,62.1],[17.0,62.0]]";
    let imported = import::map(polygon(bow), &WANTED).unwrap();
    assert!(imported.told[0].contains("resolved"), "{:?}", imported.told);
    areas(&imported);

    let line = drawn(
        r#"{"type":"MultiLineString","coordinates":[[[17,62],[17.2,62],[17.2,62.1]],[[17,62],[17,62.1],[17.2,62.1]]]}"#,
    );
    let imported = import::map(line, &WANTED).unwrap();
    assert!(imported.told[0].contains("drawn as a line"), "{:?}", imported.told);
    assert!((geo::Area::unsigned_area(&areas(&imported)[0].shape) - 0.02).abs() < 1e-9);

    let part = |x: f64| {
        format!(
            r#"{{"type":"Feature","properties":{{"kod":"1"}},"geometry":{{"type":"Polygon","coordinates":[[[{x},62],[{},62],[{},62.1],[{x},62.1],[{x},62]]]}}}}"#,
            x + 0.2,
            x + 0.2
        )
    };
    let twice =
        format!(r#"{{"type":"FeatureCollection","features":[{},{}]}}"#, part(17.0), part(17.1));
    let imported = import::map(one("map.json", twice), &WANTED).unwrap();
    assert_eq!((imported.areas, imported.told.len()), (1, 1), "{:?}", imported.told);
    // What both cover counts once.
    assert!((geo::Area::unsigned_area(&areas(&imported)[0].shape) - 0.03).abs() < 1e-9);
}

#[test]
fn what_is_not_safe_is_refused_with_the_feature_and_the_reason() {
    for (files, words) in [
        (
            polygon("[[17.0,62.0],[17.2,62.0],[17.2,62.1],[17.0,62.1]]"),
            "features[0] (Ås): a ring is open by",
        ),
        (polygon("[[17,62],[17.2,62.1],[17.2,62],[17,62.1],[17,62]]"), "would change"),
        (polygon("[[17,62],[17.2,62],[17,62]]"), "nothing is left"),
        (drawn("null"), "it has no geometry"),
        (drawn(r#"{"type":"Point","coordinates":[17,62]}"#), "a point is no area"),
        (drawn(r#"{"type":"Polygon","coordinates":[[[17]]]}"#), "features[0]: a position"),
        (one("map.geojson", "{\"type\":\"FeatureCollection\",\n\"features\":[}"), "line 2, column"),
        (one("map.xml", "<kml><Placemark></kml>"), "line 1: this is not XML"),
        (one("map.xml", "<!DOCTYPE kml [<!ENTITY a \"b\">]><kml/>"), "DOCTYPE"),
        (one("map.shp", fixture("areas.shp")["areas.shp"].clone()), ".dbf file"),
        (one("map.gpkg", b"SQLite format 3\0".to_vec()), "GeoPackage"),
        (one("map.png", b"\x89PNG".to_vec()), "no format that is read here"),
    ] {
        let told = refusals(files);
        assert!(told.iter().any(|refusal| refusal.what.contains(words)), "{words}: {told:?}");
    }
    let code = Wanted { code: "kommunkod", ..WANTED };
    let told = import::map(fixture("areas.geojson"), &code).expect_err("there is no such property");
    assert_eq!(told[0].hint.as_deref(), Some("the properties are: kod, namn"));
}

#[test]
fn a_file_that_lies_or_is_cut_off_is_refused_in_time() {
    for name in [
        "areas.gpkg",
        "areas.fgb",
        "areas.kml",
        "areas.topojson",
        "areas.shp",
        "areas-3006.geojson",
    ] {
        let whole = fixture(name);
        let bytes = whole[name].clone();
        for cut in (0..bytes.len()).step_by(bytes.len() / 60) {
            let mut files = whole.clone();
            files.insert(name.to_owned(), bytes[..cut].to_vec());
            // Whatever is left of it, it is an answer.
            let _ = import::map(files, &WANTED);
            let mut files = whole.clone();
            files.get_mut(name).unwrap()[cut] ^= 0xFF;
            let _ = import::map(files, &WANTED);
        }
    }
}

#[test]
fn collected_hostile_files_are_refused_in_time() {
    for folder in ["geojson", "geo-other", "archive"] {
        let Some(folder) = site::shared(&format!("badinput/{folder}")) else { continue };
        let mut paths: Vec<_> =
            fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        for path in paths {
            let start = Instant::now();
            let taken =
                import::map(Files::from([named(&path)]), &Wanted { code: "kommunkod", ..WANTED });
            let took = start.elapsed();
            // Far more than any takes, even where many others use the machine.
            assert!(took < Duration::from_secs(60), "{} took {took:?}", path.display());
            let is_map = path.extension().is_some_and(|ending| ending == "geojson");
            assert!(taken.is_err() || is_map, "{} was taken", path.display());
        }
    }
}

#[test]
fn facts_keep_the_meaning_of_a_layer_and_tell_its_new_origin() {
    let old = "title = { sv = \"Kommuner\" }\nsource = \"SCB\"\nsource_url = \"https://scb.example\"\nlicence = \"CC0-1.0\"\nkind = \"x\"\naccuracy_m = 2000\n";
    let provenance = import::Provenance {
        file: ("ny.gpkg", "abc"),
        source: None,
        source_url: None,
        licence: Some("CC-BY-4.0"),
        retrieved: jiff::civil::date(2026, 11, 27),
        accuracy_m: 25.0,
        properties: ("kod", "namn"),
    };
    let text = import::facts(Some(old), "kommuner", &provenance);
    let facts: toml::Table = text.parse().unwrap();
    let said = |key: &str| facts.get(key).map(|value| value.to_string());
    assert_eq!(said("source").as_deref(), Some("\"ny.gpkg\""));
    assert_eq!(said("licence").as_deref(), Some("\"CC-BY-4.0\""));
    assert_eq!(said("kind").as_deref(), Some("\"x\""));
    assert_eq!((said("source_url"), said("retrieved").as_deref()), (None, Some("2026-11-27")));
    assert!(text.contains("sha256 abc"));
}
