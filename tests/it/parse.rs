//! Tests of `parse`.

use samvis::parse;
use samvis::problem::Severity;

use crate::site;

#[test]
fn the_shipped_portal_has_no_errors() {
    let tree = site::tree_at(&site::root());
    let (catalog, problems) = parse::catalog(&tree);
    let errors: Vec<_> =
        problems.iter().filter(|problem| problem.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    assert_eq!(catalog.municipalities.len(), 44);
}
