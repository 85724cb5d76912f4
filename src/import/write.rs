//! The new layer as two files: the areas as GeoJSON, and where they are from as TOML.

use std::fmt::Write as _;

use geo::{CoordsIter, LineString, Polygon};
use toml::{Table, Value};

use super::mend::Area;

/// Where a map is from.
#[derive(Debug, Clone, Copy)]
pub struct Provenance<'p> {
    /// The file's name and its checksum.
    pub file: (&'p str, &'p str),
    /// The source in words; without one, the file.
    pub source: Option<&'p str>,
    /// A page about the source.
    pub source_url: Option<&'p str>,
    /// The licence; without one it is written as unknown.
    pub licence: Option<&'p str>,
    /// The day on which the map was fetched.
    pub retrieved: jiff::civil::Date,
    /// How far a drawn border may lie from the real one, in metres.
    pub accuracy_m: f64,
    /// The names of the two properties: code and name.
    pub properties: (&'p str, &'p str),
}

/// The areas as a GeoJSON FeatureCollection (RFC 7946), a line for each.
pub(super) fn geojson(areas: &[Area], (code, name): (&str, &str)) -> String {
    let mut text = String::from("{\"type\":\"FeatureCollection\",\"features\":[");
    for (index, area) in areas.iter().enumerate() {
        text.push_str(if index == 0 { "\n" } else { ",\n" });
        text.push_str("{\"type\":\"Feature\",\"properties\":{");
        text.push_str(&member(code, &area.code));
        if name != code {
            text.push(',');
            text.push_str(&member(name, &area.name));
        }
        text.push_str("},\"geometry\":");
        match area.shape.0.as_slice() {
            [polygon] => {
                text.push_str("{\"type\":\"Polygon\",\"coordinates\":");
                write_polygon(&mut text, polygon);
            }
            polygons => {
                text.push_str("{\"type\":\"MultiPolygon\",\"coordinates\":");
                write_list(&mut text, polygons.iter(), |text, polygon| {
                    write_polygon(text, polygon)
                });
            }
        }
        text.push_str("}}");
    }
    text.push_str("\n]}\n");
    text
}

/// How many positions the areas have.
pub(super) fn positions(areas: &[Area]) -> usize {
    areas.iter().map(|area| area.shape.coords_count()).sum()
}

fn member(key: &str, text: &str) -> String {
    format!("{}:{}", serde_json::Value::from(key), serde_json::Value::from(text))
}

fn write_polygon(text: &mut String, polygon: &Polygon<f64>) {
    let rings = std::iter::once(polygon.exterior()).chain(polygon.interiors());
    write_list(text, rings, write_ring);
}

fn write_ring(text: &mut String, ring: &LineString<f64>) {
    write_list(text, ring.0.iter(), |text, at| {
        write!(text, "[{},{}]", at.x, at.y).expect("a string takes whatever is written");
    });
}

fn write_list<T>(
    text: &mut String,
    items: impl Iterator<Item = T>,
    mut each: impl FnMut(&mut String, T),
) {
    text.push('[');
    for (index, item) in items.enumerate() {
        if index > 0 {
            text.push(',');
        }
        each(text, item);
    }
    text.push(']');
}

/// The TOML file of the layer: what the old one says of its meaning stays, what it says of its origin
/// is replaced.
#[must_use]
pub fn facts(old: Option<&str>, layer: &str, provenance: &Provenance<'_>) -> String {
    let mut table: Table = old.and_then(|text| text.parse().ok()).unwrap_or_default();
    let (file, checksum) = provenance.file;
    if !table.contains_key("title") {
        let title = Table::from_iter([("sv".to_owned(), Value::from(layer))]);
        table.insert("title".to_owned(), Value::Table(title));
    }
    let mut set = |key: &str, value: Value| table.insert(key.to_owned(), value);
    set("source", Value::from(provenance.source.unwrap_or(file)));
    set("licence", Value::from(provenance.licence.unwrap_or("unknown")));
    set("accuracy_m", Value::from(provenance.accuracy_m));
    let (code, name) = provenance.properties;
    set("code", Value::from(code));
    set("name", Value::from(name));
    let date = provenance.retrieved.to_string();
    set("retrieved", date.parse().map_or_else(|_| Value::from(date.clone()), Value::Datetime));
    match provenance.source_url {
        Some(url) => table.insert("source_url".to_owned(), Value::from(url)),
        None => table.remove("source_url"),
    };
    format!("# Made with `samvis import map` from {file}\n# sha256 {checksum}\n{table}")
}
