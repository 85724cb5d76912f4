//! Walks the term dictionary: which words the index knows, which begin like one that is still
//! being typed, and which look like a misspelt one.

use tantivy::Searcher;
use tantivy::Term;
use tantivy::query::FuzzyTermQuery;
use tantivy::schema::Field;

/// The most words one prefix or misspelling is expanded to.
const EXPANSIONS_MAX: usize = 16;
/// The most terms looked at for one expansion.
const WALK_MAX: usize = 2_000;

/// Whether any of these fields has the term.
pub(super) fn known(searcher: &Searcher, term: &str, fields: &[Field]) -> bool {
    let has = |field: &Field| {
        searcher.doc_freq(&Term::from_field_text(*field, term)).is_ok_and(|count| count > 0)
    };
    fields.iter().any(has)
}

/// The terms of a field that begin with a prefix, the shortest first.
pub(super) fn beginning_with(searcher: &Searcher, prefix: &str, field: Field) -> Vec<String> {
    let mut found = Vec::new();
    for segment in searcher.segment_readers() {
        let Ok(inverted) = segment.inverted_index(field) else { continue };
        let range = inverted.terms().range().ge(prefix);
        let Ok(mut stream) = range.into_stream() else { continue };
        let mut left = WALK_MAX;
        while left > 0 && stream.advance() && stream.key().starts_with(prefix.as_bytes()) {
            found.extend(String::from_utf8(stream.key().to_vec()));
            left -= 1;
        }
    }
    shortest_first(found, prefix)
}

/// The terms of a field within a few mistakes of a folded word, the nearest first.
/// The number of mistakes allowed grows with the length of the word; short words have none.
pub(super) fn similar(searcher: &Searcher, word: &str, field: Field) -> Vec<String> {
    let mistakes_max = match word.chars().count() {
        0..4 => return Vec::new(),
        4..8 => 1,
        _ => 2,
    };
    let query = FuzzyTermQuery::new(Term::from_field_text(field, word), mistakes_max, true);
    let mut found = Vec::new();
    for segment in searcher.segment_readers() {
        let Ok(inverted) = segment.inverted_index(field) else { continue };
        let Ok(automaton) = query.automaton() else { continue };
        let Ok(mut stream) = inverted.terms().search(automaton).into_stream() else { continue };
        let mut left = WALK_MAX;
        while left > 0 && stream.advance() {
            found.extend(String::from_utf8(stream.key().to_vec()));
            left -= 1;
        }
    }
    let mut found: Vec<(usize, String)> =
        found.into_iter().map(|term| (strsim::osa_distance(word, &term), term)).collect();
    found.sort();
    found.dedup();
    let nearest = found.first().map_or(0, |(mistakes, _)| *mistakes);
    let near = found.into_iter().take_while(|(mistakes, _)| *mistakes == nearest);
    near.map(|(_, term)| term).take(EXPANSIONS_MAX).collect()
}

fn shortest_first(mut terms: Vec<String>, prefix: &str) -> Vec<String> {
    terms.sort_by(|a, b| (a.len(), a).cmp(&(b.len(), b)));
    terms.dedup();
    terms.retain(|term| term != prefix);
    terms.truncate(EXPANSIONS_MAX);
    terms
}
