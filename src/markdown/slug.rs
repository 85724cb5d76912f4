//! Heading ids: made from the title, in ASCII, unique in the document.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

/// The longest id, in bytes.
const ID_BYTES_MAX: usize = 64;

/// The ids given so far.
#[derive(Default)]
pub(super) struct Ids {
    /// Each with how many titles would have had it, so that a thousand equal titles cost no search each.
    given: BTreeMap<String, usize>,
}

impl Ids {
    /// An id for a title that no other title of the document has: `Avgifter` becomes `avgifter`,
    /// the second of them `avgifter-2`.
    pub(super) fn give(&mut self, title: &str) -> String {
        let base = slug(title);
        let Some(titles) = self.given.get(&base) else {
            self.given.insert(base.clone(), 1);
            return base;
        };
        let numbered = (titles + 1..).map(|number| (number, format!("{base}-{number}")));
        let free = numbered.into_iter().find(|(_, id)| !self.given.contains_key(id));
        let (number, id) = free.expect("there are more numbers than titles");
        self.given.insert(base, number);
        self.given.insert(id.clone(), 1);
        id
    }

    /// Whether an id was given.
    pub(super) fn has(&self, id: &str) -> bool {
        self.given.contains_key(id)
    }

    /// Every id given, sorted.
    pub(super) fn all(&self) -> impl Iterator<Item = &str> {
        self.given.keys().map(String::as_str)
    }
}

/// A title as a part of an address: å and ä become a, ö becomes o, anything else a hyphen.
fn slug(title: &str) -> String {
    let mut slug = String::with_capacity(title.len().min(ID_BYTES_MAX));
    for character in title.chars().flat_map(bare) {
        if slug.len() >= ID_BYTES_MAX {
            break;
        }
        match character {
            'A'..='Z' => slug.push(character.to_ascii_lowercase()),
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
    slug.truncate(slug.trim_end_matches('-').len());
    if slug.is_empty() { "section".to_owned() } else { slug }
}

/// A letter with its marks set apart, in lower case.
fn bare(character: char) -> impl Iterator<Item = char> {
    // Most letters are their own, and the library's tables cost more than they do.
    let ascii = character.is_ascii().then_some(character);
    let other =
        ascii.is_none().then(|| std::iter::once(character).nfd().flat_map(char::to_lowercase));
    ascii.into_iter().chain(other.into_iter().flatten())
}
