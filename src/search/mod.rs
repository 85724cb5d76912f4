//! Finding services, guides, municipalities and pages by everyday words. Only this module knows Tantivy.

mod analysis;
mod answer;
mod bets;
mod collect;
mod compound;
mod eval;
mod facets;
mod index;
mod language;
mod matching;
mod offers;
mod phrases;
mod plan;
mod query;
mod records;
mod schema;
mod snippet;
mod spelling;
mod suggest;
mod synonyms;
mod terms;
mod understand;
mod vocabulary;
mod writing;

pub use eval::{Failure, Report, Scores, eval};
pub use index::{Index, Material, StoreError, build, material};

use crate::model::{Audience, Locale, MunicipalityCode, TopicId};

/// The longest query, in characters; longer ones are answered as too long.
pub const QUERY_LENGTH_MAX: usize = 200;
/// The most words of a query that count.
pub const QUERY_TERMS_MAX: usize = 20;
/// The most words that are offered when nothing is found.
pub const NEAREST_MAX: usize = 6;

/// What to look for.
#[derive(Debug, Clone)]
pub struct Query {
    /// The visitor's words.
    pub text: String,
    /// The language of the page.
    pub locale: Locale,
    /// The municipality chosen by the visitor.
    pub municipality: Option<MunicipalityCode>,
    /// Only this kind of page.
    pub kind: Option<HitKind>,
    /// Only this topic.
    pub topic: Option<TopicId>,
    /// Only for these people.
    pub audience: Option<Audience>,
    /// Only what is known to be provided in this municipality.
    pub provided_in: Option<MunicipalityCode>,
    /// Only what can be done with (or without) e-identification.
    pub eid: Option<bool>,
    /// Only what is written in this language.
    pub language: Option<Locale>,
    /// Whether every word is only a word: no municipality is understood from them.
    pub words_only: bool,
    /// The day, for best bets; without one they have no effect.
    pub day: Option<jiff::civil::Date>,
    /// How many hits, at most.
    pub limit: usize,
    /// How many hits to skip.
    pub offset: usize,
}

impl Query {
    /// The first ten hits for these words, without any choice.
    #[must_use]
    pub fn new(text: &str, locale: Locale) -> Self {
        Self {
            text: text.to_owned(),
            locale,
            municipality: None,
            kind: None,
            topic: None,
            audience: None,
            provided_in: None,
            eid: None,
            language: None,
            words_only: false,
            day: None,
            limit: 10,
            offset: 0,
        }
    }
}

/// What kind of page a hit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HitKind {
    /// A service.
    Service,
    /// A guide.
    Guide,
    /// A checklist.
    Checklist,
    /// An event of life or business.
    Event,
    /// A municipality.
    Municipality,
    /// A topic.
    Topic,
    /// A static page.
    Page,
}

/// The answer.
#[derive(Debug, Clone, Default)]
pub struct Results {
    /// How many there are in all.
    pub total: usize,
    /// The hits of this page, best first.
    pub hits: Vec<Hit>,
    /// The checklist that the words name, to be shown before the hits.
    pub planned: Option<Hit>,
    /// The municipality understood from the words, when the visitor had chosen none.
    pub understood: Option<MunicipalityCode>,
    /// The words as they were corrected.
    pub corrected: Option<String>,
    /// When nothing was found: the words of the portal that look most like the visitor's.
    pub nearest: Vec<String>,
    /// Counts per value over all hits.
    pub facets: Facets,
}

/// A hit.
#[derive(Debug, Clone)]
pub struct Hit {
    /// What it is.
    pub kind: HitKind,
    /// Its id; for a municipality the slug.
    pub id: String,
    /// Its title in the language of the query, or the best there is.
    pub title: String,
    /// Its summary likewise.
    pub summary: String,
    /// The best passage as safe HTML with `<mark>`.
    pub snippet: String,
    /// Higher is better; comparable only within one answer.
    pub score: f32,
}

/// Counts of hits per value.
#[derive(Debug, Clone, Default)]
pub struct Facets {
    /// Per kind.
    pub kinds: Vec<(HitKind, usize)>,
    /// Per topic id.
    pub topics: Vec<(String, usize)>,
    /// Per audience.
    pub audiences: Vec<(Audience, usize)>,
    /// Per municipality where it is known to be provided.
    pub municipalities: Vec<(MunicipalityCode, usize)>,
    /// With (`true`) and without e-identification, where that is known.
    pub eid: Vec<(bool, usize)>,
    /// Per language.
    pub languages: Vec<(Locale, usize)>,
}

/// A completion of what the visitor has typed.
#[derive(Debug, Clone)]
pub struct Suggestion {
    /// The completed text.
    pub text: String,
    /// What it leads to.
    pub kind: HitKind,
    /// Its id; for a municipality the slug.
    pub id: String,
}

impl Index {
    /// Answers a query. An empty or too long text gives an empty answer; nothing panics.
    #[must_use]
    pub fn search(&self, query: &Query) -> Results {
        answer::search(self, query)
    }

    /// Completes what has been typed.
    #[must_use]
    pub fn suggest(&self, text: &str, locale: Locale, limit: usize) -> Vec<Suggestion> {
        self.suggestions.complete(text, locale, limit, &self.entries)
    }
}
