//! Editors' best bets: what stands first for some whole queries, or never, until a day.

use std::collections::{HashMap, HashSet};

use super::HitKind;
use super::analysis::{self, Stems, Word};
use super::language::{self, Weight};
use super::records::Entry;
use crate::model::{Bet, Catalog, Locale, Target};

/// The bets by what counts of their queries.
#[derive(Debug, Default)]
pub(super) struct Bets {
    bets: Vec<Placed>,
    queries: HashMap<String, Vec<usize>>,
}

#[derive(Debug)]
struct Placed {
    locale: Option<Locale>,
    until: jiff::civil::Date,
    first: Vec<usize>,
    never: HashSet<usize>,
}

/// What holds for a query.
#[derive(Debug, Default)]
pub(super) struct Holding {
    /// The entries that stand first, in this order.
    pub(super) first: Vec<usize>,
    /// The entries that are left out.
    pub(super) never: HashSet<usize>,
}

impl Bets {
    /// The bets of a catalogue; things that do not exist are left out, since they are told elsewhere.
    pub(super) fn new(catalog: &Catalog, entries: &[Entry], locales: &[Locale]) -> Self {
        let mut bets = Self::default();
        if catalog.bets.is_empty() {
            return bets;
        }
        let place = |target: &Target| {
            let (kind, id) = named(target)?;
            entries.iter().position(|entry| entry.kind == kind && entry.id == id)
        };
        for bet in &catalog.bets {
            let Bet { locale, until, .. } = bet;
            let number = bets.bets.len();
            for query in &bet.queries {
                let words: Vec<Word> = analysis::words(&analysis::composed(query)).collect();
                bets.queries.entry(key(&words, locales)).or_default().push(number);
            }
            bets.bets.push(Placed {
                locale: *locale,
                until: *until,
                first: bet.first.iter().filter_map(place).collect(),
                never: bet.never.iter().filter_map(place).collect(),
            });
        }
        bets
    }

    /// What holds for these words on a day.
    pub(super) fn holding(
        &self,
        words: &[Word],
        locales: &[Locale],
        (locale, day): (Locale, Option<jiff::civil::Date>),
    ) -> Holding {
        let mut holding = Holding::default();
        if self.bets.is_empty() {
            return holding;
        }
        for number in self.queries.get(&key(words, locales)).into_iter().flatten() {
            let bet = &self.bets[*number];
            let holds = day.is_some_and(|day| day <= bet.until);
            if holds && bet.locale.is_none_or(|other| other == locale) {
                holding.first.extend(&bet.first);
                holding.never.extend(&bet.never);
            }
        }
        holding
    }
}

fn named(target: &Target) -> Option<(HitKind, &str)> {
    Some(match target {
        Target::Service(id) => (HitKind::Service, id),
        Target::Guide(id) => (HitKind::Guide, id),
        Target::Checklist(id) => (HitKind::Checklist, id),
        Target::Topic(id) => (HitKind::Topic, id),
        Target::Municipality(slug) => (HitKind::Municipality, slug),
        Target::Page(id) => (HitKind::Page, id),
        _ => return None,
    })
}

/// The stems of the words that count fully, or of all when none does, in the portal's first
/// language: question words do not matter.
fn key(words: &[Word], locales: &[Locale]) -> String {
    let mut stems = Stems::new(locales.first().copied().unwrap_or(Locale::SV));
    let is_full = |word: &&Word| language::weight(&word.folded, locales) == Weight::Full;
    let mut counting: Vec<&Word> = words.iter().filter(is_full).collect();
    if counting.is_empty() {
        counting = words.iter().collect();
    }
    counting.iter().map(|word| stems.stem(&word.lower)).collect::<Vec<_>>().join(" ")
}
