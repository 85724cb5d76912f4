//! An editor's text, read once into a tree that pages, print and search share.

use super::{CountyCode, LayerId, Locale, ServiceId, SnippetId};

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
}

impl Section {
    /// The content as plain words, a line for each block, for search and for readability. It is
    /// read off the pieces when it is wanted: kept, it would double the memory of all texts.
    #[must_use]
    pub fn plain(&self) -> String {
        let mut words = Plain::default();
        words.pieces(&self.pieces);
        words.text.truncate(words.text.trim_end().len());
        words.text
    }
}

/// The words of HTML that this program itself wrote: tags and the five escapes are all there is.
#[derive(Default)]
struct Plain {
    text: String,
    /// Whether the last piece ended inside a tag, as before an own address.
    inside_tag: bool,
}

impl Plain {
    fn pieces(&mut self, pieces: &[Piece]) {
        for piece in pieces {
            match piece {
                Piece::Html(html) => self.html(html),
                Piece::Own(_) => {}
                Piece::Block(block) => self.block(block),
            }
        }
    }

    fn block(&mut self, block: &Block) {
        let (title, body) = match block {
            Block::Note { title, body, .. } => (title.as_deref(), body.as_slice()),
            Block::Steps(body)
            | Block::Include { body, .. }
            | Block::Municipality { body, .. }
            | Block::County { body, .. }
            | Block::Language { body, .. } => (None, body.as_slice()),
            Block::Contact(_) | Block::EService(_) | Block::Map(_) => (None, [].as_slice()),
        };
        self.line();
        self.text.push_str(title.unwrap_or(""));
        self.line();
        self.pieces(body);
        self.line();
    }

    fn html(&mut self, html: &str) {
        let mut rest = html;
        while !rest.is_empty() {
            if self.inside_tag {
                let Some((tag, after)) = rest.split_once('>') else { return };
                self.inside_tag = false;
                self.tag(tag);
                rest = after;
            } else {
                let (words, after) = rest
                    .split_once('<')
                    .map_or((rest, None), |(words, after)| (words, Some(after)));
                self.words(words);
                self.inside_tag = after.is_some();
                rest = after.unwrap_or("");
            }
        }
    }

    /// The end of a block is the end of a line; the tags inside a line leave no trace.
    fn tag(&mut self, tag: &str) {
        const INLINE: [&str; 7] = ["a", "em", "strong", "code", "sup", "del", "abbr"];
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap_or("");
        if !INLINE.contains(&name) {
            self.line();
        }
    }

    fn words(&mut self, words: &str) {
        const ESCAPES: [(&str, char); 5] =
            [("&lt;", '<'), ("&gt;", '>'), ("&quot;", '"'), ("&#39;", '\''), ("&amp;", '&')];
        // Between two blocks there is a line end in the HTML; the blocks have ended their own.
        let begins = self.text.is_empty() || self.text.ends_with('\n');
        let mut rest = if begins { words.trim_start_matches('\n') } else { words };
        while let Some((before, from)) = rest.find('&').map(|at| rest.split_at(at)) {
            self.text.push_str(before);
            let found = ESCAPES
                .iter()
                .find_map(|(escape, character)| Some((from.strip_prefix(escape)?, *character)));
            let (after, character) = found.unwrap_or((from.split_at(1).1, '&'));
            self.text.push(character);
            rest = after;
        }
        self.text.push_str(rest);
    }

    fn line(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }
}

/// A part of a section. Written one after the other, the pieces are the section's HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Ready, safe HTML. It may end inside an attribute that the next piece completes.
    Html(String),
    /// The address of an own page, to be written inside an attribute.
    Own(Box<OwnLink>),
    /// A `:::` block.
    Block(Box<Block>),
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
    /// A passage that several texts share.
    Include {
        /// Which.
        snippet: SnippetId,
        /// The language of the content.
        locale: Locale,
        /// The content, put in when all snippets are known; nothing where the snippet does not exist.
        body: Vec<Piece>,
    },
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
    /// Text that holds only in these counties.
    County {
        /// Their codes.
        codes: Vec<CountyCode>,
        /// The content.
        body: Vec<Piece>,
    },
    /// Text for those who read the page in one of these languages.
    Language {
        /// The languages.
        locales: Vec<Locale>,
        /// The content.
        body: Vec<Piece>,
    },
}
