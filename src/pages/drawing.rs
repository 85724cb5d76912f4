//! The map as SVG: projected once, coloured per page.
//!
//! Paths are whole numbers, relative, and small.

use std::collections::{BTreeMap, HashMap, HashSet};

use geo::{InteriorPoint, LineString, Polygon};
use serde::Serialize;

use super::Page;
use super::municipalities::linked_counties;
use super::projection::{Frame, Projection, area, draw, pin};
use super::showing::Showing;
use super::view::County;
use crate::geo::{Geo, Outline};
use crate::model::{Catalog, LayerId, MunicipalityCode, Point};

/// The height of a pin, as a part of the longer side of what a map shows.
const PIN_HEIGHT: f64 = 0.045;

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
    projection: Option<Projection>,
    /// The box of the municipalities in degrees: west, south, east, north.
    bounds: Option<[f64; 4]>,
}

/// The drawn shape of a municipality.
#[derive(Debug)]
struct Shape {
    path: String,
    frame: Frame,
    /// A point well inside, where a name can stand: longitude, latitude.
    middle: Option<[f64; 2]>,
}

/// A map on a page.
#[derive(Debug, Clone, Default, Serialize)]
pub(super) struct MapView {
    view_box: String,
    land: String,
    lakes: String,
    borders: String,
    shapes: Vec<ShapeView>,
    /// The lines of other layers, above the shapes.
    overlays: Vec<String>,
    /// A place that was asked for.
    mark: Option<Mark>,
    /// Places to visit.
    pins: Vec<Pin>,
    /// The states that occur, for the legend.
    states: Vec<&'static str>,
    /// Whether the drawing tells them itself.
    has_legend: bool,
    /// What it shows of the drawing.
    #[serde(skip)]
    frame: Frame,
}

#[derive(Debug, Clone, Serialize)]
struct ShapeView {
    path: String,
    name: String,
    href: Option<String>,
    state: Option<&'static str>,
    current: bool,
}

/// Where a place lies on a drawing, in whole units.
#[derive(Debug, Clone, Copy, Serialize)]
pub(super) struct Mark {
    x: i64,
    y: i64,
}

/// A place to visit on a drawing.
#[derive(Debug, Clone, Serialize)]
struct Pin {
    path: String,
    label: String,
    href: String,
}

impl MapView {
    /// The same without a legend of its own, for a page that tells the states beside it.
    pub(super) fn without_legend(mut self) -> Self {
        self.has_legend = false;
        self
    }

    /// The same with the lines of other layers.
    pub(super) fn with_overlays(mut self, overlays: Vec<String>) -> Self {
        self.overlays = overlays;
        self
    }

    /// The same with a place marked.
    pub(super) fn with_mark(mut self, mark: Option<Mark>) -> Self {
        self.mark = mark;
        self
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
        let bounds = points.clone().map(|(x, y)| [x, y, x, y]).reduce(joined);
        let Some(projection) = Projection::around(points) else { return Self::default() };

        let mut drawing = Self {
            neighbours: neighbours(&own),
            projection: Some(projection),
            bounds,
            ..Self::default()
        };
        for (code, outline) in &own {
            let (path, frame) = area(projection, &outline.rings);
            drawing.frame = drawing.frame.join(frame);
            let middle = middle(&outline.rings);
            drawing.shapes.insert(*code, Shape { path, frame, middle });
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

    /// Where the name of a municipality can stand: longitude, latitude.
    pub(super) fn middle(&self, code: MunicipalityCode) -> Option<[f64; 2]> {
        self.shapes.get(&code)?.middle
    }

    /// The box of all municipalities in degrees: west, south, east, north.
    pub(super) fn bounds(&self) -> [f64; 4] {
        self.bounds.unwrap_or_default()
    }

    /// Where a point lies on the drawing of all municipalities; `None` when outside of it.
    pub(super) fn mark(&self, point: Point) -> Option<Mark> {
        let (x, y) = self.projection?.project((point.lon(), point.lat()));
        let mut frame = Frame::default();
        frame.include((x, y));
        let whole = |number: f64| number.round() as i64;
        self.frame.wider().touches(&frame).then(|| Mark { x: whole(x), y: whole(y) })
    }

    /// A map with those places to visit that lie on it, each with what it is called and where it
    /// leads.
    pub(super) fn with_pins(
        &self,
        mut map: MapView,
        places: impl Iterator<Item = (Point, String, String)>,
    ) -> MapView {
        let Some(projection) = self.projection.filter(|_| !map.shapes.is_empty()) else {
            return map;
        };
        let height = map.frame.side() * PIN_HEIGHT;
        map.pins.extend(places.filter_map(|(point, label, href)| {
            let place = projection.project((point.lon(), point.lat()));
            let mut frame = Frame::default();
            frame.include(place);
            let path = pin(place, height);
            map.frame.touches(&frame).then_some(Pin { path, label, href })
        }));
        map
    }

    /// The borders of other layers on the drawing of all municipalities.
    pub(super) fn overlays(&self, geo: &Geo, layers: &[LayerId]) -> Vec<String> {
        let Some(projection) = self.projection else { return Vec::new() };
        let seen = self.frame.wider();
        let overlay = |layer: &LayerId| {
            let shapes = geo.outlines(layer)?.shapes.iter();
            let drawn = shapes.map(|shape| area(projection, &shape.rings));
            let paths: String =
                drawn.filter(|(_, frame)| frame.touches(&seen)).map(|(path, _)| path).collect();
            Some(paths).filter(|paths| !paths.is_empty())
        };
        layers.iter().filter_map(overlay).collect()
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
            has_legend: true,
            frame,
            ..MapView::default()
        }
    }
}

/// A map of any layer, for a `:::map` block. The municipalities lead to their pages, other areas
/// nowhere.
pub(super) fn layer_map(showing: &Showing<'_>, layer: &LayerId) -> Option<LayerMap> {
    let outlines = showing.site.snapshot.geo.outlines(layer)?;
    let title = showing.catalog().layers.get(layer)?.title.text(showing.locale).to_owned();
    if showing.catalog().portal.maps.municipalities.as_ref() == Some(layer) {
        let map = showing.site.drawing.links(showing, &linked_counties(showing));
        return Some(LayerMap { id: format!("map-{layer}"), title, map });
    }
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

fn joined(a: [f64; 4], b: [f64; 4]) -> [f64; 4] {
    [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])]
}

/// A point well inside the largest ring, rounded to some hundred metres.
fn middle(rings: &[Vec<(f64, f64)>]) -> Option<[f64; 2]> {
    let largest = rings.iter().max_by_key(|ring| ring.len())?;
    let point = Polygon::new(LineString::from(largest.clone()), Vec::new()).interior_point()?;
    let rounded = |degrees: f64| (degrees * 1_000.0).round() / 1_000.0;
    Some([rounded(point.x()), rounded(point.y())])
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
