//! What search knows of Finnish.

use super::{Language, Stemming};

pub(super) const FINNISH: Language = Language {
    locale: "fi",
    stemming: Some(Stemming::Finnish),
    stop: &["ja", "on", "se", "etta"],
    function: &[
        "miten", "mita", "missa", "mista", "mihin", "milloin", "kuka", "mika", "miksi", "voinko",
        "voi", "mina", "olen", "saanko", "kuinka", "tai", "onko",
    ],
    weak: &["hakea", "haen", "hakemus", "ilmoitus", "maksu", "hinta", "lomake", "apua", "kunta"],
    municipality: &["kunta", "kunnan", "kunnassa"],
    at: &[],
    determiners: &[],
    endings: &[],
    irregular: &[],
    compounds: None,
};
