//! The one cell that holds what is served today; a reload swaps the whole of it.

use std::sync::Arc;

use arc_swap::ArcSwap;

use crate::pages::Site;
use crate::problem::Problem;

/// Today's site, and the problems of a newer one that could not take its place.
pub struct Live {
    site: ArcSwap<Site>,
    refused: ArcSwap<Vec<Problem>>,
}

impl Live {
    /// Begins with a site.
    #[must_use]
    pub fn new(site: Site) -> Self {
        Self { site: ArcSwap::from_pointee(site), refused: ArcSwap::from_pointee(Vec::new()) }
    }

    /// Today's site; hold it for a whole request.
    #[must_use]
    pub fn site(&self) -> Arc<Site> {
        self.site.load_full()
    }

    /// The problems of the last change, when it was refused.
    #[must_use]
    pub fn refused(&self) -> Arc<Vec<Problem>> {
        self.refused.load_full()
    }

    /// Puts a new site in place of the old one.
    pub fn replace(&self, site: Site) {
        self.site.store(Arc::new(site));
        self.refused.store(Arc::new(Vec::new()));
    }

    /// Keeps the old site and remembers why.
    pub fn refuse(&self, problems: Vec<Problem>) {
        self.refused.store(Arc::new(problems));
    }
}
