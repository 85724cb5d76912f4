//! Misspelt words: which known words look like one, and which of them was meant. The number of
//! mistakes allowed grows with the length of the word; what sounds alike is half a mistake, and
//! a wrong first letter is more than one, because people seldom get it wrong.

use super::analysis::Word;

/// The most spellings of one word.
const SPELLINGS_MAX: usize = 8;
/// How much further off than the nearest one a spelling may be.
const NEAR: f32 = 0.3;
/// What a wrong first letter adds.
const COST_FIRST: f32 = 0.6;
/// What a letter costs that is written for one that sounds the same.
const COST_ALIKE: f32 = 0.5;
/// What a wrong or missing diacritic costs.
const COST_DIACRITIC: f32 = 0.25;

/// Letters that are written for each other because they sound alike.
const ALIKE: [(char, char); 16] = [
    ('o', 'å'),
    ('e', 'ä'),
    ('k', 'c'),
    ('k', 'q'),
    ('s', 'c'),
    ('s', 'z'),
    ('v', 'w'),
    ('f', 'v'),
    ('i', 'y'),
    ('i', 'j'),
    ('g', 'j'),
    ('u', 'o'),
    ('t', 'd'),
    ('b', 'p'),
    ('g', 'k'),
    ('ö', 'u'),
];
/// Letters that differ by their diacritics.
const DIACRITICS: [(char, char); 6] =
    [('a', 'å'), ('a', 'ä'), ('å', 'ä'), ('o', 'ö'), ('e', 'é'), ('u', 'ü')];

/// Known words, prepared for finding the ones that look like another.
#[derive(Debug)]
pub(super) struct Spellings {
    /// Per word: its letters as a set, its length, and its place.
    words: Vec<(u64, u8, u32)>,
}

/// How many mistakes a word of so many letters may have; short words have none.
fn mistakes_max(letters: usize) -> usize {
    match letters {
        0..4 => 0,
        4..8 => 1,
        _ => 2,
    }
}

impl Spellings {
    /// The folded words, in their order.
    pub(super) fn new<'a>(folded: impl Iterator<Item = &'a str>) -> Self {
        let word = |(place, folded): (u32, &str)| {
            let length = u8::try_from(folded.chars().count()).unwrap_or(u8::MAX);
            (letters(folded), length, place)
        };
        Self { words: (0..).zip(folded).map(word).collect() }
    }

    /// The places of the words that this one may be meant as, the nearest first. `spelling` gives
    /// the word with diacritics at a place.
    pub(super) fn near<'a>(
        &self,
        word: &Word,
        spelling: impl Fn(usize) -> &'a str,
    ) -> Vec<(f32, usize)> {
        let length = word.folded.chars().count();
        let mistakes = mistakes_max(length);
        if mistakes == 0 {
            return Vec::new();
        }
        let set = letters(&word.folded);
        // Each mistake changes at most one letter on either side.
        let bound = u32::try_from(2 * mistakes).unwrap_or(u32::MAX);
        let mut found: Vec<(f32, usize)> = Vec::new();
        for (other_set, other_length, place) in &self.words {
            let is_near = usize::from(*other_length).abs_diff(length) <= mistakes
                && (set ^ other_set).count_ones() <= bound;
            if !is_near {
                continue;
            }
            let place = usize::try_from(*place).unwrap_or(usize::MAX);
            let lower = spelling(place);
            let (plain, cost) = distance(&word.lower, lower);
            if plain <= mistakes as f32 {
                found.push((cost, place));
            }
        }
        found.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let nearest = found.first().map_or(0.0, |(cost, _)| *cost);
        found.retain(|(cost, _)| *cost <= nearest + NEAR);
        found.truncate(SPELLINGS_MAX);
        found
    }
}

/// The letters of a word as a set of bits.
fn letters(folded: &str) -> u64 {
    folded.chars().fold(0, |set, letter| set | 1 << (u32::from(letter) % 61))
}

/// How many mistakes there are between two words, diacritics left out of account, and what they
/// cost: insertions, deletions, exchanges, and neighbours that changed places.
fn distance(written: &str, meant: &str) -> (f32, f32) {
    let a: Vec<char> = written.chars().collect();
    let b: Vec<char> = meant.chars().collect();
    let mut rows = vec![vec![(0.0_f32, 0.0_f32); b.len() + 1]; a.len() + 1];
    for (row, cells) in rows.iter_mut().enumerate() {
        cells[0] = (row as f32, row as f32);
    }
    for (column, cell) in rows[0].iter_mut().enumerate() {
        *cell = (column as f32, column as f32);
    }
    for i in 1..=a.len() {
        for j in 1..=b.len() {
            let first = if i == 1 || j == 1 { COST_FIRST } else { 0.0 };
            let doubled =
                |letters: &[char], at: usize| at > 1 && letters[at - 1] == letters[at - 2];
            let one = |is_doubled: bool| if is_doubled { COST_ALIKE } else { 1.0 };
            let (exchange, cost) = exchanged(a[i - 1], b[j - 1]);
            let cost = if exchange > 0.0 { cost + first } else { cost };
            let add =
                |(plain, all): (f32, f32), mistakes: f32, cost: f32| (plain + mistakes, all + cost);
            let mut best = add(rows[i - 1][j - 1], exchange, cost);
            let removed = add(rows[i - 1][j], 1.0, one(doubled(&a, i)) + first);
            let missing = add(rows[i][j - 1], 1.0, one(doubled(&b, j)) + first);
            for other in [removed, missing] {
                best = (best.0.min(other.0), best.1.min(other.1));
            }
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                let swapped = add(rows[i - 2][j - 2], 1.0, 1.0);
                best = (best.0.min(swapped.0), best.1.min(swapped.1));
            }
            rows[i][j] = best;
        }
    }
    rows[a.len()][b.len()]
}

/// Whether writing one letter for another is a mistake, and what it costs.
fn exchanged(written: char, meant: char) -> (f32, f32) {
    let is_in = |pairs: &[(char, char)]| {
        pairs.iter().any(|pair| *pair == (written, meant) || *pair == (meant, written))
    };
    if written == meant {
        (0.0, 0.0)
    } else if is_in(&DIACRITICS) {
        (0.0, COST_DIACRITIC)
    } else if is_in(&ALIKE) {
        (1.0, COST_ALIKE)
    } else {
        (1.0, 1.0)
    }
}
