//! Tests of `parse`.

use samvis::parse;

use crate::site;

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
