//! Service points: how they are read, where they are shown.

use samvis::model::{Id, Locale, MunicipalityCode, ServicePoint};
use samvis::pages::{Html, Page, Site, Visit};
use samvis::parse;
use samvis::problem::{Code, Problem};
use samvis::search::{HitKind, Query};
use samvis::tree::SourceTree;

use crate::site;

const SUNDSVALL: &str = "content/municipalities/sundsvall/municipality.toml";

fn code(text: &str) -> MunicipalityCode {
    MunicipalityCode::parse(text).expect("it is a code")
}

fn id<K>(text: &str) -> Id<K> {
    Id::parse(text).expect("it is an id")
}

/// The small fixture with lines added to a file.
fn small_with(path: &str, more: &str) -> SourceTree {
    let mut tree = site::tree_at(&site::root().join("tests/sites/small"));
    let before = tree.get(path).expect("the file is there");
    let text = String::from_utf8(before.to_vec()).expect("it is text");
    tree.insert(path, format!("{text}\n{more}").into_bytes());
    tree
}

fn read(more: &str) -> (Vec<ServicePoint>, Vec<Problem>) {
    let (catalog, problems) = parse::catalog(&small_with(SUNDSVALL, more));
    (catalog.service_points, problems)
}

fn one<'s>(service_points: &'s [ServicePoint], id: &str) -> &'s ServicePoint {
    service_points.iter().find(|it| it.id.as_str() == id).expect("it is among them")
}

fn show(page: &Page) -> Html {
    site::small().render(Locale::SV, page, &Visit::default(), site::now())
}

/// The map page with an address of its own.
fn map(site: &Site, query: &[(&str, &str)]) -> Html {
    let owned = |(key, value): &(&str, &str)| ((*key).to_owned(), (*value).to_owned());
    let visit = Visit { query: query.iter().map(owned).collect(), ..Visit::default() };
    site.render(Locale::SV, &Page::Map, &visit, site::now())
}

/// The ids of the service points that a page lists, in its order.
fn listed(body: &str) -> Vec<&str> {
    let entries = body.split("class=\"service-point\" id=\"service-point-").skip(1);
    entries.filter_map(|entry| entry.split('"').next()).collect()
}

/// The entry of a service point on a page.
fn entry<'h>(body: &'h str, id: &str) -> &'h str {
    let mark = format!("id=\"service-point-{id}\"");
    let (_, rest) = body.split_once(&mark).expect("the service point is listed");
    rest.split("<li class=\"service-point\"").next().unwrap_or(rest)
}

#[test]
fn a_service_point_is_read_with_what_its_file_says_of_all() {
    let (service_points, problems) = read("");
    assert_eq!(problems, []);
    let ids: Vec<&str> = service_points.iter().map(|it| it.id.as_str()).collect();
    let expected = ["exempeldisken", "exempelkontoret", "exempelbiblioteket", "exempelnamnden"];
    assert_eq!(ids, expected);
    let office = one(&service_points, "exempelkontoret");
    assert_eq!(office.whole_address(), "Exempelgatan 1, 852 31 Sundsvall");
    assert_eq!(office.position.map(|it| (it.lat(), it.lon())), Some((62.3901, 17.3063)));
    assert_eq!(
        (office.confirmed.to_string().as_str(), office.source.as_str()),
        ("2026-11-20", "Påhittat för prov")
    );
    let desk = one(&service_points, "exempeldisken");
    assert_eq!((desk.position, desk.municipality), (None, code("2260")));
    // Day and source of the whole file hold where there are none of its own.
    assert_eq!(
        (desk.confirmed.to_string().as_str(), desk.source.as_str()),
        ("2026-11-23", "Kommunens webbplats")
    );
    let board = one(&service_points, "exempelnamnden");
    assert!(board.is_of_organisation(&id("ofn-mitt")));
    assert_eq!(board.municipality, code("2281"));
}

#[test]
fn an_id_is_taken_once_in_the_whole_portal() {
    let again = "[[service_points]]\nid = \"exempelnamnden\"\nnames = { sv = \"En till\" }\n\
                 address = \"Provgatan 9\"\n";
    let (service_points, problems) = read(again);
    assert_eq!(service_points.len(), 4);
    // Those of municipalities come first, so that of the organisation is the second one.
    let told: Vec<(Code, &str, u32)> =
        problems.iter().map(|it| (it.code, it.path.as_str(), it.line)).collect();
    assert_eq!(told, [(Code::Duplicate, "content/organisations/ofn-mitt.toml", 14)]);
    assert_eq!(one(&service_points, "exempelnamnden").address, "Provgatan 9");
}

#[test]
fn services_that_cannot_be_read_do_not_become_any_service() {
    let more = "[[service_points]]\nid = \"en-till\"\nnames = { sv = \"En till\" }\n\
                address = \"Provgatan 9\"\nservices = [\"Inte ett id\"]\n";
    let (service_points, problems) = read(more);
    assert_eq!(service_points.len(), 4);
    assert_eq!(problems.len(), 1);
}

#[test]
fn an_organisation_says_which_municipality_its_service_points_lie_in() {
    let path = "content/organisations/ofn-mitt.toml";
    let more = "[[service_points]]\nid = \"en-till\"\nnames = { sv = \"En till\" }\n\
                address = \"Provgatan 9\"\n";
    let (catalog, problems) = parse::catalog(&small_with(path, more));
    assert_eq!(catalog.service_points.len(), 4);
    assert_eq!(problems.iter().map(|it| it.code).collect::<Vec<_>>(), [Code::MissingKey]);
}

#[test]
fn the_page_of_a_municipality_lists_whoever_receives_visitors_there() {
    let shown = show(&Page::Municipality(code("2281")));
    assert!(shown.text().contains("Kontor och servicepunkter i Sundsvall"));
    let office = entry(shown.text(), "exempelkontoret");
    for said in [
        "Exempelgatan 1, 852 31 Sundsvall",
        "Måndag till fredag 8–16",
        "href=\"tel:+4660000000\"",
        "sundsvall.example",
        "Källa: Påhittat för prov. Bekräftad 20 november 2026.",
    ] {
        assert!(office.contains(said), "{said}: {office}");
    }
    let library = entry(shown.text(), "exempelbiblioteket");
    assert!(library.contains("/sv/tjanster/forskoleplats/sundsvall"));
    assert!(library.contains("De är inte kända här"), "nothing is said to be open or closed");
    assert!(entry(shown.text(), "exempelnamnden").contains("Överförmyndarnämnden Mitt"));
    assert!(!shown.text().contains("service-point-exempeldisken"), "it lies in Ånge");
}

#[test]
fn a_municipality_without_known_service_points_says_so() {
    let unknown = "Vi vet inte var kommunen tar emot besök";
    let shown = show(&Page::Municipality(code("2283")));
    assert!(shown.text().contains(unknown));
    assert!(!shown.text().contains("Kontor och servicepunkter"));
    assert!(!show(&Page::Municipality(code("2281"))).text().contains(unknown));
}

#[test]
fn an_answer_lists_where_to_go_with_this_service() {
    let answer = |service: &str, place: &str| {
        show(&Page::Answer(id(service), code(place))).text().to_owned()
    };
    // The municipality itself provides it: its own, but not those for other services.
    let building = answer("bygglov", "2281");
    assert!(building.contains("service-point-exempelkontoret"));
    assert!(!building.contains("service-point-exempelbiblioteket"));
    assert!(!building.contains("service-point-exempelnamnden"));
    assert!(answer("forskoleplats", "2281").contains("service-point-exempelbiblioteket"));
    // A board decides: one goes to the board, even from the other municipality.
    for place in ["2281", "2260"] {
        let guardian = answer("god-man", place);
        assert!(guardian.contains("service-point-exempelnamnden"), "{place}");
        assert!(!guardian.contains("service-point-exempelkontoret"), "{place}");
    }
    // Nobody is sent to an office of those who do not have it.
    assert!(!answer("offentlig-tillstallning", "2281").contains("class=\"service-point\""));
}

#[test]
fn the_map_shows_them_as_pins_and_as_a_list_when_asked() {
    let plain = map(site::small(), &[]);
    assert!(plain.text().contains("id=\"layer-service-points\""), "they can be chosen");
    assert!(!plain.text().contains("class=\"pin\"") && listed(plain.text()).is_empty());
    let shown = map(site::small(), &[("layers", "service-points")]);
    assert_eq!(shown.status, 200);
    assert_eq!(shown.text().matches("class=\"pin\"").count(), 3);
    // A pin is a link with a name; it leads to the entry on the page of the municipality.
    assert!(shown.text().contains(
        "<a href=\"/sv/kommuner/sundsvall#service-point-exempelkontoret\" \
         aria-label=\"Exempelkontoret, Exempelgatan 1, 852 31 Sundsvall\">"
    ));
    let by_name = ["exempelbiblioteket", "exempeldisken", "exempelkontoret", "exempelnamnden"];
    assert_eq!(listed(shown.text()), by_name, "in the order of their names");
    assert!(entry(shown.text(), "exempeldisken").contains("Vi vet inte var på kartan"));
    assert!(shown.text().contains("/api/v1/service-points.geojson"));
    let with_layer = map(site::small(), &[("layers", "lan,service-points")]);
    assert!(
        with_layer.text().contains("map__overlay") && with_layer.text().contains("class=\"pin\"")
    );
}

#[test]
fn where_a_place_is_known_the_nearest_come_first() {
    let layer = ("layers", "service-points");
    let shown = map(site::small(), &[layer, ("lat", "62.39"), ("lon", "17.31")]);
    let nearest = ["exempelkontoret", "exempelnamnden", "exempelbiblioteket", "exempeldisken"];
    assert_eq!(listed(shown.text()), nearest);
    assert!(entry(shown.text(), "exempelbiblioteket").contains("15,4 km härifrån"));
    assert!(!entry(shown.text(), "exempeldisken").contains("härifrån"), "nobody knows how far");
    // Of a municipality no point is known, but who lies in it.
    let shown = map(site::small(), &[layer, ("place", "Ånge")]);
    assert_eq!(listed(shown.text())[0], "exempeldisken");
    assert!(!shown.text().contains("härifrån"));
}

#[test]
fn an_answer_for_a_point_says_how_far_it_is() {
    let point = [("lat", "62.39"), ("lon", "17.31")];
    let query = point.map(|(key, value)| (key.to_owned(), value.to_owned())).to_vec();
    let visit = Visit { query, ..Visit::default() };
    let page = Page::Answer(id("forskoleplats"), code("2281"));
    let shown = site::small().render(Locale::SV, &page, &visit, site::now());
    assert_eq!(listed(shown.text()), ["exempelkontoret", "exempelbiblioteket"]);
    assert!(entry(shown.text(), "exempelbiblioteket").contains("15,4 km härifrån"));
    assert_eq!(listed(show(&page).text()), ["exempelbiblioteket", "exempelkontoret"], "by name");
}

#[test]
fn without_any_position_the_choice_is_not_offered_and_the_map_says_why() {
    let why = "Kontor och servicepunkter finns inte på kartan än";
    let shown = map(site::shipped(), &[]);
    assert!(!shown.text().contains("layer-service-points"));
    assert!(!shown.text().contains("data-points"));
    assert!(!shown.text().contains("service-points.geojson"));
    assert!(shown.text().contains(why));
    assert_eq!(map(site::shipped(), &[("layers", "service-points")]).status, 404);
    assert!(!map(site::small(), &[]).text().contains(why));
}

#[test]
fn the_map_on_other_sites_and_the_exported_one_show_the_same() {
    let layer = ("layers".to_owned(), "service-points".to_owned());
    let embedded = Visit { query: vec![layer], is_embedded: true, ..Visit::default() };
    let exported = Visit { is_static: true, ..Visit::default() };
    for visit in [embedded, exported] {
        let shown = site::small().render(Locale::SV, &Page::Map, &visit, site::now());
        assert_eq!(shown.text().matches("class=\"pin\"").count(), 3);
        assert_eq!(listed(shown.text()).len(), 4);
    }
}

#[test]
fn no_layer_can_take_their_name() {
    let mut tree = site::tree_at(&site::root().join("tests/sites/small"));
    for extension in ["toml", "geojson"] {
        let bytes = tree.get(&format!("maps/lan.{extension}")).expect("it is there").to_vec();
        tree.insert(&format!("maps/service-points.{extension}"), bytes);
    }
    let (catalog, problems) = parse::catalog(&tree);
    assert_eq!(problems.iter().map(|it| it.code).collect::<Vec<_>>(), [Code::BadName]);
    assert_eq!(catalog.layers.len(), 3);
}

#[test]
fn who_searches_for_one_finds_the_page_that_tells_where_it_is() {
    let found = |words: &str| {
        let results = site::small().snapshot.index.search(&Query::new(words, Locale::SV));
        results.hits.first().map(|hit| (hit.kind, hit.id.clone()))
    };
    let sundsvall = Some((HitKind::Municipality, "sundsvall".to_owned()));
    assert_eq!(found("exempelkontoret"), sundsvall);
    assert_eq!(found("exempelbibliotek i Matfors"), sundsvall);
    assert_eq!(found("öppettider exempelnämndens kontor Sundsvall"), sundsvall);
    assert_eq!(found("example office"), sundsvall, "in another language of its name");
}
