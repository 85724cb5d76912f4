//! Takes compounds apart: "avloppsanläggning" is made of "avlopp" and "anläggning". Parts are
//! words of a general list and of the portal itself; a joining -s- or vowel and the vowels that
//! change inside compounds ("skolskjuts", "kyrkogård") are known, and a particle belongs to its word.
//! What cannot be taken apart without a rest stays whole: "barnvagn" is never "bar" and "nvagn".

use std::collections::HashSet;

use super::language::{self, Compounds, Language};
use crate::model::Locale;

/// The fewest letters of a part that is not in the language's list of short ones.
const PART_LENGTH_MIN: usize = 4;
/// The fewest letters of a word that is taken apart.
const WORD_LENGTH_MIN: usize = 5;
/// The most letters of a word that is taken apart.
const WORD_LENGTH_MAX: usize = 40;
/// The most parts.
const PARTS_MAX: usize = 4;

/// What a part costs: the cheapest way to take a word apart is the right one.
const COST_PART: u32 = 10;
/// Added for a short part, which is more often chance than meaning.
const COST_SHORT: u32 = 6;
/// Added for a part with a changed vowel or a joining letter.
const COST_CHANGED: u32 = 1;
/// Added for a part with a joining vowel, which is rarer than a joining -s-.
const COST_JOINED: u32 = 2;
/// Added for a part whose particle is not in the list together with it.
const COST_PARTICLE: u32 = 3;

/// The words that compounds of one language are made of.
#[derive(Debug)]
pub(super) struct Parts {
    row: &'static Language,
    /// Sorted.
    general: Vec<&'static str>,
    own: HashSet<String>,
}

/// A way to take the beginning of a word apart.
#[derive(Clone)]
struct Way {
    cost: u32,
    parts: Vec<String>,
}

impl Parts {
    /// The general words of a language and the portal's own, lower-case with diacritics.
    pub(super) fn new(locale: Locale, own: HashSet<String>) -> Self {
        let row = language::of(locale);
        let general = row.compounds.as_ref().map_or(Vec::new(), |compounds| words(compounds));
        Self { row, general, own }
    }

    /// The parts of a lower-case word in their basic forms; none when it is no compound.
    pub(super) fn of(&self, lower: &str) -> Vec<String> {
        let Some(compounds) = &self.row.compounds else { return Vec::new() };
        let letters: Vec<char> = lower.chars().collect();
        let is_word = letters.iter().all(|letter| letter.is_alphabetic());
        if !(WORD_LENGTH_MIN..=WORD_LENGTH_MAX).contains(&letters.len()) || !is_word {
            return Vec::new();
        }
        // A word that everybody knows is taken apart only where chance is unlikely.
        let is_common = self.bases(lower).iter().any(|base| self.is_general(base));
        let ways = self.ways(&letters, compounds);
        let Some(way) = ways else { return Vec::new() };
        let is_sure = way.parts.iter().all(|part| part.chars().count() >= PART_LENGTH_MIN);
        if way.parts.len() < 2 || (is_common && !is_sure) { Vec::new() } else { way.parts }
    }

    /// Whether a word is in the general list, in this form or another.
    pub(super) fn is_common(&self, lower: &str) -> bool {
        self.bases(lower).iter().any(|base| self.is_general(base))
    }

    /// The cheapest way through the whole word.
    fn ways(&self, letters: &[char], compounds: &Compounds) -> Option<Way> {
        let length = letters.len();
        let mut best: Vec<Option<Way>> = vec![None; length + 1];
        best[0] = Some(Way { cost: 0, parts: Vec::new() });
        for start in 0..length {
            let Some(before) = best[start].clone().filter(|way| way.parts.len() < PARTS_MAX) else {
                continue;
            };
            for end in start + 2..=length {
                if end - start == length {
                    continue;
                }
                let piece: String = letters[start..end].iter().collect();
                let Some((part, cost)) = self.part(&piece, end == length, compounds) else {
                    continue;
                };
                let cost = before.cost + cost;
                if best[end].as_ref().is_none_or(|way| cost < way.cost) {
                    let mut parts = before.parts.clone();
                    parts.push(part);
                    best[end] = Some(Way { cost, parts });
                }
            }
        }
        best.pop().flatten()
    }

    /// The basic form of a piece of a word, when it is a part, and what it costs.
    fn part(&self, piece: &str, is_last: bool, compounds: &Compounds) -> Option<(String, u32)> {
        let found =
            if is_last { self.head(piece, compounds) } else { self.modifier(piece, compounds) };
        if let Some((part, cost)) = found {
            let short = part.chars().count() < PART_LENGTH_MIN;
            return Some((part, COST_PART + cost + if short { COST_SHORT } else { 0 }));
        }
        // A particle belongs to the word after it, and is no part of its own.
        compounds.particles.iter().find_map(|particle| {
            let rest = piece.strip_prefix(particle).filter(|rest| !rest.is_empty())?;
            let (part, cost) =
                if is_last { self.head(rest, compounds) } else { self.modifier(rest, compounds) }?;
            Some((format!("{particle}{part}"), COST_PART + COST_PARTICLE + cost))
        })
    }

    /// A piece at the end of a word: it may have any ending.
    fn head(&self, piece: &str, compounds: &Compounds) -> Option<(String, u32)> {
        if self.is_part(piece, compounds) {
            return Some((piece.to_owned(), 0));
        }
        let mut bases = self.bases(piece);
        bases.retain(|base| self.is_part(base, compounds));
        let base = bases.into_iter().max_by_key(|base| base.chars().count())?;
        Some((base, COST_CHANGED))
    }

    /// A piece before another: a basic form, with a joining -s-, or with another vowel at its end.
    fn modifier(&self, piece: &str, compounds: &Compounds) -> Option<(String, u32)> {
        if self.is_part(piece, compounds) {
            return Some((piece.to_owned(), 0));
        }
        let changed = |base: String| Some((base, COST_CHANGED));
        if let Some(base) = piece.strip_suffix('s').filter(|base| self.is_part(base, compounds)) {
            return changed(base.to_owned());
        }
        if piece.chars().count() < PART_LENGTH_MIN && !compounds.short.contains(&piece) {
            return None;
        }
        let stem = piece.strip_suffix(['o', 'u', 'e']).unwrap_or(piece);
        let vowels = if stem == piece { ["a", "e"].as_slice() } else { &["a"] };
        let mut known = vowels.iter().map(|vowel| format!("{stem}{vowel}"));
        if let Some(base) = known.find(|base| self.is_part(base, compounds)) {
            return changed(base);
        }
        // A joining vowel: "detaljplaneändring", "barnavård".
        let base = piece.strip_suffix(['e', 'a']).filter(|base| self.is_part(base, compounds))?;
        Some((base.to_owned(), COST_JOINED))
    }

    /// Whether a basic form can be a part.
    fn is_part(&self, base: &str, compounds: &Compounds) -> bool {
        if base.chars().count() < PART_LENGTH_MIN {
            return compounds.short.contains(&base);
        }
        !compounds.never.contains(&base)
            && !compounds.particles.contains(&base)
            && (self.is_general(base) || self.own.contains(base))
    }

    fn is_general(&self, base: &str) -> bool {
        self.general.binary_search(&base).is_ok()
    }

    /// What a word may be a form of, itself first.
    fn bases(&self, word: &str) -> Vec<String> {
        let mut bases = vec![word.to_owned()];
        for (form, base) in self.row.irregular {
            bases.extend(word.strip_suffix(form).map(|stem| format!("{stem}{base}")));
        }
        for stem in self.row.endings.iter().filter_map(|ending| word.strip_suffix(ending)) {
            if stem.chars().count() >= 2 {
                bases.extend(["", "a", "e"].map(|vowel| format!("{stem}{vowel}")));
            }
        }
        bases
    }
}

fn words(compounds: &Compounds) -> Vec<&'static str> {
    compounds.lexicon.lines().filter(|line| !line.starts_with('#')).collect()
}
