//! The interface words, in Fluent: plural forms by the library, nothing put together from pieces.
//!
//! A word without arguments is formatted once, when the words are read; one that has no plural forms
//! is kept in pieces, with the places of its arguments.

mod filled;
mod tell;

pub use tell::{contact_label, date, number, step};

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use fluent_syntax::ast::Pattern;
use unic_langid::LanguageIdentifier;

use crate::model::Locale;
use filled::Filled;

/// The words of every language. Cheap to clone.
#[derive(Clone, Default)]
pub struct Words {
    languages: Arc<BTreeMap<Locale, Language>>,
}

struct Language {
    bundle: FluentBundle<FluentResource>,
    /// The words that take no arguments, ready.
    plain: HashMap<String, Arc<str>>,
    /// The words with arguments that are kept in pieces.
    filled: HashMap<String, Filled>,
}

/// A value put into a word: text or a number that chooses the plural form.
#[derive(Debug, Clone, PartialEq)]
pub enum Argument {
    /// A text.
    Text(String),
    /// A number.
    Number(f64),
}

impl From<&str> for Argument {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<usize> for Argument {
    fn from(count: usize) -> Self {
        #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
        Self::Number(count as f64)
    }
}

impl Words {
    /// Reads the Fluent sources; mistakes in them were already told by `check`.
    #[must_use]
    pub fn new(sources: &BTreeMap<Locale, Arc<str>>) -> Self {
        let languages =
            sources.iter().map(|(locale, source)| (*locale, Language::new(*locale, source)));
        Self { languages: Arc::new(languages.collect()) }
    }

    /// A word with its arguments. A missing key gives the default language's word, else the key itself.
    #[must_use]
    pub fn get(&self, locale: Locale, key: &str, arguments: &[(&str, Argument)]) -> String {
        if arguments.is_empty()
            && let Some(word) = self.plain(locale, key)
        {
            return word.to_owned();
        }
        let filled = self.languages.get(&locale).and_then(|language| language.filled.get(key));
        if let Some(word) = filled.and_then(|filled| filled.with(arguments)) {
            return word;
        }
        let arguments: FluentArgs<'_> =
            arguments.iter().map(|(name, value)| (*name, fluent(value))).collect();
        self.in_order(locale)
            .find_map(|language| language.format(key, &arguments))
            .unwrap_or_else(|| key.to_owned())
    }

    /// A word that takes no arguments, in the language or the best there is.
    fn plain(&self, locale: Locale, key: &str) -> Option<&str> {
        self.in_order(locale).find_map(|language| language.plain.get(key).map(AsRef::as_ref))
    }

    /// Every word of exactly this language that takes no arguments, by its key.
    pub fn all_plain(&self, locale: Locale) -> impl Iterator<Item = (&str, &str)> {
        let words = self.languages.get(&locale).into_iter().flat_map(|language| &language.plain);
        words.map(|(key, word)| (key.as_str(), &**word))
    }

    /// A word that takes no arguments, in exactly this language.
    #[must_use]
    pub fn exactly(&self, locale: Locale, key: &str) -> Option<&str> {
        self.languages.get(&locale)?.plain.get(key).map(AsRef::as_ref)
    }

    /// Whether the language itself has the word.
    #[must_use]
    pub fn has(&self, locale: Locale, key: &str) -> bool {
        self.languages.get(&locale).is_some_and(|language| language.bundle.has_message(key))
    }

    /// The language's own words, then Swedish, English and the rest.
    fn in_order(&self, locale: Locale) -> impl Iterator<Item = &Language> {
        let first = [locale, Locale::SV, Locale::EN];
        let rest = self.languages.iter().filter(move |(other, _)| !first.contains(other));
        first
            .into_iter()
            .filter_map(|locale| self.languages.get(&locale))
            .chain(rest.map(|(_, language)| language))
    }
}

impl Language {
    fn new(locale: Locale, source: &str) -> Self {
        // A file with a mistake still gives the words that could be read.
        let resource = FluentResource::try_new(source.to_owned())
            .unwrap_or_else(|(resource, _mistakes)| resource);
        let identifier: LanguageIdentifier = locale.as_str().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![identifier]);
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(if locale == Locale::EN {
            |value, _| grouped(value, ",")
        } else {
            |value, _| grouped(value, "\u{a0}")
        }));
        bundle.add_resource_overriding(resource);
        let mut language = Self { bundle, plain: HashMap::new(), filled: HashMap::new() };
        for key in keys(source) {
            if let Some(word) = language.format_strictly(key) {
                language.plain.insert(key.to_owned(), Arc::from(word));
            } else if let Some(filled) = language.pattern(key).and_then(Filled::of) {
                language.filled.insert(key.to_owned(), filled);
            }
        }
        language
    }

    fn pattern(&self, key: &str) -> Option<&Pattern<&str>> {
        self.bundle.get_message(key)?.value()
    }

    fn format(&self, key: &str, arguments: &FluentArgs<'_>) -> Option<String> {
        let pattern = self.pattern(key)?;
        let mut mistakes = Vec::new();
        let word = self.bundle.format_pattern(pattern, Some(arguments), &mut mistakes);
        Some(word.into_owned())
    }

    /// The word, if it needs no argument.
    fn format_strictly(&self, key: &str) -> Option<String> {
        let pattern = self.pattern(key)?;
        let mut mistakes = Vec::new();
        let word = self.bundle.format_pattern(pattern, None, &mut mistakes);
        mistakes.is_empty().then(|| word.into_owned())
    }
}

/// The keys of the messages in a Fluent source, in its order; terms and comments are left out.
#[must_use]
pub fn keys(source: &str) -> Vec<&str> {
    // A message begins in the first column; everything that continues it is indented.
    let key = |line: &str| line.split_once('=').map(|(key, _)| key.trim_end().len());
    source
        .lines()
        .filter(|line| line.starts_with(|c: char| c.is_ascii_alphabetic()))
        .filter_map(|line| line.get(..key(line)?))
        .collect()
}

fn fluent(argument: &Argument) -> FluentValue<'_> {
    match argument {
        Argument::Text(text) => FluentValue::String(Cow::Borrowed(text)),
        Argument::Number(number) => FluentValue::from(*number),
    }
}

/// A number with its thousands apart, as people write it.
fn grouped(value: &FluentValue<'_>, separator: &str) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    Some(group_digits(&number.value.to_string(), separator))
}

/// Puts the separator between each group of three digits before the decimal point.
fn group_digits(digits: &str, separator: &str) -> String {
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits), |rest| ("-", rest));
    let (whole, fraction) =
        digits.split_once('.').map_or((digits, None), |(whole, rest)| (whole, Some(rest)));
    let mut text = String::from(sign);
    for (place, digit) in whole.chars().enumerate() {
        let after = whole.len() - place;
        // Four digits stay together in Swedish ("9 999" is also right, and is easier to read).
        if place > 0 && after.is_multiple_of(3) {
            text.push_str(separator);
        }
        text.push(digit);
    }
    if let Some(fraction) = fraction {
        text.push_str(if separator == "," { "." } else { "," });
        text.push_str(fraction);
    }
    text
}
