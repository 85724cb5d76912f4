//! From a portal folder to a site: read, parse, check, index, and prepare the templates.

use std::io;
use std::path::Path;
use std::sync::Arc;

use crate::pages::Site;
use crate::problem::Problem;
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
}

/// Reads a portal folder.
///
/// # Errors
/// When `samvis.toml` is missing or cannot be read: then this is no portal folder.
pub fn load(root: &Path) -> io::Result<Loaded> {
    let (tree, mut problems) = source::read(root)?;
    let snapshot = Arc::new(snapshot::build(&tree));
    problems.extend(snapshot.problems.iter().cloned());
    let (site, mistakes) = Site::new(snapshot, &tree);
    problems.extend(mistakes);
    problems.sort();
    problems.dedup();
    Ok(Loaded { tree, site, problems })
}
