//! Small pictures of spots where areas do not fit together and of shapes that are none, as SVG.

use std::fmt::Write;

use geo::{BoundingRect, Coord, LineString, Rect};

use super::borders::{Spot, SpotKind};
use crate::model::Layer;
use crate::parse::Sketch;

/// The width and height of the picture in pixels.
const SIDE: f64 = 480.0;
/// How much of the surroundings is shown on each side, as a part of the spot.
const MARGIN: f64 = 0.6;
/// How much of a shape is shown around the place where it is wrong.
const CLOSE_UP: f64 = 0.3;
/// The colours of the areas, which differ in lightness as well.
const FILLS: [&str; 4] = ["#dbe9f6", "#f6e3c5", "#d9ead3", "#e6dcec"];

/// Draws a spot of a layer with the areas around it. North is up.
#[must_use]
pub fn picture(layer: &Layer, spot: &Spot) -> String {
    let mut svg = String::new();
    write(&mut svg, layer, spot).expect("writing to a String does not fail");
    svg
}

/// Draws a shape that was not taken, around the place where it is wrong, with the areas that were.
#[must_use]
pub fn sketched(layer: &Layer, sketch: &Sketch) -> String {
    let mut svg = String::new();
    write_sketch(&mut svg, layer, sketch).expect("writing to a String does not fail");
    svg
}

fn write_sketch(svg: &mut String, layer: &Layer, sketch: &Sketch) -> std::fmt::Result {
    let Coord { x, y } = sketch.at;
    let all: LineString<f64> =
        sketch.lines.iter().flat_map(|line| line.0.iter().copied()).collect();
    let bounds = all.bounding_rect().unwrap_or_else(|| Rect::new(sketch.at, sketch.at));
    let half = bounds.width().max(bounds.height()) * CLOSE_UP / 2.0;
    let view = View::around(&LineString::from(vec![(x - half, y - half), (x + half, y + half)]));
    let place = format!("features[{}], {y:.5}, {x:.5}", sketch.feature);
    begin(svg, &format!("{place}: {}", sketch.message))?;
    areas(svg, layer, &view)?;
    // The outline may leave the view; a picture in the picture cuts it off.
    write!(svg, "<svg width=\"{SIDE}\" height=\"{SIDE}\"><path d=\"")?;
    for line in &sketch.lines {
        write!(svg, "{}", view.line(line))?;
    }
    writeln!(svg, "\" fill=\"none\" stroke=\"#c4122f\" stroke-width=\"2\"/>")?;
    let (x, y) = view.pixel(sketch.at);
    writeln!(
        svg,
        "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"12\" fill=\"none\" stroke=\"#7a0019\" \
         stroke-width=\"3\"/></svg>"
    )?;
    end(svg, &place, &shortened(&sketch.message))
}

fn write(svg: &mut String, layer: &Layer, spot: &Spot) -> std::fmt::Result {
    let view = View::around(&spot.ring);
    let what = match spot.kind {
        SpotKind::Overlap => "Overlap",
        SpotKind::Gap => "Gap",
    };
    let title = format!(
        "{what} of {:.2} km² at {:.5}, {:.5}: {}",
        spot.size_km2,
        spot.at.y(),
        spot.at.x(),
        spot.areas.join(", ")
    );
    begin(svg, &title)?;
    areas(svg, layer, &view)?;
    writeln!(
        svg,
        "<path d=\"{}\" fill=\"#c4122f\" fill-opacity=\"0.6\" stroke=\"#7a0019\" stroke-width=\"2\"/>",
        view.path(&spot.ring)
    )?;
    let size = format!("{what}, {:.2} km², {:.5}, {:.5}", spot.size_km2, spot.at.y(), spot.at.x());
    end(svg, &size, &shortened(&spot.areas.join(", ")))
}

fn begin(svg: &mut String, title: &str) -> std::fmt::Result {
    let height = SIDE + 40.0;
    writeln!(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {SIDE} {height}\" width=\"{SIDE}\" \
         height=\"{height}\" role=\"img\" font-family=\"sans-serif\" font-size=\"13\">"
    )?;
    writeln!(svg, "<title>{}</title>", escaped(title))?;
    writeln!(svg, "<rect width=\"{SIDE}\" height=\"{height}\" fill=\"#ffffff\"/>")
}

/// The areas of the layer, as far as they are in view.
fn areas(svg: &mut String, layer: &Layer, view: &View) -> std::fmt::Result {
    let mut drawn = 0;
    for area in &layer.areas {
        let mut path = String::new();
        for polygon in &area.shape {
            for ring in std::iter::once(polygon.exterior()).chain(polygon.interiors()) {
                path.push_str(&view.path(ring));
            }
        }
        if path.is_empty() {
            continue;
        }
        let fill = FILLS[drawn % FILLS.len()];
        drawn += 1;
        writeln!(
            svg,
            "<path d=\"{path}\" fill=\"{fill}\" fill-opacity=\"0.7\" fill-rule=\"evenodd\" \
             stroke=\"#333333\"><title>{}</title></path>",
            escaped(&area.name)
        )?;
    }
    Ok(())
}

/// Two lines below the picture.
fn end(svg: &mut String, first: &str, second: &str) -> std::fmt::Result {
    writeln!(svg, "<text x=\"8\" y=\"{}\">{}</text>", SIDE + 16.0, escaped(first))?;
    writeln!(svg, "<text x=\"8\" y=\"{}\">{}</text>\n</svg>", SIDE + 33.0, escaped(second))
}

/// What is shown, and how large.
struct View {
    bounds: Rect<f64>,
    /// Pixels for a degree of longitude and of latitude.
    scale: (f64, f64),
}

impl View {
    fn around(ring: &LineString<f64>) -> Self {
        let bounds = ring.bounding_rect();
        let bounds = bounds.unwrap_or_else(|| Rect::new((0.0, 0.0), (0.0, 0.0)));
        let centre = bounds.center();
        let squeeze = centre.y.to_radians().cos().max(0.01);
        let extent = (bounds.width() * squeeze).max(bounds.height()).max(1e-6);
        let half = extent * (0.5 + MARGIN);
        let reach = Coord { x: half / squeeze, y: half };
        let bounds = Rect::new(centre - reach, centre + reach);
        Self { bounds, scale: (SIDE * squeeze / (2.0 * half), SIDE / (2.0 * half)) }
    }

    /// Where a position stands in the picture.
    fn pixel(&self, at: Coord<f64>) -> (f64, f64) {
        let x = (at.x - self.bounds.min().x) * self.scale.0;
        (x, (self.bounds.max().y - at.y) * self.scale.1)
    }

    /// A whole line as path data, as open as it is.
    fn line(&self, line: &LineString<f64>) -> String {
        let step = |(number, at): (usize, &Coord<f64>)| {
            let (x, y) = self.pixel(*at);
            format!("{}{x:.1} {y:.1}", if number == 0 { 'M' } else { 'L' })
        };
        line.0.iter().enumerate().map(step).collect()
    }

    /// The part of a ring that is shown, as path data; empty when nothing is.
    fn path(&self, ring: &LineString<f64>) -> String {
        let clipped = self.clipped(ring);
        let mut path = String::new();
        for (number, corner) in clipped.iter().enumerate() {
            let (x, y) = self.pixel(*corner);
            let step = if number == 0 { 'M' } else { 'L' };
            write!(path, "{step}{x:.1} {y:.1}").expect("writing to a String does not fail");
        }
        if clipped.len() < 3 {
            return String::new();
        }
        path + "Z"
    }

    /// Sutherland and Hodgman's way: the ring is cut at each side of the view in turn.
    fn clipped(&self, ring: &LineString<f64>) -> Vec<Coord<f64>> {
        let (lower, upper) = (self.bounds.min(), self.bounds.max());
        // How far inside each side a corner lies; negative outside.
        let sides: [&dyn Fn(Coord<f64>) -> f64; 4] = [
            &|corner| corner.x - lower.x,
            &|corner| upper.x - corner.x,
            &|corner| corner.y - lower.y,
            &|corner| upper.y - corner.y,
        ];
        let mut corners: Vec<Coord<f64>> = ring.0.clone();
        corners.pop();
        for inside in sides {
            let Some(mut from) = corners.last().copied() else { break };
            let mut kept = Vec::new();
            for to in corners {
                let (before, after) = (inside(from), inside(to));
                if (before < 0.0) != (after < 0.0) {
                    kept.push(from + (to - from) * (before / (before - after)));
                }
                if after >= 0.0 {
                    kept.push(to);
                }
                from = to;
            }
            corners = kept;
        }
        corners
    }
}

/// A text that fits below the picture.
fn shortened(text: &str) -> String {
    const CHARACTERS_MAX: usize = 64;
    if text.chars().count() <= CHARACTERS_MAX {
        return text.to_owned();
    }
    text.chars().take(CHARACTERS_MAX - 1).chain(['…']).collect()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
