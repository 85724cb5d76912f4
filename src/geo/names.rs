//! The names and postcodes of places, and the municipalities each belongs to.

use std::collections::{BTreeMap, HashMap};

use super::cover::Cover;
use super::fold::{exact, folded};
use super::ground::{Ground, Meaning, Portal, one, some_of};
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
    kind: PlaceKind,
    name: String,
    point: Option<Point>,
    meaning: Meaning,
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Beginning {
    text: String,
    word: usize,
    place: usize,
}

impl Names {
    /// Reads the names of a catalogue.
    pub(super) fn new(catalog: &Catalog, portal: &Portal, cover: Option<&Cover>) -> Self {
        let mut names = Self::default();
        for municipality in catalog.municipalities.values() {
            names.add_municipality(municipality);
        }
        let gazetteer = &catalog.gazetteer;
        for locality in &gazetteer.localities {
            let mut overrides = gazetteer.locality_overrides.iter();
            let meaning = match overrides.find(|known| known.key == locality.name) {
                Some(known) => Meaning::Is(portal.known(&known.municipalities, Match::Locality)),
                None => Meaning::Locality(locality.point, folded(&locality.name)),
            };
            let spellings = std::iter::once(&locality.name).chain(&locality.aliases).cloned();
            let (kind, name) = (PlaceKind::Locality, locality.name.clone());
            names.add(Named { kind, name, point: Some(locality.point), meaning }, spellings);
        }
        names.beginnings.sort();
        for row in &gazetteer.postcodes {
            names.add_postcode(row.postcode, Some(row.point), Meaning::Postcode(row.point));
        }
        for row in &gazetteer.postcode_overrides {
            let point = names.postcodes.get(&row.key).and_then(|known| known.point);
            let meaning = Meaning::Is(portal.known(&row.municipalities, Match::Postcode));
            names.add_postcode(row.key, point, meaning);
        }
        names.add_outside(portal, cover);
        names
    }

    fn add_postcode(&mut self, postcode: Postcode, point: Option<Point>, meaning: Meaning) {
        let (kind, name) = (PlaceKind::Postcode, postcode.to_string());
        self.postcodes.insert(postcode, Named { kind, name, point, meaning });
    }

    /// What a postcode means.
    pub(super) fn postcode(&self, postcode: Postcode, ground: Ground<'_>) -> Found {
        let unknown = Found::Unknown(UnknownPlace::NoSuchPlace);
        self.postcodes.get(&postcode).map_or(unknown, |named| ground.means(&named.meaning))
    }

    /// What a name means. Places spelled exactly so come before those that only fold to it.
    pub(super) fn find(&self, text: &str, ground: Ground<'_>) -> Found {
        let key = if text.len() > NAME_LENGTH_MAX { String::new() } else { folded(text) };
        let Some(spelled) = self.spellings.get(&key) else {
            let code = self.outside.get(&key);
            let outside = code.map(|code| UnknownPlace::OutsidePortal { code: *code });
            return Found::Unknown(outside.unwrap_or(UnknownPlace::NoSuchPlace));
        };
        let exact = exact(text);
        let meant = |only_exact: bool| -> Vec<Found> {
            let spelled = spelled.iter().filter(|(spelling, _)| !only_exact || *spelling == exact);
            spelled.map(|(_, place)| ground.means(&self.places[*place].meaning)).collect()
        };
        let exactly = meant(true);
        one_of(if exactly.is_empty() { meant(false) } else { exactly })
    }

    /// Places with a word that begins so: municipalities, then localities, then postcodes.
    pub(super) fn suggest(&self, text: &str, limit: usize, ground: Ground<'_>) -> Vec<Place> {
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
                let place = &self.places[hit.place];
                (place.kind, hit.word, place.name.as_str(), hit.place)
            })
            .collect();
        hits.sort_unstable();
        let mut seen = std::collections::HashSet::new();
        let named = hits.into_iter().map(|(.., place)| place).filter(|place| seen.insert(*place));
        let named = named.map(|place| &self.places[place]);
        let named = named.chain(self.postcodes_from(&key)).take(limit);
        named.map(|named| named.place(ground)).collect()
    }

    /// Postcodes that begin with these digits, in order. One digit is too little to go by.
    fn postcodes_from(&self, key: &str) -> impl Iterator<Item = &Named> {
        let digits: String = key.chars().filter(|letter| *letter != ' ').collect();
        let wanted = (2..=5).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
        let first = wanted.then(|| Postcode::parse(&format!("{digits:0<5}"))).flatten();
        let last = wanted.then(|| Postcode::parse(&format!("{digits:9<5}"))).flatten();
        let range = first.zip(last).map(|(first, last)| self.postcodes.range(first..=last));
        range.into_iter().flatten().map(|(_, named)| named)
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
        let meaning = Meaning::Is(one(municipality.code, Match::Municipality));
        let (kind, name) = (PlaceKind::Municipality, municipality.official_name().to_owned());
        self.add(Named { kind, name, point: None, meaning }, spellings);
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

    fn add_outside(&mut self, portal: &Portal, cover: Option<&Cover>) {
        for (id, name) in cover.into_iter().flat_map(Cover::names) {
            let code = MunicipalityCode::parse(id);
            if let Some(code) = code.filter(|code| !portal.has(*code)) {
                let name = folded(name);
                self.outside.insert(format!("{name} kommun"), code);
                self.outside.insert(format!("{name}s kommun"), code);
                self.outside.insert(name, code);
            }
        }
    }
}

impl Named {
    /// The place with its municipalities on the day.
    fn place(&self, ground: Ground<'_>) -> Place {
        let municipalities = codes(&ground.means(&self.meaning)).to_vec();
        Place { kind: self.kind, name: self.name.clone(), municipalities, point: self.point }
    }
}

/// The text from the beginning of each of its words.
fn beginnings(text: &str) -> impl Iterator<Item = &str> {
    let later = text.match_indices(' ').filter_map(|(space, _)| text.get(space + 1..));
    std::iter::once(text).chain(later)
}

/// What several places of one name mean together.
fn one_of(places: Vec<Found>) -> Found {
    let mut candidates = Vec::new();
    for code in places.iter().flat_map(codes) {
        if !candidates.contains(code) {
            candidates.push(*code);
        }
    }
    let known = places.iter().find(|found| !codes(found).is_empty());
    match known.or(places.first()) {
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
