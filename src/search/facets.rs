//! Filters and counts over all hits.

use std::collections::BTreeMap;

use super::records::Entry;
use super::{Facets, Query};

/// Whether an entry passes the filters of a query. What names no audience is for everybody.
pub(super) fn passes(entry: &Entry, query: &Query) -> bool {
    let audience = |wanted| entry.audiences.is_empty() || entry.audiences.contains(wanted);
    query.kind.is_none_or(|kind| entry.kind == kind)
        && query.topic.as_ref().is_none_or(|topic| entry.topics.contains(topic))
        && query.audience.as_ref().is_none_or(audience)
}

/// How many of the entries there are per value, the most frequent first.
pub(super) fn count<'a>(entries: impl Iterator<Item = &'a Entry>) -> Facets {
    let mut kinds = BTreeMap::new();
    let mut topics = BTreeMap::new();
    let mut audiences = BTreeMap::new();
    for entry in entries {
        *kinds.entry(entry.kind).or_default() += 1;
        for topic in &entry.topics {
            *topics.entry(topic.as_str().to_owned()).or_default() += 1;
        }
        for audience in &entry.audiences {
            *audiences.entry(*audience).or_default() += 1;
        }
    }
    Facets { kinds: by_count(kinds), topics: by_count(topics), audiences: by_count(audiences) }
}

fn by_count<T: Ord>(counts: BTreeMap<T, usize>) -> Vec<(T, usize)> {
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts
}
