//! The map page: states, what applies at a place, and places that nearly are one.

use super::*;

fn map(pairs: &[(&str, &str)]) -> Html {
    show(site::small(), &Page::Map, pairs)
}

#[test]
fn with_a_service_the_map_and_the_list_show_who_provides_it() {
    let shown = map(&[("service", "bygglov")]);
    assert_eq!(shown.status, 200);
    // What is provided has a colour, every other state a pattern; the list has words for both.
    assert!(shown.text().contains("area--provided"));
    assert!(shown.text().contains("fill=\"url(#map-missing)\""));
    assert!(shown.text().contains("Finns i kommunen"));
    assert!(shown.text().contains("href=\"/sv/tjanster/bygglov/ange\""));
    assert!(shown.text().contains("/api/v1/layers/kommuner.csv?service=bygglov"));
    assert!(shown.text().contains("value=\"bygglov\" selected"));
}

#[test]
fn a_point_is_marked_and_told() {
    let shown = map(&[("lat", "62.45"), ("lon", "17.2"), ("layers", "lan")]);
    assert_eq!(shown.status, 200);
    assert!(shown.text().contains("map__mark"));
    assert!(shown.text().contains("map__overlay"));
    assert!(shown.text().contains("Det är Sundsvall"));
}

#[test]
fn what_is_not_on_the_map_is_told() {
    assert_eq!(map(&[("service", "finns-inte")]).status, 404);
    assert_eq!(map(&[("layers", "lan,finns-inte")]).status, 404);
}

#[test]
fn coordinates_the_wrong_way_round_are_offered_the_right_way() {
    for pairs in [&[("place", "17.2, 62.45")][..], &[("lat", "17.2"), ("lon", "62.45")]] {
        let shown = show(site::small(), &Page::Place, pairs);
        assert_eq!(shown.status, 404);
        assert!(shown.text().contains("?lat=62.45&amp;lon=17.2"), "{pairs:?}");
    }
}

#[test]
fn of_a_street_address_the_places_are_offered() {
    let shown = show(site::small(), &Page::Place, &[("place", "Storgatan 5, Sundsvall")]);
    assert_eq!(shown.status, 404);
    assert!(shown.text().contains("gatuadresser"));
    assert!(shown.text().contains("?place=Sundsvall\""));
}
