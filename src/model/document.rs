//! An editor's text, read once into a tree that pages, print and search share.

use super::{LayerId, ServiceId};

/// One language's file of a service, guide or page: its front matter and its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// The file it was read from, relative to the portal folder.
    pub path: String,
    /// The title; it is the page's only first-level heading.
    pub title: String,
    /// One or two sentences, at most 200 characters.
    pub summary: String,
    /// Everyday words that people use for it.
    pub keywords: Vec<String>,
    /// The day on which a person last reviewed this text, where the file says it.
    pub reviewed: Option<jiff::civil::Date>,
    /// The text.
    pub body: Document,
}

/// A text as a flat list of sections in reading order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    /// The sections. What stands before the first heading is a section of level 0 without a title.
    pub sections: Vec<Section>,
}

/// A heading and what follows it up to the next one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// The heading's id: unique in the document, made from the title.
    pub id: String,
    /// 2 to 6 as in HTML; 0 for the text before the first heading.
    pub level: u8,
    /// The heading as plain text.
    pub title: String,
    /// The content, without the heading.
    pub pieces: Vec<Piece>,
    /// The same as plain words, for search and summaries.
    pub plain: String,
}

/// A part of a section. Written one after the other, the pieces are the section's HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Ready, safe HTML. It may end inside an attribute that the next piece completes.
    Html(String),
    /// The address of an own page, to be written inside an attribute.
    Own(OwnLink),
    /// A `:::` block.
    Block(Block),
}

/// A link to a page of the portal by what it shows, so that no address is typed by hand.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct OwnLink {
    /// What is linked to; whether it exists is checked with the whole catalogue.
    pub target: super::Target,
    /// The heading id after `#`.
    pub anchor: Option<String>,
}

/// The kinds of notes an editor can write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoteKind {
    /// `:::info`
    Info,
    /// `:::warning`
    Warning,
    /// `:::example`
    Example,
    /// `:::summary`
    Summary,
}

/// A `:::` block of the closed list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A boxed note with an optional title.
    Note {
        /// Which look and role.
        kind: NoteKind,
        /// The words after the block's name.
        title: Option<String>,
        /// The content.
        body: Vec<Piece>,
    },
    /// A numbered list shown as steps.
    Steps(Vec<Piece>),
    /// How to reach an organisation or a municipality (its slug).
    Contact(String),
    /// A button to the signpost of a service.
    EService(ServiceId),
    /// A map of a layer with its list.
    Map(LayerId),
    /// Text that holds only in these municipalities (slugs).
    Municipality {
        /// The slugs, as written.
        slugs: Vec<String>,
        /// The content.
        body: Vec<Piece>,
    },
}
