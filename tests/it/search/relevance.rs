//! How well search answers, measured like any other property: judged queries with floors.
//!
//! The project's own file `tests/cases/search/judged.tsv` was written before anybody saw what the
//! engine finds. Lines with odd numbers are looked at while rules and words are written, lines with
//! even numbers only to see whether that was general.

use std::collections::BTreeMap;

use samvis::model::{Catalog, Locale, Service};
use samvis::parse;
use samvis::search::{self, Index, Query, Report};

use super::{query, service, site, text, texts_of};

const JUDGED: &str = "tests/cases/search/judged.tsv";

fn judged() -> String {
    std::fs::read_to_string(site::root().join(JUDGED)).expect("the judged queries can be read")
}

/// The header and the lines whose number has this remainder by two.
fn half(file: &str, remainder: usize) -> String {
    let (header, lines) = file.split_once('\n').expect("the file has a header");
    let chosen = (1..).zip(lines.lines()).filter(|(number, _)| number % 2 == remainder);
    let lines: Vec<&str> = chosen.map(|(_, line)| line).collect();
    format!("{header}\n{}\n", lines.join("\n"))
}

fn measured(name: &str, file: &str) -> Report {
    let index = &site::shipped().snapshot.index;
    let (report, problems) = search::eval(index, name, file, Locale::SV);
    assert_eq!(problems, [], "every line of {name} can be read");
    println!("{name}\n{report}");
    report
}

/// The municipality stands in the way of nothing: it is understood where one is named, and only there.
fn misunderstood(index: &Index, file: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    for line in file.lines().skip(1) {
        let columns: Vec<&str> = line.split('\t').collect();
        let (words, expected) = (columns[1], columns[3]);
        let understood = index.search(&Query { limit: 1, ..query(words) }).understood;
        let understood = understood.map_or(String::new(), |code| code.to_string());
        if understood != expected {
            wrong.push(format!("{words:?}: expected {expected:?}, understood {understood:?}"));
        }
    }
    wrong
}

#[test]
fn the_judged_file_is_large_and_names_what_exists() {
    let file = judged();
    let catalog = &site::shipped().snapshot.catalog;
    let mut queries = std::collections::BTreeSet::new();
    let mut categories = BTreeMap::<&str, usize>::new();
    for line in file.lines().skip(1) {
        let columns: Vec<&str> = line.split('\t').collect();
        let &[_, words, keys, _, category] = columns.as_slice() else {
            panic!("a line has five columns: {line}");
        };
        assert!(queries.insert(words), "a query stands once: {words}");
        *categories.entry(category).or_default() += 1;
        for key in keys.split(';') {
            let known = catalog.services.keys().any(|id| id.as_str() == key)
                || catalog.guides.keys().any(|id| id.as_str() == key);
            assert!(known, "{words}: {key} is a service or a guide");
        }
    }
    assert!(queries.len() >= 320, "{} queries", queries.len());
    assert!(categories.len() >= 15, "{categories:?}");
    assert!(categories.values().all(|&count| count >= 10), "{categories:?}");
}

#[test]
fn the_judged_queries_are_answered() {
    let file = judged();
    for (name, remainder) in [("looked at", 1), ("held out", 0)] {
        let report = measured(name, &half(&file, remainder)).all;
        assert!(report.success_at_3() >= 0.95, "{name}: success@3 {:.3}", report.success_at_3());
        assert!(report.success_at_1() >= 0.90, "{name}: success@1 {:.3}", report.success_at_1());
    }
}

#[test]
fn a_municipality_is_understood_where_one_is_named_and_only_there() {
    let wrong = misunderstood(&site::shipped().snapshot.index, &judged());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_development_queries_of_the_portal_are_answered() {
    let Some(path) = site::shared("data/search-queries-dev.tsv") else { return };
    let file = std::fs::read_to_string(path).expect("the queries can be read");
    let report = measured("development queries", &file);
    assert!(report.all.success_at_3() >= 0.97, "{report}");
    assert!(report.all.success_at_1() >= 0.90, "{report}");
    let wrong = misunderstood(&site::shipped().snapshot.index, &file);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// An e-service of one municipality, as its platform tells it.
#[derive(serde::Deserialize)]
struct EService {
    id: u32,
    name: String,
    category: String,
    aliases: Vec<String>,
    short_text: String,
    long_text: String,
}

impl EService {
    /// The service of a catalogue; the short names in its addresses are its keywords.
    fn service(&self) -> Service {
        let short_names = self.aliases.iter().filter_map(|alias| alias.rsplit('/').next());
        let keywords: Vec<String> = short_names
            .map(|name| name.replace(['-', '_'], " "))
            .chain([self.category.clone()])
            .collect();
        let keywords: Vec<&str> = keywords.iter().map(String::as_str).collect();
        let texts = texts_of(text(&self.name, &keywords, &self.short_text, &self.long_text), None);
        service(&format!("s{}", self.id), "citizen", texts)
    }
}

/// A catalogue with the shipped everyday words, and with these e-services instead of everything else.
fn catalog_of(services: &[EService]) -> Catalog {
    let (mut catalog, _) = parse::catalog(&site::tree_at(&site::root()));
    catalog.services.clear();
    catalog.provisions.clear();
    catalog.guides.clear();
    catalog.municipalities.clear();
    catalog.topics.clear();
    for service in services.iter().map(EService::service) {
        catalog.services.insert(service.id.clone(), service);
    }
    catalog
}

/// A question of a citizen; 2 is the service, 1 one that is useful as well.
#[derive(serde::Deserialize)]
struct Asked {
    qid: String,
    r#type: String,
    query: String,
    relevant: BTreeMap<String, u8>,
}

impl Asked {
    /// The line of a judged file: only the service itself counts.
    fn line(&self) -> String {
        let services = self.relevant.iter().filter(|(_, grade)| **grade == 2);
        let keys: Vec<String> = services.map(|(id, _)| format!("s{id}")).collect();
        format!("{}\t{}\t{}\t\t{}", self.qid, self.query, keys.join(";"), self.r#type)
    }
}

#[test]
fn the_everyday_words_find_the_e_services_of_another_portal() {
    let Some(services) = site::shared("data/services/sundsvall-eservices.json") else { return };
    let Some(asked) = site::shared("data/qa/service-queries-dev.jsonl") else { return };
    let services = std::fs::read_to_string(services).expect("the e-services can be read");
    let services: Vec<EService> = serde_json::from_str(&services).expect("they are JSON");
    let asked = std::fs::read_to_string(asked).expect("the queries can be read");
    let lines: Vec<String> = asked
        .lines()
        .map(|line| serde_json::from_str::<Asked>(line).expect("a query is JSON").line())
        .collect();
    let file = format!(
        "id\tquery\texpected_keys\texpected_municipality\tcategory\n{}\n",
        lines.join("\n")
    );
    let index = search::build(&catalog_of(&services));
    let (report, problems) = search::eval(&index, "e-services", &file, Locale::SV);
    assert_eq!(problems, []);
    println!("{report}");
    assert!(report.all.success_at_3() >= 0.90, "{report}");
}
