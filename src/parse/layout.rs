//! The folders of a portal: which file belongs to what. Names are checked here, and only here.

use std::collections::BTreeMap;

use super::reader::{Report, Source, shown};
use crate::model::{Id, Locale};
use crate::problem::{Code, Problem, did_you_mean};
use crate::tree::SourceTree;

/// The files of one thing: its facts, and its texts per language.
#[derive(Default)]
pub(super) struct Folder<'t> {
    pub(super) facts: Option<Source<'t>>,
    pub(super) texts: Vec<(Locale, Source<'t>)>,
}

/// The files of one map layer.
#[derive(Default)]
pub(super) struct LayerFiles<'t> {
    pub(super) facts: Option<Source<'t>>,
    pub(super) shapes: Option<Source<'t>>,
}

/// The files of one checklist.
#[derive(Default)]
pub(super) struct ChecklistFiles<'t> {
    pub(super) facts: Option<Source<'t>>,
    pub(super) words: Vec<(Locale, Source<'t>)>,
    pub(super) personas: Option<Source<'t>>,
}

/// Folders by the id they are named after.
pub(super) type Folders<'t> = BTreeMap<&'t str, Folder<'t>>;

/// All files of a portal that are read here, each in its place.
#[derive(Default)]
pub(super) struct Layout<'t> {
    /// Files that stand alone, by path.
    pub(super) single: BTreeMap<&'t str, Source<'t>>,
    pub(super) services: Folders<'t>,
    pub(super) guides: Folders<'t>,
    pub(super) checklists: BTreeMap<&'t str, ChecklistFiles<'t>>,
    pub(super) pages: Folders<'t>,
    pub(super) snippets: Folders<'t>,
    pub(super) notices: Folders<'t>,
    pub(super) municipalities: Folders<'t>,
    /// By municipality and service.
    pub(super) provisions: BTreeMap<(&'t str, &'t str), Folder<'t>>,
    pub(super) organisations: Folders<'t>,
    pub(super) layers: BTreeMap<&'t str, LayerFiles<'t>>,
    pub(super) words: Vec<(Locale, Source<'t>)>,
    pub(super) synonyms: Vec<(Locale, Source<'t>)>,
}

/// The files that stand alone.
const SINGLE: [&str; 10] = [
    "samvis.toml",
    "content/topics.toml",
    "content/events.toml",
    "content/redirects.toml",
    "content/bets.toml",
    "content/accessibility.toml",
    "maps/places/places.toml",
    "maps/places/overrides.toml",
    "maps/places/postcodes.csv",
    "maps/places/localities.csv",
];

/// More parts than the path of any file that is read here has.
const PARTS_MAX: usize = 6;

/// Whether a file tells of a provision.
pub(super) fn is_of_provision(path: &str) -> bool {
    let (parts, number) = divided(path);
    matches!(
        parts.get(..number).unwrap_or_default(),
        ["content", "municipalities", _, "provisions", _]
    )
}

/// Sorts the files of a tree. Files that nothing reads are told, those of templates and static excepted.
pub(super) fn sort<'t>(tree: &'t SourceTree, report: &mut Report) -> Layout<'t> {
    let mut layout = Layout::default();
    for source in tree.iter() {
        let path = source.0;
        // As on disk, a name that begins with a dot is nobody's content.
        let hidden = path.rsplit('/').next().is_some_and(|name| name.starts_with('.'));
        if hidden || path.starts_with("templates/") || path.starts_with("static/") {
            continue;
        }
        if let Err(problem) = layout.place(source) {
            report.tell(*problem);
        }
    }
    layout
}

impl<'t> Layout<'t> {
    fn place(&mut self, source: Source<'t>) -> Result<(), Box<Problem>> {
        let (path, _) = source;
        if SINGLE.contains(&path) {
            self.single.insert(path, source);
            return Ok(());
        }
        let (parts, number) = divided(path);
        match parts.get(..number).unwrap_or_default() {
            ["content", "services", id, name] => {
                folder(&mut self.services, source, id, (name, "service.toml"))
            }
            ["content", "guides", id, name] => {
                folder(&mut self.guides, source, id, (name, "guide.toml"))
            }
            ["content", "checklists", id, name] => self.checklist(source, id, name),
            ["content", "pages", id, name] => folder(&mut self.pages, source, id, (name, "")),
            ["content", "snippets", id, name] => folder(&mut self.snippets, source, id, (name, "")),
            ["content", "notices", id, name] => {
                folder(&mut self.notices, source, id, (name, "notice.toml"))
            }
            ["content", "municipalities", slug, name] => {
                folder(&mut self.municipalities, source, slug, (name, "municipality.toml"))
            }
            ["content", "municipalities", slug, "provisions", name] => {
                self.provision(source, slug, name)
            }
            ["content", "organisations", name] => {
                let id = checked_id(path, stem(path, name, ".toml")?)?;
                self.organisations.entry(id).or_default().facts = Some(source);
                Ok(())
            }
            ["content", "words", name] => {
                self.words.push((locale(path, stem(path, name, ".ftl")?)?, source));
                Ok(())
            }
            ["content", "synonyms", name] => {
                self.synonyms.push((locale(path, stem(path, name, ".toml")?)?, source));
                Ok(())
            }
            ["maps", name] => self.layer(source, name),
            _ => Err(unexpected(path)),
        }
    }

    fn checklist(
        &mut self,
        source: Source<'t>,
        id: &'t str,
        name: &'t str,
    ) -> Result<(), Box<Problem>> {
        let (path, _) = source;
        let files = self.checklists.entry(checked_id(path, id)?).or_default();
        match stem(path, name, ".toml")? {
            "checklist" => files.facts = Some(source),
            "personas" => files.personas = Some(source),
            language => files.words.push((locale(path, language)?, source)),
        }
        Ok(())
    }

    fn provision(
        &mut self,
        source: Source<'t>,
        slug: &'t str,
        name: &'t str,
    ) -> Result<(), Box<Problem>> {
        let (path, _) = source;
        let slug = checked_id(path, slug)?;
        if let Some(service) = name.strip_suffix(".toml") {
            let key = (slug, checked_id(path, service)?);
            self.provisions.entry(key).or_default().facts = Some(source);
            return Ok(());
        }
        let (service, language) =
            stem(path, name, ".md")?.split_once('.').ok_or_else(|| unexpected(path))?;
        let key = (slug, checked_id(path, service)?);
        let locale = locale(path, language)?;
        self.provisions.entry(key).or_default().texts.push((locale, source));
        Ok(())
    }

    fn layer(&mut self, source: Source<'t>, name: &'t str) -> Result<(), Box<Problem>> {
        let (path, _) = source;
        if let Some(id) = name.strip_suffix(".geojson") {
            self.layers.entry(checked_id(path, id)?).or_default().shapes = Some(source);
        } else {
            let id = checked_id(path, stem(path, name, ".toml")?)?;
            self.layers.entry(id).or_default().facts = Some(source);
        }
        Ok(())
    }
}

/// A path at its slashes, and how many parts it has. No file that is read here lies deeper.
fn divided(path: &str) -> ([&str; PARTS_MAX], usize) {
    let mut parts = [""; PARTS_MAX];
    let mut number = 0;
    for (place, part) in parts.iter_mut().zip(path.splitn(PARTS_MAX, '/')) {
        *place = part;
        number += 1;
    }
    (parts, number)
}

fn folder<'t>(
    folders: &mut Folders<'t>,
    source: Source<'t>,
    id: &'t str,
    (name, facts): (&'t str, &str),
) -> Result<(), Box<Problem>> {
    let (path, _) = source;
    let id = checked_id(path, id)?;
    if name == facts {
        folders.entry(id).or_default().facts = Some(source);
        return Ok(());
    }
    let language = name.strip_suffix(".md").ok_or_else(|| {
        let meant = did_you_mean(name, [facts].into_iter().filter(|facts| !facts.is_empty()));
        let problem = *unexpected(path);
        Box::new(match meant {
            Some(meant) => problem.hint(format!("did you mean `{meant}`?")),
            None => problem,
        })
    })?;
    let locale = locale(path, language)?;
    folders.entry(id).or_default().texts.push((locale, source));
    Ok(())
}

fn stem<'t>(path: &str, name: &'t str, extension: &str) -> Result<&'t str, Box<Problem>> {
    name.strip_suffix(extension).ok_or_else(|| unexpected(path))
}

fn checked_id<'t>(path: &str, name: &'t str) -> Result<&'t str, Box<Problem>> {
    if Id::<()>::is_id(name) {
        return Ok(name);
    }
    let message = format!("\"{}\" is not a name for a file or folder of the portal", shown(name));
    let problem = Problem::new(Code::BadName, &safe_path(path), message);
    Err(Box::new(problem.hint("use a-z, 0-9 and - only, at most 64 of them".to_owned())))
}

fn locale(path: &str, language: &str) -> Result<Locale, Box<Problem>> {
    Locale::parse(language).ok_or_else(|| {
        let message = format!("\"{}\" is not a language", shown(language));
        let problem = Problem::new(Code::BadName, &safe_path(path), message);
        Box::new(problem.hint("name the file after its language, such as sv.md".to_owned()))
    })
}

fn unexpected(path: &str) -> Box<Problem> {
    let message = "nothing reads this file".to_owned();
    let problem = Problem::new(Code::UnexpectedFile, &safe_path(path), message);
    Box::new(problem.hint("docs/content-format.md tells which files there are".to_owned()))
}

/// A hostile path as it may be shown in a terminal and a log.
fn safe_path(path: &str) -> String {
    let plain = |character: char| {
        !character.is_control() && !crate::markdown::address::is_hidden(character)
    };
    if path.len() <= 200 && path.chars().all(plain) { path.to_owned() } else { shown(path) }
}
