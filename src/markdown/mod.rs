//! The markdown dialect: from an editor's text to a `Document` that can do no harm.
//!
//! `blocks` divides a text at its `:::` lines, `writer` turns what lies between into HTML that is
//! made here piece by piece: nothing an editor writes gets into a page as markup or as an address
//! that was not checked in `address`.

pub(crate) mod address;
mod blocks;
mod link;
mod slug;
mod writer;

pub(crate) use writer::escape_into;

use memchr::memchr_iter;

use crate::model::{Document, Locale, Reference};
use crate::problem::{self, Code, Problem};

/// The longest text, in bytes, as for the files of a portal.
const TEXT_BYTES_MAX: usize = 256 * 1024;
/// The most signs of quotes and lists that may begin one line: each costs the parser a container.
const MARKERS_MAX: usize = 32;

/// Where a text stands, so that problems can say file and line.
#[derive(Debug, Clone, Copy)]
pub struct Origin<'a> {
    /// The file, relative to the portal folder.
    pub path: &'a str,
    /// The line of the text's first line in the file, from 1.
    pub first_line: u32,
    /// The language of the text.
    pub locale: Locale,
    /// Whether the text becomes a part of other texts: then it has no headings, no footnotes and no
    /// snippets of its own.
    pub is_snippet: bool,
}

/// A text that has been read, with what it mentions and what is wrong with it.
#[derive(Debug, Clone, Default)]
pub struct Parsed {
    /// The text.
    pub document: Document,
    /// Every mention of another thing of the portal.
    pub references: Vec<Reference>,
    /// What an editor should mend, sorted by line.
    pub problems: Vec<Problem>,
}

/// Reads a text in the dialect of `docs/content-format.md`. A text over 256 kB, or one that nests
/// quotes or lists more than 32 levels deep, is left out and told.
#[must_use]
pub fn parse(text: &str, origin: Origin<'_>) -> Parsed {
    let mut parsed = match refusal(text, origin) {
        Some(problem) => Parsed { problems: vec![problem], ..Parsed::default() },
        None => writer::write(text, origin),
    };
    problem::keep_most(&mut parsed.problems, origin.path);
    parsed
}

fn refusal(text: &str, origin: Origin<'_>) -> Option<Problem> {
    if text.len() > TEXT_BYTES_MAX {
        let message = "the text is longer than 256 kB and is left out".to_owned();
        let problem = Problem::new(Code::TooMuch, origin.path, message).at(origin.first_line, 1);
        return Some(problem.hint("divide it into several".to_owned()));
    }
    let begins = memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1);
    let mut lines = std::iter::once(0).chain(begins).filter_map(|at| text.get(at..));
    let deep = lines.position(nests_too_deep)?;
    let line = origin.first_line.saturating_add(u32::try_from(deep).unwrap_or(u32::MAX));
    let message = "quotes or lists are nested more than 32 levels deep; the text is left out";
    Some(Problem::new(Code::TooMuch, origin.path, message.to_owned()).at(line, 1))
}

/// Whether the first line of a text begins with more signs of quotes and lists than any text needs.
/// A line of dashes or stars only is a rule, not a list of lists.
fn nests_too_deep(text: &str) -> bool {
    let space = |byte: &u8| matches!(byte, b' ' | b'\t');
    let marker = |byte: &u8| matches!(byte, b'>' | b'-' | b'*' | b'+');
    // Most lines begin with a word, and to see that costs less than to find where they end.
    if !text.bytes().next().is_some_and(|byte| marker(&byte) || space(&byte)) {
        return false;
    }
    let line = text.lines().next().unwrap_or("");
    if line.len() <= MARKERS_MAX {
        return false;
    }
    let begin = line.bytes().take_while(|byte| marker(byte) || space(byte));
    let (length, markers) = begin
        .fold((0, 0), |(length, markers), byte| (length + 1, markers + usize::from(marker(&byte))));
    let words = || line.split_whitespace().take_while(|word| matches!(*word, "-" | "*" | "+"));
    markers > MARKERS_MAX
        && (line.contains('>') || (length < line.len() && words().count() > MARKERS_MAX))
}
