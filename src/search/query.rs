//! From words to a query of the index. Never through a query language: whatever visitors type
//! is words. Per word the best of its forms in every language counts; the words are joined so
//! that a given number of them is required.

use std::collections::HashMap;

use tantivy::query::{BooleanQuery, BoostQuery, DisjunctionMaxQuery, Occur, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption, Term};

use super::Index;
use super::analysis::{Stems, Word};
use super::language::{self, Weight};
use super::schema::Fields;
use super::snippet::Marks;
use super::terms;
use crate::model::Locale;

/// The fewest letters of a last word that is taken for the beginning of a longer one.
const TYPED_LETTERS_MIN: usize = 3;
/// The same of any other word, which can be the head of compounds.
const HEAD_LETTERS_MIN: usize = 5;
/// The most unknown words of one query that are corrected.
const CORRECTIONS_MAX: usize = 4;

const BOOST_EXACT: f32 = 2.0;
const BOOST_PREFIX: f32 = 1.5;
const BOOST_ALL_PARTS: f32 = 0.7;
const BOOST_PART: f32 = 0.35;
const BOOST_WEAK_PART: f32 = 0.05;
const BOOST_CORRECTED: f32 = 0.6;
const BOOST_WEAK_WORD: f32 = 0.2;
/// How much the other forms of a word add to its best one.
const TIE_BREAKER: f32 = 0.1;

/// A word with what it is replaced or completed by.
pub(super) struct Looked {
    word: Word,
    weight: Weight,
    /// Corrected spellings, folded, with their language's place.
    corrections: Vec<(usize, String)>,
    /// What it is together with the word before or after it, where the index knows that:
    /// "serverings" beside "tillstånd" was meant as one word.
    joined: Vec<Word>,
    /// Whether it may be the beginning of a longer word: the visitor is still typing it,
    /// or it is the head of compounds.
    is_open: bool,
}

/// The words of a query, ready to be joined.
pub(super) struct Plan {
    words: Vec<Looked>,
    /// What is marked in the snippets.
    pub(super) marks: HashMap<Locale, Marks>,
}

impl Plan {
    /// Weighs the words, and completes or corrects those that the index does not know.
    pub(super) fn new(index: &Index, words: &[(Word, Weight)]) -> Self {
        let mut plan = Self { words: Vec::new(), marks: HashMap::new() };
        let last = words.iter().rposition(|(_, weight)| *weight == Weight::Full);
        let mut left = CORRECTIONS_MAX;
        for (place, (word, weight)) in words.iter().enumerate() {
            let letters_min =
                if Some(place) == last { TYPED_LETTERS_MIN } else { HEAD_LETTERS_MIN };
            let is_open = *weight == Weight::Full && word.folded.chars().count() >= letters_min;
            let is_unknown = *weight == Weight::Full && !index.has(word);
            let mut corrections = Vec::new();
            if is_unknown && left > 0 && !(is_open && index.completes(word)) {
                left -= 1;
                corrections = index.corrections(word);
            }
            let joined = index.joined(words, place);
            let (word, weight) = (word.clone(), *weight);
            plan.words.push(Looked { word, weight, corrections, joined, is_open });
        }
        plan
    }

    /// The visitor's words with the best corrections in their place, when there are any.
    pub(super) fn corrected(&self, index: &Index, words: &[Word]) -> Option<String> {
        let spelling = |word: &Word| {
            let mut looked = self.words.iter().filter(|looked| looked.word == *word);
            let (place, term) = looked.find_map(|looked| looked.corrections.first())?;
            Some(index.vocabularies[*place].spelling(term))
        };
        words.iter().find_map(spelling)?;
        let spelt = words.iter().map(|word| spelling(word).unwrap_or(&word.written));
        Some(spelt.collect::<Vec<_>>().join(" "))
    }

    /// How many words can be required.
    pub(super) fn required_max(&self) -> usize {
        self.words.iter().filter(|looked| looked.weight == Weight::Full).count()
    }

    /// Each word as a query of its own, with its weight; fills the marks on the way.
    pub(super) fn queries(&mut self, index: &Index) -> Vec<(Weight, Box<dyn Query>)> {
        let mut queries: Vec<(Weight, Vec<Box<dyn Query>>)> =
            self.words.iter().map(|looked| (looked.weight, Vec::new())).collect();
        for (place, fields) in index.layout.languages.iter().enumerate() {
            let mut forms = Forms {
                index,
                fields,
                place,
                stems: Stems::new(fields.locale),
                marks: Marks::default(),
            };
            for (looked, (_, query)) in self.words.iter().zip(&mut queries) {
                query.extend(forms.of(looked));
            }
            self.marks.insert(fields.locale, forms.marks);
        }
        queries.into_iter().map(|(weight, forms)| (weight, best_of(forms))).collect()
    }
}

/// Joins words so that a number of the full ones is required; weak ones only rank.
pub(super) fn joined(words: &[(Weight, Box<dyn Query>)], required: usize) -> Box<dyn Query> {
    let full = words.iter().filter(|(weight, _)| *weight == Weight::Full);
    let full: Vec<_> = full.map(|(_, query)| (Occur::Should, query.box_clone())).collect();
    let full = Box::new(BooleanQuery::with_minimum_required_clauses(full, required));
    let mut clauses: Vec<(Occur, Box<dyn Query>)> = vec![(Occur::Must, full)];
    let weak = words.iter().filter(|(weight, _)| *weight != Weight::Full);
    clauses.extend(
        weak.map(|(_, query)| (Occur::Should, boosted(query.box_clone(), BOOST_WEAK_WORD))),
    );
    Box::new(BooleanQuery::new(clauses))
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
        let Looked { word, corrections, .. } = looked;
        let stem = self.stems.stem(&word.lower);
        let mut forms = self.stemmed(&stem);
        forms.push(boosted(term(self.fields.exact, &word.lower), BOOST_EXACT));
        forms.extend(self.compound(word));
        for joined in &looked.joined {
            let stem = self.stems.stem(&joined.lower);
            forms.extend(self.stemmed(&stem));
        }
        if looked.is_open {
            forms.extend(self.completed(&word.folded));
        }
        let (here, vocabulary) = (self.place, &self.index.vocabularies[self.place]);
        for (_, spelling) in corrections.iter().filter(|(place, _)| *place == here) {
            let stem = self.stems.stem(vocabulary.spelling(spelling));
            let stemmed = self.stemmed(&stem);
            forms.extend(stemmed.into_iter().map(|query| boosted(query, BOOST_CORRECTED)));
        }
        forms
    }

    fn stemmed(&mut self, stem: &str) -> Vec<Box<dyn Query>> {
        let fields = self.fields.stemmed();
        let forms = fields.iter().map(|(field, boost)| boosted(term(*field, stem), *boost));
        let forms = forms.collect();
        self.marks.stems.insert(stem.to_owned());
        forms
    }

    /// The parts of a compound: best all of them, else any, but hardly one as common as "ansökan".
    fn compound(&mut self, word: &Word) -> Vec<Box<dyn Query>> {
        let parts = self.index.vocabularies[self.place].parts(word, &mut self.stems);
        let locales = [self.fields.locale];
        let weighed: Vec<(Box<dyn Query>, f32)> = parts
            .iter()
            .map(|part| {
                let weak = language::weight(part, &locales) != Weight::Full;
                (best_of(self.stemmed(part)), if weak { BOOST_WEAK_PART } else { BOOST_PART })
            })
            .collect();
        let mut forms: Vec<Box<dyn Query>> =
            weighed.iter().map(|(query, boost)| boosted(query.box_clone(), *boost)).collect();
        if weighed.len() > 1 {
            let all = weighed.into_iter().map(|(query, _)| query).collect();
            forms.push(boosted(Box::new(BooleanQuery::intersection(all)), BOOST_ALL_PARTS));
        }
        forms
    }

    fn completed(&mut self, folded: &str) -> Vec<Box<dyn Query>> {
        let found = terms::beginning_with(&self.index.searcher, folded, self.fields.names);
        self.marks.prefix = Some(folded.to_owned());
        found.iter().map(|word| boosted(term(self.fields.names, word), BOOST_PREFIX)).collect()
    }
}

impl Index {
    /// Whether the word is made of parts that some title, keyword, summary or heading has.
    fn is_made_of_parts(&self, word: &Word) -> bool {
        let mut languages = self.locales.iter().zip(&self.vocabularies);
        languages.any(|(locale, known)| known.parts(word, &mut Stems::new(*locale)).len() > 1)
    }

    /// What a word is together with its neighbours, where that is a word of the index:
    /// people write compounds apart.
    fn joined(&self, words: &[(Word, Weight)], place: usize) -> Vec<Word> {
        let pairs = [place.checked_sub(1), Some(place)].into_iter().flatten();
        let pairs =
            pairs.filter_map(|first| Some((&words.get(first)?.0, &words.get(first + 1)?.0)));
        let joined = pairs.map(|(first, second)| first.followed_by(second));
        joined.filter(|word| self.has(word)).collect()
    }

    /// Whether any text has the word in any language.
    fn has(&self, word: &Word) -> bool {
        self.layout.languages.iter().any(|fields| {
            let stem = Stems::new(fields.locale).stem(&word.lower);
            terms::known(&self.searcher, &stem, &fields.stemmed().map(|(field, _)| field))
        })
    }

    /// Whether some title or keyword begins with the word.
    fn completes(&self, word: &Word) -> bool {
        let mut languages = self.layout.languages.iter();
        languages.any(|fields| {
            !terms::beginning_with(&self.searcher, &word.folded, fields.names).is_empty()
        })
    }

    /// The spellings that a word may be meant as, with the place of their language.
    fn corrections(&self, word: &Word) -> Vec<(usize, String)> {
        let languages = self.layout.languages.iter().enumerate();
        let found = languages.flat_map(|(place, fields)| {
            let similar = terms::similar(&self.searcher, &word.folded, fields.words);
            similar.into_iter().map(move |term| (place, term))
        });
        let mut found: Vec<_> = found
            .map(|(place, term)| (strsim::osa_distance(&word.folded, &term), place, term))
            .collect();
        found.sort();
        let nearest = found.first().map_or(0, |(mistakes, ..)| *mistakes);
        // "alkoholtillstånd" is no misspelling of a word that is two letters off.
        if nearest > 1 && self.is_made_of_parts(word) {
            return Vec::new();
        }
        let near = found.into_iter().take_while(|(mistakes, ..)| *mistakes == nearest);
        near.map(|(_, place, term)| (place, term)).collect()
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
