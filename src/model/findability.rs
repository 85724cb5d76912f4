//! How editors steer the search: words that find the same things, and best bets.

use super::{Locale, Target};

/// The synonyms of one language.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Synonyms {
    /// Words that mean the same.
    pub groups: Vec<SynonymGroup>,
    /// Everyday words that lead to others.
    pub leads: Vec<Lead>,
}

/// Words of which each also finds what the others name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SynonymGroup {
    /// At least two words or phrases, as the editor wrote them.
    pub words: Vec<String>,
}

/// Words that also find what others name, but not the other way round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lead {
    /// What people write.
    pub words: Vec<String>,
    /// What they also find.
    pub to: Vec<String>,
}

/// What an editor puts first for some queries, or never shows for them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bet {
    /// The file, relative to the portal folder.
    pub path: String,
    /// The line, from 1.
    pub line: u32,
    /// The whole queries it holds for; question words and a place's name do not matter.
    pub queries: Vec<String>,
    /// The language of the page; every language when there is none.
    pub locale: Option<Locale>,
    /// What stands first, in this order.
    pub first: Vec<Target>,
    /// What is left out.
    pub never: Vec<Target>,
    /// The last day on which it holds.
    pub until: jiff::civil::Date,
    /// Why it is there, for the next editor.
    pub reason: String,
}

impl Bet {
    /// Whether the bet holds on a day.
    #[must_use]
    pub fn holds_on(&self, day: jiff::civil::Date) -> bool {
        day <= self.until
    }
}
