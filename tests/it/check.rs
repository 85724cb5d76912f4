//! Tests of `check`: the fixtures of every rule, and the two portals that must be good.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use samvis::check;
use samvis::pages::Site;
use samvis::parse;
use samvis::parse::lix;
use samvis::problem::{Code, Problem, Severity};
use samvis::snapshot;
use samvis::tree::SourceTree;

use crate::site;

/// What a whole portal has to say of itself.
fn problems(tree: &SourceTree) -> Vec<Problem> {
    let (catalog, mut problems) = parse::catalog(tree);
    problems.extend(check::check(&catalog));
    problems.extend(check::on_day(&catalog, site::now().to_zoned(jiff::tz::TimeZone::UTC).date()));
    problems.sort();
    problems
}

/// What the templates have to say.
fn template_problems(tree: &SourceTree) -> Vec<Problem> {
    Site::new(Arc::new(snapshot::build(tree)), tree).1
}

/// Problems as `path:line:column: severity[code]: message`, each with its hint on the next line.
fn listed(problems: &[Problem]) -> String {
    let mut text = String::new();
    for problem in problems {
        let Problem { path, line, column, code, message, .. } = problem;
        let severity = if problem.severity == Severity::Error { "error" } else { "warning" };
        writeln!(text, "{path}:{line}:{column}: {severity}[{code}]: {message}").expect("a string");
        if let Some(hint) = &problem.hint {
            writeln!(text, "  hint: {hint}").expect("a string");
        }
    }
    text
}

/// Lays the files of a folder over a tree.
fn overlay(tree: &mut SourceTree, root: &Path, folder: &Path) {
    for entry in fs::read_dir(folder).expect("the fixture can be read").flatten() {
        let path = entry.path();
        if path.is_dir() {
            overlay(tree, root, &path);
        } else if path.file_name().is_none_or(|name| name != "expected.txt") {
            let relative = path.strip_prefix(root).expect("the file lies in the fixture");
            let bytes = fs::read(&path).expect("the fixture can be read");
            tree.insert(&relative.to_string_lossy().replace('\\', "/"), bytes);
        }
    }
}

/// The small fixture, with as few interface words as can be: those of the program are judged
/// with the shipped portal.
fn small() -> SourceTree {
    let mut tree = site::tree_at(&site::root().join("tests/sites/small"));
    for locale in ["sv", "en"] {
        tree.insert(&format!("content/words/{locale}.ftl"), b"title = Samvis\n".to_vec());
    }
    tree
}

#[test]
fn every_rule_has_a_fixture_that_tells_exactly_what_is_expected() {
    let small = small();
    let folder = site::root().join("tests/sites/invalid");
    let bless = std::env::var_os("SAMVIS_BLESS").is_some();
    let mut wrong = Vec::new();
    for code in Code::ALL {
        let fixture = folder.join(code.name());
        assert!(fixture.is_dir(), "there is no fixture tests/sites/invalid/{code}");
        let mut tree = small.clone();
        overlay(&mut tree, &fixture, &fixture);
        let mut problems = problems(&tree);
        if fixture.join("templates").is_dir() {
            problems.extend(template_problems(&tree));
        }
        assert!(problems.iter().any(|problem| problem.code == *code), "{code}: {problems:#?}");
        let (told, file) = (listed(&problems), fixture.join("expected.txt"));
        if bless {
            fs::write(&file, &told).expect("the fixture can be written");
        } else if fs::read_to_string(&file).unwrap_or_default() != told {
            wrong.push(format!("{code} tells:\n{told}"));
        }
    }
    let wrong = wrong.join("\n");
    assert!(wrong.is_empty(), "{wrong}\nIf this is right, run the test with SAMVIS_BLESS=1.");
}

#[test]
fn no_fixture_is_left_of_a_rule_that_is_gone() {
    let names: BTreeSet<&str> = Code::ALL.iter().map(|code| code.name()).collect();
    let folder = site::root().join("tests/sites/invalid");
    for entry in fs::read_dir(folder).expect("the fixtures can be read").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        assert!(names.contains(name.as_str()), "tests/sites/invalid/{name} belongs to no rule");
    }
}

#[test]
fn the_small_fixture_has_no_problems() {
    assert_eq!(listed(&problems(&small())), "");
}

#[test]
fn the_shipped_portal_has_no_errors() {
    let tree = site::tree_at(&site::root());
    let mut problems = problems(&tree);
    problems.retain(|problem| problem.severity == Severity::Error);
    assert_eq!(listed(&problems), "");
}

#[test]
fn lix_counts_words_sentences_and_long_words() {
    let cases = [
        ("", 0.0),
        ("Ett två tre fyra.", 4.0),
        ("Ett två. Tre fyra!", 2.0),
        ("Kommunen beslutar.", 2.0 + 100.0),
        ("rubrik utan punkt\nen till", 2.5),
    ];
    for (text, expected) in cases {
        assert!((lix(text) - expected).abs() < 1e-9, "{text}: {}", lix(text));
    }
}

#[test]
fn shapes_that_are_not_taken_are_drawn_where_they_are_wrong() {
    let feature = |rings: &str| {
        format!(
            r#"{{"type":"Feature","properties":{{"k":"1","n":"<Å>"}},"geometry":{{"type":"Polygon","coordinates":[{rings}]}}}}"#
        )
    };
    let features = [
        // Crosses itself in its middle, is not closed, has its axes the wrong way round, is in
        // metres, lies outside the bounds, and is good.
        "[[17,62],[18,63],[18,62],[17,63],[16,62.5],[17,62]]",
        "[[17,62],[18,62],[18,63],[17,63]]",
        "[[62,17],[62,18],[63,18],[62,17]]",
        "[[600000,6900000],[600100,6900000],[600100,6900100],[600000,6900000]]",
        "[[17,62],[28,62],[18,63],[17,62]]",
        "[[17,62],[18,62],[18,63],[17,62]]",
    ];
    let list = features.map(feature).join(",");
    let text = format!(r#"{{"type":"FeatureCollection","features":[{list}]}}"#);
    let sketches = parse::sketches(&text, Some([10.0, 55.0, 25.0, 70.0]));
    let told: Vec<(usize, f64, f64)> =
        sketches.iter().map(|sketch| (sketch.feature, sketch.at.x, sketch.at.y)).collect();
    let expected = [
        (0, 17.5, 62.5),
        (1, 17.0, 63.0),
        (2, 62.0, 17.0),
        (3, 600_000.0, 6_900_000.0),
        (4, 28.0, 62.0),
    ];
    assert_eq!(told, expected);
    let layer = site::small().snapshot.catalog.layers.values().next().expect("there is a layer");
    for sketch in &sketches {
        let svg = check::sketched(layer, sketch);
        assert!(svg.starts_with("<svg xmlns") && svg.ends_with("</svg>\n"), "{svg}");
        assert!(svg.contains(r#"cx="240.0" cy="240.0""#), "the place is in the middle: {svg}");
        assert!(svg.contains(&sketch.message) && !svg.contains("NaN"), "{svg}");
    }
    assert_eq!(parse::sketches("{", None), []);
    assert_eq!(parse::sketches(r#"{"features":[{"geometry":null},{}]}"#, None), []);
}
