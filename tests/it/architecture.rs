//! The invariants of ARCHITECTURE.md, each kept by a test.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::site;

/// The floors from the bottom. A module may use its own floor and those below.
const FLOORS: [(&str, &[&str]); 4] = [
    (
        "core",
        &["model", "problem", "tree", "digest", "topology", "parse", "markdown", "rules", "check"],
    ),
    ("derive", &["search", "geo", "tiles", "basemap", "signpost", "plan", "snapshot"]),
    ("present", &["words", "pages", "api"]),
    ("edge", &["source", "web", "export", "import", "cli", "live"]),
];

/// Crates that only one module may know.
const KEPT: [(&str, &str); 8] = [
    ("rocket", "web"),
    ("hyper", "web"),
    ("tokio", "web"),
    ("tantivy", "search"),
    ("tera", "pages"),
    ("i_overlay", "tiles"),
    ("clap", "cli"),
    ("fluent_bundle", "words"),
];

/// The most lines of a source file.
const FILE_LINES_MAX: usize = 500;
/// The most lines of a function, from its signature to its closing brace.
const FUNCTION_LINES_MAX: usize = 70;

/// A source file: its module (the first folder or file name below `src`), its path and its text.
struct Source {
    module: String,
    path: String,
    text: String,
}

impl Source {
    /// The lines that are code: without comments, numbered from 1.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text
            .lines()
            .enumerate()
            .map(|(index, line)| (index + 1, line))
            .filter(|(_, line)| !line.trim_start().starts_with("//"))
    }
}

fn sources() -> Vec<Source> {
    let root = site::root();
    files_below(&root.join("src"))
        .into_iter()
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .map(|path| {
            let relative = path.strip_prefix(&root).unwrap().display().to_string();
            let below = relative.strip_prefix("src/").unwrap();
            let module = below.split(['/', '.']).next().unwrap().to_owned();
            Source { module, path: relative, text: fs::read_to_string(&path).unwrap() }
        })
        .collect()
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for entry in entries {
        if entry.is_dir() {
            files.extend(files_below(&entry));
        } else {
            files.push(entry);
        }
    }
    files
}

fn floor_of(module: &str) -> Option<usize> {
    FLOORS.iter().position(|(_, modules)| modules.contains(&module))
}

/// The modules of this crate that a line names: `crate::geo::…` and `crate::{check, parse}`.
fn modules_named(line: &str) -> BTreeSet<&str> {
    let mut named = BTreeSet::new();
    for rest in line.split("crate::").skip(1) {
        let group = rest.strip_prefix('{').and_then(|inside| inside.split('}').next());
        let parts: Vec<&str> = group.map_or(vec![rest], |inside| inside.split(',').collect());
        for part in parts {
            let name = part.trim().split(|c: char| !(c.is_alphanumeric() || c == '_')).next();
            named.extend(name.filter(|name| floor_of(name).is_some()));
        }
    }
    named
}

#[test]
fn every_module_stands_on_a_floor() {
    let homeless: BTreeSet<String> = sources()
        .into_iter()
        .map(|source| source.module)
        .filter(|module| floor_of(module).is_none() && module != "lib" && module != "main")
        .collect();
    assert!(homeless.is_empty(), "put these modules on a floor: {homeless:?}");
}

#[test]
fn an_import_points_only_to_the_same_floor_or_below() {
    let mut upward = Vec::new();
    for source in sources() {
        let Some(floor) = floor_of(&source.module) else { continue };
        for (number, line) in source.code() {
            for named in modules_named(line) {
                if floor_of(named).is_some_and(|other| other > floor) {
                    upward.push(format!("{}:{number} names {named}", source.path));
                }
            }
        }
    }
    assert!(upward.is_empty(), "imports that point upward:\n{}", upward.join("\n"));
}

#[test]
fn only_the_edge_touches_files_the_environment_the_clock_and_the_network() {
    let outside = [
        "std::fs",
        "std::env",
        "std::net",
        "std::process",
        "SystemTime",
        "Instant::now",
        "Timestamp::now",
        "Zoned::now",
    ];
    let edge = floor_of("web").unwrap();
    let mut found = Vec::new();
    for source in sources() {
        if floor_of(&source.module).is_none_or(|floor| floor == edge) {
            continue;
        }
        for (number, line) in source.code() {
            found.extend(
                outside
                    .iter()
                    .filter(|name| line.contains(**name))
                    .map(|name| format!("{}:{number} names {name}", source.path)),
            );
        }
    }
    assert!(found.is_empty(), "below the edge:\n{}", found.join("\n"));
}

#[test]
fn a_foreign_crate_is_known_to_one_module() {
    let mut found = Vec::new();
    for source in sources() {
        for (number, line) in source.code() {
            for (foreign, home) in KEPT {
                let named = line.contains(&format!("{foreign}::"))
                    || line.trim_start().starts_with(&format!("use {foreign}"));
                if named && source.module != home && !line.contains(&format!("crate::{foreign}")) {
                    found.push(format!("{}:{number} names {foreign}", source.path));
                }
            }
        }
    }
    // `check` reads the words' syntax with the same library that shows them.
    found.retain(|place| !(place.starts_with("src/check/") && place.ends_with("fluent_bundle")));
    assert!(found.is_empty(), "kept to one module:\n{}", found.join("\n"));
}

#[test]
fn locks_and_globals_stand_only_in_live_and_in_the_cache_of_web() {
    let locks = ["Mutex", "RwLock", "static mut", "lazy_static", "OnceLock", "LazyLock", "ArcSwap"];
    let mut found = Vec::new();
    for source in
        sources().iter().filter(|source| !matches!(source.module.as_str(), "live" | "web"))
    {
        for (number, line) in source.code() {
            if locks.iter().any(|lock| line.contains(lock)) {
                found.push(format!("{}:{number} {}", source.path, line.trim()));
            }
        }
    }
    assert!(found.is_empty(), "locks and globals:\n{}", found.join("\n"));
}

#[test]
fn nothing_in_the_model_is_serialised() {
    for source in sources().iter().filter(|source| source.module == "model") {
        for (number, line) in source.code() {
            let named = line.contains("Serialize") || line.contains("Deserialize");
            assert!(!named, "{}:{number}: the wire types are the API's own", source.path);
        }
    }
}

#[test]
fn every_module_is_named_in_architecture_md_and_the_other_way_round() {
    let text = fs::read_to_string(site::root().join("ARCHITECTURE.md")).unwrap();
    assert!(text.lines().count() <= 150, "ARCHITECTURE.md has at most 150 lines");
    let there: BTreeSet<String> = sources()
        .into_iter()
        .map(|source| source.module)
        .filter(|module| module != "lib" && module != "main")
        .collect();
    let told: BTreeSet<String> = text
        .lines()
        .filter_map(|line| line.strip_prefix("| `src/"))
        .filter_map(|rest| rest.split(['/', '.', '`']).next())
        .map(str::to_owned)
        .collect();
    assert_eq!(told, there, "left: told in ARCHITECTURE.md, right: in src/");
}

#[test]
fn files_and_functions_stay_small() {
    let mut large = Vec::new();
    for source in sources() {
        let lines = source.text.lines().count();
        if lines > FILE_LINES_MAX {
            large.push(format!("{} has {lines} lines", source.path));
        }
        large.extend(long_functions(&source));
    }
    assert!(large.is_empty(), "divide these:\n{}", large.join("\n"));
}

/// A function ends at the first closing brace that stands as deep as its signature begins.
fn long_functions(source: &Source) -> Vec<String> {
    let mut long = Vec::new();
    let mut open: Option<(usize, usize, String)> = None;
    for (index, line) in source.text.lines().enumerate() {
        let depth = line.len() - line.trim_start().len();
        match &open {
            None => {
                let code = line.trim_start();
                let starts = ["fn ", "pub fn ", "pub(crate) fn ", "pub(super) fn ", "async fn "]
                    .iter()
                    .any(|start| code.starts_with(start));
                if starts && !line.trim_end().ends_with([';', '}']) {
                    open = Some((index, depth, code.chars().take(60).collect()));
                }
            }
            Some((start, depth_of_signature, name)) => {
                if depth == *depth_of_signature && line.trim() == "}" {
                    let lines = index - start + 1;
                    if lines > FUNCTION_LINES_MAX {
                        long.push(format!(
                            "{}:{}: {name} has {lines} lines",
                            source.path,
                            start + 1
                        ));
                    }
                    open = None;
                }
            }
        }
    }
    long
}

#[test]
fn every_file_opens_with_what_it_is_for() {
    let silent: Vec<String> = sources()
        .into_iter()
        .filter(|source| !source.text.starts_with("//! "))
        .map(|source| source.path)
        .collect();
    assert!(silent.is_empty(), "these files do not open with //!: {silent:?}");
}

#[test]
fn tests_are_never_switched_off() {
    let root = site::root();
    for path in files_below(&root.join("tests/it")) {
        let text = fs::read_to_string(&path).unwrap();
        for mark in ["#[ignore", "#[should_panic", "thread::sleep(Duration::from_secs"] {
            // This list itself is the only place that may name them.
            if !path.ends_with("architecture.rs") {
                assert!(!text.contains(mark), "{} has {mark}", path.display());
            }
        }
    }
}
