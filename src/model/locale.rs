//! Languages, and texts that exist in several of them.

use std::fmt;

/// A language of the portal: a lower-case BCP 47 primary subtag of two or three letters
/// (`sv`, `en`, `fi`, `se` for Northern Sámi, `fit` for Meänkieli).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Locale([u8; 3]);

impl Locale {
    /// Swedish.
    pub const SV: Self = Self(*b"sv\0");
    /// English.
    pub const EN: Self = Self(*b"en\0");

    /// Reads a language subtag.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match *text.as_bytes() {
            [a @ b'a'..=b'z', b @ b'a'..=b'z'] => Some(Self([a, b, 0])),
            [a @ b'a'..=b'z', b @ b'a'..=b'z', c @ b'a'..=b'z'] => Some(Self([a, b, c])),
            _ => None,
        }
    }

    /// The subtag as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        let length = if self.0[2] == 0 { 2 } else { 3 };
        std::str::from_utf8(&self.0[..length]).expect("a locale is made of ASCII letters")
    }
}

impl fmt::Display for Locale {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl fmt::Debug for Locale {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// One value per language, in the order of the subtags. There are a handful of languages and
/// tens of thousands of such lists, so each takes only the room it needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Localized<T>(Vec<(Locale, T)>);

/// A short text in several languages.
pub type LocalText = Localized<String>;

impl<T> Default for Localized<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> FromIterator<(Locale, T)> for Localized<T> {
    fn from_iter<I: IntoIterator<Item = (Locale, T)>>(pairs: I) -> Self {
        let mut localized = Self::default();
        pairs.into_iter().for_each(|(locale, value)| localized.insert(locale, value));
        localized
    }
}

impl<T> Localized<T> {
    /// Adds or replaces the value of one language.
    pub fn insert(&mut self, locale: Locale, value: T) {
        match self.place(locale) {
            Ok(place) => self.0[place].1 = value,
            Err(place) => {
                self.0.reserve_exact(1);
                self.0.insert(place, (locale, value));
            }
        }
    }

    /// The value in exactly this language.
    #[must_use]
    pub fn get(&self, locale: Locale) -> Option<&T> {
        self.place(locale).ok().map(|place| &self.0[place].1)
    }

    fn place(&self, locale: Locale) -> Result<usize, usize> {
        self.0.binary_search_by_key(&locale, |(other, _)| *other)
    }

    /// The value in this language, else in Swedish, else in any; with the language it is in,
    /// so that a page can mark a fallback with `lang`.
    #[must_use]
    pub fn best(&self, locale: Locale) -> Option<(Locale, &T)> {
        let place = self.place(locale).or_else(|_| self.place(Locale::SV)).unwrap_or(0);
        self.0.get(place).map(|(locale, value)| (*locale, value))
    }

    /// Every language with its value, in the order of the subtags.
    pub fn iter(&self) -> impl Iterator<Item = (Locale, &T)> {
        self.0.iter().map(|(locale, value)| (*locale, value))
    }

    /// The same, to be changed.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = (Locale, &mut T)> {
        self.0.iter_mut().map(|(locale, value)| (*locale, value))
    }

    /// Whether no language has a value.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl LocalText {
    /// The text in the best language, or an empty text when there is none.
    #[must_use]
    pub fn text(&self, locale: Locale) -> &str {
        self.best(locale).map_or("", |(_, text)| text.as_str())
    }
}
