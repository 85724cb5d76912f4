//! The ground on which places lie: the portal's municipalities and the layer that draws them.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::cover::Cover;
use super::fold::folded;
use super::place::{Found, Match, NearBorder, UnknownPlace};
use crate::model::{Catalog, LayerId, MunicipalityCode, Point};

/// The most municipalities that a visitor is asked to choose between.
const CANDIDATES_MAX: usize = 20;

/// What is kept of the catalogue's municipalities.
#[derive(Debug, Default)]
pub(super) struct Portal {
    /// The layer that decides which municipality a point lies in.
    pub(super) layer: Option<LayerId>,
    /// The codes, each with the folded official name.
    names: BTreeMap<MunicipalityCode, String>,
    slugs: BTreeMap<String, MunicipalityCode>,
}

impl Portal {
    /// Reads the municipalities of a catalogue.
    pub(super) fn new(catalog: &Catalog) -> Self {
        let all = || catalog.municipalities.values();
        Self {
            layer: catalog.portal.maps.municipalities.clone(),
            names: all().map(|one| (one.code, folded(one.official_name()))).collect(),
            slugs: all().map(|one| (one.slug.to_string(), one.code)).collect(),
        }
    }
}

/// What a name or number means, as far as it does not depend on the day.
#[derive(Debug)]
pub(super) enum Meaning {
    /// Always this.
    Is(Found),
    /// A locality around a point, with its folded name.
    Locality(Point, String),
    /// A postcode around a point.
    Postcode(Point),
}

/// The portal's municipalities, and their shapes where the portal has a layer of them.
#[derive(Clone, Copy)]
pub(super) struct Ground<'a> {
    pub(super) portal: &'a Portal,
    pub(super) cover: Option<&'a Cover>,
    /// The day on which things are asked.
    pub(super) day: Date,
}

impl Portal {
    /// Whether the municipality is part of the portal.
    pub(super) fn has(&self, code: MunicipalityCode) -> bool {
        self.names.contains_key(&code)
    }

    /// What editors know of a place: the municipalities that they name.
    pub(super) fn known(&self, codes: &[MunicipalityCode], matched: Match) -> Found {
        let portal = codes.iter().copied().filter(|code| self.has(*code)).collect();
        let outside = codes.first().map(|code| UnknownPlace::OutsidePortal { code: *code });
        some_of(portal, matched, outside.unwrap_or(UnknownPlace::NoSuchPlace))
    }
}

impl Ground<'_> {
    /// What a name or number means on the day.
    pub(super) fn means(self, meaning: &Meaning) -> Found {
        match meaning {
            Meaning::Is(found) => found.clone(),
            Meaning::Locality(point, name) => self.locality(*point, name),
            Meaning::Postcode(point) => self.around(*point, Match::Postcode),
        }
    }

    /// What a locality means. Its point is of a whole place, so a border nearby makes it
    /// ambiguous, unless one of the municipalities bears its name, which is given folded.
    fn locality(self, point: Point, name: &str) -> Found {
        let found = self.around(point, Match::Locality);
        let Found::Choose { candidates, matched } = &found else { return found };
        let is_namesake = |code: &&MunicipalityCode| {
            self.portal.names.get(code).is_some_and(|known| known == name)
        };
        let namesake = candidates.iter().find(is_namesake);
        namesake.map(|code| one(*code, *matched)).unwrap_or(found)
    }

    /// What a municipality's code or slug means. One that has ended is still itself here: from
    /// which day another takes its place depends on the moment, which the signpost knows.
    pub(super) fn municipality(self, text: &str) -> Found {
        let text = text.trim();
        if let Some(code) = self.portal.slugs.get(text) {
            return one(*code, Match::Municipality);
        }
        match MunicipalityCode::parse(text) {
            Some(code) if self.portal.has(code) => one(code, Match::Municipality),
            Some(code) if self.is_drawn(text) => {
                Found::Unknown(UnknownPlace::OutsidePortal { code })
            }
            _ => Found::Unknown(UnknownPlace::NoSuchPlace),
        }
    }

    fn is_drawn(self, id: &str) -> bool {
        self.cover.is_some_and(|cover| cover.names().any(|(known, _)| known == id))
    }

    /// The portal's municipalities in which a place-level point can lie, likeliest first.
    fn around(self, point: Point, matched: Match) -> Found {
        let Some(cover) = self.cover else { return Found::Unknown(UnknownPlace::NowhereNear) };
        let sighting = cover.sight(point, self.day);
        let first = sighting.first().and_then(|(area, _)| MunicipalityCode::parse(cover.id(area)));
        let near =
            sighting.near.iter().filter_map(|(area, _)| MunicipalityCode::parse(cover.id(*area)));
        let portal = first.into_iter().chain(near).filter(|code| self.portal.has(*code)).collect();
        let outside = first.map(|code| UnknownPlace::OutsidePortal { code });
        some_of(portal, matched, outside.unwrap_or(UnknownPlace::NowhereNear))
    }

    /// Which municipality of the portal a visitor's own point lies in.
    pub(super) fn point(self, point: Point) -> Found {
        let Some(cover) = self.cover else { return Found::Unknown(UnknownPlace::NowhereNear) };
        let sighting = cover.sight(point, self.day);
        let code = |area: usize| MunicipalityCode::parse(cover.id(area));
        let first = sighting.first().and_then(|(area, distance_m)| Some((code(area)?, distance_m)));
        let Some((first, distance_m)) = first else {
            return Found::Unknown(UnknownPlace::NowhereNear);
        };
        if !self.portal.has(first) {
            return Found::Unknown(UnknownPlace::OutsidePortal { code: first });
        }
        let near = sighting.near.iter().filter_map(|(area, distance_m)| {
            let code = code(*area).filter(|code| self.portal.has(*code))?;
            Some(NearBorder { code, distance_m: *distance_m })
        });
        let inside = !sighting.covering.is_empty();
        Found::Municipality {
            code: first,
            matched: if inside { Match::Inside } else { Match::Nearest },
            distance_m: (!inside).then_some(distance_m),
            near_border: near.collect(),
            point: Some(point),
        }
    }
}

/// A municipality found by a name or a number.
pub(super) fn one(code: MunicipalityCode, matched: Match) -> Found {
    Found::Municipality { code, matched, distance_m: None, near_border: Vec::new(), point: None }
}

/// The only candidate, a choice between several, or the reason why there is none.
pub(super) fn some_of(
    mut candidates: Vec<MunicipalityCode>,
    matched: Match,
    none: UnknownPlace,
) -> Found {
    candidates.truncate(CANDIDATES_MAX);
    match candidates.as_slice() {
        [] => Found::Unknown(none),
        [code] => one(*code, matched),
        _ => Found::Choose { candidates, matched },
    }
}
