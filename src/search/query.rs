//! From words to queries of the index, one per word. Never through a query language: whatever
//! visitors type is words. Per word the best of its forms in every language counts.

use std::collections::HashMap;

use tantivy::query::{BooleanQuery, BoostQuery, DisjunctionMaxQuery, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption, Term};

use super::Index;
use super::analysis::{Stems, Word};
use super::language::{self, Weight};
use super::plan::{Looked, Plan};
use super::schema::Fields;
use super::snippet::Marks;
use crate::model::Locale;

const BOOST_EXACT: f32 = 2.0;
const BOOST_PREFIX: f32 = 0.5;
const BOOST_FORM: f32 = 0.95;
const BOOST_SYNONYM: f32 = 0.8;
const BOOST_INSIDE: f32 = 1.2;
const BOOST_LOCAL: f32 = 0.5;
const BOOST_ALL_PARTS: f32 = 0.7;
const BOOST_PART: f32 = 0.35;
const BOOST_WEAK_PART: f32 = 0.05;
const BOOST_CORRECTED: f32 = 0.6;
/// How much the other forms of a word add to its best one.
const TIE_BREAKER: f32 = 0.1;

/// A word as a query.
pub(super) struct Asked {
    /// How much it counts.
    pub(super) weight: Weight,
    /// What it finds.
    pub(super) query: Box<dyn Query>,
}

/// Each word as a query of its own, and what is marked in the snippets.
pub(super) fn queries(index: &Index, plan: &Plan) -> (Vec<Asked>, HashMap<Locale, Marks>) {
    let mut forms: Vec<Vec<Box<dyn Query>>> = plan.words.iter().map(|_| Vec::new()).collect();
    let mut marks = HashMap::new();
    for (place, fields) in index.layout.languages.iter().enumerate() {
        let mut language = Forms {
            index,
            fields,
            place,
            stems: Stems::new(fields.locale),
            marks: Marks::new(plan.full().count()),
        };
        for (looked, forms) in plan.words.iter().zip(&mut forms) {
            match looked.weight {
                Weight::Full => forms.extend(language.of(looked)),
                // A word that nearly every errand has says something only where it names one.
                Weight::Weak | Weight::None => forms.extend(language.named(&looked.word)),
            }
        }
        marks.insert(fields.locale, language.marks);
    }
    let words = plan.words.iter().zip(forms);
    let asked = words.map(|(looked, forms)| Asked { weight: looked.weight, query: best_of(forms) });
    (asked.collect(), marks)
}

/// The forms of words in one language.
struct Forms<'a> {
    index: &'a Index,
    fields: &'a Fields,
    place: usize,
    stems: Stems,
    marks: Marks,
}

impl Forms<'_> {
    /// Every form of a word in this language.
    fn of(&mut self, looked: &Looked) -> Vec<Box<dyn Query>> {
        let word = &looked.word;
        let stem = self.stems.stem(&word.lower);
        let mut forms = self.stemmed(&stem);
        forms.push(boosted(term(self.fields.exact, &word.lower), BOOST_EXACT));
        forms.push(boosted(term(self.fields.parts, &stem), BOOST_INSIDE));
        forms.push(boosted(term(self.fields.local, &stem), BOOST_LOCAL));
        forms.extend(self.compound(word));
        forms.extend(self.other_forms(word));
        for joined in &looked.joined {
            let stem = self.stems.stem(&joined.lower);
            forms.extend(self.stemmed(&stem));
        }
        if looked.is_open {
            forms.extend(self.completed(&word.folded));
        }
        let here = self.place;
        for (_, spelling) in looked.corrections.iter().filter(|(place, _)| *place == here) {
            let stem = self.stems.stem(spelling);
            let stemmed = self.stemmed(&stem);
            forms.extend(stemmed.into_iter().map(|query| boosted(query, BOOST_CORRECTED)));
        }
        for (_, phrase, share) in looked.synonyms.iter().filter(|(place, ..)| *place == here) {
            let query = self.phrase(phrase);
            forms.push(boosted(query, BOOST_SYNONYM * share));
        }
        forms
    }

    /// A word where it names a thing.
    fn named(&mut self, word: &Word) -> Vec<Box<dyn Query>> {
        let stem = self.stems.stem(&word.lower);
        self.fields
            .named()
            .iter()
            .map(|(field, boost)| boosted(term(*field, &stem), *boost))
            .collect()
    }

    fn stemmed(&mut self, stem: &str) -> Vec<Box<dyn Query>> {
        let fields = self.fields.stemmed();
        let forms = fields.iter().map(|(field, boost)| boosted(term(*field, stem), *boost));
        let forms = forms.collect();
        self.marks.add_stem(stem);
        forms
    }

    /// All words of a phrase.
    fn phrase(&mut self, phrase: &[Word]) -> Box<dyn Query> {
        let locales = [self.fields.locale];
        let counting = |word: &&Word| language::weight(&word.folded, &locales) != Weight::None;
        let words: Vec<&Word> = phrase.iter().filter(counting).collect();
        let words = if words.is_empty() { phrase.iter().collect() } else { words };
        let mut all: Vec<Box<dyn Query>> = Vec::new();
        for word in words {
            let stem = self.stems.stem(&word.lower);
            let mut forms = self.stemmed(&stem);
            forms.push(boosted(term(self.fields.parts, &stem), BOOST_INSIDE));
            all.push(best_of(forms));
        }
        all_of(all)
    }

    /// The parts of a compound: best all of them, else any, but hardly one as common as "ansökan".
    fn compound(&mut self, word: &Word) -> Vec<Box<dyn Query>> {
        let vocabulary = &self.index.vocabularies[self.place];
        let mut parts = vocabulary.parts.of(&word.lower);
        if let Some((first, second)) = vocabulary.pair(word) {
            parts = vec![first.clone(), second.clone()];
        }
        let locales = [self.fields.locale];
        let mut forms: Vec<Box<dyn Query>> = Vec::new();
        let mut all: Vec<Box<dyn Query>> = Vec::new();
        for part in parts {
            let stem = self.stems.stem(&part);
            let weak =
                [&stem, &part].iter().any(|part| language::weight(part, &locales) != Weight::Full);
            let mut found = self.stemmed(&stem);
            found.push(boosted(term(self.fields.parts, &stem), BOOST_INSIDE));
            let found = best_of(found);
            all.push(found.box_clone());
            forms.push(boosted(found, if weak { BOOST_WEAK_PART } else { BOOST_PART }));
        }
        if all.len() > 1 {
            forms.push(boosted(all_of(all), BOOST_ALL_PARTS));
        }
        forms
    }

    /// Other forms of the word that things are called by.
    fn other_forms(&mut self, word: &Word) -> Vec<Box<dyn Query>> {
        let own = self.stems.stem(&word.lower);
        let others: Vec<String> =
            self.index.vocabularies[self.place].forms(word).map(str::to_owned).collect();
        let mut stems: Vec<String> = others.iter().map(|other| self.stems.stem(other)).collect();
        stems.sort();
        stems.dedup();
        stems.retain(|stem| *stem != own);
        let mut forms = Vec::new();
        for stem in stems {
            let found = self.stemmed(&stem);
            forms.extend(found.into_iter().map(|query| boosted(query, BOOST_FORM)));
        }
        forms
    }

    fn completed(&mut self, folded: &str) -> Vec<Box<dyn Query>> {
        self.marks.set_prefix(folded);
        let found = self.index.vocabularies[self.place].beginning_with(folded);
        let mut stems: Vec<String> = found.iter().map(|word| self.stems.stem(word)).collect();
        stems.dedup();
        let fields = self.fields.named();
        let forms = stems.iter().flat_map(|stem| fields.map(|(field, boost)| (stem, field, boost)));
        forms.map(|(stem, field, boost)| boosted(term(field, stem), boost * BOOST_PREFIX)).collect()
    }
}

fn term(field: Field, text: &str) -> Box<dyn Query> {
    Box::new(TermQuery::new(Term::from_field_text(field, text), IndexRecordOption::WithFreqs))
}

fn boosted(query: Box<dyn Query>, boost: f32) -> Box<dyn Query> {
    Box::new(BoostQuery::new(query, boost))
}

fn best_of(forms: Vec<Box<dyn Query>>) -> Box<dyn Query> {
    Box::new(DisjunctionMaxQuery::with_tie_breaker(forms, TIE_BREAKER))
}

fn all_of(mut queries: Vec<Box<dyn Query>>) -> Box<dyn Query> {
    if queries.len() == 1
        && let Some(only) = queries.pop()
    {
        return only;
    }
    Box::new(BooleanQuery::intersection(queries))
}
