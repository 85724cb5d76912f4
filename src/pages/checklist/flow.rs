//! How the questions of a checklist lead to each other and to what comes out: a picture for its
//! editor, with the same as a list.

use serde::Serialize;

use super::super::Page;
use super::super::engine::Filling;
use super::super::showing::{Head, Link, Said, Showing, View};
use super::super::start::parent;
use super::field::option_text;
use super::{link, title};
use crate::model::{Checklist, ChecklistId, Condition};

/// The height of a row of the picture, in its own units.
const ROW: usize = 44;
/// The most characters of a label in the picture.
const LABEL_CHARACTERS_MAX: usize = 34;

#[derive(Serialize)]
struct FlowPage {
    checklist: Link,
    picture: String,
    questions: Vec<QuestionView>,
}

#[derive(Serialize)]
struct Picture {
    title: String,
    height: usize,
    nodes: Vec<Node>,
    lines: Vec<String>,
    /// Whether it stands in a file of its own, with colours of its own.
    alone: bool,
}

/// A box of the picture.
#[derive(Serialize)]
struct Node {
    x: usize,
    y: usize,
    label: String,
    class: &'static str,
}

/// A question in the list.
#[derive(Serialize)]
struct QuestionView {
    text: Said,
    when: Option<String>,
    leads_to: Vec<Target>,
}

/// What looks at a question.
#[derive(Serialize)]
struct Target {
    is_question: bool,
    title: Said,
    when: String,
}

pub(in super::super) fn view(showing: &Showing<'_>, id: &ChecklistId) -> Option<View> {
    let checklist = showing.catalog().checklists.get(id)?;
    let checklist_link = link(showing, checklist);
    let title = showing.words("flow-title", &[("title", checklist_link.title.as_str().into())]);
    let page = FlowPage {
        picture: picture(showing, checklist, false)?,
        questions: (0..checklist.questions.len())
            .map(|at| question(showing, checklist, at))
            .collect(),
        checklist: checklist_link.clone(),
    };
    let head = Head {
        title,
        parents: vec![parent(showing, &Page::Checklists, "nav-checklists"), checklist_link],
        noindex: true,
        ..Head::default()
    };
    Some(View::new("pages/flow.html", head, &page))
}

/// The picture as a file of its own.
pub(in super::super) fn alone(showing: &Showing<'_>, id: &ChecklistId) -> Option<String> {
    picture(showing, showing.catalog().checklists.get(id)?, true)
}

fn picture(showing: &Showing<'_>, checklist: &Checklist, alone: bool) -> Option<String> {
    let rows = checklist.questions.len().max(checklist.requirements.len());
    let filling = Filling::new(&Picture {
        title: showing.word("flow-picture"),
        height: rows * ROW,
        nodes: nodes(showing, checklist),
        lines: lines(checklist),
        alone,
    });
    let template = "blocks/flow.html";
    let drawn = showing.site.engine.part(showing.locale, template, &filling);
    drawn
        .inspect_err(|report| tracing::error!(template, report, "a picture could not be filled"))
        .ok()
}

/// Questions on the left from the top, what comes out on the right.
fn nodes(showing: &Showing<'_>, checklist: &Checklist) -> Vec<Node> {
    let questions = checklist.questions.iter().enumerate().map(|(at, question)| Node {
        x: 0,
        y: at * ROW,
        label: short(question.id.as_str()),
        class: "question",
    });
    let requirements = (0..checklist.requirements.len()).map(|at| Node {
        x: 620,
        y: at * ROW,
        label: short(&title(showing, checklist, at).text),
        class: super::kind(checklist.requirements[at].kind),
    });
    questions.chain(requirements).collect()
}

fn short(text: &str) -> String {
    if text.chars().count() <= LABEL_CHARACTERS_MAX {
        return text.to_owned();
    }
    let kept: String = text.chars().take(LABEL_CHARACTERS_MAX - 1).collect();
    format!("{}…", kept.trim_end())
}

/// A line from each question to whatever looks at it.
fn lines(checklist: &Checklist) -> Vec<String> {
    let middle = |at: usize| at * ROW + 17;
    let mut lines = Vec::new();
    for (at, question) in checklist.questions.iter().enumerate() {
        for from in looked_at(&question.when) {
            let (y1, y2) = (middle(from), middle(at));
            // Between questions the line bends out to the right and back.
            lines.push(format!("M280 {y1}C340 {y1} 340 {y2} 280 {y2}"));
        }
    }
    for (at, requirement) in checklist.requirements.iter().enumerate() {
        for from in looked_at(&requirement.when) {
            let (y1, y2) = (middle(from), middle(at));
            lines.push(format!("M280 {y1}C450 {y1} 450 {y2} 620 {y2}"));
        }
    }
    lines
}

/// The questions that a condition looks at, each once.
fn looked_at(condition: &Condition) -> Vec<usize> {
    let mut questions: Vec<usize> =
        condition.leaves().into_iter().filter_map(Condition::question).collect();
    questions.sort_unstable();
    questions.dedup();
    questions
}

fn question(showing: &Showing<'_>, checklist: &Checklist, at: usize) -> QuestionView {
    let own = &checklist.questions[at];
    let said = |question: usize| match checklist.question_words(question, showing.locale) {
        Some((locale, words)) => Said { text: words.text.clone(), lang: showing.foreign(locale) },
        None => Said { text: checklist.questions[question].id.to_string(), lang: None },
    };
    let questions = checklist.questions.iter().enumerate().map(|(to, it)| (true, to, &it.when));
    let requirements =
        checklist.requirements.iter().enumerate().map(|(to, it)| (false, to, &it.when));
    let looks = |(_, _, when): &(bool, usize, &Condition)| looked_at(when).contains(&at);
    let target = |(is_question, to, when): (bool, usize, &Condition)| Target {
        is_question,
        title: if is_question { said(to) } else { title(showing, checklist, to) },
        when: tell(showing, checklist, when),
    };
    QuestionView {
        text: said(at),
        when: (own.when != Condition::ALWAYS).then(|| tell(showing, checklist, &own.when)),
        leads_to: questions.chain(requirements).filter(looks).map(target).collect(),
    }
}

/// A condition in words.
fn tell(showing: &Showing<'_>, checklist: &Checklist, condition: &Condition) -> String {
    let joined = |inner: &[Condition], key: &str| {
        let word = format!(" {} ", showing.word(key));
        inner.iter().map(|it| tell(showing, checklist, it)).collect::<Vec<_>>().join(&word)
    };
    let named =
        |question: usize, value: String| format!("{}: {value}", checklist.questions[question].id);
    match condition {
        Condition::All(inner) => joined(inner, "flow-and"),
        Condition::Any(inner) => format!("({})", joined(inner, "flow-or")),
        Condition::Not(inner) => {
            format!("{} ({})", showing.word("flow-not"), tell(showing, checklist, inner))
        }
        Condition::Options { question, any } => {
            let texts = any.iter().map(|it| option_text(showing, checklist, (*question, *it)).text);
            named(*question, texts.collect::<Vec<_>>().join(" / "))
        }
        Condition::Is(question, yes) => {
            named(*question, showing.word(if *yes { "yes" } else { "no" }))
        }
        Condition::Number { question, minimum, maximum } => {
            let most = if *maximum == u32::MAX { String::new() } else { maximum.to_string() };
            named(*question, format!("{minimum}–{most}"))
        }
        Condition::Date { question, from, to } => {
            let day = |day: &Option<jiff::civil::Date>| day.map(|it| it.to_string());
            named(
                *question,
                format!("{}–{}", day(from).unwrap_or_default(), day(to).unwrap_or_default()),
            )
        }
        Condition::Municipality(slugs) => {
            let names = slugs.iter().map(|slug| {
                let found = showing.catalog().municipality_by_slug(slug.as_str());
                found.map_or_else(|| slug.to_string(), |it| it.name(showing.locale).to_owned())
            });
            names.collect::<Vec<_>>().join(" / ")
        }
        Condition::County(counties) => {
            let names = counties.iter().map(|county| {
                let name = showing.catalog().county_name(*county);
                name.map_or_else(|| county.to_string(), str::to_owned)
            });
            names.collect::<Vec<_>>().join(" / ")
        }
    }
}
