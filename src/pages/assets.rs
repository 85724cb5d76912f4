//! The static files, each with the hash of its content so that browsers may keep it for ever.
//! The portal's style sheet is put together here from the vendored sheets and our own.

use std::collections::BTreeMap;
use std::sync::Arc;

use bytes::Bytes;
use sha2::{Digest, Sha256};

use crate::digest;
use crate::tree::SourceTree;

/// The one style sheet every page loads, and what it is made of, in order.
const STYLES: (&str, [&str; 8]) = (
    "css/samvis.css",
    [
        "vendor/designsystemet-theme-1.11.0/designsystemet.css",
        "vendor/designsystemet-css-1.22.0/index.css",
        "css/tokens.css",
        "css/base.css",
        "css/layout.css",
        "css/components.css",
        "css/map.css",
        "css/print.css",
    ],
);

/// The static files, each with the hash of its content.
#[derive(Debug, Clone, Default)]
pub struct Assets {
    files: Arc<BTreeMap<String, Asset>>,
}

/// A static file.
#[derive(Debug, Clone)]
pub struct Asset {
    /// Its bytes.
    pub bytes: Bytes,
    /// Its media type, by the ending of its name.
    pub media_type: &'static str,
    /// The first 64 bits of its SHA-256 hash, in hexadecimal.
    pub hash: String,
    /// Its address, from the root: it changes when the content does.
    pub url: String,
}

impl Assets {
    pub(super) fn new(tree: &SourceTree) -> Self {
        let mut files: BTreeMap<String, Asset> = tree
            .below("static/")
            .filter_map(|(path, _)| Some((path.strip_prefix("static/")?, tree.share_of(path)?)))
            .map(|(path, bytes)| (path.to_owned(), asset(path, bytes)))
            .collect();
        let (name, parts) = STYLES;
        let sheets = parts.iter().filter_map(|part| files.get(*part));
        let whole: Vec<u8> =
            sheets.flat_map(|sheet| sheet.bytes.iter().copied().chain([b'\n'])).collect();
        files.insert(name.to_owned(), asset(name, whole.into()));
        Self { files: Arc::new(files) }
    }

    /// A file by its path under `static/`.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&Asset> {
        self.files.get(path)
    }

    /// Every file with its path under `static/`, in the order of the paths.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Asset)> {
        self.files.iter().map(|(path, asset)| (path.as_str(), asset))
    }
}

fn asset(path: &str, bytes: Bytes) -> Asset {
    let hash = digest::hex(&Sha256::digest(&bytes)[..8]);
    // A vendored file has its version in its path, and style sheets name it by that path alone.
    let url = if path.starts_with("vendor/") {
        format!("/static/{path}")
    } else {
        format!("/static/{path}?v={hash}")
    };
    Asset { bytes, media_type: media_type(path), hash, url }
}

fn media_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "txt" | "toml" | "LICENSE" => "text/plain; charset=utf-8",
        _ if path.ends_with("LICENSE") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
