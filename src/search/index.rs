//! The index as a value: built from a catalogue, in memory or in a folder, then only read.

use std::collections::BTreeSet;
use std::fmt;
use std::path::Path;

use rayon::prelude::*;
use sha2::{Digest, Sha256};
use tantivy::Searcher;

use super::QUERY_TERMS_MAX;
use super::analysis::{self, Word};
use super::bets::Bets;
use super::language::{self, Weight};
use super::offers::Offers;
use super::phrases::Phrases;
use super::records::{self, Content, Entry, Group, Local, Records};
use super::schema::{self, Layout};
use super::suggest::Suggestions;
use super::synonyms::Expansions;
use super::understand::Names;
use super::vocabulary::Vocabulary;
use super::writing::{self, Place};
use crate::digest;
use crate::model::{Catalog, Locale, MunicipalityCode};

/// The most languages that are indexed.
const LANGUAGES_MAX: usize = 8;
/// The most words of a query that are told as they are: a whole sentence may tell of a person.
const COMMON_WORDS_MAX: usize = 4;
/// Counts the changes of what is written, so that a folder of another version is not read.
const FORMAT: &str = "samvis-index-2 tantivy-0.27";

/// The search index of one catalogue.
pub struct Index {
    pub(super) searcher: Searcher,
    pub(super) layout: Layout,
    pub(super) locales: Vec<Locale>,
    pub(super) groups: Vec<Group>,
    pub(super) entries: Vec<Entry>,
    pub(super) texts: Vec<Shown>,
    pub(super) locals: Vec<ShownLocal>,
    /// This and the next two are in the order of the layout's languages.
    pub(super) vocabularies: Vec<Vocabulary>,
    pub(super) phrases: Vec<Phrases>,
    pub(super) expansions: Vec<Expansions>,
    pub(super) names: Names,
    pub(super) suggestions: Suggestions,
    pub(super) bets: Bets,
    pub(super) offers: Offers,
}

/// What is shown of a text.
pub(super) struct Shown {
    /// The index of its entry.
    pub(super) entry: usize,
    /// Its language.
    pub(super) locale: Locale,
    /// Its title.
    pub(super) title: String,
    /// Its summary.
    pub(super) summary: String,
    /// Where the running text is kept.
    pub(super) place: Place,
}

/// What is kept of a municipality's text of a service.
pub(super) struct ShownLocal {
    /// The index of the service's entry.
    pub(super) entry: usize,
    /// Its language.
    pub(super) locale: Locale,
    /// The municipality.
    pub(super) municipality: MunicipalityCode,
}

/// Why an index could not be written to a folder or opened from one.
#[derive(Debug)]
pub struct StoreError(String);

impl fmt::Display for StoreError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for StoreError {}

impl From<tantivy::TantivyError> for StoreError {
    fn from(error: tantivy::TantivyError) -> Self {
        Self(error.to_string())
    }
}

/// What a catalogue gives to be found, ready to be indexed.
pub struct Material<'c> {
    catalog: &'c Catalog,
    records: Records,
    locales: Vec<Locale>,
    layout: Layout,
}

/// Gathers what a catalogue gives to be found.
#[must_use]
pub fn material(catalog: &Catalog) -> Material<'_> {
    let records = records::of(catalog);
    let locales = locales(catalog, &records.contents);
    let layout = schema::layout(&locales);
    Material { catalog, records, locales, layout }
}

/// Builds the index of a catalogue in memory.
#[must_use]
pub fn build(catalog: &Catalog) -> Index {
    material(catalog).in_memory()
}

impl Material<'_> {
    /// Names the content: the same name, the same index, byte for byte of what was written.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let mut hash = Sha256::new();
        let mut add = |text: &str| {
            hash.update(text.len().to_le_bytes());
            hash.update(text.as_bytes());
        };
        add(FORMAT);
        self.locales.iter().for_each(|locale| add(locale.as_str()));
        for content in &self.records.contents {
            let Content { title, keywords, summary, headings, body, .. } = content;
            add(content.locale.as_str());
            [title, summary, headings, body].into_iter().chain(keywords).for_each(|text| add(text));
        }
        let local = |local: &Local| Sha256::digest(local.body().as_bytes());
        let locals: Vec<_> = self.records.locals.par_iter().map(local).collect();
        for (local, digest) in self.records.locals.iter().zip(locals) {
            hash.update(local.locale.as_str().as_bytes());
            hash.update(digest);
        }
        digest::hex(&hash.finalize())
    }

    /// The index in memory.
    #[must_use]
    pub fn in_memory(self) -> Index {
        let (searcher, tables) = rayon::join(
            || self.written(None).expect("an index in memory has no disk to fail"),
            || self.tables(),
        );
        self.with(searcher, tables)
    }

    /// Writes the words to an empty folder, to be opened later.
    ///
    /// # Errors
    /// When the folder cannot be written to.
    pub fn write(&self, folder: &Path) -> Result<(), StoreError> {
        Ok(self.written(Some(folder)).map(drop)?)
    }

    /// Opens what was written to a folder for the same content.
    ///
    /// # Errors
    /// When the folder has no such index.
    pub fn open(self, folder: &Path) -> Result<Index, StoreError> {
        let wanted = self.records.contents.len() + self.records.locals.len();
        let searcher = writing::open(folder, &self.locales)?;
        let known = searcher.num_docs();
        if known != wanted as u64 || searcher.schema() != &self.layout.schema {
            return Err(StoreError("the folder has the words of another content".to_owned()));
        }
        let tables = self.tables();
        Ok(self.with(searcher, tables))
    }

    fn written(&self, folder: Option<&Path>) -> tantivy::Result<Searcher> {
        let Records { contents, locals, .. } = &self.records;
        let vocabularies = self.vocabularies();
        writing::write(&self.layout, (&self.locales, &vocabularies), (contents, locals), folder)
    }

    fn vocabularies(&self) -> Vec<Vocabulary> {
        let Records { entries, contents, .. } = &self.records;
        let synonyms = |locale: &Locale| self.catalog.synonyms.get(locale);
        let vocabulary =
            |locale: &Locale| Vocabulary::new(*locale, (entries, contents), synonyms(locale));
        self.locales.par_iter().map(vocabulary).collect()
    }

    /// What stands beside the words.
    fn tables(&self) -> Tables {
        let Records { entries, contents, .. } = &self.records;
        let locales = &self.locales;
        let phrases = || locales.par_iter().map(|locale| Phrases::new(*locale, locales, contents));
        let words = || rayon::join(|| self.vocabularies(), || phrases().collect());
        let ((vocabularies, phrases), suggestions) =
            rayon::join(words, || Suggestions::new(entries, contents));
        let synonyms = |locale: &Locale| self.catalog.synonyms.get(locale);
        let expansions = locales.iter().zip(&vocabularies);
        let expansions = expansions
            .map(|(locale, known)| Expansions::new(*locale, synonyms(locale), known))
            .collect();
        Tables { vocabularies, phrases, suggestions, expansions }
    }

    fn with(self, searcher: Searcher, tables: Tables) -> Index {
        let Self { catalog, records, locales, layout } = self;
        let Tables { vocabularies, phrases, suggestions, expansions } = tables;
        let Records { groups, entries, contents, locals } = records;
        let names = Names::new(catalog, &locales, &contents);
        let bets = Bets::new(catalog, &entries, &locales);
        let offers = Offers::new(&entries, &contents);
        let texts = shown(&searcher, contents);
        let local = |local: Local| ShownLocal {
            entry: local.entry,
            locale: local.locale,
            municipality: local.municipality,
        };
        let locals = locals.into_iter().map(local).collect();
        Index {
            searcher,
            layout,
            locales,
            groups,
            entries,
            texts,
            locals,
            vocabularies,
            phrases,
            expansions,
            names,
            suggestions,
            bets,
            offers,
        }
    }
}

/// What is looked up beside the words of the texts.
struct Tables {
    vocabularies: Vec<Vocabulary>,
    phrases: Vec<Phrases>,
    suggestions: Suggestions,
    expansions: Vec<Expansions>,
}

/// The languages that something is written in, those of the portal first.
fn locales(catalog: &Catalog, contents: &[Content]) -> Vec<Locale> {
    let mut locales = catalog.portal.locales.clone();
    let written: BTreeSet<Locale> = contents.iter().map(|content| content.locale).collect();
    locales.extend(written.into_iter().filter(|locale| !catalog.portal.locales.contains(locale)));
    locales.truncate(LANGUAGES_MAX);
    locales
}

/// The texts with the places that the writer gave them.
fn shown(searcher: &Searcher, contents: Vec<Content>) -> Vec<Shown> {
    let places = writing::places(searcher, contents.len());
    let text = |(content, place): (Content, Place)| Shown {
        entry: content.entry,
        locale: content.locale,
        title: content.title,
        summary: content.summary,
        place,
    };
    contents.into_iter().zip(places).map(text).collect()
}

impl Index {
    /// The running text of a text.
    pub(super) fn passage(&self, text: &Shown) -> String {
        writing::passage(&self.searcher, &self.layout, text.place)
    }

    /// The parts of a compound, as search sees them; none for a word that stays whole.
    #[must_use]
    pub fn parts(&self, word: &str, locale: Locale) -> Vec<String> {
        let place = self.locales.iter().position(|other| *other == locale);
        let lower = word.to_lowercase();
        place.map_or(Vec::new(), |place| self.vocabularies[place].parts.of(&lower))
    }

    /// The words of a text in small letters, when every one is a word that everybody uses: one of
    /// the portal, of a general list, or a compound of such; the name of a municipality is left out.
    /// Other names and numbers are none, so what
    /// this gives tells nothing of a person.
    #[must_use]
    pub fn common_words(&self, text: &str, locale: Locale) -> Option<String> {
        let place = self.locales.iter().position(|other| *other == locale)?;
        let known = &self.vocabularies[place];
        let cleaned = analysis::clean(text);
        let mut words: Vec<Word> = analysis::words(&cleaned).take(QUERY_TERMS_MAX).collect();
        if let Some(named) = self.names.find(&words, &self.vocabularies) {
            words.drain(named.words);
        }
        let is_common = |word: &Word| {
            let is_word = word.lower.chars().all(char::is_alphabetic);
            let parts = || known.parts.of(&word.lower);
            let weighs_nothing = || language::weight(&word.folded, &self.locales) != Weight::Full;
            is_word
                && (known.has(word)
                    || weighs_nothing()
                    || known.parts.is_common(&word.lower)
                    || !parts().is_empty())
        };
        let good = words.len() <= COMMON_WORDS_MAX && words.iter().all(is_common);
        let joined = || words.iter().map(|word| word.lower.as_str()).collect::<Vec<_>>().join(" ");
        good.then(joined).filter(|words| !words.is_empty())
    }
}
