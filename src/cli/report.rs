//! Problems as text with the lines they point at, as JSON, and as annotations of a code host.

use std::fmt::Write;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use serde::Serialize;

use crate::problem::{Problem, Severity};
use crate::tree::SourceTree;

/// A problem on the wire.
#[derive(Serialize)]
struct ProblemWire<'a> {
    path: &'a str,
    line: u32,
    column: u32,
    code: &'static str,
    severity: &'static str,
    message: &'a str,
    hint: Option<&'a str>,
}

#[derive(Serialize)]
struct Report<'a> {
    errors: usize,
    warnings: usize,
    problems: Vec<ProblemWire<'a>>,
}

/// For people: each problem with the line it points at, and the count at the end.
pub(super) fn text(problems: &[Problem], tree: &SourceTree, renderer: &Renderer) -> String {
    let mut text = String::new();
    for problem in problems {
        text.push_str(&one(problem, tree, renderer));
        text.push_str("\n\n");
    }
    text.push_str(&summary(problems));
    text.push('\n');
    text
}

/// One problem with the line it points at.
pub(super) fn one(problem: &Problem, tree: &SourceTree, renderer: &Renderer) -> String {
    let level = match problem.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(&problem.message).id(problem.code.name());
    let line = source_line(problem, tree);
    let mut group = match line {
        Some(line) => {
            let start = byte_of(line, problem.column);
            let snippet = Snippet::source(line)
                .line_start(problem.line as usize)
                .path(&problem.path)
                .annotation(AnnotationKind::Primary.span(start..end_of_word(line, start)));
            title.element(snippet)
        }
        None => title.element(annotate_snippets::Origin::path(&problem.path)),
    };
    if let Some(hint) = &problem.hint {
        group = group.element(Level::HELP.message(hint));
    }
    let groups: [Group<'_>; 1] = [group];
    renderer.render(&groups)
}

/// "3 errors, 1 warning", or that there is nothing.
pub(super) fn summary(problems: &[Problem]) -> String {
    let plural = |number: usize, word: &str| {
        format!("{number} {word}{}", if number == 1 { "" } else { "s" })
    };
    match (count(problems, Severity::Error), count(problems, Severity::Warning)) {
        (0, 0) => "no problems".to_owned(),
        (errors, warnings) => {
            format!("{}, {}", plural(errors, "error"), plural(warnings, "warning"))
        }
    }
}

/// For programs.
pub(super) fn json(problems: &[Problem]) -> String {
    let report = Report {
        errors: count(problems, Severity::Error),
        warnings: count(problems, Severity::Warning),
        problems: problems.iter().map(wire).collect(),
    };
    let mut text = serde_json::to_string_pretty(&report).expect("texts and numbers are JSON");
    text.push('\n');
    text
}

fn wire(problem: &Problem) -> ProblemWire<'_> {
    ProblemWire {
        path: &problem.path,
        line: problem.line,
        column: problem.column,
        code: problem.code.name(),
        severity: severity_name(problem.severity),
        message: &problem.message,
        hint: problem.hint.as_deref(),
    }
}

/// For a code host that shows annotations beside the lines of a change.
pub(super) fn github(problems: &[Problem]) -> String {
    let mut text = String::new();
    for problem in problems {
        let hint = problem.hint.as_deref().map(|hint| format!(" ({hint})")).unwrap_or_default();
        let message = escaped(&format!("{}{hint}", problem.message));
        let place = format!(
            "file={},line={},col={},title={}",
            escaped_property(&problem.path),
            problem.line.max(1),
            problem.column.max(1),
            problem.code
        );
        writeln!(text, "::{} {place}::{message}", severity_name(problem.severity))
            .expect("writing to a String does not fail");
    }
    text
}

/// How many problems have this severity.
pub(super) fn count(problems: &[Problem], severity: Severity) -> usize {
    problems.iter().filter(|problem| problem.severity == severity).count()
}

fn severity_name(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

fn escaped(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn escaped_property(text: &str) -> String {
    escaped(text).replace(':', "%3A").replace(',', "%2C")
}

/// The line a problem points at, when it points at one of a readable file.
fn source_line<'t>(problem: &Problem, tree: &'t SourceTree) -> Option<&'t str> {
    /// Longer lines (a layer is often one line) are not shown.
    const LINE_BYTES_MAX: usize = 2000;
    let index = problem.line.checked_sub(1)?;
    let source = std::str::from_utf8(tree.get(&problem.path)?).ok()?;
    source.lines().nth(index as usize).filter(|line| line.len() <= LINE_BYTES_MAX)
}

/// The byte at which a column (in characters, from 1) begins.
fn byte_of(line: &str, column: u32) -> usize {
    let index = column.saturating_sub(1) as usize;
    line.char_indices().nth(index).map_or(line.len(), |(byte, _)| byte)
}

/// The end of the word that begins at a byte, so that the whole of it is marked.
fn end_of_word(line: &str, start: usize) -> usize {
    let rest = line.get(start..).unwrap_or_default();
    let is_part = |c: char| c.is_alphanumeric() || "_-".contains(c);
    let length: usize = rest.chars().take_while(|c| is_part(*c)).map(char::len_utf8).sum();
    let one = rest.chars().next().map_or(0, char::len_utf8);
    start + length.max(one)
}
