//! `/tiles`: the layers as vector tiles, with their description as TileJSON 3.0.

use serde::Serialize;

use super::Response;
use super::refusal::Refusal;
use crate::model::{Layer, LayerId, Locale};
use crate::pages::Site;
use crate::tiles::{TileId, ZOOM_MAX};

/// Mapbox Vector Tile 2.1, as registered with IANA.
pub const VECTOR_TILE: &str = "application/vnd.mapbox-vector-tile";

/// A description of tiles, TileJSON 3.0.
#[derive(Serialize)]
pub(super) struct TileJson<'a, L> {
    pub(super) tilejson: &'static str,
    pub(super) name: &'a str,
    pub(super) attribution: &'a str,
    pub(super) scheme: &'static str,
    pub(super) tiles: [String; 1],
    pub(super) minzoom: u8,
    pub(super) maxzoom: u8,
    /// West, south, east and north in degrees.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) bounds: Option<[f64; 4]>,
    /// None where the tiles are pictures.
    #[serde(skip_serializing_if = "<[L]>::is_empty")]
    pub(super) vector_layers: &'a [L],
}

#[derive(Serialize)]
struct VectorLayer<'a> {
    id: &'a str,
    description: &'a str,
    minzoom: u8,
    maxzoom: u8,
    fields: Fields,
}

#[derive(Serialize)]
struct Fields {
    code: &'static str,
    name: &'static str,
}

/// A tile that exists, not yet made.
pub struct TileAsked<'s> {
    site: &'s Site,
    layer: &'s LayerId,
    tile: TileId,
    /// The version of the layer: another one means other tiles.
    pub version: &'s str,
}

impl TileAsked<'_> {
    /// Makes the tile; no bytes where the layer has nothing.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        self.site.snapshot.tiles.tile(self.layer, self.tile).unwrap_or_default()
    }
}

/// Which tile is meant by what follows `/tiles/`: `<layer>/<zoom>/<column>/<row>.mvt`.
///
/// # Errors
/// The answer to give when there is no such layer or no such tile.
pub fn tile<'s>(site: &'s Site, path: &str) -> Result<TileAsked<'s>, Response> {
    let refuse = |refusal: Refusal| refusal.response_at(&format!("/tiles/{path}"));
    let (layer, rest) = path.split_once('/').unwrap_or((path, ""));
    let layer = &layer_of(site, layer).map_err(refuse)?.id;
    let tile = TileId::parse(rest).map_err(|error| refuse(Refusal::bad(error.to_string())))?;
    let version = site.snapshot.tiles.version(layer).ok_or_else(|| refuse(no_layer()))?;
    Ok(TileAsked { site, layer, tile, version })
}

/// The description of a layer's tiles. `base` is the scheme and host at which the asker sees them.
#[must_use]
pub fn tilejson(site: &Site, layer: &str, base: &str) -> Response {
    let path = format!("/tiles/{layer}.json");
    let layer = match layer_of(site, layer) {
        Ok(layer) => layer,
        Err(refusal) => return refusal.response_at(&path),
    };
    let tiles = &site.snapshot.tiles;
    let version = tiles.version(&layer.id).unwrap_or_default();
    let title = layer.title.text(Locale::SV);
    Response::json(&TileJson {
        tilejson: "3.0.0",
        name: title,
        attribution: &format!("{} ({})", layer.source, layer.licence),
        scheme: "xyz",
        tiles: [format!("{base}/tiles/{}/{{z}}/{{x}}/{{y}}.mvt?v={version}", layer.id)],
        minzoom: 0,
        maxzoom: ZOOM_MAX,
        bounds: tiles.bounds(&layer.id),
        vector_layers: &[VectorLayer {
            id: layer.id.as_str(),
            description: title,
            minzoom: 0,
            maxzoom: ZOOM_MAX,
            fields: Fields { code: "String", name: "String" },
        }],
    })
}

fn layer_of<'s>(site: &'s Site, id: &str) -> Result<&'s Layer, Refusal> {
    let found = LayerId::parse(id).and_then(|id| site.snapshot.catalog.layers.get(&id));
    found.ok_or_else(no_layer)
}

fn no_layer() -> Refusal {
    Refusal::not_found("there is no such layer; see /api/v1/layers")
}
