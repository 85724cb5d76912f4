//! The `:::` blocks: a closed list, each with its argument.

use super::Writer;
use crate::markdown::blocks::Part;
use crate::model::{Block, CountyCode, Id, Locale, NoteKind, Piece, Target};
use crate::parse::shown;
use crate::problem::{Code, did_you_mean};

/// The names of all blocks.
const NAMES: [&str; 12] = [
    "info",
    "warning",
    "example",
    "summary",
    "steps",
    "include",
    "contact",
    "e-service",
    "map",
    "municipality",
    "county",
    "language",
];

impl Writer<'_> {
    /// Writes a block with what it holds. A block that does not exist leaves its content as text.
    pub(super) fn block(&mut self, (name, arguments): (&str, &str), at: usize, parts: &[Part<'_>]) {
        self.flush();
        let note = |kind| Some(kind);
        let kind = match name {
            "info" => note(NoteKind::Info),
            "warning" => note(NoteKind::Warning),
            "example" => note(NoteKind::Example),
            "summary" => note(NoteKind::Summary),
            _ => None,
        };
        if let Some(kind) = kind {
            let title = Some(self.title(arguments)).filter(|title| !title.is_empty());
            let body = self.inside(parts);
            return self.piece(Piece::Block(Box::new(Block::Note { kind, title, body })));
        }
        match name {
            "steps" => self.steps(at, parts),
            "municipality" => self.municipality(arguments, at, parts),
            "county" => {
                let what = "one or more codes of counties: 22,23";
                let found = self.listed((name, what), arguments, at, CountyCode::parse);
                let body = self.inside(parts);
                if let Some(codes) = found {
                    self.piece(Piece::Block(Box::new(Block::County { codes, body })));
                }
            }
            "language" => {
                let what = "one or more languages: en,fi";
                let found = self.listed((name, what), arguments, at, Locale::parse);
                let body = self.inside(parts);
                if let Some(locales) = found {
                    self.piece(Piece::Block(Box::new(Block::Language { locales, body })));
                }
            }
            "include" if self.origin.is_snippet => {
                let hint = "write the words here, or include both where they are needed";
                self.not_in_a_snippet(at, Code::Block, "snippet in it", hint);
            }
            "include" | "contact" | "e-service" | "map" => self.named(name, arguments, at, parts),
            _ => {
                let meant = did_you_mean(name, NAMES);
                let hint = meant.map_or_else(
                    || format!("the blocks are {}", NAMES.join(", ")),
                    |meant| format!("did you mean `:::{meant}`?"),
                );
                let message = format!("there is no block `:::{}`", shown(name));
                self.tell(at, Code::Block, message, Some(hint));
                self.parts(parts);
            }
        }
    }

    fn title(&mut self, arguments: &str) -> String {
        let seen = |character: &char| !crate::markdown::address::is_hidden(*character);
        let title: String = arguments.chars().filter(seen).take(200).collect();
        if !title.is_empty() {
            self.plain.push_str(&title);
            self.plain_break();
        }
        title
    }

    fn inside(&mut self, parts: &[Part<'_>]) -> Vec<Piece> {
        self.frames.push(Vec::new());
        self.parts(parts);
        self.flush();
        self.plain_break();
        self.frames.pop().unwrap_or_default()
    }

    fn steps(&mut self, at: usize, parts: &[Part<'_>]) {
        let body = self.inside(parts);
        let numbered = |piece: &Piece| matches!(piece, Piece::Html(html) if html.contains("<ol"));
        if !body.iter().any(numbered) {
            let message = "`:::steps` stands around a numbered list, and there is none".to_owned();
            self.tell(at, Code::Block, message, Some("begin each step with 1. 2. 3.".to_owned()));
        }
        self.piece(Piece::Block(Box::new(Block::Steps(body))));
    }

    fn municipality(&mut self, arguments: &str, at: usize, parts: &[Part<'_>]) {
        let body = self.inside(parts);
        let words = arguments.split([',', ' ']).map(str::trim).filter(|word| !word.is_empty());
        let slugs: Vec<String> = words.map(str::to_owned).collect();
        let good = !slugs.is_empty() && slugs.iter().all(|slug| Id::<()>::parse(slug).is_some());
        if !good {
            // Shown to nobody: text for some must not reach all.
            return self.no_argument(
                "municipality",
                "one or more municipalities: ange,sundsvall",
                at,
            );
        }
        for slug in &slugs {
            self.mention(at, Target::Municipality(slug.clone()), None);
        }
        self.piece(Piece::Block(Box::new(Block::Municipality { slugs, body })));
    }

    /// The arguments of a block as what they stand for; text for some must not reach all, so
    /// a block with anything else among them is shown to nobody.
    fn listed<T>(
        &mut self,
        (name, what): (&str, &str),
        arguments: &str,
        at: usize,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Option<Vec<T>> {
        let words = arguments.split([',', ' ']).map(str::trim).filter(|word| !word.is_empty());
        let found: Option<Vec<T>> = words.map(parse).collect();
        let found = found.filter(|found| !found.is_empty());
        if found.is_none() {
            self.no_argument(name, what, at);
        }
        found
    }

    /// A block that shows another thing and holds nothing itself.
    fn named(&mut self, name: &str, arguments: &str, at: usize, parts: &[Part<'_>]) {
        let locale = self.origin.locale;
        let (block, target, what): (Option<Block>, fn(String) -> Target, _) = match name {
            "include" => {
                let block = |snippet| Block::Include { snippet, locale, body: Vec::new() };
                (Id::parse(arguments).map(block), Target::Snippet, "a snippet")
            }
            "contact" => {
                let id = Id::<()>::parse(arguments).map(|id| id.to_string());
                (id.map(Block::Contact), Target::Contact, "an organisation or a municipality")
            }
            "e-service" => {
                (Id::parse(arguments).map(Block::EService), Target::Service, "a service")
            }
            _ => (Id::parse(arguments).map(Block::Map), Target::Layer, "a layer"),
        };
        match block {
            Some(block) => {
                self.mention(at, target(arguments.to_owned()), None);
                self.piece(Piece::Block(Box::new(block)));
            }
            None => self.no_argument(name, what, at),
        }
        let blank = |part: &Part<'_>| match part {
            Part::Markdown(range) => self.text.get(range.clone()).unwrap_or("").trim().is_empty(),
            Part::Block { .. } => false,
        };
        if !parts.iter().all(blank) {
            let message = format!("`:::{name}` holds no text: close it on the next line");
            self.tell(
                at,
                Code::Block,
                message,
                Some("put ::: on a line of its own after it".to_owned()),
            );
            self.parts(parts);
        }
    }

    /// Tells of what would break the texts that a snippet becomes a part of.
    pub(super) fn not_in_a_snippet(&mut self, at: usize, code: Code, what: &str, hint: &str) {
        self.tell(at, code, format!("a snippet has no {what}"), Some(hint.to_owned()));
    }

    fn no_argument(&mut self, name: &str, what: &str, at: usize) {
        let message = format!("`:::{name}` must name {what}");
        self.tell(at, Code::Block, message, None);
    }
}
