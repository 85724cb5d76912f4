//! Rules that need the whole catalogue: references, translations, contradictions, words.
//!
//! Each rule is a small function in the list `CHECKS`. Rules that need one file only are kept where
//! the file is read, where the line is known.

mod borders;
mod checklists;
mod days;
mod picture;
mod portal;
mod provisions;
mod references;
mod texts;
mod words;

pub use borders::{Spot, SpotKind, spots_of};
pub use picture::{picture, sketched};

use rayon::prelude::*;

use crate::model::Catalog;
use crate::problem::Problem;

/// A rule: looks at the catalogue and adds what it finds.
type Check = fn(&Catalog, &mut Vec<Problem>);

/// Every rule. Their order does not matter: the problems are sorted.
const CHECKS: &[Check] = &[
    // Mentions of things that do not exist, and links to headings that do not exist.
    references::things,
    references::anchors,
    // Texts that are missing altogether or in one language, and summaries that are too long.
    texts::missing,
    texts::summaries,
    // Snippets that nobody includes.
    texts::unused_snippets,
    // Facts that cannot hold together.
    provisions::no_channel,
    provisions::handled_by_itself,
    provisions::circles,
    provisions::organisations,
    provisions::levels,
    // Checklists: questions, requirements, words and personas.
    checklists::circles,
    checklists::dead_ends,
    checklists::unused,
    checklists::reach,
    checklists::words,
    checklists::personas,
    // Municipalities: the county, the map, the line of successors.
    portal::counties,
    portal::areas,
    borders::spots,
    borders::unused,
    portal::successors,
    // Addresses.
    portal::slugs,
    portal::redirects,
    // The interface words.
    words::languages,
    words::arguments,
];

/// What only the day tells: best bets whose last day has passed; sorted by file and line.
#[must_use]
pub fn on_day(catalog: &Catalog, today: jiff::civil::Date) -> Vec<Problem> {
    let mut problems = Vec::new();
    days::expired_bets(catalog, today, &mut problems);
    problems.sort();
    problems
}

/// Checks a catalogue; the problems come sorted by file and line.
#[must_use]
pub fn check(catalog: &Catalog) -> Vec<Problem> {
    let told = |check: &Check| {
        let mut problems = Vec::new();
        check(catalog, &mut problems);
        problems
    };
    let mut problems: Vec<Problem> = CHECKS.par_iter().flat_map_iter(told).collect();
    problems.sort();
    problems.dedup();
    problems
}
