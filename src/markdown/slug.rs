//! Heading ids: made from the title, in ASCII, unique in the document.

use std::collections::HashSet;

use unicode_normalization::UnicodeNormalization;

/// The longest id, in bytes.
const ID_BYTES_MAX: usize = 64;

/// The ids given so far.
#[derive(Default)]
pub(super) struct Ids {
    given: HashSet<String>,
    /// How many times a base was asked for, so that a thousand equal titles cost no search each.
    asked: std::collections::HashMap<String, usize>,
}

impl Ids {
    /// An id for a title that no other title of the document has: `Avgifter` becomes `avgifter`,
    /// the second of them `avgifter-2`.
    pub(super) fn give(&mut self, title: &str) -> String {
        let base = slug(title);
        let count = self.asked.entry(base.clone()).or_default();
        loop {
            *count += 1;
            let id = if *count == 1 { base.clone() } else { format!("{base}-{count}") };
            if self.given.insert(id.clone()) {
                return id;
            }
        }
    }

    /// Whether an id was given.
    pub(super) fn has(&self, id: &str) -> bool {
        self.given.contains(id)
    }

    /// Every id given, in no order.
    pub(super) fn all(&self) -> impl Iterator<Item = &str> {
        self.given.iter().map(String::as_str)
    }
}

/// A title as a part of an address: å and ä become a, ö becomes o, anything else a hyphen.
fn slug(title: &str) -> String {
    let mut slug = String::new();
    for character in title.nfd().flat_map(char::to_lowercase) {
        if slug.len() >= ID_BYTES_MAX {
            break;
        }
        match character {
            'a'..='z' | '0'..='9' => slug.push(character),
            'đ' | 'ð' => slug.push('d'),
            'ŋ' => slug.push('n'),
            'ŧ' => slug.push('t'),
            'ø' => slug.push('o'),
            'æ' => slug.push_str("ae"),
            'ß' => slug.push_str("ss"),
            // The marks that decomposition sets apart: rings, dots, accents.
            '\u{300}'..='\u{36F}' => {}
            _ if slug.ends_with('-') || slug.is_empty() => {}
            _ => slug.push('-'),
        }
    }
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() { "section".to_owned() } else { slug.to_owned() }
}
