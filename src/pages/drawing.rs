//! The map as SVG: projected once, coloured per page.
//!
//! The projection is transverse Mercator on the sphere around the middle of the portal's
//! municipalities, so that the north is neither too wide nor leaning. Paths are whole numbers,
//! relative, and small.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt::Write;

use serde::Serialize;

use super::Page;
use super::showing::Showing;
use super::view::County;
use crate::geo::{Geo, Outline};
use crate::model::{Catalog, LayerId, MunicipalityCode};

/// The height of the drawing of all municipalities, in its own units.
const HEIGHT: f64 = 2_000.0;
/// The empty edge around what a map shows, as a part of its size.
const MARGIN: f64 = 0.04;

/// The shapes of all municipalities, ready to be put into pages.
#[derive(Debug, Default)]
pub(super) struct Drawing {
    shapes: BTreeMap<MunicipalityCode, Shape>,
    neighbours: BTreeMap<MunicipalityCode, Vec<MunicipalityCode>>,
    /// Land that is not of the portal.
    land: String,
    /// Lakes and the sea's islands are drawn by their holes; borders are lines.
    lakes: String,
    borders: String,
    frame: Frame,
}

/// The drawn shape of a municipality.
#[derive(Debug)]
struct Shape {
    path: String,
    frame: Frame,
}

/// A rectangle in the drawing's units.
#[derive(Debug, Clone, Copy)]
struct Frame {
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

/// A map on a page.
#[derive(Debug, Clone, Default, Serialize)]
pub(super) struct MapView {
    view_box: String,
    land: String,
    lakes: String,
    borders: String,
    shapes: Vec<ShapeView>,
    /// The states that occur, for the legend.
    states: Vec<&'static str>,
}

#[derive(Debug, Clone, Serialize)]
struct ShapeView {
    path: String,
    name: String,
    href: Option<String>,
    state: Option<&'static str>,
    current: bool,
}

impl Default for Frame {
    fn default() -> Self {
        let (high, low) = (f64::INFINITY, f64::NEG_INFINITY);
        Self { left: high, top: high, right: low, bottom: low }
    }
}

impl Frame {
    fn include(&mut self, (x, y): (f64, f64)) {
        self.left = self.left.min(x);
        self.right = self.right.max(x);
        self.top = self.top.min(y);
        self.bottom = self.bottom.max(y);
    }

    fn join(mut self, other: Self) -> Self {
        self.include((other.left, other.top));
        self.include((other.right, other.bottom));
        self
    }

    fn touches(&self, other: &Self) -> bool {
        self.left <= other.right
            && other.left <= self.right
            && self.top <= other.bottom
            && other.top <= self.bottom
    }

    fn wider(&self) -> Self {
        let edge = (self.right - self.left).max(self.bottom - self.top) * MARGIN;
        Self {
            left: self.left - edge,
            top: self.top - edge,
            right: self.right + edge,
            bottom: self.bottom + edge,
        }
    }

    fn view_box(&self) -> String {
        let (width, height) = (self.right - self.left, self.bottom - self.top);
        format!("{:.0} {:.0} {width:.0} {height:.0}", self.left, self.top)
    }
}

/// From degrees to the drawing's units.
#[derive(Debug, Clone, Copy)]
struct Projection {
    meridian: f64,
    scale: f64,
}

impl Projection {
    /// Around the middle of these points, so that they fill the height.
    fn around(points: impl Iterator<Item = (f64, f64)> + Clone) -> Option<Self> {
        let west = points.clone().map(|(lon, _)| lon).reduce(f64::min)?;
        let east = points.clone().map(|(lon, _)| lon).reduce(f64::max)?;
        let plain = Self { meridian: (west + east) / 2.0, scale: 1.0 };
        let mut frame = Frame::default();
        points.for_each(|point| frame.include(plain.project(point)));
        let height = frame.bottom - frame.top;
        (height > 0.0).then(|| Self { scale: HEIGHT / height, ..plain })
    }

    fn project(self, (lon, lat): (f64, f64)) -> (f64, f64) {
        let (turn, lat) = ((lon - self.meridian).to_radians(), lat.to_radians());
        let x = (lat.cos() * turn.sin()).atanh();
        let y = lat.tan().atan2(turn.cos());
        (x * self.scale, -y * self.scale)
    }
}

impl Drawing {
    /// Draws the municipalities of a portal; empty when it has no layer of them.
    pub(super) fn new(catalog: &Catalog, geo: &Geo) -> Self {
        let maps = &catalog.portal.maps;
        let Some(outlines) = maps.municipalities.as_ref().and_then(|id| geo.outlines(id)) else {
            return Self::default();
        };
        let own: Vec<(MunicipalityCode, &Outline)> = outlines
            .shapes
            .iter()
            .filter_map(|shape| Some((MunicipalityCode::parse(&shape.id)?, shape)))
            .filter(|(code, _)| catalog.municipalities.contains_key(code))
            .collect();
        let points = own.iter().flat_map(|(_, shape)| shape.rings.iter().flatten().copied());
        let Some(projection) = Projection::around(points) else { return Self::default() };

        let mut drawing = Self { neighbours: neighbours(&own), ..Self::default() };
        for (code, outline) in &own {
            let (path, frame) = area(projection, &outline.rings);
            drawing.frame = drawing.frame.join(frame);
            drawing.shapes.insert(*code, Shape { path, frame });
        }
        drawing.add_background(catalog, geo, projection);
        drawing
    }

    fn add_background(&mut self, catalog: &Catalog, geo: &Geo, projection: Projection) {
        let base = catalog.portal.maps.base.as_ref().and_then(|id| geo.outlines(id));
        let Some(base) = base else { return };
        let seen = self.frame.wider();
        for shape in &base.shapes {
            let (path, frame) = area(projection, &shape.rings);
            if !frame.touches(&seen) {
                continue;
            }
            let into = if shape.name == "lake" { &mut self.lakes } else { &mut self.land };
            into.push_str(&path);
        }
        for line in &base.lines {
            let mut frame = Frame::default();
            line.iter().for_each(|point| frame.include(projection.project(*point)));
            if frame.touches(&seen) {
                draw(projection, line, &mut self.borders);
            }
        }
    }

    /// The municipalities that share a border with one.
    pub(super) fn neighbours(&self, code: MunicipalityCode) -> &[MunicipalityCode] {
        self.neighbours.get(&code).map(Vec::as_slice).unwrap_or_default()
    }

    /// All municipalities as links.
    pub(super) fn links(&self, showing: &Showing<'_>, counties: &[County]) -> MapView {
        self.states(showing, counties)
    }

    /// All municipalities of a list, with its links and states.
    pub(super) fn states(&self, showing: &Showing<'_>, counties: &[County]) -> MapView {
        let mut states: Vec<&'static str> = Vec::new();
        let mut shapes = Vec::new();
        for item in counties.iter().flat_map(|county| &county.municipalities) {
            let code = MunicipalityCode::parse(&item.code);
            let Some((code, shape)) = code.and_then(|code| Some((code, self.shapes.get(&code)?)))
            else {
                continue;
            };
            if let Some(state) = item.state.filter(|state| !states.contains(state)) {
                states.push(state);
            }
            shapes.push(ShapeView {
                path: shape.path.clone(),
                name: item.name.clone(),
                href: Some(item.href.clone()),
                state: item.state,
                current: showing.chosen() == Some(code),
            });
        }
        self.view(self.frame.wider(), shapes, states)
    }

    /// A municipality among its neighbours.
    pub(super) fn around(&self, showing: &Showing<'_>, code: MunicipalityCode) -> MapView {
        let Some(own) = self.shapes.get(&code) else { return MapView::default() };
        let seen = own.frame.wider().wider().wider();
        let near = self.shapes.iter().filter(|(_, shape)| shape.frame.touches(&seen));
        let shapes = near.map(|(other, shape)| ShapeView {
            path: shape.path.clone(),
            name: showing.municipality_name(*other),
            href: (*other != code).then(|| showing.url(&Page::Municipality(*other))),
            state: None,
            current: *other == code,
        });
        self.view(seen, shapes.collect(), Vec::new())
    }

    fn view(&self, frame: Frame, shapes: Vec<ShapeView>, states: Vec<&'static str>) -> MapView {
        if shapes.is_empty() {
            return MapView::default();
        }
        MapView {
            view_box: frame.view_box(),
            land: self.land.clone(),
            lakes: self.lakes.clone(),
            borders: self.borders.clone(),
            shapes,
            states,
        }
    }
}

/// A map of any layer, for a `:::map` block; its areas lead nowhere.
pub(super) fn layer_map(showing: &Showing<'_>, layer: &LayerId) -> Option<LayerMap> {
    let outlines = showing.site.snapshot.geo.outlines(layer)?;
    let title = showing.catalog().layers.get(layer)?.title.text(showing.locale).to_owned();
    let points = outlines.shapes.iter().flat_map(|shape| shape.rings.iter().flatten().copied());
    let projection = Projection::around(points)?;
    let mut frame = Frame::default();
    let mut shapes = Vec::new();
    for outline in &outlines.shapes {
        let (path, own) = area(projection, &outline.rings);
        frame = frame.join(own);
        let name = outline.name.clone();
        shapes.push(ShapeView { path, name, href: None, state: None, current: false });
    }
    let map = MapView { view_box: frame.wider().view_box(), shapes, ..MapView::default() };
    Some(LayerMap { id: format!("map-{layer}"), title, map })
}

/// The map of a layer with its title.
#[derive(Debug, Serialize)]
pub(super) struct LayerMap {
    id: String,
    title: String,
    map: MapView,
}

/// Municipalities that share at least two drawn points share a border.
fn neighbours(
    own: &[(MunicipalityCode, &Outline)],
) -> BTreeMap<MunicipalityCode, Vec<MunicipalityCode>> {
    let mut holders: HashMap<(u64, u64), Vec<MunicipalityCode>> = HashMap::new();
    for (code, outline) in own {
        let points = outline.rings.iter().flatten();
        let points: HashSet<(u64, u64)> =
            points.map(|(lon, lat)| (lon.to_bits(), lat.to_bits())).collect();
        for point in points {
            holders.entry(point).or_default().push(*code);
        }
    }
    let mut shared: BTreeMap<(MunicipalityCode, MunicipalityCode), usize> = BTreeMap::new();
    for codes in holders.values() {
        for a in codes {
            for b in codes.iter().filter(|b| *b != a) {
                *shared.entry((*a, *b)).or_default() += 1;
            }
        }
    }
    let mut neighbours: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for ((a, b), _) in shared.into_iter().filter(|(_, points)| *points >= 2) {
        neighbours.entry(a).or_default().push(b);
    }
    neighbours
}

/// The path of an area's rings and the rectangle they fill.
fn area(projection: Projection, rings: &[Vec<(f64, f64)>]) -> (String, Frame) {
    let mut frame = Frame::default();
    let mut path = String::new();
    for ring in rings {
        ring.iter().for_each(|point| frame.include(projection.project(*point)));
        let open = ring.split_last().map_or(&ring[..], |(last, rest)| {
            if rest.first() == Some(last) { rest } else { &ring[..] }
        });
        if draw(projection, open, &mut path) {
            path.push('z');
        }
    }
    (path, frame)
}

/// Adds a line in whole numbers; says whether there was anything to draw.
fn draw(projection: Projection, line: &[(f64, f64)], path: &mut String) -> bool {
    let whole = |number: f64| number.round() as i64;
    let mut points = line.iter().map(|point| {
        let (x, y) = projection.project(*point);
        (whole(x), whole(y))
    });
    let Some(first) = points.next() else { return false };
    let (mut last, mut steps) = (first, Vec::new());
    for point in points {
        if point != last {
            steps.push((point.0 - last.0, point.1 - last.1));
            last = point;
        }
    }
    if steps.is_empty() {
        return false;
    }
    // Writing to a text cannot fail.
    let _ = write!(path, "M{} {}l", first.0, first.1);
    for (place, (x, y)) in steps.into_iter().enumerate() {
        // A minus sign parts two numbers as well as a space does.
        let before = if place > 0 && x >= 0 { " " } else { "" };
        let between = if y >= 0 { " " } else { "" };
        let _ = write!(path, "{before}{x}{between}{y}");
    }
    true
}
