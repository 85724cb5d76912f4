//! Answers a query: understand, look, relax, rank, filter, count, show.

use std::collections::BTreeMap;

use super::analysis::{self, Stems, Word};
use super::collect::{Everything, Match};
use super::language::{self, Weight};
use super::phrases::Whole;
use super::query::{self, Plan};
use super::records::Entry;
use super::snippet::{self, Marks};
use super::{Hit, HitKind, Index, QUERY_LENGTH_MAX, QUERY_TERMS_MAX, Query, Results, facets};
use crate::model::{Locale, MunicipalityCode};

/// The most hits of one answer.
const LIMIT_MAX: usize = 100;
/// The most hits that can be skipped.
const OFFSET_MAX: usize = 10_000;
/// When fewer things are found with so many words required, fewer words are required.
const ENOUGH: usize = 3;
/// How much a hit in another language than the page's counts.
const OTHER_LANGUAGE: f32 = 0.7;
/// How much more a service counts where it is known to be provided.
const PROVIDED_HERE: f32 = 1.1;

/// Added where the query is nothing but the municipality's name, the title or a keyword.
/// Far more than words can score, so that these stand first whatever the statistics.
const BONUS_NAMED: f32 = 3_000.0;
const BONUS_TITLE: f32 = 2_000.0;
const BONUS_KEYWORD: f32 = 1_000.0;

/// What a visitor's words mean.
struct Reading {
    words: Vec<(Word, Weight)>,
    municipality: Option<MunicipalityCode>,
    /// Whether there is nothing but the municipality's name.
    only_name: bool,
}

/// A thing with what ranks it.
struct Ranked {
    entry: usize,
    score: f32,
}

pub(super) fn search(index: &Index, query: &Query) -> Results {
    if query.text.chars().count() > QUERY_LENGTH_MAX {
        return Results::default();
    }
    let text = analysis::clean(&query.text);
    let words: Vec<Word> = analysis::words(&text).take(QUERY_TERMS_MAX).collect();
    if words.is_empty() {
        return Results::default();
    }
    let reading = read(index, &words);
    let understood = reading.municipality.filter(|_| query.municipality.is_none());
    let mut plan = Plan::new(index, &reading.words);
    let matches = look(index, &mut plan);
    let mut ranked = rank(index, query, &reading, matches);
    ranked.retain(|ranked| facets::passes(&index.entries[ranked.entry], query));
    let entries = ranked.iter().map(|ranked| &index.entries[ranked.entry]);
    let facets = facets::count(entries);
    let page = ranked.iter().skip(query.offset.min(OFFSET_MAX)).take(query.limit.min(LIMIT_MAX));
    let hits = page.map(|ranked| index.hit(ranked, query.locale, &plan)).collect();
    let corrected = plan.corrected(index, &words);
    Results { total: ranked.len(), hits, understood, corrected, facets }
}

/// Takes the municipality's name out of the words and weighs the rest.
fn read(index: &Index, words: &[Word]) -> Reading {
    let weigh = |word: &Word| language::weight(&word.folded, &index.locales);
    let found = index.names.find(words, &index.vocabularies);
    let municipality = found.as_ref().map(|found| found.code);
    let named = |place: usize| found.as_ref().is_some_and(|found| found.words.contains(&place));
    let others =
        words.iter().enumerate().any(|(place, word)| !named(place) && weigh(word) != Weight::None);
    let only_name = municipality.is_some() && !others;
    let ambiguous = found.as_ref().is_some_and(|found| found.ambiguous);
    let mut weighed = Vec::new();
    for (place, word) in words.iter().enumerate() {
        let weight = match (named(place), only_name) {
            (true, true) => Weight::Full,
            (true, false) if ambiguous => Weight::Weak,
            (true, false) => Weight::None,
            (false, _) => weigh(word),
        };
        weighed.push((word.clone(), weight));
    }
    promote(&mut weighed);
    weighed.retain(|(_, weight)| *weight != Weight::None);
    Reading { words: weighed, municipality, only_name }
}

/// When no word counts fully, the best there are do.
fn promote(words: &mut [(Word, Weight)]) {
    for best in [Weight::Full, Weight::Weak, Weight::None] {
        if words.iter().any(|(_, weight)| *weight == best) {
            let best = words.iter_mut().filter(|(_, weight)| *weight == best);
            best.for_each(|(_, weight)| *weight = Weight::Full);
            return;
        }
    }
}

/// All matches, with as many words required as still find enough.
fn look(index: &Index, plan: &mut Plan) -> Vec<Match> {
    let words = plan.queries(index);
    let all = plan.required_max();
    let mut steps = vec![all, (2 * all).div_ceil(3), all.div_ceil(2), 1];
    steps.dedup();
    let mut matches = Vec::new();
    for required in steps {
        let query = query::joined(&words, required);
        matches = index.searcher.search(&query, &Everything).unwrap_or_default();
        let mut entries: Vec<usize> =
            matches.iter().map(|(text, _)| index.texts[*text].entry).collect();
        entries.sort_unstable();
        entries.dedup();
        if entries.len() >= ENOUGH {
            break;
        }
    }
    matches
}

/// One ranked entry per thing, best first.
fn rank(index: &Index, query: &Query, reading: &Reading, matches: Vec<Match>) -> Vec<Ranked> {
    let mut scores: BTreeMap<usize, f32> = BTreeMap::new();
    for (text, score) in matches {
        let text = &index.texts[text];
        let language = if text.locale == query.locale { 1.0 } else { OTHER_LANGUAGE };
        let best = scores.entry(text.entry).or_default();
        *best = best.max(score * language);
    }
    let whole = whole(index, &reading.words);
    let municipality = query.municipality.or(reading.municipality);
    let ranked = scores.into_iter().map(|(place, score)| {
        let entry = &index.entries[place];
        let is_municipality = entry.kind == HitKind::Municipality;
        let is_meant = municipality.is_some_and(|code| entry.places.contains(&code));
        let is_named = reading.only_name && is_municipality && is_meant;
        let whole = whole.get(&place).filter(|_| !is_municipality || is_meant);
        let bonus = match whole.unwrap_or(&Whole::No) {
            _ if is_named => BONUS_NAMED,
            Whole::Title => BONUS_TITLE,
            Whole::Keyword => BONUS_KEYWORD,
            Whole::No => 0.0,
        };
        Ranked { entry: place, score: (bonus + score) * factor(entry, municipality) }
    });
    let mut ranked: Vec<Ranked> = ranked.collect();
    ranked.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.entry.cmp(&b.entry)));
    ranked
}

/// The things that the words are a title or keyword of, in any language.
fn whole(index: &Index, words: &[(Word, Weight)]) -> BTreeMap<usize, Whole> {
    let words: Vec<Word> = words.iter().map(|(word, _)| word.clone()).collect();
    let mut whole = BTreeMap::new();
    for (phrases, locale) in index.phrases.iter().zip(&index.locales) {
        let mut stems = Stems::new(*locale);
        for (entry, how) in phrases.find(&words, &index.locales, &mut stems) {
            let best = whole.entry(*entry).or_insert(*how);
            *best = (*best).max(*how);
        }
    }
    whole
}

/// What a thing counts by its kind, and where it is provided. A municipality that the words
/// do not name has only something in common with them once diacritics are left out.
fn factor(entry: &Entry, municipality: Option<MunicipalityCode>) -> f32 {
    let here = municipality.is_some_and(|code| entry.places.binary_search(&code).is_ok());
    match entry.kind {
        HitKind::Service if here => PROVIDED_HERE,
        HitKind::Service => 1.0,
        HitKind::Guide => 0.85,
        // A checklist stands beside a guide on the same subject and must not take the place of a service.
        HitKind::Checklist => 0.45,
        HitKind::Municipality if !here => 0.2,
        HitKind::Municipality => 0.7,
        HitKind::Topic | HitKind::Page => 0.5,
        HitKind::Event => 0.4,
    }
}

impl Index {
    fn hit(&self, ranked: &Ranked, locale: Locale, plan: &Plan) -> Hit {
        let entry = &self.entries[ranked.entry];
        let text = self.text_of(ranked.entry, locale);
        let nothing = Marks::default();
        let marks = plan.marks.get(&text.locale).unwrap_or(&nothing);
        Hit {
            kind: entry.kind,
            id: entry.id.clone(),
            title: text.title.clone(),
            summary: text.summary.clone(),
            snippet: snippet::snippet(&text.summary, &self.passage(text), text.locale, marks),
            score: ranked.score,
        }
    }

    /// The text of an entry in a language, else in Swedish, else in any. Texts of one entry
    /// stand together, in the order of the entries.
    fn text_of(&self, entry: usize, locale: Locale) -> &super::index::Shown {
        let from = self.texts.partition_point(|text| text.entry < entry);
        let own = || self.texts[from..].iter().take_while(|text| text.entry == entry);
        own()
            .find(|text| text.locale == locale)
            .or_else(|| own().find(|text| text.locale == Locale::SV))
            .unwrap_or(&self.texts[from])
    }
}
