//! Every page in every language: whole, small, harmless, and the same each time.

mod map;

use std::io::Write as _;
use std::sync::Arc;

use samvis::model::{Locale, MunicipalityCode};
use samvis::pages::{Address, Html, Page, Site, Visit};
use samvis::snapshot;
use samvis::tree::SourceTree;
use sha2::{Digest, Sha256};

use crate::wholeness::{decode, faults};
use crate::{site, site::now};

/// The most a first visit may load, compressed: the page, the style sheet and the typeface.
const FIRST_VISIT_BYTES_MAX: usize = 100_000;

fn visit(pairs: &[(&str, &str)]) -> Visit {
    let query = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    Visit { query: query.collect(), ..Visit::default() }
}

fn show(site: &Site, page: &Page, pairs: &[(&str, &str)]) -> Html {
    site.render(Locale::SV, page, &visit(pairs), now())
}

/// Every page, but of the answers only those of one service and one municipality.
fn sample(site: &Site) -> Vec<Page> {
    let kept = |page: &Page| match page {
        Page::Answer(id, code) => id.as_str() == "bygglov" || code.to_string() == "2281",
        Page::Service(id) => id.as_str() < "c",
        _ => true,
    };
    site.all().into_iter().filter(kept).collect()
}

fn demand_whole(site: &Site, pages: &[Page]) {
    for locale in site.locales() {
        for page in pages {
            let html = site.render(*locale, page, &Visit::default(), now());
            let url = site.url(*locale, page);
            assert_eq!(html.status, 200, "{url}");
            let faults = faults(site, html.text());
            assert!(faults.is_empty(), "{url}: {faults:#?}");
        }
    }
}

#[test]
fn every_page_of_the_small_portal_is_whole_in_every_language() {
    demand_whole(site::small(), &site::small().all());
}

#[test]
fn the_pages_of_the_shipped_portal_are_whole_in_every_language() {
    demand_whole(site::shipped(), &sample(site::shipped()));
}

#[test]
fn every_page_resolves_to_itself_in_every_language() {
    for site in [site::small(), site::shipped()] {
        for locale in site.locales() {
            for page in site.all() {
                let path = decode(&site.url(*locale, &page));
                assert_eq!(site.resolve(&path), Address::Page(*locale, page), "{path}");
            }
        }
    }
}

#[test]
fn other_spellings_of_an_address_move_to_the_one_that_counts() {
    let site = site::shipped();
    for (path, to) in [
        ("/sv", "/sv/"),
        ("/SV/Tjanster", "/sv/tjanster"),
        ("/sv/tjanster/", "/sv/tjanster"),
        ("/sv//tjanster", "/sv/tjanster"),
        ("/sv/services/bygglov", "/sv/tjanster/bygglov"),
        ("/en/tjanster/bygglov", "/en/services/bygglov"),
        ("/tjanster/bygglov", "/sv/tjanster/bygglov"),
        ("/sv/kommuner/2281", "/sv/kommuner/sundsvall"),
        ("/sv/kommuner/Umeå", "/sv/kommuner/umea"),
        ("/sv/tjanster/bygglov/2281", "/sv/tjanster/bygglov/sundsvall"),
    ] {
        assert_eq!(site.resolve(path), Address::Redirect(to.to_owned()), "{path}");
    }
    for path in ["/sv/finns-inte", "/xx/tjanster", "//evil.example", "/sv/tjanster/bygglov/x/y"] {
        assert_eq!(site.resolve(path), Address::NotFound, "{path}");
    }
    assert_eq!(site.resolve("/"), Address::Page(Locale::SV, Page::Start));
}

#[test]
fn old_addresses_move_only_to_own_ones() {
    let text = r#"
        [redirects]
        "/sv/gammal" = "/sv/karta"
        "/sv/plats" = "/sv/karta?place=Åre(Jämtland)&x=%C3%A5#lista"
        "/sv/ond" = "//evil.example/"
    "#;
    let mut tree = site::tree_at(&site::root().join("tests/sites/small"));
    tree.insert("content/redirects.toml", text.as_bytes().to_vec());
    let site = Site::new(Arc::new(snapshot::build(&tree)), &tree).0;
    assert_eq!(site.resolve("/sv/gammal"), Address::Redirect("/sv/karta".to_owned()));
    let place = "/sv/karta?place=%C3%85re(J%C3%A4mtland)&x=%C3%A5#lista";
    assert_eq!(site.resolve("/sv/plats"), Address::Redirect(place.to_owned()));
    assert_eq!(site.resolve("/sv/ond"), Address::NotFound);
}

#[test]
fn a_first_visit_stays_small() {
    let site = site::shipped();
    let brotli = |bytes: &[u8]| {
        let mut writer = brotli::CompressorWriter::new(Vec::new(), 4096, 9, 22);
        writer.write_all(bytes).expect("a vector takes everything");
        writer.into_inner().len()
    };
    let size = |path: &str| site.assets.get(path).expect("the file is there").bytes.clone();
    let font = size("vendor/inter-5.3.0/inter-latin-wght-normal.woff2").len();
    let fixed = font + brotli(&size("css/samvis.css"));
    for page in sample(site) {
        let html = site.render(Locale::SV, &page, &Visit::default(), now());
        let total = fixed + brotli(&html.body);
        assert!(total < FIRST_VISIT_BYTES_MAX, "{page:?} makes a first visit {total} bytes");
    }
}

#[test]
fn a_page_is_the_same_each_time() {
    let again = site::tree_at(&site::root().join("tests/sites/small"));
    let again = Site::new(Arc::new(snapshot::build(&again)), &again).0;
    for page in site::small().all() {
        let first = show(site::small(), &page, &[]);
        assert_eq!(first.text(), show(&again, &page, &[]).text(), "{page:?}");
    }
}

/// The small portal with markup in every text of its TOML files and front matter.
fn hostile_tree() -> SourceTree {
    let small = site::tree_at(&site::root().join("tests/sites/small"));
    let mut tree = small.clone();
    let spots = [
        "sv = \"",
        "en = \"",
        "title = \"",
        "summary = \"",
        "owner = \"",
        "source = \"",
        "licence = \"",
        "section = \"",
        "phone = \"",
        "address = \"",
    ];
    let evil = r#"<script>alert(1)</script>'\"&<b onx=1>{{ 7*7 }} "#;
    for (path, bytes) in small.below("content/").chain(small.below("maps/")) {
        let facts = path.ends_with(".toml") || path.ends_with(".md");
        if !facts || path.starts_with("content/words") {
            continue;
        }
        let mut text = String::from_utf8(bytes.to_vec()).expect("content is UTF-8");
        // Slugs are parts of addresses and are refused with markup; that is another test's.
        text = text.lines().map(|line| if line.starts_with("slug") { line.to_owned() } else {
            spots.iter().fold(line.to_owned(), |line, spot| {
                line.replace(spot, &format!("{spot}{evil}"))
            })
        } + "\n").collect();
        tree.insert(path, text.into_bytes());
    }
    tree
}

#[test]
fn nothing_an_editor_writes_becomes_markup() {
    let tree = hostile_tree();
    let (site, _) = Site::new(Arc::new(snapshot::build(&tree)), &tree);
    let mut seen = 0;
    for locale in site.locales() {
        for page in site.all() {
            let html = site.render(*locale, &page, &Visit::default(), now());
            seen += html.text().matches("&lt;script&gt;").count();
            assert!(!html.text().contains("<script>"), "{page:?}");
            assert!(!html.text().contains("<b onx"), "{page:?}");
            assert!(!html.text().contains(">49"), "{page:?}: a text was taken for a template");
        }
    }
    assert!(seen > 100, "the markup is shown as text ({seen} times)");
}

#[test]
fn nothing_a_visitor_writes_becomes_markup_or_breaks_a_page() {
    let site = site::small();
    let evil = "\"><script>alert(1)</script>";
    let long = "å".repeat(5_000);
    let service = site.all().into_iter().find(|page| matches!(page, Page::Service(_)));
    let service = service.expect("the small portal has services");
    let answer = site.all().into_iter().find(|page| matches!(page, Page::Answer(..)));
    let answer = answer.expect("the small portal has answers");
    let values =
        [evil, &long, "NaN", "inf", "1e400", "-0", "\0", "%00", "999999999999999999999", "🧭"];
    for page in [Page::Search, Page::Place, Page::Services, Page::Start, service, answer] {
        for name in
            ["q", "municipality", "topic", "audience", "kind", "page", "lat", "postcode", "place"]
        {
            for value in values {
                let html = show(site, &page, &[(name, value), ("lon", "17.3")]);
                assert!([200, 303, 400, 404].contains(&html.status), "{page:?} {name}={value}");
                assert!(!html.text().contains("<script>"), "{page:?} {name}={value}");
                assert!(!html.keep, "a page with a query is not kept");
            }
        }
    }
}

#[test]
fn a_parameter_that_cannot_be_understood_is_told_with_a_fitting_status() {
    let site = site::small();
    for (page, pairs, status) in [
        (Page::Place, vec![("lat", "NaN"), ("lon", "17")], 400),
        (Page::Place, vec![("lat", "62.4")], 400),
        (Page::Place, vec![("lat", "91"), ("lon", "17")], 400),
        (Page::Place, vec![("postcode", "123")], 400),
        (Page::Place, vec![("place", "Atlantis")], 404),
        (Page::Place, vec![("place", "Sundsvall")], 200),
        (Page::Search, vec![("q", "bygga"), ("municipality", "9999")], 404),
        (Page::Search, vec![("q", "bygga"), ("municipality", "all")], 200),
        (Page::Search, vec![("q", "bygga"), ("page", "0")], 400),
        (Page::Services, vec![("audience", "martians")], 400),
        (Page::Start, vec![("unknown", "passed over")], 200),
    ] {
        let html = show(site, &page, &pairs);
        assert_eq!(html.status, status, "{page:?} {pairs:?}");
        let faults = faults(site, html.text());
        assert!(faults.is_empty(), "{page:?} {pairs:?}: {faults:#?}");
    }
}

#[test]
fn a_place_on_a_service_leads_on_to_the_answer() {
    let site = site::small();
    let page = site
        .all()
        .into_iter()
        .find(|page| matches!(page, Page::Service(id) if id.as_str() == "bygglov"));
    let page = page.expect("the small portal has bygglov");
    for pairs in
        [[("municipality", "2281")], [("municipality", "sundsvall")], [("place", "Sundsvall")]]
    {
        let html = show(site, &page, &pairs);
        assert_eq!(html.status, 303, "{pairs:?}");
        assert_eq!(html.location.as_deref(), Some("/sv/tjanster/bygglov/sundsvall"), "{pairs:?}");
    }
}

#[test]
fn a_page_is_kept_only_when_nobody_asked_anything() {
    let site = site::shipped();
    assert!(show(site, &Page::Start, &[]).keep);
    assert!(!show(site, &Page::Start, &[("q", "x")]).keep);
    let remembered = MunicipalityCode::parse("2281");
    let visit = Visit { remembered, ..Visit::default() };
    let html = site.render(Locale::SV, &Page::Start, &visit, now());
    assert!(!html.keep);
    assert!(html.text().contains("Glöm min kommun"));
}

#[test]
fn the_static_export_has_no_forms() {
    let site = site::small();
    for page in site.all() {
        let visit = Visit { is_static: true, ..Visit::default() };
        let html = site.render(Locale::SV, &page, &visit, now());
        assert!(!html.text().contains("<form"), "{page:?}");
        let faults = faults(site, html.text());
        assert!(faults.is_empty(), "{page:?}: {faults:#?}");
    }
}

#[test]
fn error_pages_lead_on() {
    let site = site::shipped();
    for locale in site.locales() {
        for status in [400, 404, 405, 413, 414, 418, 429, 500, 503] {
            let html = site.error(*locale, status, None);
            assert_eq!(html.status, status);
            let faults = faults(site, html.text());
            assert!(faults.is_empty(), "{status}: {faults:#?}");
        }
    }
}

#[test]
fn a_mistake_in_a_template_is_told_with_its_place() {
    let mut tree = site::tree_at(&site::root().join("tests/sites/small"));
    tree.insert("templates/pages/start.html", b"<p>\n{% if %}".to_vec());
    let (_, problems) = Site::new(Arc::new(snapshot::build(&tree)), &tree);
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].path, "templates/pages/start.html");
    assert_eq!(problems[0].line, 2);
}

#[test]
fn what_a_template_always_says_is_the_same_as_what_it_asks_for() {
    let mut tree = site::tree_at(&site::root().join("tests/sites/small"));
    let asked = "{{ t(key=\"nav-services\") }}, {{ url(page=\"map\") }}";
    let each_time = "{{ t(key=\"nav-\" ~ \"services\") }}, {{ url(page=\"ma\" ~ \"p\") }}";
    let shown = format!("{{% raw %}}{asked}{{% endraw %}}");
    tree.insert("templates/pages/start.html", format!("{asked}|{each_time}").into_bytes());
    tree.insert("templates/pages/services.html", shown.into_bytes());
    let (site, problems) = Site::new(Arc::new(snapshot::build(&tree)), &tree);
    assert_eq!(problems, []);
    let body =
        |locale, page| site.render(locale, &page, &Visit::default(), site::now()).text().to_owned();
    assert_eq!(body(Locale::SV, Page::Start), "Tjänster, /sv/karta|Tjänster, /sv/karta");
    assert_eq!(body(Locale::EN, Page::Start), "Services, /en/map|Services, /en/map");
    // What is only shown is not asked.
    assert_eq!(body(Locale::SV, Page::Services), asked);
}

/// What stands between quotation marks after each mention of a call, with what follows it.
fn keys_after<'a>(text: &'a str, call: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
    text.split(call).skip(1).filter_map(|rest| rest.split_once('"'))
}

#[test]
fn every_word_that_is_asked_for_exists_in_every_language() {
    let site = site::shipped();
    let tree = site::tree_at(&site::root());
    let mut asked = Vec::new();
    for (path, bytes) in tree.below("templates/") {
        let text = String::from_utf8_lossy(bytes).into_owned();
        asked.push((path.to_owned(), text, "t(key=\""));
    }
    let folders = ["src/pages", "src/words", "src/api", "src/web", "src/export"];
    for folder in folders.map(|folder| site::root().join(folder)) {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let text = std::fs::read_to_string(entry.path()).unwrap_or_default();
            let path = entry.path().display().to_string();
            asked.push((path.clone(), text.clone(), ".word(\""));
            asked.push((path.clone(), text.clone(), ".words(\""));
            asked.push((path, text, "say(\""));
        }
    }
    for locale in site.locales() {
        let source = &site.snapshot.catalog.words[locale];
        let known = samvis::words::keys(source);
        for (path, text, call) in &asked {
            for (key, rest) in keys_after(text, call) {
                let begins = rest.trim_start().starts_with('~');
                let found = known.iter().any(|it| *it == key || (begins && it.starts_with(key)));
                assert!(found, "{path} asks for {key:?}, which {locale} lacks");
            }
        }
    }
}

#[test]
fn the_vendored_files_are_as_they_came() {
    let folder = site::root().join("static/vendor");
    let text = std::fs::read_to_string(folder.join("VENDOR.toml")).expect("VENDOR.toml is there");
    let table: toml::Table = text.parse().expect("VENDOR.toml is TOML");
    let mut listed = 0;
    for package in table["packages"].as_array().expect("packages is a list") {
        let own = folder.join(package["folder"].as_str().expect("folder is a text"));
        let files = package["files"].as_table().expect("files is a table");
        assert!(files.contains_key("LICENSE"), "{} has its licence", own.display());
        for (name, hash) in files {
            let bytes = std::fs::read(own.join(name)).expect("a listed file is there");
            let digest = Sha256::digest(&bytes);
            let digest: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
            assert_eq!(Some(digest.as_str()), hash.as_str(), "{}/{name}", own.display());
            listed += 1;
        }
    }
    let there =
        site::shipped().assets.iter().filter(|(path, _)| path.starts_with("vendor/")).count();
    assert_eq!(there, listed + 1, "every vendored file is listed");
}
