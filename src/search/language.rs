//! What search knows of each language: its stemmer and the words that carry little or no meaning.
//! A language that is not in the table is searched without a stemmer and without such lists.
//! All words stand lower-case and without diacritics, but stop words in both spellings.

use tantivy::tokenizer::Language as Stemming;

use crate::model::Locale;

/// One language's row.
pub(super) struct Language {
    locale: &'static str,
    /// The Snowball stemmer.
    pub(super) stemming: Option<Stemming>,
    /// Words that are not indexed at all. The list is short on purpose: "inte" and "utan"
    /// change the meaning of a question and stay.
    pub(super) stop: &'static [&'static str],
    /// Words of a question that say nothing of what is asked for.
    function: &'static [&'static str],
    /// Words that nearly every errand has in common. They rank, but are never required.
    weak: &'static [&'static str],
    /// Words for "municipality" that may follow a municipality's name.
    pub(super) municipality: &'static [&'static str],
    /// Words that say that the name of a place follows.
    pub(super) at: &'static [&'static str],
}

/// The row of a language.
pub(super) fn of(locale: Locale) -> &'static Language {
    LANGUAGES.iter().find(|row| row.locale == locale.as_str()).unwrap_or(&OTHER)
}

/// How much a word of a query counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    /// Not at all.
    None,
    /// It ranks, but is not required.
    Weak,
    /// Fully.
    Full,
}

/// How much a folded word counts in any of these languages.
pub(super) fn weight(word: &str, locales: &[Locale]) -> Weight {
    let rows = || locales.iter().map(|locale| of(*locale));
    if rows().any(|row| row.function.contains(&word) || row.stop.contains(&word)) {
        Weight::None
    } else if rows().any(|row| row.weak.contains(&word)) {
        Weight::Weak
    } else {
        Weight::Full
    }
}

const OTHER: Language = Language {
    locale: "",
    stemming: None,
    stop: &[],
    function: &[],
    weak: &[],
    municipality: &[],
    at: &[],
};

const LANGUAGES: &[Language] = &[SWEDISH, ENGLISH, FINNISH];

const SWEDISH: Language = Language {
    locale: "sv",
    stemming: Some(Stemming::Swedish),
    stop: &[
        "och", "att", "det", "som", "en", "ett", "den", "de", "är", "ar", "av", "på", "pa", "till",
        "om", "i",
    ],
    function: &[
        "hur", "vad", "var", "vart", "nar", "vem", "vilka", "vilken", "vilket", "varfor", "kan",
        "ska", "skall", "vill", "far", "maste", "behover", "behovs", "jag", "du", "vi", "ni",
        "han", "hon", "man", "mig", "min", "mitt", "mina", "oss", "var", "vart", "vara", "sig",
        "sin", "sitt", "sina", "ha", "har", "hade", "blir", "bli", "blev", "gor", "gora", "ga",
        "gar", "finns", "med", "for", "fran", "hos", "vid", "nagon", "nagot", "nagra", "dar",
        "har", "eller", "men", "sa", "da", "nu", "min", "er", "era", "denna", "detta", "dessa",
        "hej", "tack", "kommunen",
    ],
    weak: &[
        "ansok",
        "ansoka",
        "ansoker",
        "ansokan",
        "ansokning",
        "ansokningar",
        "soka",
        "soker",
        "sok",
        "anmala",
        "anmaler",
        "anmalan",
        "betala",
        "betalar",
        "betalas",
        "kosta",
        "kostar",
        "kostnad",
        "avgift",
        "avgifter",
        "pris",
        "taxa",
        "regel",
        "regler",
        "krav",
        "blankett",
        "formular",
        "e-tjanst",
        "tjanst",
        "hjalp",
        "information",
        "info",
        "hitta",
        "hittar",
        "bestalla",
        "fylla",
        "skicka",
        "skickade",
        "lamna",
        "lamnar",
        "besked",
        "dag",
        "dagar",
        "dagarna",
        "tid",
        "tider",
        "ta",
        "tar",
        "komma",
        "kommer",
        "fa",
        "ge",
        "kommun",
        "kommuner",
    ],
    municipality: &["kommun", "kommuns", "kommunen", "kommunens"],
    at: &["i"],
};

const ENGLISH: Language = Language {
    locale: "en",
    stemming: Some(Stemming::English),
    stop: &["a", "an", "and", "are", "as", "at", "be", "by", "is", "it", "of", "the", "that", "to"],
    function: &[
        "how", "what", "where", "when", "who", "which", "why", "do", "does", "did", "can", "could",
        "should", "would", "must", "may", "i", "you", "we", "my", "me", "our", "us", "your",
        "have", "has", "in", "on", "for", "from", "with", "or", "there", "this", "these", "am",
        "need", "want", "get", "hello", "hi", "please", "thanks",
    ],
    weak: &[
        "apply",
        "applying",
        "application",
        "register",
        "cost",
        "costs",
        "price",
        "fee",
        "fees",
        "pay",
        "rule",
        "rules",
        "form",
        "forms",
        "service",
        "help",
        "information",
        "find",
        "send",
        "make",
        "time",
        "municipality",
        "council",
    ],
    municipality: &["municipality", "municipalitys", "council"],
    at: &["in"],
};

const FINNISH: Language = Language {
    locale: "fi",
    stemming: Some(Stemming::Finnish),
    stop: &["ja", "on", "se", "etta"],
    function: &[
        "miten", "mita", "missa", "mista", "mihin", "milloin", "kuka", "mika", "miksi", "voinko",
        "voi", "mina", "olen", "saanko", "kuinka", "tai", "onko",
    ],
    weak: &["hakea", "haen", "hakemus", "ilmoitus", "maksu", "hinta", "lomake", "apua", "kunta"],
    municipality: &["kunta", "kunnan", "kunnassa"],
    at: &[],
};
