//! Words of checklists: whatever is asked and whatever comes out has words, in every language.

use crate::model::{Catalog, Checklist, ChecklistWords, Locale, Question};
use crate::problem::{Code, Problem};

/// Tells of questions, options, results and documents without words in a language of the portal.
pub(in crate::check) fn words(catalog: &Catalog, problems: &mut Vec<Problem>) {
    let default = catalog.portal.default_locale();
    for checklist in catalog.checklists.values() {
        for locale in &catalog.portal.locales {
            // A language that is missing altogether is told once, with the texts.
            let Some(words) = checklist.words.get(*locale) else { continue };
            let code =
                if *locale == default { Code::MissingText } else { Code::MissingTranslation };
            for (what, key) in missing(catalog, checklist, words, *locale) {
                let problem = Problem::new(code, &words.path, format!("{what} has no words"));
                problems.push(problem.hint(format!("write {key}")));
            }
        }
    }
}

/// What has no words, and the lines that would give it some.
fn missing(
    catalog: &Catalog,
    checklist: &Checklist,
    words: &ChecklistWords,
    locale: Locale,
) -> Vec<(String, String)> {
    let mut missing = Vec::new();
    for (question, words) in checklist.questions.iter().zip(&words.questions) {
        let Some(words) = words else {
            let what = format!("the question `{}`", question.id);
            missing.push((what, format!("[questions.{}] with `text`", question.id)));
            continue;
        };
        missing.extend(options(question, &words.options));
    }
    for (requirement, words) in checklist.requirements.iter().zip(&words.requirements) {
        // A service has a title of its own; one that cannot be found is told where it is named.
        let served = requirement.service.as_ref().is_some_and(|id| {
            let service = catalog.services.get(id);
            service.is_none_or(|service| service.texts.best(locale).is_some())
        });
        let titled = words.as_ref().is_some_and(|words| words.title.is_some());
        if words.is_none() || !(titled || served) {
            let what = format!("the result `{}`", requirement.id);
            let keys = if served { "`text`" } else { "`title` and `text`" };
            missing.push((what, format!("[results.{}] with {keys}", requirement.id)));
        }
    }
    for (document, name) in checklist.documents.iter().zip(&words.documents) {
        if name.is_none() {
            let what = format!("the document `{document}`");
            missing.push((what, format!("{document} = \"…\" under [documents]")));
        }
    }
    missing
}

fn options(question: &Question, words: &[Option<String>]) -> Vec<(String, String)> {
    let without = question.kind.options().iter().zip(words).filter(|(_, words)| words.is_none());
    let told = without.map(|(option, _)| {
        let what = format!("the option `{option}` of `{}`", question.id);
        (what, format!("{option} = \"…\" under [questions.{}.options]", question.id))
    });
    told.collect()
}
