//! FlatGeobuf 3. Only the verified roots of the library are used: every length in the file is checked.

use std::collections::BTreeMap;

use flatgeobuf::{
    ColumnType, Geometry, GeometryType, Header, size_prefixed_root_as_feature,
    size_prefixed_root_as_header,
};
use geo::Coord;

use super::bytes::Bytes;
use super::drawn::{Drawn, Feature, Refusal, Ring};
use super::projection::Reference;

/// How a file begins; the last byte is a patch level.
const MAGIC: &[u8] = b"fgb\x03fgb";
/// The bytes of one node of the index of boxes.
const NODE_BYTES: u64 = 40;

/// Whether the bytes begin as a FlatGeobuf does.
pub(super) fn is(file: &[u8]) -> bool {
    file.starts_with(MAGIC)
}

/// Reads a FlatGeobuf.
pub(super) fn read(file: &[u8]) -> Result<Drawn, Refusal> {
    let mut bytes = Bytes(file);
    bytes.take(MAGIC.len() + 1)?;
    let header = prefixed(&mut bytes)?;
    let header = size_prefixed_root_as_header(header)
        .map_err(|error| Refusal::new(format!("the header cannot be read: {error}")))?;
    let index = usize::try_from(index_bytes(&header)).unwrap_or(usize::MAX);
    bytes.take(index)?;
    let mut features = Vec::new();
    while !bytes.0.is_empty() {
        let number = features.len() + 1;
        let named = |refusal: Refusal| refusal.within(format_args!("feature {number}"));
        let buffer = prefixed(&mut bytes).map_err(named)?;
        features.push(feature(buffer, &header).map_err(named)?);
    }
    Ok(Drawn { reference: reference(&header)?, features })
}

/// The next buffer together with the four bytes of its length.
fn prefixed<'b>(bytes: &mut Bytes<'b>) -> Result<&'b [u8], Refusal> {
    let length = Bytes(bytes.0).u32_le()?;
    let length = usize::try_from(length).unwrap_or(usize::MAX);
    bytes.take(length.saturating_add(4))
}

/// The size of the index: a packed tree whose nodes have so many children.
fn index_bytes(header: &Header<'_>) -> u64 {
    let (children, mut level) = (u64::from(header.index_node_size()), header.features_count());
    if children < 2 || level == 0 {
        return 0;
    }
    let mut nodes = level;
    while level > 1 {
        level = level.div_ceil(children);
        nodes = nodes.saturating_add(level);
    }
    // One feature alone has a root above it too.
    nodes = nodes.max(2);
    nodes.saturating_mul(NODE_BYTES)
}

fn reference(header: &Header<'_>) -> Result<Option<Reference>, Refusal> {
    let Some(stated) = header.crs() else { return Ok(None) };
    if stated.code() > 0 {
        return Reference::of_name(&format!("EPSG:{}", stated.code())).map(Some);
    }
    stated.wkt().map(Reference::of_name).transpose()
}

fn feature(buffer: &[u8], header: &Header<'_>) -> Result<Feature, Refusal> {
    let read = size_prefixed_root_as_feature(buffer)
        .map_err(|error| Refusal::new(format!("it cannot be read: {error}")))?;
    let mut feature = Feature::default();
    if let Some(geometry) = read.geometry() {
        let kind = match header.geometry_type() {
            GeometryType::Unknown => geometry.type_(),
            stated => stated,
        };
        shape(&geometry, kind, &mut feature)?;
    }
    if let Some(values) = read.properties() {
        feature.properties = properties(values.bytes(), header)?;
    }
    Ok(feature)
}

fn shape(
    geometry: &Geometry<'_>,
    kind: GeometryType,
    feature: &mut Feature,
) -> Result<(), Refusal> {
    match kind {
        GeometryType::Polygon => feature.polygons.push(rings(geometry)?),
        GeometryType::MultiPolygon => {
            for part in geometry.parts().into_iter().flatten() {
                feature.polygons.push(rings(&part)?);
            }
        }
        GeometryType::LineString | GeometryType::MultiLineString => {
            feature.lines.extend(rings(geometry)?)
        }
        GeometryType::Point | GeometryType::MultiPoint => feature.has_points = true,
        other => {
            let name = other.variant_name().unwrap_or("this");
            return Err(Refusal::new(format!("{name} is not a kind of geometry that is an area")));
        }
    }
    Ok(())
}

fn rings(geometry: &Geometry<'_>) -> Result<Vec<Ring>, Refusal> {
    let numbers: Vec<f64> = geometry.xy().map(|xy| xy.iter().collect()).unwrap_or_default();
    let positions: Ring =
        numbers.chunks_exact(2).map(|pair| Coord { x: pair[0], y: pair[1] }).collect();
    let Some(ends) = geometry.ends() else { return Ok(vec![positions]) };
    let mut start = 0;
    let ring = |end: u32| {
        let end = usize::try_from(end).unwrap_or(usize::MAX);
        let ring = positions
            .get(start..end)
            .ok_or_else(|| Refusal::new("a ring ends before it begins"))?;
        start = end;
        Ok(ring.to_vec())
    };
    ends.iter().map(ring).collect()
}

/// The properties: the number of a column, then a value of the column's type.
fn properties(values: &[u8], header: &Header<'_>) -> Result<BTreeMap<String, String>, Refusal> {
    let mut bytes = Bytes(values);
    let mut properties = BTreeMap::new();
    let columns = header.columns();
    while bytes.0.len() > 2 {
        let number = usize::from(bytes.u16_le()?);
        let column =
            columns.filter(|columns| number < columns.len()).map(|columns| columns.get(number));
        let Some(column) = column else { return Err(Refusal::new("a property has no column")) };
        let mut whole = |count: usize| bytes.take(count).map(little_endian);
        let text = match column.type_() {
            ColumnType::Byte | ColumnType::UByte | ColumnType::Bool => whole(1)?.to_string(),
            ColumnType::Short | ColumnType::UShort => whole(2)?.to_string(),
            ColumnType::Int | ColumnType::UInt => whole(4)?.to_string(),
            ColumnType::Long | ColumnType::ULong => whole(8)?.to_string(),
            ColumnType::Double => bytes.f64_le()?.to_string(),
            ColumnType::Float => {
                bytes.take(4)?;
                continue;
            }
            _ => {
                let length = bytes.u32_le()?;
                let length = bytes.count(length, 1)?;
                String::from_utf8_lossy(bytes.take(length)?).into_owned()
            }
        };
        properties.insert(column.name().to_owned(), text);
    }
    Ok(properties)
}

/// A whole number; codes are never negative.
fn little_endian(bytes: &[u8]) -> u64 {
    bytes.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte))
}
