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
    assert_eq!(catalog.provisions().count(), 9);
    assert_eq!(catalog.organisations.len(), 2);
    assert_eq!(catalog.layers.len(), 3);
    assert_eq!(catalog.gazetteer.postcodes.len(), 5);
    assert_eq!(catalog.notices.len(), 1);
    assert!(catalog.accessibility.is_some());
}

#[test]
fn a_tree_that_is_let_go_as_it_is_read_says_the_same() {
    let mut trees: Vec<_> = ["tests/sites/small", ""]
        .map(|folder| site::tree_at(&site::root().join(folder)))
        .into_iter()
        .collect();
    // A provision without facts, and one of a municipality that has no folder.
    let mut broken = trees[0].clone();
    broken.insert("content/municipalities/ange/provisions/nothing.sv.md", b"+++\n+++\n".as_slice());
    broken.insert("content/municipalities/nowhere/provisions/bygglov.toml", b"x = 1\n".as_slice());
    trees.push(broken);
    for tree in trees {
        let (kept, problems) = parse::catalog(&tree);
        let (let_go, same_problems) = parse::catalog_of(tree);
        assert_eq!(problems, same_problems);
        assert_eq!(format!("{kept:?}"), format!("{let_go:?}"));
    }
}

#[test]
fn every_file_of_a_large_portal_is_read_in_one_go() {
    let mut tree = site::tree_at(&site::root().join("tests/sites/small"));
    let text = tree.get("content/services/bygglov/sv.md").expect("it is there").to_vec();
    let facts = tree.get("content/guides/bygga/guide.toml").expect("it is there").to_vec();
    for number in 0..500 {
        tree.insert(&format!("content/guides/g{number}/guide.toml"), facts.clone());
        tree.insert(&format!("content/guides/g{number}/sv.md"), text.clone());
    }
    let (catalog, problems) = parse::catalog(&tree);
    assert_eq!(catalog.guides.len(), 501);
    assert_eq!(problems, []);
    let again = parse::catalog(&tree).0;
    assert_eq!(catalog.references, again.references, "the order does not depend on the threads");
}
