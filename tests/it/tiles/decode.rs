//! Reads a vector tile, as strictly as the specification is written.

use std::collections::BTreeMap;

use geo::{Coord, LineString, MultiPolygon, Polygon};

/// A layer of a tile.
#[derive(Debug)]
pub struct Layer {
    pub version: u64,
    pub name: String,
    pub extent: u64,
    pub features: Vec<Feature>,
}

/// A feature with its properties and its geometry in the tile's units.
#[derive(Debug)]
pub struct Feature {
    pub properties: BTreeMap<String, String>,
    pub polygons: MultiPolygon<f64>,
    pub lines: Vec<LineString<f64>>,
}

struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn varint(&mut self) -> u64 {
        let mut number = 0;
        for place in 0.. {
            let byte = self.0[0];
            self.0 = &self.0[1..];
            number |= u64::from(byte & 0x7f) << (7 * place);
            if byte < 0x80 {
                break;
            }
        }
        number
    }

    /// The next field: its number, and its content or its value.
    fn field(&mut self) -> Option<(u64, u64, &'a [u8])> {
        if self.0.is_empty() {
            return None;
        }
        let key = self.varint();
        let value = self.varint();
        match key & 7 {
            0 => Some((key >> 3, value, &[])),
            2 => {
                let (content, rest) = self.0.split_at(usize::try_from(value).unwrap());
                self.0 = rest;
                Some((key >> 3, value, content))
            }
            kind => panic!("a tile has no field of kind {kind}"),
        }
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// The layers of a tile.
pub fn tile(bytes: &[u8]) -> Vec<Layer> {
    let mut bytes = Bytes(bytes);
    let mut layers = Vec::new();
    while let Some((number, _, content)) = bytes.field() {
        assert_eq!(number, 3, "a tile is made of layers");
        layers.push(layer(content));
    }
    layers
}

fn layer(bytes: &[u8]) -> Layer {
    let (mut keys, mut values, mut features) = (Vec::new(), Vec::new(), Vec::new());
    let mut layer = Layer { version: 0, name: String::new(), extent: 0, features: Vec::new() };
    let mut bytes = Bytes(bytes);
    while let Some((number, value, content)) = bytes.field() {
        match number {
            1 => layer.name = text(content),
            2 => features.push(content),
            3 => keys.push(text(content)),
            4 => {
                let (kind, _, word) = Bytes(content).field().unwrap();
                assert_eq!(kind, 1, "every value is a text");
                values.push(text(word));
            }
            5 => layer.extent = value,
            15 => layer.version = value,
            other => panic!("a layer has no field {other}"),
        }
    }
    layer.features = features.into_iter().map(|bytes| feature(bytes, &keys, &values)).collect();
    layer
}

fn feature(bytes: &[u8], keys: &[String], values: &[String]) -> Feature {
    let mut properties = BTreeMap::new();
    let (mut kind, mut geometry): (u64, &[u8]) = (0, &[]);
    let mut bytes = Bytes(bytes);
    while let Some((number, value, content)) = bytes.field() {
        match number {
            2 => {
                let mut tags = Bytes(content);
                while !tags.0.is_empty() {
                    let (key, value) = (tags.varint() as usize, tags.varint() as usize);
                    properties.insert(keys[key].clone(), values[value].clone());
                }
            }
            3 => kind = value,
            4 => geometry = content,
            other => panic!("a feature has no field {other}"),
        }
    }
    let paths = paths(geometry, kind == 3);
    let (polygons, lines) = match kind {
        2 => (MultiPolygon(Vec::new()), paths),
        3 => (polygons(paths), Vec::new()),
        other => panic!("no layer has geometries of kind {other}"),
    };
    Feature { properties, polygons, lines }
}

fn paths(geometry: &[u8], closed: bool) -> Vec<LineString<f64>> {
    let mut bytes = Bytes(geometry);
    let (mut x, mut y) = (0_i64, 0_i64);
    let mut paths: Vec<Vec<Coord<f64>>> = Vec::new();
    while !bytes.0.is_empty() {
        let command = bytes.varint();
        let (command, times) = (command & 7, command >> 3);
        if command == 7 {
            assert!(closed && times == 1, "only a ring is closed, and once");
            let path = paths.last_mut().unwrap();
            assert!(path.len() >= 3, "a ring has three corners");
            path.push(path[0]);
            continue;
        }
        assert!(times > 0, "a command of no steps is not allowed");
        for _ in 0..times {
            let mut step = || {
                let number = bytes.varint();
                (number >> 1) as i64 ^ -((number & 1) as i64)
            };
            (x, y) = (x + step(), y + step());
            if command == 1 {
                paths.push(Vec::new());
            }
            paths.last_mut().unwrap().push(Coord { x: x as f64, y: y as f64 });
        }
    }
    paths.into_iter().map(LineString).collect()
}

/// A ring with a positive area begins a polygon, one with a negative area is a hole in it.
fn polygons(rings: Vec<LineString<f64>>) -> MultiPolygon<f64> {
    let mut polygons: Vec<Polygon<f64>> = Vec::new();
    for ring in rings {
        let edges = ring.lines().map(|edge| edge.start.x * edge.end.y - edge.end.x * edge.start.y);
        let doubled: f64 = edges.sum();
        assert_ne!(doubled, 0.0, "a ring has an area");
        if doubled > 0.0 {
            polygons.push(Polygon::new(ring, Vec::new()));
        } else {
            polygons.last_mut().expect("an outer ring comes first").interiors_push(ring);
        }
    }
    MultiPolygon(polygons)
}
