//! Well-known binary, the geometry inside a GeoPackage (OGC 06-103r4, section 8; with the header of
//! OGC 12-128r18, section 2.1.3).

use geo::Coord;

use super::bytes::Bytes;
use super::drawn::{COLLECTIONS_MAX, Feature, Refusal, Ring};

/// Adds the geometry of a GeoPackage to a feature.
pub(super) fn read(blob: &[u8], feature: &mut Feature) -> Result<(), Refusal> {
    let mut bytes = Bytes(blob);
    if bytes.take(2)? != b"GP" {
        return Err(Refusal::new("the geometry does not begin as one of a GeoPackage"));
    }
    let (_version, flags) = (bytes.byte()?, bytes.byte()?);
    let _reference = bytes.take(4)?;
    let envelope = [0, 32, 48, 48, 64].get(usize::from(flags >> 1 & 0b111));
    let envelope = envelope.ok_or_else(|| Refusal::new("the geometry has an unknown envelope"))?;
    bytes.take(*envelope)?;
    let is_empty = flags >> 4 & 1 == 1;
    if is_empty { Ok(()) } else { geometry(&mut bytes, feature, 0) }
}

/// One geometry with its own byte order.
struct Geometry<'g, 'b> {
    bytes: &'g mut Bytes<'b>,
    is_little: bool,
    /// How many numbers a position has beyond two.
    extra: usize,
}

fn geometry(bytes: &mut Bytes<'_>, feature: &mut Feature, depth: usize) -> Result<(), Refusal> {
    let is_little = bytes.byte()? == 1;
    let mut geometry = Geometry { bytes, is_little, extra: 0 };
    let kind = geometry.number()?;
    // Height and measure are told by thousands (ISO) or by the highest bits (the older habit).
    let (thousands, high) = (kind % 0x1000_0000 / 1000, kind >> 30);
    let count = if high > 0 { high.count_ones() } else { u32::from(thousands > 0) + thousands / 3 };
    geometry.extra = usize::try_from(count).unwrap_or_default();
    match kind % 0x1000_0000 % 1000 {
        1 | 4 => feature.has_points = true,
        2 => {
            let line = geometry.ring()?;
            feature.lines.push(line);
        }
        3 => {
            let polygon = geometry.rings()?;
            feature.polygons.push(polygon);
        }
        5..=7 if depth >= COLLECTIONS_MAX => {
            return Err(Refusal::new(format!(
                "geometries are nested more than {COLLECTIONS_MAX} deep"
            )));
        }
        5..=7 => {
            let members = geometry.count(5)?;
            for _ in 0..members {
                self::geometry(geometry.bytes, feature, depth + 1)?;
            }
        }
        other => {
            return Err(Refusal::new(format!("{other} is not a kind of geometry that is an area")));
        }
    }
    Ok(())
}

impl Geometry<'_, '_> {
    fn number(&mut self) -> Result<u32, Refusal> {
        if self.is_little { self.bytes.u32_le() } else { self.bytes.u32_be() }
    }

    fn coordinate(&mut self) -> Result<f64, Refusal> {
        if self.is_little { self.bytes.f64_le() } else { self.bytes.f64_be() }
    }

    fn count(&mut self, bytes_each: usize) -> Result<usize, Refusal> {
        let stated = self.number()?;
        self.bytes.count(stated, bytes_each)
    }

    fn ring(&mut self) -> Result<Ring, Refusal> {
        let count = self.count(16 + 8 * self.extra)?;
        let mut ring = Ring::with_capacity(count);
        for _ in 0..count {
            ring.push(Coord { x: self.coordinate()?, y: self.coordinate()? });
            self.bytes.take(8 * self.extra)?;
        }
        Ok(ring)
    }

    fn rings(&mut self) -> Result<Vec<Ring>, Refusal> {
        let count = self.count(4)?;
        (0..count).map(|_| self.ring()).collect()
    }
}
