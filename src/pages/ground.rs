//! What the map that can be moved stands on, where the operator has a base map: the tiles, and who
//! must be named for them. The maps that the server draws stand on the portal's own layers.

use serde::Serialize;

use super::showing::{Said, Showing};

/// The operator's base map on a page.
#[derive(Serialize)]
pub(super) struct Ground {
    /// The tiles for the script, as JSON.
    tiles: String,
    /// Source and licence.
    attribution: Said,
    /// A page about them.
    url: Option<String>,
}

/// The tiles for the script.
#[derive(Serialize)]
struct Tiles<'a> {
    /// Their addresses, from the root.
    tiles: String,
    /// Whether they are pictures, and not vectors.
    pictures: bool,
    minzoom: u8,
    maxzoom: u8,
    /// West, south, east, north.
    bounds: Option<[f64; 4]>,
    /// The names of the vector layers that the script can draw.
    layers: Vec<&'a str>,
}

/// The base map, where there is one and the page's map can be moved: the files of the static site
/// have no server that could read it.
pub(super) fn ground(showing: &Showing<'_>) -> Option<Ground> {
    if showing.visit.is_static || showing.visit.is_embedded {
        return None;
    }
    let basemap = showing.site.basemap.as_ref()?;
    let source = showing.catalog().portal.maps.basemap.as_ref()?;
    let (minzoom, maxzoom) = basemap.zooms();
    let tiles = Tiles {
        tiles: basemap.tile_addresses(),
        pictures: basemap.kind().is_picture(),
        minzoom,
        maxzoom,
        bounds: basemap.bounds().map(|it| [it.west, it.south, it.east, it.north]),
        layers: basemap.drawn_layers().collect(),
    };
    let tiles = serde_json::to_string(&tiles).expect("texts and finite numbers are JSON");
    Some(Ground { tiles, attribution: showing.said(&source.attribution), url: source.url.clone() })
}
