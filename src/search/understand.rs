//! Which municipality the visitor's words name, and which words remain to be looked for.

use std::collections::HashMap;
use std::ops::Range;

use super::analysis::{self, Word};
use super::language;
use super::vocabulary::Vocabulary;
use crate::model::{Catalog, Locale, MunicipalityCode};

/// The most words a name has.
const NAME_WORDS_MAX: usize = 4;

/// Every name of every municipality, by its folded words.
#[derive(Debug, Default)]
pub(super) struct Names {
    names: HashMap<String, Vec<Name>>,
    locales: Vec<Locale>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Name {
    lower: String,
    code: MunicipalityCode,
}

/// A municipality found among the words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// The municipality.
    pub(super) code: MunicipalityCode,
    /// Its words.
    pub(super) words: Range<usize>,
    /// Whether the words may mean something else as well ("berg").
    pub(super) ambiguous: bool,
}

impl Names {
    /// The names, aliases and genitives of all municipalities.
    pub(super) fn new(catalog: &Catalog, locales: &[Locale]) -> Self {
        let mut names = Self { names: HashMap::new(), locales: locales.to_vec() };
        for municipality in catalog.municipalities.values() {
            let written = municipality.names.iter().map(|(_, name)| name);
            for name in written.chain(&municipality.aliases) {
                let lower = lower(name);
                if !lower.ends_with('s') {
                    names.insert(format!("{lower}s"), municipality.code);
                }
                names.insert(lower, municipality.code);
            }
        }
        names
    }

    fn insert(&mut self, lower: String, code: MunicipalityCode) {
        let same_key = self.names.entry(analysis::fold(&lower)).or_default();
        let name = Name { lower, code };
        if !same_key.contains(&name) {
            same_key.push(name);
        }
    }

    /// The first municipality that the words name, the longest name first.
    pub(super) fn find(&self, words: &[Word], vocabularies: &[Vocabulary]) -> Option<Found> {
        (0..words.len()).find_map(|start| {
            let longest = NAME_WORDS_MAX.min(words.len() - start);
            (1..=longest)
                .rev()
                .find_map(|length| self.at(words, start..start + length, vocabularies))
        })
    }

    fn at(
        &self,
        words: &[Word],
        range: Range<usize>,
        vocabularies: &[Vocabulary],
    ) -> Option<Found> {
        let named = &words[range.clone()];
        let same_key = self.names.get(&joined(named, |word| &word.folded))?;
        let lower = joined(named, |word| &word.lower);
        let exact = same_key.iter().find(|name| name.lower == lower);
        let mut meant = same_key.iter().filter(|name| is_spelling_of(&lower, &name.lower));
        let code = exact.or(meant.next())?.code;
        // Without diacritics two names can look alike; then nothing is understood.
        if exact.is_none() && meant.any(|name| name.code != code) {
            return None;
        }
        let before = range.start.checked_sub(1).map(|index| &words[index]);
        let after_at = before.is_some_and(|word| self.is_any(word, |row| row.at));
        let single = (range.len() == 1).then(|| &words[range.start]);
        let last = range.end == words.len();
        // "are" is Åre in "bygglov are" but not in "are dogs allowed".
        let function = single.is_some_and(|word| self.is_function(word));
        if exact.is_none() && function && !after_at && !last {
            return None;
        }
        let ambiguous = !after_at
            && single.is_some_and(|word| {
                word.written == word.lower && vocabularies.iter().any(|known| known.has(word))
            });
        let end = range.end + usize::from(self.says_municipality(words.get(range.end)));
        let ambiguous = ambiguous && end == range.end;
        Some(Found { code, words: range.start..end, ambiguous })
    }

    fn says_municipality(&self, word: Option<&Word>) -> bool {
        word.is_some_and(|word| self.is_any(word, |row| row.municipality))
    }

    fn is_any(
        &self,
        word: &Word,
        list: fn(&language::Language) -> &'static [&'static str],
    ) -> bool {
        let rows = self.locales.iter().map(|locale| language::of(*locale));
        rows.into_iter().any(|row| list(row).contains(&word.folded.as_str()))
    }

    fn is_function(&self, word: &Word) -> bool {
        language::weight(&word.folded, &self.locales) == language::Weight::None
    }
}

/// Whether a text is a name with some diacritics left out: "mala" is Malå, "måla" is not.
fn is_spelling_of(lower: &str, name: &str) -> bool {
    let mut letters = lower.chars().zip(name.chars());
    let same = |(written, meant): (char, char)| written == meant || written.is_ascii();
    lower.chars().count() == name.chars().count() && letters.all(same)
}

fn lower(name: &str) -> String {
    let words: Vec<Word> = analysis::words(&analysis::composed(name)).collect();
    joined(&words, |word| &word.lower)
}

fn joined(words: &[Word], form: fn(&Word) -> &String) -> String {
    words.iter().map(|word| form(word).as_str()).collect::<Vec<_>>().join(" ")
}
