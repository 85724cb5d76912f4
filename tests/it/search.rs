//! Tests of `search`: written portals for single rules, tables of cases over the shipped portal,
//! and hostile queries.

use std::sync::Arc;

use samvis::model::{
    Audience, Catalog, Cost, Document, Facts, Guide, GuideId, Level, LocalText, Locale, Localized,
    Municipality, MunicipalityCode, MunicipalitySlug, Piece, Provision, ProvisionState, Section,
    Service, ServiceId, ServiceKind, Text, TopicId, Validity,
};
use samvis::search::{self, HitKind, Index, Query, Results};

use super::site;

mod facets;
mod languages;
mod relevance;

const DAY: jiff::civil::Date = jiff::civil::date(2026, 11, 23);

fn sv(text: &str) -> LocalText {
    [(Locale::SV, text.to_owned())].into_iter().collect()
}

fn text(title: &str, keywords: &[&str], summary: &str, body: &str) -> Text {
    let section = Section {
        id: "text".to_owned(),
        level: 0,
        title: String::new(),
        pieces: vec![Piece::Html(body.replace('&', "&amp;").replace('<', "&lt;"))],
    };
    Text {
        path: String::new(),
        title: title.to_owned(),
        summary: summary.to_owned(),
        keywords: keywords.iter().map(|&word| word.to_owned()).collect(),
        reviewed: None,
        body: Document { sections: vec![section] },
    }
}

fn service(id: &str, topic: &str, texts: Localized<Arc<Text>>) -> Service {
    Service {
        id: ServiceId::parse(id).expect("the tests write valid ids"),
        path: String::new(),
        kind: ServiceKind::Permit,
        audience: vec![Audience::Citizen],
        topics: vec![TopicId::parse(topic).expect("the tests write valid ids")],
        events: Vec::new(),
        responsible: Level::Municipality,
        organisation: None,
        common: false,
        law: Vec::new(),
        evidence: Vec::new(),
        time: None,
        cost: Cost::unknown(),
        channels: Vec::new(),
        note: LocalText::default(),
        owner: String::new(),
        reviewed: DAY,
        version: 1,
        facts: Facts::Memory,
        texts,
    }
}

fn municipality(code: &str, slug: &str, name: &str) -> Municipality {
    let code = MunicipalityCode::parse(code).expect("the tests write valid ids");
    Municipality {
        code,
        slug: MunicipalitySlug::parse(slug).expect("the tests write valid ids"),
        path: String::new(),
        county: code.county(),
        names: sv(name),
        aliases: vec![format!("{name} kommun")],
        website: String::new(),
        portal: None,
        portal_note: LocalText::default(),
        population: None,
        population_note: LocalText::default(),
        contacts: Vec::new(),
        service_points: Vec::new(),
        languages: Vec::new(),
        confirmed: DAY,
        source: String::new(),
        validity: Validity::default(),
        succeeded_by: None,
        texts: Localized::default(),
    }
}

/// A portal of a few services with the traps of the real one.
fn written() -> Catalog {
    let mut catalog = Catalog::default();
    catalog.portal.locales = vec![Locale::SV, Locale::EN];
    let services = [
        service(
            "bygglov",
            "build",
            texts_of(
                text(
                    "Bygglov",
                    &["byggnadslov", "bygga hus", "altan"],
                    "Tillstånd att bygga.",
                    "Du behöver bygglov för att bygga nytt. Ansökan görs hos kommunen.\nAltaner & <plank> kan kräva lov.",
                ),
                Some(text(
                    "Building permit",
                    &["planning permission"],
                    "Permission to build.",
                    "You need a permit.",
                )),
            ),
        ),
        service(
            "varmepump",
            "environment",
            texts_of(
                text(
                    "Värmepump",
                    &["bergvärme", "jordvärme", "borra i berg"],
                    "Anmälan om värmepump.",
                    "Bergvärme kräver tillstånd.",
                ),
                None,
            ),
        ),
        service(
            "serveringstillstand",
            "permits",
            texts_of(
                text(
                    "Serveringstillstånd",
                    &["krogtillstånd", "alkohol"],
                    "Tillstånd att servera alkohol.",
                    "Ansök i god tid.",
                ),
                Some(text("Licence to serve alcohol", &[], "Serve alcohol.", "Apply early.")),
            ),
        ),
        service(
            "forskoleplats",
            "school",
            texts_of(
                text(
                    "Plats i förskola",
                    &["dagis", "måla med barn"],
                    "Ansökan om plats.",
                    "Ställ barnet i kö.",
                ),
                None,
            ),
        ),
    ];
    for service in services {
        catalog.services.insert(service.id.clone(), service);
    }
    let municipalities = [
        municipality("2260", "ange", "Ånge"),
        municipality("2326", "berg", "Berg"),
        municipality("2321", "are", "Åre"),
        municipality("2418", "mala", "Malå"),
        municipality("2480", "umea", "Umeå"),
        municipality("2281", "sundsvall", "Sundsvall"),
    ];
    for municipality in municipalities {
        catalog.municipalities.insert(municipality.code, municipality);
    }
    let guide = Guide {
        id: GuideId::parse("bygga-altan").expect("the tests write valid ids"),
        path: String::new(),
        audience: vec![Audience::Citizen],
        topics: vec![TopicId::parse("build").expect("the tests write valid ids")],
        events: Vec::new(),
        services: Vec::new(),
        owner: String::new(),
        reviewed: DAY,
        version: 1,
        texts: texts_of(text("Bygga en altan", &[], "Steg för steg.", "Läs om bygglov."), None),
    };
    catalog.guides.insert(guide.id.clone(), guide);
    catalog
}

fn texts_of(swedish: Text, english: Option<Text>) -> Localized<Arc<Text>> {
    let english = english.map(|text| (Locale::EN, Arc::new(text)));
    [(Locale::SV, Arc::new(swedish))].into_iter().chain(english).collect()
}

fn query(text: &str) -> Query {
    Query::new(text, Locale::SV)
}

fn index() -> &'static Index {
    static INDEX: std::sync::LazyLock<Index> =
        std::sync::LazyLock::new(|| search::build(&written()));
    &INDEX
}

fn find(text: &str) -> Results {
    index().search(&query(text))
}

fn first(text: &str) -> String {
    find(text).hits.first().map_or("nothing".to_owned(), |hit| hit.id.clone())
}

fn code(text: &str) -> Option<MunicipalityCode> {
    MunicipalityCode::parse(text)
}

#[test]
fn a_question_finds_what_it_is_about() {
    assert_eq!(first("hur ansöker jag om bygglov"), "bygglov");
    assert_eq!(first("Behöver jag bygglov för altan?"), "bygglov");
}

#[test]
fn inflections_and_missing_diacritics_find_the_word() {
    assert_eq!(first("byggloven dröjer"), "bygglov");
    assert_eq!(first("forskola"), "forskoleplats");
    assert_eq!(first("VÄRMEPUMPENS"), "varmepump");
    assert_eq!(first("va\u{308}rmepump"), "varmepump", "decomposed letters are composed");
}

#[test]
fn compounds_are_found_by_their_parts_and_parts_by_their_compounds() {
    assert_eq!(first("bygglovsansökan"), "bygglov");
    assert_eq!(first("alkoholtillstånd"), "serveringstillstand");
    assert_eq!(first("servering i Ånge"), "serveringstillstand");
    assert_eq!(first("serverings tillstånd"), "serveringstillstand");
}

#[test]
fn a_misspelt_word_is_corrected_and_the_correction_told() {
    let results = find("serveringstilstånd");
    assert_eq!(results.hits[0].id, "serveringstillstand");
    assert_eq!(results.corrected.as_deref(), Some("serveringstillstånd"));
    let question = find("hur söker jag bygglof i Ånge?");
    assert_eq!(question.corrected.as_deref(), Some("hur söker jag bygglov i Ånge"));
    assert_eq!(find("bygglov").corrected, None);
}

#[test]
fn a_municipality_in_the_words_is_understood_and_not_required() {
    for words in ["bygglov i Ånge", "bygglov ange", "Ånges kommun bygglov", "bygglov ånges"] {
        let results = find(words);
        assert_eq!(results.understood, code("2260"), "{words}");
        assert_eq!(results.hits[0].id, "bygglov", "{words}");
    }
    let chosen = index().search(&Query { municipality: code("2480"), ..query("bygglov i Ånge") });
    assert_eq!(chosen.understood, None, "the visitor's choice stands");
    assert_eq!(chosen.hits[0].id, "bygglov");
}

#[test]
fn a_municipality_alone_is_found_as_itself() {
    for (words, slug) in
        [("Berg", "berg"), ("berg", "berg"), ("Åre kommun", "are"), ("umea", "umea")]
    {
        let hit = &find(words).hits[0];
        assert_eq!((hit.kind, hit.id.as_str()), (HitKind::Municipality, slug), "{words}");
    }
}

#[test]
fn a_name_is_never_understood_inside_another_word_or_another_meaning() {
    assert_eq!(find("bergvärme").understood, None);
    assert_eq!(first("bergvärme"), "varmepump");
    assert_eq!(find("måla").understood, None);
    assert_eq!(first("måla"), "forskoleplats", "Malå is not meant");
    assert_eq!(find("are dogs allowed").understood, None);
    assert_eq!(find("bygglov are").understood, code("2321"));
    let drilling = find("borra i berg");
    assert_eq!(drilling.hits[0].id, "varmepump");
}

#[test]
fn words_of_another_language_find_and_are_shown_in_the_language_of_the_page() {
    let hit = &find("building permit").hits[0];
    assert_eq!((hit.id.as_str(), hit.title.as_str()), ("bygglov", "Bygglov"));
    let english = index().search(&Query { locale: Locale::EN, ..query("bygglov") });
    assert_eq!(english.hits[0].title, "Building permit");
    let untranslated = index().search(&Query { locale: Locale::EN, ..query("bergvärme") });
    assert_eq!(untranslated.hits[0].title, "Värmepump");
}

#[test]
fn filters_narrow_and_facets_count_every_hit() {
    let all = find("bygga");
    assert_eq!(all.total, 2);
    assert_eq!(all.facets.kinds, [(HitKind::Service, 1), (HitKind::Guide, 1)]);
    assert_eq!(all.facets.topics, [("build".to_owned(), 2)]);
    let guides = index().search(&Query { kind: Some(HitKind::Guide), ..query("bygga") });
    assert_eq!(guides.total, 1);
    let none = index().search(&Query { topic: TopicId::parse("school"), ..query("bygga") });
    assert_eq!(none.total, 0);
    let page = index().search(&Query { limit: 1, offset: 1, ..query("bygga") });
    assert_eq!((page.total, page.hits.len()), (2, 1));
    assert_eq!(page.hits[0].id, all.hits[1].id);
    let business = Query { audience: Some(Audience::Business), ..query("bygga") };
    assert_eq!(index().search(&business).total, 0);
}

#[test]
fn a_service_known_in_the_municipality_stands_before_an_equal_one() {
    let mut catalog = Catalog::default();
    catalog.portal.locales = vec![Locale::SV];
    for id in ["a", "b"] {
        let texts = texts_of(text("Vigsel", &[], "Gifta sig.", ""), None);
        let service = service(id, "citizen", texts);
        catalog.services.insert(service.id.clone(), service);
    }
    let code = code("2260").expect("the tests write valid ids");
    let provision = Provision {
        service: ServiceId::parse("b").expect("the tests write valid ids"),
        municipality: code,
        path: String::new(),
        state: ProvisionState::Provided,
        channels: Vec::new(),
        time: None,
        cost: None,
        requires: Vec::new(),
        confirmed: DAY,
        source: String::new(),
        validity: Validity::default(),
        area: None,
        texts: Localized::default(),
    };
    let of_service = catalog.provisions.entry(provision.service.clone()).or_default();
    of_service.insert(code, provision.into());
    let index = search::build(&catalog);
    assert_eq!(index.search(&query("vigsel")).hits[0].id, "a");
    let there = Query { municipality: Some(code), ..query("vigsel") };
    assert_eq!(index.search(&there).hits[0].id, "b");
}

#[test]
fn a_snippet_marks_what_was_found_and_escapes_everything() {
    let hit = &find("altaner plank").hits[0];
    assert_eq!(hit.id, "bygglov");
    assert!(
        hit.snippet.contains("<mark>Altaner</mark> &amp; &lt;<mark>plank</mark>&gt;"),
        "{}",
        hit.snippet
    );
    let hostile = texts_of(text("<b>x", &[], "\"quoted\" <script>alert(1)</script>", ""), None);
    let mut catalog = Catalog::default();
    catalog.portal.locales = vec![Locale::SV];
    let service = service("x", "build", hostile);
    catalog.services.insert(service.id.clone(), service);
    let hits = search::build(&catalog).search(&query("quoted")).hits;
    assert_eq!(
        hits[0].snippet,
        "&quot;<mark>quoted</mark>&quot; &lt;script&gt;alert(1)&lt;/script&gt;"
    );
}

#[test]
fn suggestions_complete_titles_keywords_and_municipalities() {
    let texts = |typed: &str| -> Vec<String> {
        index().suggest(typed, Locale::SV, 10).into_iter().map(|found| found.text).collect()
    };
    assert_eq!(texts("b"), Vec::<String>::new());
    assert_eq!(texts("byggl"), ["Bygglov"]);
    assert_eq!(texts("forsk"), ["Plats i förskola"]);
    assert_eq!(texts("ANG"), ["Ånge"]);
    assert_eq!(texts("bygga h"), ["bygga hus"]);
    let things: Vec<String> =
        index().suggest("by", Locale::SV, 10).into_iter().map(|found| found.id).collect();
    assert_eq!(things, ["bygglov", "bygga-altan"], "one per thing, services first");
    assert_eq!(index().suggest("by", Locale::SV, 1).len(), 1);
    assert_eq!(index().suggest("bu", Locale::EN, 10)[0].text, "Building permit");
}

#[test]
fn hostile_queries_get_ordinary_answers() {
    let words = "ord ".repeat(300);
    let long = "a".repeat(10_000);
    let quoted = "\"".repeat(199);
    let queries = [
        "",
        " ",
        "\t\n",
        "*",
        "**",
        "?",
        "(",
        "\"(:*~^-",
        "title:( \"",
        "AND OR NOT",
        "+-&&||!(){}[]",
        "a^9999999",
        "bygglov~99",
        "[* TO *]",
        "'; DROP TABLE services; --",
        "<script>alert(1)</script>",
        "😀😀😀",
        "👩‍👩‍👧‍👦 bygglov",
        "\u{0}\u{1}\u{7f}",
        "\u{202e}volggyb\u{202c}",
        "\u{200b}\u{feff}",
        "../../etc/passwd",
        "%00%0a",
        "ﷺ",
        "e\u{301}\u{301}\u{301}\u{301}",
        "ß",
        "ŉ",
        "İ",
        "ﬁ",
        "\u{1F1F8}\u{1F1EA}",
        "i",
        "och",
        "hur var när",
        "بلدية",
        "区役所",
        &words,
        &long,
        &quoted,
    ];
    for text in queries {
        for locale in
            [Locale::SV, Locale::EN, Locale::parse("se").expect("the tests write valid ids")]
        {
            let results = index().search(&Query { locale, ..query(text) });
            assert!(results.hits.len() <= 10, "{text:?}");
            let _ = index().suggest(text, locale, usize::MAX);
        }
    }
    let marked = find("\u{202e}bygg\u{200b}lov\u{202c}");
    assert_eq!(marked.hits[0].id, "bygglov", "direction and zero-width characters are not seen");
    let far = Query { limit: usize::MAX, offset: usize::MAX, ..query("bygga") };
    assert_eq!(index().search(&far).hits.len(), 0);
}

#[test]
fn an_empty_catalogue_answers_nothing() {
    let index = search::build(&Catalog::default());
    assert_eq!(index.search(&query("bygglov")).total, 0);
    assert_eq!(index.suggest("bygg", Locale::SV, 10).len(), 0);
}

/// A file of `tests/cases/search`.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    cases: Vec<Case>,
}

/// What must be among the first three hits of a query.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    query: String,
    top3: Vec<String>,
    locale: Option<String>,
    municipality: Option<String>,
}

#[test]
fn the_shipped_portal_finds_what_people_write() {
    let index = &site::shipped().snapshot.index;
    let mut failures = Vec::new();
    for entry in std::fs::read_dir(site::root().join("tests/cases/search")).expect("cases exist") {
        let path = entry.expect("the folder can be read").path();
        if path.extension().is_none_or(|extension| extension != "toml") {
            continue;
        }
        let file = std::fs::read_to_string(&path).expect("the cases can be read");
        let cases: Cases = toml::from_str(&file).expect("the cases are well-formed");
        for case in cases.cases {
            let locale = case.locale.as_deref().map_or(Some(Locale::SV), Locale::parse);
            let locale = locale.expect("a case names a language");
            let results = index.search(&Query { locale, limit: 3, ..query(&case.query) });
            let found: Vec<&String> = results.hits.iter().map(|hit| &hit.id).collect();
            let expected = case.municipality.as_deref().and_then(code);
            if !case.top3.iter().all(|id| found.contains(&id))
                || (expected.is_some() && results.understood != expected)
            {
                let understood = results.understood;
                failures
                    .push(format!("{:?}: found {found:?}, understood {understood:?}", case.query));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn judged_queries_are_read_and_measured() {
    let file = "id\tquery\texpected_keys\texpected_municipality\tcategory\r\n\
        1\tbygglov i Ånge\tbygglov\t2260\tplace\n\
        2\tzzzzzz\tbygglov;varmepump\t\tnothing\n\
        3\t\tbygglov\t\tbad\n\
        4\tbygglov\tbygglov\tÅnge\tbad\n";
    let (report, problems) = search::eval(index(), "q.tsv", file, Locale::SV);
    assert_eq!(problems.iter().map(|problem| problem.line).collect::<Vec<_>>(), [4, 5]);
    assert_eq!(report.all.queries, 2);
    assert!((report.all.success_at_3() - 0.5).abs() < 1e-9);
    assert!((report.categories["place"].ndcg_at_10() - 1.0).abs() < 1e-9);
    assert_eq!(report.all.municipality_understood, 1);
    assert_eq!(report.failures.len(), 1);
    assert!(report.to_string().contains("zzzzzz"));
    let (_, problems) = search::eval(index(), "q.tsv", "no header", Locale::SV);
    assert_eq!(problems.len(), 1);
}

#[test]
fn collected_hostile_queries_get_ordinary_answers() {
    let Some(path) = site::shared("badinput/http/search_queries.jsonl") else { return };
    let file = std::fs::read_to_string(path).expect("the queries can be read");
    let index = &site::shipped().snapshot.index;
    for line in file.lines() {
        let line: serde_json::Value = serde_json::from_str(line).expect("a line is JSON");
        let text = line["q"].as_str().unwrap_or_default();
        for hit in index.search(&query(text)).hits {
            let bare = hit.snippet.replace("<mark>", "").replace("</mark>", "");
            assert!(!bare.contains(['<', '>', '"', '\'']), "{text:?}: {}", hit.snippet);
        }
    }
}

#[test]
fn whoever_is_about_to_do_something_is_offered_a_plan_first() {
    let index = &site::shipped().snapshot.index;
    let cases = [
        ("öppna restaurang", Some("oppna-restaurang")),
        ("starta café", Some("oppna-restaurang")),
        ("öppna pizzeria", Some("oppna-restaurang")),
        ("opna resturang", Some("oppna-restaurang")),
        ("hur startar jag restaurang i Umeå", Some("oppna-restaurang")),
        ("food truck", Some("oppna-restaurang")),
        ("bygga altan", Some("bygga-hemma")),
        ("ordna konsert", Some("ordna-evenemang")),
        ("starta frisörsalong", Some("oppna-butik-eller-salong")),
        // Who names a service wants that service, and a preschool is no restaurant.
        ("bygglov", None),
        ("bygglov i Ånge", None),
        ("öppna förskola", None),
        ("tillstånd", None),
        ("barnomsorg", None),
    ];
    for (words, expected) in cases {
        let planned = index.search(&query(words)).planned;
        assert_eq!(planned.as_ref().map(|hit| hit.id.as_str()), expected, "{words}");
    }
    let english = index.search(&Query::new("open a restaurant", Locale::EN)).planned;
    assert_eq!(english.map(|hit| hit.title), Some("Opening a restaurant".to_owned()));
    let services = Query { kind: Some(HitKind::Service), ..query("öppna restaurang") };
    assert!(index.search(&services).planned.is_none(), "a filter asks for something else");
}
