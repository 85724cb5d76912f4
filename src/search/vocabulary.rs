//! The words of titles and keywords in one language: the parts that compounds are made of,
//! and the spellings that misspelt words are corrected to.

use std::collections::{HashMap, HashSet};

use super::HitKind;
use super::analysis::{self, Stems, Word};
use super::records::{Content, Entry};
use crate::model::Locale;

/// The shortest part of a compound, in letters.
const PART_LENGTH_MIN: usize = 4;

/// The words of one language.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    stems: HashSet<String>,
    spellings: HashMap<String, Spelling>,
}

#[derive(Debug)]
struct Spelling {
    lower: String,
    /// Whether it stands anywhere but in the name of a municipality.
    is_common: bool,
}

impl Vocabulary {
    /// The words of all titles and keywords in a language.
    pub(super) fn new(locale: Locale, entries: &[Entry], contents: &[Content]) -> Self {
        let mut vocabulary = Self::default();
        let mut stems = Stems::new(locale);
        for content in contents.iter().filter(|content| content.locale == locale) {
            let is_common = entries[content.entry].kind != HitKind::Municipality;
            let phrases = content.names().chain([&content.summary, &content.headings]);
            for word in phrases.flat_map(|phrase| analysis::words(phrase)) {
                if is_common {
                    vocabulary.stems.insert(stems.stem(&word.lower));
                }
                let new = Spelling { lower: word.lower, is_common };
                let spelling = vocabulary.spellings.entry(word.folded).or_insert(new);
                spelling.is_common |= is_common;
            }
        }
        vocabulary
    }

    /// The spelling with diacritics of a folded word.
    pub(super) fn spelling<'a>(&'a self, folded: &'a str) -> &'a str {
        self.spellings.get(folded).map_or(folded, |spelling| spelling.lower.as_str())
    }

    /// Whether a word stands in a title or keyword exactly like this, diacritics and all,
    /// and not only as the name of a municipality.
    pub(super) fn has(&self, word: &Word) -> bool {
        let spelling = self.spellings.get(&word.folded);
        spelling.is_some_and(|spelling| spelling.is_common && spelling.lower == word.lower)
    }

    /// The stems that a compound begins and ends with, as far as they are known:
    /// "bygglovsansökan" is made of "bygglov" and "ansökan". Empty for a known word.
    pub(super) fn parts(&self, word: &Word, stems: &mut Stems) -> Vec<String> {
        if self.stems.contains(&stems.stem(&word.lower)) {
            return Vec::new();
        }
        let letters: Vec<char> = word.lower.chars().collect();
        let length = letters.len();
        let text = |from: usize, to: usize| letters[from..to].iter().collect::<String>();
        let head = (PART_LENGTH_MIN..length)
            .rev()
            .map(|end| (end, analysis::fold(&text(0, end))))
            .find(|(_, stem)| self.stems.contains(stem));
        let from = head.as_ref().map_or(1, |(end, _)| *end);
        let tail = (from..length.saturating_sub(PART_LENGTH_MIN - 1))
            .map(|start| stems.stem(&text(start, length)))
            .find(|stem| self.stems.contains(stem));
        head.map(|(_, stem)| stem).into_iter().chain(tail).collect()
    }
}
