//! Tests of `export`: the files of a portal for any web server.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use samvis::export::{self, ExportError};
use tempfile::TempDir;

use crate::site;

/// Every file of a folder with its bytes, by its path.
fn files(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder can be read") {
            let path = entry.expect("an entry can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(root).expect("it lies in the folder");
                let name = name.to_string_lossy().into_owned();
                files.insert(name, fs::read(&path).expect("a file can be read"));
            }
        }
    }
    files
}

fn export(out: &Path) -> Result<export::Written, ExportError> {
    export::export(site::small(), out, site::now(), &|_, _| {})
}

#[test]
fn two_exports_have_the_same_bytes() {
    let folder = TempDir::new().expect("a folder can be made");
    let (one, other) = (folder.path().join("one"), folder.path().join("other"));
    let written = export(&one).expect("the portal can be exported");
    export(&other).expect("the portal can be exported");
    let (one, other) = (files(&one), files(&other));
    assert_eq!(one.len() as u64, written.files + 1, "the files and the marker");
    assert!(one == other, "the same moment gives the same bytes");
}

#[test]
fn every_page_is_a_file_that_any_web_server_finds() {
    let folder = TempDir::new().expect("a folder can be made");
    let out = folder.path().join("deep/er/public");
    export(&out).expect("the portal can be exported");
    let files = files(&out);
    for path in [
        "index.html",
        "sv/index.html",
        "en/index.html",
        "404.html",
        "robots.txt",
        "sitemap.xml",
        "sv/tjanster/bygglov/index.html",
        "sv/tjanster/bygglov/sundsvall/index.html",
        "en/services/bygglov/index.html",
        "sv/bygglov/index.html",
        "static/css/samvis.css",
        "api/v1/layers/kommuner",
        "api/v1/service-points.geojson",
    ] {
        assert!(files.contains_key(path), "{path}");
    }
    let page = String::from_utf8_lossy(&files["sv/tjanster/bygglov/index.html"]).into_owned();
    assert!(!page.contains("action=\"/remember\""), "what needs the server is left out");
}

#[test]
fn own_links_of_every_page_lead_to_a_file() {
    let folder = TempDir::new().expect("a folder can be made");
    let out = folder.path().join("public");
    export(&out).expect("the portal can be exported");
    let files = files(&out);
    let mut dead = Vec::new();
    for (name, bytes) in files.iter().filter(|(name, _)| name.ends_with(".html")) {
        let page = String::from_utf8_lossy(bytes);
        for part in page.split("href=\"/").skip(1).chain(page.split("src=\"/").skip(1)) {
            let address = part.split(['"', '?', '#']).next().unwrap_or_default();
            let path = address.trim_end_matches('/');
            let index = if path.is_empty() {
                "index.html".to_owned()
            } else {
                format!("{path}/index.html")
            };
            if !files.contains_key(path) && !files.contains_key(&index) {
                dead.push(format!("{name}: /{address}"));
            }
        }
    }
    dead.sort();
    dead.dedup();
    assert_eq!(dead, Vec::<String>::new());
}

#[test]
fn an_earlier_export_is_replaced_and_nothing_else() {
    let folder = TempDir::new().expect("a folder can be made");
    let out = folder.path().join("public");
    export(&out).expect("the portal can be exported");
    fs::write(out.join("left-over.html"), "old").expect("a file can be written");
    export(&out).expect("an earlier export can be replaced");
    assert!(!out.join("left-over.html").exists());

    let foreign = folder.path().join("photos");
    fs::create_dir(&foreign).expect("a folder can be made");
    fs::write(foreign.join("cat.jpg"), "meow").expect("a file can be written");
    let refused = export(&foreign).expect_err("other files are left alone");
    assert!(matches!(refused, ExportError::Foreign(_)), "{refused}");
    assert!(refused.to_string().contains("hint: "));
    assert_eq!(files(&foreign).len(), 1);
    let beside = fs::read_dir(folder.path()).expect("the folder can be read").count();
    assert_eq!(beside, 2, "no drafts are left behind");
}
