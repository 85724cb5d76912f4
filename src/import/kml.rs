//! KML 2.2 (OGC 07-147r2): placemarks with their polygons. Always longitude, latitude in WGS 84.
//!
//! Only elements and texts are read: no entity is expanded and no link is followed.

use geo::Coord;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::drawn::{Drawn, Feature, Refusal, Ring};
use super::projection::Reference;

/// The deepest nesting of elements.
const DEPTH_MAX: usize = 64;

/// A document that is being read.
#[derive(Default)]
struct Reading {
    features: Vec<Feature>,
    /// The placemark inside which the reader stands.
    feature: Option<Feature>,
    /// The names of the elements inside which the reader stands.
    path: Vec<String>,
    /// The name of the property whose value follows.
    property: Option<String>,
    text: String,
}

/// Reads a KML document.
pub(super) fn read(text: &str) -> Result<Drawn, Refusal> {
    let mut reader = Reader::from_str(text);
    let mut reading = Reading::default();
    loop {
        let event = reader.read_event();
        let line = || {
            let read = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
            1 + text.bytes().take(read).filter(|byte| *byte == b'\n').count()
        };
        let at = |refusal: Refusal| refusal.within(format_args!("line {}", line()));
        match event.map_err(|error| at(Refusal::new(format!("this is not XML: {error}"))))? {
            Event::Start(element) => reading.begin(&element).map_err(at)?,
            Event::End(_) => reading.end().map_err(at)?,
            Event::Empty(element) => {
                reading.begin(&element).map_err(at)?;
                reading.end().map_err(at)?;
            }
            Event::Text(text) => reading.text.push_str(&text),
            Event::CData(text) => reading.text.push_str(&text),
            Event::GeneralRef(reference) => reading.refer(&reference).map_err(at)?,
            Event::DocType(_) => {
                return Err(at(Refusal::new(
                    "the document has a DOCTYPE, which KML does not need",
                )
                .hint("remove it: no entity is expanded here")));
            }
            Event::Eof if reading.path.is_empty() => break,
            Event::Eof => return Err(at(Refusal::new("the document ends inside an element"))),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
    Ok(Drawn { reference: Some(Reference::Degrees), features: reading.features })
}

impl Reading {
    fn begin(&mut self, element: &BytesStart<'_>) -> Result<(), Refusal> {
        self.text.clear();
        let name = element.local_name().as_ref().to_owned();
        if self.path.len() >= DEPTH_MAX {
            return Err(Refusal::new(format!("elements are nested more than {DEPTH_MAX} deep")));
        }
        match name.as_str() {
            "Placemark" => self.feature = Some(Feature::default()),
            "Polygon" => {
                let feature = self.feature.as_mut();
                feature.into_iter().for_each(|feature| feature.polygons.push(Vec::new()));
            }
            "Data" | "SimpleData" => {
                let named = element
                    .attributes()
                    .flatten()
                    .find(|attribute| attribute.key.as_ref() == "name");
                self.property = named.map(|attribute| attribute.value.into_owned());
            }
            _ => {}
        }
        self.path.push(name);
        Ok(())
    }

    fn end(&mut self) -> Result<(), Refusal> {
        let Some(name) = self.path.pop() else { return Ok(()) };
        let text = std::mem::take(&mut self.text);
        let Some(feature) = &mut self.feature else { return Ok(()) };
        match name.as_str() {
            "Placemark" => self.features.extend(self.feature.take()),
            "name" if self.path.last().is_some_and(|parent| parent == "Placemark") => {
                feature.properties.insert("name".to_owned(), text.trim().to_owned());
            }
            "value" | "SimpleData" => {
                if let Some(property) = self.property.take() {
                    feature.properties.insert(property, text.trim().to_owned());
                }
            }
            "coordinates" => {
                let ring = coordinates(&text)?;
                let inside = |name: &str| self.path.iter().any(|parent| parent == name);
                if inside("Polygon") {
                    feature
                        .polygons
                        .last_mut()
                        .into_iter()
                        .for_each(|polygon| place(polygon, &ring, &self.path));
                } else if inside("Point") {
                    feature.has_points = true;
                } else {
                    feature.lines.push(ring);
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// A reference to a character. The five of XML itself and numbers are all there are.
    fn refer(&mut self, reference: &quick_xml::events::BytesRef<'_>) -> Result<(), Refusal> {
        let name: &str = reference;
        let character = match name {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            _ => reference.resolve_char_ref().ok().flatten(),
        };
        let character =
            character.ok_or_else(|| Refusal::new(format!("the entity &{name}; is not known")))?;
        self.text.push(character);
        Ok(())
    }
}

/// Puts the outer ring first, wherever it stands in the file.
fn place(polygon: &mut Vec<Ring>, ring: &Ring, path: &[String]) {
    let is_outer = path.iter().any(|parent| parent == "outerBoundaryIs");
    let at = if is_outer { 0 } else { polygon.len() };
    polygon.insert(at, ring.clone());
}

/// "17.3,62.4,0 17.4,62.5": a height is left out.
fn coordinates(text: &str) -> Result<Ring, Refusal> {
    let position = |tuple: &str| {
        let mut numbers = tuple.split(',').map(str::parse::<f64>);
        match (numbers.next(), numbers.next()) {
            (Some(Ok(x)), Some(Ok(y))) => Ok(Coord { x, y }),
            _ => {
                let shown: String = tuple.chars().take(40).collect();
                Err(Refusal::new(format!("\"{shown}\" is not longitude,latitude")))
            }
        }
    };
    text.split_whitespace().map(position).collect()
}
