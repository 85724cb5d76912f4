//! Map layers: a GeoJSON file with the TOML file that says where it is from.

use std::collections::HashMap;

use geo::{Coord, CoordsIter};

use super::decode::{self, Lines};
use super::json::{self, Json, Step};
use super::layer_facts::{self, Facts};
use super::layout::LayerFiles;
use super::reader::{self, Read, Report, shown};
use super::shape::{self, Fault, Shape};
use crate::markdown::address;
use crate::model::{Area, Layer, LayerId, Locale, ServicePoint, Validity};
use crate::problem::{Code, Problem};

/// The most areas of a layer.
pub(crate) const AREAS_MAX: usize = 100_000;
/// The longest code and name of an area, in characters.
const NAME_CHARACTERS_MAX: usize = 200;
/// The most problems told of one layer.
const PROBLEMS_MAX: usize = 20;

/// What a layer is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    /// Points are looked up in it: every area has its own code.
    Areas,
    /// It is only drawn: lines are allowed, and codes may repeat.
    Background,
}

/// Reads a layer.
pub(super) fn read(
    id: &str,
    files: &LayerFiles<'_>,
    locales: &[Locale],
    used: Use,
) -> Option<Read<Layer>> {
    let id = LayerId::parse(id)?;
    if id.as_str() == ServicePoint::LAYER {
        return Some(Read { value: None, report: taken_name(files) });
    }
    let read = reader::read(files.facts?, locales, |table| layer_facts::facts(id, table));
    let mut report = read.report;
    let value = read.value.and_then(|mut facts| {
        if facts.layer.derived.is_some() {
            if let Some((path, _)) = files.shapes {
                let message = "the areas of this layer follow from organisations".to_owned();
                let problem = Problem::new(Code::Contradiction, path, message);
                let hint = "remove this file, or the table `derived` from the one beside it";
                report.tell(problem.hint(hint.to_owned()));
            }
            return Some(facts.layer);
        }
        let (path, bytes) = files.shapes?;
        let text = decode::text(path, bytes).map_err(|problem| report.tell(problem)).ok()?;
        let mut reading = Reading {
            path,
            text,
            lines: Lines::new(text, 1),
            used,
            facts: &mut facts,
            report: &mut report,
            turned: None,
        };
        reading.collection().map_err(|problem| report.tell(problem)).ok()?;
        Some(facts.layer)
    });
    Some(Read { value, report })
}

/// Tells that a layer has the name of the service points, which maps show as if they were one.
fn taken_name(files: &LayerFiles<'_>) -> Report {
    let mut report = Report::default();
    let message = "maps show the service points under this name".to_owned();
    let path = files.facts.or(files.shapes).map_or(ServicePoint::LAYER, |(path, _)| path);
    let problem = Problem::new(Code::BadName, path, message);
    report.tell(problem.hint("give the layer another name".to_owned()));
    report
}

/// A GeoJSON file that is being read into a layer.
struct Reading<'t> {
    path: &'t str,
    text: &'t str,
    lines: Lines<'t>,
    used: Use,
    facts: &'t mut Facts,
    report: &'t mut Report,
    /// The first area whose rings had to be turned around.
    turned: Option<usize>,
}

impl Reading<'_> {
    fn collection(&mut self) -> Result<(), Problem> {
        let json = json::parse(self.text).map_err(|(line, column, message)| {
            let message = format!("this is not JSON: {message}");
            Problem::new(Code::LayerSyntax, self.path, message).at(line, column)
        })?;
        if json.get("type").and_then(Json::text) != Some("FeatureCollection") {
            let message = "this is not a GeoJSON FeatureCollection".to_owned();
            let hint =
                "export the layer as GeoJSON (RFC 7946), not as TopoJSON or Esri JSON".to_owned();
            return Err(self.problem(Code::LayerSyntax, &[Step::Key("type")], message).hint(hint));
        }
        let steps = [Step::Key("features")];
        let Some(Json::List(features)) = json.get("features") else {
            let message = "`features` must be a list".to_owned();
            return Err(self.problem(Code::LayerSyntax, &steps, message));
        };
        if features.len() > AREAS_MAX {
            let message = format!("the layer has more than {AREAS_MAX} areas");
            return Err(self.problem(Code::TooMuch, &steps, message));
        }
        self.features(features);
        self.bounds(&json);
        self.oddities(&json, features.len());
        Ok(())
    }

    fn features(&mut self, features: &[Json]) {
        let mut codes = HashMap::new();
        let (mut positions, mut told) = (0, 0);
        for (index, feature) in features.iter().enumerate() {
            let shape = match self.feature(index, feature, &mut codes) {
                Ok(shape) => shape,
                Err(problem) => {
                    told += 1;
                    if told <= PROBLEMS_MAX {
                        self.report.tell(problem);
                    }
                    continue;
                }
            };
            positions += shape;
            if positions > shape::POSITIONS_MAX {
                let steps = [Step::Key("features"), Step::Index(index)];
                let message =
                    "the layer has more than 3,000,000 positions; the rest is left out".to_owned();
                let problem = self.problem(Code::TooMuch, &steps, message);
                self.report.tell(problem);
                return;
            }
        }
        if told > PROBLEMS_MAX {
            let message = format!("{} more areas cannot be read", told - PROBLEMS_MAX);
            self.report.tell(Problem::new(Code::TooMuch, self.path, message));
        }
    }

    /// Adds a feature to the layer and gives the number of its positions.
    fn feature(
        &mut self,
        index: usize,
        feature: &Json,
        codes: &mut HashMap<String, Vec<Validity>>,
    ) -> Result<usize, Problem> {
        let steps = [Step::Key("features"), Step::Index(index)];
        if feature.get("type").and_then(Json::text) != Some("Feature") {
            let message = format!("features[{index}] is not a Feature");
            return Err(self.problem(Code::LayerSyntax, &steps, message));
        }
        let label = self.label(index, feature);
        let name = self.property(feature, &self.facts.name, (&label, &steps))?;
        let code = self.property(feature, &self.facts.code, (&label, &steps))?;
        let mut shape = Shape::default();
        self.geometry(feature, &label, &steps, &mut shape)?;
        let positions = shape.positions;
        if shape.turned {
            self.turned.get_or_insert(index);
        }
        self.facts.layer.lines.append(&mut shape.lines);
        if shape.polygons.is_empty() {
            return Ok(positions);
        }
        let place = (label.as_str(), steps.as_slice());
        let validity = Validity {
            from: self.day(feature, "valid_from", place)?,
            to: self.day(feature, "valid_to", place)?,
        };
        let succeeded_by = feature.get("properties").and_then(|all| all.get("succeeded_by"));
        let succeeded_by = succeeded_by.and_then(Json::text).map(str::to_owned);
        let known = codes.entry(code.clone()).or_default();
        if self.used == Use::Areas && known.iter().any(|other| other.meets(&validity)) {
            let message = format!("{label}: the code \"{}\" stands twice", shown(&code));
            let problem = self.problem(Code::Duplicate, &steps, message);
            let hint = "one area may have several parts: make it a MultiPolygon; areas that follow \
                        each other need `valid_to` and `valid_from`";
            return Err(problem.hint(hint.to_owned()));
        }
        known.push(validity);
        let shape = shape.area();
        self.facts.layer.areas.push(Area { id: code, name, shape, validity, succeeded_by });
        Ok(positions)
    }

    fn geometry(
        &self,
        feature: &Json,
        label: &str,
        steps: &[Step],
        shape: &mut Shape,
    ) -> Result<(), Problem> {
        let mut steps = steps.to_vec();
        let geometry = feature.get("geometry").filter(|geometry| **geometry != Json::Null);
        let Some(geometry) = geometry else {
            let message = format!("{label} has no geometry");
            return Err(self.problem(Code::LayerShape, &steps, message));
        };
        steps.push(Step::Key("geometry"));
        shape::read(geometry, &steps, shape).map_err(
            |Fault { steps, code, message, .. }| {
                self.problem(code, &steps, format!("{label}: {message}"))
            },
        )?;
        if self.used == Use::Areas && !shape.lines.is_empty() {
            let message = format!("{label}: a line is no area; draw a Polygon");
            return Err(self.problem(Code::LayerShape, &steps, message));
        }
        if shape::looks_swapped(shape) {
            let message = format!("{label}: latitude and longitude seem to be swapped");
            let problem = self.problem(Code::LayerPosition, &steps, message);
            return Err(problem.hint("GeoJSON writes longitude first".to_owned()));
        }
        Ok(())
    }

    /// How messages name a feature: its number and its name.
    fn label(&self, index: usize, feature: &Json) -> String {
        let properties = feature.get("properties");
        let name = properties.and_then(|properties| properties.get(&self.facts.name));
        match name.and_then(Json::text) {
            Some(name) => format!("features[{index}] ({})", shown(name)),
            None => format!("features[{index}]"),
        }
    }

    /// A day among the properties of a feature, such as "2027-01-01".
    fn day(
        &self,
        feature: &Json,
        key: &'static str,
        (label, steps): (&str, &[Step]),
    ) -> Result<Option<jiff::civil::Date>, Problem> {
        let value = feature.get("properties").and_then(|properties| properties.get(key));
        let Some(value) = value.filter(|value| **value != Json::Null) else { return Ok(None) };
        let day = value.text().and_then(|text| text.parse().ok());
        let message = || format!("{label}: `{key}` must be a day such as 2027-01-01");
        let steps = [steps, &[Step::Key("properties"), Step::Key(key)]].concat();
        day.map(Some).ok_or_else(|| self.problem(Code::LayerProperty, &steps, message()))
    }

    /// The code or the name of a feature. A background needs neither.
    fn property(
        &self,
        feature: &Json,
        key: &str,
        (label, steps): (&str, &[Step]),
    ) -> Result<String, Problem> {
        let value = feature.get("properties").and_then(|properties| properties.get(key));
        let refuse = |message: String| {
            let steps = [steps, &[Step::Key("properties")]].concat();
            Err(self.problem(Code::LayerProperty, &steps, format!("{label}: {message}")))
        };
        let text = match value {
            Some(Json::Text(text)) => text.trim().to_owned(),
            Some(Json::Number(number)) if number.fract() == 0.0 => format!("{number:.0}"),
            None | Some(Json::Null) if self.used == Use::Background => String::new(),
            None | Some(Json::Null) => {
                return refuse(format!("the property `{}` is missing", shown(key)));
            }
            Some(other) => {
                return refuse(format!("`{}` must be a text, not {}", shown(key), other.kind()));
            }
        };
        if text.is_empty() && self.used == Use::Areas {
            return refuse(format!("`{}` is empty", shown(key)));
        }
        if text.chars().count() > NAME_CHARACTERS_MAX {
            return refuse(format!(
                "`{}` is longer than {NAME_CHARACTERS_MAX} characters",
                shown(key)
            ));
        }
        if text.chars().any(|character| character.is_control() || address::is_hidden(character)) {
            return refuse(format!("`{}` has characters that cannot be seen", shown(key)));
        }
        Ok(text)
    }

    /// Tells of the first area outside the bounds that the facts or the file itself give.
    fn bounds(&mut self, json: &Json) {
        let own = json.get("bbox").and_then(|list| match list {
            Json::List(numbers) => layer_facts::bounds(numbers.iter().map(|number| match number {
                Json::Number(number) => Some(*number),
                _ => None,
            })),
            _ => None,
        });
        let given = self.facts.layer.expected.bounds;
        let bounds = [
            (given, Code::LayerPosition, "`bounds` of the layer's TOML file"),
            (own, Code::LayerOdd, "its `bbox`"),
        ];
        for (bounds, code, name) in bounds {
            let Some([west, south, east, north]) = bounds else { continue };
            let outside = |coord: Coord<f64>| {
                !(west..=east).contains(&coord.x) || !(south..=north).contains(&coord.y)
            };
            let mut areas = self.facts.layer.areas.iter();
            let found = areas.find_map(|area| {
                let position = area.shape.coords_iter().find(|coord| outside(*coord));
                position.map(|position| (area, position))
            });
            if let Some((area, Coord { x, y })) = found {
                let message =
                    format!("{} has a position at {y}, {x}, outside {name}", shown(&area.name));
                let problem = self.problem(code, &[Step::Key("features")], message);
                let hint = "look for swapped axes or a wrong projection, or widen the bounds";
                self.report.tell(problem.hint(hint.to_owned()));
            }
        }
    }

    fn oddities(&mut self, json: &Json, features: usize) {
        let mut odd = Vec::new();
        if features == 0 {
            odd.push((vec![Step::Key("features")], "the layer has no areas".to_owned()));
        }
        if json.get("crs").is_some() {
            let message = "`crs` is not part of GeoJSON any more; the positions are read as WGS 84";
            odd.push((vec![Step::Key("crs")], message.to_owned()));
        }
        if let Some(index) = self.turned {
            let message = format!(
                "the rings of features[{index}] run the wrong way; they were turned around"
            );
            odd.push((vec![Step::Key("features"), Step::Index(index)], message));
        }
        for (steps, message) in odd {
            let problem = self.problem(Code::LayerOdd, &steps, message);
            self.report.tell(problem);
        }
    }

    fn problem(&self, code: Code, steps: &[Step], message: String) -> Problem {
        let (line, column) = self.lines.place(json::offset_of(self.text, steps));
        Problem::new(code, self.path, message).at(line, column)
    }
}
