//! All checklists.

use serde::Serialize;

use super::checklist::checklist_item;
use super::guides::GuideItem;
use super::showing::{Head, Showing, View};

#[derive(Serialize)]
struct Checklists {
    checklists: Vec<GuideItem>,
}

pub(super) fn view(showing: &Showing<'_>) -> View {
    let all = showing.catalog().checklists.values();
    let mut checklists: Vec<GuideItem> = all.filter_map(|it| checklist_item(showing, it)).collect();
    showing.order().sort(&mut checklists, |it| &it.title.text);
    let head = Head {
        title: showing.word("checklists-title"),
        description: showing.word("checklists-description"),
        ..Head::default()
    };
    View::new("pages/checklists.html", head, &Checklists { checklists })
}
