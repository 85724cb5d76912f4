//! Answers as files write them: for personas.

use ::toml::de::DeValue;

use super::super::reader::Value;
use super::super::value;
use super::place;
use crate::model::{Answer, OptionId, Question, QuestionKind};

/// Reads the answer to a question.
pub(super) fn read(value: Value<'_>, question: &Question) -> Option<Answer> {
    match &question.kind {
        QuestionKind::Single(options) => Some(Answer::Options(vec![option(value, options)?])),
        QuestionKind::Several { options, none } => {
            let values = match value.value {
                DeValue::String(_) => vec![value],
                _ => value.values()?,
            };
            let chosen = values.into_iter().map(|value| option(value, options));
            let mut chosen = chosen.collect::<Option<Vec<usize>>>()?;
            chosen.sort_unstable();
            chosen.dedup();
            if chosen.is_empty()
                || (chosen.len() > 1 && none.is_some_and(|it| chosen.contains(&it)))
            {
                let hint = "name at least one option, and the excluding one alone".to_owned();
                return value.bad(format!("`{}` cannot be this", value.key), Some(hint));
            }
            Some(Answer::Options(chosen))
        }
        QuestionKind::YesNo => value::boolean(value).map(Answer::YesNo),
        QuestionKind::Number { minimum, maximum } => {
            let number = value::number(value)?;
            if !(minimum..=maximum).contains(&&number) {
                let message = format!("`{}` must be from {minimum} to {maximum}", value.key);
                return value.bad(message, None);
            }
            Some(Answer::Number(number))
        }
        QuestionKind::Date => value::date(value).map(Answer::Date),
        QuestionKind::Place => {
            let hint = Some("write `municipality` beside `answers`".to_owned());
            value.bad(format!("`{}` asks for the place", value.key), hint)
        }
    }
}

/// Reads the id of an option.
pub(super) fn option(value: Value<'_>, options: &[OptionId]) -> Option<usize> {
    let id: OptionId = value::id(value)?;
    place(value, "option", id.as_str(), options)
}
