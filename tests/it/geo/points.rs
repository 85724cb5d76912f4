//! Which areas cover a point, and how far the others are away.

use std::collections::HashMap;

use ::geo::line_measures::{Distance, Geodesic};
use ::geo::{BoundingRect, Coord, Intersects, MultiPolygon, Point as FlatPoint, Polygon};
use samvis::geo::{Found, Geo, Located, Match, PlaceQuery, build};
use samvis::model::{Area, Catalog, Layer, Point, Validity};

use super::{DAY, id, layer, point, ring, shipped, square, three};
use crate::site;

fn located(layer: Layer, lat: f64, lon: f64) -> Located {
    let mut catalog = Catalog::default();
    let key = layer.id.clone();
    catalog.layers.insert(key.clone(), layer);
    build(&catalog).locate(&key, point(lat, lon), DAY).unwrap()
}

fn ids(located: &Located) -> Vec<&str> {
    located.areas.iter().map(|area| area.id.as_str()).collect()
}

#[test]
fn points_belong_to_the_areas_that_cover_them() {
    let cases: &[(&str, f64, f64, &[&str])] = &[
        ("inside", 60.2, 10.2, &["2001"]),
        ("inside the neighbour", 60.2, 11.2, &["2002"]),
        ("on the shared border, the lowest first", 60.3, 11.0, &["2001", "2002"]),
        ("on a shared corner", 60.0, 11.0, &["2001", "2002"]),
        ("on the outer border", 60.0, 10.3, &["2001"]),
        ("on an outer corner", 61.0, 10.0, &["2001"]),
        ("on the border of the hole", 60.4, 10.5, &["2001"]),
        ("on a corner of the hole", 60.6, 10.6, &["2001"]),
        ("on the island in the hole", 60.5, 10.5, &["2001"]),
        ("on a corner of the island", 60.45, 10.45, &["2001"]),
        ("level with corners, but outside", 60.0, 9.0, &[]),
        ("level with corners to the east", 61.0, 17.0, &[]),
    ];
    for (name, lat, lon, expected) in cases {
        let found = located(three(), *lat, *lon);
        assert_eq!(ids(&found), *expected, "{name}");
        let matched = if expected.is_empty() { Match::None } else { Match::Inside };
        assert_eq!(found.matched, matched, "{name}");
        assert!(found.areas.iter().all(|area| area.distance_m == 0.0), "{name}");
    }
}

#[test]
fn a_point_in_a_hole_belongs_to_the_nearest_area() {
    let found = located(three(), 60.43, 10.5);
    assert_eq!((found.matched, ids(&found)), (Match::Nearest, vec!["2001"]));
    // A fiftieth of a degree of latitude to the island is 0.02 x 111 412 m.
    assert!((found.areas[0].distance_m - 2_228.0).abs() < 5.0, "{}", found.areas[0].distance_m);
}

#[test]
fn a_point_outside_belongs_to_the_nearest_area_up_to_ten_kilometres() {
    // A degree of longitude at 60.5 north is 54 961 m long (GRS 80 and WGS 84 alike).
    let near = located(three(), 60.5, 12.1);
    assert_eq!((near.matched, ids(&near)), (Match::Nearest, vec!["2002"]));
    assert!((near.areas[0].distance_m - 5_496.0).abs() < 5.0, "{}", near.areas[0].distance_m);
    let far = located(three(), 60.5, 12.2);
    assert_eq!((far.matched, ids(&far)), (Match::None, vec![]));
    assert_eq!(far.near_border, []);
}

#[test]
fn others_are_reported_when_their_border_is_nearer_than_the_accuracy() {
    let near = |lat, lon| -> Vec<(String, f64)> {
        let found = located(three(), lat, lon);
        found.near_border.into_iter().map(|area| (area.id, area.distance_m.round())).collect()
    };
    assert_eq!(near(60.3, 11.03), [("2001".to_owned(), 1_659.0)], "1.7 km inside");
    assert_eq!(near(60.3, 11.05), [], "2.8 km inside");
    assert_eq!(near(60.3, 11.0), [("2002".to_owned(), 0.0)], "on the border");
    assert_eq!(near(60.0, 10.3), [], "an area is not near itself");
}

#[test]
fn every_area_of_an_overlap_covers_the_point() {
    let overlapping = layer(
        0.0,
        vec![
            ("2", MultiPolygon::new(vec![square(10.0, 60.0, 2.0)])),
            ("1", MultiPolygon::new(vec![square(11.0, 60.0, 2.0)])),
        ],
    );
    assert_eq!(ids(&located(overlapping, 60.5, 11.5)), ["1", "2"]);
}

#[test]
fn no_layer_and_an_empty_catalogue_are_answered() {
    let geo = build(&Catalog::default());
    assert_eq!(geo.locate(&id("areas"), point(62.0, 17.0), DAY), None);
    assert!(geo.outlines(&id("areas")).is_none());
    assert_eq!(geo.suggest("s", 10, DAY), []);
    for text in ["", "Sundsvall", "62.39, 17.31", "85231", "\u{301}", "-", "🦌"] {
        let found = geo.find(&PlaceQuery::Name(text.to_owned()), DAY);
        assert!(matches!(found, Found::Unknown(_)), "{text}: {found:?}");
    }
}

#[test]
fn numbers_that_are_none_break_nothing() {
    let mut broken = three();
    broken.accuracy_m = f64::NAN;
    broken.areas[0].shape.0.push(square(f64::NAN, 60.0, 1.0));
    let found = located(broken, 60.2, 11.0);
    assert_eq!(ids(&found), ["2001"]);
    assert_eq!(found.near_border, []);
}

/// A small generator of numbers, so that each run tries the same points.
struct Dice(u64);

impl Dice {
    fn between(&mut self, low: f64, high: f64) -> f64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        low + (high - low) * ((self.0 >> 11) as f64 / (1_u64 << 53) as f64)
    }
}

/// What plain geometry says: every area, one polygon after the other.
fn brute_force(layer: &Layer, point: Point) -> Vec<String> {
    let flat = FlatPoint::new(point.lon(), point.lat());
    let covers = |area: &&Area| {
        // The box comes first only to save time.
        let bounds = area.shape.bounding_rect();
        bounds.is_some_and(|bounds| bounds.intersects(&flat))
            && area.shape.iter().any(|polygon| polygon.intersects(&flat))
    };
    let mut ids: Vec<_> = layer.areas.iter().filter(covers).map(|area| area.id.clone()).collect();
    ids.sort();
    ids
}

fn agrees_with_brute_force(layer: &Layer, geo: &Geo, point: Point) {
    let found = geo.locate(&layer.id, point, DAY).unwrap();
    let covering: Vec<_> = match found.matched {
        Match::Inside => found.areas.into_iter().map(|area| area.id).collect(),
        _ => Vec::new(),
    };
    assert_eq!(covering, brute_force(layer, point), "{point:?}");
}

#[test]
fn the_shipped_layer_agrees_with_plain_geometry() {
    let (catalog, geo) = shipped();
    let layer = &catalog.layers[&id("kommuner")];
    let mut dice = Dice(7);
    for _ in 0..2_000 {
        let point = point(dice.between(55.0, 69.5), dice.between(10.5, 24.5));
        agrees_with_brute_force(layer, geo, point);
    }
    let edges = layer.areas.iter().flat_map(|area| area.shape.iter());
    let edges = edges.flat_map(|polygon| polygon.exterior().lines());
    for edge in edges.step_by(13) {
        agrees_with_brute_force(layer, geo, point(edge.start.y, edge.start.x));
        let middle = (edge.start + edge.end) / 2.0;
        agrees_with_brute_force(layer, geo, point(middle.y, middle.x));
    }
}

#[test]
fn many_points_at_once_get_the_answers_of_each_alone() {
    let (catalog, geo) = shipped();
    let mut dice = Dice(11);
    let any = || point(dice.between(54.0, 70.0), dice.between(9.0, 26.0));
    let mut points: Vec<Point> = std::iter::repeat_with(any).take(4_000).collect();
    // Corners too: there several areas cover a point, and the lowest counts.
    let edges = catalog.layers[&id("kommuner")].areas.iter().flat_map(|area| area.shape.iter());
    let edges = edges.flat_map(|polygon| polygon.exterior().lines());
    points.extend(edges.step_by(7).map(|edge| point(edge.start.y, edge.start.x)));
    for layer in catalog.layers.keys() {
        let alone = |point: &Point| {
            let found = geo.locate(layer, *point, DAY).unwrap();
            (found.matched == Match::Inside).then(|| found.areas[0].id.clone())
        };
        let alone: Vec<_> = points.iter().map(alone).collect();
        // As one list on all processors, and in pieces that do not come out even.
        for size in [points.len(), 1_000, 17, 1] {
            let together =
                points.chunks(size).flat_map(|some| geo.covering(layer, some, DAY).unwrap());
            let together: Vec<_> = together.map(|id| id.map(str::to_owned)).collect();
            assert_eq!(together, alone, "{layer}, {size} at a time");
        }
    }
}

#[test]
fn many_points_at_once_are_answered_for_a_day() {
    let day = jiff::civil::date;
    let shape = || MultiPolygon::new(vec![square(10.0, 60.0, 1.0)]);
    let mut changing = layer(0.0, vec![("1", shape()), ("2", shape())]);
    changing.areas[0].validity = Validity { from: None, to: Some(day(2026, 12, 31)) };
    changing.areas[1].validity = Validity { from: Some(day(2027, 1, 1)), to: None };
    let mut catalog = Catalog::default();
    catalog.layers.insert(id("areas"), changing);
    let geo = build(&catalog);
    let points = [point(60.5, 10.5), point(50.0, 10.5)];
    let on = |day| geo.covering(&id("areas"), &points, day).unwrap();
    assert_eq!(on(day(2026, 12, 31)), [Some("1"), None]);
    assert_eq!(on(day(2027, 1, 1)), [Some("2"), None]);
    assert_eq!(geo.covering(&id("nothing"), &points, DAY), None);
}

#[test]
fn every_point_of_a_grid_agrees_with_plain_geometry() {
    // Whole and half degrees lie exactly on edges, corners and level with them.
    let comb =
        [(0, 0), (6, 0), (6, 4), (5, 4), (5, 1), (4, 4), (3, 1), (2, 4), (1, 1), (1, 4), (0, 4)];
    let comb: Vec<_> = comb.iter().map(|(x, y)| (f64::from(*x), f64::from(*y))).collect();
    let diamond = ring(&[(8.0, 0.0), (10.0, 2.0), (8.0, 4.0), (6.0, 2.0)]);
    let hole = ring(&[(8.0, 1.0), (9.0, 2.0), (8.0, 3.0), (7.0, 2.0)]);
    let layer = layer(
        0.0,
        vec![
            ("comb", MultiPolygon::new(vec![Polygon::new(ring(&comb), Vec::new())])),
            ("ring", MultiPolygon::new(vec![Polygon::new(diamond, vec![hole.clone()])])),
            (
                "core",
                MultiPolygon::new(vec![Polygon::new(hole, Vec::new()), square(10.0, 2.0, 1.0)]),
            ),
        ],
    );
    let mut catalog = Catalog::default();
    catalog.layers.insert(layer.id.clone(), layer.clone());
    let geo = build(&catalog);
    for x in -4..=48 {
        for y in -4..=20 {
            agrees_with_brute_force(&layer, &geo, point(f64::from(y) / 4.0, f64::from(x) / 4.0));
        }
    }
}

#[test]
fn distances_are_true_to_one_in_a_hundred() {
    let mut dice = Dice(11);
    let mut worst: f64 = 0.0;
    for _ in 0..300 {
        let (x, y) = (dice.between(10.0, 24.0), dice.between(55.0, 69.0));
        let mut near = |reach: f64| Coord {
            x: x + dice.between(-reach, reach),
            y: y + dice.between(-reach / 2.5, reach / 2.5),
        };
        let (start, end, at) = (near(0.1), near(0.1), near(0.2));
        let apex = Coord { x: 2.0 * start.x - at.x + 1e-4, y: 2.0 * start.y - at.y };
        let triangle =
            Polygon::new(ring(&[(start.x, start.y), (end.x, end.y), (apex.x, apex.y)]), Vec::new());
        let edges: Vec<_> = triangle.exterior().lines().collect();
        let layer = layer(0.0, vec![("1", MultiPolygon::new(vec![triangle]))]);
        let found = located(layer, at.y, at.x);
        if found.matched != Match::Nearest {
            continue;
        }
        let steps = edges.iter().flat_map(|edge| {
            (0..=500)
                .map(move |step| edge.start + (edge.end - edge.start) * (f64::from(step) / 500.0))
        });
        let true_m = steps
            .map(|step| Geodesic.distance(FlatPoint::from(step), FlatPoint::from(at)))
            .fold(f64::INFINITY, f64::min);
        let error = (found.areas[0].distance_m - true_m).abs();
        // Steps along the edge are up to 30 m apart, which matters close by only.
        if true_m > 500.0 {
            worst = worst.max(error / true_m);
        }
    }
    assert!(worst > 0.0 && worst < 0.01, "the worst error was {worst}");
}

#[test]
fn scb_localities_lie_in_the_municipality_that_scb_states() {
    let Some(path) = site::shared("data/places/tatorter-2020.csv") else { return };
    let (_, geo) = shipped();
    let (mut all, mut right, mut offered) = (0, 0, 0);
    let mut rows = csv::Reader::from_path(path).unwrap();
    for row in rows.deserialize::<HashMap<String, String>>() {
        let row = row.unwrap();
        let point = point(row["lat"].parse().unwrap(), row["lon"].parse().unwrap());
        let found = geo.locate(&id("kommuner"), point, DAY).unwrap();
        all += 1;
        let stated = |area: &samvis::geo::AreaHit| area.id == row["kommunkod"];
        right += usize::from(found.areas.first().is_some_and(stated));
        offered += usize::from(found.areas.iter().chain(&found.near_border).any(stated));
    }
    println!("{right} of {all} right, {offered} offered");
    assert_eq!(all, 2_017);
    assert!(right * 100 >= all * 98, "{right} of {all}");
    assert!(offered * 100 >= all * 99, "{offered} of {all}");
}
