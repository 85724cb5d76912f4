//! Tests of hostile and careless input: the workplace's corpus with its manifest. Another corpus,
//! different in kind, is run before a release, so these files are examples and not the rules.

use std::path::Path;
use std::time::{Duration, Instant};
use std::{fs, iter};

use samvis::check;
use samvis::model::Catalog;
use samvis::parse;
use samvis::problem::{Code, Problem, Severity};
use samvis::tree::SourceTree;
use scraper::{Html, Selector};
use serde_json::Value;

use crate::{markdown, site};

/// The items of the manifest of one kind, with their bytes.
fn items(kind: &str) -> Vec<(Value, Vec<u8>)> {
    let Some(manifest) = site::shared("badinput/manifest.json") else { return Vec::new() };
    let folder = manifest.parent().expect("the manifest lies in a folder").to_owned();
    let manifest: Value =
        serde_json::from_slice(&fs::read(&manifest).expect("the manifest can be read"))
            .expect("the manifest is JSON");
    let items = manifest["items"].as_array().expect("the manifest has items").clone();
    let of_kind = items.into_iter().filter(|item| item["kind"] == kind);
    of_kind.map(|item| (item.clone(), bytes(&folder, &item))).collect()
}

fn bytes(folder: &Path, item: &Value) -> Vec<u8> {
    let file = item["file"].as_str().expect("an item has a file");
    fs::read(folder.join(file)).expect("the file can be read")
}

fn strings(value: &Value) -> impl Iterator<Item = &str> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str)
}

/// Reads a portal and tells how long that took, which must be within the item's limit.
fn read(item: &Value, files: &[(&str, &[u8])]) -> (Catalog, Vec<Problem>) {
    let mut tree = SourceTree::default();
    tree.insert("samvis.toml", SETTINGS.as_bytes().to_vec());
    for (path, bytes) in files {
        tree.insert(path, bytes.to_vec());
    }
    let start = Instant::now();
    let (catalog, mut problems) = parse::catalog(&tree);
    problems.extend(check::check(&catalog));
    let limit = Duration::from_secs_f64(item["limits"]["seconds"].as_f64().unwrap_or(5.0).min(5.0));
    let took = start.elapsed();
    assert!(took < limit, "{} took {took:?}", item["id"]);
    (catalog, problems)
}

const SETTINGS: &str = "title = { sv = \"T\" }\nbase_url = \"https://a.example\"\nlocales = [\"sv\"]\n[contact]\nname = { sv = \"R\" }\nurl = \"/sv\"\n";
const LAYER: &str = "title = { sv = \"L\" }\nsource = \"S\"\nlicence = \"CC0-1.0\"\nretrieved = 2026-11-23\ncode = \"name\"\nname = \"name\"\naccuracy_m = 10\n";
const GUIDE: &str = "owner = \"R\"\nreviewed = 2026-11-23\nversion = 1\n";

/// Whether the problems refuse the file at the place the manifest names.
fn refuses(item: &Value, path: &str, problems: &[Problem]) -> Result<(), String> {
    let of_file: Vec<&Problem> = problems
        .iter()
        .filter(|problem| problem.path == path && problem.severity == Severity::Error)
        .collect();
    if of_file.is_empty() {
        return Err(format!("{}: nothing is wrong with it: {problems:?}", item["id"]));
    }
    let locate = &item["error"]["locate"];
    let words = || strings(&locate["or_any"]);
    let near = |problem: &&&Problem| {
        let line = locate["line"].as_u64();
        line.is_some_and(|line| u64::from(problem.line).abs_diff(line) <= 1)
            || words().any(|word| problem.message.contains(word))
    };
    if locate.is_object() && !of_file.iter().any(|problem| near(&problem)) {
        return Err(format!("{}: not at {locate}: {of_file:?}", item["id"]));
    }
    Ok(())
}

fn none_wrong(wrong: &[String]) {
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn bad_layers_are_refused_and_good_ones_taken() {
    let mut wrong = Vec::new();
    for (item, bytes) in items("geojson") {
        let path = "maps/lager.geojson";
        let (catalog, problems) =
            read(&item, &[(path, &bytes), ("maps/lager.toml", LAYER.as_bytes())]);
        let areas = catalog.layers.values().map(|layer| layer.areas.len()).sum::<usize>();
        match item["expect"].as_str() {
            Some("reject") => wrong.extend(refuses(&item, path, &problems).err()),
            Some("accept") if areas == 0 => {
                wrong.push(format!("{}: refused: {problems:?}", item["id"]))
            }
            _ => {}
        }
        for area in catalog.layers.values().flat_map(|layer| &layer.areas) {
            assert!(!area.name.contains('\0'), "{}", item["id"]);
        }
    }
    none_wrong(&wrong);
}

#[test]
fn front_matter_is_toml_and_its_mistakes_are_told_where_they_are() {
    let mut wrong = Vec::new();
    for (item, bytes) in items("frontmatter").into_iter().chain(items("encoding")) {
        let path = "content/guides/bygga/sv.md";
        let facts = ("content/guides/bygga/guide.toml", GUIDE.as_bytes());
        let (catalog, problems) = read(&item, &[facts, (path, &bytes)]);
        let told = problems.iter().filter(|problem| problem.path == path);
        let is_yaml = told.clone().any(|problem| problem.code == Code::FrontMatter);
        if is_yaml {
            let says =
                told.clone().any(|problem| problem.line == 1 && problem.message.contains("TOML"));
            let unclosed = told.clone().any(|problem| problem.message.contains("front matter"));
            assert!(says || unclosed, "{}: {problems:?}", item["id"]);
        } else if item["expect"] == "reject" {
            wrong.extend(refuses(&item, path, &problems).err());
        }
        for text in
            catalog.guides.values().flat_map(|guide| guide.texts.iter()).map(|(_, text)| text)
        {
            assert!(!text.title.chars().any(char::is_control), "{}", item["id"]);
        }
    }
    none_wrong(&wrong);
}

#[test]
fn texts_are_shown_harmless_without_losing_the_rest() {
    let mut wrong = Vec::new();
    for (item, bytes) in items("markdown") {
        let path = "content/guides/bygga/sv.md";
        let front = b"+++\ntitle = \"T\"\nsummary = \"S\"\n+++\n";
        let text = [front.as_slice(), &bytes].concat();
        let facts = ("content/guides/bygga/guide.toml", GUIDE.as_bytes());
        let (catalog, problems) = read(&item, &[facts, (path, &text)]);
        let id = item["id"].as_str().unwrap_or_default();
        let guide = catalog.guides.values().next().expect("the facts of the guide are good");
        let Some((_, text)) = guide.texts.iter().next() else {
            wrong.extend(refuses(&item, path, &problems).err());
            continue;
        };
        let html: String =
            text.body.sections.iter().map(|section| markdown::html(&section.pieces)).collect();
        wrong.extend(active(&html).map(|what| format!("{id}: {what} in {html}")));
        let words: Vec<&str> = iter::once(text.title.as_str())
            .chain(
                text.body
                    .sections
                    .iter()
                    .flat_map(|section| [section.title.as_str(), &section.plain]),
            )
            .collect();
        let (words, refused) =
            (words.join("\n"), problems.iter().any(|problem| problem.path == path));
        let lost = strings(&item["must_contain"]).find(|wanted| !words.contains(wanted));
        wrong.extend(lost.map(|lost| format!("{id}: lost {lost:?} of {words}")));
        let suspicious = id.starts_with("md-r") && item["expect"] == "neutralise";
        if suspicious && !refused {
            wrong.push(format!("{id}: nothing was told"));
        }
    }
    none_wrong(&wrong);
}

/// What in a piece of HTML a browser would run or fetch from elsewhere.
fn active(html: &str) -> Option<String> {
    const ELEMENTS: [&str; 33] = [
        "a",
        "blockquote",
        "br",
        "code",
        "dd",
        "div",
        "dl",
        "dt",
        "em",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "html",
        "img",
        "li",
        "ol",
        "p",
        "pre",
        "strong",
        "sup",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "ul",
        "body",
        "head",
        "title",
    ];
    const ATTRIBUTES: [&str; 8] =
        ["href", "id", "class", "src", "alt", "loading", "scope", "start"];
    let page = Html::parse_fragment(html);
    let all = Selector::parse("*").expect("a selector");
    for element in page.select(&all) {
        let name = element.value().name();
        if !ELEMENTS.contains(&name) {
            return Some(format!("<{name}>"));
        }
        for (key, value) in element.value().attrs() {
            let own = value.starts_with('/') && !value.starts_with("//");
            let web = ["http://", "https://", "mailto:", "tel:", "#", "own:"];
            let good = match key {
                "href" => own || web.iter().any(|scheme| value.starts_with(scheme)),
                "src" => own,
                key => ATTRIBUTES.contains(&key),
            };
            if !good {
                return Some(format!("{key}={value}"));
            }
        }
    }
    None
}

#[test]
fn hostile_file_names_are_told_and_read_nowhere() {
    let Some(file) = site::shared("badinput/paths/paths.json") else { return };
    let list: Value = serde_json::from_slice(&fs::read(file).expect("the list can be read"))
        .expect("the list is JSON");
    for item in list.as_array().expect("a list") {
        let name = item["path"].as_str().expect("an item has a path");
        for folder in ["content/guides/", "content/municipalities/", "content/", "maps/"] {
            let path = format!("{folder}{name}");
            let (catalog, problems) =
                read(item, &[(&path, b"+++\ntitle = \"T\"\nsummary = \"S\"\n+++\nText.\n")]);
            assert_eq!(
                catalog.guides.len() + catalog.municipalities.len() + catalog.layers.len(),
                0
            );
            let hidden = path.rsplit('/').next().is_some_and(|name| name.starts_with('.'));
            assert!(hidden || !problems.is_empty(), "{path}");
            for problem in &problems {
                assert!(!problem.path.chars().any(char::is_control), "{path}: {problem:?}");
            }
        }
    }
}

#[test]
fn whatever_stands_in_a_file_is_read_in_time_without_a_panic() {
    let hostile = [
        "a.".repeat(100_000) + "a = 1\n",
        "[".repeat(100_000),
        "a = ".to_owned() + &"{a=".repeat(60_000),
        "a = [".to_owned() + &"\"\",".repeat(15_000) + "]\n",
        (0..5_000).map(|number| format!("k{number} = 1\n")).collect(),
        "a=1;".repeat(15_000),
        "\"\"\"".repeat(20_000),
        "+++\n".repeat(15_000),
        ":::info\n".repeat(8_000),
        ":::".repeat(20_000),
        "{".repeat(250_000),
        "k = ".to_owned() + &"{ ".repeat(120_000),
        "k = { $a ->\n".repeat(20_000),
        "k =".to_owned() + &"\n {\"}\" ->\n *[a]".repeat(14_000),
        "<b>".repeat(20_000),
        "[a](x:y)".repeat(8_000),
        "[a](service:b)".repeat(5_000),
        "# a\n".repeat(15_000),
        "|a".repeat(15_000) + "\n" + &"|-".repeat(15_000),
        "[^a]".repeat(15_000),
        "`".repeat(60_000),
        "é\u{202E}".repeat(15_000),
    ];
    let front = "+++\ntitle = \"T\"\nsummary = \"S\"\n+++\n";
    for text in hostile {
        let mut text = text;
        let cut = text.floor_char_boundary(250 * 1024);
        text.truncate(cut);
        let item = serde_json::json!({ "id": text.chars().take(20).collect::<String>(), "limits": { "seconds": 5 } });
        let markdown = format!("{front}{text}");
        read(&item, &[("samvis.toml", text.as_bytes())]);
        read(&item, &[("content/organisations/a.toml", text.as_bytes())]);
        read(&item, &[("content/redirects.toml", text.as_bytes())]);
        read(&item, &[("content/words/sv.ftl", text.as_bytes())]);
        read(&item, &[("maps/a.toml", LAYER.as_bytes()), ("maps/a.geojson", text.as_bytes())]);
        read(&item, &[("maps/places/postcodes.csv", text.as_bytes())]);
        read(&item, &[("content/pages/about/sv.md", text.as_bytes())]);
        read(&item, &[("content/pages/about/sv.md", markdown.as_bytes())]);
    }
}
