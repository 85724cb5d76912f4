//! Synonyms and best bets.

use std::collections::BTreeMap;

use super::reader::{self, Read, Source, Table, Value, shown};
use super::value;
use crate::model::{Bet, Id, Lead, SynonymGroup, Synonyms, Target};
use crate::problem::Code;

/// The most words of one group, one lead or one bet.
const WORDS_MAX: usize = 40;
/// The most words that one entry is made of.
const PHRASE_WORDS_MAX: usize = 6;
/// The longest entry, in characters.
const PHRASE_LENGTH_MAX: usize = 80;

/// Reads the synonyms of one language, `content/synonyms/<locale>.toml`.
pub(super) fn synonyms(source: Source<'_>) -> Read<Synonyms> {
    reader::read(source, &[], |table| {
        let groups = table.tables("groups", |table| {
            let words = phrases(table, "words", 2)?;
            Some((words, table.line()))
        });
        let leads = table.tables("leads", |table| {
            let words = phrases(table, "words", 1);
            let to = phrases(table, "to", 1);
            let (words, to) = (words?, to?);
            if let Some(same) = words.iter().find(|word| to.iter().any(|to| key(to) == key(word))) {
                let message = format!("\"{}\" leads to itself", shown(same));
                table.tell(Code::SynonymConflict, message, None);
            }
            Some((Lead { words, to }, table.line()))
        });
        tell_conflicts(table, &groups, &leads);
        let groups = groups.into_iter().map(|(words, _)| SynonymGroup { words }).collect();
        let leads = leads.into_iter().map(|(lead, _)| lead).collect();
        Some(Synonyms { groups, leads })
    })
}

/// Tells of words that stand in two groups, in two leads, or in a group and a lead to the same.
fn tell_conflicts(table: &Table<'_>, groups: &[(Vec<String>, u32)], leads: &[(Lead, u32)]) {
    let mut grouped: BTreeMap<String, (usize, u32)> = BTreeMap::new();
    for (number, (words, line)) in groups.iter().enumerate() {
        for word in words {
            let (first_group, first) = *grouped.entry(key(word)).or_insert((number, *line));
            if first_group != number {
                let message =
                    format!("\"{}\" is already in the group of line {first}", shown(word));
                let hint = "make one group of both, or write the one-way words as leads";
                table.tell_at_line(*line, Code::SynonymConflict, message, hint);
            }
        }
    }
    let mut leading: BTreeMap<String, u32> = BTreeMap::new();
    for (lead, line) in leads {
        for word in &lead.words {
            if let Some(first) = leading.insert(key(word), *line) {
                let message = format!("\"{}\" already leads from line {first}", shown(word));
                let hint = "write everything that it leads to in one place";
                table.tell_at_line(*line, Code::SynonymConflict, message, hint);
            }
            let group = grouped.get(&key(word)).map(|(number, _)| number);
            let same = |to: &&String| grouped.get(&key(to)).map(|(number, _)| number) == group;
            if let Some(to) = lead.to.iter().find(same).filter(|_| group.is_some()) {
                let message =
                    format!("\"{}\" and \"{}\" are in one group already", shown(word), shown(to));
                let hint = "take the lead away: a group works both ways";
                table.tell_at_line(*line, Code::SynonymConflict, message, hint);
            }
        }
    }
}

/// Reads the best bets, `content/bets.toml`.
pub(super) fn bets(source: Source<'_>) -> Read<Vec<Bet>> {
    reader::read(source, &[], |table| Some(table.tables("bets", bet)))
}

fn bet(table: &Table<'_>) -> Option<Bet> {
    let queries = phrases(table, "queries", 1);
    let locale = table.optional("locale", value::locale);
    let first = table.list("first", thing);
    let never = table.list("never", thing);
    let until = table.required("until", value::date);
    let reason = table.required("reason", value::text);
    if !table.has_values("first") && !table.has_values("never") {
        let message = "the bet puts nothing first and leaves nothing out".to_owned();
        table.tell(Code::MissingKey, message, Some("write `first` or `never`".to_owned()));
    }
    if first.iter().any(|thing| never.contains(thing)) {
        let message = "the bet puts first what it leaves out".to_owned();
        table.tell(Code::Contradiction, message, None);
    }
    let (path, line) = (table.path().to_owned(), table.line());
    let (queries, until, reason) = (queries?, until?, reason?);
    Some(Bet { path, line, queries, locale, first, never, until, reason })
}

/// A mention of a thing that can be found, written as in links: `service:bygglov`.
fn thing(value: Value<'_>) -> Option<Target> {
    let text = value::text(value)?;
    let (kind, id) = text.split_once(':').unwrap_or(("", &text));
    let id = Id::<()>::parse(id).map(|id| id.to_string());
    let target = match (kind, id) {
        ("service", Some(id)) => Target::Service(id),
        ("guide", Some(id)) => Target::Guide(id),
        ("checklist", Some(id)) => Target::Checklist(id),
        ("topic", Some(id)) => Target::Topic(id),
        ("municipality", Some(id)) => Target::Municipality(id),
        ("page", Some(id)) => Target::Page(id),
        _ => {
            let message = format!("\"{}\" names nothing that can be found", shown(&text));
            let hint = "write it as in a link: service:bygglov, guide:…, checklist:…, topic:…, \
                        municipality:… or page:…";
            return value.bad(message, Some(hint.to_owned()));
        }
    };
    value.mentions(target.clone());
    Some(target)
}

/// The words or phrases of a list that must be there, each once.
fn phrases(table: &Table<'_>, name: &'static str, least: usize) -> Option<Vec<String>> {
    let listed = table.list(name, phrase);
    let mut words: Vec<String> = Vec::new();
    for word in listed {
        if words.iter().any(|other| key(other) == key(&word)) {
            let message = format!("`{name}` has \"{}\" twice", shown(&word));
            table.tell(Code::Duplicate, message, None);
        } else {
            words.push(word);
        }
    }
    if words.len() > WORDS_MAX {
        table.tell(Code::TooMuch, format!("`{name}` has more than {WORDS_MAX} words"), None);
        words.truncate(WORDS_MAX);
    }
    if words.len() >= least {
        return Some(words);
    }
    if table.has(name) {
        let wanted = if least > 1 { "at least two words" } else { "at least one word" };
        table.tell(Code::BadValue, format!("`{name}` needs {wanted}"), None);
    } else {
        table.missing(name);
    }
    None
}

fn phrase(value: Value<'_>) -> Option<String> {
    let text = value::text(value)?;
    let words = text.split_whitespace().count();
    let is_short = words <= PHRASE_WORDS_MAX && text.chars().count() <= PHRASE_LENGTH_MAX;
    if !is_short || !text.chars().any(char::is_alphanumeric) {
        let message = format!("\"{}\" is no word and no short phrase", shown(&text));
        let hint = format!("write at most {PHRASE_WORDS_MAX} words");
        return value.bad(message, Some(hint));
    }
    Some(text)
}

/// What makes two entries the same: their letters, without capitals and doubled spaces.
fn key(word: &str) -> String {
    word.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}
