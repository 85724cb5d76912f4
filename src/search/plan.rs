//! What each word of a query may stand for, before it is looked up: its corrections, what it is
//! together with its neighbours, its synonyms, and whether it is still being typed.

use super::Index;
use super::analysis::{self, Stems, Word};
use super::language::Weight;
use super::synonyms::Phrase;
use super::terms;

/// The fewest letters of a last word that is taken for the beginning of a longer one.
const TYPED_LETTERS_MIN: usize = 3;
/// The same of any other word, which can be the head of compounds.
const HEAD_LETTERS_MIN: usize = 5;
/// The most unknown words of one query that are corrected.
const CORRECTIONS_MAX: usize = 4;
/// The fewest letters of a word that is taken for misspelt although some text has it.
const DOUBTFUL_LETTERS_MIN: usize = 7;
/// The most synonyms of one word.
const SYNONYMS_MAX: usize = 24;

/// A word with what it is replaced or completed by.
pub(super) struct Looked {
    /// The word.
    pub(super) word: Word,
    /// How much it counts.
    pub(super) weight: Weight,
    /// Corrected spellings, with their language's place.
    pub(super) corrections: Vec<(usize, String)>,
    /// Whether some text has the word as it is.
    pub(super) is_known: bool,
    /// What it is together with the word before or after it, where the index knows that:
    /// "serverings" beside "tillstånd" was meant as one word.
    pub(super) joined: Vec<Word>,
    /// What editors say it also finds: with the language's place, and the share of the phrase
    /// that this word is.
    pub(super) synonyms: Vec<(usize, Phrase, f32)>,
    /// Whether it may be the beginning of a longer word: the visitor is still typing it,
    /// or it is the head of compounds.
    pub(super) is_open: bool,
}

impl Looked {
    /// The word, or its best correction.
    pub(super) fn best(&self) -> Word {
        let spelling = self.corrections.first().map(|(_, spelling)| spelling);
        spelling.and_then(|spelling| analysis::words(spelling).next()).unwrap_or(self.word.clone())
    }
}

/// The words of a query, ready to be looked up.
pub(super) struct Plan {
    /// In the order of the query, without those that count nothing.
    pub(super) words: Vec<Looked>,
}

impl Plan {
    /// Completes or corrects the words that the index does not know, and adds synonyms. `words` are
    /// all words of the query but a municipality's name.
    pub(super) fn new(index: &Index, words: &[(Word, Weight)]) -> Self {
        let mut plan = Self { words: Vec::new() };
        let last = words.iter().rposition(|(_, weight)| *weight == Weight::Full);
        let mut synonyms = index.synonyms(words);
        let mut left = CORRECTIONS_MAX;
        for (place, (word, weight)) in words.iter().enumerate() {
            if *weight == Weight::None {
                continue;
            }
            let letters_min =
                if Some(place) == last { TYPED_LETTERS_MIN } else { HEAD_LETTERS_MIN };
            let is_full = *weight == Weight::Full;
            let is_open = is_full && word.folded.chars().count() >= letters_min;
            let mut synonyms = std::mem::take(&mut synonyms[place]);
            let is_named = !is_full || !synonyms.is_empty() || index.names_with(word);
            let is_known = is_named || index.has(word);
            let mut corrections = Vec::new();
            if !is_named && left > 0 && !(is_open && index.completes(word)) {
                left -= 1;
                corrections = index.corrections(word, is_known);
                synonyms = index.synonyms_of(&corrections);
            }
            let joined = index.joined(words, place);
            let (word, weight) = (word.clone(), *weight);
            plan.words.push(Looked {
                word,
                weight,
                corrections,
                is_known,
                joined,
                synonyms,
                is_open,
            });
        }
        plan
    }

    /// The visitor's words with the best corrections in their place, when there are any.
    pub(super) fn corrected(&self, words: &[Word]) -> Option<String> {
        let spelling = |word: &Word| {
            let unknown = |looked: &&Looked| looked.word == *word && !looked.is_known;
            let mut looked = self.words.iter().filter(unknown);
            looked.find_map(|looked| looked.corrections.first()).map(|(_, spelling)| spelling)
        };
        words.iter().find_map(spelling)?;
        let spelt = words.iter().map(|word| spelling(word).unwrap_or(&word.written).as_str());
        Some(spelt.collect::<Vec<_>>().join(" "))
    }

    /// The words that count fully.
    pub(super) fn full(&self) -> impl Iterator<Item = &Looked> {
        self.words.iter().filter(|looked| looked.weight == Weight::Full)
    }
}

impl Index {
    /// Per word, the synonyms of the entries that it stands in.
    fn synonyms(&self, words: &[(Word, Weight)]) -> Vec<Vec<(usize, Phrase, f32)>> {
        let plain: Vec<Word> = words.iter().map(|(word, _)| word.clone()).collect();
        let mut found: Vec<Vec<(usize, Phrase, f32)>> = words.iter().map(|_| Vec::new()).collect();
        for (place, locale) in self.locales.iter().enumerate() {
            let mut stems = Stems::new(*locale);
            for start in 0..plain.len() {
                let (expansions, known) = (&self.expansions[place], &self.vocabularies[place]);
                let Some(expanded) = expansions.at(&plain[start..], known, &mut stems) else {
                    continue;
                };
                let span = start..start + expanded.length;
                let full = |at: &usize| words[*at].1 == Weight::Full;
                let counting: Vec<usize> = span.clone().filter(full).collect();
                let share = 1.0 / counting.len().max(1) as f32;
                for at in counting {
                    let room = SYNONYMS_MAX.saturating_sub(found[at].len());
                    let phrases = expanded.phrases.iter().take(room);
                    found[at].extend(phrases.map(|phrase| (place, phrase.clone(), share)));
                }
            }
        }
        found
    }

    /// The synonyms of corrected spellings.
    fn synonyms_of(&self, corrections: &[(usize, String)]) -> Vec<(usize, Phrase, f32)> {
        let mut found = Vec::new();
        for (place, spelling) in corrections {
            let words: Vec<Word> = analysis::words(spelling).collect();
            let mut stems = Stems::new(self.locales[*place]);
            let (expansions, known) = (&self.expansions[*place], &self.vocabularies[*place]);
            let expanded = expansions.at(&words, known, &mut stems);
            let phrases = expanded.iter().flat_map(|expanded| expanded.phrases);
            found.extend(phrases.take(SYNONYMS_MAX).map(|phrase| (*place, phrase.clone(), 0.8)));
        }
        found.truncate(SYNONYMS_MAX);
        found
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

    /// Whether a title, keyword, summary, heading or synonym has the word in any language.
    fn names_with(&self, word: &Word) -> bool {
        self.locales.iter().zip(&self.vocabularies).any(|(locale, known)| {
            known.has_stem(&Stems::new(*locale).stem(&word.lower)) || known.pair(word).is_some()
        })
    }

    /// Whether any text has the word in any language.
    fn has(&self, word: &Word) -> bool {
        self.layout.languages.iter().any(|fields| {
            let stem = Stems::new(fields.locale).stem(&word.lower);
            let names = || fields.stemmed().map(|(field, _)| field);
            terms::known(&self.searcher, &stem, &names())
                || terms::known(&self.searcher, &stem, &[fields.parts])
        })
    }

    /// Whether some title or keyword begins with the word.
    fn completes(&self, word: &Word) -> bool {
        self.vocabularies.iter().any(|known| !known.beginning_with(&word.folded).is_empty())
    }

    /// The spellings that a word may be meant as, with the place of their language. A word that
    /// only some running text has may be misspelt as well, but only when it is long and one is near.
    fn corrections(&self, word: &Word, is_known: bool) -> Vec<(usize, String)> {
        if is_known && word.folded.chars().count() < DOUBTFUL_LETTERS_MIN {
            return Vec::new();
        }
        // Another form of a known word, or a compound of known parts, is no misspelling.
        if self.vocabularies.iter().any(|known| known.forms(word).next().is_some()) {
            return Vec::new();
        }
        let languages = self.vocabularies.iter().enumerate();
        let mut found: Vec<(f32, usize, &str)> = languages
            .flat_map(|(place, known)| {
                let similar = known.similar(word).into_iter();
                similar.map(move |(distance, spelling)| (distance, place, spelling))
            })
            .collect();
        found.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let nearest = found.first().map_or(0.0, |(distance, ..)| *distance);
        if nearest > 1.0 && (is_known || self.is_made_of_known_parts(word)) {
            return Vec::new();
        }
        let near = found.into_iter().take_while(|(distance, ..)| *distance <= nearest + 0.3);
        near.map(|(_, place, spelling)| (place, spelling.to_owned())).collect()
    }

    /// Whether the word is a compound of which the index knows every part:
    /// "alkoholtillstånd" is no misspelling of a word that is two letters off.
    fn is_made_of_known_parts(&self, word: &Word) -> bool {
        self.locales.iter().zip(&self.vocabularies).any(|(locale, known)| {
            let parts = known.parts.of(&word.lower);
            let mut stems = Stems::new(*locale);
            !parts.is_empty() && parts.iter().all(|part| known.has_stem(&stems.stem(part)))
        })
    }
}
