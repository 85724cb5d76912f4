//! Shapes of a layer that were not taken, as they were meant: for pictures of what is wrong.

use geo::{Coord, LineString};

use super::json::{self, Json};
use super::shape::{self, Fault, Shape};

/// A shape with a mistake.
#[derive(Debug, Clone, PartialEq)]
pub struct Sketch {
    /// The number of its feature, from 0.
    pub feature: usize,
    /// What is wrong.
    pub message: String,
    /// Where it is wrong; longitude and latitude as the file has them.
    pub at: Coord<f64>,
    /// Every line and ring of the feature, as the file has them.
    pub lines: Vec<LineString<f64>>,
}

/// The shapes of a GeoJSON text that are not taken because of where they lie or how they run: rings
/// that cross or are not closed, axes the wrong way round, positions outside the globe or outside
/// bounds (west, south, east, north).
#[must_use]
pub fn sketches(text: &str, bounds: Option<[f64; 4]>) -> Vec<Sketch> {
    let Ok(json) = json::parse(text) else { return Vec::new() };
    let Some(Json::List(features)) = json.get("features") else { return Vec::new() };
    let sketch =
        |(number, feature): (usize, &Json)| sketch(number, feature.get("geometry")?, bounds);
    features.iter().enumerate().filter_map(sketch).collect()
}

fn sketch(feature: usize, geometry: &Json, bounds: Option<[f64; 4]>) -> Option<Sketch> {
    let mut lines = Vec::new();
    gather(geometry, &mut lines);
    let mut shape = Shape::default();
    let (message, at) = match shape::read(geometry, &[], &mut shape) {
        Err(Fault { message, at, .. }) => (message, at?),
        Ok(()) if shape::looks_swapped(&shape) => {
            let first = lines.first()?.0.first()?;
            ("latitude and longitude seem to be swapped".to_owned(), *first)
        }
        Ok(()) => {
            let [west, south, east, north] = bounds?;
            let outside = |at: &&Coord<f64>| {
                !(west..=east).contains(&at.x) || !(south..=north).contains(&at.y)
            };
            let at = lines.iter().flat_map(|line| &line.0).find(outside)?;
            ("a position outside `bounds` of the layer's TOML file".to_owned(), *at)
        }
    };
    Some(Sketch { feature, message, at, lines })
}

/// Every list of positions in a geometry, whatever else is wrong with it. The parser has limited how
/// deep it is.
fn gather(json: &Json, lines: &mut Vec<LineString<f64>>) {
    match json {
        Json::Object(members) => members.iter().for_each(|(_, member)| gather(member, lines)),
        Json::List(values) => {
            let positions: Vec<Coord<f64>> = values.iter().filter_map(position).collect();
            if positions.is_empty() {
                values.iter().for_each(|value| gather(value, lines));
            } else {
                lines.push(LineString::new(positions));
            }
        }
        _ => {}
    }
}

fn position(json: &Json) -> Option<Coord<f64>> {
    match json {
        Json::List(numbers) => match numbers.as_slice() {
            [Json::Number(x), Json::Number(y), ..] => Some(Coord { x: *x, y: *y }),
            _ => None,
        },
        _ => None,
    }
}
