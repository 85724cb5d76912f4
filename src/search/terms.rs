//! Asks the term dictionary which words the index knows.

use tantivy::schema::Field;
use tantivy::{Searcher, Term};

/// Whether any of these fields has the term.
pub(super) fn known(searcher: &Searcher, term: &str, fields: &[Field]) -> bool {
    let has = |field: &Field| {
        searcher.doc_freq(&Term::from_field_text(*field, term)).is_ok_and(|count| count > 0)
    };
    fields.iter().any(has)
}
