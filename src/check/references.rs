//! Mentions: what they name must exist.

use std::sync::Arc;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::model::{Catalog, Document, Locale, Localized, Reference, Target, Text};
use crate::parse::shown;
use crate::problem::{Code, Problem, did_you_mean};

/// The names of everything that can be mentioned, gathered once and sorted.
struct Names<'c> {
    catalog: &'c Catalog,
    services: Vec<&'c str>,
    guides: Vec<&'c str>,
    checklists: Vec<&'c str>,
    topics: Vec<&'c str>,
    events: Vec<&'c str>,
    codes: BTreeMap<String, &'c str>,
    slugs: Vec<&'c str>,
    organisations: Vec<&'c str>,
    /// Organisations and municipalities, whose contacts a text may show.
    contacts: Vec<&'c str>,
    layers: Vec<&'c str>,
    pages: Vec<&'c str>,
    snippets: Vec<&'c str>,
    areas: BTreeSet<(&'c str, &'c str)>,
}

/// Tells of mentions of things that do not exist.
pub(super) fn things(catalog: &Catalog, problems: &mut Vec<Problem>) {
    let names = Names::of(catalog);
    let missing = |reference: &Reference| {
        let (what, hint) = names.missing(&reference.target)?;
        let mut problem = at(reference, Code::UnknownReference, format!("there is no {what}"));
        problem.hint = hint;
        Some(problem)
    };
    problems.par_extend(
        catalog.references.par_iter().flat_map_iter(|of_one| of_one.iter()).filter_map(missing),
    );
}

/// Tells of links to headings that do not exist in the text they lead to.
pub(super) fn anchors(catalog: &Catalog, problems: &mut Vec<Problem>) {
    for reference in catalog.references.iter().flat_map(|of_one| of_one.iter()) {
        let Some((locale, anchor)) = &reference.anchor else { continue };
        let Some(document) = document(catalog, &reference.target, *locale) else { continue };
        let ids = || document.sections.iter().map(|section| section.id.as_str());
        if !ids().any(|id| id == anchor) {
            let message =
                format!("there is no heading `#{}` in the text it leads to", shown(anchor));
            let mut problem = at(reference, Code::UnknownAnchor, message);
            problem.hint =
                did_you_mean(anchor, ids()).map(|meant| format!("did you mean `#{meant}`?"));
            problems.push(problem);
        }
    }
}

fn at(reference: &Reference, code: Code, message: String) -> Problem {
    Problem::new(code, &reference.path, message).at(reference.line, reference.column)
}

/// The text a link leads to, in the language of the link or the one shown instead.
fn document<'c>(catalog: &'c Catalog, target: &Target, locale: Locale) -> Option<&'c Document> {
    let best = |texts: &'c Localized<Arc<Text>>| texts.best(locale).map(|(_, text)| &text.body);
    match target {
        Target::Service(id) => best(&catalog.services.get(id.as_str())?.texts),
        Target::Guide(id) => best(&catalog.guides.get(id.as_str())?.texts),
        Target::Page(id) => best(&catalog.pages.get(id.as_str())?.texts),
        Target::Municipality(slug) => best(&catalog.municipality_by_slug(slug)?.texts),
        _ => None,
    }
}

impl<'c> Names<'c> {
    fn of(catalog: &'c Catalog) -> Self {
        let areas = catalog
            .layers
            .values()
            .flat_map(|layer| layer.areas.iter().map(|area| (layer.id.as_str(), area.id.as_str())));
        let organisations = || catalog.organisations.keys().map(|id| id.as_str());
        let slugs = || catalog.municipalities.values().map(|one| one.slug.as_str());
        let mut names = Self {
            catalog,
            services: catalog.services.keys().map(|id| id.as_str()).collect(),
            guides: catalog.guides.keys().map(|id| id.as_str()).collect(),
            checklists: catalog.checklists.keys().map(|id| id.as_str()).collect(),
            topics: catalog.topics.iter().map(|topic| topic.id.as_str()).collect(),
            events: catalog.events.iter().map(|event| event.id.as_str()).collect(),
            codes: catalog
                .municipalities
                .values()
                .map(|municipality| (municipality.code.to_string(), municipality.official_name()))
                .collect(),
            slugs: slugs().collect(),
            organisations: organisations().collect(),
            contacts: organisations().chain(slugs()).collect(),
            layers: catalog.layers.keys().map(|id| id.as_str()).collect(),
            pages: catalog.pages.keys().map(|id| id.as_str()).collect(),
            snippets: catalog.snippets.keys().map(|id| id.as_str()).collect(),
            areas: areas.collect(),
        };
        // All others come sorted.
        let Self { topics, events, slugs, contacts, .. } = &mut names;
        for unsorted in [topics, events, slugs, contacts] {
            unsorted.sort_unstable();
        }
        names
    }

    /// What is missing, in words, and what may have been meant; `None` when it exists.
    fn missing(&self, target: &Target) -> Option<(String, Option<String>)> {
        match target {
            Target::Service(id) => named("service", id, &self.services),
            Target::Guide(id) => named("guide", id, &self.guides),
            Target::Checklist(id) => named("checklist", id, &self.checklists),
            Target::Topic(id) => named("topic", id, &self.topics),
            Target::Event(id) => named("event", id, &self.events),
            Target::Municipality(slug) => named("municipality", slug, &self.slugs),
            Target::Organisation(id) => named("organisation", id, &self.organisations),
            Target::Layer(id) => named("layer", id, &self.layers),
            Target::Page(id) => named("page", id, &self.pages),
            Target::Snippet(id) => named("snippet", id, &self.snippets),
            Target::Contact(id) => named("organisation or municipality", id, &self.contacts),
            Target::MunicipalityCode(code) => {
                let hint =
                    || "the portal has its municipalities in content/municipalities".to_owned();
                let known = self.codes.contains_key(code);
                (!known)
                    .then(|| (format!("municipality with the code {}", shown(code)), Some(hint())))
            }
            Target::Area(layer, area) => {
                // A layer that does not exist is told by its own mention.
                let known = self.areas.contains(&(layer.as_str(), area.as_str()))
                    || !self.catalog.layers.contains_key(layer.as_str());
                let what = || format!("area \"{}\" in the layer `{}`", shown(area), shown(layer));
                (!known).then(|| (what(), None))
            }
        }
    }
}

/// Whether an id is missing among sorted names.
fn named(kind: &str, id: &str, names: &[&str]) -> Option<(String, Option<String>)> {
    if names.binary_search(&id).is_ok() {
        return None;
    }
    let hint =
        did_you_mean(id, names.iter().copied()).map(|meant| format!("did you mean `{meant}`?"));
    Some((format!("{kind} `{}`", shown(id)), hint))
}
