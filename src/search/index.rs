//! The index as a value: built once in memory from a catalogue, then only read.

use std::collections::BTreeSet;

use rayon::prelude::*;
use tantivy::indexer::NoMergePolicy;
use tantivy::schema::document::Value;
use tantivy::{DocAddress, IndexWriter, ReloadPolicy, Searcher, TantivyDocument};

use super::analysis;
use super::phrases::Phrases;
use super::records::{self, Content, Entry};
use super::schema::{self, Layout};
use super::suggest::Suggestions;
use super::understand::Names;
use super::vocabulary::Vocabulary;
use crate::model::{Catalog, Locale};

/// The most languages that are indexed.
const LANGUAGES_MAX: usize = 8;
/// How many texts are worth a thread of their own.
const TEXTS_PER_THREAD: usize = 2_000;
/// The most threads that write.
const THREADS_MAX: usize = 4;
/// The memory one writing thread may fill before it ends a segment, in bytes.
const THREAD_MEMORY_BYTES: usize = 20_000_000;

/// The search index of one catalogue.
pub struct Index {
    pub(super) searcher: Searcher,
    pub(super) layout: Layout,
    pub(super) locales: Vec<Locale>,
    pub(super) entries: Vec<Entry>,
    pub(super) texts: Vec<Shown>,
    /// In the order of the layout's languages.
    pub(super) vocabularies: Vec<Vocabulary>,
    /// In the order of the layout's languages.
    pub(super) phrases: Vec<Phrases>,
    pub(super) names: Names,
    pub(super) suggestions: Suggestions,
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
    address: DocAddress,
}

/// Builds the index of a catalogue in memory.
#[must_use]
pub fn build(catalog: &Catalog) -> Index {
    let (entries, contents) = records::of(catalog);
    let locales = locales(catalog, &contents);
    let layout = schema::layout(&locales);
    let (searcher, tables) = rayon::join(
        || write(&layout, &locales, &contents).expect("an index in memory has no disk to fail"),
        || tables(&locales, &entries, &contents),
    );
    let (vocabularies, phrases, suggestions) = tables;
    let names = Names::new(catalog, &locales);
    let texts = shown(&searcher, contents);
    Index { searcher, layout, locales, entries, texts, vocabularies, phrases, names, suggestions }
}

/// The languages that something is written in, those of the portal first.
fn locales(catalog: &Catalog, contents: &[Content]) -> Vec<Locale> {
    let mut locales = catalog.portal.locales.clone();
    let written: BTreeSet<Locale> = contents.iter().map(|content| content.locale).collect();
    locales.extend(written.into_iter().filter(|locale| !catalog.portal.locales.contains(locale)));
    locales.truncate(LANGUAGES_MAX);
    locales
}

fn tables(
    locales: &[Locale],
    entries: &[Entry],
    contents: &[Content],
) -> (Vec<Vocabulary>, Vec<Phrases>, Suggestions) {
    let vocabularies =
        || locales.par_iter().map(|locale| Vocabulary::new(*locale, entries, contents));
    let phrases = || locales.par_iter().map(|locale| Phrases::new(*locale, locales, contents));
    let words = || rayon::join(|| vocabularies().collect(), || phrases().collect());
    let ((vocabularies, phrases), suggestions) =
        rayon::join(words, || Suggestions::new(entries, contents));
    (vocabularies, phrases, suggestions)
}

fn write(layout: &Layout, locales: &[Locale], contents: &[Content]) -> tantivy::Result<Searcher> {
    let index = tantivy::Index::builder()
        .schema(layout.schema.clone())
        .tokenizers(schema::analysers(locales))
        .create_in_ram()?;
    let threads = (contents.len() / TEXTS_PER_THREAD).clamp(1, THREADS_MAX);
    let mut writer: IndexWriter =
        index.writer_with_num_threads(threads, threads * THREAD_MEMORY_BYTES)?;
    // The index is never changed, so nothing is gained by merging in the background.
    writer.set_merge_policy(Box::new(NoMergePolicy));
    for (number, content) in contents.iter().enumerate() {
        if let Some(document) = document(layout, number, content) {
            writer.add_document(document)?;
        }
    }
    writer.commit()?;
    writer.wait_merging_threads()?;
    let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
    Ok(reader.searcher())
}

/// A text as a document; `None` for one language too many.
fn document(layout: &Layout, number: usize, content: &Content) -> Option<TantivyDocument> {
    let fields = layout.languages.iter().find(|fields| fields.locale == content.locale)?;
    let keywords = content.keywords.join("\n");
    let names = analysis::composed(&format!("{}\n{keywords}", content.title));
    let words = format!("{names}\n{}\n{}", content.summary, content.headings);
    let mut document = TantivyDocument::default();
    document.add_u64(layout.text, number as u64);
    document.add_text(layout.passage, &content.body);
    document.add_text(fields.title, analysis::composed(&content.title));
    document.add_text(fields.keywords, analysis::composed(&keywords));
    document.add_text(fields.summary, analysis::composed(&content.summary));
    document.add_text(fields.headings, analysis::composed(&content.headings));
    document.add_text(fields.body, analysis::composed(&content.body));
    document.add_text(fields.exact, &names);
    document.add_text(fields.names, &names);
    document.add_text(fields.words, analysis::composed(&words));
    Some(document)
}

/// The texts with the addresses that the writer gave them.
fn shown(searcher: &Searcher, contents: Vec<Content>) -> Vec<Shown> {
    let mut addresses = vec![None; contents.len()];
    for (segment, reader) in (0..).zip(searcher.segment_readers()) {
        let Ok(numbers) = reader.fast_fields().u64("text") else { continue };
        for doc in 0..reader.max_doc() {
            let number = numbers.first(doc).and_then(|number| usize::try_from(number).ok());
            if let Some(address) = number.and_then(|number| addresses.get_mut(number)) {
                *address = Some(DocAddress::new(segment, doc));
            }
        }
    }
    let nowhere = DocAddress::new(u32::MAX, 0);
    contents
        .into_iter()
        .zip(addresses)
        .map(|(content, address)| Shown {
            entry: content.entry,
            locale: content.locale,
            title: content.title,
            summary: content.summary,
            address: address.unwrap_or(nowhere),
        })
        .collect()
}

impl Index {
    /// The running text of a text.
    pub(super) fn passage(&self, text: &Shown) -> String {
        let segment = usize::try_from(text.address.segment_ord);
        let exists = segment.is_ok_and(|segment| segment < self.searcher.segment_readers().len());
        let document = exists.then(|| self.searcher.doc::<TantivyDocument>(text.address).ok());
        let document = document.flatten();
        let passage =
            document.as_ref().and_then(|document| document.get_first(self.layout.passage));
        passage.and_then(|value| value.as_str()).unwrap_or_default().to_owned()
    }
}
