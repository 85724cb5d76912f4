//! From text to words: cleaning what visitors type, folding diacritics, and the analysers
//! of the index. Stemming comes before folding, because stemmers know å, ä and ö, and is done
//! twice: "platser" becomes "plats", and "plats" by itself becomes "plat".

use tantivy::tokenizer::{
    AsciiFoldingFilter, LowerCaser, RemoveLongFilter, SimpleTokenizer, Stemmer, StopWordFilter,
    TextAnalyzer, TokenStream, WhitespaceTokenizer,
};
use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::language;
use crate::model::Locale;

/// The longest word, in bytes, that is indexed or looked for.
const WORD_LENGTH_MAX: usize = 60;

/// A word of a text in its forms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// As written.
    pub(super) written: String,
    /// Lower-case, with diacritics.
    pub(super) lower: String,
    /// Lower-case, without diacritics.
    pub(super) folded: String,
}

impl Word {
    /// This word and the next one written as one.
    pub(super) fn followed_by(&self, next: &Self) -> Self {
        Self {
            written: format!("{}{}", self.written, next.lower),
            lower: format!("{}{}", self.lower, next.lower),
            folded: format!("{}{}", self.folded, next.folded),
        }
    }
}

/// A visitor's text made harmless: composed characters, no control, formatting or
/// direction characters, single spaces.
pub(super) fn clean(text: &str) -> String {
    let visible = text.nfc().filter(|c| !is_invisible(*c));
    let spaced: String = visible.map(|c| if c.is_control() { ' ' } else { c }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Zero-width characters, direction marks and overrides, and other formatting characters.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

/// The same text with composed characters, as the index wants it.
pub(super) fn composed(text: &str) -> String {
    if is_nfc(text) { text.to_owned() } else { text.nfc().collect() }
}

/// The words of a text in order, without the overlong ones.
pub(super) fn words(text: &str) -> impl Iterator<Item = Word> + '_ {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|written| !written.is_empty() && written.len() < WORD_LENGTH_MAX)
        .map(|written| {
            let lower = written.to_lowercase();
            Word { written: written.to_owned(), folded: fold(&lower), lower }
        })
}

/// A lower-case text without diacritics.
pub(super) fn fold(lower: &str) -> String {
    if lower.is_ascii() {
        return lower.to_owned();
    }
    first_token(&mut keeping_all().filter(AsciiFoldingFilter).build(), lower)
}

/// A text as words without diacritics, joined by single spaces, for comparing whole phrases.
pub(super) fn phrase(text: &str) -> String {
    words(text).map(|word| word.folded).collect::<Vec<_>>().join(" ")
}

/// Stems words of one language. Making one costs more than using it.
pub(super) struct Stems(TextAnalyzer);

impl Stems {
    /// The stems of a language.
    pub(super) fn new(locale: Locale) -> Self {
        let folding = AsciiFoldingFilter;
        Self(match language::of(locale).stemming {
            Some(stemming) => keeping_all()
                .filter(Stemmer::new(stemming))
                .filter(Stemmer::new(stemming))
                .filter(folding)
                .build(),
            None => keeping_all().filter(folding).build(),
        })
    }

    /// The folded stem of a lower-case word.
    pub(super) fn stem(&mut self, lower: &str) -> String {
        first_token(&mut self.0, lower)
    }
}

fn keeping_all() -> tantivy::tokenizer::TextAnalyzerBuilder<tantivy::tokenizer::RawTokenizer> {
    TextAnalyzer::builder(tantivy::tokenizer::RawTokenizer::default())
}

fn first_token(analyser: &mut TextAnalyzer, text: &str) -> String {
    let mut stream = analyser.token_stream(text);
    if stream.advance() { std::mem::take(&mut stream.token_mut().text) } else { String::new() }
}

/// The analyser of running text in a language: stemmed, then folded.
pub(super) fn stemmed(locale: Locale) -> TextAnalyzer {
    let row = language::of(locale);
    let stop: Vec<String> = row.stop.iter().map(|&word| word.to_owned()).collect();
    let words = TextAnalyzer::builder(SimpleTokenizer::default())
        .filter(RemoveLongFilter::limit(WORD_LENGTH_MAX))
        .filter(LowerCaser)
        .filter(StopWordFilter::remove(stop));
    match row.stemming {
        Some(stemming) => words
            .filter(Stemmer::new(stemming))
            .filter(Stemmer::new(stemming))
            .filter(AsciiFoldingFilter)
            .build(),
        None => words.filter(AsciiFoldingFilter).build(),
    }
}

/// The analyser of words that are stemmed and folded already, with spaces between them.
pub(super) fn spaced() -> TextAnalyzer {
    TextAnalyzer::from(WhitespaceTokenizer::default())
}

/// The analyser of whole words as they are written: å is not a.
pub(super) fn exact() -> TextAnalyzer {
    TextAnalyzer::builder(SimpleTokenizer::default())
        .filter(RemoveLongFilter::limit(WORD_LENGTH_MAX))
        .filter(LowerCaser)
        .build()
}
