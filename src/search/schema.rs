//! The fields of the index: one set per language, because each has its own analyser
//! and its own word statistics.

use tantivy::schema::{
    FAST, Field, IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::TokenizerManager;

use super::analysis;
use crate::model::Locale;

/// The fields of one language.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fields {
    /// The language.
    pub(super) locale: Locale,
    /// Stemmed and folded.
    pub(super) title: Field,
    /// Stemmed and folded.
    pub(super) keywords: Field,
    /// Stemmed and folded.
    pub(super) summary: Field,
    /// Stemmed and folded.
    pub(super) headings: Field,
    /// Stemmed and folded.
    pub(super) body: Field,
    /// Title and keywords as they are written, lower-case.
    pub(super) exact: Field,
    /// The parts of the compounds of title, keywords, summary and headings, stemmed and folded.
    pub(super) parts: Field,
    /// What one municipality says of a service. Stemmed and folded.
    pub(super) local: Field,
}

impl Fields {
    /// The stemmed fields with their boosts: title before keywords, summary, headings and body.
    pub(super) fn stemmed(&self) -> [(Field, f32); 5] {
        [
            (self.title, 3.0),
            (self.keywords, 2.5),
            (self.summary, 1.2),
            (self.headings, 0.9),
            (self.body, 0.5),
        ]
    }

    /// What a thing is called: the same, without what only tells of it.
    pub(super) fn named(&self) -> [(Field, f32); 2] {
        [(self.title, 3.0), (self.keywords, 2.5)]
    }
}

/// The schema and its fields.
#[derive(Debug)]
pub(super) struct Layout {
    /// Tantivy's schema.
    pub(super) schema: Schema,
    /// The fields of each language.
    pub(super) languages: Vec<Fields>,
    /// The number of the text, by which hits are told apart.
    pub(super) text: Field,
    /// The running text, kept for snippets.
    pub(super) passage: Field,
}

/// The layout for these languages.
pub(super) fn layout(locales: &[Locale]) -> Layout {
    let mut builder = Schema::builder();
    let text = builder.add_u64_field("text", FAST);
    let passage = builder.add_text_field("passage", STORED);
    let mut add = |name: &str, locale: Locale, analyser: &str| {
        let indexing = TextFieldIndexing::default()
            .set_tokenizer(analyser)
            .set_index_option(IndexRecordOption::WithFreqs);
        let options = TextOptions::default().set_indexing_options(indexing);
        builder.add_text_field(&format!("{name}_{locale}"), options)
    };
    let languages = locales.iter().map(|&locale| Fields {
        locale,
        title: add("title", locale, locale.as_str()),
        keywords: add("keywords", locale, locale.as_str()),
        summary: add("summary", locale, locale.as_str()),
        headings: add("headings", locale, locale.as_str()),
        body: add("body", locale, locale.as_str()),
        exact: add("exact", locale, "exact"),
        parts: add("parts", locale, "spaced"),
        local: add("local", locale, locale.as_str()),
    });
    let languages = languages.collect();
    Layout { schema: builder.build(), languages, text, passage }
}

/// The analysers by the names that the layout uses.
pub(super) fn analysers(locales: &[Locale]) -> TokenizerManager {
    // Tantivy asks for its own default even for fields that are not text.
    let manager = TokenizerManager::default();
    manager.register("exact", analysis::exact());
    manager.register("spaced", analysis::spaced());
    for locale in locales {
        manager.register(locale.as_str(), analysis::stemmed(*locale));
    }
    manager
}
