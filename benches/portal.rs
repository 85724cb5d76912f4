//! How long the whole line takes: reading, the snapshot, a page, the export, and a change.
//!
//! `SAMVIS_PORTAL` names another portal folder than the shipped one, such as one made by
//! `make_portal.py`.

use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock};

use divan::Bencher;
use samvis::pages::{Page, Site, Visit};
use samvis::snapshot;
use samvis::tree::SourceTree;
use samvis::{export, parse, search, source};

static TREE: LazyLock<SourceTree> =
    LazyLock::new(|| source::read(&root()).expect("the portal folder can be read").0);
static SITE: LazyLock<Site> =
    LazyLock::new(|| Site::new(Arc::new(snapshot::build(&TREE)), &TREE).0);

fn root() -> PathBuf {
    let shipped = env!("CARGO_MANIFEST_DIR").into();
    std::env::var_os("SAMVIS_PORTAL").map_or(shipped, PathBuf::from)
}

fn now() -> jiff::Timestamp {
    "2026-11-23T12:00:00+01:00".parse().expect("this is a timestamp")
}

fn main() {
    divan::main();
}

#[divan::bench(sample_count = 10)]
fn read_files() -> SourceTree {
    source::read(&root()).expect("the portal folder can be read").0
}

#[divan::bench(sample_count = 10)]
fn parse_files(bencher: Bencher) {
    LazyLock::force(&TREE);
    bencher.bench(|| parse::catalog(&TREE));
}

#[divan::bench(sample_count = 5)]
fn snapshot_with_search(bencher: Bencher) {
    LazyLock::force(&TREE);
    bencher.bench(|| snapshot::build(&TREE));
}

#[divan::bench(sample_count = 5)]
fn snapshot_without_search(bencher: Bencher) {
    LazyLock::force(&TREE);
    bencher.bench(|| snapshot::without_search(&TREE));
}

/// One changed text, from the changed tree to the facts and places, without the new index.
#[divan::bench(sample_count = 5)]
fn snapshot_of_a_change(bencher: Bencher) {
    let (path, bytes) = TREE
        .iter()
        .find(|(path, _)| path.starts_with("content/services/") && path.ends_with("sv.md"))
        .expect("the portal has a service in Swedish");
    let mut changed = TREE.clone();
    changed.insert(path, [bytes, b"\nMer.\n"].concat());
    bencher
        .with_inputs(|| snapshot::follow(&TREE, search::build))
        .bench_values(|followed| followed.again(&changed));
}

#[divan::bench]
fn render_answer(bencher: Bencher) {
    let page = SITE
        .all()
        .into_iter()
        .find(|page| matches!(page, Page::Answer(..)))
        .expect("the portal has an answer");
    bench_page(bencher, &page);
}

#[divan::bench]
fn render_start(bencher: Bencher) {
    bench_page(bencher, &Page::Start);
}

fn bench_page(bencher: Bencher, page: &Page) {
    let (locale, visit, now) = (SITE.locales()[0], Visit::default(), now());
    bencher.bench(|| SITE.render(locale, page, &visit, now));
}

#[divan::bench(sample_count = 3)]
fn export_everything(bencher: Bencher) {
    LazyLock::force(&SITE);
    let folder = tempfile::tempdir().expect("there is room for a temporary folder");
    let rounds = AtomicUsize::new(0);
    bencher
        .with_inputs(|| folder.path().join(rounds.fetch_add(1, Ordering::Relaxed).to_string()))
        .bench_values(|out| {
            export::export(&SITE, &out, now(), &|_, _| {}).expect("the export can be written")
        });
}
