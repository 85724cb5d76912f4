//! What must be true of every page, read from its HTML: landmarks, headings, names, ids, links.

use std::collections::HashSet;

use samvis::pages::{Address, Site};
use scraper::{ElementRef, Html, Selector};

fn all<'a>(document: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    let selector = Selector::parse(selector).expect("a test's selector is good");
    document.select(&selector).collect()
}

/// Everything that is wrong with a page, in words.
pub(crate) fn faults(site: &Site, html: &str) -> Vec<String> {
    let document = Html::parse_document(html);
    let mut faults = Vec::new();
    landmarks(&document, &mut faults);
    headings(&document, &mut faults);
    names(&document, &mut faults);
    ids(&document, &mut faults);
    links(site, &document, &mut faults);
    policy(&document, &mut faults);
    for left in ["{{", "{%", "undefined"] {
        if html.contains(left) {
            faults.push(format!("{left:?} stands in the page"));
        }
    }
    faults
}

fn landmarks(document: &Html, faults: &mut Vec<String>) {
    for (selector, count) in [
        ("html[lang]", 1),
        ("head > title", 1),
        ("head > link[rel=canonical]", 1),
        ("body > header", 1),
        ("main#main", 1),
        ("body > footer", 1),
        ("a.ds-skip-link[href='#main']", 1),
        ("h1", 1),
    ] {
        let found = all(document, selector).len();
        if found != count {
            faults.push(format!("{found} of {selector}, not {count}"));
        }
    }
    let navs = all(document, "nav");
    let labels: HashSet<_> = navs.iter().map(|nav| nav.attr("aria-label")).collect();
    if labels.len() != navs.len() || labels.contains(&None) {
        faults.push("navigations without names of their own".to_owned());
    }
}

fn headings(document: &Html, faults: &mut Vec<String>) {
    let mut last = 0;
    for heading in all(document, "h1, h2, h3, h4, h5, h6") {
        let level = heading
            .value()
            .name()
            .trim_start_matches('h')
            .parse()
            .expect("a heading has its level");
        let text: String = heading.text().collect();
        // A notice stands before the first-level heading of the page it is shown on.
        if last > 0 && level > last + 1 {
            faults.push(format!("heading {text:?} of level {level} follows level {last}"));
        }
        if text.trim().is_empty() {
            faults.push(format!("an empty heading of level {level}"));
        }
        last = level;
    }
}

fn names(document: &Html, faults: &mut Vec<String>) {
    for link in all(document, "a[href], button") {
        let text: String = link.text().collect();
        if text.trim().is_empty() && link.attr("aria-label").is_none_or(str::is_empty) {
            faults.push(format!("a link or button without words: {}", link.html()));
        }
    }
    for field in all(document, "input:not([type=hidden]), select, textarea") {
        let id = field.attr("id").unwrap_or_default();
        if id.is_empty() || all(document, &format!("label[for='{id}']")).len() != 1 {
            faults.push(format!("a field without its label: {}", field.html()));
        }
    }
    for image in all(document, "img:not([alt])") {
        faults.push(format!("an image without a text: {}", image.html()));
    }
    for labelled in all(document, "[aria-labelledby], [aria-describedby]") {
        for attribute in ["aria-labelledby", "aria-describedby"] {
            let ids = labelled.attr(attribute).unwrap_or_default().split_whitespace();
            for id in ids.filter(|id| all(document, &format!("[id='{id}']")).is_empty()) {
                faults.push(format!("{attribute} names no element: {id}"));
            }
        }
    }
}

fn ids(document: &Html, faults: &mut Vec<String>) {
    let mut seen = HashSet::new();
    for element in all(document, "[id]") {
        let id = element.attr("id").unwrap_or_default();
        if id.is_empty() || !seen.insert(id) {
            faults.push(format!("the id {id:?} is empty or stands twice"));
        }
    }
}

/// Every address on the page that is the portal's own leads to a page, a file or a place on the page.
fn links(site: &Site, document: &Html, faults: &mut Vec<String>) {
    for element in all(document, "[href], [action], [src]") {
        let attribute = |name| element.attr(name);
        let href = attribute("href").or(attribute("action")).or(attribute("src"));
        let Some(href) =
            href.map(|href| href.strip_prefix("https://samvis.example").unwrap_or(href))
        else {
            continue;
        };
        if let Some(id) = href.strip_prefix('#') {
            if all(document, &format!("[id='{id}']")).is_empty() {
                faults.push(format!("the link {href:?} leads nowhere on the page"));
            }
        } else if let Some(path) = href.strip_prefix("/static/") {
            let path = path.split('?').next().unwrap_or_default();
            if site.assets.get(path).is_none() {
                faults.push(format!("there is no file {path:?}"));
            }
        } else if href.starts_with('/') && href != "/remember" && !href.starts_with("/api/v1/") {
            let path = decode(href.split(['?', '#']).next().unwrap_or_default());
            if !matches!(site.resolve(&path), Address::Page(..)) {
                faults.push(format!("the own link {href:?} is {:?}", site.resolve(&path)));
            }
        } else if href.is_empty() {
            faults.push(format!("an empty address: {}", element.html()));
        }
    }
}

/// The content security policy refuses inline scripts and styles: there must be none.
fn policy(document: &Html, faults: &mut Vec<String>) {
    for element in all(document, "script:not([src]), style, [style]") {
        faults.push(format!("inline script or style: {}", element.html()));
    }
    let handlers =
        |element: &ElementRef<'_>| element.value().attrs().any(|(name, _)| name.starts_with("on"));
    for element in all(document, "*").iter().filter(|element| handlers(element)) {
        faults.push(format!("an inline handler: {}", element.html()));
    }
    for element in all(document, "script, link, img, iframe, source, use, image") {
        let address = element.attr("src").or(element.attr("href")).unwrap_or_default();
        let own = address.starts_with('/') || address.starts_with("https://samvis.example/");
        if !own {
            faults.push(format!("fetched from elsewhere: {address}"));
        }
    }
}

/// Percent-decodes a path.
pub(crate) fn decode(path: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits: String = rest.by_ref().take(2).map(char::from).collect();
            bytes.push(u8::from_str_radix(&digits, 16).expect("two hexadecimal digits follow %"));
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).expect("an address is UTF-8")
}
