//! What the TOML file of a layer says: where the data is from, what its areas are, what is known
//! of them, and for some how they follow from organisations.

use super::reader::Table;
use super::{organisation, value};
use crate::model::{Derived, Expected, Hole, Layer, LayerId, LayerKind, Point};

/// Overlaps and gaps of up to a hectare come from rounding and are not told, when the file gives no
/// other number.
const TOLERANCE_KM2: f64 = 0.01;

const KINDS: &[(&str, LayerKind)] = &[
    ("municipalities", LayerKind::Municipalities),
    ("counties", LayerKind::Counties),
    ("rescue_districts", LayerKind::RescueDistricts),
    ("school_catchments", LayerKind::SchoolCatchments),
    ("waste_districts", LayerKind::WasteDistricts),
    ("shore_protection", LayerKind::ShoreProtection),
    ("water_protection", LayerKind::WaterProtection),
    ("joint_bodies", LayerKind::JointBodies),
    ("background", LayerKind::Background),
    ("other", LayerKind::Other),
];

/// What the TOML file says, with the names of the two properties.
pub(super) struct Facts {
    pub(super) layer: Layer,
    pub(super) code: String,
    pub(super) name: String,
}

/// Reads the facts of a layer. What is derived takes its licence, its day and its accuracy from the
/// layer of municipalities, and has no properties.
pub(super) fn facts(id: LayerId, table: &Table<'_>) -> Option<Facts> {
    let kind = table.optional("kind", value::choice(KINDS)).unwrap_or_default();
    let title = table.required("title", value::local);
    let source = table.required("source", value::text);
    let source_url = table.optional("source_url", value::web);
    let expected = table.table("check", expected).unwrap_or_else(tolerant);
    let derived = table.table("derived", derived);
    let mut layer = Layer {
        id,
        kind,
        title: title?,
        source: source?,
        source_url,
        licence: String::new(),
        retrieved: jiff::civil::Date::ZERO,
        accuracy_m: 0.0,
        areas: Vec::new(),
        lines: Vec::new(),
        expected,
        derived,
    };
    if table.has("derived") {
        layer.derived.as_ref()?;
        return Some(Facts { layer, code: String::new(), name: String::new() });
    }
    let licence = table.required("licence", value::text);
    let retrieved = table.required("retrieved", value::date);
    let accuracy_m = table.required("accuracy_m", value::metres);
    let code = table.required("code", value::text);
    let name = table.required("name", value::text);
    (layer.licence, layer.retrieved, layer.accuracy_m) = (licence?, retrieved?, accuracy_m?);
    Some(Facts { layer, code: code?, name: name? })
}

fn tolerant() -> Expected {
    Expected { overlap_km2: TOLERANCE_KM2, gap_km2: TOLERANCE_KM2, ..Expected::default() }
}

fn expected(table: &Table<'_>) -> Option<Expected> {
    let overlap_km2 = table.optional("overlap_km2", value::square_kilometres);
    let gap_km2 = table.optional("gap_km2", value::square_kilometres);
    let numbers = table.list("bounds", |value| Some(value::degrees(value)));
    let bounds = (!numbers.is_empty()).then(|| bounds(numbers.into_iter())).flatten();
    if bounds.is_none() && table.has("bounds") {
        let message = "`bounds` are west, south, east and north in degrees".to_owned();
        table.tell(crate::problem::Code::BadValue, message, None);
    }
    Some(Expected {
        overlap_km2: overlap_km2.unwrap_or(TOLERANCE_KM2),
        gap_km2: gap_km2.unwrap_or(TOLERANCE_KM2),
        holes: table.tables("holes", hole),
        bounds,
        beyond_portal: table.optional("beyond_portal", value::boolean).unwrap_or(false),
    })
}

fn hole(table: &Table<'_>) -> Option<Hole> {
    let name = table.required("name", value::text);
    let lat = table.required("lat", value::degrees);
    let lon = table.required("lon", value::degrees);
    let point = Point::new(lat?, lon?).ok();
    if point.is_none() {
        let message = "`lat` goes from -90 to 90 and `lon` from -180 to 180".to_owned();
        table.tell(crate::problem::Code::BadValue, message, None);
    }
    Some(Hole { name: name?, point: point? })
}

/// West, south, east and north, when they are four numbers that can be that.
pub(super) fn bounds(numbers: impl Iterator<Item = Option<f64>>) -> Option<[f64; 4]> {
    let numbers: Vec<f64> = numbers.collect::<Option<_>>()?;
    match numbers.as_slice() {
        [west, south, east, north] if west <= east && south <= north => {
            Some([*west, *south, *east, *north])
        }
        _ => None,
    }
}

fn derived(table: &Table<'_>) -> Option<Derived> {
    let kinds = table.list("kinds", value::choice(organisation::KINDS));
    let services = table.list("services", value::service);
    if kinds.is_empty() && services.is_empty() {
        table.missing("kinds");
        return None;
    }
    Some(Derived { kinds, services })
}
