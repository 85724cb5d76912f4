//! Point lookup, names and signposts in the shipped portal.

use std::path::Path;
use std::sync::LazyLock;

use divan::{Bencher, black_box};
use samvis::geo::{Found, Geo, PlaceQuery, build};
use samvis::model::{Catalog, LayerId, Point};
use samvis::{parse, signpost, source};

/// The day on which things are asked.
const DAY: jiff::civil::Date = jiff::civil::date(2026, 11, 27);

fn main() {
    divan::main();
}

static SHIPPED: LazyLock<(Catalog, Geo)> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (tree, _) = source::read(root).expect("the portal folder can be read");
    let (catalog, _) = parse::catalog(&tree);
    let geo = build(&catalog);
    (catalog, geo)
});

fn point(lat: f64, lon: f64) -> Point {
    Point::new(lat, lon).expect("these are degrees")
}

/// Which municipality a point lies in: well inside, near a border, at sea, far away.
#[divan::bench(args = [(62.39, 17.31), (65.2, 17.5), (62.45, 17.34), (61.9, 17.6), (0.0, 0.0)])]
fn find_point(bencher: Bencher, (lat, lon): (f64, f64)) {
    let (_, geo) = &*SHIPPED;
    let query = PlaceQuery::Point(point(lat, lon));
    bencher.bench(|| geo.find(black_box(&query), DAY));
}

/// A thousand points spread over northern Sweden; the time is for all of them.
#[divan::bench]
fn find_a_thousand_points(bencher: Bencher) {
    let (_, geo) = &*SHIPPED;
    let spread = |step: u32| {
        let part = f64::from(step);
        point(62.0 + (part * 0.618_034).fract() * 6.5, 13.0 + (part * 0.754_878).fract() * 10.0)
    };
    let queries: Vec<_> = (0..1_000).map(|step| PlaceQuery::Point(spread(step))).collect();
    bencher.bench(|| queries.iter().map(|query| geo.find(query, DAY)).collect::<Vec<Found>>());
}

/// The same question with names and distances in the answer.
#[divan::bench]
fn locate_point(bencher: Bencher) {
    let (_, geo) = &*SHIPPED;
    let layer = LayerId::parse("kommuner").expect("this is an id");
    bencher.bench(|| geo.locate(&layer, black_box(point(62.39, 17.31)), DAY));
}

/// What a visitor types.
#[divan::bench(args = ["Sundsvall", "Umea", "Sundsvalls kommun", "852 31", "62.39, 17.31", "Atlantis"])]
fn find_name(bencher: Bencher, text: &str) {
    let (_, geo) = &*SHIPPED;
    let query = PlaceQuery::Name(text.to_owned());
    bencher.bench(|| geo.find(black_box(&query), DAY));
}

/// Suggestions after a letter or three.
#[divan::bench(args = ["s", "sun", "85"])]
fn suggest(bencher: Bencher, text: &str) {
    let (_, geo) = &*SHIPPED;
    bencher.bench(|| geo.suggest(black_box(text), 10, DAY));
}

/// Every service in every municipality; the time is for all of them.
#[divan::bench(sample_count = 20)]
fn signpost_everything(bencher: Bencher) {
    let (catalog, geo) = &*SHIPPED;
    let now = "2026-11-23T12:00:00+01:00".parse().expect("this is a moment");
    let queries =
        catalog.municipalities.keys().map(|code| PlaceQuery::Municipality(code.to_string()));
    let places: Vec<_> = queries.map(|query| geo.find(&query, DAY)).collect();
    bencher.bench(|| {
        for service in catalog.services.keys() {
            for place in &places {
                black_box(signpost::signpost(catalog, geo, service, place.clone(), now));
            }
        }
    });
}

/// The whole preparation after a change of the files.
#[divan::bench(sample_count = 10)]
fn prepare(bencher: Bencher) {
    let (catalog, _) = &*SHIPPED;
    bencher.bench(|| build(black_box(catalog)));
}
