//! A markdown file: front matter in TOML between two `+++` lines, then the text.

use std::sync::Arc;

use super::decode::{self, count};
use super::readability;
use super::reader::{self, Read, Report, Source, Table};
use super::value;
use crate::markdown::{self, Origin};
use crate::model::{Locale, Localized, Text};
use crate::problem::{Code, Problem};

/// What a file must say before its text.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Front {
    /// Title and summary: services, guides and pages.
    Full,
    /// A title: notices.
    Title,
    /// Nothing: municipalities and provisions.
    Free,
    /// Nothing: snippets.
    Snippet,
}

/// Reads the texts of a folder; a language whose file cannot be read is left out.
pub(super) fn all(
    files: &[(Locale, Source<'_>)],
    front: Front,
    report: &mut Report,
) -> Localized<Arc<Text>> {
    let read = |(locale, source): &(Locale, Source<'_>)| {
        Some((*locale, Arc::new(text(*source, *locale, front).into(report)?)))
    };
    files.iter().filter_map(read).collect()
}

/// Reads one file.
pub(super) fn text((path, bytes): Source<'_>, locale: Locale, front: Front) -> Read<Text> {
    let mut report = Report::default();
    let split = decode::text(path, bytes).and_then(|text| split(path, text));
    let value = match split {
        Err(problem) => {
            report.tell(problem);
            None
        }
        Ok(parts) => {
            let head = |table: &Table<'_>| Some(head(table, front));
            let head = reader::read_text(path, (parts.head, 2), &[], head).into(&mut report);
            let is_snippet = front == Front::Snippet;
            let origin = Origin { path, first_line: parts.body_line, locale, is_snippet };
            let parsed = markdown::parse(parts.body, origin);
            report.problems.extend(parsed.problems);
            report.references.extend(parsed.references);
            let text = head.flatten().map(|head| Text { body: parsed.document, ..head });
            // What a municipality writes is short and mostly names; a notice is a sentence.
            let is_judged = matches!(front, Front::Full | Front::Snippet) && locale == Locale::SV;
            let judged = text.iter().filter(|_| is_judged);
            report.problems.extend(judged.filter_map(readability::hard_to_read));
            text
        }
    };
    Read { value, report }
}

fn head(table: &Table<'_>, front: Front) -> Option<Text> {
    let optional = |key| table.optional(key, value::text);
    let title = match front {
        Front::Free | Front::Snippet => Some(optional("title").unwrap_or_default()),
        Front::Full | Front::Title => table.required("title", value::text),
    };
    let summary = match front {
        Front::Full => table.required("summary", value::text),
        Front::Title | Front::Free | Front::Snippet => {
            Some(optional("summary").unwrap_or_default())
        }
    };
    let keywords = table.list("keywords", value::text);
    let reviewed = table.optional("reviewed", value::date);
    let body = crate::model::Document::default();
    Some(Text {
        path: table.path().to_owned(),
        title: title?,
        summary: summary?,
        keywords,
        reviewed,
        body,
    })
}

/// A file divided at its `+++` lines.
struct Parts<'t> {
    head: &'t str,
    body: &'t str,
    /// The line of the body's first line in the file.
    body_line: u32,
}

fn split<'t>(path: &str, text: &'t str) -> Result<Parts<'t>, Problem> {
    let refuse = |line: u32, message: &str, hint: &str| {
        let problem = Problem::new(Code::FrontMatter, path, message.to_owned());
        Err(problem.at(line, 1).hint(hint.to_owned()))
    };
    let mut lines = text.split_inclusive('\n');
    let first = lines.next().unwrap_or("");
    if first.trim_end() == "---" {
        return refuse(
            1,
            "the front matter is YAML; only TOML is taken",
            "write +++ instead of --- and `title = \"…\"` instead of `title: …`",
        );
    }
    if first.trim_end() != "+++" {
        return refuse(
            1,
            "the file does not begin with front matter",
            "the first line is +++, then title = \"…\" and summary = \"…\", then +++ again",
        );
    }
    let mut at = first.len();
    for (index, line) in lines.enumerate() {
        if line.trim_end() == "+++" {
            let head = text.get(first.len()..at).unwrap_or("");
            let body = text.get(at + line.len()..).unwrap_or("");
            return Ok(Parts { head, body, body_line: count(index) + 3 });
        }
        at += line.len();
    }
    refuse(
        1,
        "the front matter is never closed",
        "put +++ on a line of its own after the front matter",
    )
}
