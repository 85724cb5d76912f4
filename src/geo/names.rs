//! The names and postcodes of places, and the municipalities each belongs to.

use std::collections::{BTreeMap, HashMap};

use super::cover::Cover;
use super::fold::{exact, folded};
use super::ground::{Ground, one, some_of};
use super::place::{Found, Match, Place, PlaceKind, UnknownPlace};
use crate::model::{Catalog, Municipality, MunicipalityCode, Point, Postcode};

/// The longest name that is looked up, in bytes; no place in the world has a longer one.
const NAME_LENGTH_MAX: usize = 200;
/// The most suggestions that are given.
const SUGGESTIONS_MAX: usize = 50;

/// Every place with a name or a number.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// Municipalities first, then localities, in the order of the catalogue.
    places: Vec<Named>,
    /// Places by the folded form of each spelling, with the spelling itself.
    spellings: HashMap<String, Vec<(String, usize)>>,
    /// The folded spellings from the beginning of each of their words, sorted.
    beginnings: Vec<Beginning>,
    /// Municipalities of the layer that are not in the portal, by folded name.
    outside: HashMap<String, MunicipalityCode>,
    postcodes: BTreeMap<Postcode, Named>,
}

#[derive(Debug)]
struct Named {
    place: Place,
    found: Found,
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Beginning {
    text: String,
    word: usize,
    place: usize,
}

impl Names {
    /// Reads the names of a catalogue.
    pub(super) fn new(catalog: &Catalog, ground: Ground<'_>) -> Self {
        let mut names = Self::default();
        for municipality in catalog.municipalities.values() {
            names.add_municipality(municipality);
        }
        let gazetteer = &catalog.gazetteer;
        for locality in &gazetteer.localities {
            let found = ground.locality(gazetteer, locality);
            let spellings = std::iter::once(&locality.name).chain(&locality.aliases).cloned();
            let (kind, name) = (PlaceKind::Locality, locality.name.clone());
            names.add(named(kind, name, Some(locality.point), found), spellings);
        }
        names.beginnings.sort();
        for row in &gazetteer.postcodes {
            let found = ground.postcode(gazetteer, row.postcode, Some(row.point));
            let name = row.postcode.to_string();
            let place = named(PlaceKind::Postcode, name, Some(row.point), found);
            names.postcodes.insert(row.postcode, place);
        }
        for row in &gazetteer.postcode_overrides {
            names.postcodes.entry(row.key).or_insert_with(|| {
                let found = ground.postcode(gazetteer, row.key, None);
                named(PlaceKind::Postcode, row.key.to_string(), None, found)
            });
        }
        names.add_outside(ground);
        names
    }

    /// What a postcode means.
    pub(super) fn postcode(&self, postcode: Postcode) -> Found {
        let unknown = Found::Unknown(UnknownPlace::NoSuchPlace);
        self.postcodes.get(&postcode).map_or(unknown, |named| named.found.clone())
    }

    /// What a name means. Places spelled exactly so come before those that only fold to it.
    pub(super) fn find(&self, text: &str) -> Found {
        let key = if text.len() > NAME_LENGTH_MAX { String::new() } else { folded(text) };
        let Some(spelled) = self.spellings.get(&key) else {
            let code = self.outside.get(&key);
            let outside = code.map(|code| UnknownPlace::OutsidePortal { code: *code });
            return Found::Unknown(outside.unwrap_or(UnknownPlace::NoSuchPlace));
        };
        let exact = exact(text);
        let meant = |only_exact: bool| -> Vec<&Named> {
            let spelled = spelled.iter().filter(|(spelling, _)| !only_exact || *spelling == exact);
            spelled.map(|(_, place)| &self.places[*place]).collect()
        };
        let exactly = meant(true);
        one_of(&if exactly.is_empty() { meant(false) } else { exactly })
    }

    /// Places with a word that begins so: municipalities, then localities, then postcodes.
    pub(super) fn suggest(&self, text: &str, limit: usize) -> Vec<Place> {
        let limit = limit.min(SUGGESTIONS_MAX);
        let key = if text.len() > NAME_LENGTH_MAX { String::new() } else { folded(text) };
        if key.is_empty() {
            return Vec::new();
        }
        let start = self.beginnings.partition_point(|beginning| beginning.text < key);
        let mut hits: Vec<(PlaceKind, usize, &str, usize)> = self.beginnings[start..]
            .iter()
            .take_while(|beginning| beginning.text.starts_with(&key))
            .map(|hit| {
                let place = &self.places[hit.place].place;
                (place.kind, hit.word, place.name.as_str(), hit.place)
            })
            .collect();
        hits.sort_unstable();
        let mut seen = std::collections::HashSet::new();
        let named = hits.into_iter().map(|(.., place)| place).filter(|place| seen.insert(*place));
        let named = named.map(|place| self.places[place].place.clone());
        named.chain(self.postcodes_from(&key)).take(limit).collect()
    }

    /// Postcodes that begin with these digits, in order. One digit is too little to go by.
    fn postcodes_from(&self, key: &str) -> impl Iterator<Item = Place> {
        let digits: String = key.chars().filter(|letter| *letter != ' ').collect();
        let wanted = (2..=5).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
        let first = wanted.then(|| Postcode::parse(&format!("{digits:0<5}"))).flatten();
        let last = wanted.then(|| Postcode::parse(&format!("{digits:9<5}"))).flatten();
        let range = first.zip(last).map(|(first, last)| self.postcodes.range(first..=last));
        range.into_iter().flatten().map(|(_, named)| named.place.clone())
    }

    fn add_municipality(&mut self, municipality: &Municipality) {
        let names = municipality.names.iter().map(|(_, name)| name).chain(&municipality.aliases);
        let mut spellings = vec![municipality.slug.to_string()];
        for name in names {
            spellings.push(name.clone());
            spellings.push(format!("{name} kommun"));
            // Swedish adds an s for "of", but not after s, x and z: Bergs kommun, Kalix kommun.
            if !name.ends_with(['s', 'x', 'z']) {
                spellings.push(format!("{name}s kommun"));
            }
        }
        let found = one(municipality.code, Match::Municipality);
        let name = municipality.official_name().to_owned();
        self.add(named(PlaceKind::Municipality, name, None, found), spellings);
    }

    fn add(&mut self, named: Named, spellings: impl IntoIterator<Item = String>) {
        let place = self.places.len();
        self.places.push(named);
        for spelling in spellings {
            let key = folded(&spelling);
            if key.is_empty() || key.len() > NAME_LENGTH_MAX {
                continue;
            }
            for (word, text) in beginnings(&key).enumerate() {
                self.beginnings.push(Beginning { text: text.to_owned(), word, place });
            }
            let spelled = self.spellings.entry(key).or_default();
            let pair = (exact(&spelling), place);
            if !spelled.contains(&pair) {
                spelled.push(pair);
            }
        }
    }

    fn add_outside(&mut self, ground: Ground<'_>) {
        for (id, name) in ground.cover.into_iter().flat_map(Cover::names) {
            let code = MunicipalityCode::parse(id);
            if let Some(code) = code.filter(|code| !ground.is_portal(*code)) {
                let name = folded(name);
                self.outside.insert(format!("{name} kommun"), code);
                self.outside.insert(format!("{name}s kommun"), code);
                self.outside.insert(name, code);
            }
        }
    }
}

fn named(kind: PlaceKind, name: String, point: Option<Point>, found: Found) -> Named {
    let municipalities = codes(&found).to_vec();
    Named { place: Place { kind, name, municipalities, point }, found }
}

/// The text from the beginning of each of its words.
fn beginnings(text: &str) -> impl Iterator<Item = &str> {
    let later = text.match_indices(' ').filter_map(|(space, _)| text.get(space + 1..));
    std::iter::once(text).chain(later)
}

/// What several places of one name mean together.
fn one_of(places: &[&Named]) -> Found {
    let mut candidates = Vec::new();
    for code in places.iter().flat_map(|named| codes(&named.found)) {
        if !candidates.contains(code) {
            candidates.push(*code);
        }
    }
    let known = places.iter().find(|named| !codes(&named.found).is_empty());
    match known.or(places.first()).map(|named| &named.found) {
        Some(Found::Municipality { matched, .. } | Found::Choose { matched, .. }) => {
            some_of(candidates, *matched, UnknownPlace::NoSuchPlace)
        }
        Some(unknown @ Found::Unknown(_)) => unknown.clone(),
        None => Found::Unknown(UnknownPlace::NoSuchPlace),
    }
}

fn codes(found: &Found) -> &[MunicipalityCode] {
    match found {
        Found::Municipality { code, .. } => std::slice::from_ref(code),
        Found::Choose { candidates, .. } => candidates,
        Found::Unknown(_) => &[],
    }
}
