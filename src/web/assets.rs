//! Static files from memory: nothing on disk is opened for a request.

use super::answer::{Answer, Kind, Sharing, Varies};
use super::ask::Ask;
use super::store::{Body, Kept};
use super::{App, error};
use crate::live::Edition;

/// Answers with the static file at this path under `/static/`. It may be kept for ever where the
/// address names its content (by its hash) or its version (vendored files).
pub(crate) fn answer(app: &App, edition: &Edition, ask: &Ask<'_>, path: &str) -> Answer {
    let Some(asset) = edition.site.assets.get(path) else { return error(edition, ask, 404) };
    let address = format!("/static/{path}");
    let named = asset.url.split_once('?').map_or("", |(_, query)| query);
    let sharing =
        |query: &str| if query == named { Sharing::Immutable } else { Sharing::Revalidate };
    let made = || {
        let body = Body::new(asset.bytes.to_vec());
        // It is kept for who asks without a query.
        let (media, sharing) = (asset.media_type, sharing(""));
        let kept = Kept { kind: Kind::Asset, body, media, sharing, varies: Varies::No };
        app.store.keep(edition.number, &address, &kept);
        kept
    };
    let kept = app.store.get(edition.number, &address).unwrap_or_else(made);
    Answer::of(kept).sharing(sharing(ask.query))
}
