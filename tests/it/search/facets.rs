//! A count beside a filter is a promise: who follows it finds so many.

use samvis::model::{Audience, MunicipalityCode};
use samvis::search::{Query, Results};

use super::query;
use crate::site;

const QUERIES: [&str; 6] = ["bygglov", "tillstånd", "avfall", "skola", "restaurang", "hund"];

fn find(asked: &Query) -> Results {
    site::shipped().snapshot.index.search(asked)
}

#[test]
fn every_count_is_what_its_filter_finds() {
    let mut seen = [0_usize; 5];
    for words in QUERIES {
        let all = query(words);
        let facets = find(&all).facets;
        for (kind, count) in &facets.kinds {
            assert_eq!(
                find(&Query { kind: Some(*kind), ..all.clone() }).total,
                *count,
                "{words}: {kind:?}"
            );
            seen[0] += 1;
        }
        for (topic, count) in &facets.topics {
            let topic = samvis::model::TopicId::parse(topic);
            assert_eq!(
                find(&Query { topic: topic.clone(), ..all.clone() }).total,
                *count,
                "{words}: {topic:?}"
            );
            seen[1] += 1;
        }
        for (code, count) in &facets.municipalities {
            let filtered = find(&Query { provided_in: Some(*code), ..all.clone() });
            assert_eq!(filtered.total, *count, "{words}: {code}");
            seen[2] += 1;
        }
        for (needed, count) in &facets.eid {
            assert_eq!(
                find(&Query { eid: Some(*needed), ..all.clone() }).total,
                *count,
                "{words}: e-ID {needed}"
            );
            seen[3] += 1;
        }
        for (locale, count) in &facets.languages {
            let filtered = find(&Query { language: Some(*locale), ..all.clone() });
            assert_eq!(filtered.total, *count, "{words}: {locale}");
            seen[4] += 1;
        }
    }
    assert!(seen.iter().all(|seen| *seen > 0), "each facet was tried: {seen:?}");
}

#[test]
fn what_names_no_audience_is_for_everybody() {
    let all = query("bygglov");
    for (audience, count) in find(&all).facets.audiences {
        let filtered = find(&Query { audience: Some(audience), ..all.clone() }).total;
        assert!(filtered >= count, "{audience:?}: {filtered} of at least {count}");
    }
    let business = Query { audience: Some(Audience::Business), ..query("serveringstillstånd") };
    assert!(find(&business).hits.iter().any(|hit| hit.id == "serveringstillstand-stadigvarande"));
}

#[test]
fn e_identification_is_counted_for_the_municipality_that_is_meant() {
    let code = MunicipalityCode::parse("2283").expect("four digits");
    let here = Query { municipality: Some(code), ..query("bygglov") };
    let everywhere = find(&query("bygglov")).facets.eid;
    let facets = find(&here).facets;
    for (needed, count) in &facets.eid {
        assert_eq!(find(&Query { eid: Some(*needed), ..here.clone() }).total, *count);
        let in_any =
            everywhere.iter().find(|(other, _)| other == needed).map_or(0, |(_, count)| *count);
        assert!(*count <= in_any, "no more than anywhere");
    }
}
