//! Answers a query: understand, look, rank, filter, count, show.

use std::collections::{BTreeMap, HashMap};

use super::analysis::{self, Stems, Word};
use super::bets::Holding;
use super::facets::{self, Filters};
use super::language::{self, Weight};
use super::matching::{self, Matched};
use super::phrases::Whole;
use super::plan::{Looked, Plan};
use super::query;
use super::records::Entry;
use super::snippet::{self, Marks};
use super::{Hit, HitKind, Index, QUERY_LENGTH_MAX, QUERY_TERMS_MAX, Query, Results};
use crate::model::{Locale, MunicipalityCode};

/// The most hits of one answer.
const LIMIT_MAX: usize = 100;
/// The most hits that can be skipped.
const OFFSET_MAX: usize = 10_000;
/// How much more a service counts where it is known to be provided.
const PROVIDED_HERE: f32 = 1.15;
/// How much less it counts where it is known not to be.
const NOT_PROVIDED_HERE: f32 = 0.8;

/// Added where the query is nothing but the municipality's name, the title, a keyword or a synonym
/// of one. Far more than words can score, so that these stand first whatever the statistics.
const BONUS_NAMED: f32 = 3_000.0;
const BONUS_TITLE: f32 = 2_000.0;
const BONUS_KEYWORD: f32 = 1_000.0;
const BONUS_SYNONYM: f32 = 500.0;

/// What a visitor's words mean.
struct Reading {
    /// All words but the municipality's name, also those that count nothing.
    words: Vec<(Word, Weight)>,
    municipality: Option<MunicipalityCode>,
    /// Whether there is nothing but the municipality's name.
    only_name: bool,
}

/// A thing with what ranks it.
struct Ranked {
    entry: usize,
    score: f32,
    whole: Whole,
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
    let reading = read(index, &words, query.words_only);
    let understood = reading.municipality.filter(|_| query.municipality.is_none());
    let plan = Plan::new(index, &reading.words);
    let (asked, marks) = query::queries(index, &plan);
    let municipality = query.municipality.or(reading.municipality);
    let matched = matching::look(index, &asked, (query.locale, municipality));
    let mut ranked = rank(index, (&reading, &plan), municipality, matched);
    let holding = holding(index, query, &words, &reading);
    put_first(&mut ranked, &holding);
    ranked.retain(|ranked| !holding.never.contains(&ranked.entry));
    let nearest = if ranked.is_empty() { index.nearest(&plan) } else { Vec::new() };
    let filters = Filters::new(index, query, municipality);
    ranked.retain(|ranked| filters.pass(&index.entries[ranked.entry]));
    let entries = ranked.iter().map(|ranked| &index.entries[ranked.entry]);
    let facets = facets::count(index, entries, municipality);
    let named = ranked.iter().map(|ranked| (ranked.entry, ranked.whole));
    let planned = index.offers.find(&index.entries, &plan, named);
    let planned = ranked.iter().find(|ranked| Some(ranked.entry) == planned);
    let planned = planned.map(|ranked| index.hit(ranked, query.locale, &marks));
    let page = ranked.iter().skip(query.offset.min(OFFSET_MAX)).take(query.limit.min(LIMIT_MAX));
    let hits = page.map(|ranked| index.hit(ranked, query.locale, &marks)).collect();
    let corrected = plan.corrected(&words);
    Results { total: ranked.len(), hits, planned, understood, corrected, nearest, facets }
}

/// Takes the municipality's name out of the words and weighs the rest.
fn read(index: &Index, words: &[Word], words_only: bool) -> Reading {
    let weigh = |word: &Word| language::weight(&word.folded, &index.locales);
    let found = index.names.find(words, &index.vocabularies).filter(|_| !words_only);
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
            (true, false) => continue,
            (false, _) => weigh(word),
        };
        weighed.push((word.clone(), weight));
    }
    promote(&mut weighed);
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

/// One ranked entry per thing, best first.
fn rank(
    index: &Index,
    (reading, plan): (&Reading, &Plan),
    municipality: Option<MunicipalityCode>,
    matched: Vec<Matched>,
) -> Vec<Ranked> {
    let whole = whole(index, &reading.words, plan);
    let ranked = matched.into_iter().map(|Matched { entry: place, score, .. }| {
        let entry = &index.entries[place];
        let is_municipality = entry.kind == HitKind::Municipality;
        let is_meant = municipality.is_some_and(|code| entry.places.contains(&code));
        let is_named = reading.only_name && is_municipality && is_meant;
        let whole = whole.get(&place).filter(|_| !is_municipality || is_meant);
        let whole = *whole.unwrap_or(&Whole::No);
        let bonus = match whole {
            _ if is_named => BONUS_NAMED,
            Whole::Title => BONUS_TITLE,
            Whole::Keyword => BONUS_KEYWORD,
            Whole::Synonym => BONUS_SYNONYM,
            Whole::No => 0.0,
        };
        Ranked { entry: place, score: (bonus + score) * factor(entry, municipality), whole }
    });
    let mut ranked: Vec<Ranked> = ranked.collect();
    ranked.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.entry.cmp(&b.entry)));
    ranked
}

/// The things that the words are a title or keyword of, or a synonym of one, in any language.
fn whole(index: &Index, words: &[(Word, Weight)], plan: &Plan) -> BTreeMap<usize, Whole> {
    let counting = words.iter().filter(|(_, weight)| *weight != Weight::None);
    let counting: Vec<Word> = counting.map(|(word, _)| word.clone()).collect();
    let spelt: Vec<Word> = plan.full().map(Looked::best).collect();
    let full: Vec<_> = plan.full().collect();
    let synonyms: Vec<&Vec<Word>> = match full.as_slice() {
        [] => Vec::new(),
        // Every word has the synonyms of the phrase that it stands in.
        [first, rest @ ..] => {
            let of_all = |phrase: &&Vec<Word>| {
                rest.iter().all(|other| other.synonyms.iter().any(|(_, also, _)| also == *phrase))
            };
            first.synonyms.iter().map(|(_, phrase, _)| phrase).filter(of_all).collect()
        }
    };
    let mut whole = BTreeMap::new();
    for (phrases, locale) in index.phrases.iter().zip(&index.locales) {
        let mut stems = Stems::new(*locale);
        let mut add = |words: &[Word], most: Whole| {
            for (entry, how) in phrases.find(words, &index.locales, &mut stems) {
                let best = whole.entry(*entry).or_insert(Whole::No);
                *best = (*best).max(most.min(*how));
            }
        };
        add(&counting, Whole::Title);
        add(&spelt, Whole::Synonym);
        synonyms.iter().for_each(|phrase| add(phrase, Whole::Synonym));
    }
    whole
}

/// What a thing counts by its kind, and where it is provided. A municipality that the words
/// do not name has only something in common with them once diacritics are left out.
fn factor(entry: &Entry, municipality: Option<MunicipalityCode>) -> f32 {
    let is_in = |places: &[MunicipalityCode]| {
        municipality.is_some_and(|code| places.binary_search(&code).is_ok())
    };
    let here = is_in(&entry.places);
    match entry.kind {
        HitKind::Service if here => PROVIDED_HERE,
        HitKind::Service if is_in(&entry.not_places) => NOT_PROVIDED_HERE,
        HitKind::Service => 1.0,
        HitKind::Guide => 0.7,
        // A checklist stands beside a guide on the same subject and must not take the place of a service.
        HitKind::Checklist => 0.45,
        HitKind::Municipality if !here => 0.2,
        HitKind::Municipality => 0.7,
        HitKind::Topic | HitKind::Page => 0.5,
        HitKind::Event => 0.4,
    }
}

/// The best bets of the query, with and without the municipality's name.
fn holding(index: &Index, query: &Query, words: &[Word], reading: &Reading) -> Holding {
    let at = (query.locale, query.day);
    let holding = index.bets.holding(words, &index.locales, at);
    if !holding.first.is_empty() || !holding.never.is_empty() {
        return holding;
    }
    let without: Vec<Word> = reading.words.iter().map(|(word, _)| word.clone()).collect();
    index.bets.holding(&without, &index.locales, at)
}

/// Puts what editors chose before the rest, whether the words find it or not.
fn put_first(ranked: &mut Vec<Ranked>, holding: &Holding) {
    if holding.first.is_empty() {
        return;
    }
    let top = ranked.first().map_or(0.0, |ranked| ranked.score);
    let rest = ranked.drain(..).filter(|ranked| !holding.first.contains(&ranked.entry));
    let rest: Vec<Ranked> = rest.collect();
    let first = holding.first.iter().rev().zip(1..);
    let chosen = first.map(|(entry, rank)| {
        let score = top + rank as f32;
        Ranked { entry: *entry, score, whole: Whole::No }
    });
    let mut chosen: Vec<Ranked> = chosen.collect();
    chosen.reverse();
    ranked.extend(chosen);
    ranked.extend(rest);
}

impl Index {
    fn hit(&self, ranked: &Ranked, locale: Locale, marks: &HashMap<Locale, Marks>) -> Hit {
        let entry = &self.entries[ranked.entry];
        let text = self.text_of(ranked.entry, locale);
        let nothing = Marks::default();
        let marks = marks.get(&text.locale).unwrap_or(&nothing);
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

    /// Words of titles and keywords that look most like those that found nothing.
    fn nearest(&self, plan: &Plan) -> Vec<String> {
        let mut found: Vec<(f32, String)> = Vec::new();
        for looked in plan.full() {
            for known in &self.vocabularies {
                let like = known.most_like(&looked.word);
                found.extend(like.into_iter().map(|(distance, word)| (distance, word.to_owned())));
            }
        }
        found.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.cmp(&b.1)));
        let mut words: Vec<String> = Vec::new();
        for (_, word) in found {
            if words.len() < super::NEAREST_MAX && !words.contains(&word) {
                words.push(word);
            }
        }
        words
    }
}
