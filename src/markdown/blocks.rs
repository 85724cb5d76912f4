//! Divides a text at its `:::` lines, before any markdown is read, so that a block can hold
//! whatever a text can. Fenced code keeps its `:::`.

use std::ops::Range;

use memchr::memmem;

/// The deepest block in a block.
const DEPTH_MAX: usize = 4;

/// A part of a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Part<'t> {
    /// Markdown, as a range of bytes of the text.
    Markdown(Range<usize>),
    /// A block with what it holds.
    Block {
        /// The word after `:::`.
        name: &'t str,
        /// The words after the name.
        arguments: &'t str,
        /// The offset of the line that opens it.
        at: usize,
        /// What it holds.
        parts: Vec<Part<'t>>,
    },
}

/// What is wrong with a block line.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// A block that is never closed.
    Unclosed,
    /// A `:::` that closes nothing.
    Unopened,
    /// A block in too many others.
    TooDeep,
}

/// A block that is still open.
struct Open<'t> {
    name: &'t str,
    arguments: &'t str,
    at: usize,
    parts: Vec<Part<'t>>,
}

/// Divides a text. Faults come with the offset of their line; the text around them is kept.
pub(super) fn split(text: &str) -> (Vec<Part<'_>>, Vec<(usize, Fault)>) {
    // Most texts have no blocks, and to know that is quicker than to look at each line.
    if memmem::find(text.as_bytes(), b":::").is_none() {
        let mut whole = Vec::new();
        push_markdown(&mut whole, 0..text.len());
        return (whole, Vec::new());
    }
    let mut top = Open { name: "", arguments: "", at: 0, parts: Vec::new() };
    let mut open: Vec<Open<'_>> = Vec::new();
    let mut faults = Vec::new();
    let mut fence: Option<(u8, usize)> = None;
    let (mut at, mut begin) = (0, 0);
    for line in text.split_inclusive('\n') {
        let end = at + line.len();
        let marker = if fence.is_none() { marker(line) } else { None };
        fence = next_fence(fence, line);
        if let Some(words) = marker {
            let here = open.last_mut().unwrap_or(&mut top);
            push_markdown(&mut here.parts, begin..at);
            begin = end;
            if words.is_empty() {
                close(&mut open, &mut top, &mut faults, at);
            } else if open.len() >= DEPTH_MAX {
                faults.push((at, Fault::TooDeep));
                begin = at;
            } else {
                let (name, arguments) =
                    words.split_once(char::is_whitespace).unwrap_or((words, ""));
                open.push(Open { name, arguments: arguments.trim(), at, parts: Vec::new() });
            }
        }
        at = end;
    }
    let here = open.last_mut().unwrap_or(&mut top);
    push_markdown(&mut here.parts, begin..at);
    while let Some(unclosed) = open.last() {
        faults.push((unclosed.at, Fault::Unclosed));
        close(&mut open, &mut top, &mut faults, at);
    }
    (top.parts, faults)
}

fn close<'t>(
    open: &mut Vec<Open<'t>>,
    top: &mut Open<'t>,
    faults: &mut Vec<(usize, Fault)>,
    at: usize,
) {
    let Some(Open { name, arguments, at, parts }) = open.pop() else {
        faults.push((at, Fault::Unopened));
        return;
    };
    let outer = open.last_mut().unwrap_or(top);
    outer.parts.push(Part::Block { name, arguments, at, parts });
}

fn push_markdown(parts: &mut Vec<Part<'_>>, range: Range<usize>) {
    if !range.is_empty() {
        parts.push(Part::Markdown(range));
    }
}

/// The words after `:::`, when the line is a block line.
fn marker(line: &str) -> Option<&str> {
    let words = unindented(line)?.strip_prefix(":::")?;
    // Four colons are no block line but a word.
    (!words.starts_with(':')).then(|| words.trim())
}

/// The line without its indentation, when that is no more than three spaces.
fn unindented(line: &str) -> Option<&str> {
    let rest = line.trim_start_matches(' ');
    (line.len() - rest.len() <= 3).then_some(rest)
}

/// The code fence that is open after a line, as its sign and length.
fn next_fence(fence: Option<(u8, usize)>, line: &str) -> Option<(u8, usize)> {
    let Some(rest) = unindented(line) else { return fence };
    let sign = match rest.bytes().next() {
        Some(sign @ (b'`' | b'~')) => sign,
        _ => return fence,
    };
    let length = rest.bytes().take_while(|byte| *byte == sign).count();
    let info = rest.get(length..).unwrap_or("").trim();
    match fence {
        Some((open, least)) if open == sign && length >= least && info.is_empty() => None,
        Some(_) => fence,
        None if length >= 3 && !(sign == b'`' && info.contains('`')) => Some((sign, length)),
        None => None,
    }
}
