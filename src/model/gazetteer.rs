//! The names and postcodes a visitor may write instead of a municipality.

use std::fmt;

use super::{LocalText, MunicipalityCode, Point};

/// Localities, postcodes and what editors know better.
#[derive(Debug, Clone, Default)]
pub struct Gazetteer {
    /// Where the tables are from.
    pub source: Option<PlacesSource>,
    /// Localities, in the order of the file; a name may stand several times.
    pub localities: Vec<Locality>,
    /// One point per postcode, sorted by postcode.
    pub postcodes: Vec<PostcodePoint>,
    /// Editors' corrections of localities.
    pub locality_overrides: Vec<Override<String>>,
    /// Editors' corrections of postcodes.
    pub postcode_overrides: Vec<Override<Postcode>>,
}

/// Where the tables of places are from.
#[derive(Debug, Clone)]
pub struct PlacesSource {
    /// The source.
    pub source: String,
    /// The licence, as an SPDX id where there is one.
    pub licence: String,
    /// The words the licence asks for.
    pub attribution: LocalText,
    /// The day on which the data was fetched.
    pub retrieved: jiff::civil::Date,
}

/// A town, village or neighbourhood.
#[derive(Debug, Clone)]
pub struct Locality {
    /// Its name.
    pub name: String,
    /// Names in other languages and other spellings.
    pub aliases: Vec<String>,
    /// Where it lies.
    pub point: Point,
}

/// A Swedish postcode: five digits, the first not zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Postcode(u32);

impl Postcode {
    /// Reads a postcode as people write it: "852 31", "85231", "SE-852 31".
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let text = text.strip_prefix("SE-").or_else(|| text.strip_prefix("S-")).unwrap_or(text);
        let digits: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let five = digits.len() == 5 && digits.bytes().all(|byte| byte.is_ascii_digit());
        let number = five.then(|| digits.parse().ok()).flatten()?;
        (number >= 10_000).then_some(Self(number))
    }
}

impl fmt::Display for Postcode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:03} {:02}", self.0 / 100, self.0 % 100)
    }
}

/// A postcode with the point of its post town.
#[derive(Debug, Clone)]
pub struct PostcodePoint {
    /// The postcode.
    pub postcode: Postcode,
    /// The post town.
    pub locality: String,
    /// A place-level point: several kilometres off is normal.
    pub point: Point,
}

/// What editors know better than the tables.
#[derive(Debug, Clone)]
pub struct Override<K> {
    /// What is corrected.
    pub key: K,
    /// The municipalities it belongs to.
    pub municipalities: Vec<MunicipalityCode>,
    /// Why.
    pub reason: String,
}
