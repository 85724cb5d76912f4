//! From files to facts: never fails, and tells every mistake in one run.
//!
//! One file per noun. `layout` knows the folders, `reader` the tables of a TOML file, `value` what
//! a single value may be; what cannot be read is left out and told.

mod decode;
mod guide;
mod json;
mod layer;
mod layout;
mod municipality;
mod organisation;
mod places;
mod portal;
mod provision;
mod reader;
mod service;
mod shape;
mod text;
mod value;
mod words;

use std::collections::BTreeMap;

use rayon::prelude::*;

pub(crate) use decode::Lines;
pub(crate) use reader::shown;

use layer::Use;
use layout::{Folder, Layout};
use reader::{Read, Report};

use crate::model::{Catalog, Locale, Municipality, MunicipalityCode, Portal, Target};
use crate::problem::{Code, Problem};
use crate::tree::SourceTree;

/// Reads a whole portal. What cannot be read is left out and told; the rest is there.
/// The problems come sorted by file and line.
#[must_use]
pub fn catalog(tree: &SourceTree) -> (Catalog, Vec<Problem>) {
    let mut report = Report::default();
    let layout = layout::sort(tree, &mut report);
    let portal = portal(&layout, &mut report);
    let locales = portal.locales.clone();

    let mut catalog = Catalog { portal, ..Catalog::default() };
    things(&layout, &locales, &mut catalog, &mut report);
    municipalities(&layout, &locales, &mut catalog, &mut report);
    singles(&layout, &locales, &mut catalog, &mut report);
    maps(&layout, &locales, &mut catalog, &mut report);
    missing_facts(&layout, &mut report);

    let Report { mut problems, mut references } = report;
    references.retain(|reference| !is_unread(&reference.target, &layout, &catalog));
    catalog.references = references;
    problems.sort();
    problems.dedup();
    (catalog, problems)
}

/// Whether a mention names something that has files which could not be read. That was told once,
/// and telling it again at every mention would bury it.
fn is_unread(target: &Target, layout: &Layout<'_>, catalog: &Catalog) -> bool {
    let slug = |slug: &str| {
        layout.municipalities.contains_key(slug) && catalog.municipality_by_slug(slug).is_none()
    };
    let organisation =
        |id: &str| layout.organisations.contains_key(id) && !catalog.organisations.contains_key(id);
    match target {
        Target::Service(id) => {
            layout.services.contains_key(id.as_str()) && !catalog.services.contains_key(id.as_str())
        }
        Target::Guide(id) => {
            layout.guides.contains_key(id.as_str()) && !catalog.guides.contains_key(id.as_str())
        }
        Target::Layer(id) => {
            layout.layers.contains_key(id.as_str()) && !catalog.layers.contains_key(id.as_str())
        }
        Target::Organisation(id) => organisation(id),
        Target::Municipality(id) => slug(id),
        Target::Contact(id) => organisation(id) || slug(id),
        // The code stands in a file that was not read, so it may be this one.
        Target::MunicipalityCode(code) => {
            layout.municipalities.len() > catalog.municipalities.len()
                && catalog.municipality(code).is_none()
        }
        Target::Topic(_) | Target::Event(_) | Target::Page(_) | Target::Area(..) => false,
    }
}

fn portal(layout: &Layout<'_>, report: &mut Report) -> Portal {
    if let Some(source) = layout.single.get("samvis.toml") {
        portal::portal(*source).into(report).unwrap_or_else(empty_portal)
    } else {
        let message = "the portal has no samvis.toml".to_owned();
        report.tell(Problem::new(Code::MissingFile, "samvis.toml", message));
        empty_portal()
    }
}

fn empty_portal() -> Portal {
    Portal { locales: vec![Locale::SV], ..Portal::default() }
}

/// Reads things in parallel; their order is that of the files.
fn all<'t, K, F, T>(
    files: &'t BTreeMap<K, F>,
    report: &mut Report,
    read: impl Fn(&'t K, &'t F) -> Option<Read<T>> + Sync,
) -> Vec<T>
where
    K: Ord + Sync,
    F: Sync,
    T: Send,
{
    let read: Vec<_> = files.par_iter().filter_map(|(key, file)| read(key, file)).collect();
    read.into_iter().filter_map(|read| read.into(report)).collect()
}

fn things(layout: &Layout<'_>, locales: &[Locale], catalog: &mut Catalog, report: &mut Report) {
    let services = all(&layout.services, report, |id, folder| service::read(id, folder, locales));
    catalog.services = services.into_iter().map(|service| (service.id.clone(), service)).collect();
    let guides = all(&layout.guides, report, |id, folder| guide::read(id, folder, locales));
    catalog.guides = guides.into_iter().map(|guide| (guide.id.clone(), guide)).collect();
    let pages = all(&layout.pages, report, |id, folder| guide::page(id, folder));
    catalog.pages = pages.into_iter().map(|page| (page.id.clone(), page)).collect();
    let notices = all(&layout.notices, report, |id, folder| portal::notice(id, folder, locales));
    catalog.notices = notices.into_iter().map(|notice| (notice.id.clone(), notice)).collect();
    let organisations =
        all(&layout.organisations, report, |id, folder| organisation::read(id, folder, locales));
    catalog.organisations = organisations
        .into_iter()
        .map(|organisation| (organisation.id.clone(), organisation))
        .collect();
}

fn municipalities(
    layout: &Layout<'_>,
    locales: &[Locale],
    catalog: &mut Catalog,
    report: &mut Report,
) {
    let read = all(&layout.municipalities, report, |slug, folder| {
        municipality::read(slug, folder, locales)
    });
    let mut codes: BTreeMap<String, MunicipalityCode> = BTreeMap::new();
    for municipality in read {
        add_municipality(municipality, catalog, &mut codes, report);
    }
    let provisions = all(&layout.provisions, report, |(slug, service), folder| {
        // A municipality that could not be read has been told; its provisions have nowhere to go.
        let code = codes.get(*slug)?;
        provision::read((*code, service), folder, locales)
    });
    catalog.provisions = provisions
        .into_iter()
        .map(|provision| ((provision.service.clone(), provision.municipality), provision))
        .collect();
}

fn add_municipality(
    municipality: Municipality,
    catalog: &mut Catalog,
    codes: &mut BTreeMap<String, MunicipalityCode>,
    report: &mut Report,
) {
    let code = municipality.code;
    if let Some(other) = catalog.municipalities.get(&code) {
        let message = format!("the code {code} is also in {}", other.path);
        let problem = Problem::new(Code::Duplicate, &municipality.path, message);
        report.tell(problem.hint("a code belongs to one municipality".to_owned()));
        return;
    }
    codes.insert(municipality.slug.to_string(), code);
    catalog.municipalities.insert(code, municipality);
}

fn singles(layout: &Layout<'_>, locales: &[Locale], catalog: &mut Catalog, report: &mut Report) {
    let file = |path: &str| layout.single.get(path).copied();
    if let Some(file) = file("content/topics.toml") {
        catalog.topics = guide::topics(file, locales).into(report).unwrap_or_default();
    }
    if let Some(file) = file("content/events.toml") {
        catalog.events = guide::events(file, locales).into(report).unwrap_or_default();
    }
    if let Some(file) = file("content/redirects.toml") {
        catalog.redirects = portal::redirects(file).into(report).unwrap_or_default();
    }
    if let Some(file) = file("content/accessibility.toml") {
        catalog.accessibility = portal::accessibility(file, locales).into(report);
    }
    catalog.words = words::read(&layout.words, report);
}

fn maps(layout: &Layout<'_>, locales: &[Locale], catalog: &mut Catalog, report: &mut Report) {
    let base = catalog.portal.maps.base.clone();
    let layers = all(&layout.layers, report, |id, files| {
        let is_base = base.as_ref().is_some_and(|base| base.as_str() == *id);
        layer::read(id, files, locales, if is_base { Use::Background } else { Use::Areas })
    });
    catalog.layers = layers.into_iter().map(|layer| (layer.id.clone(), layer)).collect();
    catalog.gazetteer = places::read(&layout.single, locales, report);
}

/// Tells of texts without facts, provisions without a municipality, and layers with one of two files.
fn missing_facts(layout: &Layout<'_>, report: &mut Report) {
    let mut missing = |path: String, what: &str| {
        report.tell(Problem::new(
            Code::MissingFile,
            &path,
            format!("this file is missing: {what}"),
        ));
    };
    let without = |folder: &&Folder<'_>| folder.facts.is_none();
    let folders = [
        (&layout.services, "services", "service.toml"),
        (&layout.guides, "guides", "guide.toml"),
        (&layout.notices, "notices", "notice.toml"),
        (&layout.municipalities, "municipalities", "municipality.toml"),
    ];
    for (folders, kind, name) in folders {
        for (id, _) in folders.iter().filter(|(_, folder)| without(folder)) {
            missing(format!("content/{kind}/{id}/{name}"), "the texts beside it have no facts");
        }
    }
    for ((slug, service), folder) in &layout.provisions {
        if folder.facts.is_none() {
            let path = format!("content/municipalities/{slug}/provisions/{service}.toml");
            missing(path, "the texts beside it have no facts");
        }
    }
    let slugs: std::collections::BTreeSet<&str> =
        layout.provisions.keys().map(|(slug, _)| *slug).collect();
    for slug in slugs.into_iter().filter(|slug| !layout.municipalities.contains_key(slug)) {
        let path = format!("content/municipalities/{slug}/municipality.toml");
        missing(path, "there are provisions but no municipality");
    }
    for (id, files) in &layout.layers {
        if files.facts.is_none() {
            missing(format!("maps/{id}.toml"), "the layer does not say where it is from");
        } else if files.shapes.is_none() {
            missing(format!("maps/{id}.geojson"), "the layer has no areas");
        }
    }
}
