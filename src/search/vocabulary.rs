//! The words of the things of one language: which are known, how a folded word is spelt, which
//! begin like one that is being typed, which are other forms of one, and which were written as two.

use std::collections::{HashMap, HashSet};

use super::HitKind;
use super::analysis::{self, Stems, Word};
use super::compound::Parts;
use super::language::{self, Language};
use super::records::{Content, Entry};
use super::spelling::Spellings;
use crate::model::{Locale, Synonyms};

/// The most words that one prefix is completed to.
const COMPLETIONS_MAX: usize = 16;
/// The most words with a prefix that are looked at.
const WALK_MAX: usize = 2_000;
/// The most forms of one word.
const FORMS_MAX: usize = 12;
/// The fewest letters that are left when endings are taken away.
const STEM_LENGTH_MIN: usize = 3;
/// The most endings of one word.
const ENDINGS_MAX: usize = 2;

/// The fewest letters of a word that others are compared with when nothing is found.
const LIKE_LENGTH_MIN: usize = 4;
/// How unlike a word that is offered may be, from 0 to 1.
const UNLIKE_MAX: f32 = 0.2;

/// The words of one language.
#[derive(Debug)]
pub(super) struct Vocabulary {
    row: &'static Language,
    /// Sorted by their folded forms.
    words: Vec<Known>,
    /// The folded stems of the words that name no municipality.
    stems: HashSet<String>,
    /// Other forms of the same word: from what is left without any ending to the words.
    forms: HashMap<String, Vec<usize>>,
    /// Words that stand beside each other in titles and keywords, by both written as one.
    pairs: HashMap<String, (String, String)>,
    spellings: Spellings,
    /// What compounds are made of.
    pub(super) parts: Parts,
}

/// A word.
#[derive(Debug)]
struct Known {
    folded: String,
    lower: String,
    /// Whether it stands anywhere but in the name of a municipality.
    is_common: bool,
    /// Whether it stands in a title or keyword.
    is_name: bool,
}

impl Vocabulary {
    /// The words of all titles, keywords, summaries, headings and synonyms in a language.
    pub(super) fn new(
        locale: Locale,
        (entries, contents): (&[Entry], &[Content]),
        synonyms: Option<&Synonyms>,
    ) -> Self {
        let mut gathered = Gathered::default();
        for content in contents.iter().filter(|content| content.locale == locale) {
            let is_common = entries[content.entry].kind != HitKind::Municipality;
            content.names().for_each(|name| gathered.add(name, is_common, true));
            gathered.add(&content.summary, is_common, false);
            gathered.add(&content.headings, is_common, false);
        }
        if let Some(Synonyms { groups, leads }) = synonyms {
            let grouped = groups.iter().flat_map(|group| &group.words);
            let leading = leads.iter().flat_map(|lead| lead.words.iter().chain(&lead.to));
            grouped.chain(leading).for_each(|phrase| gathered.add(phrase, true, true));
        }
        gathered.vocabulary(locale)
    }

    fn get(&self, folded: &str) -> Option<&Known> {
        let place = self.words.binary_search_by(|known| known.folded.as_str().cmp(folded)).ok()?;
        self.words.get(place)
    }

    /// Whether a word stands in a title, keyword, summary or heading exactly like this,
    /// diacritics and all, and not only as the name of a municipality.
    pub(super) fn has(&self, word: &Word) -> bool {
        self.get(&word.folded).is_some_and(|known| known.is_common && known.lower == word.lower)
    }

    /// Whether a word with this folded stem is known.
    pub(super) fn has_stem(&self, stem: &str) -> bool {
        self.stems.contains(stem)
    }

    /// The words of titles and keywords that begin with a folded prefix, the shortest first.
    pub(super) fn beginning_with(&self, prefix: &str) -> Vec<&str> {
        let from = self.words.partition_point(|known| known.folded.as_str() < prefix);
        let mut found: Vec<&Known> = self.words[from..]
            .iter()
            .take(WALK_MAX)
            .take_while(|known| known.folded.starts_with(prefix))
            .filter(|known| known.is_name && known.folded != prefix)
            .collect();
        found.sort_by_key(|known| (known.folded.len(), &known.folded));
        found.truncate(COMPLETIONS_MAX);
        found.into_iter().map(|known| known.lower.as_str()).collect()
    }

    /// Other forms of a word that stand in titles and keywords, as far as their endings tell:
    /// "soptunnan" is a form of "soptunna".
    pub(super) fn forms(&self, word: &Word) -> impl Iterator<Item = &str> {
        let bare = bare(&word.lower, self.row);
        let places = self.forms.get(&bare).map_or(&[] as &[usize], Vec::as_slice);
        let others = places.iter().filter_map(|place| self.words.get(*place));
        others.map(|known| known.lower.as_str()).filter(move |lower| *lower != word.lower)
    }

    /// What a word and its other forms have in common.
    pub(super) fn key(&self, word: &Word, stems: &mut Stems) -> String {
        if self.row.endings.is_empty() {
            stems.stem(&word.lower)
        } else {
            bare(&word.lower, self.row)
        }
    }

    /// The two words of titles and keywords that were written as one: "godman" is "god man".
    pub(super) fn pair(&self, word: &Word) -> Option<&(String, String)> {
        self.pairs.get(&word.folded)
    }

    /// The spellings that a word may be meant as, the nearest first, with their distance.
    pub(super) fn similar(&self, word: &Word) -> Vec<(f32, &str)> {
        let spelling = |place: usize| self.words[place].lower.as_str();
        let near = self.spellings.near(word, |place| spelling(place));
        near.into_iter().map(|(distance, place)| (distance, spelling(place))).collect()
    }
}

impl Vocabulary {
    /// The words of titles and keywords that are least unlike a word, with how unlike they are.
    pub(super) fn most_like(&self, word: &Word) -> Vec<(f32, &str)> {
        let letters = word.folded.chars().count();
        if letters < LIKE_LENGTH_MIN {
            return Vec::new();
        }
        // Short words look like everything, and nobody means one of half the length.
        let is_near = |known: &&Known| {
            let other = known.folded.chars().count();
            known.is_name
                && known.is_common
                && other >= LIKE_LENGTH_MIN
                && 3 * other >= 2 * letters
                && 2 * other <= 3 * letters
        };
        let named = self.words.iter().filter(is_near);
        let likeness = |known: &Known| strsim::jaro_winkler(&word.folded, &known.folded);
        let mut found: Vec<(f32, &str)> = named
            .map(|known| (1.0 - likeness(known) as f32, known.lower.as_str()))
            .filter(|(unlike, _)| *unlike < UNLIKE_MAX)
            .collect();
        found.sort_by(|a, b| a.0.total_cmp(&b.0));
        found.truncate(super::NEAREST_MAX);
        found
    }
}

/// The words while they are gathered, by their folded forms.
#[derive(Default)]
struct Gathered {
    words: HashMap<String, Known>,
    pairs: HashMap<String, (String, String)>,
}

impl Gathered {
    fn add(&mut self, phrase: &str, is_common: bool, is_name: bool) {
        let mut before: Option<Word> = None;
        for word in analysis::words(phrase) {
            if let Some(before) = before.filter(|_| is_name && is_common) {
                let joined = format!("{}{}", before.folded, word.folded);
                self.pairs.entry(joined).or_insert((before.lower, word.lower.clone()));
            }
            match self.words.get_mut(&word.folded) {
                Some(known) => {
                    known.is_common |= is_common;
                    known.is_name |= is_name;
                }
                None => {
                    let (folded, lower) = (word.folded.clone(), word.lower.clone());
                    let known = Known { folded, lower, is_common, is_name };
                    self.words.insert(word.folded.clone(), known);
                }
            }
            before = Some(word);
        }
    }

    fn vocabulary(self, locale: Locale) -> Vocabulary {
        let row = language::of(locale);
        let mut words: Vec<Known> = self.words.into_values().collect();
        words.sort_by(|a, b| a.folded.cmp(&b.folded));
        let mut stems = Stems::new(locale);
        let common = || words.iter().filter(|known| known.is_common);
        let known = common().map(|known| stems.stem(&known.lower)).collect();
        let mut forms: HashMap<String, Vec<usize>> = HashMap::new();
        for (place, known) in words.iter().enumerate().filter(|(_, known)| known.is_name) {
            let same = forms.entry(bare(&known.lower, row)).or_default();
            if same.len() < FORMS_MAX {
                same.push(place);
            }
        }
        forms.retain(|_, words| words.len() > 1 || !row.endings.is_empty());
        let own = common().map(|known| known.lower.clone()).collect();
        let spellings = Spellings::new(words.iter().map(|known| known.folded.as_str()));
        let parts = Parts::new(locale, own);
        let pairs = self.pairs;
        Vocabulary { row, words, stems: known, forms, pairs, spellings, parts }
    }
}

/// What is left of a word without any ending, folded.
fn bare(lower: &str, row: &Language) -> String {
    let mut word = lower.to_owned();
    for (form, base) in row.irregular {
        if let Some(stem) = word.strip_suffix(form).filter(|stem| !stem.is_empty()) {
            word = format!("{stem}{base}");
            break;
        }
    }
    for _ in 0..ENDINGS_MAX {
        let stem = row.endings.iter().find_map(|ending| without(&word, ending));
        let Some(stem) = stem else { break };
        word = stem.to_owned();
    }
    if !row.endings.is_empty() {
        shorten(&mut word);
    }
    analysis::fold(&word)
}

/// What the end of a word loses in other forms: "cirkel" and "cirklar", "hem" and "hemmen".
fn shorten(word: &mut String) {
    let is_vowel = |letter: char| "aeiouyåäö".contains(letter);
    let mut last = word.chars().rev();
    let (last, before, third) = (last.next(), last.next(), last.next());
    match (third, before, last) {
        (Some(third), Some('e'), Some('l')) if !is_vowel(third) => {
            word.truncate(word.len() - 2);
            word.push('l');
        }
        (_, Some('m'), Some('m')) | (_, Some('n'), Some('n')) => {
            word.pop();
        }
        _ => {}
    }
}

/// What is left of a word without an ending, when that is enough. A single -n, -t or -s ends
/// another form only after a vowel: "tomtkön" is a form of "tomtkö", but "barn" is not one of "bar".
fn without<'w>(word: &'w str, ending: &str) -> Option<&'w str> {
    let stem = word.strip_suffix(ending)?;
    let letters = stem.chars().count();
    let after_vowel = || stem.ends_with(['a', 'e', 'i', 'o', 'u', 'y', 'å', 'ä', 'ö', 'é']);
    let is_ending = match ending {
        "n" | "t" => letters > STEM_LENGTH_MIN && after_vowel(),
        "s" => letters > STEM_LENGTH_MIN,
        _ => letters >= STEM_LENGTH_MIN,
    };
    is_ending.then_some(stem)
}
