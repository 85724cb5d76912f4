//! Tests of how compounds are taken apart.

use samvis::model::Locale;

use super::site;

#[test]
fn compounds_come_apart_where_they_were_joined() {
    let index = &site::shipped().snapshot.index;
    let parts = |word: &str| index.parts(word, Locale::SV);
    let cases = [
        ("avloppsanläggning", "avlopp anläggning"),
        ("avloppsanläggningarna", "avlopp anläggning"),
        ("bygglovsansökan", "bygglov ansökan"),
        ("hundskatt", "hund skatt"),
        ("skolskjuts", "skola skjuts"),
        ("barnvagn", "barn vagn"),
        ("förskoleplats", "förskola plats"),
        ("rivningslov", "rivning lov"),
        ("sophämtning", "sop hämtning"),
        ("matavfall", "mat avfall"),
        ("parkeringstillstånd", "parkering tillstånd"),
        ("tillbyggnadslov", "tillbyggnad lov"),
        ("detaljplaneändring", "detaljplan ändring"),
        ("barnavård", "barn vård"),
        // What only looks like parts stays whole.
        ("kultur", ""),
        ("parkering", ""),
        ("fiskal", ""),
        ("solarium", ""),
        ("avgift", ""),
        ("uppgift", ""),
        ("tillbyggnad", ""),
        ("förslag", ""),
        ("material", ""),
        ("personal", ""),
        ("bygglov", "bygg lov"),
        ("kommunal", ""),
        ("planetarium", ""),
        ("husera", ""),
        ("vägar", ""),
        ("xyzzyplugh", ""),
    ];
    let apart = |word: &str| parts(word).join(" ");
    let wrong: Vec<_> = cases
        .iter()
        .filter(|(word, expected)| apart(word) != *expected)
        .map(|(word, expected)| format!("{word}: {} instead of {expected}", apart(word)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
