//! Which municipalities the areas of a layer reach: only there does it matter for a service whether
//! a place lies in one of them.

use std::collections::{BTreeMap, BTreeSet};

use geo::CoordsIter;

use super::cover::Cover;
use crate::model::{AreaCondition, Catalog, Layer, LayerId, LayerKind, Point};

/// The ids of the municipalities' areas that each area of some layers reaches.
#[derive(Debug, Default)]
pub(super) struct Reach {
    reached: BTreeMap<LayerId, BTreeMap<String, BTreeSet<String>>>,
}

impl Reach {
    /// Looks at every layer but the municipalities themselves and what is only drawn.
    pub(super) fn new(
        catalog: &Catalog,
        covers: &BTreeMap<LayerId, Cover>,
        municipalities: Option<&LayerId>,
    ) -> Self {
        let base = municipalities.and_then(|id| Some((catalog.layers.get(id)?, covers.get(id)?)));
        let Some((base, cover)) = base else { return Self::default() };
        let others = catalog.layers.values().filter(|layer| {
            layer.id != base.id
                && layer.kind != LayerKind::Background
                && catalog.portal.maps.base.as_ref() != Some(&layer.id)
        });
        let reached = others.filter_map(|layer| {
            let own = covers.get(&layer.id)?;
            Some((layer.id.clone(), reached((layer, own), (base, cover))))
        });
        Self { reached: reached.collect() }
    }

    /// Whether a municipality has a place that meets a condition.
    pub(super) fn reaches(&self, condition: &AreaCondition, municipality: &str) -> bool {
        let Some(areas) = self.reached.get(&condition.layer) else { return false };
        let meets = |(id, reached): (&String, &BTreeSet<String>)| {
            condition.area.as_ref().is_none_or(|wanted| wanted == id)
                && reached.contains(municipality)
        };
        areas.iter().any(meets)
    }
}

/// The municipalities in which an area has a corner, and those that have a corner in it.
fn reached(
    (layer, own): (&Layer, &Cover),
    (base, cover): (&Layer, &Cover),
) -> BTreeMap<String, BTreeSet<String>> {
    let mut reached: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for area in &layer.areas {
        let corners = area.shape.coords_iter().filter_map(|at| Point::new(at.y, at.x).ok());
        let all = reached.entry(area.id.clone()).or_default();
        for corner in corners {
            all.extend(cover.everywhere(corner).into_iter().map(str::to_owned));
        }
    }
    for area in &base.areas {
        let corners = area.shape.coords_iter().filter_map(|at| Point::new(at.y, at.x).ok());
        for id in corners.flat_map(|corner| own.everywhere(corner)) {
            reached.entry(id.to_owned()).or_default().insert(area.id.clone());
        }
    }
    reached
}
