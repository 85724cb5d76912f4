//! Static files from memory: nothing on disk is opened for a request.

use super::answer::{Answer, Kind, Sharing};
use super::ask::Ask;
use super::store::{Body, Kept, Key};
use super::{App, error};
use crate::live::Edition;

/// Answers with the static file at this path under `/static/`. It may be kept for ever where the
/// address names its content (by its hash) or its version (vendored files).
pub(crate) fn answer(app: &App, edition: &Edition, ask: &Ask<'_>, path: &str) -> Answer {
    let Some(asset) = edition.site.assets.get(path) else { return error(edition, ask, 404) };
    let key = Key::Asset(path.to_owned());
    let made = || {
        let body = Body::new(asset.bytes.to_vec());
        let kept = Kept { body, media: asset.media_type, sharing: Sharing::Revalidate };
        app.store.keep(edition.number, key.clone(), &kept);
        kept
    };
    let kept = app.store.get(edition.number, key.clone()).unwrap_or_else(made);
    let named = asset.url.split_once('?').map_or("", |(_, query)| query);
    let sharing = if ask.query == named { Sharing::Immutable } else { kept.sharing };
    Answer::of(kept, Kind::Asset).sharing(sharing)
}
