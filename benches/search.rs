//! How long the index of the shipped portal takes to build and to ask, and that of a portal
//! of 30,000 texts.

use std::path::Path;
use std::sync::{Arc, LazyLock};

use samvis::model::{Catalog, Locale, Service, ServiceId};
use samvis::search::{self, Index, Query};
use samvis::{parse, source};

/// How many texts the large portal has.
const TEXTS_LARGE: usize = 30_000;

/// What is asked, from the usual to the hardest.
const QUERIES: &[&str] = &[
    "bygglov",
    "bygglov i Ånge",
    "hur ansöker jag om bygglov för en altan",
    "serveringstilstånd",
    "bygglovsansökansblankett",
    "building permit",
    "xqzvw åäöåäö zzxxyy qqwwee nnmmbb",
];

static SHIPPED: LazyLock<Catalog> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (tree, _) = source::read(root).expect("the shipped portal can be read");
    parse::catalog(&tree).0
});
static INDEX: LazyLock<Index> = LazyLock::new(|| search::build(&SHIPPED));
static LARGE: LazyLock<Catalog> = LazyLock::new(large);
static LARGE_INDEX: LazyLock<Index> = LazyLock::new(|| search::build(&LARGE));

/// The services of the shipped portal again and again, each with words of its own.
fn large() -> Catalog {
    let mut catalog = SHIPPED.clone();
    let originals: Vec<Service> = catalog.services.values().cloned().collect();
    let texts: usize = originals.iter().map(|service| service.texts.iter().count()).sum();
    for copy in 0..TEXTS_LARGE / texts.max(1) {
        for original in &originals {
            let mut service = original.clone();
            let id = format!("{}-{copy}", original.id);
            service.id = ServiceId::parse(&id).expect("the id and a number are an id");
            for (locale, text) in original.texts.iter() {
                let mut text = (**text).clone();
                text.title.push_str(&format!(" nummer{copy}"));
                service.texts.insert(locale, Arc::new(text));
            }
            catalog.services.insert(service.id.clone(), service);
        }
    }
    catalog
}

fn query(text: &str) -> Query {
    Query::new(text, Locale::SV)
}

#[divan::bench]
fn build(bencher: divan::Bencher<'_, '_>) {
    let catalog = &*SHIPPED;
    bencher.bench(|| search::build(catalog));
}

#[divan::bench(args = QUERIES)]
fn ask(bencher: divan::Bencher<'_, '_>, text: &str) {
    let (index, query) = (&*INDEX, query(text));
    bencher.bench(|| index.search(&query));
}

#[divan::bench(args = ["by", "servering", "öv"])]
fn suggest(bencher: divan::Bencher<'_, '_>, text: &str) {
    let index = &*INDEX;
    bencher.bench(|| index.suggest(text, Locale::SV, 10));
}

#[divan::bench(sample_count = 3)]
fn build_large(bencher: divan::Bencher<'_, '_>) {
    let catalog = &*LARGE;
    bencher.bench(|| search::build(catalog));
}

#[divan::bench(args = QUERIES, sample_count = 20)]
fn ask_large(bencher: divan::Bencher<'_, '_>, text: &str) {
    let (index, query) = (&*LARGE_INDEX, query(text));
    bencher.bench(|| index.search(&query));
}

fn main() {
    divan::main();
}
