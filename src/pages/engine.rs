//! The templates of every language. Only this module knows Tera.
//!
//! Three functions exist in templates, all pure: `t` for words, `url` for own pages and
//! `asset` for static files; `site` is what every page says of the portal. An undefined name is an error.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use serde::Serialize;
use tera::{Context, Error, ErrorKind, Kwargs, State, Tera, TeraResult, Value};

use super::address::Addresses;
use super::constant;
use super::frame::Portal;
use super::{Assets, Page};
use crate::model::{Locale, PageId};
use crate::problem::{Code, Problem};
use crate::tree::SourceTree;
use crate::words::{Argument, Words};

/// Room for most pages, in bytes: growing to it step by step would copy each several times.
const PAGE_BYTES: usize = 16 * 1024;

/// The templates, once per language.
pub(super) struct Engine {
    by_locale: BTreeMap<Locale, Tera>,
}

/// What a template is filled with.
pub(super) struct Filling(Context);

impl Filling {
    /// The fields of a view, each under its own name.
    pub(super) fn new(view: &impl Serialize) -> Self {
        let context = Context::from_serialize(view);
        Self(context.expect("a view is a struct with plain fields"))
    }

    /// The same with one more name.
    pub(super) fn with(mut self, name: &'static str, value: &impl Serialize) -> Self {
        self.0.insert(name, value);
        self
    }
}

impl Engine {
    /// Reads the templates of a tree; mistakes in them are problems.
    pub(super) fn new(
        tree: &SourceTree,
        words: &Words,
        addresses: &Arc<Addresses>,
        (assets, portals): (&Assets, &BTreeMap<Locale, Portal>),
    ) -> (Self, Vec<Problem>) {
        let mut problems = Vec::new();
        let templates = sources(tree, &mut problems);
        let mut by_locale = BTreeMap::new();
        let mut mistaken = false;
        for locale in addresses.locales() {
            let mut tera = Tera::new();
            register(&mut tera, *locale, words, addresses, assets);
            let always = |function: &str, argument: &str| match function {
                "t" => words.exactly(*locale, argument).map(str::to_owned),
                "url" => page_called(argument).map(|page| addresses.url(*locale, &page)),
                _ => assets.get(argument).map(|asset| asset.url.clone()),
            };
            let filled =
                templates.iter().map(|(name, text)| (*name, constant::filled(text, always)));
            mistaken |= tera.add_raw_templates(filled).is_err();
            if let Some(portal) = portals.get(locale) {
                tera.global_context().insert("site", portal);
            }
            by_locale.insert(*locale, tera);
        }
        if mistaken {
            // The place of the mistake is that in the file, before anything was filled in.
            let mut plain = Tera::new();
            register(&mut plain, addresses.default_locale(), words, addresses, assets);
            let added = plain.add_raw_templates(templates.iter().copied());
            problems.extend(added.err().as_ref().map(problem));
        }
        (Self { by_locale }, problems)
    }

    /// Fills a template with a part of a page. An error is a mistake in a template.
    pub(super) fn part(
        &self,
        locale: Locale,
        template: &str,
        filling: &Filling,
    ) -> Result<String, String> {
        let html = self.page(locale, template, filling)?;
        simdutf8::basic::from_utf8(&html).map(str::to_owned).map_err(|error| error.to_string())
    }

    /// Fills a template with a whole page, in UTF-8. An error is a mistake in a template.
    pub(super) fn page(
        &self,
        locale: Locale,
        template: &str,
        filling: &Filling,
    ) -> Result<Vec<u8>, String> {
        let tera = self.by_locale.get(&locale).or_else(|| self.by_locale.values().next());
        let tera = tera.ok_or_else(|| "the portal has no language".to_owned())?;
        let mut html = Vec::with_capacity(PAGE_BYTES);
        tera.render_to(template, &filling.0, &mut html).map_err(|error| error.to_string())?;
        Ok(html)
    }
}

/// The templates of a tree by their path under `templates/`.
fn sources<'a>(tree: &'a SourceTree, problems: &mut Vec<Problem>) -> Vec<(&'a str, &'a str)> {
    let mut templates = Vec::new();
    for (path, bytes) in tree.below("templates/") {
        let Some(name) = path.strip_prefix("templates/") else { continue };
        if !name.ends_with(".html") {
            continue;
        }
        match std::str::from_utf8(bytes) {
            Ok(text) => templates.push((name, text)),
            Err(_) => {
                let message = "the template is not UTF-8".to_owned();
                problems.push(Problem::new(Code::FileUnreadable, path, message));
            }
        }
    }
    templates
}

fn problem(error: &Error) -> Problem {
    let (ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report)) = error.kind() else {
        return Problem::new(Code::TemplateBroken, "templates", error.to_string());
    };
    let path = format!("templates/{}", report.filename());
    let span = report.span();
    let counted = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    Problem::new(Code::TemplateBroken, &path, report.message().to_owned())
        .at(counted(span.start_line), counted(span.start_col + 1))
}

fn register(
    tera: &mut Tera,
    locale: Locale,
    words: &Words,
    addresses: &Arc<Addresses>,
    assets: &Assets,
) {
    let words = words.clone();
    let plain: HashMap<String, Value> = words
        .all_plain(locale)
        .map(|(key, word)| (key.to_owned(), Value::normal_string(word)))
        .collect();
    tera.register_function("t", move |arguments: Kwargs, _: &State| -> TeraResult<Value> {
        let key = arguments.must_get::<&str>("key")?;
        let plain = plain.get(key).cloned();
        Ok(plain.unwrap_or_else(|| translate(&words, (locale, key), &arguments)))
    });
    let fixed: HashMap<&'static str, Value> = FIXED
        .iter()
        .map(|(name, page)| (*name, Value::from(addresses.url(locale, page))))
        .collect();
    let addresses = Arc::clone(addresses);
    tera.register_function("url", move |arguments: Kwargs, _: &State| -> TeraResult<Value> {
        let name = arguments.must_get::<&str>("page")?;
        if let Some(url) = fixed.get(name) {
            return Ok(url.clone());
        }
        let page = page_called(name);
        let page = page.ok_or_else(|| Error::message(format!("no page is called {name:?}")))?;
        Ok(Value::from(addresses.url(locale, &page)))
    });
    let urls: HashMap<String, Value> =
        assets.iter().map(|(path, asset)| (path.to_owned(), Value::from(&*asset.url))).collect();
    tera.register_function("asset", move |arguments: Kwargs, _: &State| -> TeraResult<Value> {
        let path = arguments.must_get::<&str>("path")?;
        let url = urls.get(path).cloned();
        url.ok_or_else(|| Error::message(format!("there is no file static/{path}")))
    });
}

/// The page that templates call so.
fn page_called(name: &str) -> Option<Page> {
    let fixed = FIXED.iter().find(|(known, _)| *known == name).map(|(_, page)| page.clone());
    fixed.or_else(|| PageId::parse(name).map(Page::Static))
}

/// The pages of which there is one each, by their name in templates.
const FIXED: [(&str, Page); 13] = [
    ("start", Page::Start),
    ("search", Page::Search),
    ("services", Page::Services),
    ("municipalities", Page::Municipalities),
    ("guides", Page::Guides),
    ("checklists", Page::Checklists),
    ("events", Page::Events),
    ("topics", Page::Topics),
    ("map", Page::Map),
    ("place", Page::Place),
    ("sources", Page::Sources),
    ("accessibility", Page::Accessibility),
    ("home", Page::Start),
];

/// `t(key="…", name=value, …)`: numbers choose the plural form.
fn translate(words: &Words, (locale, key): (Locale, &str), given: &Kwargs) -> Value {
    let argument = |value: &Value| match (value.as_f64(), value.as_str()) {
        (Some(number), _) => Argument::Number(number),
        (None, Some(text)) => Argument::from(text),
        (None, None) => Argument::Text(value.to_string()),
    };
    let arguments =
        given.iter().filter_map(|(name, value)| Some((name.as_str()?, argument(value))));
    Value::from(words.get(locale, key, &arguments.collect::<Vec<_>>()))
}
