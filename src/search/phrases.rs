//! Titles and keywords as whole phrases: a query that says exactly one of them
//! has its thing first, whatever the statistics of the single words.

use std::collections::HashMap;

use super::analysis::{self, Stems, Word};
use super::language::{self, Weight};
use super::records::Content;
use crate::model::Locale;

/// How a whole query meets a thing, the best last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Whole {
    /// Not as a whole.
    No,
    /// It is a synonym of the title or a keyword.
    Synonym,
    /// It is one of the keywords.
    Keyword,
    /// It is the title.
    Title,
}

/// The phrases of one language.
#[derive(Debug, Default)]
pub(super) struct Phrases(HashMap<String, Vec<(usize, Whole)>>);

impl Phrases {
    /// The titles and keywords of one language.
    pub(super) fn new(locale: Locale, locales: &[Locale], contents: &[Content]) -> Self {
        let mut phrases = Self::default();
        let mut stems = Stems::new(locale);
        let mut add = |text: &str, entry: usize, whole: Whole| {
            let words: Vec<Word> = analysis::words(text).collect();
            let key = key(&words, locales, &mut stems);
            phrases.0.entry(key).or_default().push((entry, whole));
        };
        for content in contents.iter().filter(|content| content.locale == locale) {
            add(&content.title, content.entry, Whole::Title);
            content.keywords.iter().for_each(|word| add(word, content.entry, Whole::Keyword));
        }
        phrases
    }

    /// The things that the words are a title or keyword of.
    pub(super) fn find(
        &self,
        words: &[Word],
        locales: &[Locale],
        stems: &mut Stems,
    ) -> &[(usize, Whole)] {
        let key = key(words, locales, stems);
        self.0.get(&key).filter(|_| !key.is_empty()).map_or(&[], Vec::as_slice)
    }
}

/// The stems of the words that count fully, or of all when none does.
fn key(words: &[Word], locales: &[Locale], stems: &mut Stems) -> String {
    let full = |word: &&Word| language::weight(&word.folded, locales) == Weight::Full;
    let mut counting: Vec<&Word> = words.iter().filter(full).collect();
    if counting.is_empty() {
        counting = words.iter().collect();
    }
    counting.iter().map(|word| stems.stem(&word.lower)).collect::<Vec<_>>().join(" ")
}
