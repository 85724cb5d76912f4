//! What search knows of each language: its stemmer and the words that carry little or no meaning.
//! A language that is not in the table is searched without a stemmer and without such lists.
//! All words stand lower-case and without diacritics, but stop words in both spellings.

mod english;
mod finnish;
mod swedish;

use tantivy::tokenizer::Language as Stemming;

use crate::model::Locale;

/// One language's row.
#[derive(Debug)]
pub(super) struct Language {
    locale: &'static str,
    /// The Snowball stemmer.
    pub(super) stemming: Option<Stemming>,
    /// Words that are not indexed at all. The list is short on purpose: "inte" and "utan"
    /// change the meaning of a question and stay.
    pub(super) stop: &'static [&'static str],
    /// Words of a question that say nothing of what is asked for.
    pub(super) function: &'static [&'static str],
    /// Words that nearly every errand has in common. They rank, but are never required.
    weak: &'static [&'static str],
    /// Words for "municipality" that may follow a municipality's name.
    pub(super) municipality: &'static [&'static str],
    /// Words that say that the name of a place follows.
    pub(super) at: &'static [&'static str],
    /// Words that a noun follows, at once or after an adjective.
    pub(super) determiners: &'static [&'static str],
    /// How words end in their other forms, the longest first.
    pub(super) endings: &'static [&'static str],
    /// Forms that no ending tells, with their basic form; compounds end with them as well.
    pub(super) irregular: &'static [(&'static str, &'static str)],
    /// How compounds are made, in a language that writes them as one word.
    pub(super) compounds: Option<Compounds>,
}

/// How a language makes compounds.
#[derive(Debug)]
pub(super) struct Compounds {
    /// Words of the language, in their basic form, sorted; lines that begin with `#` say where from.
    pub(super) lexicon: &'static str,
    /// Parts of fewer letters than `PART_LENGTH_MIN` that are taken for parts all the same.
    pub(super) short: &'static [&'static str],
    /// Words that begin others without being a part of a compound ("till" in "tillbyggnad").
    pub(super) particles: &'static [&'static str],
    /// Words of the lexicon that look like parts where they are none.
    pub(super) never: &'static [&'static str],
}

/// The row of a language.
pub(super) fn of(locale: Locale) -> &'static Language {
    LANGUAGES.iter().find(|row| row.locale == locale.as_str()).copied().unwrap_or(&OTHER)
}

/// How much a word of a query counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    /// Not at all.
    None,
    /// It ranks, but is not required.
    Weak,
    /// Fully.
    Full,
}

/// How much a folded word counts in any of these languages.
pub(super) fn weight(word: &str, locales: &[Locale]) -> Weight {
    let rows = || locales.iter().map(|locale| of(*locale));
    if rows().any(|row| row.function.contains(&word) || row.stop.contains(&word)) {
        Weight::None
    } else if rows().any(|row| row.weak.contains(&word)) {
        Weight::Weak
    } else {
        Weight::Full
    }
}

const OTHER: Language = Language {
    locale: "",
    stemming: None,
    stop: &[],
    function: &[],
    weak: &[],
    municipality: &[],
    at: &[],
    determiners: &[],
    endings: &[],
    irregular: &[],
    compounds: None,
};

const LANGUAGES: &[&Language] = &[&swedish::SWEDISH, &english::ENGLISH, &finnish::FINNISH];
