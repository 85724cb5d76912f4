//! Static files from memory: nothing on disk is opened for a request.

use super::answer::{Answer, Cache, Kind};
use super::ask::Ask;
use super::store::{Body, Key};
use super::{App, error};
use crate::live::Edition;

/// Answers with the static file at this path under `/static/`.
pub(crate) fn answer(app: &App, edition: &Edition, ask: &Ask<'_>, path: &str) -> Answer {
    let key = Key::Asset(path.to_owned());
    let made = || {
        let asset = edition.tree.get(&format!("static/{path}"))?;
        let kept = (Body::new(asset.to_vec()), media_type(path));
        app.store.keep(edition.number, key.clone(), kept.clone());
        Some(kept)
    };
    match app.store.get(edition.number, key.clone()).or_else(made) {
        Some((body, media)) => Answer::new(200, Kind::Asset, media, body).cache(Cache::Revalidate),
        None => error(edition, ask, 404),
    }
}

/// The media type by the end of the name; what is not known is only for downloading.
pub(crate) fn media_type(path: &str) -> &'static str {
    let end = path.rsplit_once('.').map_or("", |(_, end)| end);
    match end {
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "geojson" => "application/geo+json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        "xml" => "application/xml; charset=utf-8",
        "html" => "text/html; charset=utf-8",
        "pdf" => "application/pdf",
        _ => "application/octet-stream",
    }
}
