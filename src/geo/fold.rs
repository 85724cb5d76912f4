//! Spellings of names: as written, and folded so that "Umea" finds Umeå and "Gavvuona" Gávvuona.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A name as written, but for case, spaces and the way accents are encoded.
pub(super) fn exact(text: &str) -> String {
    joined(&text.nfc().flat_map(char::to_lowercase).collect::<String>())
}

/// A name in small letters without marks, in words of letters and digits.
///
/// Marks fall away by decomposition (å, ä and á give `a`, ö gives `o`, č gives `c`); the letters
/// that Unicode does not decompose are named here: đ, ŧ and ŋ of Sámi, ø and æ of the neighbours.
pub(super) fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.nfd().filter(|letter| !is_combining_mark(*letter)) {
        for letter in letter.to_lowercase() {
            match letter {
                'đ' | 'ð' => folded.push('d'),
                'ŧ' | 'þ' => folded.push('t'),
                'ŋ' => folded.push('n'),
                'ø' => folded.push('o'),
                'æ' => folded.push_str("ae"),
                _ if letter.is_alphanumeric() => folded.push(letter),
                _ => folded.push(' '),
            }
        }
    }
    joined(&folded)
}

fn joined(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
