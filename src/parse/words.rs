//! The interface words: kept as they are written, since Fluent is read where they are used.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::decode::{self, Lines};
use super::reader::{Report, Source};
use crate::model::Locale;
use crate::problem::{Code, Problem};

/// The most braces that may be open: the Fluent parser spends stack on each.
const BRACES_MAX: usize = 200;

/// Reads the words of every language.
pub(super) fn read(
    files: &[(Locale, Source<'_>)],
    report: &mut Report,
) -> BTreeMap<Locale, Arc<str>> {
    let mut words = BTreeMap::new();
    for (locale, (path, bytes)) in files {
        match decode::text(path, bytes).and_then(|text| shallow(path, text)) {
            Ok(text) => {
                words.insert(*locale, Arc::from(text));
            }
            Err(problem) => report.tell(problem),
        }
    }
    words
}

/// Refuses words whose braces may be nested deeper than any word needs. What stands after a
/// quotation mark may be part of a string, so a brace there is never counted as closing one.
fn shallow<'t>(path: &str, text: &'t str) -> Result<&'t str, Problem> {
    let (mut open, mut is_string) = (0_usize, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'{' => open += 1,
            b'}' if !is_string => open = open.saturating_sub(1),
            b'"' => is_string = true,
            b'\n' => is_string = false,
            _ => {}
        }
        if open > BRACES_MAX {
            let (line, column) = Lines::new(text, 1).place(at);
            let message = format!("more than {BRACES_MAX} braces are open here");
            return Err(Problem::new(Code::TooMuch, path, message).at(line, column));
        }
    }
    Ok(text)
}
