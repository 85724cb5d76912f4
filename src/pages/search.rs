//! Search results: what was understood, the hits with their state here, ways to narrow, ways on.

use serde::Serialize;

use super::query::{AUDIENCES, EVERYWHERE, KINDS, joined, name_of};
use super::showing::{Head, Showing, View};
use super::start::{TopicCard, topic_cards};
use super::view::{County, state};
use super::{Page, municipalities};
use crate::model::{ChecklistId, EventId, GuideId, MunicipalityCode, PageId};
use crate::search::{Hit, HitKind, QUERY_LENGTH_MAX, Query, Results};

/// Hits on a page.
const HITS: usize = 10;

#[derive(Serialize)]
struct SearchPage {
    text: String,
    length_max: usize,
    asked: bool,
    total: usize,
    hits: Vec<HitView>,
    understood: Option<Understood>,
    chosen: Option<String>,
    corrected: Option<String>,
    facets: Vec<Facet>,
    pages: Vec<PageLink>,
    previous: Option<String>,
    next: Option<String>,
    page: usize,
    page_count: usize,
    counties: Vec<County>,
    topics: Vec<TopicCard>,
    mistakes: Vec<&'static str>,
}

#[derive(Serialize)]
struct HitView {
    kind: &'static str,
    title: String,
    snippet: String,
    href: String,
    state: Option<&'static str>,
}

#[derive(Serialize)]
struct Understood {
    name: String,
    /// The same search in every municipality.
    undo: String,
}

#[derive(Serialize)]
struct Facet {
    name: &'static str,
    values: Vec<FacetValue>,
    /// The same search without this choice, when one is made.
    clear: Option<String>,
}

#[derive(Serialize)]
struct FacetValue {
    /// The word's key, or empty when `title` says it.
    key: String,
    title: String,
    count: usize,
    href: String,
    current: bool,
}

#[derive(Serialize)]
struct PageLink {
    number: usize,
    href: String,
    current: bool,
}

pub(super) fn view(showing: &Showing<'_>) -> View {
    let asked = !showing.query.text.is_empty();
    let results = if asked { results(showing) } else { Results::default() };
    let here = showing.chosen().or(results.understood).filter(|_| !showing.query.everywhere);
    let page = page(showing, asked, &results, here);
    let title = if asked {
        showing.words("search-title-for", &[("query", showing.query.text.as_str().into())])
    } else {
        showing.word("search-title")
    };
    let head = Head {
        title,
        description: showing.word("search-description"),
        noindex: asked,
        municipality: here,
        ..Head::default()
    };
    View::new("pages/search.html", head, &page).status(showing.query.status())
}

fn results(showing: &Showing<'_>) -> Results {
    showing.site.snapshot.index.search(&Query {
        text: showing.query.text.clone(),
        locale: showing.locale,
        municipality: showing.chosen(),
        kind: showing.query.kind,
        topic: showing.query.topic.clone(),
        audience: showing.query.audience,
        limit: HITS,
        offset: (showing.query.page - 1) * HITS,
    })
}

fn page(
    showing: &Showing<'_>,
    asked: bool,
    results: &Results,
    here: Option<MunicipalityCode>,
) -> SearchPage {
    let page_count = results.total.div_ceil(HITS);
    let current = showing.query.page;
    let link = |number: usize| here_with(showing, "page", &number.to_string());
    SearchPage {
        text: showing.query.text.clone(),
        length_max: QUERY_LENGTH_MAX,
        asked,
        total: results.total,
        hits: results.hits.iter().filter_map(|hit| hit_view(showing, hit, here)).collect(),
        understood: results.understood.filter(|code| Some(*code) == here).map(|code| Understood {
            name: showing.municipality_name(code),
            undo: here_with(showing, "municipality", EVERYWHERE),
        }),
        chosen: here.map(|code| code.to_string()),
        corrected: results.corrected.clone(),
        facets: facets(showing, results),
        pages: pages(page_count, current)
            .map(|number| PageLink { number, href: link(number), current: number == current })
            .collect(),
        previous: (current > 1 && page_count > 1).then(|| link(current - 1)),
        next: (current < page_count).then(|| link(current + 1)),
        page: current,
        page_count,
        counties: municipalities::linked_counties(showing),
        topics: if results.hits.is_empty() { topic_cards(showing) } else { Vec::new() },
        mistakes: showing.query.mistakes.iter().map(|mistake| mistake.key()).collect(),
    }
}

/// The page numbers around the current one.
fn pages(count: usize, current: usize) -> impl Iterator<Item = usize> {
    let first = current.saturating_sub(2).max(1);
    first..=count.min(first + 4)
}

/// This search with one parameter changed (or left out, when empty); a new choice begins at page 1.
fn here_with(showing: &Showing<'_>, name: &str, value: &str) -> String {
    let query = &showing.query;
    let code = match query.municipality {
        Some(code) => code.to_string(),
        None if query.everywhere => EVERYWHERE.to_owned(),
        None => String::new(),
    };
    let audience = query.audience.map_or("", |it| name_of(&AUDIENCES, &it));
    let kind = query.kind.map_or("", |it| name_of(&KINDS, &it));
    let mut pairs = vec![
        ("q", query.text.as_str()),
        ("municipality", &code),
        ("topic", query.topic.as_ref().map_or("", |topic| topic.as_str())),
        ("audience", audience),
        ("kind", kind),
    ];
    pairs.retain(|(other, _)| *other != name);
    pairs.push((name, value));
    format!("{}{}", showing.url(&Page::Search), joined(&pairs))
}

fn hit_view(showing: &Showing<'_>, hit: &Hit, here: Option<MunicipalityCode>) -> Option<HitView> {
    let catalog = showing.catalog();
    let mut known = None;
    let page = match hit.kind {
        HitKind::Service => {
            let (id, _) = catalog.services.get_key_value(hit.id.as_str())?;
            known = here.map(|code| state(showing.signpost(id, code).outcome));
            match here {
                Some(code) => Page::Answer(id.clone(), code),
                None => Page::Service(id.clone()),
            }
        }
        HitKind::Guide => Page::Guide(GuideId::parse(&hit.id)?, None),
        HitKind::Checklist => Page::Checklist(ChecklistId::parse(&hit.id)?),
        HitKind::Event => Page::Event(EventId::parse(&hit.id)?),
        HitKind::Municipality => Page::Municipality(catalog.municipality(&hit.id)?.code),
        HitKind::Topic => Page::Topic(catalog.topic(&hit.id)?.id.clone()),
        HitKind::Page => Page::Static(PageId::parse(&hit.id)?),
    };
    Some(HitView {
        kind: name_of(&KINDS, &hit.kind),
        title: hit.title.clone(),
        snippet: if hit.snippet.is_empty() { escaped(&hit.summary) } else { hit.snippet.clone() },
        href: showing.url(&page),
        state: known,
    })
}

fn escaped(text: &str) -> String {
    let mut html = String::new();
    super::document::escape_into(&mut html, text);
    html
}

/// The ways to narrow the search: by kind, topic and audience, where there is more than one.
fn facets(showing: &Showing<'_>, results: &Results) -> Vec<Facet> {
    let query = &showing.query;
    let catalog = showing.catalog();
    let value =
        |name: &str, parameter: &str, title: String, count: usize, current: bool| FacetValue {
            key: if title.is_empty() { format!("{name}-{parameter}") } else { String::new() },
            title,
            count,
            href: here_with(showing, name, parameter),
            current,
        };
    let kinds = results.facets.kinds.iter().map(|(kind, count)| {
        let current = query.kind == Some(*kind);
        value("kind", name_of(&KINDS, kind), String::new(), *count, current)
    });
    let topics = results.facets.topics.iter().filter_map(|(id, count)| {
        let title = catalog.topic(id)?.title.text(showing.locale).to_owned();
        let current = query.topic.as_ref().is_some_and(|topic| topic.as_str() == id);
        Some(value("topic", id, title, *count, current))
    });
    let audiences = results.facets.audiences.iter().map(|(audience, count)| {
        let current = query.audience == Some(*audience);
        value("audience", name_of(&AUDIENCES, audience), String::new(), *count, current)
    });
    let facet = |name: &'static str, values: Vec<FacetValue>, chosen: bool| Facet {
        name,
        clear: chosen.then(|| here_with(showing, name, "")),
        values,
    };
    let all = [
        facet("kind", kinds.collect(), query.kind.is_some()),
        facet("audience", audiences.collect(), query.audience.is_some()),
        facet("topic", topics.collect(), query.topic.is_some()),
    ];
    all.into_iter().filter(|facet| facet.values.len() > 1 || facet.clear.is_some()).collect()
}
