//! Words of Finnish and Northern Sámi: the one is stemmed, the other is not, and both keep their letters.

use samvis::model::{Catalog, Locale, Localized, Text};
use samvis::search::{self, Index, Query};

use super::{service, text};

/// A portal in three languages, with two services in each and two that only Sámi has.
fn index() -> Index {
    let [sv, fi, se] = ["sv", "fi", "se"].map(|locale| Locale::parse(locale).expect("a language"));
    let mut catalog = Catalog::default();
    catalog.portal.locales = vec![sv, fi, se];
    let written: [(&str, &[(Locale, Text)]); 4] = [
        (
            "bygglov",
            &[
                (sv, text("Bygglov", &[], "Lov att bygga.", "")),
                (fi, text("Rakennuslupa", &["terassi"], "Lupa rakentaa talo.", "")),
                (se, text("Huksenlohpi", &[], "Lohpi hukset viesu.", "")),
            ],
        ),
        (
            "forskola",
            &[
                (sv, text("Plats i förskola", &[], "Omsorg om barn.", "")),
                (fi, text("Paikka päiväkodissa", &["päiväkoti"], "Lasten hoito.", "")),
                (se, text("Sadji mánáidgárddis", &["mánáidgárdi"], "Mánáid fuolaheapmi.", "")),
            ],
        ),
        ("plain", &[(se, text("Manaid", &[], "Eará ášši.", ""))]),
        ("marked", &[(se, text("Mánáid", &[], "Nubbi ášši.", ""))]),
    ];
    for (id, texts) in written {
        let texts: Localized<_> =
            texts.iter().map(|(locale, text)| (*locale, text.clone().into())).collect();
        let service = service(id, "build", texts);
        catalog.services.insert(service.id.clone(), service);
    }
    search::build(&catalog)
}

fn first(index: &Index, locale: &str, words: &str) -> Option<String> {
    let locale = Locale::parse(locale).expect("a language");
    let hits = index.search(&Query::new(words, locale)).hits;
    hits.first().map(|hit| hit.id.clone())
}

#[test]
fn finnish_words_are_found_in_their_other_forms() {
    let index = index();
    for words in
        ["rakennuslupa", "rakennuslupaa", "Rakennuslupia", "terassia", "terassin rakentaminen"]
    {
        assert_eq!(first(&index, "fi", words).as_deref(), Some("bygglov"), "{words}");
    }
    for words in ["päiväkoti", "päiväkotia", "paivakoti"] {
        assert_eq!(first(&index, "fi", words).as_deref(), Some("forskola"), "{words}");
    }
}

#[test]
fn northern_sami_words_keep_their_letters_and_are_found_without_them() {
    let index = index();
    for words in ["mánáidgárdi", "manaidgardi", "MÁNÁIDGÁRDI", "mánáidgárddis"] {
        assert_eq!(first(&index, "se", words).as_deref(), Some("forskola"), "{words}");
    }
    assert_eq!(first(&index, "se", "huksenlohpi").as_deref(), Some("bygglov"));
    assert_eq!(first(&index, "se", "eará ášši").as_deref(), Some("plain"), "š is a letter");
    // What is written exactly so stands before what is the same without its marks.
    assert_eq!(first(&index, "se", "manaid").as_deref(), Some("plain"));
    assert_eq!(first(&index, "se", "mánáid").as_deref(), Some("marked"));
}

#[test]
fn a_word_of_one_language_finds_the_service_on_a_page_in_another() {
    let index = index();
    assert_eq!(first(&index, "sv", "mánáidgárdi").as_deref(), Some("forskola"));
    assert_eq!(first(&index, "se", "rakennuslupa").as_deref(), Some("bygglov"));
}
