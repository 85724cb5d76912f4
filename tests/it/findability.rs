//! Tests of what editors steer the search by, of the kept index, and of counted misses.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rocket::local::blocking::Client;
use samvis::live::{self, Live};
use samvis::model::{Locale, MunicipalityCode};
use samvis::search::{self, Index, Query};
use samvis::web::{self, Misses};
use samvis::{parse, source};
use tempfile::TempDir;

use super::site;

fn index() -> &'static Index {
    &site::small().snapshot.index
}

fn query(text: &str) -> Query {
    Query { day: Some(jiff::civil::date(2026, 11, 23)), ..Query::new(text, Locale::SV) }
}

fn ids(query: &Query) -> Vec<String> {
    index().search(query).hits.into_iter().map(|hit| hit.id).collect()
}

#[test]
fn the_words_of_groups_and_leads_find_what_they_name() {
    assert_eq!(ids(&query("daghem"))[0], "forskoleplats");
    assert_eq!(ids(&query("daghemmet"))[0], "forskoleplats", "other forms lead as well");
    for lead in ["krog", "ställe att äta"] {
        let found = ids(&query(lead));
        assert!(found.contains(&"serveringstillstand-stadigvarande".to_owned()), "{found:?}");
    }
}

#[test]
fn a_best_bet_stands_first_until_its_last_day() {
    let bet = ["skolskjuts", "forskoleplats"];
    assert_eq!(ids(&query("skola"))[..2], bet);
    assert_eq!(ids(&query("var hittar jag skola i Sundsvall?"))[..2], bet);
    let english = Query { locale: Locale::EN, ..query("skola") };
    let late = Query { day: Some(jiff::civil::date(2027, 7, 1)), ..query("skola") };
    for without in [english, late] {
        let scores: Vec<f32> = index().search(&without).hits.iter().map(|hit| hit.score).collect();
        assert!(scores.is_sorted_by(|a, b| a >= b), "{scores:?}");
        assert_ne!(ids(&without), ids(&query("skola")));
    }
}

#[test]
fn what_was_understood_can_be_taken_back() {
    let understood = index().search(&query("bygglov i Sundsvall"));
    assert_eq!(understood.understood, MunicipalityCode::parse("2281"));
    let plain = index().search(&Query { words_only: true, ..query("bygglov i Sundsvall") });
    assert_eq!(plain.understood, None);
    assert!(plain.hits.iter().any(|hit| hit.id == "bygglov"));
}

#[test]
fn a_search_without_hits_names_the_nearest_words() {
    let results = index().search(&query("skolskjjjutsss"));
    assert_eq!(results.total, 0);
    assert!(results.nearest.contains(&"skolskjuts".to_owned()), "{:?}", results.nearest);
}

#[test]
fn only_words_that_everybody_uses_are_told() {
    let told = |text: &str| index().common_words(text, Locale::SV);
    assert_eq!(told("Julgran").as_deref(), None, "no list has it, so it could be a name");
    assert_eq!(told("Hundskatt i Sundsvall").as_deref(), Some("hundskatt i"));
    assert_eq!(told("trädgård\tbänk\n").as_deref(), Some("trädgård bänk"));
    for secret in ["Anna Svensson", "19850101-1234", "0620-68 20 00", "bygglov xqzvw"] {
        assert_eq!(told(secret), None, "{secret}");
    }
    assert_eq!(told("vatten trädgård bänk häst hund"), None, "a story is not told");
}

fn copies(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    found.sort();
    found
}

#[test]
fn an_index_is_kept_by_its_content_and_never_trusted_when_it_is_not_what_was_written() {
    let root = site::root().join("tests/sites/small");
    let kept = TempDir::new().unwrap();
    let load = || live::load(&root, Some(kept.path())).unwrap();
    let hits = |loaded: &live::Loaded| {
        let results = loaded.site.snapshot.index.search(&query("bygglov"));
        results.hits.into_iter().map(|hit| (hit.id, hit.snippet)).collect::<Vec<_>>()
    };
    let first = load();
    assert_eq!(first.note, None);
    assert_eq!(hits(&first)[0].0, "bygglov");
    let edition = copies(kept.path());
    assert_eq!(edition.len(), 1, "one content has one folder, and nothing is left beside it");
    let expected = hits(&first);
    let again = load();
    assert_eq!((again.note.clone(), hits(&again)), (None, expected.clone()));
    // What is mapped must not be harmed while it is read.
    drop((first, again));

    let victim =
        copies(&edition[0]).into_iter().find(|path| path.extension().is_some_and(|e| e == "store"));
    let victim = victim.expect("the texts are kept in a file");
    type Harm = fn(&Path, &Path);
    let harms: [Harm; 4] = [
        |_, file| fs::write(file, b"not what was written").unwrap(),
        |_, file| fs::remove_file(file).unwrap(),
        |folder, _| fs::write(folder.join("foreign"), b"").unwrap(),
        |folder, _| fs::write(folder.join("manifest"), b"samvis index 1\nwhole 0\n").unwrap(),
    ];
    for (number, harm) in harms.iter().enumerate() {
        let file =
            copies(&edition[0]).into_iter().find(|path| path.extension() == victim.extension());
        harm(&edition[0], &file.unwrap());
        let mended = load();
        let note = mended.note.as_deref().unwrap_or_default();
        assert!(note.contains("is made anew"), "harm {number}: {note}");
        assert_eq!(hits(&mended), expected, "harm {number}");
        drop(mended);
        assert_eq!(load().note, None, "harm {number} is mended");
    }
}

#[test]
fn two_processes_may_keep_the_same_index_at_once() {
    let root = site::root().join("tests/sites/small");
    let kept = TempDir::new().unwrap();
    let totals: Vec<usize> = std::thread::scope(|scope| {
        let load = || {
            let loaded = live::load(&root, Some(kept.path())).unwrap();
            loaded.site.snapshot.index.search(&query("bygglov")).total
        };
        let threads: Vec<_> = (0..4).map(|_| scope.spawn(load)).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert!(totals.iter().all(|total| *total == totals[0] && *total > 0), "{totals:?}");
    assert_eq!(copies(kept.path()).len(), 1);
}

#[test]
fn the_fingerprint_follows_the_content() {
    let (tree, _) = source::read(&site::root().join("tests/sites/small")).unwrap();
    let (catalog, _) = parse::catalog(&tree);
    let mut changed = tree.clone();
    let path = "content/services/bygglov/sv.md";
    let text = String::from_utf8(tree.get(path).unwrap().to_vec()).unwrap();
    changed.insert(path, format!("{text}\nEn mening till.\n").into_bytes());
    let (other, _) = parse::catalog(&changed);
    let name = |catalog| search::material(catalog).fingerprint();
    assert_eq!(name(&catalog), name(&catalog));
    assert_ne!(name(&catalog), name(&other));
}

#[test]
fn searches_without_hits_are_counted_without_anything_personal() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("state/misses.tsv");
    let loaded = live::load(&site::root().join("tests/sites/small"), None).unwrap();
    let misses = Misses::open(&file).unwrap();
    let rocket = web::rocket(Arc::new(Live::new(loaded)), Some(misses));
    let client = Client::untracked(rocket).unwrap();
    for path in [
        "/sv/sok?q=hundskatt",
        "/sv/sok?q=hundskatt+Sundsvall",
        "/sv/sok?q=Xqzvw+Pettersson",
        "/sv/sok?q=bygglov",
        "/sv/sok?q=hundskatt&kind=guide",
        "/sv/sok?q=tr%C3%A4dg%C3%A5rd%09%0Ab%C3%A4nk",
    ] {
        assert_eq!(client.get(path).dispatch().status().code, 200, "{path}");
    }
    let written = fs::read_to_string(&file).unwrap();
    let lines: Vec<Vec<&str>> =
        written.lines().map(|line| line.split('\t').skip(1).collect()).collect();
    assert_eq!(
        lines,
        [
            vec!["sv", "", "hundskatt"],
            vec!["sv", "2281", "hundskatt"],
            vec!["sv", "", ""],
            vec!["sv", "", "trädgård bänk"],
        ]
    );
}
