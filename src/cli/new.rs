//! `samvis new`: the first files of something, good enough to pass `check`.
//! Nothing that exists is ever written over.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::Subcommand;

use super::{Setting, Verdict, load_without_search};
use crate::model::{Catalog, Locale, MunicipalityCode, ServiceId};

/// What to begin.
#[derive(Subcommand)]
pub(super) enum Command {
    /// A portal with one municipality and one service, ready to be served.
    #[command(after_help = "\
Example:
  samvis new portal my-portal && samvis serve --root my-portal --open")]
    Portal {
        /// The folder: new or empty.
        dir: PathBuf,
    },
    /// A municipality: the name is found in the portal's map.
    #[command(after_help = "Example:\n  samvis new municipality 2480")]
    Municipality {
        /// The official code: four digits.
        code: String,
        /// The name, when the portal's map does not have it.
        #[arg(long)]
        name: Option<String>,
    },
    /// A service.
    #[command(after_help = "Example:\n  samvis new service lasa-bokslut")]
    Service {
        /// Its id: a-z, 0-9 and hyphens.
        id: String,
    },
    /// A guide.
    #[command(after_help = "Example:\n  samvis new guide flytta-hit")]
    Guide {
        /// Its id: a-z, 0-9 and hyphens.
        id: String,
    },
}

/// A file to write: its path in the portal folder and its content.
type NewFile = (String, String);

pub(super) fn run(command: &Command, setting: &Setting<'_>) -> anyhow::Result<Verdict> {
    let (root, files) = match command {
        Command::Portal { dir } => (dir.as_path(), portal()),
        Command::Municipality { code, name } => {
            let catalog = load_without_search(setting.root)?.site.snapshot.catalog.clone();
            (setting.root, municipality(&catalog, code, name.as_deref())?)
        }
        Command::Service { id } => {
            let catalog = load_without_search(setting.root)?.site.snapshot.catalog.clone();
            let facts = include_str!("skeletons/service/service.toml");
            let words =
                [include_str!("skeletons/service/sv.md"), include_str!("skeletons/service/en.md")];
            (setting.root, texts(&catalog, ("services", "service.toml", id), (facts, words))?)
        }
        Command::Guide { id } => {
            let catalog = load_without_search(setting.root)?.site.snapshot.catalog.clone();
            let facts = include_str!("skeletons/guide/guide.toml");
            let words =
                [include_str!("skeletons/guide/sv.md"), include_str!("skeletons/guide/en.md")];
            (setting.root, texts(&catalog, ("guides", "guide.toml", id), (facts, words))?)
        }
    };
    write_all(root, &files)?;
    let mut list = String::new();
    for (path, _) in &files {
        list.push_str(&format!("{}\n", root.join(path).display()));
    }
    setting.output.result(&list)?;
    setting.output.message("written; `samvis check` tells what is still missing");
    Ok(Verdict::Good)
}

fn portal() -> Vec<NewFile> {
    let today = today();
    let dated = |text: &str| text.replace("{{today}}", &today);
    let service = |text: &str| {
        dated(text)
            .replace("{{topics}}", "\"build\"")
            .replace("{{title}}", "Bygglov")
            .replace("{{word}}", "bygga")
    };
    let municipality = dated(include_str!("skeletons/municipality/municipality.toml"))
        .replace("{{code}}", "2281")
        .replace("{{county}}", "22")
        .replace("{{name}}", "\"Sundsvall\"")
        .replace("{{slug}}", "sundsvall");
    let files = [
        ("samvis.toml", include_str!("skeletons/portal/samvis.toml").to_owned()),
        ("content/topics.toml", include_str!("skeletons/portal/topics.toml").to_owned()),
        ("content/pages/about/sv.md", dated(include_str!("skeletons/portal/about.sv.md"))),
        ("content/pages/about/en.md", dated(include_str!("skeletons/portal/about.en.md"))),
        (
            "content/services/bygglov/service.toml",
            service(include_str!("skeletons/service/service.toml")),
        ),
        ("content/services/bygglov/sv.md", service(include_str!("skeletons/service/sv.md"))),
        ("content/services/bygglov/en.md", service(include_str!("skeletons/service/en.md"))),
        ("content/municipalities/sundsvall/municipality.toml", municipality),
        (
            "content/municipalities/sundsvall/provisions/bygglov.toml",
            dated(include_str!("skeletons/portal/provision.toml")),
        ),
    ];
    files.into_iter().map(|(path, text)| (path.to_owned(), text)).collect()
}

fn municipality(
    catalog: &Catalog,
    text: &str,
    given: Option<&str>,
) -> anyhow::Result<Vec<NewFile>> {
    let code = MunicipalityCode::parse(text).with_context(|| {
        format!("`{text}` is not a municipality code\nhint: four digits, such as 2480")
    })?;
    if let Some(known) = catalog.municipalities.get(&code) {
        bail!("the portal has {} already: {}", known.official_name(), known.path);
    }
    let layer = catalog.portal.maps.municipalities.as_ref();
    let layer = layer.and_then(|id| catalog.layers.get(id));
    let area = layer.and_then(|layer| layer.areas.iter().find(|area| area.id == text));
    let name = given.or(area.map(|area| area.name.as_str())).with_context(|| {
        format!("the portal's map has no municipality {code}\nhint: give its name with --name")
    })?;
    let slug = slug(name);
    if slug.is_empty() {
        bail!("`{name}` has no letters that an address could be made of");
    }
    let content = include_str!("skeletons/municipality/municipality.toml")
        .replace("{{code}}", text)
        .replace("{{county}}", &code.county().to_string())
        .replace("{{name}}", &toml::Value::String(name.to_owned()).to_string())
        .replace("{{slug}}", &slug)
        .replace("{{today}}", &today());
    Ok(vec![(format!("content/municipalities/{slug}/municipality.toml"), content)])
}

/// The files of a service or a guide: its facts, and its text in every language of the portal.
fn texts(
    catalog: &Catalog,
    (folder, file, id): (&str, &str, &str),
    (facts, [swedish, english]): (&str, [&str; 2]),
) -> anyhow::Result<Vec<NewFile>> {
    if ServiceId::parse(id).is_none() {
        bail!("`{id}` cannot be an id\nhint: a-z, 0-9 and hyphens, at most 64 characters");
    }
    let topic = catalog.topics.first().map(|topic| format!("\"{}\"", topic.id));
    let title = titled(id);
    let filled = |text: &str| {
        text.replace("{{today}}", &today())
            .replace("{{topics}}", topic.as_deref().unwrap_or_default())
            .replace("{{title}}", &title)
            .replace("{{word}}", &title.to_lowercase())
    };
    let mut files = vec![(format!("content/{folder}/{id}/{file}"), filled(facts))];
    for locale in &catalog.portal.locales {
        let text = if *locale == Locale::SV { swedish } else { english };
        files.push((format!("content/{folder}/{id}/{locale}.md"), filled(text)));
    }
    Ok(files)
}

/// Writes every file, or none when one of them exists.
fn write_all(root: &Path, files: &[NewFile]) -> anyhow::Result<()> {
    let exists = files.iter().map(|(path, _)| root.join(path)).find(|path| path.exists());
    if let Some(path) = exists {
        bail!("{} exists already, so nothing is written", path.display());
    }
    for (path, content) in files {
        let path = root.join(path);
        write_new(&path, content)
            .with_context(|| format!("{} cannot be written", path.display()))?;
    }
    Ok(())
}

fn write_new(path: &Path, content: &str) -> io::Result<()> {
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    OpenOptions::new().write(true).create_new(true).open(path)?.write_all(content.as_bytes())
}

fn today() -> String {
    jiff::Zoned::now().date().to_string()
}

/// "flytta-hit" as a title: "Flytta hit".
fn titled(id: &str) -> String {
    let words = id.replace('-', " ");
    let mut letters = words.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

/// A name as part of an address: "Örnsköldsvik" is "ornskoldsvik".
fn slug(name: &str) -> String {
    let fold = |letter: char| match letter {
        'å' | 'ä' | 'á' | 'à' => 'a',
        'ö' | 'ø' => 'o',
        'é' | 'è' => 'e',
        'a'..='z' | '0'..='9' => letter,
        _ => '-',
    };
    let folded: String = name.to_lowercase().chars().map(fold).collect();
    let parts: Vec<&str> = folded.split('-').filter(|part| !part.is_empty()).collect();
    parts.join("-")
}
