//! Writes a text as sections of safe HTML. Every tag and every attribute in the result is one of
//! the few written here; what editors wrote appears only as escaped text and as checked addresses.

mod blocks;
mod tags;

use std::borrow::Cow;
use std::collections::HashMap;

use pulldown_cmark::{Event, Options, Parser};

use super::blocks::{Fault, Part, split};
use super::slug::Ids;
use super::{Origin, Parsed, address};
use crate::model::{Document, Piece, Reference, Section, Target};
use crate::parse::{Lines, places_of};
use crate::problem::{Code, Problem, did_you_mean};

/// The most elements inside each other.
const DEPTH_MAX: usize = 64;
/// The most problems looked for in one text.
const PROBLEMS_MAX: usize = 1000;
/// The most mentions of other things in one text.
const REFERENCES_MAX: usize = 10_000;

/// Reads a whole text.
pub(super) fn write(text: &str, origin: Origin<'_>) -> Parsed {
    let mut writer = Writer::new(text, origin);
    writer.hidden_characters();
    let (parts, faults) = split(text);
    for (at, fault) in faults {
        writer.fault(at, &fault);
    }
    writer.parts(&parts);
    writer.finish()
}

/// A text that is being written.
struct Writer<'t> {
    text: &'t str,
    origin: Origin<'t>,
    lines: Lines<'t>,
    problems: Vec<Problem>,
    references: Vec<Reference>,
    ids: Ids,
    sections: Vec<Section>,
    /// The pieces of the section and of each open block inside it.
    frames: Vec<Vec<Piece>>,
    /// HTML that is not yet a piece.
    html: String,
    /// The plain words of the section so far, to see what a link or a table's cell says.
    plain: String,
    /// What closes each open element; empty where nothing is to be written.
    open: Vec<&'static str>,
    /// The heading whose words are being read.
    heading: Option<Words>,
    /// The image whose words are being read, and its address.
    image: Option<Words>,
    image_address: Option<String>,
    /// How many images are open inside each other.
    images: usize,
    /// Where the words of the open link begin in `plain`, and its offset in the text.
    link: Option<(usize, usize)>,
    table: tags::TableState,
    /// The number and id of each footnote, in the order in which they are mentioned.
    footnotes: HashMap<String, (usize, String)>,
    /// Links to headings of the text itself, to be checked when all headings are known.
    anchors: Vec<(usize, String)>,
    /// The level of the last heading, for jumps.
    level: u8,
}

/// Plain words that are gathered from inside an element.
struct Words {
    /// The offset of the element in the text.
    at: usize,
    words: String,
}

impl<'t> Writer<'t> {
    fn new(text: &'t str, origin: Origin<'t>) -> Self {
        let start =
            Section { id: String::new(), level: 0, title: String::new(), pieces: Vec::new() };
        Self {
            text,
            origin,
            lines: Lines::new(text, origin.first_line),
            problems: Vec::new(),
            references: Vec::new(),
            ids: Ids::default(),
            sections: vec![start],
            frames: vec![Vec::new()],
            html: String::new(),
            plain: String::new(),
            open: Vec::new(),
            heading: None,
            image: None,
            image_address: None,
            images: 0,
            link: None,
            table: tags::TableState::default(),
            footnotes: HashMap::new(),
            anchors: Vec::new(),
            level: 1,
        }
    }

    fn parts(&mut self, parts: &[Part<'_>]) {
        for part in parts {
            match part {
                Part::Markdown(range) => self.markdown(range.start, range.end),
                Part::Block { name, arguments, at, parts } => {
                    self.block((name, arguments), *at, parts);
                }
            }
        }
    }

    fn markdown(&mut self, start: usize, end: usize) {
        let text = self.text;
        let Some(text) = text.get(start..end) else { return };
        let options =
            Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_DEFINITION_LIST;
        let mut depth = 0_usize;
        for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
            let at = start + range.start;
            match event {
                Event::Start(tag) => {
                    depth += 1;
                    if depth > DEPTH_MAX {
                        let message =
                            "the text is nested more than 64 levels deep; the rest is left out";
                        self.tell(at, Code::TooMuch, message.to_owned(), None);
                        break;
                    }
                    self.start(tag, at);
                }
                Event::End(tag) => {
                    depth -= 1;
                    self.end(tag);
                }
                event => self.leaf(event, at),
            }
        }
        self.close_all();
    }

    fn leaf(&mut self, event: Event<'_>, at: usize) {
        match event {
            Event::Text(text) => self.words(&text),
            Event::Code(code) => {
                self.put("<code>");
                self.words(&code);
                self.put("</code>");
            }
            Event::InlineHtml(html) => {
                self.raw_html(at);
                self.words(&html);
            }
            // Its problem is told where the block begins; this is one of its lines.
            Event::Html(html) => self.words(&html),
            Event::SoftBreak => self.words("\n"),
            Event::HardBreak => {
                self.put("<br>");
                self.words("\n");
            }
            Event::Rule => self.put("<hr>\n"),
            Event::FootnoteReference(label) => self.footnote_mention(&label),
            // Not enabled: mathematics and task lists. Start and end are handled elsewhere.
            _ => {}
        }
    }

    fn raw_html(&mut self, at: usize) {
        let hint = "write it in markdown; where HTML is meant as an example, put it in `code`";
        let message = "HTML is not taken; it is shown as text".to_owned();
        self.tell(at, Code::RawHtml, message, Some(hint.to_owned()));
    }

    /// Writes markup of our own, unless only words are being gathered.
    fn put(&mut self, html: &str) {
        if self.heading.is_none() && self.image.is_none() {
            self.html.push_str(html);
        }
    }

    /// Writes an editor's words.
    fn words(&mut self, words: &str) {
        let seen = visible(words);
        if let Some(image) = &mut self.image {
            image.words.push_str(&seen);
        } else if let Some(heading) = &mut self.heading {
            heading.words.push_str(&seen);
        } else {
            escape_into(&mut self.html, &seen);
            self.plain.push_str(&seen);
        }
    }

    /// Ends a block in the plain words, so that words of two blocks do not run together.
    fn plain_break(&mut self) {
        if self.heading.is_none() && self.image.is_none() && !self.plain.ends_with('\n') {
            self.plain.push('\n');
        }
    }

    /// Turns the HTML so far into a piece. It is copied, so that it takes no more room than it
    /// needs, and the next piece finds its room ready.
    fn flush(&mut self) {
        if !self.html.is_empty() {
            let html = self.html.as_str().to_owned();
            self.html.clear();
            self.piece(Piece::Html(html));
        }
    }

    fn piece(&mut self, piece: Piece) {
        if let Some(frame) = self.frames.last_mut() {
            frame.push(piece);
        }
    }

    /// Begins a new section under a heading.
    fn section(&mut self, level: u8, mut title: String) {
        self.end_section();
        title.shrink_to_fit();
        let id = self.ids.give(&title);
        self.sections.push(Section { id, level, title, pieces: Vec::new() });
    }

    fn end_section(&mut self) {
        self.flush();
        let mut pieces = self.frames.last_mut().map(std::mem::take).unwrap_or_default();
        pieces.shrink_to_fit();
        self.plain.clear();
        if let Some(section) = self.sections.last_mut() {
            section.pieces = pieces;
        }
    }

    fn mention(&mut self, at: usize, target: Target, anchor: Option<String>) {
        if self.references.len() >= REFERENCES_MAX {
            return;
        }
        let (line, column) = self.lines.place(at);
        let path = Reference::path_after(&self.references, self.origin.path);
        let anchor = anchor.map(|anchor| (self.origin.locale, anchor));
        self.references.push(Reference { path, line, column, target, anchor });
    }

    fn tell(&mut self, at: usize, code: Code, message: String, hint: Option<String>) {
        // Only hostile texts have more, and finding a place costs the length of its line.
        if self.problems.len() >= PROBLEMS_MAX {
            return;
        }
        let (line, column) = self.lines.place(at);
        let mut problem = Problem::new(code, self.origin.path, message).at(line, column);
        problem.hint = hint;
        self.problems.push(problem);
    }

    fn hidden_characters(&mut self) {
        let Some((at, character)) = address::first_hidden(self.text) else { return };
        let message =
            format!("the text has characters that cannot be seen (U+{:04X})", u32::from(character));
        let hint = "they are left out; write the words anew instead of pasting them".to_owned();
        self.tell(at, Code::HiddenCharacter, message, Some(hint));
    }

    fn fault(&mut self, at: usize, fault: &Fault) {
        let (message, hint) = match fault {
            Fault::Unclosed => ("the block is not closed", "put ::: on a line of its own after it"),
            Fault::Unopened => ("this ::: closes nothing", "remove it, or name the block: :::info"),
            Fault::TooDeep => {
                ("blocks are nested more than 4 levels deep", "end a block before this one")
            }
        };
        self.tell(at, Code::Block, message.to_owned(), Some(hint.to_owned()));
    }

    fn finish(mut self) -> Parsed {
        self.end_section();
        for (at, anchor) in std::mem::take(&mut self.anchors) {
            if !self.ids.has(&anchor) {
                let meant = did_you_mean(&anchor, self.ids.all()).map(str::to_owned);
                let hint = meant.map(|meant| format!("did you mean `#{meant}`?"));
                self.tell(
                    at,
                    Code::UnknownAnchor,
                    format!("there is no heading `#{anchor}` here"),
                    hint,
                );
            }
        }
        // Without words before the first heading there is no section 0.
        let blank = |piece: &Piece| matches!(piece, Piece::Html(html) if html.trim().is_empty());
        let mut sections = self.sections;
        sections.retain(|section| section.level > 0 || !section.pieces.iter().all(blank));
        sections.shrink_to_fit();
        Parsed {
            document: Document { sections },
            references: self.references,
            problems: self.problems,
        }
    }
}

/// A text without the characters that cannot be seen.
fn visible(text: &str) -> Cow<'_, str> {
    if address::first_hidden(text).is_none() {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().filter(|character| !address::is_hidden(*character)).collect())
}

/// Adds a text to HTML so that it is only text, in elements and in quoted attributes.
pub(crate) fn escape_into(html: &mut String, text: &str) {
    let is_markup = |byte: u8| matches!(byte, b'&' | b'<' | b'>' | b'"' | b'\'');
    let mut begin = 0;
    for at in places_of(text, is_markup) {
        // What stands between is text, since markup is ASCII.
        html.push_str(text.get(begin..at).unwrap_or(""));
        html.push_str(match text.as_bytes().get(at) {
            Some(b'&') => "&amp;",
            Some(b'<') => "&lt;",
            Some(b'>') => "&gt;",
            Some(b'"') => "&quot;",
            Some(b'\'') => "&#39;",
            _ => "",
        });
        begin = at + 1;
    }
    html.push_str(text.get(begin..).unwrap_or(""));
}
