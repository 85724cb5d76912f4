//! From the coordinates of a file to degrees of WGS 84.
//!
//! SWEREF 99 and ETRS 89 are taken as WGS 84: they differ by less than a metre, which is far below the
//! accuracy of any drawn border. The transverse Mercator is turned back by Krüger's series as
//! Lantmäteriet gives them ("Gauss Conformal Projection (Transverse Mercator). Krüger's Formulas"),
//! right to a millimetre within Sweden.

use std::f64::consts::PI;

use geo::Coord;

use super::drawn::{Drawn, Refusal};

/// A reference system: how two numbers are a place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Reference {
    /// Longitude, latitude in degrees.
    Degrees,
    /// Easting, northing in metres on the GRS 80 ellipsoid.
    TransverseMercator {
        /// Degrees east of Greenwich.
        central_meridian: f64,
        /// The scale on the central meridian.
        scale: f64,
        /// What is added to the easting, metres.
        false_easting: f64,
    },
    /// Easting, northing in metres on a sphere: the tiles of the web.
    WebMercator,
}

/// SWEREF 99 TM, EPSG:3006.
pub(super) const SWEREF_99_TM: Reference = utm(15.0);

const fn utm(central_meridian: f64) -> Reference {
    Reference::TransverseMercator { central_meridian, scale: 0.9996, false_easting: 500_000.0 }
}

/// The local zones of SWEREF 99 from EPSG:3007 on: their central meridians in degrees.
const LOCAL_ZONES: [f64; 12] =
    [12.0, 13.5, 15.0, 16.5, 18.0, 14.25, 15.75, 17.25, 18.75, 20.25, 21.75, 23.25];

/// The semi-major axis of GRS 80, metres.
const AXIS_M: f64 = 6_378_137.0;
/// The flattening of GRS 80.
const FLATTENING: f64 = 1.0 / 298.257_222_101;

impl Reference {
    /// The reference system with an EPSG number.
    pub(super) fn of_epsg(number: u32) -> Option<Self> {
        let local = number.checked_sub(3007).and_then(|zone| usize::try_from(zone).ok());
        if let Some(central_meridian) = local.and_then(|zone| LOCAL_ZONES.get(zone)) {
            let central_meridian = *central_meridian;
            let (scale, false_easting) = (1.0, 150_000.0);
            return Some(Self::TransverseMercator { central_meridian, scale, false_easting });
        }
        match number {
            4326 | 4258 | 4619 | 4979 => Some(Self::Degrees),
            3006 => Some(SWEREF_99_TM),
            25_832..=25_835 => Some(utm(9.0 + 6.0 * f64::from(number - 25_832))),
            32_632..=32_635 => Some(utm(9.0 + 6.0 * f64::from(number - 32_632))),
            3857 => Some(Self::WebMercator),
            _ => None,
        }
    }

    /// The reference system that a name means: "EPSG:3006", "urn:ogc:def:crs:OGC:1.3:CRS84",
    /// "3006", or well-known text as in a `.prj` file.
    ///
    /// # Errors
    /// When it is one that is not read here.
    pub(super) fn of_name(name: &str) -> Result<Self, Refusal> {
        let letters: String =
            name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_uppercase();
        let found = if ["GEOG", "PROJ", "BOUNDCRS", "COMPD"].iter().any(|s| letters.starts_with(s))
        {
            of_well_known_text(name, &letters)
        } else if letters.ends_with("CRS84") {
            Some(Self::Degrees)
        } else {
            let digits = name.rsplit(|c: char| !c.is_ascii_digit()).next();
            digits.and_then(|digits| digits.parse().ok()).and_then(Self::of_epsg)
        };
        found.ok_or_else(|| {
            let shown: String = name.chars().take(60).collect();
            Refusal::new(format!("the reference system \"{shown}\" is not read here")).hint(
                "convert the map to SWEREF 99 TM (EPSG:3006) or WGS 84 (EPSG:4326), for instance \
                 with `ogr2ogr -t_srs EPSG:4326`",
            )
        })
    }

    /// Whether positions in this system make sense in the north only with north and east exchanged.
    fn is_turned(self, bounds: Bounds) -> bool {
        match self {
            Self::Degrees => !bounds.is_nordic() && bounds.turned().is_nordic(),
            Self::TransverseMercator { .. } => !bounds.is_sweref() && bounds.turned().is_sweref(),
            Self::WebMercator => false,
        }
    }

    /// The place in degrees, `x` longitude and `y` latitude.
    pub(super) fn degrees(self, at: Coord<f64>) -> Coord<f64> {
        match self {
            Self::Degrees => at,
            Self::WebMercator => Coord {
                x: (at.x / AXIS_M).to_degrees(),
                y: (2.0 * (at.y / AXIS_M).exp().atan() - PI / 2.0).to_degrees(),
            },
            Self::TransverseMercator { central_meridian, scale, false_easting } => {
                let flat = Coord { x: (at.x - false_easting) / scale, y: at.y / scale };
                let unrolled = unroll(flat);
                Coord { x: central_meridian + unrolled.x.to_degrees(), y: unrolled.y.to_degrees() }
            }
        }
    }
}

/// From metres east of the central meridian and north of the equator to radians.
fn unroll(at: Coord<f64>) -> Coord<f64> {
    let e2 = FLATTENING * (2.0 - FLATTENING);
    let n = FLATTENING / (2.0 - FLATTENING);
    let (n2, n3, n4) = (n.powi(2), n.powi(3), n.powi(4));
    let radius_m = AXIS_M / (1.0 + n) * (1.0 + n2 / 4.0 + n4 / 64.0);
    let series = [
        n / 2.0 - n2 * 2.0 / 3.0 + n3 * 37.0 / 96.0 - n4 / 360.0,
        n2 / 48.0 + n3 / 15.0 - n4 * 437.0 / 1440.0,
        n3 * 17.0 / 480.0 - n4 * 37.0 / 840.0,
        n4 * 4397.0 / 161_280.0,
    ];
    let (xi, eta) = (at.y / radius_m, at.x / radius_m);
    let (mut north, mut east) = (xi, eta);
    for (twice, delta) in [2.0, 4.0, 6.0, 8.0].into_iter().zip(series) {
        north -= delta * (twice * xi).sin() * (twice * eta).cosh();
        east -= delta * (twice * xi).cos() * (twice * eta).sinh();
    }
    let conformal = (north.sin() / east.cosh()).asin();
    let s = conformal.sin().powi(2);
    let (e4, e6, e8) = (e2.powi(2), e2.powi(3), e2.powi(4));
    let latitude = conformal
        + conformal.sin()
            * conformal.cos()
            * ((e2 + e4 + e6 + e8) - (7.0 * e4 + 17.0 * e6 + 30.0 * e8) / 6.0 * s
                + (224.0 * e6 + 889.0 * e8) / 120.0 * s * s
                - 4279.0 * e8 / 1260.0 * s * s * s);
    Coord { x: (east.sinh() / north.cos()).atan(), y: latitude }
}

fn of_well_known_text(text: &str, letters: &str) -> Option<Reference> {
    // The last authority is that of the whole system, not of its parts.
    let stated = text.rsplit("EPSG").next().filter(|_| text.contains("EPSG"));
    let number = stated.map(|rest| {
        let digits = rest.chars().skip_while(|c| !c.is_ascii_digit());
        digits.take_while(char::is_ascii_digit).collect::<String>()
    });
    if let Some(found) = number.and_then(|number| number.parse().ok()).and_then(Reference::of_epsg)
    {
        return Some(found);
    }
    if letters.starts_with("GEOG") {
        let near = ["WGS84", "WGS1984", "SWEREF99", "ETRS", "CRS84"];
        return near.iter().any(|name| letters.contains(name)).then_some(Reference::Degrees);
    }
    if letters.contains("SWEREF99TM") {
        return Some(SWEREF_99_TM);
    }
    if letters.contains("WEBMERCATOR") || letters.contains("PSEUDOMERCATOR") {
        return Some(Reference::WebMercator);
    }
    let zone = |system: &str| {
        let (_, rest) = letters.split_once(system)?;
        Some(rest.chars().take_while(char::is_ascii_digit).collect::<String>())
    };
    if let Some(number) = zone("UTMZONE").and_then(|zone| zone.parse::<u32>().ok()) {
        return number.checked_add(32_600).and_then(Reference::of_epsg);
    }
    let zone = zone("SWEREF99").filter(|digits| digits.len() == 4)?;
    let (degrees, minutes) = zone.split_at_checked(2)?;
    let meridian = degrees.parse::<f64>().ok()? + minutes.parse::<f64>().ok()? / 60.0;
    let place = LOCAL_ZONES.iter().position(|other| (other - meridian).abs() < 0.01)?;
    Reference::of_epsg(3007 + u32::try_from(place).ok()?)
}

/// Turns the whole map into degrees and tells what had to be assumed for it.
///
/// # Errors
/// When a number is none, when the positions lie off the globe, or when nobody knows what they mean.
pub(super) fn to_degrees(
    drawn: &mut Drawn,
    asked: Option<Reference>,
) -> Result<Vec<String>, Refusal> {
    let mut told = Vec::new();
    finite(drawn)?;
    let Some(bounds) = Bounds::of(drawn.positions()) else { return Ok(told) };
    let reference = match asked.or(drawn.reference) {
        Some(Reference::Degrees) if !bounds.is_on_the_globe() => {
            let what = format!("the file says degrees, but its positions run to {}", bounds.far());
            return Err(Refusal::new(what)
                .hint("say what they are, for instance with --reference EPSG:3006"));
        }
        Some(reference) => reference,
        None if bounds.is_on_the_globe() => Reference::Degrees,
        None if bounds.is_sweref() || bounds.turned().is_sweref() => {
            told.push(
                "the file states no reference system; its numbers are read as SWEREF 99 TM"
                    .to_owned(),
            );
            SWEREF_99_TM
        }
        None => {
            let what = format!(
                "the file states no reference system, and its positions run to {}",
                bounds.far()
            );
            return Err(Refusal::new(what)
                .hint("say what they are, for instance with --reference EPSG:3006"));
        }
    };
    let mut turned = Vec::new();
    for (index, feature) in drawn.features.iter_mut().enumerate() {
        let Some(bounds) = Bounds::of(feature.positions()) else { continue };
        let is_turned = reference.is_turned(bounds);
        if is_turned {
            turned.push(index);
        }
        for at in feature.positions_mut() {
            let drawn_at = if is_turned { Coord { x: at.y, y: at.x } } else { *at };
            *at = reference.degrees(drawn_at);
        }
        // Far from its meridian a projection gives numbers that are none.
        let lies_off = |at: &&Coord<f64>| !(at.x.abs() <= 180.0 && at.y.abs() <= 90.0);
        if let Some(at) = feature.positions().find(lies_off) {
            let what = format!("features[{index}] lies off the globe, at {:.1}, {:.1}", at.x, at.y);
            let hint = "the reference system is probably another than the one stated";
            return Err(Refusal::new(what).hint(hint));
        }
    }
    if let Some(first) = turned.first() {
        told.push(match turned.len() {
            1 => format!("features[{first}]: north and east were swapped; turned around"),
            count => format!(
                "features[{first}] and {} more: north and east were swapped; turned around",
                count - 1
            ),
        });
    }
    Ok(told)
}

/// Refuses numbers that are none.
fn finite(drawn: &Drawn) -> Result<(), Refusal> {
    let is_finite = |at: &Coord<f64>| at.x.is_finite() && at.y.is_finite();
    let features = &mut drawn.features.iter();
    let found = features.position(|feature| !feature.positions().all(is_finite));
    found.map_or(Ok(()), |index| {
        let what = format!("features[{index}] has a number that is none (NaN or infinite)");
        Err(Refusal::new(what))
    })
}

/// The least and the greatest of all coordinates.
#[derive(Clone, Copy)]
struct Bounds {
    least: Coord<f64>,
    greatest: Coord<f64>,
}

impl Bounds {
    /// The bounds of positions; `None` when there are none.
    fn of<'p>(positions: impl Iterator<Item = &'p Coord<f64>>) -> Option<Self> {
        positions.fold(None, |bounds: Option<Self>, at| {
            let known = bounds.unwrap_or(Self { least: *at, greatest: *at });
            let least = Coord { x: known.least.x.min(at.x), y: known.least.y.min(at.y) };
            let greatest = Coord { x: known.greatest.x.max(at.x), y: known.greatest.y.max(at.y) };
            Some(Self { least, greatest })
        })
    }

    fn turned(self) -> Self {
        let turn = |at: Coord<f64>| Coord { x: at.y, y: at.x };
        Self { least: turn(self.least), greatest: turn(self.greatest) }
    }

    fn lies_in(self, x: (f64, f64), y: (f64, f64)) -> bool {
        self.least.x >= x.0
            && self.greatest.x <= x.1
            && self.least.y >= y.0
            && self.greatest.y <= y.1
    }

    fn is_on_the_globe(self) -> bool {
        self.lies_in((-180.0, 180.0), (-90.0, 90.0))
    }

    fn is_nordic(self) -> bool {
        self.lies_in((4.0, 33.0), (54.0, 72.0))
    }

    fn is_sweref(self) -> bool {
        self.lies_in((200_000.0, 1_000_000.0), (6_000_000.0, 7_900_000.0))
    }

    fn far(self) -> String {
        format!("{:.1}, {:.1}", self.greatest.x, self.greatest.y)
    }
}
