//! The portal as files that any web server can show, and the lists of its pages for robots.
//! The pages come from the same function as the served ones; what needs the server says so.

mod folder;
mod listing;

use std::borrow::Cow;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use rayon::prelude::*;

use crate::api;
use crate::model::{Locale, ServicePoint};
use crate::pages::{Page, Site, Visit};
use folder::Folder;

pub use listing::{robots, sitemap, sitemap_part};

/// How many files one thread writes before another may take over: few, so that in the end none waits.
const FILES_TOGETHER: usize = 32;
/// The name of the file that web servers show for a folder.
const INDEX: &str = "index.html";

/// What was written.
#[derive(Debug, Clone, Copy)]
pub struct Written {
    /// The number of files.
    pub files: u64,
    /// Their size together, in bytes.
    pub bytes: u64,
}

/// Why nothing was written; what was there before is untouched.
#[derive(Debug)]
pub enum ExportError {
    /// The folder holds something that no export made.
    Foreign(PathBuf),
    /// An address cannot be a file's path.
    Address(String),
    /// Two things have the same address.
    Twice(String),
    /// A file or folder cannot be written.
    Io(PathBuf, io::Error),
}

impl fmt::Display for ExportError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Foreign(path) => write!(
                formatter,
                "{} holds files that no export made, so it is left alone\n\
                 hint: name a new or empty folder",
                path.display()
            ),
            Self::Address(url) => write!(formatter, "the address {url} cannot be a file's path"),
            Self::Twice(path) => write!(formatter, "two pages have the address /{path}"),
            Self::Io(path, error) => {
                write!(formatter, "{} cannot be written: {error}", path.display())
            }
        }
    }
}

impl std::error::Error for ExportError {}

/// Something that becomes a file.
enum Source<'a> {
    Page(Locale, Page),
    Api(String),
    /// A part of the sitemap.
    Sitemap(usize),
    /// What is there already.
    Ready(Cow<'a, [u8]>),
}

/// Writes every page in every language, the static files and the layers. The folder is replaced as
/// a whole once everything is written. `step` is told the number of files written and of all files.
///
/// # Errors
/// When the folder is not an earlier export's, or when a file cannot be written.
pub fn export(
    site: &Site,
    out: &Path,
    now: jiff::Timestamp,
    step: &(dyn Fn(u64, u64) + Sync),
) -> Result<Written, ExportError> {
    let files = files(site)?;
    let folder = Folder::begin(out)?;
    let (done, bytes) = (AtomicU64::new(0), AtomicU64::new(0));
    let total = files.len() as u64;
    files.par_iter().with_max_len(FILES_TOGETHER).try_for_each(|(path, source)| {
        let content = content(site, source, now);
        folder.write(path, &content)?;
        bytes.fetch_add(content.len() as u64, Ordering::Relaxed);
        step(done.fetch_add(1, Ordering::Relaxed) + 1, total);
        Ok(())
    })?;
    folder.finish()?;
    Ok(Written { files: total, bytes: bytes.into_inner() })
}

/// Every file with its path in the folder, in the order of the paths.
fn files(site: &Site) -> Result<Vec<(String, Source<'_>)>, ExportError> {
    let catalog = &site.snapshot.catalog;
    let locales = &catalog.portal.locales;
    let in_every_language = |page: &Page| {
        let file = |locale: &Locale| {
            let path = index_of(&site.url(*locale, page))?;
            Ok((path, Source::Page(*locale, page.clone())))
        };
        locales.iter().map(file).collect::<Vec<_>>()
    };
    let pages = site.all();
    let pages = pages.par_iter().flat_map_iter(in_every_language);
    let mut files: Vec<(String, Source<'_>)> = pages.collect::<Result<_, ExportError>>()?;
    let mut add = |path: String, source| files.push((path, source));
    let default = catalog.portal.default_locale();
    add(INDEX.to_owned(), Source::Page(default, Page::Start));
    add("404.html".to_owned(), Source::Ready(site.error(default, 404, None).body.into()));
    add("robots.txt".to_owned(), Source::Ready(robots(site).into_bytes().into()));
    add("sitemap.xml".to_owned(), Source::Sitemap(0));
    for part in 1..=listing::parts(site) {
        add(format!("sitemap-{part}.xml"), Source::Sitemap(part));
    }
    for (path, asset) in site.assets.iter() {
        add(format!("static/{path}"), Source::Ready((&*asset.bytes).into()));
    }
    for id in catalog.layers.keys() {
        add(format!("api/v1/layers/{id}"), Source::Api(format!("layers/{id}")));
    }
    if catalog.has_placed_service_points() {
        let name = format!("{}.geojson", ServicePoint::LAYER);
        add(format!("api/v1/{name}"), Source::Api(name));
    }
    for (from, to) in &catalog.redirects {
        add(index_of(from)?, Source::Ready(moved(to).into_bytes().into()));
    }
    files.par_sort_by(|(one, _), (other, _)| one.cmp(other));
    match files.windows(2).find(|pair| pair[0].0 == pair[1].0) {
        None => Ok(files),
        Some(pair) => Err(ExportError::Twice(pair[0].0.clone())),
    }
}

fn content<'s>(site: &Site, source: &'s Source<'_>, now: jiff::Timestamp) -> Cow<'s, [u8]> {
    match source {
        Source::Page(locale, page) => {
            let visit = Visit { is_static: true, ..Visit::default() };
            site.render(*locale, page, &visit, now).body.into()
        }
        Source::Api(path) => {
            let question = api::Question { path, query: &[], now, elapsed_us: &|| 0 };
            api::respond(site, &question).body.into_bytes().into()
        }
        Source::Sitemap(part) => sitemap(site, *part).unwrap_or_default().into_bytes().into(),
        Source::Ready(bytes) => bytes.as_ref().into(),
    }
}

/// The file that web servers show for an address: `/sv/karta` is `sv/karta/index.html`.
fn index_of(url: &str) -> Result<String, ExportError> {
    let bad = || ExportError::Address(url.to_owned());
    let path = crate::web::percent_decode(url).ok_or_else(bad)?;
    let harmful = |part: &str| {
        matches!(part, "." | "..")
            || part.contains(|c: char| c.is_control() || matches!(c, '\\' | ':' | '?' | '#'))
    };
    let mut file = String::with_capacity(path.len() + INDEX.len());
    for part in path.split('/').filter(|part| !part.is_empty()) {
        if harmful(part) {
            return Err(bad());
        }
        file.push_str(part);
        file.push('/');
    }
    file.push_str(INDEX);
    Ok(file)
}

/// A page that leads on, for web servers that know nothing of the portal's redirects.
fn moved(to: &str) -> String {
    let to = listing::escaped(to);
    format!(
        "<!doctype html>\n<html lang=\"und\">\n<meta charset=\"utf-8\">\n<title>{to}</title>\n\
         <link rel=\"canonical\" href=\"{to}\">\n\
         <meta http-equiv=\"refresh\" content=\"0; url={to}\">\n<a href=\"{to}\">{to}</a>\n"
    )
}
