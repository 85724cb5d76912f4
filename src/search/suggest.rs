//! Completing what is being typed: a sorted table of folded phrases in which every word
//! start of a title, keyword or municipality name is a key.

use super::records::{Content, Entry};
use super::{HitKind, Suggestion, analysis};
use crate::model::Locale;

/// The fewest letters that are completed.
const LETTERS_MIN: usize = 2;
/// The most suggestions.
const SUGGESTIONS_MAX: usize = 10;
/// The most keys looked at for one answer.
const KEYS_MAX: usize = 20_000;

/// The table.
#[derive(Debug, Default)]
pub(super) struct Suggestions {
    phrases: Vec<Phrase>,
    keys: Vec<Key>,
}

#[derive(Debug)]
struct Phrase {
    text: String,
    entry: usize,
    locale: Locale,
    weight: u8,
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    folded: String,
    phrase: usize,
    at_start: bool,
}

impl Suggestions {
    /// The phrases of every text.
    pub(super) fn new(entries: &[Entry], contents: &[Content]) -> Self {
        let mut table = Self::default();
        for content in contents {
            let kind = entries[content.entry].kind;
            table.add(content, &content.title, title_weight(kind));
            // Aliases of a municipality lead to it under its own name.
            let named = kind == HitKind::Municipality;
            for keyword in &content.keywords {
                let shown = if named { &content.title } else { keyword };
                table.add_as(content, keyword, shown, if named { 2 } else { 1 });
            }
        }
        table.keys.sort();
        table
    }

    fn add(&mut self, content: &Content, text: &str, weight: u8) {
        self.add_as(content, text, text, weight);
    }

    fn add_as(&mut self, content: &Content, typed: &str, shown: &str, weight: u8) {
        let folded = analysis::phrase(&analysis::composed(typed));
        let phrase = self.phrases.len();
        let (entry, locale) = (content.entry, content.locale);
        self.phrases.push(Phrase { text: shown.to_owned(), entry, locale, weight });
        let spaces = folded.match_indices(' ').map(|(at, _)| at + 1);
        for start in std::iter::once(0).chain(spaces) {
            let rest = folded.get(start..).filter(|rest| rest.chars().count() >= LETTERS_MIN);
            let key = |rest: &str| Key { folded: rest.to_owned(), phrase, at_start: start == 0 };
            self.keys.extend(rest.map(key));
        }
    }

    /// The best completions in a language, one per thing.
    pub(super) fn complete(
        &self,
        text: &str,
        locale: Locale,
        limit: usize,
        entries: &[Entry],
    ) -> Vec<Suggestion> {
        let typed = analysis::phrase(&analysis::clean(text));
        if typed.chars().count() < LETTERS_MIN {
            return Vec::new();
        }
        let from = self.keys.partition_point(|key| key.folded < typed);
        let keys = self.keys[from..].iter().take(KEYS_MAX);
        let mut found: Vec<_> = keys
            .take_while(|key| key.folded.starts_with(&typed))
            .map(|key| (&self.phrases[key.phrase], key.at_start))
            .filter(|(phrase, _)| phrase.locale == locale)
            .collect();
        found.sort_by_key(|(phrase, at_start)| {
            let weight = (phrase.weight, *at_start);
            (std::cmp::Reverse(weight), phrase.text.chars().count(), &phrase.text)
        });
        let mut chosen: Vec<(usize, Suggestion)> = Vec::new();
        for (phrase, _) in found {
            if chosen.len() == limit.min(SUGGESTIONS_MAX) {
                break;
            }
            if chosen.iter().all(|(entry, _)| *entry != phrase.entry) {
                let Entry { kind, id, .. } = &entries[phrase.entry];
                let suggestion =
                    Suggestion { text: phrase.text.clone(), kind: *kind, id: id.clone() };
                chosen.push((phrase.entry, suggestion));
            }
        }
        chosen.into_iter().map(|(_, suggestion)| suggestion).collect()
    }
}

fn title_weight(kind: HitKind) -> u8 {
    match kind {
        HitKind::Service | HitKind::Municipality => 4,
        HitKind::Guide | HitKind::Checklist | HitKind::Event | HitKind::Topic => 3,
        HitKind::Page => 2,
    }
}
