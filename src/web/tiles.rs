//! Vector tiles and their description: made when first asked for, kept, compressed, tagged.

use super::answer::{Answer, Kind, Sharing, Varies};
use super::ask::Ask;
use super::store::{Body, Kept};
use super::{App, error};
use crate::api;
use crate::live::Edition;

/// Answers what follows `/tiles/`. A tile whose address names the version of its layer may be
/// kept for ever; one in which nothing lies has no content.
pub(crate) fn answer(
    app: &App,
    edition: &Edition,
    ask: &Ask<'_>,
    (address, path): (&str, &str),
) -> Answer {
    if let Some(layer) = path.strip_suffix(".json") {
        let base = ask.base(&edition.site.snapshot.catalog.portal.base_url);
        return of(api::tilejson(&edition.site, layer, &base));
    }
    let Some(query) = ask.parameters() else { return error(edition, ask, 400) };
    let tile = match api::tile(&edition.site, path) {
        Ok(tile) => tile,
        Err(refused) => return of(refused),
    };
    let named = query.iter().any(|(name, value)| name == "v" && value == tile.version);
    let sharing = if named { Sharing::Immutable } else { Sharing::Minute };
    let made = || {
        let body = Body::new(tile.bytes());
        let (kind, media, sharing) = (Kind::Api, api::VECTOR_TILE, Sharing::Minute);
        Kept { kind, body, media, sharing, varies: Varies::No }
    };
    let kept = app.store.get(edition.number, address).unwrap_or_else(made);
    // A tile without content is answered with another status, so it is not kept as a page is.
    if kept.body.is_empty() {
        return Answer::empty(204, Kind::Api).sharing(sharing);
    }
    app.store.keep(edition.number, address, &kept);
    Answer::of(kept).sharing(sharing)
}

fn of(response: api::Response) -> Answer {
    let body = Body::new(response.body.into_bytes());
    let answer = Answer::new(response.status, Kind::Api, response.content_type, body);
    if response.status == 200 { answer.sharing(Sharing::Minute) } else { answer }
}
