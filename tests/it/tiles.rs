//! Tests of `tiles`: what is in a tile, and that neighbours never part.

mod decode;

use std::collections::BTreeSet;

use geo::{
    Area, BoundingRect, Contains, Coord, Intersects, MapCoords, Point, Validation, unary_union,
};
use samvis::model::LayerId;
use samvis::tiles::{EXTENT, TileError, TileId, ZOOM_MAX};

use crate::site;

/// The buffer of a tile, in its units.
const BUFFER: f64 = 64.0;

fn layer(id: &str) -> LayerId {
    LayerId::parse(id).unwrap()
}

/// The features of a layer in a tile, and no other layer.
fn features(id: &str, (zoom, column, row): (u8, u32, u32)) -> Vec<decode::Feature> {
    let tile = TileId::new(zoom, column, row).unwrap();
    let bytes = site::shipped().snapshot.tiles.tile(&layer(id), tile).unwrap();
    let mut layers = decode::tile(&bytes);
    if bytes.is_empty() {
        return Vec::new();
    }
    assert_eq!(layers.len(), 1);
    let layer = layers.remove(0);
    assert_eq!((layer.version, layer.name.as_str(), layer.extent), (2, id, 4096));
    layer.features
}

/// The tile of a zoom in which a position lies, and the position in the tile's units.
fn tile_at(zoom: u8, lat: f64, lon: f64) -> ((u8, u32, u32), Point<f64>) {
    let tiles = f64::from(1_u32 << zoom);
    let x = (lon + 180.0) / 360.0 * tiles;
    let y = (0.5 - lat.to_radians().tan().asinh() / std::f64::consts::TAU) * tiles;
    let within = |number: f64| number.fract() * f64::from(EXTENT);
    ((zoom, x as u32, y as u32), Point::new(within(x), within(y)))
}

/// The position of a point of a tile, longitude first.
fn position((zoom, column, row): (u8, u32, u32), point: Coord<f64>) -> Coord<f64> {
    let side = f64::from(EXTENT) * f64::from(1_u32 << zoom);
    let x = (f64::from(column) * f64::from(EXTENT) + point.x) / side;
    let y = (f64::from(row) * f64::from(EXTENT) + point.y) / side;
    let lat = ((0.5 - y) * std::f64::consts::TAU).sinh().atan().to_degrees();
    Coord { x: x * 360.0 - 180.0, y: lat }
}

/// Every tile of a zoom in which something of northern Sweden can lie.
fn tiles_of(zoom: u8) -> impl Iterator<Item = (u8, u32, u32)> {
    let ((_, west, north), _) = tile_at(zoom, 69.5, 10.5);
    let ((_, east, south), _) = tile_at(zoom, 61.5, 25.0);
    (west..=east).flat_map(move |column| (north..=south).map(move |row| (zoom, column, row)))
}

#[test]
fn a_tile_has_each_area_with_code_and_name() {
    let all = features("kommuner", (5, 17, 8));
    let codes: BTreeSet<&str> = all.iter().map(|it| it.properties["code"].as_str()).collect();
    assert!(codes.contains("2281"), "{codes:?}");
    let sundsvall = all.iter().find(|it| it.properties["code"] == "2281").unwrap();
    assert_eq!(sundsvall.properties["name"], "Sundsvall");
    assert_eq!(codes.len(), all.len(), "an area is one feature");
}

#[test]
fn at_every_zoom_a_point_lies_in_the_area_of_its_municipality() {
    for zoom in 3..=ZOOM_MAX {
        for (code, lat, lon) in [("2281", 62.45, 17.2), ("2480", 63.9, 20.1), ("2584", 68.0, 20.5)]
        {
            let (tile, point) = tile_at(zoom, lat, lon);
            let all = features("kommuner", tile);
            let inside: Vec<&str> = all
                .iter()
                .filter(|area| area.polygons.contains(&point))
                .map(|area| area.properties["code"].as_str())
                .collect();
            assert_eq!(inside, [code], "zoom {zoom}");
        }
    }
}

#[test]
fn every_shape_is_valid_and_within_the_tile() {
    for id in ["kommuner", "lan", "bas"] {
        for tile in (0..=6).flat_map(tiles_of) {
            for area in features(id, tile) {
                assert!(area.polygons.is_valid(), "{id} {tile:?}: {:?}", area.polygons);
                let Some(bounds) = area.polygons.bounding_rect() else { continue };
                let (least, most) = (-BUFFER, f64::from(EXTENT) + BUFFER);
                assert!(bounds.min().x >= least && bounds.min().y >= least, "{id} {tile:?}");
                assert!(bounds.max().x <= most && bounds.max().y <= most, "{id} {tile:?}");
            }
        }
    }
}

#[test]
fn neighbours_neither_part_nor_overlap_at_any_zoom() {
    let kommuner = &site::shipped().snapshot.catalog.layers[&layer("kommuner")];
    let whole = unary_union(kommuner.areas.iter().map(|area| &area.shape));
    // Between some municipalities there is water that belongs to none.
    let lakes: Vec<_> = whole.0.iter().flat_map(|polygon| polygon.interiors()).collect();
    let mut seen = 0;
    for tile in [4, 6, 8].into_iter().flat_map(tiles_of) {
        let areas = features("kommuner", tile);
        let shapes: Vec<_> = areas.iter().map(|area| &area.polygons).collect();
        let apart: f64 = shapes.iter().map(|shape| shape.unsigned_area()).sum();
        let together = unary_union(shapes.iter().copied());
        // What neighbours cover twice, in squares of a quarter of a pixel's side. Simplified lines
        // can cross by less than is seen; that is all that is allowed.
        let twice = apart - together.unsigned_area();
        assert!(twice.abs() <= 400.0, "{tile:?}: {twice} units are covered twice");
        let rings = together.0.iter().flat_map(|polygon| polygon.interiors());
        for ring in rings {
            let gap = geo::Polygon::new(ring.clone(), Vec::new());
            let on_earth = gap.map_coords(|coord| position(tile, coord));
            let real = lakes.iter().any(|lake| lake.intersects(&on_earth));
            let size = gap.unsigned_area();
            assert!(real || size < 100.0, "{tile:?}: neighbours part by {size} at {on_earth:?}");
        }
        seen += areas.len();
    }
    assert!(seen > 300, "only {seen} areas were looked at");
}

#[test]
fn a_lower_zoom_has_fewer_corners() {
    let corners = |zoom: u8| -> usize {
        let (tile, _) = tile_at(zoom, 62.45, 17.2);
        let all = features("kommuner", tile);
        // Sundsvall lies whole in the tile of zoom 5 as well.
        let one = all.iter().find(|area| area.properties["code"] == "2281").unwrap();
        one.polygons.0.iter().map(|polygon| polygon.exterior().0.len()).sum()
    };
    let (far, near) = (corners(2), corners(5));
    assert!(far < near, "{far} corners at zoom 2, {near} at zoom 5");
}

#[test]
fn lines_are_in_the_tiles_too() {
    let lines: usize = features("bas", (4, 8, 4)).iter().map(|feature| feature.lines.len()).sum();
    assert!(lines > 0);
}

#[test]
fn a_tile_far_away_is_empty() {
    assert!(features("kommuner", (6, 0, 0)).is_empty());
}

#[test]
fn only_tiles_that_exist_have_a_number() {
    assert!(TileId::parse("14/16383/0.mvt").is_ok());
    let not_numbers = TileError::NotNumbers { ending: ".mvt" };
    let no_zoom = TileError::Zoom { first: 0, last: ZOOM_MAX };
    for (text, error) in [
        ("15/0/0.mvt", no_zoom),
        ("99999999999999999999/0/0.mvt", no_zoom),
        ("3/8/0.mvt", TileError::OutOfRange { last: 7 }),
        ("3/0/8.mvt", TileError::OutOfRange { last: 7 }),
        ("3/0/99999999999999999999.mvt", TileError::OutOfRange { last: 7 }),
        ("3/-1/0.mvt", not_numbers),
        ("3/+1/0.mvt", not_numbers),
        ("3/1.5/0.mvt", not_numbers),
        ("3/NaN/0.mvt", not_numbers),
        ("3/1/0.png", not_numbers),
        ("3/1.mvt", not_numbers),
        ("3/1/1/1.mvt", not_numbers),
        ("", not_numbers),
    ] {
        assert_eq!(TileId::parse(text), Err(error), "{text}");
    }
}

#[test]
fn the_version_is_that_of_the_content() {
    let version = |id: &str| site::shipped().snapshot.tiles.version(&layer(id)).unwrap().to_owned();
    assert_ne!(version("kommuner"), version("lan"));
    assert_eq!(version("kommuner").len(), 16);
}
