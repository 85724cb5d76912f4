//! The markdown dialect: from an editor's text to a `Document` that can do no harm.

pub(crate) mod address;

use crate::model::{Document, Locale, Reference};
use crate::problem::Problem;

/// Where a text stands, so that problems can say file and line.
#[derive(Debug, Clone, Copy)]
pub struct Origin<'a> {
    /// The file, relative to the portal folder.
    pub path: &'a str,
    /// The line of the text's first line in the file, from 1.
    pub first_line: u32,
    /// The language of the text.
    pub locale: Locale,
}

/// A text that has been read, with what it mentions and what is wrong with it.
#[derive(Debug, Clone, Default)]
pub struct Parsed {
    /// The text.
    pub document: Document,
    /// Every mention of another thing of the portal.
    pub references: Vec<Reference>,
    /// What an editor should mend.
    pub problems: Vec<Problem>,
}

/// Reads a text in the dialect of `docs/content-format.md`.
#[must_use]
pub fn parse(_text: &str, _origin: Origin<'_>) -> Parsed {
    Parsed::default()
}
