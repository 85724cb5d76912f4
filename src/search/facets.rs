//! Filters and counts over all hits.

use std::collections::BTreeMap;

use super::records::Entry;
use super::{Facets, Query};
use crate::model::MunicipalityCode;

/// How many codes four digits can make.
const CODES: usize = 10_000;

/// Whether an entry passes the filters of a query. What names no audience is for everybody.
pub(super) fn passes(entry: &Entry, query: &Query, here: Option<MunicipalityCode>) -> bool {
    let audience = |wanted| entry.audiences.is_empty() || entry.audiences.contains(wanted);
    query.kind.is_none_or(|kind| entry.kind == kind)
        && query.topic.as_ref().is_none_or(|topic| entry.topics.contains(topic))
        && query.audience.as_ref().is_none_or(audience)
        && query.provided_in.is_none_or(|code| entry.places.binary_search(&code).is_ok())
        && query.eid.is_none_or(|needed| has_eid(entry, needed, here))
        && query.language.is_none_or(|locale| entry.locales.contains(&locale))
}

/// Whether a thing can be done with (or without) e-identification in a municipality, or in any.
fn has_eid(entry: &Entry, needed: bool, here: Option<MunicipalityCode>) -> bool {
    let places = if needed { &entry.with_eid } else { &entry.without_eid };
    here.map_or(!places.is_empty(), |code| places.binary_search(&code).is_ok())
}

/// How many of the entries there are per value, the most frequent first.
pub(super) fn count<'a>(
    entries: impl Iterator<Item = &'a Entry>,
    here: Option<MunicipalityCode>,
) -> Facets {
    let mut kinds = BTreeMap::new();
    let mut topics = BTreeMap::new();
    let mut audiences = BTreeMap::new();
    // A service has a place in every municipality, so these are counted by their digits.
    let mut municipalities = vec![0_usize; CODES];
    let mut known: Vec<MunicipalityCode> = Vec::new();
    let mut eid = BTreeMap::new();
    let mut languages = BTreeMap::new();
    for entry in entries {
        *kinds.entry(entry.kind).or_default() += 1;
        for topic in &entry.topics {
            *topics.entry(topic.as_str()).or_default() += 1;
        }
        for audience in &entry.audiences {
            *audiences.entry(*audience).or_default() += 1;
        }
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
        for locale in &entry.locales {
            *languages.entry(*locale).or_default() += 1;
        }
    }
    let topics = by_count(topics).into_iter().map(|(id, count)| (id.to_owned(), count)).collect();
    let count = |code: MunicipalityCode| (code, municipalities[usize::from(code.number())]);
    known.sort();
    let mut municipalities: Vec<_> = known.into_iter().map(count).collect();
    municipalities.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    Facets {
        kinds: by_count(kinds),
        topics,
        audiences: by_count(audiences),
        municipalities,
        eid: by_count(eid),
        languages: by_count(languages),
    }
}

fn by_count<T: Ord>(counts: BTreeMap<T, usize>) -> Vec<(T, usize)> {
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts
}
