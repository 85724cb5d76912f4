//! What follows from the answers to a checklist: which questions are asked, what is needed, and in
//! which order. A condition is true, false, or still open because a question is not yet answered.

mod order;

pub use order::{circle, order};

use crate::model::{
    Answer, Answers, Checklist, Condition, CountyCode, Municipality, MunicipalitySlug, QuestionKind,
};

/// Whether something holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Truth {
    /// It holds.
    Yes,
    /// It does not hold, whatever is still answered.
    No,
    /// It depends on what is not yet answered.
    Open,
}

/// The facts of a place that conditions can look at.
#[derive(Debug, Clone, Copy)]
pub struct Ground<'a> {
    /// The municipality.
    pub municipality: &'a MunicipalitySlug,
    /// Its county.
    pub county: CountyCode,
}

impl<'a> From<&'a Municipality> for Ground<'a> {
    fn from(municipality: &'a Municipality) -> Self {
        Self { municipality: &municipality.slug, county: municipality.county }
    }
}

/// A checklist with answers, read through from the first question to the last.
#[derive(Debug)]
pub struct Case<'a> {
    checklist: &'a Checklist,
    answers: &'a Answers,
    ground: Option<Ground<'a>>,
    /// Whether each question is asked.
    asked: Vec<Truth>,
}

impl<'a> Case<'a> {
    /// Reads the answers. Those to questions that are not asked count for nothing.
    #[must_use]
    pub fn new(checklist: &'a Checklist, answers: &'a Answers, ground: Option<Ground<'a>>) -> Self {
        let asked = Vec::with_capacity(checklist.questions.len());
        let mut case = Self { checklist, answers, ground, asked };
        for question in &checklist.questions {
            // A question looks at earlier ones only, and those stand in the list already.
            let truth = case.truth(&question.when);
            case.asked.push(truth);
        }
        case
    }

    /// Whether a question is asked.
    #[must_use]
    pub fn asked(&self, question: usize) -> Truth {
        self.asked.get(question).copied().unwrap_or(Truth::No)
    }

    /// Whether a question has an answer or was passed over.
    #[must_use]
    pub fn answered(&self, question: usize) -> bool {
        let is_place =
            self.checklist.questions.get(question).map(|it| &it.kind) == Some(&QuestionKind::Place);
        (is_place && self.ground.is_some()) || self.answers.get(question).is_some()
    }

    /// The first question that is asked and not answered.
    #[must_use]
    pub fn next(&self) -> Option<usize> {
        let open = |place: &usize| self.asked(*place) == Truth::Yes && !self.answered(*place);
        (0..self.checklist.questions.len()).find(open)
    }

    /// How many questions are asked at most. The options of a question exclude each other, so the
    /// first open one is looked at option by option; what still may be is counted.
    #[must_use]
    pub fn most_questions(&self) -> usize {
        let possible = |case: &Case<'_>| case.asked.iter().filter(|it| **it != Truth::No).count();
        let is_open = |place: &usize| self.asked(*place) == Truth::Yes && !self.answered(*place);
        let options_of = |place: usize| match &self.checklist.questions[place].kind {
            QuestionKind::Single(options) => Some((place, options.len())),
            _ => None,
        };
        let first = (0..self.asked.len()).filter(is_open).find_map(options_of);
        let with = |(place, option): (usize, usize)| {
            let mut answers = self.answers.clone();
            answers.given[place] = Some(Answer::Options(vec![option]));
            possible(&Case::new(self.checklist, &answers, self.ground))
        };
        let most =
            first.and_then(|(place, options)| (0..options).map(|it| with((place, it))).max());
        most.unwrap_or_else(|| possible(self))
    }

    /// Whether a requirement is needed.
    #[must_use]
    pub fn needed(&self, requirement: usize) -> Truth {
        let requirement = self.checklist.requirements.get(requirement);
        requirement.map_or(Truth::No, |requirement| self.truth(&requirement.when))
    }

    /// What is needed for certain, in the order in which it is done.
    #[must_use]
    pub fn plan(&self) -> Vec<usize> {
        let all = 0..self.checklist.requirements.len();
        let needed: Vec<usize> = all.filter(|place| self.needed(*place) == Truth::Yes).collect();
        order(self.checklist, &needed)
    }

    /// Whether a condition holds.
    #[must_use]
    pub fn truth(&self, condition: &Condition) -> Truth {
        match condition {
            Condition::All(inner) => self.all(inner),
            Condition::Any(inner) => {
                let truths = inner.iter().map(|inner| self.truth(inner));
                strongest(truths, Truth::Yes, Truth::No)
            }
            Condition::Not(inner) => match self.truth(inner) {
                Truth::Yes => Truth::No,
                Truth::No => Truth::Yes,
                Truth::Open => Truth::Open,
            },
            Condition::Municipality(slugs) => {
                self.of_ground(|ground| slugs.contains(ground.municipality))
            }
            Condition::County(counties) => self.of_ground(|ground| counties.contains(&ground.county)),
            Condition::Options { question, any } => self.of_answer(*question, |answer| {
                matches!(answer, Answer::Options(chosen) if chosen.iter().any(|one| any.contains(one)))
            }),
            Condition::Is(question, wanted) => {
                self.of_answer(*question, |answer| *answer == Answer::YesNo(*wanted))
            }
            Condition::Number { question, minimum, maximum } => {
                self.of_answer(*question, |answer| {
                    matches!(answer, Answer::Number(number) if (minimum..=maximum).contains(&number))
                })
            }
            Condition::Date { question, from, to } => self.of_answer(*question, |answer| {
                matches!(answer, Answer::Date(day)
                    if from.is_none_or(|from| from <= *day) && to.is_none_or(|to| *day <= to))
            }),
        }
    }

    fn all(&self, inner: &[Condition]) -> Truth {
        strongest(inner.iter().map(|inner| self.truth(inner)), Truth::No, Truth::Yes)
    }

    fn of_ground(&self, holds: impl FnOnce(&Ground<'a>) -> bool) -> Truth {
        self.ground.as_ref().map_or(Truth::Open, |ground| truth(holds(ground)))
    }

    /// A question that is not asked has no answer, so nothing holds of it.
    fn of_answer(&self, question: usize, holds: impl FnOnce(&Answer) -> bool) -> Truth {
        match (self.asked(question), self.answers.get(question)) {
            (Truth::No, _) => Truth::No,
            (Truth::Yes, Some(answer)) => truth(holds(answer)),
            (Truth::Open, _) | (Truth::Yes, None) => Truth::Open,
        }
    }
}

fn truth(holds: bool) -> Truth {
    if holds { Truth::Yes } else { Truth::No }
}

/// The deciding truth when one of them has it, else open when one is open, else the other.
fn strongest(truths: impl Iterator<Item = Truth>, deciding: Truth, otherwise: Truth) -> Truth {
    let mut whole = otherwise;
    for truth in truths {
        if truth == deciding {
            return deciding;
        }
        if truth == Truth::Open {
            whole = Truth::Open;
        }
    }
    whole
}
