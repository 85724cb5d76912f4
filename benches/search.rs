//! How long the index of the shipped portal takes to build and to ask, and that of a portal
//! of 30,000 texts; and what the same texts take in Tantivy as it comes.
//!
//! `SAMVIS_PORTAL` names another portal folder than the shipped one for the last comparison, such as
//! one made by `make_portal.py`.

use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use samvis::model::{Catalog, Locale, Section, Service, ServiceId, Text};
use samvis::search::{self, Index, Query};
use samvis::{parse, source};
use tantivy::schema::{STORED, Schema, TEXT};
use tantivy::{IndexWriter, TantivyDocument};

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

/// The portal that the whole index and Tantivy's own are built of.
static PORTAL: LazyLock<Catalog> = LazyLock::new(|| {
    let shipped = env!("CARGO_MANIFEST_DIR").into();
    let root = std::env::var_os("SAMVIS_PORTAL").map_or(shipped, PathBuf::from);
    parse::catalog(&source::read(&root).expect("the portal can be read").0).0
});

/// Every text of a portal.
fn texts(catalog: &Catalog) -> impl Iterator<Item = &Arc<Text>> {
    let services = catalog.services.values().map(|service| &service.texts);
    let guides = catalog.guides.values().map(|guide| &guide.texts);
    let provisions = catalog.provisions().map(|provision| &provision.texts);
    services.chain(guides).chain(provisions).flat_map(|texts| texts.iter().map(|(_, text)| text))
}

/// Tantivy with its own analyser and its own number of threads: title, summary and body.
fn plain_tantivy(catalog: &Catalog) -> tantivy::Result<usize> {
    let mut schema = Schema::builder();
    let [title, summary, body] =
        ["title", "summary", "body"].map(|name| schema.add_text_field(name, TEXT | STORED));
    let index = tantivy::Index::create_in_ram(schema.build());
    let mut writer: IndexWriter = index.writer(100_000_000)?;
    for text in texts(catalog) {
        let mut document = TantivyDocument::default();
        document.add_text(title, &text.title);
        document.add_text(summary, &text.summary);
        let sections = text.body.sections.iter().map(Section::plain);
        document.add_text(body, sections.collect::<Vec<_>>().join("\n"));
        writer.add_document(document)?;
    }
    writer.commit()?;
    writer.wait_merging_threads()?;
    Ok(index.searchable_segment_ids()?.len())
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

#[divan::bench(sample_count = 5)]
fn build_portal(bencher: divan::Bencher<'_, '_>) {
    let catalog = &*PORTAL;
    bencher.bench(|| search::build(catalog));
}

#[divan::bench(sample_count = 5)]
fn build_portal_plain_tantivy(bencher: divan::Bencher<'_, '_>) {
    let catalog = &*PORTAL;
    bencher.bench(|| plain_tantivy(catalog).expect("an index in memory has no disk to fail"));
}

#[divan::bench(args = QUERIES, sample_count = 20)]
fn ask_large(bencher: divan::Bencher<'_, '_>, text: &str) {
    let (index, query) = (&*LARGE_INDEX, query(text));
    bencher.bench(|| index.search(&query));
}

fn main() {
    divan::main();
}
