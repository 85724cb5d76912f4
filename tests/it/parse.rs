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

#[test]
fn the_small_fixture_has_no_problems() {
    let tree = site::tree_at(&site::root().join("tests/sites/small"));
    let (catalog, problems) = parse::catalog(&tree);
    assert_eq!(problems, []);
    assert_eq!(catalog.services.len(), 6);
    assert_eq!(catalog.municipalities.len(), 3);
    assert_eq!(catalog.provisions.len(), 9);
    assert_eq!(catalog.organisations.len(), 2);
    assert_eq!(catalog.layers.len(), 3);
    assert_eq!(catalog.gazetteer.postcodes.len(), 5);
    assert_eq!(catalog.notices.len(), 1);
    assert!(catalog.accessibility.is_some());
}
