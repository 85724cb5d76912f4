//! The interface words: every language has every word, with the same arguments.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::ast::{
    CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement, Resource,
};
use fluent_syntax::parser;

use crate::model::{Catalog, Locale};
use crate::parse::Lines;
use crate::problem::{Code, Problem, did_you_mean};

/// The deepest placeable in a placeable that is looked into.
const DEPTH_MAX: usize = 16;

/// The words of one language: each key with the arguments it uses.
type Words<'c> = BTreeMap<&'c str, BTreeSet<&'c str>>;

/// Tells of Fluent that cannot be read, of keys that stand twice, and of keys a language lacks.
pub(super) fn languages(catalog: &Catalog, problems: &mut Vec<Problem>) {
    for locale in &catalog.portal.locales {
        match catalog.words.get(locale) {
            Some(source) => syntax(*locale, source, problems),
            None => {
                let message = format!("there are no interface words in `{locale}`");
                problems.push(Problem::new(Code::WordsMissing, &path(*locale), message));
            }
        }
    }
    let words = all(catalog);
    for (locale, own) in &words {
        for (other, others) in &words {
            for key in others.keys().filter(|key| !own.contains_key(*key)) {
                let message = format!("`{key}` is missing; `{other}` has it");
                let mut problem = Problem::new(Code::WordsMissing, &path(*locale), message);
                let only_here = own.keys().copied().filter(|own| !others.contains_key(own));
                problem.hint =
                    did_you_mean(key, only_here).map(|meant| format!("is it `{meant}` here?"));
                problems.push(problem);
            }
        }
    }
}

/// Tells of words that use other arguments than in the default language.
pub(super) fn arguments(catalog: &Catalog, problems: &mut Vec<Problem>) {
    let words = all(catalog);
    let default = catalog.portal.default_locale();
    let Some(expected) = words.get(&default) else { return };
    for (locale, own) in words.iter().filter(|(locale, _)| **locale != default) {
        for (key, arguments) in own {
            let Some(wanted) = expected.get(key).filter(|wanted| *wanted != arguments) else {
                continue;
            };
            let list = |names: &BTreeSet<&str>| match names.len() {
                0 => "none".to_owned(),
                _ => names.iter().map(|name| format!("${name}")).collect::<Vec<_>>().join(", "),
            };
            let message =
                format!("`{key}` uses {}, and in `{default}` {}", list(arguments), list(wanted));
            problems.push(Problem::new(Code::WordsArguments, &path(*locale), message));
        }
    }
}

fn path(locale: Locale) -> String {
    format!("content/words/{locale}.ftl")
}

fn syntax(locale: Locale, source: &str, problems: &mut Vec<Problem>) {
    let lines = Lines::new(source, 1);
    let mut tell = |code: Code, at: usize, message: String| {
        let (line, column) = lines.place(at);
        problems.push(Problem::new(code, &path(locale), message).at(line, column));
    };
    let resource = match parser::parse(source) {
        Ok(resource) => resource,
        Err((resource, errors)) => {
            for error in errors {
                let message = format!("this is not Fluent: {}", error.kind);
                tell(Code::WordsSyntax, error.pos.start, message);
            }
            resource
        }
    };
    let mut seen = BTreeSet::new();
    for key in resource.body.iter().filter_map(key) {
        if !seen.insert(key) {
            tell(Code::Duplicate, offset(source, key), format!("the word `{key}` stands twice"));
        }
    }
}

/// Where a key that stands twice stands the second time.
fn offset(source: &str, key: &str) -> usize {
    let begin = |(at, _): &(usize, &str)| *at == 0 || source.as_bytes().get(at - 1) == Some(&b'\n');
    source.match_indices(key).filter(begin).nth(1).map_or(0, |(at, _)| at)
}

fn key<'c>(entry: &Entry<&'c str>) -> Option<&'c str> {
    match entry {
        Entry::Message(message) => Some(message.id.name),
        _ => None,
    }
}

/// The words of every language of the portal that has any.
fn all(catalog: &Catalog) -> BTreeMap<Locale, Words<'_>> {
    let sources = catalog.portal.locales.iter();
    let sources = sources.filter_map(|locale| Some((*locale, catalog.words.get(locale)?)));
    sources.map(|(locale, source)| (locale, words(source))).collect()
}

fn words(source: &str) -> Words<'_> {
    let resource: Resource<&str> = match parser::parse(source) {
        Ok(resource) | Err((resource, _)) => resource,
    };
    let mut words = Words::new();
    for entry in &resource.body {
        let Entry::Message(message) = entry else { continue };
        let mut arguments = BTreeSet::new();
        let attributes = message.attributes.iter().map(|attribute| &attribute.value);
        for pattern in message.value.iter().chain(attributes) {
            in_pattern(pattern, &mut arguments, 0);
        }
        words.insert(message.id.name, arguments);
    }
    words
}

fn in_pattern<'c>(pattern: &Pattern<&'c str>, found: &mut BTreeSet<&'c str>, depth: usize) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            in_expression(expression, found, depth);
        }
    }
}

fn in_expression<'c>(
    expression: &Expression<&'c str>,
    found: &mut BTreeSet<&'c str>,
    depth: usize,
) {
    if depth > DEPTH_MAX {
        return;
    }
    match expression {
        Expression::Inline(inline) => in_inline(inline, found, depth),
        Expression::Select { selector, variants } => {
            in_inline(selector, found, depth);
            for variant in variants {
                in_pattern(&variant.value, found, depth + 1);
            }
        }
    }
}

fn in_inline<'c>(inline: &InlineExpression<&'c str>, found: &mut BTreeSet<&'c str>, depth: usize) {
    let mut call = |arguments: &CallArguments<&'c str>| {
        let named = arguments.named.iter().map(|argument| &argument.value);
        for argument in arguments.positional.iter().chain(named) {
            in_inline(argument, found, depth + 1);
        }
    };
    match inline {
        InlineExpression::VariableReference { id } => {
            found.insert(id.name);
        }
        InlineExpression::FunctionReference { arguments, .. } => call(arguments),
        InlineExpression::TermReference { arguments: Some(arguments), .. } => call(arguments),
        InlineExpression::Placeable { expression } => in_expression(expression, found, depth + 1),
        _ => {}
    }
}
