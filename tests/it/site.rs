//! Portals to test with: the shipped one, the small fixture, and ones written in the test itself.

use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use samvis::model::Catalog;
use samvis::pages::Site;
use samvis::problem::Problem;
use samvis::snapshot::{self, Snapshot};
use samvis::tree::SourceTree;
use samvis::{parse, source};

/// The moment at which every test takes place: 2026-11-23, noon in Sweden.
pub const NOW: &str = "2026-11-23T12:00:00+01:00";

/// `NOW` as a timestamp.
pub fn now() -> jiff::Timestamp {
    NOW.parse().expect("NOW is a timestamp")
}

/// The repository's root.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The files of a portal folder, which must be readable without problems.
pub fn tree_at(root: &Path) -> SourceTree {
    let (tree, problems) = source::read(root).expect("the portal folder can be read");
    assert_eq!(problems, [], "the files of {} can be read", root.display());
    tree
}

/// A tree from a text: each file begins with a line `== path`.
pub fn tree_of(text: &str) -> SourceTree {
    let mut tree = source::embedded();
    for part in text.split("\n== ") {
        let part = part.strip_prefix("== ").unwrap_or(part);
        let (path, content) = part.split_once('\n').unwrap_or((part, ""));
        tree.insert(path.trim(), content.as_bytes().to_vec());
    }
    tree
}

/// The catalogue and the problems of a text as for `tree_of`.
pub fn catalog_of(text: &str) -> (Catalog, Vec<Problem>) {
    parse::catalog(&tree_of(text))
}

/// The shipped portal.
pub fn shipped() -> &'static Site {
    static SITE: LazyLock<Site> = LazyLock::new(|| site_at(&root()));
    &SITE
}

/// The small fixture: 3 municipalities, 6 services, 2 languages.
pub fn small() -> &'static Site {
    static SITE: LazyLock<Site> = LazyLock::new(|| site_at(&root().join("tests/sites/small")));
    &SITE
}

fn site_at(root: &Path) -> Site {
    site_of(&tree_at(root))
}

/// A whole site of a tree.
pub fn site_of(tree: &SourceTree) -> Site {
    let snapshot: Arc<Snapshot> = Arc::new(snapshot::build(tree));
    let (site, problems) = Site::new(snapshot, tree);
    assert_eq!(problems, [], "the templates are good");
    site
}

/// Reads a file of the workplace's shared test data, or tells that the test is skipped.
/// Nothing in the repository needs these files.
pub fn shared(path: &str) -> Option<PathBuf> {
    let file = root().join("../shared").join(path);
    if file.exists() {
        return Some(file);
    }
    eprintln!("skipped: {path} is not on this machine");
    None
}
