//! A question as a field of a form, and an answer as words.

use serde::Serialize;

use super::super::showing::{Said, Showing};
use super::super::view::{County, MunicipalityItem, by_county};
use crate::model::{Answer, Checklist, QuestionKind};
use crate::plan::{Fault, Mistake, Reading, Spot};
use crate::words::Argument;

/// A question that can be answered.
#[derive(Serialize)]
pub(super) struct Field {
    pub id: String,
    /// `single`, `several`, `yes_no`, `number`, `date`, `place`.
    pub kind: &'static str,
    pub text: Said,
    pub hint: Option<Said>,
    pub why: Option<Said>,
    pub required: bool,
    pub options: Vec<Choice>,
    pub counties: Vec<County>,
    /// What has been answered, for the kinds that are written.
    pub value: String,
    pub error: Option<String>,
}

/// An option that can be chosen.
#[derive(Serialize)]
pub(super) struct Choice {
    pub value: String,
    pub text: Said,
    pub checked: bool,
}

/// A question with what has been answered so far; what was written and not understood is shown again.
pub(super) fn field(
    showing: &Showing<'_>,
    checklist: &Checklist,
    (place, reading): (usize, &Reading),
    fault: Option<Fault>,
) -> Field {
    let question = &checklist.questions[place];
    let id = question.id.to_string();
    let words = checklist.question_words(place, showing.locale);
    let said = |text: Option<&String>| {
        let (locale, _) = words?;
        Some(Said { text: text?.clone(), lang: showing.foreign(locale) })
    };
    let written = showing.visit.query.iter().find(|(name, _)| *name == id);
    let written = written.map(|(_, value)| value.chars().take(100).collect::<String>());
    let municipality =
        reading.answers.place.and_then(|it| showing.catalog().municipalities.get(&it));
    Field {
        kind: question.kind.name(),
        text: said(words.map(|(_, words)| &words.text))
            .unwrap_or_else(|| Said { text: id.clone(), lang: None }),
        hint: said(words.and_then(|(_, words)| words.hint.as_ref())),
        why: said(words.and_then(|(_, words)| words.why.as_ref())),
        required: question.required,
        options: choices(showing, checklist, place, reading),
        counties: match question.kind {
            QuestionKind::Place => counties(showing),
            _ => Vec::new(),
        },
        value: match question.kind {
            QuestionKind::Place => municipality.map(|it| it.slug.to_string()),
            _ => written,
        }
        .unwrap_or_default(),
        error: fault.map(|fault| words_of(showing, fault)),
        id,
    }
}

/// The options of a question; for yes or no these two.
fn choices(
    showing: &Showing<'_>,
    checklist: &Checklist,
    place: usize,
    reading: &Reading,
) -> Vec<Choice> {
    let question = &checklist.questions[place];
    let given = reading.answers.get(place);
    if question.kind == QuestionKind::YesNo {
        return [("yes", true), ("no", false)]
            .map(|(value, yes)| Choice {
                value: value.to_owned(),
                text: Said { text: showing.word(value), lang: None },
                checked: given == Some(&Answer::YesNo(yes)),
            })
            .into();
    }
    // An answer that contradicts itself is shown again as it was given.
    let was_sent = |id: &str| {
        given.is_none()
            && showing
                .visit
                .query
                .iter()
                .any(|(name, value)| name == question.id.as_str() && value == id)
    };
    let choice = |(option, id): (usize, &crate::model::OptionId)| Choice {
        value: id.to_string(),
        text: option_text(showing, checklist, (place, option)),
        checked: matches!(given, Some(Answer::Options(chosen)) if chosen.contains(&option))
            || was_sent(id.as_str()),
    };
    question.kind.options().iter().enumerate().map(choice).collect()
}

pub(super) fn option_text(
    showing: &Showing<'_>,
    checklist: &Checklist,
    (question, option): (usize, usize),
) -> Said {
    match checklist.option_words((question, option), showing.locale) {
        Some((locale, text)) => Said { text: text.clone(), lang: showing.foreign(locale) },
        None => {
            let ids = checklist.questions[question].kind.options();
            let text = ids.get(option).map_or_else(String::new, ToString::to_string);
            Said { text, lang: None }
        }
    }
}

/// The municipalities to choose between, by slug: the answer in the address is a name.
fn counties(showing: &Showing<'_>) -> Vec<County> {
    by_county(showing, |municipality| MunicipalityItem {
        code: municipality.slug.to_string(),
        name: municipality.name(showing.locale).to_owned(),
        href: String::new(),
        state: None,
    })
}

/// What is wrong with an answer, in a sentence that says how to mend it.
pub(super) fn words_of(showing: &Showing<'_>, fault: Fault) -> String {
    let number = |number: u32| Argument::Number(f64::from(number));
    match fault {
        Fault::Missing => showing.word("fault-missing"),
        Fault::NoSuchOption => showing.word("fault-no-such-option"),
        Fault::NoneWithOthers => showing.word("fault-none-with-others"),
        Fault::SeveralAnswers => showing.word("fault-several-answers"),
        Fault::NotANumber => showing.word("fault-not-a-number"),
        Fault::OutOfRange(minimum, maximum) => showing.words(
            "fault-out-of-range",
            &[("minimum", number(minimum)), ("maximum", number(maximum))],
        ),
        Fault::NotADate => showing.word("fault-not-a-date"),
        Fault::FarDate => showing.word("fault-far-date"),
        Fault::PastDay => showing.word("fault-past-day"),
        Fault::NoSuchPlace => showing.word("fault-no-such-place"),
        Fault::NoSuchQuestion => showing.word("fault-no-such-question"),
        Fault::TooMuch => showing.word("fault-too-much"),
    }
}

/// The same where the field does not stand beside it: with the name of the field.
pub(super) fn mistake_words(showing: &Showing<'_>, mistake: &Mistake) -> String {
    let text = words_of(showing, mistake.fault);
    match mistake.spot {
        Spot::Start => format!("{}: {text}", showing.word("plan-start")),
        Spot::Day => format!("{}: {text}", showing.word("plan-day")),
        Spot::Question(_) | Spot::Elsewhere => text,
    }
}

/// An answer in words; several options each as one.
pub(super) fn answer_words(
    showing: &Showing<'_>,
    checklist: &Checklist,
    (place, reading): (usize, &Reading),
) -> Vec<Said> {
    let plain = |text: String| vec![Said { text, lang: None }];
    if checklist.questions[place].kind == QuestionKind::Place {
        return reading
            .answers
            .place
            .map_or_else(Vec::new, |code| plain(showing.municipality_name(code)));
    }
    match reading.answers.get(place) {
        Some(Answer::Options(chosen)) => {
            chosen.iter().map(|it| option_text(showing, checklist, (place, *it))).collect()
        }
        Some(Answer::YesNo(yes)) => plain(showing.word(if *yes { "yes" } else { "no" })),
        Some(Answer::Number(number)) => {
            plain(crate::words::number(&showing.site.words, showing.locale, *number))
        }
        Some(Answer::Date(day)) => plain(showing.date(*day)),
        Some(Answer::Skipped) => plain(showing.word("question-skipped")),
        None => Vec::new(),
    }
}
