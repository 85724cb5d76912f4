//! Tests of `basemap`: every tile of a good archive is found, and no archive, however broken, does harm.

pub mod archive;

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use samvis::basemap::{ArchiveError, BaseMap, DRAWN_LAYERS, TileFailure, TileKind, tile_number};
use samvis::model::Locale;
use samvis::pages::{Page, Site, Visit};

use crate::site;
use archive::{Packed, Plan, directory, number, open, pack};

fn small() -> Plan {
    Plan::default().tile((0, 0, 0), b"the world").tile((5, 17, 8), b"the north")
}

/// Asks for tiles near and far, and unpacks what comes.
fn ask_for_all(basemap: &BaseMap) {
    for address in ["0/0/0", "1/1/1", "5/17/8", "6/35/17", "30/0/0"] {
        let address = format!("{address}{}", basemap.kind().ending());
        if let Ok(Some(tile)) = basemap.tile(&address) {
            let _ = basemap.unpacked(&tile);
        }
    }
    let _ = (basemap.bounds(), basemap.layers(), basemap.name(), basemap.is_drawn());
}

/// What stands at an address, unpacked.
fn plain(basemap: &BaseMap, address: &str) -> Option<Vec<u8>> {
    let tile = basemap.tile(address).unwrap()?;
    Some(basemap.unpacked(&tile).unwrap())
}

#[test]
fn tiles_are_numbered_as_the_specification_does() {
    let numbered = [(0, 0, 0), (1, 0, 0), (1, 0, 1), (1, 1, 1), (1, 1, 0), (2, 0, 0)]
        .map(|(zoom, column, row)| tile_number(zoom, column, row));
    assert_eq!(numbered, [0, 1, 2, 3, 4, 5]);
    assert_eq!(tile_number(12, 3423, 1763), 19_078_479);
}

#[test]
fn a_tile_comes_out_as_it_was_put_in_however_it_is_packed() {
    for (inner, packing) in [
        (Packed::Plain, Packed::Plain),
        (Packed::Gzip, Packed::Gzip),
        (Packed::Brotli, Packed::Brotli),
        (Packed::Gzip, Packed::Plain),
    ] {
        let basemap = open(Plan { inner, packing, ..small() }.written()).unwrap();
        assert_eq!(plain(&basemap, "5/17/8.mvt").unwrap(), b"the north");
        assert_eq!(plain(&basemap, "0/0/0.mvt").unwrap(), b"the world");
        assert_eq!(plain(&basemap, "5/17/9.mvt"), None);
        assert_eq!((basemap.kind(), basemap.zooms()), (TileKind::Vector, (0, 6)));
        assert_eq!((basemap.name(), basemap.layers()[0].id.as_str()), ("Prov", "water"));
        assert!(basemap.is_drawn());
        let bounds = basemap.bounds().unwrap();
        assert_eq!(
            [bounds.west, bounds.south, bounds.east, bounds.north],
            [15.0, 60.0, 25.0, 69.0]
        );
    }
}

#[test]
fn an_address_that_is_no_tile_is_told_apart_from_an_archive_that_is_broken() {
    let basemap = open(Plan { zooms: (2, 6), ..small() }.written()).unwrap();
    for (address, reason) in [
        ("1/0/0.mvt", "zooms 2 to 6"),
        ("7/0/0.mvt", "zooms 2 to 6"),
        ("3/8/0.mvt", "from 0 to 7"),
        ("3/0/0.png", "three whole numbers: 5/17/8.mvt"),
        ("3/0.mvt", "three whole numbers"),
        ("3/0/0/0.mvt", "three whole numbers"),
        ("3/-1/0.mvt", "three whole numbers"),
        ("99999999999/0/0.mvt", "zooms 2 to 6"),
    ] {
        match basemap.tile(address) {
            Err(TileFailure::Address(error)) => {
                let told = error.to_string();
                assert!(told.contains(reason), "{address}: {told}");
            }
            other => panic!("{address}: {other:?}"),
        }
    }
}

#[test]
fn what_the_header_says_is_refused_with_the_reason_when_it_cannot_be_shown() {
    let changed = |at: usize, byte: u8| {
        let mut bytes = small().written();
        bytes[at] = byte;
        open(bytes).err()
    };
    assert_eq!(changed(0, b'X'), Some(ArchiveError::NotPmtiles));
    assert_eq!(changed(7, 2), Some(ArchiveError::Version(2)));
    assert_eq!(changed(97, 4), Some(ArchiveError::Packing { what: "directories", name: "zstd" }));
    assert_eq!(changed(98, 4), Some(ArchiveError::Packing { what: "tiles", name: "zstd" }));
    assert!(matches!(changed(99, 6), Some(ArchiveError::Kind(_))));
    assert!(matches!(changed(99, 0), Some(ArchiveError::Kind(_))));
    assert!(matches!(changed(100, 7), Some(ArchiveError::Damaged(_))), "first zoom after the last");
    assert!(matches!(changed(101, 31), Some(ArchiveError::Damaged(_))));
    assert_eq!(changed(71, 0x70), Some(ArchiveError::Cut("tiles")), "tiles of 2^62 bytes");
    assert_eq!(open(b"not an archive".to_vec()).err(), Some(ArchiveError::NotPmtiles));
    assert_eq!(open(Vec::new()).err(), Some(ArchiveError::NotPmtiles));
    let mut cut = small().written();
    cut.pop();
    assert_eq!(open(cut).err(), Some(ArchiveError::Cut("tiles")));
}

#[test]
fn few_bytes_that_unpack_to_many_are_refused() {
    let zeros = vec![0; 20 * 1024 * 1024];
    let plan = Plan { inner: Packed::Brotli, ..small() };
    let bomb = plan.of_parts(&zeros, &[], &[]);
    assert!(matches!(open(bomb).err(), Some(ArchiveError::TooLarge { what: "directory", .. })));
    let metadata = String::from_utf8(zeros.clone()).unwrap();
    let bomb = Plan { metadata, ..plan }.written();
    assert!(matches!(open(bomb).err(), Some(ArchiveError::TooLarge { what: "metadata", .. })));
    let basemap = open(Plan::default().tile((0, 0, 0), &zeros).written()).unwrap();
    let tile = basemap.tile("0/0/0.mvt").unwrap().expect("it is there, packed");
    assert!(matches!(basemap.unpacked(&tile), Err(ArchiveError::TooLarge { what: "tile", .. })));
}

#[test]
fn directories_that_lie_are_refused() {
    let plan = Plan { inner: Packed::Plain, packing: Packed::Plain, ..Plan::default() };
    let opened = |root: &[u8]| open(plan.of_parts(root, b"leaf", b"data"));
    let many = {
        let mut bytes = Vec::new();
        number(&mut bytes, u64::MAX);
        bytes
    };
    let step_of_none = [2, 1, 0, 1, 1, 1, 1, 1, 0];
    let past_the_end_of_numbers = [&[0xff; 10][..], &[1, 1, 1]].concat();
    let nowhere = [1, 0, 1, 1, 0];
    let no_bytes = directory(&[(0, 1, 0, 0)]);
    let over: Vec<u8> = {
        let mut bytes = vec![2];
        number(&mut bytes, u64::MAX);
        number(&mut bytes, u64::MAX);
        bytes.extend([1, 1, 1, 1, 1, 0]);
        bytes
    };
    for root in
        [&many, &step_of_none[..], &past_the_end_of_numbers, &nowhere, &no_bytes, &over, &[0]]
    {
        let told = opened(root).err();
        assert!(matches!(told, Some(ArchiveError::Damaged(_))), "{root:?}: {told:?}");
    }
    for (entry, what) in
        [((0, 1, 2, 3), "tile"), ((0, 1, u64::MAX - 1, 2), "tile"), ((0, 0, 4, 1), "directory")]
    {
        let basemap = opened(&directory(&[entry])).unwrap();
        match basemap.tile("0/0/0.mvt") {
            Err(TileFailure::Archive(ArchiveError::Outside(told))) => assert_eq!(told, what),
            other => panic!("{entry:?}: {other:?}"),
        }
    }
}

#[test]
fn a_directory_that_leads_to_itself_ends() {
    let plan = Plan { inner: Packed::Plain, ..Plan::default() };
    let leaf = directory(&[(0, 0, 0, 5)]);
    assert_eq!(leaf.len(), 5);
    let basemap = open(plan.of_parts(&leaf, &leaf, b"")).unwrap();
    let told = basemap.tile("0/0/0.mvt");
    assert!(matches!(told, Err(TileFailure::Archive(ArchiveError::Damaged(_)))), "{told:?}");
}

#[test]
fn only_layers_that_are_as_they_should_be_are_taken_from_the_metadata() {
    let metadata = r#"{"vector_layers":[{"id":"water"},{"id":""},{"id":7},{"fields":{}},"x",
        {"id":"roads","minzoom":"a"},{"id":"earth","minzoom":3,"fields":{"kind":"String"}}]}"#;
    let basemap = open(Plan { metadata: metadata.to_owned(), ..small() }.written()).unwrap();
    let ids: Vec<&str> = basemap.layers().iter().map(|layer| layer.id.as_str()).collect();
    assert_eq!(ids, ["water", "earth"]);
    let metadata = r#"{"json":"{\"vector_layers\":[{\"id\":\"roads\"}]}"}"#.to_owned();
    let basemap = open(Plan { metadata, ..small() }.written()).unwrap();
    assert_eq!(basemap.layers()[0].id, "roads", "as converters of MBTiles leave it");
    let metadata = r#"{"vector_layers":[{"id":"mina-data","fields":{}}]}"#.to_owned();
    assert!(!open(Plan { metadata, ..small() }.written()).unwrap().is_drawn());
    for metadata in ["", "[]", "{", &"[".repeat(100_000)] {
        let told = open(Plan { metadata: metadata.to_owned(), ..small() }.written()).err();
        assert!(matches!(told, Some(ArchiveError::Damaged(_))), "{told:?}");
    }
}

#[test]
fn the_layers_that_are_known_are_those_that_the_script_draws() {
    let tree = site::tree_at(&site::root());
    let script = tree.get("static/js/map-ground.js").expect("it is embedded");
    let script = std::str::from_utf8(script).unwrap();
    let rule = |line: &str| Some(line.trim().strip_prefix("[\"")?.split_once('"')?.0.to_owned());
    let drawn: BTreeSet<String> = script.lines().filter_map(rule).collect();
    let known: BTreeSet<String> = DRAWN_LAYERS.iter().map(ToString::to_string).collect();
    assert_eq!(drawn, known);
}

#[test]
fn source_and_licence_stand_where_the_map_can_be_moved_and_nowhere_else() {
    let mut tree = site::tree_at(&site::root().join("tests/sites/small"));
    let settings = String::from_utf8(tree.get("samvis.toml").unwrap().to_vec()).unwrap();
    let own = "[maps.basemap]\npmtiles = \"maps/norr.pmtiles\"\nattribution = \"© Någon <b> (ODbL)\"\n\
               url = \"https://www.openstreetmap.org/copyright\"\n";
    tree.insert("samvis.toml", format!("{settings}\n{own}").into_bytes());
    let mut site = site::site_of(&tree);
    let shown = |site: &Site, page: Page, visit: Visit| {
        let body = site.render(Locale::EN, &page, &visit, site::now()).text().to_owned();
        // It is told in Swedish only, and marked as such.
        let link = "<a href=\"https://www.openstreetmap.org/copyright\" lang=\"sv\">© Någon &lt;b&gt; (ODbL)</a>";
        (body.matches(link).count(), body.contains("data-ground="))
    };
    let on_files = || Visit { is_static: true, ..Visit::default() };
    assert_eq!(shown(&site, Page::Map, Visit::default()), (0, false), "no archive was opened");
    site.basemap = Some(open(small().written()).unwrap());
    assert_eq!(
        shown(&site, Page::Map, Visit::default()),
        (2, true),
        "under the map, and as a source"
    );
    assert_eq!(shown(&site, Page::Sources, Visit::default()), (1, false));
    assert_eq!(shown(&site, Page::Map, on_files()), (0, false));
    assert_eq!(shown(&site, Page::Sources, on_files()), (0, false));
    let embedded = Visit { is_embedded: true, ..Visit::default() };
    assert_eq!(shown(&site, Page::Map, embedded), (0, false));
}

#[test]
fn the_version_changes_with_the_archive_and_with_its_file() {
    let version = |plan: Plan, stamp: &str| {
        let archive = Box::new(archive::Memory(plan.written()));
        BaseMap::open(archive, stamp).unwrap().version().to_owned()
    };
    let own = version(small(), "1");
    assert_eq!(own, version(small(), "1"));
    assert_ne!(own, version(small(), "2"));
    assert_ne!(own, version(small().tile((3, 1, 1), b"more"), "1"));
}

/// A tile that exists at the zooms 0 to 6.
fn place() -> impl Strategy<Value = (u8, u32, u32)> {
    (0_u8..=6).prop_flat_map(|zoom| (Just(zoom), 0..1_u32 << zoom, 0..1_u32 << zoom))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_tile_is_found_and_no_other(
        tiles in prop::collection::btree_map(place(), 0_u8..3, 1..80),
        entries_max in 1_usize..20,
        others in prop::collection::vec(place(), 20),
    ) {
        let content = |it: u8| vec![it; usize::from(it) + 1];
        let tiles: BTreeMap<_, _> = tiles.into_iter().map(|(at, it)| (at, content(it))).collect();
        let basemap = open(Plan { entries_max, tiles: tiles.clone(), ..Plan::default() }.written()).unwrap();
        for at in tiles.keys().copied().chain(others) {
            let (zoom, column, row) = at;
            let found = plain(&basemap, &format!("{zoom}/{column}/{row}.mvt"));
            prop_assert_eq!(found.as_ref(), tiles.get(&at));
        }
    }

    #[test]
    fn tiles_of_a_zoom_have_numbers_of_their_own_beside_each_other(zoom in 1_u8..6) {
        let side = 1_u32 << zoom;
        let every = (0..side).flat_map(|column| (0..side).map(move |row| (column, row)));
        let mut numbers: BTreeMap<u64, (u32, u32)> = BTreeMap::new();
        numbers.extend(every.map(|(column, row)| (tile_number(zoom, column, row), (column, row))));
        prop_assert_eq!(numbers.len() as u64, u64::from(side) * u64::from(side));
        let places: Vec<(u32, u32)> = numbers.into_values().collect();
        for pair in places.windows(2) {
            let ((x, y), (other_x, other_y)) = (pair[0], pair[1]);
            prop_assert_eq!(x.abs_diff(other_x) + y.abs_diff(other_y), 1);
        }
    }

    #[test]
    fn a_broken_archive_does_no_harm(
        plain in any::<bool>(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
        kept in any::<prop::sample::Index>(),
        is_cut in any::<bool>(),
    ) {
        let inner = if plain { Packed::Plain } else { Packed::Gzip };
        let tiles = (0..40).map(|column| ((6, column, 17), vec![column as u8; 40])).collect();
        let mut bytes = Plan { inner, packing: inner, entries_max: 4, tiles, ..Plan::default() }.written();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if is_cut {
            bytes.truncate(kept.index(bytes.len()));
        }
        if let Ok(basemap) = open(bytes) {
            ask_for_all(&basemap);
        }
    }

    #[test]
    fn random_directories_and_metadata_do_no_harm(
        root in prop::collection::vec(any::<u8>(), 1..200),
        leaves in prop::collection::vec(any::<u8>(), 0..200),
        metadata in "\\PC{0,40}",
    ) {
        let plan = Plan { inner: Packed::Plain, metadata, ..Plan::default() };
        if let Ok(basemap) = open(plan.of_parts(&root, &leaves, &pack(Packed::Gzip, b"x"))) {
            ask_for_all(&basemap);
        }
        let plan = Plan { inner: Packed::Plain, ..Plan::default() };
        if let Ok(basemap) = open(plan.of_parts(&root, &leaves, &pack(Packed::Gzip, b"x"))) {
            ask_for_all(&basemap);
        }
    }
}
