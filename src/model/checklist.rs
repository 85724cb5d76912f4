//! Checklists: questions and rules that tell which permits, notifications and steps somebody needs.
//!
//! Everything inside a checklist refers to the rest of it by place in its lists: what has been read
//! cannot name a question or an option that does not exist.

use std::sync::Arc;

use super::id::{OptionKey, QuestionKey, RequirementKey};
use super::{
    Audience, ChecklistId, CountyCode, Document, EventId, GuideId, Id, Locale, Localized,
    MunicipalityCode, MunicipalitySlug, ServiceId, Text, TopicId,
};

/// Identifies a question inside its checklist; it is the question's name in addresses.
pub type QuestionId = Id<QuestionKey>;
/// Identifies an option inside its question.
pub type OptionId = Id<OptionKey>;
/// Identifies a requirement or a document inside its checklist.
pub type RequirementId = Id<RequirementKey>;

/// Questions whose answers give an ordered list of requirements.
#[derive(Debug, Clone)]
pub struct Checklist {
    /// Its id.
    pub id: ChecklistId,
    /// The file of its facts, relative to the portal folder.
    pub path: String,
    /// Who it is for.
    pub audience: Vec<Audience>,
    /// Where it belongs in the topics.
    pub topics: Vec<TopicId>,
    /// The events it belongs to.
    pub events: Vec<EventId>,
    /// Guides on the same subject.
    pub guides: Vec<GuideId>,
    /// Who keeps it.
    pub owner: String,
    /// The day on which a person last reviewed it.
    pub reviewed: jiff::civil::Date,
    /// Counts the changes of meaning.
    pub version: u32,
    /// The questions, in the order asked.
    pub questions: Vec<Question>,
    /// What can come out, in the order of the file (`[[results]]`).
    pub requirements: Vec<Requirement>,
    /// Documents that several authorities want.
    pub documents: Vec<RequirementId>,
    /// Title, summary, keywords and introduction per language.
    pub texts: Localized<Arc<Text>>,
    /// The words of questions, requirements and documents per language.
    pub words: Localized<Arc<ChecklistWords>>,
    /// Persons to test the rules with.
    pub personas: Vec<Persona>,
}

/// A question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Its id.
    pub id: QuestionId,
    /// The line in the file of facts, from 1.
    pub line: u32,
    /// What is asked for.
    pub kind: QuestionKind,
    /// Whether an answer is needed to go on.
    pub required: bool,
    /// When it is asked; it looks at earlier questions only.
    pub when: Condition,
}

/// What a question asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum QuestionKind {
    /// One of the options.
    Single(Vec<OptionId>),
    /// Any number of the options.
    Several {
        /// The options.
        options: Vec<OptionId>,
        /// The option that excludes the others, by its place.
        none: Option<usize>,
    },
    /// Yes or no.
    YesNo,
    /// A whole number; both limits are allowed.
    Number {
        /// The least.
        minimum: u32,
        /// The greatest.
        maximum: u32,
    },
    /// A day.
    Date,
    /// The municipality.
    Place,
}

impl QuestionKind {
    /// Its name in the files, in the API and in templates.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Single(_) => "single",
            Self::Several { .. } => "several",
            Self::YesNo => "yes_no",
            Self::Number { .. } => "number",
            Self::Date => "date",
            Self::Place => "place",
        }
    }

    /// The options, for those that have any.
    #[must_use]
    pub fn options(&self) -> &[OptionId] {
        match self {
            Self::Single(options) | Self::Several { options, .. } => options,
            _ => &[],
        }
    }
}

/// What must hold of the answers and of the place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// At least one of these options of a question is chosen.
    Options {
        /// The question's place.
        question: usize,
        /// The options' places.
        any: Vec<usize>,
    },
    /// A yes-or-no question has this answer.
    Is(usize, bool),
    /// A number lies in a range, both ends included.
    Number {
        /// The question's place.
        question: usize,
        /// The least.
        minimum: u32,
        /// The greatest.
        maximum: u32,
    },
    /// A day lies in a range, both ends included.
    Date {
        /// The question's place.
        question: usize,
        /// The first day.
        from: Option<jiff::civil::Date>,
        /// The last day.
        to: Option<jiff::civil::Date>,
    },
    /// The place is in one of these municipalities.
    Municipality(Vec<MunicipalitySlug>),
    /// The place is in one of these counties.
    County(Vec<CountyCode>),
    /// All hold; none at all is always true.
    All(Vec<Condition>),
    /// At least one holds.
    Any(Vec<Condition>),
    /// It does not hold.
    Not(Box<Condition>),
}

impl Condition {
    /// What always holds.
    pub const ALWAYS: Self = Self::All(Vec::new());

    /// Every condition in this one that is made of no others.
    #[must_use]
    pub fn leaves(&self) -> Vec<&Self> {
        match self {
            Self::All(inner) | Self::Any(inner) => inner.iter().flat_map(Self::leaves).collect(),
            Self::Not(inner) => inner.leaves(),
            leaf => vec![leaf],
        }
    }

    /// The question that a condition without others in it looks at.
    #[must_use]
    pub fn question(&self) -> Option<usize> {
        match self {
            Self::Options { question, .. }
            | Self::Is(question, _)
            | Self::Number { question, .. }
            | Self::Date { question, .. } => Some(*question),
            _ => None,
        }
    }
}

/// What a requirement is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RequirementKind {
    /// Somebody must say yes first.
    Permit,
    /// Somebody must be told.
    Notification,
    /// Something to do.
    Step,
}

/// Something that is needed when its condition holds (CPSV-AP `Requirement`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Requirement {
    /// Its id.
    pub id: RequirementId,
    /// The line in the file of facts, from 1.
    pub line: u32,
    /// What it is.
    pub kind: RequirementKind,
    /// The service by which it is had.
    pub service: Option<ServiceId>,
    /// When it is needed.
    pub when: Condition,
    /// What must be finished before it starts, by place among the requirements.
    pub after: Vec<usize>,
    /// Whether opening waits for it.
    pub before_opening: bool,
    /// The shortest handling time, in calendar days.
    pub days_min: Option<u32>,
    /// The longest handling time, in calendar days.
    pub days_max: Option<u32>,
    /// How long before opening it must be sent in at the latest, in calendar days.
    pub lead_days: Option<u32>,
    /// The documents it wants, by place among the checklist's documents.
    pub evidence: Vec<usize>,
}

/// One language's words of a checklist; every list follows the order of the facts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChecklistWords {
    /// The file, relative to the portal folder.
    pub path: String,
    /// The questions.
    pub questions: Vec<Option<QuestionWords>>,
    /// The requirements.
    pub requirements: Vec<Option<RequirementWords>>,
    /// The names of the documents.
    pub documents: Vec<Option<String>>,
}

/// The words of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionWords {
    /// The question itself.
    pub text: String,
    /// A help to answer it.
    pub hint: Option<String>,
    /// Why it is asked.
    pub why: Option<String>,
    /// The options, in the order of the facts.
    pub options: Vec<Option<String>>,
}

/// The words of a requirement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequirementWords {
    /// What it is called, where that is not the service's title.
    pub title: Option<String>,
    /// What to do, with the law.
    pub text: Document,
}

/// An answer to a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// The chosen options, by place, in ascending order.
    Options(Vec<usize>),
    /// Yes or no.
    YesNo(bool),
    /// A number.
    Number(u32),
    /// A day.
    Date(jiff::civil::Date),
    /// An optional question that was passed over.
    Skipped,
}

/// What somebody has answered so far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answers {
    /// The municipality.
    pub place: Option<MunicipalityCode>,
    /// The answers by the place of their question; as long as the list of questions.
    pub given: Vec<Option<Answer>>,
}

/// Somebody whose requirements are known, to test the rules with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Persona {
    /// The file, relative to the portal folder.
    pub path: String,
    /// The line, from 1.
    pub line: u32,
    /// Who it is.
    pub name: String,
    /// Where.
    pub municipality: Option<MunicipalitySlug>,
    /// When they begin.
    pub start: Option<jiff::civil::Date>,
    /// What they answer; the place is in `municipality`.
    pub answers: Answers,
    /// What they must be told, in the plan's order, by place among the requirements.
    pub expects: Vec<usize>,
}

impl Checklist {
    /// The title in the best language, or the id.
    #[must_use]
    pub fn title(&self, locale: Locale) -> &str {
        self.texts.best(locale).map_or(self.id.as_str(), |(_, text)| text.title.as_str())
    }

    /// The place of a question in the list.
    #[must_use]
    pub fn question(&self, id: &str) -> Option<usize> {
        self.questions.iter().position(|question| question.id.as_str() == id)
    }

    /// The words of a question in the best language that has them.
    #[must_use]
    pub fn question_words(&self, place: usize, locale: Locale) -> Option<(Locale, &QuestionWords)> {
        self.best(locale, |words| words.questions.get(place)?.as_ref())
    }

    /// The words of an option in the best language that has them.
    #[must_use]
    pub fn option_words(
        &self,
        (question, option): (usize, usize),
        locale: Locale,
    ) -> Option<(Locale, &String)> {
        self.best(locale, |words| {
            words.questions.get(question)?.as_ref()?.options.get(option)?.as_ref()
        })
    }

    /// The words of a requirement in the best language that has them.
    #[must_use]
    pub fn requirement_words(
        &self,
        place: usize,
        locale: Locale,
    ) -> Option<(Locale, &RequirementWords)> {
        self.best(locale, |words| words.requirements.get(place)?.as_ref())
    }

    /// The name of a document in the best language that has it.
    #[must_use]
    pub fn document_name(&self, place: usize, locale: Locale) -> Option<(Locale, &String)> {
        self.best(locale, |words| words.documents.get(place)?.as_ref())
    }

    /// What a part of the words is in this language, else in Swedish, else in any that has it.
    fn best<'c, T>(
        &'c self,
        locale: Locale,
        part: impl Fn(&'c ChecklistWords) -> Option<&'c T>,
    ) -> Option<(Locale, &'c T)> {
        let of = |locale: Locale| Some((locale, part(self.words.get(locale)?)?));
        let any = || self.words.iter().find_map(|(locale, words)| Some((locale, part(words)?)));
        of(locale).or_else(|| of(Locale::SV)).or_else(any)
    }
}

impl Answers {
    /// No answers to so many questions.
    #[must_use]
    pub fn none(questions: usize) -> Self {
        Self { place: None, given: vec![None; questions] }
    }

    /// The answer to a question.
    #[must_use]
    pub fn get(&self, question: usize) -> Option<&Answer> {
        self.given.get(question)?.as_ref()
    }
}
