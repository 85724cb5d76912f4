//! Facts and their indexes as one immutable value.

use std::sync::Arc;

use crate::check;
use crate::geo::{self, Geo};
use crate::model::Catalog;
use crate::parse::{self, Kept};
use crate::problem::Problem;
use crate::search::{self, Index};
use crate::tiles::{self, Tiles};
use crate::tree::SourceTree;

/// Today's facts with everything derived from them. Readers hold it for a whole request.
#[derive(Clone)]
pub struct Snapshot {
    /// The facts.
    pub catalog: Arc<Catalog>,
    /// Where points and names lie.
    pub geo: Arc<Geo>,
    /// The layers as vector tiles.
    pub tiles: Arc<Tiles>,
    /// What words find.
    pub index: Arc<Index>,
    /// What editors should mend, sorted by file and line.
    pub problems: Vec<Problem>,
}

/// Facts that were read and checked, with where they lie. Their other indexes are still to be made.
/// They hold nothing of the files.
pub struct Facts {
    catalog: Arc<Catalog>,
    geo: Arc<Geo>,
    /// What editors should mend, sorted by file and line.
    pub problems: Vec<Problem>,
}

impl Facts {
    /// Reads and checks a portal.
    #[must_use]
    pub fn read(tree: &SourceTree) -> Self {
        checked(parse::catalog(tree), located)
    }

    /// The same, letting the files go as they are read.
    #[must_use]
    pub fn read_and_let_go(tree: SourceTree) -> Self {
        checked(parse::catalog_of(tree), located)
    }

    /// Makes the tiles, and the index of the words by a function.
    #[must_use]
    pub fn indexed(self, index: impl FnOnce(&Catalog) -> Index + Send) -> Snapshot {
        let Self { catalog, geo, problems } = self;
        let (tiles, index) = rayon::join(|| tiles::build(&catalog), || index(&catalog));
        Snapshot { catalog, geo, tiles: Arc::new(tiles), index: Arc::new(index), problems }
    }

    /// The snapshot for those who do not search: for the static site and for `check`.
    #[must_use]
    pub fn without_search(self) -> Snapshot {
        let Self { catalog, geo, problems } = self;
        let index = Arc::new(search::build(&Catalog::default()));
        Snapshot { catalog, geo, tiles: Arc::default(), index, problems }
    }
}

/// Reads, checks and indexes a portal in memory.
#[must_use]
pub fn build(tree: &SourceTree) -> Snapshot {
    Facts::read(tree).indexed(search::build)
}

/// Reads and checks a portal for those who do not search.
#[must_use]
pub fn without_search(tree: &SourceTree) -> Snapshot {
    Facts::read(tree).without_search()
}

/// A snapshot, and what the next one can take over from it.
pub struct Followed {
    /// The snapshot.
    pub snapshot: Snapshot,
    kept: Kept,
}

/// As `build`, for a portal whose changes are followed.
#[must_use]
pub fn follow(tree: &SourceTree, index: impl FnOnce(&Catalog) -> Index + Send) -> Followed {
    let (told, kept) = parse::catalog_again(tree, None);
    Followed { snapshot: checked(told, located).indexed(index), kept }
}

impl Followed {
    /// Reads and checks a changed tree. Files that are the same bytes as before are not read again,
    /// and the geography is taken over when nothing that it is made of has changed. The index is
    /// still the old one: `with_index` makes the new one when the pages are already shown.
    #[must_use]
    pub fn again(self, tree: &SourceTree) -> Self {
        let same_places = same_places(self.kept.tree(), tree);
        let (told, kept) = parse::catalog_again(tree, Some(self.kept));
        let Snapshot { geo, tiles, index, .. } = self.snapshot;
        let (facts, tiles) = match same_places {
            true => (checked(told, |_| geo), tiles),
            false => {
                let facts = checked(told, located);
                let tiles = Arc::new(tiles::build(&facts.catalog));
                (facts, tiles)
            }
        };
        let Facts { catalog, geo, problems } = facts;
        let snapshot = Snapshot { catalog, geo, tiles, index, problems };
        Self { snapshot, kept }
    }

    /// The tree that the snapshot was read from.
    #[must_use]
    pub fn tree(&self) -> &SourceTree {
        self.kept.tree()
    }

    /// Makes the search index of the facts by a function.
    pub fn with_index(&mut self, index: impl FnOnce(&Catalog) -> Index) {
        self.snapshot.index = Arc::new(index(&self.snapshot.catalog));
    }
}

/// What is made of the map layers and the gazetteer.
fn located(catalog: &Catalog) -> Arc<Geo> {
    Arc::new(geo::build(catalog))
}

/// Checks what was read while a function says where it lies: neither needs the other.
fn checked(
    (mut catalog, mut problems): (Catalog, Vec<Problem>),
    geo: impl FnOnce(&Catalog) -> Arc<Geo> + Send,
) -> Facts {
    let (told, geo) = rayon::join(|| check::check(&catalog), || geo(&catalog));
    problems.extend(told);
    problems.sort();
    problems.dedup();
    // Nobody but `check` asks who mentions what, and the mentions are a tenth of a large portal:
    // they are let go, and nobody waits for it.
    let references = std::mem::take(&mut catalog.references);
    rayon::spawn(move || drop(references));
    Facts { catalog: Arc::new(catalog), geo, problems }
}

/// Whether two trees have the same files of everything that places are made of.
fn same_places(old: &SourceTree, new: &SourceTree) -> bool {
    let of_places = |(path, _): &(&str, &[u8])| {
        path.starts_with("maps/")
            // Layers may follow from organisations.
            || path.starts_with("content/organisations/")
            || path.ends_with("/municipality.toml")
            || *path == "samvis.toml"
    };
    let place =
        |(path, bytes): (&str, &[u8])| (path.to_owned(), bytes.as_ptr().addr(), bytes.len());
    let old = old.iter().filter(of_places).map(place);
    old.eq(new.iter().filter(of_places).map(place))
}
