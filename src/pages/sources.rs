//! Where everything is from: layers, places, content, and the packages the portal brings along.

use serde::{Deserialize, Serialize};

use super::ground::{Ground, ground};
use super::showing::Link;
use super::showing::{Head, Said, Showing, View};
use super::view::web;
use crate::tree::SourceTree;
use crate::words::Argument;

/// A package under `static/vendor`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Vendored {
    name: String,
    version: String,
    licence: String,
    folder: String,
}

#[derive(Deserialize)]
struct VendorFile {
    packages: Vec<Vendored>,
}

#[derive(Serialize)]
struct Sources<'a> {
    layers: Vec<LayerView>,
    ground: Option<Ground>,
    places: Option<PlacesView>,
    municipalities: Vec<Confirmed>,
    services: usize,
    provisions: usize,
    vendored: &'a [Vendored],
}

#[derive(Serialize)]
struct LayerView {
    title: Said,
    source: String,
    link: Option<Link>,
    licence: String,
    retrieved: String,
    accuracy: String,
}

#[derive(Serialize)]
struct PlacesView {
    source: String,
    licence: String,
    attribution: Said,
    retrieved: String,
}

/// Where the facts of a municipality were seen.
#[derive(Serialize)]
struct Confirmed {
    name: String,
    source: String,
    confirmed: String,
}

/// Reads what is vendored; a portal without the file brings nothing along.
pub(super) fn vendored(tree: &SourceTree) -> Vec<Vendored> {
    let bytes = tree.get("static/vendor/VENDOR.toml").unwrap_or_default();
    let file: Option<VendorFile> =
        std::str::from_utf8(bytes).ok().and_then(|text| toml::from_str(text).ok());
    file.map(|file| file.packages).unwrap_or_default()
}

pub(super) fn view(showing: &Showing<'_>) -> View {
    let catalog = showing.catalog();
    let page = Sources {
        layers: catalog.layers.values().map(|layer| layer_view(showing, layer)).collect(),
        ground: ground(showing),
        places: catalog.gazetteer.source.as_ref().map(|source| PlacesView {
            source: source.source.clone(),
            licence: source.licence.clone(),
            attribution: showing.said(&source.attribution),
            retrieved: showing.date(source.retrieved),
        }),
        municipalities: catalog
            .municipalities
            .values()
            .map(|municipality| Confirmed {
                name: municipality.name(showing.locale).to_owned(),
                source: municipality.source.clone(),
                confirmed: showing.date(municipality.confirmed),
            })
            .collect(),
        services: catalog.services.len(),
        provisions: catalog.provisions().count(),
        vendored: &showing.site.vendored,
    };
    let head = Head { title: showing.word("sources-title"), ..Head::default() };
    View::new("pages/sources.html", head, &page)
}

fn layer_view(showing: &Showing<'_>, layer: &crate::model::Layer) -> LayerView {
    let metres = layer.accuracy_m.round();
    LayerView {
        title: showing.said(&layer.title),
        source: layer.source.clone(),
        link: layer.source_url.as_deref().map(web),
        licence: layer.licence.clone(),
        retrieved: showing.date(layer.retrieved),
        accuracy: showing.words("sources-accuracy-m", &[("metres", Argument::Number(metres))]),
    }
}
