//! Search results: what was understood, the hits with their state here, ways to narrow, ways on.

use serde::Serialize;

use super::query::{AUDIENCES, EID, EVERYWHERE, KINDS, joined, name_of};
use super::showing::{Head, Link, Showing, View};
use super::start::{TopicCard, topic_cards};
use super::view::{Contacts, County, contacts_of, state};
use super::{Missed, Page, municipalities};
use crate::markdown::escape_into;
use crate::model::{Audience, ChecklistId, EventId, GuideId, Locale, MunicipalityCode, PageId};
use crate::search::{Hit, HitKind, QUERY_LENGTH_MAX, Query, Results};
use crate::signpost::day_in_sweden;

/// Hits on a page.
const HITS: usize = 10;
/// The most municipalities that are offered to narrow by.
const MUNICIPALITIES_MAX: usize = 8;

#[derive(Serialize)]
struct SearchPage {
    text: String,
    length_max: usize,
    asked: bool,
    total: usize,
    hits: Vec<HitView>,
    /// On the first page: the checklist that gives a plan of what was looked for.
    plan: Option<PlanView>,
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
    /// When nothing was found: the nearest words, topics, and whom to ask.
    nearest: Vec<Link>,
    topics: Vec<TopicCard>,
    contacts: Option<Contacts>,
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
struct PlanView {
    title: String,
    summary: String,
    href: String,
    /// The first question, with the municipality already answered when it is known.
    begin: String,
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
    let missed = (asked && results.total == 0).then(|| missed(showing, here)).flatten();
    let view = View::new("pages/search.html", head, &page).status(showing.query.status());
    View { missed, ..view }
}

fn results(showing: &Showing<'_>) -> Results {
    showing.site.snapshot.index.search(&Query {
        municipality: showing.chosen(),
        kind: showing.query.kind,
        topic: showing.query.topic.clone(),
        audience: showing.query.audience,
        provided_in: showing.query.provided,
        eid: showing.query.eid,
        language: showing.query.language,
        words_only: showing.query.everywhere,
        day: Some(day_in_sweden(showing.now)),
        limit: HITS,
        offset: (showing.query.page - 1) * HITS,
        ..Query::new(&showing.query.text, showing.locale)
    })
}

/// What may be counted of a search that found nothing. Filters may be the reason, and a later page
/// is no search of its own, so neither counts.
fn missed(showing: &Showing<'_>, here: Option<MunicipalityCode>) -> Option<Missed> {
    let query = &showing.query;
    let is_filtered = query.kind.is_some()
        || query.topic.is_some()
        || query.audience.is_some()
        || query.provided.is_some()
        || query.eid.is_some()
        || query.language.is_some();
    if is_filtered || query.page > 1 || !query.mistakes.is_empty() {
        return None;
    }
    let words = showing.site.snapshot.index.common_words(&query.text, showing.locale);
    Some(Missed { words: words.unwrap_or_default(), locale: showing.locale, municipality: here })
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
    let planned = results.planned.as_ref().filter(|_| current == 1);
    let is_planned = |hit: &Hit| planned.is_some_and(|it| (it.kind, &it.id) == (hit.kind, &hit.id));
    let hits = results.hits.iter().filter(|hit| !is_planned(hit));
    SearchPage {
        text: showing.query.text.clone(),
        length_max: QUERY_LENGTH_MAX,
        asked,
        total: results.total,
        hits: hits.filter_map(|hit| hit_view(showing, hit, here)).collect(),
        plan: planned.and_then(|hit| plan_view(showing, hit, here)),
        understood: results.understood.filter(|code| Some(*code) == here).map(|code| Understood {
            name: showing.municipality_name(code),
            undo: here_with(showing, "municipality", EVERYWHERE),
        }),
        chosen: here.map(|code| code.to_string()),
        corrected: results.corrected.clone(),
        facets: facets(showing, results, here),
        pages: pages(page_count, current)
            .map(|number| PageLink { number, href: link(number), current: number == current })
            .collect(),
        previous: (current > 1 && page_count > 1).then(|| link(current - 1)),
        next: (current < page_count).then(|| link(current + 1)),
        page: current,
        page_count,
        counties: municipalities::linked_counties(showing),
        nearest: nearest(showing, results),
        topics: if results.hits.is_empty() { topic_cards(showing) } else { Vec::new() },
        contacts: (asked && results.total == 0).then(|| contacts(showing, here)),
        mistakes: showing.query.mistakes.iter().map(|mistake| mistake.key()).collect(),
    }
}

/// Searches for the words that look most like the visitor's.
fn nearest(showing: &Showing<'_>, results: &Results) -> Vec<Link> {
    let link = |word: &String| Link { href: here_with(showing, "q", word), title: word.clone() };
    results.nearest.iter().map(link).collect()
}

/// Who can be asked when nothing is found: the municipality, else those who answer for the portal.
fn contacts(showing: &Showing<'_>, here: Option<MunicipalityCode>) -> Contacts {
    let catalog = showing.catalog();
    match here.and_then(|code| catalog.municipalities.get(&code)) {
        Some(found) => {
            let name = found.name(showing.locale);
            contacts_of(showing, name, Some(&found.website), &found.contacts)
        }
        None => {
            let portal = &catalog.portal;
            let name = portal.contact_name.text(showing.locale);
            let website = portal.contact_url.as_deref().filter(|url| !url.starts_with('/'));
            contacts_of(showing, name, website, std::slice::from_ref(&portal.contact))
        }
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
    let eid = query.eid.map_or("", |it| name_of(&EID, &it));
    let provided = query.provided.map_or(String::new(), |code| code.to_string());
    let language = query.language.map_or(String::new(), |locale| locale.to_string());
    let mut pairs = vec![
        ("q", query.text.as_str()),
        ("municipality", &code),
        ("topic", query.topic.as_ref().map_or("", |topic| topic.as_str())),
        ("audience", audience),
        ("kind", kind),
        ("provided", &provided),
        ("eid", eid),
        ("language", &language),
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
            known = here.map(|code| state(showing.signpost(id, code).usual()));
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

/// The way to a plan.
fn plan_view(showing: &Showing<'_>, hit: &Hit, here: Option<MunicipalityCode>) -> Option<PlanView> {
    let id = ChecklistId::parse(&hit.id)?;
    let place = here.and_then(|code| showing.catalog().municipalities.get(&code));
    let place = place.map_or_else(String::new, |it| it.slug.to_string());
    let questions = showing.url(&Page::Questions(id.clone()));
    Some(PlanView {
        title: hit.title.clone(),
        summary: hit.summary.clone(),
        href: showing.url(&Page::Checklist(id)),
        begin: format!("{questions}{}", joined(&[("municipality", &place)])),
    })
}

fn escaped(text: &str) -> String {
    let mut html = String::new();
    escape_into(&mut html, text);
    html
}

/// The ways to narrow the search, where there is more than one value.
fn facets(showing: &Showing<'_>, results: &Results, here: Option<MunicipalityCode>) -> Vec<Facet> {
    let query = &showing.query;
    let all = [
        ("kind", kinds(showing, results), query.kind.is_some()),
        ("audience", audiences(showing, results), query.audience.is_some()),
        ("topic", topics(showing, results), query.topic.is_some()),
        ("provided", provided(showing, results, here), query.provided.is_some()),
        ("eid", eid(showing, results), query.eid.is_some()),
        ("language", languages(showing, results), query.language.is_some()),
    ];
    let facet = |(name, values, chosen): (&'static str, Vec<FacetValue>, bool)| Facet {
        name,
        clear: chosen.then(|| here_with(showing, name, "")),
        values,
    };
    let facets = all.into_iter().map(facet);
    let is_useful = |facet: &Facet| {
        let least = if facet.name == "provided" && here.is_some() { 1 } else { 2 };
        facet.values.len() >= least || facet.clear.is_some()
    };
    facets.filter(is_useful).collect()
}

/// A value of a facet. `parameter` is its name in the address; without a title its word is
/// `<name>-<parameter>`.
fn value(
    showing: &Showing<'_>,
    (name, parameter, title): (&str, &str, String),
    count: usize,
    current: bool,
) -> FacetValue {
    FacetValue {
        key: if title.is_empty() { format!("{name}-{parameter}") } else { String::new() },
        title,
        count,
        href: here_with(showing, name, parameter),
        current,
    }
}

fn kinds(showing: &Showing<'_>, results: &Results) -> Vec<FacetValue> {
    let one = |(kind, count): &(HitKind, usize)| {
        let current = showing.query.kind == Some(*kind);
        value(showing, ("kind", name_of(&KINDS, kind), String::new()), *count, current)
    };
    results.facets.kinds.iter().map(one).collect()
}

fn topics(showing: &Showing<'_>, results: &Results) -> Vec<FacetValue> {
    let one = |(id, count): &(String, usize)| {
        let title = showing.catalog().topic(id)?.title.text(showing.locale).to_owned();
        let current = showing.query.topic.as_ref().is_some_and(|topic| topic.as_str() == id);
        Some(value(showing, ("topic", id, title), *count, current))
    };
    results.facets.topics.iter().filter_map(one).collect()
}

fn audiences(showing: &Showing<'_>, results: &Results) -> Vec<FacetValue> {
    let one = |(audience, count): &(Audience, usize)| {
        let current = showing.query.audience == Some(*audience);
        let name = name_of(&AUDIENCES, audience);
        value(showing, ("audience", name, String::new()), *count, current)
    };
    results.facets.audiences.iter().map(one).collect()
}

/// The municipalities with most of the hits; where one is meant already, only what it provides.
fn provided(
    showing: &Showing<'_>,
    results: &Results,
    here: Option<MunicipalityCode>,
) -> Vec<FacetValue> {
    let counts = results.facets.municipalities.iter();
    let wanted = counts.filter(|(code, _)| here.is_none_or(|here| here == *code));
    let one = |(code, count): &(MunicipalityCode, usize)| {
        let current = showing.query.provided == Some(*code);
        let name = showing.municipality_name(*code);
        value(showing, ("provided", &code.to_string(), name), *count, current)
    };
    wanted.take(MUNICIPALITIES_MAX).map(one).collect()
}

fn eid(showing: &Showing<'_>, results: &Results) -> Vec<FacetValue> {
    let one = |(needed, count): &(bool, usize)| {
        let current = showing.query.eid == Some(*needed);
        value(showing, ("eid", name_of(&EID, needed), String::new()), *count, current)
    };
    results.facets.eid.iter().map(one).collect()
}

fn languages(showing: &Showing<'_>, results: &Results) -> Vec<FacetValue> {
    let words = &showing.site.words;
    let known = |(locale, _): &&(Locale, usize)| showing.site.locales().contains(locale);
    let one = |(locale, count): &(Locale, usize)| {
        let current = showing.query.language == Some(*locale);
        let name = words.get(*locale, "language-name", &[]);
        value(showing, ("language", locale.as_str(), name), *count, current)
    };
    results.facets.languages.iter().filter(known).map(one).collect()
}
