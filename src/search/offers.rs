//! The checklist that a query names: whoever is about to open a restaurant is offered a plan before
//! the single services, whatever the checklist's rank among the hits.

use std::collections::{BTreeMap, BTreeSet};

use super::HitKind;
use super::analysis::{self, Stems, Word};
use super::phrases::Whole;
use super::plan::{Looked, Plan};
use super::records::{Content, Entry};
use crate::model::Locale;

/// The words of the titles and keywords of checklists.
#[derive(Debug, Default)]
pub(super) struct Offers(BTreeMap<usize, Vec<(Locale, BTreeSet<String>)>>);

impl Offers {
    /// Those of all checklists.
    pub(super) fn new(entries: &[Entry], contents: &[Content]) -> Self {
        let mut offers = Self::default();
        let is_checklist = |content: &&Content| entries[content.entry].kind == HitKind::Checklist;
        for content in contents.iter().filter(is_checklist) {
            let mut stems = Stems::new(content.locale);
            let texts = content.keywords.iter().chain([&content.title]);
            let words = texts.flat_map(|text| analysis::words(text).collect::<Vec<_>>());
            let words = words.flat_map(|word| [stems.stem(&word.lower), word.folded]).collect();
            offers.0.entry(content.entry).or_default().push((content.locale, words));
        }
        offers
    }

    /// The first of the ranked things that is a checklist which the words name: as a whole, or every
    /// one of several in its title and keywords. Who writes a service's title wants that service.
    pub(super) fn find(
        &self,
        entries: &[Entry],
        plan: &Plan,
        ranked: impl Iterator<Item = (usize, Whole)> + Clone,
    ) -> Option<usize> {
        let is = |entry: usize, kind: HitKind| entries[entry].kind == kind;
        let mut titles = ranked.clone().filter(|(_, whole)| *whole == Whole::Title);
        if titles.any(|(entry, _)| is(entry, HitKind::Service)) {
            return None;
        }
        let is_named = |entry: usize, whole: Whole| whole != Whole::No || self.has_all(entry, plan);
        let mut ranked = ranked.filter(|(entry, _)| is(*entry, HitKind::Checklist));
        ranked.find(|(entry, whole)| is_named(*entry, *whole)).map(|(entry, _)| entry)
    }

    fn has_all(&self, entry: usize, plan: &Plan) -> bool {
        let of_language = |(locale, known): &(Locale, BTreeSet<String>)| {
            let mut stems = Stems::new(*locale);
            plan.full().all(|looked| has(known, looked, &mut stems))
        };
        plan.full().count() > 1 && self.0.get(&entry).is_some_and(|it| it.iter().any(of_language))
    }
}

/// Whether the word, its correction or one of its synonyms is among the known ones.
fn has(known: &BTreeSet<String>, looked: &Looked, stems: &mut Stems) -> bool {
    let mut is_known =
        |word: &Word| known.contains(&word.folded) || known.contains(&stems.stem(&word.lower));
    is_known(&looked.word)
        || is_known(&looked.best())
        || looked.synonyms.iter().any(|(_, phrase, _)| phrase.iter().all(&mut is_known))
}
