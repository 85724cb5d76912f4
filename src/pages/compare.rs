//! The same service in several municipalities, side by side: what it costs, how long it takes, how
//! to apply, and when that was last confirmed.

use serde::Serialize;

use super::Page;
use super::answer::{explanation, ways};
use super::checklist::{PriceView, price_view};
use super::showing::{Head, Said, Showing, View};
use super::start::parent;
use super::view::{ChannelItem, County, MunicipalityItem, by_county, state};
use crate::model::ServiceId;
use crate::plan::compare::{self, COLUMNS_MAX, Column};

#[derive(Serialize)]
struct ComparePage {
    title: Said,
    service_href: String,
    columns: Vec<ColumnView>,
    counties: Vec<County>,
    /// The slugs of those that are chosen, for the form.
    chosen: Vec<String>,
    unknown: Option<String>,
    too_many: bool,
    most: usize,
    json: Option<String>,
}

#[derive(Serialize)]
struct ColumnView {
    name: String,
    href: String,
    state: &'static str,
    explanation: String,
    price: PriceView,
    time: Option<Said>,
    statutory: bool,
    channel: Option<ChannelItem>,
    requires: Vec<Said>,
    local_rules: bool,
    confirmed: Option<String>,
    source: Option<String>,
    /// The same comparison without this municipality.
    without: String,
}

pub(super) fn view(showing: &Showing<'_>, id: &ServiceId) -> Option<View> {
    let catalog = showing.catalog();
    let service = catalog.services.get(id)?;
    let (locale, text) = service.texts.best(showing.locale)?;
    let chosen = compare::chosen(catalog, &showing.visit.query);
    let facts = (catalog, showing.site.snapshot.geo.as_ref());
    let columns = compare::compare(facts, service, &chosen.codes, showing.now);
    let slugs: Vec<String> = chosen
        .codes
        .iter()
        .filter_map(|code| catalog.municipalities.get(code))
        .map(|municipality| municipality.slug.to_string())
        .collect();
    let views = columns.iter().enumerate();
    let views = views.map(|(at, column)| column_view(showing, id, column, &without(&slugs, at)));
    let page = ComparePage {
        title: Said { text: text.title.clone(), lang: showing.foreign(locale) },
        service_href: showing.url(&Page::Service(id.clone())),
        columns: views.collect(),
        counties: by_county(showing, |municipality| MunicipalityItem {
            code: municipality.slug.to_string(),
            name: municipality.name(showing.locale).to_owned(),
            href: String::new(),
            state: None,
        }),
        json: (!slugs.is_empty()).then(|| {
            let query = query_of(&slugs);
            format!("/api/v1/services/{id}/compare{query}&locale={}", showing.locale)
        }),
        unknown: chosen.unknown.map(|name| name.chars().take(60).collect()),
        too_many: chosen.too_many,
        most: COLUMNS_MAX,
        chosen: slugs.clone(),
    };
    let title = showing.words("compare-title", &[("service", text.title.as_str().into())]);
    let head = Head {
        title,
        parents: vec![
            parent(showing, &Page::Services, "nav-services"),
            showing.link(&Page::Service(id.clone()), &text.title),
        ],
        canonical: Some(Page::Service(id.clone())),
        noindex: true,
        query: query_of(&slugs),
        service: Some(id.clone()),
        ..Head::default()
    };
    let status = if page.unknown.is_some() { 404 } else { 200 };
    Some(View::new("pages/compare.html", head, &page).status(status))
}

fn query_of(slugs: &[String]) -> String {
    let pairs: Vec<String> = slugs.iter().map(|slug| format!("municipality={slug}")).collect();
    if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) }
}

fn without(slugs: &[String], at: usize) -> String {
    let others = slugs.iter().enumerate().filter(|(other, _)| *other != at);
    query_of(&others.map(|(_, slug)| slug.clone()).collect::<Vec<_>>())
}

fn column_view(
    showing: &Showing<'_>,
    id: &ServiceId,
    column: &Column<'_>,
    without: &str,
) -> ColumnView {
    let name = showing.municipality_name(column.municipality);
    let service = &showing.catalog().services[id];
    let provision = column.provision;
    ColumnView {
        href: showing.url(&Page::Answer(id.clone(), column.municipality)),
        state: state(column.signpost.outcome),
        explanation: explanation(showing, service, &column.signpost, &name),
        price: price_view(showing, &column.price),
        time: column.time.map(|time| showing.said(&time.text)),
        statutory: column.time.is_some_and(|time| time.statutory),
        channel: ways(showing, &column.signpost).into_iter().find(|it| !it.closed),
        requires: provision
            .map_or_else(Vec::new, |it| it.requires.iter().map(|it| showing.said(it)).collect()),
        local_rules: provision.is_some_and(|provision| !provision.texts.is_empty()),
        confirmed: provision.map(|provision| showing.date(provision.confirmed)),
        source: provision.map(|provision| provision.source.clone()),
        without: format!("{}{without}", showing.url(&Page::Compare(id.clone()))),
        name,
    }
}
