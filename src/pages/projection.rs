//! From degrees to the whole numbers of a drawing, and the paths made of them.
//!
//! The projection is transverse Mercator on the sphere around the middle of what is drawn, so
//! that the north is neither too wide nor leaning.

use std::fmt::Write;

/// The height of a drawing, in its own units.
const HEIGHT: f64 = 2_000.0;
/// The empty edge around what a map shows, as a part of its size.
const MARGIN: f64 = 0.04;

/// A rectangle in the drawing's units.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

impl Default for Frame {
    fn default() -> Self {
        let (high, low) = (f64::INFINITY, f64::NEG_INFINITY);
        Self { left: high, top: high, right: low, bottom: low }
    }
}

impl Frame {
    pub(super) fn include(&mut self, (x, y): (f64, f64)) {
        self.left = self.left.min(x);
        self.right = self.right.max(x);
        self.top = self.top.min(y);
        self.bottom = self.bottom.max(y);
    }

    pub(super) fn join(mut self, other: Self) -> Self {
        self.include((other.left, other.top));
        self.include((other.right, other.bottom));
        self
    }

    pub(super) fn touches(&self, other: &Self) -> bool {
        self.left <= other.right
            && other.left <= self.right
            && self.top <= other.bottom
            && other.top <= self.bottom
    }

    pub(super) fn wider(&self) -> Self {
        let edge = (self.right - self.left).max(self.bottom - self.top) * MARGIN;
        Self {
            left: self.left - edge,
            top: self.top - edge,
            right: self.right + edge,
            bottom: self.bottom + edge,
        }
    }

    /// The longer of its sides.
    pub(super) fn side(&self) -> f64 {
        (self.right - self.left).max(self.bottom - self.top)
    }

    pub(super) fn view_box(&self) -> String {
        let (width, height) = (self.right - self.left, self.bottom - self.top);
        format!("{:.0} {:.0} {width:.0} {height:.0}", self.left, self.top)
    }
}

/// From degrees to the drawing's units.
#[derive(Debug, Clone, Copy)]
pub(super) struct Projection {
    meridian: f64,
    scale: f64,
}

impl Projection {
    /// Around the middle of these points, so that they fill the height.
    pub(super) fn around(points: impl Iterator<Item = (f64, f64)> + Clone) -> Option<Self> {
        let west = points.clone().map(|(lon, _)| lon).reduce(f64::min)?;
        let east = points.clone().map(|(lon, _)| lon).reduce(f64::max)?;
        let plain = Self { meridian: (west + east) / 2.0, scale: 1.0 };
        let mut frame = Frame::default();
        points.for_each(|point| frame.include(plain.project(point)));
        let height = frame.bottom - frame.top;
        (height > 0.0).then(|| Self { scale: HEIGHT / height, ..plain })
    }

    pub(super) fn project(self, (lon, lat): (f64, f64)) -> (f64, f64) {
        let (turn, lat) = ((lon - self.meridian).to_radians(), lat.to_radians());
        let x = (lat.cos() * turn.sin()).atanh();
        let y = lat.tan().atan2(turn.cos());
        (x * self.scale, -y * self.scale)
    }
}

/// The path of a pin whose tip is at a place, so many units high: a circle with a hole above the tip.
pub(super) fn pin((x, y): (f64, f64), height: f64) -> String {
    // The circle has 0.36 of the height as its radius; from the tip its tangents touch it 0.30 of
    // the height to the side and 0.44 above.
    let [side, up, radius, width] = [0.298, 0.438, 0.36, 0.595].map(|part| part * height);
    let [aside, middle, hole] = [0.13, 0.64, 0.26].map(|part| part * height);
    let eye = hole / 2.0;
    format!(
        "M{x:.1} {y:.1}l{:.1} {:.1}a{radius:.1} {radius:.1} 0 1 1 {width:.1} 0z\
         m{:.1} {:.1}a{eye:.1} {eye:.1} 0 1 0 {hole:.1} 0a{eye:.1} {eye:.1} 0 1 0 {:.1} 0z",
        -side, -up, -aside, -middle, -hole
    )
}

/// The path of an area's rings and the rectangle they fill.
pub(super) fn area(projection: Projection, rings: &[Vec<(f64, f64)>]) -> (String, Frame) {
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
pub(super) fn draw(projection: Projection, line: &[(f64, f64)], path: &mut String) -> bool {
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
