//! The operator's own base map: its tiles as they stand in the archive, and their description.
//! Other than the portal's layers they are not open to other sites: the operator may share them with
//! visitors of the portal, and whether with everybody is for a licence to say.

use super::answer::{Answer, Kind, Sharing};
use super::ask::Ask;
use super::encoding::{self, Coding};
use super::error;
use super::store::Body;
use crate::api;
use crate::basemap::{BaseMap, Packing, StoredTile, TileFailure, TileKind};
use crate::live::Edition;

/// What follows `/basemap` in the path of its description and of its tiles.
pub(crate) fn path(path: &str) -> Option<&str> {
    let rest = path.strip_prefix("/basemap")?;
    (rest == ".json" || rest.starts_with('/')).then_some(rest)
}

/// Answers what follows `/basemap`.
pub(crate) fn answer(edition: &Edition, ask: &Ask<'_>, (path, rest): (&str, &str)) -> Answer {
    let site = &edition.site;
    if rest == ".json" {
        let base = ask.base(&site.snapshot.catalog.portal.base_url);
        return of(api::basemap_json(site, &base));
    }
    let Some(query) = ask.parameters() else { return error(edition, ask, 400) };
    let Some(basemap) = &site.basemap else { return of(api::basemap_refusal(None, path)) };
    let named = query.iter().any(|(name, value)| name == "v" && value == basemap.version());
    let sharing = if named { Sharing::Immutable } else { Sharing::Minute };
    match tile(basemap, rest.strip_prefix('/').unwrap_or(rest), ask) {
        Ok(Some(tile)) => tile.sharing(sharing),
        Ok(None) => Answer::empty(204, Kind::Asset).sharing(sharing),
        Err(failure) => {
            if let TileFailure::Archive(why) = &failure {
                tracing::warn!("the base map has no tile {rest}: {why}");
            }
            of(api::basemap_refusal(Some(&failure), path))
        }
    }
}

/// A tile as it stands in the archive where the asker can unpack it, else unpacked.
fn tile(basemap: &BaseMap, address: &str, ask: &Ask<'_>) -> Result<Option<Answer>, TileFailure> {
    let Some(mut tile) = basemap.tile(address)? else { return Ok(None) };
    let coding = match basemap.packing() {
        Packing::Plain => Coding::Identity,
        Packing::Gzip => Coding::Gzip,
        Packing::Brotli => Coding::Brotli,
    };
    let media = media(basemap.kind());
    // The tag names archive and place: that is known before a hash of the bytes would be.
    let tagged = |bytes, tile: StoredTile| Body::weak(bytes, tile.name);
    if coding == Coding::Identity || !encoding::accepts(ask.accept_encoding, coding) {
        let plain = basemap.unpacked(&tile)?;
        return Ok(Some(Answer::new(200, Kind::Asset, media, tagged(plain, tile))));
    }
    let stored = std::mem::take(&mut tile.bytes);
    Ok(Some(Answer::coded(Kind::Asset, media, (coding, tagged(stored, tile)))))
}

fn media(kind: TileKind) -> &'static str {
    match kind {
        TileKind::Vector => api::VECTOR_TILE,
        TileKind::Png => "image/png",
        TileKind::Jpeg => "image/jpeg",
        TileKind::Webp => "image/webp",
        TileKind::Avif => "image/avif",
    }
}

fn of(response: api::Response) -> Answer {
    let body = Body::new(response.body.into_bytes());
    let answer = Answer::new(response.status, Kind::Asset, response.content_type, body);
    if response.status == 200 { answer.sharing(Sharing::Minute) } else { answer }
}
