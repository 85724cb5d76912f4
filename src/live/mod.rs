//! The one cell that holds what is served today; a reload swaps the whole of it.
//! A change that brings new errors is refused: the last good edition keeps serving.

mod archive;
mod index;
mod load;
mod watch;

use std::collections::HashSet;
use std::ops::Deref;
use std::sync::Arc;

use arc_swap::ArcSwap;

use crate::pages::Site;
use crate::problem::{Code, Problem, Severity};

pub use load::{Following, Loaded, load, load_without_search};
pub use watch::watch;

/// Today's edition, and the problems of a newer one that could not take its place.
pub struct Live {
    today: ArcSwap<Edition>,
    refused: ArcSwap<Vec<Problem>>,
}

/// A site together with its number and with what editors should mend in it.
pub struct Edition {
    /// Counts the editions of this process, from 1: what is kept for one is not served for another.
    pub number: u64,
    /// What is shown.
    pub site: Arc<Site>,
    /// Everything an editor should mend, sorted by file and line.
    pub problems: Vec<Problem>,
}

/// What became of a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// It is served now.
    Taken,
    /// It brought these new errors, so the old edition keeps serving.
    Refused(Vec<Problem>),
}

impl Live {
    /// Begins with a site and its problems: at the start there is nothing better to serve.
    #[must_use]
    pub fn new(loaded: Loaded) -> Self {
        let Loaded { site, problems, .. } = loaded;
        let edition = Edition { number: 1, site: Arc::new(site), problems };
        Self { today: ArcSwap::from_pointee(edition), refused: ArcSwap::default() }
    }

    /// Today's edition; hold it for a whole request. To hold it counts no owner, so that processors do
    /// not wait for each other; who keeps it longer clones what it points at.
    #[must_use]
    pub fn today(&self) -> impl Deref<Target = Arc<Edition>> {
        self.today.load()
    }

    /// Today's site; hold it for a whole request.
    #[must_use]
    pub fn site(&self) -> Arc<Site> {
        Arc::clone(&self.today.load().site)
    }

    /// The problems of the last change, when it was refused.
    #[must_use]
    pub fn refused(&self) -> Arc<Vec<Problem>> {
        self.refused.load_full()
    }

    /// Puts a newer site in place of the old one, unless it brings new errors.
    pub fn update(&self, loaded: Loaded) -> Change {
        let Loaded { site, problems, .. } = loaded;
        let today = self.today();
        let new = new_errors(&today.problems, &problems);
        if !new.is_empty() {
            self.refuse(new.clone());
            return Change::Refused(new);
        }
        let number = today.number + 1;
        self.today.store(Arc::new(Edition { number, site: Arc::new(site), problems }));
        self.refused.store(Arc::default());
        Change::Taken
    }

    /// Keeps the old site and remembers why.
    pub fn refuse(&self, problems: Vec<Problem>) {
        self.refused.store(Arc::new(problems));
    }
}

/// The errors that were not there before. Lines are not compared: a line added above an old
/// error moves it, but makes nothing worse.
fn new_errors(old: &[Problem], new: &[Problem]) -> Vec<Problem> {
    let known: HashSet<_> = old.iter().map(identity).collect();
    let is_error = |problem: &&Problem| problem.severity == Severity::Error;
    let is_new = |problem: &&Problem| !known.contains(&identity(problem));
    new.iter().filter(is_error).filter(is_new).cloned().collect()
}

fn identity(problem: &Problem) -> (Code, &str, &str) {
    (problem.code, &problem.path, &problem.message)
}
