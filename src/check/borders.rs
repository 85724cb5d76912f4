//! Layers of areas: overlaps and gaps between them, and areas that nobody belongs to.

use std::collections::BTreeSet;

use geo::{BoundingRect, Centroid, Contains, GeodesicArea, LineString, Point, Polygon, Winding};
use jiff::civil::Date;

use crate::model::{Area, Catalog, Layer, MunicipalityCode};
use crate::parse::shown;
use crate::problem::{Code, Problem};
use crate::topology::{self, Loop, Touching};

/// The most spots told of one layer.
const SPOTS_MAX: usize = 20;
/// The most areas named in one message.
const NAMES_MAX: usize = 5;
/// A degree of latitude is 111 km long: enough to leave out at once what is far too small.
const DEGREE_KM: f64 = 111.0;

/// A place where the areas of a layer do not fit together.
#[derive(Debug, Clone)]
pub struct Spot {
    /// What is wrong there.
    pub kind: SpotKind,
    /// The names of the areas in question.
    pub areas: Vec<String>,
    /// A point in it.
    pub at: Point<f64>,
    /// Its size in km².
    pub size_km2: f64,
    /// Its outline.
    pub ring: LineString<f64>,
}

/// What is wrong at a spot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SpotKind {
    /// Two areas or more cover it.
    Overlap,
    /// No area covers it, and areas lie all around.
    Gap,
}

/// Tells of overlaps and gaps in layers whose areas part the land between them.
pub(super) fn spots(catalog: &Catalog, problems: &mut Vec<Problem>) {
    for layer in catalog.layers.values().filter(|layer| layer.kind.parts_the_land()) {
        let path = file(layer);
        let Some(spots) = spots_of(layer) else {
            let message = "the layer is too intricate for its overlaps and gaps to be looked for";
            let problem = Problem::new(Code::LayerOdd, &path, message.to_owned());
            problems.push(problem.hint("simplify the shapes".to_owned()));
            continue;
        };
        problems.extend(spots.iter().take(SPOTS_MAX).map(|spot| spot.problem(&path)));
        if spots.len() > SPOTS_MAX {
            let message = format!("{} more overlaps and gaps", spots.len() - SPOTS_MAX);
            problems.push(Problem::new(Code::LayerOdd, &path, message));
        }
    }
}

/// The overlaps and gaps of a layer above what is expected of it, largest first; `None` when the
/// layer is too intricate to be looked at.
#[must_use]
pub fn spots_of(layer: &Layer) -> Option<Vec<Spot>> {
    let mut spots: Vec<Spot> = Vec::new();
    for day in days(layer) {
        let areas: Vec<&Area> =
            layer.areas.iter().filter(|area| area.validity.holds_on(day)).collect();
        let loops = topology::loops(areas.iter().map(|area| &area.shape), Touching::Joined).ok()?;
        for spot in loops.into_iter().filter_map(|one| spot(layer, &areas, one)) {
            if !spots.iter().any(|known| known.ring == spot.ring) {
                spots.push(spot);
            }
        }
    }
    spots.sort_by(|one, other| other.size_km2.total_cmp(&one.size_km2));
    Some(spots)
}

/// A day of each time in which the same areas exist.
fn days(layer: &Layer) -> BTreeSet<Date> {
    let starts = layer.areas.iter().filter_map(|area| area.validity.from);
    let ends = layer.areas.iter().filter_map(|area| area.validity.to?.tomorrow().ok());
    let days: BTreeSet<Date> = starts.chain(ends).collect();
    let first = days.first().and_then(|day| day.yesterday().ok());
    days.into_iter().chain([first.unwrap_or(Date::ZERO)]).collect()
}

fn spot(layer: &Layer, areas: &[&Area], one: Loop) -> Option<Spot> {
    let kind = match (one.level, one.is_outer()) {
        (2.., true) => SpotKind::Overlap,
        (1, false) => SpotKind::Gap,
        _ => return None,
    };
    let expected_km2 = match kind {
        SpotKind::Overlap => layer.expected.overlap_km2,
        SpotKind::Gap => layer.expected.gap_km2,
    };
    let Loop { mut ring, areas: mut numbers, .. } = one;
    // A gap is gone round the other way.
    ring.make_ccw_winding();
    let polygon = Polygon::new(ring, Vec::new());
    if box_km2(&polygon) < expected_km2 {
        return None;
    }
    let size_km2 = polygon.geodesic_area_unsigned() / 1e6;
    let meant = |point: Point<f64>| kind == SpotKind::Gap && polygon.contains(&point);
    let mut holes = layer.expected.holes.iter();
    let known = holes.any(|hole| meant(Point::new(hole.point.lon(), hole.point.lat())));
    if size_km2 <= expected_km2 || known {
        return None;
    }
    let at = topology::interior_point(polygon.exterior()).or_else(|| polygon.centroid())?;
    if kind == SpotKind::Overlap && numbers.len() < 2 {
        // One lies within another: then only its own border is there.
        numbers.extend((0..areas.len()).filter(|number| areas[*number].shape.contains(&at)));
        numbers.sort_unstable();
        numbers.dedup();
    }
    let names = numbers.iter().map(|number| areas[*number].name.clone());
    let (ring, _) = polygon.into_inner();
    Some(Spot { kind, areas: names.collect(), at, size_km2, ring })
}

/// The size of the box of a shape, at most a little too small.
fn box_km2(polygon: &Polygon<f64>) -> f64 {
    let Some(bounds) = polygon.bounding_rect() else { return 0.0 };
    // Nearer the pole a degree of longitude is shorter, so the southern edge is the longest.
    let squeeze = bounds.min().y.abs().min(bounds.max().y.abs()).to_radians().cos();
    1.1 * bounds.width() * bounds.height() * squeeze * DEGREE_KM * DEGREE_KM
}

impl Spot {
    /// The rule that is broken.
    #[must_use]
    pub fn code(&self) -> Code {
        match self.kind {
            SpotKind::Overlap => Code::LayerOverlap,
            SpotKind::Gap => Code::LayerGap,
        }
    }

    fn problem(&self, path: &str) -> Problem {
        let names: Vec<String> = self.areas.iter().map(|name| shown(name)).collect();
        let names = names.join(", ");
        let place = format!(
            "{:.2} km² at {:.5}, {:.5} (latitude, longitude)",
            self.size_km2,
            self.at.y(),
            self.at.x()
        );
        let (message, hint) = match self.kind {
            SpotKind::Overlap => (
                format!("areas overlap: {names}, {place}"),
                "a point there belongs to the lowest code; mend the borders, or take it by \
                 `overlap_km2` in the table `check` of the layer's TOML file",
            ),
            SpotKind::Gap => (
                format!("no area covers a place between {names}, {place}"),
                "a point there belongs to the nearest area; mend the borders, or take it by \
                 `gap_km2` or `[[check.holes]]` in the layer's TOML file",
            ),
        };
        Problem::new(self.code(), path, message).hint(hint.to_owned())
    }
}

/// Tells of areas of the layer of municipalities whose municipality is not in the portal.
pub(super) fn unused(catalog: &Catalog, problems: &mut Vec<Problem>) {
    let layer = catalog.portal.maps.municipalities.as_ref().and_then(|id| catalog.layers.get(id));
    let Some(layer) = layer.filter(|layer| !layer.expected.beyond_portal) else { return };
    let is_unused = |area: &&Area| {
        let code = MunicipalityCode::parse(&area.id);
        !code.is_some_and(|code| catalog.municipalities.contains_key(&code))
    };
    let unused: Vec<&Area> = layer.areas.iter().filter(is_unused).collect();
    if unused.is_empty() {
        return;
    }
    let named = |area: &&Area| format!("{} ({})", shown(&area.id), shown(&area.name));
    let mut names: Vec<String> = unused.iter().take(NAMES_MAX).map(named).collect();
    if unused.len() > NAMES_MAX {
        names.push(format!("and {} more", unused.len() - NAMES_MAX));
    }
    let message = format!("areas without a municipality in the portal: {}", names.join(", "));
    let problem = Problem::new(Code::UnusedArea, &file(layer), message);
    let hint = "add the municipalities, or say `beyond_portal = true` in the table `check` of the \
                layer's TOML file";
    problems.push(problem.hint(hint.to_owned()));
}

/// The file that draws a layer.
fn file(layer: &Layer) -> String {
    let extension = if layer.derived.is_some() { "toml" } else { "geojson" };
    format!("maps/{}.{extension}", layer.id)
}
