//! Shapefiles: the shapes of a `.shp` with the rows of the `.dbf` beside it and the reference system
//! of the `.prj` (ESRI Shapefile Technical Description, July 1998; dBASE III).

use std::collections::BTreeMap;

use geo::{Coord, LineString, Winding};

use super::bytes::Bytes;
use super::drawn::{Drawn, Feature, Refusal, Ring};
use super::projection::Reference;

/// The first number of every `.shp`.
const MAGIC: u32 = 9994;
const HEADER_BYTES: usize = 100;

/// The files of one map.
pub(super) struct Parts<'f> {
    pub(super) shapes: &'f [u8],
    pub(super) table: Option<&'f [u8]>,
    pub(super) reference: Option<&'f [u8]>,
    pub(super) encoding: Option<&'f [u8]>,
}

/// Reads the shapes and their rows.
pub(super) fn read(parts: &Parts<'_>) -> Result<Drawn, Refusal> {
    let reference = parts.reference.map(|text| Reference::of_name(&String::from_utf8_lossy(text)));
    let shapes = shapes(parts.shapes)?;
    let Some(table) = parts.table else {
        return Err(Refusal::new("the .dbf file with the properties is missing")
            .hint("keep .shp, .dbf and .prj together, or give all of them in one .zip"));
    };
    let rows = rows(table, is_utf8(parts.encoding))?;
    if rows.len() != shapes.len() {
        let what = format!("the .shp has {} shapes and the .dbf {} rows", shapes.len(), rows.len());
        return Err(Refusal::new(what).hint("one of the two is cut off: export the map again"));
    }
    let features = shapes.into_iter().zip(rows);
    let features = features.map(|(shape, properties)| Feature { properties, ..shape }).collect();
    Ok(Drawn { reference: reference.transpose()?, features })
}

/// Whether the `.cpg` says UTF-8; without one, the bytes decide.
fn is_utf8(encoding: Option<&[u8]>) -> Option<bool> {
    let name = String::from_utf8_lossy(encoding?).to_uppercase();
    Some(name.contains("UTF-8") || name.contains("UTF8") || name.contains("65001"))
}

fn shapes(file: &[u8]) -> Result<Vec<Feature>, Refusal> {
    let mut bytes = Bytes(file);
    if bytes.u32_be()? != MAGIC {
        return Err(Refusal::new("this .shp does not begin as a shapefile does"));
    }
    let mut bytes = Bytes(file.get(HEADER_BYTES..).unwrap_or_default());
    let mut shapes = Vec::new();
    while !bytes.0.is_empty() {
        let _number = bytes.u32_be()?;
        // The length is told in words of two bytes.
        let length = bytes.u32_be()?;
        let length = bytes.count(length, 2)?;
        let record = Bytes(bytes.take(length * 2)?);
        let number = shapes.len() + 1;
        let named = |refusal: Refusal| refusal.within(format_args!("shape {number}"));
        shapes.push(shape(record).map_err(named)?);
    }
    Ok(shapes)
}

/// A record: nothing, or the parts of a polygon or a line, each a ring of positions.
fn shape(mut bytes: Bytes<'_>) -> Result<Feature, Refusal> {
    let kind = bytes.u32_le()?;
    let mut feature = Feature::default();
    match kind {
        0 => return Ok(feature),
        3 | 5 | 13 | 15 | 23 | 25 => {}
        1 | 8 | 11 | 18 | 21 | 28 => {
            feature.has_points = true;
            return Ok(feature);
        }
        other => {
            return Err(Refusal::new(format!("{other} is not a kind of shape that is an area")));
        }
    }
    bytes.take(32)?;
    let (parts, positions) = (bytes.u32_le()?, bytes.u32_le()?);
    let mut starts = Vec::with_capacity(bytes.count(parts, 4)?);
    for _ in 0..parts {
        starts.push(usize::try_from(bytes.u32_le()?).unwrap_or(usize::MAX));
    }
    let mut all = Ring::with_capacity(bytes.count(positions, 16)?);
    for _ in 0..positions {
        all.push(Coord { x: bytes.f64_le()?, y: bytes.f64_le()? });
    }
    let ends = starts.iter().skip(1).copied().chain([all.len()]);
    let mut rings = Vec::with_capacity(starts.len());
    for (start, end) in starts.iter().copied().zip(ends) {
        let part =
            all.get(start..end).ok_or_else(|| Refusal::new("a part begins after its end"))?;
        rings.push(part.to_vec());
    }
    if matches!(kind, 3 | 13 | 23) {
        feature.lines = rings;
    } else {
        feature.polygons = nest(rings);
    }
    Ok(feature)
}

/// Outer rings run clockwise, holes the other way and after the ring they lie in.
fn nest(rings: Vec<Ring>) -> Vec<Vec<Ring>> {
    let mut polygons: Vec<Vec<Ring>> = Vec::new();
    for ring in rings {
        let is_hole = LineString::new(ring.clone()).is_ccw();
        match polygons.last_mut() {
            Some(polygon) if is_hole => polygon.push(ring),
            _ => polygons.push(vec![ring]),
        }
    }
    polygons
}

/// The rows of a dBASE table as texts by column. Deleted rows keep their place.
fn rows(file: &[u8], utf8: Option<bool>) -> Result<Vec<BTreeMap<String, String>>, Refusal> {
    let mut bytes = Bytes(file);
    bytes.take(4)?;
    let (count, header, width) = (bytes.u32_le()?, bytes.u16_le()?, bytes.u16_le()?);
    bytes.take(20)?;
    let mut columns = Vec::new();
    let mut offset = 1;
    while bytes.0.first().is_some_and(|byte| *byte != 0x0D) {
        let field = bytes.take(32)?;
        let name = field.get(..11).unwrap_or_default().split(|byte| *byte == 0).next();
        let name = decoded(name.unwrap_or_default(), utf8);
        let length = usize::from(field.get(16).copied().unwrap_or_default());
        columns.push((name, offset..offset + length));
        offset += length;
    }
    let mut bytes = Bytes(file.get(usize::from(header)..).unwrap_or_default());
    if count > 0 && usize::from(width) < offset {
        return Err(Refusal::new("the rows of the .dbf are shorter than its columns"));
    }
    let mut rows = Vec::with_capacity(bytes.count(count, usize::from(width))?);
    for _ in 0..count {
        let row = bytes.take(usize::from(width))?;
        let cell = |range: &std::ops::Range<usize>| {
            decoded(row.get(range.clone()).unwrap_or_default(), utf8).trim().to_owned()
        };
        rows.push(columns.iter().map(|(name, range)| (name.clone(), cell(range))).collect());
    }
    Ok(rows)
}

/// Text in UTF-8, else in Latin-1 as old tables have it.
fn decoded(bytes: &[u8], utf8: Option<bool>) -> String {
    match str::from_utf8(bytes) {
        Ok(text) if utf8 != Some(false) => text.to_owned(),
        _ if utf8 == Some(true) => String::from_utf8_lossy(bytes).into_owned(),
        _ => bytes.iter().copied().map(char::from).collect(),
    }
    .trim_matches('\0')
    .to_owned()
}
