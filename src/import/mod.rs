//! Maps from other programs: GeoJSON, TopoJSON, GeoPackage, shapefile, KML and FlatGeobuf, made into a
//! clean layer. Everything here works on bytes; reading and writing files is the command line's.

mod archive;
mod bytes;
mod drawn;
mod flatgeobuf;
mod geojson;
mod geopackage;
mod kml;
mod mend;
mod projection;
mod shapefile;
mod topojson;
mod wkb;
mod write;

pub use archive::{BYTES_MAX, Files};
pub use drawn::Refusal;
pub use write::{Provenance, facts};

use std::collections::BTreeSet;

use drawn::Drawn;
use mend::Naming;
use projection::Reference;
use serde_json::Value;

use crate::parse;
use crate::problem::Severity;
use crate::tree::SourceTree;

/// Properties that usually hold an area's name, best first.
const NAMES: [&str; 8] =
    ["kommunnamn", "kommun", "lansnamn", "lan", "namn", "name", "NAMN", "NAME"];

/// How a map is to be read.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wanted<'w> {
    /// The property that identifies an area.
    pub code: &'w str,
    /// The property with its name; without one, the usual names are tried.
    pub name: Option<&'w str>,
    /// The reference system, where the file states none or a wrong one: "EPSG:3006".
    pub reference: Option<&'w str>,
    /// The table, where a GeoPackage has several.
    pub table: Option<&'w str>,
}

/// A layer made from a map.
#[derive(Debug)]
pub struct Imported {
    /// The format it had.
    pub format: &'static str,
    /// The layer as GeoJSON (RFC 7946), one line for each area, in the order of the codes.
    pub geojson: String,
    /// The property with the name.
    pub name: String,
    /// How many areas there are.
    pub areas: usize,
    /// How many positions their rings have.
    pub positions: usize,
    /// Everything that was assumed or mended, in sentences.
    pub told: Vec<String>,
}

/// Makes a layer from the file or files of a map.
///
/// # Errors
/// Why the file, or which of its features, cannot be taken.
pub fn map(files: Files, wanted: &Wanted<'_>) -> Result<Imported, Vec<Refusal>> {
    let one = |refusal| vec![refusal];
    let reference = wanted.reference.map(Reference::of_name).transpose().map_err(one)?;
    let files = archive::unpack(files).map_err(one)?;
    let (format, drawn) = read(&files, wanted.table).map_err(one)?;
    let mut drawn = drawn.within_limits().map_err(one)?;
    let name = naming(&drawn, wanted).map_err(one)?;
    let mut told = projection::to_degrees(&mut drawn, reference).map_err(one)?;
    let (areas, mended) = mend::areas(drawn, &Naming { code: wanted.code, name: &name })?;
    told.extend(mended);
    let positions = write::positions(&areas);
    let geojson = write::geojson(&areas, (wanted.code, &name));
    taken(&geojson, (wanted.code, &name))?;
    Ok(Imported { format, geojson, areas: areas.len(), positions, name, told })
}

/// Reads the new layer as the portal will: what it would not take is not written.
fn taken(geojson: &str, (code, name): (&str, &str)) -> Result<(), Vec<Refusal>> {
    let provenance = Provenance {
        file: ("map", ""),
        source: None,
        source_url: None,
        licence: None,
        // Any day will do: only the shapes are looked at.
        retrieved: jiff::civil::date(2000, 1, 1),
        accuracy_m: 0.0,
        properties: (code, name),
    };
    let mut tree = SourceTree::default();
    tree.insert("maps/new.geojson", geojson.as_bytes().to_vec());
    tree.insert("maps/new.toml", facts(None, "new", &provenance).into_bytes());
    let (_, problems) = parse::catalog(&tree);
    let wrong = problems.into_iter().filter(|problem| {
        problem.severity == Severity::Error && problem.path.starts_with("maps/new.")
    });
    let wrong: Vec<Refusal> =
        wrong.map(|problem| Refusal { what: problem.message, hint: problem.hint }).collect();
    if wrong.is_empty() { Ok(()) } else { Err(wrong) }
}

/// The one map among the files, in whatever format it is.
fn read(files: &Files, table: Option<&str>) -> Result<(&'static str, Drawn), Refusal> {
    let shapes: Vec<&String> = files.keys().filter(|name| has_ending(name, "shp")).collect();
    let maps = if shapes.is_empty() { files.keys().collect() } else { shapes };
    let [name] = maps.as_slice() else {
        let names: Vec<&str> = maps.iter().map(|name| name.as_str()).take(10).collect();
        return Err(if names.is_empty() {
            Refusal::new("the archive is empty")
        } else {
            Refusal::new(format!("there are several files: {}", names.join(", ")))
                .hint("unpack the archive and name one of them")
        });
    };
    let bytes = files.get(*name).map(Vec::as_slice).unwrap_or_default();
    if has_ending(name, "shp") {
        let beside = |ending: &str| {
            let mut same = files.iter().filter(|(other, _)| is_beside(name, other, ending));
            same.next().map(|(_, bytes)| bytes.as_slice())
        };
        let (table, reference, encoding) = (beside("dbf"), beside("prj"), beside("cpg"));
        let parts = shapefile::Parts { shapes: bytes, table, reference, encoding };
        return Ok(("shapefile", shapefile::read(&parts)?));
    }
    if bytes.starts_with(b"SQLite format 3\0") {
        return Ok(("GeoPackage", geopackage::read(bytes, table)?));
    }
    if flatgeobuf::is(bytes) {
        return Ok(("FlatGeobuf", flatgeobuf::read(bytes)?));
    }
    let text = str::from_utf8(bytes).map_err(|error| {
        let place = error.valid_up_to();
        Refusal::new(format!(
            "the file is no format that is read here, and no text in UTF-8 (byte {place})"
        ))
        .hint("GeoJSON, TopoJSON, GeoPackage, shapefile, KML and FlatGeobuf are read")
    })?;
    let text = text.trim_start_matches('\u{FEFF}').trim_start();
    if text.starts_with('<') {
        return Ok(("KML", kml::read(text)?));
    }
    let document: Value = serde_json::from_str(text).map_err(|error| {
        Refusal::new(format!("line {}, column {}: this is not JSON", error.line(), error.column()))
            .hint("GeoJSON, TopoJSON, GeoPackage, shapefile, KML and FlatGeobuf are read")
    })?;
    if document.get("type").and_then(Value::as_str) == Some("Topology") {
        return Ok(("TopoJSON", topojson::read(&document)?));
    }
    Ok(("GeoJSON", geojson::read(&document)?))
}

fn has_ending(name: &str, ending: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, found)| found.eq_ignore_ascii_case(ending))
}

/// Whether a file has the same name with another ending.
fn is_beside(name: &str, other: &str, ending: &str) -> bool {
    let stem = |name: &str| name.rsplit_once('.').map(|(stem, _)| stem.to_lowercase());
    has_ending(other, ending) && stem(name) == stem(other)
}

/// The property with the name; refuses when the code is nowhere.
fn naming(drawn: &Drawn, wanted: &Wanted<'_>) -> Result<String, Refusal> {
    let keys: BTreeSet<&str> = drawn
        .features
        .iter()
        .flat_map(|feature| feature.properties.keys())
        .map(String::as_str)
        .collect();
    let listed = || keys.iter().copied().take(20).collect::<Vec<_>>().join(", ");
    for asked in [Some(wanted.code), wanted.name].into_iter().flatten() {
        if !drawn.features.is_empty() && !keys.contains(asked) {
            return Err(Refusal::new(format!("no feature has a property `{asked}`"))
                .hint(format!("the properties are: {}", listed())));
        }
    }
    let usual = NAMES.iter().copied().find(|name| keys.contains(name));
    Ok(wanted.name.or(usual).unwrap_or(wanted.code).to_owned())
}
