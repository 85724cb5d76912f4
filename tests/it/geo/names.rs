//! Names, postcodes and typed coordinates.

use samvis::geo::{Found, Geo, Match, PlaceKind, PlaceQuery, UnknownPlace, build};
use samvis::model::{Gazetteer, Locality, MapNames, Override, Portal, Postcode, PostcodePoint};

use super::{DAY, code, point, shipped, three};
use crate::site;

#[test]
fn points_lead_to_a_municipality_of_the_portal() {
    let (_, geo) = shipped();
    let find = |lat, lon| geo.find(&PlaceQuery::Point(point(lat, lon)), DAY);
    let Found::Municipality { code: sundsvall, matched, distance_m, point: given, .. } =
        find(62.39, 17.31)
    else {
        panic!("62.39, 17.31 lies in Sundsvall");
    };
    assert_eq!((sundsvall, matched, distance_m), (code("2281"), Match::Inside, None));
    assert_eq!(given, Some(point(62.39, 17.31)));
    let stockholm = Found::Unknown(UnknownPlace::OutsidePortal { code: code("0180") });
    assert_eq!(find(59.33, 18.06), stockholm);
    assert_eq!(find(0.0, 0.0), Found::Unknown(UnknownPlace::NowhereNear));
    assert_eq!(find(90.0, 180.0), Found::Unknown(UnknownPlace::NowhereNear));
    assert_eq!(find(-90.0, -180.0), Found::Unknown(UnknownPlace::NowhereNear));
}

#[test]
fn municipalities_are_found_by_what_people_write() {
    let (_, geo) = shipped();
    let cases = [
        ("Sundsvall", "2281"),
        ("sundsvall", "2281"),
        ("  SUNDSVALL  ", "2281"),
        ("Sundsvalls kommun", "2281"),
        ("sundsvall kommun", "2281"),
        ("Umea", "2480"),
        ("UMEÅ KOMMUN", "2480"),
        ("Ubmeje", "2480"),
        ("Giron", "2584"),
        ("Kiiruna", "2584"),
        ("Haaparanta", "2583"),
        ("Are", "2321"),
        ("Åre", "2321"),
        ("A\u{30a}re", "2321"),
        ("Mala", "2418"),
        ("Malå", "2418"),
        ("Kalix kommun", "2514"),
        ("Jåhkåmåhkke", "2510"),
        ("Jahkamahkke", "2510"),
        ("Váhčir", "2523"),
        ("Vahcir", "2523"),
        ("Timrå", "2262"),
        ("Övik", "2284"),
    ];
    for (text, expected) in cases {
        let found = geo.find(&PlaceQuery::Name(text.to_owned()), DAY);
        let Found::Municipality { code: found, .. } = found else { panic!("{text}: {found:?}") };
        assert_eq!(found, code(expected), "{text}");
    }
    for text in ["2281", "sundsvall", " 2281 "] {
        let found = geo.find(&PlaceQuery::Municipality(text.to_owned()), DAY);
        assert!(
            matches!(found, Found::Municipality { code: found, matched: Match::Municipality, .. } if found == code("2281")),
            "{text}"
        );
    }
    let unknown = geo.find(&PlaceQuery::Municipality("atlantis".to_owned()), DAY);
    assert_eq!(unknown, Found::Unknown(UnknownPlace::NoSuchPlace));
    let outside = Found::Unknown(UnknownPlace::OutsidePortal { code: code("0180") });
    assert_eq!(geo.find(&PlaceQuery::Municipality("0180".to_owned()), DAY), outside);
    assert_eq!(geo.find(&PlaceQuery::Name("Stockholms kommun".to_owned()), DAY), outside);
}

#[test]
fn typed_coordinates_are_points() {
    let (_, geo) = shipped();
    let expected = geo.find(&PlaceQuery::Point(point(62.39, 17.31)), DAY);
    let texts = [
        "62.39, 17.31",
        "62.39,17.31",
        "62,39 17,31",
        "62,39, 17,31",
        "62,39,17,31",
        "62.39 17.31",
        "62.39;17.31",
        "62.39° N, 17.31° E",
        " 62.39 , 17.31 ",
        "+62.39, +17.31",
    ];
    for text in texts {
        assert_eq!(geo.find(&PlaceQuery::Name(text.to_owned()), DAY), expected, "{text}");
    }
    let swapped = geo.find(&PlaceQuery::Name("17.31, 62.39".to_owned()), DAY);
    assert_eq!(swapped, Found::Unknown(UnknownPlace::NoSuchPlace));
    for text in [
        "62.39, 1731",
        "1e400, 5",
        "nan, nan",
        "62.39",
        "1,2,3",
        ",",
        "--, ++",
        "999999999999999999999 1",
    ] {
        let found = geo.find(&PlaceQuery::Name(text.to_owned()), DAY);
        assert_eq!(found, Found::Unknown(UnknownPlace::NoSuchPlace), "{text}");
    }
    let nowhere = geo.find(&PlaceQuery::Name("0 0".to_owned()), DAY);
    assert_eq!(nowhere, Found::Unknown(UnknownPlace::NowhereNear));
}

/// A portal with two municipalities side by side and one outside it, and some places.
fn places() -> Geo {
    let text = r#"
== content/municipalities/vasta/municipality.toml
code = "2001"
county = "20"
names = { sv = "Västa", fi = "Länsi" }
aliases = ["Vesta"]
website = "https://vasta.example"
confirmed = 2026-11-23
source = "the test"
[[contacts]]
phone = "010-1"

== content/municipalities/osta/municipality.toml
code = "2002"
county = "20"
names = { sv = "Östa" }
aliases = []
website = "https://osta.example"
confirmed = 2026-11-23
source = "the test"
[[contacts]]
phone = "010-2"
"#;
    let (mut catalog, _) = site::catalog_of(text);
    let layer = three();
    catalog.portal = Portal {
        maps: MapNames { municipalities: Some(layer.id.clone()), ..MapNames::default() },
        ..Portal::default()
    };
    catalog.layers.insert(layer.id.clone(), layer);
    let locality = |name: &str, alias: &str, lat, lon| Locality {
        name: name.to_owned(),
        aliases: vec![alias.to_owned()],
        point: point(lat, lon),
    };
    let postcode = |text: &str, lat, lon| PostcodePoint {
        postcode: Postcode::parse(text).unwrap(),
        locality: String::new(),
        point: point(lat, lon),
    };
    let known = |codes: &[&str]| codes.iter().map(|text| code(text)).collect();
    catalog.gazetteer = Gazetteer {
        source: None,
        localities: vec![
            locality("Mittby", "Čohkka", 60.2, 10.2),
            locality("Gränsby", "", 60.3, 11.01),
            locality("Östa", "", 60.3, 11.01),
            locality("Dubbelby", "", 60.2, 10.2),
            locality("Dubbelby", "", 60.2, 11.5),
            locality("Norra Äng", "", 60.2, 10.2),
            locality("Norra Ang", "", 60.2, 11.5),
            locality("Rättby", "", 60.3, 11.01),
            locality("Utby", "", 60.5, 15.5),
            locality("Sjöby", "", 60.5, 30.0),
            locality("Kustby", "", 60.5, 12.1),
        ],
        postcodes: vec![
            postcode("12345", 60.2, 10.2),
            postcode("12346", 60.3, 11.01),
            postcode("12347", 60.2, 10.2),
            postcode("12348", 60.2, 10.2),
            postcode("12400", 60.5, 30.0),
        ],
        locality_overrides: vec![Override {
            key: "Rättby".to_owned(),
            municipalities: known(&["2002"]),
            reason: String::new(),
        }],
        postcode_overrides: vec![
            Override {
                key: Postcode::parse("12347").unwrap(),
                municipalities: known(&["2002", "2001"]),
                reason: String::new(),
            },
            Override {
                key: Postcode::parse("12349").unwrap(),
                municipalities: known(&["2002"]),
                reason: String::new(),
            },
            Override {
                key: Postcode::parse("12348").unwrap(),
                municipalities: known(&["2003"]),
                reason: String::new(),
            },
        ],
    };
    build(&catalog)
}

fn told(found: &Found) -> String {
    match found {
        Found::Municipality { code, matched, .. } => format!("{code} {matched:?}"),
        Found::Choose { candidates, matched } => {
            let codes: Vec<_> = candidates.iter().map(ToString::to_string).collect();
            format!("choose {} {matched:?}", codes.join(" "))
        }
        Found::Unknown(UnknownPlace::OutsidePortal { code }) => format!("outside {code}"),
        Found::Unknown(unknown) => format!("{unknown:?}"),
    }
}

#[test]
fn names_and_postcodes_lead_to_one_municipality_or_ask() {
    let geo = places();
    let cases = [
        ("Mittby", "2001 Locality"),
        ("mittby", "2001 Locality"),
        ("cohkka", "2001 Locality"),
        ("Länsi", "2001 Municipality"),
        ("Vesta kommun", "2001 Municipality"),
        ("Västas kommun", "2001 Municipality"),
        ("Gränsby", "choose 2002 2001 Locality"),
        ("Östa", "2002 Municipality"),
        ("osta", "2002 Municipality"),
        ("Dubbelby", "choose 2001 2002 Locality"),
        ("Norra Äng", "2001 Locality"),
        ("norra ang", "2002 Locality"),
        ("NORRA  ÁNG", "choose 2001 2002 Locality"),
        ("Rättby", "2002 Locality"),
        ("Utby", "outside 2003"),
        ("Area 2003", "outside 2003"),
        ("Area 2003 kommun", "outside 2003"),
        ("Sjöby", "NowhereNear"),
        ("Kustby", "2002 Locality"),
        ("Atlantis", "NoSuchPlace"),
        ("", "NoSuchPlace"),
        ("123 45", "2001 Postcode"),
        ("SE-123 45", "2001 Postcode"),
        ("12346", "choose 2002 2001 Postcode"),
        ("12347", "choose 2002 2001 Postcode"),
        ("12348", "outside 2003"),
        ("12349", "2002 Postcode"),
        ("12400", "NowhereNear"),
        ("99999", "NoSuchPlace"),
        ("60.2, 10.2", "2001 Inside"),
        ("60.5 12.1", "2002 Nearest"),
    ];
    for (text, expected) in cases {
        assert_eq!(told(&geo.find(&PlaceQuery::Name(text.to_owned()), DAY)), expected, "{text}");
    }
    let long = "å".repeat(10_000);
    assert_eq!(told(&geo.find(&PlaceQuery::Name(long), DAY)), "NoSuchPlace");
}

#[test]
fn suggestions_begin_with_what_was_typed() {
    let geo = places();
    let suggest = |text: &str, limit| -> Vec<String> {
        geo.suggest(text, limit, DAY).into_iter().map(|place| place.name).collect()
    };
    assert_eq!(suggest("ost", 10), ["Östa", "Östa"]);
    assert_eq!(geo.suggest("ost", 10, DAY)[0].kind, PlaceKind::Municipality);
    assert_eq!(suggest("mit", 10), ["Mittby"]);
    assert_eq!(suggest("ang", 10), ["Norra Ang", "Norra Äng"]);
    assert_eq!(suggest("vast", 10), ["Västa"]);
    assert_eq!(suggest("123", 2), ["123 45", "123 46"]);
    assert_eq!(suggest("123 4", 9).len(), 5);
    assert_eq!(suggest("1", 9), [""; 0]);
    assert_eq!(suggest("", 9), [""; 0]);
    assert_eq!(suggest("n", 0), [""; 0]);
    assert_eq!(suggest("gransbyn", 9), [""; 0]);
    let choose = geo.suggest("gra", 1, DAY).remove(0);
    assert_eq!(choose.municipalities, [code("2002"), code("2001")]);
}
