//! A static page such as "about".

use serde::Serialize;

use super::document;
use super::showing::{Head, Said, Showing, View};
use crate::model::PageId;

#[derive(Serialize)]
struct StaticPage {
    title: Said,
    summary: Said,
    fallback: Option<String>,
    body: String,
    reviewed: Option<String>,
}

pub(super) fn view(showing: &Showing<'_>, id: &PageId) -> Option<View> {
    let page = showing.catalog().pages.get(id)?;
    let (locale, text) = page.texts.best(showing.locale)?;
    let lang = showing.foreign(locale);
    let content = StaticPage {
        title: Said { text: text.title.clone(), lang: lang.clone() },
        summary: Said { text: text.summary.clone(), lang: lang.clone() },
        fallback: lang,
        body: document::html(showing, &text.body.sections, 2),
        reviewed: text.reviewed.map(|date| showing.date(date)),
    };
    let head =
        Head { title: text.title.clone(), description: text.summary.clone(), ..Head::default() };
    Some(View::new("pages/static_page.html", head, &content))
}
