//! Writes a tile in the format Mapbox Vector Tile 2.1, which is a protocol buffer.

use std::collections::HashMap;

use super::address::EXTENT;
use super::clip::{Polygons, Spot};

/// The kinds of field of a protocol buffer that a tile has.
const VARINT: u32 = 0;
const BYTES: u32 = 2;

/// The commands of a geometry.
const MOVE_TO: u32 = 1;
const LINE_TO: u32 = 2;
const CLOSE_PATH: u32 = 7;

/// The kinds of geometry.
const LINES: u64 = 2;
const POLYGONS: u64 = 3;

/// A layer being written: its features, and the words that they share.
pub(super) struct LayerWriter<'a> {
    features: Vec<u8>,
    keys: Vec<&'static str>,
    values: Vec<&'a str>,
    numbers: HashMap<&'a str, u64>,
}

/// A geometry being written; each step is relative to the one before.
#[derive(Default)]
struct Pen {
    commands: Vec<u8>,
    at: Spot,
}

impl<'a> LayerWriter<'a> {
    pub(super) fn new() -> Self {
        let (features, keys, values) = (Vec::new(), Vec::new(), Vec::new());
        Self { features, keys, values, numbers: HashMap::new() }
    }

    /// Adds an area with its properties.
    pub(super) fn area(&mut self, polygons: &Polygons, properties: &[(&'static str, &'a str)]) {
        let mut pen = Pen::default();
        for ring in polygons.iter().flatten() {
            pen.path(ring);
            pen.command(CLOSE_PATH, 1);
        }
        self.feature(POLYGONS, &pen.commands, properties);
    }

    /// Adds lines as one feature without properties.
    pub(super) fn lines(&mut self, lines: &[Vec<Spot>]) {
        let mut pen = Pen::default();
        lines.iter().for_each(|line| pen.path(line));
        self.feature(LINES, &pen.commands, &[]);
    }

    fn feature(&mut self, kind: u64, geometry: &[u8], properties: &[(&'static str, &'a str)]) {
        if geometry.is_empty() {
            return;
        }
        let mut tags = Vec::new();
        for (key, value) in properties.iter().filter(|(_, value)| !value.is_empty()) {
            varint(&mut tags, self.key(key));
            varint(&mut tags, self.value(value));
        }
        let mut feature = Vec::with_capacity(geometry.len() + 16);
        if !tags.is_empty() {
            field(&mut feature, 2, &tags);
        }
        number_field(&mut feature, 3, kind);
        field(&mut feature, 4, geometry);
        field(&mut self.features, 2, &feature);
    }

    fn key(&mut self, key: &'static str) -> u64 {
        let known = self.keys.iter().position(|other| *other == key);
        let number = known.unwrap_or_else(|| {
            self.keys.push(key);
            self.keys.len() - 1
        });
        number as u64
    }

    fn value(&mut self, value: &'a str) -> u64 {
        *self.numbers.entry(value).or_insert_with(|| {
            self.values.push(value);
            self.values.len() as u64 - 1
        })
    }

    /// The tile with this one layer; no bytes at all when the layer is empty here.
    pub(super) fn tile(self, name: &str) -> Vec<u8> {
        if self.features.is_empty() {
            return Vec::new();
        }
        let mut layer = Vec::with_capacity(self.features.len() + 256);
        number_field(&mut layer, 15, 2);
        field(&mut layer, 1, name.as_bytes());
        layer.extend_from_slice(&self.features);
        self.keys.iter().for_each(|key| field(&mut layer, 3, key.as_bytes()));
        for value in &self.values {
            let mut text = Vec::with_capacity(value.len() + 4);
            field(&mut text, 1, value.as_bytes());
            field(&mut layer, 4, &text);
        }
        number_field(&mut layer, 5, u64::from(EXTENT.unsigned_abs()));
        let mut tile = Vec::with_capacity(layer.len() + 8);
        field(&mut tile, 3, &layer);
        tile
    }
}

impl Pen {
    /// A line from its first spot to its last.
    fn path(&mut self, spots: &[Spot]) {
        let Some((first, rest)) = spots.split_first() else { return };
        self.command(MOVE_TO, 1);
        self.step(*first);
        self.command(LINE_TO, rest.len());
        rest.iter().for_each(|spot| self.step(*spot));
    }

    fn command(&mut self, command: u32, times: usize) {
        varint(&mut self.commands, u64::from(command) | (times as u64) << 3);
    }

    fn step(&mut self, to: Spot) {
        varint(&mut self.commands, zigzag(to.x - self.at.x));
        varint(&mut self.commands, zigzag(to.y - self.at.y));
        self.at = to;
    }
}

/// A small number whatever its sign.
fn zigzag(number: i32) -> u64 {
    u64::from(((number << 1) ^ (number >> 31)) as u32)
}

fn varint(bytes: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        bytes.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

fn field(bytes: &mut Vec<u8>, number: u32, content: &[u8]) {
    varint(bytes, u64::from(number << 3 | BYTES));
    varint(bytes, content.len() as u64);
    bytes.extend_from_slice(content);
}

fn number_field(bytes: &mut Vec<u8>, number: u32, value: u64) {
    varint(bytes, u64::from(number << 3 | VARINT));
    varint(bytes, value);
}
