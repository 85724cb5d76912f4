//! Tests of `topology`: overlaps, gaps and unions of areas.

use ::geo::{Area, Coord, LineString, MultiPolygon, Polygon};
use samvis::topology::{Touching, loops, union};

use crate::geo::shipped;

type Corners = &'static [(f64, f64)];

fn polygon(corners: Corners) -> Polygon<f64> {
    let ring: LineString<f64> = corners.iter().map(|(x, y)| Coord { x: *x, y: *y }).collect();
    Polygon::new(ring, Vec::new())
}

fn shape(corners: Corners) -> MultiPolygon<f64> {
    MultiPolygon::new(vec![polygon(corners)])
}

fn with_hole(corners: Corners, hole: Corners) -> MultiPolygon<f64> {
    let hole = polygon(hole).exterior().clone();
    MultiPolygon::new(vec![Polygon::new(polygon(corners).exterior().clone(), vec![hole])])
}

const WEST: Corners = &[(0.0, 0.0), (2.0, 0.0), (2.0, 2.0), (0.0, 2.0)];
const EAST: Corners = &[(2.0, 0.0), (4.0, 0.0), (4.0, 2.0), (2.0, 2.0)];
const INNER: Corners = &[(0.5, 0.5), (1.0, 0.5), (1.0, 1.0), (0.5, 1.0)];
const INNER_TURNED: Corners = &[(0.5, 0.5), (0.5, 1.0), (1.0, 1.0), (1.0, 0.5)];

/// A loop in short: level, area (negative for a hole) and the numbers of the areas.
type Told = (i64, f64, Vec<usize>);

/// What is tried, its shapes, and the loops that are expected.
type Case = (&'static str, Vec<MultiPolygon<f64>>, Vec<Told>);

fn told(shapes: &[MultiPolygon<f64>]) -> Vec<Told> {
    let size = |ring: LineString<f64>| Polygon::new(ring, Vec::new()).signed_area();
    let loops = loops(shapes, Touching::Joined).unwrap();
    let mut told: Vec<_> = loops
        .into_iter()
        .map(|one| (one.level, (size(one.ring) * 1e6).round() / 1e6, one.areas))
        .collect();
    told.sort_by(|one, other| one.0.cmp(&other.0).then(other.1.total_cmp(&one.1)));
    told
}

#[test]
fn loops_tell_what_areas_cover_together() {
    let two = || vec![0, 1];
    let cases: &[Case] = &[
        ("one", vec![shape(WEST)], vec![(1, 4.0, vec![0])]),
        ("neighbours that share a border", vec![shape(WEST), shape(EAST)], vec![(1, 8.0, two())]),
        (
            "a corner that only one of the neighbours has",
            vec![shape(WEST), shape(&[(2.0, 0.0), (4.0, 0.0), (4.0, 2.0), (2.0, 2.0), (2.0, 1.0)])],
            vec![(1, 8.0, two())],
        ),
        (
            "an overlap that crosses the border twice",
            vec![shape(WEST), shape(&[(1.5, 0.0), (4.0, 0.0), (4.0, 2.0), (1.5, 2.0)])],
            vec![(1, 8.0, two()), (2, 1.0, two())],
        ),
        (
            "squares that lie across each other",
            vec![shape(WEST), shape(&[(1.0, 1.0), (3.0, 1.0), (3.0, 3.0), (1.0, 3.0)])],
            vec![(1, 7.0, two()), (2, 1.0, two())],
        ),
        (
            "a gap between neighbours",
            vec![shape(WEST), shape(&[(2.0, 0.0), (4.0, 0.0), (4.0, 2.0), (2.0, 2.0), (2.5, 1.0)])],
            vec![(1, 8.0, two()), (1, -0.5, two())],
        ),
        (
            "a border that is crossed once leaves a gap and an overlap",
            vec![
                shape(WEST),
                shape(&[(2.0, 0.0), (4.0, 0.0), (4.0, 2.0), (2.0, 2.0), (1.5, 1.5), (2.5, 0.5)]),
            ],
            vec![(1, 8.0, two()), (1, -0.125 - 0.125, two()), (2, 0.25, two())],
        ),
        (
            "one upon another",
            vec![shape(WEST), shape(INNER)],
            vec![(1, 4.0, vec![0]), (2, 0.25, vec![1])],
        ),
        (
            "the same twice",
            vec![shape(WEST), shape(WEST)],
            vec![(1, 4.0, vec![0]), (2, 4.0, vec![1])],
        ),
        (
            "a lake",
            vec![with_hole(WEST, INNER_TURNED)],
            vec![(1, 4.0, vec![0]), (1, -0.25, vec![0])],
        ),
        ("an enclave", vec![with_hole(WEST, INNER_TURNED), shape(INNER)], vec![(1, 4.0, vec![0])]),
        (
            "an island in a lake",
            vec![
                with_hole(WEST, INNER_TURNED),
                shape(&[(0.7, 0.7), (0.8, 0.7), (0.8, 0.8), (0.7, 0.8)]),
            ],
            vec![(1, 4.0, vec![0]), (1, 0.01, vec![1]), (1, -0.25, vec![0])],
        ),
        (
            "corners that touch",
            vec![shape(WEST), shape(&[(2.0, 2.0), (3.0, 2.0), (3.0, 3.0), (2.0, 3.0)])],
            vec![(1, 5.0, two())],
        ),
        ("nothing", vec![], vec![]),
    ];
    for (name, shapes, expected) in cases {
        let told = told(shapes);
        let same_levels = told.len() == expected.len();
        assert!(same_levels, "{name}: {told:?}");
        for (is, should) in told.iter().zip(expected) {
            assert_eq!((is.0, is.1), (should.0, should.1), "{name}: {told:?}");
            assert!(should.2.iter().all(|area| *area < shapes.len()), "{name}");
        }
    }
}

#[test]
fn a_union_is_as_large_as_its_parts_and_has_no_inner_borders() {
    let (catalog, _) = shipped();
    let layer = catalog.layers.values().find(|layer| layer.id.as_str() == "kommuner").unwrap();
    let members: Vec<_> = layer.areas.iter().filter(|area| area.id.starts_with("22")).collect();
    let parts: f64 = members.iter().map(|area| area.shape.unsigned_area()).sum();
    let whole = union(members.iter().map(|area| &area.shape)).unwrap();
    assert!((whole.unsigned_area() / parts - 1.0).abs() < 1e-9);
    let corners = |shape: &MultiPolygon<f64>| -> usize {
        shape.iter().map(|one| one.exterior().0.len()).sum()
    };
    let before: usize = members.iter().map(|area| corners(&area.shape)).sum();
    assert!(corners(&whole) * 2 < before, "{} of {before} corners", corners(&whole));
}

#[test]
fn a_union_keeps_lakes_and_islands() {
    let island: Corners = &[(0.7, 0.7), (0.8, 0.7), (0.8, 0.8), (0.7, 0.8)];
    let whole = union(&[with_hole(WEST, INNER_TURNED), shape(EAST), shape(island)]).unwrap();
    assert_eq!(whole.0.len(), 2);
    let holes: usize = whole.iter().map(|one| one.interiors().len()).sum();
    assert_eq!(holes, 1);
    assert!((whole.unsigned_area() - 7.76).abs() < 1e-9, "{}", whole.unsigned_area());
}
