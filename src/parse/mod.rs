//! From files to facts: never fails, and tells every mistake in one run.
//!
//! One file per noun. `layout` knows the folders, `reader` the tables of a TOML file, `value` what
//! a single value may be; what cannot be read is left out and told.

mod checklist;
mod decode;
mod derive;
mod findability;
mod guide;
mod json;
mod kept;
mod layer;
mod layer_facts;
mod layout;
mod municipality;
mod organisation;
mod places;
mod portal;
mod provision;
mod readability;
mod reader;
mod service;
mod service_point;
mod shape;
mod sketch;
mod snippet;
mod text;
mod value;
mod words;

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use rayon::prelude::*;

pub(crate) use decode::{Lines, places_of};
pub use kept::Kept;
pub(crate) use layer::AREAS_MAX;
pub use readability::lix;
pub(crate) use reader::shown;
pub(crate) use shape::{POSITIONS_MAX, shape_fault};
pub use sketch::{Sketch, sketches};

use kept::{Files, Known, Setting, Things};
use layer::Use;
use layout::{Folder, Layout};
use reader::{Read, Report};

use crate::model::{
    Catalog, Locale, Municipality, MunicipalityCode, Portal, Provision, Provisions, Reference,
    Target,
};
use crate::problem::{Code, Problem};
use crate::tree::SourceTree;

/// About how many files are read before they are let go.
const PART_FILES: usize = 2_000;

/// Reads a whole portal. What cannot be read is left out and told; the rest is there.
/// The problems come sorted by file and line.
#[must_use]
pub fn catalog(tree: &SourceTree) -> (Catalog, Vec<Problem>) {
    read(tree, Vec::new(), |_| None).0
}

/// The same, letting the files go. Most files of a large portal are provisions, so these go part by
/// part as they are read: what they say needs as much room again.
#[must_use]
pub fn catalog_of(mut tree: SourceTree) -> (Catalog, Vec<Problem>) {
    let parts = tree.take_parts(layout::is_of_provision, PART_FILES);
    read(&tree, parts, |_| None).0
}

/// The same, taking over what was kept from an earlier tree and is still the same bytes.
#[must_use]
pub fn catalog_again(tree: &SourceTree, before: Option<Kept>) -> ((Catalog, Vec<Problem>), Kept) {
    let (told, kept) = read(tree, Vec::new(), |setting| Some(Kept::begin(setting, before)));
    let mut kept = kept.unwrap_or_default();
    kept.is_of(tree);
    (told, kept)
}

/// `parts` have nothing but provisions, which `tree` then has not.
fn read(
    tree: &SourceTree,
    parts: Vec<SourceTree>,
    keep: impl FnOnce(Setting) -> Option<Kept>,
) -> ((Catalog, Vec<Problem>), Option<Kept>) {
    let mut report = Report::default();
    let layout = layout::sort(tree, &mut report);
    let portal = portal(&layout, &mut report);
    let locales = portal.locales.clone();
    let mut kept = keep(Setting { locales: locales.clone(), base: portal.maps.base.clone() });

    let mut catalog = Catalog { portal, ..Catalog::default() };
    many(&layout, &mut catalog, kept.as_mut(), &mut report);
    few(&layout, &locales, &mut catalog, &mut report);
    let codes = municipalities(&layout, &mut catalog, kept.as_mut(), &mut report);
    let mut provisions = provisions(&layout, (&codes, &locales), kept.as_mut(), &mut report);
    missing_provisions(&layout, &layout, &mut report);
    let read_part = |part: SourceTree| {
        let mut report = Report::default();
        let part = layout::sort(&part, &mut report);
        let read = self::provisions(&part, (&codes, &locales), None, &mut report);
        missing_provisions(&part, &layout, &mut report);
        (read, report)
    };
    for (read, told) in parts.into_par_iter().map(read_part).collect::<Vec<_>>() {
        provisions.extend(read);
        report.take(told);
    }
    catalog.provisions = by_service(provisions);
    singles(&layout, &locales, &mut catalog, &mut report);
    maps(&layout, &mut catalog, kept.as_mut(), &mut report);
    derive::fill(&mut catalog, &mut report);
    catalog.service_points = service_point::gather(&catalog, &mut report);
    missing_facts(&layout, &catalog, &mut report);

    report.share();
    let Report { mut problems, shared: references, .. } = report;
    catalog.references = references;
    leave_out_unread(&layout, &mut catalog);
    snippet::fill(&mut catalog);
    problems.sort();
    problems.dedup();
    ((catalog, problems), kept)
}

/// Leaves out the mentions of what could not be read, where there is any such thing.
fn leave_out_unread(layout: &Layout<'_>, catalog: &mut Catalog) {
    let all_read = layout.services.len() == catalog.services.len()
        && layout.guides.len() == catalog.guides.len()
        && layout.checklists.len() == catalog.checklists.len()
        && layout.snippets.len() == catalog.snippets.len()
        && layout.layers.len() == catalog.layers.len()
        && layout.organisations.len() == catalog.organisations.len()
        && layout.municipalities.len() == catalog.municipalities.len();
    if all_read {
        return;
    }
    let read = |reference: &&Reference| !is_unread(&reference.target, layout, catalog);
    let references =
        catalog.references.iter().map(|of_one| of_one.iter().filter(read).cloned().collect());
    catalog.references = references.collect();
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
        Target::Checklist(id) => {
            layout.checklists.contains_key(id.as_str())
                && !catalog.checklists.contains_key(id.as_str())
        }
        Target::Snippet(id) => {
            layout.snippets.contains_key(id.as_str()) && !catalog.snippets.contains_key(id.as_str())
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

/// The same, taking over the things whose files are the same as before. `fits` tells whether a
/// thing is still what it was in all that its reading depends on besides its files.
fn all_kept<'t, K, F, T>(
    files: &'t BTreeMap<K, F>,
    things: Option<&mut Things<T>>,
    report: &mut Report,
    (fits, read): (
        impl Fn(&K, Option<&T>) -> bool + Sync,
        impl Fn(&'t K, &'t F) -> Option<Read<T>> + Sync,
    ),
) -> Vec<T>
where
    K: Ord + Sync,
    F: Files + Sync,
    T: Clone + Send + Sync,
{
    let Some(things) = things else { return all(files, report, read) };
    let before = &*things;
    let known_or_read = |(key, files): (&'t K, &'t F)| {
        let (path, _) = files.sources().next()?;
        let still = |known: &&Known<T>| known.is_of(files) && fits(key, known.read.value.as_ref());
        match before.get(path).filter(still) {
            Some(known) => Some((Arc::clone(&known.read), None)),
            None => {
                let known = Known::new(files, read(key, files)?);
                Some((Arc::clone(&known.read), Some((path, known))))
            }
        }
    };
    let found: Vec<_> = files.par_iter().filter_map(known_or_read).collect();
    let number = found.len();
    let mut values = Vec::with_capacity(number);
    for (read, new) in found {
        report.take_shared(&read.report);
        values.extend(read.value.clone());
        things.extend(new.map(|(path, known)| (Box::from(path), known)));
    }
    // What is no longer there is forgotten.
    if things.len() > number {
        let paths: HashSet<&str> = files
            .values()
            .filter_map(|files| files.sources().next())
            .map(|(path, _)| path)
            .collect();
        things.retain(|path, _| paths.contains(path.as_ref()));
    }
    values
}

/// Nothing but its files decides what a thing says.
fn always<K, T>(_: &K, _: Option<&T>) -> bool {
    true
}

/// Reads the kinds of which a portal has thousands.
fn many(
    layout: &Layout<'_>,
    catalog: &mut Catalog,
    mut kept: Option<&mut Kept>,
    report: &mut Report,
) {
    let locales = &catalog.portal.locales.clone();
    let things = kept.as_deref_mut().map(|kept| &mut kept.services);
    let read = |id: &&str, folder: &_| service::read(id, folder, locales);
    let services = all_kept(&layout.services, things, report, (always, read));
    catalog.services = services.into_iter().map(|service| (service.id.clone(), service)).collect();
    let things = kept.map(|kept| &mut kept.guides);
    let read = |id: &&str, folder: &_| guide::read(id, folder, locales);
    let guides = all_kept(&layout.guides, things, report, (always, read));
    catalog.guides = guides.into_iter().map(|guide| (guide.id.clone(), guide)).collect();
}

/// Reads the kinds of which a portal has a handful.
fn few(layout: &Layout<'_>, locales: &[Locale], catalog: &mut Catalog, report: &mut Report) {
    let pages = all(&layout.pages, report, |id, folder| guide::page(id, folder));
    catalog.pages = pages.into_iter().map(|page| (page.id.clone(), page)).collect();
    let snippets = all(&layout.snippets, report, |id, folder| snippet::read(id, folder));
    catalog.snippets = snippets.into_iter().map(|one| (one.id.clone(), one)).collect();
    let checklists =
        all(&layout.checklists, report, |id, files| checklist::read(id, files, locales));
    catalog.checklists = checklists.into_iter().map(|one| (one.id.clone(), one)).collect();
    let notices = all(&layout.notices, report, |id, folder| portal::notice(id, folder, locales));
    catalog.notices = notices.into_iter().map(|notice| (notice.id.clone(), notice)).collect();
    let organisations =
        all(&layout.organisations, report, |id, folder| organisation::read(id, folder, locales));
    catalog.organisations = organisations
        .into_iter()
        .map(|organisation| (organisation.id.clone(), organisation))
        .collect();
}

/// The codes of the municipalities by their slugs.
type Codes = BTreeMap<String, MunicipalityCode>;

fn municipalities(
    layout: &Layout<'_>,
    catalog: &mut Catalog,
    kept: Option<&mut Kept>,
    report: &mut Report,
) -> Codes {
    let locales = &catalog.portal.locales.clone();
    let things = kept.map(|kept| &mut kept.municipalities);
    let read = |slug: &&str, folder: &_| municipality::read(slug, folder, locales);
    let read = all_kept(&layout.municipalities, things, report, (always, read));
    let mut codes = Codes::new();
    for municipality in read {
        add_municipality(municipality, catalog, &mut codes, report);
    }
    codes
}

fn provisions(
    layout: &Layout<'_>,
    (codes, locales): (&Codes, &[Locale]),
    kept: Option<&mut Kept>,
    report: &mut Report,
) -> Vec<Arc<Provision>> {
    let things = kept.map(|kept| &mut kept.provisions);
    let code = |slug: &str| codes.get(slug).copied();
    // A provision is of the municipality whose folder it stands in, and says so by its code.
    let fits = |(slug, _): &(&str, &str), provision: Option<&Arc<Provision>>| {
        let code = code(slug);
        code.is_some() && provision.is_none_or(|it| Some(it.municipality) == code)
    };
    // A municipality that could not be read has been told; its provisions have nowhere to go.
    let read = |(slug, service): &(&str, &str), folder: &_| {
        provision::read((code(slug)?, service), folder, locales)
    };
    all_kept(&layout.provisions, things, report, (fits, read))
}

/// Provisions come by municipality and are kept by service.
fn by_service(mut provisions: Vec<Arc<Provision>>) -> Provisions {
    provisions.par_sort_by(|one, other| {
        (&one.service, one.municipality).cmp(&(&other.service, other.municipality))
    });
    let of_one = provisions.chunk_by(|one, other| one.service == other.service);
    let keyed = |it: &Arc<Provision>| (it.municipality, Arc::clone(it));
    of_one.map(|of| (of[0].service.clone(), of.iter().map(keyed).collect())).collect()
}

fn add_municipality(
    municipality: Municipality,
    catalog: &mut Catalog,
    codes: &mut Codes,
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
    if let Some(file) = file("content/bets.toml") {
        catalog.bets = findability::bets(file).into(report).unwrap_or_default();
    }
    for (locale, source) in &layout.synonyms {
        let synonyms = findability::synonyms(*source).into(report);
        catalog.synonyms.extend(synonyms.map(|synonyms| (*locale, synonyms)));
    }
    catalog.words = words::read(&layout.words, report);
}

fn maps(layout: &Layout<'_>, catalog: &mut Catalog, kept: Option<&mut Kept>, report: &mut Report) {
    let locales = &catalog.portal.locales.clone();
    let base = catalog.portal.maps.base.clone();
    let things = kept.map(|kept| &mut kept.layers);
    let read = |id: &&str, files: &_| {
        let is_base = base.as_ref().is_some_and(|base| base.as_str() == *id);
        layer::read(id, files, locales, if is_base { Use::Background } else { Use::Areas })
    };
    let layers = all_kept(&layout.layers, things, report, (always, read));
    catalog.layers = layers.into_iter().map(|layer| (layer.id.clone(), layer)).collect();
    catalog.gazetteer = places::read(&layout.single, locales, report);
}

fn missing_file(path: &str, what: &str) -> Problem {
    Problem::new(Code::MissingFile, path, format!("this file is missing: {what}"))
}

/// Tells of provisions without facts and provisions without a municipality.
fn missing_provisions(of: &Layout<'_>, all: &Layout<'_>, report: &mut Report) {
    for ((slug, service), _) in of.provisions.iter().filter(|(_, folder)| folder.facts.is_none()) {
        let path = format!("content/municipalities/{slug}/provisions/{service}.toml");
        report.tell(missing_file(&path, "the texts beside it have no facts"));
    }
    let slugs: BTreeSet<&str> = of.provisions.keys().map(|(slug, _)| *slug).collect();
    for slug in slugs.into_iter().filter(|slug| !all.municipalities.contains_key(slug)) {
        let path = format!("content/municipalities/{slug}/municipality.toml");
        report.tell(missing_file(&path, "there are provisions but no municipality"));
    }
}

/// Tells of texts without facts, and layers with one of two files.
fn missing_facts(layout: &Layout<'_>, catalog: &Catalog, report: &mut Report) {
    let mut missing = |path: String, what: &str| report.tell(missing_file(&path, what));
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
    for (id, files) in &layout.checklists {
        if files.facts.is_none() {
            let path = format!("content/checklists/{id}/checklist.toml");
            missing(path, "the words beside it have no facts");
        }
    }
    for (id, files) in &layout.layers {
        if files.facts.is_none() {
            missing(format!("maps/{id}.toml"), "the layer does not say where it is from");
        } else if files.shapes.is_none() && !is_derived(catalog, id) {
            missing(format!("maps/{id}.geojson"), "the layer has no areas");
        }
    }
}

fn is_derived(catalog: &Catalog, layer: &str) -> bool {
    catalog.layers.get(layer).is_some_and(|layer| layer.derived.is_some())
}
