//! All topics.

use serde::Serialize;

use super::showing::{Head, Showing, View};
use super::start::{TopicCard, topic_cards};

#[derive(Serialize)]
struct Topics {
    topics: Vec<TopicCard>,
}

pub(super) fn view(showing: &Showing<'_>) -> View {
    let head = Head {
        title: showing.word("topics-title"),
        description: showing.word("topics-description"),
        ..Head::default()
    };
    View::new("pages/topics.html", head, &Topics { topics: topic_cards(showing) })
}
