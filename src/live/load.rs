//! From a portal folder to a site: read, parse, check, index, and prepare the templates.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::archive;
use super::index::index;
use crate::pages::Site;
use crate::problem::Problem;
use crate::snapshot::{Facts, Followed, Snapshot};
use crate::tree::SourceTree;
use crate::{snapshot, source};

/// A portal folder, read once.
pub struct Loaded {
    /// The files, for showing the lines that problems point at.
    pub tree: SourceTree,
    /// What is shown.
    pub site: Site,
    /// Everything an editor should mend, sorted by file and line.
    pub problems: Vec<Problem>,
    /// What an operator should know of the kept index.
    pub note: Option<String>,
}

/// Reads a portal folder to serve it, with its index from the folder where indexes are kept.
///
/// # Errors
/// When `samvis.toml` is missing or cannot be read: then this is no portal folder.
pub fn load(root: &Path, kept_in: Option<&Path>) -> io::Result<Loaded> {
    with_own_threads(|| {
        let (tree, unread) = source::read(root)?;
        let (facts, tree) = facts(root, tree);
        let mut note = None;
        let snapshot = facts.indexed(|catalog| {
            let (index, told) = index(catalog, kept_in);
            note = told;
            index
        });
        Ok(Loaded { note, ..loaded(root, (tree, unread), snapshot) })
    })
}

/// Does a job of a server with threads that end with it. What a thread has let go of its memory
/// stays with it for as long as it lives, and those of the program would live for ever.
pub(super) fn with_own_threads<T: Send>(job: impl FnOnce() -> T + Send) -> T {
    match rayon::ThreadPoolBuilder::new().build() {
        Ok(threads) => threads.install(job),
        // The system has no more threads: those of the program do it.
        Err(_) => job(),
    }
}

/// Reads a portal folder for a job that does not search: the index is empty.
///
/// # Errors
/// When `samvis.toml` is missing or cannot be read: then this is no portal folder.
pub fn load_without_search(root: &Path) -> io::Result<Loaded> {
    let (tree, unread) = source::read(root)?;
    let (facts, tree) = facts(root, tree);
    Ok(loaded(root, (tree, unread), facts.without_search()))
}

/// The facts of a portal, and the files that are still needed: templates, static files, and what
/// problems point at. What the others said is in the facts, so they make room.
fn facts(root: &Path, tree: SourceTree) -> (Facts, SourceTree) {
    // The few files directly in `content/` stay: what only the day tells points at their lines.
    let mut rest = tree.only(|path| {
        let below = path.strip_prefix("content/").unwrap_or("");
        !(path.starts_with("maps/") || below.contains('/'))
    });
    let facts = Facts::read_and_let_go(tree);
    let told = facts.problems.iter().map(|problem| problem.path.as_str());
    source::add(root, &mut rest, told);
    (facts, rest)
}

/// A portal folder whose changes are followed: what was read of it, to be taken over.
pub struct Following {
    root: PathBuf,
    /// What could not be read of the folder.
    unread: Vec<Problem>,
    /// Where indexes are kept.
    kept_in: Option<PathBuf>,
    followed: Followed,
}

impl Following {
    /// Reads a portal folder to follow its changes, with its index from the folder where indexes are kept.
    ///
    /// # Errors
    /// When `samvis.toml` is missing or cannot be read: then this is no portal folder.
    pub fn begin(root: &Path, kept_in: Option<&Path>) -> io::Result<(Loaded, Self)> {
        // The system tells of changes by the folder's true path.
        let root = root.canonicalize()?;
        with_own_threads(move || {
            let (tree, unread) = source::read(&root)?;
            let mut note = None;
            let followed = snapshot::follow(&tree, |catalog| {
                let (index, told) = index(catalog, kept_in);
                note = told;
                index
            });
            let kept_in = kept_in.map(Path::to_path_buf);
            let following = Self { root, unread, kept_in, followed };
            Ok((Loaded { note, ..following.loaded() }, following))
        })
    }

    /// The folder, without symbolic links on the way to it.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Reads again what has changed: these files and folders.
    ///
    /// # Errors
    /// When `samvis.toml` is missing or cannot be read.
    pub(super) fn refresh(
        &self,
        changed: &BTreeSet<PathBuf>,
    ) -> io::Result<(SourceTree, Vec<Problem>)> {
        source::refresh(&self.root, (self.followed.tree(), &self.unread), changed)
    }

    /// Takes up what was read again. Words are still found by the old index.
    pub(super) fn again(self, (tree, unread): (SourceTree, Vec<Problem>)) -> Self {
        Self { unread, followed: self.followed.again(&tree), ..self }
    }

    /// Makes the index of what is followed.
    pub(super) fn with_index(&mut self) {
        let kept_in = self.kept_in.as_deref();
        self.followed.with_index(|catalog| {
            let (index, note) = index(catalog, kept_in);
            if let Some(note) = note {
                tracing::warn!("{note}");
            }
            index
        });
    }

    /// The site of what is followed.
    pub(super) fn loaded(&self) -> Loaded {
        let tree = self.followed.tree().clone();
        loaded(&self.root, (tree, self.unread.clone()), self.followed.snapshot.clone())
    }
}

fn loaded(
    root: &Path,
    (tree, mut problems): (SourceTree, Vec<Problem>),
    snapshot: Snapshot,
) -> Loaded {
    problems.extend(snapshot.problems.iter().cloned());
    let (mut site, mistakes) = Site::new(Arc::new(snapshot), &tree);
    problems.extend(mistakes);
    if let Some(source) = &site.snapshot.catalog.portal.maps.basemap {
        let (basemap, problem) = archive::open(root, source);
        problems.extend(problem);
        site.basemap = basemap;
    }
    problems.sort();
    problems.dedup();
    Loaded { tree, site, problems, note: None }
}
