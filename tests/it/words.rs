//! The interface words: what is kept in pieces says the same as the library.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
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
named = { $name } { $month ->
    [1] i { $place ->
        [1] första
       *[2] annat
     } hand
    [2] i februari
   *[3] senare
 }, { $where }
exact = { $month ->
    [2.0] februari
   *[3] senare
 }
early = { $month ->
   *[1] default
    [2] två
 }
mixed = { $month ->
    [0] ingen
    [one] en
   *[other] flera
 }
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

/// Every word of a source with these arguments, by the library and by the words.
fn assert_same((locale, source): (Locale, &str), given: &[(&str, Argument)]) {
    let library = library(locale.as_str(), source);
    let words = Words::new(&BTreeMap::from([(locale, Arc::from(source))]));
    let value = |argument: &Argument| match argument {
        Argument::Text(text) => FluentValue::from(text.clone()),
        Argument::Number(number) => FluentValue::from(*number),
    };
    let arguments: FluentArgs<'_> = given.iter().map(|(name, it)| (*name, value(it))).collect();
    for key in keys(source) {
        let pattern = library.get_message(key).unwrap().value().unwrap();
        let mut mistakes = Vec::new();
        let expected = library.format_pattern(pattern, Some(&arguments), &mut mistakes);
        assert_eq!(words.get(locale, key, given), expected, "{locale}: {key} with {given:?}");
    }
}

#[test]
fn every_word_says_what_the_library_says() {
    for (locale, source) in [(Locale::SV, SV), (Locale::EN, EN), (Locale::SV, OWN)] {
        let texts = texts(source);
        assert!(texts.len() > 1, "the words of {locale} take arguments");
        let given = |number: Option<f64>| -> Vec<(&str, Argument)> {
            let one = |(name, text): (&&'static str, &String)| {
                let number = number.filter(|_| source.contains(&format!("${name} ->")));
                (*name, number.map_or_else(|| Argument::from(text.as_str()), Argument::Number))
            };
            texts.iter().map(one).collect()
        };
        assert_same((locale, source), &given(None));
        for number in 0..=13 {
            assert_same((locale, source), &given(Some(f64::from(number))));
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
