//! What an archive says of itself as JSON: its name, and the layers of its vector tiles
//! (TileJSON 3.0, 3.3). Everything else is left where it is.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::error::ArchiveError;

/// The most layers; base maps have about ten.
const LAYERS_MAX: usize = 200;
/// The most fields of a layer.
const FIELDS_MAX: usize = 1000;
/// The longest name or description, in characters.
const TEXT_CHARACTERS_MAX: usize = 400;

/// A layer of vector tiles.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct VectorLayer {
    /// Its name in the tiles.
    pub id: String,
    /// What it shows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The first zoom that has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minzoom: Option<u8>,
    /// The last zoom that has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub maxzoom: Option<u8>,
    /// What its features say: the name of a field, and what it is.
    #[serde(default)]
    pub fields: BTreeMap<String, String>,
}

/// What is taken of an archive's metadata.
#[derive(Debug, Clone, Default)]
pub(super) struct Metadata {
    pub(super) name: String,
    pub(super) vector_layers: Vec<VectorLayer>,
}

impl Metadata {
    /// Reads the metadata. A layer that is not as it should be is left out.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, ArchiveError> {
        let object = object(bytes);
        let object = object.ok_or(ArchiveError::Damaged("its metadata is no JSON object"))?;
        let name = object.get("name").and_then(Value::as_str).map(short).unwrap_or_default();
        // Converters of MBTiles may leave the layers where they were there: in JSON as a text.
        let inner =
            object.get("json").and_then(Value::as_str).map(str::as_bytes).and_then(self::object);
        let layers = [Some(object), inner].into_iter().flatten().find_map(|mut it| {
            match it.remove("vector_layers") {
                Some(Value::Array(layers)) => Some(layers),
                _ => None,
            }
        });
        let good = |layer: &VectorLayer| layer.fields.len() <= FIELDS_MAX && !layer.id.is_empty();
        let vector_layers = layers
            .unwrap_or_default()
            .into_iter()
            .take(LAYERS_MAX)
            .filter_map(|layer| serde_json::from_value(layer).ok())
            .filter(good)
            .map(shortened);
        Ok(Self { name, vector_layers: vector_layers.collect() })
    }
}

fn object(bytes: &[u8]) -> Option<Map<String, Value>> {
    match serde_json::from_slice(bytes) {
        Ok(Value::Object(object)) => Some(object),
        _ => None,
    }
}

fn shortened(layer: VectorLayer) -> VectorLayer {
    let description = layer.description.as_deref().map(short);
    VectorLayer { id: short(&layer.id), description, ..layer }
}

fn short(text: &str) -> String {
    text.chars().take(TEXT_CHARACTERS_MAX).collect()
}
