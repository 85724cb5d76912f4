//! `robots.txt` and the sitemap, with every language of every page.

use std::fmt::Write;

use crate::model::Locale;
use crate::pages::{Page, Site};

/// The most addresses of one sitemap file (sitemaps.org).
const ADDRESSES_MAX: usize = 50_000;

/// `robots.txt`: everything may be read but what is made for one visitor.
#[must_use]
pub fn robots(site: &Site) -> String {
    let base = &site.snapshot.catalog.portal.base_url;
    format!("User-agent: *\nDisallow: /remember\n\nSitemap: {base}/sitemap.xml\n")
}

/// Which part of the sitemap a path asks for: 0 is `/sitemap.xml`, 1 is `/sitemap-1.xml`.
#[must_use]
pub fn sitemap_part(path: &str) -> Option<usize> {
    if path == "/sitemap.xml" {
        return Some(0);
    }
    let number = path.strip_prefix("/sitemap-")?.strip_suffix(".xml")?;
    number.parse().ok().filter(|part| (1..1000).contains(part))
}

/// A part of the sitemap. Part 0 is the whole of it, or the list of the parts when there are more
/// addresses than one file may hold. `None` when there is no such part.
#[must_use]
pub fn sitemap(site: &Site, part: usize) -> Option<String> {
    let pages: Vec<Page> = site.all().into_iter().filter(is_listed).collect();
    let parts: Vec<&[Page]> = pages.chunks(pages_max(site)).collect();
    let mut text = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let written = match (part, parts.as_slice()) {
        (0, []) => write_pages(&mut text, site, &[]),
        (0, [only]) => write_pages(&mut text, site, only),
        (0, several) => write_parts(&mut text, site, several.len()),
        (_, [] | [_]) => return None,
        (part, several) => write_pages(&mut text, site, several.get(part - 1)?),
    };
    written.expect("writing to a String does not fail");
    Some(text)
}

/// How many parts the sitemap has besides the list of them; none when it is one file.
pub(super) fn parts(site: &Site) -> usize {
    let pages = site.all().iter().filter(|page| is_listed(page)).count();
    let parts = pages.div_ceil(pages_max(site));
    if parts > 1 { parts } else { 0 }
}

/// How many pages one file may list: each has an address in every language.
fn pages_max(site: &Site) -> usize {
    (ADDRESSES_MAX / site.snapshot.catalog.portal.locales.len().max(1)).max(1)
}

/// The signpost's answers are not listed: they all lead to the page of their service. Neither are
/// pages that only show what a visitor asked for.
fn is_listed(page: &Page) -> bool {
    !matches!(
        page,
        Page::Answer(..)
            | Page::Compare(_)
            | Page::Questions(_)
            | Page::Plan(_)
            | Page::Flow(_)
            | Page::Search
            | Page::Place
    )
}

fn write_parts(text: &mut String, site: &Site, parts: usize) -> std::fmt::Result {
    let base = escaped(&site.snapshot.catalog.portal.base_url);
    writeln!(text, "<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">")?;
    for part in 1..=parts {
        writeln!(text, "<sitemap><loc>{base}/sitemap-{part}.xml</loc></sitemap>")?;
    }
    writeln!(text, "</sitemapindex>")
}

fn write_pages(text: &mut String, site: &Site, pages: &[Page]) -> std::fmt::Result {
    let portal = &site.snapshot.catalog.portal;
    let address = |locale: Locale, page: &Page| {
        escaped(&format!("{}{}", portal.base_url, site.url(locale, page)))
    };
    writeln!(
        text,
        "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" \
         xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">"
    )?;
    for page in pages {
        let mut alternates = String::new();
        let named = portal.locales.iter().map(|locale| (locale.to_string(), *locale));
        for (name, locale) in named.chain([("x-default".to_owned(), portal.default_locale())]) {
            let to = address(locale, page);
            let link = format!("rel=\"alternate\" hreflang=\"{name}\" href=\"{to}\"");
            write!(alternates, "<xhtml:link {link}/>")?;
        }
        for locale in &portal.locales {
            writeln!(text, "<url><loc>{}</loc>{alternates}</url>", address(*locale, page))?;
        }
    }
    writeln!(text, "</urlset>")
}

pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}
