//! The interface words: kept as they are written, since Fluent is read where they are used.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::decode;
use super::reader::{Report, Source};
use crate::model::Locale;

/// Reads the words of every language.
pub(super) fn read(
    files: &[(Locale, Source<'_>)],
    report: &mut Report,
) -> BTreeMap<Locale, Arc<str>> {
    let mut words = BTreeMap::new();
    for (locale, (path, bytes)) in files {
        match decode::text(path, bytes) {
            Ok(text) => {
                words.insert(*locale, Arc::from(text));
            }
            Err(problem) => report.tell(problem),
        }
    }
    words
}
