//! Writing texts to Tantivy and reading them back. Written once and never changed: nothing is
//! merged later in the background, and many readers may share one folder.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::Path;

use tantivy::directory::MmapDirectory;
use tantivy::indexer::NoMergePolicy;
use tantivy::schema::document::Value;
use tantivy::store::Compressor;
use tantivy::{DocAddress, IndexSettings, IndexWriter, ReloadPolicy, Searcher, TantivyDocument};

use super::analysis::{self, Stems};
use super::records::{Content, Local};
use super::schema::{self, Fields, Layout};
use super::vocabulary::Vocabulary;
use crate::model::Locale;

/// How many texts are worth a thread of their own.
const TEXTS_PER_THREAD: usize = 2_000;
/// The most threads that write.
const THREADS_MAX: usize = 4;
/// The memory one writing thread may fill before it ends a segment, in bytes.
const THREAD_MEMORY_BYTES: usize = 20_000_000;
/// The running texts are kept in blocks of so many bytes: a snippet reads one of them.
const BLOCK_BYTES: usize = 4096;

/// Where a text is kept.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place(Option<DocAddress>);

/// Writes all texts, to a folder or to memory.
pub(super) fn write(
    layout: &Layout,
    (locales, vocabularies): (&[Locale], &[Vocabulary]),
    (contents, locals): (&[Content], &[Local]),
    folder: Option<&Path>,
) -> tantivy::Result<Searcher> {
    let settings = IndexSettings {
        docstore_compression: Compressor::Lz4,
        docstore_blocksize: BLOCK_BYTES,
        ..IndexSettings::default()
    };
    let builder = tantivy::Index::builder()
        .schema(layout.schema.clone())
        .settings(settings)
        .tokenizers(schema::analysers(locales));
    let index = match folder {
        Some(folder) => builder.create_in_dir(folder)?,
        None => builder.create_in_ram()?,
    };
    let texts = contents.len() + locals.len();
    let threads = (texts / TEXTS_PER_THREAD).clamp(1, THREADS_MAX);
    let mut writer: IndexWriter =
        index.writer_with_num_threads(threads, threads * THREAD_MEMORY_BYTES)?;
    writer.set_merge_policy(Box::new(NoMergePolicy));
    let mut insides: Vec<Inside<'_>> = vocabularies
        .iter()
        .zip(locales)
        .map(|(known, locale)| Inside { known, stems: Stems::new(*locale), apart: HashMap::new() })
        .collect();
    for (number, content) in contents.iter().enumerate() {
        let place = layout.languages.iter().position(|fields| fields.locale == content.locale);
        if let Some((fields, inside)) =
            place.and_then(|place| Some((&layout.languages[place], insides.get_mut(place)?)))
        {
            writer.add_document(document(layout, fields, number, content, inside))?;
        }
    }
    for (number, local) in (contents.len()..).zip(locals) {
        let fields = layout.languages.iter().find(|fields| fields.locale == local.locale);
        if let Some(fields) = fields {
            let mut document = TantivyDocument::default();
            document.add_u64(layout.text, number as u64);
            document.add_text(fields.local, analysis::composed(&local.body()));
            writer.add_document(document)?;
        }
    }
    writer.commit()?;
    // Every word of a query is looked up in every segment, so one is quicker to ask than many.
    let segments = index.searchable_segment_ids()?;
    if segments.len() > 1 {
        writer.merge(&segments).wait()?;
        writer.garbage_collect_files().wait()?;
    }
    writer.wait_merging_threads()?;
    searcher(&index)
}

/// Opens a folder that was written before, by memory map.
pub(super) fn open(folder: &Path, locales: &[Locale]) -> tantivy::Result<Searcher> {
    let mut index = tantivy::Index::open(MmapDirectory::open(folder)?)?;
    index.set_tokenizers(schema::analysers(locales));
    searcher(&index)
}

fn searcher(index: &tantivy::Index) -> tantivy::Result<Searcher> {
    let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
    let reader: tantivy::IndexReader = reader;
    Ok(reader.searcher())
}

/// Finds the parts of compounds; the same word is taken apart once.
struct Inside<'v> {
    known: &'v Vocabulary,
    stems: Stems,
    apart: HashMap<String, String>,
}

impl Inside<'_> {
    /// The stems of the parts of all compounds of a text, with spaces between them.
    fn of(&mut self, texts: &[&str]) -> String {
        let mut parts = String::new();
        for word in texts.iter().flat_map(|text| analysis::words(text)) {
            if !self.apart.contains_key(&word.lower) {
                let mut stems = String::new();
                for part in self.known.parts.of(&word.lower) {
                    write!(stems, "{} ", self.stems.stem(&part))
                        .expect("writing to a String does not fail");
                }
                self.apart.insert(word.lower.clone(), stems);
            }
            parts.push_str(&self.apart[&word.lower]);
        }
        parts
    }
}

fn document(
    layout: &Layout,
    fields: &Fields,
    number: usize,
    content: &Content,
    inside: &mut Inside<'_>,
) -> TantivyDocument {
    let keywords = content.keywords.join("\n");
    let names = analysis::composed(&format!("{}\n{keywords}", content.title));
    let summary = analysis::composed(&content.summary);
    let headings = analysis::composed(&content.headings);
    let mut document = TantivyDocument::default();
    document.add_u64(layout.text, number as u64);
    document.add_text(layout.passage, &content.body);
    document.add_text(fields.parts, inside.of(&[&names, &summary, &headings]));
    document.add_text(fields.title, analysis::composed(&content.title));
    document.add_text(fields.keywords, analysis::composed(&keywords));
    document.add_text(fields.summary, summary);
    document.add_text(fields.headings, headings);
    document.add_text(fields.body, analysis::composed(&content.body));
    document.add_text(fields.exact, names);
    document
}

/// Where each of so many texts is kept.
pub(super) fn places(searcher: &Searcher, texts: usize) -> Vec<Place> {
    let mut places = vec![Place(None); texts];
    for (segment, reader) in (0..).zip(searcher.segment_readers()) {
        let Ok(numbers) = reader.fast_fields().u64("text") else { continue };
        for doc in 0..reader.max_doc() {
            let number = numbers.first(doc).and_then(|number| usize::try_from(number).ok());
            if let Some(place) = number.and_then(|number| places.get_mut(number)) {
                *place = Place(Some(DocAddress::new(segment, doc)));
            }
        }
    }
    places
}

/// The running text that is kept at a place; empty where there is none.
pub(super) fn passage(searcher: &Searcher, layout: &Layout, place: Place) -> String {
    let document = place.0.and_then(|address| searcher.doc::<TantivyDocument>(address).ok());
    let passage = document.as_ref().and_then(|document| document.get_first(layout.passage));
    passage.and_then(|value| value.as_str()).unwrap_or_default().to_owned()
}
