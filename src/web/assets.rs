//! Static files from memory: nothing on disk is opened for a request.

use super::answer::{Answer, Cache, Kind};
use super::ask::Ask;
use super::store::{Body, Key};
use super::{App, error};
use crate::live::Edition;

/// Answers with the static file at this path under `/static/`. It may be kept for ever where the
/// address names its content (by its hash) or its version (vendored files).
pub(crate) fn answer(app: &App, edition: &Edition, ask: &Ask<'_>, path: &str) -> Answer {
    let Some(asset) = edition.site.assets.get(path) else { return error(edition, ask, 404) };
    let key = Key::Asset(path.to_owned());
    let made = || {
        let kept = (Body::new(asset.bytes.to_vec()), asset.media_type);
        app.store.keep(edition.number, key.clone(), kept.clone());
        kept
    };
    let (body, media) = app.store.get(edition.number, key.clone()).unwrap_or_else(made);
    let named = asset.url.split_once('?').map_or("", |(_, query)| query);
    let cache = if ask.query == named { Cache::Immutable } else { Cache::Revalidate };
    Answer::new(200, Kind::Asset, media, body).cache(cache)
}
