//! How hard a Swedish text is to read, by LIX (C. H. Björnsson, 1968).

use std::sync::Arc;

use crate::model::{Catalog, Document, Locale, Localized, Section, Text};
use crate::problem::{Code, Problem};

/// The index above which a text is told: 40 to 50 is official prose, under 40 a newspaper.
const LIX_MAX: f64 = 45.0;
/// Shorter texts are not judged: a single sentence decides too much.
const WORDS_MIN: usize = 100;
/// Words of more letters than this are long.
const LONG_LETTERS: usize = 6;

/// What the index is made of.
#[derive(Default)]
struct Counts {
    words: usize,
    long_words: usize,
    sentences: usize,
}

/// The readability index of a text: words per sentence plus the percentage of long words.
/// A line break ends a sentence. 0 for a text without words.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "texts have far fewer than 2^53 words")]
pub fn lix(text: &str) -> f64 {
    let Counts { words, long_words, sentences } = counts(text);
    if words == 0 {
        return 0.0;
    }
    let (words, long_words) = (words as f64, long_words as f64);
    words / sentences as f64 + long_words * 100.0 / words
}

fn counts(text: &str) -> Counts {
    let mut counts = Counts::default();
    for line in text.lines() {
        let mut is_open = false;
        for word in line.split_whitespace() {
            let letters = word.chars().filter(|character| character.is_alphanumeric()).count();
            if letters > 0 {
                counts.words += 1;
                counts.long_words += usize::from(letters > LONG_LETTERS);
                is_open = true;
            }
            let end = word.trim_end_matches(['"', '”', '»', ')']);
            if is_open && end.ends_with(['.', '!', '?', ':']) {
                counts.sentences += 1;
                is_open = false;
            }
        }
        counts.sentences += usize::from(is_open);
    }
    counts
}

/// Tells of Swedish texts of services, guides and pages that are hard to read.
pub(super) fn hard_to_read(catalog: &Catalog, problems: &mut Vec<Problem>) {
    let services = catalog.services.values().map(|service| &service.texts);
    let guides = catalog.guides.values().map(|guide| &guide.texts);
    let pages = catalog.pages.values().map(|page| &page.texts);
    let checklists = catalog.checklists.values().map(|checklist| &checklist.texts);
    for text in services.chain(guides).chain(pages).chain(checklists).filter_map(swedish) {
        let plain = plain(&text.body);
        let index = lix(&plain);
        if index > LIX_MAX && counts(&plain).words >= WORDS_MIN {
            let message = format!(
                "the text is hard to read: LIX {index:.0}, and at most {LIX_MAX:.0} is wanted"
            );
            let problem = Problem::new(Code::HardToRead, &text.path, message);
            problems.push(problem.hint("write shorter sentences and shorter words".to_owned()));
        }
    }
}

fn swedish(texts: &Localized<Arc<Text>>) -> Option<&Text> {
    texts.get(Locale::SV).map(AsRef::as_ref)
}

fn plain(document: &Document) -> String {
    let sections: Vec<String> = document.sections.iter().map(Section::plain).collect();
    sections.join("\n")
}
