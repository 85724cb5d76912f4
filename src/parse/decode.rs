//! From bytes to text: UTF-8 without a byte order mark and without characters that control a
//! terminal. Every fault names its line and column, counted from 1.

use std::cell::OnceCell;

use memchr::memchr_iter;
use simdutf8::compat::from_utf8 as utf8;

use crate::problem::{Code, Problem};

/// The most levels of nesting in TOML: deeper is hostile, and would cost stack.
const LEVELS_MAX: usize = 32;

/// The lines of a text, to turn byte offsets into lines and columns. Most texts have nothing to
/// tell, so where each line starts is looked for when it is first asked.
pub(crate) struct Lines<'t> {
    text: &'t str,
    starts: OnceCell<Vec<usize>>,
    first_line: u32,
}

impl<'t> Lines<'t> {
    /// Of a text whose first line has this number in its file.
    pub(crate) fn new(text: &'t str, first_line: u32) -> Self {
        Self { text, starts: OnceCell::new(), first_line }
    }

    fn starts(&self) -> &[usize] {
        self.starts.get_or_init(|| {
            let after = memchr_iter(b'\n', self.text.as_bytes()).map(|at| at + 1);
            std::iter::once(0).chain(after).collect()
        })
    }

    /// The line and the column in characters of a byte offset, both from 1.
    pub(crate) fn place(&self, offset: usize) -> (u32, u32) {
        let starts = self.starts();
        let line = starts.partition_point(|start| *start <= offset).saturating_sub(1);
        let before = self.text.get(starts[line]..offset.min(self.text.len())).unwrap_or("");
        (self.first_line + count(line), count(before.chars().count()) + 1)
    }
}

/// A length as the type of lines and columns; files are far too small to overflow it.
pub(crate) fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// The text of a file.
pub(crate) fn text<'t>(path: &str, bytes: &'t [u8]) -> Result<&'t str, Problem> {
    if let Some(problem) = foreign_encoding(path, bytes) {
        return Err(problem);
    }
    let text = utf8(bytes).map_err(|error| {
        let good = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let (line, column) = place_of_end(&String::from_utf8_lossy(good));
        Problem::new(Code::FileUnreadable, path, "the file is not UTF-8".to_owned())
            .at(line, column)
            .hint("save it as UTF-8; the rest of the file cannot be trusted".to_owned())
    })?;
    let control =
        |character: char| character.is_control() && !matches!(character, '\n' | '\r' | '\t');
    // Control characters are ASCII, or begin with this byte: most files need no closer look.
    let suspect = |byte: u8| matches!(byte, 0..=8 | 11 | 12 | 14..=31 | 127 | 0xC2);
    let is_control = |at: &usize| text.get(*at..).is_some_and(|rest| rest.starts_with(control));
    if let Some(at) = places_of(text, suspect).find(is_control) {
        let (line, column) = place_of_end(text.get(..at).unwrap_or(""));
        let code = text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, u32::from);
        let message = format!("the file has a control character (U+{code:04X})");
        return Err(Problem::new(Code::FileUnreadable, path, message)
            .at(line, column)
            .hint("remove it: it cannot be seen, and nothing can be shown for it".to_owned()));
    }
    Ok(text)
}

/// The offsets of the bytes of a kind in a text, which should be rare: many bytes are looked at in one
/// step of the processor, and where there are some each by itself.
pub(crate) fn places_of(
    text: &str,
    kind: impl Fn(u8) -> bool + Copy,
) -> impl Iterator<Item = usize> {
    const TOGETHER: usize = 128;
    let any = move |bytes: &[u8]| bytes.iter().fold(false, |found, byte| found | kind(*byte));
    let chunks = text.as_bytes().chunks(TOGETHER).zip((0..).step_by(TOGETHER));
    chunks.filter(move |(chunk, _)| any(chunk)).flat_map(move |(chunk, at)| {
        (at..).zip(chunk).filter(move |(_, byte)| kind(**byte)).map(|(at, _)| at)
    })
}

fn foreign_encoding(path: &str, bytes: &[u8]) -> Option<Problem> {
    let (what, how) = match bytes {
        [0xEF, 0xBB, 0xBF, ..] => {
            ("the file begins with a byte order mark", "save it as UTF-8 without BOM")
        }
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] | [0, _, ..] | [_, 0, ..] => {
            ("the file is UTF-16, not UTF-8", "save it as UTF-8 without BOM")
        }
        [0x1F, 0x8B, ..] => ("the file is compressed with gzip", "unpack it first"),
        _ => return None,
    };
    let problem = Problem::new(Code::FileUnreadable, path, what.to_owned());
    Some(problem.at(1, 1).hint(how.to_owned()))
}

fn place_of_end(before: &str) -> (u32, u32) {
    let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
    let column = before.chars().rev().take_while(|character| *character != '\n').count() + 1;
    (count(line), count(column))
}

/// The offset at which TOML is nested too deep, by brackets or by dots, outside strings.
/// The TOML crate guards brackets only; a key of thousands of dots would cost the stack when dropped.
pub(super) fn too_deep(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let (mut at, mut open, mut dots) = (0, 0_usize, 0_usize);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' | b'\'' => at = string_end(bytes, at),
            b'#' => at = find(bytes, at, b"\n").saturating_sub(1),
            b'[' | b'{' => open += 1,
            b']' | b'}' => open = open.saturating_sub(1),
            b'.' => dots += 1,
            b'\n' => dots = 0,
            _ => {}
        }
        if open > LEVELS_MAX || dots > LEVELS_MAX {
            return Some(at);
        }
        at += 1;
    }
    None
}

/// The offset of the last byte of the string that begins here.
fn string_end(bytes: &[u8], start: usize) -> usize {
    let quote = bytes[start];
    let triple = [quote; 3];
    let long = bytes.get(start..start + 3) == Some(&triple[..]);
    let mut at = start + if long { 3 } else { 1 };
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' if quote == b'"' => at += 1,
            b'\n' if !long => return at - 1,
            byte if *byte == quote && !long => return at,
            byte if *byte == quote && bytes.get(at..at + 3) == Some(&triple[..]) => return at + 2,
            _ => {}
        }
        at += 1;
    }
    bytes.len()
}

fn find(bytes: &[u8], from: usize, what: &[u8]) -> usize {
    let rest = bytes.get(from..).unwrap_or_default();
    rest.windows(what.len()).position(|window| window == what).map_or(bytes.len(), |at| from + at)
}
