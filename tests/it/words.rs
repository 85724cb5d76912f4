//! The interface words: what is kept in pieces says the same as the library.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource};
use samvis::model::Locale;
use samvis::words::{Argument, Words, keys};

const SV: &str = include_str!("../../content/words/sv.ftl");
const EN: &str = include_str!("../../content/words/en.ftl");

/// Forms, functions, other words, several lines, braces and a name that stands twice.
const OWN: &str = "\
one = { $name } och { $name } i { $place }
many = { $count ->
    [one] En för { $name }
   *[other] { $count } för { $name }
 }
told = { NUMBER($name) } stycken
other = { one } { $name }
long =
    Först { $name },
    sedan { \"{\" }{ $place }
lines =
    Först { $name },
      sedan { $place }.
";

/// The library itself, as the words use it.
fn library(locale: &str, source: &str) -> FluentBundle<FluentResource> {
    let mut bundle = FluentBundle::new(vec![locale.parse().unwrap()]);
    bundle.set_use_isolating(false);
    let resource = FluentResource::try_new(source.to_owned()).unwrap();
    bundle.add_resource(resource).unwrap();
    bundle
}

/// Every name that a source asks for, each with a text that stands for nothing in Fluent.
fn texts(source: &str) -> BTreeMap<&str, String> {
    let begins = source.split('$').skip(1);
    let names =
        begins.filter_map(|rest| rest.split(|c: char| !c.is_alphanumeric() && c != '-').next());
    let names: BTreeSet<&str> = names.collect();
    names.into_iter().map(|name| (name, format!("<{name}> {{ $x }} å & ö"))).collect()
}

#[test]
fn every_word_says_what_the_library_says() {
    for (locale, name, source) in
        [(Locale::SV, "sv", SV), (Locale::EN, "en", EN), (Locale::SV, "sv", OWN)]
    {
        let library = library(name, source);
        let words = Words::new(&BTreeMap::from([(locale, Arc::from(source))]));
        let texts = texts(source);
        assert!(texts.len() > 1, "the words of {name} take arguments");
        let given: Vec<(&str, Argument)> =
            texts.iter().map(|(name, text)| (*name, text.as_str().into())).collect();
        let arguments: FluentArgs<'_> =
            texts.iter().map(|(name, text)| (*name, text.as_str())).collect();
        for key in keys(source) {
            let pattern = library.get_message(key).unwrap().value().unwrap();
            let mut mistakes = Vec::new();
            let expected = library.format_pattern(pattern, Some(&arguments), &mut mistakes);
            assert_eq!(words.get(locale, key, &given), expected, "{name}: {key}");
        }
    }
}

#[test]
fn numbers_and_missing_arguments_are_left_to_the_library() {
    let words = Words::new(&BTreeMap::from([(Locale::SV, Arc::from(OWN))]));
    let get = |key: &str, arguments: &[(&str, Argument)]| words.get(Locale::SV, key, arguments);
    let (name, place) = (("name", Argument::from("A")), ("place", Argument::Number(12_345.0)));
    assert_eq!(get("one", &[name.clone(), place]), "A och A i 12\u{a0}345");
    assert_eq!(get("one", std::slice::from_ref(&name)), "A och A i {$place}");
    assert_eq!(get("many", &[name, ("count", 1_usize.into())]), "En för A");
}
