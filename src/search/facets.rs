//! Filters and counts over all hits.

use std::collections::BTreeMap;

use super::records::{Entry, Group};
use super::{Facets, Index, Query};
use crate::model::MunicipalityCode;

/// How many codes four digits can make.
const CODES: usize = 10_000;

/// The filters of a query.
pub(super) struct Filters<'q> {
    query: &'q Query,
    here: Option<MunicipalityCode>,
    /// Whether the things of each group pass.
    groups: Vec<bool>,
}

impl<'q> Filters<'q> {
    /// The filters of a query that is asked for a municipality.
    pub(super) fn new(index: &Index, query: &'q Query, here: Option<MunicipalityCode>) -> Self {
        let groups = index.groups.iter().map(|group| passes(group, query)).collect();
        Self { query, here, groups }
    }

    /// Whether a thing passes all of them.
    pub(super) fn pass(&self, entry: &Entry) -> bool {
        let is_provided = |code| entry.places.binary_search(&code).is_ok();
        self.groups[entry.group]
            && self.query.provided_in.is_none_or(is_provided)
            && self.query.eid.is_none_or(|needed| has_eid(entry, needed, self.here))
    }
}

/// Whether what a group has in common passes. What names no audience is for everybody.
fn passes(group: &Group, query: &Query) -> bool {
    let audience = |wanted| group.audiences.is_empty() || group.audiences.contains(wanted);
    query.kind.is_none_or(|kind| group.kind == kind)
        && query.topic.as_ref().is_none_or(|topic| group.topics.contains(topic))
        && query.audience.as_ref().is_none_or(audience)
        && query.language.is_none_or(|locale| group.locales.contains(&locale))
}

/// Whether a thing can be done with (or without) e-identification in a municipality, or in any.
fn has_eid(entry: &Entry, needed: bool, here: Option<MunicipalityCode>) -> bool {
    let places = if needed { &entry.with_eid } else { &entry.without_eid };
    here.map_or(!places.is_empty(), |code| places.binary_search(&code).is_ok())
}

/// How many of the entries there are per value, the most frequent first.
pub(super) fn count<'a>(
    index: &Index,
    entries: impl Iterator<Item = &'a Entry>,
    here: Option<MunicipalityCode>,
) -> Facets {
    let mut groups = vec![0_usize; index.groups.len()];
    // A service has a place in every municipality, so these are counted by their digits.
    let mut municipalities = vec![0_u32; CODES];
    let mut known: Vec<MunicipalityCode> = Vec::new();
    let mut eid = BTreeMap::new();
    for entry in entries {
        groups[entry.group] += 1;
        for code in &entry.places {
            let count = &mut municipalities[usize::from(code.number())];
            if *count == 0 {
                known.push(*code);
            }
            *count += 1;
        }
        for needed in [true, false] {
            if has_eid(entry, needed, here) {
                *eid.entry(needed).or_default() += 1;
            }
        }
    }
    let count = |code: MunicipalityCode| municipalities[usize::from(code.number())] as usize;
    let municipalities = known.into_iter().map(|code| (code, count(code))).collect();
    let mut facets = of_groups(index.groups.iter().zip(groups));
    facets.municipalities = by_count(municipalities);
    facets.eid = by_count(eid);
    facets
}

/// What the groups tell, each with how many of its things there are.
fn of_groups<'g>(groups: impl Iterator<Item = (&'g Group, usize)>) -> Facets {
    let mut kinds = BTreeMap::new();
    let mut topics = BTreeMap::new();
    let mut audiences = BTreeMap::new();
    let mut languages = BTreeMap::new();
    for (group, count) in groups.filter(|(_, count)| *count > 0) {
        *kinds.entry(group.kind).or_default() += count;
        for topic in &group.topics {
            *topics.entry(topic.as_str()).or_default() += count;
        }
        for audience in &group.audiences {
            *audiences.entry(*audience).or_default() += count;
        }
        for locale in &group.locales {
            *languages.entry(*locale).or_default() += count;
        }
    }
    let topics = by_count(topics).into_iter().map(|(id, count)| (id.to_owned(), count));
    Facets {
        kinds: by_count(kinds),
        topics: topics.collect(),
        audiences: by_count(audiences),
        languages: by_count(languages),
        ..Facets::default()
    }
}

fn by_count<T: Ord>(counts: BTreeMap<T, usize>) -> Vec<(T, usize)> {
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts
}
