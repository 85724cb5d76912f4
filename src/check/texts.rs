//! Texts: every language of the portal has one, and its summary is short.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

use crate::model::{Catalog, Locale, Localized, Reference, Target, Text};
use crate::problem::{Code, Problem};

/// The longest summary, in characters.
const SUMMARY_CHARACTERS_MAX: usize = 200;

/// The texts of one thing.
struct Texts<'c> {
    /// The file of its facts, or its folder.
    path: Cow<'c, str>,
    texts: &'c Localized<Arc<Text>>,
    /// Whether it cannot be shown without.
    needed: bool,
}

/// Everything that has texts.
fn all(catalog: &Catalog) -> Vec<Texts<'_>> {
    let mut all = Vec::new();
    for service in catalog.services.values() {
        all.push(Texts { path: Cow::from(&service.path), texts: &service.texts, needed: true });
    }
    for guide in catalog.guides.values() {
        all.push(Texts { path: Cow::from(&guide.path), texts: &guide.texts, needed: true });
    }
    for checklist in catalog.checklists.values() {
        let (path, texts) = (checklist.path.clone(), &checklist.texts);
        all.push(Texts { path: path.into(), texts, needed: true });
    }
    for page in catalog.pages.values() {
        all.push(Texts {
            path: Cow::from(format!("content/pages/{}", page.id)),
            texts: &page.texts,
            needed: true,
        });
    }
    for snippet in catalog.snippets.values() {
        let path = Cow::from(format!("content/snippets/{}", snippet.id));
        all.push(Texts { path, texts: &snippet.texts, needed: true });
    }
    for notice in catalog.notices.values() {
        let path = Cow::from(format!("content/notices/{}/notice.toml", notice.id));
        all.push(Texts { path, texts: &notice.texts, needed: true });
    }
    for municipality in catalog.municipalities.values() {
        all.push(Texts {
            path: Cow::from(&municipality.path),
            texts: &municipality.texts,
            needed: false,
        });
    }
    all
}

/// Tells of things without a text, and of texts that lack a language of the portal.
pub(super) fn missing(catalog: &Catalog, problems: &mut Vec<Problem>) {
    for Texts { path, texts, needed } in all(catalog) {
        if texts.is_empty() {
            if needed {
                let locale = catalog.portal.default_locale();
                let problem = Problem::new(Code::MissingText, &path, "there is no text".to_owned());
                problems.push(problem.hint(beside(&path, locale)));
            }
            continue;
        }
        for locale in &catalog.portal.locales {
            if texts.get(*locale).is_none() {
                let message = format!("the text lacks the language `{locale}`; another is shown");
                let problem = Problem::new(Code::MissingTranslation, &path, message);
                problems.push(problem.hint(beside(&path, *locale)));
            }
        }
    }
}

/// Tells of snippets that no text includes.
pub(super) fn unused_snippets(catalog: &Catalog, problems: &mut Vec<Problem>) {
    let included = |reference: &Reference| match &reference.target {
        Target::Snippet(id) => Some(id.clone()),
        _ => None,
    };
    let mentions = catalog.references.iter().flat_map(|of_one| of_one.iter());
    let included: BTreeSet<String> = mentions.filter_map(included).collect();
    for snippet in catalog.snippets.values().filter(|it| !included.contains(it.id.as_str())) {
        let Some((_, text)) = snippet.texts.best(catalog.portal.default_locale()) else { continue };
        let message = format!("no text includes the snippet `{}`", snippet.id);
        let problem = Problem::new(Code::Unused, &text.path, message);
        problems.push(problem.hint(format!("write :::include {} where it belongs", snippet.id)));
    }
}

fn beside(path: &str, locale: Locale) -> String {
    let extension = if path.ends_with("/checklist.toml") { "toml" } else { "md" };
    format!("write {locale}.{extension} beside it")
}

/// Tells of summaries that are too long for lists and search results.
pub(super) fn summaries(catalog: &Catalog, problems: &mut Vec<Problem>) {
    for Texts { texts, .. } in all(catalog) {
        for (_, text) in texts.iter() {
            let length = text.summary.chars().count();
            if length > SUMMARY_CHARACTERS_MAX {
                let message = format!(
                    "the summary has {length} characters; at most {SUMMARY_CHARACTERS_MAX} are read"
                );
                let problem = Problem::new(Code::LongSummary, &text.path, message);
                problems.push(problem.hint(
                    "say what it is and who decides, and leave the rest to the text".to_owned(),
                ));
            }
        }
    }
}
