//! The map of all municipalities, with the same as a list.

use serde::Serialize;

use super::drawing::MapView;
use super::municipalities::linked_counties;
use super::showing::{Head, Showing, View};
use super::view::County;

#[derive(Serialize)]
struct MapPage {
    counties: Vec<County>,
    map: MapView,
}

pub(super) fn view(showing: &Showing<'_>) -> View {
    let counties = linked_counties(showing);
    let map = showing.site.drawing.links(showing, &counties);
    let head = Head {
        title: showing.word("map-title"),
        description: showing.word("map-description"),
        ..Head::default()
    };
    View::new("pages/map.html", head, &MapPage { counties, map })
}
