//! How hard a Swedish text is to read, by LIX (C. H. Björnsson, 1968).

use crate::model::{Section, Text};
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

/// The problem of a Swedish text of a service, guide, checklist or page that is hard to read.
pub(super) fn hard_to_read(text: &Text) -> Option<Problem> {
    let sections: Vec<String> = text.body.sections.iter().map(Section::plain).collect();
    let plain = sections.join("\n");
    let index = lix(&plain);
    if index <= LIX_MAX || counts(&plain).words < WORDS_MIN {
        return None;
    }
    let message =
        format!("the text is hard to read: LIX {index:.0}, and at most {LIX_MAX:.0} is wanted");
    let problem = Problem::new(Code::HardToRead, &text.path, message);
    Some(problem.hint("write shorter sentences and shorter words".to_owned()))
}
