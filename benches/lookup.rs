//! Measures the lookup of many points in any layer, and writes the answers for others to compare.
//!
//! `cargo bench --bench lookup -- LAYER CODE POINTS [ANSWERS [TIMES]]`, where LAYER is GeoJSON or
//! a feature a line, CODE the property with the areas' ids, POINTS a table with the columns lon
//! and lat, ANSWERS the table to be written and TIMES how often the layer is laid beside itself.
//! `benches/against-shapely.py` makes the points and judges the answers.

// A benchmark tells its figures.
#![allow(clippy::print_stdout)]

use std::fmt::Write;
use std::time::Instant;
use std::{env, fs};

use geo::{Coord, LineString, MapCoords, MultiPolygon, Polygon};
use samvis::geo::{Geo, Match, build};
use samvis::model::{
    Area, Catalog, Expected, Layer, LayerId, LayerKind, LocalText, Point, Validity,
};
use serde_json::Value;

/// How far a border may lie from the real one, in metres, as in the shipped layer.
const ACCURACY_M: f64 = 2_000.0;
/// How often the points are gone through; the quickest round counts.
const ROUNDS: usize = 7;

/// The day on which things are asked.
const DAY: jiff::civil::Date = jiff::civil::date(2026, 11, 27);

fn main() {
    // Cargo adds `--bench`.
    let arguments: Vec<String> = env::args().skip(1).filter(|one| !one.starts_with("--")).collect();
    let [layer, code, points, more @ ..] = arguments.as_slice() else {
        println!("usage: cargo bench --bench lookup -- LAYER CODE POINTS [ANSWERS [TIMES]]");
        return;
    };
    let times = more.get(1).map_or(1, |times| times.parse().expect("TIMES is a number"));
    let layer = repeated(read_layer(layer, code), times);
    let points = read_points(points);
    let coordinates: usize = layer.areas.iter().map(|area| count(&area.shape)).sum();
    println!("{} areas, {coordinates} coordinates, {} points", layer.areas.len(), points.len());
    let id = layer.id.clone();
    let start = Instant::now();
    let mut catalog = Catalog::default();
    catalog.layers.insert(id.clone(), layer);
    let geo = build(&catalog);
    println!("prepared with outlines in {:.2} s", start.elapsed().as_secs_f64());
    let bytes = geo.bytes(&id).expect("the layer is there") as f64;
    println!("memory {:.2} times the coordinates", bytes / (coordinates as f64 * 16.0));
    measure(&geo, &id, &points);
    if let Some(answers) = more.first() {
        fs::write(answers, table(&geo, &id, &points)).expect("the answers can be written");
    }
}

fn measure(geo: &Geo, id: &LayerId, points: &[Point]) {
    let per_point = |name: &str, all: &dyn Fn() -> usize| {
        let round = || {
            let start = Instant::now();
            (all(), start.elapsed().as_nanos() as f64 / points.len() as f64)
        };
        let rounds: Vec<_> = (0..ROUNDS).map(|_| round()).collect();
        let quickest = rounds.iter().map(|(_, time)| *time).fold(f64::INFINITY, f64::min);
        println!("{name:<42} {quickest:>8.1} ns a point, {} found", rounds[0].0);
    };
    let one_thread = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread");
    let covering = || geo.covering(id, points, DAY).into_iter().flatten().flatten().count();
    let alone = |point: &Point| geo.covering(id, std::slice::from_ref(point), DAY);
    per_point("which area, one by one", &|| {
        points.iter().filter_map(alone).flatten().flatten().count()
    });
    per_point("which area, one thread", &|| one_thread.install(covering));
    per_point("which area, all processors", &covering);
    let inside = |point: &&Point| {
        geo.locate(id, **point, DAY).is_some_and(|found| found.matched == Match::Inside)
    };
    per_point("with names, nearest and borders, one thread", &|| {
        points.iter().filter(inside).count()
    });
}

/// What is known of each point: the areas that cover it, or the nearest; the others near by.
fn table(geo: &Geo, id: &LayerId, points: &[Point]) -> String {
    let mut table = String::from("first,match,areas,distance_m,near\n");
    let first = geo.covering(id, points, DAY).expect("the layer is there");
    for (point, first) in points.iter().zip(first) {
        let found = geo.locate(id, *point, DAY).expect("the layer is there");
        let areas: Vec<&str> = found.areas.iter().map(|area| area.id.as_str()).collect();
        let near: Vec<String> = found
            .near_border
            .iter()
            .map(|area| format!("{}={}", area.id, area.distance_m))
            .collect();
        let distance_m = found.areas.first().map_or(-1.0, |area| area.distance_m);
        let matched = match found.matched {
            Match::Inside => "inside",
            Match::Nearest => "nearest",
            _ => "none",
        };
        let (first, areas, near) = (first.unwrap_or_default(), areas.join(" "), near.join(" "));
        writeln!(table, "{first},{matched},{areas},{distance_m},{near}").expect("a String grows");
    }
    table
}

fn read_points(path: &str) -> Vec<Point> {
    let mut reader = csv::Reader::from_path(path).expect("the points can be read");
    let rows = reader.deserialize::<(f64, f64)>();
    let point = |row: Result<(f64, f64), csv::Error>| {
        let (lon, lat) = row.expect("a row is lon,lat");
        Point::new(lat, lon).expect("a point is in degrees")
    };
    rows.map(point).collect()
}

/// Reads shapes as they are written: what `samvis check` would refuse is measured as well.
fn read_layer(path: &str, code: &str) -> Layer {
    let text = fs::read_to_string(path).expect("the layer can be read");
    let features: Vec<Value> = match serde_json::from_str::<Value>(&text) {
        Ok(Value::Object(mut whole)) if whole.contains_key("features") => {
            whole.remove("features").and_then(|all| all.as_array().cloned()).unwrap_or_default()
        }
        _ => text.lines().map(|line| serde_json::from_str(line).expect("a line is JSON")).collect(),
    };
    let area = |(number, feature): (usize, &Value)| {
        let id = feature["properties"][code].as_str().map_or(number.to_string(), str::to_owned);
        Area {
            id,
            name: String::new(),
            shape: shape(&feature["geometry"]),
            validity: Validity::default(),
            succeeded_by: None,
        }
    };
    Layer {
        id: LayerId::parse("measured").expect("this is an id"),
        title: LocalText::default(),
        source: String::new(),
        source_url: None,
        licence: String::new(),
        retrieved: jiff::civil::date(2026, 11, 27),
        accuracy_m: ACCURACY_M,
        areas: features.iter().enumerate().map(area).collect(),
        lines: Vec::new(),
        kind: LayerKind::Municipalities,
        expected: Expected::default(),
        derived: None,
    }
}

fn shape(geometry: &Value) -> MultiPolygon<f64> {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let ring = |value: &Value| -> LineString<f64> {
        let coord = |pair: &Value| Coord {
            x: pair[0].as_f64().unwrap_or(f64::NAN),
            y: pair[1].as_f64().unwrap_or(f64::NAN),
        };
        list(value).iter().map(coord).collect()
    };
    let polygon = |value: &Value| {
        let mut rings = list(value).iter().map(ring).collect::<Vec<_>>().into_iter();
        let outer = rings.next().unwrap_or_else(|| LineString::new(Vec::new()));
        Polygon::new(outer, rings.collect())
    };
    let coordinates = &geometry["coordinates"];
    match geometry["type"].as_str() {
        Some("Polygon") => MultiPolygon::new(vec![polygon(coordinates)]),
        _ => MultiPolygon::new(list(coordinates).iter().map(polygon).collect()),
    }
}

/// The layer so many times side by side, each a part of the width, so that all is on the globe.
fn repeated(layer: Layer, times: usize) -> Layer {
    if times == 1 {
        return layer;
    }
    let part = 1.0 / times as f64;
    let copy = |time: usize| {
        let shift = -180.0 + 360.0 * part * (time as f64 + 0.5);
        layer.areas.iter().map(move |area| Area {
            id: format!("{time}-{}", area.id),
            name: String::new(),
            validity: Validity::default(),
            succeeded_by: None,
            shape: area.shape.map_coords(|Coord { x, y }| Coord { x: x * part + shift, y }),
        })
    };
    let areas = (0..times).flat_map(copy).collect();
    Layer { areas, ..layer }
}

fn count(shape: &MultiPolygon<f64>) -> usize {
    let rings = |polygon: &Polygon<f64>| {
        polygon.exterior().0.len()
            + polygon.interiors().iter().map(|hole| hole.0.len()).sum::<usize>()
    };
    shape.iter().map(rings).sum()
}
