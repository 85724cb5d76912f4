//! Snippets: passages that several texts include. Each is read once and put into every text that
//! includes it, so that pages, print, search and export need not know that it stands elsewhere.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::layout::Folder;
use super::reader::{Read, Report};
use super::text::{self, Front};
use crate::model::{
    Block, Catalog, Locale, Localized, Piece, Reference, Snippet, SnippetId, Target, Text,
};

/// Reads a snippet.
pub(super) fn read(id: &str, folder: &Folder<'_>) -> Option<Read<Snippet>> {
    let id = SnippetId::parse(id)?;
    let mut report = Report::default();
    let texts = text::all(&folder.texts, Front::Snippet, &mut report);
    Some(Read { value: Some(Snippet { id, texts }), report })
}

/// The snippets, and the files that include any.
struct Fill<'c> {
    snippets: &'c BTreeMap<SnippetId, Snippet>,
    paths: BTreeSet<Arc<str>>,
}

/// Puts the snippets into the texts that include them, in the language of the text or in the one
/// that is shown instead.
pub(super) fn fill(catalog: &mut Catalog) {
    let includes = |it: &&Reference| matches!(it.target, Target::Snippet(_));
    let mentions = catalog.references.iter().flat_map(|of_one| of_one.iter());
    let paths: BTreeSet<_> = mentions.filter(includes).map(|it| Arc::clone(&it.path)).collect();
    if paths.is_empty() {
        return;
    }
    let snippets = std::mem::take(&mut catalog.snippets);
    let fill = Fill { snippets: &snippets, paths };
    catalog.services.values_mut().for_each(|it| texts(&mut it.texts, &fill));
    catalog.guides.values_mut().for_each(|it| texts(&mut it.texts, &fill));
    catalog.pages.values_mut().for_each(|it| texts(&mut it.texts, &fill));
    catalog.notices.values_mut().for_each(|it| texts(&mut it.texts, &fill));
    catalog.municipalities.values_mut().for_each(|it| texts(&mut it.texts, &fill));
    for provision in catalog.provisions.values_mut().flat_map(BTreeMap::values_mut) {
        if provision.texts.iter().any(|(_, text)| fill.paths.contains(text.path.as_str())) {
            texts(&mut Arc::make_mut(provision).texts, &fill);
        }
    }
    for checklist in catalog.checklists.values_mut() {
        texts(&mut checklist.texts, &fill);
        for (locale, words) in checklist.words.iter_mut() {
            if fill.paths.contains(words.path.as_str()) {
                let requirements = Arc::make_mut(words).requirements.iter_mut().flatten();
                let sections = requirements.flat_map(|words| &mut words.text.sections);
                sections.for_each(|section| pieces(&mut section.pieces, locale, &fill));
            }
        }
    }
    catalog.snippets = snippets;
}

fn texts(texts: &mut Localized<Arc<Text>>, fill: &Fill<'_>) {
    for (locale, text) in texts.iter_mut() {
        if fill.paths.contains(text.path.as_str()) {
            let sections = Arc::make_mut(text).body.sections.iter_mut();
            sections.for_each(|section| pieces(&mut section.pieces, locale, fill));
        }
    }
}

fn pieces(pieces: &mut [Piece], locale: Locale, fill: &Fill<'_>) {
    for piece in pieces {
        if let Piece::Block(block) = piece {
            self::block(block, locale, fill);
        }
    }
}

fn block(block: &mut Block, locale: Locale, fill: &Fill<'_>) {
    match block {
        Block::Include { snippet, locale: shown, body } => {
            let texts = fill.snippets.get(snippet).map(|snippet| &snippet.texts);
            if let Some((locale, text)) = texts.and_then(|texts| texts.best(locale)) {
                *shown = locale;
                *body = text.body.sections.iter().flat_map(|it| it.pieces.clone()).collect();
            }
        }
        Block::Note { body, .. }
        | Block::Steps(body)
        | Block::Municipality { body, .. }
        | Block::County { body, .. }
        | Block::Language { body, .. } => pieces(body, locale, fill),
        Block::Contact(_) | Block::EService(_) | Block::Map(_) => {}
    }
}
