//! Facts and their indexes as one immutable value.

use crate::geo::{self, Geo};
use crate::model::Catalog;
use crate::problem::Problem;
use crate::search::{self, Index};
use crate::tree::SourceTree;
use crate::{check, parse};

/// Today's facts with everything derived from them. Readers hold it for a whole request.
pub struct Snapshot {
    /// The facts.
    pub catalog: Catalog,
    /// Where points and names lie.
    pub geo: Geo,
    /// What words find.
    pub index: Index,
    /// What editors should mend, sorted by file and line.
    pub problems: Vec<Problem>,
}

/// Reads, checks and indexes a portal.
#[must_use]
pub fn build(tree: &SourceTree) -> Snapshot {
    let (catalog, mut problems) = parse::catalog(tree);
    problems.extend(check::check(&catalog));
    problems.sort();
    problems.dedup();
    let (geo, index) = rayon::join(|| geo::build(&catalog), || search::build(&catalog));
    Snapshot { catalog, geo, index, problems }
}
