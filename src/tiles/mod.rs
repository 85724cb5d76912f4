//! Vector tiles of every layer: generalised per zoom with shared borders kept, cut, rounded and
//! mended. Pure: a snapshot's tiles are always the same bytes.

mod address;
mod clip;
mod encode;
mod pyramid;
mod rings;
mod weight;

pub use address::{EXTENT, TileError, TileId, ZOOM_MAX, numbers};

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::model::{Catalog, LayerId};
use pyramid::Pyramid;

/// A vertex in Web Mercator, in whole units from the world's north-western corner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Corner {
    x: i32,
    y: i32,
}

/// Every layer, ready to be cut into tiles.
#[derive(Debug, Default)]
pub struct Tiles {
    pyramids: BTreeMap<LayerId, Pyramid>,
}

/// Prepares the layers of a catalogue.
#[must_use]
pub fn build(catalog: &Catalog) -> Tiles {
    let layers: Vec<_> = catalog.layers.values().collect();
    let prepared = layers.into_par_iter().map(|layer| (layer.id.clone(), Pyramid::new(layer)));
    Tiles { pyramids: prepared.collect::<Vec<_>>().into_iter().collect() }
}

impl Tiles {
    /// A tile of a layer as Mapbox Vector Tile 2.1; no bytes where the layer has nothing.
    /// `None` when there is no such layer.
    #[must_use]
    pub fn tile(&self, layer: &LayerId, tile: TileId) -> Option<Vec<u8>> {
        Some(self.pyramids.get(layer)?.tile(layer.as_str(), tile))
    }

    /// The box of a layer in degrees: west, south, east, north. `None` when it is empty.
    #[must_use]
    pub fn bounds(&self, layer: &LayerId) -> Option<[f64; 4]> {
        self.pyramids.get(layer)?.bounds
    }

    /// Changes with every change of the layer's shapes, codes or names.
    #[must_use]
    pub fn version(&self, layer: &LayerId) -> Option<&str> {
        Some(&self.pyramids.get(layer)?.version)
    }
}
