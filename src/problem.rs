//! Problems: what an editor can mend, with the place and the way.

use std::fmt;

/// How grave a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The thing cannot be shown as it is; `check` ends with exit code 1.
    Error,
    /// It is shown, but a person should look at it.
    Warning,
}

/// Something an editor can fix. It never stops the site.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The file, relative to the portal folder.
    pub path: String,
    /// The line, from 1; 0 when the whole file is meant.
    pub line: u32,
    /// The column in characters, from 1; 0 when the whole line is meant.
    pub column: u32,
    /// Which rule was broken.
    pub code: Code,
    /// How grave it is.
    pub severity: Severity,
    /// What is wrong, in a sentence.
    pub message: String,
    /// How to mend it, in a sentence.
    pub hint: Option<String>,
}

impl Problem {
    /// A problem of a whole file, with the severity of its rule.
    #[must_use]
    pub fn new(code: Code, path: &str, message: String) -> Self {
        Self {
            path: path.to_owned(),
            line: 0,
            column: 0,
            severity: code.severity(),
            code,
            message,
            hint: None,
        }
    }

    /// The same at a place in the file, both counted from 1.
    #[must_use]
    pub fn at(mut self, line: u32, column: u32) -> Self {
        (self.line, self.column) = (line, column);
        self
    }

    /// The same with a way to mend it.
    #[must_use]
    pub fn hint(mut self, hint: String) -> Self {
        self.hint = Some(hint);
        self
    }
}

/// The rules. Each has a fixture under `tests/sites/invalid/<code>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Code {
    /// A file that is too large, not UTF-8, begins with a byte order mark, or is a symbolic link.
    FileUnreadable,
    /// TOML that cannot be read.
    TomlSyntax,
    /// A key that does not exist.
    UnknownKey,
    /// A key that must be there.
    MissingKey,
    /// A value of the wrong type or outside the allowed values.
    BadValue,
    /// A template that cannot be read, or that names something that does not exist.
    TemplateBroken,
}

impl Code {
    /// Every rule, for documentation and the test that demands a fixture of each.
    pub const ALL: &'static [Self] = &[
        Self::FileUnreadable,
        Self::TomlSyntax,
        Self::UnknownKey,
        Self::MissingKey,
        Self::BadValue,
        Self::TemplateBroken,
    ];

    /// The name in output and in fixture folders.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::FileUnreadable => "file-unreadable",
            Self::TomlSyntax => "toml-syntax",
            Self::UnknownKey => "unknown-key",
            Self::MissingKey => "missing-key",
            Self::BadValue => "bad-value",
            Self::TemplateBroken => "template-broken",
        }
    }

    /// How grave a breach is.
    #[must_use]
    pub fn severity(self) -> Severity {
        Severity::Error
    }
}

impl fmt::Display for Code {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}
