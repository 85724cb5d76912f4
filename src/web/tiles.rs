//! Vector tiles and their description: made when first asked for, kept, compressed, tagged.

use super::answer::{Answer, Kind, Sharing};
use super::ask::Ask;
use super::store::{Body, Kept, Key};
use super::{App, error};
use crate::api;
use crate::live::Edition;

/// Answers what follows `/tiles/`. A tile whose address names the version of its layer may be
/// kept for ever; one in which nothing lies has no content.
pub(crate) fn answer(app: &App, edition: &Edition, ask: &Ask<'_>, path: &str) -> Answer {
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
    let key = Key::Tile(path.to_owned());
    let made = || {
        let kept = Kept { body: Body::new(tile.bytes()), media: api::VECTOR_TILE, sharing };
        app.store.keep(edition.number, key.clone(), &kept);
        kept
    };
    let kept = app.store.get(edition.number, key.clone()).unwrap_or_else(made);
    if kept.body.is_empty() {
        return Answer::empty(204, Kind::Api).sharing(sharing);
    }
    Answer::of(kept, Kind::Api).sharing(sharing)
}

fn of(response: api::Response) -> Answer {
    let body = Body::new(response.body.into_bytes());
    let answer = Answer::new(response.status, Kind::Api, response.content_type, body);
    if response.status == 200 { answer.sharing(Sharing::Minute) } else { answer }
}
