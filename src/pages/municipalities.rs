//! All municipalities, by county and on the map.

use serde::Serialize;

use super::Page;
use super::drawing::MapView;
use super::showing::{Head, Showing, View};
use super::view::{County, MunicipalityItem, by_county};

#[derive(Serialize)]
struct Municipalities {
    counties: Vec<County>,
    total: usize,
    map: MapView,
}

pub(super) fn view(showing: &Showing<'_>) -> View {
    let counties = linked_counties(showing);
    let total: usize = counties.iter().map(|county| county.municipalities.len()).sum();
    let map = showing.site.drawing.links(showing, &counties);
    let head = Head {
        title: showing.word("municipalities-title"),
        description: showing.words("municipalities-description", &[("count", total.into())]),
        ..Head::default()
    };
    View::new("pages/municipalities.html", head, &Municipalities { counties, total, map })
}

/// All municipalities by county, each leading to its own page.
pub(super) fn linked_counties(showing: &Showing<'_>) -> Vec<County> {
    by_county(showing, |municipality| MunicipalityItem {
        code: municipality.code.to_string(),
        name: municipality.name(showing.locale).to_owned(),
        href: showing.url(&Page::Municipality(municipality.code)),
        state: None,
    })
}
