//! All guides.

use serde::Serialize;

use super::Page;
use super::showing::{Head, Said, Showing, View};
use crate::model::Guide;

#[derive(Serialize)]
struct Guides {
    guides: Vec<GuideItem>,
}

/// A guide in a list.
#[derive(Serialize)]
pub(super) struct GuideItem {
    pub href: String,
    pub title: Said,
    pub summary: Said,
}

pub(super) fn view(showing: &Showing<'_>) -> View {
    let all = showing.catalog().guides.values();
    let mut guides: Vec<GuideItem> = all.filter_map(|guide| guide_item(showing, guide)).collect();
    showing.order().sort(&mut guides, |guide| &guide.title.text);
    let head = Head {
        title: showing.word("guides-title"),
        description: showing.word("guides-description"),
        ..Head::default()
    };
    View::new("pages/guides.html", head, &Guides { guides })
}

pub(super) fn guide_item(showing: &Showing<'_>, guide: &Guide) -> Option<GuideItem> {
    let (locale, text) = guide.texts.best(showing.locale)?;
    let lang = showing.foreign(locale);
    Some(GuideItem {
        href: showing.url(&Page::Guide(guide.id.clone(), None)),
        title: Said { text: text.title.clone(), lang: lang.clone() },
        summary: Said { text: text.summary.clone(), lang },
    })
}
