//! Personas: each is told exactly what it must be told, in the order of the plan.

use crate::model::{Catalog, Checklist, Persona};
use crate::problem::{Code, Problem};
use crate::rules::{Case, Ground, Truth};

/// Tells of personas that lose a result, get one too many, or get them in another order.
pub(in crate::check) fn personas(catalog: &Catalog, problems: &mut Vec<Problem>) {
    for checklist in catalog.checklists.values() {
        for persona in &checklist.personas {
            problems.extend(judged(catalog, checklist, persona));
        }
    }
}

fn judged(catalog: &Catalog, checklist: &Checklist, persona: &Persona) -> Option<Problem> {
    let municipality =
        persona.municipality.as_ref().and_then(|slug| catalog.municipality_by_slug(slug.as_str()));
    if municipality.is_none() && persona.municipality.is_some() {
        // That it does not exist is told where it is named.
        return None;
    }
    let case = Case::new(checklist, &persona.answers, municipality.map(Ground::from));
    let told =
        |message: String| Problem::new(Code::Persona, &persona.path, message).at(persona.line, 1);
    let names = |places: &[usize]| {
        let ids = places.iter().map(|it| format!("`{}`", checklist.requirements[*it].id));
        ids.collect::<Vec<_>>().join(", ")
    };
    let plan = case.plan();
    let lost: Vec<usize> = left_out(&persona.expects, &plan);
    let more: Vec<usize> = left_out(&plan, &persona.expects);
    if !lost.is_empty() || !more.is_empty() {
        let lost = (!lost.is_empty()).then(|| format!("{} is lost", names(&lost)));
        let more = (!more.is_empty()).then(|| format!("{} is too much", names(&more)));
        let what = lost.into_iter().chain(more).collect::<Vec<_>>().join("; ");
        let problem = told(format!("the persona \"{}\": {what}", persona.name));
        return Some(problem.hint(format!("the plan is now {}", names(&plan))));
    }
    if plan != persona.expects {
        let message = format!("the persona \"{}\": the order is another", persona.name);
        return Some(told(message).hint(format!("the plan is now {}", names(&plan))));
    }
    let unasked = (0..checklist.questions.len())
        .find(|at| persona.answers.get(*at).is_some() && case.asked(*at) == Truth::No)?;
    let id = &checklist.questions[unasked].id;
    let message = format!("the persona \"{}\" answers `{id}`, which it is not asked", persona.name);
    Some(told(message).hint("take the answer out, or change the others".to_owned()))
}

/// What is in the first list and not in the second.
fn left_out(list: &[usize], other: &[usize]) -> Vec<usize> {
    list.iter().copied().filter(|place| !other.contains(place)).collect()
}
