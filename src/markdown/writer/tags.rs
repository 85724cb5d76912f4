//! The elements of a text: which tag each becomes, and what is asked of headings, links, images
//! and tables.

use pulldown_cmark::{Alignment, HeadingLevel, LinkType, Tag, TagEnd};

use super::{Words, Writer, escape_into};
use crate::markdown::address;
use crate::markdown::link::{self, Link};
use crate::model::Piece;
use crate::parse::shown;
use crate::problem::Code;

/// The table that is being written.
#[derive(Default)]
pub(super) struct TableState {
    alignments: Vec<Alignment>,
    is_head: bool,
    column: usize,
    /// The length of the plain words where the cell begins, and its offset in the text.
    cell: (usize, usize),
}

impl Writer<'_> {
    pub(super) fn start(&mut self, tag: Tag<'_>, at: usize) {
        let (html, close) = match tag {
            Tag::Heading { .. } => {
                self.heading = Some(Words { at, words: String::new() });
                ("", "")
            }
            Tag::Image { dest_url, .. } => {
                self.start_image(&dest_url, at);
                ("", "")
            }
            Tag::Link { link_type, dest_url, .. } => {
                ("", self.start_link(link_type, &dest_url, at))
            }
            Tag::HtmlBlock => {
                self.raw_html(at);
                ("<p>", "</p>\n")
            }
            Tag::List(Some(number)) => ("", self.start_numbers(number)),
            Tag::FootnoteDefinition(label) => ("", self.start_footnote(at, &label)),
            Tag::Table(alignments) => {
                self.table = TableState { alignments, ..TableState::default() };
                ("<div class=\"table\"><table>\n", "</tbody></table></div>\n")
            }
            Tag::TableHead => {
                (self.table.is_head, self.table.column) = (true, 0);
                ("<thead><tr>", "</tr></thead>\n<tbody>\n")
            }
            Tag::TableRow => {
                self.table.column = 0;
                ("<tr>", "</tr>\n")
            }
            Tag::TableCell => ("", self.start_cell(at)),
            tag => plain_element(&tag),
        };
        self.put(html);
        self.open.push(close);
    }

    pub(super) fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(level) => self.end_heading(level),
            TagEnd::Image => self.end_image(),
            TagEnd::Link => self.end_link(),
            TagEnd::TableCell => self.end_cell(),
            TagEnd::TableHead => self.table.is_head = false,
            _ => {}
        }
        if let Some(close) = self.open.pop() {
            self.put(close);
            if close.ends_with('\n') || close.starts_with("</t") {
                self.plain_break();
            }
        }
    }

    /// Closes what is still open when a text was cut off.
    pub(super) fn close_all(&mut self) {
        (self.heading, self.image, self.link, self.images) = (None, None, None, 0);
        while let Some(close) = self.open.pop() {
            self.html.push_str(close);
        }
    }

    fn start_numbers(&mut self, first: u64) -> &'static str {
        if first == 1 {
            self.put("<ol>\n");
        } else {
            self.put(&format!("<ol start=\"{first}\">\n"));
        }
        "</ol>\n"
    }

    fn end_heading(&mut self, level: HeadingLevel) {
        let Some(Words { at, words }) = self.heading.take() else { return };
        let title = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut level = level as u8;
        if level == 1 {
            let message = "a text has no first-level heading: the title is the page's only one";
            let hint = "write ## instead of #".to_owned();
            self.tell(at, Code::Heading, message.to_owned(), Some(hint));
            level = 2;
        } else if level > self.level + 1 {
            let message = format!(
                "the heading is of level {level}, and the one before of level {}",
                self.level
            );
            let hint = format!("write {} instead", "#".repeat(usize::from(self.level) + 1));
            self.tell(at, Code::HeadingJump, message, Some(hint));
        }
        if self.origin.is_snippet {
            let hint = "put the heading in the texts that include it";
            self.not_in_a_snippet(at, Code::Heading, "headings", hint);
        }
        self.level = level;
        if self.frames.len() == 1 && self.open.len() == 1 {
            return self.section(level, title);
        }
        // Inside a block or a list there are no sections: the heading is part of the content.
        let id = self.ids.give(&title);
        self.html.push_str(&format!("<h{level} id=\"{id}\">"));
        self.words(&title);
        self.html.push_str(&format!("</h{level}>\n"));
        self.plain_break();
    }

    fn start_link(&mut self, kind: LinkType, address: &str, at: usize) -> &'static str {
        let address = match kind {
            LinkType::Email => format!("mailto:{address}"),
            _ => address.to_owned(),
        };
        let is_words = self.heading.is_some() || self.image.is_some();
        let link = link::read(&address);
        self.link = Some((self.plain.len(), at)).filter(|_| !is_words);
        match link {
            Err(why) => {
                let hint = "links go to https:, http:, mailto:, tel:, paths that begin with a slash, #headings and pages such as service:bygglov";
                let message = format!("the link \"{}\" {why}", shown(&address));
                self.tell(at, Code::BadLink, message, Some(hint.to_owned()));
                ""
            }
            Ok(_) if is_words => "",
            Ok(Link::Address(address)) => {
                self.html.push_str("<a href=\"");
                escape_into(&mut self.html, &address);
                self.html.push_str("\">");
                "</a>"
            }
            Ok(Link::Anchor(anchor)) => {
                self.html.push_str(&format!("<a href=\"#{anchor}\">"));
                self.anchors.push((at, anchor));
                "</a>"
            }
            Ok(Link::Own(own)) => {
                self.mention(at, own.target.clone(), own.anchor.clone());
                self.html.push_str("<a href=\"");
                self.flush();
                self.piece(Piece::Own(Box::new(own)));
                self.html.push_str("\">");
                "</a>"
            }
        }
    }

    fn end_link(&mut self) {
        let Some((from, at)) = self.link.take() else { return };
        let words = self.plain.get(from..).unwrap_or("");
        if link::is_vague(words) {
            let message =
                format!("the words \"{}\" do not say where the link leads", shown(words.trim()));
            let hint = "let the link be the name of what it leads to".to_owned();
            self.tell(at, Code::DoubtfulLink, message, Some(hint));
        }
    }

    fn start_image(&mut self, address: &str, at: usize) {
        // An image in the words of an image is only words.
        if self.image.is_none() {
            self.image = Some(Words { at, words: String::new() });
            self.image_address = Some(address.to_owned());
        }
        self.images += 1;
    }

    fn end_image(&mut self) {
        self.images -= 1;
        if self.images > 0 {
            return;
        }
        let Some(Words { at, words }) = self.image.take() else { return };
        let address = self.image_address.take().unwrap_or_default();
        if self.heading.is_some() {
            return self.words(&words);
        }
        if !address::is_own_path(&address) {
            let message =
                format!("the image \"{}\" is not one of the portal's own", shown(&address));
            let hint = "put the file under static/ and write its path: /static/…; a visitor's browser asks no other site".to_owned();
            self.tell(at, Code::BadLink, message, Some(hint));
            return self.words(&words);
        }
        if words.trim().is_empty() {
            let message = "the image has no text for those who do not see it".to_owned();
            self.tell(
                at,
                Code::ImageText,
                message,
                Some("write it between the brackets: ![text](/static/…)".to_owned()),
            );
        }
        self.html.push_str("<img src=\"");
        escape_into(&mut self.html, &address);
        self.html.push_str("\" alt=\"");
        escape_into(&mut self.html, &words);
        self.html.push_str("\" loading=\"lazy\">");
        self.plain.push_str(&words);
    }

    fn start_footnote(&mut self, at: usize, label: &str) -> &'static str {
        if self.origin.is_snippet {
            self.not_in_a_snippet(at, Code::Block, "footnotes", "write the note in the sentence");
        }
        let (number, id) = self.footnote(label);
        self.put(&format!("<div class=\"footnote\" id=\"{id}\"><sup>{number}</sup>\n"));
        "</div>\n"
    }

    pub(super) fn footnote_mention(&mut self, label: &str) {
        let (number, id) = self.footnote(label);
        self.put(&format!("<sup><a href=\"#{id}\">{number}</a></sup>"));
    }

    fn footnote(&mut self, label: &str) -> (usize, String) {
        if let Some(known) = self.footnotes.get(label) {
            return known.clone();
        }
        let number = self.footnotes.len() + 1;
        let footnote = (number, self.ids.give(&format!("fn-{number}")));
        self.footnotes.insert(label.to_owned(), footnote.clone());
        footnote
    }

    fn start_cell(&mut self, at: usize) -> &'static str {
        let class = match self.table.alignments.get(self.table.column) {
            Some(Alignment::Right) => " class=\"right\"",
            Some(Alignment::Center) => " class=\"center\"",
            _ => "",
        };
        self.table.cell = (self.plain.len(), at);
        let (tag, close) =
            if self.table.is_head { ("th scope=\"col\"", "</th>") } else { ("td", "</td>") };
        self.put(&format!("<{tag}{class}>"));
        close
    }

    fn end_cell(&mut self) {
        let (from, at) = self.table.cell;
        let empty = self.plain.get(from..).is_none_or(|words| words.trim().is_empty());
        // The corner above the row headings may be empty.
        if self.table.is_head && empty && self.table.column > 0 {
            let message = "a column of the table has no heading".to_owned();
            self.tell(
                at,
                Code::TableHeader,
                message,
                Some("name every column in the first row".to_owned()),
            );
        }
        self.table.column += 1;
    }
}

/// Elements that are a pair of tags and nothing more.
fn plain_element(tag: &Tag<'_>) -> (&'static str, &'static str) {
    match tag {
        Tag::Paragraph => ("<p>", "</p>\n"),
        Tag::BlockQuote(_) => ("<blockquote>\n", "</blockquote>\n"),
        Tag::List(_) => ("<ul>\n", "</ul>\n"),
        Tag::CodeBlock(_) => ("<pre><code>", "</code></pre>\n"),
        Tag::Item => ("<li>", "</li>\n"),
        Tag::DefinitionList => ("<dl>\n", "</dl>\n"),
        Tag::DefinitionListTitle => ("<dt>", "</dt>\n"),
        Tag::DefinitionListDefinition => ("<dd>", "</dd>\n"),
        Tag::Emphasis => ("<em>", "</em>"),
        Tag::Strong => ("<strong>", "</strong>"),
        // Everything else is not enabled, or handled by the caller.
        _ => ("", ""),
    }
}
