//! Which municipality the visitor's words name, and which words remain to be looked for.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::analysis::{self, Stems, Word};
use super::language;
use super::records::Content;
use super::vocabulary::Vocabulary;
use crate::model::{Catalog, Locale, MunicipalityCode};

/// The most words a name has.
const NAME_WORDS_MAX: usize = 4;

/// Every name of every municipality, by its folded words.
#[derive(Debug, Default)]
pub(super) struct Names {
    names: HashMap<String, Vec<Name>>,
    /// Two words of a keyword of which one looks like a name: "borra berg" of "borra i berg".
    sayings: HashSet<String>,
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
    /// The names, aliases and genitives of all municipalities, and the keywords with words like them.
    pub(super) fn new(catalog: &Catalog, locales: &[Locale], contents: &[Content]) -> Self {
        let mut names = Self { locales: locales.to_vec(), ..Self::default() };
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
        names.sayings = contents
            .iter()
            .flat_map(|content| &content.keywords)
            .flat_map(|keyword| names.sayings_of(keyword))
            .collect();
        names
    }

    fn sayings_of(&self, keyword: &str) -> Vec<String> {
        let words: Vec<Word> =
            analysis::words(keyword).filter(|word| !self.is_function(word)).collect();
        let is_name = |word: &Word| self.names.contains_key(&word.folded);
        let pairs = words.windows(2).filter(|pair| pair.iter().any(is_name));
        pairs.map(|pair| saying(&pair[0], &pair[1])).collect()
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
        let is_followed = self.says_municipality(words.get(range.end));
        let is_meant = is_followed || (after_at && range.end == words.len());
        let is_else = |word| {
            self.is_word(word, exact.is_some(), vocabularies)
                && self.is_saying(words, range.start, (exact.is_some(), after_at), vocabularies)
        };
        if !is_meant && single.is_some_and(is_else) {
            return None;
        }
        let ambiguous = !after_at
            && single.is_some_and(|word| {
                word.written == word.lower && vocabularies.iter().any(|known| known.has(word))
            });
        let end = range.end + usize::from(is_followed);
        let ambiguous = ambiguous && end == range.end;
        Some(Found { code, words: range.start..end, ambiguous })
    }

    /// Whether the word of a name is an ordinary word as well: "berg", "boden" as the shed, "ange".
    /// A capital letter tells a name, unless the name is not spelt as it should be.
    fn is_word(&self, word: &Word, is_exact: bool, vocabularies: &[Vocabulary]) -> bool {
        if is_exact && word.written != word.lower {
            return false;
        }
        let known = |(locale, known): (&Locale, &Vocabulary)| {
            known.has(word) || known.has_stem(&Stems::new(*locale).stem(&word.lower))
        };
        self.is_function(word) || self.locales.iter().zip(vocabularies).any(known)
    }

    /// Whether the words around an ordinary word tell that no place is meant.
    fn is_saying(
        &self,
        words: &[Word],
        place: usize,
        (is_exact, after_at): (bool, bool),
        vocabularies: &[Vocabulary],
    ) -> bool {
        let word = &words[place];
        let next = words.get(place + 1);
        // "are" is Åre in "bygglov are" but not in "are dogs allowed", and so with "ange".
        let begins = !is_exact && !after_at && next.is_some();
        // "berg värme" is bergvärme.
        let is_split = next.is_some_and(|next| {
            let joined = word.followed_by(next);
            vocabularies.iter().any(|known| known.has(&joined))
        });
        // "den gamla boden" is a shed.
        let before = &words[place.saturating_sub(2)..place];
        let is_noun = before.iter().any(|word| self.is_any(word, |row| row.determiners));
        let full = |word: &&Word| !self.is_function(word);
        let said_before = words[..place].iter().rev().find(full);
        let said_after = words[place + 1..].iter().find(full);
        let is_said = said_before
            .is_some_and(|before| self.sayings.contains(&saying(before, word)))
            || said_after.is_some_and(|after| self.sayings.contains(&saying(word, after)));
        begins || is_split || is_noun || is_said
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

/// Two words that stand beside each other, but for words without meaning.
fn saying(before: &Word, after: &Word) -> String {
    format!("{} {}", before.folded, after.folded)
}

fn lower(name: &str) -> String {
    let words: Vec<Word> = analysis::words(&analysis::composed(name)).collect();
    joined(&words, |word| &word.lower)
}

fn joined(words: &[Word], form: fn(&Word) -> &String) -> String {
    words.iter().map(|word| form(word).as_str()).collect::<Vec<_>>().join(" ")
}
