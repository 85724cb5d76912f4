//! Plans: every persona of the shipped portal, and a checklist of 200 questions and 400 permits
//! with 2,000 rules.

use std::fmt::Write;
use std::path::Path;
use std::sync::LazyLock;

use divan::Bencher;
use jiff::civil::date;
use samvis::geo::{Geo, build};
use samvis::model::{Answer, Answers, Catalog};
use samvis::{check, parse, plan, source};

fn main() {
    divan::main();
}

static SHIPPED: LazyLock<(Catalog, Geo)> = LazyLock::new(|| {
    let (tree, _) =
        source::read(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the portal is there");
    let (catalog, _) = parse::catalog(&tree);
    let geo = build(&catalog);
    (catalog, geo)
});

/// The shipped portal with one large checklist beside its own.
static LARGE: LazyLock<(Catalog, Geo)> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (mut tree, _) = source::read(root).expect("the portal is there");
    tree.insert("content/checklists/stor/checklist.toml", large().into_bytes());
    let (catalog, problems) = parse::catalog(&tree);
    let told: Vec<_> = problems.iter().filter(|it| it.path.contains("stor")).collect();
    assert!(told.is_empty(), "{told:?}");
    let geo = build(&catalog);
    (catalog, geo)
});

/// 200 questions; 400 permits, each with five rules and waiting for the one ten before it.
fn large() -> String {
    let mut text = String::from("owner = \"x\"\nreviewed = 2026-11-27\nversion = 1\n");
    for question in 0..200 {
        let kind = "kind = \"several\"\noptions = [\"a\", \"b\", \"c\", \"d\"]";
        write!(text, "\n[[questions]]\nid = \"f-{question}\"\n{kind}\n").expect("a text");
    }
    for permit in 0..400 {
        let rule = |step: usize| {
            let option = ["a", "b", "c", "d"][(permit + step) % 4];
            format!("{{ f-{} = [\"{option}\"] }}", (permit * 7 + step * 31) % 200)
        };
        let rules: Vec<String> = (0..5).map(rule).collect();
        let (service, rules) = (["bygglov", "livsmedel"][permit % 2], rules.join(", "));
        write!(
            text,
            "\n[[results]]\nid = \"r-{permit}\"\nkind = \"permit\"\nservice = \"{service}\"\n\
             when = {{ any = [{rules}] }}\ndays_max = 7\n"
        )
        .expect("a text");
        if permit >= 10 {
            writeln!(text, "after = [\"r-{}\"]", permit - 10).expect("a text");
        }
    }
    text
}

fn now() -> jiff::Timestamp {
    "2026-11-27T12:00:00+01:00".parse().expect("this is a moment")
}

/// The plans of all personas; the time is for all of them.
#[divan::bench]
fn every_persona(bencher: Bencher) {
    let (catalog, geo) = &*SHIPPED;
    let (start, day) = (date(2027, 3, 1), Some(date(2027, 9, 1)));
    let personas: Vec<_> = catalog
        .checklists
        .values()
        .flat_map(|checklist| checklist.personas.iter().map(move |persona| (checklist, persona)))
        .map(|(checklist, persona)| {
            let slug = persona.municipality.as_ref();
            let place = slug.and_then(|slug| catalog.municipality_by_slug(slug.as_str()));
            let place = place.map(|municipality| municipality.code);
            (checklist, Answers { place, ..persona.answers.clone() })
        })
        .collect();
    bencher.counter(divan::counter::ItemsCount::new(personas.len())).bench(|| {
        for (checklist, answers) in &personas {
            divan::black_box(plan::plan((catalog, geo), checklist, answers, (start, day), now()));
        }
    });
}

/// One plan of the large checklist, with everything answered and everything needed.
#[divan::bench]
fn four_hundred_permits(bencher: Bencher) {
    let (catalog, geo) = &*LARGE;
    let checklist = catalog.checklists.get("stor").expect("the checklist was read");
    let mut answers = Answers::none(checklist.questions.len());
    answers.place = catalog.municipality("ornskoldsvik").map(|municipality| municipality.code);
    answers.given.fill(Some(Answer::Options(vec![0, 1, 2, 3])));
    let days = (date(2027, 3, 1), Some(date(2028, 3, 1)));
    let plan = plan::plan((catalog, geo), checklist, &answers, days, now());
    assert_eq!(plan.items.len(), 400);
    bencher.bench(|| plan::plan((catalog, geo), checklist, &answers, days, now()).items.len());
}

/// What `samvis check` does with the portal and the large checklist.
#[divan::bench(sample_count = 5)]
fn check_with_the_large_checklist(bencher: Bencher) {
    let (catalog, _) = &*LARGE;
    bencher.bench(|| check::check(catalog).len());
}
