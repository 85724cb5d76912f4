//! What a visitor has typed as a place: two coordinates, a postcode or a name.

use crate::model::{Point, Postcode};

/// The longest text that can be two coordinates, in bytes.
const COORDINATES_LENGTH_MAX: usize = 60;

/// What a text is.
#[derive(Debug, PartialEq)]
pub(super) enum Typed {
    Postcode(Postcode),
    /// Latitude and longitude, in this order.
    Point(Point),
    /// Two numbers that are no point on the globe.
    NoPoint,
    Name,
}

/// Tells what a text is.
pub(super) fn read(text: &str) -> Typed {
    if let Some(postcode) = Postcode::parse(text) {
        return Typed::Postcode(postcode);
    }
    match coordinates(text) {
        Some((lat, lon)) => Point::new(lat, lon).map_or(Typed::NoPoint, Typed::Point),
        None => Typed::Name,
    }
}

/// Two numbers with decimal points or decimal commas, as maps and people write them:
/// "62.39, 17.31", "62,39 17,31", "62.39;17.31", "62.39° N 17.31° E".
fn coordinates(text: &str) -> Option<(f64, f64)> {
    let short = text.len() <= COORDINATES_LENGTH_MAX && text.contains(|c: char| c.is_ascii_digit());
    let bare: String = text.chars().filter(|c| !matches!(c, '°' | 'N' | 'E' | 'Ö')).collect();
    let numeric = |c: char| c.is_ascii_digit() || c.is_whitespace() || ".,;+-".contains(c);
    if !short || !bare.chars().all(numeric) {
        return None;
    }
    let parts: Vec<&str> = bare.split([';', ' ', '\t']).filter(|part| !part.is_empty()).collect();
    let (lat, lon) = match parts.as_slice() {
        [both] => halves(both)?,
        [lat, lon] => ((*lat).to_owned(), (*lon).to_owned()),
        [lat, comma, lon] if *comma == "," => ((*lat).to_owned(), (*lon).to_owned()),
        _ => return None,
    };
    Some((number(&lat)?, number(&lon)?))
}

/// Splits "62.39,17.31" and "62,39,17,31" in the middle.
fn halves(text: &str) -> Option<(String, String)> {
    let parts: Vec<&str> = text.split(',').collect();
    match parts.as_slice() {
        [lat, lon] => Some(((*lat).to_owned(), (*lon).to_owned())),
        [lat, lat_part, lon, lon_part] => {
            Some((format!("{lat}.{lat_part}"), format!("{lon}.{lon_part}")))
        }
        _ => None,
    }
}

fn number(text: &str) -> Option<f64> {
    text.trim_end_matches(',').replace(',', ".").parse().ok()
}
