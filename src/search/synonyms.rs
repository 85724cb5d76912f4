//! Editors' synonyms, expanded when a query is read: the words of the query that stand in a
//! group or a lead also find what the others name.

use std::collections::HashMap;

use super::analysis::{self, Stems, Word};
use super::vocabulary::Vocabulary;
use crate::model::{Locale, Synonyms};

/// The most other phrases that one word leads to.
const PHRASES_MAX: usize = 24;

/// The synonyms of one language, by what is left of their words without endings.
#[derive(Debug, Default)]
pub(super) struct Expansions {
    phrases: HashMap<String, Vec<Phrase>>,
    /// The most words of one entry.
    longest: usize,
}

/// A phrase that is also looked for.
pub(super) type Phrase = Vec<Word>;

/// Words of a query that have synonyms.
#[derive(Debug)]
pub(super) struct Expanded<'a> {
    /// How many words, from the place that was asked for.
    pub(super) length: usize,
    /// What they also find.
    pub(super) phrases: &'a [Phrase],
}

impl Expansions {
    /// The synonyms of a language.
    pub(super) fn new(locale: Locale, synonyms: Option<&Synonyms>, known: &Vocabulary) -> Self {
        let mut expansions = Self::default();
        let Some(Synonyms { groups, leads }) = synonyms else { return expansions };
        let mut stems = Stems::new(locale);
        let read =
            |phrase: &String| -> Phrase { analysis::words(&analysis::composed(phrase)).collect() };
        let groups: Vec<Vec<Phrase>> =
            groups.iter().map(|group| group.words.iter().map(read).collect()).collect();
        for group in &groups {
            for word in group {
                let others = group.iter().filter(|other| *other != word);
                expansions.add(word, others, known, &mut stems);
            }
        }
        for lead in leads {
            let to: Vec<Phrase> = lead.to.iter().map(read).collect();
            // What a lead names finds its own synonyms too.
            let also = groups.iter().filter(|group| to.iter().any(|word| group.contains(word)));
            let all: Vec<&Phrase> = to.iter().chain(also.flatten()).collect();
            for word in lead.words.iter().map(read) {
                expansions.add(&word, all.iter().copied(), known, &mut stems);
            }
        }
        expansions
    }

    fn add<'p>(
        &mut self,
        word: &Phrase,
        others: impl Iterator<Item = &'p Phrase>,
        known: &Vocabulary,
        stems: &mut Stems,
    ) {
        self.longest = self.longest.max(word.len());
        let phrases = self.phrases.entry(key(word, known, stems)).or_default();
        for other in others.filter(|other| *other != word) {
            if phrases.len() < PHRASES_MAX && !phrases.contains(other) {
                phrases.push(other.clone());
            }
        }
    }

    /// The synonyms of the longest entry that begins with the first of these words.
    pub(super) fn at(
        &self,
        words: &[Word],
        known: &Vocabulary,
        stems: &mut Stems,
    ) -> Option<Expanded<'_>> {
        let longest = self.longest.min(words.len());
        (1..=longest).rev().find_map(|length| {
            let phrases = self.phrases.get(&key(&words[..length], known, stems))?;
            Some(Expanded { length, phrases })
        })
    }
}

fn key(words: &[Word], known: &Vocabulary, stems: &mut Stems) -> String {
    words.iter().map(|word| known.key(word, stems)).collect::<Vec<_>>().join(" ")
}
