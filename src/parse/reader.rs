//! Reading TOML facts with their places: a file, its tables, their values.
//!
//! A table is read by asking for each of its keys; what nobody asked for is an unknown key.
//! Every mistake is noted and reading goes on, so that one run tells all of them.

use std::cell::RefCell;
use std::sync::Arc;

use ::toml::de::{DeTable, DeValue};

use super::decode::{self, Lines};
use crate::model::{Locale, Reference, Target};
use crate::problem::{self, Code, Problem, did_you_mean};

/// The most problems looked for in one file.
const TOLD_MAX: usize = 1000;
/// The most values in one list.
const LIST_MAX: usize = 1000;
/// The most mentions of other things in one file.
const REFERENCES_MAX: usize = 10_000;

/// A file of the tree: its path and its bytes.
pub(super) type Source<'t> = (&'t str, &'t [u8]);

/// What came of reading a file: the value where it could be read, and what there is to say.
pub(super) struct Read<T> {
    pub(super) value: Option<T>,
    pub(super) report: Report,
}

/// What there is to say of a file, and what it mentions.
#[derive(Default)]
pub(super) struct Report {
    pub(super) problems: Vec<Problem>,
    pub(super) references: Vec<Reference>,
    /// Mentions that were gathered before and are shared with whoever keeps them.
    pub(super) shared: Vec<Arc<[Reference]>>,
}

impl Report {
    /// Takes over what another report says.
    pub(super) fn take(&mut self, other: Self) {
        self.problems.extend(other.problems);
        self.references.extend(other.references);
        self.shared.extend(other.shared);
    }

    /// The same from a report that is kept; its mentions were shared when it was kept.
    pub(super) fn take_shared(&mut self, kept: &Self) {
        self.problems.extend_from_slice(&kept.problems);
        self.shared.extend_from_slice(&kept.shared);
    }

    /// Makes the mentions ready to be shared.
    pub(super) fn share(&mut self) {
        if !self.references.is_empty() {
            self.shared.push(std::mem::take(&mut self.references).into());
        }
    }

    /// Notes a problem.
    pub(super) fn tell(&mut self, problem: Problem) {
        self.problems.push(problem);
    }
}

impl<T> Read<T> {
    /// Moves the report to a larger one and gives the value.
    pub(super) fn into(self, report: &mut Report) -> Option<T> {
        report.take(self.report);
        self.value
    }
}

/// A TOML text that is being read.
pub(super) struct File<'t> {
    pub(super) path: &'t str,
    lines: Lines<'t>,
    /// The languages of the portal, to tell of missing translations.
    locales: &'t [Locale],
    report: RefCell<Report>,
}

/// Reads a TOML file by a function that asks for its keys.
pub(super) fn read<T>(
    (path, bytes): Source<'_>,
    locales: &[Locale],
    reader: impl FnOnce(&Table<'_>) -> Option<T>,
) -> Read<T> {
    match decode::text(path, bytes) {
        Ok(text) => read_text(path, (text, 1), locales, reader),
        Err(problem) => {
            Read { value: None, report: Report { problems: vec![problem], ..Report::default() } }
        }
    }
}

/// The same of a TOML text whose first line has this number in its file.
pub(super) fn read_text<T>(
    path: &str,
    (text, first_line): (&str, u32),
    locales: &[Locale],
    reader: impl FnOnce(&Table<'_>) -> Option<T>,
) -> Read<T> {
    let lines = Lines::new(text, first_line);
    let file = File { path, lines, locales, report: RefCell::default() };
    let value = parse(&file, text).and_then(|entries| {
        let table = Table { file: &file, entries: &entries, at: 0, asked: RefCell::default() };
        let value = reader(&table);
        table.finish();
        value
    });
    let mut report = file.report.into_inner();
    problem::keep_most(&mut report.problems, path);
    Read { value, report }
}

fn parse<'t>(file: &File<'t>, text: &'t str) -> Option<DeTable<'t>> {
    if let Some(at) = decode::too_deep(text) {
        file.tell(at, Code::TooMuch, "this is nested more than 32 levels deep".to_owned());
        return None;
    }
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        let at = error.span().map_or(0, |span| span.start);
        let message = error.message().replace('\n', "; ");
        file.tell(at, Code::TomlSyntax, format!("this is not TOML: {message}"));
    }
    errors.is_empty().then(|| table.into_inner())
}

impl File<'_> {
    fn tell(&self, at: usize, code: Code, message: String) {
        self.tell_hint(at, code, message, None);
    }

    fn tell_hint(&self, at: usize, code: Code, message: String, hint: Option<String>) {
        if self.is_full() {
            return;
        }
        let (line, column) = self.lines.place(at);
        let mut problem = Problem::new(code, self.path, message).at(line, column);
        problem.hint = hint;
        self.report.borrow_mut().problems.push(problem);
    }

    /// Whether enough has been told. Only hostile files have more, and each problem costs the
    /// length of its line.
    fn is_full(&self) -> bool {
        self.report.borrow().problems.len() >= TOLD_MAX
    }

    fn mention(&self, at: usize, target: Target) {
        let (line, column) = self.lines.place(at);
        let references = &mut self.report.borrow_mut().references;
        if references.len() < REFERENCES_MAX {
            let path = Reference::path_after(references, self.path);
            references.push(Reference { path, line, column, target, anchor: None });
        }
    }
}

/// A table that is being read.
pub(super) struct Table<'f> {
    file: &'f File<'f>,
    entries: &'f DeTable<'f>,
    /// Where the table begins, for keys that are missing.
    at: usize,
    /// The keys that were asked for: they are the known ones.
    asked: RefCell<Vec<&'static str>>,
}

impl<'f> Table<'f> {
    /// The path of the file.
    pub(super) fn path(&self) -> &'f str {
        self.file.path
    }

    /// The value of a key that may be missing.
    pub(super) fn value(&self, key: &'static str) -> Option<Value<'f>> {
        self.asked.borrow_mut().push(key);
        let value = self.entries.get(key)?;
        Some(Value { file: self.file, key, value: value.get_ref(), at: value.span().start })
    }

    /// Whether the key is there.
    pub(super) fn has(&self, key: &str) -> bool {
        self.entries.contains_key(key)
    }

    /// Whether the key is there with anything but an empty list.
    pub(super) fn has_values(&self, key: &str) -> bool {
        self.entries.get(key).is_some_and(|value| match value.get_ref() {
            DeValue::Array(values) => !values.is_empty(),
            _ => true,
        })
    }

    /// Notes that the table as a whole mentions another thing.
    pub(super) fn mentions(&self, target: Target) {
        self.file.mention(self.at, target);
    }

    /// What a key that may be missing says.
    pub(super) fn optional<T>(
        &self,
        key: &'static str,
        reader: impl FnOnce(Value<'f>) -> Option<T>,
    ) -> Option<T> {
        self.value(key).and_then(reader)
    }

    /// What a key that must be there says.
    pub(super) fn required<T>(
        &self,
        key: &'static str,
        reader: impl FnOnce(Value<'f>) -> Option<T>,
    ) -> Option<T> {
        let value = self.value(key);
        if value.is_none() {
            self.missing(key);
        }
        value.and_then(reader)
    }

    /// Tells that a key is missing.
    pub(super) fn missing(&self, key: &str) {
        self.tell(Code::MissingKey, format!("`{key}` is missing"), None);
    }

    /// The values of a list that may be missing; those that cannot be read are left out.
    pub(super) fn list<T>(
        &self,
        key: &'static str,
        reader: impl Fn(Value<'f>) -> Option<T>,
    ) -> Vec<T> {
        let Some(list) = self.value(key) else { return Vec::new() };
        let DeValue::Array(values) = list.value else {
            list.wrong_type::<T>("a list");
            return Vec::new();
        };
        if values.len() > LIST_MAX {
            list.tell(Code::TooMuch, format!("`{key}` has more than {LIST_MAX} values"), None);
        }
        let value = |value: &'f ::toml::Spanned<DeValue<'f>>| Value {
            file: self.file,
            key,
            value: value.get_ref(),
            at: value.span().start,
        };
        let mut read: Vec<T> = values.iter().take(LIST_MAX).map(value).filter_map(reader).collect();
        // Most lists have one value, and a list makes room for four.
        read.shrink_to_fit();
        read
    }

    /// The tables of a list (`[[key]]`) that may be missing; those that cannot be read are left out.
    pub(super) fn tables<T>(
        &self,
        key: &'static str,
        reader: impl Fn(&Table<'f>) -> Option<T>,
    ) -> Vec<T> {
        self.list(key, |value| value.table(&reader))
    }

    /// What the table of a key that may be missing says.
    pub(super) fn table<T>(
        &self,
        key: &'static str,
        reader: impl Fn(&Table<'f>) -> Option<T>,
    ) -> Option<T> {
        self.optional(key, |value| value.table(&reader))
    }

    /// Every key with its value, for tables whose keys are data.
    pub(super) fn entries(&self) -> impl Iterator<Item = (&'f str, Value<'f>)> {
        let file = self.file;
        self.entries.iter().map(move |(key, value)| {
            let name: &'f str = key.get_ref();
            let at = key.span().start;
            (name, Value { file, key: name, value: value.get_ref(), at })
        })
    }

    /// Notes a problem of the table as a whole.
    pub(super) fn tell(&self, code: Code, message: String, hint: Option<String>) {
        self.file.tell_hint(self.at, code, message, hint);
    }

    /// The line on which the table begins, from 1.
    pub(super) fn line(&self) -> u32 {
        self.file.lines.place(self.at).0
    }

    /// Notes a problem at a line of the table's file.
    pub(super) fn tell_at_line(&self, line: u32, code: Code, message: String, hint: &str) {
        if !self.file.is_full() {
            let problem = Problem::new(code, self.file.path, message).at(line, 1);
            self.file.report.borrow_mut().problems.push(problem.hint(hint.to_owned()));
        }
    }

    fn finish(&self) {
        let asked = self.asked.borrow();
        for (key, _) in self.entries {
            let name: &str = key.get_ref();
            if !asked.contains(&name) && !self.file.is_full() {
                let meant = did_you_mean(name, asked.iter().copied());
                let hint = meant.map(|meant| format!("did you mean `{meant}`?"));
                let message = format!("there is no key `{}` here", shown(name));
                self.file.tell_hint(key.span().start, Code::UnknownKey, message, hint);
            }
        }
    }
}

/// A value that is being read.
#[derive(Clone, Copy)]
pub(super) struct Value<'f> {
    file: &'f File<'f>,
    /// The key it stands at.
    pub(super) key: &'f str,
    pub(super) value: &'f DeValue<'f>,
    at: usize,
}

impl<'f> Value<'f> {
    /// Reads the value as a table whose unknown keys are problems.
    pub(super) fn table<T>(self, reader: impl Fn(&Table<'f>) -> Option<T>) -> Option<T> {
        let table = self.as_table()?;
        let value = reader(&table);
        table.finish();
        value
    }

    /// Reads the value as a table whose keys are data.
    pub(super) fn as_table(self) -> Option<Table<'f>> {
        let DeValue::Table(entries) = self.value else {
            return self.wrong_type("a table");
        };
        Some(Table { file: self.file, entries, at: self.at, asked: RefCell::default() })
    }

    /// Tells that the value should have been of another type.
    pub(super) fn wrong_type<T>(self, wanted: &str) -> Option<T> {
        let given = match self.value {
            DeValue::String(_) => "a text",
            DeValue::Integer(_) | DeValue::Float(_) => "a number",
            DeValue::Boolean(_) => "`true` or `false`",
            DeValue::Datetime(_) => "a date",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        self.bad(format!("`{}` must be {wanted}, not {given}", shown(self.key)), None)
    }

    /// Tells that the value is not allowed.
    pub(super) fn bad<T>(self, message: String, hint: Option<String>) -> Option<T> {
        self.tell(Code::BadValue, message, hint);
        None
    }

    /// Notes a problem at the value.
    pub(super) fn tell(self, code: Code, message: String, hint: Option<String>) {
        self.file.tell_hint(self.at, code, message, hint);
    }

    /// Notes that the value mentions another thing.
    pub(super) fn mentions(self, target: Target) {
        self.file.mention(self.at, target);
    }

    /// The values of a list.
    pub(super) fn values(self) -> Option<Vec<Value<'f>>> {
        let DeValue::Array(values) = self.value else { return self.wrong_type("a list") };
        let (file, key) = (self.file, self.key);
        let value = |value: &'f ::toml::Spanned<DeValue<'f>>| {
            let (value, at) = (value.get_ref(), value.span().start);
            Value { file, key, value, at }
        };
        Some(values.iter().take(LIST_MAX).map(value).collect())
    }

    /// The file and the line in which the value begins.
    pub(super) fn place(self) -> (&'f str, u32) {
        (self.file.path, self.file.lines.place(self.at).0)
    }

    /// Takes over what a text inside the value has to say.
    pub(super) fn take(self, report: Report) {
        self.file.report.borrow_mut().take(report);
    }

    /// The languages of the portal.
    pub(super) fn locales(self) -> &'f [Locale] {
        self.file.locales
    }
}

/// A text from a file as it may stand in a message: short, and without characters that steer a terminal.
pub(crate) fn shown(text: &str) -> String {
    let mut shown: String = text.chars().take(60).flat_map(char::escape_debug).collect();
    if text.chars().nth(60).is_some() {
        shown.push('…');
    }
    shown
}
