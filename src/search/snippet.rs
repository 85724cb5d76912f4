//! The best passage of a text as safe HTML: everything is escaped, found words are marked.

use std::collections::{HashSet, VecDeque};
use std::ops::Range;

use super::analysis::{self, Stems};
use crate::model::Locale;

/// The longest passage, in characters.
const PASSAGE_LENGTH_MAX: usize = 160;
/// The shortest stem that also marks the compounds beginning with it, in bytes.
const COMPOUND_LENGTH_MIN: usize = 4;
/// How many letters a word has in common with a mark before it is looked at closely.
const BEGINNING_LETTERS: usize = 3;
/// How many beginnings are told apart.
const BEGINNING_BITS: usize = 4096;
/// How much of a long text is looked through, in bytes.
const TEXT_LENGTH_MAX: usize = 20_000;

/// What is marked.
#[derive(Debug, Default)]
pub(super) struct Marks {
    /// Folded stems.
    stems: HashSet<String>,
    /// The folded beginning of the word that is still being typed.
    prefix: Option<String>,
    beginnings: Beginnings,
    /// How many words were asked for.
    words: usize,
}

impl Marks {
    /// Nothing is marked yet, for so many words of a query.
    pub(super) fn new(words: usize) -> Self {
        Self { words, ..Self::default() }
    }

    /// Marks the words of a folded stem, and the compounds that begin with it.
    pub(super) fn add_stem(&mut self, stem: &str) {
        self.beginnings.add(stem);
        self.stems.insert(stem.to_owned());
    }

    /// Marks the words that begin with the folded letters that are still being typed.
    pub(super) fn set_prefix(&mut self, folded: &str) {
        self.beginnings.add(folded);
        self.prefix = Some(folded.to_owned());
    }

    fn has(&self, token: &str) -> bool {
        let compound =
            |stem: &String| stem.len() >= COMPOUND_LENGTH_MIN && token.starts_with(stem.as_str());
        self.stems.contains(token)
            || self.stems.iter().any(compound)
            || self.prefix.as_ref().is_some_and(|prefix| token.starts_with(prefix.as_str()))
    }
}

/// The first letters of everything that is marked, as bits: thousands of words are looked up
/// here for one page of hits. A word may share its bit with another, which then costs a stemming.
#[derive(Debug)]
struct Beginnings([u64; BEGINNING_BITS / 64]);

impl Default for Beginnings {
    fn default() -> Self {
        Self([0; BEGINNING_BITS / 64])
    }
}

impl Beginnings {
    fn add(&mut self, folded: &str) {
        let bit = Self::bit(folded);
        self.0[bit / 64] |= 1 << (bit % 64);
    }

    fn has(&self, word: &str) -> bool {
        let bit = Self::bit(word);
        self.0[bit / 64] & (1 << (bit % 64)) != 0
    }

    /// The place of the first letters of a word, small and without diacritics.
    fn bit(word: &str) -> usize {
        let mut letters = word.chars();
        (0..BEGINNING_LETTERS).fold(0, |bit, _| {
            let letter = letters.next().map_or(' ', plain);
            (bit * 31 + letter as usize) % BEGINNING_BITS
        })
    }
}

/// The best passage of the body, else of the summary; both in the same language.
pub(super) fn snippet(summary: &str, body: &str, locale: Locale, marks: &Marks) -> String {
    let mut analyser = Stems::new(locale);
    let body = beginning(body);
    let in_body = marked(body, &mut analyser, marks);
    if in_body.is_empty() {
        let in_summary = marked(summary, &mut analyser, marks);
        let text = if summary.is_empty() { body } else { summary };
        return passage(text, if summary.is_empty() { &[] } else { &in_summary });
    }
    passage(body, &in_body)
}

fn beginning(text: &str) -> &str {
    text.get(..text.floor_char_boundary(TEXT_LENGTH_MAX)).unwrap_or(text)
}

/// Where the found words stand, in bytes, in order. Only words that begin like one of the marks
/// are stemmed, because stemming every word of ten long texts would cost more than the search;
/// and what comes long after as many found words in one place as were asked for is not looked at.
fn marked(text: &str, analyser: &mut Stems, marks: &Marks) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    let mut end = text.len();
    while at < end {
        let start = at + run(text.get(at..).unwrap_or(""), false);
        let rest = text.get(start..).unwrap_or("");
        let word = rest.get(..run(rest, true)).unwrap_or(rest);
        at = start + word.len();
        if marks.beginnings.has(word) && marks.has(&analyser.stem(&word.to_lowercase())) {
            found.push(start..at);
            let first = found.len().checked_sub(marks.words.max(1)).map(|first| found[first].start);
            let is_near = |first: &usize| at - first <= PASSAGE_LENGTH_MAX;
            if let Some(first) = first.filter(is_near) {
                end = end.min(first + 2 * PASSAGE_LENGTH_MAX);
            }
        }
    }
    found
}

/// How many bytes of a text's beginning are letters and digits, or are none.
fn run(text: &str, of_word: bool) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let (is_of_word, length) = if byte.is_ascii() {
            (byte.is_ascii_alphanumeric(), 1)
        } else {
            let letter = text.get(at..).and_then(|rest| rest.chars().next()).unwrap_or(' ');
            (letter.is_alphanumeric(), letter.len_utf8())
        };
        if is_of_word != of_word {
            break;
        }
        at += length;
    }
    at
}

/// A letter, small and without diacritics.
fn plain(letter: char) -> char {
    match letter {
        '\0'..='\x7f' => letter.to_ascii_lowercase(),
        'å' | 'ä' | 'Å' | 'Ä' => 'a',
        'ö' | 'Ö' => 'o',
        _ => analysis::fold(&letter.to_lowercase().collect::<String>())
            .chars()
            .next()
            .unwrap_or(letter),
    }
}

/// The passage with the most found words, escaped and marked.
fn passage(text: &str, found: &[Range<usize>]) -> String {
    let window = window(text, found);
    let mut html = String::new();
    if window.start > 0 {
        html.push_str("… ");
    }
    let mut at = window.start;
    for word in found.iter().filter(|word| window.start <= word.start && word.end <= window.end) {
        escape(text.get(at..word.start), &mut html);
        html.push_str("<mark>");
        escape(text.get(word.clone()), &mut html);
        html.push_str("</mark>");
        at = word.end;
    }
    escape(text.get(at..window.end), &mut html);
    if window.end < text.len() {
        html.push_str(" …");
    }
    html
}

/// The part of the text to show, in bytes, beginning and ending between words where it can.
fn window(text: &str, found: &[Range<usize>]) -> Range<usize> {
    if text.chars().count() <= PASSAGE_LENGTH_MAX {
        return 0..text.len();
    }
    let first = densest(found).unwrap_or(0);
    let start = sentence_start(text, first);
    let rest = text.get(start..).unwrap_or("");
    let length = rest.char_indices().nth(PASSAGE_LENGTH_MAX).map_or(rest.len(), |(at, _)| at);
    let cut = rest.get(..length).unwrap_or(rest);
    let whole = if length < rest.len() { cut.rfind(char::is_whitespace) } else { None };
    start..start + whole.filter(|&end| end > length / 2).unwrap_or(length)
}

/// The start of the word from which the most found words lie close together.
fn densest(found: &[Range<usize>]) -> Option<usize> {
    let mut near = VecDeque::new();
    let mut best: Option<(usize, usize)> = None;
    for word in found {
        near.push_back(word.start);
        while near.front().is_some_and(|first| word.end - first > PASSAGE_LENGTH_MAX) {
            near.pop_front();
        }
        let first = near.front().copied().unwrap_or(word.start);
        if best.is_none_or(|(count, _)| near.len() > count) {
            best = Some((near.len(), first));
        }
    }
    best.map(|(_, first)| first)
}

/// The nearest start of a sentence before a place, or of a word when that is too far away.
fn sentence_start(text: &str, place: usize) -> usize {
    let before = text.get(..place).unwrap_or("");
    let near = |at: &usize| place - at <= PASSAGE_LENGTH_MAX / 2;
    let sentence = before.rfind(['.', '!', '?', '\n']).map_or(0, |at| at + 1);
    let skipped = |at: usize| {
        let blank = before.get(at..).map_or(0, |gap| gap.len() - gap.trim_start().len());
        at + blank
    };
    let word = || {
        let far = text.floor_char_boundary(place.saturating_sub(PASSAGE_LENGTH_MAX / 3));
        let gap = before.get(far..).and_then(|tail| tail.find(char::is_whitespace));
        gap.map_or(place, |gap| far + gap)
    };
    skipped(Some(sentence).filter(near).unwrap_or_else(word))
}

fn escape(text: Option<&str>, html: &mut String) {
    for c in text.unwrap_or("").chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            '\n' => html.push(' '),
            c => html.push(c),
        }
    }
}
