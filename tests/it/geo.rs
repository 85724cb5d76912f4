//! Tests of `geo`: points, borders, distances, names and drawable shapes.

mod names;
mod outlines;
mod points;

use std::sync::LazyLock;

use ::geo::{Coord, LineString, MultiPolygon, Polygon};
use samvis::geo::{Geo, build};
use samvis::model::{
    Area, Catalog, Expected, Layer, LayerId, LayerKind, LocalText, MunicipalityCode, Point,
    Validity,
};

use crate::site;

/// The shipped facts with their places.
pub(crate) fn shipped() -> &'static (Catalog, Geo) {
    static SHIPPED: LazyLock<(Catalog, Geo)> = LazyLock::new(|| {
        let (catalog, _) = samvis::parse::catalog(&site::tree_at(&site::root()));
        let geo = build(&catalog);
        (catalog, geo)
    });
    &SHIPPED
}

fn point(lat: f64, lon: f64) -> Point {
    Point::new(lat, lon).unwrap()
}

/// The day on which things are asked.
pub(crate) const DAY: jiff::civil::Date = jiff::civil::date(2026, 11, 23);

fn code(text: &str) -> MunicipalityCode {
    MunicipalityCode::parse(text).unwrap()
}

fn id(text: &str) -> LayerId {
    LayerId::parse(text).unwrap()
}

fn ring(coords: &[(f64, f64)]) -> LineString<f64> {
    let mut ring: LineString<f64> = coords.iter().map(|(x, y)| Coord { x: *x, y: *y }).collect();
    ring.close();
    ring
}

/// A square with its lower left corner and its side, in degrees.
fn square(x: f64, y: f64, side: f64) -> Polygon<f64> {
    let corners = [(x, y), (x + side, y), (x + side, y + side), (x, y + side)];
    Polygon::new(ring(&corners), Vec::new())
}

fn layer(accuracy_m: f64, areas: Vec<(&str, MultiPolygon<f64>)>) -> Layer {
    let area = |(id, shape): (&str, MultiPolygon<f64>)| Area {
        id: id.to_owned(),
        name: format!("Area {id}"),
        shape,
        validity: Validity::default(),
        succeeded_by: None,
    };
    Layer {
        id: id("areas"),
        title: LocalText::default(),
        source: "the test".to_owned(),
        source_url: None,
        licence: "CC0-1.0".to_owned(),
        retrieved: jiff::civil::date(2026, 11, 23),
        accuracy_m,
        areas: areas.into_iter().map(area).collect(),
        lines: Vec::new(),
        kind: LayerKind::Other,
        expected: Expected::default(),
        derived: None,
    }
}

/// Two neighbours, one with a hole and an island, and one apart.
fn three() -> Layer {
    let hole = ring(&[(10.4, 60.4), (10.6, 60.4), (10.6, 60.6), (10.4, 60.6)]);
    let holed = Polygon::new(square(10.0, 60.0, 1.0).exterior().clone(), vec![hole]);
    let island = square(10.45, 60.45, 0.1);
    layer(
        2_000.0,
        vec![
            ("2002", MultiPolygon::new(vec![square(11.0, 60.0, 1.0)])),
            ("2001", MultiPolygon::new(vec![holed, island])),
            ("2003", MultiPolygon::new(vec![square(15.0, 60.0, 1.0)])),
            ("2004", MultiPolygon::new(Vec::new())),
        ],
    )
}
