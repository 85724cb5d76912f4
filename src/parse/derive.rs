//! Layers that no file draws: the territories of organisations, as the union of their members.

use geo::MultiPolygon;

use super::reader::Report;
use crate::model::{Area, Catalog, Derived, Layer, Locale, MunicipalityCode, Organisation};
use crate::problem::{Code, Problem};
use crate::topology;

/// Gives the derived layers of a catalogue their areas.
pub(super) fn fill(catalog: &mut Catalog, report: &mut Report) {
    let municipalities = catalog.portal.maps.municipalities.as_ref();
    let Some(municipalities) = municipalities.and_then(|id| catalog.layers.get(id)) else { return };
    let derived = |layer: &&Layer| layer.derived.is_some();
    let mut layers: Vec<Layer> = catalog.layers.values().filter(derived).cloned().collect();
    for layer in &mut layers {
        layer.licence.clone_from(&municipalities.licence);
        (layer.retrieved, layer.accuracy_m) = (municipalities.retrieved, municipalities.accuracy_m);
        let Some(derived) = &layer.derived else { continue };
        let areas = catalog.organisations.values().filter_map(|organisation| {
            area(organisation, &members(organisation, derived), municipalities)
        });
        layer.areas = areas.collect();
        if layer.areas.is_empty() {
            let path = format!("maps/{}.toml", layer.id);
            let message = "no organisation has an area in this layer".to_owned();
            report.tell(Problem::new(Code::LayerOdd, &path, message));
        }
    }
    catalog.layers.extend(layers.into_iter().map(|layer| (layer.id.clone(), layer)));
}

/// The municipalities for which an organisation acts in the way that makes the layer.
fn members(organisation: &Organisation, derived: &Derived) -> Vec<MunicipalityCode> {
    if !derived.kinds.is_empty() && !derived.kinds.contains(&organisation.kind) {
        return Vec::new();
    }
    let services = &derived.services;
    let handles = |code: &MunicipalityCode| {
        services.is_empty() || services.iter().any(|one| organisation.handles(one, *code).is_some())
    };
    organisation.members.iter().copied().filter(handles).collect()
}

fn area(organisation: &Organisation, members: &[MunicipalityCode], layer: &Layer) -> Option<Area> {
    let codes: Vec<String> = members.iter().map(ToString::to_string).collect();
    let shapes: Vec<&MultiPolygon<f64>> = layer
        .areas
        .iter()
        .filter(|area| codes.contains(&area.id))
        .map(|area| &area.shape)
        .collect();
    // Shapes too intricate for a union are parts beside each other, which cover the same.
    let apart = |_| shapes.iter().flat_map(|shape| shape.iter().cloned()).collect();
    let shape = topology::union(shapes.iter().copied()).unwrap_or_else(apart);
    (!shape.0.is_empty()).then(|| Area {
        id: organisation.id.to_string(),
        name: organisation.name.text(Locale::SV).to_owned(),
        shape,
        validity: organisation.validity,
        succeeded_by: None,
    })
}
