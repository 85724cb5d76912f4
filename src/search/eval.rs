//! Measures search against a file of judged queries: tab-separated, with the columns
//! `id query expected_keys expected_municipality category` in any order. Several keys,
//! joined by `;`, are equally good.

use std::collections::BTreeMap;
use std::fmt;

use super::{Index, Query};
use crate::model::{Locale, MunicipalityCode};
use crate::problem::{Code, Problem};

/// How many hits are looked at.
const DEPTH: usize = 10;
/// The most judged queries of one file.
const QUERIES_MAX: usize = 100_000;

/// How well judged queries were answered.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// Over all queries.
    pub all: Scores,
    /// Per category, in the order of their names.
    pub categories: BTreeMap<String, Scores>,
    /// The queries without an expected thing among the first three hits, and those whose
    /// municipality was not understood.
    pub failures: Vec<Failure>,
}

/// Sums over queries; the methods give the means.
#[derive(Debug, Clone, Default)]
pub struct Scores {
    /// The number of queries.
    pub queries: usize,
    first: usize,
    third: usize,
    reciprocal: f64,
    gain: f64,
    /// Of how many queries a municipality is expected.
    pub with_municipality: usize,
    /// Of how many of these it was understood.
    pub municipality_understood: usize,
}

/// A query that was not answered as expected.
#[derive(Debug, Clone)]
pub struct Failure {
    /// Its id in the file.
    pub id: String,
    /// The words.
    pub query: String,
    /// The things expected.
    pub expected: Vec<String>,
    /// The first hits.
    pub found: Vec<String>,
    /// The rank of the first expected hit, from 1.
    pub rank: Option<usize>,
    /// Whether the municipality, if one was expected, was understood.
    pub understood: bool,
}

struct Judged {
    id: String,
    query: String,
    expected: Vec<String>,
    municipality: Option<MunicipalityCode>,
    category: String,
}

/// Asks every query of a file in a language and compares. Lines that cannot be read are problems.
#[must_use]
pub fn eval(index: &Index, path: &str, text: &str, locale: Locale) -> (Report, Vec<Problem>) {
    let (judged, problems) = parse(path, text);
    let mut report = Report::default();
    for judged in judged {
        report.add(index, judged, locale);
    }
    (report, problems)
}

impl Report {
    fn add(&mut self, index: &Index, judged: Judged, locale: Locale) {
        let results = index.search(&Query { limit: DEPTH, ..Query::new(&judged.query, locale) });
        let found: Vec<String> = results.hits.into_iter().map(|hit| hit.id).collect();
        let good = |id: &String| judged.expected.contains(id);
        let ranks: Vec<usize> =
            (1..).zip(&found).filter(|(_, id)| good(id)).map(|(r, _)| r).collect();
        let rank = ranks.first().copied();
        let understood = judged.municipality.map(|expected| results.understood == Some(expected));
        let categories = self.categories.entry(judged.category).or_default();
        for scores in [&mut self.all, categories] {
            scores.add(&ranks, judged.expected.len(), understood);
        }
        let understood = understood.unwrap_or(true);
        if rank.is_none_or(|rank| rank > 3) || !understood {
            let Judged { id, query, expected, .. } = judged;
            let found = found.into_iter().take(3).collect();
            self.failures.push(Failure { id, query, expected, found, rank, understood });
        }
    }
}

impl Scores {
    fn add(&mut self, ranks: &[usize], expected: usize, understood: Option<bool>) {
        self.queries += 1;
        if let Some(&rank) = ranks.first() {
            self.first += usize::from(rank == 1);
            self.third += usize::from(rank <= 3);
            self.reciprocal += 1.0 / rank as f64;
        }
        let discount = |rank: usize| 1.0 / (rank as f64 + 1.0).log2();
        // A service and a guide may share an id, so more may be found than was expected.
        let ideal: f64 = (1..=expected.max(ranks.len()).min(DEPTH)).map(discount).sum();
        self.gain += ranks.iter().copied().map(discount).sum::<f64>() / ideal.max(1.0);
        self.with_municipality += usize::from(understood.is_some());
        self.municipality_understood += usize::from(understood == Some(true));
    }

    fn mean(&self, sum: f64) -> f64 {
        sum / self.queries.max(1) as f64
    }

    /// The share of queries whose first hit is expected, 0 to 1.
    #[must_use]
    pub fn success_at_1(&self) -> f64 {
        self.mean(self.first as f64)
    }

    /// The share of queries with an expected thing among the first three hits, 0 to 1.
    #[must_use]
    pub fn success_at_3(&self) -> f64 {
        self.mean(self.third as f64)
    }

    /// The mean of one divided by the rank of the first expected hit, 0 to 1.
    #[must_use]
    pub fn mrr(&self) -> f64 {
        self.mean(self.reciprocal)
    }

    /// The normalised discounted cumulative gain of the first ten hits, 0 to 1.
    #[must_use]
    pub fn ndcg_at_10(&self) -> f64 {
        self.mean(self.gain)
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{:<16}{:>8}{:>8}{:>8}{:>8}{:>8}{:>14}",
            "", "queries", "s@1", "s@3", "MRR", "nDCG@10", "municipality"
        )?;
        let categories = self.categories.iter().map(|(name, scores)| (name.as_str(), scores));
        for (name, scores) in categories.chain([("all", &self.all)]) {
            let (one, three) = (scores.success_at_1(), scores.success_at_3());
            let (mrr, ndcg) = (scores.mrr(), scores.ndcg_at_10());
            let places = format!("{}/{}", scores.municipality_understood, scores.with_municipality);
            writeln!(
                f,
                "{name:<16}{:>8}{one:>8.3}{three:>8.3}{mrr:>8.3}{ndcg:>8.3}{places:>14}",
                scores.queries
            )?;
        }
        for failure in &self.failures {
            let rank = failure.rank.map_or("-".to_owned(), |rank| rank.to_string());
            let (expected, found) = (failure.expected.join(" "), failure.found.join(" "));
            let place = if failure.understood { "" } else { " (municipality not understood)" };
            writeln!(
                f,
                "{} {:?}: expected {expected}, found {found}, rank {rank}{place}",
                failure.id, failure.query
            )?;
        }
        Ok(())
    }
}

/// The columns of the file, by their places.
struct Columns {
    id: Option<usize>,
    query: usize,
    expected: usize,
    municipality: Option<usize>,
    category: Option<usize>,
}

fn parse(path: &str, text: &str) -> (Vec<Judged>, Vec<Problem>) {
    let mut lines = (1..).zip(text.lines().map(|line| line.trim_end_matches('\r')));
    let header: Vec<&str> = lines.next().map_or(Vec::new(), |(_, line)| line.split('\t').collect());
    let place = |name: &str| header.iter().position(|column| *column == name);
    let (Some(query), Some(expected)) = (place("query"), place("expected_keys")) else {
        let message = "The first line must name the columns `query` and `expected_keys`.";
        return (
            Vec::new(),
            vec![Problem::new(Code::MissingKey, path, message.to_owned()).at(1, 1)],
        );
    };
    let columns = Columns {
        id: place("id"),
        query,
        expected,
        municipality: place("expected_municipality"),
        category: place("category"),
    };
    let mut judged = Vec::new();
    let mut problems = Vec::new();
    for (line, row) in lines.filter(|(_, row)| !row.trim().is_empty()).take(QUERIES_MAX) {
        match columns.read(line, row) {
            Ok(row) => judged.push(row),
            Err(message) => {
                problems.push(Problem::new(Code::BadValue, path, message).at(line, 1));
            }
        }
    }
    (judged, problems)
}

impl Columns {
    fn read(&self, line: u32, row: &str) -> Result<Judged, String> {
        let cells: Vec<&str> = row.split('\t').map(str::trim).collect();
        let cell = |place: usize| cells.get(place).copied().unwrap_or("");
        let optional = |place: Option<usize>| place.map_or("", cell);
        let expected: Vec<String> = cell(self.expected)
            .split([';', '|'])
            .map(|key| key.trim().to_owned())
            .filter(|key| !key.is_empty())
            .collect();
        if cell(self.query).is_empty() || expected.is_empty() {
            return Err("The row has no query or no expected key.".to_owned());
        }
        let code = optional(self.municipality);
        let municipality = MunicipalityCode::parse(code);
        if municipality.is_none() && !code.is_empty() {
            return Err(format!("`{code}` is not a municipality code of four digits."));
        }
        let id = Some(optional(self.id)).filter(|id| !id.is_empty());
        Ok(Judged {
            id: id.map_or_else(|| format!("line {line}"), str::to_owned),
            query: cell(self.query).to_owned(),
            expected,
            municipality,
            category: optional(self.category).to_owned(),
        })
    }
}
