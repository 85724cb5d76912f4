//! `/basemap.json`: the description of the operator's own base map as TileJSON 3.0, made of what its
//! archive says and of what samvis.toml says about source and licence.

use super::Response;
use super::refusal::Refusal;
use super::tiles::TileJson;
use crate::basemap::TileFailure;
use crate::model::Locale;
use crate::pages::Site;

/// The description. `base` is the scheme and host at which the asker sees the portal.
#[must_use]
pub fn basemap_json(site: &Site, base: &str) -> Response {
    let source = site.snapshot.catalog.portal.maps.basemap.as_ref();
    let Some((basemap, source)) = site.basemap.as_ref().zip(source) else {
        return no_basemap().response_at("/basemap.json");
    };
    let (minzoom, maxzoom) = basemap.zooms();
    Response::json(&TileJson {
        tilejson: "3.0.0",
        name: basemap.name(),
        attribution: source.attribution.text(Locale::SV),
        scheme: "xyz",
        tiles: [format!("{base}{}", basemap.tile_addresses())],
        minzoom,
        maxzoom,
        bounds: basemap.bounds().map(|it| [it.west, it.south, it.east, it.north]),
        vector_layers: basemap.layers(),
    })
}

/// The answer when there is no tile to give at a path.
#[must_use]
pub fn basemap_refusal(failure: Option<&TileFailure>, path: &str) -> Response {
    let refusal = match failure {
        None => no_basemap(),
        Some(TileFailure::Address(error)) => Refusal::bad(error.to_string()),
        Some(TileFailure::Archive(_)) => Refusal::failed("the base map's archive is broken here"),
    };
    refusal.response_at(path)
}

fn no_basemap() -> Refusal {
    Refusal::not_found("the portal has no base map of its own; /tiles has its layers")
}
