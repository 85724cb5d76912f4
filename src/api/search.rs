//! `search` and `suggest`.

use serde::Serialize;

use super::parameters::Parameters;
use super::refusal::Refusal;
use super::wire::{self, CodeName};
use super::{Question, Response};
use crate::geo::PlaceQuery;
use crate::model::{
    ChecklistId, EventId, GuideId, Locale, MunicipalityCode, PageId, ServiceId, TopicId,
};
use crate::pages::{Page, Site};
use crate::search::{Facets, Hit, HitKind, Query};
use crate::signpost;

/// How many hits are given when nobody says.
const LIMIT_DEFAULT: usize = 10;
/// How many completions are given.
const SUGGESTIONS_MAX: usize = 8;

#[derive(Serialize)]
struct SearchWire {
    query: String,
    locale: String,
    total: usize,
    took_us: u64,
    limit: usize,
    offset: usize,
    understood: Understood,
    planned: Option<HitWire>,
    hits: Vec<HitWire>,
    nearest: Vec<String>,
    facets: FacetsWire,
}

#[derive(Serialize)]
struct Understood {
    municipality: Option<CodeName>,
    corrected: Option<String>,
}

#[derive(Serialize)]
struct HitWire {
    kind: &'static str,
    id: String,
    title: String,
    summary: String,
    snippet: String,
    url: Option<String>,
    score: f32,
    provision: Option<ProvisionWire>,
}

#[derive(Serialize)]
struct ProvisionWire {
    state: &'static str,
    url: String,
}

#[derive(Serialize)]
struct FacetsWire {
    kinds: Vec<Facet>,
    topics: Vec<Facet>,
    audiences: Vec<Facet>,
    municipalities: Vec<Facet>,
    eid: Vec<Facet>,
    languages: Vec<Facet>,
}

#[derive(Serialize)]
struct Facet {
    value: String,
    count: usize,
}

#[derive(Serialize)]
struct Suggestions {
    suggestions: Vec<SuggestionWire>,
}

#[derive(Serialize)]
struct SuggestionWire {
    text: String,
    kind: &'static str,
    url: Option<String>,
}

/// Finds services, guides, municipalities and pages.
pub(super) fn search(
    site: &Site,
    parameters: &Parameters<'_>,
    question: &Question<'_>,
) -> Result<Response, Refusal> {
    let (limit, offset) = parameters.range(LIMIT_DEFAULT)?;
    let chosen = parameters.municipality()?.map(|municipality| municipality.code);
    let query = Query {
        municipality: chosen,
        kind: parameters.kind()?,
        topic: parameters.topic()?,
        audience: parameters.audience()?,
        provided_in: parameters.provided_in()?,
        eid: parameters.eid()?,
        language: parameters.language()?,
        day: Some(signpost::day_in_sweden(question.now)),
        limit,
        offset,
        ..Query::new(parameters.text("q")?, parameters.locale()?)
    };
    let results = site.snapshot.index.search(&query);
    let catalog = &site.snapshot.catalog;
    let place = chosen.or(results.understood);
    let wire_hit = |hit: Hit| hit_wire(site, hit, &query, place, question.now);
    let mut answer = SearchWire {
        locale: query.locale.to_string(),
        total: results.total,
        took_us: 0,
        limit,
        offset,
        understood: Understood {
            municipality: results.understood.map(|code| {
                let code = signpost::current(catalog, signpost::day_in_sweden(question.now), code);
                CodeName::of(catalog, code, query.locale)
            }),
            corrected: results.corrected,
        },
        planned: results.planned.map(wire_hit),
        hits: results.hits.into_iter().map(wire_hit).collect(),
        nearest: results.nearest,
        facets: facets(results.facets),
        query: query.text.clone(),
    };
    let steady = Response::json(&answer).body;
    answer.took_us = (question.elapsed_us)();
    Ok(Response { steady: Some(steady), ..Response::json(&answer) })
}

fn hit_wire(
    site: &Site,
    hit: Hit,
    query: &Query,
    place: Option<MunicipalityCode>,
    now: jiff::Timestamp,
) -> HitWire {
    let service = (hit.kind == HitKind::Service).then(|| ServiceId::parse(&hit.id)).flatten();
    let provision = service.zip(place).map(|(service, code)| ProvisionWire {
        state: state(site, &service, code, now),
        url: site.url(query.locale, &Page::Answer(service, code)),
    });
    HitWire {
        kind: wire::hit_kind(hit.kind),
        url: url(site, query.locale, hit.kind, &hit.id),
        id: hit.id,
        title: hit.title,
        summary: hit.summary,
        snippet: hit.snippet,
        score: hit.score,
        provision,
    }
}

/// The state of a service in a municipality, as the signpost decides it.
fn state(
    site: &Site,
    service: &ServiceId,
    code: MunicipalityCode,
    now: jiff::Timestamp,
) -> &'static str {
    let snapshot = &site.snapshot;
    let query = PlaceQuery::Municipality(code.to_string());
    let found = snapshot.geo.find(&query, signpost::day_in_sweden(now));
    let sign = signpost::signpost(&snapshot.catalog, &snapshot.geo, service, found, now);
    wire::outcome_state(sign.usual())
}

fn facets(facets: Facets) -> FacetsWire {
    let facet = |value: &str, count: usize| Facet { value: value.to_owned(), count };
    let kinds = facets.kinds.iter().map(|(kind, count)| facet(wire::hit_kind(*kind), *count));
    let topics = facets.topics.iter().map(|(topic, count)| facet(topic, *count));
    let audiences =
        facets.audiences.iter().map(|(people, count)| facet(wire::audience(*people), *count));
    let municipalities =
        facets.municipalities.iter().map(|(code, count)| facet(&code.to_string(), *count));
    let eid = facets.eid.iter().map(|(needed, count)| facet(&needed.to_string(), *count));
    let languages = facets.languages.iter().map(|(locale, count)| facet(locale.as_str(), *count));
    FacetsWire {
        kinds: kinds.collect(),
        topics: topics.collect(),
        audiences: audiences.collect(),
        municipalities: municipalities.collect(),
        eid: eid.collect(),
        languages: languages.collect(),
    }
}

/// Completes what has been typed.
pub(super) fn suggest(site: &Site, parameters: &Parameters<'_>) -> Result<Response, Refusal> {
    let locale = parameters.locale()?;
    let text = parameters.text("q")?;
    // The municipality changes nothing yet, but a wrong one is told.
    parameters.municipality()?;
    let found = site.snapshot.index.suggest(text, locale, SUGGESTIONS_MAX);
    let suggestions = found.into_iter().map(|suggestion| SuggestionWire {
        kind: wire::hit_kind(suggestion.kind),
        url: url(site, locale, suggestion.kind, &suggestion.id),
        text: suggestion.text,
    });
    Ok(Response::json(&Suggestions { suggestions: suggestions.collect() }).kept())
}

/// The address of a hit's page, from the root.
fn url(site: &Site, locale: Locale, kind: HitKind, id: &str) -> Option<String> {
    let page = match kind {
        HitKind::Service => Page::Service(ServiceId::parse(id)?),
        HitKind::Guide => Page::Guide(GuideId::parse(id)?, None),
        HitKind::Checklist => Page::Checklist(ChecklistId::parse(id)?),
        HitKind::Event => Page::Event(EventId::parse(id)?),
        HitKind::Municipality => {
            Page::Municipality(site.snapshot.catalog.municipality_by_slug(id)?.code)
        }
        HitKind::Topic => Page::Topic(TopicId::parse(id)?),
        HitKind::Page => Page::Static(PageId::parse(id)?),
    };
    Some(site.url(locale, &page))
}
