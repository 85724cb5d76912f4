//! Tests of snippets: passages that several texts include.

use samvis::check;
use samvis::model::Locale;
use samvis::pages::{Page, Visit};
use samvis::parse;
use samvis::problem::{Code, Problem};
use samvis::tree::SourceTree;

use crate::{site, wholeness};

const SV: &str = "content/snippets/brev/sv.md";
const EN: &str = "content/snippets/brev/en.md";
const GUIDE: &str = "content/guides/bygga/sv.md";

/// The small portal with a snippet, and a guide that includes it.
fn tree(files: &[(&str, &str)]) -> SourceTree {
    let mut tree = site::tree_at(&site::root().join("tests/sites/small"));
    let guide = std::str::from_utf8(tree.get(GUIDE).unwrap()).unwrap().to_owned();
    tree.insert(GUIDE, format!("{guide}\n:::include brev\n:::\n").into_bytes());
    for (path, text) in files {
        tree.insert(path, text.as_bytes().to_vec());
    }
    tree
}

/// The snippet in both languages.
const BOTH: [(&str, &str); 2] =
    [(SV, "+++\n+++\nGe in ditt vattenblomsbrev.\n"), (EN, "+++\n+++\nHand in your letter.\n")];

/// What the files of snippets and the guide are told.
fn problems(tree: &SourceTree) -> Vec<Problem> {
    let (catalog, mut problems) = parse::catalog(tree);
    problems.extend(check::check(&catalog));
    problems.retain(|it| it.path.contains("snippets") || it.path == GUIDE);
    problems
}

/// What is told with one more file.
fn told(path: &str, text: &str) -> Vec<(String, u32, Code)> {
    let told = |problem: &Problem| (problem.path.clone(), problem.line, problem.code);
    problems(&tree(&[BOTH[0], BOTH[1], (path, text)])).iter().map(told).collect()
}

#[test]
fn a_snippet_stands_in_every_text_that_includes_it() {
    assert_eq!(problems(&tree(&BOTH)), []);
    let site = site::site_of(&tree(&BOTH));
    let guide = site.snapshot.catalog.guides.values().find(|it| it.id.as_str() == "bygga").unwrap();
    let page = Page::Guide(guide.id.clone(), None);
    let html = |page: &Page, locale| {
        let html = site.render(locale, page, &Visit::default(), site::now());
        assert_eq!(wholeness::faults(&site, html.text()), [""; 0]);
        html.text().to_owned()
    };
    let all: String =
        guide.texts.get(Locale::SV).unwrap().body.sections.iter().map(|it| it.plain()).collect();
    assert!(all.contains("Ge in ditt vattenblomsbrev."), "search reads it: {all}");
    let print = html(&page, Locale::SV);
    let mut parts = guide.texts.get(Locale::SV).unwrap().body.sections.iter();
    let last = parts.rfind(|it| it.level == 2).map(|it| it.id.clone());
    let part = html(&Page::Guide(guide.id.clone(), last), Locale::SV);
    assert!(print.contains("vattenblomsbrev") || part.contains("vattenblomsbrev"), "{part}");
    let query = samvis::search::Query::new("vattenblomsbrev", Locale::SV);
    let hits = site.snapshot.index.search(&query).hits;
    assert_eq!(hits.first().map(|hit| hit.id.as_str()), Some("bygga"), "{hits:?}");
}

#[test]
fn a_snippet_in_another_language_than_the_text_is_marked() {
    let tree = tree(&[BOTH[1]]);
    let site = site::site_of(&tree);
    let guide = site.snapshot.catalog.guides.values().find(|it| it.id.as_str() == "bygga").unwrap();
    let mut parts = guide.texts.get(Locale::SV).unwrap().body.sections.iter();
    let last = parts.rfind(|it| it.level == 2).map(|it| it.id.clone());
    let page = Page::Guide(guide.id.clone(), last);
    let html = site.render(Locale::SV, &page, &Visit::default(), site::now());
    assert!(
        html.text().contains("<div lang=\"en\"><p>Hand in your letter.</p>"),
        "{}",
        html.text()
    );
    let missing: Vec<_> = problems(&tree).into_iter().map(|it| (it.path, it.code)).collect();
    assert_eq!(missing, [("content/snippets/brev".to_owned(), Code::MissingTranslation)]);
}

#[test]
fn mistakes_in_snippets_are_told_with_their_line() {
    let text = |body: &str| format!("+++\n+++\n{body}");
    let circle = text("Text.\n\n:::include brev\n:::\n");
    let heading = text("Text.\n\n## Rubrik\n\nMer text.\n");
    let footnote = text("Text[^1].\n\n[^1]: En not.\n");
    let raw = text("Text <b>här</b>.\n");
    let link = text("[här](javascript:alert(1))\n");
    let cases = [
        (circle.as_str(), 5, Code::Block),
        (&heading, 5, Code::Heading),
        (&footnote, 5, Code::Block),
        (&raw, 3, Code::RawHtml),
        (&link, 3, Code::BadLink),
        ("Text utan huvud.\n", 1, Code::FrontMatter),
    ];
    for (text, line, code) in cases {
        let told = told(SV, text);
        assert!(told.contains(&(SV.to_owned(), line, code)), "{text}: {told:?}");
    }
    let spare = told("content/snippets/spar/sv.md", &text("Text.\n"));
    let unused = ("content/snippets/spar/sv.md".to_owned(), 0, Code::Unused);
    assert!(spare.contains(&unused), "{spare:?}");
}

#[test]
fn an_unknown_snippet_is_told_with_what_may_be_meant() {
    let mut tree = tree(&BOTH);
    let guide = std::str::from_utf8(tree.get(GUIDE).unwrap()).unwrap().to_owned();
    let lines = u32::try_from(guide.lines().count()).unwrap();
    tree.insert(GUIDE, format!("{guide}\n:::include bref\n:::\n").into_bytes());
    let problem = problems(&tree).into_iter().find(|it| it.code == Code::UnknownReference).unwrap();
    assert_eq!((problem.path.as_str(), problem.line), (GUIDE, lines + 2));
    assert_eq!(problem.hint.as_deref(), Some("did you mean `brev`?"));
}

#[test]
fn a_reload_takes_over_what_a_snippet_says_now() {
    let before = tree(&BOTH);
    let (_, kept) = parse::catalog_again(&before, None);
    let mut after = before.clone();
    after.insert(SV, b"+++\n+++\nSkicka in ditt brev.\n".to_vec());
    let ((again, _), _) = parse::catalog_again(&after, Some(kept));
    let guide = again.guides.values().find(|it| it.id.as_str() == "bygga").unwrap();
    let text = guide.texts.get(Locale::SV).unwrap();
    let words: String = text.body.sections.iter().map(|section| section.plain()).collect();
    assert!(
        words.contains("Skicka in ditt brev.") && !words.contains("vattenblomsbrev"),
        "{words}"
    );
}
