//! Languages, and texts that exist in several of them.

use std::collections::BTreeMap;
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

/// One value per language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Localized<T>(BTreeMap<Locale, T>);

/// A short text in several languages.
pub type LocalText = Localized<String>;

impl<T> Default for Localized<T> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<T> FromIterator<(Locale, T)> for Localized<T> {
    fn from_iter<I: IntoIterator<Item = (Locale, T)>>(pairs: I) -> Self {
        Self(pairs.into_iter().collect())
    }
}

impl<T> Localized<T> {
    /// Adds or replaces the value of one language.
    pub fn insert(&mut self, locale: Locale, value: T) {
        self.0.insert(locale, value);
    }

    /// The value in exactly this language.
    #[must_use]
    pub fn get(&self, locale: Locale) -> Option<&T> {
        self.0.get(&locale)
    }

    /// The value in this language, else in Swedish, else in any; with the language it is in,
    /// so that a page can mark a fallback with `lang`.
    #[must_use]
    pub fn best(&self, locale: Locale) -> Option<(Locale, &T)> {
        self.0
            .get_key_value(&locale)
            .or_else(|| self.0.get_key_value(&Locale::SV))
            .or_else(|| self.0.iter().next())
            .map(|(locale, value)| (*locale, value))
    }

    /// Every language with its value, in the order of the subtags.
    pub fn iter(&self) -> impl Iterator<Item = (Locale, &T)> {
        self.0.iter().map(|(locale, value)| (*locale, value))
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
