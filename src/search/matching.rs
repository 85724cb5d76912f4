//! Looks up every word of a query on its own and adds up what it finds: a thing that has all
//! words counts most, and a thing whose title has the rare word more than one that happens to
//! have the others somewhere in its text.

use super::Index;
use super::collect::Everything;
use super::language::Weight;
use super::query::Asked;
use crate::model::{Locale, MunicipalityCode};

/// When fewer things have so many of the words, fewer words are required.
const ENOUGH: usize = 3;
/// How much a hit in another language than the page's counts.
const OTHER_LANGUAGE: f32 = 0.7;
/// How much a text counts that only one municipality has, where none or that one is meant.
const LOCAL: f32 = 0.6;
/// What a thing with one of many words keeps of its score.
const COVERED_LEAST: f32 = 0.5;
/// With so much of the best score a thing is kept, however many of its words are missing.
const NEAR_BEST: f32 = 0.5;

/// A thing with what its best text scores.
#[derive(Debug, Clone, Copy)]
pub(super) struct Matched {
    /// The index of the entry.
    pub(super) entry: usize,
    /// Higher is better.
    pub(super) score: f32,
    /// How many of the words that count fully it has.
    words: usize,
}

/// The things that have enough of the words.
pub(super) fn look(
    index: &Index,
    asked: &[Asked],
    (locale, municipality): (Locale, Option<MunicipalityCode>),
) -> Vec<Matched> {
    let texts = index.texts.len() + index.locals.len();
    let mut scores = vec![0.0_f32; texts];
    let mut counts = vec![0_u8; texts];
    let mut found: Vec<usize> = Vec::new();
    let full = asked.iter().filter(|asked| asked.weight == Weight::Full);
    for asked in full.clone() {
        for (text, score) in index.searcher.search(&asked.query, &Everything).unwrap_or_default() {
            let Some(count) = counts.get_mut(text) else { continue };
            if *count == 0 {
                found.push(text);
            }
            *count = count.saturating_add(1);
            scores[text] += score;
        }
    }
    for asked in asked.iter().filter(|asked| asked.weight != Weight::Full) {
        for (text, score) in index.searcher.search(&asked.query, &Everything).unwrap_or_default() {
            if counts.get(text).is_some_and(|count| *count > 0) {
                scores[text] += WEAK * score;
            }
        }
    }
    let wanted = full.count();
    let mut best: Vec<Option<Matched>> = vec![None; index.entries.len()];
    for text in found {
        let (entry, factor) = index.worth(text, locale, municipality);
        let words = usize::from(counts[text]);
        let covered = words as f32 / wanted.max(1) as f32;
        let score = scores[text] * factor * (COVERED_LEAST + (1.0 - COVERED_LEAST) * covered);
        if score > 0.0 && best[entry].is_none_or(|best| best.score < score) {
            let words = words.max(best[entry].map_or(0, |best| best.words));
            best[entry] = Some(Matched { entry, score, words });
        }
    }
    enough(best.into_iter().flatten().collect(), wanted)
}

/// How much a weak word counts.
const WEAK: f32 = 0.2;

/// Those that have as many words as still leave enough of them, and those that score nearly best.
fn enough(matched: Vec<Matched>, wanted: usize) -> Vec<Matched> {
    let mut steps = vec![wanted, (2 * wanted).div_ceil(3), wanted.div_ceil(2), 1];
    steps.dedup();
    let with = |words: usize| matched.iter().filter(|one| one.words >= words).count();
    let required = steps.into_iter().find(|words| with(*words) >= ENOUGH).unwrap_or(1);
    let best = matched.iter().map(|one| one.score).fold(0.0, f32::max);
    let is_kept = |one: &Matched| one.words >= required || one.score >= NEAR_BEST * best;
    matched.into_iter().filter(is_kept).collect()
}

impl Index {
    /// The entry of a text, and how much a match in it counts.
    fn worth(
        &self,
        text: usize,
        locale: Locale,
        municipality: Option<MunicipalityCode>,
    ) -> (usize, f32) {
        let in_language = |other: Locale| if other == locale { 1.0 } else { OTHER_LANGUAGE };
        if let Some(shown) = self.texts.get(text) {
            return (shown.entry, in_language(shown.locale));
        }
        let local = &self.locals[text - self.texts.len()];
        let is_meant = municipality.is_none_or(|code| code == local.municipality);
        let worth = if is_meant { LOCAL * in_language(local.locale) } else { 0.0 };
        (local.entry, worth)
    }
}
