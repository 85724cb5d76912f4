//! The drawable shapes: every shared border is drawn once.

use std::collections::{BTreeMap, HashMap};

use ::geo::{Area as _, Coord, LineString, MultiPolygon, Polygon};
use samvis::geo::{Geo, Outlines, build};
use samvis::model::{Catalog, Layer};

use super::{id, layer, ring, shipped, square};

type End = (u64, u64);

/// How many rings each edge stands in, whichever way it is written.
fn edges(rings: impl Iterator<Item = Vec<(f64, f64)>>) -> HashMap<(End, End), usize> {
    let mut edges = HashMap::new();
    for ring in rings {
        for pair in ring.windows(2) {
            let end = |(x, y): (f64, f64)| (x.to_bits(), y.to_bits());
            let (one, other) = (end(pair[0]), end(pair[1]));
            *edges.entry((one.min(other), one.max(other))).or_insert(0) += 1;
        }
    }
    edges
}

fn drawn(outlines: &Outlines) -> impl Iterator<Item = Vec<(f64, f64)>> {
    outlines.shapes.iter().flat_map(|shape| shape.rings.clone())
}

/// How many edges stand in one ring, and in two; there must be none in more.
fn counts(edges: &HashMap<(End, End), usize>) -> (usize, usize) {
    let mut counts = BTreeMap::new();
    for count in edges.values() {
        *counts.entry(*count).or_insert(0) += 1;
    }
    assert!(counts.keys().all(|count| *count <= 2), "{counts:?}");
    (counts.get(&1).copied().unwrap_or(0), counts.get(&2).copied().unwrap_or(0))
}

fn built(layer: &Layer) -> Geo {
    let mut catalog = Catalog::default();
    catalog.layers.insert(layer.id.clone(), layer.clone());
    build(&catalog)
}

/// Every edge that two areas draw is one that both had a border along, and the coast stays coast:
/// the ends of each border are the same as before.
fn keeps_borders(layer: &Layer) -> usize {
    let geo = built(layer);
    let outlines = geo.outlines(&layer.id).unwrap();
    assert_eq!(outlines.shapes.len(), layer.areas.len());
    for (shape, area) in outlines.shapes.iter().zip(&layer.areas) {
        assert_eq!((&shape.id, &shape.name), (&area.id, &area.name));
        assert!(!shape.rings.is_empty(), "{} is drawn", area.id);
        for ring in &shape.rings {
            assert!(ring.len() >= 4 && ring.first() == ring.last(), "{}: {ring:?}", area.id);
            let drawn = Polygon::new(super::ring(ring), Vec::new()).unsigned_area();
            assert!(drawn > 0.0, "{} has folded up", area.id);
        }
    }
    // A chain of edges that two areas share begins and ends where it did: the vertices at which
    // an edge of one owner meets an edge of two are the same set.
    let before = layer.areas.iter().flat_map(|area| &area.shape);
    let before =
        before.flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors()));
    let before = before.map(|ring| ring.0.iter().map(|coord| (coord.x, coord.y)).collect());
    let (before, after) = (edges(before), edges(drawn(outlines)));
    assert_eq!(turning(&before), turning(&after));
    let (_, shared_before) = counts(&before);
    let (_, shared) = counts(&after);
    assert!((shared == 0) == (shared_before == 0));
    drawn(outlines).map(|ring| ring.len()).sum()
}

/// Where borders between two areas end at edges of one area only.
fn turning(edges: &HashMap<(End, End), usize>) -> Vec<End> {
    let mut owners: HashMap<End, [bool; 2]> = HashMap::new();
    for ((one, other), count) in edges {
        for end in [one, other] {
            owners.entry(*end).or_default()[count - 1] = true;
        }
    }
    let mut ends: Vec<_> =
        owners.into_iter().filter(|(_, kinds)| kinds[0] && kinds[1]).map(|(end, _)| end).collect();
    ends.sort_unstable();
    ends
}

#[test]
fn the_shipped_layers_keep_their_borders() {
    let (catalog, _) = shipped();
    for name in ["kommuner", "lan"] {
        let vertices = keeps_borders(&catalog.layers[&id(name)]);
        println!("{name}: {vertices} vertices");
        assert!(vertices <= 9_000, "{name}: {vertices}");
    }
}

#[test]
fn the_background_is_drawn_with_its_lines() {
    let (catalog, geo) = shipped();
    let layer = &catalog.layers[&id("bas")];
    let outlines = geo.outlines(&layer.id).unwrap();
    let vertices: usize = drawn(outlines).map(|ring| ring.len()).sum();
    println!("bas: {vertices} vertices, {} lines", outlines.lines.len());
    assert_eq!(outlines.lines.len(), layer.lines.len());
    assert!(vertices <= 9_000, "{vertices}");
}

/// A rugged line from one point to another, the same every time.
fn rugged(from: (f64, f64), to: (f64, f64)) -> Vec<(f64, f64)> {
    (0..400)
        .map(|step| {
            let part = f64::from(step) / 400.0;
            let wave = if step == 0 { 0.0 } else { (f64::from(step) * 1.7).sin() * 0.000_5 };
            let (dx, dy) = (to.0 - from.0, to.1 - from.1);
            (from.0 + dx * part - dy * wave, from.1 + dy * part + dx * wave)
        })
        .collect()
}

#[test]
fn a_fine_layer_becomes_coarse_without_gaps() {
    // Four squares around a point, an enclave, a speck of an island, and an islet that is all there is.
    let corner = |x: i32, y: i32| (10.0 + f64::from(x), 60.0 + f64::from(y));
    let side = |a: (i32, i32), b: (i32, i32)| {
        // Each side is written in one direction only, so that neighbours have the same vertices.
        if a <= b {
            rugged(corner(a.0, a.1), corner(b.0, b.1))
        } else {
            let mut line = rugged(corner(b.0, b.1), corner(a.0, a.1));
            line.push(corner(a.0, a.1));
            line.reverse();
            line.pop();
            line
        }
    };
    let cell = |x: i32, y: i32| {
        let corners = [(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1)];
        let sides = (0..4).flat_map(|number| side(corners[number], corners[(number + 1) % 4]));
        ring(&sides.collect::<Vec<_>>())
    };
    let angles = (0..500).map(|step| f64::from(step) / 500.0 * std::f64::consts::TAU);
    let circle: Vec<_> =
        angles.map(|angle| (10.5 + 0.1 * angle.cos(), 60.5 + 0.1 * angle.sin())).collect();
    let enclave = ring(&circle);
    let mut turned = circle.clone();
    turned.rotate_left(123);
    turned.reverse();
    let layer = layer(
        0.0,
        vec![
            ("1", MultiPolygon::new(vec![Polygon::new(cell(0, 0), vec![ring(&turned)])])),
            (
                "2",
                MultiPolygon::new(vec![
                    Polygon::new(cell(1, 0), Vec::new()),
                    square(13.0, 60.0, 1e-6),
                ]),
            ),
            ("3", MultiPolygon::new(vec![Polygon::new(cell(0, 1), Vec::new())])),
            ("4", MultiPolygon::new(vec![Polygon::new(cell(1, 1), Vec::new())])),
            ("5", MultiPolygon::new(vec![Polygon::new(enclave, Vec::new())])),
            ("6", MultiPolygon::new(vec![square(14.0, 60.0, 1e-6)])),
        ],
    );
    let before: usize = layer
        .areas
        .iter()
        .flat_map(|area| area.shape.iter())
        .map(|polygon| polygon.exterior().0.len())
        .sum();
    let after = keeps_borders(&layer);
    println!("{before} vertices became {after}");
    assert!(after * 2 < before, "{before} vertices became {after}");
    let geo = built(&layer);
    let shapes = &geo.outlines(&layer.id).unwrap().shapes;
    assert_eq!(shapes[0].rings.len(), 2, "the hole around the enclave stays");
    assert_eq!(shapes[1].rings.len(), 1, "the speck is left out");
    assert_eq!(shapes[5].rings.len(), 1, "the islet that is all there is stays");
    let (_, shared) = counts(&edges(drawn(geo.outlines(&layer.id).unwrap())));
    let enclave = shapes[4].rings[0].len() - 1;
    assert!(shared > enclave, "the enclave and the sides between the squares are shared");
}

#[test]
fn odd_shapes_are_drawn_or_left_out() {
    let line = LineString::new(vec![Coord { x: 10.0, y: 60.0 }, Coord { x: 11.0, y: 61.0 }]);
    let mut odd = layer(
        0.0,
        vec![
            ("empty", MultiPolygon::new(Vec::new())),
            ("point", MultiPolygon::new(vec![Polygon::new(ring(&[(10.0, 60.0)]), Vec::new())])),
            (
                "none",
                MultiPolygon::new(vec![Polygon::new(LineString::new(Vec::new()), Vec::new())]),
            ),
            (
                "flat",
                MultiPolygon::new(vec![Polygon::new(
                    ring(&[(10.0, 60.0), (11.0, 60.0)]),
                    Vec::new(),
                )]),
            ),
        ],
    );
    odd.lines = vec![line, LineString::new(Vec::new())];
    let geo = built(&odd);
    assert_eq!(geo.outlines(&odd.id).unwrap().shapes.len(), 4);
}
